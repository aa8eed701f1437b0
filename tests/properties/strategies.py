"""Random decision models that are valid by construction, for Hypothesis.

A draft grows in the order of causes, not of time: an event may be created before steps that come earlier in the
sequence, which is how events come to depend on later ones. Every *case* (the states that can occur together) is kept
at hand, with whether it can really happen, so that no rule is written that never matches.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from decision_model.model.considerations import Interaction, Scale, adjusted, consideration, interaction
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.numbers import number
from decision_model.model.steps import Decision, Event, Option, decision, event
from decision_model.model.tables import Condition, Rule, RuleTable, condition

CHANCES: dict[int, list[tuple[float, ...]]] = {
    2: [(0.5, 0.5), (0.25, 0.75), (0.9, 0.1), (0.0, 1.0), (1.0, 0.0), (0.3, 0.7)],
    3: [(0.5, 0.25, 0.25), (0.2, 0.3, 0.5), (0.0, 0.5, 0.5), (0.6, 0.4, 0.0)],
}
Draw = Callable[[Any], Any]


@dataclass(frozen=True)
class Shape:
    """What a random model may contain."""

    steps: int = 6
    cases: int = 300
    states: int = 3
    considerations: int = 3
    combine: Sequence[str] = ("weighted", "sum")
    better: Sequence[str] = ("higher", "lower")
    risk: bool = False
    hidden: bool = True
    only_if: bool = True
    beyond: bool = False
    kinds: Sequence[str] = ("decision", "event")
    limited: bool = False


@dataclass
class Case:
    states: dict[str, str]
    possible: bool = True


@dataclass
class Draft:
    draw: Draw
    shape: Shape
    cases: list[Case] = field(default_factory=lambda: [Case({})])
    steps: dict[int, Decision | Event] = field(default_factory=dict)


@st.composite
def models(draw: Draw, shape: Shape | None = None) -> DecisionModel:
    """Models of one to six steps and one to three considerations, with everything that the language can say."""
    shape = shape or Shape()
    draft = Draft(draw, shape)
    _grow_steps(draft)
    combine = draw(st.sampled_from(shape.combine))
    leaves = _considerations(draft, combine)
    return decision_model(
        "A random problem",
        [draft.steps[position] for position in sorted(draft.steps)],
        leaves,
        combine=combine,
        interactions=_interactions(draft, leaves) if combine == "choquet" else (),
        better=draw(st.sampled_from(shape.better)) if combine == "sum" else "higher",
        risk_tolerance=draw(st.sampled_from([30, 80, 400, -60])) if shape.risk and draw(st.booleans()) else None,
    )


def _grow_steps(draft: Draft) -> None:
    count = draft.draw(st.integers(1, draft.shape.steps))
    kinds = [draft.draw(st.sampled_from(draft.shape.kinds)) for _ in range(count)]
    early = draft.shape.hidden
    slots = [draft.draw(st.integers(0, p)) if kind == "event" and early else p for p, kind in enumerate(kinds)]
    for position in sorted(range(count), key=lambda p: (slots[p], slots[p] == p, p)):
        if len(draft.cases) * 2 > draft.shape.cases:
            break
        add = _add_decision if kinds[position] == "decision" else _add_event
        add(draft, position)
    if not draft.steps:
        _add_decision(draft, 0)


def _add_decision(draft: Draft, position: int) -> None:
    name = f"decide_{position}"
    presence = _presence(draft, position)
    arising = [case for case in draft.cases if presence.holds(case.states)]
    earlier = [step.name for at, step in draft.steps.items() if at < position]
    options = [
        Option(
            f"option_{n}", only_if=_condition_within(draft, arising, earlier, draft.draw(st.sampled_from([0, 0, 1])))
        )
        for n in range(draft.draw(st.integers(1, draft.shape.states)))
    ]
    if not all(any(option.only_if.holds(case.states) for option in options) for case in arising):
        options[0] = Option(options[0].name)
    read = [known for option in options for known in option.only_if.names]
    step = decision(name, options, only_if=presence, knows=_known(draft, earlier, read))
    draft.steps[position] = step
    draft.cases = [
        Case({**case.states, **choice}, case.possible)
        for case in draft.cases
        for choice in (
            [{name: option.name} for option in options if option.only_if.holds(case.states)]
            if presence.holds(case.states)
            else [{}]
        )
    ]


def _known(draft: Draft, earlier: list[str], read: list[str]) -> list[str] | None:
    """What a decision of limited memory knows, at least what its offers depend on; None now and then: everything."""
    if not draft.shape.limited or draft.draw(st.integers(0, 3)) == 0:
        return None
    return [*read, *draft.draw(st.lists(st.sampled_from(earlier), max_size=2))] if earlier else []


def _add_event(draft: Draft, position: int) -> None:
    """An event; what none of its rules names is given a chance of 0 by the first."""
    name = f"event_{position}"
    presence = _presence(draft, len(draft.steps) and draft.draw(st.sampled_from([position, position, 99])))
    arising = [case for case in draft.cases if presence.holds(case.states)]
    outcomes = [f"outcome_{n}" for n in range(draft.draw(st.integers(2, max(2, draft.shape.states))))]
    rules = _rules(draft, arising, _names(draft), lambda: _chance(draft, outcomes))
    named = {outcome for case in arising for outcome in _then(case, rules)}
    if len(rules) > 1 or len(rules[0].then) > 1:
        rules[0].then.update({outcome: 0 for outcome in outcomes if outcome not in named})
    step = event(name, outcomes, [Rule(rule.when, dict(rule.then)) for rule in rules], only_if=presence)
    draft.steps[position] = step
    draft.cases = [
        after
        for case in draft.cases
        for after in (_outcomes(case, name, rules) if presence.holds(case.states) else [case])
    ]


def _outcomes(case: Case, name: str, rules: list[Rule[Any]]) -> list[Case]:
    then = _then(case, rules)
    named = math.fsum(each for each in then.values() if each != "rest")
    chances = {outcome: 1 - named if each == "rest" else each for outcome, each in then.items()}
    return [
        Case({**case.states, name: outcome}, case.possible and chance > 1e-12) for outcome, chance in chances.items()
    ]


def _then(case: Case, rules: list[Rule[Any]]) -> dict[str, Any]:
    found: dict[str, Any] = next(rule.then for rule in rules if rule.when.holds(case.states))
    return found


def _chance(draft: Draft, outcomes: list[str]) -> dict[str, Any]:
    """Certain now and then, else from the table; with a `rest`, or with an outcome left unnamed, where that fits."""
    if draft.draw(st.integers(0, 5)) == 0:
        return {draft.draw(st.sampled_from(outcomes)): 1}
    chances: dict[str, Any] = dict(zip(outcomes, draft.draw(st.sampled_from(CHANCES[len(outcomes)])), strict=True))
    if draft.draw(st.booleans()):
        chances[draft.draw(st.sampled_from(outcomes))] = "rest"
    if draft.draw(st.booleans()):
        return {outcome: chance for outcome, chance in chances.items() if chance != 0}
    return chances


def _names(draft: Draft) -> list[str]:
    return [step.name for step in draft.steps.values()]


def _presence(draft: Draft, position: int) -> Condition:
    """When a step arises: always, or where steps before a position turned out in some way."""
    earlier = [step.name for at, step in draft.steps.items() if at < position]
    often = draft.draw(st.sampled_from([0, 0, 1, 2])) if draft.shape.only_if else 0
    return _condition_within(draft, draft.cases, earlier, often)


def _condition_within(draft: Draft, cases: list[Case], names: list[str], alternatives: int) -> Condition:
    """A condition of up to so many alternatives that holds in a case that can happen; else the one always true."""
    found = []
    for _ in range(alternatives):
        chosen = _pick(draft, names, 2)
        if chosen:
            found.append({name: _some_states(draft, name) for name in chosen})
    drawn = condition(found)
    return drawn if any(case.possible and drawn.holds(case.states) for case in cases) else condition(None)


def _some_states(draft: Draft, name: str) -> list[str]:
    step = next(step for step in draft.steps.values() if step.name == name)
    return draft.draw(st.lists(st.sampled_from(step.state_names), min_size=1, max_size=2, unique=True))


def _pick(draft: Draft, names: list[str], most: int) -> list[str]:
    return draft.draw(st.lists(st.sampled_from(names), min_size=1, max_size=most, unique=True)) if names else []


def _rules(draft: Draft, cases: list[Case], names: list[str], then: Callable[[], Any]) -> list[Rule[Any]]:
    """Up to four rules, each the first to match in a case that can happen; the last one closes the table."""
    wanted = [
        condition([{name: _some_states(draft, name) for name in _pick(draft, names, 2)} for _ in range(alternatives)])
        for alternatives in draft.draw(st.sampled_from([(), (1,), (1, 1), (1, 2, 1), (2, 1)]))
        if names
    ]
    open_cases, rules = [case for case in cases if case.possible], []
    for when in wanted:
        matched = [case for case in open_cases if when.holds(case.states)]
        if matched and len(matched) < len(open_cases):
            rules.append(Rule(when, then()))
            open_cases = [case for case in open_cases if not when.holds(case.states)]
    return [*rules, Rule(condition(None), then())]


def _considerations(draft: Draft, combine: str) -> list[Any]:
    weights = _WEIGHTS[combine]
    count = draft.draw(st.integers(1 if combine in ("weighted", "sum") else 2, draft.shape.considerations))
    leaves = [_consideration(draft, f"matter_{n}", weights) for n in range(count)]
    if count < 3 or not draft.draw(st.booleans()):
        return _counting(leaves)
    grouped = {"weight": draft.draw(weights)} if weights is not None else {}
    return _counting([leaves[0], consideration("group", considerations=_counting(leaves[1:]), **grouped)])


def _counting(group: list[Any]) -> list[Any]:
    """A group in which something counts: where every weight is 0, the last one gets 1."""
    if any(each.weight is None or each.weight.at({}) for each in group):
        return group
    return [*group[:-1], replace(group[-1], weight=number(1))]


_WEIGHTS: dict[str, Any] = {
    "weighted": st.sampled_from([0, 1, 1, 2, 5, 0.5]),
    "sum": None,
    "multiplicative": st.sampled_from([20, 35, 50, 60, 90, 100]),
    "choquet": st.sampled_from([1, 2, 5]),
}
_scores = st.sampled_from([0, 10, 20, 40, 40, 75, -15, 12.5])


def _interactions(draft: Draft, tops: list[Any]) -> tuple[Interaction, ...]:
    """Some that work together or stand in for one another, never so strongly that doing better hurts."""
    weights = {top.name: float(top.weight.at({})) for top in tops}
    least = min(weights.values()) / sum(weights.values())
    three = [tuple(weights)[:3]] if len(weights) > 2 and draft.draw(st.booleans()) else []
    most = least * (1 if three else 2) / (len(weights) - 1)
    pairs = [pair for pair in combinations(weights, 2) if draft.draw(st.booleans())]
    found = [interaction(a, b, most * draft.draw(st.sampled_from([-1, -0.5, 0.25, 1]))) for a, b in pairs]
    return (*found, *(interaction(*each, least * draft.draw(st.sampled_from([-1.5, 1]))) for each in three))


def _consideration(draft: Draft, name: str, weights: Any) -> Any:
    if draft.draw(st.booleans()):
        rules = _rules(draft, draft.cases, _names(draft), lambda: draft.draw(_scores))
        scores: Any = RuleTable(tuple(Rule(rule.when, number(rule.then)) for rule in rules))
        reached: Iterable[float] = [rule.then for rule in rules]
    else:
        scores, reached = _adjusted(draft)
    if weights is None:
        return consideration(name, scores)
    return consideration(name, scores, weight=draft.draw(weights), scale=_scale(draft, list(reached), weights))


def _adjusted(draft: Draft) -> tuple[Any, list[float]]:
    start = draft.draw(_scores)
    wanted = [
        (_condition_within(draft, draft.cases, _names(draft), 1), draft.draw(_scores))
        for _ in range(draft.draw(st.integers(0, 3)))
    ]
    reached = [start + sum(by for when, by in wanted if when.holds(case.states)) for case in draft.cases]
    return adjusted(start, wanted), reached


def _scale(draft: Draft, reached: list[float], weights: Any) -> Scale:
    """A scale that holds every score reached, or says what is beyond it: rising, falling, or bent."""
    low, high = min(reached) - draft.draw(st.sampled_from([0, 10])), max(reached) + 5
    if draft.shape.beyond and draft.draw(st.booleans()):
        beyond = draft.draw(st.sampled_from(["hold", "extend"] if weights is _WEIGHTS["weighted"] else ["hold"]))
        quarter = (high - low) / 4
        return replace(_scale_between(draft, low + quarter, high - quarter), beyond=beyond)
    return _scale_between(draft, low, high)


def _scale_between(draft: Draft, low: float, high: float) -> Scale:
    kind = draft.draw(st.sampled_from(["rising", "falling", "bent"]))
    if kind == "bent":
        middle = low + (high - low) * draft.draw(st.sampled_from([0.25, 0.5]))
        return Scale(low, high, ((low, 0.0), (middle, draft.draw(st.sampled_from([0.2, 0.7]))), (high, 1.0)))
    return Scale(low, high) if kind == "rising" else Scale(high, low)
