"""Pictures as files: the same bytes every time, with their words inside for those who cannot see them."""

from __future__ import annotations

from io import BytesIO
from math import ceil, floor
from os import PathLike
from pathlib import Path
from threading import Lock
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from decision_model.errors import ModelError, nearest
from decision_model.figures.page import svg
from decision_model.figures.page.artists import paint
from decision_model.figures.page.layout import Box
from decision_model.figures.page.scene import Scene
from decision_model.figures.page.words import Words

FORMATS = ("svg", "png", "pdf")
SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "decision-model",
    "svg.id": None,
    "pdf.fonttype": 42,
    "pdf.compression": 6,
    "text.hinting": "no_hinting",
    "path.simplify": False,
    "savefig.bbox": None,
    "savefig.transparent": False,
    "savefig.orientation": "portrait",
    "agg.path.chunksize": 0,
}
one_at_a_time = Lock()  # rc_context changes settings that all threads share


class Picture(Figure):
    """A matplotlib Figure that shows a scene. `savefig` writes the scene's words into the file.

    `changed` says whether something has been done to it since, so that it shows more than its scene.
    """

    scene: Scene
    changed = False

    @property
    def stale(self) -> bool:
        """Whether matplotlib has to draw it anew, which it is told by every change."""
        return bool(super().stale)

    @stale.setter
    def stale(self, value: bool) -> None:
        self.changed = self.changed or value
        Figure.stale.fset(self, value)  # type: ignore[attr-defined]

    def savefig(self, fname: Any, *, format: str | None = None, outlines: bool = False, **options: Any) -> None:
        kind = format or kind_of(fname)
        if kind not in FORMATS or options:
            super().savefig(fname, format=format, **options)
            return
        content = render(self, kind, outlines)
        if hasattr(fname, "write"):
            fname.write(content)
        else:
            Path(fname).write_bytes(content)

    def _repr_svg_(self) -> str:
        return render(self, "svg").decode()


def figure_of(scene: Scene) -> Picture:
    """A figure of the scene's size that shows it."""
    size = (scene.width / 72, scene.height / 72)
    figure = Picture(figsize=size, dpi=100, facecolor=scene.paper, edgecolor=scene.paper)
    figure.set_layout_engine("none")
    paint(scene, figure.add_axes((0.0, 0.0, 1.0, 1.0), label="page"))
    figure.scene = scene
    figure.changed = False
    return figure


def save(picture: Scene | Figure, path: str | PathLike[str], outlines: bool = False, dpi: float = 150) -> Path:
    """Write a picture as SVG, PNG or PDF, by the name's ending; `outlines` turns the text of an SVG into paths."""
    target = Path(path)
    target.write_bytes(render(picture, kind_of(target), outlines, dpi))
    return target


def render(picture: Scene | Figure, format: str = "svg", outlines: bool = False, dpi: float = 150) -> bytes:
    """The bytes of a picture; equal for equal pictures, in every process.

    A figure that is as it was drawn is written from its scene; matplotlib writes one to which something was added.
    """
    if format not in FORMATS:
        raise ModelError(f"'{format}' is not a format of figures. {nearest(format, FORMATS)}".strip())
    scene = picture if isinstance(picture, Scene) else scene_shown(picture)
    if scene is not None and format == "svg":
        return svg.file(scene, outlines)
    figure = figure_of(picture) if isinstance(picture, Scene) else picture
    words = figure.scene.words if isinstance(figure, Picture) else None
    pixels = format == "png"
    drawn = _drawn(figure, format, outlines, dpi if pixels else 72, words)
    if not pixels:
        return _tagged(drawn, figure, words) if format == "pdf" and words else drawn
    return _compact(_in_rows(drawn, figure.get_size_inches() * dpi), dpi, words)


def _in_rows(drawn: bytes, size: np.ndarray) -> np.ndarray:
    """The pixels (rows, columns, 4) of a picture of about this size (2,), which matplotlib has cut to whole ones."""
    pixels, (width, height) = np.frombuffer(drawn, dtype=np.uint8), size
    near = (round(height), floor(height), ceil(height))
    fitting = (rows for rows in near if len(pixels) % (4 * rows) == 0 and abs(len(pixels) / (4 * rows) - width) <= 1)
    return pixels.reshape(next(fitting), -1, 4)


def _tagged(drawn: bytes, figure: Figure, words: Words) -> bytes:
    """The PDF with its language, and with what it shows in words."""
    from decision_model.figures.pdf.tagging import Illustration, tagged

    width, height = (72 * side for side in figure.get_size_inches())
    return tagged(drawn, [Illustration(0, Box(0, 0, width, height), words.alternative)], whole=True)


def scene_shown(figure: Figure) -> Scene | None:
    """The scene of a figure that shows it and nothing else."""
    return figure.scene if isinstance(figure, Picture) and not figure.changed else None


def _drawn(figure: Figure, format: str, outlines: bool, dpi: float, words: Words | None) -> bytes:
    """What matplotlib draws of a figure: a file, or its pixels (rows, columns, 4) where a PNG is asked for."""
    settings = {**SETTINGS, "svg.fonttype": "path" if outlines else "none"}
    changed = isinstance(figure, Picture) and figure.changed
    options: dict[str, Any] = {} if format == "png" else {"metadata": METADATA[format](words)}
    buffer = BytesIO()
    with one_at_a_time, mpl.rc_context(settings):
        kind = "rgba" if format == "png" else format
        Figure.savefig(figure, buffer, format=kind, dpi=dpi, facecolor=figure.get_facecolor(), **options)
    if isinstance(figure, Picture):
        figure.changed = changed  # drawing is no change
    return buffer.getvalue()


def _compact(pixels: np.ndarray, dpi: float, words: Words | None) -> bytes:
    """A PNG of 256 colours, for a third of the bytes, of pixels (rows, columns, 4); see `_palette` for which."""
    metadata = PngInfo()
    for key, value in _png(words).items():
        if value is not None:
            metadata.add_itxt(key, value)
    row = np.ascontiguousarray(pixels).view(np.uint32).ravel()
    starts = np.flatnonzero(np.concatenate([[True], row[1:] != row[:-1]]))  # of runs of one colour, fewer than pixels
    lengths = np.diff(starts, append=row.size)
    red, green, blue = pixels.reshape(-1, 4)[starts, :3].T.astype(np.int32)
    codes = red << 16 | green << 8 | blue
    distinct = np.unique(codes)
    positions = np.searchsorted(distinct, codes)
    colours = np.stack([distinct >> 16, distinct >> 8 & 255, distinct & 255])
    chosen, nearest_in = _palette(colours, np.bincount(positions, weights=lengths))
    places = np.repeat(nearest_in.astype(np.uint8)[positions], lengths)
    few = Image.fromarray(places.reshape(pixels.shape[:2]))
    few.putpalette(colours.T[chosen].astype(np.uint8).tobytes())
    smaller = BytesIO()
    few.save(smaller, "png", pnginfo=metadata, dpi=(dpi, dpi), compress_level=6)
    return smaller.getvalue()


def _palette(colours: np.ndarray, counts: np.ndarray, most: int = 256) -> tuple[list[int], np.ndarray]:
    """Colours (3, colours) that stand for all, and for each colour which of them: (chosen,) and (colours,).

    Each time the colour is added that is missed most: squared distance to the nearest chosen one times its pixels. So
    every plain colour is kept, and only shades at the edges of letters and lines move a little.
    """
    chosen = [int(np.argmax(counts))]
    distance = _squared_to(colours, chosen[0])
    nearest_in = np.zeros(len(counts), dtype=np.intp)
    while len(chosen) < most and distance.any():
        chosen.append(int(np.argmax(distance * counts)))
        to_new = _squared_to(colours, chosen[-1])
        closer = to_new < distance
        nearest_in[closer] = len(chosen) - 1
        distance = np.where(closer, to_new, distance)
    return chosen, nearest_in


def _squared_to(colours: np.ndarray, one: int) -> np.ndarray:
    """(colours,): the squared distance of each colour to one of them."""
    red, green, blue = colours - colours[:, one, None]
    return np.asarray(red * red + green * green + blue * blue)


def kind_of(path: Any) -> str:
    """The format that a file's name asks for."""
    return Path(path).suffix.lstrip(".").lower() if isinstance(path, str | PathLike) else "svg"


def _svg(words: Words | None) -> dict[str, Any]:
    return {"Date": None, "Creator": None, **({"Title": words.title} if words else {})}


def _png(words: Words | None) -> dict[str, Any]:
    return {"Software": None, **({"Title": words.title, "Description": words.alternative} if words else {})}


def _pdf(words: Words | None) -> dict[str, Any]:
    metadata = {"Title": words.title, "Subject": words.description} if words else {}
    return {"CreationDate": None, "Creator": None, "Producer": None, **metadata}


METADATA = {"svg": _svg, "pdf": _pdf}
