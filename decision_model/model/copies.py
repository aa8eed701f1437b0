"""Copies of a model with other numbers, choices or timing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from functools import partial
from math import isfinite, isnan
from typing import Any, TypeVar

import numpy as np

from decision_model.errors import ModelError, Place, Problem, Problems, shortened
from decision_model.model.checks import variations as checks_of_variations
from decision_model.model.checks.names import unknown
from decision_model.model.checks.problems import refuse_problems
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.early_decisions import decided_earlier
from decision_model.model.formulas import Constant, Draws
from decision_model.model.frozen_mapping import frozen
from decision_model.model.number_changes import (
    RISK_TOLERANCE,
    require_one_length,
    with_numbers,
    with_parameters,
    with_shares,
    with_weights,
)
from decision_model.model.numbers import Number, NumberLike, number
from decision_model.model.rank_weights import weights_of
from decision_model.model.steps import Decision, Event
from decision_model.model.tables import Condition, Rule, RuleTable, plan_rules
from decision_model.model.variations import Perspective

NAMES = ("choose", "decide_before", "know_before", "without")
"""Changes that say a name, not a number."""

M = TypeVar("M", bound=CompiledRecord)


@dataclass(frozen=True)
class Changes:
    """What is different in a copy; the keys are those of `DecisionModel.varied`."""

    parameters: Mapping[str, NumberLike] = field(default_factory=dict)
    weights: Mapping[str, NumberLike] = field(default_factory=dict)
    shares: Mapping[str, Draws] = field(default_factory=dict)
    numbers: Mapping[str, NumberLike] = field(default_factory=dict)
    choose: Mapping[str, Any] = field(default_factory=dict)
    decide_before: Mapping[str, str] = field(default_factory=dict)
    know_before: Mapping[str, str] = field(default_factory=dict)
    without: Mapping[str, str] = field(default_factory=dict)
    risk_tolerance: NumberLike | None = None


def apply_what_if(model: M, name: str) -> M:
    """The model under one of its what-ifs; raises ModelError for an unknown name."""
    if not isinstance(name, str) or name not in model.what_ifs:
        raise ModelError([unknown(("what_ifs", str(name)), "what-if", str(name), model.what_ifs)])
    what_if = model.what_ifs[name]
    changes = Changes(
        parameters=what_if.parameters,
        weights=what_if.weights,
        choose={**what_if.choose, **what_if.follow},
        decide_before=what_if.decide_before,
        know_before=what_if.know_before,
        without=what_if.without,
        numbers=what_if.chances,
        risk_tolerance=what_if.risk_tolerance,
    )
    return vary(model, changes)


def apply_perspective(model: M, name: str) -> M:
    """The model as one of its perspectives sees it; raises ModelError for an unknown name."""
    if not isinstance(name, str) or name not in model.perspectives:
        raise ModelError([unknown(("perspectives", str(name)), "perspective", str(name), model.perspectives)])
    perspective = model.perspectives[name]
    changes = Changes(
        weights={**_order_weights(perspective), **perspective.weights},
        numbers=perspective.chances,
        risk_tolerance=perspective.risk_tolerance,
    )
    return vary(model, changes)


def _order_weights(perspective: Perspective) -> dict[str, Number]:
    """Weights that stand for an order; considerations that it leaves out keep their weight."""
    return {name: number(100 * weight) for name, weight in weights_of(perspective.order).items()}


def vary(model: M, changes: Changes) -> M:
    """See DecisionModel.varied; raises ModelError for unknown names and for what does not fit together."""
    problems = [*_unfit(changes)]
    problems += () if problems else _misnamed(model, changes)
    if problems:
        raise ModelError(problems)
    tolerance = {} if changes.risk_tolerance is None else {RISK_TOLERANCE: changes.risk_tolerance}
    numbers = {**changes.numbers, **tolerance}
    require_one_length(model, {**changes.parameters, **changes.weights, **numbers, **changes.shares})
    if changes.parameters:
        model = with_parameters(model, changes.parameters)
    if changes.weights:
        model = with_weights(model, changes.weights)
    if changes.shares:
        model = with_shares(model, changes.shares)
    if numbers:
        model = with_numbers(model, numbers)
    for event, decision in changes.know_before.items():
        model = model.once((know_earlier, event, decision), partial(know_earlier, model, event, decision))
    if changes.without:
        model = without_options(model, changes.without)
    model = choosing(model, changes.choose)
    if changes.decide_before:
        model = model.once(
            (deciding_earlier, *changes.decide_before.items()), partial(deciding_earlier, model, changes)
        )
    return model


def deciding_earlier(model: M, changes: Changes) -> M:
    """A copy in which decisions are taken earlier."""
    return rebuilt(model, **decided_earlier(model, changes.decide_before))


def chosen_and_followed(choose: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, RuleTable[str]]]:
    """What is chosen wherever it is on offer, and the plans that are followed: {decision: option or rules}."""
    options = {name: option for name, option in choose.items() if isinstance(option, str)}
    return options, {name: plan_rules(given) for name, given in choose.items() if name not in options}


def choosing(model: M, choose: Mapping[str, Any]) -> M:
    """A copy in which decisions take an option wherever it is on offer, or follow the rules of a plan."""
    options, plans = chosen_and_followed(choose)
    if plans:
        forced = {name: option for name, option in model.forced.items() if name not in plans}
        model = rebuilt(model, followed=frozen({**model.followed, **plans}), forced=frozen(forced))
    return model.renumbered(forced=frozen({**model.forced, **options})) if options else model


def _unfit(changes: Changes) -> Problems:
    """Changes that are no mappings, numbers that are none, and names that are no texts."""
    for field_ in fields(Changes):
        key, changed = field_.name, getattr(changes, field_.name)
        if key == "risk_tolerance":
            yield from _unfit_value((key,), changed) if changed is not None else ()
            continue
        if not isinstance(changed, Mapping):
            message = f"{shortened(repr(changed))} does not say what is changed to what."
            yield Problem((key,), message, "Give a mapping such as {'name': value}.", code="no-mapping")
            continue
        for name, value in changed.items():
            if isinstance(name, str):
                yield from _unfit_value((key, name), value)
            else:
                yield Problem((key,), f"{shortened(repr(name))} is not a name.", "Give a text.", code="name-no-text")


def _unfit_value(place: Place, value: object) -> Problems:
    if place[0] in NAMES:
        if not isinstance(value, str) and not (place[0] == "choose" and _is_plan(value)):
            yield Problem(place, f"{shortened(repr(value))} is not a name.", "Give a text.", code="no-name")
        return
    if place[0] == "shares" and isinstance(value, str | Number):
        message = f"{shortened(repr(value))} is not a share."
        yield Problem(place, message, "Give a number from 0 to 1.", code="no-share")
        return
    try:
        constant = number(value).formula  # type: ignore[arg-type]
    except ModelError as error:
        yield from (replace(problem, place=place) for problem in error.problems)
        return
    if isinstance(constant, Constant) and np.ndim(constant.value) == 0 and not _is_meant(place, float(constant.value)):
        yield Problem(place, f"{shortened(repr(value))} is not a finite number.", "Give one.", code="no-finite-number")


def _is_plan(value: object) -> bool:
    """Whether a value is made of rules: Rules, or pairs of a condition, None for always, and an option."""
    if isinstance(value, RuleTable):
        return True
    pairs = value if isinstance(value, list | tuple) and value else [None]
    return all(
        isinstance(pair, Rule)
        or (isinstance(pair, list | tuple) and len(pair) == 2 and _is_when(pair[0]) and isinstance(pair[1], str))
        for pair in pairs
    )


def _is_when(value: object) -> bool:
    """Whether a value can be the condition of a rule."""
    return value is None or isinstance(value, Condition | Mapping | list | tuple)


def _is_meant(place: Place, value: float) -> bool:
    """Whether a number says something: it is finite, or NaN for a share, which leaves the weight where it is."""
    return isfinite(value) or (place[0] == "shares" and isnan(value))


def _misnamed(model: CompiledRecord, changes: Changes) -> Problems:
    """Parameters, decisions, options and steps that changes name and the model does not have."""
    for name in changes.parameters:
        if name not in model.parameters:
            yield unknown(("parameters", name), "parameter", name, model.parameters)
    options, plans = chosen_and_followed(changes.choose)
    yield from checks_of_variations.choices(model, ("choose",), options)
    yield from checks_of_variations.plans(model, ("choose",), plans, changes.know_before)
    yield from checks_of_variations.choices(model, ("without",), changes.without)
    yield from checks_of_variations.early(model, ("decide_before",), changes.decide_before, Decision)
    yield from checks_of_variations.early(model, ("know_before",), changes.know_before, Event)


def rebuilt(model: M, **changes: Any) -> M:
    """A copy with other fields, checked again, save that rules need no longer all match and variations all fit."""
    copy = model.replaced(**changes)
    refuse_problems(copy, strict=False)
    return copy


def know_earlier(model: M, event: str, before: str) -> M:
    """The event known at a step: moved just above it, and told to a decision of limited memory.

    Raises ModelError if the event depends on a decision that is then taken only later.
    """
    sequence = list(model.sequence)
    if model.position[event] > model.position[before]:
        sequence.remove(model.steps[event])
        sequence.insert(sequence.index(model.steps[before]), model.steps[event])
    return rebuilt(model, sequence=tuple(_told(step, event) if step.name == before else step for step in sequence))


def _told(step: Decision | Event, name: str) -> Decision | Event:
    """A step that knows one more, where it is a decision of limited memory."""
    if not isinstance(step, Decision) or step.knows is None:
        return step
    return replace(step, knows=tuple(dict.fromkeys((*step.knows, name))))


def without_options(model: M, removed: Mapping[str, str]) -> M:
    """A copy without some options. Raises ModelError where nothing else would be on offer."""
    withheld = dict(model.withheld)
    for name, option in removed.items():
        withheld[name] = tuple(dict.fromkeys((*withheld.get(name, ()), option)))
        level = model.structure.levels[model.position[name]]
        options = level.step.state_names
        on_table = np.array([state not in withheld[name] for state in options])
        exists = level.children[:, : len(options)] >= 0
        if (exists.any(axis=1) & ~exists[:, on_table].any(axis=1)).any():
            message = f"without '{option}' nothing is on offer in some histories."
            raise ModelError([Problem(("without", name), message, "Keep one option.", code="nothing-left-on-offer")])
    return model.renumbered(withheld=frozen(withheld))
