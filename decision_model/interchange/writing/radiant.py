"""A scenario as the YAML of a Radiant decision tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from decision_model.analysis.choice.tree import DecisionTree, Node
from decision_model.interchange.draft import Remark
from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.interchange.trees.written import (
    branch_labels,
    exact_chances,
    is_chance,
    left_behind,
    rational,
    refuse_limited_memory,
    spelled_out,
)
from decision_model.model.decision_model import DecisionModel

TITLE = "Radiant decision tree"

_PLAIN = re.compile(r"[^\W\d_](?:[\w()%./'+-]| (?=[^\s#]))*")
_OTHERS = frozenset("y n yes no on off true false null na nan inf".split())  # noqa: SIM905 - a list of words
_KEYS = frozenset("name variables type p payoff cost".split())  # noqa: SIM905
_STEP = "    "


def write(model: DecisionModel, choices: ExportChoices) -> Exported:  # noqa: ARG001 - one signature for all formats
    """The tree with the total at each end; Radiant is told by a button whether the lowest is best."""
    refuse_limited_memory(model, TITLE)
    found = spelled_out(model, TITLE)
    best = "Min" if model.better == "lower" else "Max"
    lines = [
        f"# {_line(model.title)}, written by decision-model; choose '{best}' in Radiant.",
        f"name: {_scalar(model.title)}",
        *_node(found, found.root, ""),
    ]
    button = Remark("lost", f"which total is best: in Radiant choose '{best}'")
    names = Remark("lost", "what decisions and events are called: a node has the name of the branch that leads to it")
    remarks = (names, button, *left_behind(model, found))
    return Exported(("\n".join(lines) + "\n").encode(), remarks)


def _node(found: DecisionTree, node: Node, indent: str) -> Iterator[str]:
    if node.step is None:
        yield f"{indent}payoff: {_number(float(rational(node.value)))}"
        return
    chance = is_chance(node)
    yield f"{indent}type: {'chance' if chance else 'decision'}"
    chances = exact_chances(node.branches) if chance else []
    for number, (label, branch) in enumerate(zip(branch_labels(found.model, node), node.branches, strict=True)):
        yield f"{indent}{_key(label)}:"
        if chance:
            yield f"{indent}{_STEP}p: {_number(float(chances[number]))}"
        yield from _node(found, branch.node, indent + _STEP)


def _key(label: str) -> str:
    """A label as a key; one that is a word of the format is put in brackets."""
    return _scalar(f"({label})" if label.casefold() in _KEYS else label)


def _scalar(text: str) -> str:
    """A text, in quotes where another reader of YAML would take it for something else."""
    text = _line(text)
    plain = _PLAIN.fullmatch(text) and text.casefold() not in _OTHERS
    return text if plain else json.dumps(text, ensure_ascii=False)


def _line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _number(value: float) -> str:
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


WRITER = Writer("radiant", TITLE, ".radiant.yaml", write)
