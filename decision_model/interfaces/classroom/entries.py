"""Entries of a class file, as the page copies them, wherever they stand in a text and however they are indented."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from decision_model.interfaces.classroom.found import ENTRY, Found, Gathered
from decision_model.interfaces.classroom.naming import Names, as_number, plain, somebody

WEIGHTS = re.compile(r"\bweights\s*:\s*(\{)?")
LABEL = re.compile(r"\blabel\s*:\s*(?:\"((?:[^\"\\]|\\.)*)\"|'([^']*)'|([^,{}\n]+))")
PAIR = re.compile(r"[\s,{\"']*([\w.-]+)[\"']?\s*:\s*[\"']?([^,{}\"'\n#]+)")
ALONE = re.compile(r"[\"']?([\w.-]+)[\"']?\s*:\s*[\"']?([^{}\"'\n#]+?)[\"']?")
KEY = re.compile(r"^[\s>*|-]*([\w-]+)\s*:\s*(?:\{.*)?$")
QUOTES = re.compile(r"^[\s\u00a0]*(?:[>|][\s\u00a0]*)+")
LONGEST = 200
"""Lines over which one entry may be spread."""
WIDEST = 5_000
"""Characters of a line that one entry may take."""


def entries(lines: Sequence[str], file: str, names: Names, reading: Gathered) -> None:
    """Every entry of a text whose lines are given."""
    for number, line in enumerate(lines):
        for match in WEIGHTS.finditer(line):
            place = f"{file}, line {number + 1}"
            pairs = list(_pairs(lines, number, match))
            _entry(pairs, _label(lines, number, match.start()), place, (names, reading), bool(QUOTES.match(line)))


def _pairs(lines: Sequence[str], number: int, match: re.Match[str]) -> Iterator[tuple[str, str]]:
    """Names and values behind `weights:`, to the closing bracket or to the first line that is no pair."""
    rest = lines[number][match.end() : match.end() + WIDEST]
    following = [QUOTES.sub("", line[:WIDEST]) for line in lines[number + 1 : number + LONGEST]]
    if match[1]:
        inside = "\n".join([rest, *following]).split("}", 1)[0]
        yield from PAIR.findall(re.sub(r"\s*\n\s*", " ", inside))
        return
    for line in following:
        pair = ALONE.fullmatch(line.split("#")[0].strip("-* \t\u00a0,"))
        if not pair:
            return
        yield pair[1], pair[2]


def _label(lines: Sequence[str], number: int, start: int) -> str:
    """The label of the entry, or else its name: the last that stands before the weights."""
    for place in range(number, max(-1, number - 4), -1):
        text = lines[place][max(0, start - WIDEST) : start] if place == number else lines[place][:WIDEST]
        if place != number and WEIGHTS.search(text):
            return ""
        labels = LABEL.findall(text)
        if labels:
            return re.sub(r"\\(.)", r"\1", next(part for part in labels[-1] if part)).strip()
        key = KEY.match(text) if place != number or text.strip() else None
        key = key or re.match(r"[\s>*|-]*([\w-]+)\s*:\s*\{", text)
        if key and plain(key[1]) not in ("perspectives", "label"):
            return key[1]
    return ""


def _entry(
    pairs: Sequence[tuple[str, str]], label: str, place: str, into: tuple[Names, Gathered], quoted: bool
) -> None:
    names, reading = into
    known = {each.name for each in names.model.walk()}
    weights: dict[str, float] = {}
    for written, text in pairs:
        name = written if written in known else names.consideration(written)
        value = as_number(text)
        if not name:
            message = f"'{written[:60]}' is not a consideration of this scenario."
            reading.trouble(place, message, "The entry is left out.")
            return
        if value is None:
            reading.trouble(place, f"'{text.strip()[:60]}' for {name} is no number.", "The entry is left out.")
            return
        weights[name] = value
    if not weights:
        reading.trouble(place, "no weights stand behind 'weights:'.", "Copy the whole entry.")
        return
    missing = [name for name in names.asked if name not in weights]
    if missing:
        reading.notes.append(f"{place}: {', '.join(missing)} is not given and keeps the weight of the file.")
    person = somebody(label)
    reading.found.append(Found(place, ENTRY, weights, name=person, person=person, quoted=quoted))
