"""Decision trees of Radiant (`dtree`), data.tree and treeSimR, in YAML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from decision_model.errors import Problem, ScenarioError, nearest
from decision_model.interchange.amounts import Amount, ArithmeticRefusedError, negative
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile, is_scenario
from decision_model.interchange.formats import Reader
from decision_model.interchange.formulas import amount_of, names_in, worked_out
from decision_model.interchange.names import UniqueNames
from decision_model.interchange.trees.chances import check_depth
from decision_model.interchange.trees.drafting import tree_draft
from decision_model.interchange.trees.parameter_names import parameter_name, reference
from decision_model.interchange.trees.tree import (
    MOST_VARIABLES,
    Edge,
    ForeignCriterion,
    ForeignTree,
    NodeKind,
    TreeNode,
    Variable,
)
from decision_model.scenario.loader import load
from decision_model.scenario.nodes import YamlNode
from decision_model.words.sentences import counted

TITLE = "Radiant decision tree"

MOST_COMMENTS = 40
"""Lines of comments that are taken over."""

_WORDS = ("name", "variables", "type", "p", "payoff", "cost")
_DRAWN = ("distn", "mean", "sd", "min", "max", "shape", "rate", "scale")
"""Keys of treeSimR, which draws the value of a node instead of stating it."""

_TYPE = re.compile(r"^[ \t]*['\"]?type['\"]?[ \t]*:[ \t]*['\"]?(decision|chance|terminal|logical)\b", re.MULTILINE)
_COMMENT = re.compile(r"(?:[^'\"#]*[ \t])?#[# \t]*([^# \t].*?)[ \t]*")
_TABS = re.compile(r"^[ \t]+", re.MULTILINE)


def recognises(file: ForeignFile) -> bool:
    """YAML in which nodes say that they are decisions, chances or ends."""
    return file.ending in ("", ".yaml", ".yml", ".txt") and bool(_TYPE.search(file.text)) and not is_scenario(file)


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> Draft:
    """The tree as a scenario; whether the highest or the lowest is best is a button in Radiant and not in its file."""
    file = files[0]
    root, problems = load(_TABS.sub(lambda match: match[0].expandtabs(4), file.text), file.name)
    if problems:
        raise ScenarioError(problems)
    if not isinstance(root.value, dict):
        raise file.refused("this file has no tree: it begins with no 'name:' or 'type:'.", line=1, code="no-tree")
    return tree_draft(_RadiantReading(file, choices).tree(root), TITLE)


@dataclass
class _RadiantReading:
    file: ForeignFile
    choices: ImportChoices
    names: dict[str, Amount] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    has_cost: bool = False
    drawn: list[tuple[int, str]] = field(default_factory=list)

    def tree(self, root: YamlNode) -> ForeignTree:
        parts = root.value
        variables = self.variables(parts["variables"]) if "variables" in parts else []
        name = parts.get("name")
        title = _text(name) if name is not None else ""
        node = self.node(root, "", 0)
        start = self.payoffs(root, node)
        self.tell_of_drawn()
        if self.problems:
            raise ScenarioError(self.problems)
        criteria = [ForeignCriterion("payoff", "Payoff", start=start.get("payoff"))]
        if self.has_cost:
            criteria.append(ForeignCriterion("cost", "Cost", start=start.get("cost")))
        lowest = self.choices.goal == "lowest"
        if not self.choices.goal:
            message = "the file does not say whether the highest or the lowest total is best: the highest is taken"
            self.remarks.append(Remark("changed", f"{message} (choose with --goal)"))
        return ForeignTree(
            self.file,
            [node],
            title,
            criteria=criteria,
            variables=variables,
            lowest=lowest,
            remarks=self.remarks,
            comments=self.comments(),
        )

    def comments(self) -> list[str]:
        """The lines that are comments, and comments behind what stands in a line without quotes."""
        found = (_COMMENT.fullmatch(line) for line in self.file.lines)
        return [match[1] for match in found if match][:MOST_COMMENTS]

    def variables(self, node: YamlNode) -> list[Variable]:
        """Variables in an order in which each stands after those it is worked out from."""
        if not isinstance(node.value, dict):
            self.problem(node, "'variables' must be names with values.", "Write 'name: value' below it.")
            return []
        if len(node.value) > MOST_VARIABLES:
            raise self.file.refused(
                f"this tree has more than {MOST_VARIABLES} variables.", "", _line(node), "tree-large"
            )
        uses = {label: names_in(_text(each), node.value) for label, each in node.value.items()}
        try:
            order = tuple(TopologicalSorter(uses).static_order())
        except CycleError as error:
            label = error.args[1][0]
            message = f"the variable '{label}' is worked out from itself."
            self.problem(node.value[label], message, "Give it a number.")
            return []
        names, found = UniqueNames(), {}
        for label in order:
            amount = self.amount(node.value[label], f"the variable '{label}'")
            name = parameter_name(names, label)
            formula = worked_out(_text(node.value[label]), amount)
            found[label] = Variable(name, label, amount, _line(node.value[label]), note=formula)
            self.names[label] = reference(name, amount)
        return [found[label] for label in node.value]

    def node(self, node: YamlNode, label: str, depth: int) -> TreeNode:
        """A node with all below it; what is wrong is noted and reading goes on."""
        check_depth(self.file, depth, _line(node))
        if not isinstance(node.value, dict):
            what = "is not described" if node.value in (None, "") else f"is '{_text(node)}', and no key of a tree"
            self.problem(node, f"'{label}' {what}.", self.hint(label))
            return TreeNode("end", "", _line(node))
        parts = node.value
        below = {key: part for key, part in parts.items() if not self.is_word(key, part)}
        kind = self.kind(node, label, bool(below))
        tree_node = TreeNode(kind, "", _line(node))
        for key, part in below.items():
            child = self.node(part, key, depth + 1)
            edge = Edge(key, child, line=_line(part))
            if isinstance(part.value, dict):
                edge.payoffs = self.payoffs(part, child, key)
                if kind == "chance" and "p" in part.value:
                    edge.chance = self.amount(part.value["p"], f"the probability of '{key}'")
                elif "p" in part.value and not isinstance(part.value["p"].value, dict):
                    message = f"the probability of '{key}' is left out, as it is chosen and does not happen"
                    self.remarks.append(Remark("lost", message, _line(part.value["p"])))
            tree_node.edges.append(edge)
        return tree_node

    def is_word(self, key: str, part: YamlNode) -> bool:
        """Whether a key is one of the format and no branch; a branch may be called like one if it has parts."""
        return key == "variables" or (key in (*_WORDS, *_DRAWN) and not isinstance(part.value, dict))

    def kind(self, node: YamlNode, label: str, has_branches: bool) -> NodeKind:
        stated = node.value.get("type")
        kind = _text(stated).casefold() if stated is not None else ""
        name = label or "the first node"
        if kind == "logical":
            message = f"'{name}' is of the type 'logical', which is neither a decision nor a chance."
            self.problem(stated, message, "Write 'type: decision' or 'type: chance'.")
        elif has_branches and kind not in ("decision", "chance"):
            message = f"'{name}' has branches and does not say whether we decide or chance does."
            self.problem(stated or node, message, "Write 'type: decision' or 'type: chance'.")
        elif not has_branches:
            if kind in ("decision", "chance"):
                self.problem(node, f"'{name}' is a {kind} without branches.", "Give it branches, or a payoff alone.")
            return "end"
        return "decision" if kind == "decision" else "chance"

    def payoffs(self, node: YamlNode, tree_node: TreeNode, label: str = "") -> dict[str, Amount]:
        """What coming to a node adds."""
        parts = node.value
        found: dict[str, Amount] = {}
        name = label or "the first node"
        drawn = [key for key in _DRAWN if key in parts and not isinstance(parts[key].value, dict)]
        if drawn and "payoff" not in parts:
            self.drawn.append((_line(parts[drawn[0]]), name))
            return found
        if "payoff" in parts:
            found["payoff"] = self.amount(parts["payoff"], f"the payoff of '{name}'")
            if tree_node.kind != "end" and not found["payoff"].is_zero:
                message = f"the payoff of '{name}' is added to all that follows it, where Radiant itself passes it over"
                self.remarks.append(Remark("changed", message, _line(parts["payoff"])))
        elif tree_node.kind == "end" and "cost" not in parts:
            self.remarks.append(Remark("changed", f"'{name}' states no payoff: it is taken as 0", _line(node)))
        if "cost" in parts:
            self.has_cost = True
            found["cost"] = negative(self.amount(parts["cost"], f"the cost of '{name}'"))
            if tree_node.kind == "end":
                message = f"the cost of '{name}' is taken off, where Radiant itself passes over costs at an end"
                self.remarks.append(Remark("changed", message, _line(parts["cost"])))
        return found

    def amount(self, node: YamlNode, what: str) -> Amount:
        if isinstance(node.value, dict | list) or node.value is None or isinstance(node.value, bool):
            self.problem(node, f"{what} is no number.", "Write a number or a formula.")
            return amount_of("0", {})
        try:
            amount = amount_of(_text(node), self.names)
            formula = worked_out(_text(node), amount)
            if formula:
                message = f"{what} is {formula}: its result, {amount.value:.12g}, is written"
                self.remarks.append(Remark("changed", message, _line(node)))
            return amount
        except ArithmeticRefusedError as error:
            self.problem(node, f"{what} cannot be read: {error}.", "Write the number instead.", "no-arithmetic")
            return amount_of("0", {})

    def tell_of_drawn(self) -> None:
        """Refuse treeSimR's way of drawing what nodes cost, once for the whole file."""
        if self.drawn:
            line, name = min(self.drawn)
            others = f", as {counted(len(self.drawn) - 1, 'other node')}" if len(self.drawn) > 1 else ""
            message = f"'{name}' states no payoff{others}: treeSimR draws what a node costs anew for each run."
            remedy = "Write 'payoff:' with one number at each node that has one."
            self.problems.insert(0, self.file.problem(message, remedy, line, "drawn-payoffs"))

    def hint(self, label: str) -> str:
        close = nearest(label, [*_WORDS, *_DRAWN])
        return close if close.startswith("Did") else "Write what belongs to the branch indented below it."

    def problem(self, node: YamlNode | None, message: str, remedy: str, code: str = "no-tree") -> None:
        line = _line(node) if node is not None else 0
        problem = self.file.problem(message, remedy, line, code)
        if problem not in self.problems:
            self.problems.append(problem)


def _line(node: YamlNode) -> int:
    return node.mark[0] + 1


def _text(node: YamlNode) -> str:
    value = node.value
    return repr(value) if isinstance(value, float) else str(value)


READER = Reader("radiant", TITLE, (".yaml", ".yml"), recognises, read, asks=("goal",))
