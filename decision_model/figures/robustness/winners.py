"""Winners: which options can come first, and under which weights each does so most clearly."""

from __future__ import annotations

from decision_model.analysis.robustness.winners import Contender, Winners
from decision_model.figures.charts.keyed import fit_keyed, paint_weights, top_fills, weight_parts, write_key
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.charts.strips import Strip, StripRow, Strips, StripsLayout
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Box, block, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.model.labels import consideration_labels
from decision_model.model.weight_shares import undivided
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, listed, sentence

NAMED = 12
"""How many options the long description names."""


class WinnersPicture(ResultPicture):
    """Winners to be drawn: those that can win first, each with the weights that suit it best."""

    def __init__(self, result: Winners):
        super().__init__(result)
        self.shown = sorted(result.contenders, key=lambda contender: (not contender.necessary, not contender.possible))
        weights = [undivided(self.model, contender.weights) for contender in result.contenders if contender.weights]
        names = list(dict.fromkeys(name for shares in weights for name in shares))
        self.weighted = [name for name in names if any(shares[name] > 1e-9 for shares in weights)]

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        labels = consideration_labels(self.model)
        titles = [labels[name] for name in self.weighted]
        page, strips, layout = fit_keyed(sheet(self.words, theme, width, height), self.strips(), titles)
        _WinnersPainter(opener(page), self, strips, layout).paint()

    def strips(self) -> Strips:
        rows = [Strip(contender.title, (how_often(contender),), strong=contender.possible) for contender in self.shown]
        head = "Weights under which it leads most clearly" if self.weighted else ""
        return Strips(tuple(rows), AxisScale(0.0, 1.0), ("first",), head, tall=2.0, stretch=2.4)

    def subtitle(self) -> str:
        return f"{self.model.title}. {self.result.statement.detail}"

    def description(self) -> str:
        parts = [f"A row for each of {counted(len(self.shown), 'option')}"]
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
                self.say(row, self.reason(contender))
        paint_weights(self.page, parts, self.layout.size, "weights")

    def reason(self, contender: Contender) -> str:
        """Why an option never comes first."""
        if contender.dominated_by:
            return f"always behind: {'; '.join(contender.dominated_by)}"
        return "" if contender.possible else "always behind some other option"

    def say(self, row: StripRow, reason: str) -> None:
        size = 0.8 * self.layout.size
        text = block(reason, row.box.width, size)
        while text.height > row.box.height and size > 1:
            size *= 0.9
            text = block(reason, row.box.width, size)
        self.page.text(row.box.x, row.box.y + (row.box.height - text.height) / 2, text, "soft", gid="said")


PICTURE = WinnersPicture
