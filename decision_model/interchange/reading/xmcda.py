"""Value models in XMCDA 2 (and 3, as far as it is alike): one problem, often spread over several files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import fsum

from decision_model.errors import Problem, ScenarioError
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.matrices.directions import Direction, stated, with_directions
from decision_model.interchange.matrices.matrix import (
    Alternative,
    Matrix,
    MatrixCriterion,
    Together,
    draft,
    number,
    tidy,
)
from decision_model.interchange.xml_elements import Element, xml_root
from decision_model.words.numbers import amount
from decision_model.words.sentences import listed

WEIGHTS = ("weight", "importance", "significance")
MASSES = ("mobius", "moebius", "möbius")
OUTRANKING = {
    "thresholds": "thresholds of indifference and veto",
    "categoriesProfiles": "profiles of categories",
    "alternativesAffectations": "assignments to categories",
    "alternativesAssignments": "assignments to categories",
}
"""What only outranking and sorting ask for."""
BESIDE = {
    "alternativesComparisons": "comparisons of alternatives",
    "criteriaComparisons": "comparisons of criteria",
    "methodParameters": "parameters of a method",
}
MOST_TOGETHER = 8
"""Criteria of a capacity at most; every set of them is a number."""
CLOSE = 1e-9

Entries = Sequence[tuple[frozenset[str], Element]]
"""The criteria, mostly one, that each value is of."""
Performances = Mapping[str, Mapping[str, Element]]
"""By alternative and criterion."""


def recognises(file: ForeignFile) -> bool:
    """XML whose root is XMCDA."""
    return file.head.lstrip().startswith("<") and "XMCDA" in file.head


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:
    """The performance table with its criteria and weights, or with a capacity."""
    return draft(_XmcdaReading([_XmcdaFile(file, xml_root(file)) for file in files], choices).matrix())


@dataclass(frozen=True)
class _XmcdaFile:
    """One of the files of a problem."""

    file: ForeignFile
    root: Element


@dataclass(frozen=True)
class _XmcdaNamed:
    """An alternative or a criterion as it is described: its id, name and line, and whether it counts."""

    id: str
    name: str
    line: int
    active: bool
    element: Element | None = None


@dataclass
class _XmcdaWeights:
    """What weights there are: by criterion, or masses by sets of criteria."""

    weights: dict[str, float] = field(default_factory=dict)
    masses: dict[frozenset[str], float] = field(default_factory=dict)


class _XmcdaReading:
    def __init__(self, parts: Sequence[_XmcdaFile], choices: ImportChoices):
        self.parts, self.choices = parts, choices
        self.remarks: list[Remark] = []
        tables = [(part, table) for part in parts for table in part.root.all("performanceTable")]
        if not tables:
            message = "there is no table of performances in what was named."
            remedy = "Name all the files of the problem together: alternatives, criteria, performances, weights."
            raise parts[0].file.refused(message, remedy, code="not-whole")
        self.part, self.table = tables[0]
        if len(tables) > 1:
            self.lost("of several tables of performances only the first is read", tables[1][1].line)

    def matrix(self) -> Matrix:
        options, criteria = self.named("alternatives", "alternative"), self.named("criteria", "criterion")
        rows = self.rows(options)
        keys = dict.fromkeys(key for row in rows.values() for key in row)
        inactive = [each.name for each in criteria.values() if not each.active and each.id in keys]
        if inactive:
            self.lost(f"{listed(inactive, most=6)} is marked as inactive, so it does not count")
        used = [criteria.get(key, _XmcdaNamed(key, key, 0, True)) for key in self.in_order(keys, criteria)]
        used = [each for each in used if each.active]
        found = self.weights({each.id for each in used})
        built, lines = [], self.lines(used)
        for each in used:
            built.append(self.criterion(each, rows, lines.get(each.id, 0), found))
        together, whole = self.together(found.masses, [each.id for each in used])
        if together and together.interactions:
            built = [replace(each, weight=tidy(100 * together.importance[each.key])) for each in built]
        self.tell_of_outranking(valued=bool(found.masses) or self.choices.value_model)
        directed, said = with_directions(self.part.file, built, self.choices)
        self.remarks += said
        alternatives = tuple(self.alternative(key, options, self.element_of(key)) for key in rows)
        return Matrix(
            self.part.file,
            self.title(),
            alternatives,
            self.shared_scale(directed) if together else directed,
            note=self.about("comment"),
            source=self.source(),
            together=together,
            totals=self.totals(rows),
            whole=whole,
            remarks=tuple(self.remarks),
        )

    def title(self) -> str:
        return self.about("title") or self.about("name") or self.part.file.stem

    def about(self, tag: str) -> str:
        heads = [head for part in self.parts for head in part.root.all("projectReference")]
        return next((" ".join(text.split()) for head in heads if (text := head.text_of(tag))), "")

    def source(self) -> dict[str, str]:
        names = [part.file.name.replace("\\", "/").rpartition("/")[2] for part in self.parts]
        author = self.about("author")
        found = {"title": self.title(), "reference": author, "note": f"XMCDA, {listed(names)}."}
        return {key: value for key, value in found.items() if value}

    def lost(self, message: str, line: int = 0) -> None:
        self.remarks.append(Remark("lost", message, line))

    def named(self, group: str, tag: str) -> dict[str, _XmcdaNamed]:
        """The alternatives or criteria that are described, by id."""
        found: dict[str, _XmcdaNamed] = {}
        for part in self.parts:
            for heading in part.root.all(group):
                fictive = heading.get("mcdaConcept").casefold() == "fictive"
                for element in heading.all(tag):
                    key = element.get("id")
                    active = element.text_of("active", "true").casefold() != "false"
                    real = element.text_of("type", "real").casefold() != "fictive" and not fictive
                    name = " ".join((element.get("name") or key).split())
                    found[key] = _XmcdaNamed(key, name, element.line, active and real, element)
        return found

    def in_order(self, keys: Mapping[str, None], described: Mapping[str, _XmcdaNamed]) -> list[str]:
        return [*(key for key in described if key in keys), *(key for key in keys if key not in described)]

    def lines(self, used: Sequence[_XmcdaNamed]) -> dict[str, int]:
        """Where criteria stand, if that is in the file of the table; else where the table has them first."""
        first: dict[str, int] = {}
        for element in self.table.walk():
            if element.tag == "criterionID":
                first.setdefault(element.text, element.line)
        own = {
            each.id for heading in self.part.root.all("criteria") for each in used if each.element in heading.children
        }
        return {each.id: each.line if each.id in own else first.get(each.id, 0) for each in used}

    def rows(self, options: Mapping[str, _XmcdaNamed]) -> dict[str, dict[str, Element]]:
        """Performances by alternative and criterion, without what is inactive or a profile."""
        profiles = {
            element.text_of("alternativeID")
            for part in self.parts
            for group in part.root.all("categoriesProfiles")
            for element in group.walk()
        }
        rows: dict[str, dict[str, Element]] = {}
        left: list[str] = []
        for element in self.table.all("alternativePerformances"):
            key = element.text_of("alternativeID")
            if key in profiles or (key in options and not options[key].active):
                left.append(options[key].name if key in options else key)
                continue
            if key in rows:
                message = f"the performances of '{key}' stand here twice."
                raise self.part.file.refused(message, "Keep one of them.", element.line, "repeated")
            rows[key] = {each.text_of("criterionID"): each for each in element.all("performance")}
        if left:
            self.lost(f"{listed(left, most=6)} is marked as inactive or is a profile, so it is no alternative")
        return {key: rows[key] for key in self.in_order(dict.fromkeys(rows), options)}

    def element_of(self, key: str) -> int:
        return next(
            (row.line for row in self.table.all("alternativePerformances") if row.text_of("alternativeID") == key), 0
        )

    def alternative(self, key: str, options: Mapping[str, _XmcdaNamed], line: int) -> Alternative:
        return Alternative(key, options[key].name if key in options else key, line)

    def criterion(
        self, each: _XmcdaNamed, rows: Mapping[str, Mapping[str, Element]], line: int, found: _XmcdaWeights
    ) -> MatrixCriterion:
        direction, ends, ranks = self.scale(each)
        scores, problems = {}, []
        if ranks:
            self.remarks.append(Remark("changed", f"the words of '{each.name}' are written as their ranks", line))
        for key, row in rows.items():
            if each.id in row:
                value = self.value(row[each.id], ranks)
                if isinstance(value, Problem):
                    problems.append(value)
                else:
                    scores[key] = value
        if problems:
            raise ScenarioError(problems)
        if found.weights and each.id not in found.weights:
            self.lost(f"'{each.name}' has no weight, so it counts for nothing")
        weight = found.weights.get(each.id, 0.0) if found.weights else None
        if found.masses:
            direction = direction or "higher"
        return MatrixCriterion(each.id, each.name, line, weight, direction, ends, scores)

    def scale(self, each: _XmcdaNamed) -> tuple[Direction, tuple[float, float] | None, dict[str, float]]:
        """Which way a criterion runs, the ends of its scale, and what its words rank as."""
        places = [each.element] if each.element else []
        for part in self.parts:
            for group in part.root.all("criteriaScales"):
                places += [scale for scale in group.all("criterionScale") if scale.text_of("criterionID") == each.id]
        inside = [element for place in places for element in place.walk()]
        text = next((element.text for element in inside if element.tag == "preferenceDirection"), "")
        direction = stated(text)
        low, high = (_first_number(inside, tag) for tag in ("minimum", "maximum"))
        ends = None
        if low is not None and high is not None and low < high and direction:
            ends = (low, high) if direction == "higher" else (high, low)
        ranks = {
            element.text_of("label"): rank
            for element in inside
            if element.tag in ("rankedLabel", "valuedLabel") and (rank := number(element.text_of("rank"))) is not None
        }
        if ends is None and len(set(ranks.values())) > 1 and direction:
            low, high = min(ranks.values()), max(ranks.values())
            ends = (low, high) if direction == "higher" else (high, low)
        return direction, ends, ranks

    def value(self, performance: Element, ranks: Mapping[str, float]) -> float | Problem:
        """A performance as a number, a ranked word as its rank."""
        value = _number(performance)
        if value is not None:
            return value
        word = next((element.text for element in performance.walk() if element.tag == "label"), "")
        if word in ranks:
            return ranks[word]
        what = f"the word '{word}', whose rank is not given" if word else "no number that is read"
        message = f"the performance on '{performance.text_of('criterionID')}' is {what}."
        return self.part.file.problem(message, "Give it as a number.", performance.line, "not-a-number")

    def weights(self, used: set[str]) -> _XmcdaWeights:
        """The weights of the criteria, or the Moebius masses of sets of them."""
        found, plain = _XmcdaWeights(), []
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
                self.lost(f"the values '{name}' of criteria are not read", values.line if part is self.part else 0)
        for part, _, _, entries in wanted[:1] if not found.masses else ():
            for keys, element in entries:
                value = _number(element)
                if value is None:
                    raise part.file.refused("this weight is no number.", "Write one.", element.line, "not-a-number")
                found.weights[next(iter(keys))] = value
        if not found.weights and not found.masses:
            self.remarks.append(Remark("changed", "there are no weights: all criteria count alike"))
        return found if used & {*found.weights, *(key for keys in found.masses for key in keys)} else _XmcdaWeights()

    def masses(
        self,
        file: ForeignFile,
        values: Element,
        entries: Sequence[tuple[frozenset[str], Element]],
        found: _XmcdaWeights,
    ) -> None:
        concept = values.get("mcdaConcept").casefold()
        if concept and not any(word in concept for word in (*MASSES, "capacity")):
            self.lost(f"the values '{values.get('mcdaConcept')}' of criteria are not read")
            return
        for keys, element in entries:
            value = _number(element)
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
        file = self.part.file
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

    def shared_scale(self, criteria: Sequence[MatrixCriterion]) -> tuple[MatrixCriterion, ...]:
        """A Choquet integral compares values across criteria, so all of them need the same scale."""
        scores = [score for each in criteria for score in each.scores.values()]
        low, high = min(scores, default=0.0), max(scores, default=1.0)
        unit = low >= 0 and high <= 1
        ends = (0.0, 1.0) if unit or low == high else (low, high)
        if not unit:
            self.remarks.append(
                Remark("changed", f"all criteria share one scale, {amount(ends[0])} to {amount(ends[1])}")
            )
        return tuple(replace(each, scale=ends if each.better == "higher" else ends[::-1]) for each in criteria)

    def totals(self, rows: Mapping[str, object]) -> dict[str, tuple[float, int]]:
        """Overall values that a file holds, to compare ours with."""
        found = {}
        for part in self.parts:
            for values in part.root.all("alternativesValues"):
                overall = "overall" in values.get("mcdaConcept").casefold()
                if not overall:
                    name = values.get("mcdaConcept") or "alternativesValues"
                    self.lost(f"the values '{name}' of alternatives are not read")
                    continue
                for element in values.all("alternativeValue"):
                    value, key = _number(element), element.text_of("alternativeID")
                    if value is not None and key in rows:
                        found[key] = (value, element.line if part is self.part else 0)
        return found

    def tell_of_outranking(self, valued: bool) -> None:
        """Say that what outranking needs is lost where criteria are valued, and refuse it where they are not."""
        found: dict[str, tuple[_XmcdaFile, Element]] = {}
        for part in self.parts:
            for element in part.root.walk():
                found.setdefault(element.tag, (part, element))
        held = list(dict.fromkeys(what for tag, what in OUTRANKING.items() if tag in found))
        if held and not valued:
            part, element = next(found[tag] for tag in OUTRANKING if tag in found)
            raise part.file.refused(
                f"{listed(held)} are for outranking or sorting, which compares options in pairs and makes no total.",
                "To weigh table and weights all the same, which may rank otherwise, add --value-model.",
                element.line,
                "not-read",
            )
        if held:
            message = f"{listed(held)}: they serve outranking or sorting, which is not done here; "
            self.lost(message + "table and weights are read as a value model, which may rank otherwise")
        beside = [what for tag, what in BESIDE.items() if tag in found]
        if beside:
            self.lost(f"{listed(beside)} are not read")


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


def _number(element: Element) -> float | None:
    """The first number in it: real, integer or rational."""
    for inside in element.walk():
        if inside.tag in ("real", "integer", "numeric"):
            return number(inside.text)
        if inside.tag == "rational":
            return number(f"{inside.text_of('numerator')}/{inside.text_of('denominator')}")
        if inside.tag in ("interval", "label", "NA"):
            return None
    return None


def _first_number(elements: Sequence[Element], tag: str) -> float | None:
    return next((value for each in elements if each.tag == tag and (value := _number(each)) is not None), None)


ASKS = ("lower", "higher", "value_model")
READER = Reader("xmcda", "XMCDA", (".xml", ".xmcda"), recognises, read, takes_several=True, asks=ASKS)
