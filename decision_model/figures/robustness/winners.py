"""Winners: which options can come first, and under which weights each does so most clearly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from decision_model.analysis.robustness.winners import Contender, Winners
from decision_model.analysis.verdict import FirmnessVerdict, judgement
from decision_model.figures.charts.keyed import fit_keyed, paint_weights, top_fills, weight_parts, write_key
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.charts.strips import Strip, StripRow, Strips, StripsLayout
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Box, block, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.model import Draws
from decision_model.model.labels import consideration_labels
from decision_model.model.weight_shares import shares, siblings, undivided
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, listed, sentence

NAMED = 12
"""How many options the long description names."""
SEEN = 0.005
"""A change of a weight, as a share of all, that is worth naming."""


class WinnersPicture(ResultPicture):
    """Winners to be drawn: those that can win first, each with the weights that suit it best."""

    def __init__(self, result: Winners):
        super().__init__(result)
        self.shown = sorted(result.contenders, key=lambda each: (each.title not in result.now, not each.possible))
        self.verdict = judgement(self.model, result.by)
        self.labels = consideration_labels(self.model)
        weights = [undivided(self.model, contender.weights) for contender in result.contenders if contender.weights]
        names = list(dict.fromkeys(name for shares in weights for name in shares))
        self.weighted = [name for name in names if any(shares[name] > 1e-9 for shares in weights)]

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        titles = [self.labels[name] for name in self.weighted]
        page, strips, layout = fit_keyed(sheet(self.words, theme, width, height), self.strips(), titles)
        if len(layout.rows) < len(self.shown):
            brief = fit_keyed(sheet(self.words, theme, width, height), self.strips(brief=True), titles)
            page, strips, layout = brief if len(brief[2].rows) > len(layout.rows) else (page, strips, layout)
        _WinnersPainter(opener(page), self, strips, layout).paint()

    def strips(self, brief: bool = False) -> Strips:
        """The rows; `brief` ones say nothing below their titles but how firmly the first is first."""
        rows = [
            Strip(each.title, (how_often(each),), self.under(each, brief), strong=each.title in self.result.now)
            for each in self.shown
        ]
        head = "Weights under which it leads most clearly" if self.weighted else ""
        return Strips(
            tuple(rows), AxisScale(0.0, 1.0), ("first",), head, note="" if brief else self.note(), tall=2.0, stretch=2.4
        )

    def under(self, contender: Contender, brief: bool = False) -> str:
        """How firmly the first option of now is first; for the others, which weights they need more and less of."""
        if contender.title in self.result.now:
            return "first now" + (f", {self.verdict.verdict.value}" if self.verdict and self.firmness_known else "")
        if brief or not contender.possible or not contender.weights:
            return ""
        base = {name: float(np.mean(self.group_shares(name)[name])) for name in contender.weights}
        before, there = (undivided(self.model, weights) for weights in (base, contender.weights))
        change = {name: there[name] - before[name] for name in there}
        most, least = max(change, key=change.__getitem__), min(change, key=change.__getitem__)
        if change[most] <= SEEN:
            return ""
        return f"more {quoted(self.labels[most])}, less {quoted(self.labels[least])}"

    @property
    def firmness_known(self) -> bool:
        return self.verdict is not None and self.verdict.verdict is not FirmnessVerdict.unknown

    def group_shares(self, name: str) -> Mapping[str, Draws]:
        """The stated weights of a consideration's group, as shares."""
        return shares(self.model, siblings(self.model, name))

    def note(self) -> str:
        return sentence(self.verdict.sentence) if self.verdict else ""

    def subtitle(self) -> str:
        return f"{self.model.title}. {self.result.statement.detail}"

    def description(self) -> str:
        parts = [f"A row for each of {counted(len(self.shown), 'option')}"]
        if self.verdict:
            parts.append(f"{listed([quoted(title) for title in self.result.now])} first now: {self.verdict.sentence}")
        for contender in self.shown[:NAMED]:
            ahead = listed([quoted(title) for title in contender.dominated_by], most=3)
            behind = f"; at least as good everywhere: {ahead}" if ahead else ""
            parts.append(f"{quoted(contender.title)} comes first {how_often(contender)}{behind}")
        if len(self.shown) > NAMED:
            parts.append(f"{counted(len(self.shown) - NAMED, 'more option')} follow")
        return " ".join(sentence(part) for part in parts)


def how_often(contender: Contender) -> str:
    """'always', 'sometimes' or 'never'."""
    if contender.necessary:
        return "always"
    return "sometimes" if contender.possible else "never"


class _WinnersPainter:
    def __init__(self, page: Page, picture: WinnersPicture, strips: Strips, layout: StripsLayout):
        self.page, self.picture, self.strips, self.layout = page, picture, strips, layout

    def paint(self) -> None:
        paint_frame(self.page, self.strips, self.layout)
        if self.picture.weighted:
            write_key(self.page, self.picture.model, self.picture.weighted)
        fills = top_fills(self.picture.model, self.page.sheet.theme)
        parts = []
        for row, contender in zip(self.layout.rows, self.picture.shown, strict=False):
            if contender.weights is not None:
                tall = min(0.62 * row.box.height, 2.0 * self.layout.size)
                bar = Box(row.box.x, row.box.y + (row.box.height - tall) / 2, row.box.width, tall)
                parts += weight_parts(bar, undivided(self.picture.model, contender.weights), fills)
            else:
                self.say(row, contender)
        paint_weights(self.page, parts, self.layout.size, "weights")

    def say(self, row: StripRow, contender: Contender) -> None:
        """Why an option never comes first: whom it is always behind, as many as there is room for."""
        size, ahead = self.page.sheet.second, contender.dominated_by
        if not ahead:
            texts = [] if contender.possible else ["always behind some other option"]
        else:
            texts = [f"always behind: {listed(ahead, 'and', most=count)}" for count in range(len(ahead), 0, -1)]
        for text in texts:
            said = block(text, row.box.width, size)
            if said.height <= row.box.height or text == texts[-1]:
                said = replace(said, lines=said.lines[: max(1, int(row.box.height / (said.height / len(said.lines))))])
                top = row.box.y + (row.box.height - said.height) / 2
                self.page.text(row.box.x, top, said, "soft", gid="said")
                return


PICTURE = WinnersPicture
