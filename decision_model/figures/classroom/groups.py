"""Groups side by side: a row for each, as wide as all of it, parted by the options that are best for its people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision_model.analysis.classroom.parts import ClassGroup
from decision_model.figures.charts.keyed import Keyed
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.charts.strips import Strip, Strips, StripsLayout, fit_fewer, lay_out
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Box, Entry, Sheet, flowed, line
from decision_model.figures.page.page import Opener
from decision_model.figures.page.style import ink_on
from decision_model.words.numbers import fixed, without_zeros
from decision_model.words.sentences import counted


@dataclass(frozen=True)
class GroupsShown:
    """The groups, and the title and the colour of every option that anybody wants, by its place and in order."""

    groups: tuple[ClassGroup, ...]
    titles: Mapping[int, str]
    colours: Mapping[int, str]

    def strips(self) -> Strips:
        rows = [Strip(group.title, under=counted(group.persons, "person", "people")) for group in self.groups]
        return Strips(tuple(rows), AxisScale(0.0, 1.0), head="Best for how many of each group", tall=2.4, stretch=3.0)


def paint_groups(opener: Opener, page: Sheet, shown: GroupsShown) -> None:
    """The groups below a key of the options, as many as can be read."""

    def attempt(trial: Sheet, strips: Strips) -> tuple[Keyed, StripsLayout, list[Entry]] | None:
        size = trial.body
        key, height = flowed(list(shown.titles.values()), [1.35 * size] * len(shown.titles), trial.room.width, size)
        keyed = Keyed(**{**trial.__dict__, "key": height + 0.9 * size})
        layout = lay_out(keyed, strips) if height <= 0.35 * trial.room.height else None
        return (keyed, layout, key) if layout else None

    _, (keyed, layout, key), strips = fit_fewer(page, shown.strips(), attempt)
    canvas, size = opener(keyed), layout.size
    paint_frame(canvas, strips, layout)
    for entry, place in zip(key, shown.titles, strict=True):
        swatch = Box(keyed.whole.x + entry.x, keyed.whole.y + entry.y + 0.12 * size, 0.95 * size, 0.95 * size)
        canvas.boxes([swatch], shown.colours[place], "key")
        canvas.text(keyed.whole.x + entry.text_x, keyed.whole.y + entry.y, entry.text, gid="key")
    boxes, colours = [], []
    for row, group in zip(layout.rows, shown.groups, strict=False):
        for place, box in _parts(row.box, group, list(shown.titles), size):
            boxes.append(box)
            colours.append(canvas.colour(shown.colours[place]))
            text = line(without_zeros(fixed(group.firsts[place], 1)), size, "bold")
            if text.width + 0.4 * size < box.width:
                left, top = box.x + (box.width - text.width) / 2, box.y + (box.height - text.height) / 2
                canvas.text(left, top, text, ink_on(colours[-1], canvas.colours), gid="number")
    canvas.boxes(boxes, colours, "parts", zorder=3, edge="paper", width=1.2 * keyed.stroke)


def _parts(area: Box, group: ClassGroup, places: Sequence[int], size: float) -> list[tuple[int, Box]]:
    """A bar's parts, one for each option that is best for anybody in the group."""
    tall = min(0.62 * area.height, 2.6 * size)
    x, parts = area.x, []
    for place in places:
        wide = area.width * group.firsts[place] / group.persons
        if wide > 0:
            parts.append((place, Box(x, area.y + (area.height - tall) / 2, wide, tall)))
            x += wide
    return parts
