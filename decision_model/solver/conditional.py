"""Expectations under a policy, given that some events have turned out one way or another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from decision_model.errors import ModelError, Problem
from decision_model.model import Decision, DecisionModel, Draws, Event
from decision_model.model.compile.compiled import Level
from decision_model.solver.booked import cut_table
from decision_model.solver.criteria import beside, cut_number
from decision_model.solver.draw_pieces import by_draws
from decision_model.solver.limited_memory import Sets
from decision_model.solver.policy_evaluation import best_branch, picked
from decision_model.solver.rollback import SWEPT, TIE, Rollback, Sweep

MEASURES = 6
"""Tables of one size that are needed to roll back what is measured, how likely it is, and whether it is as given."""

Given = Mapping[str, tuple[str, ...]]
Adds = Callable[[int, int, slice | None], np.ndarray | float]
"""What a branch adds to the measured quantity: (level, branch, draws) -> (nodes[, draws]) or one number."""


def expected(model: DecisionModel, on: str | None, given: Given) -> Draws:
    """Expected value of a consideration (0..100 of its scale; its unit for sums), or of the total, given some states.

    Decisions in `given` are forced wherever they arise, and free ones taken so that this can happen; events are
    conditioned on. `on` names a scored consideration or a group (its leaves weighted inside it); None is the total.
    A float, or (draws,) where the model holds draws. Raises ModelError where what is given cannot happen.
    """
    return by_draws(_forced(model, given), lambda forced: _expected(forced, [on], given)[0])


def expected_of_leaves(model: DecisionModel, given: Given) -> np.ndarray:
    """(leaves,) or (leaves, draws): what `expected` gives for each scored consideration, in one sweep for all."""
    names = [leaf.name for leaf in model.leaves]

    def stacked(forced: DecisionModel) -> np.ndarray:
        return np.stack(np.broadcast_arrays(*_expected(forced, names, given)))

    return np.asarray(by_draws(_forced(model, given), stacked))


def _expected(forced: DecisionModel, on: Sequence[str | None], given: Given) -> list[Draws]:
    """What is expected of each measure where what is given is forced already."""
    rollback = Rollback(forced)
    adds, starts = zip(*(_total_adds(rollback, name) for name in on), strict=True)
    return [mean + start for mean, start in zip(_means(rollback, given, adds), starts, strict=True)]


def _total_adds(rollback: Rollback, on: str | None) -> tuple[Adds, Draws]:
    """What branches add to what is measured, and what every history adds to it."""
    leaves = _leaves(rollback.model, on)
    start: Draws = sum((_start(rollback, leaf) * share for leaf, share in leaves.items()), start=0.0)

    def adds(index: int, branch: int, cut: slice | None) -> np.ndarray | float:
        booked, booking = rollback.booked[index], rollback.levels[index].booking
        if booked is None or booking is None:
            return 0.0
        counted = {leaf: share for leaf, share in leaves.items() if leaf in booked.parts}
        parts = [_part(rollback, booked.parts[leaf], share, cut) for leaf, share in counted.items()]
        if not parts:
            return 0.0
        drawn = any(part.ndim == 2 for part in parts)
        parts = [part[:, None] if drawn and part.ndim == 1 else part for part in parts]
        whole = sum(parts[1:], start=parts[0])
        return whole.take(booking.row[:, branch], axis=0)

    return adds, start


def chance(model: DecisionModel, event: str, outcome: str, given: Given) -> Draws:
    """Probability of an outcome under the best policy, given some states; decisions in `given` are forced."""
    return by_draws(_forced(model, given), lambda forced: _chance(forced, event, outcome, given))


def _chance(forced: DecisionModel, event: str, outcome: str, given: Given) -> Draws:
    """The same where what is given is forced already."""
    rollback = Rollback(forced)
    position = forced.position[event]
    state = forced.steps[event].state_names.index(outcome)

    def adds(index: int, branch: int, _cut: slice | None) -> float:
        return float(index == position and branch == state)

    return _means(rollback, given, [adds])[0]


def by_outcome(model: DecisionModel, outcomes: Sequence[tuple[str, str]]) -> tuple[np.ndarray, np.ndarray]:
    """(n,) each: the chance of each (event, outcome) under the best policy, and the expected total given it.

    The same as `chance` and `expected` give one by one, in two sweeps over many. The total is NaN where the outcome
    cannot come about. For models without draws.
    """
    rollback = Rollback(model)
    sweep, adds, start = rollback.sweep(keep=True), *_total_adds(rollback, None)
    together = max(1, SWEPT // (MEASURES * max(level.children.size for level in rollback.levels)))
    cuts = [outcomes[low : low + together] for low in range(0, len(outcomes), together)]
    chances = [_means_of(rollback, sweep, [{}] * len(cut), [_counting(model, cut)])[0] for cut in cuts]
    totals = [_means_of(rollback, sweep, [{event: (state,)} for event, state in cut], [adds])[0] for cut in cuts]
    return np.concatenate(chances), np.concatenate(totals) + start


def _counting(model: DecisionModel, outcomes: Sequence[tuple[str, str]]) -> Adds:
    """1 on the branch of an outcome, 0 on all others: (1, outcomes)."""
    branches = [(model.position[event], model.steps[event].state_names.index(state)) for event, state in outcomes]
    return lambda index, branch, _cut: np.array([[float(own == (index, branch)) for own in branches]])


def _forced(model: DecisionModel, given: Given) -> DecisionModel:
    chosen = {
        name: states[0]
        for name, states in given.items()
        if isinstance(model.steps[name], Decision) and len(states) == 1
    }
    return model.varied(choose=chosen) if chosen else model


def _leaves(model: DecisionModel, on: str | None) -> dict[int, Draws]:
    """Leaves that make up what is measured, and how much each counts (shares for weighted totals)."""
    if on is None or not model.total_rule.has_weights:
        names = [leaf.name for top in model.walk() if on in (None, top.name) for leaf in top.leaves()]
        shares: Mapping[str, Draws] = model.weights
        return {index: shares.get(leaf.name, 1.0) for index, leaf in enumerate(model.leaves) if leaf.name in names}
    top = next(consideration for consideration in model.walk() if consideration.name == on)
    inside = {index: leaf.name for index, leaf in enumerate(model.leaves) if leaf in tuple(top.leaves())}
    if len(inside) == 1:
        return dict.fromkeys(inside, 1.0)
    whole = sum(model.weights[name] for name in inside.values())
    return {index: model.weights[name] / whole for index, name in inside.items()}


def _part(rollback: Rollback, part: np.ndarray, share: Draws, cut: slice | None) -> np.ndarray:
    """Points that a leaf's rows add: shares of 100 for weighted totals, what was booked otherwise."""
    column = cut_table(part, cut)
    if not rollback.model.total_rule.linear_in_weights:
        return column
    scaled = 100.0 * np.asarray(cut_number(share, cut))
    return (column[:, None] if scaled.ndim and column.ndim == 1 else column) * scaled


def _start(rollback: Rollback, leaf: int) -> Draws:
    start = rollback.unweighted_starts.get(leaf, 0.0)
    return start * (100.0 if rollback.model.total_rule.linear_in_weights else 1.0)


def _means(rollback: Rollback, given: Given, adds: Sequence[Adds]) -> list[Draws]:
    """The mean of each measure in each draw; NaN where what is given cannot happen; ModelError where it can in none."""
    if not rollback.draws:
        pieces = [_means_of(rollback, rollback.sweep(keep=True), [given], adds)]
    else:
        drawn = ((cut, rollback.sweep(cut, keep=True)) for cut in rollback.cuts)
        pieces = [
            [np.broadcast_to(mean, cut.stop - cut.start) for mean in _means_of(rollback, sweep, [given], adds, cut)]
            for cut, sweep in drawn
        ]
    if any(np.isnan(mean).all() for means in pieces for mean in means):
        states_given = ", ".join(f"{name}: {' or '.join(states)}" for name, states in given.items())
        message = f"{{{states_given}}} cannot happen."
        raise ModelError([Problem(("given",), message, "Give something that can.", code="given-is-impossible")])
    whole = [np.concatenate(means) for means in zip(*pieces, strict=True)]
    return [mean if rollback.draws else float(mean[0]) for mean in whole]


def _means_of(
    rollback: Rollback, sweep: Sweep, givens: Sequence[Given], adds: Sequence[Adds], cut: slice | None = None
) -> list[np.ndarray]:
    """Roll back all measures together with two things, by (nodes, draws) for one given, by (nodes, givens) for several.

    These are `likelihood`, the chance that the given events turn out so, and `fulfilled`, the chance that every given
    decision arises and is taken as given. Free decisions see to it that what is given can happen, then do best. Each
    measure is what `adds` has added in those histories. NaN where what is given cannot happen.
    """
    shape = (1, len(givens))
    likelihood, fulfilled, measures = np.ones(shape), np.ones(shape), [np.zeros(shape) for _ in adds]
    for index in range(len(rollback.levels) - 1, -1, -1):
        level = rollback.levels[index]
        is_event = isinstance(level.step, Event)
        likelihoods, fulfilments = list[np.ndarray](), list[np.ndarray]()
        measured: list[list[np.ndarray]] = [[] for _ in adds]
        stated = [given.get(level.step.name) for given in givens]
        for branch in range(level.children.shape[1]):
            matches = np.array([_matches(level, branch, states) for states in stated])
            fits = bool(matches.all())
            chance, done = (_after(value, level, branch) for value in (likelihood, fulfilled))
            conditioned = not fits and is_event
            chance = chance * matches if conditioned else chance
            likelihoods.append(chance)
            fulfilments.append(done if fits or is_event else done * matches)
            for measure, adding, column in zip(measures, adds, measured, strict=True):
                later, added = _after(measure, level, branch), adding(index, branch, cut)
                later = later * matches if conditioned else later
                if isinstance(added, np.ndarray) or added:
                    later = later + beside(np.atleast_1d(added), chance) * chance
                column.append(later)
        columns = (likelihoods, fulfilments, *measured)
        if is_event:
            likelihood, fulfilled, *measures = _averaged(rollback, index, columns, cut)
        else:
            sets = rollback.sets.get(index)
            likelihood, fulfilled, *measures = _chosen(level, sweep.choices[index], columns, sets)
    possible = (likelihood[0] > 0) & (fulfilled[0] > 0)
    return [
        np.divide(each[0], likelihood[0], out=np.full_like(each[0] + likelihood[0], np.nan), where=possible)
        for each in measures
    ]


def _after(value: np.ndarray, level: Level, branch: int) -> np.ndarray:
    return value if len(value) == 1 else value.take(level.children[:, branch], axis=0, mode="wrap")


def _matches(level: Level, branch: int, states: tuple[str, ...] | None) -> float:
    """Whether a branch is as given; a step that does not arise is not."""
    names = level.step.state_names
    return float(states is None or (branch < len(names) and names[branch] in states))


def _averaged(
    rollback: Rollback, index: int, columns: tuple[list[np.ndarray], ...], cut: slice | None
) -> list[np.ndarray]:
    """Each measure's mean over the branches of an event."""
    table, rows = rollback.chance_table(index)
    shares = [cut_table(chances, cut).take(rows, axis=0) for chances in table]
    return [
        sum(beside(share, column) * column for share, column in zip(shares, measure, strict=True))
        for measure in columns
    ]


def _chosen(
    level: Level, choices: np.ndarray, columns: tuple[list[np.ndarray], ...], sets: Sets | None
) -> list[np.ndarray]:
    """What follows the best of the options on offer that come nearest to what is given.

    `columns` are the likelihood, the fulfilment and each measure after each option: those after which what is given is
    possible come before the others. In histories that the decision cannot tell apart it is the same option.
    """
    likelihoods, fulfilments, *_ = columns
    choices = choices if choices.ndim == 3 else choices[..., None]
    pairs = zip(likelihoods, fulfilments, strict=True)
    ranks = np.stack([_every_node(level, fulfilled + (likely > 0)) for likely, fulfilled in pairs], axis=1)
    if sets is not None:
        own = sets.of_node >= 0
        ranks[own] = np.maximum.reduceat(ranks[sets.nodes], sets.starts, axis=0)[sets.of_node[own]]
    ranks = np.where(np.isfinite(choices), ranks, -1.0)
    nearest = ranks >= ranks.max(axis=1, keepdims=True) - TIE
    branch = best_branch(np.where(nearest, choices, -np.inf))
    return [picked([_every_node(level, column) for column in measure], branch) for measure in columns]


def _every_node(level: Level, column: np.ndarray) -> np.ndarray:
    return column if len(column) == level.size else np.broadcast_to(column, (level.size, *column.shape[1:]))
