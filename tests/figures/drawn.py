"""What is on a drawn figure: its labels with their boxes, and the marks of each kind."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from decision_model.figures.page.artists import Label

CLOSE = 0.6  # pixels that boxes may share


def labels(figure: Figure, kind: str | None = None) -> list[Label]:
    """The labels of a figure, or those of one kind."""
    return [text for text in figure.axes[0].texts if isinstance(text, Label) and kind in (None, text.kind)]


def texts(figure: Figure, kind: str | None = None) -> list[str]:
    """Their texts, lines joined again."""
    return [" ".join(label.lines) for label in labels(figure, kind)]


def sizes(figure: Figure, kind: str | None = None) -> list[float]:
    """In how many points they are set."""
    return [label._size for label in labels(figure, kind)]


def fills(figure: Figure, gid: str) -> list[str]:
    """The colours of the marks of a kind."""
    marks = collection(figure, gid)
    return [to_hex(colour) for colour in marks.get_facecolor()] if marks else []


def boxes(figure: Figure, kind: str | None = None) -> np.ndarray:
    """Left, bottom, right and top of every label, in pixels."""
    extents = [label.get_window_extent().extents for label in labels(figure, kind)]
    return np.array(extents).reshape(-1, 4)


def overlaps(figure: Figure) -> list[tuple[str, str]]:
    """Pairs of labels whose boxes share more than a hair."""
    texts, all_boxes = labels(figure), boxes(figure)
    left, bottom, right, top = all_boxes.T
    wide = np.minimum(right[:, None], right) - np.maximum(left[:, None], left)
    tall = np.minimum(top[:, None], top) - np.maximum(bottom[:, None], bottom)
    shared = np.argwhere(np.triu((wide > CLOSE) & (tall > CLOSE), 1))
    return [(texts[a].get_text(), texts[b].get_text()) for a, b in shared]


def outside(figure: Figure) -> list[str]:
    """Labels that leave the page."""
    page = figure.axes[0].get_window_extent()
    return [
        label.get_text()
        for label, (left, bottom, right, top) in zip(labels(figure), boxes(figure), strict=True)
        if left < page.x0 - CLOSE or bottom < page.y0 - CLOSE or right > page.x1 + CLOSE or top > page.y1 + CLOSE
    ]


def collection(figure: Figure, gid: str) -> Collection | None:
    """The one collection of a kind."""
    collections = [artist for artist in figure.axes[0].collections if artist.get_gid() == gid]
    assert len(collections) <= 1 or gid.startswith("key"), f"{len(collections)} collections called {gid}"
    return collections[0] if collections else None


def count(figure: Figure, gid: str) -> int:
    """How many marks of a kind there are."""
    marks = collection(figure, gid)
    return len(marks.get_paths()) if marks else 0


def rectangles(figure: Figure, gid: str) -> list[tuple[float, float, float, float]]:
    """Left, top, width and height of the boxes of a kind, in points from the top left corner."""
    marks = collection(figure, gid)
    shapes = [path.vertices for path in marks.get_paths()] if marks else []
    return [(*shape.min(axis=0), *np.ptp(shape, axis=0)) for shape in shapes]


def crossing(figure: Figure, gid: str, kinds: tuple[str, ...]) -> list[tuple[str, int]]:
    """Labels of some kinds that a line of a kind runs through."""
    lines = collection(figure, gid)
    near = [(label.get_text(), label.get_window_extent().extents) for label in labels(figure) if label.kind in kinds]
    hit = []
    for number, path in enumerate(lines.get_paths() if lines else []):
        points = figure.axes[0].transData.transform(path.vertices)
        for text, box in near:
            if any(_through(start, end, box) for start, end in pairwise(points)):
                hit.append((text, number))
    return hit


def _through(start: np.ndarray, end: np.ndarray, box: np.ndarray, inset: float = 1.5) -> bool:
    """Whether a straight line enters a box by more than a hair (Liang and Barsky 1984)."""
    low, high = 0.0, 1.0
    for axis in (0, 1):
        before, beyond = box[axis] + inset, box[axis + 2] - inset
        change = end[axis] - start[axis]
        if before >= beyond or (abs(change) < 1e-9 and not before < start[axis] < beyond):
            return False
        if abs(change) >= 1e-9:
            first, last = sorted(((before - start[axis]) / change, (beyond - start[axis]) / change))
            low, high = max(low, first), min(high, last)
    return bool(low < high)
