"""A text artist that is drawn exactly as it was measured: no second layout, no warnings about glyphs."""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
from matplotlib.colors import to_rgba
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Block

SHIFT = {"left": 0.0, "center": 0.5, "right": 1.0}


class Label(Text):
    """Lines of text hanging from (x, y), their common top. `kind` says what they are in their figure."""

    def __init__(self, x: float, y: float, text: Block, kind: str = "", **properties: Any):
        plain: dict[str, Any] = {"va": "top", "parse_math": False, "usetex": False, "antialiased": True}
        super().__init__(x, y, "\n".join(text.lines), **plain, **properties)
        self._size, self._weight, self.kind = text.size, text.weight, kind
        self.set_fontproperties(fonts.properties(self.get_text(), text.size, text.weight))

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
        return Bbox.from_bounds(x - SHIFT[self.get_horizontalalignment()] * wide, y - tall, wide, tall)

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
            left = x - SHIFT[self.get_horizontalalignment()] * unit * fonts.width(line, self._weight)
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
