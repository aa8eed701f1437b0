"""Mistakes that people make in models of decisions, each made on purpose in a model that has not got it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np

from decision_model.courses.items import CONSIDERATION, NUMBER, STEP, Askable, items
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.considerations import Scale
from decision_model.model.formulas import Constant, Operation
from decision_model.model.frozen_mapping import frozen
from decision_model.model.labels import consideration_labels, number_labels, step_labels
from decision_model.model.number_index import Addressed, renumbered
from decision_model.model.numbers import Number, number
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event
from decision_model.model.tables import ALWAYS, Chance, Rule, RuleTable
from decision_model.words.names import quoted
from decision_model.words.sentences import listed

DIGITS = 10
"""Digits of a chance that is worked out."""


@dataclass(frozen=True)
class Slip:
    """A mistake in a model: the fields that are wrong, where, and what it is, in a sentence."""

    changes: Mapping[str, Any]
    at: tuple[Askable, ...]
    sentence: str


def swapped_chances(model: CompiledRecord) -> Iterator[Slip]:
    """The chances of two rules, or rows, of an event, in each other's place."""
    for event in _with_chances(model):
        rules = event.chance.rules
        for first, second in combinations(range(len(rules)), 2):
            one, other = rules[first], rules[second]
            if set(one.then.outcomes) == set(other.then.outcomes) and one.then != other.then:
                swapped = {first: replace(one, then=other.then), second: replace(other, then=one.then)}
                what = f"The chances of {_called(model, event)} in rules {first + 1} and {second + 1} are swapped"
                yield _with_rules(model, event, swapped, what)


def swapped_outcomes(model: CompiledRecord) -> Iterator[Slip]:
    """The chance of one outcome given to another, as when the complement is taken."""
    for event in _with_chances(model):
        for place, rule in enumerate(event.chance.rules):
            for one, other in combinations(rule.then.outcomes, 2):
                turned = {one: other, other: one}
                numbers = {turned.get(name, name): given for name, given in rule.then.numbers.items()}
                chance = Chance(frozen(numbers), rule.then.rest and turned.get(rule.then.rest, rule.then.rest))
                states = [quoted(event.state(name).title) for name in (one, other)]
                what = f"{_called(model, event)}, rule {place + 1}: the chances of {listed(states)} are swapped"
                yield _with_rules(model, event, {place: replace(rule, then=chance)}, what)


def swapped_scores(model: CompiledRecord) -> Iterator[Slip]:
    """The scores of two cases in each other's place."""
    labels = number_labels(model)
    for leaf in model.leaves:
        own = [each for each in model.numbers.values() if each.kind == "score" and each.place[1] == leaf.name]
        for one, other in combinations(own if isinstance(leaf.scores, RuleTable) else (), 2):
            if _value(model, one) != _value(model, other):
                changes = renumbered(model, {one.place: other.number, other.place: one.number})
                what = f"The scores of {listed([quoted(labels[each.address]) for each in (one, other)])} are swapped"
                yield Slip(changes, tuple(Askable(NUMBER, each.address, each.place) for each in (one, other)), what)


def forgotten_evidence(model: CompiledRecord) -> Iterator[Slip]:
    """An event whose chances no longer depend on what bears on it: the prior in place of the posterior."""
    for event in _with_chances(model):
        if len(event.chance.names) != 1 or len(event.chance.rules) < 2:
            continue
        cause = model.steps[event.chance.names[0]]
        if not isinstance(cause, Event) or cause.cut is not None or len(cause.chance.rules) != 1:
            continue
        marginal = _marginal(model, event, cause)
        if marginal is not None:
            whole = replace(event, chance=RuleTable((Rule(ALWAYS, marginal),)))
            what = (
                f"{_called(model, event)} and {_called(model, cause)} are taken to have nothing to do with each other: "
                "the chance before the evidence stands in the place of the chance after it"
            )
            yield Slip({"sequence": _with_step(model, whole)}, (_step(event.name),), what)


def _marginal(model: Record, event: Event, cause: Event) -> Chance | None:
    """The chances of an event before its cause is known; None where they cannot be worked out."""
    sums = dict.fromkeys(event.state_names, 0.0)
    for state, prior in _values(model, cause.chance.rules[0].then).items():
        rule = next((rule for rule in event.chance.rules if rule.when.holds({cause.name: state})), None)
        if rule is None:
            return None
        for outcome, chance in _values(model, rule.then).items():
            sums[outcome] += prior * chance
    *first, last = sums
    return Chance(frozen({outcome: number(round(sums[outcome], DIGITS)) for outcome in first}), last)


def _values(model: Record, chance: Chance) -> dict[str, float]:
    """The chance of each outcome of a rule."""
    values = {outcome: float(np.asarray(given.at(model.values))) for outcome, given in chance.numbers.items()}
    return {**values, **({chance.rest: 1.0 - sum(values.values())} if chance.rest else {})}


def wrong_signs(model: CompiledRecord) -> Iterator[Slip]:
    """A cost that is counted as a gain."""
    worse = 1.0 if model.better == "lower" else -1.0
    for each in model.numbers.values():
        if each.kind == "score" and not model.steps_in(each.number) and _value(model, each) * worse > 0:
            what = f"{quoted(number_labels(model)[each.address])} has the wrong sign"
            yield _with_number(model, each, _negative(each.number), what)


def _negative(given: Number) -> Number:
    formula = given.formula
    if isinstance(formula, Constant):
        turned: Any = Constant(-np.asarray(formula.value).item())
    elif isinstance(formula, Operation) and formula.symbol == "negative":
        turned = formula.operands[0]
    else:
        turned = Operation("negative", (formula,))
    return replace(given, formula=turned, range=None, distribution=None)


def double_weights(model: CompiledRecord) -> Iterator[Slip]:
    """A weight that is given twice over."""
    for each in model.numbers.values():
        if each.kind == "weight" and each.is_free and _value(model, each) > 0:
            doubled = replace(each.number.set_to(2 * _value(model, each)), range=None, distribution=None)
            yield _with_number(
                model, each, doubled, f"{quoted(number_labels(model)[each.address])} is given twice over"
            )


def reversed_scales(model: CompiledRecord) -> Iterator[Slip]:
    """A scale that is upside down."""
    if not model.total_rule.has_weights:
        return
    labels = consideration_labels(model)
    for leaf in model.leaves:
        scale = leaf.scale or Scale()
        if not scale.points:
            turned = replace(leaf, scale=replace(scale, worst=scale.best, best=scale.worst))
            what = f"The scale of {quoted(labels[leaf.name])} is upside down"
            at = (Askable(CONSIDERATION, leaf.name, ("considerations", leaf.name)),)
            yield Slip({"considerations": _with_leaf(model.considerations, turned)}, at, what)


def too_early(model: CompiledRecord) -> Iterator[Slip]:
    """A decision before the event that it should know."""
    for place, step in enumerate(model.sequence):
        events = [earlier for earlier in range(place) if isinstance(model.sequence[earlier], Event)]
        if isinstance(step, Decision) and step.knows is None and events:
            sequence = [each for each in model.sequence if each is not step]
            sequence.insert(events[-1], step)
            known = _called(model, model.sequence[events[-1]])
            what = f"{_called(model, step)} is decided before {known}, which it should know"
            yield Slip({"sequence": tuple(sequence)}, (_step(step.name),), what)


MISTAKES: Mapping[str, Callable[[CompiledRecord], Iterator[Slip]]] = {
    "swapped-chances": swapped_chances,
    "swapped-outcomes": swapped_outcomes,
    "swapped-scores": swapped_scores,
    "prior-for-posterior": forgotten_evidence,
    "wrong-sign": wrong_signs,
    "double-weight": double_weights,
    "reversed-scale": reversed_scales,
    "too-early": too_early,
}
"""The mistakes that can be planted, by name."""


def _with_chances(model: Record) -> Iterator[Event]:
    return (event for event in model.events if event.cut is None)


def _called(model: Record, step: Decision | Event) -> str:
    return quoted(step_labels(model)[step.name])


def _value(model: Record, each: Addressed) -> float:
    return float(np.asarray(each.number.at(model.values)))


def _step(name: str) -> Askable:
    return Askable(STEP, name, ("sequence", name))


def _with_step(model: Record, changed: Decision | Event) -> tuple[Decision | Event, ...]:
    return tuple(changed if step.name == changed.name else step for step in model.sequence)


def _with_rules(model: CompiledRecord, event: Event, changed: Mapping[int, Rule[Chance]], what: str) -> Slip:
    """A slip in some rules of an event; it stands at these where they are a list, else at the event."""
    rules = tuple(changed.get(place, rule) for place, rule in enumerate(event.chance.rules))
    whole = replace(event, chance=replace(event.chance, rules=rules))
    places = {("sequence", event.name, "chance", place) for place in changed}
    at = tuple(item for item in items(model) if item.place in places)
    return Slip({"sequence": _with_step(model, whole)}, at or (_step(event.name),), what)


def _with_number(model: CompiledRecord, each: Addressed, changed: Number, what: str) -> Slip:
    return Slip(renumbered(model, {each.place: changed}), (Askable(NUMBER, each.address, each.place),), what)


def _with_leaf(group: tuple[Any, ...], leaf: Any) -> tuple[Any, ...]:
    return tuple(
        leaf if each.name == leaf.name else replace(each, considerations=_with_leaf(each.considerations, leaf))
        for each in group
    )
