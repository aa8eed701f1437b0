"""The numbers that the page moves, beside weights: from where to where, and what they are called."""

from __future__ import annotations

from typing import Any

from decision_model.analysis.robustness.sensitivity.number_range import (
    NumberRange,
    all_ranges,
    number_range,
    stated_ranges,
)
from decision_model.analysis.robustness.sensitivity.set_numbers import others, rest
from decision_model.interfaces.explorer import labels
from decision_model.model import DecisionModel
from decision_model.model.labels import distinct_labels


def sliders(model: DecisionModel) -> list[NumberRange]:
    """Numbers other than weights that the page moves: those with a range or, if there is none, every one."""
    stated = stated_ranges(model, lambda entry: entry.kind != "weight" and entry.is_free)
    if model.risk_tolerance is not None and "risk_tolerance" not in [moved.address for moved in stated]:
        stated.append(number_range(model, "risk_tolerance"))
    if stated or model.total_rule.has_weights:
        return [moved for moved in stated if moved.low < moved.high]
    return [moved for moved in all_ranges(model)[0] if moved.low < moved.high]


def slider_data(model: DecisionModel, ranges: list[NumberRange]) -> list[dict[str, Any]]:
    """The sliders as the page reads them, no two called the same."""
    titles = {moved.address: labels.number_title(model, model.numbers[moved.address]) for moved in ranges}
    apart = distinct_labels(titles)
    return [slider(model, moved, apart[moved.address]) for moved in ranges]


def slider(model: DecisionModel, moved: NumberRange, title: str) -> dict[str, Any]:
    """One slider: its number, its ends, where it stands, and what moves along."""
    number = model.numbers[moved.address].number
    follow = along(model, moved)
    data: dict[str, Any] = {"name": moved.address, "title": title, "low": moved.low, "high": moved.high}
    data |= {"base": moved.base, **labels.number_provenance(number)}
    marks = {"isChance": is_chance(model, moved), "isGuessed": moved.origin != "stated", "along": list(follow)}
    return data | {name: mark for name, mark in marks.items() if mark}


def along(model: DecisionModel, moved: NumberRange) -> tuple[str, ...]:
    """The other chances of a rule that gives all of them: they share what one of them leaves."""
    if moved.kind != "chance" or rest(model, moved.address) is not None:
        return ()
    return tuple(address for address, number in others(model, moved.address).items() if not number.references)


def is_chance(model: DecisionModel, moved: NumberRange) -> bool:
    """Whether a number is written in percent: chances, and parameters up to 1 that chances are made of."""
    if moved.kind == "chance":
        return True
    if moved.kind != "parameter" or moved.low < -1 or moved.high > 1:
        return False
    is_labelled_chance = moved.label.lower().startswith(("chance", "probability"))
    return is_labelled_chance or moved.address in behind_chances(model)


def behind_chances(model: DecisionModel) -> set[str]:
    """The parameters that chances refer to, directly or through other parameters."""
    numbers = (n for event in model.events for rule in event.chance.rules for n in rule.then.numbers.values())
    parameters: set[str] = set()
    waiting = [name for number in numbers for name in number.references]
    while waiting:
        name = waiting.pop()
        if name not in parameters:
            parameters.add(name)
            waiting.extend(model.parameters[name].number.references)
    return parameters
