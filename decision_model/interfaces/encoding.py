"""Characters that an output cannot encode are replaced by the nearest ones that it can, instead of an error."""

from __future__ import annotations

import codecs
import io
import unicodedata
from typing import Any

LOOKALIKES = {
    "→": "->", "←": "<-", "≥": ">=", "≤": "<=", "×": "x", "−": "-", "–": "-", "—": "-", "…": "...",
    "‘": "'", "’": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "·": "-", "•": "*", "€": "EUR",
    "█": "#", "▒": "=", "│": "|", "─": "-", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae",
}  # fmt: skip

CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), " ")
"""Control characters, which HTML forbids and which steer a terminal that shows the file; tabs and line feeds stay."""


def without_controls(text: str) -> str:
    """A text with spaces for control characters."""
    return text.translate(CONTROLS)


def replace_missing_signs(*streams: Any) -> None:
    """Make text streams replace what their encoding lacks."""
    codecs.register_error("lookalike", _replace)
    for stream in streams:
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="lookalike")


def lookalike(sign: str) -> str:
    """The nearest ASCII text: without accents where it has them, a question mark where there is none."""
    bare = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return LOOKALIKES.get(sign) or bare or ("" if unicodedata.combining(sign) else "?")


def can_encode(encoding: str | None, signs: str) -> bool:
    """Whether an encoding has all these signs."""
    try:
        signs.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _replace(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(lookalike(sign) for sign in error.object[error.start : error.end]), error.end
