"""The nearest flip of every single number, on its own range."""

from __future__ import annotations

from decision_model.analysis.robustness.flip_numbers import NumberFlip, NumberFlips
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.charts.strips import Strip, Strips, StripsLayout, fit_strips
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.charts.turns import TALL, TurningPoint, less_and_less, middle, paint_turns
from decision_model.figures.page.layout import Box, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.words.percent import percent
from decision_model.words.sentences import counted, sentence


class NumberFlipsPicture(ResultPicture):
    """Flips to be drawn, the nearest first; numbers that flip nothing are counted below."""

    def __init__(self, result: NumberFlips):
        super().__init__(result)
        able = [flip for flip in result.flips if flip.value is not None]
        self.flips = able or list(result.flips)

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        fitted_page, strips, layout = fit_strips(sheet(self.words, theme, width, height), self.strips())
        page = opener(fitted_page)
        paint_frame(page, strips, layout)
        _paint(page, strips, layout, self.flips)

    def strips(self) -> Strips:
        return Strips(
            tuple(
                Strip(flip.number.label, (_move(flip),), _range(flip), strong=flip is self.flips[0])
                for flip in self.flips
            ),
            AxisScale(0.0, 1.0),
            ("from \u2192 to",),
            "Each number on its own range: dot now, tick where the best changes",
            note=self._note(),
            tall=TALL,
        )

    def _note(self) -> str:
        others = len(self.result.flips) - len(self.flips)
        change = "changes" if others == 1 else "change"
        notes = [f"{counted(others, 'more number')} {change} nothing within range."] if others else []
        if any(flip.number.origin == "usual" for flip in self.flips):
            notes.append("Numbers without a range take a usual one; see the table.")
        return " ".join(notes)

    def subtitle(self) -> str:
        subject = "The nearest value of each number at which something else is best, the others as they are"
        return f"{self.model.title}. {subject}"

    def description(self) -> str:
        return " ".join(sentence(flip.sentence) for flip in self.result.flips[:25])


def _range(flip: NumberFlip) -> str:
    share = f", {percent(flip.share)} of the way to its end" if flip.share is not None else ""
    return f"{flip.number.span}{share}"


def _move(flip: NumberFlip) -> str:
    if flip.value is None:
        return flip.number.text(flip.number.base)
    return " \u2192 ".join(flip.number.texts(flip.number.base, flip.value))


def _paint(page: Page, strips: Strips, layout: StripsLayout, flips: list[NumberFlip]) -> None:
    tracks, ways, dots, rows = [], [], [], []
    for row, flip in zip(layout.rows, flips, strict=False):
        level, base = middle(page, row), _x(strips, layout, flip, flip.number.base)
        tracks.append(Box(layout.plot.x, level - 0.16 * layout.size, layout.plot.width, 0.32 * layout.size))
        dots.append((base, level))
        if flip.value is not None:
            end = _x(strips, layout, flip, flip.value)
            ways.append(Box(min(base, end), level - 0.16 * layout.size, abs(end - base), 0.32 * layout.size))
            rows.append((row, [TurningPoint(end, _texts(flip))]))
    page.boxes(tracks, "band", "tracks", edge="faint", width=0.6 * page.sheet.stroke, zorder=2)
    page.boxes(ways, "accent", "ways", zorder=3)
    paint_turns(page, rows)
    look = {"colour": "paper", "edge": "ink", "width": 1.6 * page.sheet.stroke, "zorder": 4}
    page.marks("event", dots, 0.4 * layout.size, "now", **look)


def _texts(flip: NumberFlip) -> tuple[str, ...]:
    """What is best beyond the tick, in less and less detail."""
    return less_and_less(f"flips to {flip.told[0]}", *flip.told)


def _x(strips: Strips, layout: StripsLayout, flip: NumberFlip, value: float) -> float:
    return layout.x(strips.across, (value - flip.number.low) / (flip.number.high - flip.number.low))


PICTURE = NumberFlipsPicture
