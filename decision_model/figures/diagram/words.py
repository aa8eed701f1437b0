"""The words of an influence diagram."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from decision_model.figures.page.words import Words, source_line
from decision_model.model.considerations import Consideration
from decision_model.model.decision_model import DecisionModel
from decision_model.model.steps import Decision
from decision_model.words.percent import percent
from decision_model.words.sentences import capital, counted, listed, sentence


def shares(model: DecisionModel) -> Mapping[str, float]:
    """Each consideration's share of the total weight (the mean over draws), groups with the sum of theirs."""
    if not model.weights:
        return {}

    def share(each: Consideration) -> float:
        return sum(float(np.mean(model.weights[leaf.name])) for leaf in each.leaves())

    return {each.name: share(each) for each in model.walk()}


def diagram_words(model: DecisionModel) -> Words:
    """Title, subtitle, source line and description of the influence diagram."""
    return Words(_title(model), _subtitle(model), source_line(model), _description(model))


def _title(model: DecisionModel) -> str:
    feed = " and ".join(
        counted(number, noun)
        for number, noun in ((len(model.decisions), "decision"), (len(model.events), "event"))
        if number
    )
    one = len(model.decisions) + len(model.events) == 1
    said = f"{feed} {'bears' if one else 'bear'} on {counted(len(model.leaves), 'consideration')}"
    share = shares(model)
    weights = {leaf.title: share[leaf.name] for leaf in model.leaves} if share else {}
    most = [title for title, weight in weights.items() if weight >= max(weights.values()) - 1e-12]
    if len(weights) < 2 or len(most) == len(weights):
        return said
    return f"{said}; {listed(most, most=3)} {'weighs' if len(most) == 1 else 'weigh'} most ({percent(max(weights.values()))})"


def _subtitle(model: DecisionModel) -> str:
    weights = ", weights in percent" if model.weights else ""
    return f"{model.title}. Influence diagram: what depends on what, and what is known when{weights}"


def _description(model: DecisionModel) -> str:
    parts = [f"Influence diagram of \u2018{model.title}\u2019", "In the order in which things become known"]
    graph = model.graph
    for step in model.sequence:
        kind = "decision" if isinstance(step, Decision) else "event"
        causes = [
            str(graph.nodes[tail]["label"])
            for tail in graph.predecessors(step.name)
            if graph.edges[tail, step.name]["relation"] == "dependence"
        ]
        parts.append(f"{step.title} ({kind}{f', depends on {listed(causes, most=9)}' if causes else ''})")
    parts += [_consideration(model, each) for each in model.walk()]
    return " ".join(sentence(capital(part)) for part in parts)


def _consideration(model: DecisionModel, each: Consideration) -> str:
    share = shares(model).get(each.name)
    weight = "" if share is None else f", {percent(share)} of the weight"
    names = each.scores.names if each.scores else tuple(child.name for child in each.considerations)
    titles = [str(model.graph.nodes[name]["label"]) for name in names]
    verb = "depends on" if each.scores else "is made of"
    return f"{each.title} (consideration{weight}{f', {verb} {listed(titles, most=9)}' if titles else ''})"
