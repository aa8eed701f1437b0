"""Checks of the model's numbers: references, ranges, chances, weights."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

import networkx as nx
import numpy as np

from decision_model.errors import Place, Problem, Problems, nearest
from decision_model.model.checks import distributions, state_values, weights
from decision_model.model.checks.number_values import at, is_ordinary, sound_values, value_problems
from decision_model.model.checks.order import circles
from decision_model.model.number_index import is_chance, is_of_score, numbers
from decision_model.model.numbers import BASES, TOLERANCE, Draws, Number
from decision_model.model.record import Record
from decision_model.model.steps import Event


def references(model: Record) -> Problems:
    """Parameters that formulas name must exist and not go round in circles; ranges and bases must make sense."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for place, number in numbers(model):
        yield from dict.fromkeys(_unknown(place, number, model))
        for name in number.references:
            if place[0] == "parameters" and name in model.parameters:
                graph.add_edge(name, str(place[1]))
        yield from _stated(place, number)
    yield from state_values.named(model)
    for names in circles(graph):
        message = f"formulas refer to one another in a circle: {' -> '.join(names)}."
        yield Problem(("parameters", names[0]), message, "Give one a number.", code="formulas-in-circle")


def _unknown(place: Place, number: Number, model: Record) -> Problems:
    """Names in a formula that are neither parameters nor steps."""
    unknown = [name for name in number.references if name not in model.parameters and name not in model.steps]
    split = dict(_split_names(number, model)) if unknown else {}
    for name in unknown:
        yield _split_name(place, split[name]) if name in split else _unknown_parameter(place, name, model)


def _split_names(number: Number, model: Record) -> Iterator[tuple[str, str]]:
    """The parts of parameters' names that a formula has with hyphens, which there are minus signs, and the names."""
    text = str(number).replace(" ", "")
    for name in model.parameters:
        if "_" in name and re.search(rf"(?<!\w){_hyphened(name)}(?!\w)", text):
            yield from ((part, name) for part in name.split("_"))


def _split_name(place: Place, name: str) -> Problem:
    message = f"'{_hyphened(name)}' is read as a subtraction, for a hyphen is a minus."
    return Problem(place, message, f"Write '{name}'.", code="hyphen-in-a-name")


def _hyphened(name: str) -> str:
    return name.replace("_", "-")


def _unknown_parameter(place: Place, name: str, model: Record) -> Problem:
    steps = (step.name for step in model.sequence if step.has_values and is_of_score(place))
    remedy = nearest(name, [*model.parameters, *steps]) or "Define it under 'parameters'."
    if name == "rest":
        remedy = "Only a chance can be 'rest', by itself: it is what the others leave, so it has no range of its own."
    return Problem(place, f"'{name}' is neither a number nor a parameter.", remedy, code="unknown-parameter")


def _stated(place: Place, number: Number) -> Problems:
    if number.basis not in BASES:
        message = f"'{number.basis}' is not a basis."
        yield Problem((*place, "basis"), message, nearest(number.basis, BASES), code="unknown-basis")
    if number.range is not None and not all(is_ordinary(end) for end in number.range):
        message = "an end of the range is no ordinary number."
        yield Problem((*place, "range"), message, "Give two ordinary numbers.", code="range-not-ordinary")
    elif number.range is not None and number.range[0] > number.range[1]:
        message = "the range runs from high to low."
        yield Problem((*place, "range"), message, "Write it as [low, high].", code="range-falls")
    if number.distribution is not None:
        yield from distributions.problems((*place, "distribution"), number.distribution, number.range)


def problems(model: Record, ranges: bool = True, wrong: Collection[Place] = ()) -> list[Problem]:
    """Values of formulas, chances, weights, risk tolerance and, if asked for, values within their own ranges.

    Not reported are numbers that depend on a parameter without a value, nor the sum of chances that have a place in
    `wrong`.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        values, problems_found = sound_values(model)
        problems_found += _one_by_one(model, values, ranges, wrong)
        for event in model.events:
            problems_found += _chances(event, values, wrong)
        problems_found += weights.total_problems(model, values)
        problems_found += weights.variation_problems(model, values) if ranges else ()
        return problems_found


def _one_by_one(model: Record, values: Mapping[str, Draws], ranges: bool, wrong: Collection[Place]) -> Problems:
    for place, number in numbers(model):
        own_problems = [] if place[0] == "parameters" else [*value_problems(place, number, values)]
        yield from own_problems
        if ranges and number.range is not None and (*place, "range") not in wrong:
            yield from () if own_problems else _inside(place, number, values)
            yield from _chance_range(place, number)


def _chances(event: Event, values: Mapping[str, Draws], wrong: Collection[Place]) -> Problems:
    for index, rule in enumerate(event.chance.rules):
        place: Place = ("sequence", event.name, "chance", index)
        chances = {outcome: at(number, values) for outcome, number in rule.then.numbers.items()}
        known = {outcome: value for outcome, value in chances.items() if value is not None}
        reported = any((*place, outcome) in wrong for outcome in rule.then.outcomes) or not event.outcomes
        yield from _chance(place, known, rule.then.rest, whole=len(known) == len(chances) and not reported)


def _chance_range(place: Place, number: Number) -> Problems:
    if is_chance(place) and number.range is not None:
        low, high = number.range
        if low < -TOLERANCE or high > 1 + TOLERANCE:
            message = f"the range {low:g} to {high:g} leaves 0 to 1, where chances lie."
            yield Problem((*place, "range"), message, "Narrow the range.", code="chance-range")


def _inside(place: Place, number: Number, values: Mapping[str, Draws]) -> Problems:
    value = None if place[0] == "parameters" and place[1] not in values else at(number, values)
    if number.range is None or value is None or np.ndim(value) or (is_chance(place) and not _is_chance(value)):
        return
    low, high = number.range
    if not low - TOLERANCE <= value <= high + TOLERANCE:
        message = f"the value {value:g} lies outside its own range {low:g} to {high:g}."
        yield Problem((*place, "range"), message, "Widen the range or change the value.", code="outside-own-range")


def _is_chance(value: Draws) -> bool:
    if isinstance(value, float):
        return -TOLERANCE <= value <= 1 + TOLERANCE
    return bool(np.all(np.greater_equal(value, -TOLERANCE)) and np.all(np.less_equal(value, 1 + TOLERANCE)))


def _chance(place: Place, chances: Mapping[str, Draws], rest: str | None, whole: bool) -> Problems:
    """Chances lie between 0 and 1 and, where the `whole` set is known, add up to 1."""
    for outcome, value in chances.items():
        if not _is_chance(value):
            worst = np.max(value) if np.max(value) > 1 else np.min(value)
            message = f"the chance is {worst:.10g}; chances lie between 0 and 1."
            yield Problem((*place, outcome), message, "Change the number.", code="chance-outside")
            whole = False
    total = sum(chances.values(), start=np.float64(0.0))
    if whole and rest is None and np.any(np.abs(total - 1) > TOLERANCE):
        worst = np.atleast_1d(total)[np.argmax(np.abs(np.atleast_1d(total) - 1))]
        remedy = f"Change one, or write '{[*chances][-1]}: rest'." if chances else "Name the outcomes that can happen."
        yield Problem(place, f"the chances add up to {worst:.10g}, not 1.", remedy, code="chances-not-one")
    if whole and rest is not None and np.any(total > 1 + TOLERANCE):
        message = f"the chances already add up to {np.max(total):.10g}, so nothing is left for '{rest}'."
        yield Problem(place, message, "Lower one of them.", code="chances-leave-no-rest")
