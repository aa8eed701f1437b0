"""Checks of the model's numbers: references, ranges, chances, weights."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from decision_model.errors import Place, Problem, nearest
from decision_model.model.checks.order import circles
from decision_model.model.numbers import BASES, DISTRIBUTIONS, LARGEST, TOLERANCE, Draws, Number
from decision_model.model.steps import Event
from decision_model.model.tables import Adjusted, RuleTable

if TYPE_CHECKING:
    from decision_model.model.decision_model import DecisionModel

Found = Iterator[Problem]


def numbers(model: DecisionModel) -> Iterator[tuple[Place, Number]]:
    """Every number of the model and where it stands; the place serves as its address."""
    for name, parameter in model.parameters.items():
        yield ("parameters", name), parameter.number
    for event in model.events:
        for index, rule in enumerate(event.chance.rules):
            for outcome, number in rule.then.numbers.items():
                yield ("sequence", event.name, "chance", index, outcome), number
    for each in model.walk():
        place: Place = ("considerations", each.name)
        if each.weight is not None:
            yield (*place, "weight"), each.weight
        if isinstance(each.scores, RuleTable):
            yield from (((*place, "scores", i, "then"), rule.then) for i, rule in enumerate(each.scores.rules))
        elif isinstance(each.scores, Adjusted):
            yield (*place, "scores", "start"), each.scores.start
            adjustments = enumerate(each.scores.adjustments)
            yield from (((*place, "scores", "adjust", i, "by"), rule.then) for i, rule in adjustments)
    if model.risk_tolerance is not None:
        yield ("risk_tolerance",), model.risk_tolerance
    yield from ((("interactions", i, "strength"), each.strength) for i, each in enumerate(model.interactions))
    for name, perspective in model.perspectives.items():
        yield from ((("perspectives", name, "weights", each), n) for each, n in perspective.weights.items())
    for name, what_if in model.what_ifs.items():
        yield from ((("what_ifs", name, "parameters", each), n) for each, n in what_if.parameters.items())
        yield from ((("what_ifs", name, "weights", each), n) for each, n in what_if.weights.items())


def references(model: DecisionModel) -> Found:
    """Parameters that formulas name must exist and not go round in circles; ranges and bases must make sense."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for place, number in numbers(model):
        for name in number.references:
            if name not in model.parameters:
                remedy = nearest(name, model.parameters) or "Define it under 'parameters'."
                yield Problem(place, f"'{name}' is neither a number nor a parameter.", remedy)
            elif place[0] == "parameters":
                graph.add_edge(name, str(place[1]))
        yield from _stated(place, number)
    for names in circles(graph):
        said = f"formulas refer to one another in a circle: {' -> '.join(names)}."
        yield Problem(("parameters", names[0]), said, "Give one a number.")


def _stated(place: Place, number: Number) -> Found:
    if number.basis not in BASES:
        yield Problem((*place, "basis"), f"'{number.basis}' is not a basis.", nearest(number.basis, BASES))
    if number.range is not None and not all(is_ordinary(end) for end in number.range):
        yield Problem((*place, "range"), "an end of the range is no ordinary number.", "Give two ordinary numbers.")
    elif number.range is not None and number.range[0] > number.range[1]:
        yield Problem((*place, "range"), "the range runs from high to low.", "Write it as [low, high].")
    if number.distribution is not None:
        yield from _distribution(place, number)


def _distribution(place: Place, number: Number) -> Found:
    spread = number.distribution
    assert spread is not None
    place = (*place, "distribution")
    if spread.kind not in DISTRIBUTIONS:
        yield Problem(place, f"'{spread.kind}' is not a distribution.", nearest(spread.kind, DISTRIBUTIONS))
        return
    wanted = DISTRIBUTIONS[spread.kind]
    if set(spread.arguments) != set(wanted):
        yield Problem(place, f"a {spread.kind} distribution needs {', '.join(wanted)}.", "Give each of them a number.")
        return
    given = [spread.arguments[name] for name in wanted]
    if not all(is_ordinary(each) for each in given):
        yield Problem(place, f"{', '.join(wanted)} must be ordinary numbers.", "Give each of them a number.")
        return
    if spread.kind in ("uniform", "triangular") and given != sorted(given):
        yield Problem(place, f"{', '.join(wanted)} must not fall.", "Write them from low to high.")
    if spread.kind == "beta" and min(given) <= 0:
        yield Problem(place, "a and b must be above 0.", "Beta(1, 1) is even; larger numbers are narrower.")
    if spread.kind == "normal" and spread.arguments["sd"] < 0:
        yield Problem(place, "the standard deviation 'sd' is negative.", "Give 0 or more.")


def problems(model: DecisionModel, ranges: bool = True, wrong: Collection[Place] = ()) -> list[Problem]:
    """Values of formulas, chances, weights, risk tolerance and, if asked for, values within their own ranges.

    Nothing is said of numbers that hang on a parameter without a value, nor of the sum of chances that have a place in
    `wrong`.
    """
    from decision_model.model.checks import weights as checks_of_weights

    with np.errstate(over="ignore", invalid="ignore"):
        values, found = settled(model)
        found += _one_by_one(model, values, ranges, wrong)
        for event in model.events:
            found += _chances(event, values, wrong)
        found += checks_of_weights.together(model, values)
        found += checks_of_weights.of_variations(model, values) if ranges else ()
        return found


def _one_by_one(
    model: DecisionModel, values: Mapping[str, Draws], ranges: bool, wrong: Collection[Place]
) -> Iterator[Problem]:
    for place, number in numbers(model):
        broken = [] if place[0] == "parameters" else [*value_of(place, number, values)]
        yield from broken
        if ranges and number.range is not None and (*place, "range") not in wrong:
            yield from () if broken else _inside(place, number, values)
            yield from _chance_range(place, number)


def _chances(event: Event, values: Mapping[str, Draws], wrong: Collection[Place]) -> Found:
    for index, rule in enumerate(event.chance.rules):
        place: Place = ("sequence", event.name, "chance", index)
        given = {outcome: at(number, values) for outcome, number in rule.then.numbers.items()}
        known = {outcome: value for outcome, value in given.items() if value is not None}
        said = any((*place, outcome) in wrong for outcome in rule.then.outcomes) or not event.outcomes
        yield from _chance(place, known, rule.then.rest, whole=len(known) == len(given) and not said)


def settled(model: DecisionModel) -> tuple[Mapping[str, Draws], list[Problem]]:
    """The parameters' values as far as they have any, and what is wrong with the others.

    Left out are parameters of unknown or circular ones, which are reported as references.
    """
    with suppress(ZeroDivisionError, KeyError, CycleError):
        if all(is_ordinary(value) for value in model.values.values()):
            return model.values, []
    order = TopologicalSorter({name: each.number.references for name, each in model.parameters.items()})
    with suppress(CycleError):
        order.prepare()
    values: dict[str, Draws] = {}
    found: list[Problem] = []
    while order.is_active():
        for name in (ready := order.get_ready()):
            parameter = model.parameters.get(name)
            if parameter is None or any(each not in values for each in parameter.number.references):
                continue
            broken = [*value_of(("parameters", name), parameter.number, values)]
            found += broken
            if not broken:
                values[name] = parameter.number.at(values)
        order.done(*ready)
    return values, found


def at(number: Number, values: Mapping[str, Draws]) -> Draws | None:
    """A number's value; None if it has none, because a parameter has none or it divides by zero."""
    if any(name not in values for name in number.references):
        return None
    try:
        value = number.at(values)
    except ZeroDivisionError:
        return None
    return value if is_ordinary(value) else None


def is_ordinary(value: Draws) -> bool:
    """Whether it is a finite number of a size that can be reckoned with."""
    return -LARGEST <= value <= LARGEST if isinstance(value, float) else bool(np.all(np.abs(value) <= LARGEST))


def value_of(place: Place, number: Number, values: Mapping[str, Draws], is_weight: bool = False) -> Found:
    """What is wrong with a number's value; nothing is said where a parameter that it hangs on has none."""
    if any(name not in values for name in number.references):
        return
    try:
        value = number.at(values)
    except ZeroDivisionError as error:
        yield Problem(place, f"the formula divides by zero: {error}.", "Change the parameter it divides by.")
        return
    if not is_ordinary(value):
        finite = bool(np.all(np.isfinite(value)))
        said = f"it is larger than {LARGEST:g}." if finite else "it is not a finite number."
        yield Problem(place, said, "Count in a larger unit." if finite else "Write an ordinary number.")
        return
    if is_weight or place[-1] == "weight" or (len(place) == 4 and place[2] == "weights"):
        yield from _weight(place, number, value)
    if place == ("risk_tolerance",) and np.any(np.equal(value, 0)):
        yield Problem(
            place, "a risk tolerance of 0 has no meaning.", "Above 0 is risk-averse; leave it out to be risk-neutral."
        )


def _chance_range(place: Place, number: Number) -> Found:
    if place[0] == "sequence" and number.range is not None:
        low, high = number.range
        if low < -TOLERANCE or high > 1 + TOLERANCE:
            said = f"the range {low:g} to {high:g} leaves 0 to 1, where chances lie."
            yield Problem((*place, "range"), said, "Narrow the range.")


def _inside(place: Place, number: Number, values: Mapping[str, Draws]) -> Found:
    value = None if place[0] == "parameters" and place[1] not in values else at(number, values)
    if number.range is None or value is None or np.ndim(value) or (place[0] == "sequence" and not _is_chance(value)):
        return
    low, high = number.range
    if not low - TOLERANCE <= value <= high + TOLERANCE:
        yield Problem(
            (*place, "range"),
            f"the value {value:g} lies outside its own range {low:g} to {high:g}.",
            "Widen the range or change the value.",
        )


def _weight(place: Place, number: Number, value: Draws) -> Found:
    """A weight is 0 or more, throughout its range."""
    if np.any(np.less(value, 0)):
        yield Problem(place, f"the weight {np.min(value):g} is negative.", "Weights are 0 or more.")
    if number.range is not None and number.range[0] < 0:
        yield Problem((*place, "range"), "the range of a weight goes below 0.", "Weights are 0 or more.")


def _is_chance(value: Draws) -> bool:
    if isinstance(value, float):
        return -TOLERANCE <= value <= 1 + TOLERANCE
    return bool(np.all(np.greater_equal(value, -TOLERANCE)) and np.all(np.less_equal(value, 1 + TOLERANCE)))


def _chance(place: Place, given: Mapping[str, Draws], rest: str | None, whole: bool) -> Found:
    """Chances lie between 0 and 1 and, where the `whole` set is known, add up to 1."""
    for outcome, value in given.items():
        if not _is_chance(value):
            worst = np.max(value) if np.max(value) > 1 else np.min(value)
            said = f"the chance is {worst:.10g}; chances lie between 0 and 1."
            yield Problem((*place, outcome), said, "Change the number.")
            whole = False
    total = sum(given.values(), start=np.float64(0.0))
    if whole and rest is None and np.any(np.abs(total - 1) > TOLERANCE):
        worst = np.atleast_1d(total)[np.argmax(np.abs(np.atleast_1d(total) - 1))]
        remedy = f"Change one, or write '{[*given][-1]}: rest'." if given else "Name the outcomes that can happen."
        yield Problem(place, f"the chances add up to {worst:.10g}, not 1.", remedy)
    if whole and rest is not None and np.any(total > 1 + TOLERANCE):
        said = f"the chances already add up to {np.max(total):.10g}, so nothing is left for '{rest}'."
        yield Problem(place, said, "Lower one of them.")
