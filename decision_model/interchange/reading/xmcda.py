"""Value models in XMCDA 2 (and 3, as far as it is alike): one problem, often spread over several files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from decision_model.errors import Problem, ScenarioError
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.matrices.directions import Direction, stated, with_directions
from decision_model.interchange.matrices.matrix import (
    Alternative,
    Matrix,
    MatrixCriterion,
    draft,
    number,
    tidy,
)
from decision_model.interchange.matrices.xmcda_weights import WeightsReading, XmcdaFile, XmcdaWeights, first_number
from decision_model.interchange.xml_elements import Element, xml_root
from decision_model.words.numbers import amount
from decision_model.words.sentences import listed

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


def recognises(file: ForeignFile) -> bool:
    """XML whose root is XMCDA."""
    return file.head.lstrip().startswith("<") and "XMCDA" in file.head


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:
    """The performance table with its criteria and weights, or with a capacity."""
    return draft(_XmcdaReading([XmcdaFile(file, xml_root(file)) for file in files], choices).matrix())


@dataclass(frozen=True)
class _XmcdaNamed:
    """An alternative or a criterion as it is described: its id, name and line, and whether it counts."""

    id: str
    name: str
    line: int
    active: bool
    element: Element | None = None


class _XmcdaReading:
    def __init__(self, parts: Sequence[XmcdaFile], choices: ImportChoices):
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
        valued = WeightsReading(self.parts, self.part, self.remarks)
        found = valued.weights({each.id for each in used})
        built, lines = [], self.lines(used)
        for each in used:
            built.append(self.criterion(each, rows, lines.get(each.id, 0), found))
        together, whole = valued.together(found.masses, [each.id for each in used])
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
        self, each: _XmcdaNamed, rows: Mapping[str, Mapping[str, Element]], line: int, found: XmcdaWeights
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
        value = first_number(performance)
        if value is not None:
            return value
        word = next((element.text for element in performance.walk() if element.tag == "label"), "")
        if word in ranks:
            return ranks[word]
        what = f"the word '{word}', whose rank is not given" if word else "no number that is read"
        message = f"the performance on '{performance.text_of('criterionID')}' is {what}."
        return self.part.file.problem(message, "Give it as a number.", performance.line, "not-a-number")

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
                    value, key = first_number(element), element.text_of("alternativeID")
                    if value is not None and key in rows:
                        found[key] = (value, element.line if part is self.part else 0)
        return found

    def tell_of_outranking(self, valued: bool) -> None:
        """Say that what outranking needs is lost where criteria are valued, and refuse it where they are not."""
        found: dict[str, tuple[XmcdaFile, Element]] = {}
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


def _first_number(elements: Sequence[Element], tag: str) -> float | None:
    return next((value for each in elements if each.tag == tag and (value := first_number(each)) is not None), None)


ASKS = ("lower", "higher", "value_model")
READER = Reader("xmcda", "XMCDA", (".xml", ".xmcda"), recognises, read, takes_several=True, asks=ASKS)
