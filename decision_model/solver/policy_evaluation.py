"""What a rollback's policy leads to: reach of every node, choices made, contributions of considerations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from decision_model.model import Decision, Draws
from decision_model.model.compile.compiled import Level
from decision_model.solver.booked import cut_table
from decision_model.solver.criteria import CertaintyEquivalent, beside, cut_number, log_near_one
from decision_model.solver.rollback import SWEPT, TIE, Rollback, Sweep

PolicyRow = tuple[str, Mapping[str, str], tuple[str, ...], Mapping[str, float], float]


def best_branch(options: np.ndarray) -> np.ndarray:
    """The first option within the tie tolerance of the best: (nodes, options[, draws]) -> (nodes[, draws])."""
    best = options.max(axis=1, keepdims=True)
    return np.argmax(options >= best - tolerance(best), axis=1)


def tolerance(best: np.ndarray) -> np.ndarray:
    """How far below the best an option may stand and still be tied with it."""
    return TIE * np.maximum(1.0, np.abs(best))


def level_options(options: np.ndarray) -> np.ndarray:
    """Which options are within the tie tolerance of the best: (nodes, options) -> the same shape, boolean."""
    best = options.max(axis=1, keepdims=True)
    return np.isfinite(options) & (options >= best - tolerance(best))


def reach(rollback: Rollback, sweep: Sweep, split: bool = False) -> list[np.ndarray]:
    """Probability of every node under the policy, per level and at the end: (nodes,) each.

    Where options are level the first in the file is taken; with `split` each of them is, equally often, so that
    every node that some way of settling the ties leads to has a probability above 0.
    """
    here = np.ones(1)
    reached = [here]
    for index, level in enumerate(rollback.levels):
        after = np.zeros(len(rollback.levels[index + 1].keys) if index + 1 < len(rollback.levels) else 1)
        for branch, share in enumerate(_shares(rollback, sweep, index, split)):
            exists = level.children[:, branch] >= 0
            after += np.bincount(level.children[exists, branch], (here * share)[exists], minlength=len(after))
        here = after
        reached.append(here)
    return reached


def _shares(rollback: Rollback, sweep: Sweep, index: int, split: bool) -> Iterator[np.ndarray]:
    """The probability of each branch at each node: the event's chance, or the part of the times an option is taken."""
    level = rollback.levels[index]
    if not isinstance(level.step, Decision):
        table, rows = rollback.chance_table(index)
        yield from (chances.take(rows, axis=0) for chances in table)
    elif split:
        tied = level_options(sweep.choices[index])
        yield from (tied / np.maximum(tied.sum(axis=1, keepdims=True), 1)).T
    else:
        chosen = best_branch(sweep.choices[index])
        yield from (np.equal(chosen, branch).astype(float) for branch in range(level.children.shape[1]))


def policy(rollback: Rollback, sweep: Sweep, reached: list[np.ndarray]) -> Iterator[PolicyRow]:
    """Every choice the policy can come to: decision, history, best options, value of each option, probability.

    What follows each of several level options is there. The probability is that of coming here if the first of them is
    taken wherever options are level: 0 in histories that only another of them leads to.
    """
    spread = reach(rollback, sweep, split=True)
    before = booked_before(rollback, sweep, reached)
    elsewhere = booked_before(rollback, sweep, spread, split=True)
    for index, level in enumerate(rollback.levels):
        if not isinstance(level.step, Decision):
            continue
        options, tied = sweep.choices[index], level_options(sweep.choices[index])
        names = level.step.state_names
        for nodes in _told_apart(rollback, index, spread[index]):
            node = nodes[0]
            offered = [branch for branch in range(len(names)) if np.isfinite(options[node, branch])]
            if not offered:
                continue
            chance = reached[index][nodes].sum()
            booked = _booked_at(rollback, nodes, *((before, reached) if chance > 0 else (elsewhere, spread)), index)
            totals = {names[branch]: float(rollback.sign * options[node, branch] + booked) for branch in offered}
            chosen = tuple(names[branch] for branch in offered if tied[node, branch])
            yield level.step.name, history(level, int(node), rollback), chosen, totals, float(chance)


def _told_apart(rollback: Rollback, index: int, spread: np.ndarray) -> Iterator[np.ndarray]:
    """The nodes of a decision that have a probability, those together that it cannot tell apart."""
    if index not in rollback.sets:
        yield from np.flatnonzero(spread > 0)[:, None]
        return
    present = (nodes[spread[nodes] > 0] for nodes in rollback.sets[index].members())
    yield from (nodes for nodes in present if nodes.size)


def _booked_at(
    rollback: Rollback, nodes: np.ndarray, booked: list[np.ndarray], reached: list[np.ndarray], index: int
) -> float:
    """What has been booked before nodes that are not told apart; see `booked_before`."""
    if len(nodes) == 1:
        return float(booked[index][nodes[0]])
    together = np.zeros(len(nodes), dtype=np.int64)
    return float(_joined(rollback, together, reached[index][nodes], booked[index][nodes], 1)[0])


def _joined(rollback: Rollback, place: np.ndarray, flow: np.ndarray, amount: np.ndarray, places: int) -> np.ndarray:
    """(places,): the mean of the amounts (n,) that flow (n,) to each place; 0 where nothing flows.

    Under a risk tolerance it is their certainty equivalent, so that what follows can be added to it.
    """
    weight = np.bincount(place, flow, minlength=places)
    share = np.divide(flow, weight[place], out=np.zeros_like(flow), where=flow > 0)
    if not isinstance(rollback.at_event, CertaintyEquivalent):
        return np.bincount(place, share * amount, minlength=places)
    bend = rollback.sign * rollback.at_event.tolerance
    exponent = np.where(share > 0, -amount / bend, -np.inf)
    largest = np.full(places, -np.inf)
    np.maximum.at(largest, place, exponent)
    below = exponent - np.where(weight > 0, largest, 0.0)[place]
    added, short = (np.bincount(place, share * bent, minlength=places) for bent in (np.exp(below), np.expm1(below)))
    return np.asarray(np.where(weight > 0, -bend * (largest + log_near_one(added, short)), 0.0))


def history(level: Level, node: int, rollback: Rollback) -> dict[str, str]:
    """What sets a node apart as far as the step knows it, in words of the model; absent steps are left out."""
    known = level.step.knows if isinstance(level.step, Decision) else None
    states = {}
    for name, state in zip(level.names, level.keys[node], strict=True):
        names = rollback.model.steps[name].state_names
        if state < len(names) and (known is None or name in known):
            states[name] = names[state]
    return states


def booked_before(rollback: Rollback, sweep: Sweep, reached: list[np.ndarray], split: bool = False) -> list[np.ndarray]:
    """What has been booked before each node, offset included, in the shown direction: (nodes,) per level.

    The mean over the histories that lead there, under a risk tolerance their certainty equivalent. `reached` and
    `split` as in `reach`.
    """
    here = np.full(1, float(np.mean(rollback.offset)))
    before = [here]
    for index, level in enumerate(rollback.levels):
        rows = rollback.booked_totals(index)
        arriving = []
        for branch, share in enumerate(_shares(rollback, sweep, index, split)):
            exists = level.children[:, branch] >= 0
            amount = here[exists]
            if rows is not None and level.booking is not None:
                amount = amount + rows.take(level.booking.row[exists, branch], axis=0)
            arriving.append((level.children[exists, branch], (reached[index] * share)[exists], amount))
        child, flow, amount = (np.concatenate(parts) for parts in zip(*arriving, strict=True))
        here = _joined(rollback, child, flow, amount, len(reached[index + 1]))
        before.append(here)
    return before


def contributions(rollback: Rollback) -> Mapping[str, Draws]:
    """Expected contribution of each leaf under the policy: float, or (draws,) where numbers have draws."""
    leaves = rollback.model.leaves
    if rollback.draw_cuts:
        parts_of_pieces = [(contributions(piece), draws) for piece, draws in rollback.pieces()]
        return {
            leaf.name: np.concatenate([np.broadcast_to(own[leaf.name], draws) for own, draws in parts_of_pieces])
            for leaf in leaves
        }
    if not rollback.draws:
        sweep, together = (
            rollback.sweep(keep=True),
            max(1, SWEPT // max(level.children.size for level in rollback.levels)),
        )
        cuts = [range(low, min(low + together, len(leaves))) for low in range(0, len(leaves), together)]
        contributed = np.concatenate([_contributed_together(rollback, sweep, cut) for cut in cuts])
        return {leaf.name: float(value) for leaf, value in zip(leaves, contributed, strict=True)}
    parts = [_contributions_of(rollback, cut) for cut in rollback.cuts]
    return {leaf.name: np.concatenate([part[leaf_index] for part in parts]) for leaf_index, leaf in enumerate(leaves)}


def expected_values(rollback: Rollback, sweep: Sweep, reached: list[np.ndarray]) -> np.ndarray:
    """(leaves,): what each leaf comes to on average under the policy, before weights; `reached` as in `reach`.

    In shares of its scale for totals that are straight in the weights, as it is booked otherwise; without draws.
    """
    values = np.zeros(len(rollback.model.leaves))
    for leaf, start in rollback.unweighted_starts.items():
        values[leaf] = float(np.mean(start))
    for index, level in enumerate(rollback.levels):
        booked = rollback.booked[index]
        if booked is None or level.booking is None:
            continue
        for branch, share in enumerate(_shares(rollback, sweep, index, split=False)):
            flow, rows = reached[index] * share, level.booking.row[:, branch]
            for leaf, part in booked.parts.items():
                values[leaf] += float((flow * part.take(rows)).sum())
    return values


def _contributions_of(rollback: Rollback, cut: slice) -> list[np.ndarray]:
    sweep = rollback.sweep(cut, keep=True)
    width = cut.stop - cut.start
    return [
        np.broadcast_to(_contribution(rollback, sweep, leaf, cut), width) for leaf in range(len(rollback.model.leaves))
    ]


def _contributed_together(rollback: Rollback, sweep: Sweep, leaves: range) -> np.ndarray:
    """(leaves,): the expected contribution of several leaves, rolled back beside one another; without draws."""
    value = np.zeros((1, len(leaves)))
    for index in range(len(rollback.levels) - 1, -1, -1):
        level, adds = rollback.levels[index], _leaf_adds(rollback, index, leaves)
        columns = []
        for branch in range(level.children.shape[1]):
            after = value if len(value) == 1 else value.take(level.children[:, branch], axis=0, mode="wrap")
            if adds is not None and level.booking is not None:
                after = after + adds.take(level.booking.row[:, branch], axis=0)
            columns.append(after)
        if index in sweep.choices:
            value = picked(columns, best_branch(sweep.choices[index])[:, None])
        else:
            chances, rows = rollback.chance_table(index)
            shares = (chances[branch].take(rows)[:, None] for branch in range(len(columns)))
            value = sum(share * column for share, column in zip(shares, columns, strict=True))
    starts = [rollback.starts.get(rollback.model.leaves[leaf].name, 0.0) for leaf in leaves]
    return np.asarray(value[0] + np.array(starts))


def _leaf_adds(rollback: Rollback, index: int, leaves: range) -> np.ndarray | None:
    """What each row of a level's booking adds to several leaves, (rows, leaves); None where it adds nothing."""
    booked, booking = rollback.booked[index], rollback.levels[index].booking
    if booked is None or booking is None or booked.parts.keys().isdisjoint(leaves):
        return None
    adds = np.zeros((booking.rows, len(leaves)))
    for leaf in booked.parts.keys() & set(leaves):
        weight = 1.0 if rollback.weights is None else rollback.weights[leaf]
        adds[:, leaf - leaves.start] = booked.parts[leaf] * weight
    return adds


def _contribution(rollback: Rollback, sweep: Sweep, leaf: int, cut: slice | None) -> np.ndarray:
    """One leaf's expected contribution, rolled back along the choices already made: scalar or (draws,)."""
    value = np.zeros((1, 1)) if rollback.draws else np.zeros(1)
    for index in range(len(rollback.levels) - 1, -1, -1):
        columns = list(_leaf_columns(rollback, index, leaf, value, cut))
        if index in sweep.choices:
            value = picked(columns, best_branch(sweep.choices[index]))
        else:
            chances, rows = rollback.chance_table(index)
            shares = (cut_table(chances[branch], cut).take(rows, axis=0) for branch in range(len(columns)))
            value = sum(beside(share, column) * column for share, column in zip(shares, columns, strict=True))
    start = rollback.starts.get(rollback.model.leaves[leaf].name, 0.0)
    return value[0] + cut_number(start, cut)


def picked(columns: Sequence[np.ndarray], chosen: np.ndarray) -> np.ndarray:
    """From each node the column that was chosen there, draw by draw."""
    shape = np.broadcast_shapes(chosen.shape, *(column.shape for column in columns))
    values = np.broadcast_to(columns[0], shape)
    for branch, column in enumerate(columns[1:], 1):
        values = np.where(np.equal(chosen, branch), column, values)
    return values


def _leaf_columns(
    rollback: Rollback, index: int, leaf: int, value: np.ndarray, cut: slice | None
) -> Iterator[np.ndarray]:
    """Each branch's contribution from one leaf: what it books and what follows."""
    level, booked = rollback.levels[index], rollback.booked[index]
    adds = None
    if booked is not None and leaf in booked.parts:
        adds = beside(cut_table(booked.parts[leaf], cut), value)
        if rollback.weights is not None:
            adds = adds * cut_number(rollback.weights[leaf], cut)
    for branch in range(level.children.shape[1]):
        after = value if len(value) == 1 else value.take(level.children[:, branch], axis=0, mode="wrap")
        if adds is not None and level.booking is not None:
            after = after + adds.take(level.booking.row[:, branch], axis=0)
        yield after
