"""A scenario as a file of SilverDecisions, with one payoff or two."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from decision_model.analysis.choice.tree import Branch, DecisionTree, Node
from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.interchange.trees.written import (
    branch_labels,
    exact_chances,
    is_chance,
    left_behind,
    rational,
    rational_text,
    refuse_limited_memory,
    spelled_out,
)
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import consideration_labels, step_labels

TITLE = "SilverDecisions tree"

VERSION = "1.1.0"
WIDTH, HEIGHT = 150, 75
"""Points between one node and the next, across and down."""


def write(model: DecisionModel, choices: ExportChoices) -> Exported:  # noqa: ARG001 - one signature for all formats
    """The tree with what each end is worth: two payoffs where two considerations are added up, else the total."""
    refuse_limited_memory(model, TITLE)
    found = spelled_out(model, TITLE)
    both = not model.total_rule.has_weights and len(model.leaves) == 2
    root = _SilverWriter(found, step_labels(model), both).node(found.root, 0)
    goal = "min" if model.better == "lower" else "max"
    labels = consideration_labels(model)
    names = [labels[leaf.name] for leaf in model.leaves] if both else ["Total", "Second payoff"]
    data = {
        "SilverDecisions": VERSION,
        "lng": "en",
        "viewMode": "twoCriteria" if both else "criterion1",
        "rule": f"{goal}-{goal}" if both else f"expected-value-{goal}imization",
        "title": model.title,
        "description": model.question,
        "format": _number_format(model.total_rule.unit(model.unit)),
        "treeDesigner": {"payoffNames": names, "maxPayoffsToDisplay": 2 if both else 1},
        "data": {
            "code": "",
            "expressionScope": {},
            "trees": [root],
            "texts": [],
            "payoffNames": names,
            "defaultCriterion1Weight": 1,
            "weightLowerBound": 0,
            "weightUpperBound": "Infinity",
        },
    }
    remarks = [remark for remark in left_behind(model, found) if not (both and remark.message.endswith("at each end"))]
    return Exported((json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode(), tuple(remarks))


def _number_format(unit: str) -> dict[str, Any]:
    is_currency = len(unit) == 3 and unit.isascii() and unit.isupper()
    money = (
        {"style": "currency", "currency": unit, "currencyDisplay": "symbol"} if is_currency else {"style": "decimal"}
    )
    payoff = {**money, "minimumFractionDigits": 0, "maximumFractionDigits": 2, "useGrouping": True}
    chance = {"style": "decimal", "minimumFractionDigits": 2, "maximumFractionDigits": 3, "useGrouping": True}
    return {"locales": "en", "payoff1": payoff, "payoff2": payoff, "probability": chance}


@dataclass
class _SilverWriter:
    found: DecisionTree
    labels: Mapping[str, str]
    both: bool
    ends: int = 0

    def node(self, node: Node, depth: int) -> dict[str, Any]:
        """A node with all below it; ends stand under one another, and a node in the middle of what follows it."""
        if node.step is None:
            self.ends += 1
            return self.described("terminal", "", [], depth, HEIGHT * self.ends)
        chance = is_chance(node)
        labels = branch_labels(self.found.model, node)
        chances = [rational_text(each) for each in exact_chances(node.branches)] if chance else []
        chances[-1:] = ["#"] if chance else []
        edges = []
        for number, (label, branch) in enumerate(zip(labels, node.branches, strict=True)):
            edge: dict[str, Any] = {"name": label, "payoff": self.payoff(branch)}
            if chance:
                edge["probability"] = chances[number]
            edges.append({**edge, "childNode": self.node(branch.node, depth + 1)})
        middle = (edges[0]["childNode"]["location"]["y"] + edges[-1]["childNode"]["location"]["y"]) / 2
        return self.described("chance" if chance else "decision", self.labels[node.step.name], edges, depth, middle)

    def payoff(self, branch: Branch) -> list[str]:
        """What a branch pays: all at the ends."""
        if branch.node.step is not None:
            return ["0", "0"]
        if not self.both:
            return [_exact(branch.node.value), "0"]
        return [_exact(branch.node.contributions[leaf.name]) for leaf in self.found.model.leaves]

    def described(self, kind: str, name: str, edges: list[dict[str, Any]], depth: int, down: float) -> dict[str, Any]:
        location = {"x": 20 + WIDTH * depth, "y": down}
        return {
            "childEdges": edges,
            "name": name,
            "location": location,
            "code": "",
            "expressionScope": {},
            "folded": False,
            "type": kind,
        }


def _exact(value: float) -> str:
    return rational_text(rational(value))


WRITER = Writer("silverdecisions", TITLE, ".json", write)
