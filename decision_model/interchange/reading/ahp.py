"""Files of R's ahp package (.ahp), 1.0 and 2.0: criteria, comparisons in pairs, scores, and several who judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import fsum

from decision_model.errors import ScenarioError
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.matrices.ahp_hierarchy import (
    AhpNode,
    HierarchyReading,
    JudgedParts,
    entries,
    line_of,
    lower_keys,
    mapping,
    plain_text,
)
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
from decision_model.scenario.loader import load
from decision_model.scenario.nodes import YamlNode
from decision_model.words.sentences import listed

TOP = ("version", "alternatives", "goal")
"""Keys of the file that are read."""
ROUNDING = 1e-6
"""What voting powers may miss 1 by unsaid."""

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
    return draft(_AhpReading(file, lower_keys(root)).matrix())


class _AhpReading:
    def __init__(self, file: ForeignFile, root: Mapping[str, YamlNode]):
        self.file = file
        self.goal_node = root.get("goal")
        if self.goal_node is None or "alternatives" not in root:
            raise file.refused("there is no 'Goal', or there are no 'Alternatives'.", "Was it cut?", code="not-ahp")
        if not entries(root["alternatives"]):
            message = "there are no alternatives to choose from."
            raise file.refused(message, "List them.", line_of(root["alternatives"]), "nothing-to-decide")
        self.options = {name: mapping(node) for name, node in entries(root["alternatives"])}
        self.option_lines = {name: line_of(node) for name, node in entries(root["alternatives"])}
        self.hierarchy = HierarchyReading(file, self.options)
        self.remarks = self.hierarchy.remarks
        self.hierarchy.tell_of_unread("the file", root, TOP)
        self.power = self.voting_power()

    def matrix(self) -> Matrix:
        assert self.goal_node is not None
        goal = self.hierarchy.node("Goal", self.goal_node)
        if not self.hierarchy.problems and not goal.parts:
            self.hierarchy.trouble("the goal has no criteria.", "Write them under 'children'.", goal.line)
        if self.hierarchy.problems:
            raise ScenarioError(self.hierarchy.problems)
        head = lower_keys(self.goal_node)
        judges = self.judges(goal)
        keyed = _keyed(goal)
        matrix = Matrix(
            self.file,
            plain_text(head.get("name")) or self.file.stem,
            tuple(Alternative(name, name, self.option_lines[name]) for name in self.options),
            (),
            note=plain_text(head.get("description")),
            source=self.source(plain_text(head.get("author"))),
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

    def judges(self, goal: AhpNode) -> list[str]:
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

    def with_perspectives(self, matrix: Matrix, goal: AhpNode, judges: list[str], keyed: Keys) -> Matrix:
        """Where those who judge differ in the weights of the goal alone: the mean of all, and each as a perspective."""
        names = [part.name for part in goal.parts]
        weights = {judge: goal.said_by(judge).weights(names) for judge in judges}
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
                if goal.said_by(judge).pairs
                else {key[name]: tidy(100 * share) for name, share in weights[judge].items()},
                tuple((key[first], key[second], ratio) for first, second, ratio in goal.said_by(judge).pairs),
                self.vote(judge, judges),
            )
            for judge in judges
        )
        message = f"weights are the mean of those of {listed(judges)}, by voting power; each is a perspective"
        self.remarks.append(Remark("changed", message, goal.line))
        return replace(matrix, criteria=criteria, viewpoints=viewpoints)

    def with_judges(self, matrix: Matrix, goal: AhpNode, judges: list[str], keyed: Keys) -> Matrix:
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
        remark = Remark("changed", message, line_of(self.goal_node) if self.goal_node else 0)
        stated = any(power not in (0.0, 1.0) for power in self.power.values())
        if stated and abs(whole - 1) > ROUNDING and remark not in self.remarks:
            self.remarks.append(remark)
        return {judge: share / whole for judge, share in power.items()}

    def vote(self, judge: str, judges: list[str]) -> str:
        return f"Voting power {self.shares(judges)[judge]:.4g}." if self.power else ""

    def criteria(self, node: AhpNode, judge: str, keyed: Keys, prefix: str) -> tuple[MatrixCriterion, ...]:
        """The parts of a criterion, as one who judges sees them."""
        said = node.said_by(judge)
        return tuple(self.criterion(part, said, judge, keyed, prefix) for part in node.parts)

    def criterion(self, node: AhpNode, above: JudgedParts, judge: str, keyed: Keys, prefix: str) -> MatrixCriterion:
        said = node.said_by(judge)
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
        node = lower_keys(self.goal_node).get("decision-makers") if self.goal_node else None
        found = {}
        for name, entry in entries(node) if node else ():
            power = 1.0 if entry.value is None or entry.value == name else number(entry.value)
            if power is None or power < 0:
                message = f"the voting power of '{name}' is no number."
                raise self.file.refused(message, "Write 0.4 or 2/5.", line_of(entry), "not-a-number")
            found[name] = power
        return found


def _pairs(keyed: Keys, node: AhpNode, judge: str, prefix: str = "") -> Pairs:
    """The comparisons of a criterion's parts, by the keys of these."""
    key = {part.name: prefix + keyed[id(part)] for part in node.parts}
    return tuple((key[first], key[second], ratio) for first, second, ratio in node.said_by(judge).pairs)


def _keyed(goal: AhpNode) -> dict[int, str]:
    """A key for each criterion, as two may have the same name."""
    return {id(node): str(place) for place, node in enumerate(goal.walk())}


READER = Reader("ahp", "files of R's package ahp", (".ahp",), recognises, read)
