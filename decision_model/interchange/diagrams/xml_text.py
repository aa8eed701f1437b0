"""Texts and numbers as they stand in XML."""

from __future__ import annotations


def visible(text: str) -> str:
    """A text on one line, with ? for what XML cannot hold."""
    return "".join(letter if letter.isprintable() else "?" for letter in " ".join(text.split()))


def number(value: float) -> str:
    """The shortest text that reads back as the same number."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
