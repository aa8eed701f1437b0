"""A scene written as SVG: plain elements with plain attributes, which every program reads; text stays text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Box
from decision_model.figures.page.scene import DASHES, Circle, Lines, Mark, Outline, Scene, Shapes, Writing, each

FAMILIES = f"{fonts.FAMILY}, Verdana, sans-serif"
"""The typeface that texts were measured in, one of the same widths, and what any machine has."""

ANCHORS = {"left": "start", "center": "middle", "right": "end"}
HEADER = '<?xml version="1.0" encoding="utf-8"?>\n'


def svg(scene: Scene, outlines: bool = False, name: str = "", own_size: bool = True) -> str:
    """The scene as an SVG element; every id in it begins with `name`, which several on one page must have.

    `outlines` makes shapes of its letters. Without `own_size` it is as wide as its place.
    """
    wide, tall = number(scene.width), number(scene.height)
    size = f' width="{wide}pt" height="{tall}pt"' if own_size else ""
    type_face = "" if outlines else f' font-family="{FAMILIES}"'
    head, heading = _heading(scene, name)
    ids = _Ids(name)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {tall}"{size}{head}{type_face}>',
        *heading,
        *(line for mark in scene.in_order() for line in _mark(mark, ids)),
        *(line for group in _by_kind(scene.texts) for line in _texts(group, ids, outlines)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def file(scene: Scene, outlines: bool = False) -> bytes:
    """The scene as an SVG file."""
    return (HEADER + svg(scene, outlines)).encode()


def number(value: float) -> str:
    """A length to a hundredth of a point, which is finer than any eye."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _heading(scene: Scene, name: str) -> tuple[str, list[str]]:
    """What says to a screen reader that this is one picture, and what it shows."""
    if scene.words is None:
        return "", []
    title, description = f"{name}title-of-picture", f"{name}description-of-picture"
    return f' role="img" aria-labelledby="{title} {description}"', [
        f'<title id="{title}">{escape(scene.words.title)}</title>',
        f'<desc id="{description}">{escape(scene.words.alternative)}</desc>',
    ]


class _Ids:
    """Names for groups, each used once: a second group of a kind gets a number."""

    def __init__(self, prefix: str):
        self.prefix, self.seen = prefix, dict[str, int]()

    def __call__(self, kind: str) -> str:
        self.seen[kind] = count = self.seen.get(kind, 0) + 1
        return f"{self.prefix}{kind}" if count == 1 else f"{self.prefix}{kind}-{count}"


def _mark(mark: Mark, ids: _Ids) -> Iterator[str]:
    if isinstance(mark, Lines):
        cap = "butt" if mark.dashed else "round"
        dashes = " ".join(number(mark.width * part) for part in DASHES)
        dashed = f' stroke-dasharray="{dashes}"' if mark.dashed else ""
        look = f'fill="none" stroke-width="{number(mark.width)}" stroke-linecap="{cap}" stroke-linejoin="round"{dashed}'
        yield from _group(ids(mark.kind), look, "stroke", mark.colours, [_path(path) for path in mark.paths])
        return
    edge = f'stroke="{mark.edge}" stroke-width="{number(mark.width)}" stroke-linejoin="round"'
    shapes = [_shape(outline) for outline in mark.outlines]
    if mark.titles:
        titles = each(mark.titles, len(shapes))
        shapes = [f"{shape}><title>{escape(title)}</title" for shape, title in zip(shapes, titles, strict=True)]
    yield from _group(ids(mark.kind), edge if mark.edge != "none" else "", "fill", mark.fills, shapes)


def _group(name: str, look: str, attribute: str, colours: tuple[str, ...], elements: list[str]) -> Iterator[str]:
    """Elements of one look; a colour that all share is said once."""
    shared = f' {attribute}="{colours[0]}"' if len(set(colours)) == 1 else ""
    yield f"<g id={quoteattr(name)}{shared}{' ' * bool(look)}{look}>"
    for colour, element in zip(each(colours, len(elements)), elements, strict=True):
        tag, rest = element.split(" ", 1)
        own = "" if shared else f' {attribute}="{colour}"'
        end = f">{tag.replace('<', '</')}>" if "><" in rest else "/>"
        yield f"{tag}{own} {rest}{end}"
    yield "</g>"


def _shape(outline: Outline) -> str:
    if isinstance(outline, Box):
        x, y = number(outline.x), number(outline.y)
        return f'<rect x="{x}" y="{y}" width="{number(outline.width)}" height="{number(outline.height)}"'
    if isinstance(outline, Circle):
        return f'<circle cx="{number(outline.x)}" cy="{number(outline.y)}" r="{number(outline.radius)}"'
    return f'<polygon points="{_points(outline)}"'


def _path(points: np.ndarray) -> str:
    return f'<polyline points="{_points(points)}"'


def _points(points: np.ndarray) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points.tolist())


def _by_kind(texts: list[Writing]) -> Iterator[list[Writing]]:
    """Texts of one kind together, in the order in which the kinds first come."""
    kinds = {kind: place for place, kind in enumerate(dict.fromkeys(text.kind for text in texts))}
    for _, group in groupby(sorted(texts, key=lambda text: kinds[text.kind]), key=lambda text: text.kind):
        yield list(group)


def _texts(group: list[Writing], ids: _Ids, outlines: bool) -> Iterator[str]:
    yield f"<g id={quoteattr(ids(group[0].kind or 'text'))}>"
    for text in group:
        yield from _outlined(text) if outlines else _written(text)
    yield "</g>"


def _written(text: Writing) -> Iterator[str]:
    """An element for each line, since not every program breaks lines where a file says so."""
    block, anchor = text.block, ANCHORS[text.align]
    look = f'font-size="{number(block.size)}" fill="{text.colour}"'
    look += ' font-weight="bold"' if block.weight == "bold" else ""
    look += f' text-anchor="{anchor}"' if anchor != "start" else ""
    x = number(text.x)
    for place, line in enumerate(block.lines):
        yield f'<text x="{x}" y="{number(baseline(text, place))}" {look}>{escape(line)}</text>'


def _outlined(text: Writing) -> Iterator[str]:
    """The letters of each line as one shape."""
    for place, line in enumerate(text.block.lines):
        left = text.x - fonts.SHIFT[text.align] * fonts.width(line, text.block.weight) * text.block.size
        steps = fonts.outline(line, (left, baseline(text, place)), text.block.size, text.block.weight)
        path = "".join(command + " ".join(map(number, numbers)) for command, numbers in steps)
        yield f'<path fill="{text.colour}" d="{path}"/>'


def baseline(text: Writing, place: int) -> float:
    """How far down the line at this place stands."""
    return text.y + text.block.size * (place * fonts.LINE + fonts.ASCENT)


__all__ = ["Shapes", "baseline", "file", "number", "svg"]
