"""Weights of an XMCDA problem, or the capacity in their place, by the masses of sets of criteria."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import fsum

from decision_model.interchange.draft import Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.matrices.matrix import Together, number, tidy
from decision_model.interchange.xml_elements import Element
from decision_model.words.numbers import amount

WEIGHTS = ("weight", "importance", "significance")
MASSES = ("mobius", "moebius", "möbius")
MOST_TOGETHER = 8
"""Criteria of a capacity at most; every set of them is a number."""
CLOSE = 1e-9

Entries = Sequence[tuple[frozenset[str], Element]]
"""The criteria, mostly one, that each value is of."""


@dataclass(frozen=True)
class XmcdaFile:
    """One of the files of a problem."""

    file: ForeignFile
    root: Element


@dataclass
class XmcdaWeights:
    """What weights there are: by criterion, or masses by sets of criteria."""

    weights: dict[str, float] = field(default_factory=dict)
    masses: dict[frozenset[str], float] = field(default_factory=dict)


class WeightsReading:
    """Weights as they are read; `home` is the file of the performances, and what is told goes to `remarks`."""

    def __init__(self, parts: Sequence[XmcdaFile], home: XmcdaFile, remarks: list[Remark]):
        self.parts, self.home, self.remarks = parts, home, remarks

    def lost(self, message: str, line: int = 0) -> None:
        self.remarks.append(Remark("lost", message, line))

    def weights(self, used: set[str]) -> XmcdaWeights:
        """The weights of the criteria, or the Moebius masses of sets of them."""
        found, plain = XmcdaWeights(), []
        for part in self.parts:
            for values in part.root.all("criteriaValues"):
                concept = f"{values.get('mcdaConcept')} {values.get('name')}".casefold()
                entries = list(_criterion_values(values))
                if any(word in concept for word in MASSES) or any(len(keys) > 1 for keys, _ in entries):
                    self.masses(part.file, values, entries, found)
                else:
                    plain.append((part, values, concept, entries))
        wanted = [each for each in plain if any(word in each[2] for word in WEIGHTS) and "constraint" not in each[2]]
        wanted = wanted or ([] if found.masses or len(plain) != 1 else plain)
        for part, values, concept, _ in plain:
            if (part, values) not in [(each[0], each[1]) for each in wanted[:1]] or found.masses:
                name = concept.strip() or "criteriaValues"
                self.lost(f"the values '{name}' of criteria are not read", values.line if part is self.home else 0)
        for part, _, _, entries in wanted[:1] if not found.masses else ():
            for keys, element in entries:
                value = first_number(element)
                if value is None:
                    raise part.file.refused("this weight is no number.", "Write one.", element.line, "not-a-number")
                found.weights[next(iter(keys))] = value
        if not found.weights and not found.masses:
            self.remarks.append(Remark("changed", "there are no weights: all criteria count alike"))
        return found if used & {*found.weights, *(key for keys in found.masses for key in keys)} else XmcdaWeights()

    def masses(
        self,
        file: ForeignFile,
        values: Element,
        entries: Entries,
        found: XmcdaWeights,
    ) -> None:
        concept = values.get("mcdaConcept").casefold()
        if concept and not any(word in concept for word in (*MASSES, "capacity")):
            self.lost(f"the values '{values.get('mcdaConcept')}' of criteria are not read")
            return
        for keys, element in entries:
            value = first_number(element)
            if value is None:
                raise file.refused("this mass is no number.", "Write one.", element.line, "not-a-number")
            found.masses[keys] = value

    def together(self, masses: Mapping[frozenset[str], float], used: Sequence[str]) -> tuple[Together | None, float]:
        """What the masses say of criteria together, divided by their sum where that is not 1, and the sum."""
        kept = {keys: mass for keys, mass in masses.items() if keys <= set(used) and keys}
        if not kept:
            return None, 1.0
        if len(kept) < len(masses):
            self.lost("masses of criteria that are not in the table are left out")
        whole = fsum(kept.values())
        file = self.home.file
        if not whole > 0:
            raise file.refused(
                "the masses of the capacity add up to nothing.", "They should add up to 1.", code="masses"
            )
        if abs(whole - 1) > CLOSE:
            message = f"the masses of the capacity add up to {amount(whole)} instead of 1, and were divided by that"
            self.remarks.append(Remark("changed", message))
        shares = {keys: mass / whole for keys, mass in kept.items()}
        if max(map(len, kept)) == 2:
            return _in_pairs(shares, used), whole
        if len(used) > MOST_TOGETHER:
            message = f"a capacity over {len(used)} criteria has more than {2**MOST_TOGETHER} sets."
            raise file.refused(message, "Use one of pairs alone.", code="too-many-parts")
        return Together(worth=_worth(shares, used)), whole


def _worth(masses: Mapping[frozenset[str], float], used: Sequence[str]) -> dict[tuple[str, ...], float]:
    """What each set is worth, but the empty and the whole one: the masses of all sets within it, added."""
    return {
        some: tidy(round(fsum(mass for keys, mass in masses.items() if keys <= set(some)), 15))
        for size in range(1, len(used))
        for some in combinations(used, size)
    }


def _in_pairs(masses: Mapping[frozenset[str], float], used: Sequence[str]) -> Together:
    """Importance and interactions of a capacity without masses of three and more (Grabisch 1997)."""
    importance = {key: fsum(mass / len(keys) for keys, mass in masses.items() if key in keys) for key in used}
    pairs: dict[tuple[str, ...], float] = {
        some: tidy(masses[frozenset(some)]) for some in combinations(used, 2) if masses.get(frozenset(some))
    }
    return Together(interactions=pairs, importance=importance)


def _criterion_values(values: Element) -> Iterator[tuple[frozenset[str], Element]]:
    """The criteria, mostly one, that each value is of."""
    for entry in values.all("criterionValue", "criteriaSetValue"):
        keys = frozenset(element.text for element in entry.walk() if element.tag in ("criterionID", "criteriaSetID"))
        if keys:
            yield keys, entry


def first_number(element: Element) -> float | None:
    """The first number in it: real, integer or rational."""
    for inside in element.walk():
        if inside.tag in ("real", "integer", "numeric"):
            return number(inside.text)
        if inside.tag == "rational":
            return number(f"{inside.text_of('numerator')}/{inside.text_of('denominator')}")
        if inside.tag in ("interval", "label", "NA"):
            return None
    return None
