"""Parameters in which some formula is no straight line: what holds at two ends need not hold in between."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from decision_model.model import formulas
from decision_model.model.formulas import Draws
from decision_model.model.number_index import numbers
from decision_model.model.record import Record

STEPS = 32
"""Steps from end to end at which what may bend is looked at."""


def bent_parameters(model: Record) -> set[str]:
    """Names of the parameters in which some number of the model may be no straight line."""

    def behind(name: str) -> Iterator[str]:
        yield name
        for reference in model.parameters[name].number.references if name in model.parameters else ():
            yield from behind(reference)

    return {name for _, number in numbers(model) for name in formulas.bends(number.formula, behind)}


def first_pole(model: Record, values: Mapping[str, Draws]) -> tuple[int, str] | None:
    """Where, along draws in order, some formula first divides by what passes through 0, and what that is."""
    return min((pole for _, number in numbers(model) for pole in formulas.poles(number.formula, values)), default=None)
