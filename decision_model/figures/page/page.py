"""The page: a scene measured in points from its top left corner, and the few kinds of marks that figures make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from decision_model.figures.page.layout import Block, Box, Entry, Sheet, flowed
from decision_model.figures.page.scene import PLACES, Circle, Lines, Point, Scene, Shapes, Writing, placed, placed_shape
from decision_model.figures.page.style import Fill, Theme
from decision_model.figures.page.textures import strokes
from decision_model.figures.page.words import Words

if TYPE_CHECKING:
    import pandas as pd

Opener = Callable[[Sheet], "Page"]

SIGN = 2.5  # ems of a key that a sign takes
SHAPES: dict[str, list[Point]] = {
    "decision": [(-0.92, -0.92), (0.92, -0.92), (0.92, 0.92), (-0.92, 0.92)],
    "event": [],
    "end": [(-0.95, 0.0), (0.75, -0.95), (0.75, 0.95)],
}
"""Corners of the signs at size 1; that of an event is a circle."""


class Pictured(Protocol):
    """What draws one kind of result: its words, and a way to paint it on a page of a given size in points."""

    staged: bool
    """Whether the picture is built up in stages, a slide each."""

    def __init__(self, result: Any, **options: Any): ...

    @property
    def words(self) -> Words: ...

    def table(self) -> pd.DataFrame:
        """The table that says the same."""
        ...

    def page(self, theme: Theme) -> tuple[float, float]:
        """The size in inches of the page that suits it."""
        ...

    def parts(self, theme: Theme, width: float, height: float) -> Sequence[Pictured]:
        """The pictures, one a slide, that show it all on pages of a size in points."""
        ...

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None: ...


class Page:
    """Draws on a scene; every mark of a kind goes into one group."""

    def __init__(self, scene: Scene, sheet: Sheet):
        self.scene, self.sheet = scene, sheet
        self.colours = sheet.theme.colours
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
    ) -> None:
        """A block of text whose top is at `top`; nothing when it has no lines."""
        if block.lines and any(block.lines):
            place = round(float(x), PLACES), round(float(top), PLACES)
            self.scene.texts.append(Writing(gid, *place, block, self.colour(colour), align))

    def colour(self, name: str) -> str:
        return name if name == "none" or name.startswith("#") else str(getattr(self.colours, name))

    def _colours(self, colour: str | Sequence[str]) -> tuple[str, ...]:
        return (self.colour(colour),) if isinstance(colour, str) else tuple(colour)

    def lines(  # noqa: PLR0913 - as `text`
        self,
        paths: Iterable[Sequence[Point]],
        colour: str | Sequence[str],
        width: float,
        gid: str,
        zorder: float = 2,
        dashed: bool = False,
    ) -> None:
        """Polylines of one look."""
        segments = tuple(placed(path) for path in paths)
        if segments:
            self.scene.marks.append(Lines(gid, zorder, segments, self._colours(colour), width, dashed))

    def polygons(  # noqa: PLR0913 - as `text`
        self,
        shapes: Iterable[Sequence[Point] | Box | Circle],
        colour: str | Sequence[str],
        gid: str,
        edge: str | None = None,
        width: float = 0.0,
        zorder: float = 3,
    ) -> None:
        """Filled shapes of one look."""
        outlines = tuple(placed_shape(shape) for shape in shapes)
        if outlines:
            line = (self.colour(edge), width) if edge else ("none", 0.0)
            self.scene.marks.append(Shapes(gid, zorder, outlines, self._colours(colour), *line))

    def boxes(self, boxes: Iterable[Box], colour: str | list[str], gid: str, **look: Any) -> None:
        self.polygons(boxes, colour, gid, **look)

    def marks(self, kind: str, centres: Iterable[Point], radius: float, gid: str, **look: Any) -> None:
        """Squares for decisions, circles for events, triangles for ends."""
        if kind == "event":
            self.polygons([Circle(x, y, radius) for x, y in centres], gid=gid, **look)
            return
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


def fill_key(names: Sequence[str], room: float, size: float) -> tuple[list[Entry], float]:
    """The entries of a key of considerations, and its height."""
    return flowed(names, [1.35 * size] * len(names), room, size)


def sign_key(meanings: Mapping[str, str], room: float, size: float) -> tuple[list[Entry], float]:
    """The entries of a key of signs, and its height."""
    return flowed(list(meanings.values()), [SIGN * size] * len(meanings), room, size)


def scene_of(picture: Pictured, look: Theme, width: float, height: float) -> Scene:
    """The picture on a page of a size in points."""
    scene = Scene(width, height, look.colours.paper, picture.words)
    picture.paint(lambda sheet: Page(scene, sheet), look.sized(width, height), width, height)
    return scene
