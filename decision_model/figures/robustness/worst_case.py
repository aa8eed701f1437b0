"""Worst and best cases: how far each option can fall and rise, and where it stands on average."""

from __future__ import annotations

from decision_model.analysis.robustness.worst_case import WorstCase
from decision_model.analysis.units import total_word
from decision_model.figures.charts.chart import round_text
from decision_model.figures.charts.scales import scale
from decision_model.figures.charts.strips import Strip, Strips, StripsLayout, fit_strips
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, sentence

NAMED = 12
"""How many options the long description names."""


class WorstCasePicture(ResultPicture):
    """Worst and best cases to be drawn, the best worst case marked."""

    def __init__(self, result: WorstCase):
        super().__init__(result)
        values = [end for case in result.cases for end in (case.worst, case.best, case.total)]
        self.amounts = result.amounts
        self.across = scale(values).widened()

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page, strips, layout = fit_strips(sheet(self.words, theme, width, height), self.strips())
        _paint(opener(page), self, strips, layout)

    def strips(self) -> Strips:
        picked = (self.result.hurwicz or self.result.maximin).titles
        mixed = [] if self.result.optimism is None else [self.amounts.text(value) for value in self.result.mixed]
        rows = [
            Strip(
                case.title,
                (*(self.amounts.text(v) for v in (case.worst, case.total, case.best)), *mixed[place : place + 1]),
                strong=case.title in picked,
            )
            for place, case in enumerate(self.result.cases)
        ]
        mean = "average" if self.model.risk_tolerance is None else "sure"
        return Strips(
            tuple(rows),
            self.across,
            ("worst", mean, "best", *(["mixed"] if mixed else [])),
            "From the worst to the best case",
            self.amounts.head("Total"),
            round_text(self.amounts.factor),
            tall=2.0,
            stretch=2.6,
        )

    def subtitle(self) -> str:
        dot = f"the dot is the {total_word(self.model)}"
        mixed = "" if self.result.optimism is None else "; ‘mixed’ weighs the worst and the best"
        return f"{self.model.title}. What can happen at worst and at best, however unlikely; {dot}{mixed}"

    def description(self) -> str:
        parts = [f"A bar from the worst to the best case for {counted(len(self.result.cases), 'option')}"]
        if self.result.hurwicz is not None:
            parts += self.result.statement.sentences[:1]
        for case in self.result.cases[:NAMED]:
            low, mean, high = (self.amounts.phrase(v) for v in (case.worst, case.total, case.best))
            parts.append(f"{quoted(case.title)}: at worst {low}, at best {high}, {total_word(self.model)} {mean}")
        if len(self.result.cases) > NAMED:
            parts.append(f"{counted(len(self.result.cases) - NAMED, 'more option')} follow")
        return " ".join(sentence(part) for part in parts)


def _paint(page: Page, picture: WorstCasePicture, strips: Strips, layout: StripsLayout) -> None:
    paint_frame(page, strips, layout)
    cases = picture.result.cases[: len(layout.rows)]
    plan_looks = looks(picture.model, [case.options for case in picture.result.cases], page.sheet.theme)
    colours = [page.colour(look.colour) for look in plan_looks[: len(cases)]]
    size, bars, ends, dots = layout.size, [], [], []
    for row, case in zip(layout.rows, cases, strict=True):
        y = row.box.y + row.box.height / 2
        worst, best, mean = (layout.x(strips.across, value) for value in (case.worst, case.best, case.total))
        bars.append([(worst, y), (best, y)])
        ends += [[(worst, y - 0.45 * size), (worst, y + 0.45 * size)]]
        dots.append((mean, y))
    page.lines(bars, colours, 0.38 * size, "spans", 3)
    page.lines(ends, colours, 2.4 * page.sheet.stroke, "worst", 3.2)
    page.marks(
        "event", dots, 0.34 * size, "means", colour="paper", edge="ink", width=1.4 * page.sheet.stroke, zorder=3.6
    )


PICTURE = WorstCasePicture
