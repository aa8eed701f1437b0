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
    stated = [each for each in stated_ranges(model) if each.kind != "weight" and model.numbers[each.address].is_free]
    if model.risk_tolerance is not None and "risk_tolerance" not in [each.address for each in stated]:
        stated.append(number_range(model, "risk_tolerance"))
    if stated or model.total_rule.has_weights:
        return [each for each in stated if each.low < each.high]
    return [each for each in all_ranges(model)[0] if each.low < each.high]


def slider_data(model: DecisionModel, moved: list[NumberRange]) -> list[dict[str, Any]]:
    """The sliders as the page reads them, no two called the same."""
    titles = {each.address: labels.number_title(model, model.numbers[each.address]) for each in moved}
    apart = distinct_labels(titles)
    return [slider(model, each, apart[each.address]) for each in moved]


def slider(model: DecisionModel, each: NumberRange, title: str) -> dict[str, Any]:
    """One slider: its number, its ends, where it stands, and what moves along."""
    number = model.numbers[each.address].number
    follow = along(model, each)
    shown: dict[str, Any] = {"name": each.address, "title": title, "low": each.low, "high": each.high}
    shown |= {"base": each.base, **labels.number_provenance(number)}
    marks = {"isChance": is_chance(model, each), "isGuessed": each.origin != "stated", "along": list(follow)}
    return shown | {name: mark for name, mark in marks.items() if mark}


def along(model: DecisionModel, each: NumberRange) -> tuple[str, ...]:
    """The other chances of a rule that gives all of them: they share what one of them leaves."""
    if each.kind != "chance" or rest(model, each.address) is not None:
        return ()
    return tuple(address for address, number in others(model, each.address).items() if not number.references)


def is_chance(model: DecisionModel, each: NumberRange) -> bool:
    """Whether a number is said in percent: chances, and parameters up to 1 that chances are made of."""
    if each.kind == "chance":
        return True
    if each.kind != "parameter" or each.low < -1 or each.high > 1:
        return False
    said = each.label.lower().startswith(("chance", "probability"))
    return said or each.address in behind_chances(model)


def behind_chances(model: DecisionModel) -> set[str]:
    """The parameters that chances refer to, directly or through other parameters."""
    numbers = (n for event in model.events for rule in event.chance.rules for n in rule.then.numbers.values())
    found: set[str] = set()
    waiting = [name for number in numbers for name in number.references]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(model.parameters[name].number.references)
    return found
