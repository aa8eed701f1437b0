"""From the mappings of the language to the fields of a DecisionModel."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from decision_model.model import numbers, tables
from decision_model.model.considerations import Beyond, Consideration, Interaction, Scale, judged, judged_interactions
from decision_model.model.continuous_events import with_stand_in
from decision_model.model.grids import grid, judged_table
from decision_model.model.judgements import WeightJudgement, judgement
from decision_model.model.numbers import Basis, Number, Parameter, Source, citations, frozen
from decision_model.model.steps import Decision, Event, Option, Outcome
from decision_model.model.tables import ALWAYS, Adjusted, Chance, Condition, Rule, RuleTable, Scores, condition
from decision_model.model.variations import Claim, Expectation, Perspective, WhatIf
from decision_model.scenario.chances import ChanceOtherwise, ChanceTable1, ChanceTable2, ChanceTable3, ChanceWhen
from decision_model.scenario.considerations import (
    Adjustment,
    ConsiderationEntry,
    InteractionEntry,
    JudgedScores,
    ScaleEntry,
    ScoreOtherwise,
    ScoreTable1,
    ScoreTable2,
    ScoreTable3,
    ScoreWhen,
    StartAndAdjust,
)
from decision_model.scenario.continuous import ContinuousEntry
from decision_model.scenario.fields import Noted
from decision_model.scenario.judgements import JudgementEntry
from decision_model.scenario.numbers import NumberEntry, ParameterEntry
from decision_model.scenario.schema import ScenarioEntry, SourceEntry
from decision_model.scenario.steps import DecisionEntry, EventEntry, OptionEntry, OutcomeEntry
from decision_model.scenario.variations import (
    ChoiceOtherwise,
    ChoiceWhen,
    ClaimEntry,
    ExpectEntry,
    PerspectiveEntry,
    WhatIfEntry,
)

NumberWritten = float | str | NumberEntry
TEXTS = ("title", "question", "decision_maker", "date", "note", "unit", "combine", "better")


def fields(entry: ScenarioEntry) -> dict[str, Any]:
    """Everything a DecisionModel is made of, but its name."""
    return {
        **{key: getattr(entry, key) for key in TEXTS},
        "sources": _named(entry.sources, _source),
        "parameters": _named(entry.parameters, _parameter),
        "sequence": tuple(_step(step) for step in entry.sequence),
        "considerations": judged(map(_consideration, entry.considerations), _judgement(entry.weights)),
        "judgement": _judgement(entry.weights),
        "interactions": tuple(map(_interaction, entry.interactions)) or judged_interactions(_judgement(entry.weights)),
        "risk_tolerance": None if entry.risk_tolerance is None else _number(entry.risk_tolerance),
        "perspectives": _named(entry.perspectives, _perspective),
        "what_ifs": _named(entry.what_ifs, _what_if),
        "claims": tuple(_claim(claim) for claim in entry.claims),
    }


def _named(entries: Mapping[str, Any], kind: Any) -> Mapping[str, Any]:
    return frozen({name: kind(name, entry) for name, entry in entries.items()})


def _remarks(entry: Noted) -> dict[str, Any]:
    return {"note": entry.note, "cite": citations(entry.cite)}


def _source(name: str, entry: SourceEntry) -> Source:
    return Source(name, entry.title, entry.reference, entry.url, entry.note)


def _number(entry: NumberWritten, basis: str | None = None) -> Number:
    """A Number; `basis` is that of the element around it, which its own overrides."""
    if not isinstance(entry, NumberEntry):
        plain = numbers.number(entry)
        return plain if basis is None else Number(plain.formula, basis=_basis(basis))
    return Number(
        numbers.number(entry.value).formula,
        entry.range,
        None if entry.distribution is None else entry.distribution.spread,
        _basis(entry.basis or basis),
        **_remarks(entry),
    )


def _basis(word: str | None) -> Basis:
    return word or "assumption"  # type: ignore[return-value]


def _parameter(name: str, entry: float | str | ParameterEntry) -> Parameter:
    return Parameter(name, _number(entry), entry.label if isinstance(entry, ParameterEntry) else "")


def _numbers(entries: Mapping[str, NumberWritten], basis: str | None = None) -> Mapping[str, Number]:
    return frozen({name: _number(entry, basis) for name, entry in entries.items()})


def _condition(when: Any) -> Condition:
    return ALWAYS if when is None else condition(list(when))


def _step(entry: DecisionEntry | EventEntry | ContinuousEntry) -> Decision | Event:
    about = {"label": entry.label, "only_if": _condition(entry.only_if), **_remarks(entry)}
    if isinstance(entry, DecisionEntry):
        options = tuple(_option(*item, entry.basis) for item in entry.options.items())
        knows = None if entry.knows is None else tuple(dict.fromkeys(entry.knows))
        return Decision(entry.decide, options=options, knows=knows, **about)
    if isinstance(entry, ContinuousEntry):
        return with_stand_in(Event(entry.event, **about), entry.cut, _basis(entry.basis))
    outcomes = tuple(_outcome(*item, entry.basis) for item in entry.outcomes.items())
    return Event(entry.event, outcomes=outcomes, chance=_chances(entry.chance, entry.basis), **about)


def _option(name: str, entry: str | OptionEntry, basis: str | None) -> Option:
    if isinstance(entry, str):
        return Option(name, entry)
    return Option(name, only_if=_condition(entry.only_if), colour=entry.colour, **_state(entry, basis))


def _outcome(name: str, entry: str | OutcomeEntry, basis: str | None) -> Outcome:
    return Outcome(name, entry) if isinstance(entry, str) else Outcome(name, **_state(entry, basis))


def _state(entry: OptionEntry | OutcomeEntry, basis: str | None) -> dict[str, Any]:
    value = None if entry.value is None else _number(entry.value, entry.basis or basis)
    return {"label": entry.label, "short": entry.short, "value": value, **_remarks(entry)}


def _chances(entry: Any, basis: str | None) -> RuleTable[Chance]:
    if isinstance(entry, ChanceTable1 | ChanceTable2 | ChanceTable3):
        basis = entry.basis or basis
        return _grid(entry, _names(entry.rows), lambda cell: _chance(cell, basis))
    rules: Iterable[ChanceWhen | ChanceOtherwise] = entry if isinstance(entry, list) else ()
    if not isinstance(entry, list):
        return RuleTable((Rule(ALWAYS, _chance(entry, basis)),))
    return RuleTable(tuple(_chance_rule(rule, basis) for rule in rules))


def _grid(entry: Any, steps: tuple[str, ...], then: Any) -> RuleTable[Any]:
    table = grid(steps, entry.table, then, entry.otherwise, citations(entry.cite))
    return replace(table, rules=tuple(replace(rule, note=entry.note) for rule in table.rules))


def _names(entry: str | tuple[str, ...]) -> tuple[str, ...]:
    return (entry,) if isinstance(entry, str) else entry


def _chance_rule(entry: ChanceWhen | ChanceOtherwise, basis: str | None) -> Rule[Chance]:
    basis = entry.basis or basis
    if isinstance(entry, ChanceOtherwise):
        return Rule(ALWAYS, _chance(entry.otherwise, basis), **_remarks(entry))
    return Rule(_condition(entry.when), _chance(entry.then, basis), **_remarks(entry))


def _chance(entry: str | Mapping[str, NumberWritten], basis: str | None) -> Chance:
    if isinstance(entry, str):
        return tables.chance(entry)
    rest = [name for name, number in entry.items() if number == "rest"]
    return Chance(_numbers({name: number for name, number in entry.items() if name not in rest}, basis), *rest[:1])


def _consideration(entry: ConsiderationEntry, outer_basis: str | None = None) -> Consideration:
    basis = entry.basis or outer_basis
    return Consideration(
        entry.name,
        entry.label,
        None if entry.weight is None else _number(entry.weight, basis),
        None if entry.scale is None else _scale(entry.scale),
        None if entry.scores is None else _scores(entry.scores, basis),
        judged((_consideration(child, basis) for child in entry.considerations or ()), _judgement(entry.weights)),
        short=entry.short,
        judgement=_judgement(entry.weights),
        colour=entry.colour,
        **_remarks(entry),
    )


def _pairs(rows: Mapping[str, Mapping[str, Any]]) -> dict[tuple[str, str], Any]:
    return {(first, second): ratio for first, row in rows.items() for second, ratio in row.items()}


def _judgement(entry: JudgementEntry | None) -> WeightJudgement | None:
    if entry is None:
        return None
    return judgement(
        pairwise=None if entry.pairwise is None else _pairs(entry.pairwise),
        swing=entry.swing,
        order=entry.order,
        capacity=None if entry.capacity is None else {tuple(each.of): each.worth for each in entry.capacity},
        method=entry.method or "centroid",  # type: ignore[arg-type]
        basis=entry.basis or "elicited",  # type: ignore[arg-type]
        **_remarks(entry),
    )


def _interaction(entry: InteractionEntry) -> Interaction:
    return Interaction(entry.between, _number(entry.strength, entry.basis), **_remarks(entry))


def _scale(entry: ScaleEntry) -> Scale:
    points, beyond = tuple(entry.points or ()), cast("Beyond | None", entry.beyond)
    if entry.worst is not None and entry.best is not None:
        return Scale(entry.worst, entry.best, points, beyond)
    first, last = min(points), max(points)
    ends = (first[0], last[0]) if first[1] <= last[1] else (last[0], first[0])
    return Scale(*ends, points, beyond)


def _scores(entry: Any, basis: str | None) -> Scores:
    if isinstance(entry, StartAndAdjust):
        basis = entry.basis or basis
        return Adjusted(_number(entry.start, basis), tuple(_score_rule(rule, basis) for rule in entry.adjust))
    if isinstance(entry, ScoreTable1 | ScoreTable2 | ScoreTable3):
        basis = entry.basis or basis
        columns = () if isinstance(entry, ScoreTable1) else (entry.columns,)
        return _grid(entry, (*_names(entry.rows), *columns), lambda cell: _number(cell, basis))
    if isinstance(entry, JudgedScores):
        known = {"basis": _basis(entry.basis or "elicited"), **_remarks(entry)}
        return judged_table(entry.rows, judgement(pairwise=_pairs(entry.pairwise), **known))
    if isinstance(entry, list):
        return RuleTable(tuple(_score_rule(rule, basis) for rule in entry))
    return RuleTable((Rule(ALWAYS, _number(entry, basis)),))


def _score_rule(entry: ScoreWhen | ScoreOtherwise | Adjustment, basis: str | None) -> Rule[Number]:
    basis = entry.basis or basis
    if isinstance(entry, ScoreOtherwise):
        return Rule(ALWAYS, _number(entry.otherwise, basis), **_remarks(entry))
    then = entry.by if isinstance(entry, Adjustment) else entry.then
    return Rule(_condition(entry.when), _number(then, basis), **_remarks(entry))


def _perspective(name: str, entry: PerspectiveEntry) -> Perspective:
    judgement = _judgement(entry.weights) if isinstance(entry.weights, JudgementEntry) else None
    weights = judgement.weights if judgement is not None else _numbers(entry.weights, entry.basis)  # type: ignore[arg-type]
    about = {**_remarks(entry), "judgement": judgement, **_beliefs(entry)}
    return Perspective(name, entry.label, weights, entry.order, _basis(entry.basis), **about)


def _beliefs(entry: PerspectiveEntry | WhatIfEntry) -> dict[str, Any]:
    tolerance = entry.risk_tolerance
    return {
        "chances": _numbers(entry.chances, entry.basis),
        "risk_tolerance": None if tolerance is None else _number(tolerance, entry.basis),
    }


def _what_if(name: str, entry: WhatIfEntry) -> WhatIf:
    return WhatIf(
        name,
        entry.label,
        _numbers(entry.parameters, entry.basis),
        _numbers(entry.weights, entry.basis),
        frozen({decision: option for decision, option in entry.choose.items() if isinstance(option, str)}),
        frozen(entry.decide_before),
        frozen(entry.know_before),
        frozen(entry.without),
        **_remarks(entry),
        **_beliefs(entry),
        follow=frozen({decision: _plan(given) for decision, given in entry.choose.items() if isinstance(given, list)}),
    )


def _plan(entries: Iterable[ChoiceWhen | ChoiceOtherwise]) -> RuleTable[str]:
    return RuleTable(tuple(_choice_rule(entry) for entry in entries))


def _choice_rule(entry: ChoiceWhen | ChoiceOtherwise) -> Rule[str]:
    if isinstance(entry, ChoiceOtherwise):
        return Rule(ALWAYS, entry.otherwise, **_remarks(entry))
    return Rule(_condition(entry.when), entry.then, **_remarks(entry))


def _claim(entry: ClaimEntry) -> Claim:
    return Claim(entry.claim, _expectation(entry.expect), **_remarks(entry))


def _expectation(entry: ExpectEntry) -> Expectation:
    about = getattr(entry, entry.form)
    return Expectation(
        entry.form,  # type: ignore[arg-type]
        frozen(about) if isinstance(about, dict) else about,
        _condition(entry.given),
        frozen(entry.than),
        frozen(entry.total if entry.form == "monotone" else {}),
        entry.on,
        entry.before or entry.until,
        entry.is_,  # type: ignore[arg-type]
        entry.perspective,
        entry.what_if,
    )
