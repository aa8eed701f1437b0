"""An influence diagram: what is decided, what happens and what it is worth, as any of the tools has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from decision_model.interchange.diagrams.tables import Row
from decision_model.interchange.draft import Remark

Kind = Literal["chance", "decision", "utility"]
Memory = Literal["all", "revealed", "arcs"]
"""What a decision knows.

`all`: what arcs lead to it, and all that was known before. `revealed`: what is always observed, and what earlier
decisions reveal. `arcs`: what arcs lead to it, and nothing else.
"""


@dataclass(frozen=True)
class Uncertain:
    """What is known of a number beside its value: a name, and how it is spread, as the language writes it.

    `law` is the spread in the file's own words, where the language has none like it; `is_complement` says that the
    number is what the others of its row leave.
    """

    name: str = ""
    distribution: Mapping[str, Any] = field(default_factory=dict)
    law: str = ""
    is_complement: bool = False


@dataclass(frozen=True)
class UtilityCriterion:
    """One kind of utility: its unit, and what one of it is worth in the total."""

    name: str
    unit: str = ""
    multiplier: float = 1.0


@dataclass(frozen=True)
class DiagramNode:
    """A node by the name that others refer to it by; `label` is what people read.

    `rows` has for each row of the parents' states the chance of each state, or of a utility the one number;
    `uncertain` the same by row and place. `weight` is what a utility counts for in the total. `offers` are the rows of
    some steps, by their names, with the options that are on offer there.
    """

    kind: Kind
    name: str
    line: int
    label: str = ""
    note: str = ""
    states: tuple[str, ...] = ()
    state_labels: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    rows: Mapping[Row, tuple[float, ...]] = field(default_factory=dict)
    uncertain: Mapping[tuple[Row, int], Uncertain] = field(default_factory=dict)
    table_line: int = 0
    weight: float = 1.0
    criterion: str = ""
    is_observed: bool = False
    restrictions: tuple[tuple[str, frozenset[tuple[str, str]]], ...] = ()
    """Of a decision: a step, and pairs of its state and an option that is not on offer there."""

    @property
    def title(self) -> str:
        """What to call it in a message."""
        return self.label or self.name


@dataclass(frozen=True)
class Reveal:
    """A step whose states let another be seen."""

    source: str
    states: tuple[str, ...]
    target: str


@dataclass(frozen=True)
class Diagram:
    """All nodes in the order of the file, and what holds of the whole."""

    title: str
    nodes: tuple[DiagramNode, ...]
    note: str = ""
    memory: Memory = "all"
    criteria: tuple[UtilityCriterion, ...] = ()
    unit: str = ""
    reveals: tuple[Reveal, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @cached_property
    def node(self) -> Mapping[str, DiagramNode]:
        """Nodes by name."""
        return {node.name: node for node in self.nodes}

    def of(self, kind: Kind) -> list[DiagramNode]:
        """The nodes of a kind, in the order of the file."""
        return [node for node in self.nodes if node.kind == kind]
