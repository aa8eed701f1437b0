"""Values of numbers as far as they have any, and what is wrong with one by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter

import numpy as np

from decision_model.errors import Place, Problem, Problems
from decision_model.model.numbers import LARGEST, SMALLEST, Draws, Number
from decision_model.model.record import Record


def sound_values(model: Record) -> tuple[Mapping[str, Draws], list[Problem]]:
    """The parameters' values as far as they have any, and what is wrong with the others.

    Left out are parameters of unknown or circular ones, which are reported as references.
    """
    with suppress(ArithmeticError, KeyError, CycleError):
        if all(is_ordinary(value) for value in model.values.values()):
            return model.values, []
    order = TopologicalSorter({name: parameter.number.references for name, parameter in model.parameters.items()})
    with suppress(CycleError):
        order.prepare()
    values: dict[str, Draws] = {}
    problems: list[Problem] = []
    while order.is_active():
        for name in (ready := order.get_ready()):
            parameter = model.parameters.get(name)
            if parameter is None or any(reference not in values for reference in parameter.number.references):
                continue
            own_problems = [*value_problems(("parameters", name), parameter.number, values)]
            problems += own_problems
            if not own_problems:
                values[name] = parameter.number.at(values)
        order.done(*ready)
    return values, problems


def at(number: Number, values: Mapping[str, Draws]) -> Draws | None:
    """A number's value; None if it has none, because a parameter has none or its formula has none."""
    if any(name not in values for name in number.references):
        return None
    try:
        value = number.at(values)
    except ArithmeticError:
        return None
    return value if is_ordinary(value) else None


def is_ordinary(value: Draws) -> bool:
    """Whether it is a finite number of a size that can be reckoned with."""
    return -LARGEST <= value <= LARGEST if isinstance(value, float) else bool(np.all(np.abs(value) <= LARGEST))


def no_value(error: ArithmeticError, what: str = "the formula") -> str:
    """Why a formula has no value, as a sentence."""
    fault = "divides by zero" if isinstance(error, ZeroDivisionError) else "has no value"
    return f"{what} {fault}: {error.args[-1]}."


def value_problems(place: Place, number: Number, values: Mapping[str, Draws], is_weight: bool = False) -> Problems:
    """What is wrong with a number's value; nothing where a parameter that it depends on has none."""
    if any(name not in values for name in number.references):
        return
    without_value = [*problems_of_value(place, lambda: number.at(values))]
    if without_value:
        yield from without_value
        return
    value = number.at(values)
    if is_weight or place[-1] == "weight" or (len(place) == 4 and place[2] == "weights"):
        yield from _weight(place, number, value)
    if place[-1] == "risk_tolerance" and place[0] != "parameters" and np.any(np.abs(value) < SMALLEST):
        remedy = "Above 0 is risk-averse; leave it out to be risk-neutral."
        yield Problem(place, "a risk tolerance of 0 has no meaning.", remedy, code="risk-tolerance-zero")


def problems_of_value(place: Place, evaluate: Callable[[], Draws]) -> Problems:
    """Why a number has no value, or one that cannot be reckoned with."""
    try:
        value = evaluate()
    except ZeroDivisionError as error:
        yield Problem(place, no_value(error), "Change the parameter it divides by.", code="division-by-zero")
        return
    except ArithmeticError as error:
        remedy = "Change the parameters it uses, or the formula."
        yield Problem(place, no_value(error), remedy, code="formula-without-value")
        return
    if not is_ordinary(value):
        finite = bool(np.all(np.isfinite(value)))
        message = f"it is larger than {LARGEST:g}." if finite else "it is not a finite number."
        remedy = "Count in a larger unit." if finite else "Write an ordinary number."
        yield Problem(place, message, remedy, code="not-finite")


def _weight(place: Place, number: Number, value: Draws) -> Problems:
    """A weight is 0 or more, throughout its range."""
    if np.any(np.less(value, 0)):
        message = f"the weight {np.min(value):g} is negative."
        yield Problem(place, message, "Weights are 0 or more.", code="weight-negative")
    if number.range is not None and number.range[0] < 0:
        message = "the range of a weight goes below 0."
        yield Problem((*place, "range"), message, "Weights are 0 or more.", code="weight-range-negative")
