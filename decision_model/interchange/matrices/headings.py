"""What the headings of a table say: names, units, directions, weights, and what a row or column is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from decision_model.interchange.matrices.directions import Direction, stated
from decision_model.interchange.names import plain_name

WORDS = {
    "weight": "weight weights weighting importance swing gewicht gewichte gewichtung poids peso pesos",
    "direction": "direction goal objective better sense optimum optimisation optimization min_max max_min "
    "richtung ziel",
    "worst": "worst schlechtester schlechteste",
    "best": "best bester beste",
    "total": "total totals sum score scores weighted_total weighted_score weighted_sum total_score average mean rank "
    "ranking result summe gesamt ergebnis rang mittelwert mean_score overall overall_score",
    "note": "note notes comment comments remark remarks description source sources unit units bemerkung quelle einheit",
}
MEANING = {word: meaning for meaning, words in WORDS.items() for word in words.split()}
OF_CRITERIA = ("weight", "direction", "worst", "best")
"""What a row or column says of criteria, so that it lies across them."""

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_WEIGHT = re.compile(r"(?:weight|w|gewicht|gewichtung)\s*[:=]?\s*([\d.,/]+)\s*%?", re.IGNORECASE)
_ARROW = re.compile(r"\s*([↑↓])\s*$")


@dataclass(frozen=True)
class TableLine:
    """A row or column of a table: its heading, its cells, and the lines of the file where these stand."""

    head: str
    cells: tuple[str, ...]
    lines: tuple[int, ...]
    line: int

    @property
    def meaning(self) -> str:
        """What its heading makes of it: `weight`, `total` and so on; '' for an alternative or a criterion."""
        heading = TableHeading.of(self.head)
        meaning = MEANING.get(plain_name(heading.bare), "")
        filled = [cell for cell in self.cells if cell]
        if meaning == "direction" and not (filled and all(map(stated, filled))):
            return ""
        return "" if meaning in OF_CRITERIA and heading.unit not in ("", "%", "points", "0-100", "0..100") else meaning


@dataclass(frozen=True)
class TableHeading:
    """What the heading of a criterion says besides its name."""

    label: str
    bare: str
    unit: str = ""
    direction: Direction = ""
    weight: str = ""

    @classmethod
    def of(cls, text: str) -> TableHeading:
        arrow = _ARROW.search(text)
        direction: Direction = stated(arrow[1]) if arrow else ""
        text, units, weight = _ARROW.sub("", text), [], ""
        for inside in _BRACKETS.findall(text):
            for part in re.split(r"[,;]", inside):
                if stated(part):
                    direction = stated(part)
                elif _WEIGHT.fullmatch(part.strip()):
                    weight = part.strip()
                elif part.strip():
                    units.append(part.strip())
        bare = " ".join(_BRACKETS.sub("", text).split())
        unit = ", ".join(units)
        return cls(f"{bare} ({unit})" if unit and bare else bare or unit, bare, unit, direction, weight)


def names_of(head: str) -> Iterator[str]:
    """How a heading may be called on the command line."""
    heading = TableHeading.of(head)
    yield from {plain_name(head), plain_name(heading.label), plain_name(heading.bare)} - {""}


def weight_in(text: str) -> str:
    """The weight that a heading gives in brackets; empty where it gives none."""
    found = _WEIGHT.fullmatch(text)
    return found[1] if found else ""
