"""A decision tree of another tool: decisions, chances and ends as they stand there, whatever the format."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from decision_model.interchange.amounts import Amount
from decision_model.interchange.draft import Remark, Stored
from decision_model.interchange.foreign_file import ForeignFile

MOST_NODES, DEEPEST, MOST_VARIABLES = 5_000, 60, 400
"""Nodes of one tree, steps of one path, and numbers with a name that are read."""


NodeKind = Literal["decision", "chance", "end"]


class Rest(Enum):
    """The chance of a branch that the file leaves open: what the others leave, shared equally among several."""

    rest = "rest"


REST = Rest.rest


@dataclass
class Edge:
    """A branch: an option or an outcome with its chance, what it adds to each criterion, and where it leads."""

    label: str
    child: TreeNode
    chance: Amount | Rest | None = None
    payoffs: Mapping[str, Amount] = field(default_factory=dict)
    line: int = 0


@dataclass
class TreeNode:
    """A decision, a chance or an end.

    `told_apart` is what the file calls the set of nodes in which a decision knows the same; None where it knows all.
    """

    kind: NodeKind
    label: str = ""
    line: int = 0
    edges: list[Edge] = field(default_factory=list)
    told_apart: Hashable = None

    def walk(self) -> Iterator[TreeNode]:
        """The node and all below it, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += [edge.child for edge in reversed(node.edges)]


@dataclass(frozen=True)
class Variable:
    """A number with a name: its name in the language, as the file calls it, what it is, and between what it lies.

    `note` is the formula that the number came from, where that is not the number itself.
    """

    name: str
    label: str
    amount: Amount
    line: int = 0
    range: tuple[float, float] | None = None
    note: str = ""


@dataclass(frozen=True)
class ForeignCriterion:
    """What branches add to: a name, a label, what a unit of it counts in the total, and what every path has of it."""

    name: str
    label: str = ""
    factor: Amount | None = None
    start: Amount | None = None


@dataclass
class ForeignTree:
    """A whole file: its tree, or several beside one another, and what else it says."""

    file: ForeignFile
    roots: list[TreeNode]
    title: str = ""
    note: str = ""
    decision_maker: str = ""
    criteria: list[ForeignCriterion] = field(default_factory=list)
    variables: list[Variable] = field(default_factory=list)
    lowest: bool = False
    unit: str = ""
    remarks: list[Remark] = field(default_factory=list)
    stored: list[Stored] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def values(self) -> dict[str, float]:
        """The values of its variables, by their names in the language."""
        return {variable.name: variable.amount.value for variable in self.variables}
