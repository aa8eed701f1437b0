"""Every number of a model under an address, so that any of them can be varied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from decision_model.errors import Place
from decision_model.model.considerations import Consideration
from decision_model.model.frozen_mapping import frozen
from decision_model.model.grids import head_of
from decision_model.model.judgements import WeightJudgement
from decision_model.model.numbers import Citation, Number
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event, Option, Outcome
from decision_model.model.tables import Adjusted, Chance, Rule, RuleTable
from decision_model.model.variations import Perspective, WhatIf

State = TypeVar("State", Option, Outcome)


@dataclass(frozen=True)
class Addressed:
    """A number, where it stands, and what to call it.

    `kind` is parameter, value, weight, chance, score, interaction or risk tolerance.
    Addresses read `p_object`, `demand.high.value`, `allied_unity.weight`,
    `allies.chance.2.object`, `allied_unity.scores.1`, `berlin_morale.scores.start`, `berlin_morale.scores.adjust.2`;
    rules count from 1.
    """

    address: str
    kind: str
    label: str
    place: Place
    number: Number
    around: tuple[Citation, ...] = ()

    @property
    def cite(self) -> tuple[Citation, ...]:
        """The sources of the number; where it names none itself, those of the nearest element around it.

        That is its rule, then its option or outcome, its step or consideration, the considerations around that: `cite`
        is inherited as `basis` is.
        """
        return self.number.cite or self.around

    @property
    def has_source(self) -> bool:
        """Whether a named source gives the number, or at least its direction."""
        return bool(self.cite) and self.number.basis in ("source", "ordinal")

    @property
    def is_free(self) -> bool:
        """A number of its own, not worked out from parameters."""
        return not self.number.references


def judged_places(place: Place, judgement: WeightJudgement) -> Iterator[tuple[Place, Number]]:
    """The numbers of a judgement that stands at a place, and where each stands."""
    yield from (((*place, "capacity", index, "worth"), worth) for index, worth in enumerate(judgement.sets.values()))
    yield from (((*place, "pairwise", first, second), ratio) for first, second, ratio in judgement.pairs)
    yield from (((*place, "swing", name), points) for name, points in judgement.swings.items())


def numbers(model: Record) -> Iterator[tuple[Place, Number]]:
    """Every number of the model and where it stands; the place serves as its address."""
    yield from _model_numbers(model)
    for name, perspective in model.perspectives.items():
        yield from ((("perspectives", name, "weights", weighted), n) for weighted, n in perspective.weights.items())
        yield from _beliefs(("perspectives", name), perspective)
    for name, what_if in model.what_ifs.items():
        yield from _beliefs(("what_ifs", name), what_if)
        yield from ((("what_ifs", name, "parameters", key), n) for key, n in what_if.parameters.items())
        yield from ((("what_ifs", name, "weights", key), n) for key, n in what_if.weights.items())


def _beliefs(place: Place, variation: Perspective | WhatIf) -> Iterator[tuple[Place, Number]]:
    yield from (((*place, "chances", address), chance) for address, chance in variation.chances.items())
    if variation.risk_tolerance is not None:
        yield (*place, "risk_tolerance"), variation.risk_tolerance


def _model_numbers(model: Record) -> Iterator[tuple[Place, Number]]:
    for name, parameter in model.parameters.items():
        yield ("parameters", name), parameter.number
    for step in model.sequence:
        yield from _values(step)
    for event in model.events:
        for index, rule in enumerate(event.chance.rules):
            for outcome, number in rule.then.numbers.items():
                yield ("sequence", event.name, "chance", index, outcome), number
    for consideration in model.walk():
        yield from _numbers_of(consideration)
    if model.risk_tolerance is not None:
        yield ("risk_tolerance",), model.risk_tolerance
    yield from (
        (("interactions", i, "strength"), interaction.strength) for i, interaction in enumerate(model.interactions)
    )


def _values(step: Decision | Event) -> Iterator[tuple[Place, Number]]:
    """The values of a step's options or outcomes."""
    for state in step.states:
        if state.value is not None:
            yield ("sequence", step.name, step.listed_under, state.name, "value"), state.value


def value_address(step: str, state: str) -> str:
    """The address of the value of an option or outcome."""
    return f"{step}.{state}.value"


def is_chance(place: Place) -> bool:
    """Whether a number is a chance of an event's outcome."""
    return place[0] == "sequence" and place[2] == "chance"


def is_of_score(place: Place) -> bool:
    """Whether a number stands among scores, where its formula may name steps."""
    return place[0] == "considerations" and place[2] == "scores"


def _numbers_of(consideration: Consideration) -> Iterator[tuple[Place, Number]]:
    if consideration.weight is not None:
        yield ("considerations", consideration.name, "weight"), consideration.weight
    yield from placed_numbers(consideration)


def placed_numbers(consideration: Consideration) -> Iterator[tuple[Place, Number]]:
    """The numbers that the scores of a consideration are made of, in order, and where each stands."""
    place: Place = ("considerations", consideration.name)
    if isinstance(consideration.scores, RuleTable):
        yield from (
            ((*place, "scores", index, "then"), rule.then) for index, rule in enumerate(consideration.scores.rules)
        )
    elif isinstance(consideration.scores, Adjusted):
        yield (*place, "scores", "start"), consideration.scores.start
        adjustments = enumerate(consideration.scores.adjustments)
        yield from (((*place, "scores", "adjust", index, "by"), rule.then) for index, rule in adjustments)


def addresses(model: Record) -> Mapping[str, Addressed]:
    """Every number of the model proper (perspectives and what-ifs have their own) by address, in file order.

    The formulas of scores that name steps are not among them: they have no one value.
    """
    single = ((place, number) for place, number in numbers(model) if not model.steps_in(number))
    addressed = (_addressed(model, place, number) for place, number in single)
    return frozen({entry.address: entry for entry in addressed if entry is not None})


def stated(model: Record) -> Iterator[Addressed]:
    """The numbers that somebody had to choose: those of their own, and formulas that are cited or have a range.

    A certain outcome is a rule and no number.
    """
    for addressed in addresses(model).values():
        if addressed.kind == "chance" and _certain(model, addressed.place):
            continue
        if addressed.is_free or addressed.number.cite or addressed.number.range:
            yield addressed


def _certain(model: Record, place: Place) -> bool:
    event = model.steps[str(place[1])]
    assert isinstance(event, Event)
    assert isinstance(place[3], int)
    return len(event.chance.rules[place[3]].then.outcomes) == 1


def _addressed(model: Record, place: Place, number: Number) -> Addressed | None:
    if place[0] == "parameters":
        name = str(place[1])
        return Addressed(name, "parameter", model.parameters[name].label or name.replace("_", " "), place, number)
    if place[0] == "risk_tolerance":
        return Addressed("risk_tolerance", "risk tolerance", "Risk tolerance", place, number)
    if place[0] == "interactions" and isinstance(place[1], int):
        interaction = model.interactions[place[1]]
        *names, last = interaction.between
        label = f"Interaction of {', '.join(names)} and {last}"
        return Addressed(f"interactions.{place[1] + 1}", "interaction", label, place, number, interaction.cite)
    if place[0] == "sequence":
        return _chance(model, place, number) if place[2] == "chance" else _value(model, place, number)
    if place[0] == "considerations":
        return _of_consideration(model, place, number)
    return None


def _chance(model: Record, place: Place, number: Number) -> Addressed:
    _, name, _, rule, outcome = place
    event = model.steps[str(name)]
    assert isinstance(event, Event)
    assert isinstance(rule, int)
    several = f", {_rule_label(model, event.chance, rule)}" if len(event.chance.rules) > 1 else ""
    titles = {state.name: state.title for state in event.outcomes}  # one that there is not is told by its own check
    label = f"Chance of {titles.get(str(outcome), outcome)}{several}"
    cite = event.chance.rules[rule].cite or event.cite
    return Addressed(f"{name}.chance.{rule + 1}.{outcome}", "chance", label, place, number, cite)


def _value(model: Record, place: Place, number: Number) -> Addressed:
    _, name, _, state, _ = place
    step = model.steps[str(name)]
    stated = step.state(str(state))
    return Addressed(
        value_address(str(name), str(state)),
        "value",
        f"Value of {stated.title}",
        place,
        number,
        stated.cite or step.cite,
    )


def _of_consideration(model: Record, place: Place, number: Number) -> Addressed:
    consideration, cite = {each.name: (each, cite) for each, cite in _cited(model.considerations)}[str(place[1])]
    title = consideration.title
    if place[2] == "weight":
        return Addressed(f"{place[1]}.weight", "weight", f"Weight of {title}", place, number, cite)
    tail = [str(part + 1) if isinstance(part, int) else part for part in place[3:] if part not in ("then", "by")]
    if isinstance(consideration.scores, RuleTable):
        text = _rule_label(model, consideration.scores, int(tail[0]) - 1)
    else:
        text = " ".join(tail).replace("adjust", "adjustment")
    address = ".".join([str(place[1]), "scores", *tail])
    return Addressed(address, "score", f"{title}: {text}", place, number, _rule_cite(consideration, place) or cite)


def _cited(
    considerations: Iterable[Consideration], around: tuple[Citation, ...] = ()
) -> Iterator[tuple[Consideration, tuple[Citation, ...]]]:
    """Every consideration with its sources, or where it names none with those of the nearest around it."""
    for consideration in considerations:
        cite = consideration.cite or around
        yield consideration, cite
        yield from _cited(consideration.considerations, cite)


def _rule_label(model: Record, table: RuleTable[Any], number: int) -> str:
    """A rule by its number; or, in a table, by the states that head its cell."""
    if table.layout is None:
        return f"rule {number + 1}"
    heads = zip(table.layout, head_of(table, number), strict=False)
    titles = [_title(model.steps.get(step), head) for step, head in heads]
    return ", ".join(titles) or "all other cases"


def _title(step: Decision | Event | None, state: str) -> str:
    """The title of a state; its name where there is none, which is told by its own check."""
    return next((own.title for own in (step.states if step is not None else ()) if own.name == state), state)


def _rule_cite(consideration: Consideration, place: Place) -> tuple[Citation, ...]:
    """The sources of the rule or the adjustment that a score stands in."""
    scores, index = consideration.scores, next((part for part in place if isinstance(part, int)), None)
    if index is None or scores is None:
        return ()
    return (scores.rules if isinstance(scores, RuleTable) else scores.adjustments)[index].cite


def renumbered(model: Record, replacements: Mapping[Place, Number]) -> dict[str, Any]:
    """The fields of a model in which the numbers at some places (not parameters) are replaced."""
    values = any(place[-1] == "value" for place in replacements)
    valued = [_revalued(step, replacements) for step in model.sequence] if values else model.sequence
    sequence = tuple(_event(step, replacements) if isinstance(step, Event) else step for step in valued)
    considerations = tuple(_consideration(consideration, replacements) for consideration in model.considerations)
    tolerance = replacements.get(("risk_tolerance",), model.risk_tolerance)
    interactions = tuple(
        replace(interaction, strength=replacements.get(("interactions", index, "strength"), interaction.strength))
        for index, interaction in enumerate(model.interactions)
    )
    return {
        "sequence": sequence,
        "considerations": considerations,
        "risk_tolerance": tolerance,
        "interactions": interactions,
    }


def _revalued(step: Decision | Event, replacements: Mapping[Place, Number]) -> Decision | Event:
    """A step with other values of its options or outcomes."""
    if isinstance(step, Decision):
        return replace(step, options=tuple(_with_value(step, option, replacements) for option in step.options))
    return replace(step, outcomes=tuple(_with_value(step, outcome, replacements) for outcome in step.outcomes))


def _with_value(step: Decision | Event, state: State, replacements: Mapping[Place, Number]) -> State:
    place: Place = ("sequence", step.name, step.listed_under, state.name, "value")
    return replace(state, value=replacements[place]) if place in replacements else state


def _event(event: Event, replacements: Mapping[Place, Number]) -> Event:
    rules = []
    for index, rule in enumerate(event.chance.rules):
        place: Place = ("sequence", event.name, "chance", index)
        numbers = {
            outcome: replacements.get((*place, outcome), number) for outcome, number in rule.then.numbers.items()
        }
        rules.append(replace(rule, then=Chance(frozen(numbers), rule.then.rest)))
    return replace(event, chance=replace(event.chance, rules=tuple(rules)))


def _consideration(consideration: Consideration, replacements: Mapping[Place, Number]) -> Consideration:
    place: Place = ("considerations", consideration.name)
    scores = consideration.scores
    if isinstance(scores, RuleTable):
        scores = replace(scores, rules=tuple(_rules(scores.rules, (*place, "scores"), "then", replacements)))
    elif isinstance(scores, Adjusted):
        start = replacements.get((*place, "scores", "start"), scores.start)
        scores = Adjusted(start, tuple(_rules(scores.adjustments, (*place, "scores", "adjust"), "by", replacements)))
    children = tuple(_consideration(child, replacements) for child in consideration.considerations)
    weight = replacements.get((*place, "weight"), consideration.weight) if consideration.weight is not None else None
    return replace(consideration, weight=weight, scores=scores, considerations=children)


def _rules(
    rules: tuple[Rule[Number], ...], place: Place, key: str, replacements: Mapping[Place, Number]
) -> Iterator[Rule[Number]]:
    for index, rule in enumerate(rules):
        yield replace(rule, then=replacements.get((*place, index, key), rule.then))
