"""The decision tree of a solved model: every history spelled out, with rolled-back values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.question import PAIRS, Ask, Bounds, Question, decides
from decision_model.analysis.result import Result
from decision_model.analysis.statement import Statement
from decision_model.analysis.verdict import judgement, with_verdict
from decision_model.errors import ModelError, Problem, TooLargeError
from decision_model.model import Decision, DecisionModel, Event, Option, Outcome
from decision_model.model.labels import consideration_labels, step_labels, step_state_labels
from decision_model.solver.policy_evaluation import tolerance
from decision_model.solver.rollback import Rollback
from decision_model.words.amounts import Amounts
from decision_model.words.sentences import counted

DOES_NOT_ARISE = Outcome("", "does not arise")


@dataclass(frozen=True)
class Branch:
    """An option or outcome and where it leads; `best` marks chosen options (all that tie), and every outcome."""

    state: Option | Outcome
    chance: float | None
    best: bool
    node: Node


@dataclass(frozen=True)
class Node:
    """A decision, an event, or an end (`step` is None) of one history.

    `value` is the rolled-back total of the whole path through here (certainty equivalent under a risk tolerance),
    `chance` the probability of coming here if our choices lead here, `reached` whether the policy can come here,
    `contributions` (ends only) what each consideration adds, `impossible` the outcomes left out.
    """

    step: Decision | Event | None
    value: float
    chance: float
    reached: bool
    branches: tuple[Branch, ...] = ()
    contributions: Mapping[str, float] = field(default_factory=dict)
    impossible: int = 0

    def walk(self) -> Iterator[Node]:
        """This node and all below it, depth first, in file order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(branch.node for branch in reversed(node.branches))


@dataclass(frozen=True)
class TreePart:
    """Which part of a tree is to be shown.

    `depth` counts steps from the start, `only_best` leaves out what the policy rejects, `start` names states on the way
    to the first node. `fold` draws identical continuations once; False shows all, None as much as can be read.
    """

    depth: int | None = None
    only_best: bool = False
    start: Mapping[str, str] = field(default_factory=dict)
    fold: bool | None = None


@dataclass(frozen=True, repr=False)
class DecisionTree(Result):
    """The answer of `tree`: `size` counts all nodes, `ends` the histories; `part` is what of it is to be shown."""

    solution: Solution
    root: Node
    size: int
    ends: int
    part: TreePart = field(default_factory=TreePart)

    @property
    def model(self) -> DecisionModel:  # type: ignore[override]
        return self.solution.model

    @property
    def statement(self) -> Statement:
        """The answer of `solve`, of which the tree shows the working."""
        solved = self.solution.statement
        ends = f"The tree has {counted(self.ends, 'end')}, one a history"
        if self.solution.rollback.sets:
            ends += "; a decision takes the same option in all histories that it cannot tell apart"
        verdict = None if self.model.followed else judgement(self.model)
        return with_verdict(Statement(solved.headline, ends, solved.reasons, finding=None), verdict)

    @property
    def point_amounts(self) -> Amounts:
        return self.solution.amounts(node.value for node in self.root.walk())

    @property
    def columns(self) -> tuple[Column, ...]:
        heads, labels = step_labels(self.model), consideration_labels(self.model)
        steps = [
            Column(f"{'option' if isinstance(step, Decision) else 'outcome'}.{step.name}", heads[step.name], Kind.name)
            for step in self.model.sequence
        ]
        parts = [Column(f"contribution.{leaf.name}", labels[leaf.name], Kind.points) for leaf in self.model.leaves]
        return (*steps, Column("chance", "chance", Kind.chance), Column("total", "total", Kind.points), *parts)

    def rows(self) -> Iterable[Sequence[Any]]:
        """One row a history: the state of every step, its chance, its total and the contributions."""
        labels = step_state_labels(self.model)
        names = [step.name for step in self.model.sequence]
        for history, node in _histories(self.root, {}):
            states = [labels.get((name, history.get(name, ""))) for name in names]
            yield [*states, node.chance, node.value, *(node.contributions[leaf.name] for leaf in self.model.leaves)]


def _histories(node: Node, history: dict[str, str]) -> Iterator[tuple[dict[str, str], Node]]:
    if node.step is None:
        yield history, node
    for branch in node.branches:
        assert node.step is not None
        yield from _histories(branch.node, {**history, node.step.name: branch.state.name})


@checked
def tree(  # noqa: PLR0913 - the options of the question
    solved: Solution | DecisionModel,
    limit: Annotated[int, Bounds(1)] = 20_000,
    *,
    depth: Annotated[int | None, Ask("Only so many steps deep.", least=1)] = None,
    only_best: Annotated[bool, Ask("Only what the best plan can lead to.")] = False,
    start: Annotated[
        Mapping[str, str] | None,
        Ask("Only what follows, e.g. access=blocked.", PAIRS, option="from", may_be_empty=True),
    ] = None,
    fold: Annotated[
        bool | None, Ask("Parts that are alike once, or all of it, however small; without it, as much as can be read.")
    ] = None,
) -> DecisionTree:
    """Show the decision tree: every history in order, what it is worth, and what the best plan does.

    `depth`, `only_best`, `start` and `fold` say which part of it is shown (see `TreePart`); all of it is worked out.
    Raises TooLargeError when there are more than `limit` histories, ModelError for draws.
    """
    solution = solve(solved) if isinstance(solved, DecisionModel) else solved
    if solution.rollback.draws:
        raise ModelError("A model over draws has no single tree; draw it for one draw at a time.")
    ends = count_ends(solution.rollback)
    if ends > limit:
        raise TooLargeError(
            [
                Problem(
                    (),
                    f"the tree has {ends:,} ends; the limit is {limit:,}.",
                    "Ask for the influence diagram instead.",
                )
            ]
        )
    root = _TreeBuilder(solution).node(0, 0, _Path())
    nodes = list(root.walk())
    part = TreePart(depth, only_best, dict(start or {}), fold)
    return DecisionTree(solution, root, len(nodes), sum(node.step is None for node in nodes), part)


def count_ends(rollback: Rollback) -> int:
    """How many histories the whole tree has, impossible ones left out; exact for any size."""
    counts: list[int] = [1]
    for index in range(len(rollback.levels) - 1, -1, -1):
        level = rollback.levels[index]
        exists = level.children >= 0
        if isinstance(level.step, Event):
            table, rows = rollback.chance_table(index)
            exists = exists & (table[:, rows].T > 0)
        after = np.array(counts, dtype=object)
        counts = list(np.where(exists, after[level.children], 0).sum(axis=1))
    return int(counts[0])


@dataclass(frozen=True)
class _Path:
    """What led to a node: the sum booked so far, its parts by consideration, its chance, whether the plan takes it."""

    booked: float = 0.0
    parts: Mapping[str, float] = field(default_factory=dict)
    chance: float = 1.0
    reached: bool = True


class _TreeBuilder:
    """The nodes of the tree, from the levels of a solved model."""

    def __init__(self, solution: Solution):
        self.rollback = solution.rollback
        self.sweep = solution.sweep
        self.model = solution.model
        self.leaves = [leaf.name for leaf in self.model.leaves]
        self.start = {leaf: float(np.asarray(self.rollback.starts.get(leaf, 0.0))) for leaf in self.leaves}
        self.weights = self.rollback.weights

    def node(self, index: int, place: int, path: _Path) -> Node:
        """The node at `place` of level `index` after a path; absent steps are passed over."""
        if index == len(self.rollback.levels):
            total = path.booked + float(np.asarray(self.rollback.offset))
            added = {leaf: self.start[leaf] + path.parts.get(leaf, 0.0) for leaf in self.leaves}
            return Node(None, total, path.chance, path.reached, contributions=added)
        level = self.rollback.levels[index]
        absent = len(level.step.states)
        if level.can_be_absent and level.children[place, absent] >= 0 and (level.children[place, :absent] < 0).all():
            return self.below(index, place, absent, path)
        shares = self.shares(index, place)
        value = self.rollback.sign * float(self.sweep.values[index][place]) + path.booked
        value += float(np.asarray(self.rollback.offset))
        branches = []
        impossible = 0
        for branch, (share, best) in shares.items():
            if share == 0.0:
                impossible += 1
                continue
            state = level.step.states[branch] if branch < absent else DOES_NOT_ARISE
            follows = path.chance if share is None else path.chance * share
            child = self.below(index, place, branch, replace(path, chance=follows, reached=path.reached and best))
            branches.append(Branch(state, share, best, child))
        return Node(level.step, value, path.chance, path.reached, tuple(branches), impossible=impossible)

    def shares(self, index: int, place: int) -> dict[int, tuple[float | None, bool]]:
        """Existing branches with their chance (None at decisions) and whether the policy takes them."""
        level = self.rollback.levels[index]
        exists = [branch for branch in range(level.children.shape[1]) if level.children[place, branch] >= 0]
        if isinstance(level.step, Event):
            table, rows = self.rollback.chance_table(index)
            return {branch: (float(table[branch, rows[place]]), True) for branch in exists}
        values = self.sweep.choices[index][place]
        best = values.max()
        offered = [branch for branch in exists if np.isfinite(values[branch]) or not np.isfinite(best)]
        return {branch: (None, bool(values[branch] >= best - tolerance(best))) for branch in offered}

    def below(self, index: int, place: int, branch: int, path: _Path) -> Node:
        """The node that a branch leads to, with what the branch itself adds booked."""
        level, adds = self.rollback.levels[index], self.rollback.booked[index]
        child = int(level.children[place, branch])
        if adds is not None and level.booking is not None:
            row = int(level.booking.row[place, branch])
            booked, parts = path.booked, dict(path.parts)
            for leaf, part in adds.parts.items():
                amount = float(part[row]) * (1.0 if self.weights is None else float(self.weights[leaf]))
                parts[self.leaves[leaf]] = parts.get(self.leaves[leaf], 0.0) + amount
                booked += amount
            path = replace(path, booked=booked, parts=parts)
        return self.node(index + 1, child, path)


QUESTION = Question(
    "The decision tree",
    "Read it from left to right as a story: at squares we choose, at circles chance does, and at the ends stand the "
    "totals. The thick branches are the best plan.",
    decides,
    order=30,
    essential=True,
    tabulated=False,
)
