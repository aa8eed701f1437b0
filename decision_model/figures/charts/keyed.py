"""Rows below a key of considerations, and weights drawn as bars in the fills of their considerations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from decision_model.figures.charts.strips import Strips, StripsLayout, fit_fewer, lay_out
from decision_model.figures.page.layout import Box, Sheet, line
from decision_model.figures.page.page import Page, fill_key
from decision_model.figures.page.style import Fill, Theme, consideration_fills, ink_on
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels
from decision_model.words.percent import percent


@dataclass(frozen=True)
class Keyed(Sheet):
    """A sheet on which a key of some height stands above everything else."""

    key: float = 0.0

    @property
    def whole(self) -> Box:
        return super().room

    @property
    def room(self) -> Box:
        whole = self.whole
        return Box(whole.x, whole.y + self.key, whole.width, whole.height - self.key)


def fit_keyed(page: Sheet, strips: Strips, names: Sequence[str]) -> tuple[Keyed, Strips, StripsLayout]:
    """A key of these names and the rows in the largest type that fits; fewer rows where it could not be read."""
    _, (keyed, layout), strips = fit_fewer(page, strips, partial(_keyed, names=names))
    return keyed, strips, layout


def _keyed(page: Sheet, strips: Strips, names: Sequence[str]) -> tuple[Keyed, StripsLayout] | None:
    height = fill_key(names, page.room.width, page.second)[1] + 0.8 * page.body if names else 0.0
    if height > 0.35 * page.room.height:
        return None
    keyed = Keyed(**{**page.__dict__, "key": height})
    layout = lay_out(keyed, strips)
    return (keyed, layout) if layout else None


def top_fills(model: DecisionModel, theme: Theme) -> Mapping[str, Fill]:
    """The fill of every consideration; a group has that of the first consideration in it."""
    fills = consideration_fills(model, theme)
    return {parent.name: fills[next(parent.leaves()).name] for parent in model.walk()}


def write_key(page: Page, model: DecisionModel, names: Sequence[str]) -> None:
    """The key of the considerations of these names, at the top of a keyed sheet."""
    assert isinstance(page.sheet, Keyed)
    fills, labels = top_fills(model, page.sheet.theme), consideration_labels(model)
    page.key(page.sheet.whole, [(fills[name], labels[name]) for name in names], page.sheet.second)


def weight_parts(box: Box, shares: Mapping[str, float], fills: Mapping[str, Fill]) -> list[tuple[Box, Fill, float]]:
    """A bar of weights filling a box, one part a consideration."""
    parts, x = [], box.x
    for name, share in shares.items():
        if share > 1e-9:
            parts.append((Box(x, box.y, share * box.width, box.height), fills[name], share))
            x += share * box.width
    return parts


def paint_weights(page: Page, parts: Sequence[tuple[Box, Fill, float]], size: float, gid: str) -> None:
    """Parts of bars in their fills, with their share in percent where there is room for it."""
    page.filled([(box, fill) for box, fill, _ in parts], gid, 0.45 * size)
    pads, texts = [], []
    for box, fill, share in parts:
        text = line(percent(round(share, 2)), page.sheet.second)
        if text.width + 0.8 * size < box.width and text.height < box.height:
            left, top = box.x + (box.width - text.width) / 2, box.y + (box.height - text.height) / 2
            pads.append((Box(left - 0.2 * size, top, text.width + 0.4 * size, text.height), fill.colour))
            texts.append((left, top, text, ink_on(fill.colour, page.sheet.theme.colours)))
    page.boxes([box for box, _ in pads], [colour for _, colour in pads], f"{gid}-pads", zorder=3.5)
    for left, top, text, ink in texts:
        page.text(left, top, text, ink, gid="weight")


def mixed(colour: str, paper: str, share: float) -> str:
    """A colour with some share of the paper's mixed into it, both written #rrggbb."""
    pairs = ((int(code[at : at + 2], 16) for code in (colour, paper)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(ours + share * (theirs - ours)):02x}" for ours, theirs in pairs)
