"""What must hold of every slide, read from the file with python-pptx."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import combinations
from typing import Any

from pptx import Presentation
from pptx.oxml.ns import qn

PT = 12_700
LEAST = 14.0
BESIDE = 2.0
"""Points by which boxes of texts may reach into one another: they are a little wider than their texts."""


def opened(content: bytes) -> Any:
    return Presentation(BytesIO(content))


def shapes_of(container: Any) -> Iterator[Any]:
    """All shapes, those in groups too."""
    for shape in container.shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from shapes_of(shape)


def problems(file: Any, least: float = LEAST) -> Iterator[str]:
    """Everything that is wrong with the slides of a file, in words."""
    for number, slide in enumerate(file.slides, 1):
        for problem in (*_words(slide), *_placed(file, slide), *_glued(slide), *_sizes(slide, least)):
            yield f"slide {number}: {problem}"


def _words(slide: Any) -> Iterator[str]:
    if slide.shapes.title is None or not slide.shapes.title.text_frame.text.strip():
        yield "no title"
    if not slide.has_notes_slide or not slide.notes_slide.notes_text_frame.text.strip():
        yield "no notes"
    for shape in slide.placeholders:
        if shape.has_text_frame and not shape.text_frame.text.strip():
            yield f"an empty placeholder, {shape.name}"
    for shape in slide.shapes:
        is_text = shape.is_placeholder or (shape.has_text_frame and shape.text_frame.text.strip())
        if not is_text and not shape._element._nvXxPr.cNvPr.get("descr"):
            yield f"no alternative text: {shape.name}"


def _placed(file: Any, slide: Any) -> Iterator[str]:
    boxes = []
    for shape in shapes_of(slide):
        if shape.left is None or shape.is_placeholder:
            continue
        inside = shape.left + PT >= 0 and shape.left + shape.width <= file.slide_width + PT
        if not (inside and shape.top + PT >= 0 and shape.top + shape.height <= file.slide_height + PT):
            yield f"outside of the slide: {shape.name}"
        if shape.has_text_frame and shape.text_frame.text.strip():
            boxes.append(shape)
    holders = [shape for shape in slide.placeholders if shape.has_text_frame]
    for one, other in combinations([*boxes, *holders], 2):
        wide = min(one.left + one.width, other.left + other.width) - max(one.left, other.left)
        high = min(one.top + one.height, other.top + other.height) - max(one.top, other.top)
        if wide > BESIDE * PT and high > BESIDE * PT:
            yield f"'{one.text_frame.text}' covers '{other.text_frame.text}'"


def _glued(slide: Any) -> Iterator[str]:
    known = {shape.shape_id: shape for shape in shapes_of(slide)}
    if len(known) != sum(1 for _ in shapes_of(slide)):
        yield "two shapes with one number"
    for shape in shapes_of(slide):
        connection = shape._element.find(f".//{qn('p:cNvCxnSpPr')}") if shape._element.tag == qn("p:cxnSp") else None
        if connection is None or shape.name == "Key":
            continue
        ends = [connection.find(qn(f"a:{tag}")) for tag in ("stCxn", "endCxn")]
        if any(end is None or int(end.get("id")) not in known for end in ends):
            yield f"a connector that is glued to nothing: {shape.name}"


def _sizes(slide: Any, least: float) -> Iterator[str]:
    for element in slide._element.iter(qn("a:rPr"), qn("a:defRPr")):
        size = element.get("sz")
        if size is not None and int(size) < 100 * least:
            yield f"type of {int(size) / 100} points"
    for shape in slide.shapes:
        if shape.has_chart:
            for element in shape.chart._chartSpace.iter(qn("a:rPr"), qn("a:defRPr")):
                if element.get("sz") is not None and int(element.get("sz")) < 100 * least:
                    yield f"type of {int(element.get('sz')) / 100} points in a chart"
