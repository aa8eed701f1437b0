"""The tornado: a bar a number, longest first, with a mark where the best plan changes and what it changes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decision_model.analysis.robustness.sensitivity.optimal_intervals import short_titles
from decision_model.analysis.robustness.tornado import Tornado, TornadoBar
from decision_model.analysis.units import amounts
from decision_model.figures.charts.chart import round_text
from decision_model.figures.charts.scales import Scale, scale
from decision_model.figures.charts.strips import Row, Strip, Strips, StripsLayout, fit_strips
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Block, Box, block, line, sheet
from decision_model.figures.page.number_words import number_text, span_text, value_text
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.style import Theme
from decision_model.figures.page.words import Words, source_line
from decision_model.words.amounts import Amounts
from decision_model.words.sentences import counted, sentence

if TYPE_CHECKING:
    import pandas as pd


SIZES = (0.85, 0.78, 0.72, 0.66)
"""Sizes of type, in ems, for what takes over."""


class TornadoPicture:
    """A tornado to be drawn; `top` keeps the longest bars only."""

    def __init__(self, result: Tornado, top: int | None = None):
        self.result, self.model = result, result.model
        self.bars = [bar for bar in result.bars if bar.swing > 0 or bar.switches][: top or len(result.bars)] or list(
            result.bars[:1]
        )
        self.amounts: Amounts = amounts(self.model, [end for bar in self.bars for end in (*bar.fixed, *bar.reach)])

    @property
    def words(self) -> Words:
        return Words(self._title(), self._subtitle(), source_line(self.model), self._description())

    def table(self) -> pd.DataFrame:
        return self.result.table()

    def page(self, theme: Theme) -> tuple[float, float]:
        return theme.size

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        found, strips, layout = fit_strips(sheet(self.words, theme, width, height), self.strips())
        page = opener(found)
        paint_frame(page, strips, layout)
        _Painter(page, strips, layout, self.result.total, self.bars).paint()

    def strips(self) -> Strips:
        ends = [end for bar in self.bars for end in (*bar.fixed, *bar.reach)]
        rows = tuple(Strip(bar.number.label, (), _range(bar)) for bar in self.bars)
        changes = any(bar.switches for bar in self.bars)
        return Strips(
            rows,
            _with_air(scale([*ends, self.result.total])),
            head=f"Total, {self.amounts.unit or 'of 100'}; the upright line is the total now",
            across_text=round_text(self.amounts.factor),
            note=self._note(),
            second=0.4 if changes else 0.0,
            second_head="Changes what is best" if changes else "",
            tall=1.9,
        )

    def _note(self) -> str:
        still = [bar.number.label for bar in self.result.bars if bar not in self.bars]
        said = [
            f"{counted(len(still), 'more number')} {'moves' if len(still) == 1 else 'move'} nothing." if still else ""
        ]
        if self.result.swing is not None:
            said.append(f"Numbers without a range move by {self.result.swing:.0%} of their size.")
        if self.result.left_out:
            said.append(f"Could not be moved: {', '.join(self.result.left_out[:6])}.")
        return " ".join(filter(None, said))

    def _title(self) -> str:
        longest = self.result.bars[0]
        if longest.swing == 0:
            return "No number alone moves the total"
        first = f"'{longest.number.label}' moves the total most, by {self.amounts.phrase(longest.swing)}"
        count = sum(bool(bar.switches) for bar in self.result.bars)
        whole = len(self.result.bars)
        if not count:
            return f"{first}, but no number alone changes what is best"
        return f"{first}; {count} of {counted(whole, 'number')} alone can change what is best"

    def _subtitle(self) -> str:
        return (
            f"{self.model.title}. Each number over its range, the others as they are. "
            "Solid: the plan chosen anew; outlined: the plan of now kept; tick: where what is best changes"
        )

    def _description(self) -> str:
        now = f"the total now is {self.amounts.phrase(self.result.total)}, with {self.result.title} the best"
        parts = [f"Tornado of {counted(len(self.bars), 'number')}, longest first; {now}"]
        for bar in self.bars[:20]:
            low, high = (self.amounts.text(end) for end in bar.best)
            parts.append(f"{bar.number.label}, {_range(bar)}: from {low} to {high}")
            for each in bar.switches:
                at = number_text(bar.number, each.value)
                parts.append(f"At {at} what is best passes from {each.before} to {each.after}")
        return " ".join(sentence(part) for part in parts)


def _range(bar: TornadoBar) -> str:
    number = bar.number
    return f"{span_text(number, number.low, number.high)}, now {number_text(number, number.base)}"


def _with_air(given: Scale) -> Scale:
    """Room at both ends for the numbers that stand beside the bars."""
    air = 0.09 * (given.high - given.low)
    return Scale(given.low - air, given.high + air)


def change_words(bar: TornadoBar) -> str:
    """'below 0.15: Quadripartite plan only': where something else is best, and in what it differs from the plan now."""
    base = bar.number.base
    home = next((each for each in bar.intervals if each.low <= base <= each.high), None)
    if home is None:
        return ""
    parts = []
    for each in bar.intervals:
        if each is not home and each.title != home.title:
            _, title = short_titles(home.solution.model, home, each)
            above = each.low >= base
            side = f"{'above' if above else 'below'} {number_text(bar.number, each.low if above else each.high)}"
            parts.append(f"{side}: {title}")
    return "; ".join(parts)


class _Painter:
    def __init__(self, page: Page, strips: Strips, layout: StripsLayout, total: float, bars: list[TornadoBar]):
        self.page, self.strips, self.layout, self.total = page, strips, layout, total
        self.rows = list(zip(layout.rows, bars, strict=False))
        self.size, self.stroke = layout.size, page.sheet.stroke

    def paint(self) -> None:
        solid = [self.box(row, *bar.reach, 0.46) for row, bar in self.rows]
        kept = [self.box(row, *bar.fixed, 0.7) for row, bar in self.rows if bar.fixed != bar.best]
        colours = [self.page.colour("accent" if bar.switches else "faint") for _, bar in self.rows]
        self.page.boxes(solid, colours, "bars", zorder=3)
        self.page.boxes(kept, "none", "kept", edge="soft", width=self.stroke, zorder=3.2)
        ticks = [self.tick(row, switch.total) for row, bar in self.rows for switch in bar.switches]
        self.page.lines(ticks, "ink", 2.2 * self.stroke, "switches", 3.6)
        if self.layout.rows:
            x = self.x(self.total)
            ends = [(x, self.layout.rows[0].box.y), (x, self.layout.rows[-1].box.bottom)]
            self.page.lines([ends], "ink", 1.2 * self.stroke, "base", 3.4)
        self.ends()
        self.becomes()

    def ends(self) -> None:
        """The number's own values beside the ends of its bar that they lead to, where they fit."""
        for row, bar in self.rows:
            span = min(*bar.fixed, *bar.reach, self.total), max(*bar.fixed, *bar.reach, self.total)
            values = zip((bar.number.low, bar.number.high), bar.best, bar.fixed, strict=True)
            said: dict[bool, float] = {}
            for value, *totals in sorted(values, key=lambda each: -abs(each[1] - self.total)):
                side = next((right for right in (True, False) if span[right] in totals and right not in said), None)
                if side is not None:
                    said[side] = value
            for right, value in said.items():
                self.end(row, self.x(span[right]), value, right)

    def end(self, row: Row, at: float, value: float, right: bool) -> None:
        text = line(value_text(value), 0.68 * self.size)
        left = at + 0.3 * self.size if right else at - 0.3 * self.size - text.width
        if row.box.x <= left and left + text.width <= row.box.right:
            self.page.text(left, row.box.y + (row.box.height - text.height) / 2, text, "soft", gid="end")

    def x(self, value: float) -> float:
        return self.layout.x(self.strips.across, value)

    def box(self, row: Row, one: float, other: float, share: float) -> Box:
        tall = min(share * row.box.height, 2 * share * self.size)
        left, right = sorted((self.x(one), self.x(other)))
        base = self.x(self.total)
        left, right = min(left, base), max(right, base)
        return Box(left, row.box.y + (row.box.height - tall) / 2, right - left, tall)

    def tick(self, row: Row, total: float) -> list[tuple[float, float]]:
        middle, reach = row.box.y + row.box.height / 2, min(0.42 * row.box.height, 0.9 * self.size)
        return [(self.x(total), middle - reach), (self.x(total), middle + reach)]

    def becomes(self) -> None:
        """What takes over and where."""
        paint_beside(self.page, self.layout, [(row, change_words(bar)) for row, bar in self.rows if bar.switches])


def paint_beside(page: Page, layout: StripsLayout, said: list[tuple[Row, str]]) -> None:
    """Texts in the second area of their rows, all in one size of type, cut where a row has no room for all of it."""
    size = next((s for s in SIZES if all(_fits(row, text, s * layout.size) for row, text in said)), SIZES[-1])
    for row, text in said:
        found = _cut(block(text, row.second.width, size * layout.size), row)
        page.text(row.second.x, row.box.y + (row.box.height - found.height) / 2, found, "accent", gid="beside")


def _fits(row: Row, text: str, size: float) -> bool:
    return block(text, row.second.width, size).height <= row.box.height


def _cut(found: Block, row: Row) -> Block:
    """As many lines as the row has room for."""
    kept = max(1, int(row.box.height * len(found.lines) / found.height))
    if kept >= len(found.lines):
        return found
    return Block(
        (*found.lines[: kept - 1], _shortened(found.lines[kept - 1], row.second.width, found.size)), found.size
    )


def _shortened(said: str, room: float, size: float) -> str:
    while len(said) > 1 and line(f"{said} \u2026", size).width > room:
        said = said[:-1]
    return f"{said.rstrip()} \u2026"


PICTURE = TornadoPicture
