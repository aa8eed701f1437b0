"""The engine: numbers filled into a model's structure and rolled back level by level, in columns."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from decision_model.model import Adjusted, Consideration, Decision, DecisionModel, Draws
from decision_model.model.compile.compiled import Level, Term
from decision_model.model.scores import term_scores
from decision_model.solver.chances import level_chances
from decision_model.solver.non_additive import shared_out

CHUNK = 512
"""Draws swept together, so that a level's columns stay in the processor's cache."""

TIE = 1e-9
"""Totals closer than this (relative to their size, at least 1) are tied."""


@dataclass(frozen=True)
class Booked:
    """What each row of a level's booking adds, per consideration, before weights: leaf -> (rows[, draws])."""

    parts: dict[int, np.ndarray]

    def total(self, weights: np.ndarray | None, draws: slice | None) -> np.ndarray:
        """(rows,) or (rows, draws): weighted and added up."""
        parts = {leaf: cut_table(part, draws) for leaf, part in self.parts.items()}
        if weights is None:
            return _columns_aligned(list(parts.values()))
        cut = cut_table(weights, draws)
        if all(part.ndim == 1 for part in parts.values()):
            return np.stack(list(parts.values()), axis=-1) @ cut[list(parts)]
        columns = {leaf: part if part.ndim > 1 else part[:, None] for leaf, part in parts.items()}
        return _columns_aligned([column * cut[leaf] for leaf, column in columns.items()])


def cut_table(table: np.ndarray, draws: slice | None) -> np.ndarray:
    """Some draws of a table whose last axis, after at least one other, is draws."""
    return table if draws is None or table.ndim < 2 else table[..., draws]


def _columns_aligned(parts: list[np.ndarray]) -> np.ndarray:
    if any(part.ndim > 1 for part in parts):
        parts = [part if part.ndim > 1 else part[:, None] for part in parts]
    return sum(parts[1:], start=parts[0])


@dataclass(frozen=True)
class Sweep:
    """One rollback: `values[i]` (nodes[, draws]) before level i, the end's last; `choices` per decision level.

    `choices[i]` (nodes, options[, draws]) is the value of each option, -inf where it is not on offer. All in the
    direction of the choice: for `better: lower` the sign is turned.
    """

    values: list[np.ndarray]
    choices: dict[int, np.ndarray]


class Rollback:
    """A model's numbers, filled once into the tables that sweeps read."""

    def __init__(self, model: DecisionModel):
        self.model = model
        self.levels = model.structure.levels
        self.sign = -1.0 if model.better == "lower" else 1.0
        tables: dict[str, np.ndarray] = {}
        self.chances = [
            None if isinstance(level.step, Decision) else level_chances(model, level, tables) for level in self.levels
        ]
        self.booked = [self._booked(level) for level in self.levels]
        self.tolerance = None if model.risk_tolerance is None else model.risk_tolerance.at(model.values)

    def _booked(self, level: Level) -> Booked | None:
        if level.booking is None:
            return None
        parts: dict[int, np.ndarray] = {}
        for term in level.booking.terms:
            leaf = self.model.leaves[term.leaf]
            parts[term.leaf] = self._value(leaf, term)
        return Booked(parts if self.model.total_rule.adds_up else shared_out(self.model, parts))

    def _value(self, leaf: Consideration, term: Term) -> np.ndarray:
        scores = term_scores(term, leaf, self.model.values)
        return np.asarray(self.model.total_rule.value(leaf.scale, scores, term.whole))

    @cached_property
    def weights(self) -> np.ndarray | None:
        """(leaves,) or (leaves, draws): points of the total for a full value; None where parts are booked in points."""
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
            for position, leaf in enumerate(self.model.leaves)
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
        starts = list(self.starts.values())
        return sum(starts[1:], start=starts[0]) if starts else 0.0

    @cached_property
    def draws(self) -> int:
        """Number of draws, 0 where every number is a single one."""
        sizes = [table.shape[-1] for table in self.chances if table is not None and table.ndim == 3]
        sizes += [part.shape[1] for each in self.booked if each for part in each.parts.values() if part.ndim == 2]
        sizes += [self.weights.shape[1]] if self.weights is not None and self.weights.ndim == 2 else []
        sizes += [each.size for each in (self.tolerance, self.offset) if isinstance(each, np.ndarray)]
        return max(sizes, default=0)

    def total(self) -> Draws:
        """The best attainable total (certainty equivalent under a risk tolerance), offset included."""
        if not self.draws:
            return float(self.sign * self.sweep().values[0][0] + self.offset)
        cuts = [slice(low, min(low + CHUNK, self.draws)) for low in range(0, self.draws, CHUNK)]
        folded = self.fold()
        if len(cuts) == 1:
            parts = [folded.sweep(cuts[0]).values[0][0]]
        else:
            with ThreadPoolExecutor(2) as pool:
                parts = list(pool.map(lambda cut: folded.sweep(cut).values[0][0], cuts))
        swept = np.concatenate([np.broadcast_to(p, c.stop - c.start) for p, c in zip(parts, cuts, strict=True)])
        return self.sign * swept + self.offset

    def fold(self) -> Rollback:
        """Where only weights have draws: the levels after the last decision become one expected vector per node."""
        if self.weights is None or self.weights.ndim == 1 or self.tolerance is not None or self._other_draws():
            return self
        last = max((i for i, level in enumerate(self.levels) if isinstance(level.step, Decision)), default=-1)
        if last == len(self.levels) - 1:
            return self
        return _Folded(self, last + 1)

    def _other_draws(self) -> bool:
        tables = any(table is not None and table.ndim == 3 for table in self.chances)
        return tables or any(part.ndim == 2 for each in self.booked if each for part in each.parts.values())

    def sweep(self, draws: slice | None = None, keep: bool = False) -> Sweep:
        """Roll back from the end; with `keep` the values of all levels and options stay."""
        value = self.end(draws)
        kept = [value]
        choices: dict[int, np.ndarray] = {}
        for index in range(self.last, -1, -1):
            level = self.levels[index]
            columns = self.columns(index, value, draws)
            if isinstance(level.step, Decision):
                value = self.decide(level, columns, choices if keep else None, index)
            else:
                value = self.expect(level, index, columns, draws)
            kept = [value, *kept] if keep else [value]
        return Sweep(kept, choices)

    @property
    def last(self) -> int:
        return len(self.levels) - 1

    def end(self, draws: slice | None) -> np.ndarray:
        return np.zeros(1) if not self.draws else np.zeros((1, 1))

    def chance_table(self, index: int) -> tuple[np.ndarray, np.ndarray]:
        """An event's chances (branches, rows[, draws]) and the row of each node (nodes,)."""
        table, rows = self.chances[index], self.levels[index].chance
        assert table is not None
        assert rows is not None
        return table, rows

    def columns(self, index: int, value: np.ndarray, draws: slice | None) -> Iterator[np.ndarray]:
        """Each branch's value: what it books and what follows, (nodes[, draws])."""
        level, booked = self.levels[index], self.booked[index]
        adds = None if booked is None else self.sign * booked.total(self.weights, draws)
        if adds is not None and value.ndim == 2 and adds.ndim == 1:
            adds = adds[:, None]
        for branch in range(level.children.shape[1]):
            after = value if len(value) == 1 else value.take(level.children[:, branch], axis=0, mode="wrap")
            if adds is not None and level.booking is not None:
                after = after + adds.take(level.booking.row[:, branch], axis=0)
            yield after

    def expect(self, level: Level, index: int, columns: Iterator[np.ndarray], draws: slice | None) -> np.ndarray:
        table, rows = self.chance_table(index)
        chances = []
        for branch, column in enumerate(columns):
            row = cut_table(table[branch], draws).take(rows, axis=0)
            row = row[:, None] if column.ndim == 2 and row.ndim == 1 else row
            chances.append((row, column))
        if self.tolerance is not None:
            return certainty_equivalent(chances, cut_number(self.tolerance, draws))
        value = chances[0][0] * chances[0][1]
        for row, column in chances[1:]:
            value = value + row * column
        return value

    def decide(
        self, level: Level, columns: Iterator[np.ndarray], choices: dict[int, np.ndarray] | None, index: int
    ) -> np.ndarray:
        offered = on_offer(self.model, level)
        best: np.ndarray | None = None
        options = []
        for branch, column in enumerate(columns):
            if offered[branch] is not None:
                allowed = offered[branch]
                assert allowed is not None
                allowed = allowed[:, None] if column.ndim == 2 else allowed
                column = np.where(allowed, column, -np.inf)
            elif len(column) != level.size:
                column = np.broadcast_to(column, (level.size, *column.shape[1:]))
            options.append(column)
            best = column if best is None else np.maximum(best, column)
        assert best is not None
        if choices is not None:
            choices[index] = np.stack(options, axis=1)
        return best


def cut_number(number: Draws, draws: slice | None) -> Draws:
    """Some draws of one number."""
    return number[draws] if draws is not None and np.ndim(number) else number  # type: ignore[index]


class _Folded(Rollback):
    """A rollback whose chance-only tail is replaced by its expected values per consideration."""

    def __init__(self, whole: Rollback, start: int):
        self.__dict__.update(whole.__dict__)
        self.start = start
        unit = replace_weights(whole, np.eye(len(whole.model.leaves)))
        value = np.zeros((1, 1))
        for index in range(len(self.levels) - 1, start - 1, -1):
            value = unit.expect(self.levels[index], index, unit.columns(index, value, None), None)
        self.tail = np.broadcast_to(value, (len(value), len(whole.model.leaves)))

    @property
    def last(self) -> int:
        return self.start - 1

    def end(self, draws: slice | None) -> np.ndarray:
        assert self.weights is not None
        return self.tail @ cut_table(self.weights, draws)


def replace_weights(whole: Rollback, weights: np.ndarray) -> Rollback:
    """The same filled tables under other weights (leaves, draws)."""
    other = object.__new__(Rollback)
    other.__dict__.update(whole.__dict__)
    other.__dict__["weights"] = weights
    other.__dict__["draws"] = weights.shape[1]
    return other


def on_offer(model: DecisionModel, level: Level) -> list[np.ndarray | None]:
    """Per branch of a decision the nodes where it may be taken, forced and withheld choices included; None: all."""
    exists = level.children >= 0
    names = level.step.state_names
    for option in model.withheld.get(level.step.name, ()):
        exists[:, names.index(option)] = False
    if level.step.name in model.forced:
        forced = names.index(model.forced[level.step.name])
        taken = exists[:, forced].copy()
        exists[taken] = False
        exists[taken, forced] = True
    return [None if column.all() else column for column in exists.T]


def certainty_equivalent(branches: list[tuple[np.ndarray, np.ndarray]], tolerance: Draws) -> np.ndarray:
    """-R ln sum p exp(-t/R) over (chance, total) pairs, stable for large |t/R| (Howard & Matheson 1972).

    Nodes that cannot be reached (all chances 0) get 0. Where the sum is near 1 (large |R|) its logarithm is taken from
    the sum's distance to 1, which keeps its digits.
    """
    exponents = [np.where(chance > 0, -total / tolerance, -np.inf) for chance, total in branches]
    largest = exponents[0]
    for exponent in exponents[1:]:
        largest = np.maximum(largest, exponent)
    largest = np.where(np.isfinite(largest), largest, 0.0)
    pairs = [(chance, exponent - largest) for (chance, _), exponent in zip(branches, exponents, strict=True)]
    added = sum(chance * np.exp(below) for chance, below in pairs)
    short = sum(chance * np.expm1(below) for chance, below in pairs)
    possible = np.greater(added, 0)
    plain = np.log(np.where(possible, added, 1.0))
    near_one = np.log1p(np.where(possible, np.maximum(short, -0.75), 0.0))
    logged = np.where(np.less(added, 0.5), plain, near_one)
    return np.where(possible, -tolerance * (largest + logged), 0.0)
