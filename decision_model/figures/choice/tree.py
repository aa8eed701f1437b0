"""The decision tree: every history in order, what it is worth, and what the best plan does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.choice.tree import Branch, DecisionTree, tree
from decision_model.analysis.given_plan import best_called
from decision_model.figures.page.layout import CALM, GROWN, Box, Sheet, fitted, sheet
from decision_model.figures.page.page import Opener, Pictured
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.stages import Stage, stage_frame
from decision_model.figures.page.style import Theme
from decision_model.figures.page.words import Words
from decision_model.figures.tree.continuing import MOST
from decision_model.figures.tree.cutting import Cut, Twig, cut, rows_of, start_at, ways
from decision_model.figures.tree.key import TreeKey, signs_of
from decision_model.figures.tree.layout import ROW, TreeLayout, lay_out
from decision_model.figures.tree.near import near_branches
from decision_model.figures.tree.painter import TreePainter
from decision_model.figures.tree.stages import StagePainter
from decision_model.figures.tree.texts import TreeLabels, TreeTexts
from decision_model.figures.tree.words import continued_subtitle, continued_title, tree_description, tree_subtitle
from decision_model.model.labels import consideration_labels, step_labels, step_state_labels

HIGHEST = 400.0  # inches: no renderer takes much more


class TreePicture(ResultPicture):
    """A decision tree to be drawn, the part of it that was asked for; the options can ask for another one.

    A tree too large for its page is folded, and then cut, until its type is large enough to read; `whole=True`
    or `fold=False` keeps all of it, however small. What is cut follows in further pictures (`parts`), which have the
    numbers in `following`.
    """

    following = range(0)
    continues = False  # whether this is such a further picture

    def __init__(  # noqa: PLR0913 - what may be said of the part that is drawn
        self,
        result: Solution | DecisionTree,
        depth: int | None = None,
        only_best: bool = False,
        start: Mapping[str, str] | None = None,
        fold: bool | None = None,
        whole: bool = False,
    ):
        super().__init__(result if isinstance(result, DecisionTree) else tree(result))
        self.tree: DecisionTree = self.result
        part = self.tree.part
        self.staged = part.stages
        self.start = start or part.start
        self.root, self.way = start_at(self.model, self.tree.root, self.start)
        fold = part.fold if fold is None else fold
        self.near = near_branches(self.tree)
        asked = Cut(depth or part.depth, only_best or part.only_best)
        self.cuts = ways(self.root, whole, fold, asked, close=bool(self.near))
        self.goes_on = len(self.cuts) > 1 and not (depth or part.depth)
        self.twigs: dict[Cut, Twig] = {}
        self.measured: dict[tuple[Cut, bool, bool, float], TreeTexts] = {}
        self.amounts = self.tree.solution.amounts(node.value for node in self.root.walk())

    @property
    def words(self) -> Words:
        """Those of the answer; a further picture is headed by the way to it."""
        words = super().words
        return replace(words, title=continued_title(self.model, self.named_way)) if self.continues else words

    @property
    def named_way(self) -> list[Branch]:
        """Of the way to the first node the branches of the steps that were named."""
        states = {(name, state) for name, state in self.start.items()}
        steps = {id(state): step.name for step in self.model.sequence for state in step.states}
        return [branch for branch in self.way if (steps[id(branch.state)], branch.state.name) in states]

    def subtitle(self) -> str:
        if self.continues:
            return continued_subtitle(self.tree, self.root, self.amounts)
        return tree_subtitle(self.tree, self.root, self.way, self.amounts)

    def description(self) -> str:
        return tree_description(self.tree, self.root, self.way, self.amounts)

    def page(self, theme: Theme) -> tuple[float, float]:
        """The theme's page; for a whole tree one that is high enough to read it."""
        width, height = theme.size
        if len(self.cuts) > 1:
            return width, height
        tall = rows_of(self.twig(self.cuts[0])) * 1.75 * theme.least / 72
        return width, min(HIGHEST, max(height, 0.34 * height + tall))

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        self.paint_stage(opener, page, page, None)

    def paint_stage(self, opener: Opener, frame: Sheet, own: Sheet, shown: int | None) -> None:
        """Draw it, or what is known after so many steps, as it is laid out on `frame`, under the title of `own`."""
        fitted_page, layout = self.fitting(frame)
        page = opener(replace(fitted_page, title=own.title, subtitle=own.subtitle))
        box = self.key_box(fitted_page, layout.texts)
        if shown is None:
            TreePainter(page, self.model, self.amounts, layout, self.near).paint(self.key(layout.texts), box)
            return
        painter = StagePainter(page, self.model, self.amounts, layout, self.near)
        painter.shown = sum(self.model.position[step] < shown for step in layout.texts.steps)
        painter.paint_stage(self.key(layout.texts), box)

    def parts(self, theme: Theme, width: float, height: float) -> Sequence[Pictured]:
        """This picture and those in which the plan goes on where it is cut, on pages of a size in points."""
        stages = self.stages(theme, width, height) if self.staged else []
        pictures = [self]
        for picture in pictures:
            if self.goes_on:
                picture.follow(range(len(stages) + len(pictures) + 1, len(stages) + MOST + 1))
            frame = stage_frame(picture, theme, width, height) if stages and picture is self else None
            texts = picture.fitting(frame or sheet(picture.words, theme, width, height))[1].texts
            for further in texts.continued:
                pictures.append(TreePicture(self.tree, start={**picture.start, **further.start}))
                pictures[-1].continues = True
        return [*stages, *([Stage(self, None), *pictures[1:]] if stages else pictures)]

    def stages(self, theme: Theme, width: float, height: float) -> list[Stage]:
        """This picture up to each of the steps that have branches in it."""
        texts = self.fitting(stage_frame(self, theme, width, height))[1].texts
        branched = {twig.node.step.name for twig in texts.twigs if twig.node.step and twig.twigs}
        return [Stage(self, self.model.position[step] + 1) for step in texts.steps if step in branched]

    def follow(self, numbers: range) -> None:
        """Let this picture go on in others, with these numbers."""
        self.following = numbers
        self.measured.clear()

    def fitting(self, page: Sheet) -> tuple[Sheet, TreeLayout]:
        """The mildest cut whose type is large enough; the last one in whatever type it takes.

        Bars at the ends give way before anything is cut, and short labels are used where whole ones would be broken
        into lines or do not fit.
        """
        scale = max(1.0, page.theme.key / page.theme.least)
        for rules in self.cuts:
            if rows_of(self.twig(rules)) * ROW * page.theme.least > page.room.height:
                continue
            for bars in self.bars(rules):
                for short in self.lengths:
                    fit = self.largest(page, self.texts(rules, short, bars, scale), page.theme.least)
                    if fit and (fit[1].lines < 2 or short == self.lengths[-1]):
                        return fit
        last = self.cuts[-1]
        fit = self.largest(page, self.texts(last, self.lengths[-1], self.bars(last)[0], scale), 0.0)
        assert fit is not None
        return fit

    def twig(self, rules: Cut) -> Twig:
        """The tree after cutting, cut once."""
        if rules not in self.twigs:
            self.twigs[rules] = cut(self.root, rules)
        return self.twigs[rules]

    def bars(self, rules: Cut) -> tuple[bool, ...]:
        """Whether a cut is tried with bars at its ends, and without; what was asked for keeps its bars."""
        if not self.barred or rules.depth != self.cuts[0].depth:
            return (False,)
        return (True, False) if len(self.cuts) > 1 else (True,)

    @cached_property
    def barred(self) -> bool:
        """Whether bars can stand at the ends."""
        return any(node.contributions for node in self.root.walk())

    @property
    def lengths(self) -> tuple[bool, ...]:
        """Whether labels are short: first not, then, if there are short ones, so."""
        return (False, True) if any(state.short for step in self.model.sequence for state in step.states) else (False,)

    def texts(self, rules: Cut, short: bool, bars: bool, scale: float) -> TreeTexts:
        """The texts of a cut, measured once."""
        known = (rules, short, bars, scale)
        if known not in self.measured:
            labels = TreeLabels(step_labels(self.model), step_state_labels(self.model, short), scale, self.near)
            self.measured[known] = TreeTexts(self.twig(rules), labels, self.amounts, bars, self.following)
        return self.measured[known]

    def largest(self, page: Sheet, texts: TreeTexts, least: float) -> tuple[Sheet, TreeLayout] | None:
        """The largest type that fits; somewhat smaller type when that breaks labels into fewer lines."""
        fit = self.fit(page, texts, least)
        if fit is None:
            return None
        least = max(least, CALM * fit[0].body)
        calmer = (self.fit(page, texts, least, lines) for lines in range(1, fit[1].lines))
        return next((layout for layout in calmer if layout), fit)

    def fit(
        self, page: Sheet, texts: TreeTexts, least: float, lines: int | None = None
    ) -> tuple[Sheet, TreeLayout] | None:
        largest = GROWN * max(page.theme.body, page.theme.key) / texts.scale

        def lay(trial: Sheet) -> TreeLayout | None:
            return None if trial.body > largest else lay_out(texts, trial.body, self.room(trial, texts), lines)

        return fitted(page, lay, least)

    def room(self, page: Sheet, texts: TreeTexts) -> Box:
        room, key = page.room, self.key_box(page, texts)
        return Box(room.x, room.y, room.width, key.y - room.y - 0.5 * page.second)

    def key(self, texts: TreeTexts) -> TreeKey:
        """What the signs and, where bars stand at the ends, the colours mean."""
        labels = consideration_labels(self.model, short=True) if texts.bars else {}
        signs = signs_of(texts.twigs, self.near, best_called(self.model))
        return TreeKey(signs, {leaf.name: labels[leaf.name] for leaf in self.model.leaves if labels}, bool(self.near))

    def key_box(self, page: Sheet, texts: TreeTexts) -> Box:
        room = page.room
        height = self.key(texts).height(room.width, page.second)
        return Box(room.x, room.bottom - height, room.width, height)


PICTURE = TreePicture
