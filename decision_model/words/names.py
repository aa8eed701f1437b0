"""Names of the model's things inside sentences."""

from __future__ import annotations

OPENING, CLOSING = "\u2018", "\u2019"


def quoted(name: str) -> str:
    """A name set apart from the sentence around it: ‘Plan a bilateral privately’."""
    return f"{OPENING}{name}{CLOSING}"
