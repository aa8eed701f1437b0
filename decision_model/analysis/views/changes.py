"""What differs between two models, one change after another, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from decision_model.model import Consideration, DecisionModel, Event
from decision_model.model.labels import consideration_labels, number_labels, step_labels
from decision_model.model.number_index import Addressed, placed_numbers
from decision_model.model.tables import Condition, RuleTable
from decision_model.words.names import quoted
from decision_model.words.numbers import amounts_apart
from decision_model.words.sentences import listed

STRUCTURE = "Structure"


@dataclass(frozen=True)
class Change:
    """One difference: what it concerns, and a sentence.

    `address` is the number's, `before` and `after` its values as written; empty for a change of structure.
    """

    title: str
    sentence: str
    owner: str
    kind: str
    address: str = ""
    before: str = ""
    after: str = ""


def changes_between(first: DecisionModel, second: DecisionModel) -> tuple[Change, ...]:
    """Everything that changed from the first to the second, structure first; labels, notes and citations aside."""
    return (*_structure(first, second), *_numbers(first, second))


def grouped(changes: Iterable[Change], most: int) -> Iterator[list[tuple[str, tuple[Change, ...]]]]:
    """Ways to group the changes into at most so many, the finest first; structure is always one group."""
    changes = tuple(changes)
    for name in (_rule_or_address, lambda change: change.owner, lambda change: change.kind, lambda _: "The numbers"):
        groups: dict[str, list[Change]] = {}
        for change in changes:
            groups.setdefault(name(change) if change.address else STRUCTURE, []).append(change)
        if groups and len(groups) <= most:
            yield [(_title(name, members), tuple(members)) for name, members in groups.items()]
    if changes:
        yield [("All changes", changes)]


def _rule_or_address(change: Change) -> str:
    """Chances of one rule go together: alone they would not add up to 1."""
    return change.address.rpartition(".")[0] if change.kind == "Chances" else change.address


def _title(name: str, members: list[Change]) -> str:
    if len(members) == 1:
        return members[0].title
    return members[0].owner if len({member.owner for member in members}) == 1 and name != STRUCTURE else name


KINDS = {"parameter": "Parameters", "value": "Values", "weight": "Weights", "chance": "Chances", "score": "Scores"}


def _numbers(first: DecisionModel, second: DecisionModel) -> Iterator[Change]:
    """Numbers that both have, but for those in tables whose rules are others: these belong to the structure."""
    rebuilt = {*_rebuilt_events(first, second), *_rebuilt_scores(first, second)}
    labels = number_labels(first)
    for address, number in first.numbers.items():
        new_number = second.numbers.get(address)
        if new_number is None or str(number.number) == str(new_number.number):
            continue
        if number.kind not in ("chance", "score") or number.place[1] not in rebuilt:
            before, after = _written((first, number), (second, new_number))
            sentence = f"{quoted(labels[address])} goes from {before} to {after}."
            kind = KINDS.get(number.kind, number.kind.capitalize())
            yield Change(labels[address], sentence, _owner(first, number), kind, address, before, after)


def _rebuilt_events(first: DecisionModel, second: DecisionModel) -> Iterator[str]:
    for event in first.events:
        new_step = second.steps.get(event.name)
        if isinstance(new_step, Event) and _rules(event.chance) != _rules(new_step.chance):
            yield event.name


def _rebuilt_scores(first: DecisionModel, second: DecisionModel) -> Iterator[str]:
    new_considerations = {consideration.name: consideration for consideration in second.walk()}
    return (
        consideration.name
        for consideration in first.walk()
        if consideration.name in new_considerations
        and _shape(first, consideration) != _shape(second, new_considerations[consideration.name])
    )


def _written(*numbers: tuple[DecisionModel, Addressed]) -> list[str]:
    """The numbers, told apart, each with its formula where it has one."""
    texts = amounts_apart(*(float(addressed.number.at(model.values)) for model, addressed in numbers))
    return [
        f"{text} ({addressed.number})" if addressed.number.references else text
        for text, (_, addressed) in zip(texts, numbers, strict=True)
    ]


def _owner(model: DecisionModel, number: Addressed) -> str:
    if number.kind == "weight":
        return "Weights"
    if number.place[0] == "sequence":
        return step_labels(model)[str(number.place[1])]
    if number.place[0] == "considerations":
        return consideration_labels(model)[str(number.place[1])]
    return number.label


def _structure(first: DecisionModel, second: DecisionModel) -> Iterator[Change]:
    yield from _came_and_went("Step", step_labels(first), step_labels(second))
    yield from _came_and_went("Consideration", consideration_labels(first), consideration_labels(second))
    yield from _came_and_went("Parameter", dict.fromkeys(first.parameters, ""), dict.fromkeys(second.parameters, ""))
    yield from _order(first, second)
    for name in [name for name in first.steps if name in second.steps]:
        yield from _step(first, second, name)
    labels = consideration_labels(first)
    for name in _rebuilt_scores(first, second):
        yield _changed(labels[name], f"{quoted(labels[name])} is scored by other rules or on another scale.")
    for word, before, after in _settings(first, second):
        if before != after:
            yield _changed(word, f"{word} goes from {before or 'none'} to {after or 'none'}.")


def _titles(named: Iterable[object]) -> dict[str, str]:
    return {item.name: item.title for item in named}  # type: ignore[attr-defined]


def _changed(title: str, sentence: str) -> Change:
    return Change(title, sentence, STRUCTURE, STRUCTURE)


def _came_and_went(word: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for name, title in before.items():
        if name not in after:
            yield _changed(title or name, f"{word} {quoted(title or name)} is gone.")
    for name, title in after.items():
        if name not in before:
            yield _changed(title or name, f"{word} {quoted(title or name)} is new.")


def _order(first: DecisionModel, second: DecisionModel) -> Iterator[Change]:
    old_order = [name for name in first.steps if name in second.steps]
    new_order = [name for name in second.steps if name in first.steps]
    if old_order != new_order:
        labels = step_labels(second)
        yield _changed(
            "The order", f"Steps now come in the order {listed([quoted(labels[name]) for name in new_order])}."
        )


def _step(first: DecisionModel, second: DecisionModel, name: str) -> Iterator[Change]:
    before, after = first.steps[name], second.steps[name]
    title = step_labels(first)[name]
    if type(before) is not type(after):
        now = "an event, no longer a decision" if isinstance(after, Event) else "a decision, no longer an event"
        yield _changed(title, f"{quoted(title)} is {now}.")
        return
    word = "outcome" if isinstance(before, Event) else "option"
    yield from _came_and_went(f"{quoted(title)}: {word}", _titles(before.states), _titles(after.states))
    if before.only_if != after.only_if:
        yield _changed(title, f"{quoted(title)} arises in other cases.")
    for state in before.states:
        if state.name in after.state_names and _condition(state) != _condition(after.state(state.name)):
            yield _changed(title, f"{quoted(title)}: {quoted(state.title)} is on offer in other cases.")
    if name in _rebuilt_events(first, second):
        yield _changed(title, f"{quoted(title)}: the rules of its chances read other cases.")


def _condition(state: object) -> Condition | None:
    return getattr(state, "only_if", None)


def _rules(table: RuleTable[Any]) -> list[object]:
    return [(rule.when, getattr(rule.then, "outcomes", None)) for rule in table.rules]


def _shape(model: DecisionModel, consideration: Consideration) -> object:
    """What a consideration is apart from its numbers; formulas that name steps are no numbers."""
    scores = consideration.scores
    if scores is None:
        rules: object = None
    elif isinstance(scores, RuleTable):
        rules = _rules(scores)
    else:
        rules = ("start", [rule.when for rule in scores.adjustments])
    return (
        rules,
        [str(number) for _, number in placed_numbers(consideration) if model.steps_in(number)],
        consideration.scale,
        consideration.weight is None,
        [child.name for child in consideration.considerations],
    )


def _settings(first: DecisionModel, second: DecisionModel) -> Iterator[tuple[str, str, str]]:
    def tolerance(model: DecisionModel) -> str:
        return "" if model.risk_tolerance is None else "a risk tolerance"

    yield "Risk attitude", tolerance(first), tolerance(second)
    yield "How considerations combine", first.total_rule.name, second.total_rule.name
    yield "What is better", first.better, second.better
    yield "What is forced", _options(first.forced), _options(second.forced)
    yield "Decisions that follow a given plan", ", ".join(first.followed), ", ".join(second.followed)
    yield "What is off the table", _options(first.withheld), _options(second.withheld)
    pairs = [str([interaction.between for interaction in model.interactions]) for model in (first, second)]
    yield "Interactions", pairs[0].strip("[]"), pairs[1].strip("[]")


def _options(chosen: Mapping[str, str] | Mapping[str, tuple[str, ...]]) -> str:
    options = {n: option if isinstance(option, str) else " and ".join(option) for n, option in chosen.items()}
    return ", ".join(f"{name}: {option}" for name, option in options.items())
