"""A model at the ends of its stated ranges, and in between, one number at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter

import numpy as np

from decision_model.errors import Place, Problem
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.frozen_mapping import frozen
from decision_model.model.number_index import numbers, renumbered
from decision_model.model.numbers import Draws


@dataclass(frozen=True)
class End:
    """One end of a number's range, or of what its distribution draws where no range cuts it off.

    `which` is "low", "high", or "inner" for a value in between.
    """

    place: Place
    value: float
    which: str
    drawn: bool = False

    @property
    def where(self) -> str:
        """Where in the range, or in what is drawn, it lies."""
        if self.which == "inner":
            return "among what is drawn" if self.drawn else "within its range"
        return f"the {self.which} end of what is drawn" if self.drawn else f"its {self.which} end"

    def holds(self, place: Place) -> bool:
        """Whether a place is that of its number, or lies within it."""
        return place[: len(self.place)] == self.place

    def problem(self, message: str) -> Problem:
        """A problem at this end, placed at the range or the distribution."""
        message = f"at {self.value:.10g}, {self.where}, {message}"
        if self.drawn:
            remedy = "Narrow the distribution, or state a range, which cuts it off."
            return Problem((*self.place, "distribution"), message, remedy, code="breaks-at-end-of-distribution")
        return Problem((*self.place, "range"), message, "Narrow the range.", code="breaks-at-end-of-range")


def at_ends(model: CompiledRecord, ends: Sequence[End]) -> CompiledRecord:
    """The model with as many draws as ends, in each of them one number at one end; raises ArithmeticError."""
    values: dict[str, Draws] = {}
    parameters = dict(model.parameters)
    by_place: dict[Place, list[tuple[int, float]]] = {}
    for draw, end in enumerate(ends):
        by_place.setdefault(end.place, []).append((draw, end.value))
    order = TopologicalSorter({name: parameter.number.references for name, parameter in parameters.items()})
    for name in order.static_order():
        values[name] = parameters[name].number.at(values)
        if ("parameters", name) in by_place:
            values[name] = _placed(values[name], by_place[("parameters", name)], len(ends))
            parameters[name] = replace(parameters[name], number=parameters[name].number.set_to(values[name]))
    others = {
        place: number.set_to(_placed(number.at(values), by_place[place], len(ends)))
        for place, number in numbers(model)
        if place in by_place and place[0] != "parameters"
    }
    return model.renumbered(parameters=frozen(parameters), **renumbered(model, others))


def _placed(base: Draws, ends: Sequence[tuple[int, float]], draws: int) -> np.ndarray:
    """The base in every draw but those that are placed: (draws,)."""
    value = np.broadcast_to(np.asarray(base, dtype=float), draws).copy()
    for draw, end_value in ends:
        value[draw] = end_value
    return value
