"""The words of an influence diagram."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from decision_model.model.considerations import Consideration
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import consideration_labels, step_labels
from decision_model.model.steps import Decision
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import listed, sentence


def shares(model: DecisionModel) -> Mapping[str, float]:
    """Each consideration's share of the total weight (the mean over draws), groups with the sum of theirs."""
    if not model.weights:
        return {}

    def share(consideration: Consideration) -> float:
        return sum(float(np.mean(model.weights[leaf.name])) for leaf in consideration.leaves())

    return {consideration.name: share(consideration) for consideration in model.walk()}


def diagram_subtitle(model: DecisionModel) -> str:
    """What is drawn."""
    weights = ", weights in percent" if model.weights else ""
    return f"{model.title}. Influence diagram: what depends on what, and what is known when{weights}"


def diagram_description(model: DecisionModel) -> str:
    """Every node with what it depends on."""
    parts = [diagram_subtitle(model), "In the order in which things become known"]
    graph, labels = model.graph, {**consideration_labels(model), **step_labels(model)}
    for step in model.sequence:
        kind = "decision" if isinstance(step, Decision) else "event"
        causes = [
            quoted(labels[tail])
            for tail in graph.predecessors(step.name)
            if graph.edges[tail, step.name]["relation"] == "dependence"
        ]
        parts.append(
            f"{quoted(labels[step.name])} ({kind}{f', depends on {listed(causes, most=9)}' if causes else ''})"
        )
    parts += [_consideration(model, consideration, labels) for consideration in model.walk()]
    return " ".join(sentence(part) for part in parts)


def _consideration(model: DecisionModel, consideration: Consideration, labels: Mapping[str, str]) -> str:
    share = shares(model).get(consideration.name)
    weight = "" if share is None else f", {percent(share)} of the weight"
    names = (
        model.score_names(consideration)
        if consideration.scores
        else tuple(child.name for child in consideration.considerations)
    )
    titles = listed([quoted(labels[name]) for name in names], most=9)
    verb = "depends on" if consideration.scores else "is made of"
    own = quoted(consideration_labels(model)[consideration.name])
    return f"{own} (consideration{weight}{f', {verb} {titles}' if titles else ''})"
