"""A DecisionModel to a scenario in YAML that reads back equal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from decision_model.errors import ModelError
from decision_model.model.considerations import Consideration, Interaction, Scale, judged_interactions
from decision_model.model.continuous_events import is_stand_in
from decision_model.model.decision_model import DecisionModel
from decision_model.model.discretisation import Discretisation
from decision_model.model.given import of_kind
from decision_model.model.judgements import WeightJudgement
from decision_model.model.numbers import Parameter, Source
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event, Option, Outcome
from decision_model.model.total_rules import USUAL
from decision_model.model.variations import Claim, Expectation, Perspective, WhatIf
from decision_model.scenario.emitter import YamlBlock, emit
from decision_model.scenario.schema import VERSION
from decision_model.scenario.written_numbers import (
    Data,
    number_data,
    numbers_data,
    one_or_all,
    optional_data,
    remarks_data,
    spread_data,
    stated_fields,
    without_empty,
)
from decision_model.scenario.written_rules import (
    chances_data,
    condition_data,
    judgement_data,
    order_data,
    plan_data,
    scores_data,
)


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
        **stated_fields(model, "question", "decision_maker", "date", "note"),
        "sources": YamlBlock((name, _source(source)) for name, source in model.sources.items()),
        "parameters": YamlBlock((name, _parameter(parameter)) for name, parameter in model.parameters.items()),
        "sequence": [_step(step) for step in model.sequence],
        "combine": model.total_rule.name if model.total_rule.name != USUAL else "",
        "interactions": [] if _are_judged(model) else [_interaction(interaction) for interaction in model.interactions],
        **stated_fields(model, "unit"),
        "better": model.better if model.better != "higher" else "",
        "risk_tolerance": optional_data(model.risk_tolerance),
        **_group(model.considerations, model.judgement if _is_kept(model) else None),
        "perspectives": YamlBlock(
            (name, _perspective(perspective)) for name, perspective in model.perspectives.items()
        ),
        "what_ifs": YamlBlock((name, _what_if(what_if)) for name, what_if in model.what_ifs.items()),
        "claims": [_claim(claim) for claim in model.claims],
    }
    return without_empty(data)


def _source(source: Source) -> Data:
    return {"title": source.title, **without_empty(stated_fields(source, "reference", "url", "note"))}


def _parameter(parameter: Parameter) -> Any:
    return number_data(parameter.number, parameter.label)


def _step(step: Decision | Event) -> Data:
    kind = "decide" if isinstance(step, Decision) else "event"
    head = {kind: step.name, "only_if": condition_data(step.only_if), "label": step.label, **remarks_data(step)}
    if isinstance(step, Decision):
        knows = {} if step.knows is None else {"knows": list(step.knows)}
        options = {option.name: _state(option) for option in step.options}
        return YamlBlock({**without_empty(head), **knows, "options": options})
    if step.cut is not None and is_stand_in(step):
        return YamlBlock({**without_empty(head), **_cut(step, step.cut)})
    outcomes = {outcome.name: _state(outcome) for outcome in step.outcomes}
    return YamlBlock({**without_empty(head), "outcomes": outcomes, "chance": chances_data(step.chance)})


def _cut(event: Event, cut: Discretisation) -> Data:
    """The distribution of an event and how it is cut, in the place of the outcomes and chances that follow."""
    method = cut.method if cut.is_by_fractiles else {cut.method: cut.points}
    basis = event.outcomes[0].value.basis if event.outcomes[0].value is not None else ""
    rest = without_empty({"basis": basis if basis != "assumption" else ""})
    return {"distribution": spread_data(cut.distribution), "discretise": method, **rest}


def _state(state: Option | Outcome) -> str | Data:
    own = {"only_if": condition_data(state.only_if), "colour": state.colour} if isinstance(state, Option) else {}
    value = optional_data(state.value)
    data = without_empty({"label": state.label, "short": state.short, "value": value, **own, **remarks_data(state)})
    return data if set(data) - {"label"} else state.label


def _group(group: Sequence[Consideration], judgement: WeightJudgement | None) -> Data:
    """Considerations with their weights; where these follow from a judgement, that instead."""
    weights = {member.name: member.weight for member in group}
    if judgement is None or weights != dict(judgement.weights):
        return {"considerations": [_consideration(member) for member in group]}
    return {
        "weights": judgement_data(judgement),
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


def _consideration(consideration: Consideration) -> Data:
    head = {
        "name": consideration.name,
        "label": consideration.label,
        "short": consideration.short,
        "colour": consideration.colour,
        "weight": optional_data(consideration.weight),
        "scale": None if consideration.scale is None else _scale(consideration.scale),
        **remarks_data(consideration),
    }
    scores = {} if consideration.scores is None else {"scores": scores_data(consideration.scores)}
    group = _group(consideration.considerations, consideration.judgement)
    return YamlBlock({**without_empty(head), **scores, **without_empty(group)})


def _interaction(interaction: Interaction) -> Data:
    return {
        "between": list(interaction.between),
        "strength": number_data(interaction.strength),
        **without_empty(remarks_data(interaction)),
    }


def _scale(scale: Scale) -> Data:
    points = [list(point) for point in scale.points]
    return {"worst": scale.worst, "best": scale.best, **without_empty({"points": points, "beyond": scale.beyond})}


def _perspective(perspective: Perspective) -> Data:
    order = order_data(perspective.order)
    basis = perspective.basis if perspective.basis != "assumption" else ""
    judged = perspective.judgement
    weights = (
        judgement_data(judged)
        if judged is not None and judged.weights == perspective.weights
        else numbers_data(perspective.weights, perspective.basis)
    )
    return without_empty(
        {
            "label": perspective.label,
            "weights": weights,
            "order": order,
            **_beliefs(perspective, perspective.basis),
            "basis": basis,
            **remarks_data(perspective),
        }
    )


def _beliefs(variation: Perspective | WhatIf, around: str = "assumption") -> Data:
    tolerance = variation.risk_tolerance
    return {
        "chances": numbers_data(variation.chances, around),
        "risk_tolerance": None if tolerance is None else number_data(tolerance, around=around),
    }


def _what_if(what_if: WhatIf) -> Data:
    return without_empty(
        {
            "label": what_if.label,
            "parameters": numbers_data(what_if.parameters),
            "weights": numbers_data(what_if.weights),
            **_beliefs(what_if),
            "choose": {**what_if.choose, **{name: plan_data(rules) for name, rules in what_if.follow.items()}},
            **{key: dict(getattr(what_if, key)) for key in ("decide_before", "know_before", "without")},
            **remarks_data(what_if),
        }
    )


def _claim(claim: Claim) -> Data:
    return YamlBlock({"claim": claim.text, **without_empty(remarks_data(claim)), "expect": _expectation(claim.expect)})


def _expectation(expect: Expectation) -> Data:
    subjects: Any = dict(expect.about) if isinstance(expect.about, Mapping) else one_or_all(list(expect.about))
    rest = {
        "total": dict(expect.of),
        "given": condition_data(expect.given),
        "than": dict(expect.than),
        "on": expect.on,
        "before" if expect.form == "information" else "until": expect.until,
        "is": expect.sign,
        **stated_fields(expect, "perspective", "what_if"),
    }
    return {expect.form: subjects, **without_empty(rest)}
