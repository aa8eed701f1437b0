"""A scenario as a file of SilverDecisions, with one payoff or two."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.interchange.head_notes import source_lines
from decision_model.interchange.names import UniqueNames
from decision_model.interchange.trees.formula_tree import FormulaNode, FormulaTree
from decision_model.interchange.trees.variables import Variables, holds, told
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
STEPS = 3
"""Values of a variable that the file's analysis goes through."""

_WORDS = ("mod", "to", "in", "and", "or", "xor", "not", "end", "true", "false", "null", "undefined", "i", "e", "pi")
"""Words of its formulas that mean something there."""


def write(model: DecisionModel, choices: ExportChoices) -> Exported:  # noqa: ARG001 - one signature for all formats
    """The tree with what each end is worth: two payoffs where two considerations are added up, else the total."""
    refuse_limited_memory(model, TITLE)
    found = spelled_out(model, TITLE)
    both = not model.total_rule.has_weights and len(model.leaves) == 2
    tree, variables = FormulaTree(found, holds), _variables(model)
    writer = _SilverWriter(model, step_labels(model), both, variables)
    root = writer.node(tree.root, 0)
    goal = "min" if model.better == "lower" else "max"
    labels = consideration_labels(model)
    names = [labels[leaf.name] for leaf in model.leaves] if both else ["Total", "Second payoff"]
    rule = f"{goal}-{goal}" if both else f"expected-value-{goal}imization"
    data = {
        "SilverDecisions": VERSION,
        "lng": "en",
        "viewMode": "twoCriteria" if both else "criterion1",
        "rule": rule,
        "title": model.title,
        "description": model.question,
        "format": _number_format(model.total_rule.unit(model.unit)),
        "treeDesigner": {"payoffNames": names, "maxPayoffsToDisplay": 2 if both else 1},
        "data": {
            "code": _code(variables),
            "expressionScope": {},
            "trees": [root],
            "texts": [*_texts(model, HEIGHT * (writer.ends + 1))],
            "payoffNames": names,
            "defaultCriterion1Weight": 1,
            "weightLowerBound": 0,
            "weightUpperBound": "Infinity",
        },
        "sensitivityAnalysis": _analysis(variables, rule),
    }
    remarks = [remark for remark in left_behind(model, found) if not (both and remark.message.endswith("at each end"))]
    remarks += told(model, tree, keeps_ranges=True)
    return Exported((json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode(), tuple(remarks))


def _variables(model: DecisionModel) -> Variables:
    """The parameters under names that formulas of SilverDecisions can hold."""
    used = UniqueNames(*_WORDS)
    plain = {name for name in model.parameters if re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII) and name not in _WORDS}
    used.taken |= plain
    return Variables(model, {name: name if name in plain else used.name(name, "number") for name in model.parameters})


def _code(variables: Variables) -> str:
    """The variables as assignments, each with what it is called as a comment."""
    lines = []
    for name, text in variables.in_order():
        label = re.sub(r"[\s;#]+", " ", variables.model.parameters[name].label).strip()
        lines.append(f"{variables.names[name]} = {text}" + (f" # {label}" if label else ""))
    return "\n".join(lines)


def _texts(model: DecisionModel, down: int) -> Iterator[dict[str, Any]]:
    """The note and the sources, as a text below the tree."""
    lines = [" ".join(model.note.split()), *source_lines(model)]
    text = "\n".join(line for line in lines if line)
    if text:
        yield {"value": text, "location": {"x": 20, "y": down}}


def _analysis(variables: Variables, rule: str) -> dict[str, Any]:
    """The ranges of the parameters, as an analysis that is ready to be run."""
    numbers = {name: each.number for name, each in variables.model.parameters.items() if not each.number.references}
    moved = [
        {"name": variables.names[name], "min": number.range[0], "max": number.range[1], "length": STEPS}
        for name, number in numbers.items()
        if number.range
    ]
    run = {"id": "ranges", "extendedPolicyDescription": True, "failOnInvalidTree": True, "ruleName": rule}
    return {"sensitivity-analysis": {**run, "variables": moved}} if moved else {}


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
    model: DecisionModel
    labels: Mapping[str, str]
    both: bool
    variables: Variables
    ends: int = 0

    def node(self, each: FormulaNode, depth: int) -> dict[str, Any]:
        """A node with all below it; ends stand under one another, and a node in the middle of what follows it."""
        node = each.node
        if node.step is None:
            self.ends += 1
            return self.described("terminal", "", [], depth, HEIGHT * self.ends)
        chance = is_chance(node)
        chances = self.chances(each) if chance else []
        edges = []
        for number, (label, below) in enumerate(zip(branch_labels(self.model, node), each.below, strict=True)):
            edge: dict[str, Any] = {"name": label, "payoff": self.payoff(below)}
            if chance:
                edge["probability"] = chances[number]
            edges.append({**edge, "childNode": self.node(below, depth + 1)})
        middle = (edges[0]["childNode"]["location"]["y"] + edges[-1]["childNode"]["location"]["y"]) / 2
        return self.described("chance" if chance else "decision", self.labels[node.step.name], edges, depth, middle)

    def chances(self, each: FormulaNode) -> list[str]:
        """The chances of an event; the last takes what is left."""
        plain = map(rational_text, exact_chances(each.node.branches))
        pairs = zip(plain, each.chances, strict=True)
        found = [text if formula is None else self.variables.text(formula) for text, formula in pairs]
        return [*found[:-1], "#"]

    def payoff(self, below: FormulaNode) -> list[str]:
        """What a branch pays: all at the ends."""
        node = below.node
        if node.step is not None:
            return ["0", "0"]
        if not self.both:
            return [_exact(node.value) if below.total is None else self.variables.text(below.total), "0"]
        parts = [(node.contributions[leaf.name], below.parts.get(leaf.name)) for leaf in self.model.leaves]
        return [_exact(value) if formula is None else self.variables.text(formula) for value, formula in parts]

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
