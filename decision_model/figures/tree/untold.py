"""The decision tree before it is solved: what can be chosen and what can happen, and room to write the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace

from decision_model.analysis.choice.tree import DecisionTree, Node
from decision_model.figures.choice.tree import TreePicture
from decision_model.figures.page.words import Words, source_line
from decision_model.figures.tree.cutting import Cut
from decision_model.figures.tree.texts import TreeTexts
from decision_model.model.labels import step_labels, step_state_labels
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import listed, sentence

TITLE = "What can be chosen, and what can happen"


@dataclass(frozen=True)
class Unwritten(Amounts):
    """Totals that are left to the reader."""

    def text(self, value: float) -> str:  # noqa: ARG002 - every value is written so
        return ""


class UntoldTree(TreePicture):
    """A decision tree without its chances, totals and best plan: nothing of the answer shows."""

    def __init__(self, result: DecisionTree):
        super().__init__(result)
        self.root, self.amounts = _untold(self.root), Unwritten(unit=self.amounts.unit)

    @property
    def words(self) -> Words:
        return Words(TITLE, self.subtitle(), source_line(self.model), self.description())

    def description(self) -> str:
        """The steps in their order, and what each can come to."""
        heads, labels = step_labels(self.model), step_state_labels(self.model)
        parts = [
            f"{quoted(heads[step.name])}: {listed([labels[step.name, state.name] for state in step.states], word='or')}"
            for step in self.model.sequence
        ]
        return " ".join(sentence(part) for part in [self.subtitle(), *parts])

    def texts(self, rules: Cut, short: bool) -> TreeTexts:
        texts = super().texts(rules, short)
        for twig in texts.twigs:
            twig.best = False
        return TreeTexts(texts.root, texts.heads, texts.labels, texts.amounts, texts.bars)


def _untold(node: Node) -> Node:
    """A node without chances, contributions and choices; its value only tells like continuations from unlike ones."""
    branches = tuple(replace(each, chance=None, best=True, node=_untold(each.node)) for each in node.branches)
    return replace(node, branches=branches, contributions={})
