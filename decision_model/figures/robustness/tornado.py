"""The tornado: a bar a number, longest first, with a mark where the best plan changes and what it changes to."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose

from decision_model.analysis.given_plan import nothing_open
from decision_model.analysis.robustness.sensitivity.optimal_intervals import short_titles
from decision_model.analysis.robustness.tornado import Tornado, TornadoBar
from decision_model.figures.charts.beside import fit_beside, paint_beside
from decision_model.figures.charts.chart import round_text
from decision_model.figures.charts.scales import AxisScale, scale
from decision_model.figures.charts.strips import Strip, StripRow, Strips, StripsLayout
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Box, line, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, listed, sentence

NAMED = 20
"""How many numbers the long description names."""


class TornadoPicture(ResultPicture):
    """A tornado to be drawn; `top` keeps the longest bars only."""

    def __init__(self, result: Tornado, top: int | None = None):
        super().__init__(result)
        effective = [bar for bar in result.bars if bar.swing > 0 or bar.switches]
        self.bars = effective[: top or len(effective)] or list(result.bars[:1])
        self.amounts: Amounts = result.amounts

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        texts = [change_words(bar) if bar.switches else () for bar in self.bars]
        page = sheet(self.words, theme, width, height)
        fitted_page, strips, layout = fit_beside(page, self.strips(), texts)
        canvas = opener(fitted_page)
        paint_frame(canvas, strips, layout)
        _TornadoPainter(canvas, strips, layout, self.result.total, self.bars).paint()
        paint_beside(canvas, layout, texts)

    def strips(self) -> Strips:
        ends = [end for bar in self.bars for end in (*bar.fixed, *bar.reach)]
        rows = tuple(Strip(bar.number.label, (), _range(bar)) for bar in self.bars)
        changes = any(bar.switches for bar in self.bars)
        return Strips(
            rows,
            _with_air(scale([*ends, self.result.total])),
            head=f"{self.amounts.head('Total')}; the upright line is the total now",
            across_text=round_text(self.amounts.factor),
            second=0.46 if changes else 0.0,
            second_head="Changes what is best" if changes else "",
            tall=1.9,
            more=len(self.result.bars) - len(self.bars),
        )

    def subtitle(self) -> str:
        each = f"{self.model.title}. Each number over its range, all else held"
        if nothing_open(self.model):
            return f"{each}, the given plan kept to"
        return f"{each}. Solid: the plan chosen anew; outlined: the plan of now kept; tick: where what is best changes"

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


def change_words(bar: TornadoBar) -> tuple[str, ...]:
    """Where something else is best, and in what it differs from the plan now: 'below 0.15: Quadripartite plan only'.

    Both ends are given of a stretch beyond which the plan now is best again: '0.15 to 0.85: Quadripartite plan only'.
    """
    base = bar.number.base
    home = next((interval for interval in bar.intervals if interval.low <= base <= interval.high), None)
    if home is None:
        return ()
    parts = []
    for place, interval in enumerate(bar.intervals):
        if interval is not home and interval.title != home.title:
            _, title = short_titles(home.solution.model, home, interval)
            low, high = (bar.number.text(end) for end in (interval.low, interval.high))
            beyond = bar.intervals[place + 1 :] if interval.low >= base else bar.intervals[:place][::-1]
            side = f"above {low}" if interval.low >= base else f"below {high}"
            if beyond and beyond[0].title == home.title:
                side = f"{low} to {high}"
            parts.append(f"{side}: {listed([title, *interval.level])}")
    return tuple(parts)


class _TornadoPainter:
    def __init__(self, page: Page, strips: Strips, layout: StripsLayout, total: float, bars: list[TornadoBar]):
        self.page, self.strips, self.layout, self.total = page, strips, layout, total
        self.rows = list(zip(layout.rows, bars, strict=False))
        self.size, self.stroke = layout.size, page.sheet.stroke

    def paint(self) -> None:
        solid = [self.box(row, *bar.reach, 0.46) for row, bar in self.rows]
        outlined = [self.box(row, *bar.fixed, 0.7) for row, bar in self.rows if not _close(bar.fixed, bar.best)]
        colours = [self.page.colour("accent" if bar.switches else "faint") for _, bar in self.rows]
        self.page.boxes(solid, colours, "bars", zorder=3)
        self.page.boxes(outlined, "none", "kept", edge="soft", width=self.stroke, zorder=3.2)
        ticks = [self.tick(row, switch.total) for row, bar in self.rows for switch in bar.switches]
        self.page.lines(ticks, "ink", 2.2 * self.stroke, "switches", 3.6)
        if self.layout.rows:
            x = self.x(self.total)
            ends = [(x, self.layout.rows[0].box.y), (x, self.layout.rows[-1].box.bottom)]
            self.page.lines([ends], "ink", 1.2 * self.stroke, "base", 3.4)
        self.ends()

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
            self.page.text(left, row.box.y + (row.box.height - text.height) / 2, text, "soft", gid="end")

    def x(self, value: float) -> float:
        return self.layout.x(self.strips.across, value)

    def box(self, row: StripRow, start: float, stop: float, share: float) -> Box:
        tall = min(share * row.box.height, 2 * share * self.size)
        left, right = sorted((self.x(start), self.x(stop)))
        base = self.x(self.total)
        left, right = min(left, base), max(right, base)
        return Box(left, row.box.y + (row.box.height - tall) / 2, right - left, tall)

    def tick(self, row: StripRow, total: float) -> list[tuple[float, float]]:
        middle, reach = row.box.y + row.box.height / 2, min(0.42 * row.box.height, 0.9 * self.size)
        return [(self.x(total), middle - reach), (self.x(total), middle + reach)]


PICTURE = TornadoPicture
