"""Texts on slides: cleaned of what XML does not hold, in their direction, in a size and a colour of the theme."""

from __future__ import annotations

import re
from typing import Any

from decision_model.figures.page.layout import Block
from decision_model.interchange.document.plain import cleaned, is_right_to_left
from decision_model.interchange.writing.pptx.look import PT

THEMED: dict[str, tuple[str, float]] = {
    "ink": ("TEXT_1", 0.0),
    "soft": ("TEXT_1", 0.25),
    "faint": ("TEXT_1", 0.5),
    "accent": ("ACCENT_1", 0.0),
    "paper": ("BACKGROUND_1", 0.0),
    "band": ("BACKGROUND_1", -0.05),
}
"""The figures' colours by name as the deck's theme has them, and how much lighter or darker."""


TAKEN_OTHERWISE = re.compile(r"\{?=|[a-z]+:", re.IGNORECASE)


def set_paragraph(paragraph: Any, text: str, size: float | None = None, weight: str = "", colour: str = "") -> None:
    """Fill a paragraph; what is not said is the placeholder's own."""
    text = cleaned(text)
    run = paragraph.add_run()
    run.text = text
    if is_right_to_left(text):
        paragraph._p.get_or_add_pPr().set("rtl", "1")
    if size is not None:
        run.font.size = round(size * PT)
    if weight:
        run.font.bold = weight == "bold"
    if colour:
        paint(run.font.color, colour)


def paint(target: Any, colour: str) -> None:
    """Give a colour by its name in the theme, or as #rrggbb."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_THEME_COLOR

    if colour.startswith("#"):
        target.rgb = RGBColor(*bytes.fromhex(colour[1:]))  # type: ignore[no-untyped-call]
        return
    name, brightness = THEMED[colour]
    target.theme_color = getattr(MSO_THEME_COLOR, name)
    if brightness:
        target.brightness = brightness


def joined(block: Block) -> str:
    """A wrapped text on one line again."""
    return " ".join(block.lines)


def cell_text(text: str) -> str:
    """A text for the chart's workbook, where one that looks like a formula or an address stays a text."""
    plain = cleaned(text)
    return f"\u00a0{plain}" if TAKEN_OTHERWISE.match(plain) else plain
