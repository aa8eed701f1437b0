"""Checks of perspectives, what-ifs and claims: what they name must exist and be of the right kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from decision_model.errors import Place, Problem, Problems
from decision_model.model.checks.names import check_condition, check_state, unknown
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event
from decision_model.model.variations import Expectation, Perspective, WhatIf


def problems(model: Record) -> Problems:
    """Everything that named variations and claims get wrong."""
    for name, perspective in model.perspectives.items():
        yield from _perspective(model, ("perspectives", name), perspective)
    for name, what_if in model.what_ifs.items():
        yield from _what_if(model, ("what_ifs", name), what_if)
    for index, claim in enumerate(model.claims):
        yield from _expectation(model, ("claims", index, "expect"), claim.expect)


def _perspective(model: Record, place: Place, perspective: Perspective) -> Problems:
    if not model.total_rule.has_weights:
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


def _what_if(model: Record, place: Place, what_if: WhatIf) -> Problems:
    for name in what_if.parameters:
        if name not in model.parameters:
            yield unknown((*place, "parameters", name), "parameter", name, model.parameters)
    if what_if.weights and not model.total_rule.has_weights:
        message = "with 'combine: sum' there are no weights to change."
        yield Problem((*place, "weights"), message, "Remove them.", code="what-if-weights-in-sum")
    yield from _weights(model, (*place, "weights"), what_if.weights)
    yield from choices(model, (*place, "choose"), what_if.choose)
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


def early(model: Record, place: Place, earlier: Mapping[str, str], kind: type[Decision] | type[Event]) -> Problems:
    """`earlier` maps steps of a kind to steps that stand above them."""
    word = "decision" if kind is Decision else "event"
    for name, before in earlier.items():
        step = model.steps.get(name)
        if not isinstance(step, kind):
            yield unknown((*place, name), word, name, [step.name for step in model.sequence if isinstance(step, kind)])
        elif before not in model.steps:
            yield unknown((*place, name), "step", before, model.steps)
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
