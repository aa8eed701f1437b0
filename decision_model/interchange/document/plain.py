"""Texts as documents can hold them: without controls, and in the direction of their script."""

from __future__ import annotations

import unicodedata

from decision_model.figures.page.fonts import clean
from decision_model.model.titled import showable


def cleaned(text: str) -> str:
    """A text that XML can hold and that steers nothing."""
    return "".join(letter for letter in clean(showable(text)) if letter.isprintable())


def is_right_to_left(text: str) -> bool:
    """Whether most letters of a text are of a script that is read from the right.

    What it begins with does not count: our sentences often begin with a label that they quote.
    """
    directions = [unicodedata.bidirectional(letter) for letter in text]
    return sum(each in ("R", "AL") for each in directions) > directions.count("L")
