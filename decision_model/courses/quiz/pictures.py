"""The figures of a quiz: none that stands in a question tells its answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import isnan, nan

from decision_model.analysis.choice.diagram import Influences
from decision_model.analysis.choice.tree import DecisionTree, Node, count_ends, tree
from decision_model.analysis.time.perfect_information import reports
from decision_model.courses.quiz.ground import Ground
from decision_model.courses.quiz.items import LOOK, QuizFigure
from decision_model.figures import picture
from decision_model.figures.choice.tree import TreePicture
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Pictured
from decision_model.figures.page.style import theme
from decision_model.figures.page.words import Words
from decision_model.figures.tree.untold import UntoldTree
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import listed, sentence

FEW = 20
"""Ends of a tree that can be worked through by hand, and read."""

MOST = 400
"""Ends above which no tree is drawn."""

TITLE = "What may happen, how likely it is, and what each end is worth"


@dataclass(frozen=True)
class EndsAlone(Amounts):
    """Totals of which only those at the ends are told."""

    def text(self, value: float) -> str:
        return "" if isnan(value) else super().text(value)


class WorkingTree(UntoldTree):
    """A decision tree to be rolled back: with its chances and the totals at its ends, and nothing in between."""

    def __init__(self, result: DecisionTree):
        told = TreePicture(result)
        super().__init__(result)
        self.root = _opened(told.root)
        known = told.amounts
        self.amounts = EndsAlone(known.factor, known.decimals, known.unit, known.weighted, known.scale, known.noise)

    @property
    def words(self) -> Words:
        return replace(super().words, title=TITLE)

    def description(self) -> str:
        """Every end: the way to it with its chances, and what it is worth."""
        ends = [sentence(text) for text in self._ends(self.root, ())]
        return " ".join([sentence(self.subtitle()), *ends])

    def _ends(self, node: Node, way: tuple[str, ...]) -> list[str]:
        if node.step is None:
            return [f"{listed(way)}: {self.amounts.phrase(node.value)}"]
        texts = []
        for branch in node.branches:
            chance = "" if branch.chance is None else f" ({percent(branch.chance)})"
            texts += self._ends(branch.node, (*way, f"{quoted(branch.state.title)}{chance}"))
        return texts

    @property
    def is_whole(self) -> bool:
        """Whether all of it is drawn, on the usual page."""
        look = theme(LOOK)
        width, height = (72 * side for side in self.page(look))
        texts = self.fitting(sheet(self.words, look.sized(width, height), width, height))[1].texts
        return not any(twig.hidden or twig.dropped for twig in texts.twigs)


def _opened(node: Node) -> Node:
    """A node without what the plan does; inner ones without their value."""
    branches = tuple(replace(each, best=True, node=_opened(each.node)) for each in node.branches)
    return replace(node, branches=branches, contributions={}, value=nan if branches else node.value)


@dataclass(frozen=True)
class Pictures:
    """The figures that a quiz may show, each described once; None where there is none."""

    ground: Ground

    @cached_property
    def tree(self) -> DecisionTree | None:
        """The decision tree, if it is small enough to be drawn."""
        solution = self.ground.solution
        return tree(solution) if self.ground.model.decisions and count_ends(solution.rollback) <= MOST else None

    @cached_property
    def diagram(self) -> QuizFigure:
        """What depends on what, which tells no answer."""
        return _figure("diagram", picture(Influences(self.ground.model)))

    @cached_property
    def untold(self) -> QuizFigure | None:
        """The tree without its numbers and its answer."""
        return _figure("tree", UntoldTree(self.tree)) if self.tree is not None and self.tree.ends > 1 else None

    @cached_property
    def working(self) -> QuizFigure | None:
        """The tree to be worked through, if it can be read whole and tells no chance that a question asks for."""
        if self.tree is None or not 1 < self.tree.ends <= FEW or self.ground.forgets or reports(self.ground.model):
            return None
        drawing = WorkingTree(self.tree)
        return _figure("tree_to_work_through", drawing) if drawing.is_whole else None

    def working_without(self, total: float) -> QuizFigure | None:
        """The tree to be worked through, unless a total stands at one of its ends as it is."""
        if self.working is None or self.tree is None or not self.ground.model.events:
            return None
        ends = [node.value for node in self.tree.root.walk() if node.step is None]
        step = max(self.ground.amounts.step, self.ground.clear)
        return None if any(abs(end - total) <= step for end in ends) else self.working

    @cached_property
    def told(self) -> QuizFigure | None:
        """The tree with its answer."""
        return _figure("tree_with_its_answer", picture(self.tree)) if self.tree is not None else None

    @cached_property
    def ranking(self) -> QuizFigure:
        """The ranking, which tells the answer."""
        return _figure("ranking", picture(self.ground.ranking))


def _figure(name: str, drawing: Pictured) -> QuizFigure:
    return QuizFigure(f"{name}.png", drawing.words.alternative, drawing)
