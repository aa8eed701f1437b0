"""Figures as files: the same bytes every time, with their words inside for those who cannot see them."""

from __future__ import annotations

import re
from hashlib import sha256
from io import BytesIO
from os import PathLike
from pathlib import Path
from threading import Lock
from typing import Any
from xml.sax.saxutils import escape

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from decision_model.errors import ModelError, nearest
from decision_model.figures.page.words import Words

FORMATS = ("svg", "png", "pdf")
FALLBACKS = "'DejaVu Sans', Verdana, sans-serif"
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
    """A matplotlib Figure that carries its words, and whose `savefig` writes them into the file."""

    words: Words

    def savefig(self, fname: Any, *, format: str | None = None, outlines: bool = False, **options: Any) -> None:
        kind = format or _kind(fname)
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


def save(figure: Figure, path: str | PathLike[str], outlines: bool = False, dpi: float = 150) -> Path:
    """Write a figure as SVG, PNG or PDF, by the name's ending; `outlines` turns the text of an SVG into paths."""
    target = Path(path)
    target.write_bytes(render(figure, _kind(target), outlines, dpi))
    return target


def render(figure: Figure, format: str = "svg", outlines: bool = False, dpi: float = 150) -> bytes:
    """The bytes of a figure; equal for equal figures, in every process."""
    if format not in FORMATS:
        raise ModelError(f"'{format}' is not a format of figures. {nearest(format, FORMATS)}".strip())
    words = getattr(figure, "words", None)
    settings = {**SETTINGS, "svg.fonttype": "path" if outlines else "none"}
    buffer = BytesIO()
    pixels = format == "png"
    options: dict[str, Any] = {} if pixels else {"metadata": METADATA[format](words)}
    with one_at_a_time, mpl.rc_context(settings):
        Figure.savefig(
            figure,
            buffer,
            format="rgba" if pixels else format,
            dpi=dpi if pixels else 72,
            facecolor=figure.get_facecolor(),
            **options,
        )
    if format == "svg":
        return _described(buffer.getvalue(), words)
    if pixels:
        rows = int(figure.get_figheight() * dpi)
        return _compact(np.frombuffer(buffer.getvalue(), dtype=np.uint8).reshape(rows, -1, 4), dpi, words)
    return buffer.getvalue()


def _compact(pixels: np.ndarray, dpi: float, words: Words | None) -> bytes:
    """A PNG of 256 colours, for a third of the bytes, of pixels (rows, columns, 4); see `_palette` for which."""
    metadata = PngInfo()
    for key, value in _png(words).items():
        if value is not None:
            metadata.add_itxt(key, value)
    red, green, blue = (pixels[..., channel].astype(np.int32) for channel in range(3))
    codes = (red << 16 | green << 8 | blue).ravel()
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])  # of runs of one colour, far fewer than pixels
    lengths = np.diff(starts, append=codes.size)
    distinct, positions = np.unique(codes[starts], return_inverse=True)
    colours = np.stack([distinct >> 16, distinct >> 8 & 255, distinct & 255], axis=1)
    chosen, nearest_in = _palette(colours, np.bincount(positions, weights=lengths))
    places = np.repeat(nearest_in.astype(np.uint8)[positions], lengths)
    few = Image.fromarray(places.reshape(pixels.shape[:2]))
    few.putpalette(colours[chosen].astype(np.uint8).tobytes())
    smaller = BytesIO()
    few.save(smaller, "png", pnginfo=metadata, dpi=(dpi, dpi), compress_level=6)
    return smaller.getvalue()


def _palette(colours: np.ndarray, counts: np.ndarray, most: int = 256) -> tuple[list[int], np.ndarray]:
    """Colours that stand for all, and for each colour which of them: (chosen,) and (colours,).

    Each time the colour is added that is missed most: squared distance to the nearest chosen one times its pixels. So
    every plain colour is kept, and only shades at the edges of letters and lines move a little.
    """
    chosen = [int(np.argmax(counts))]
    distance = ((colours - colours[chosen[0]]) ** 2).sum(axis=1)
    nearest_in = np.zeros(len(colours), dtype=np.intp)
    while len(chosen) < most and distance.any():
        chosen.append(int(np.argmax(distance * counts)))
        to_new = ((colours - colours[chosen[-1]]) ** 2).sum(axis=1)
        closer = to_new < distance
        nearest_in[closer] = len(chosen) - 1
        distance = np.where(closer, to_new, distance)
    return chosen, nearest_in


def _kind(path: Any) -> str:
    return Path(path).suffix.lstrip(".").lower() if isinstance(path, str | PathLike) else "svg"


def _svg(words: Words | None) -> dict[str, Any]:
    return {"Date": None, "Creator": None, **({"Title": words.title} if words else {})}


def _png(words: Words | None) -> dict[str, Any]:
    return {"Software": None, **({"Title": words.title, "Description": words.alternative} if words else {})}


def _pdf(words: Words | None) -> dict[str, Any]:
    metadata = {"Title": words.title, "Subject": words.description} if words else {}
    return {"CreationDate": None, "Creator": None, "Producer": None, **metadata}


METADATA = {"svg": _svg, "pdf": _pdf}


def _described(svg: bytes, words: Words | None) -> bytes:
    """The SVG with a description beside its title, a role for screen readers and fonts that any machine has."""
    text = svg.decode().replace("'DejaVu Sans'", FALLBACKS).replace("&#x27;DejaVu Sans&#x27;", FALLBACKS)
    if words is None:
        return text.encode()
    own = sha256(svg).hexdigest()[:8]  # several figures may stand in one page
    title = f'<title id="title-{own}">{escape(words.title)}</title>'
    described = f'{title}\n <desc id="desc-{own}">{escape(words.alternative)}</desc>'
    text = re.sub(r"<title>.*?</title>", lambda _: described, text, count=1, flags=re.DOTALL)
    return text.replace("<svg ", f'<svg role="img" aria-labelledby="title-{own} desc-{own}" ', 1).encode()
