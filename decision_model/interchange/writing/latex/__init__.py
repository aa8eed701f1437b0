"""LaTeX: the tree and the diagram as TikZ, and tables in the manner of booktabs.

Each file compiles by itself. A tree and a diagram are of the class `standalone`, so that a paper may also take the file
in with `\\input` (package `standalone`) and go on editing it; nodes have names, and looks are styles at its head.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from decision_model.errors import ModelError
from decision_model.interchange.draft import Remark
from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.interchange.writing.latex.tables import tables
from decision_model.interchange.writing.latex.tex import OTHER_LETTERS, comment
from decision_model.interchange.writing.latex.tikz_diagram import tikz_diagram
from decision_model.interchange.writing.latex.tikz_tree import tikz_tree
from decision_model.model.decision_model import DecisionModel

SHOWN: Mapping[str, Callable[[DecisionModel], Exported]] = {
    "tree": tikz_tree,
    "diagram": tikz_diagram,
    "tables": tables,
}


def write(model: DecisionModel, choices: ExportChoices) -> Exported:
    """What is wanted of a model, for LaTeX."""
    if choices.show not in SHOWN:
        raise ModelError(f"'{choices.show}' cannot be shown. Known here: {', '.join(SHOWN)}.")
    made = SHOWN[choices.show](model)
    if not made.content.startswith(comment(OTHER_LETTERS).encode()):
        return made
    letters = Remark("changed", "letters that are not in the fonts of pdfLaTeX: compile it with LuaLaTeX or XeLaTeX")
    return replace(made, remarks=(*made.remarks, letters))


WRITER = Writer("latex", "LaTeX: TikZ and booktabs", ".tex", write)
