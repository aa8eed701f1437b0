"""Flips: for each rival the weights that would have to move before it draws level with the winner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from decision_model.analysis.robustness.flip import Flip, WeightFlip
from decision_model.figures.charts.bars import differences
from decision_model.figures.charts.keyed import fit_keyed, top_fills, write_key
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.charts.strips import Strip, StripRow, Strips, StripsLayout, bar_height
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Box, block, line, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Fill, Theme, ink_on
from decision_model.model.labels import consideration_labels
from decision_model.model.weight_shares import undivided
from decision_model.words.numbers import MINUS
from decision_model.words.sentences import counted, sentence

SMALL = 5e-5
"""Changes of a share that are not shown."""
NAMED = 12
"""How many rivals the long description names."""


class FlipPicture(ResultPicture):
    """Flips to be drawn: a row a rival, what has to rise to the right, what has to fall to the left."""

    def __init__(self, result: Flip):
        super().__init__(result)
        self.amounts = differences(self.model, [flip.gap for flip in result.flips])
        self.changes = [self._changes(flip) for flip in result.flips]
        self.changing = [
            name for name in undivided(self.model, result.base) if any(name in changes for changes in self.changes)
        ]
        most = max((_shifted(changes) for changes in self.changes), default=0.0)
        self.across = AxisScale(-100 * most, 100 * most) if most > 0 else AxisScale(-1.0, 1.0)

    def _changes(self, flip: WeightFlip) -> dict[str, float]:
        if flip.weights is None:
            return {}
        base, there = (undivided(self.model, weights) for weights in (self.result.base, flip.weights))
        changes = {name: there[name] - share for name, share in base.items()}
        return {name: change for name, change in changes.items() if abs(change) > SMALL}

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        labels = consideration_labels(self.model)
        titles = [labels[name] for name in self.changing]
        page, strips, layout = fit_keyed(sheet(self.words, theme, width, height), self.strips(), titles)
        _FlipPainter(opener(page), self, strips, layout).paint()

    def strips(self) -> Strips:
        rows = [self._strip(flip, changes) for flip, changes in zip(self.result.flips, self.changes, strict=True)]
        if not self.changing:
            return self._behind(rows)
        return Strips(
            tuple(rows),
            self.across.widened(),
            ("behind now", "to shift"),
            "Points of weight that fall (left) and rise (right)",
            across_text=_signed,
            tall=2.2,
            stretch=2.4,
        )

    def _behind(self, rows: Sequence[Strip]) -> Strips:
        """Where no change of weights makes any rival level: how far behind each is."""
        plain = [
            Strip(row.title, row.numbers[:1], _without_bar(flip))
            for row, flip in zip(rows, self.result.flips, strict=True)
        ]
        most = max((abs(flip.gap) for flip in self.result.flips), default=0.0)
        across = AxisScale(0.0, most or 1.0)
        return Strips(tuple(plain), across, ("behind now",), "How far behind at the stated weights")

    def _strip(self, flip: WeightFlip, changes: Mapping[str, float]) -> Strip:
        under = f"{flip.leader} would then lead" if flip.leader else ""
        move = "" if flip.weights is None else _points(_shifted(changes))
        return Strip(flip.title, (self.amounts.bare(flip.gap), move), under)

    def subtitle(self) -> str:
        subject = "The smallest change of weights that the file allows at which each rival is as good as the winner"
        return f"{self.model.title}. {subject}"

    def description(self) -> str:
        parts = [f"Bars of the weights that must change, for {counted(len(self.result.flips), 'rival')}"]
        parts += [flip.sentence for flip in self.result.flips[:NAMED]]
        if len(self.result.flips) > NAMED:
            parts.append(f"{counted(len(self.result.flips) - NAMED, 'more rival')} follow")
        return " ".join(sentence(part) for part in parts)


def _without_bar(flip: WeightFlip) -> str:
    """What is written where there is no change of weights to draw."""
    if flip.weights is None:
        return "no allowed weights make it level"
    return "level whatever the weights" if flip.level else "level already"


def _shifted(changes: Mapping[str, float]) -> float:
    """How much weight changes hands, as a share of all."""
    return sum(change for change in changes.values() if change > 0)


def _points(share: float) -> str:
    return f"{100 * share:.1f}".removesuffix(".0") if share >= 0.0005 or share == 0 else "<0.1"


def _signed(value: float) -> str:
    return f"{MINUS if value < 0 else '+' if value > 0 else ''}{abs(value):g}"


class _FlipPainter:
    def __init__(self, page: Page, picture: FlipPicture, strips: Strips, layout: StripsLayout):
        self.page, self.picture, self.strips, self.layout = page, picture, strips, layout
        self.fills = top_fills(picture.model, page.sheet.theme)

    def paint(self) -> None:
        paint_frame(self.page, self.strips, self.layout)
        if not self.picture.changing:
            self.behind()
            return
        write_key(self.page, self.picture.model, self.picture.changing)
        parts = []
        for row, flip, changes in zip(self.layout.rows, self.picture.result.flips, self.picture.changes, strict=False):
            parts += self.parts(row, changes)
            if flip.weights is None or not changes:
                self.say(row, _without_bar(flip))
        self.page.filled([(box, fill) for box, fill, _ in parts], "changes", 0.45 * self.layout.size)
        self.numbers(parts)
        if self.layout.rows:
            zero = self.layout.x(self.strips.across, 0.0)
            strokes = [[(zero, row.box.y), (zero, row.box.bottom)] for row in self.layout.rows]
            flips = self.picture.changes
            self.page.lines(
                [stroke for stroke, changes in zip(strokes, flips, strict=False) if changes],
                "ink",
                1.6 * self.page.sheet.stroke,
                "zero",
                3.8,
            )

    def behind(self) -> None:
        """A bar of how far behind each rival is."""
        bars = []
        for row, flip in zip(self.layout.rows, self.picture.result.flips, strict=False):
            tall, left = bar_height(row.box, self.layout.size, 1.9), self.layout.x(self.strips.across, 0.0)
            wide = self.layout.x(self.strips.across, abs(flip.gap)) - left
            bars.append(Box(left, row.box.y + (row.box.height - tall) / 2, wide, tall))
        self.page.boxes([bar for bar in bars if bar.width > 0], "accent", "behind")

    def parts(self, row: StripRow, changes: Mapping[str, float]) -> list[tuple[Box, Fill, float]]:
        """What rises to the right of zero, what falls to the left, the largest change next to it."""
        tall = bar_height(row.box, self.layout.size, 1.9)
        top = row.box.y + (row.box.height - tall) / 2
        ends = {1: self.layout.x(self.strips.across, 0.0), -1: self.layout.x(self.strips.across, 0.0)}
        parts = []
        for name, change in sorted(changes.items(), key=lambda item: -abs(round(item[1], 9))):
            way = 1 if change > 0 else -1
            wide = 100 * abs(change) * self.layout.plot.width / (self.strips.across.high - self.strips.across.low)
            left = ends[way] if way > 0 else ends[way] - wide
            ends[way] += way * wide
            parts.append((Box(left, top, wide, tall), self.fills[name], change))
        return parts

    def numbers(self, parts: list[tuple[Box, Fill, float]]) -> None:
        size = self.page.sheet.second
        pads, texts = [], []
        for box, fill, change in parts:
            text = line(f"{MINUS if change < 0 else '+'}{_points(abs(change))}", size)
            if text.width + 0.5 * size < box.width and text.height < box.height:
                left, top = box.x + (box.width - text.width) / 2, box.y + (box.height - text.height) / 2
                pads.append((Box(left - 0.15 * size, top, text.width + 0.3 * size, text.height), fill.colour))
                texts.append((left, top, text, ink_on(fill.colour, self.page.colours)))
        self.page.boxes([box for box, _ in pads], [colour for _, colour in pads], "number-pads", zorder=3.5)
        for left, top, text, ink in texts:
            self.page.text(left, top, text, ink, gid="change")

    def say(self, row: StripRow, reason: str) -> None:
        text = block(reason, row.box.width, self.page.sheet.second)
        self.page.text(row.box.x, row.box.y + (row.box.height - text.height) / 2, text, "soft", gid="said")


PICTURE = FlipPicture
