"""Links that the page gives, wherever they stand in a text; `interfaces/explorer` says what they hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import parse_qs, unquote

from decision_model.interfaces.classroom.found import LINK, Found, Gathered
from decision_model.interfaces.classroom.naming import Names, as_number, somebody
from decision_model.model.fingerprint import fingerprint

ADDRESS = re.compile(r"#((?:[a-z]{1,8}=[^\s\"'<>#&|\\\[\]]*&)*w=[^\s\"'<>#|\\\[\]]*)")
WRAPPED = re.compile(r"%23w%3D[^\s\"'<>]*", re.IGNORECASE)
LONGEST = 10_000
"""Characters of a link at most."""
ENDS = ").,;]}|*_"
"""Signs that end a sentence or a bracket, and no link."""


def links_in(line: str) -> list[str]:
    """What stands behind the number sign in each link of a line, also of one that a mail program has wrapped.

    A link that stands twice in a line, as the address of a link and as its words, is one.
    """
    text = WRAPPED.sub(lambda wrapped: unquote(wrapped[0]), unescape(line))
    return list(dict.fromkeys(found.rstrip(ENDS)[:LONGEST] for found in ADDRESS.findall(text)))


def read_link(fragment: str, place: str, names: Names, reading: Gathered) -> None:
    """One link as an answer, or as a trouble."""
    fields = {name: values[0] for name, values in parse_qs(fragment, keep_blank_values=True, max_num_fields=50).items()}
    walked = [each.name for each in names.model.walk()]
    texts = fields.get("w", "").split(",")
    points = [as_number(text) for text in texts]
    version = fields.get("id", "")
    other = bool(version) and version != fingerprint(names.model)
    if len(points) != len(walked) or None in points:
        cause = "of another version of the scenario" if other else "cut off, or of another scenario"
        message = f"this link holds {len(points)} weights where the scenario has {len(walked)}"
        if len(points) == len(walked):
            message = "a weight in this link is no number"
        reading.trouble(place, f"{message}: it is {cause}.", "Ask for it again.")
        return
    weights = {name: float(value or 0.0) for name, value in zip(walked, points, strict=True)}
    reading.found.append(_answer(fields, weights, place, version if other else "", names))
    if fields.get("n") or fields.get("i"):
        reading.notes.append(f"{place}: this link sets numbers or a what-if too; only its weights count here.")
    if fields.get("choice") and not reading.found[-1].choice:
        reading.trouble(place, f"'{fields['choice'][:60]}' is no option of the first decision.", "The weights count.")


def _answer(fields: Mapping[str, str], weights: Mapping[str, float], place: str, version: str, names: Names) -> Found:
    name = somebody(fields.get("name", ""))
    return Found(place, LINK, weights, names.option(fields.get("choice", "")), "", name, name, version)
