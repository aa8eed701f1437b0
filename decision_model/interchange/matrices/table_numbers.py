"""Numbers as people type them into tables: decimal commas, thousands, percent and currency; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from decision_model.interchange.matrices.matrix import number
from decision_model.model.typed_text import plain_signs

_AROUND = re.compile(r"^[€$£¥]\s*|\s*(?:[€$£¥%‰]|EUR|USD|CHF|GBP)$")
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
_NUMERIC = re.compile(r"[-+]?(?:\d[\d.,]*|[.,]\d+)(?:[eE][-+]?\d+)?", re.ASCII)
_SPACES = re.compile(r"(?<=\d)[\s'](?=\d{3}(?!\d))")


@dataclass(frozen=True)
class Notation:
    """How a file writes numbers: its decimal sign; `unsure` is a number that could be read in two ways, if any."""

    decimal: str = "."
    mixed: tuple[str, str] | None = None
    unsure: str = ""

    def value(self, text: str) -> float | None:
        """The number that a cell holds; None for what is none."""
        plain = bare(text)
        if not _NUMERIC.fullmatch(plain):
            return None if plain != text else number(text)
        thousands = "," if self.decimal == "." else "."
        whole, sign, part = plain.partition(self.decimal)
        if thousands in part or not re.fullmatch(
            rf"[-+]?\d{{0,3}}(?:{re.escape(thousands)}\d{{3}})*|[-+]?\d*", whole.split("e")[0].split("E")[0]
        ):
            return None
        return number(whole.replace(thousands, "") + ("." + part if sign else ""))


def bare(text: str) -> str:
    """A cell without space, currency or percent signs and the spaces or apostrophes that set off thousands."""
    plain = plain_signs(text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2212", "-")).strip()
    return _SPACES.sub("", _AROUND.sub("", plain).strip())


def unit(text: str) -> str:
    """The currency or the percent sign that stands around a number, '' where there is none."""
    plain = plain_signs(text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2212", "-")).strip()
    found = _AROUND.search(plain)
    sign = found[0].strip() if found else ""
    return _SIGNS.get(sign, sign)


def units_clash(cells: Iterable[tuple[str, float]]) -> tuple[str, str] | None:
    """Two cells, written and as numbers, that cannot be of one unit: of two currencies, or a share and a plain number.

    A number without a currency may have that of the others, and 0 is the same in all.
    """
    seen: dict[str, str] = {}
    for text, value in cells:
        if value or unit(text):
            seen.setdefault(unit(text), text)
    named = [sign for sign in seen if sign]
    if len(named) > 1:
        return seen[named[0]], seen[named[1]]
    return (seen[""], seen[named[0]]) if "" in seen and named and named[0] in "%‰" else None


def notation(texts: Iterable[str], separator: str) -> Notation:
    """How the cells of a file write numbers, by what can only be meant one way."""
    shown: dict[str, str] = {}
    open_still = {",": "", ".": ""}
    for text in texts:
        plain = bare(text)
        if not _NUMERIC.fullmatch(plain):
            continue
        sign = _decimal(plain)
        if sign:
            shown.setdefault(sign, text)
        for mark in ",.":
            if not sign and mark in plain:
                open_still[mark] = open_still[mark] or text
    if len(shown) == 2:
        return Notation(mixed=(shown["."], shown[","]))
    if shown:
        return Notation(next(iter(shown)))
    doubtful = open_still[","] or (open_still["."] if separator == ";" else "")
    return Notation(unsure=doubtful)


def _decimal(plain: str) -> str:
    """The decimal sign of a number, where there is only one way to read it; '' where not."""
    marks = [mark for mark in plain if mark in ",."]
    if not marks:
        return ""
    last = marks[-1]
    if len(set(marks)) == 2:
        return last
    if len(marks) > 1:
        return "," if last == "." else "."
    whole, _, part = plain.partition(last)
    whole = whole.lstrip("+-")
    certain = not part.isdigit() or len(part) != 3 or whole in ("", "0") or len(whole) > 3
    return last if certain else ""
