"""Worst and best cases: how far each option can fall and rise, and where it stands on average."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decision_model.analysis.robustness.worst_case import WorstCase
from decision_model.analysis.units import amounts, total_word
from decision_model.figures.charts.chart import round_text
from decision_model.figures.charts.scales import scale
from decision_model.figures.charts.strips import Strip, Strips, StripsLayout, fit_strips
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.style import Theme
from decision_model.figures.page.words import Words, source_line
from decision_model.words.sentences import counted, listed, sentence

if TYPE_CHECKING:
    import pandas as pd


class WorstCasePicture:
    """Worst and best cases to be drawn, the best worst case marked."""

    def __init__(self, result: WorstCase):
        self.result, self.model = result, result.model
        values = [end for each in result.cases for end in (each.worst, each.best, each.total)]
        self.amounts = amounts(self.model, values)
        self.across = scale(values).widened()

    @property
    def words(self) -> Words:
        return Words(self._title(), self._subtitle(), source_line(self.model), self._description())

    def table(self) -> pd.DataFrame:
        return self.result.table()

    def page(self, theme: Theme) -> tuple[float, float]:
        return theme.size

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page, strips, layout = fit_strips(sheet(self.words, theme, width, height), self.strips())
        _paint(opener(page), self, strips, layout)

    def strips(self) -> Strips:
        guarded = self.result.maximin.titles
        rows = [
            Strip(
                each.title,
                tuple(self.amounts.text(v) for v in (each.worst, each.total, each.best)),
                strong=each.title in guarded,
            )
            for each in self.result.cases
        ]
        mean = "average" if self.model.risk_tolerance is None else "sure"
        return Strips(
            tuple(rows),
            self.across,
            ("worst", mean, "best"),
            "From the worst to the best case",
            f"Total, {self.amounts.unit or 'of 100'}",
            round_text(self.amounts.factor),
            tall=2.0,
            stretch=2.6,
        )

    def _title(self) -> str:
        guarded, bold = self.result.maximin, self.result.maximax
        verb = "share" if len(guarded.titles) > 1 else "has"
        said = f"{listed(guarded.titles, most=3)} {verb} the best worst case, {self.amounts.phrase(guarded.value)}"
        if set(guarded.titles) == set(bold.titles):
            return f"{said}, and the best best case"
        return (
            f"{said}; {listed(bold.titles, most=3)} can rise highest"
            if self._high
            else f"{said}; {listed(bold.titles, most=3)} can cost least"
        )

    @property
    def _high(self) -> bool:
        return self.model.better != "lower"

    def _subtitle(self) -> str:
        dot = f"the dot is the {total_word(self.model)}"
        return f"{self.model.title}. What can happen at worst and at best, however unlikely; {dot}"

    def _description(self) -> str:
        parts = [f"A bar from the worst to the best case for {counted(len(self.result.cases), 'option')}"]
        for each in self.result.cases[:12]:
            low, mean, high = (self.amounts.phrase(v) for v in (each.worst, each.total, each.best))
            parts.append(f"{each.title}: at worst {low}, at best {high}, {total_word(self.model)} {mean}")
        if len(self.result.cases) > 12:
            parts.append(f"{len(self.result.cases) - 12} more options follow")
        return " ".join(sentence(part) for part in parts)


def _paint(page: Page, picture: WorstCasePicture, strips: Strips, layout: StripsLayout) -> None:
    paint_frame(page, strips, layout)
    cases = picture.result.cases[: len(layout.rows)]
    found = looks(picture.model, [each.options for each in picture.result.cases], page.sheet.theme)
    colours = [page.colour(look.colour) for look in found[: len(cases)]]
    size, bars, ends, dots = layout.size, [], [], []
    for row, each in zip(layout.rows, cases, strict=True):
        y = row.box.y + row.box.height / 2
        worst, best, mean = (layout.x(strips.across, value) for value in (each.worst, each.best, each.total))
        bars.append([(worst, y), (best, y)])
        ends += [[(worst, y - 0.45 * size), (worst, y + 0.45 * size)]]
        dots.append((mean, y))
    page.lines(bars, colours, 0.38 * size, "spans", 3)
    page.lines(ends, colours, 2.4 * page.sheet.stroke, "worst", 3.2)
    page.marks(
        "event", dots, 0.34 * size, "means", colour="paper", edge="ink", width=1.4 * page.sheet.stroke, zorder=3.6
    )


PICTURE = WorstCasePicture
