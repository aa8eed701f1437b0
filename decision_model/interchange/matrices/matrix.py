"""Alternatives judged by criteria, as tables and value models of other tools hold them: one shape, made a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any, Literal

from decision_model.errors import Place, Problem, ScenarioError
from decision_model.interchange.draft import Draft, Remark, Stored
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.matrices.option_totals import OptionTotals
from decision_model.interchange.names import UniqueNames, label_of, plain_name
from decision_model.scenario.emitter import YamlBlock
from decision_model.words.sentences import counted, listed

Pairs = tuple[tuple[str, str, "float | str"], ...]
"""Comparisons: the first is so many times as good, or as important, as the second; 1/4 may stay a text."""

LARGEST = 1e100
"""No number of the language is larger."""
MOST = 2_000
"""Alternatives, or criteria, at most; more are no decision that somebody weighs by hand."""

MOST_NUMBERS = 20_000
"""Numbers of a table; a scenario has no room for more."""


@dataclass(frozen=True)
class Alternative:
    """One of what can be chosen; `key` is how scores name it."""

    key: str
    label: str
    line: int = 0
    note: str = ""


@dataclass(frozen=True)
class MatrixCriterion:
    """What alternatives are judged by, or a group of such.

    `scores` by the key of the alternative, or `pairs` that compare alternatives; of a group `pairs` compares the
    criteria in it. Without a `scale` (worst, best) it runs from the worst to the best score, by `better`.
    """

    key: str
    label: str
    line: int = 0
    weight: float | str | None = None
    better: Literal["", "higher", "lower"] = ""
    scale: tuple[float, float] | None = None
    scores: Mapping[str, float] = field(default_factory=dict)
    pairs: Pairs = ()
    criteria: tuple[MatrixCriterion, ...] = ()
    note: str = ""
    called: str = ""
    """What its name is made from, where that is not its label."""

    def leaves(self) -> Iterator[MatrixCriterion]:
        """Those that hold scores."""
        if not self.criteria:
            yield self
        for child in self.criteria:
            yield from child.leaves()


@dataclass(frozen=True)
class Viewpoint:
    """Somebody's weights, by the key of the criterion, or as comparisons of the criteria of one group."""

    label: str
    weights: Mapping[str, float] = field(default_factory=dict)
    pairs: Pairs = ()
    note: str = ""


@dataclass(frozen=True)
class Together:
    """How criteria interact in a Choquet integral: interactions, or what sets of them are worth (0 to 1)."""

    interactions: Mapping[tuple[str, ...], float] = field(default_factory=dict)
    worth: Mapping[tuple[str, ...], float] = field(default_factory=dict)
    importance: Mapping[str, float] = field(default_factory=dict)
    """The weights that belong to interactions, by the key of the criterion."""


@dataclass(frozen=True)
class Matrix:
    """A whole value model; `goal` compares the criteria of the top level in pairs, `basis` is that of its numbers."""

    file: ForeignFile
    title: str
    alternatives: tuple[Alternative, ...]
    criteria: tuple[MatrixCriterion, ...]
    decision: str = "Alternative"
    goal: Pairs = ()
    note: str = ""
    question: str = ""
    source: Mapping[str, str] = field(default_factory=dict)
    basis: Literal["source", "elicited"] = "source"
    viewpoints: tuple[Viewpoint, ...] = ()
    together: Together | None = None
    remarks: tuple[Remark, ...] = ()
    totals: Mapping[str, tuple[float, int]] = field(default_factory=dict)
    """Totals that the file holds, 0 to 1, with their lines, by the key of the alternative."""
    whole: float = 1.0
    """What a total of all at their best is in the file."""
    places: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Places that the file gives alternatives, the best is 1, with their lines, by the key of the alternative."""
    comments: tuple[str, ...] = ()

    def leaves(self) -> Iterator[MatrixCriterion]:
        """The criteria that hold scores."""
        for criterion in self.criteria:
            yield from criterion.leaves()


def number(written: Any) -> float | None:
    """A number as other files write it, `1/4` and `2.50` and `30 %` too; None for what is none."""
    if isinstance(written, bool) or written is None:
        return None
    text = str(getattr(written, "written", written)).strip()
    above, slash, below = text.partition("/")
    try:
        value = float(Decimal(above.strip()) / Decimal(below.strip()) if slash else Decimal(text))
    except (ArithmeticError, ValueError):
        return None
    return value if abs(value) < LARGEST else None


def tidy(number: float) -> float:
    """A number that was worked out, without the noise of its last digits: 0.3 for 0.30000000000000004."""
    return float(f"{number:.15g}")


def draft(matrix: Matrix) -> Draft:
    """The scenario of a value model, as a person would write it; raises ScenarioError for what is none."""
    _refuse_what_is_none(matrix)
    return _Writing(matrix).draft()


def _refuse_what_is_none(matrix: Matrix) -> None:
    file, leaves = matrix.file, list(matrix.leaves())
    if len(matrix.alternatives) < 2:
        message = f"there {'is' if matrix.alternatives else 'are'} {counted(len(matrix.alternatives), 'alternative')}"
        raise file.refused(f"{message} to choose from.", "A decision needs two.", code="nothing-to-decide")
    if not leaves:
        raise file.refused("there are no criteria.", "Say by what the alternatives are judged.", code="nothing-weighed")
    if max(len(leaves), len(matrix.alternatives)) > MOST:
        raise file.refused(f"there are more than {MOST:,} alternatives or criteria.", code="too-many-parts")
    numbers = len(leaves) * len(matrix.alternatives)
    if numbers > MOST_NUMBERS:
        message = f"the table has {numbers:,} numbers; a decision of at most {MOST_NUMBERS:,} is read."
        raise file.refused(message, "Leave out alternatives that nobody considers.", code="too-many-parts")
    missing = [problem for leaf in leaves for problem in _missing(matrix, leaf)]
    if missing:
        raise ScenarioError(missing)


def _missing(matrix: Matrix, leaf: MatrixCriterion) -> Iterator[Problem]:
    """What a criterion does not say of the alternatives."""
    if leaf.pairs:
        return
    without = [each.label for each in matrix.alternatives if each.key not in leaf.scores]
    if without:
        message = f"'{leaf.label}' has no number for {listed([repr(label) for label in without], most=5)}."
        yield matrix.file.problem(message, "Give each alternative one, or leave it out.", leaf.line, "score-missing")


class _Writing:
    """Names for what the file calls by labels, and the parts of the scenario."""

    def __init__(self, matrix: Matrix):
        self.matrix = matrix
        used = UniqueNames()
        self.decision = used.name(matrix.decision, "choice")
        self.criteria = {each.key: used.name(each.called or each.label, "criterion") for each in _walk(matrix.criteria)}
        options = UniqueNames()
        self.options = {each.key: options.name(each.label, "option") for each in matrix.alternatives}
        self.source = plain_name(matrix.file.stem) or "file"
        self.chosen: list[str] = []
        self.flat: list[str] = []

    def draft(self) -> Draft:
        matrix = self.matrix
        considerations = [self.criterion(each) for each in matrix.criteria]
        data: dict[str, Any] = {"decision_model": 1, "title": matrix.title}
        data |= {key: text for key, text in (("question", matrix.question), ("note", matrix.note)) if text}
        data["sources"] = {self.source: dict(matrix.source) or {"title": matrix.file.name.rpartition("/")[2]}}
        data |= {"combine": "choquet"} if matrix.together else {}
        data |= self.judgement(matrix.goal, self.criteria)
        data |= self.worth()
        data["sequence"] = [self.step()]
        data |= self.interactions()
        data["considerations"] = considerations
        if matrix.viewpoints:
            data["perspectives"] = YamlBlock(self.viewpoints())
        remarks = (self.kept(), *matrix.remarks, *self.about_scales())
        return Draft(data, matrix.file, self.lines(), remarks, tuple(self.stored()), matrix.comments)

    def kept(self) -> Remark:
        """What there is of the file in the scenario."""
        matrix, leaves = self.matrix, list(self.matrix.leaves())
        held = [counted(len(matrix.alternatives), "alternative"), counted(len(leaves), "criterion", "criteria")]
        weighted = any(each.weight is not None or each.pairs for each in _walk(matrix.criteria))
        held += ["the weights"] if weighted or matrix.goal or matrix.together else []
        return Remark("kept", listed([*held, "the scores"]))

    def step(self) -> dict[str, Any]:
        options = {self.options[each.key]: self.option(each) for each in self.matrix.alternatives}
        return {"decide": self.decision, **_labelled(self.matrix.decision, self.decision), "options": options}

    def option(self, each: Alternative) -> Any:
        label = " ".join(each.label.split())
        return {"label": label, "note": each.note} if each.note else label

    def criterion(self, each: MatrixCriterion, is_top: bool = True) -> dict[str, Any]:
        name = self.criteria[each.key]
        data: dict[str, Any] = YamlBlock({"name": name, **_labelled(each.label, name)})
        data |= {} if each.weight is None else {"weight": each.weight}
        if is_top and (each.weight is not None or any(not leaf.pairs for leaf in each.leaves())):
            data |= {"basis": self.matrix.basis, "cite": self.source}
        data |= {"note": each.note} if each.note else {}
        if each.criteria:
            data |= self.judgement(each.pairs, self.criteria)
            data["considerations"] = [self.criterion(child, is_top=False) for child in each.criteria]
            return data
        if not each.pairs:
            data |= self.scale(each)
        data["scores"] = self.scores(each)
        return data

    def scores(self, each: MatrixCriterion) -> dict[str, Any]:
        if each.pairs:
            return {"rows": self.decision, "pairwise": _nested(each.pairs, self.options), "cite": self.source}
        return {"rows": self.decision, "table": {self.options[key]: each.scores[key] for key in self.options}}

    def scale(self, each: MatrixCriterion) -> dict[str, Any]:
        worst, best = each.scale or self.ends(each)
        return {} if (worst, best) == (0, 100) else {"scale": {"worst": worst, "best": best}}

    def ends(self, each: MatrixCriterion) -> tuple[float, float]:
        """The worst and the best score in the table."""
        low, high = min(each.scores.values()), max(each.scores.values())
        self.chosen.append(each.label)
        if low == high:
            self.flat.append(each.label)
            low, high = (low - 1, high) if each.better == "lower" else (low, high + 1)
        return (high, low) if each.better == "lower" else (low, high)

    def about_scales(self) -> Iterator[Remark]:
        if self.chosen:
            message = (
                f"the scales of {listed(self.chosen, most=6)} run from the worst to the best number in the table, "
            )
            yield Remark("changed", message + "so that a weight says how much that whole step is worth")
        if self.flat:
            yield Remark("changed", f"{listed(self.flat, most=6)}: alike for all, so it decides nothing")

    def judgement(self, pairs: Pairs, names: Mapping[str, str]) -> dict[str, Any]:
        if not pairs:
            return {}
        return {"weights": {"pairwise": _nested(pairs, names), "cite": self.source}}

    def worth(self) -> dict[str, Any]:
        sets = self.matrix.together.worth if self.matrix.together else {}
        if not sets:
            return {}
        entries = [{"of": [self.criteria[key] for key in keys], "worth": worth} for keys, worth in sets.items()]
        return {"weights": {"capacity": entries, "basis": "source", "cite": self.source}}

    def interactions(self) -> dict[str, Any]:
        strong = self.matrix.together.interactions if self.matrix.together else {}
        rest = {"basis": "source", "cite": self.source}
        entries = [
            {"between": [self.criteria[key] for key in keys], "strength": strength, **rest}
            for keys, strength in strong.items()
        ]
        return {"interactions": entries} if entries else {}

    def viewpoints(self) -> Iterator[tuple[str, Any]]:
        used = UniqueNames()
        for each in self.matrix.viewpoints:
            name = used.name(each.label, "somebody")
            weights: dict[str, Any] = {self.criteria[key]: weight for key, weight in each.weights.items()}
            if each.pairs:
                weights = {"pairwise": _nested(each.pairs, self.criteria), "cite": self.source}
            note = {"note": each.note} if each.note else {}
            yield name, {**_labelled(each.label, name), "weights": weights, "basis": "elicited", **note}

    def lines(self) -> dict[Place, int]:
        matrix = self.matrix
        lines: dict[Place, int] = {
            ("considerations", self.criteria[each.key]): each.line for each in _walk(matrix.criteria)
        }
        for each in matrix.alternatives:
            lines["sequence", self.decision, "options", self.options[each.key]] = each.line
        return {place: line for place, line in lines.items() if line}

    def stored(self) -> Iterator[Stored]:
        labels = {each.key: each.label for each in self.matrix.alternatives}
        totals, unit = OptionTotals(2 * MOST), self.matrix.whole / 100
        for key, (value, line) in self.matrix.totals.items():
            ours = partial(totals.total, self.options[key], unit)
            yield Stored(f"the total of '{labels[key]}'", value, ours, line, 1e-6 * max(1.0, abs(value)))
        for key, (place, line) in self.matrix.places.items():
            yield Stored(f"the place of '{labels[key]}'", place, partial(totals.place, self.options[key]), line)


def _walk(criteria: Iterable[MatrixCriterion]) -> Iterator[MatrixCriterion]:
    for criterion in criteria:
        yield criterion
        yield from _walk(criterion.criteria)


def _labelled(label: str, name: str) -> dict[str, str]:
    label = label_of(label, name)
    return {"label": label} if label else {}


def _nested(pairs: Pairs, names: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    nested: dict[str, dict[str, Any]] = {}
    for first, second, ratio in pairs:
        nested.setdefault(names[first], {})[names[second]] = ratio
    return nested
