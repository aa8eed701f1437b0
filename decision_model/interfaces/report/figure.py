"""Pictures within a page: SVG elements, every name in them unlike any other on the page."""

from __future__ import annotations

from dataclasses import replace

from decision_model.figures.page.page import Pictured, scene_of
from decision_model.figures.page.svg import svg
from decision_model.figures.pdf.document_layout import PLATE


def inline(picture: Pictured, name: str, height: float) -> str:
    """The picture, so many inches high at the width of a column, as an SVG element whose ids begin with `name`."""
    theme = replace(PLATE, size=(PLATE.size[0], height))
    width, height = (72 * side for side in theme.size)
    return svg(scene_of(picture, theme, width, height), name=f"{name}-", own_size=False)
