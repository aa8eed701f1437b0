"""Every analysis, found by its file: a module in a group's folder that declares a QUESTION.

Names, groups and help are read from the files as text (parsing them would take longer than all the rest of a short
command), so that they can be listed without loading any of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decision_model.analysis.question import Question
    from decision_model.analysis.result import Result
    from decision_model.model.decision_model import DecisionModel

GROUPS: Mapping[str, str] = {
    "choice": "What is best, and why",
    "views": "Who sees it otherwise, and what if",
    "robustness": "How firm is the answer",
    "time": "What do chance, information and time change",
    "sources": "What does it rest on",
}
"""The folders of analyses in the order in which a seminar asks, and what it asks there."""
QUESTION = re.compile(r"^QUESTION = Question\(.*?^\)", re.MULTILINE | re.DOTALL)
ORDER = re.compile(r"^    order=(\d+),", re.MULTILINE)
LAST = 100
"""The place of a question that does not say it."""


@dataclass(frozen=True)
class Analysis:
    """An analysis as its file declares it; its code is loaded when it is asked for."""

    name: str
    group: str
    summary: str
    order: int

    @property
    def command(self) -> str:
        """What it is called on the command line."""
        return self.name.replace("_", "-")

    @property
    def question(self) -> Question:
        """What its module declares."""
        declared: Question = self._module.QUESTION
        return declared

    @property
    def function(self) -> Callable[..., Result]:
        """The analysis itself: a model and its own arguments in, a result out."""
        function: Callable[..., Result] = getattr(self._module, self.name)
        return function

    def ask(self, model: DecisionModel) -> Result:
        """The answer as `run` and the report ask for it; raises ModelError where there is none."""
        return self.function(model, **self.question.arguments(model))

    @property
    def _module(self) -> Any:
        return import_module(f"{__package__}.{self.group}.{self.name}")


@cache
def analyses() -> tuple[Analysis, ...]:
    """All of them, by group and by their order in it."""
    folder = Path(__file__).parent
    return tuple(entry for group in GROUPS for entry in sorted(_declared(folder / group), key=_place))


def analysis(name: str) -> Analysis | None:
    """The analysis of a name; None where there is none."""
    return next((entry for entry in analyses() if entry.name == name), None)


def _place(entry: Analysis) -> tuple[int, str]:
    return entry.order, entry.name


def _declared(folder: Path) -> Iterator[Analysis]:
    for file in sorted(folder.glob("*.py")):
        text = file.read_text(encoding="utf-8")
        declared = QUESTION.search(text)
        if declared:
            order = ORDER.search(declared[0])
            yield Analysis(file.stem, folder.name, _summary(text, file.stem), int(order[1]) if order else LAST)


def _summary(text: str, name: str) -> str:
    """The first line of the docstring of the function called `name`."""
    match = re.search(rf'^def {name}\(.*?\n    """(.*?)(?:"""|\n)', text, re.MULTILINE | re.DOTALL)
    return match[1] if match else ""
