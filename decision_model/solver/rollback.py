"""The engine: numbers filled into a model's structure and rolled back level by level, in columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np

from decision_model.model import Adjusted, Consideration, Decision, DecisionModel, Draws
from decision_model.model.compile.compiled import Booking, Level, ScoreTerm
from decision_model.model.scores import term_scores
from decision_model.solver import criteria
from decision_model.solver.booked import Booked, cut_table, weighted_sum
from decision_model.solver.chances import level_chances
from decision_model.solver.criteria import (
    AtDecision,
    AtEvent,
    BestOption,
    CertaintyEquivalent,
    Cut,
    GivenPlan,
    beside,
    mean,
)
from decision_model.solver.draw_pieces import draw_cuts, of_draws
from decision_model.solver.limited_memory import follow, limited_levels
from decision_model.solver.non_additive import shared_out
from decision_model.solver.plan_search import best_limited_plan, settled
from decision_model.solver.progress import each

CHUNK = 512
"""Draws swept together at most, so that a level's columns stay in the processor's cache."""

SWEPT = 2**22
"""Numbers that a sweep over some draws may hold at a level or, where all levels are kept, in all; 34 MB."""

THREADS = 2
"""Parts of the draws that are swept at once; numpy lets another thread run meanwhile, and more gain little."""

TIE = criteria.TIE

Table = TypeVar("Table")


@dataclass(frozen=True)
class Sweep:
    """One rollback: `values[i]` (nodes[, draws]) before level i, the end's last; `choices` per decision level.

    `choices[i]` (nodes, options[, draws]) is the value of each option, -inf where it is not on offer. All in the
    direction of the choice: for `better: lower` the sign is turned.
    """

    values: list[np.ndarray]
    choices: dict[int, np.ndarray]


class Rollback:
    """A model's numbers, filled once, when they are first asked for, into the tables that sweeps read.

    `at_event` and `at_decision` say what a value is there: by default the mean (the certainty equivalent where the
    model has a risk tolerance) and the best of what is on offer. `tail` (nodes, leaves) is what follows the last
    level, per consideration and before weights, where chance-only levels have been folded into it.
    """

    def __init__(self, model: DecisionModel, at_event: AtEvent | None = None, at_decision: AtDecision | None = None):
        self.model = model
        self.levels = model.structure.levels
        self.sign = -1.0 if model.better == "lower" else 1.0
        self.tolerance = None if model.risk_tolerance is None else model.risk_tolerance.at(model.values)
        usual = mean if self.tolerance is None else CertaintyEquivalent(self.tolerance)
        self.at_event: AtEvent = at_event or usual
        self.at_decision: AtDecision = at_decision or BestOption(model)
        self.tail: np.ndarray | None = None
        self.sets = {} if isinstance(at_decision, GivenPlan) else limited_levels(model)
        self._criteria = at_event, at_decision

    @cached_property
    def draw_cuts(self) -> list[slice]:
        """Pieces of the draws that are worked out one after another, as their tables are large; none: all at once."""
        return draw_cuts(self.model)

    def pieces(self) -> Iterator[tuple[Rollback, int]]:
        """A rollback of each piece of the draws, and how many draws it has."""
        for cut in self.draw_cuts:
            yield Rollback(of_draws(self.model, cut), *self._criteria), cut.stop - cut.start

    @cached_property
    def chances(self) -> list[np.ndarray | None]:
        """The chances of each event, (branches, rows[, draws]); None for decisions."""
        return self._filled("chances", self._fill_chances)

    def _fill_chances(self) -> list[np.ndarray | None]:
        tables: dict[str, np.ndarray] = {}
        return [
            None if isinstance(level.step, Decision) else level_chances(self.model, level, tables)
            for level in self.levels
        ]

    def _filled(self, what: Any, fill: Callable[[], Table]) -> Table:
        """A table of the model's numbers, filled once for all copies that differ in choices alone."""
        known = self.model.filled
        if what not in known:
            known[what] = fill()
        table: Table = known[what]
        return table

    @cached_property
    def booked(self) -> list[Booked | None]:
        """What each level's branches add; None where that is nothing."""
        return self._filled("booked", lambda: list(map(self._booked, self.levels)))

    def _booked(self, level: Level) -> Booked | None:
        if level.booking is None:
            return None
        values = self._values(level.booking)
        return Booked(values if self.model.total_rule.adds_up else shared_out(self.model, values))

    def _values(self, booking: Booking) -> dict[int, np.ndarray]:
        """The value, or the part of it, that each leaf has in each row."""
        return {term.leaf: self._value(self.model.leaves[term.leaf], term) for term in booking.terms}

    def _value(self, leaf: Consideration, term: ScoreTerm) -> np.ndarray:
        scores = term_scores(term, self.model)
        return np.asarray(self.model.total_rule.value(leaf.scale, scores, term.whole))

    @cached_property
    def weights(self) -> np.ndarray | None:
        """(leaves,) or (leaves, draws): points of the total for a full value; None where parts are booked in points."""
        return self._filled("weights", self._fill_weights)

    def _fill_weights(self) -> np.ndarray | None:
        if not self.model.total_rule.linear_in_weights:
            return None
        shares = [np.atleast_1d(self.model.weights[leaf.name]) for leaf in self.model.leaves]
        draws = max(share.size for share in shares)
        table = 100.0 * np.stack([np.broadcast_to(share, draws) for share in shares])
        return table[:, 0] if draws == 1 else table

    @cached_property
    def unweighted_starts(self) -> dict[int, Draws]:
        """Value, before weights, of the start of every leaf whose score is booked in parts."""
        return {
            position: self._start_value(leaf, leaf.scores)
            for position, leaf in enumerate(self.model.booked)
            if isinstance(leaf.scores, Adjusted) and not self._is_whole(position)
        }

    @cached_property
    def starts(self) -> dict[str, Draws]:
        """What each consideration contributes in every history: the start of scores booked in parts."""
        weights = self.weights
        return {
            self.model.leaves[position].name: start if weights is None else start * weights[position]
            for position, start in self.unweighted_starts.items()
        }

    def _is_whole(self, position: int) -> bool:
        terms = (term for level in self.levels if level.booking for term in level.booking.terms)
        return any(term.leaf == position and term.whole for term in terms)

    def _start_value(self, leaf: Consideration, scores: Adjusted) -> Draws:
        start: Draws = self.model.total_rule.value(leaf.scale, scores.start.at(self.model.values))
        return start

    @cached_property
    def offset(self) -> Draws:
        """The sum of `starts`, a float or (draws,): what every history adds to the total."""
        starts = list(self.starts.values())
        return sum(starts[1:], start=starts[0]) if starts else 0.0

    @cached_property
    def draws(self) -> int:
        """Number of draws, 0 where every number is a single one."""
        if self.draw_cuts:
            return self.draw_cuts[-1].stop
        sizes = [table.shape[-1] for table in self.chances if table is not None and table.ndim == 3]
        sizes += [part.shape[1] for booked in self.booked if booked for part in booked.parts.values() if part.ndim == 2]
        sizes += [self.weights.shape[1]] if self.weights is not None and self.weights.ndim == 2 else []
        sizes += [number.size for number in (self.tolerance, self.offset) if isinstance(number, np.ndarray)]
        return max(sizes, default=0)

    @property
    def cuts(self) -> list[slice]:
        """The draws in parts of at most CHUNK, fewer in a large model, which are swept one by one; none without."""
        chunk = max(1, min(CHUNK, SWEPT // max(1, sum(level.children.size for level in self.levels))))
        return [slice(low, min(low + chunk, self.draws)) for low in range(0, self.draws, chunk)]

    def total(self) -> Draws:
        """The best attainable total (certainty equivalent under a risk tolerance), offset included.

        Float, or (draws,).
        """
        if self.draw_cuts:
            return np.concatenate([np.broadcast_to(piece.total(), draws) for piece, draws in self.pieces()])
        if not self.draws:
            return float(self.sign * self.sweep().values[0][0] + self.offset)
        folded = self.fold()
        cuts = folded.cuts
        if len(cuts) == 1:
            parts = [folded.sweep(cuts[0]).values[0][0]]
        else:
            with ThreadPoolExecutor(THREADS) as pool:
                swept_cuts = pool.map(lambda cut: folded.sweep(cut).values[0][0], cuts)
                parts = each("Solving the draws", lambda _: next(swept_cuts), cuts)
        swept = np.concatenate(
            [np.broadcast_to(part, cut.stop - cut.start) for part, cut in zip(parts, cuts, strict=True)]
        )
        return self.sign * swept + self.offset

    def fold(self) -> Rollback:
        """Where only weights have draws: the levels after the last decision become one expected vector per node."""
        last = max((index for index, level in enumerate(self.levels) if isinstance(level.step, Decision)), default=-1)
        if self.at_event is not mean or not self._only_weights_are_drawn() or last == len(self.levels) - 1:
            return self
        unit = self._with_weights(np.eye(len(self.model.leaves)))
        value = np.zeros((1, 1))
        for index in range(len(self.levels) - 1, last, -1):
            value = unit.expect(index, unit.columns(index, value, None), None)
        folded = self._copied()
        folded.__dict__["draws"] = self.draws
        folded.levels = self.levels[: last + 1]
        folded.tail = np.broadcast_to(value, (len(value), len(self.model.leaves)))
        return folded

    def _only_weights_are_drawn(self) -> bool:
        tables = any(table is not None and table.ndim == 3 for table in self.chances)
        parts = any(part.ndim == 2 for booked in self.booked if booked for part in booked.parts.values())
        return self.weights is not None and self.weights.ndim == 2 and not tables and not parts

    def _with_weights(self, weights: np.ndarray) -> Rollback:
        """The same filled tables under other weights (leaves, draws)."""
        reweighted = self._copied()
        reweighted.__dict__.update(weights=weights, draws=weights.shape[1])
        return reweighted

    def _copied(self) -> Rollback:
        """A copy that shares the tables, which are filled now if they have not been."""
        assert len(self.chances) == len(self.booked)
        return copy(self)

    def deciding(self, at_decision: AtDecision) -> Rollback:
        """The same filled tables, with another rule of choosing."""
        redirected = self._copied()
        redirected.at_decision = at_decision
        return redirected

    def sweep(self, draws: slice | None = None, keep: bool = False) -> Sweep:
        """Roll back from the end; with `keep` the values of all levels and options stay."""
        if self.sets:
            return self._limited_sweep(draws, keep)
        value = self.end(draws)
        values = [value]
        choices: dict[int, np.ndarray] = {}
        for index in range(len(self.levels) - 1, -1, -1):
            value = self.step_back(index, value, draws, choices if keep else None)
            values = [value, *values] if keep else [value]
        return Sweep(values, choices)

    def _limited_sweep(self, draws: slice | None, keep: bool) -> Sweep:
        """The best plan where decisions have limited memory; an option's value there is that over all it may be in.

        Values of options are means or certainty equivalents: there are none where another criterion holds at events.
        """
        plan = best_limited_plan(self, self.sets, draws)
        if not keep:
            values = follow(self, self.sets, plan, draws).values
            return Sweep([values[0] if draws is not None else values[0][..., 0]], {})
        followed = settled(self, self.sets, plan, draws)
        choices = dict(followed.options)
        for index, sets in self.sets.items():
            own = sets.of_node >= 0
            choices[index] = choices[index].copy()
            choices[index][own] = followed.set_values(index)[sets.of_node[own]]
        if draws is None:
            return Sweep([v[..., 0] for v in followed.values], {index: c[..., 0] for index, c in choices.items()})
        return Sweep(followed.values, choices)

    def step_back(
        self, index: int, value: np.ndarray, draws: Cut, choices: dict[int, np.ndarray] | None = None
    ) -> np.ndarray:
        """From the values after a level those before it, (nodes[, draws]); the options' values go into `choices`."""
        level, columns = self.levels[index], self.columns(index, value, draws)
        if not isinstance(level.step, Decision):
            return self.expect(index, columns, draws)
        best, options = self.at_decision(index, level, columns)
        if choices is not None:
            choices[index] = np.stack(options, axis=1)
        return best

    def end(self, draws: Cut) -> np.ndarray:
        """What follows the last level, (nodes[, draws])."""
        if self.tail is None:
            return np.zeros((1, 1)) if self.draws else np.zeros(1)
        assert self.weights is not None
        return weighted_sum(list(self.tail.T), cut_table(self.weights, draws))

    def chance_table(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        """An event's chances (branches, rows[, draws]) and the row of each node (nodes,)."""
        table, rows = self.chances[index], self.levels[index].chance
        assert table is not None
        assert rows is not None
        return table, rows

    def added(self, index: int, draws: Cut) -> np.ndarray | None:
        """What each row of a level's booking adds, (rows,) or (rows, draws), larger is better; None without one."""
        booked = self.booked[index]
        if booked is None:
            return None
        if draws is None and not self.draws:
            return self._filled(("added", index), lambda: np.asarray(self.sign * booked.total(self.weights, None)))
        return self.sign * booked.total(self.weights, draws)

    def booked_totals(self, index: int) -> np.ndarray | None:
        """What each row of a level's booking adds to the total, (rows,), where nothing is drawn; None without one."""
        added = self.added(index, None)
        return None if added is None else self.sign * added

    def columns(self, index: int, value: np.ndarray, draws: Cut) -> Iterator[np.ndarray]:
        """Each branch's value: what it books and what follows, (nodes[, draws])."""
        level, added = self.levels[index], self.added(index, draws)
        adds = None if added is None else beside(added, value)
        for branch in range(level.children.shape[1]):
            after = value if len(value) == 1 else value.take(level.children[:, branch], axis=0, mode="wrap")
            if adds is not None and level.booking is not None:
                after = after + adds.take(level.booking.row[:, branch], axis=0)
            yield after

    def expect(self, index: int, columns: Iterator[np.ndarray], draws: Cut) -> np.ndarray:
        """The value of an event from what its outcomes lead to, (nodes[, draws])."""
        table, rows = self.chance_table(index)
        branches = []
        for branch, column in enumerate(columns):
            row = cut_table(table[branch], draws).take(rows, axis=0)
            branches.append((beside(row, column), column))
        return self.at_event(branches, draws)
