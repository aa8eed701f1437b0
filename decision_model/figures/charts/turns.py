"""Where along a row something changes: ticks on its bar, and what is said of each on a line below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision_model.figures.charts.chart import spread
from decision_model.figures.charts.strips import StripRow
from decision_model.figures.page.layout import Block, line
from decision_model.figures.page.page import Page

TALL = 2.9
"""The height of a row in ems that has room for a bar and a line of words below it."""
REACH = 0.6
"""How far a tick reaches above and below the middle of its bar, in ems."""


@dataclass(frozen=True)
class TurningPoint:
    """Where something changes, on the horizontal scale of the row, and what is said there, in less and less detail."""

    at: float
    texts: tuple[str, ...]


def less_and_less(*texts: str) -> tuple[str, ...]:
    """Those of some texts that are shorter than all before them."""
    return tuple(text for place, text in enumerate(texts) if all(len(text) < len(longer) for longer in texts[:place]))


def written(turns: Sequence[TurningPoint], room: float, size: float) -> list[Block]:
    """The texts of a row's turns on one line: all of them as fully as fits, otherwise the first ones and how many more.

    The widest are told in less detail first, the last turns in least. What does not fit even by itself is cut.
    """
    for count in range(len(turns), 0, -1):
        more = f" (+{len(turns) - count} more)" if count < len(turns) else ""
        level = [0] * count
        while True:
            texts = [
                line(turn.texts[place] + more * (number == count), size)
                for number, (turn, place) in enumerate(zip(turns, level, strict=False), 1)
            ]
            if sum(text.width + size for text in texts) <= room:
                return texts
            longer = [number for number in range(count) if level[number] + 1 < len(turns[number].texts)]
            if not longer:
                break
            wordy = [number for number in longer if level[number] + 2 < len(turns[number].texts)]
            level[max(wordy, key=lambda number: texts[number].width) if wordy else longer[-1]] += 1
    return [_cut(turns[0].texts[-1], room - size, size)] if turns else []


def _cut(text: str, room: float, size: float) -> Block:
    while len(text) > 1 and line(f"{text}\u2026", size).width > room:
        text = text[:-1]
    return line(f"{text.rstrip()}\u2026", size)


def middle(page: Page, row: StripRow) -> float:
    """How far down the middle of a bar is that has words below it."""
    return row.box.y + row.box.height / 2 - 0.62 * page.sheet.second


def below(page: Page, row: StripRow) -> float:
    """Where the words below a bar begin."""
    return middle(page, row) + (REACH + 0.15) * page.sheet.body


def paint_turns(page: Page, rows: Sequence[tuple[StripRow, Sequence[TurningPoint]]]) -> None:
    """A tick at each turn, and a fine line from it to what is said of it below the bar."""
    ticks, ties = [], []
    size, reach = page.sheet.second, REACH * page.sheet.body
    for row, turns in rows:
        top, foot, words = middle(page, row) - reach, middle(page, row) + reach, below(page, row)
        ticks += [[(turn.at, top), (turn.at, foot)] for turn in turns]
        texts = written(turns, row.box.width, size)
        lefts = spread([turn.at for turn in turns[: len(texts)]], [text.width + size for text in texts], *_ends(row))
        for turn, text, left in zip(turns, texts, lefts, strict=False):
            start = left + size / 2
            page.text(start, words, text, "accent", gid="beside")
            ties.append([(turn.at, foot), (min(max(turn.at, start), start + text.width), words + 0.1 * size)])
    page.lines(ticks, "ink", 2.2 * page.sheet.stroke, "switches", 3.6)
    page.lines(ties, "ink", 0.8 * page.sheet.stroke, "ties", 3.5)


def _ends(row: StripRow) -> tuple[float, float]:
    return row.box.x, row.box.right
