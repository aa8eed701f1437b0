"""A picture described once: texts already measured, lines and shapes, each at its place, for renderers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from decision_model.figures.page.layout import Block, Box
from decision_model.figures.page.words import Words

Point = tuple[float, float]
PLACES = 6
"""Decimals of a point to which marks are placed: far finer than can be seen, far coarser than rounding noise."""

DASHES = (4.0, 2.5)
"""Stroke and gap of a dashed line, in its widths."""


@dataclass(frozen=True)
class Circle:
    """A circle, in points."""

    x: float
    y: float
    radius: float


Outline = Box | Circle | np.ndarray
"""A shape: a rectangle, a circle, or the corners (corners, 2) of a polygon."""


@dataclass(frozen=True)
class Writing:
    """Lines of text hanging from (x, y), their common top; `kind` says what they are in their picture."""

    kind: str
    x: float
    y: float
    block: Block
    colour: str
    align: str = "left"


@dataclass(frozen=True)
class Lines:
    """Polylines of one width: each (points, 2), and one colour or one for each."""

    kind: str
    order: float
    paths: tuple[np.ndarray, ...]
    colours: tuple[str, ...]
    width: float
    dashed: bool = False


@dataclass(frozen=True)
class Shapes:
    """Filled shapes of one look; `fills` are one colour or one for each, "none" for no filling; so are `titles`."""

    kind: str
    order: float
    outlines: tuple[Outline, ...]
    fills: tuple[str, ...]
    edge: str = "none"
    width: float = 0.0
    titles: tuple[str, ...] = ()


Mark = Lines | Shapes


@dataclass
class Scene:
    """A page of a size in points, y downwards from its top left corner, and everything on it.

    Marks of a higher order lie above those of a lower one, and texts above all marks.
    """

    width: float
    height: float
    paper: str
    words: Words | None = None
    marks: list[Mark] = field(default_factory=list)
    texts: list[Writing] = field(default_factory=list)

    def in_order(self) -> Iterator[Mark]:
        """The marks from the lowest to the highest, those of one order as they were made."""
        return iter(sorted(self.marks, key=lambda mark: mark.order))


def placed(points: Sequence[Point]) -> np.ndarray:
    """(n, 2): points where every processor puts them, so that pixels at the edges of marks are shaded alike."""
    return np.asarray(np.asarray(points, dtype=float).round(PLACES))


def placed_shape(shape: Sequence[Point] | Box | Circle) -> Outline:
    """A shape where every processor puts it."""
    if isinstance(shape, Box):
        return Box(*(round(float(side), PLACES) for side in (shape.x, shape.y, shape.width, shape.height)))
    if isinstance(shape, Circle):
        return Circle(*(round(float(part), PLACES) for part in (shape.x, shape.y, shape.radius)))
    return placed(shape)


def each(values: tuple[str, ...], count: int) -> Iterable[str]:
    """One value for each of `count` marks that share one, or have one each."""
    return values * count if len(values) == 1 else values
