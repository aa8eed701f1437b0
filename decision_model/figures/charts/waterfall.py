"""A waterfall: from one total to another, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise

from decision_model.figures.charts.chart import round_text
from decision_model.figures.charts.scales import scale
from decision_model.figures.charts.strips import Strip, StripRow, Strips, StripsLayout, fit_strips, lay_out
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Box, Sheet, fitted
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.style import Fill
from decision_model.words.amounts import Amounts, adding_up
from decision_model.words.numbers import MINUS


@dataclass(frozen=True)
class Fall:
    """One row: a step by some amount in its fill, or a total (`fill` is None); `under` is a softer line below it."""

    title: str
    start: float
    stop: float
    fill: Fill | None = None
    strong: bool = False
    under: str = ""


def falls(first: tuple[str, float], steps: Sequence[tuple[str, float, Fill]], last: tuple[str, float]) -> list[Fall]:
    """The rows from the first total, through the steps (title, amount, fill), to the last."""
    at, rows = first[1], [Fall(first[0], first[1], first[1])]
    for title, by, fill in steps:
        rows.append(Fall(title, at, at + by, fill))
        at += by
    return [*rows, Fall(last[0], last[1], last[1], strong=True)]


def paint_waterfall(opener: Opener, page: Sheet, rows: Sequence[Fall], amounts: Amounts, note: str = "") -> None:
    """The rows on a page, amounts at the right, each bar tied to the next; a note only where there is room for it."""
    tried = ((kept, said) for said in dict.fromkeys((note, "")) for kept in range(len(rows) - 2, 0, -1))
    for kept, said in tried:
        shown = _summed_up(rows, kept, Fill(page.theme.colours.soft, "plain"))
        if fit := fitted(page, partial(lay_out, strips=_strips(shown, amounts, said)), page.theme.least):
            (sheet, layout), strips, rows = fit, _strips(shown, amounts, said), shown
            break
    else:
        sheet, strips, layout = fit_strips(page, _strips(rows, amounts, note))
    canvas = opener(sheet)
    paint_frame(canvas, strips, layout)
    _paint(canvas, strips, layout, rows)


def _summed_up(rows: Sequence[Fall], kept: int, fill: Fill) -> list[Fall]:
    """The rows with so many of their steps, the largest; the rest is one step before the last total."""
    first, *steps, last = rows
    largest = sorted(range(len(steps)), key=lambda place: -abs(steps[place].stop - steps[place].start))[:kept]
    if len(largest) >= len(steps) - 1:  # one step takes no less room when it is called the rest
        return list(rows)
    at, shown = first.stop, [first]
    for place in sorted(largest):
        step = steps[place]
        shown.append(replace(step, start=at, stop=at + step.stop - step.start))
        at = shown[-1].stop
    return [*shown, Fall(f"{len(steps) - kept:,} more", at, last.start, fill), last]


def _strips(rows: Sequence[Fall], amounts: Amounts, note: str) -> Strips:
    return Strips(
        tuple(
            Strip(row.title, (text,), row.under, row.strong)
            for row, text in zip(rows, _texts(rows, amounts), strict=True)
        ),
        scale([end for row in rows for end in (row.start, row.stop)]).widened(),
        ("",),
        amounts.head("Total"),
        across_text=round_text(amounts.factor),
        note=note,
        tall=1.9,
    )


def _texts(rows: Sequence[Fall], amounts: Amounts) -> list[str]:
    """Both totals, and between them the steps, written so that they lead from the one to the other as printed."""
    first, *between, last = rows
    steps = {str(place): row.stop - row.start for place, row in enumerate(between)}
    texts = adding_up(steps, amounts.rounded(last.stop) - amounts.rounded(first.stop), amounts)
    return [amounts.text(first.stop), *map(_signed, texts.values()), amounts.text(last.stop)]


def _signed(text: str) -> str:
    return text if text.startswith((MINUS, "<", ">")) else f"+{text}"


def _paint(page: Page, strips: Strips, layout: StripsLayout, falls: Sequence[Fall]) -> None:
    rows = list(zip(layout.rows, falls, strict=False))
    ends = [(layout.x(strips.across, fall.stop), row.box.y + row.box.height / 2) for row, fall in rows]
    parts = [(_box(strips, layout, row, fall), fall.fill) for row, fall in rows if fall.fill is not None]
    page.lines(
        [[upper, (upper[0], lower[1])] for upper, lower in pairwise(ends)], "soft", page.sheet.stroke, "joints", 2.5
    )
    page.filled(parts, "differences", 0.45 * layout.size)
    totals = [end for end, (_, fall) in zip(ends, rows, strict=True) if fall.fill is None]
    page.marks("event", totals, 0.5 * layout.size, "totals", colour="ink", zorder=4)


def _box(strips: Strips, layout: StripsLayout, row: StripRow, fall: Fall) -> Box:
    start, stop = (layout.x(strips.across, end) for end in (fall.start, fall.stop))
    tall = min(0.6 * row.box.height, 1.6 * layout.size)
    return Box(min(start, stop), row.box.y + (row.box.height - tall) / 2, abs(stop - start), tall)
