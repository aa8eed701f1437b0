"""Texts of a scenario made harmless: one line, nothing that cannot be seen, and nothing that a course system reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape

UNSEEN = ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp")
"""Categories of characters that are dropped: controls, marks of direction, what is no character."""

FILTERS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "@$\\{}[]"})
"""Signs that begin what Moodle's filters act on: files, formulas, links, placeholders."""

MARKDOWN = str.maketrans({sign: f"&#{ord(sign)};" for sign in "&<>\\`*_{}[]#$~"})
"""Signs that Markdown, or text2qti in it, may take for something else."""

LIST = re.compile(r"^(?:[-+:=%]|\d+[.)](?=\s|$))")
"""How a line begins that Markdown may take for a list, a heading or a definition."""

NAME_LENGTH = 200
"""Characters of a name at most: Moodle cuts longer ones."""


def plain(text: str) -> str:
    """A text in one line, without what cannot be seen."""
    seen = (" " if sign.isspace() else sign for sign in text)
    kept = "".join(sign for sign in seen if unicodedata.category(sign) not in UNSEEN)
    return " ".join(kept.split())


def short(text: str) -> str:
    """A plain text short enough for a name."""
    name = plain(text)
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1].rstrip()}\u2026"


def html(text: str) -> str:
    """A text as HTML shows it, and nothing else."""
    return escape(plain(text)).translate(FILTERS)


def paragraphs(texts: Iterable[str]) -> str:
    """Paragraphs of HTML."""
    return "".join(f"<p>{html(text)}</p>" for text in texts)


def markdown(text: str) -> str:
    """A text in one line of Markdown that shows it as it is."""
    line = plain(text)
    first = LIST.match(line)
    if first is None:
        return line.translate(MARKDOWN)
    last = first.end() - 1
    return f"{line[:last]}&#{ord(line[last])};{line[last + 1 :].translate(MARKDOWN)}"
