"""Parameters in which some formula is no straight line: what holds at two ends need not hold in between."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from decision_model.errors import Place
from decision_model.model import formulas
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.formulas import Draws
from decision_model.model.number_index import numbers, value_address
from decision_model.model.numbers import Number
from decision_model.model.record import Record
from decision_model.model.scores import cases_of

STEPS = 32
"""Steps from end to end at which what may bend is looked at."""


def bent_parameters(model: Record) -> set[str]:
    """Addresses of the parameters, and of the values of steps, in which some number may be no straight line."""

    known: dict[str, set[str]] = {}

    def behind(name: str) -> Iterable[str]:
        """What a name stands on, itself included; looked at once each, as formulas may share parts many times over."""
        if name not in known:
            known[name], met, ahead = set(), {name}, [name]
            while ahead:
                own, references = named(ahead.pop())
                known[name] |= own
                ahead += references - met
                met |= references
        return known[name]

    def named(name: str) -> tuple[set[str], set[str]]:
        """The addresses that a name means, and the names that their formulas refer to."""
        if name in model.steps and name not in model.parameters:
            states = model.steps[name].states
            values = [state.value for state in states if state.value is not None]
            return {value_address(name, state.name) for state in states}, {r for v in values for r in v.references}
        return {name}, set(model.parameters[name].number.references if name in model.parameters else ())

    return {name for _, number in numbers(model) for name in formulas.bends(number.formula, behind)}


def first_pole(model: CompiledRecord, places: Collection[Place] | None = None) -> tuple[int, str] | None:
    """Where, along draws in order, some formula first divides by what passes through 0, and what that is.

    `places` are those of the numbers that are looked at, which have a value; None: all.
    """
    return min(
        (
            pole
            for place, number in numbers(model)
            if formulas.divides(number.formula) and (places is None or place in places)
            for values in _known(model, place, number)
            for pole in formulas.poles(number.formula, values)
        ),
        default=None,
    )


def _known(model: CompiledRecord, place: Place, number: Number) -> Iterator[Mapping[str, Draws]]:
    """The values that a formula reads: those of parameters, with those of steps that it names, case by case."""
    if not model.steps_in(number):
        yield model.values
        return
    for case in cases_of(model, place, number):
        states = {name: model.steps[name].state(state).value for name, state in case.items()}
        yield {**model.values, **{name: value.at(model.values) for name, value in states.items() if value is not None}}
