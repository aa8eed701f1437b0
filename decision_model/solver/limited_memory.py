"""Decisions that do not know all that has happened: which histories each cannot tell apart, and what a plan does there.

A plan takes one option in all histories of a set; how good an option is there is its mean over the set, weighed by how
likely the rest of the plan leads to each history (Lauritzen & Nilsson 2001).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

import numpy as np

from decision_model.model import Decision, DecisionModel, Draws
from decision_model.model.compile.compiled import Level
from decision_model.model.compile.reachable import group
from decision_model.solver.criteria import TIE, AtDecision, AtEvent, CertaintyEquivalent, Cut, cut_number

LimitedPlan = dict[int, np.ndarray]
"""For the level of each decision of limited memory the branch taken in each of its sets: (sets, draws)."""


class Filled(Protocol):
    """A model's numbers in tables, as `Rollback` holds them."""

    at_event: AtEvent
    at_decision: AtDecision

    @property
    def levels(self) -> Sequence[Level]:
        """The levels of its structure."""

    def end(self, draws: Cut) -> np.ndarray:
        """What follows the last level."""

    def columns(self, index: int, value: np.ndarray, draws: Cut) -> Iterator[np.ndarray]:
        """Each branch's value."""

    def expect(self, index: int, columns: Iterator[np.ndarray], draws: Cut) -> np.ndarray:
        """The value of an event."""

    def chance_table(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        """An event's chances and the row of each node."""

    def added(self, index: int, draws: Cut) -> np.ndarray | None:
        """What each row of a level's booking adds."""


@dataclass(frozen=True)
class Sets:
    """The histories before a decision that it cannot tell apart.

    `of_node` (nodes,) numbers the set of each node, -1 where the decision does not arise; `first` (sets,) is a node of
    each; `nodes` lists the nodes in order of their sets, of which each begins at `starts` (sets,).
    """

    of_node: np.ndarray
    first: np.ndarray
    nodes: np.ndarray
    starts: np.ndarray

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.first)

    def members(self) -> list[np.ndarray]:
        """The nodes of each set."""
        return np.split(self.nodes, self.starts[1:])


def information_sets(model: DecisionModel, level: Level) -> Sets | None:
    """The sets of a level; None where its decision can tell all of its nodes apart, or it is an event."""
    step = level.step
    if not isinstance(step, Decision) or step.knows is None or set(level.names) <= set(step.knows):
        return None
    arises = (level.children[:, : len(step.options)] >= 0).any(axis=1)
    places = [place for place, name in enumerate(level.names) if name in step.knows]
    sizes = [model.structure.sizes[level.names[place]] for place in places]
    present = np.flatnonzero(arises)
    first, number = group([level.keys[present, place] for place in places], sizes, len(present))
    of_node = np.full(level.size, -1, dtype=np.int64)
    of_node[present] = number
    nodes = present[np.argsort(number, kind="stable")]
    starts = np.searchsorted(of_node[nodes], np.arange(len(first)))
    return Sets(of_node, present[first], nodes, starts)


def limited_levels(model: DecisionModel) -> Mapping[int, Sets]:
    """The sets of each level at which a decision has forgotten something that matters."""
    if all(decision.knows is None for decision in model.decisions):
        return {}
    found = ((index, information_sets(model, level)) for index, level in enumerate(model.structure.levels))
    return {index: sets for index, sets in found if sets is not None and sets.count}


@dataclass(frozen=True)
class Followed:
    """A plan of the limited decisions, followed through filled tables; the other decisions do best.

    `values[i]` (nodes, draws) stands before level i, the end's last; `options[i]` (nodes, branches, draws) is what each
    branch of a decision leads to, -inf where it is not on offer. Larger is better.
    """

    filled: Filled
    sets: Mapping[int, Sets]
    plan: LimitedPlan
    draws: Cut
    values: list[np.ndarray]
    options: dict[int, np.ndarray]
    carried: dict[bool, list[np.ndarray]] = field(default_factory=dict)
    """How much each node counts, by level as far as it has been worked out, without and with options mixed."""

    @cached_property
    def _tolerance(self) -> Draws | None:
        """The risk tolerance under which what counts is carried in logarithms, lest it overflow; None for means."""
        at_event = self.filled.at_event
        return cut_number(at_event.tolerance, self.draws) if isinstance(at_event, CertaintyEquivalent) else None

    def set_values(self, index: int) -> np.ndarray:
        """(sets, branches, draws): what each option of a limited decision is worth in each of its sets.

        In a set that the plan never leads to, histories weigh as if every option above were taken equally often.
        """
        nodes, starts = self.sets[index].nodes, self.sets[index].starts
        never, alike = (0.0, 1.0) if self._tolerance is None else (-np.inf, 0.0)
        own = self._carried(index, mixed=False)[nodes]
        lengths = np.diff(starts, append=len(own))
        for is_last in (False, True):
            reached = np.maximum.reduceat(own, starts, axis=0) > never
            if reached.all():
                break
            stand_in = np.full_like(own, alike) if is_last else self._carried(index, mixed=True)[nodes]
            own = np.where(np.repeat(reached, lengths, axis=0), own, stand_in)
        largest = np.repeat(np.maximum.reduceat(own, starts, axis=0), lengths, axis=0)
        share = own / largest if self._tolerance is None else np.exp(own - largest)
        share /= np.repeat(np.add.reduceat(share, starts, axis=0), lengths, axis=0)
        columns = np.moveaxis(self.options[index][nodes], 1, 0)
        return np.stack([self._mean(column, share, starts, lengths) for column in columns], axis=1)

    def _mean(self, column: np.ndarray, share: np.ndarray, starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        """(sets, draws): an option's mean, or certainty equivalent, over the nodes of each set."""
        offered = np.isfinite(column)
        column = np.where(offered, column, 0.0)
        tolerance = self._tolerance
        if tolerance is not None:
            exponent = np.where(share > 0, -column / tolerance, -np.inf)
            largest = np.maximum.reduceat(exponent, starts, axis=0)
            bent = share * np.exp(exponent - np.repeat(largest, lengths, axis=0))
            mean = -tolerance * (largest + np.log(np.add.reduceat(bent, starts, axis=0)))
        else:
            mean = np.add.reduceat(share * column, starts, axis=0)
        return np.where(offered[starts], mean, -np.inf)

    def _carried(self, upto: int, mixed: bool) -> np.ndarray:
        """(nodes, draws) at a level: how much each node counts, by its probability; its logarithm under a tolerance.

        Under a risk tolerance that is times the mean of exp(-t/R) of what was booked on the way. `mixed` takes every
        option on offer equally often.
        """
        is_log = self._tolerance is not None
        never = -np.inf if is_log else 0.0
        join: np.ufunc = np.logaddexp if is_log else np.add
        carried = self.carried.setdefault(mixed, [])
        if not carried:
            carried.append(np.full((1, self.values[0].shape[1]), 0.0 if is_log else 1.0))
        for index in range(len(carried) - 1, upto):
            level, here = self.filled.levels[index], carried[index]
            source, branch, child, starts = level.arrivals
            part = self._scaled(self._parts(index, mixed))
            flow = here[source] + part if is_log else here[source] * part
            factor = self._log_factor(index)
            if factor is not None and level.booking is not None:
                flow = flow + factor[level.booking.row[source, branch]]
            after = np.full((self.filled.levels[index + 1].size, here.shape[1]), never)
            after[child[starts]] = join.reduceat(flow, starts, axis=0)
            carried.append(after)
        return carried[upto]

    def _parts(self, index: int, mixed: bool) -> np.ndarray:
        """(branches that exist, draws or 1): the part that each takes, in the order of the level's `arrivals`."""
        source, branch, _, _ = self.filled.levels[index].arrivals
        if index not in self.options:
            table, rows = self.filled.chance_table(index)
            drawn = table[..., None] if table.ndim == 2 else table[..., self.draws]
            return np.asarray(drawn[branch, rows[source]])
        if not mixed:
            return np.equal(self.taken(index)[source], branch[:, None])
        offered = np.isfinite(self.options[index])
        return np.asarray((offered / offered.sum(axis=1, keepdims=True))[source, branch])

    def answering(self, index: int, chosen: np.ndarray) -> Followed:
        """The plan with other choices (sets, draws) at one decision: what stands below it stays as it is."""
        plan = {**self.plan, index: chosen}
        values, options = _rolled(self.filled, self.sets, plan, self.draws, (index, self.values[index + 1]))
        free = min((place for place in self.options if place not in plan), default=index)
        known = {mixed: here[: min(free, index) + 1] for mixed, here in self.carried.items()}
        return Followed(
            self.filled,
            self.sets,
            plan,
            self.draws,
            [*values, *self.values[index + 1 :]],
            {**self.options, **options},
            known,
        )

    def _scaled(self, shares: np.ndarray) -> np.ndarray:
        with np.errstate(divide="ignore"):
            return shares if self._tolerance is None else np.log(shares)

    def taken(self, index: int) -> np.ndarray:
        """(nodes, draws): the branch taken at each node of a decision."""
        best = first_best(self.options[index])
        if index not in self.plan:
            return best
        of_node = self.sets[index].of_node
        return np.where(of_node[:, None] >= 0, self.plan[index][of_node], best)

    def _log_factor(self, index: int) -> np.ndarray | None:
        """(rows, draws or 1): under a risk tolerance the logarithm of what a row of the booking multiplies by."""
        added = self.filled.added(index, self.draws)
        if added is None or self._tolerance is None:
            return None
        return -(added if added.ndim == 2 else added[:, None]) / self._tolerance


def first_best(options: np.ndarray) -> np.ndarray:
    """The first option that is level with the best: (nodes or sets, options, draws) -> (nodes or sets, draws)."""
    best = options.max(axis=1, keepdims=True)
    return np.argmax(options >= best - TIE * np.maximum(1.0, np.abs(best)), axis=1)


def follow(filled: Filled, sets: Mapping[int, Sets], plan: LimitedPlan, draws: Cut) -> Followed:
    """Roll a plan back; a limited decision that the plan leaves out does best at every node, as if it knew all."""
    end = with_draws(filled.end(draws), draws)
    values, options = _rolled(filled, sets, plan, draws, (len(filled.levels) - 1, end))
    return Followed(filled, sets, plan, draws, [*values, end], options)


def _rolled(
    filled: Filled, sets: Mapping[int, Sets], plan: LimitedPlan, draws: Cut, last: tuple[int, np.ndarray]
) -> tuple[list[np.ndarray], dict[int, np.ndarray]]:
    """The values before each level down to the `last`, given those after it, and what options lead to."""
    start, value = last
    values: list[np.ndarray] = []
    options: dict[int, np.ndarray] = {}
    for index in range(start, -1, -1):
        level, columns = filled.levels[index], filled.columns(index, value, draws)
        if not isinstance(level.step, Decision):
            value = filled.expect(index, columns, draws)
        else:
            value, branches = filled.at_decision(index, level, columns)
            options[index] = np.stack(branches, axis=1)
            if index in plan:
                of_node = sets[index].of_node
                branch = plan[index][of_node]
                own = np.take_along_axis(options[index], branch[:, None, :], axis=1)[:, 0]
                value = np.where(of_node[:, None] >= 0, own, value)
        values.append(value)
    return values[::-1], options


def with_draws(end: np.ndarray, draws: Cut) -> np.ndarray:
    """The values at the end, (nodes, draws), with one draw where numbers are single."""
    if draws is None:
        return end[:, None]
    width = draws.stop - draws.start if isinstance(draws, slice) else len(draws)
    return np.broadcast_to(end, (len(end), width))
