"""A booklet: headings, text, tables and pictures set on numbered pages, as one PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from decision_model.figures.page import output
from decision_model.figures.page.artists import paint
from decision_model.figures.page.layout import Box, line
from decision_model.figures.page.page import Page, scene_of
from decision_model.figures.page.scene import Scene
from decision_model.figures.pdf.document_layout import (
    HEIGHT,
    MARGIN,
    SHEET,
    WIDTH,
    Heading,
    Leaf,
    Piece,
    Placed,
    bound,
)
from decision_model.figures.pdf.tagging import Illustration, tagged

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FOOT = 6.8
"""Size of the type at the foot of a page."""


@dataclass(frozen=True)
class Imprint:
    """What stands at the foot of every page, and what the file says of itself."""

    title: str
    subject: str
    foot: str


def booklet(pieces: Sequence[Piece], imprint: Imprint) -> bytes:
    """The pieces on A4 pages, with a table of contents where a piece asks for one; the same bytes every time."""
    leaves = bound(pieces)
    places = {
        placed.piece.key: leaf.number
        for leaf in leaves
        for placed in leaf.placed
        if isinstance(placed.piece, Heading) and placed.piece.key
    }
    buffer = BytesIO()
    metadata = {"Title": imprint.title, "Subject": imprint.subject}
    unsaid: dict[str, Any] = dict.fromkeys(("CreationDate", "Creator", "Producer"))
    with (
        output.one_at_a_time,
        mpl.rc_context(output.SETTINGS),
        PdfPages(buffer, metadata={**unsaid, **metadata}) as pages,
    ):
        for leaf in leaves:
            pages.savefig(_page_figure(leaf, places, imprint, len(leaves)))
    plates = [
        Illustration(place, _box(placed), placed.plate.picture.words.alternative)
        for place, leaf in enumerate(leaves)
        for placed in leaf.placed
        if placed.plate is not None
    ]
    return tagged(buffer.getvalue(), plates)


def _page_figure(leaf: Leaf, places: Mapping[str, int], imprint: Imprint, count: int) -> Figure:
    scene = Scene(WIDTH, HEIGHT, "#ffffff")
    page = Page(scene, SHEET)
    for placed in leaf.placed:
        placed.paint(page, placed.x, placed.y, places)
    foot = HEIGHT - 0.62 * MARGIN
    page.text(MARGIN, foot, line(imprint.foot, FOOT), "soft", gid="foot")
    page.text(WIDTH - MARGIN, foot, line(f"{leaf.number} of {count}", FOOT), "soft", "right", gid="number")
    figure = Figure(figsize=(WIDTH / 72, HEIGHT / 72), dpi=100, facecolor=scene.paper)
    figure.set_layout_engine("none")
    paint(scene, figure.add_axes((0.0, 0.0, 1.0, 1.0), label="page"))
    for placed in leaf.placed:
        if placed.plate is not None:
            plate = placed.plate
            paint(scene_of(plate.picture, plate.theme, plate.width, plate.height), _framed(figure, placed))
    return figure


def _box(placed: Placed) -> Box:
    assert placed.plate is not None
    return Box(placed.x, placed.y, placed.plate.width, placed.plate.height)


def _framed(figure: Figure, placed: Placed) -> Axes:
    """The Axes for a picture, where the page has left room for it."""
    box = _box(placed)
    place = (box.x / WIDTH, 1 - box.bottom / HEIGHT, box.width / WIDTH, box.height / HEIGHT)
    return figure.add_axes(place, label=f"plate-{len(figure.axes)}")
