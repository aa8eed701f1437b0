"""Every number of a model with the address by which it is moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from decision_model.analysis.question import Question
from decision_model.analysis.result import Result
from decision_model.model.decision_model import DecisionModel
from decision_model.words.sentences import counted


@dataclass(frozen=True, repr=False)
class Numbers(Result):
    """The numbers of a model, in file order: address, what it is, its value and its stated range."""

    model: DecisionModel

    @property
    def heading(self) -> str:
        count = counted(len(self.model.numbers), "number")
        return f"{self.model.title}: {count}, each moved by its address, as in one-way --number ADDRESS"

    @property
    def columns(self) -> tuple[str, ...]:
        return ("address", "number", "value", "low", "high")

    def brief_rows(self, count: int) -> Sequence[int]:
        """All: it is a list to look something up in."""
        return range(count)

    def rows(self) -> Iterable[Sequence[Any]]:
        for address, each in self.model.numbers.items():
            low, high = each.number.range or (None, None)
            yield address, each.label, float(np.mean(each.number.at(self.model.values))), low, high


def numbers(model: DecisionModel) -> Numbers:
    """List every number with the address by which it is named, as in one-way --number ADDRESS."""
    return Numbers(model)


QUESTION = Question(
    "Every number",
    "All numbers of the model with the address by which each is named, its value and its stated range.",
    order=30,
    in_run=False,
)
