"""A model with some numbers moved, and what follows them so that it stays whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from graphlib import TopologicalSorter
from typing import Literal

import numpy as np

from decision_model.errors import ModelError, Problem
from decision_model.model import Addressed, DecisionModel, Draws, Event
from decision_model.model import number_index as addresses
from decision_model.model import weight_shares as shares
from decision_model.model.checks import numbers as checks_of_numbers
from decision_model.model.numbers import Number, frozen, number

Check = Literal["all", "numbers", "nothing"]

NEAREST = 3
"""Addresses suggested for one that is unknown, at most."""


def set_numbers(model: DecisionModel, values: Mapping[str, Draws], check: Check = "all") -> DecisionModel:
    """The model with numbers set by address, each a float or (draws,); NaN leaves a number where it is in that draw.

    A weight is set as its share of its group, 0 to 1, and the others of the group share what is left in proportion; so
    do the other chances of a rule without `rest`. Where all others are 0 they share alike. Raises ModelError where
    the model breaks; `check` "numbers" takes it as known that scores stay on their scales, "nothing" that all is well.
    """
    entries = {address: addressed(model, address) for address in values}
    model = _with_parameters(model, {a: values[a] for a, entry in entries.items() if entry.kind == "parameter"}, check)
    numbers: dict[str, Draws] = {
        address: _where(values[address], entry.number.at(model.values))
        for address, entry in entries.items()
        if entry.kind not in ("parameter", "chance", "weight")
    }
    for rule in {address.rpartition(".")[0]: None for address, entry in entries.items() if entry.kind == "chance"}:
        numbers |= _chances(model, rule, values)
    model = _set(model, numbers, check) if numbers else model
    weights = {str(entry.place[1]): values[address] for address, entry in entries.items() if entry.kind == "weight"}
    if not weights or model.total_rule.weights_are_shares:
        return model.varied(shares=weights) if weights else model
    constants = {
        name: _where(value, model.numbers[f"{name}.weight"].number.at(model.values)) for name, value in weights.items()
    }
    return model.varied(weights=constants)


def addressed(model: DecisionModel, address: str) -> Addressed:
    """The number at an address, or the weight of the consideration of that name; raises ModelError."""
    if address in model.numbers:
        return model.numbers[address]
    by_name = {consideration.name: consideration for consideration in model.walk()}
    name = address.removesuffix(".weight")
    if name in by_name and model.total_rule.has_weights:
        weight, place = by_name[name].weight, ("considerations", name, "weight")
        return Addressed(f"{name}.weight", "weight", f"Weight of {by_name[name].title}", place, weight or number(1))
    remedy = _nearest(model, address)
    if name in by_name:
        scores = [score for score in model.numbers if score.startswith(f"{name}.")]
        remedy = "With 'combine: sum' there are no weights; move one of its scores"
        remedy += f", such as '{scores[0]}'." if scores else "."
    raise ModelError([Problem(("numbers", address), f"'{address}' is not a number of the model.", remedy)])


def is_share(model: DecisionModel, entry: Addressed) -> bool:
    """Whether a number is a weight that moves as a share of its group."""
    return entry.kind == "weight" and model.total_rule.weights_are_shares


def _nearest(model: DecisionModel, address: str) -> str:
    """The addresses most like one that is unknown, or whose numbers are called so, and where all are listed."""
    known = {entry.address: entry.label for entry in model.numbers.values()}
    if model.total_rule.has_weights:
        known = {
            f"{consideration.name}.weight": f"Weight of {consideration.title}" for consideration in model.walk()
        } | known
    named = [known_address for known_address, label in known.items() if address.casefold() in label.casefold()]
    whole = get_close_matches(address, known, n=NEAREST, cutoff=0.6)
    near = list(dict.fromkeys([*whole, *named[:NEAREST]]))[:NEAREST]
    suggestions = [f"'{suggestion}'" for suggestion in near]
    question = (
        f"Did you mean {', '.join(suggestions[:-1])}{' or ' if suggestions[1:] else ''}{suggestions[-1]}? "
        if suggestions
        else ""
    )
    return f"{question}The question ‘numbers’ lists all {len(model.numbers)}."


def in_its_unit(model: DecisionModel, entry: Addressed, limits: tuple[float, float]) -> tuple[float, float]:
    """Limits that the file states, in the unit the number moves in: points of a weight as shares of its group."""
    whole = shares.group_points(model, str(entry.place[1])) if is_share(model, entry) else 1.0
    return limits[0] / whole, limits[1] / whole


def others(model: DecisionModel, address: str) -> dict[str, Number]:
    """The other numbers of a chance's rule."""
    rule = address.rpartition(".")[0]
    return {a: n.number for a, n in model.numbers.items() if a.rpartition(".")[0] == rule and a != address}


def rest(model: DecisionModel, address: str) -> str | None:
    """The outcome that takes what is left in the rule of a chance's address."""
    name, _, place = address.rpartition(".")[0].partition(".chance.")
    event = model.steps[name]
    assert isinstance(event, Event)
    return event.chance.rules[int(place) - 1].then.rest


def _set(model: DecisionModel, numbers: Mapping[str, Draws], check: Check) -> DecisionModel:
    if check == "all":
        return model.varied(numbers=numbers)
    known = model.numbers
    parameters = {
        name: replace(parameter, number=parameter.number.set_to(numbers[name])) if name in numbers else parameter
        for name, parameter in model.parameters.items()
    }
    placed = {known[a].place: known[a].number.set_to(v) for a, v in numbers.items() if known[a].kind != "parameter"}
    model = model.renumbered(parameters=frozen(parameters), **addresses.renumbered(model, placed))
    broken = [*checks_of_numbers.problems(model, ranges=False)] if check == "numbers" else []
    if broken:
        raise ModelError(broken)
    return model


def _with_parameters(model: DecisionModel, values: Mapping[str, Draws], check: Check) -> DecisionModel:
    """Parameters of their own at once, then those that are formulas, each after those it is worked out from."""
    free = {name: v for name, v in values.items() if model.numbers[name].is_free}
    if free:
        model = _set(model, {name: _where(v, model.values[name]) for name, v in free.items()}, check)
    if len(free) < len(values):
        order = TopologicalSorter({name: parameter.number.references for name, parameter in model.parameters.items()})
        for name in order.static_order():
            if name in values and name not in free:
                model = _set(model, {name: _where(values[name], model.values[name])}, check)
    return model


def _where(value: Draws, base: Draws) -> Draws:
    chosen = np.where(np.isnan(value), base, value)
    return chosen if chosen.ndim else float(chosen)


def _chances(model: DecisionModel, rule: str, values: Mapping[str, Draws]) -> dict[str, Draws]:
    numbers = {address: n.number for address, n in model.numbers.items() if address.rpartition(".")[0] == rule}
    base = {address: chance.at(model.values) for address, chance in numbers.items()}
    if rest(model, f"{rule}.") is not None:
        return {address: _where(values[address], base[address]) for address in numbers if address in values}
    return shares.with_others_in_proportion(base, values)
