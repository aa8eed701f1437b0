"""Files of R's ahp package (.ahp), 1.0 and 2.0: criteria, comparisons in pairs, scores, and several who judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import fsum
from typing import Any

from decision_model.errors import Problem, ScenarioError, shortened
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.matrices.matrix import (
    Alternative,
    Matrix,
    MatrixCriterion,
    Pairs,
    Viewpoint,
    draft,
    number,
    tidy,
)
from decision_model.interchange.matrices.r_functions import RFunctionError, arguments_of, r_value
from decision_model.model.judgements import judgement
from decision_model.scenario.loader import load
from decision_model.scenario.nodes import YamlNode
from decision_model.words.sentences import listed

FUNCTIONS = {"pairwisefunction": "pairs", "scorefunction": "scores"}
KINDS = ("pairwise", "score", "priority", *FUNCTIONS)
TOP = ("version", "alternatives", "goal")
KNOWN = ("name", "description", "author", "preferences", "children", "decision-makers")
"""Keys that are read, of the file and of the goal or a criterion."""
ROUNDING = 1e-6
"""What voting powers may miss 1 by unsaid."""
DEEPEST = 20
"""Levels of criteria within criteria."""
MOST_COMPARED = 100
"""Alternatives that a function compares in pairs."""

Keys = Mapping[int, str]
"""A key for each criterion, by the identity of its node."""


def recognises(file: ForeignFile) -> bool:
    """YAML with `Alternatives` and `Goal` at its left edge."""
    found = {line.partition(":")[0].casefold() for line in file.lines if ":" in line and line[:1].isalpha()}
    return {"alternatives", "goal"} <= found and "decision_model" not in found


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:  # noqa: ARG001 - one signature for all
    """The hierarchy as a value tree, who judges as perspectives."""
    file = files[0]
    root, problems = load(file.text, file.name, repeats=True)
    if problems:
        raise ScenarioError(problems)
    return draft(_AhpReading(file, _lower(root)).matrix())


@dataclass(frozen=True)
class _JudgedParts:
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
class _AhpNode:
    """A criterion, or the goal: what each who judges said of its parts (`""`: all of them alike)."""

    name: str
    line: int
    judged: Mapping[str, _JudgedParts]
    parts: tuple[_AhpNode, ...]
    note: str = ""

    def walk(self) -> Iterator[_AhpNode]:
        yield self
        for part in self.parts:
            yield from part.walk()


class _AhpReading:
    def __init__(self, file: ForeignFile, root: Mapping[str, YamlNode]):
        self.file = file
        self.goal_node = root.get("goal")
        if self.goal_node is None or "alternatives" not in root:
            raise file.refused("there is no 'Goal', or there are no 'Alternatives'.", "Was it cut?", code="not-ahp")
        if not _entries(root["alternatives"]):
            message = "there are no alternatives to choose from."
            raise file.refused(message, "List them.", _line(root["alternatives"]), "nothing-to-decide")
        self.options = {name: _mapping(node) for name, node in _entries(root["alternatives"])}
        self.option_lines = {name: _line(node) for name, node in _entries(root["alternatives"])}
        self.problems: list[Problem] = []
        self.remarks: list[Remark] = []
        self.tell_of_unread("the file", root, TOP)
        self.power = self.voting_power()

    def matrix(self) -> Matrix:
        assert self.goal_node is not None
        goal = self.node("Goal", self.goal_node, 0)
        if not self.problems and not goal.parts:
            self.trouble("the goal has no criteria.", "Write them under 'children'.", goal.line)
        if self.problems:
            raise ScenarioError(self.problems)
        head = _lower(self.goal_node)
        judges = self.judges(goal)
        keyed = _keyed(goal)
        matrix = Matrix(
            self.file,
            _text(head.get("name")) or self.file.stem,
            tuple(Alternative(name, name, self.option_lines[name]) for name in self.options),
            (),
            note=_text(head.get("description")),
            source=self.source(_text(head.get("author"))),
            basis="elicited",
            comments=("Priorities of the analytic hierarchy process, times 100, are the scores.",),
        )
        if not judges:
            matrix = replace(matrix, goal=_pairs(keyed, goal, ""), criteria=self.criteria(goal, "", keyed, ""))
        elif all(set(node.judged) <= {""} for node in goal.walk() if node is not goal):
            matrix = self.with_perspectives(matrix, goal, judges, keyed)
        else:
            matrix = self.with_judges(matrix, goal, judges, keyed)
        self.tell_of_attributes()
        return replace(matrix, remarks=tuple(self.remarks))

    def tell_of_unread(self, name: str, parts: Mapping[str, YamlNode], known: Sequence[str]) -> None:
        """What stands in a part of the file under a key that is not read."""
        for key in (key for key in parts if key not in known):
            self.remarks.append(Remark("lost", f"'{shortened(key, 30)}' of {name} is not read", _line(parts[key])))

    def tell_of_attributes(self) -> None:
        """What the file knows of the alternatives besides."""
        names = list(dict.fromkeys(name for attributes in self.options.values() for name in attributes))
        if names:
            lost = f"attributes of the alternatives ({listed(names, most=6)}) are not in the scenario"
            self.remarks.append(Remark("lost", lost, min(self.option_lines.values())))

    def source(self, author: str) -> dict[str, str]:
        named = author if author.casefold() not in ("", "unknown") else ""
        found = {"title": self.file.name.rpartition("/")[2], "reference": named, "note": "A file of R's package ahp."}
        return {key: value for key, value in found.items() if value}

    def judges(self, goal: _AhpNode) -> list[str]:
        """Who judges, in the order of the file; nobody where it is only one."""
        found = dict.fromkeys([*self.power, *(name for node in goal.walk() for name in node.judged if name)])
        for node in goal.walk():
            without = [name for name in found if name not in node.judged and "" not in node.judged]
            if without:
                message = f"'{node.name}' has no preferences of {listed(without)}."
                raise self.file.refused(
                    message, "Write them, or remove the decision maker.", node.line, "pairs-missing"
                )
        return list(found)

    def with_perspectives(self, matrix: Matrix, goal: _AhpNode, judges: list[str], keyed: Keys) -> Matrix:
        """Where those who judge differ in the weights of the goal alone: the mean of all, and each as a perspective."""
        names = [part.name for part in goal.parts]
        weights = {judge: _of(goal, judge).weights(names) for judge in judges}
        power = self.shares(judges)
        mean = {name: tidy(100 * fsum(power[judge] * weights[judge][name] for judge in judges)) for name in names}
        key = {part.name: keyed[id(part)] for part in goal.parts}
        criteria = tuple(
            replace(each, weight=mean[part.name])
            for part, each in zip(goal.parts, self.criteria(goal, "", keyed, ""), strict=True)
        )
        viewpoints = tuple(
            Viewpoint(
                judge,
                {}
                if _of(goal, judge).pairs
                else {key[name]: tidy(100 * share) for name, share in weights[judge].items()},
                tuple((key[first], key[second], ratio) for first, second, ratio in _of(goal, judge).pairs),
                self.vote(judge, judges),
            )
            for judge in judges
        )
        message = f"weights are the mean of those of {listed(judges)}, by voting power; each is a perspective"
        self.remarks.append(Remark("changed", message, goal.line))
        return replace(matrix, criteria=criteria, viewpoints=viewpoints)

    def with_judges(self, matrix: Matrix, goal: _AhpNode, judges: list[str], keyed: Keys) -> Matrix:
        """Where they differ in more: what each thinks is a consideration of its own, weighed by voting power."""
        power = self.shares(judges)
        criteria = tuple(
            MatrixCriterion(
                f"\0{judge}",
                judge,
                goal.line,
                tidy(100 * power[judge]),
                pairs=_pairs(keyed, goal, judge, f"\0{judge}"),
                criteria=self.criteria(goal, judge, keyed, f"\0{judge}"),
                note=self.vote(judge, judges),
            )
            for judge in judges
        )
        alone = {judge: {f"\0{other}": float(other == judge) * 100 for other in judges} for judge in judges}
        viewpoints = tuple(Viewpoint(judge, alone[judge], note="Only this judgement counts.") for judge in judges)
        message = f"{listed(judges)} judge the alternatives each in their own way: what each thinks is a consideration"
        self.remarks.append(Remark("changed", message + " with the voting power as its weight", goal.line))
        return replace(matrix, criteria=criteria, viewpoints=viewpoints)

    def shares(self, judges: list[str]) -> dict[str, float]:
        power = {judge: self.power.get(judge, 0.0 if self.power else 1.0) for judge in judges}
        whole = fsum(power.values())
        if not whole > 0:
            raise self.file.refused("nobody has voting power.", "Give the decision makers some.", code="not-ahp")
        message = f"voting powers add up to {whole:.6g} and were divided by that"
        remark = Remark("changed", message, _line(self.goal_node) if self.goal_node else 0)
        stated = any(power not in (0.0, 1.0) for power in self.power.values())
        if stated and abs(whole - 1) > ROUNDING and remark not in self.remarks:
            self.remarks.append(remark)
        return {judge: share / whole for judge, share in power.items()}

    def vote(self, judge: str, judges: list[str]) -> str:
        return f"Voting power {self.shares(judges)[judge]:.4g}." if self.power else ""

    def criteria(self, node: _AhpNode, judge: str, keyed: Keys, prefix: str) -> tuple[MatrixCriterion, ...]:
        """The parts of a criterion, as one who judges sees them."""
        said = _of(node, judge)
        return tuple(self.criterion(part, said, judge, keyed, prefix) for part in node.parts)

    def criterion(self, node: _AhpNode, above: _JudgedParts, judge: str, keyed: Keys, prefix: str) -> MatrixCriterion:
        said = _of(node, judge)
        label = f"{node.name} ({judge})" if prefix else node.name
        note = " ".join(filter(None, [node.note, said.note]))
        weight = tidy(100 * above.shares[node.name]) if above.shares else None
        plain = MatrixCriterion(prefix + keyed[id(node)], label, node.line, weight, note=note)
        if node.parts:
            parts = self.criteria(node, judge, keyed, prefix)
            return replace(plain, pairs=_pairs(keyed, node, judge, prefix), criteria=parts)
        scores = {name: tidy(100 * share) for name, share in said.shares.items()}
        return replace(plain, pairs=said.pairs, scores=scores, scale=(0.0, 100.0))

    def voting_power(self) -> dict[str, float]:
        """The voting power of each decision maker, as the file has it."""
        node = _lower(self.goal_node).get("decision-makers") if self.goal_node else None
        found = {}
        for name, entry in _entries(node) if node else ():
            power = 1.0 if entry.value is None or entry.value == name else number(entry.value)
            if power is None or power < 0:
                message = f"the voting power of '{name}' is no number."
                raise self.file.refused(message, "Write 0.4 or 2/5.", _line(entry), "not-a-number")
            found[name] = power
        return found

    def node(self, name: str, node: YamlNode, depth: int) -> _AhpNode:
        if depth > DEEPEST:
            raise self.file.refused(f"criteria are nested more than {DEEPEST} deep.", line=_line(node), code="too-deep")
        parts = _lower(node)
        self.tell_of_unread(f"'{name}'", parts, KNOWN)
        children = parts.get("children")
        names = [child for child, _ in _entries(children)] if children else []
        leads_to_options = not children or set(names) <= set(self.options)
        below = () if leads_to_options else _entries(children)
        if children and not leads_to_options and set(names) & set(self.options):
            self.trouble(f"'{name}' has criteria and alternatives as children.", "Separate them.", _line(node))
        compared = list(self.options) if leads_to_options else names
        if leads_to_options and children and set(names) != set(self.options):
            missing = [option for option in self.options if option not in names]
            self.trouble(f"'{name}' leaves out {listed(missing, most=5)}.", "Judge every alternative.", _line(node))
        judged = self.preferences(name, parts.get("preferences"), compared, _line(node))
        found = tuple(self.node(child, entry, depth + 1) for child, entry in below)
        return _AhpNode(name, _line(node), judged, found, _text(parts.get("description")))

    def preferences(self, name: str, node: YamlNode | None, compared: list[str], line: int) -> dict[str, _JudgedParts]:
        """What each says of the parts of a criterion; `""` where it is said once for all."""
        if len(compared) == 1:
            return {"": _JudgedParts(shares={compared[0]: 1.0})}
        if node is None or not node.value:
            self.trouble(f"'{name}' has no preferences.", "Compare its parts under 'preferences: pairwise:'.", line)
            return {}
        if isinstance(node.value, list):
            return {"": self.pairs(name, node, compared)}
        lower = _lower(node)
        if any(key.casefold() in KINDS for key in lower):
            return {"": self.said(name, lower, compared, _line(node))}
        return {judge: self.by_judge(name, entry, compared) for judge, entry in _entries(node)}

    def by_judge(self, name: str, entry: YamlNode, compared: list[str]) -> _JudgedParts:
        if isinstance(entry.value, list):
            return self.pairs(name, entry, compared)
        return self.said(name, _lower(entry), compared, _line(entry))

    def said(self, name: str, parts: Mapping[str, YamlNode], compared: list[str], line: int) -> _JudgedParts:
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
        return _JudgedParts()

    def pairs(self, name: str, node: YamlNode, compared: list[str]) -> _JudgedParts:
        found: dict[frozenset[str], tuple[str, str, float | str]] = {}
        for entry in node.value if isinstance(node.value, list) else ():
            pair = self.pair(entry, compared)
            if pair and frozenset(pair[:2]) in found:
                self.trouble(f"'{pair[0]}' and '{pair[1]}' are compared twice.", "Keep one of them.", _line(entry))
            elif pair:
                found[frozenset(pair[:2])] = pair
        each_pair = [(a, b) for place, a in enumerate(compared) for b in compared[place + 1 :]]
        missing = [f"'{a}' with '{b}'" for a, b in each_pair if frozenset((a, b)) not in found]
        if missing and not self.problems:
            message = f"'{name}' does not compare {listed(missing, most=3)}."
            self.trouble(message, "Every pair needs a comparison, such as [A, B, 1/4].", _line(node), "pairs-missing")
        return _JudgedParts(tuple(found.values()))

    def pair(self, entry: YamlNode, compared: list[str]) -> tuple[str, str, float | str] | None:
        cells = [cell.value for cell in entry.value] if isinstance(entry.value, list) else []
        ratio = number(cells[2]) if len(cells) == 3 else None
        if ratio is None or not ratio > 0:
            self.trouble("a comparison [A, B, 3] or [A, B, 1/3] was expected here.", "Write one.", _line(entry))
            return None
        first, second = str(cells[0]), str(cells[1])
        unknown = [each for each in (first, second) if each not in compared]
        if unknown or first == second:
            message = (
                f"{unknown[0]!r} is none of {listed(compared, most=8)}." if unknown else f"'{first}' stands twice."
            )
            self.trouble(message, "Is it misspelt?", _line(entry))
            return None
        return first, second, _ratio(cells[2], ratio)

    def shared(self, name: str, node: YamlNode, compared: list[str]) -> _JudgedParts:
        """Scores or priorities, as shares of their sum, which is what the package makes of them."""
        scores = {each: number(entry.value) for each, entry in _entries(node)}
        wrong = [each for each in compared if scores.get(each) is None or scores[each] < 0]  # type: ignore[operator]
        if wrong or set(scores) - set(compared):
            odd = wrong or sorted(set(scores) - set(compared))
            self.trouble(f"'{name}' has no score of 0 or more for {listed(odd, most=3)}.", "Write one.", _line(node))
            return _JudgedParts()
        return self.of_scores(name, {each: float(scores[each] or 0.0) for each in compared}, _line(node))

    def of_scores(self, name: str, scores: Mapping[str, float], line: int) -> _JudgedParts:
        whole = fsum(scores.values())
        if not whole > 0:
            self.trouble(f"the scores of '{name}' are all 0.", "Give one of them more.", line)
            return _JudgedParts()
        return _JudgedParts(shares={each: score / whole for each, score in scores.items()})

    def function(self, name: str, node: YamlNode, compared: list[str], kind: str) -> _JudgedParts:
        """What a short R function gives for the attributes of the alternatives, worked out by our own arithmetic."""
        written, line = str(node.value), _line(node)
        try:
            return self.worked_out(name, written, compared, kind, line)
        except RFunctionError as error:
            what = "pairwise: [A, B, 3]" if kind == "pairs" else "score: 5"
            message = f"the R function of '{name}' is not read, as nothing in a file is run: {error}."
            self.trouble(message, f"Write what it gives in its place, as '{what}'.", line, "r-function")
            return _JudgedParts()

    def worked_out(self, name: str, written: str, compared: list[str], kind: str, line: int) -> _JudgedParts:
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
            return _JudgedParts(tuple(ratios), note=note)
        scores = {each: r_value(written, {places[0]: attributes[each]}) for each in compared}
        self.remarks.append(Remark("changed", f"'{name}': scores worked out from an R function", line))
        return replace(self.of_scores(name, scores, line), note=note)

    def trouble(self, message: str, remedy: str, line: int, code: str = "not-ahp") -> None:
        self.problems.append(self.file.problem(message, remedy, line, code))


def _of(node: _AhpNode, judge: str) -> _JudgedParts:
    return node.judged.get(judge) or node.judged.get("") or _JudgedParts()


def _pairs(keyed: Keys, node: _AhpNode, judge: str, prefix: str = "") -> Pairs:
    """The comparisons of a criterion's parts, by the keys of these."""
    key = {part.name: prefix + keyed[id(part)] for part in node.parts}
    return tuple((key[first], key[second], ratio) for first, second, ratio in _of(node, judge).pairs)


def _keyed(goal: _AhpNode) -> dict[int, str]:
    """A key for each criterion, as two may have the same name."""
    return {id(node): str(place) for place, node in enumerate(goal.walk())}


def _ratio(written: Any, value: float) -> float | str:
    text = str(getattr(written, "written", written)).replace(" ", "")
    return text if "/" in text and text.replace("/", "").isdigit() else value


def _entries(node: YamlNode | None) -> list[tuple[str, YamlNode]]:
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


def _mapping(node: YamlNode) -> Mapping[str, YamlNode]:
    return node.value if isinstance(node.value, dict) else {}


def _lower(node: YamlNode | None) -> dict[str, YamlNode]:
    """The parts of a mapping, by their key in small letters."""
    return {key.casefold(): part for key, part in node.value.items()} if node and isinstance(node.value, dict) else {}


def _text(node: YamlNode | None) -> str:
    value = None if node is None else node.value
    return "" if value is None or isinstance(value, list | dict) else " ".join(str(value).split())


def _line(node: YamlNode) -> int:
    return node.mark[0] + 1


READER = Reader("ahp", "files of R's package ahp", (".ahp",), recognises, read)
