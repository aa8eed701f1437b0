"""The page: an Axes measured in points from its top left corner, and the few kinds of marks that figures make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure

from decision_model.figures.page.labels import Label
from decision_model.figures.page.layout import Block, Box, Entry, Sheet, flowed
from decision_model.figures.page.output import Picture
from decision_model.figures.page.style import Fill, Theme, page_size, theme
from decision_model.figures.page.textures import strokes
from decision_model.figures.page.words import Words

if TYPE_CHECKING:
    import pandas as pd

Opener = Callable[[Sheet], "Page"]
Point = tuple[float, float]
PLACES = 6
"""Decimals of a point to which marks are placed: far finer than can be seen, far coarser than rounding noise."""

SIGN = 2.5  # ems of a key that a sign takes
CIRCLE = [(float(np.cos(a)), float(np.sin(a))) for a in np.linspace(0, 2 * np.pi, 33)[:-1]]
SHAPES: dict[str, list[Point]] = {
    "decision": [(-0.92, -0.92), (0.92, -0.92), (0.92, 0.92), (-0.92, 0.92)],
    "event": CIRCLE,
    "end": [(-0.95, 0.0), (0.75, -0.95), (0.75, 0.95)],
}


class Pictured(Protocol):
    """What draws one kind of result: its words, and a way to paint it on a page of a given size in points."""

    def __init__(self, result: Any, **options: Any): ...

    @property
    def words(self) -> Words: ...

    def table(self) -> pd.DataFrame:
        """The table that says the same."""
        ...

    def page(self, theme: Theme) -> tuple[float, float]:
        """The size in inches of the page that suits it."""
        ...

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None: ...


class Page:
    """Draws on one Axes in points, y downwards; every mark of a kind goes into one collection."""

    def __init__(self, axes: Axes, sheet: Sheet):
        self.axes, self.sheet = axes, sheet
        self.colours = sheet.theme.colours
        place = axes.figure.axes.index(axes)
        self.prefix = f"{place + 1}-" if place else ""  # ids are unique in a file
        axes.set_axis_off()
        axes.set_autoscale_on(False)
        axes.set_xlim(0, sheet.width)
        axes.set_ylim(sheet.height, 0)
        self.boxes([Box(0, 0, sheet.width, sheet.height)], self.colours.paper, gid="paper", zorder=0)

    def head(self) -> None:
        """The title, the subtitle and, at the foot, the source line."""
        page = self.sheet
        x, y = page.margin, page.margin
        self.text(x, y, page.title, gid="title")
        self.text(x, page.below_title, page.subtitle, "soft", gid="subtitle")
        self.text(x, page.height - page.margin - page.source.height, page.source, "soft", gid="source")

    def text(  # noqa: PLR0913 - a place and a look, as for every mark
        self, x: float, top: float, block: Block, colour: str = "ink", align: str = "left", gid: str = ""
    ) -> Label | None:
        """A block of text whose top is at `top`; nothing when it has no lines."""
        if not block.lines:
            return None
        x, top = round(x, PLACES), round(top, PLACES)
        label = Label(x, top, block, gid, ha=align, color=self.colour(colour), zorder=6)
        label.set_transform(self.axes.transData)
        self.axes.add_artist(label)
        return label

    def colour(self, name: str) -> str:
        return name if name == "none" or name.startswith("#") else str(getattr(self.colours, name))

    def lines(  # noqa: PLR0913 - as `text`
        self,
        paths: Iterable[Sequence[Point]],
        colour: str | list[str],
        width: float,
        gid: str,
        zorder: float = 2,
        dashed: bool = False,
    ) -> None:
        """Polylines of one look."""
        segments = [placed(path) for path in paths]
        if not segments:
            return
        colours = self.colour(colour) if isinstance(colour, str) else colour
        collection = LineCollection(
            segments,
            colors=colours,
            linewidths=width,
            linestyles=[(0, (4, 2.5))] if dashed else "solid",
            capstyle="butt" if dashed else "round",
            joinstyle="round",
            antialiaseds=True,
            zorder=zorder,
        )
        self._add(collection, gid)

    def polygons(  # noqa: PLR0913 - as `text`
        self,
        shapes: Iterable[Sequence[Point]],
        colour: str | list[str],
        gid: str,
        edge: str | None = None,
        width: float = 0.0,
        zorder: float = 3,
    ) -> None:
        """Filled shapes of one look."""
        vertices = [placed(shape) for shape in shapes]
        if not vertices:
            return
        collection = PolyCollection(
            vertices,
            facecolors=self.colour(colour) if isinstance(colour, str) else colour,
            edgecolors=self.colour(edge) if edge else "none",
            linewidths=width if edge else 0.0,
            antialiaseds=True,
            zorder=zorder,
        )
        self._add(collection, gid)

    def _add(self, collection: Any, gid: str) -> None:
        collection.set_gid(f"{self.prefix}{gid}")
        collection.set_sketch_params(None)
        collection.set_path_effects([])
        collection.set_clip_on(False)
        collection.set_snap(False)
        for path in collection.get_paths():
            path.should_simplify = False  # not left to settings that another thread may be changing
        self.axes.add_collection(collection, autolim=False)

    def boxes(self, boxes: Iterable[Box], colour: str | list[str], gid: str, **look: Any) -> None:
        self.polygons([box.corners for box in boxes], colour, gid, **look)

    def marks(self, kind: str, centres: Iterable[Point], radius: float, gid: str, **look: Any) -> None:
        """Squares for decisions, circles for events, triangles for ends."""
        outline = SHAPES[kind]
        self.polygons([[(x + radius * u, y + radius * v) for u, v in outline] for x, y in centres], gid=gid, **look)

    def filled(
        self,
        parts: Sequence[tuple[Box, Fill]],
        gid: str,
        spacing: float,
        edge: float | None = None,
        zorder: float = 3.0,
    ) -> None:
        """Boxes in the colour and texture of their consideration, outlined."""
        line = 0.5 * self.sheet.stroke if edge is None else edge
        self.boxes([box for box, _ in parts], [fill.colour for _, fill in parts], gid, zorder=zorder)
        hatches = [stroke for box, fill in parts for stroke in strokes(box, fill.texture, spacing)]
        self.lines(hatches, self.colours.paper, max(0.3, spacing / 6), f"{gid}-texture", zorder=zorder + 0.2)
        self.boxes([box for box, _ in parts], "none", f"{gid}-outline", edge="ink", width=line, zorder=zorder + 0.4)

    def key(self, box: Box, entries: Sequence[tuple[Fill, str]], size: float) -> None:
        """Swatches with names, set in rows inside a box."""
        placed, _ = fill_key([name for _, name in entries], box.width, size)
        side = 0.95 * size
        swatches = []
        for entry, (fill, _) in zip(placed, entries, strict=True):
            swatches.append((Box(box.x + entry.x, box.y + entry.y + 0.12 * size, side, side), fill))
            self.text(box.x + entry.text_x, box.y + entry.y, entry.text, gid="key")
        self.filled(swatches, "key", 0.4 * size)

    def signs(
        self, box: Box, meanings: Mapping[str, str], size: float, draw: Callable[[str, float, float], None]
    ) -> None:
        """Signs with their meaning, set in rows; `draw` makes the sign of a kind at a place."""
        placed, _ = sign_key(meanings, box.width, size)
        for entry, kind in zip(placed, meanings, strict=True):
            draw(kind, box.x + entry.x, box.y + entry.y + 0.6 * size)
            self.text(box.x + entry.text_x, box.y + entry.y, entry.text, "soft", gid="key-text")


def placed(points: Sequence[Point]) -> np.ndarray:
    """(n, 2): points where every processor puts them, so that pixels at the edges of marks are shaded alike."""
    return np.asarray(np.asarray(points, dtype=float).round(PLACES))


def fill_key(names: Sequence[str], room: float, size: float) -> tuple[list[Entry], float]:
    """The entries of a key of considerations, and its height."""
    return flowed(names, [1.35 * size] * len(names), room, size)


def sign_key(meanings: Mapping[str, str], room: float, size: float) -> tuple[list[Entry], float]:
    """The entries of a key of signs, and its height."""
    return flowed(list(meanings.values()), [SIGN * size] * len(meanings), room, size)


def open_page(
    picture: Pictured, ax: Axes | None, name: str | Theme, dark: bool, size: str | tuple[float, float] | None
) -> Figure:
    """The picture painted on a new figure, or on the Axes it is given."""
    look = theme(name, dark)
    page = picture.page(look) if size is None else page_size(size)
    axes = ax if ax is not None else _new_axes(page, look.colours.paper)
    figure = axes.get_figure(root=True)
    assert isinstance(figure, Figure)
    box = axes.get_window_extent()
    width, height = box.width * 72 / figure.dpi, box.height * 72 / figure.dpi
    picture.paint(lambda sheet: Page(axes, sheet), look.sized(width, height), width, height)
    if isinstance(figure, Picture):
        figure.words = picture.words
    return figure


def _new_axes(size: tuple[float, float], paper: str) -> Axes:
    figure = Picture(figsize=size, dpi=100, facecolor=paper, edgecolor=paper)
    figure.set_layout_engine("none")
    return figure.add_axes((0.0, 0.0, 1.0, 1.0), label="page")
