"""Texts as documents can hold them: without controls, and in the direction of their script."""

from __future__ import annotations

import unicodedata

from decision_model.figures.page.fonts import clean
from decision_model.model.titled import showable


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
