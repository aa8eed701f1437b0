"""Which histories exist, level by level, with those merged that have the same future."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from decision_model.errors import Problem
from decision_model.model.compile.bayes import Evidence
from decision_model.model.steps import Decision, Event


@dataclass(frozen=True)
class ScoreTerm:
    """The part of one consideration's score that is known at one level.

    For a rule table `rule` (rows,) says which rule each row reads; for adjustments `pattern`
    (rows, len(adjustments)) says which of them apply. `states` (rows,) is the state, in each row, of the steps that
    formulas name for their values.
    """

    leaf: int
    rule: np.ndarray | None = None
    pattern: np.ndarray | None = None
    adjustments: tuple[int, ...] = ()
    whole: bool = True
    states: Mapping[str, np.ndarray] = field(default_factory=dict)


@dataclass(frozen=True)
class Booking:
    """What is added on each branch of a level: `row` (nodes, branches) into the terms' rows."""

    row: np.ndarray
    rows: int
    terms: tuple[ScoreTerm, ...]


@dataclass(frozen=True)
class Level:
    """All histories before one step, merged; branches are its states and, last, its absence if it can be absent.

    `keys` (nodes, len(names)) holds the states that set its nodes apart; `children` (nodes, branches) the node of the
    next level, -1 where a branch does not exist. For events `chance` (nodes,) names a row of the table that
    `evidence` describes: a rule (the row after the last rule is absence), or a combination of what is known.
    """

    step: Decision | Event
    names: tuple[str, ...]
    keys: np.ndarray
    children: np.ndarray
    booking: Booking | None
    chance: np.ndarray | None = None
    evidence: Evidence | None = None

    @property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.keys)

    @cached_property
    def arrivals(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """The branches that exist, by the node they lead to: their nodes, their places, and where each child begins.

        (source, branch, child, starts): the first three (branches,), in order of the child; `starts` are the places of
        the first branch that leads to each child.
        """
        source, branch = np.nonzero(self.children >= 0)
        child = self.children[source, branch]
        order = np.argsort(child, kind="stable")
        child = child[order]
        return source[order], branch[order], child, np.flatnonzero(np.diff(child, prepend=-1))

    @property
    def can_be_absent(self) -> bool:
        """Whether the last branch is the step's absence."""
        return self.children.shape[1] > len(self.step.states)


@dataclass(frozen=True)
class Structure:
    """The levels of a model in sequence; it knows no number of the model."""

    levels: tuple[Level, ...]
    sizes: Mapping[str, int]
    tables: Mapping[str, np.ndarray] = field(repr=False)
    problems: tuple[Problem, ...] = ()
    unused: tuple[Problem, ...] = ()

    @property
    def branches(self) -> int:
        """Number of branches that exist, over all levels."""
        return sum(int((level.children >= 0).sum()) for level in self.levels)

    def history(self, index: int, node: int) -> dict[str, str]:
        """One history that leads to a node of the level at `index`; absent steps are left out."""
        states_taken: dict[str, str] = {}
        for level in reversed(self.levels[:index]):
            parents, states = np.nonzero(level.children == node)
            node, state = int(parents[0]), int(states[0])
            if state < len(level.step.states):
                states_taken[level.step.name] = level.step.state_names[state]
        return dict(reversed(states_taken.items()))
