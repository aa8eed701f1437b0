"""Checks of the model's numbers: references, ranges, chances, weights, scores on their scales."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from decision_model.errors import Place, Problem, nearest
from decision_model.model.numbers import BASES, DISTRIBUTIONS, Draws, Number
from decision_model.model.tables import Adjusted, RuleTable

if TYPE_CHECKING:
    from decision_model.model.decision_model import DecisionModel

TOLERANCE = 1e-9
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
    graph = nx.DiGraph()
    for place, number in numbers(model):
        for name in number.references:
            if name not in model.parameters:
                remedy = nearest(name, model.parameters) or "Define it under 'parameters'."
                yield Problem(place, f"'{name}' is neither a number nor a parameter.", remedy)
            elif place[0] == "parameters":
                graph.add_edge(name, place[1])
        yield from _stated(place, number)
    try:
        cycle = nx.find_cycle(graph)
    except nx.NetworkXNoCycle:
        return
    names = " -> ".join([cycle[0][0], *(edge[1] for edge in cycle)])
    yield Problem(
        ("parameters", cycle[0][0]), f"formulas refer to one another in a circle: {names}.", "Give one a number."
    )


def _stated(place: Place, number: Number) -> Found:
    if number.basis not in BASES:
        yield Problem((*place, "basis"), f"'{number.basis}' is not a basis.", nearest(number.basis, BASES))
    if number.range is not None and number.range[0] > number.range[1]:
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
    if spread.kind in ("uniform", "triangular") and given != sorted(given):
        yield Problem(place, f"{', '.join(wanted)} must not fall.", "Write them from low to high.")
    if spread.kind == "beta" and min(given) <= 0:
        yield Problem(place, "a and b must be above 0.", "Beta(1, 1) is even; larger numbers are narrower.")
    if spread.kind == "normal" and spread.arguments["sd"] < 0:
        yield Problem(place, "the standard deviation 'sd' is negative.", "Give 0 or more.")


def problems(model: DecisionModel, ranges: bool = True) -> Found:
    """Values of formulas, chances, weights, risk tolerance and, if asked for, values within their own ranges."""
    try:
        values = model.values
    except ZeroDivisionError as error:
        name, said = error.args
        remedy = "Change the parameter it divides by."
        yield Problem(("parameters", name), f"the formula divides by zero: {said}.", remedy)
        return
    for place, number in numbers(model):
        yield from _value(place, number, values)
        yield from _inside(place, number, values) if ranges else ()
        yield from _chance_range(place, number) if ranges else ()
    for event in model.events:
        for index, rule in enumerate(event.chance.rules):
            place = ("sequence", event.name, "chance", index)
            given = {outcome: _at(number, values) for outcome, number in rule.then.numbers.items()}
            yield from _chance(place, given, rule.then.rest)
    yield from together(model)


def _share_of(weight: Draws, whole: Draws, count: int) -> Draws:
    """A weight's share of the whole; alike for all where nothing weighs anything."""
    nothing = np.equal(whole, 0)
    return np.where(nothing, 1 / count, weight / np.where(nothing, 1.0, whole))


def together(model: DecisionModel) -> Found:
    """Multiplicative and Choquet totals must rise with every consideration and stay within 0..100."""
    weights = {top.name: 100.0 if top.weight is None else top.weight.at(model.values) for top in model.considerations}
    if model.combine == "multiplicative":
        for name, weight in weights.items():
            if np.any(np.greater(weight, 100 + TOLERANCE)):
                remedy = "With 'combine: multiplicative' a weight is a scaling constant in hundredths, 0 to 100."
                yield Problem(
                    ("considerations", name, "weight"), f"the weight {np.max(weight):g} is above 100.", remedy
                )
        if sum(bool(np.any(np.greater(weight, 0))) for weight in weights.values()) < 2:
            yield Problem(("considerations",), "fewer than two weights are above 0.", "Give at least two a weight.")
    for name, weight in weights.items() if model.combine == "choquet" else ():
        share = _share_of(weight, sum(weights.values()), len(weights))
        pulls = [np.abs(i.strength.at(model.values)) for i in model.interactions if name in i.between]
        if np.any(np.greater(0.5 * sum(pulls), share + TOLERANCE)):
            yield Problem(
                ("considerations", name),
                f"its interactions are too strong for its weight: doing better on '{name}' could lower the total.",
                "Half the sum of their sizes may not exceed its share of the weights.",
            )


def _at(number: Number, values: Mapping[str, Draws]) -> Draws:
    try:
        return number.at(values)
    except ZeroDivisionError:
        return np.nan


def _value(place: Place, number: Number, values: Mapping[str, Draws]) -> Found:
    try:
        value = number.at(values)
    except ZeroDivisionError as error:
        yield Problem(place, f"the formula divides by zero: {error}.", "Change the parameter it divides by.")
        return
    if not np.all(np.isfinite(value)):
        yield Problem(place, "it is not a finite number.", "Write an ordinary number.")
        return
    if place[-1] == "weight" or (len(place) == 4 and place[2] == "weights"):
        yield from weight(place, number, value)
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
    value = _at(number, values)
    if number.range is None or np.ndim(value) or not np.isfinite(value):
        return
    low, high = number.range
    if not low - TOLERANCE <= value <= high + TOLERANCE:
        yield Problem(
            (*place, "range"),
            f"the value {value:g} lies outside its own range {low:g} to {high:g}.",
            "Widen the range or change the value.",
        )


def weight(place: Place, number: Number, value: Draws) -> Found:
    """A weight is 0 or more, throughout its range."""
    if np.any(np.less(value, 0)):
        yield Problem(place, f"the weight {np.min(value):g} is negative.", "Weights are 0 or more.")
    if number.range is not None and number.range[0] < 0:
        yield Problem((*place, "range"), "the range of a weight goes below 0.", "Weights are 0 or more.")


def _chance(place: Place, given: Mapping[str, Draws], rest: str | None) -> Found:
    for outcome, value in given.items():
        if np.any(np.less(value, -TOLERANCE)) or np.any(np.greater(value, 1 + TOLERANCE)):
            worst = np.max(value) if np.max(value) > 1 else np.min(value)
            yield Problem(
                (*place, outcome), f"the chance is {worst:g}; chances lie between 0 and 1.", "Change the number."
            )
            return
    total = sum(given.values(), start=np.float64(0.0))
    if rest is None and np.any(np.abs(total - 1) > TOLERANCE):
        worst = np.atleast_1d(total)[np.argmax(np.abs(np.atleast_1d(total) - 1))]
        last = list(given)[-1]
        yield Problem(place, f"the chances add up to {worst:.6g}, not 1.", f"Change one, or write '{last}: rest'.")
    if rest is not None and np.any(total > 1 + TOLERANCE):
        yield Problem(
            place,
            f"the chances already add up to {np.max(total):.6g}, so nothing is left for '{rest}'.",
            "Lower one of them.",
        )


def scores(model: DecisionModel) -> Found:
    """No score may leave its scale in a case that can occur; none is clipped."""
    if model.combine == "sum":
        return
    from decision_model.model.scores import bounds, extremes

    for leaf in model.leaves:
        scale = leaf.scale
        low, high = (scale.low, scale.high) if scale else (0.0, 100.0)
        slack = TOLERANCE * max(1.0, abs(low), abs(high))
        surely = bounds(model, leaf)
        if low - slack <= surely[0] and surely[1] <= high + slack:
            continue
        for extreme in extremes(model, leaf):
            if low - slack <= extreme.score <= high + slack:
                continue
            case = ", ".join(f"{name}: {state}" for name, state in extreme.history.items())
            yield Problem(
                ("considerations", leaf.name, "scores"),
                f"the score reaches {extreme.score:,.10g} in the case {{{case}}}, "
                f"outside its scale {low:,.10g} to {high:,.10g}.",
                "Change the scores or widen the scale (nothing is clipped); for amounts use 'combine: sum'.",
            )
