"""The tornado: a bar a number, longest first, with a mark where the best plan changes and what it changes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import isclose

from decision_model.analysis.given_plan import nothing_open
from decision_model.analysis.robustness.sensitivity.optimal_intervals import changes
from decision_model.analysis.robustness.tornado import Tornado, TornadoBar
from decision_model.figures.charts.chart import round_text
from decision_model.figures.charts.scales import AxisScale, scale
from decision_model.figures.charts.strips import Strip, StripRow, Strips, StripsLayout, fit_strips
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.charts.turns import TALL, TurningPoint, below, less_and_less, middle, paint_turns
from decision_model.figures.page.layout import Box, line, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import SLIDES, Theme
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, sentence

NAMED = 20
"""How many numbers the long description names."""
LEAST = 6
"""Rows for whose sake ranges are left out below the names of numbers on a slide; on paper it is all."""


class TornadoPicture(ResultPicture):
    """A tornado to be drawn; `top` keeps the longest bars only."""

    def __init__(self, result: Tornado, top: int | None = None):
        super().__init__(result)
        effective = [bar for bar in result.bars if bar.swing > 0 or bar.switches]
        self.bars = effective[: top or len(effective)] or list(result.bars[:1])
        self.amounts: Amounts = result.amounts

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        fitted_page, strips, layout = fit_strips(page, self.strips())
        wanted = min(LEAST, len(self.bars)) if theme.name == SLIDES else len(self.bars)
        if len(layout.rows) < wanted:
            brief = fit_strips(page, self.strips(brief=True))
            fitted_page, strips, layout = max((fitted_page, strips, layout), brief, key=lambda fit: len(fit[2].rows))
        canvas = opener(fitted_page)
        paint_frame(canvas, strips, layout)
        _TornadoPainter(canvas, strips, layout, self.result.total, self.bars).paint()

    def strips(self, brief: bool = False) -> Strips:
        """The rows; `brief` ones leave their range to what stands at the ends of the bar."""
        ends = [end for bar in self.bars for end in (*bar.fixed, *bar.reach)]
        rows = tuple(
            Strip(bar.number.label, (), "" if brief else _range(bar), strong=bar is self.bars[0]) for bar in self.bars
        )
        changes = any(bar.switches for bar in self.bars)
        return Strips(
            rows,
            _with_air(scale([*ends, self.result.total])),
            head=f"{self.amounts.head('Total')}; the upright line is the total now",
            across_text=round_text(self.amounts.factor),
            tall=TALL if changes else 1.9,
            more=len(self.result.bars) - len(self.bars),
        )

    def subtitle(self) -> str:
        each = f"{self.model.title}. Each number over its range, all else held"
        if nothing_open(self.model):
            return f"{each}, the given plan kept to"
        return f"{each}. Solid: choosing anew each time; outline: keeping today\u2019s plan; tick: where the best flips"

    def description(self) -> str:
        now = f"the total now is {self.amounts.phrase(self.result.total)}"
        parts = [f"Tornado of {counted(len(self.bars), 'number')}, longest first; {now}"]
        parts.append(f"What is {'done' if nothing_open(self.model) else 'best'} now: {self.result.title}")
        for bar in self.bars[:NAMED]:
            low, high = (self.amounts.text(end) for end in bar.best)
            parts.append(f"{quoted(bar.number.label)}, {_range(bar)}: from {low} to {high}")
            for switch in bar.switches:
                parts.append(f"At {bar.number.text(switch.value)} {switch.change}")
        return " ".join(sentence(part) for part in parts)


def _range(bar: TornadoBar) -> str:
    return f"{bar.number.span}, now {bar.number.text(bar.number.base)}"


def _with_air(axis: AxisScale) -> AxisScale:
    """Room at both ends for the numbers that stand beside the bars."""
    air = 0.09 * (axis.high - axis.low)
    return AxisScale(axis.low - air, axis.high + air)


def _close(totals: Sequence[float], others: Sequence[float]) -> bool:
    """Whether totals are the same but for rounding."""
    return all(isclose(*pair, rel_tol=1e-9, abs_tol=1e-9) for pair in zip(totals, others, strict=True))


def turns(bar: TornadoBar) -> tuple[TurningPoint, ...]:
    """Every total at which something else becomes best: 'flips to Elsewhere below 0.15'; the nearest to now first."""
    base = bar.number.base
    home = next((place for place, e in enumerate(bar.intervals) if e.low <= base <= e.high), None)
    if home is None:
        return ()
    found = []
    for place, interval in enumerate(bar.intervals):
        if place == home or interval.title == bar.intervals[place + (1 if place < home else -1)].title:
            continue
        at, total = (interval.high, interval.totals[1]) if place < home else (interval.low, interval.totals[0])
        where = f"{'below' if place < home else 'above'} {bar.number.text(at)}"
        back = interval.title == bar.intervals[home].title
        told = ("as now",) if back else changes(bar.intervals[home], interval)
        first = () if back else (f"flips to {told[0]} {where}",)
        texts = less_and_less(*first, *(f"{text} {where}" for text in told), f"flips {where}")
        found.append((abs(place - home), TurningPoint(total, texts)))
    return tuple(turn for _, turn in sorted(found, key=lambda pair: pair[0]))


class _TornadoPainter:
    def __init__(self, page: Page, strips: Strips, layout: StripsLayout, total: float, bars: list[TornadoBar]):
        self.page, self.strips, self.layout, self.total = page, strips, layout, total
        self.rows = list(zip(layout.rows, bars, strict=False))
        self.size, self.stroke = layout.size, page.sheet.stroke
        self.tall = any(bar.switches for bar in bars)

    def paint(self) -> None:
        solid = [self.box(row, *bar.reach, 0.7) for row, bar in self.rows]
        outlined = [self.box(row, *bar.fixed, 1.0) for row, bar in self.rows if not _close(bar.fixed, bar.best)]
        colours = [self.page.colour("accent" if bar.switches else "faint") for _, bar in self.rows]
        self.page.boxes(solid, colours, "bars", zorder=3)
        self.page.boxes(outlined, "none", "kept", edge="soft", width=self.stroke, zorder=3.2)
        paint_turns(self.page, [(row, self.turns(bar)) for row, bar in self.rows])
        self.page.lines([self.base(row) for row, _ in self.rows], "ink", 1.2 * self.stroke, "base", 3.4)
        self.ends()

    def turns(self, bar: TornadoBar) -> list[TurningPoint]:
        """Where what is best changes, in points of the page."""
        return [replace(turn, at=self.x(turn.at)) for turn in turns(bar)]

    def middle(self, row: StripRow) -> float:
        """How far down the middle of a bar is: that of its row, or further up where something is said below it."""
        return middle(self.page, row) if self.tall else row.box.y + row.box.height / 2

    def base(self, row: StripRow) -> list[tuple[float, float]]:
        """The line of the total now, through the bar and not through what is said below it."""
        end = below(self.page, row) - 0.1 * self.size if self.tall else row.box.bottom
        return [(self.x(self.total), row.box.y), (self.x(self.total), end)]

    def ends(self) -> None:
        """The number's own values beside the ends of its bar that they lead to, where they fit."""
        for row, bar in self.rows:
            span = min(*bar.fixed, *bar.reach, self.total), max(*bar.fixed, *bar.reach, self.total)
            values = zip((bar.number.low, bar.number.high), bar.best, bar.fixed, strict=True)
            values_by_side: dict[bool, float] = {}
            for value, *totals in sorted(values, key=lambda ends: -abs(ends[1] - self.total)):
                free = [right for right in (True, False) if right not in values_by_side]
                side = next((right for right in free if any(_close((span[right],), (end,)) for end in totals)), None)
                if side is not None:
                    values_by_side[side] = value
            for right, value in values_by_side.items():
                self.end(row, self.x(span[right]), bar.number.text(value), right)

    def end(self, row: StripRow, at: float, value: str, right: bool) -> None:
        text = line(value, self.page.sheet.second)
        left = at + 0.3 * self.size if right else at - 0.3 * self.size - text.width
        if row.box.x <= left and left + text.width <= row.box.right:
            self.page.text(left, self.middle(row) - text.height / 2, text, "soft", gid="end")

    def x(self, value: float) -> float:
        return self.layout.x(self.strips.across, value)

    def box(self, row: StripRow, start: float, stop: float, tall: float) -> Box:
        left, right = sorted((self.x(start), self.x(stop)))
        base = self.x(self.total)
        left, right = min(left, base), max(right, base)
        return Box(left, self.middle(row) - tall * self.size / 2, right - left, tall * self.size)


PICTURE = TornadoPicture
