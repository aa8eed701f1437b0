"""What the page says about a model: names, notes, where each number comes from, and whose views there are."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from decision_model.model import (
    Addressed,
    Adjusted,
    Citation,
    Condition,
    Consideration,
    Decision,
    DecisionModel,
    Event,
    Number,
)

FULL, SMALL = 100.0, 20.0
"""The end of a slider, and the largest weight below which a group would crowd at its start."""


def told(element: Any) -> dict[str, Any]:
    """Name, title, and where there are any the note and the citations of an element."""
    written: dict[str, Any] = {"name": element.name, "title": element.title}
    return {**written, **provenance(element.note, element.cite)}


def provenance(note: str, cite: Iterable[Citation], basis: str | None = None) -> dict[str, Any]:
    """The note, the citations and the basis, as far as there are any."""
    found: dict[str, Any] = {}
    if note:
        found["note"] = " ".join(note.split())
    if cited := [f"{each.source} {each.locator}".strip() for each in cite]:
        found["cite"] = cited
    if basis:
        found["basis"] = basis
    return found


def of_number(number: Number) -> dict[str, Any]:
    return provenance(number.note, number.cite, number.basis)


def step(given: Decision | Event) -> dict[str, Any]:
    """A step with its states and, for an event, what each rule of its chances rests on; its name is its key."""
    written = {**told(given), "states": [told(state) for state in given.states]}
    del written["name"]
    if isinstance(given, Decision):
        written["decides"] = True
    if isinstance(given, Event):
        rules = [provenance(rule.note, rule.cite) for rule in given.chance.rules]
        if any(rules):
            written["rules"] = rules
    return written


def considerations(model: DecisionModel) -> list[dict[str, Any]]:
    """The value tree with weights in points of 0..100."""
    factor = factors(model)

    def written(each: Consideration) -> dict[str, Any]:
        found = {**told(each), "weight": factor[each.name]}
        if each.weight is not None:
            found["weight"] = float(each.weight.at(model.values)) * factor[each.name]
            found["weighing"] = of_number(each.weight)
            if each.weight.range is not None:
                found["range"] = [end * factor[each.name] for end in each.weight.range]
        if each.considerations:
            found["inside"] = [written(child) for child in each.considerations]
        return found

    return [written(top) for top in model.considerations]


def factors(model: DecisionModel) -> dict[str, float]:
    """What each consideration's points in the file are multiplied by to fill, and fit, a slider from 0 to 100.

    One number for a group; 1 where the file counts in such points, and where a weight means a hundredth of the total.
    """
    stated = [each.weights for each in model.perspectives.values()]
    stated += [each.weights for each in model.what_ifs.values()]
    found: dict[str, float] = {}

    def group(members: tuple[Consideration, ...], hundredths: bool) -> None:
        own = [1.0 if each.weight is None else float(each.weight.at(model.values)) for each in members]
        others = [float(given[e.name].at(model.values)) for given in stated for e in members if e.name in given]
        largest = max(*own, *others, 0.0)
        fits = hundredths or largest == 0 or SMALL <= largest <= FULL
        found.update(dict.fromkeys((each.name for each in members), 1.0 if fits else FULL / max(sum(own), largest)))
        for each in members:
            if each.considerations:
                group(each.considerations, False)

    group(model.considerations, not model.total_rule.weights_are_shares)
    return found


def number_title(model: DecisionModel, number: Addressed) -> str:
    """What a number is called: its label, or for one in a table the case it stands for."""
    if number.kind not in ("chance", "score") or number.place[-1] == "start":
        return number.label
    place = [part for part in number.place if isinstance(part, int)][-1]
    if number.kind == "chance":
        event = model.steps[str(number.place[1])]
        assert isinstance(event, Event)
        case = case_said(model, event.chance.rules[place].when, len(event.chance.rules))
        return f"Chance of {event.state(str(number.place[-1])).title}{case}"
    leaf = next(each for each in model.leaves if each.name == number.place[1])
    if isinstance(leaf.scores, Adjusted):
        return f"{leaf.title}: added{case_said(model, leaf.scores.adjustments[place].when, 0)}"
    assert leaf.scores is not None
    return f"{leaf.title}{case_said(model, leaf.scores.rules[place].when, len(leaf.scores.rules))}"


def case_said(model: DecisionModel, when: Condition, rules: int) -> str:
    """' if ...', ' otherwise', or nothing where there is only one rule."""
    if when.always:
        return " otherwise" if rules > 1 else ""
    cases = [
        " and ".join(
            " or ".join(model.steps[name].state(state).title for state in states) for name, states in case.items()
        )
        for case in when.alternatives
    ]
    return f" if {', or if '.join(cases)}"
