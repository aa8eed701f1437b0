"""Stacked bars drawn in text: each part begins with its letter, so that nothing rests on colour."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from string import ascii_uppercase

from rich.columns import Columns
from rich.text import Text

COLOURS = ("blue", "dark_orange3", "green4", "magenta", "gold3", "cyan", "red3", "grey58")


def stacked(contributions: Mapping[str, float], longest: float, width: int, fill: str) -> Text:
    """A bar of parts that are not negative, `width` cells long for the total `longest`."""
    bar = Text(no_wrap=True)
    end, so_far = 0, 0.0
    for (sign, style), part in zip(signs(contributions), contributions.values(), strict=True):
        so_far += part
        start, end = end, round(so_far / (longest or 1.0) * width)
        start_sign = sign if len(contributions) > 1 else fill
        bar.append((start_sign + fill * (end - start - 1))[: end - start], style)
    return bar


def single(part: float, longest: float, width: int, fill: str) -> Text:
    """A plain bar; one of minus signs for a negative part."""
    return Text((fill if part >= 0 else "-") * (round(abs(part) / longest * width) if longest else 0), no_wrap=True)


def key(titles: Sequence[str]) -> Columns:
    """Which letter stands for which consideration."""
    named = zip(signs(titles), titles, strict=True)
    return Columns([Text(sign, style).append(f" {title}", "default") for (sign, style), title in named], padding=(0, 3))


def signs(parts: Collection[object]) -> list[tuple[str, str]]:
    """A letter and a colour for each part, in order; past Z the letters begin again."""
    return [(ascii_uppercase[index % 26], COLOURS[index % len(COLOURS)]) for index, _ in enumerate(parts)]
