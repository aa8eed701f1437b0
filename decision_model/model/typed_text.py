"""Characters that word processors and web pages put in the place of those on the keyboard."""

from __future__ import annotations

import re
import unicodedata

SPACES = "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
"""Spaces other than the one of the keyboard."""

INVISIBLE = "\xad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
"""Characters that take no room at all."""

MINUS_SIGNS = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
CURLY_QUOTES = "\u2018\u2019\u201a\u201b\u201c\u201d\u201e\u201f\xab\xbb"

_SIGNS = str.maketrans(
    {**dict.fromkeys(SPACES, " "), **dict.fromkeys(MINUS_SIGNS, "-"), **dict.fromkeys(INVISIBLE, " ")}
)
_SPECIAL = re.compile(f"[{SPACES}{INVISIBLE}{CURLY_QUOTES}]")


def percent_elsewhere(points: float) -> str:
    """What is said of a number in percent that is neither a chance nor a weight, and what to write in its place."""
    part = f"{points / 100:.15g} if the whole is 1 here"
    return f"Only chances and weights may be in percent. Write {points:.15g}, or {part}."


class PercentTyped(float):
    """A number that was typed with the sign, as its part of 1."""

    @property
    def elsewhere(self) -> str:
        """What to say where it is neither a chance nor a weight."""
        return percent_elsewhere(round(100 * self, 12))


def plain_signs(text: str) -> str:
    """A number or a formula with the spaces and the minus of the keyboard."""
    return text if text.isascii() else text.translate(_SIGNS)


def trimmed(text: str) -> str:
    """A text without special spaces and invisible characters at its ends."""
    return text if text.isascii() else text.strip(SPACES + INVISIBLE + " ")


def unquoted(text: str) -> str:
    """A text without the special spaces and curly quotes around it."""
    return text if text.isascii() else trimmed(text).strip(CURLY_QUOTES)


def special_character(text: str) -> str:
    """The first special space, invisible character or curly quote of a text, by number and name; '' for none."""
    match = None if text.isascii() else _SPECIAL.search(text)
    return character_name(match.group()) if match else ""


def character_name(character: str) -> str:
    """`U+00A0 (no-break space)`."""
    name = unicodedata.name(character, "").lower()
    return f"U+{ord(character):04X}" + (f" ({name})" if name else "")
