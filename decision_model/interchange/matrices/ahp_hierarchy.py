"""The hierarchy in a file of R's ahp package: criteria within criteria, and what each judge says of their parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import fsum
from typing import Any

from decision_model.errors import Problem, shortened
from decision_model.interchange.draft import Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.matrices.matrix import Pairs, number
from decision_model.interchange.matrices.r_functions import RFunctionError, arguments_of, r_value
from decision_model.model.judgements import judgement
from decision_model.scenario.nodes import YamlNode
from decision_model.words.sentences import listed

FUNCTIONS = {"pairwisefunction": "pairs", "scorefunction": "scores"}
KINDS = ("pairwise", "score", "priority", *FUNCTIONS)
KNOWN = ("name", "description", "author", "preferences", "children", "decision-makers")
"""Keys of the goal or a criterion that are read."""
DEEPEST = 20
"""Levels of criteria within criteria."""
MOST_COMPARED = 100
"""Alternatives that a function compares in pairs."""


@dataclass(frozen=True)
class JudgedParts:
    """What somebody said of the parts of a criterion: comparisons in pairs, or shares of 1."""

    pairs: Pairs = ()
    shares: Mapping[str, float] = field(default_factory=dict)
    note: str = ""

    def weights(self, names: Sequence[str]) -> dict[str, float]:
        """Shares of 1 by name, from either."""
        if self.shares:
            return dict(self.shares)
        stated = {(first, second): ratio for first, second, ratio in self.pairs}
        return dict(judgement(pairwise=stated).shares) or dict.fromkeys(names, 1 / len(names))


@dataclass(frozen=True)
class AhpNode:
    """A criterion, or the goal: what each who judges said of its parts (`""`: all of them alike)."""

    name: str
    line: int
    judged: Mapping[str, JudgedParts]
    parts: tuple[AhpNode, ...]
    note: str = ""

    def said_by(self, judge: str) -> JudgedParts:
        """What somebody said of its parts; nothing where nobody did."""
        return self.judged.get(judge) or self.judged.get("") or JudgedParts()

    def walk(self) -> Iterator[AhpNode]:
        """It and all below it, from above."""
        yield self
        for part in self.parts:
            yield from part.walk()


class HierarchyReading:
    """Criteria and judgements as they are read; what is wrong with them collects in `problems`."""

    def __init__(self, file: ForeignFile, options: Mapping[str, Mapping[str, YamlNode]]):
        self.file, self.options = file, options
        self.problems: list[Problem] = []
        self.remarks: list[Remark] = []

    def node(self, name: str, node: YamlNode, depth: int = 0) -> AhpNode:
        """A criterion, or the goal, with all below it; raises ScenarioError where it is nested too deep."""
        if depth > DEEPEST:
            raise self.file.refused(
                f"criteria are nested more than {DEEPEST} deep.", line=line_of(node), code="too-deep"
            )
        parts = lower_keys(node)
        self.tell_of_unread(f"'{name}'", parts, KNOWN)
        children = parts.get("children")
        names = [child for child, _ in entries(children)] if children else []
        leads_to_options = not children or set(names) <= set(self.options)
        below = () if leads_to_options else entries(children)
        if children and not leads_to_options and set(names) & set(self.options):
            self.trouble(f"'{name}' has criteria and alternatives as children.", "Separate them.", line_of(node))
        compared = list(self.options) if leads_to_options else names
        if leads_to_options and children and set(names) != set(self.options):
            missing = [option for option in self.options if option not in names]
            self.trouble(f"'{name}' leaves out {listed(missing, most=5)}.", "Judge every alternative.", line_of(node))
        judged = self.preferences(name, parts.get("preferences"), compared, line_of(node))
        found = tuple(self.node(child, entry, depth + 1) for child, entry in below)
        return AhpNode(name, line_of(node), judged, found, plain_text(parts.get("description")))

    def preferences(self, name: str, node: YamlNode | None, compared: list[str], line: int) -> dict[str, JudgedParts]:
        """What each says of the parts of a criterion; `""` where it is said once for all."""
        if len(compared) == 1:
            return {"": JudgedParts(shares={compared[0]: 1.0})}
        if node is None or not node.value:
            self.trouble(f"'{name}' has no preferences.", "Compare its parts under 'preferences: pairwise:'.", line)
            return {}
        if isinstance(node.value, list):
            return {"": self.pairs(name, node, compared)}
        lower = lower_keys(node)
        if any(key.casefold() in KINDS for key in lower):
            return {"": self.said(name, lower, compared, line_of(node))}
        return {judge: self.by_judge(name, entry, compared) for judge, entry in entries(node)}

    def by_judge(self, name: str, entry: YamlNode, compared: list[str]) -> JudgedParts:
        if isinstance(entry.value, list):
            return self.pairs(name, entry, compared)
        return self.said(name, lower_keys(entry), compared, line_of(entry))

    def said(self, name: str, parts: Mapping[str, YamlNode], compared: list[str], line: int) -> JudgedParts:
        kinds = [key for key in parts if key in KINDS]
        self.tell_of_unread(f"the preferences of '{name}'", parts, kinds[:1])
        for key, node in parts.items():
            if key == "pairwise":
                return self.pairs(name, node, compared)
            if key in FUNCTIONS:
                return self.function(name, node, compared, FUNCTIONS[key])
            if key in ("score", "priority"):
                return self.shared(name, node, compared)
        self.trouble(f"'{name}' has no preferences that are read.", f"Known are {listed(KINDS)}.", line)
        return JudgedParts()

    def pairs(self, name: str, node: YamlNode, compared: list[str]) -> JudgedParts:
        found: dict[frozenset[str], tuple[str, str, float | str]] = {}
        for entry in node.value if isinstance(node.value, list) else ():
            pair = self.pair(entry, compared)
            if pair and frozenset(pair[:2]) in found:
                self.trouble(f"'{pair[0]}' and '{pair[1]}' are compared twice.", "Keep one of them.", line_of(entry))
            elif pair:
                found[frozenset(pair[:2])] = pair
        each_pair = [(a, b) for place, a in enumerate(compared) for b in compared[place + 1 :]]
        missing = [f"'{a}' with '{b}'" for a, b in each_pair if frozenset((a, b)) not in found]
        if missing and not self.problems:
            message = f"'{name}' does not compare {listed(missing, most=3)}."
            self.trouble(message, "Every pair needs a comparison, such as [A, B, 1/4].", line_of(node), "pairs-missing")
        return JudgedParts(tuple(found.values()))

    def pair(self, entry: YamlNode, compared: list[str]) -> tuple[str, str, float | str] | None:
        cells = [cell.value for cell in entry.value] if isinstance(entry.value, list) else []
        ratio = number(cells[2]) if len(cells) == 3 else None
        if ratio is None or not ratio > 0:
            self.trouble("a comparison [A, B, 3] or [A, B, 1/3] was expected here.", "Write one.", line_of(entry))
            return None
        first, second = str(cells[0]), str(cells[1])
        unknown = [each for each in (first, second) if each not in compared]
        if unknown or first == second:
            message = (
                f"{unknown[0]!r} is none of {listed(compared, most=8)}." if unknown else f"'{first}' stands twice."
            )
            self.trouble(message, "Is it misspelt?", line_of(entry))
            return None
        return first, second, _ratio(cells[2], ratio)

    def shared(self, name: str, node: YamlNode, compared: list[str]) -> JudgedParts:
        """Scores or priorities, as shares of their sum, which is what the package makes of them."""
        scores = {each: number(entry.value) for each, entry in entries(node)}
        wrong = [each for each in compared if scores.get(each) is None or scores[each] < 0]  # type: ignore[operator]
        if wrong or set(scores) - set(compared):
            odd = wrong or sorted(set(scores) - set(compared))
            self.trouble(f"'{name}' has no score of 0 or more for {listed(odd, most=3)}.", "Write one.", line_of(node))
            return JudgedParts()
        return self.of_scores(name, {each: float(scores[each] or 0.0) for each in compared}, line_of(node))

    def of_scores(self, name: str, scores: Mapping[str, float], line: int) -> JudgedParts:
        whole = fsum(scores.values())
        if not whole > 0:
            self.trouble(f"the scores of '{name}' are all 0.", "Give one of them more.", line)
            return JudgedParts()
        return JudgedParts(shares={each: score / whole for each, score in scores.items()})

    def function(self, name: str, node: YamlNode, compared: list[str], kind: str) -> JudgedParts:
        """What a short R function gives for the attributes of the alternatives, worked out by our own arithmetic."""
        written, line = str(node.value), line_of(node)
        try:
            return self.worked_out(name, written, compared, kind, line)
        except RFunctionError as error:
            what = "pairwise: [A, B, 3]" if kind == "pairs" else "score: 5"
            message = f"the R function of '{name}' is not read, as nothing in a file is run: {error}."
            self.trouble(message, f"Write what it gives in its place, as '{what}'.", line, "r-function")
            return JudgedParts()

    def worked_out(self, name: str, written: str, compared: list[str], kind: str, line: int) -> JudgedParts:
        attributes = {each: {key: node.value for key, node in self.options.get(each, {}).items()} for each in compared}
        note = f"Worked out from {' '.join(written.split())}"
        places = arguments_of(written)
        if len(places) != (2 if kind == "pairs" else 1):
            raise RFunctionError(f"it has {len(places)} arguments")
        if kind == "pairs":
            if len(compared) > MOST_COMPARED:
                raise RFunctionError(f"it would compare {len(compared):,} things in pairs")
            each_pair = [(a, b) for place, a in enumerate(compared) for b in compared[place + 1 :]]
            ratios = [
                (a, b, r_value(written, dict(zip(places, (attributes[a], attributes[b]), strict=True))))
                for a, b in each_pair
            ]
            if any(not ratio > 0 for _, _, ratio in ratios):
                raise RFunctionError("it gives a ratio that is not above 0")
            self.remarks.append(Remark("changed", f"'{name}': comparisons worked out from an R function", line))
            return JudgedParts(tuple(ratios), note=note)
        scores = {each: r_value(written, {places[0]: attributes[each]}) for each in compared}
        self.remarks.append(Remark("changed", f"'{name}': scores worked out from an R function", line))
        return replace(self.of_scores(name, scores, line), note=note)

    def tell_of_unread(self, name: str, parts: Mapping[str, YamlNode], known: Sequence[str]) -> None:
        """What stands in a part of the file under a key that is not read."""
        for key in (key for key in parts if key not in known):
            self.remarks.append(Remark("lost", f"'{shortened(key, 30)}' of {name} is not read", line_of(parts[key])))

    def trouble(self, message: str, remedy: str, line: int, code: str = "not-ahp") -> None:
        self.problems.append(self.file.problem(message, remedy, line, code))


def _ratio(written: Any, value: float) -> float | str:
    text = str(getattr(written, "written", written)).replace(" ", "")
    return text if "/" in text and text.replace("/", "").isdigit() else value


def entries(node: YamlNode | None) -> list[tuple[str, YamlNode]]:
    """Names and what stands under each: of a mapping, or of a list of names or of mappings of one."""
    if node is None:
        return []
    if isinstance(node.value, dict):
        return list(node.value.items())
    found: list[tuple[str, YamlNode]] = []
    for entry in node.value if isinstance(node.value, list) else ():
        if isinstance(entry.value, dict):
            found += entry.value.items()
        elif not isinstance(entry.value, list) and entry.value is not None:
            found.append((str(entry.value), entry))
    return found


def mapping(node: YamlNode) -> Mapping[str, YamlNode]:
    """The parts of a mapping; none of what is no mapping."""
    return node.value if isinstance(node.value, dict) else {}


def lower_keys(node: YamlNode | None) -> dict[str, YamlNode]:
    """The parts of a mapping, by their key in small letters."""
    return {key.casefold(): part for key, part in node.value.items()} if node and isinstance(node.value, dict) else {}


def plain_text(node: YamlNode | None) -> str:
    """A text on one line; empty where there is none."""
    value = None if node is None else node.value
    return "" if value is None or isinstance(value, list | dict) else " ".join(str(value).split())


def line_of(node: YamlNode) -> int:
    """The line on which a node begins, from 1."""
    return node.mark[0] + 1
