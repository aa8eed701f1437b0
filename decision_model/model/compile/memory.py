"""The memory that building and solving take, estimated level by level before any of it is taken."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from decision_model.model.compile.bayes import Evidence, factor_scopes, product_scopes
from decision_model.model.compile.compiler import Builder
from decision_model.model.compile.score_levels import Settlement, scores_of, splits
from decision_model.model.steps import Decision, Event
from decision_model.model.tables import Adjusted, score_numbers

GROUPING = 48
"""Bytes a row while rows are grouped: codes, their order, and the group of each."""

EDGE = 25
"""Bytes a branch while a level is built: node and state it comes from, the node it leads to, whether it exists."""

BAYES_TABLES = 4
"""Tables of one size that Bayes' rule holds together: a product, its sum, the chances, and one in the making."""

SITUATION = 1_000
"""Bytes of a situation for which the plan says what to do: its history, its options and their totals."""

FLOAT, STATE, INDEX = 8, 2, 4


@dataclass(frozen=True)
class LevelSize:
    """How many nodes a level has, and how many branches leave them."""

    nodes: int
    branches: int


@dataclass(frozen=True)
class LevelMemory:
    """Bytes of one level: `kept` by the structure and a solution, `passing` while it is built, solved or listed."""

    kept: int
    passing: int


class MemoryEstimate:
    """What the levels of a model take in memory, given their sizes."""

    def __init__(self, builder: Builder):
        self.builder = builder
        self.model = builder.model

    def revision(self, known: Evidence) -> LevelMemory:
        """Bytes of the chances of an event that is revised by what has been seen, and of the tables on the way."""
        factors = factor_scopes(self.model, known)
        tables = [self._combinations(scope) for scope in product_scopes(self.model, known)]
        passing = (BAYES_TABLES - 1) * FLOAT * max(tables) + FLOAT * sum(map(self._combinations, factors))
        return LevelMemory(FLOAT * tables[-1], passing)

    def dense(self, event: Event) -> LevelMemory:
        """Bytes of the table of an event over all its causes, and of its making."""
        cases = self._combinations(event.parents)
        return LevelMemory(FLOAT * cases, cases * (3 * STATE * len(event.parents) + GROUPING + FLOAT))

    def level(self, index: int, size: LevelSize) -> LevelMemory:
        """Bytes of the level at an index."""
        step, remembered = self.model.sequence[index], len(self.builder.kept[index])
        branches = self.builder.sizes[step.name]
        slots = size.nodes * branches
        built = INDEX * slots + STATE * size.nodes * remembered
        building = size.branches * (EDGE + STATE * (remembered + 1) + GROUPING)
        solved, solving = FLOAT * size.nodes, FLOAT * size.nodes * (2 * branches + 2)
        if isinstance(step, Decision):
            solved += FLOAT * slots
            solving = max(solving, SITUATION * self._situations(index, size.nodes))
        else:
            built += INDEX * size.nodes
        if self.builder.settlements[index]:
            scope = {name for settlement in self.builder.settlements[index] for name in settlement.names}
            rows = min(size.branches, self._combinations(scope))
            built += INDEX * slots
            building += FLOAT * size.branches + rows * (2 * STATE * len(scope) + GROUPING)
            solved += rows * sum(map(self._term, self.builder.settlements[index]))
        return LevelMemory(built + solved, max(building, solving))

    def _term(self, settlement: Settlement) -> int:
        """Bytes a row of what a consideration adds."""
        scores = scores_of(settlement.leaf)
        once = FLOAT if self.model.total_rule.adds_up else 2 * FLOAT
        once += STATE * len({name for number in score_numbers(scores) for name in self.model.steps_in(number)})
        if not isinstance(scores, Adjusted):
            return INDEX + once
        whole = not splits(self.model, settlement.leaf)
        return once + len(scores.adjustments if whole else settlement.adjustments)

    def _situations(self, index: int, nodes: int) -> int:
        """Nodes of a decision that one plan comes to: what has been decided before is settled."""
        decided = [name for name in self.builder.kept[index] if isinstance(self.model.steps[name], Decision)]
        return max(1, nodes // self._combinations(decided))

    def _combinations(self, names: Iterable[str]) -> int:
        return prod(self.builder.sizes[name] for name in names)
