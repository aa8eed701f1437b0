"""Other tools' files to models, and models to other tools' files and to documents.

`reading/` has a file for each format that is read, `writing/` one for each that is written; `formats` finds them. A
reader makes a `Draft`, the scenario as plain data, and `imported` turns any draft into a checked model.
"""
