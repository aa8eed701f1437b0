"""Texts on slides: cleaned of what XML does not hold, in their direction, in a size and a colour of the theme."""

from __future__ import annotations

import unicodedata
from typing import Any

from decision_model.figures.page.fonts import clean
from decision_model.figures.page.layout import Block
from decision_model.interchange.writing.pptx.look import PT
from decision_model.model.titled import showable

THEMED: dict[str, tuple[str, float]] = {
    "ink": ("TEXT_1", 0.0),
    "soft": ("TEXT_1", 0.25),
    "faint": ("TEXT_1", 0.5),
    "accent": ("ACCENT_1", 0.0),
    "tint": ("ACCENT_1", 0.8),
    "paper": ("BACKGROUND_1", 0.0),
    "band": ("BACKGROUND_1", -0.05),
}
"""The figures' colours by name as the deck's theme has them, and how much lighter or darker."""


def cleaned(text: str) -> str:
    """A text that XML can hold and that steers nothing."""
    return "".join(letter for letter in clean(showable(text)) if letter.isprintable())


def is_right_to_left(text: str) -> bool:
    """Whether a text begins in a script that is read from the right."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


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
        target.rgb = RGBColor(*bytes.fromhex(colour[1:]))
        return
    name, brightness = THEMED[colour]
    target.theme_color = getattr(MSO_THEME_COLOR, name)
    if brightness:
        target.brightness = brightness


def joined(block: Block) -> str:
    """A wrapped text on one line again."""
    return " ".join(block.lines)
