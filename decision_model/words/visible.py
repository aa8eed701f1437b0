"""Texts without signs that would steer a terminal."""

from __future__ import annotations


def clean(text: str) -> str:
    """A text on one line, without signs that would steer a terminal."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def clean_lines(text: str) -> str:
    """A text without signs that would steer a terminal, its lines as they are."""
    return "\n".join(map(clean, text.split("\n")))
