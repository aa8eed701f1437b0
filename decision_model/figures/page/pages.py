"""Several pictures as the pages of one PDF."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import matplotlib as mpl
from matplotlib.backends.backend_pdf import PdfPages

from decision_model.figures.page.layout import Box
from decision_model.figures.page.output import METADATA, SETTINGS, figure_of, one_at_a_time, render
from decision_model.figures.page.scene import Scene
from decision_model.figures.pdf.tagging import Illustration, tagged


def pdf(scenes: Sequence[Scene]) -> bytes:
    """A PDF with a page a picture, under the words of the last, which shows all; equal for equal pictures."""
    if len(scenes) == 1:
        return render(scenes[0], "pdf")
    buffer = BytesIO()
    about = METADATA["pdf"](scenes[-1].words)
    with one_at_a_time, mpl.rc_context(SETTINGS), PdfPages(buffer, metadata=about) as pages:
        for scene in scenes:
            pages.savefig(figure_of(scene), dpi=72, facecolor=scene.paper)
    shown = [
        Illustration(number, Box(0, 0, scene.width, scene.height), scene.words.alternative)
        for number, scene in enumerate(scenes)
        if scene.words
    ]
    return tagged(buffer.getvalue(), shown, whole=len(shown) == len(scenes))
