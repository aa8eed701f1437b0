"""What the page says about a model: names, notes, where each number comes from, and whose views there are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from decision_model.model import Citation, Consideration, Decision, DecisionModel, Event, Number


def told(element: Any) -> dict[str, Any]:
    """Name, title, and where there are any the note and the citations of an element."""
    written: dict[str, Any] = {"name": element.name, "title": element.title}
    return {**written, **provenance(element.note, element.cite)}


def provenance(note: str, cite: Iterable[Citation], basis: str | None = None) -> dict[str, Any]:
    """The note, the citations and the basis, as far as there are any."""
    found: dict[str, Any] = {}
    if note:
        found["note"] = " ".join(note.split())
    if cited := [[each.source, each.locator] for each in cite]:
        found["cite"] = cited
    if basis:
        found["basis"] = basis
    return found


def of_number(number: Number) -> dict[str, Any]:
    return provenance(number.note, number.cite, number.basis)


def step(given: Decision | Event) -> dict[str, Any]:
    """A step with its states and, for an event, what each rule of its chances rests on."""
    written = {**told(given), "decides": isinstance(given, Decision), "states": [told(state) for state in given.states]}
    if isinstance(given, Event):
        rules = [provenance(rule.note, rule.cite) for rule in given.chance.rules]
        if any(rules):
            written["rules"] = rules
    return written


def consideration(each: Consideration, values: Mapping[str, Any], factor: float = 1.0) -> dict[str, Any]:
    """A consideration with its weight in points of 0..100, and those inside it."""
    written = told(each)
    if each.weight is not None:
        written["weight"] = float(each.weight.at(values)) * factor
        written["weighing"] = of_number(each.weight)
        if each.weight.range is not None:
            written["range"] = [end * factor for end in each.weight.range]
    else:
        written["weight"] = factor
    if each.considerations:
        inner = points(each.considerations, values)
        written["inside"] = [consideration(child, values, inner) for child in each.considerations]
    return written


def points(group: Iterable[Consideration], values: Mapping[str, Any]) -> float:
    """What weights of a group are multiplied by so that they fill, and fit, a slider from 0 to 100."""
    weights = [1.0 if each.weight is None else float(each.weight.at(values)) for each in group]
    largest = max(weights)
    return 1.0 if 1 < largest <= 100 or not largest else 100 / max(sum(weights), largest)


def factors(model: DecisionModel) -> dict[str, float]:
    """Each consideration's factor from the file's points to the slider's."""
    found: dict[str, float] = {}

    def group(members: tuple[Consideration, ...]) -> None:
        factor = points(members, model.values)
        for each in members:
            found[each.name] = factor
            if each.considerations:
                group(each.considerations)

    group(model.considerations)
    if model.combine == "multiplicative":
        found |= {each.name: 1.0 for each in model.considerations}
    return found
