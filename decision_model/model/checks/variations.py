"""Checks of perspectives, what-ifs and claims: what they name must exist and be of the right kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from decision_model.errors import Place, Problem, Problems
from decision_model.model.checks.names import check_condition, check_state, unknown
from decision_model.model.checks.number_values import at, sound_values
from decision_model.model.number_index import addresses
from decision_model.model.numbers import TOLERANCE, Draws, Number
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event
from decision_model.model.tables import Condition, RuleTable
from decision_model.model.variations import Expectation, Perspective, WhatIf


def problems(model: Record) -> Problems:
    """Everything that named variations and claims get wrong."""
    for name, perspective in model.perspectives.items():
        yield from _perspective(model, ("perspectives", name), perspective)
    for name, what_if in model.what_ifs.items():
        yield from _what_if(model, ("what_ifs", name), what_if)
    for index, claim in enumerate(model.claims):
        yield from _expectation(model, ("claims", index, "expect"), claim.expect)


def warnings(model: Record) -> Problems:
    """Parameters that a what-if sets beyond the range that the file itself thinks possible."""
    for name, what_if in model.what_ifs.items():
        for parameter, number in what_if.parameters.items():
            yield from _beyond(model, ("what_ifs", name, "parameters", parameter), number)


def _beyond(model: Record, place: Place, number: Number) -> Problems:
    held = model.parameters.get(str(place[-1]))
    if held is None or held.number.range is None or number.references:
        return
    value, (low, high) = float(number.at({})), held.number.range
    if not low - TOLERANCE <= value <= high + TOLERANCE:
        message = f"{value:g} lies beyond the range of the parameter, {low:g} to {high:g}, so draws never reach it."
        yield Problem(place, message, "Widen the range, or change the value.", code="beyond-range")


def _perspective(model: Record, place: Place, perspective: Perspective) -> Problems:
    yield from _beliefs(model, place, perspective)
    changes_weights = bool(perspective.weights or perspective.order) or perspective.is_weights_alone
    if not model.total_rule.has_weights and changes_weights:
        message = "with 'combine: sum' there are no weights to change."
        yield Problem(place, message, "Use what_ifs instead.", code="perspective-in-sum")
        return
    yield from _weights(model, (*place, "weights"), perspective.weights)
    names = [consideration.name for consideration in model.walk()]
    seen: set[str] = set()
    for group in perspective.order:
        for name in group:
            if name not in names:
                yield unknown((*place, "order", name), "consideration", name, names)
            if name in seen:
                message = f"'{name}' is ranked twice."
                yield Problem((*place, "order", name), message, "Rank each consideration once.", code="ranked-twice")
            seen.add(name)
    tops = [consideration.name for consideration in model.considerations]
    for name in sorted((seen & set(names)) - set(tops))[:1]:
        message = f"'{name}' is not a top-level consideration."
        yield Problem((*place, "order", name), message, "Rank the top level only.", code="ranked-below-the-top")


def _weights(model: Record, place: Place, weights: Mapping[str, object]) -> Problems:
    names = [consideration.name for consideration in model.walk()]
    for name in weights:
        if name not in names:
            yield unknown((*place, name), "consideration", name, names)


def _beliefs(model: Record, place: Place, variation: Perspective | WhatIf) -> Problems:
    """Chances are numbers of the model, and every rule in which one is changed still adds up."""
    if not variation.chances:
        return
    known = {name: entry for name, entry in addresses(model).items() if entry.kind == "chance"}
    for address in variation.chances:
        if address not in known:
            yield unknown((*place, "chances", address), "chance of the model", address, known)
    values, _ = sound_values(model)
    for rule_address in dict.fromkeys(address.rpartition(".")[0] for address in variation.chances if address in known):
        yield from _rule_with(model, (*place, "chances"), rule_address, variation.chances, values)


def _rule_with(
    model: Record, place: Place, rule_address: str, changed: Mapping[str, Number], values: Mapping[str, Draws]
) -> Problems:
    """A rule of chances, of which some are changed, still has chances that add up to 1."""
    name, _, number = rule_address.partition(".chance.")
    event = model.steps[name]
    assert isinstance(event, Event)
    rule = event.chance.rules[int(number) - 1].then
    chances = {outcome: changed.get(f"{rule_address}.{outcome}", stated) for outcome, stated in rule.numbers.items()}
    parts = {outcome: at(chance, values) for outcome, chance in chances.items()}
    known = {outcome: float(np.mean(part)) for outcome, part in parts.items() if part is not None}
    outside = [outcome for outcome, part in known.items() if not -TOLERANCE <= part <= 1 + TOLERANCE]
    if outside:
        message = f"the chance is {known[outside[0]]:.10g}; chances lie between 0 and 1."
        yield Problem((*place, f"{rule_address}.{outside[0]}"), message, "Change it.", code="variation-chance-outside")
    elif len(known) == len(parts):
        whole = sum(known.values())
        if whole > 1 + TOLERANCE or (rule.rest is None and whole < 1 - TOLERANCE):
            message = f"the chances of '{name}' then add up to {whole:.10g}, not 1."
            first = next(outcome for outcome in parts if f"{rule_address}.{outcome}" in changed)
            remedy = "State the other chances of its rule as well."
            yield Problem((*place, f"{rule_address}.{first}"), message, remedy, code="variation-chances-not-one")


def _what_if(model: Record, place: Place, what_if: WhatIf) -> Problems:
    yield from _beliefs(model, place, what_if)
    for name in what_if.parameters:
        if name not in model.parameters:
            yield unknown((*place, "parameters", name), "parameter", name, model.parameters)
    if what_if.weights and not model.total_rule.has_weights:
        message = "with 'combine: sum' there are no weights to change."
        yield Problem((*place, "weights"), message, "Remove them.", code="what-if-weights-in-sum")
    yield from _weights(model, (*place, "weights"), what_if.weights)
    yield from choices(model, (*place, "choose"), what_if.choose)
    yield from plans(model, (*place, "choose"), what_if.follow, what_if.know_before)
    yield from choices(model, (*place, "without"), what_if.without)
    yield from early(model, (*place, "decide_before"), what_if.decide_before, Decision)
    yield from early(model, (*place, "know_before"), what_if.know_before, Event)


def choices(model: Record, place: Place, chosen: Mapping[str, str]) -> Problems:
    """`chosen` maps decisions to their options."""
    decisions = {decision.name: decision for decision in model.decisions}
    for name, option in chosen.items():
        if name not in decisions:
            yield unknown((*place, name), "decision", name, decisions)
        else:
            yield from check_state(model, (*place, name), name, option)


def plans(model: Record, place: Place, followed: Mapping[str, RuleTable[str]], told: Mapping[str, str]) -> Problems:
    """`followed` maps decisions to rules over what they know; `told` says what becomes known before which decision."""
    decisions = {decision.name: decision for decision in model.decisions}
    for name, table in followed.items():
        if name not in decisions:
            yield unknown((*place, name), "decision", name, decisions)
            continue
        if not table.rules:
            message = "the plan has no rules."
            yield Problem((*place, name), message, "Say what it takes, and when.", code="plan-without-rules")
        for number, rule in enumerate(table.rules):
            yield from check_state(model, (*place, name, number, "then"), name, rule.then)
            yield from check_condition(model, (*place, name, number, "when"), rule.when)
            yield from _read_unknown(model, (*place, name, number, "when"), name, rule.when, told)


def _read_unknown(
    model: Record, place: Place, decision: str, condition: Condition, told: Mapping[str, str]
) -> Problems:
    """A rule of a plan may read only what the decision knows."""
    for name in condition.names:
        if name in model.steps and not model.is_known(name, decision) and told.get(name) != decision:
            message = f"'{name}' is not known when '{decision}' is decided."
            remedy = "A rule of a plan can read only what the decision knows."
            yield Problem((*place, name), message, remedy, code="plan-reads-unknown")


def early(model: Record, place: Place, earlier: Mapping[str, str], kind: type[Decision] | type[Event]) -> Problems:
    """`earlier` maps steps of a kind to steps that stand above them."""
    word = "decision" if kind is Decision else "event"
    for name, before in earlier.items():
        step = model.steps.get(name)
        if not isinstance(step, kind):
            yield unknown((*place, name), word, name, [step.name for step in model.sequence if isinstance(step, kind)])
        elif before not in model.steps:
            yield unknown((*place, name), "step", before, model.steps)
        elif kind is Event and model.position[name] < model.position[before] and not model.is_known(name, before):
            continue  # told to a decision that has forgotten it
        elif model.position[before] >= model.position[name]:
            message = f"'{name}' already stands above '{before}'."
            yield Problem((*place, name), message, "Name a step that stands above it.", code="already-above")


def _expectation(model: Record, place: Place, expect: Expectation) -> Problems:
    if isinstance(expect.about, Mapping):
        yield from _about(model, (*place, expect.form), expect)
    else:
        yield from _subjects(model, (*place, expect.form), expect)
    yield from check_condition(model, (*place, "given"), expect.given)
    for name, state in expect.than.items():
        if name not in model.steps:
            yield unknown((*place, "than", name), "step", name, model.steps)
        else:
            yield from check_state(model, (*place, "than", name), name, state)
    names = [consideration.name for consideration in model.walk()]
    references: tuple[tuple[str, str, str | None, Collection[str]], ...] = (
        ("on", "consideration", expect.on, names),
        ("until", "step", expect.until, model.steps),
        ("perspective", "perspective", expect.perspective, model.perspectives),
        ("what_if", "what-if", expect.what_if, model.what_ifs),
    )
    for key, kind, reference, known in references:
        if reference is not None and reference not in known:
            yield unknown((*place, key), kind, reference, known)
    yield from _comparison(place, expect)


def _about(model: Record, place: Place, expect: Expectation) -> Problems:
    assert isinstance(expect.about, Mapping)
    if expect.form not in ("chance", "interaction"):
        yield from choices(model, place, expect.about)
        return
    known = list(model.steps) if expect.form == "interaction" else [event.name for event in model.events]
    for name, state in expect.about.items():
        if name not in known:
            yield unknown((*place, name), "step" if expect.form == "interaction" else "event", name, known)
        else:
            yield from check_state(model, (*place, name), name, state)


def _subjects(model: Record, place: Place, expect: Expectation) -> Problems:
    known = {
        "information": [event.name for event in model.events],
        "waiting": [decision.name for decision in model.decisions],
    }.get(expect.form, list(model.parameters))
    kind = {"information": "event", "waiting": "decision"}.get(expect.form, "parameter")
    for name in expect.about:
        if name not in known:
            yield unknown((*place, str(name)), kind, str(name), known)


def _comparison(place: Place, expect: Expectation) -> Problems:
    """A claim must speak of something, compare two different things and say in which direction."""
    if not expect.about:
        message = "it does not say what the claim is about."
        remedy = "Name a step or a parameter of the model."
        yield Problem((*place, expect.form), message, remedy, code="claim-about-nothing")
    if expect.form not in ("best", "possible", "necessary", "undominated") and expect.sign is None:
        remedy = "Add 'is:' with positive, negative, higher, lower, ..."
        yield Problem(place, "it does not say what should be so.", remedy, code="claim-without-direction")
    if expect.form in ("score", "total") and not expect.than:
        message = "there is nothing to compare with."
        yield Problem(place, message, "Add 'than:' with the other choice.", code="claim-without-comparison")
    if expect.form == "waiting" and expect.until is None:
        message = "it does not say what is waited for."
        yield Problem(place, message, "Add 'until:' with a step.", code="waiting-without-step")
    if expect.form == "interaction" and len(expect.about) != 2:
        remedy = "Name two steps, each with an option or outcome."
        yield Problem((*place, expect.form), "an interaction is between two.", remedy, code="interaction-not-of-two")
