"""A scene painted by matplotlib: every mark of a kind as one collection, every text as it was measured."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Box
from decision_model.figures.page.scene import DASHES, Circle, Lines, Outline, Scene, Shapes, Writing

TEXTS = 6
"""The order of texts: above all marks."""

AROUND = np.linspace(0, 2 * np.pi, 33)[:-1]
CIRCLE = np.stack([np.cos(AROUND), np.sin(AROUND)], axis=1)


def paint(scene: Scene, axes: Axes) -> None:
    """Paint a scene on Axes, which measure points from their top left corner then."""
    place = axes.figure.axes.index(axes)
    prefix = f"{place + 1}-" if place else ""  # ids are unique in a file
    axes.set_axis_off()
    axes.set_autoscale_on(False)
    axes.set_xlim(0, scene.width)
    axes.set_ylim(scene.height, 0)
    for mark in scene.marks:
        collection = _lines(mark) if isinstance(mark, Lines) else _shapes(mark)
        collection.set(gid=f"{prefix}{mark.kind}", zorder=mark.order, clip_on=False, snap=False)
        collection.set_sketch_params(None)
        collection.set_path_effects([])
        for path in collection.get_paths():
            path.should_simplify = False  # not left to settings that another thread may be changing
        axes.add_collection(collection, autolim=False)
    for text in scene.texts:
        label = Label(text)
        label.set_transform(axes.transData)
        axes.add_artist(label)


def _lines(mark: Lines) -> LineCollection:
    return LineCollection(
        mark.paths,
        colors=list(mark.colours),
        linewidths=mark.width,
        linestyles=[(0, DASHES)] if mark.dashed else "solid",
        capstyle="butt" if mark.dashed else "round",
        joinstyle="round",
        antialiaseds=True,
    )


def _shapes(mark: Shapes) -> PolyCollection:
    return PolyCollection(
        [_corners(outline) for outline in mark.outlines],
        facecolors=list(mark.fills),
        edgecolors=mark.edge,
        linewidths=mark.width,
        antialiaseds=True,
    )


def _corners(outline: Outline) -> np.ndarray:
    if isinstance(outline, Box):
        return np.array(outline.corners)
    if isinstance(outline, Circle):
        return CIRCLE * outline.radius + (outline.x, outline.y)
    return outline


class Label(Text):
    """A text that is drawn exactly as it was measured: no second layout, no warnings about glyphs."""

    def __init__(self, text: Writing):
        block = text.block
        plain: dict[str, Any] = {"va": "top", "parse_math": False, "usetex": False, "antialiased": True}
        look: dict[str, Any] = {"ha": text.align, "color": text.colour, "zorder": TEXTS}
        super().__init__(text.x, text.y, "\n".join(block.lines), **plain, **look)
        self._size, self._weight, self.kind = block.size, block.weight, text.kind
        self.set_fontproperties(fonts.properties(self.get_text(), block.size, block.weight))

    @property
    def lines(self) -> list[str]:
        return str(self.get_text()).split("\n")

    def _anchor(self) -> tuple[float, float, float]:
        """The anchor in pixels and the size of one unit of type."""
        x, y = self.get_transform().transform(self.get_unitless_position())
        figure = self.get_figure()
        assert figure is not None
        return float(x), float(y), self._size * figure.dpi / 72

    def get_window_extent(self, renderer: Any = None, dpi: float | None = None) -> Bbox:  # noqa: ARG002 - matplotlib's
        """The box the lines were measured to fill."""
        x, y, unit = self._anchor()
        wide = unit * max(fonts.width(line, self._weight) for line in self.lines)
        tall = unit * fonts.LINE * len(self.lines)
        return Bbox.from_bounds(x - fonts.SHIFT[self.get_horizontalalignment()] * wide, y - tall, wide, tall)

    def draw(self, renderer: Any) -> None:
        if not self.get_visible() or not self.get_text():
            return
        renderer.open_group("text", self.get_gid())
        gc = renderer.new_gc()
        gc.set_foreground(to_rgba(self.get_color()), isRGBA=True)
        gc.set_alpha(self.get_alpha())
        x, y, unit = self._anchor()
        faithful = keeps_text(renderer)
        for number, line in enumerate(self.lines):
            left = x - fonts.SHIFT[self.get_horizontalalignment()] * unit * fonts.width(line, self._weight)
            base = y - unit * (number * fonts.LINE + fonts.ASCENT)
            if renderer.flipy():
                base = renderer.height - base
            written = line if faithful else fonts.drawable(line, self._weight)
            renderer.draw_text(gc, left, base, written, self.get_fontproperties(), 0, ismath=False, mtext=self)
        gc.restore()
        renderer.close_group("text")
        self.stale = False


def keeps_text(renderer: Any) -> bool:
    """Whether characters are written as characters, so that a font without them is no obstacle."""
    return mpl.rcParams["svg.fonttype"] == "none" and hasattr(renderer, "_draw_text_as_text")
