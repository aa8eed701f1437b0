"""Other tools' files to models, and models to other tools' files and to documents.

`reading/` has a file for each format that is read, `writing/` one for each that is written; `formats` finds them. A
reader fills a `diagrams` diagram, a `trees` tree or a `matrices` matrix, which all formats of a kind share, and that
becomes a `Draft`: the scenario as plain data, with the line where each part stood. `imported` makes a checked model of
any draft. `document/` is what a report, slides and a text say alike.
"""
