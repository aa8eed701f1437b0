"""Distinct labels for what is called the same: with the group, the decision or event, or else the name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from decision_model.errors import Place, Problem, Problems
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.record import Record
from decision_model.model.steps import Event
from decision_model.model.titled import Titled

Key = TypeVar("Key", bound=Hashable)
LABEL_BEGINNINGS = {"weight": "Weight of ", "chance": "Chance of ", "score": "", "value": "Value of "}
"""By the kind of a number what stands in its label before the title of what it belongs to."""


def step_labels(model: Record) -> Mapping[str, str]:
    """The title of each step by name, with its name in brackets where another step has the same title."""
    return _named(model.sequence)


def own_texts(model: Record) -> Iterator[str]:
    """What pictures may show of a model's own words: its title, its unit, and all labels."""
    yield from (model.title, model.unit)
    states = (state for step in model.sequence for state in step.states)
    yield from (parameter.label for parameter in model.parameters.values())
    for titled in (*model.sequence, *states, *model.walk(), *model.perspectives.values(), *model.what_ifs.values()):
        yield from (titled.title, titled.short_title)


def consideration_labels(model: Record, short: bool = False) -> Mapping[str, str]:
    """The title, or short one, of each consideration; where two are alike with their groups': 'United States: Cost'."""
    titles = _titles(model.walk(), short)
    alike = _shared_labels(titles)
    groups = {child.name: titles[group.name] for group in model.walk() for child in group.considerations}
    labels = {
        name: f"{groups[name]}: {title}" if name in alike and name in groups else title
        for name, title in titles.items()
    }
    return distinct_labels(labels)


def step_state_labels(model: Record, short: bool = False) -> Mapping[tuple[str, str], str]:
    """The titles, or short ones, of all options and outcomes by (step, state), distinct within each step alone."""
    return {(step.name, state): label for step in model.sequence for state, label in _named(step.states, short).items()}


def state_labels(
    model: Record, steps: Iterable[str] | None = None, short: bool = False
) -> Mapping[tuple[str, str], str]:
    """The titles, or short titles, of the options and outcomes of some steps (default: all), by (step, state).

    Within a step two that are called the same have their names in brackets. Where any label stands at two steps, all
    are led by their step's: 'Test: Yes', 'Drill: No'.
    """
    names = tuple(model.steps) if steps is None else tuple(steps)
    own = {(name, state): label for name in names for state, label in _named(model.steps[name].states, short).items()}
    if not _shared_labels(own):
        return own
    heads = step_labels(model)
    return {(name, state): f"{heads[name]}: {label}" for (name, state), label in own.items()}


def number_labels(model: CompiledRecord) -> Mapping[str, str]:
    """The label of each number by address, by the labels of what it belongs to: 'Weight of United States: Cost'.

    Where another number has the same, its address stands behind it in brackets.
    """
    numbered = [step.name for step in model.sequence if isinstance(step, Event) or step.has_values]
    considerations, states = consideration_labels(model), state_labels(model, numbered)
    labels = {}
    for address, number in model.numbers.items():
        if number.kind in LABEL_BEGINNINGS:
            title, label = _owner(model, number.place, considerations, states)
            before = len(LABEL_BEGINNINGS[number.kind])
            labels[address] = f"{number.label[:before]}{label}{number.label[before + len(title) :]}"
        else:
            labels[address] = number.label
    return distinct_labels(labels)


def _owner(
    model: Record, place: Place, considerations: Mapping[str, str], states: Mapping[tuple[str, str], str]
) -> tuple[str, str]:
    """The title and the label of the consideration, or of the outcome, whose number stands at a place."""
    name = str(place[1])
    if place[0] == "sequence":
        state = str(place[4] if place[2] == "chance" else place[3])
        return model.steps[name].state(state).title, states[name, state]
    return _titles(model.walk())[name], considerations[name]


def label_warnings(model: Record) -> Problems:
    """A warning for each step, state of a step, or consideration of a group whose label another one has too."""
    yield from _warnings(("sequence",), model.sequence)
    for step in model.sequence:
        kind = step.listed_under
        yield from _warnings(("sequence", step.name, kind), step.states)
    for group in (model.considerations, *(consideration.considerations for consideration in model.walk())):
        yield from _warnings(("considerations",), group)


def _warnings(place: Place, elements: Sequence[Titled]) -> Problems:
    first: dict[str, str] = {}
    for element in elements:
        first_name = first.setdefault(element.title, element.name)
        if first_name != element.name:
            message = f"the label '{element.title}' is also that of '{first_name}'."
            yield Problem((*place, element.name), message, "Give each a label of its own.", code="label-repeated")


def _named(elements: Iterable[Titled], short: bool = False) -> dict[str, str]:
    return distinct_labels(_titles(elements, short))


def _titles(elements: Iterable[Titled], short: bool = False) -> dict[str, str]:
    return {element.name: element.short_title if short else element.title for element in elements}


def distinct_labels(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels by name, with the name in brackets behind those that several share."""
    unique = dict(labels)
    while alike := _shared_labels(unique):
        unique.update({name: f"{unique[name]} ({name})" for name in alike})
    return unique


def _shared_labels(labels: Mapping[Key, str]) -> set[Key]:
    """The keys whose labels are not theirs alone."""
    counts = Counter(labels.values())
    return {key for key, label in labels.items() if counts[label] > 1}
