"""Risk profiles: for every plan a strip with a stem at each total, and below them the cumulative chances as steps."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from decision_model.analysis.time.risk_profile import Profiled, RiskProfile
from decision_model.figures.charts.chart import DASHES, Frame, dashed, round_text, ticks_up, write_up
from decision_model.figures.charts.scales import AxisScale, scale
from decision_model.figures.charts.strips import Strip, StripRow, Strips, StripsLayout, fit_strips
from decision_model.figures.charts.strips_painter import paint_frame, samples
from decision_model.figures.page.layout import Box, line, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.scene import Point
from decision_model.figures.page.style import Theme
from decision_model.solver.distribution import Profile
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import counted, listed, sentence

MOST_STEMS = 80
"""Totals of one plan drawn as stems of their own; above that, chances are gathered in so many bars."""


class RiskProfilePicture(ResultPicture):
    """Risk profiles to be drawn; `top` keeps the best plan and the first so many others."""

    def __init__(self, result: RiskProfile, top: int | None = None):
        super().__init__(result)
        self.shown = result.profiled[: top + 1 if top is not None else None]
        totals = [float(total) for plan in self.shown for total in plan.profile.totals]
        self.amounts = result.amounts
        self.across = scale(totals).widened([] if result.floor is None else [result.floor])

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page, strips, layout = fit_strips(sheet(self.words, theme, width, height), self.strips())
        _RiskProfilePainter(opener(page), self, strips, layout).paint()

    def strips(self) -> Strips:
        worst = f"worst {percent(self.result.tail)}"
        heads: tuple[str, ...] = ("mean", worst)
        if self.result.floor is not None:
            heads = (*heads, f"{self.result.worse} {self.amounts.text(self.result.floor)}")
        return Strips(
            tuple(self._strip(plan) for plan in self.shown),
            self.across,
            heads,
            "How likely each total is",
            self.amounts.head("Total"),
            round_text(self.amounts.factor),
            panel=0.4,
            panel_margin=3.0,
            sample=3.1,
            note=self._note(),
            tall=1.7,
        )

    def _strip(self, plan: Profiled) -> Strip:
        profile = plan.profile
        numbers = [self.amounts.text(profile.mean), self.amounts.text(profile.tail_mean(self.result.tail))]
        if self.result.floor is not None:
            numbers.append(percent(profile.worse_than(self.result.floor)))
        return Strip(plan.title, tuple(numbers), strong=plan is self.shown[0])

    def _note(self) -> str:
        pooled = max(plan.profile.pooled for plan in self.shown)
        if not pooled:
            return ""
        return f"Totals closer than {self.amounts.phrase(pooled)} are taken together."

    def subtitle(self) -> str:
        return f"{self.model.title}. The chance of every total under each plan, and of that total or less"

    def description(self) -> str:
        parts = ["Strips of stems, one a total, and cumulative steps below"]
        for plan in self.shown[:12]:
            profile = plan.profile
            totals = (
                float(profile.totals[0]),
                float(profile.totals[-1]),
                profile.mean,
                profile.spread,
                profile.tail_mean(self.result.tail),
            )
            low, high, mean, spread, tail = map(self.amounts.scaled, totals)
            worst = f"worst {percent(self.result.tail)} {tail}"
            parts.append(f"{quoted(plan.title)}: from {low} to {high}, mean {mean}, spread {spread}, {worst}")
        if len(self.shown) > 12:
            hidden = len(self.shown) - 12
            parts.append(f"{counted(hidden, 'more plan')} {'follows' if hidden == 1 else 'follow'}")
        likely = sorted(zip(self.shown[0].profile.chances, self.shown[0].profile.totals, strict=True), reverse=True)[:3]
        texts = [f"{self.amounts.scaled(float(total))} ({percent(float(chance))})" for chance, total in likely]
        likeliest = (
            f"totals of {quoted(self.shown[0].title)} are"
            if len(texts) > 1
            else f"total of {quoted(self.shown[0].title)} is"
        )
        parts.append(f"The likeliest {likeliest} {listed(texts, most=3)}")
        return " ".join(sentence(part) for part in parts)


class _RiskProfilePainter:
    def __init__(self, page: Page, picture: RiskProfilePicture, strips: Strips, layout: StripsLayout):
        self.page, self.picture, self.shown = page, picture, picture.shown[: len(strips.rows)]
        self.styles = looks(picture.model, [plan.options for plan in picture.shown], page.sheet.theme)
        self.strips, self.layout, self.size = strips, layout, layout.size
        self.stroke = page.sheet.stroke
        self.frame = Frame(layout.panel, strips.across, AxisScale(0.0, 1.0))

    def paint(self) -> None:
        paint_frame(self.page, self.strips, self.layout)
        self.floor()
        samples(self.page, self.layout, self.styles)
        self.stems()
        self.steps()
        self.key()

    def key(self) -> None:
        """What the triangles stand for, left of the panel where there is room."""
        text = line("mean", self.page.sheet.second)
        left, top = self.page.sheet.room.x + 1.2 * self.size, self.layout.panel.bottom - text.height
        if left + text.width > self.layout.panel.x - 4 * self.size:
            return
        middle, side = top + text.height / 2, 0.32 * self.size
        corners = [(left - 2 * side, middle - 0.75 * side), (left - 3 * side, middle + 0.75 * side)]
        self.page.polygons([[*corners, (left - side, middle + 0.75 * side)]], "ink", "key-mean", zorder=4)
        self.page.text(left, top, text, "soft", gid="key-text")

    def floor(self) -> None:
        if self.picture.result.floor is None:
            return
        x = self.layout.x(self.strips.across, self.picture.result.floor)
        ends = [(x, self.layout.plot.y), (x, self.layout.plot.bottom)]
        self.page.lines([ends], "accent", 1.2 * self.stroke, "floor", 2.2, dashed=True)

    def stems(self) -> None:
        """A bar at every total, as tall as its chance; a triangle at the mean."""
        binned = [_binned(plan.profile, self.strips.across) for plan in self.shown]
        tallest = max(float(chances.max()) for _, chances in binned)
        bars: list[Box] = []
        colours: list[str] = []
        for row, (across, chances), look in zip(self.layout.rows, binned, self.styles, strict=False):
            foot, high = _foot(row), 0.62 * row.box.height / tallest
            wide = (0.42 if len(across) <= MOST_STEMS / 2 else 0.25) * self.size
            lefts = [self.layout.x(self.strips.across, float(x)) - wide / 2 for x in across]
            own = [Box(x, foot - high * float(p), wide, high * float(p)) for x, p in zip(lefts, chances, strict=True)]
            self.percents(row, own, chances.tolist())
            bars += own
            colours += [self.page.colour(look.colour)] * len(own)
        self.page.boxes(bars, colours, "stems", zorder=3)
        feet = [[(row.box.x, _foot(row)), (row.box.right, _foot(row))] for row in self.layout.rows]
        self.page.lines(feet, "faint", 0.8 * self.stroke, "feet", 1.6)
        means = [self.triangle(*pair) for pair in zip(self.layout.rows, self.shown, strict=False)]
        self.page.polygons(means, "ink", "means", zorder=4)

    def triangle(self, row: StripRow, plan: Profiled) -> list[Point]:
        """The sign of the mean, below the foot of a row."""
        x, side = self.layout.x(self.strips.across, plan.profile.mean), 0.32 * self.size
        top = _foot(row) + 0.1 * side
        return [(x, top), (x - side, top + 1.5 * side), (x + side, top + 1.5 * side)]

    def percents(self, row: StripRow, bars: Sequence[Box], chances: Sequence[float]) -> None:
        """Chances beside their stems where there is room, right or else left of them, the likeliest first."""
        size = self.page.sheet.second
        taken = list(bars)
        for chance, bar in sorted(zip(chances, bars, strict=True), key=lambda pair: (-round(pair[0], 12), pair[1].x)):
            text = line(percent(float(chance)), size)
            top = max(row.box.y, min(bar.y, bar.bottom - text.height))
            for left in (bar.right + 0.25 * size, bar.x - 0.25 * size - text.width):
                own = Box(left, top, text.width, text.height)
                if self._is_free(row, own, [other for other in taken if other is not bar]):
                    self.page.text(left, top, text, "soft", gid="chance")
                    taken.append(own)
                    break

    def _is_free(self, row: StripRow, own: Box, taken: Sequence[Box]) -> bool:
        """Whether a text keeps off what stands in its row, and within it but for a hair at its right end."""
        gap = 0.2 * self.page.sheet.second
        if own.x < row.box.x or own.right > row.box.right + 0.4 * self.size:
            return False
        beside = (other for other in taken if other.x < own.right + gap and own.x - gap < other.right)
        return all(other.bottom <= own.y or other.y >= own.bottom for other in beside)

    def steps(self) -> None:
        """Cumulative chances; on the left the ticks of the panel."""
        up = ticks_up(
            AxisScale(0.0, 1.0), self.layout.panel.height, self.page.sheet.second, lambda value: f"{100 * value:g}%"
        )
        box = self.frame.box
        level = [[(box.x, self.frame.y(v)), (box.right, self.frame.y(v))] for v in up.values]
        self.page.lines(level, "band", 0.8 * self.stroke, "levels", 1)
        write_up(self.page, self.frame, up, self.size)
        head = line("Chance of this total or less", self.page.sheet.second, "bold")
        if head.width < box.width:
            self.page.text(box.x, box.y - 1.3 * self.size, head, "soft", gid="head")
        for gid, picked, width in (("steps", slice(1, None), 1.7), ("best-steps", slice(0, 1), 2.8)):
            strokes: list[list[Point]] = []
            colours: list[str] = []
            for plan, look in zip(self.shown[picked], self.styles[picked], strict=False):
                cut = dashed(_steps(self.frame, plan.profile), DASHES[look.style % len(DASHES)], self.size)
                strokes += cut
                colours += [self.page.colour(look.colour)] * len(cut)
            self.page.lines(strokes, colours, width * self.stroke, gid, 3)


def _foot(row: StripRow) -> float:
    """The line on which a row's stems stand."""
    return row.box.bottom - 0.27 * row.box.height


def _steps(frame: Frame, profile: Profile) -> list[Point]:
    """The staircase of a distribution, from the left end of the frame to the right one."""
    path = [(frame.box.x, frame.y(0.0))]
    before = 0.0
    for total, reached in zip(profile.totals, profile.cumulative, strict=True):
        x = frame.x(float(total))
        path += [(x, frame.y(before)), (x, frame.y(float(reached)))]
        before = float(reached)
    return [*path, (frame.box.right, frame.y(1.0))]


def _binned(profile: Profile, across: AxisScale) -> tuple[np.ndarray, np.ndarray]:
    """Totals and chances; gathered in bars where there are too many to tell apart."""
    if len(profile.totals) <= MOST_STEMS:
        return profile.totals, profile.chances
    place = np.clip((profile.totals - across.low) / (across.high - across.low) * MOST_STEMS, 0, MOST_STEMS - 1).astype(
        int
    )
    chances = np.bincount(place, profile.chances, MOST_STEMS)
    centres = across.low + (np.arange(MOST_STEMS) + 0.5) * (across.high - across.low) / MOST_STEMS
    return centres[chances > 0], chances[chances > 0]


PICTURE = RiskProfilePicture
