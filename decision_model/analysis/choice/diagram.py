"""The influence diagram as a table: what each thing depends on, and what each decision knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from decision_model.analysis.question import Question
from decision_model.analysis.result import Result
from decision_model.model.decision_model import DecisionModel


@dataclass(frozen=True, repr=False)
class Influences(Result):
    """The arcs of a model's graph, a row a node."""

    model: DecisionModel

    @property
    def heading(self) -> str:
        kinds = (len(self.model.decisions), len(self.model.events), len(self.model.leaves))
        words = (("decision", "decisions"), ("event", "events"), ("consideration", "considerations"))
        counted = (f"{count} {word[count != 1]}" for count, word in zip(kinds, words, strict=True))
        return f"{self.model.title}: {', '.join(counted)}."

    @property
    def columns(self) -> tuple[str, ...]:
        return ("kind", "name", "title", "depends on", "adds to")

    def rows(self) -> Iterable[Sequence[Any]]:
        """Steps in sequence, then considerations; information that order alone gives is not repeated."""
        graph = self.model.graph
        for name, facts in graph.nodes.items():
            if facts["kind"] == "total":
                continue
            sources = [s for s, _, each in graph.in_edges(name, data=True) if each["relation"] == "dependence"]
            sums = [t for _, t, each in graph.out_edges(name, data=True) if each["relation"] == "value"]
            yield facts["kind"], name, facts["label"], tuple(sources), tuple(sums)


def diagram(model: DecisionModel) -> Influences:
    """Show the influence diagram: what depends on what, and what is known when."""
    return Influences(model)


QUESTION = Question(
    "What depends on what",
    "Squares are what we decide, circles what we cannot, rounded boxes what we care about; an arrow means that one "
    "thing matters for another.",
    order=40,
    essential=True,
    tabulated=False,
)
