"""A scenario as the YAML of a Radiant decision tree."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from decision_model.interchange.draft import Remark
from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.interchange.head_notes import head_notes
from decision_model.interchange.trees.formula_tree import FormulaNode, FormulaTree
from decision_model.interchange.trees.variables import Variables, holds, told
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
from decision_model.model.formulas import FUNCTIONS

TITLE = "Radiant decision tree"

_PLAIN = re.compile(r"[^\W\d_](?:[\w()%./'+-]| (?=[^\s#]))*")
_OTHERS = frozenset("y n yes no on off true false null na nan inf".split())  # noqa: SIM905 - a list of words
_KEYS = frozenset("name variables type p payoff cost".split())  # noqa: SIM905
_STEP = "    "


def write(model: DecisionModel, choices: ExportChoices) -> Exported:  # noqa: ARG001 - one signature for all formats
    """The tree with the total at each end; Radiant is told by a button whether the lowest is best."""
    refuse_limited_memory(model, TITLE)
    found = spelled_out(model, TITLE)
    tree, variables = FormulaTree(found, holds), _variables(model)
    best = "Min" if model.better == "lower" else "Max"
    lines = [
        f"# {_line(model.title)}, written by decision-model; choose '{best}' in Radiant.",
        *(f"# {_line(text)}" for text in head_notes(model)),
        f"name: {_scalar(model.title)}",
        *_listed(variables),
        *_RadiantWriter(model, variables).node(tree.root, ""),
    ]
    button = Remark("lost", f"which total is best: in Radiant choose '{best}'")
    names = Remark("lost", "what decisions and events are called: a node has the name of the branch that leads to it")
    remarks = (names, button, *left_behind(model, found), *told(model, tree, keeps_ranges=False))
    return Exported(("\n".join(lines) + "\n").encode(), remarks)


def _variables(model: DecisionModel) -> Variables:
    """The parameters under names of which none is a part of another, as Radiant puts values in their place as text."""
    others = [*model.parameters, *FUNCTIONS]
    names = {name: f"({name})" if sum(name in other for other in others) > 1 else name for name in model.parameters}
    numbers = {name: each.number for name, each in model.parameters.items()}
    guarded = (name for name, each in numbers.items() if each.references or float(each.at(model.values)) < 0)
    return Variables(model, names, frozenset(guarded))


def _listed(variables: Variables) -> Iterator[str]:
    """The variables, each with what it is called and its range as a comment."""
    if variables.names:
        yield "variables:"
    for name, text in variables.in_order():
        parameter = variables.model.parameters[name]
        span = parameter.number.range
        about = [parameter.label, f"from {span[0]:g} to {span[1]:g}" if span else ""]
        comment = _line(", ".join(part for part in about if part))
        yield f"{_STEP}{_scalar(variables.names[name])}: {_decimal(text)}" + (f" # {comment}" if comment else "")


@dataclass(frozen=True)
class _RadiantWriter:
    model: DecisionModel
    variables: Variables

    def node(self, each: FormulaNode, indent: str) -> Iterator[str]:
        """The lines of a node and of all below it."""
        node = each.node
        if node.step is None:
            total = _number(float(rational(node.value))) if each.total is None else self.variables.text(each.total)
            yield f"{indent}payoff: {total}"
            return
        chance = is_chance(node)
        yield f"{indent}type: {'chance' if chance else 'decision'}"
        chances = [_number(float(part)) for part in exact_chances(node.branches)] if chance else []
        for number, (label, below) in enumerate(zip(branch_labels(self.model, node), each.below, strict=True)):
            yield f"{indent}{_key(label)}:"
            if chance:
                formula = each.chances[number]
                yield f"{indent}{_STEP}p: {chances[number] if formula is None else self.variables.text(formula)}"
            yield from self.node(below, indent + _STEP)


def _decimal(text: str) -> str:
    """A variable's value; a fraction as the decimal that it is, as R would otherwise put it into formulas as it is."""
    above, _, below = text.partition("/")
    return _number(int(above) / int(below)) if below.isdigit() and above.lstrip("-").isdigit() else text


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
