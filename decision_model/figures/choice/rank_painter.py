"""The marks of a ranking: rows, chips, stacked bars with their numbers, and ticks at the totals."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from decision_model.analysis.choice.rank import RISK
from decision_model.figures.charts.stacking import extent, stacked
from decision_model.figures.choice.rank_layout import RankedRow, RankingLayout, RankingSetter
from decision_model.figures.page.layout import Block, Box, block, line
from decision_model.figures.page.page import Page, fill_key
from decision_model.figures.page.scene import Point
from decision_model.figures.page.style import Fill, consideration_fills, ink_on, option_colours
from decision_model.words.amounts import adding_up


class RankingPainter:
    """Paints a ranking that has its places."""

    def __init__(self, page: Page, setter: RankingSetter, layout: RankingLayout):
        self.page, self.setter, self.layout = page, setter, layout
        self.ranking, self.amounts = setter.ranking, setter.amounts
        ranking = setter.ranking
        self.theme, self.size = page.sheet.theme, layout.size
        self.fills = {**consideration_fills(ranking.model, self.theme), RISK: Fill(self.theme.colours.faint, "")}
        self.bar = min((min(0.66 * row.height, 2.2 * self.size) for row in layout.rows), default=self.size)

    def paint(self) -> None:
        self.page.head()
        self.key()
        self.leaders()
        self.heads()
        for row in self.layout.rows:
            self.texts(row)
        self.chips()
        self.bars()
        self.below()

    def key(self) -> None:
        """The parts of the bars by their fill, and the tick at what they come to."""
        ranked, box, size = [row.ranked for row in self.layout.rows], self.layout.key, self.page.sheet.second
        self.page.key(box, [(self.fills[name], label) for name, label in self.setter.key(ranked).items()], size)
        if self.setter.ticked(ranked):
            last = fill_key(self.setter.key_names(ranked), box.width, size)[0][-1]
            x, y = box.x + last.x + 0.6 * size, box.y + last.y
            self.page.lines([[(x, y), (x, y + 1.1 * size)]], "accent", 2.5 * self.page.sheet.stroke, "key-total")
            self.page.text(box.x + last.text_x, y, last.text, gid="key-text")

    def leaders(self) -> None:
        room = self.page.sheet.room
        first = [row for row in self.layout.rows if not row.ranked.gap]
        bands = [Box(room.x - 0.3 * self.size, r.top, room.width + 0.6 * self.size, r.height) for r in first]
        self.page.boxes(bands, "tint", "leaders", zorder=1)

    def heads(self) -> None:
        size = self.page.sheet.second
        top = self.layout.heads
        heads = [(self.layout.total, "total"), (self.layout.behind, "behind")]
        for right, head in heads:
            self.page.text(right, top, line(head, size, "bold"), "soft", "right", gid="head")
        if self.setter.gaps:
            self.sides(top, size)
            return
        fitting = block(self.amounts.head("Contributions"), self.layout.bars.width, size, "bold")
        if len(fitting.lines) == 1:
            self.page.text(self.layout.bars.x, top, fitting, "soft", gid="head")

    def sides(self, top: float, size: float) -> None:
        """What lies on the two sides of the leader's line, where there is room to say so."""
        zero, _ = self.scale
        left, right = self.layout.bars.x, self.layout.bars.right
        less, more = line("less than the leader", size, "bold"), line("more", size, "bold")
        if less.width + 0.4 * size <= zero - left:
            self.page.text(zero - 0.4 * size, top, less, "soft", "right", gid="head")
        if more.width + 0.4 * size <= right - zero:
            self.page.text(zero + 0.4 * size, top, more, "soft", gid="head")

    def texts(self, row: RankedRow) -> None:
        first = not row.ranked.gap
        middle = row.top + row.height / 2
        left = self.page.sheet.room.x
        self.page.text(left, middle - row.place.height / 2, row.place, "ink" if first else "soft", gid="rank")
        self.page.text(self.layout.titles.x, middle - row.title.height / 2, row.title, gid="title-of-row")
        self.page.text(self.layout.total, middle - row.total.height / 2, row.total, align="right", gid="total")
        colour = "accent" if first else "soft"
        self.page.text(self.layout.behind, middle - row.behind.height / 2, row.behind, colour, "right", gid="behind")

    def chips(self) -> None:
        colours = option_colours(self.ranking.model, self.theme)
        side = 0.5 * self.size
        chips: list[tuple[Box, str]] = []
        for row in self.layout.rows:
            top = row.top + row.height / 2 - side / 2
            for place, (decision, option) in enumerate(row.ranked.options.items()):
                if option is not None:
                    left = self.layout.chips + 0.65 * place * self.size
                    chips.append((Box(left, top, side, side), colours[(decision, option)]))
        self.page.boxes([box for box, _ in chips], [colour for _, colour in chips], "options")

    def bars(self) -> None:
        zero, scale = self.scale
        if not scale:
            return
        parts: list[tuple[Box, Fill, str]] = []
        for row in self.layout.rows:
            top = row.top + row.height / 2 - self.bar / 2
            own = self.setter.parts(row.ranked)
            texts = adding_up(own, self.reach(row), self.amounts)
            for name, start, stop in stacked(own):
                box = Box(zero + scale * start, top, scale * (stop - start), self.bar)
                parts.append((box, self.fills[name], texts[name]))
        self.page.filled([(box, fill) for box, fill, _ in parts], "contributions", 0.45 * self.size)
        ticks = self.ticks(zero, scale)
        self.amounts_on(parts, ticks)
        if self.setter.gaps or zero > self.layout.bars.x:
            rows = self.layout.rows
            ends = [(zero, rows[0].top), (zero, rows[-1].top + rows[-1].height)]
            self.page.lines([ends], "ink", self.page.sheet.stroke, "zero", 3.5)
        self.page.lines(ticks, "accent", 2.5 * self.page.sheet.stroke, "totals", 3.6)

    @cached_property
    def scale(self) -> tuple[float, float]:
        """Where nothing is won or lost, and how many points a unit takes; 0 where there is nothing to show."""
        sums = [extent(self.setter.parts(row.ranked).values()) for row in self.layout.rows]
        low, high = min((s[0] for s in sums), default=0.0), max((s[1] for s in sums), default=0.0)
        if not high - low > 0:
            return self.layout.bars.x, 0.0
        scale = self.layout.bars.width / (high - low)
        return self.layout.bars.x - low * scale, scale

    def reach(self, row: RankedRow) -> float:
        """What a bar comes to: the total, or its difference to the leader's."""
        return row.ranked.total - (self.ranking.with_plan[0].total if self.setter.gaps else 0.0)

    def amounts_on(self, parts: Sequence[tuple[Box, Fill, str]], ticks: Sequence[Sequence[Point]]) -> None:
        """Each contribution's number, where its part of the bar is wide enough to hold it."""
        size = self.page.sheet.second
        pads, labels = [], []
        for box, fill, amount in parts:
            text = line(amount, size)
            if text.width + 0.8 * size < box.width and text.height < box.height:
                left, top = box.x + (box.width - text.width) / 2, box.y + (box.height - text.height) / 2
                if any(_runs_through(tick, left, top, text, size) for tick in ticks):
                    continue
                pads.append((Box(left - 0.25 * size, top, text.width + 0.5 * size, text.height), fill.colour))
                labels.append((left, top, text, ink_on(fill.colour, self.theme.colours)))
        self.page.boxes([box for box, _ in pads], [colour for _, colour in pads], "amount-pads", zorder=3.3)
        for left, top, text, ink in labels:
            self.page.text(left, top, text, ink, gid="amount")

    def ticks(self, zero: float, scale: float) -> list[Sequence[Point]]:
        """A tick at the total of every row, where there are rows in which losses meet gains."""
        if not self.setter.ticked([row.ranked for row in self.layout.rows]):
            return []
        rows = [row for row in self.layout.rows if not self.setter.gaps or self.setter.parts(row.ranked)]
        places = [(zero + scale * self.reach(row), row.top + row.height / 2) for row in rows]
        return [[(x, y - 0.65 * self.bar), (x, y + 0.65 * self.bar)] for x, y in places]

    def below(self) -> None:
        layout, room = self.layout, self.page.sheet.room
        bottom = layout.rows[-1].top + layout.rows[-1].height if layout.rows else layout.heads
        self.page.text(layout.titles.x, bottom + 0.1 * self.size, layout.more, "soft", gid="more")
        self.page.text(room.x, room.bottom - layout.foot.height, layout.foot, "soft", gid="excluded")


def _runs_through(tick: Sequence[Point], left: float, top: float, text: Block, room: float) -> bool:
    """Whether the tick of a total would run through a number."""
    (x, above), (_, below) = tick
    return left - room < x < left + text.width + room and above < top + text.height and below > top
