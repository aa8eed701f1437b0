"""A DecisionModel to a scenario in YAML that reads back equal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from decision_model.errors import ModelError
from decision_model.model.considerations import Consideration, Interaction, Scale, judged_interactions
from decision_model.model.continuous_events import is_stand_in
from decision_model.model.decision_model import DecisionModel
from decision_model.model.discretisation import Discretisation
from decision_model.model.distributions import Distribution
from decision_model.model.formulas import Constant
from decision_model.model.given import of_kind
from decision_model.model.grids import judged, nested
from decision_model.model.judgements import WeightJudgement
from decision_model.model.numbers import Citation, Number, Parameter, Source
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event, Option, Outcome
from decision_model.model.tables import Chance, Condition, Rule, RuleTable, Scores
from decision_model.model.total_rules import USUAL
from decision_model.model.variations import Claim, Expectation, Perspective, WhatIf
from decision_model.scenario.emitter import YamlBlock, emit
from decision_model.scenario.schema import VERSION

Data = dict[str, Any]

MOST_STEPS = 3
"""Steps that head a table at most in the language; larger ones are written as rules."""


def write(model: DecisionModel) -> str:
    """The scenario of a model in the language's shorthands; raises ModelError for what the language cannot say."""
    of_kind(model, Record, ("model",), "a model")
    return emit(scenario_data(model))


def scenario_data(model: DecisionModel) -> Data:
    """The scenario of a model as plain mappings, lists, texts and numbers; raises ModelError as `write` does."""
    if model.forced or model.withheld or model.followed:
        raise ModelError("A model with forced or withheld options cannot be written; state them under 'what_ifs'.")
    data = {
        "decision_model": VERSION,
        "title": model.title,
        **_stated(model, "question", "decision_maker", "date", "note"),
        "sources": YamlBlock((name, _source(source)) for name, source in model.sources.items()),
        "parameters": YamlBlock((name, _parameter(parameter)) for name, parameter in model.parameters.items()),
        "sequence": [_step(step) for step in model.sequence],
        "combine": model.total_rule.name if model.total_rule.name != USUAL else "",
        "interactions": [] if _are_judged(model) else [_interaction(interaction) for interaction in model.interactions],
        **_stated(model, "unit"),
        "better": model.better if model.better != "higher" else "",
        "risk_tolerance": _optional(model.risk_tolerance),
        **_group(model.considerations, model.judgement if _is_kept(model) else None),
        "perspectives": YamlBlock(
            (name, _perspective(perspective)) for name, perspective in model.perspectives.items()
        ),
        "what_ifs": YamlBlock((name, _what_if(what_if)) for name, what_if in model.what_ifs.items()),
        "claims": [_claim(claim) for claim in model.claims],
    }
    return _without_empty(data)


def _without_empty(data: Mapping[str, Any]) -> Data:
    kind = type(data) if isinstance(data, YamlBlock) else dict
    return kind(
        (key, value) for key, value in data.items() if value is not None and value != "" and value not in ([], {})
    )


def _stated(element: Any, *keys: str) -> Data:
    return {key: getattr(element, key) for key in keys}


def _remarks(element: Any) -> Data:
    return {"cite": _cite(element.cite), "note": element.note}


def _cite(cite: tuple[Citation, ...]) -> str | list[str]:
    written = [str(citation) for citation in cite]
    return written[0] if len(written) == 1 else written


def _source(source: Source) -> Data:
    return {"title": source.title, **_without_empty(_stated(source, "reference", "url", "note"))}


def _plain(number: Number) -> float | str:
    """The number itself or its formula; arrays of draws have no place in a file."""
    if not isinstance(number.formula, Constant):
        return str(number)
    if not isinstance(number.formula.value, float):
        raise ModelError("A model whose numbers are draws cannot be written; give each number one value.")
    return number.formula.value


def _number(number: Number, label: str = "", around: str = "assumption") -> float | str | Data:
    spread = number.distribution
    rest = _without_empty(
        {
            "label": label,
            "range": None if number.range is None else list(number.range),
            "distribution": None if spread is None else _spread(spread),
            "basis": number.basis if number.basis != around else "",
            **_remarks(number),
        }
    )
    if not rest:
        return _plain(number)
    return {**_without_empty({"label": rest.pop("label", "")}), "value": _plain(number), **rest}


def _spread(spread: Distribution) -> Data:
    return {spread.kind: dict(spread.arguments or spread.points)}


def _optional(number: Number | None) -> Any:
    return None if number is None else _number(number)


def _numbers(numbers: Mapping[str, Number], around: str = "assumption") -> Data:
    return {name: _number(number, around=around) for name, number in numbers.items()}


def _parameter(parameter: Parameter) -> Any:
    return _number(parameter.number, parameter.label)


def _condition(condition: Condition) -> Any:
    alternatives = [
        {name: states[0] if len(states) == 1 else list(states) for name, states in alternative.items()}
        for alternative in condition.alternatives
    ]
    return alternatives[0] if len(alternatives) == 1 else alternatives


def _only_if(condition: Condition) -> Any:
    return _condition(condition) or None


def _step(step: Decision | Event) -> Data:
    kind = "decide" if isinstance(step, Decision) else "event"
    head = {kind: step.name, "only_if": _only_if(step.only_if), "label": step.label, **_remarks(step)}
    if isinstance(step, Decision):
        knows = {} if step.knows is None else {"knows": list(step.knows)}
        options = {option.name: _state(option) for option in step.options}
        return YamlBlock({**_without_empty(head), **knows, "options": options})
    if step.cut is not None and is_stand_in(step):
        return YamlBlock({**_without_empty(head), **_cut(step, step.cut)})
    outcomes = {outcome.name: _state(outcome) for outcome in step.outcomes}
    return YamlBlock({**_without_empty(head), "outcomes": outcomes, "chance": _chances(step.chance)})


def _cut(event: Event, cut: Discretisation) -> Data:
    """The distribution of an event and how it is cut, in the place of the outcomes and chances that follow."""
    method = cut.method if cut.is_by_fractiles else {cut.method: cut.points}
    basis = event.outcomes[0].value.basis if event.outcomes[0].value is not None else ""
    rest = _without_empty({"basis": basis if basis != "assumption" else ""})
    return {"distribution": _spread(cut.distribution), "discretise": method, **rest}


def _state(state: Option | Outcome) -> str | Data:
    own = {"only_if": _only_if(state.only_if), "colour": state.colour} if isinstance(state, Option) else {}
    value = _optional(state.value)
    data = _without_empty({"label": state.label, "short": state.short, "value": value, **own, **_remarks(state)})
    return data if set(data) - {"label"} else state.label


def _chances(table: RuleTable[Chance]) -> Any:
    return _table(table, _chance)


def _chance(chance: Chance, around: str = "assumption") -> str | Data:
    if chance.rest is None and [str(number) for number in chance.numbers.values()] == ["1"]:
        outcome, number = next(iter(chance.numbers.items()))
        if number.basis == "assumption" and not isinstance(_number(number), dict):
            return outcome
    return {**_numbers(chance.numbers, around), **({chance.rest: "rest"} if chance.rest else {})}


def _table(table: RuleTable[Any], then: Any) -> Any:
    """The bare content of a single rule that always holds, a table, or else the list of rules."""
    judgement = judged(table)
    if judgement is not None:
        return {"rows": _one(table.layout or ()), **_judgement(judgement)}
    laid_out = _laid_out(table)
    if laid_out is not None:
        return laid_out
    if len(table.rules) == 1 and table.rules[0].when.always and not any(_remarks(table.rules[0]).values()):
        return then(table.rules[0].then)
    return [_rule(rule, then, closing=rule is table.rules[-1]) for rule in table.rules]


def _laid_out(table: RuleTable[Any]) -> Data | None:
    """A table with its rows, and in scores columns; None for what is no table.

    A basis that all of its numbers have stands beside it.
    """
    if table.layout is None or not table.rules or len(table.layout) > MOST_STEPS:
        return None
    of_chances = isinstance(table.rules[0].then, Chance)
    numbers = [n for rule in table.rules for n in (rule.then.numbers.values() if of_chances else (rule.then,))]
    bases = {number.basis for number in numbers}
    around = bases.pop() if len(bases) == 1 else "assumption"
    then = partial(_chance if of_chances else _number, around=around)
    cells = nested(table, then)
    if cells is None:
        return None
    count = len(table.layout) if of_chances else max(1, len(table.layout) - 1)
    rows, columns = table.layout[:count], table.layout[count:]
    closing = [then(rule.then) for rule in table.rules if rule.when.always]
    rest = {"columns": _one(columns), **_remarks(table.rules[0]), "basis": around if around != "assumption" else ""}
    head = {"rows": _one(rows), **_without_empty(rest)}
    return YamlBlock({**head, "table": YamlBlock(cells), **({"otherwise": closing[0]} if closing else {})})


def _one(names: tuple[str, ...]) -> Any:
    return names[0] if len(names) == 1 else list(names)


def _rule(rule: Rule[Any], then: Any, closing: bool) -> Data:
    if closing and rule.when.always:
        return YamlBlock({"otherwise": then(rule.then), **_without_empty(_remarks(rule))})
    return YamlBlock({"when": _condition(rule.when), "then": then(rule.then), **_without_empty(_remarks(rule))})


def _scores(scores: Scores) -> Any:
    if isinstance(scores, RuleTable):
        return _table(scores, _number)
    adjust = [
        YamlBlock({"when": _condition(rule.when), "by": _number(rule.then), **_without_empty(_remarks(rule))})
        for rule in scores.adjustments
    ]
    return {"start": _number(scores.start), **_without_empty({"adjust": adjust})}


def _group(group: Sequence[Consideration], judgement: WeightJudgement | None) -> Data:
    """Considerations with their weights; where these follow from a judgement, that instead."""
    weights = {member.name: member.weight for member in group}
    if judgement is None or weights != dict(judgement.weights):
        return {"considerations": [_consideration(member) for member in group]}
    return {
        "weights": _judgement(judgement),
        "considerations": [_consideration(replace(member, weight=None)) for member in group],
    }


def _is_kept(model: DecisionModel) -> bool:
    """Whether what was judged of the top level may be written: its interactions are still those that follow."""
    judged = model.judgement
    return judged is None or judged.kind != "capacity" or model.interactions == judged_interactions(judged)


def _are_judged(model: DecisionModel) -> bool:
    """Whether interactions follow from a judgement that is written."""
    judged = model.judgement
    weights = {member.name: member.weight for member in model.considerations}
    return judged is not None and judged.kind == "capacity" and _is_kept(model) and weights == dict(judged.weights)


def _judgement(judgement: WeightJudgement) -> Data:
    pairs: dict[str, Data] = {}
    for first, second, ratio in judgement.pairs:
        pairs.setdefault(first, {})[second] = _plain(ratio)
    rest = {
        "swing": {name: _plain(points) for name, points in judgement.swings.items()},
        "order": _order(judgement.order),
        "capacity": [{"of": list(some), "worth": _plain(worth)} for some, worth in judgement.sets.items()],
        "method": judgement.method if judgement.kind == "order" and judgement.method != "centroid" else "",
        "basis": judgement.basis if judgement.basis != "elicited" else "",
        **_remarks(judgement),
    }
    return _without_empty({"pairwise": pairs, **rest})


def _order(order: tuple[tuple[str, ...], ...]) -> list[Any]:
    return [names[0] if len(names) == 1 else list(names) for names in order]


def _consideration(consideration: Consideration) -> Data:
    head = {
        "name": consideration.name,
        "label": consideration.label,
        "short": consideration.short,
        "colour": consideration.colour,
        "weight": _optional(consideration.weight),
        "scale": None if consideration.scale is None else _scale(consideration.scale),
        **_remarks(consideration),
    }
    scores = {} if consideration.scores is None else {"scores": _scores(consideration.scores)}
    group = _group(consideration.considerations, consideration.judgement)
    return YamlBlock({**_without_empty(head), **scores, **_without_empty(group)})


def _interaction(interaction: Interaction) -> Data:
    return {
        "between": list(interaction.between),
        "strength": _number(interaction.strength),
        **_without_empty(_remarks(interaction)),
    }


def _scale(scale: Scale) -> Data:
    points = [list(point) for point in scale.points]
    return {"worst": scale.worst, "best": scale.best, **_without_empty({"points": points, "beyond": scale.beyond})}


def _perspective(perspective: Perspective) -> Data:
    order = _order(perspective.order)
    basis = perspective.basis if perspective.basis != "assumption" else ""
    judged = perspective.judgement
    weights = (
        _judgement(judged)
        if judged is not None and judged.weights == perspective.weights
        else _numbers(perspective.weights, perspective.basis)
    )
    return _without_empty(
        {
            "label": perspective.label,
            "weights": weights,
            "order": order,
            **_beliefs(perspective, perspective.basis),
            "basis": basis,
            **_remarks(perspective),
        }
    )


def _beliefs(variation: Perspective | WhatIf, around: str = "assumption") -> Data:
    tolerance = variation.risk_tolerance
    return {
        "chances": _numbers(variation.chances, around),
        "risk_tolerance": None if tolerance is None else _number(tolerance, around=around),
    }


def _what_if(what_if: WhatIf) -> Data:
    return _without_empty(
        {
            "label": what_if.label,
            "parameters": _numbers(what_if.parameters),
            "weights": _numbers(what_if.weights),
            **_beliefs(what_if),
            "choose": {**what_if.choose, **{name: _plan(rules) for name, rules in what_if.follow.items()}},
            **{key: dict(getattr(what_if, key)) for key in ("decide_before", "know_before", "without")},
            **_remarks(what_if),
        }
    )


def _plan(table: RuleTable[str]) -> list[Data]:
    return [_rule(rule, str, closing=rule is table.rules[-1]) for rule in table.rules]


def _claim(claim: Claim) -> Data:
    return YamlBlock({"claim": claim.text, **_without_empty(_remarks(claim)), "expect": _expectation(claim.expect)})


def _expectation(expect: Expectation) -> Data:
    subjects: Any = dict(expect.about) if isinstance(expect.about, Mapping) else _names(expect.about)
    rest = {
        "total": dict(expect.of),
        "given": _only_if(expect.given),
        "than": dict(expect.than),
        "on": expect.on,
        "before" if expect.form == "information" else "until": expect.until,
        "is": expect.sign,
        **_stated(expect, "perspective", "what_if"),
    }
    return {expect.form: subjects, **_without_empty(rest)}


def _names(names: Iterable[str]) -> str | list[str]:
    names = list(names)
    return names[0] if len(names) == 1 else names
