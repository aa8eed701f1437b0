"""A scenario as a game of one player in Gambit's extensive form, in fractions."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from decision_model.analysis.choice.tree import DecisionTree, Node
from decision_model.interchange.draft import Remark
from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.interchange.head_notes import head_notes
from decision_model.interchange.trees.written import (
    apart,
    branch_labels,
    exact_chances,
    is_chance,
    left_behind,
    numbers_alone,
    rational,
    rational_text,
    spelled_out,
)
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import step_labels

TITLE = "Gambit game"

History = dict[str, str]


def write(model: DecisionModel, choices: ExportChoices) -> Exported:  # noqa: ARG001 - one signature for all formats
    """The tree with the total at each end; a decision that does not know all has sets of information."""
    found = spelled_out(model, TITLE)
    remarks = [] if model.better != "lower" else [Remark("changed", "totals have their sign turned: players want more")]
    player = plain_label(model.decision_maker) or "Player"
    writer = _GameWriter(found, step_labels(model))
    title, notes = writer.plain(model.title), writer.plain(" ".join(head_notes(model)))
    lines = [f"EFG 2 R {_text(title)} {{ {_text(player)} }}", _text(notes), ""]
    lines += writer.node(found.root, {})
    if writer.respelled:
        remarks.append(Remark("changed", "labels are written in plain letters, as Gambit takes no others"))
    return Exported(("\n".join(lines) + "\n").encode(), (*remarks, *left_behind(model, found), *numbers_alone(model)))


@dataclass
class _GameWriter:
    found: DecisionTree
    labels: Mapping[str, str]
    sets: dict[object, int] = field(default_factory=dict)
    chances: int = 0
    ends: int = 0
    respelled: bool = False
    used: Counter[str] = field(default_factory=Counter)

    def plain(self, label: str) -> str:
        """A label in the letters that the format has."""
        plain = plain_label(label)
        self.respelled = self.respelled or plain != " ".join(label.split())
        return plain

    def own_label(self, label: str) -> str:
        """A label with a number behind it from the second node on: no two nodes may have the same."""
        self.used[label] += 1
        return label if not label or self.used[label] == 1 else f"{label} ({self.used[label]})"

    def node(self, node: Node, history: History) -> Iterator[str]:
        """The lines of a node and of all below it, in the order of the format."""
        if node.step is None:
            self.ends += 1
            sign = -1 if self.found.model.better == "lower" else 1
            yield f't "" {self.ends} "" {{ {rational_text(sign * rational(node.value))} }}'
            return
        label = _text(self.own_label(self.plain(self.labels[node.step.name])))
        states = [
            _text(state) for state in apart([self.plain(state) for state in branch_labels(self.found.model, node)])
        ]
        if is_chance(node):
            self.chances += 1
            parts = zip(states, exact_chances(node.branches), strict=True)
            actions = " ".join(f"{state} {chance}" for state, chance in parts)
            yield f'c {label} {self.chances} "" {{ {actions} }} 0'
        else:
            yield f'p {label} 1 {self.set_number(node, history)} "" {{ {" ".join(states)} }} 0'
        for branch in node.branches:
            yield from self.node(branch.node, {**history, node.step.name: branch.state.name})

    def set_number(self, node: Node, history: History) -> int:
        """The number of the set of information: one for all histories that the decision cannot tell apart."""
        assert node.step is not None
        knows = getattr(node.step, "knows", None)
        known = history if knows is None else {name: state for name, state in history.items() if name in knows}
        return self.sets.setdefault((node.step.name, tuple(known.items())), len(self.sets) + 1)


def plain_label(label: str) -> str:
    """A label in printable ASCII, with single spaces."""
    letters = unicodedata.normalize("NFKD", label)
    kept = (letter for letter in letters if not unicodedata.combining(letter))
    return " ".join("".join(letter if " " <= letter <= "~" else "?" for letter in kept).split())


def _text(text: str) -> str:
    """A text in quotes, on one line."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return '"' + line.replace("\\", "\\\\").replace('"', '\\"') + '"'


WRITER = Writer("efg", "Gambit's extensive form", ".efg", write)
