"""Small models judged path by path from their own definitions; shares no code with the engine.

A *world* is one way everything can turn out: a state for every step, its weight (the product of the chances that its
events' own tables give, whatever the order in which they become known) and its worth. Bayes revision is nowhere done:
the value of a policy is the plain sum of weight times worth over the worlds that it lets happen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from itertools import pairwise, product

from decision_model.model.considerations import Consideration, Scale
from decision_model.model.decision_model import DecisionModel
from decision_model.model.formulas import Constant, Formula, Reference
from decision_model.model.numbers import Number
from decision_model.model.steps import Decision, Event
from decision_model.model.tables import Adjusted, Condition, RuleTable

States = Mapping[str, str]
Worth = float | Decimal
"""What is maximised: the total itself, or under a risk tolerance its utility, which may be as small as e ** -1000."""

SAME = Context(prec=15)
"""Digits in which utilities have to differ for one to be better."""


@dataclass(frozen=True)
class World:
    """`states` leaves out absent steps; `total` is on the shown scale, `worth` is what is maximised."""

    states: States
    weight: float
    contributions: Mapping[str, float]
    total: float
    worth: Worth


@dataclass(frozen=True)
class Verdict:
    """What an optimal policy gives: on the shown scale, with the worlds it lets happen."""

    total: float
    expected_total: float
    contributions: Mapping[str, float]
    worlds: tuple[World, ...]


def worlds(model: DecisionModel) -> list[World]:
    """Every world, impossible ones (weight 0) included."""
    return [_world(model, states, weight) for states, weight in _grow(model, {}, 1.0, _causes_first(model))]


def best(model: DecisionModel) -> Verdict:
    """The best policy, history by history on unnormalised weights; the first option in the file wins a tie."""
    return verdict(model, best_among(model, worlds(model)))


def best_among(model: DecisionModel, found: list[World], depth: int = 0) -> list[World]:
    """The worlds, out of those given, that the best policy lets happen from a step on."""
    return _best(model, found, depth)


def best_committed(model: DecisionModel, decision: str, before: str) -> Verdict:
    """The best policy when a decision is taken just above a step, the same in every history below.

    Only an option that is on offer wherever the decision then arises can be committed to.
    """
    return verdict(model, _committed(model, worlds(model), 0, decision, before))


def verdict(model: DecisionModel, kept: list[World]) -> Verdict:
    """What a set of worlds gives whose weights sum to 1."""
    return Verdict(
        sure_equivalent(model, mean((world.weight, world.worth) for world in kept)),
        math.fsum(world.weight * world.total for world in kept),
        {leaf.name: math.fsum(w.weight * w.contributions[leaf.name] for w in kept) for leaf in model.leaves},
        tuple(kept),
    )


def best_of_all_policies(model: DecisionModel) -> float:
    """The best policy found by scoring every single one; only for models with few (see `count_policies`)."""
    return sure_equivalent(model, max(_worth(kept) for kept in policies(model, worlds(model), 0)))


def policies(model: DecisionModel, found: list[World], depth: int) -> Iterator[list[World]]:
    """The worlds that each (reduced) policy lets happen, from a history on."""
    if depth == len(model.sequence):
        yield found
        return
    groups = _branches(model, found, depth)
    if _chooses(model, groups, depth):
        for group in groups.values():
            yield from policies(model, group, depth + 1)
        return
    for parts in product(*(list(policies(model, group, depth + 1)) for group in groups.values())):
        yield [world for part in parts for world in part]


def count_policies(model: DecisionModel) -> int:
    """How many reduced policies there are."""
    return _count(model, worlds(model), 0)


def following(model: DecisionModel, choose: Mapping[tuple[str, tuple[tuple[str, str], ...]], str]) -> list[World]:
    """The worlds that a policy lets happen; `choose` maps (decision, history) to the option taken."""
    return [world for world in worlds(model) if _obeys(model, world, choose)]


def history(model: DecisionModel, states: States, step: str) -> tuple[tuple[str, str], ...]:
    """What is known just before a step: earlier steps that arose, in sequence."""
    before = [each.name for each in model.sequence[: [s.name for s in model.sequence].index(step)]]
    return tuple((name, states[name]) for name in before if name in states)


def mean(weighed: Iterable[tuple[float, Worth]]) -> Worth:
    """The sum of weights times worths; where these are utilities, however small they are."""
    found = list(weighed)
    if any(isinstance(worth, Decimal) for _, worth in found):
        return SAME.plus(sum((Decimal(weight) * Decimal(worth) for weight, worth in found), Decimal(0)))
    return math.fsum(weight * float(worth) for weight, worth in found)


def sure_equivalent(model: DecisionModel, utility: Worth) -> float:
    """The total on the shown scale that is worth a utility."""
    tolerance = _tolerance(model)
    if tolerance is None:
        return _sign(model) * float(utility)
    return _sign(model) * -tolerance * float(abs(Decimal(utility)).ln())


def utility(model: DecisionModel, total: float) -> Worth:
    """What a total on the shown scale is worth to the one who maximises: -exp(-t/R), or exp(-t/R) for R below 0."""
    tolerance, gain = _tolerance(model), _sign(model) * total
    return gain if tolerance is None else (Decimal(-gain) / Decimal(tolerance)).exp().copy_sign(Decimal(-tolerance))


def holds(condition: Condition, states: States) -> bool:
    """Whether any alternative has all its names in one of their states; an absent step matches nothing."""
    return any(
        all(name in states and states[name] in allowed for name, allowed in alternative.items())
        for alternative in condition.alternatives
    )


def amount(given: Number, model: DecisionModel, states: States | None = None) -> float:
    """A number's value, with the parameters worked out as often as they are met, and steps by their states."""
    return _compute(given.formula, model, states or {})


def offered(decision: Decision, states: States) -> list[str]:
    """The options that a decision has in a history."""
    return [option.name for option in decision.options if holds(option.only_if, states)]


def chances(event: Event, states: States, model: DecisionModel) -> dict[str, float]:
    """The chances that an event's own table gives; outcomes that it does not name are left out."""
    then = next(rule.then for rule in event.chance.rules if holds(rule.when, states))
    found = {outcome: amount(given, model) for outcome, given in then.numbers.items()}
    if then.rest is not None:
        found[then.rest] = 1.0 - math.fsum(found.values())
    return found


def score(leaf: Consideration, states: States, model: DecisionModel) -> float:
    """What the first matching rule says, or the start and every adjustment that matches."""
    if isinstance(leaf.scores, Adjusted):
        matching = [rule.then for rule in leaf.scores.adjustments if holds(rule.when, states)]
        return math.fsum(amount(each, model, states) for each in (leaf.scores.start, *matching))
    assert isinstance(leaf.scores, RuleTable)
    return next(amount(rule.then, model, states) for rule in leaf.scores.rules if holds(rule.when, states))


def worth_between(scale: Scale | None, given: float) -> float:
    """A score on a scale as a value 0..1."""
    scale = scale or Scale()
    points = sorted(scale.points) or sorted([(scale.worst, 0.0), (scale.best, 1.0)])
    for (left, low), (right, high) in pairwise(points):
        if left <= given <= right:
            return low + (high - low) * (given - left) / (right - left)
    if scale.beyond == "hold":
        return points[0][1] if given < points[0][0] else points[-1][1]
    if scale.beyond == "extend":
        (x, y), (other_x, other_y) = points[:2] if given < points[0][0] else points[:-3:-1]
        return y + (given - x) * (other_y - y) / (other_x - x)
    raise AssertionError(f"{given} lies outside the scale {points}")


def shares(model: DecisionModel) -> dict[str, float]:
    """Each scored consideration's share of the whole weight."""
    found: dict[str, float] = {}

    def divide(group: tuple[Consideration, ...], whole: float) -> None:
        local = [1.0 if each.weight is None else amount(each.weight, model) for each in group]
        local = local if sum(local) else [1.0] * len(group)
        for each, weight in zip(group, local, strict=True):
            share = whole * weight / sum(local)
            if each.considerations:
                divide(each.considerations, share)
            else:
                found[each.name] = share

    divide(model.considerations, 1.0)
    return found


def _compute(formula: Formula, model: DecisionModel, states: States) -> float:
    if isinstance(formula, Constant):
        return float(formula.value)
    if isinstance(formula, Reference):
        return _named(formula.name, model, states)
    first, *others = [_compute(operand, model, states) for operand in formula.operands]
    if formula.symbol in ("negative", "abs"):
        return -first if formula.symbol == "negative" else abs(first)
    if formula.symbol in ("min", "max"):
        return {"min": min, "max": max}[formula.symbol]([first, *others])
    (second,) = others
    if formula.symbol in ("/", "^"):
        return first / second if formula.symbol == "/" else first**second
    return {"+": first + second, "-": first - second, "*": first * second}[formula.symbol]


def _named(name: str, model: DecisionModel, states: States) -> float:
    """A parameter, or the value of the state in which a step is."""
    if name in model.parameters:
        return amount(model.parameters[name].number, model)
    value = next(state.value for state in model.steps[name].states if state.name == states[name])
    assert value is not None
    return amount(value, model)


def _causes_first(model: DecisionModel) -> list[Decision | Event]:
    """An order in which every step stands below all that its tables and conditions name."""
    waiting = list(model.sequence)
    placed: list[Decision | Event] = []
    while waiting:
        names = {step.name for step in placed}
        ready = next(step for step in waiting if _read_by(step) <= names)
        waiting.remove(ready)
        placed.append(ready)
    return placed


def _read_by(step: Decision | Event) -> set[str]:
    read = [step.only_if]
    read += [option.only_if for option in step.options] if isinstance(step, Decision) else []
    read += [rule.when for rule in step.chance.rules] if isinstance(step, Event) else []
    return {name for condition in read for alternative in condition.alternatives for name in alternative}


def _grow(
    model: DecisionModel, states: States, weight: float, left: list[Decision | Event]
) -> Iterator[tuple[States, float]]:
    if not left:
        yield states, weight
        return
    step, *left = left
    if not holds(step.only_if, states):
        yield from _grow(model, states, weight, left)
    elif isinstance(step, Decision):
        for option in offered(step, states):
            yield from _grow(model, {**states, step.name: option}, weight, left)
    else:
        for outcome, chance in chances(step, states, model).items():
            yield from _grow(model, {**states, step.name: outcome}, weight * chance, left)


def _world(model: DecisionModel, states: States, weight: float) -> World:
    added = _contributions(model, {leaf.name: score(leaf, states, model) for leaf in model.leaves})
    total = math.fsum(added.values())
    return World(states, weight, added, total, utility(model, total))


def _contributions(model: DecisionModel, scores: Mapping[str, float]) -> dict[str, float]:
    if model.combine == "sum":
        return dict(scores)
    values = {leaf.name: worth_between(leaf.scale, scores[leaf.name]) for leaf in model.leaves}
    if model.combine == "weighted":
        share = shares(model)
        return {name: 100 * share[name] * value for name, value in values.items()}
    from tests.oracle import together

    return together.contributions(model, values)


def _tolerance(model: DecisionModel) -> float | None:
    return None if model.risk_tolerance is None else amount(model.risk_tolerance, model)


def _sign(model: DecisionModel) -> int:
    return -1 if model.better == "lower" else 1


def _best(model: DecisionModel, found: list[World], depth: int) -> list[World]:
    if depth == len(model.sequence):
        return found
    groups = _branches(model, found, depth)
    kept = [_best(model, group, depth + 1) for group in groups.values()]
    if _chooses(model, groups, depth):
        return max(kept, key=_worth)
    return [world for each in kept for world in each]


def _committed(model: DecisionModel, found: list[World], depth: int, decision: str, before: str) -> list[World]:
    step = model.sequence[depth]
    if step.name == before:
        return _commit(model, found, depth, decision)
    groups = _branches(model, found, depth)
    kept = [_committed(model, group, depth + 1, decision, before) for group in groups.values()]
    if _chooses(model, groups, depth):
        return max(kept, key=_worth)
    return [world for each in kept for world in each]


def _commit(model: DecisionModel, found: list[World], depth: int, decision: str) -> list[World]:
    taken = {}
    for option in next(each for each in model.decisions if each.name == decision).options:
        if all(holds(option.only_if, world.states) for world in found if decision in world.states):
            left = [world for world in found if world.states.get(decision, option.name) == option.name]
            taken[option.name] = best_among(model, left, depth)
    forced = model.forced.get(decision)
    return taken[forced] if forced in taken else max(taken.values(), key=_worth)


def _worth(found: list[World]) -> Worth:
    return mean((world.weight, world.worth) for world in found)


def _count(model: DecisionModel, found: list[World], depth: int) -> int:
    if depth == len(model.sequence):
        return 1
    groups = _branches(model, found, depth)
    counts = [_count(model, group, depth + 1) for group in groups.values()]
    return sum(counts) if _chooses(model, groups, depth) else math.prod(counts)


def _branches(model: DecisionModel, found: list[World], depth: int) -> dict[str | None, list[World]]:
    step = model.sequence[depth]
    groups: dict[str | None, list[World]] = {name: [] for name in (*step.state_names, None)}
    for world in found:
        groups[world.states.get(step.name)].append(world)
    withheld = model.withheld.get(step.name, ())
    groups = {state: group for state, group in groups.items() if group and state not in withheld}
    forced = model.forced.get(step.name)
    return {forced: groups[forced]} if forced is not None and forced in groups else groups


def _chooses(model: DecisionModel, groups: Mapping[str | None, list[World]], depth: int) -> bool:
    chooses = isinstance(model.sequence[depth], Decision)
    assert not chooses or None not in groups or len(groups) == 1, "a decision must be known to arise or not"
    return chooses


def _obeys(model: DecisionModel, world: World, choose: Mapping[tuple[str, tuple[tuple[str, str], ...]], str]) -> bool:
    return all(
        choose.get((step.name, history(model, world.states, step.name)), world.states[step.name])
        == world.states[step.name]
        for step in model.sequence
        if isinstance(step, Decision) and step.name in world.states
    )
