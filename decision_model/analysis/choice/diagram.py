"""The influence diagram as a table: what each thing depends on, and what each decision knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.question import Question
from decision_model.analysis.result import NOISE, Result
from decision_model.analysis.statement import Statement
from decision_model.model import Decision
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import consideration_labels, step_labels
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import counted, listed

MOST = 3
"""Considerations that are named in the headline at most."""


@dataclass(frozen=True, repr=False)
class Influences(Result):
    """The arcs of a model's graph, a row a node."""

    model: DecisionModel

    @property
    def statement(self) -> Statement:
        """How much bears on how much, and which consideration weighs most."""
        return Statement(_headline(self.model), "An arrow means that one thing matters for another", finding=None)

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("kind", "kind"),
            Column("name", "name"),
            Column("title", "title", Kind.name),
            Column("depends_on", "depends on"),
            Column("adds_to", "adds to"),
            *([Column("knows", "knows")] if _is_limited(self.model) else []),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        """Steps in sequence, then considerations; information that order alone gives is not repeated."""
        graph, heads, labels = self.model.graph, step_labels(self.model), consideration_labels(self.model)
        for name, node in graph.nodes.items():
            if node["kind"] == "total":
                continue
            sources = [source for source, _, arc in graph.in_edges(name, data=True) if arc["relation"] == "dependence"]
            sums = [target for _, target, arc in graph.out_edges(name, data=True) if arc["relation"] == "value"]
            label = heads[name] if name in heads else labels[name]
            knows = [_knows(self.model, name)] if _is_limited(self.model) else []
            yield node["kind"], name, label, tuple(sources), tuple(sums), *knows


def _is_limited(model: DecisionModel) -> bool:
    """Whether some decision does not know all that went before."""
    return any(decision.knows is not None for decision in model.decisions)


def _knows(model: DecisionModel, name: str) -> tuple[str, ...] | str:
    """What a decision knows; other nodes know nothing, and that is not said."""
    step = model.steps.get(name)
    if not isinstance(step, Decision):
        return ()
    return "all above" if step.knows is None else step.knows or "nothing"


def _headline(model: DecisionModel) -> str:
    feeding = [
        counted(number, noun)
        for number, noun in ((len(model.decisions), "decision"), (len(model.events), "event"))
        if number
    ]
    verb = "bears" if len(model.sequence) == 1 else "bear"
    counts = f"{listed(feeding)} {verb} on {counted(len(model.leaves), 'consideration')}"
    heaviest, share = _heaviest(model)
    if not heaviest:
        return counts
    names = listed([quoted(label) for label in heaviest], most=MOST)
    return f"{counts}; {names} {'weighs' if len(heaviest) == 1 else 'weigh'} most ({percent(share)})"


def _heaviest(model: DecisionModel) -> tuple[list[str], float]:
    """The considerations of the largest weight and its share; none where all weigh alike or nothing is weighed."""
    weights = {name: float(np.mean(weight)) for name, weight in model.weights.items()}
    most = max(weights.values(), default=0.0)
    labels = consideration_labels(model)
    heaviest = [labels[name] for name, weight in weights.items() if weight >= most - NOISE]
    return (heaviest, most) if len(heaviest) < len(weights) else ([], 0.0)


@checked
def diagram(model: DecisionModel) -> Influences:
    """Show the influence diagram: what depends on what, and what is known when."""
    return Influences(model)


QUESTION = Question(
    "What depends on what",
    "Boxes are what we decide, rounded boxes what we cannot, six-sided ones what we care about; an arrow means that "
    "one thing matters for another.",
    order=40,
    essential=True,
    tabulated=False,
)
