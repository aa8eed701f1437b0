"""The parameters of a model as the variables of another tool: their names there, and formulas over them as text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from decision_model.interchange.draft import Remark
from decision_model.interchange.trees.formula_tree import FormulaTree
from decision_model.interchange.trees.plain_formulas import substituted, symbols
from decision_model.interchange.trees.written import rational, rational_text, uncertain
from decision_model.model import formulas
from decision_model.model.decision_model import DecisionModel
from decision_model.model.formulas import Formula, Reference
from decision_model.words.sentences import counted

NOT_TAKEN_OVER = frozenset({"round"})
"""What the other tools work out otherwise: halves are rounded to even numbers by one of them."""


def holds(formula: Formula) -> bool:
    """Whether the other tools work a formula out as we do."""
    return not NOT_TAKEN_OVER & {*symbols(formula)}


@dataclass(frozen=True)
class Variables:
    """What the parameters are called in a file, and `guarded` those that formulas put into parentheses."""

    model: DecisionModel
    names: Mapping[str, str]
    guarded: frozenset[str] = frozenset()

    def in_order(self) -> Iterator[tuple[str, str]]:
        """The names of the parameters, each after those that it is worked out from, and what each is as text."""
        numbers = {name: parameter.number for name, parameter in self.model.parameters.items()}
        for name in TopologicalSorter({name: number.references for name, number in numbers.items()}).static_order():
            number = numbers[name]
            if number.references and holds(number.formula):
                yield name, self.text(number.formula)
            else:
                yield name, rational_text(rational(float(number.at(self.model.values))))

    def text(self, formula: Formula) -> str:
        """A formula as the file writes it."""
        if isinstance(formula, Reference):
            return self.names[formula.name]
        others = {name: f"({own})" if name in self.guarded else own for name, own in self.names.items()}
        return formulas.text(substituted(formula, {name: Reference(own) for name, own in others.items()}))


def told(model: DecisionModel, tree: FormulaTree, keeps_ranges: bool) -> Iterator[Remark]:
    """What became of the numbers that are worked out, and of what is known of numbers."""
    numbers = [parameter.number for parameter in model.parameters.values()]
    plain = tree.plain + sum(bool(number.references) and not holds(number.formula) for number in numbers)
    if plain:
        message = f"{counted(plain, 'formula')} over parameters that the file cannot hold"
        yield Remark("lost", f"{message}: plain numbers stand there")
    yield from uncertain(model, keeps_ranges)
