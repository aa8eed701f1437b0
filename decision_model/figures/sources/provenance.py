"""Where the numbers come from: for each basis, how far the lead moves as those numbers vary over their ranges."""

from __future__ import annotations

from math import isfinite

from decision_model.analysis.sources.provenance import BASIS_LABELS, Group, Provenance
from decision_model.figures.charts.chart import round_text
from decision_model.figures.charts.scales import AxisScale, scale
from decision_model.figures.charts.strips import Strip, StripRow, Strips, StripsLayout, bar_height, fit_strips
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Box, line, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Fill, Theme
from decision_model.model.labels import number_labels
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import capital, counted, sentence

AIR = 0.12
"""Share of the scale left free at both sides for the figures at the bars' ends."""


class ProvenancePicture(ResultPicture):
    """The bases of a model's numbers to be drawn."""

    def __init__(self, result: Provenance):
        super().__init__(result)
        self.groups = [group for group in result.groups if group.count]
        self.spans, self.amounts = result.spans, result.amounts
        ends = [end for span in self.spans if span for end in span if isfinite(end)]
        ends += [result.lead] if isfinite(result.lead) else []
        reach = scale([*ends, 0.0])
        air = AIR * (reach.high - reach.low)
        self.across = AxisScale(reach.low - air, reach.high + air)

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page, strips, layout = fit_strips(sheet(self.words, theme, width, height), self.strips())
        _ProvenancePainter(opener(page), self, strips, layout).paint()

    def strips(self) -> Strips:
        rows = [self._group(group) for group in self.groups]
        if self.result.decisive:
            label = number_labels(self.model)[self.result.decisive[0].address]
            rows.append(Strip(label, ("1", ""), self._alone(), strong=self.result.enough > 0))
        return Strips(
            tuple(rows),
            self.across,
            ("numbers", "still leads") if self.result.leader else ("numbers", ""),
            "",
            self.amounts.head(f"Lead of {quoted(self.result.leader)}" if self.result.leader else "No choice, no lead"),
            round_text(self.amounts.factor),
            tall=3.2,
        )

    def _group(self, group: Group) -> Strip:
        tried = "no range to try" if not group.ranged else f"{group.ranged} varied{' together' * (group.ranged > 1)}"
        share = percent(group.kept) if isfinite(group.kept) else ""
        return Strip(capital(BASIS_LABELS[group.basis]), (str(group.count), share), tried)

    def _alone(self) -> str:
        """What the number that matters most can do by itself: 'enough by itself, as are 3 others'."""
        others = self.result.enough - 1
        if others < 0:
            return "moves it most by itself"
        also = f", as {'is' if others == 1 else 'are'} {counted(others, 'other')}" if others else ""
        return f"enough by itself{also}"

    def subtitle(self) -> str:
        return f"{self.model.title}. The lead as the numbers of each kind vary; dashed: at those of the file"

    def description(self) -> str:
        parts = ["Bars of the lead, a row for each basis of the numbers", self.result.statement.detail]
        for group in self.groups:
            count = f"{capital(BASIS_LABELS[group.basis])}: {counted(group.count, 'number')}"
            if isfinite(group.lowest):
                low, high = map(self.amounts.scaled, (group.lowest, group.highest))
                count += f", {group.ranged} varied; the lead runs from {low} to {high}"
                count += f" and lasts in {percent(group.kept)} of random trials"
            parts.append(count)
        return " ".join(sentence(part) for part in parts)


class _ProvenancePainter:
    def __init__(self, page: Page, picture: ProvenancePicture, strips: Strips, layout: StripsLayout):
        self.page, self.picture, self.strips, self.layout = page, picture, strips, layout
        self.size, self.stroke = layout.size, page.sheet.stroke

    def paint(self) -> None:
        paint_frame(self.page, self.strips, self.layout)
        self.bars()
        self.lines()

    def bars(self) -> None:
        """The reach of the lead: plain where the leader keeps it, textured where another is best."""
        colours = self.page.colours
        keeps, loses = Fill(colours.accent, "plain"), Fill(colours.faint, "rising")
        parts = []
        for row, span in self.rows:
            low, high = span
            parts += [(self.bar(row, min(low, 0.0), min(high, 0.0)), loses)] if low < 0 else []
            parts += [(self.bar(row, max(low, 0.0), max(high, 0.0)), keeps)] if high > 0 else []
            self.ends(row, low, high)
        self.page.filled(parts, "reach", 0.45 * self.size, 0.7 * self.stroke)

    @property
    def rows(self) -> list[tuple[StripRow, tuple[float, float]]]:
        pairs = zip(self.layout.rows, self.picture.spans, strict=False)
        return [(row, span) for row, span in pairs if span and isfinite(span[0]) and isfinite(span[1])]

    def bar(self, row: StripRow, low: float, high: float) -> Box:
        left, right = self.layout.x(self.strips.across, low), self.layout.x(self.strips.across, high)
        tall = bar_height(row.box, self.size, 1.3)
        return Box(left, row.box.y + (row.box.height - tall) / 2, right - left, tall)

    def ends(self, row: StripRow, low: float, high: float) -> None:
        """The two ends in figures beside the bar, where there is room for them."""
        box, gap = self.bar(row, low, high), 0.35 * self.size
        texts = [line(self.picture.amounts.text(total), self.page.sheet.second) for total in (low, high)]
        for left, text in zip((box.x - gap - texts[0].width, box.right + gap), texts, strict=True):
            if left >= self.layout.plot.x and left + text.width <= self.layout.plot.right:
                top = box.y + (box.height - text.height) / 2
                ground = "tint" if row.strip.strong else "paper"
                self.page.boxes([Box(left, top, text.width, text.height)], ground, "clear", zorder=5)
                self.page.text(left, top, text, "soft", gid="end")

    def lines(self) -> None:
        """Where another becomes best, and where the file's numbers put the lead."""
        plot = self.layout.plot
        zero = self.layout.x(self.strips.across, 0.0)
        self.sides(zero)
        self.page.lines([[(zero, plot.y), (zero, plot.bottom)]], "ink", 1.3 * self.stroke, "zero", 3.8)
        lead = self.picture.result.lead
        if isfinite(lead):
            x = self.layout.x(self.strips.across, lead)
            self.page.lines([[(x, plot.y), (x, plot.bottom)]], "ink", 1.3 * self.stroke, "base", 3.8, dashed=True)

    def sides(self, zero: float) -> None:
        """What either side of 0 means, above the bars."""
        gap, top = 0.6 * self.size, self.layout.heads_top
        for text, sign in (("lead lost", -1), ("lead kept", 1)):
            label = line(text, self.page.sheet.second, "bold")
            left = zero + gap if sign > 0 else zero - gap - label.width
            if left >= self.layout.plot.x and left + label.width <= self.layout.plot.right:
                self.page.text(left, top, label, "soft", gid="side")


PICTURE = ProvenancePicture
