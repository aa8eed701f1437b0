"""Lists, plurals and ends of sentences."""

from __future__ import annotations

from collections.abc import Sequence

from decision_model.words.names import OPENING


def sentence(text: str) -> str:
    """The text with a full stop, unless it ends as a sentence does."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def listed(items: Sequence[str], word: str = "and", most: int | None = None) -> str:
    """'A', 'A and B', 'A, B and C'; beyond `most` items 'A, B and 4 more'.

    Semicolons where an item that is not quoted holds a comma.
    """
    if most is not None and len(items) > most:
        items = [*items[: most - 1], f"{len(items) - most + 1} more"]
    if len(items) < 2:
        return "".join(items)
    if any("," in item and not item.startswith(OPENING) for item in items):
        return "; ".join(items)
    return f"{', '.join(items[:-1])} {word} {items[-1]}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """'1 decision', '2 decisions', '1,000 histories' where the plural is given."""
    return f"{number:,} {noun if number == 1 else plural or f'{noun}s'}"


def ordinal(place: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    ending = "th" if 10 <= place % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"
