"""The parts of a model as the page reads them: what they are called, their notes, and where each number comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from decision_model.interfaces.explorer.compiled import formula_data
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
from decision_model.model.early_decisions import COMMITMENT
from decision_model.model.labels import (
    consideration_labels,
    distinct_labels,
    state_labels,
    step_labels,
    step_state_labels,
)
from decision_model.words.names import quoted

FULL, SMALL = 100.0, 20.0
"""The end of a slider, and the largest weight below which a group would crowd at its start."""


def named(element: Any, title: str | None = None, label: str | None = None, short: str | None = None) -> dict[str, Any]:
    """Name and title of an element, its note and its citations.

    With its `label` where the title stands elsewhere too, and its `short` one for tight places where it has another.
    """
    title = element.title if title is None else title
    written: dict[str, Any] = {"name": element.name, "title": title}
    if label not in (None, title):
        written["label"] = label
    if short not in (None, label or title):
        written["short"] = short
    return {**written, **provenance(element.note, element.cite)}


def provenance(note: str, cite: Iterable[Citation], basis: str | None = None) -> dict[str, Any]:
    """The note, the citations and the basis, as far as there are any."""
    data: dict[str, Any] = {}
    if note:
        data["note"] = " ".join(note.split())
    if cited := [f"{citation.source} {citation.locator}".strip() for citation in cite]:
        data["cite"] = cited
    if basis:
        data["basis"] = basis
    return data


def number_provenance(number: Number) -> dict[str, Any]:
    """Note, citations and basis of a number, as far as it has them."""
    return provenance(number.note, number.cite, number.basis)


def steps(model: DecisionModel, used: Mapping[str, Decision | Event]) -> dict[str, dict[str, Any]]:
    """The steps of a model and its variations by name, each with its states and what its chances rest on."""
    titles, labels = step_labels(model), step_state_labels(model)
    short = step_state_labels(model, short=True)

    def written(name: str, step: Decision | Event) -> dict[str, Any]:
        original = name if name in titles else name.removesuffix(COMMITMENT)
        keys = {state: (original, state.name) for state in step.states}
        states = [named(state, labels[key], short=short[key]) for state, key in keys.items()]
        data = {**named(step, titles.get(name, step.title)), "states": states}
        del data["name"]
        return data | _kind(step)

    return {name: written(name, step) for name, step in used.items()}


def _kind(step: Decision | Event) -> dict[str, Any]:
    if isinstance(step, Decision):
        return {"decides": True}
    rules = [provenance(rule.note, rule.cite) for rule in step.chance.rules]
    return {"rules": rules} if any(rules) else {}


def group_labels(model: DecisionModel) -> dict[str, str]:
    """What each consideration is called beside the others of its group."""
    groups = (model.considerations, *(consideration.considerations for consideration in model.walk()))
    return {
        name: label for group in groups for name, label in distinct_labels({e.name: e.title for e in group}).items()
    }


def consideration_namer(model: DecisionModel) -> Callable[[Consideration], dict[str, Any]]:
    """What gives a consideration's name, its title beside the others of its group, and its labels elsewhere."""
    titles, labels = group_labels(model), consideration_labels(model)
    short = consideration_labels(model, short=True)

    def names(consideration: Consideration) -> dict[str, Any]:
        name = consideration.name
        return named(consideration, titles[name], labels[name], short[name])

    return names


def considerations(model: DecisionModel) -> list[dict[str, Any]]:
    """The value tree with weights in points of 0..100."""
    factor = factors(model)
    names = consideration_namer(model)

    def written(consideration: Consideration) -> dict[str, Any]:
        data = {**names(consideration), "weight": factor[consideration.name]}
        if consideration.weight is not None:
            data["weight"] = float(consideration.weight.at(model.values)) * factor[consideration.name]
            data["weightGrounds"] = number_provenance(consideration.weight)
            if consideration.weight.references:
                data["weightFormula"] = times(consideration.weight, factor[consideration.name])
            if consideration.weight.range is not None:
                data["range"] = [end * factor[consideration.name] for end in consideration.weight.range]
        if consideration.considerations:
            data["inside"] = [written(child) for child in consideration.considerations]
        return data

    return [written(top) for top in model.considerations]


def times(number: Number, factor: float) -> dict[str, Any]:
    """The formula of a number multiplied by a factor."""
    return {"operation": "*", "operands": [formula_data(number.formula), factor]}


def leaves(model: DecisionModel) -> list[dict[str, Any]]:
    """The considerations that are scored, with their scales."""
    names = consideration_namer(model)
    return [{**names(leaf), **_scale(leaf)} for leaf in model.leaves]


def _scale(leaf: Consideration) -> dict[str, Any]:
    if leaf.scale is None:
        return {}
    points = {"points": sorted([list(point) for point in leaf.scale.points])} if leaf.scale.points else {}
    beyond = {"beyond": leaf.scale.beyond} if leaf.scale.beyond else {}
    return {"scale": [leaf.scale.worst, leaf.scale.best], **points, **beyond}


def factors(model: DecisionModel) -> dict[str, float]:
    """What each consideration's points in the file are multiplied by to fill, and fit, a slider from 0 to 100.

    One number for a group; 1 where the file counts in such points, and where a weight means a hundredth of the total.
    """
    stated = [perspective.weights for perspective in model.perspectives.values()]
    stated += [what_if.weights for what_if in model.what_ifs.values()]
    by_name: dict[str, float] = {}

    def group(members: tuple[Consideration, ...], hundredths: bool) -> None:
        own = [1.0 if member.weight is None else float(member.weight.at(model.values)) for member in members]
        others = [
            float(weights[member.name].at(model.values))
            for weights in stated
            for member in members
            if member.name in weights
        ]
        largest = max(*own, *others, 0.0)
        fits = hundredths or largest == 0 or SMALL <= largest <= FULL
        by_name.update(
            dict.fromkeys((member.name for member in members), 1.0 if fits else FULL / max(sum(own), largest))
        )
        for member in members:
            if member.considerations:
                group(member.considerations, False)

    group(model.considerations, not model.total_rule.weights_are_shares)
    return by_name


def number_title(model: DecisionModel, number: Addressed) -> str:
    """What a number is called: its label, or for one in a table the case it stands for."""
    if number.kind not in ("chance", "score") or number.place[-1] == "start":
        return number.label
    place = [part for part in number.place if isinstance(part, int)][-1]
    labels = state_labels(model)
    if number.kind == "chance":
        event = model.steps[str(number.place[1])]
        assert isinstance(event, Event)
        case = case_text(labels, event.chance.rules[place].when, len(event.chance.rules))
        return f"Chance of {quoted(labels[event.name, str(number.place[-1])])}{case}"
    leaf = next(leaf for leaf in model.leaves if leaf.name == number.place[1])
    title = consideration_labels(model)[leaf.name]
    if isinstance(leaf.scores, Adjusted):
        return f"{title}: added{case_text(labels, leaf.scores.adjustments[place].when, 0)}"
    assert leaf.scores is not None
    return f"{title}{case_text(labels, leaf.scores.rules[place].when, len(leaf.scores.rules))}"


def case_text(labels: Mapping[tuple[str, str], str], when: Condition, rules: int) -> str:
    """' if ...', ' otherwise', or nothing where there is only one rule."""
    if when.always:
        return " otherwise" if rules > 1 else ""
    cases = [
        " and ".join(" or ".join(quoted(labels[name, state]) for state in states) for name, states in case.items())
        for case in when.alternatives
    ]
    return f" if {', or if '.join(cases)}"
