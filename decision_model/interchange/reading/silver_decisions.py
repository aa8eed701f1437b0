"""Decision trees of SilverDecisions, in JSON: with one payoff or two, with variables, one tree or several."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from decision_model.errors import Problem, ScenarioError
from decision_model.interchange.amounts import (
    ZERO,
    Amount,
    ArithmeticRefusedError,
    constant,
    meant_fraction,
    negative,
    number_of,
)
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader
from decision_model.interchange.formulas import amount_of, worked_out
from decision_model.interchange.json_lines import JsonObject, json_object
from decision_model.interchange.names import UniqueNames, plain_name
from decision_model.interchange.trees.chances import check_depth
from decision_model.interchange.trees.drafting import tree_draft
from decision_model.interchange.trees.parameter_names import parameter_name, reference
from decision_model.interchange.trees.silver_results import RULES, SINGLE, Reckoning, stored_results
from decision_model.interchange.trees.tree import (
    MOST_VARIABLES,
    REST,
    Edge,
    ForeignCriterion,
    ForeignTree,
    Rest,
    TreeNode,
    Variable,
)
from decision_model.interchange.trees.tried_ranges import with_sound_ranges

TITLE = "SilverDecisions tree"

_ASSIGNMENT = re.compile(r"([^\W\d]\w*)\s*=(?!=)\s*(.+)", re.DOTALL)
_FUNCTION = re.compile(r"([^\W\d]\w*)\s*\([^()]*\)\s*=(?!=)")
NEAR = 400
"""Lines within which a branch has its payoff and its probability."""

_VIEWS = ("criterion1", "criterion2", "twoCriteria")

Scope = Mapping[str, Amount]


def recognises(file: ForeignFile) -> bool:
    """JSON with the version of SilverDecisions, or at least with trees like its own."""
    return file.text.lstrip().startswith("{") and ('"SilverDecisions"' in file.text or '"childEdges"' in file.text)


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:
    """The tree as a scenario; the rule that the file names says what is best."""
    file = files[0]
    return with_sound_ranges(tree_draft(_SilverReading(file, choices).tree(), TITLE))


@dataclass
class _SilverReading:
    file: ForeignFile
    choices: ImportChoices
    names: UniqueNames = field(default_factory=UniqueNames)
    variables: list[Variable] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    criteria: list[ForeignCriterion] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)
    signs: list[int] = field(default_factory=list)
    lowest: bool = False
    unused: int = 0

    def tree(self) -> ForeignTree:
        head = json_object(self.file)
        if "SilverDecisions" not in head:
            message = "this is no file of SilverDecisions: it does not say of which version it is."
            raise self.file.refused(message, "Save the tree in SilverDecisions once more.", head.line, "no-version")
        data = head.get("data", head)
        roots = data.get("trees") if isinstance(data, JsonObject) else None
        if not isinstance(roots, list) or not roots or not all(isinstance(root, JsonObject) for root in roots):
            raise self.file.refused("this file of SilverDecisions holds no tree.", "", head.line, "no-tree")
        view, rule = _text(head.get("viewMode")), _text(head.get("rule"))
        if view not in _VIEWS:
            view = _VIEWS[2 if rule in RULES and rule not in SINGLE else 0]
        self.lowest = self.direction(head, rule, view)
        self.choose_criteria(data, view, rule)
        scope = self.scope(data, {})
        nodes = [self.node(root, scope, 1) for root in roots]
        self.tell_of_unused()
        if self.problems:
            raise ScenarioError(self.problems)
        tree = ForeignTree(self.file, nodes, _text(head.get("title")), _text(head.get("description")))
        tree.criteria, tree.lowest, tree.unit = self.criteria, self.lowest, self.unit(head)
        tree.variables = [self.ranged(variable, head) for variable in self.variables]
        tree.remarks, tree.comments = self.remarks, list(_comments(data))
        tree.stored = stored_results(roots, Reckoning(rule, self.signs, self.weight, view != "criterion2"))
        return tree

    @property
    def weight(self) -> Variable | None:
        """How much a unit of the first criterion counts, where both do."""
        factors = [criterion.factor for criterion in self.criteria if criterion.factor is not None]
        return self.variables[0] if factors else None

    def direction(self, head: JsonObject, rule: str, view: str) -> bool:
        """Whether the lowest total is best; says what the rule of the file becomes."""
        if view == "twoCriteria":
            return False
        lowest = self.choices.goal == "lowest" if self.choices.goal else rule.startswith("mini-") or "minim" in rule
        if rule not in RULES:
            what = f"the rule '{rule[:40]}' is not known" if rule else "the file names no rule"
            message = f"{what}: the {'lowest' if lowest else 'highest'} expected total is best"
            self.remarks.append(Remark("changed", message, head.line))
        elif rule in SINGLE and not rule.startswith("expected"):
            message = f"the rule '{rule}' is no part of a model, where expected totals count; 'worst-case' asks for it"
            self.remarks.append(Remark("lost", message, head.line))
        return lowest

    def choose_criteria(self, data: JsonObject, view: str, rule: str) -> None:
        """Which of the payoffs count: that of the view, or both with the weight that the file gives the first."""
        given = data.get("payoffNames")
        labels = [_text(label) for label in given[:2]] if isinstance(given, list) else []
        labels = [label or f"Payoff {number}" for number, label in enumerate([*labels, "", ""][:2], 1)]
        if view != "twoCriteria":
            self.counted = [1 if view == "criterion2" else 0]
            label = labels[self.counted[0]] if isinstance(given, list) and given else "Payoff"
            self.criteria, self.signs = [ForeignCriterion(plain_name(label) or "payoff", label)], [1]
            return
        self.counted, self.signs = [0, 1], [1 if part == "max" else -1 for part in (*rule.split("-"), "", "")[:2]]
        names = UniqueNames()
        same = self.signs[0] == self.signs[1]
        if self.signs == [-1, -1]:
            self.lowest, self.signs = True, [1, 1]
        factors = [self.weight_of_first(data, labels, same), None]
        self.criteria = [
            ForeignCriterion(names.name(label, "payoff"), label, each)
            for label, each in zip(labels, factors, strict=True)
        ]
        worse = [label for label, sign in zip(labels, self.signs, strict=True) if sign < 0]
        message = f"two criteria make one total, in units of '{labels[1]}'"
        message += f": '{labels[0]}' times its weight" if self.weight else ""
        message += f"; of {' and '.join(worse)} less is better, so it counts below 0" if worse else ""
        self.remarks.append(Remark("changed", message))

    def weight_of_first(self, data: JsonObject, labels: Sequence[str], same: bool) -> Amount | None:
        """The weight of the first criterion as a parameter, with the bounds of the file as its range.

        None where it is 1 and both criteria go the same way: then they are plainly added.
        """
        keys = ("defaultCriterion1Weight", "weightLowerBound", "weightUpperBound")
        weight, low, high = (number_of(_text(data.get(key))) for key in keys)
        amount = constant(Fraction(1) if weight is None else weight)
        if same and amount.exact == 1 and high is None:
            return None
        name = parameter_name(self.names, f"weight of {labels[0]}")
        span = None
        if low is not None and high is not None and low < high and float(low) <= amount.value <= float(high):
            span = (float(low), float(high))
        self.variables.append(Variable(name, f"Weight of {labels[0]}", amount, self.line_of(data, keys[0]), span))
        return reference(name, amount)

    def scope(self, owner: JsonObject, outer: Scope) -> Scope:
        """The names that hold in an object and below it: those from outside, and those that its code gives values."""
        code, known = _text(owner.get("code")), dict(outer)
        for statement in re.split(r"[\n;]", code):
            text = statement.partition("#")[0].strip()
            if not text:
                continue
            if len(self.variables) >= MOST_VARIABLES:
                message = f"this tree has more than {MOST_VARIABLES} variables."
                raise self.file.refused(message, "Is it the right file?", owner.line, "tree-large")
            line = self.line_of(owner, "code")
            assignment = _ASSIGNMENT.fullmatch(text)
            if assignment is None:
                function = _FUNCTION.match(text)
                what = f"defines the function {function[1]}( )" if function else f"has '{text[:60]}'"
                message = f"the code {what}, and only 'name = formula' can be taken over."
                self.problem(message, "Write numbers in the place of what it works out.", line)
                continue
            label, formula = assignment.groups()
            amount = self.amount(formula, known, f"the variable '{label}'", line, self.saved(owner, label))
            name = parameter_name(self.names, label)
            self.variables.append(Variable(name, label, amount, line, note=worked_out(formula, amount)))
            known[label] = reference(name, amount)
        return known

    def saved(self, owner: JsonObject, label: str) -> str:
        """What a variable was when the file was saved, as a hint."""
        scope = owner.get("expressionScope")
        value = scope.get(label) if isinstance(scope, Mapping) else None
        return f"It was {value!r} when the file was saved." if isinstance(value, int | float) else ""

    def node(self, data: JsonObject, scope: Scope, depth: int) -> TreeNode:
        check_depth(self.file, depth, data.line)
        scope = self.scope(data, scope)
        kind, label = _text(data.get("type")), _text(data.get("name"))
        if kind not in ("decision", "chance", "terminal"):
            message = f"the node '{label}' is '{kind}', and neither a decision, a chance nor an end."
            self.problem(message, "Its type is decision, chance or terminal.", data.line)
        node = TreeNode("decision" if kind == "decision" else "chance", label, data.line)
        edges = data.get("childEdges") or []
        if kind == "terminal":
            node.kind, edges = "end", []
        if not isinstance(edges, list) or not all(isinstance(edge, JsonObject) for edge in edges):
            raise self.file.refused("'childEdges' is no list of branches.", "", data.line, "no-tree")
        node.edges = [self.edge(edge, node, scope, depth) for edge in edges]
        return node

    def edge(self, data: JsonObject, above: TreeNode, scope: Scope, depth: int) -> Edge:
        below = data.get("childNode")
        if not isinstance(below, JsonObject):
            raise self.file.refused("this branch leads to no node.", "", data.line, "no-tree")
        label = _text(data.get("name"))
        named = f" of '{label}'" if label else ""
        edge = Edge(label, TreeNode("end"), line=data.line, payoffs=self.payoffs(data, scope, named))
        if above.kind == "chance":
            edge.chance = self.chance(data, scope, named)
        edge.child = self.node(below, scope, depth + 1)
        return edge

    def payoffs(self, data: JsonObject, scope: Scope, named: str) -> dict[str, Amount]:
        given = data.get("payoff", 0)
        values = given if isinstance(given, list) else [given]
        found = {}
        for number, value in enumerate(values[:2]):
            if isinstance(value, JsonObject | list | bool):
                line = self.line_of(data, "payoff")
                raise self.file.refused(f"the payoff{named} is no number.", "Write the number.", line, "not-a-number")
            text = _text(value).partition("#")[0].strip() or "0"
            if number not in self.counted:
                self.unused += number_of(text) != 0
                continue
            place = self.counted.index(number)
            amount = self.amount(text, scope, f"the payoff{named}", self.line_of(data, "payoff"))
            turned = len(self.criteria) == 2 and self.signs[place] < 0
            found[self.criteria[place].name] = negative(amount) if turned else amount
        return found

    def chance(self, data: JsonObject, scope: Scope, named: str) -> Amount | Rest | None:
        text = _text(data.get("probability"))
        if text == "#":
            return REST
        text = text.partition("#")[0].strip()
        if not text:
            return None
        return self.amount(text, scope, f"the probability{named}", self.line_of(data, "probability"))

    def amount(self, text: str, scope: Scope, what: str, line: int, hint: str = "") -> Amount:
        meant = meant_fraction(text)
        if meant is not None:
            self.remarks.append(Remark("changed", f"{what} is {text}: it is taken as {meant}", line))
            return constant(meant)
        try:
            amount = amount_of(text, scope)
            formula = worked_out(text, amount)
            if formula:
                self.remarks.append(
                    Remark("changed", f"{what} is {formula}: its result, {amount.value:.12g}, is written", line)
                )
            return amount
        except ArithmeticRefusedError as error:
            self.problem(f"{what} cannot be read: {error}.", f"Write the number instead. {hint}".strip(), line)
            return ZERO

    def ranged(self, variable: Variable, head: JsonObject) -> Variable:
        """A variable with the span over which the file's analyses move it."""
        spans = [(low, high) for name, low, high in _spans(head) if name == variable.label]
        if variable.range or not spans or not variable.amount.is_constant:
            return variable
        low, high = float(min(low for low, _ in spans)), float(max(high for _, high in spans))
        if not low <= variable.amount.value <= high or low == high:
            return variable
        return replace(variable, range=(low, high))

    def unit(self, head: JsonObject) -> str:
        """The currency of what is counted; of two criteria that of the second."""
        formats = head.get("format")
        if not isinstance(formats, Mapping):
            return ""
        style = formats.get(f"payoff{self.counted[-1] + 1}", formats.get("payoff"))
        if not isinstance(style, Mapping) or style.get("style") != "currency":
            return ""
        return _text(style.get("currency"))

    def tell_of_unused(self) -> None:
        if self.unused:
            label = "second" if self.counted == [0] else "first"
            message = f"the {label} payoff of branches is left out, as the file shows the other one alone"
            self.remarks.append(Remark("lost", message))

    def problem(self, message: str, remedy: str, line: int) -> None:
        problem = self.file.problem(message, remedy, line, "no-arithmetic")
        if problem not in self.problems:
            self.problems.append(problem)

    def line_of(self, owner: JsonObject, key: str) -> int:
        """Where a key of an object stands with its value; the line of the object where that is not found."""
        value = owner.get(key)
        first = value[0] if isinstance(value, list) and value else value
        wanted = [f'"{key}"'] if isinstance(value, list) else []
        wanted += [json.dumps(first, ensure_ascii=ascii_only) for ascii_only in (False, True)]
        last = len(self.file.lines) if key == "code" else min(owner.line + NEAR, len(self.file.lines))
        for line in range(owner.line, last + 1):
            text = self.file.lines[line - 1]
            if f'"{key}"' in text and any(each in text for each in wanted):
                return line
        return owner.line


def _spans(head: JsonObject) -> Iterator[tuple[str, Fraction, Fraction]]:
    """Which variables the file's analyses move, and between what."""
    analyses = head.get("sensitivityAnalysis")
    for analysis in analyses.values() if isinstance(analyses, Mapping) else ():
        variables = analysis.get("variables") if isinstance(analysis, Mapping) else None
        for variable in variables if isinstance(variables, list) else ():
            if isinstance(variable, Mapping):
                low, high = (number_of(_text(variable.get(key))) for key in ("min", "max"))
                if low is not None and high is not None:
                    yield _text(variable.get("name")), low, high


def _comments(data: JsonObject) -> Iterator[str]:
    """The texts that stand beside the tree."""
    texts = data.get("texts")
    for text in texts if isinstance(texts, list) else ():
        value = _text(text.get("value")) if isinstance(text, Mapping) else ""
        yield from (line for line in value.split("\n") if line.strip())


def _text(value: Any) -> str:
    """A text, or a number as it is written; nothing for all else."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return repr(value)


READER = Reader("silverdecisions", TITLE, (".json",), recognises, read, order=20, asks=("goal",))
