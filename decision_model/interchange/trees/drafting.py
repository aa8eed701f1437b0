"""A foreign tree to a scenario: its nodes as steps, its payoffs as considerations, its variables as parameters."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from decision_model.errors import Place as PlaceName
from decision_model.interchange.amounts import Amount, combined, negative
from decision_model.interchange.draft import Draft, Remark
from decision_model.interchange.names import UniqueNames
from decision_model.interchange.trees.chances import check_tree, edge_name
from decision_model.interchange.trees.conditions import Case, Condition, separated, together, united
from decision_model.interchange.trees.event_order import with_unknown_after
from decision_model.interchange.trees.steps import Steps, TreePlace, TreeStep, state_entries, tree_steps
from decision_model.interchange.trees.tree import REST, Edge, ForeignCriterion, ForeignTree, TreeNode, Variable
from decision_model.scenario.emitter import YamlBlock
from decision_model.words.sentences import counted, listed

MOST_BASES = 3
"""Cases in which a step arises that are written in its place."""

SOURCE = "file"
"""The name of the source that numbers cite: the file itself."""


def tree_draft(tree: ForeignTree, format_title: str) -> Draft:
    """The scenario of a tree; raises ScenarioError with every problem of its chances and its shape."""
    tree.roots = [_one_root(tree)]
    tree.title = " ".join(tree.title.split())
    check_tree(tree)
    names = UniqueNames(*(variable.name for variable in tree.variables))
    return _ScenarioWriter(tree, tree_steps(tree, names)).draft(format_title)


def _one_root(tree: ForeignTree) -> TreeNode:
    """The tree; several beside one another become the options of a first decision."""
    if len(tree.roots) == 1:
        return tree.roots[0]
    edges = [
        Edge(root.label or f"Tree {number}", root, None, {}, root.line) for number, root in enumerate(tree.roots, 1)
    ]
    message = f"the file has {counted(len(edges), 'tree')} beside one another: a first decision says which one is taken"
    tree.remarks.append(Remark("changed", message, tree.roots[0].line))
    return TreeNode("decision", "Which tree", tree.roots[0].line, edges)


@dataclass
class _ScenarioWriter:
    tree: ForeignTree
    steps: Steps
    lines: dict[PlaceName, int] = field(default_factory=dict)
    histories: dict[TreePlace, dict[str, str]] = field(default_factory=dict)
    order: dict[str, Sequence[str]] = field(default_factory=dict)
    arises: dict[TreeStep, list[Condition]] = field(default_factory=dict)

    def draft(self, format_title: str) -> Draft:
        tree = self.tree
        self.histories = {place: self.steps.history(place) for place in self.steps.of_place}
        self.order = {step.name: list(step.states) for step in self.steps.steps}
        self.tell_of_steps()
        data: dict[str, Any] = {"decision_model": 1, "title": tree.title or tree.file.stem or "A decision tree"}
        if tree.decision_maker:
            data["decision_maker"] = tree.decision_maker
        if tree.note.strip():
            data["note"] = " ".join(tree.note.split())
        data["sources"] = {SOURCE: {"title": _base_name(tree.file.name), "note": f"A {format_title}, imported."}}
        data["combine"] = "sum"
        if tree.unit:
            data["unit"] = tree.unit
        if tree.lowest:
            data["better"] = "lower"
        if tree.variables:
            data["parameters"] = {variable.name: self.parameter(variable) for variable in tree.variables}
        data["sequence"] = with_unknown_after([self.step(step) for step in self.steps.steps])
        data["considerations"] = [self.consideration(criterion) for criterion in tree.criteria]
        remarks = (self.kept(), *sorted(tree.remarks, key=lambda remark: remark.line))
        return Draft(data, tree.file, self.lines, remarks, tuple(tree.stored), tuple(tree.comments))

    def kept(self) -> Remark:
        """What there is of the file in the scenario."""
        kinds = [step.kind for step in self.steps.steps]
        counts = (
            (kinds.count("decision"), "decision"),
            (len(kinds) - kinds.count("decision"), "event"),
            (len(self.tree.variables), "parameter"),
        )
        held = listed([counted(number, noun) for number, noun in counts if number])
        return Remark("kept", f"the labels and numbers of {held}")

    def tell_of_steps(self) -> None:
        """Say where several nodes of the tree became one step."""
        for step in self.steps.steps:
            if len(step.places) > 1:
                lines = listed([str(line) for line in sorted({place.node.line for place in step.places} - {0})[:12]])
                where = f" (lines {lines})" if lines else ""
                kind = "decisions" if step.kind == "decision" else "chances"
                message = f"{len(step.places)} {kind} with the same branches are one step, '{step.label}'{where}"
                self.tree.remarks.append(Remark("changed", message, step.line))

    def parameter(self, variable: Variable) -> Any:
        self.lines["parameters", variable.name] = variable.line
        written: dict[str, Any] = {}
        if variable.label not in (variable.name, variable.name.replace("_", " ")):
            written["label"] = variable.label
        written["value"] = variable.amount.written
        if variable.range:
            written["range"] = list(variable.range)
        written |= {"note": f"Worked out from {variable.note}."} if variable.note else {}
        return {**written, "basis": "source", "cite": SOURCE}

    def step(self, step: TreeStep) -> dict[str, Any]:
        self.lines["sequence", step.name] = step.line
        is_decision = step.kind == "decision"
        entry = YamlBlock({"decide" if is_decision else "event": step.name})
        if step.label not in (step.name, step.name.replace("_", " ")):
            entry["label"] = step.label
        only_if = self.only_if(step)
        if only_if:
            entry["only_if"] = only_if
        if is_decision:
            knows = self.knows(step)
            if knows is not None:
                entry["knows"] = knows
            entry["options"] = state_entries(step)
            return entry
        entry["basis"], entry["cite"] = "source", SOURCE
        entry["outcomes"] = state_entries(step)
        entry["chance"] = self.chance(step)
        return entry

    def only_if(self, step: TreeStep) -> Any:
        """When a step arises: the branches that lead to it; nothing where every path comes to it."""
        if step.places[0].above is None or self.is_on_every_path(step):
            self.arises[step] = [{}]
            return None
        parents = dict.fromkeys(self.steps.of_place[place.above] for place in step.places if place.above is not None)
        leads: dict[TreePlace, set[str]] = {}
        for place in step.places:
            assert place.above is not None
            leads.setdefault(place.above, set()).add(self.steps.state(place.above, place.branch))
        conditions: list[Condition] = []
        for parent in parents:
            cases = [Case(self.histories[place], frozenset(leads.get(place, ()))) for place in parent.places]
            for condition, states in separated(cases, self.order):
                assert isinstance(states, frozenset)
                if states:
                    own = tuple(state for state in parent.states if state in states)
                    conditions += self.without_whole({**condition, parent.name: own}, parent)
        self.arises[step] = united(conditions, self.order)
        written = [self.condition(condition) for condition in self.arises[step]]
        return written[0] if len(written) == 1 else written

    def is_on_every_path(self, step: TreeStep) -> bool:
        return self.steps.ends_after[step] == len(self.steps.ends)

    def chance(self, step: TreeStep) -> Any:
        cases: list[Case] = []
        first_lines: dict[Hashable, int] = {}
        for place in step.places:
            value: Hashable = _chances(step, place, self.steps)
            first_lines.setdefault(value, place.node.line)
            cases.append(Case(self.histories[place], value))
        rules = separated(cases, self.order)
        for number, (_, value) in enumerate(rules):
            self.lines["sequence", step.name, "chance", number] = first_lines[value]
        if len(rules) == 1:
            return dict(rules[0][1])  # type: ignore[call-overload]
        *first, (_, last) = rules
        written = [{"when": self.condition(condition), "then": dict(value)} for condition, value in first]  # type: ignore[call-overload]
        return [*written, {"otherwise": dict(last)}]  # type: ignore[call-overload]

    def condition(self, condition: Condition) -> dict[str, Any]:
        """A condition as the language writes it, its steps in their order."""
        return {
            step: condition[step][0] if len(condition[step]) == 1 else list(condition[step])
            for step in self.order
            if step in condition
        }

    def knows(self, step: TreeStep) -> list[str] | None:
        """The steps that a decision knows; None where it knows all that is above."""
        sets: dict[Hashable, list[TreePlace]] = {}
        for place in step.places:
            told_apart = place.node.told_apart
            sets.setdefault(place if told_apart is None else told_apart, []).append(place)
        if all(len(places) == 1 for places in sets.values()):
            return None
        return _known([[self.histories[place] for place in places] for places in sets.values()], self.order)

    def consideration(self, criterion: ForeignCriterion) -> dict[str, Any]:
        adjustments = [part for step in self.steps.steps for part in self.adjustments(step, criterion)]
        entry = YamlBlock({"name": criterion.name})
        if criterion.label and criterion.label not in (criterion.name, criterion.name.replace("_", " ")):
            entry["label"] = criterion.label
        entry["basis"], entry["cite"] = "source", SOURCE
        start = criterion.start.written if criterion.start is not None else 0
        for number, (line, _) in enumerate(adjustments):
            self.lines["considerations", criterion.name, "scores", number] = line
        entry["scores"] = {"start": start, "adjust": [part for _, part in adjustments]} if adjustments else start
        return entry

    def adjustments(self, step: TreeStep, criterion: ForeignCriterion) -> Iterator[tuple[int, dict[str, Any]]]:
        """What the branches of one step add to a criterion, each with its line; names of ends become notes."""
        cases: list[Case] = []
        known: dict[Hashable, tuple[int, Amount]] = {}
        for place in step.places:
            for branch, edge in enumerate(place.node.edges):
                amount = edge.payoffs.get(criterion.name)
                value = None if amount is None or amount.is_zero else (amount.written, _end_note(edge))
                if amount is not None and value is not None:
                    known.setdefault(value, (edge.line or place.node.line, amount))
                history = {**self.histories[place], step.name: self.steps.state(place, branch)}
                cases.append(Case(history, value))
        for condition, found in separated(cases, self.order, step.name) if known else ():
            if isinstance(found, tuple):
                line, amount = known[found]
                plain = self.without_whole(condition, step)
                own = plain[0] if len(plain) == 1 else condition
                part = {"when": self.condition(own), "by": self.in_total(amount, criterion).written}
                yield line, {**part, "note": found[1]} if found[1] else part

    def without_whole(self, condition: Condition, step: TreeStep) -> list[Condition]:
        """A condition that allows every state of a step, by what the step arises by; any other as it is."""
        bases = self.arises[step]
        if len(condition[step.name]) < len(step.states) or len(bases) > MOST_BASES:
            return [condition]
        others = {name: states for name, states in condition.items() if name != step.name}
        found = [both for base in bases if (both := together(base, others)) is not None]
        return found if all(found) else [condition]

    def in_total(self, amount: Amount, criterion: ForeignCriterion) -> Amount:
        if criterion.factor is None or amount.exact == 1:
            return criterion.factor or amount
        if amount.exact == -1:
            return negative(criterion.factor)
        return combined("*", amount, criterion.factor, values=self.tree.values)


def _end_note(edge: Edge) -> str:
    """The name of the end that a branch leads to, where it says more than the branch and than that it is an end."""
    label = " ".join(edge.child.label.split())
    counted = re.fullmatch(r"(?:outcome|end|terminal|node)?\s*\d*", label, re.IGNORECASE)
    return "" if edge.child.kind != "end" or counted or label == edge_name(edge) else label


def _known(sets: Sequence[Sequence[Mapping[str, str]]], names: Iterable[str]) -> list[str]:
    """The steps on whose states the histories of every set agree; they set the sets apart (see `tree_steps`)."""
    everything = {name for histories in sets for history in histories for name in history}
    return [
        name
        for name in names
        if name in everything and all(len({history.get(name) for history in histories}) == 1 for histories in sets)
    ]


def _chances(step: TreeStep, place: TreePlace, steps: Steps) -> tuple[tuple[str, int | float | str], ...]:
    """The chances of a place by the names of its states, in their order; `rest` for what is left."""
    written: dict[str, int | float | str] = {}
    for branch, edge in enumerate(place.node.edges):
        if edge.chance is REST:
            written[steps.state(place, branch)] = "rest"
        else:
            assert isinstance(edge.chance, Amount)
            written[steps.state(place, branch)] = edge.chance.written
    return tuple((state, written[state]) for state in step.states)


def _base_name(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2] or "A file"
