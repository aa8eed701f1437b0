"""A diagram to a scenario: the sequence, rules for rows, considerations for utilities."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from decision_model.errors import Place
from decision_model.interchange.diagrams.cases import DiagramCases
from decision_model.interchange.diagrams.chances import is_number, tidy
from decision_model.interchange.diagrams.diagram import Diagram, DiagramNode, Kind, UtilityCriterion
from decision_model.interchange.diagrams.order import sequence
from decision_model.interchange.diagrams.spread_numbers import SpreadNumbers
from decision_model.interchange.diagrams.support import ABSENT
from decision_model.interchange.diagrams.tables import Row
from decision_model.interchange.diagrams.wording import Data, DiagramWording
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.names import label_of, plain_name
from decision_model.model.numbers import TOLERANCE
from decision_model.scenario.emitter import YamlBlock, scalar
from decision_model.words.sentences import counted, listed

MOST_NODES = 400

UNTITLED = re.compile(r"(untitled|unnamed)?\d*$", re.IGNORECASE)
"""Titles that tools give by themselves."""

COST = re.compile(r"\b(costs?|expenses?|kosten|costes?|costos?|coûts?)\b", re.IGNORECASE)
SPARED = re.compile(r"saving|saved|spared|effective|benefit|avoided", re.IGNORECASE)
"""Names of what is counted with costs and is a gain."""

KINDS: tuple[tuple[Kind, str, str], ...] = (
    ("decision", "decision", ""),
    ("chance", "event", ""),
    ("utility", "utility", "utilities"),
)


def drafted(diagram: Diagram, file: ForeignFile, choices: ImportChoices) -> Draft:
    """The scenario of a diagram; raises ScenarioError for what cannot be one."""
    _refuse_empty(diagram, file)
    order = sequence(diagram, file)
    drafting = _DiagramDrafting(DiagramCases(diagram, file), choices)
    return drafting.draft(order.names, order.remarks)


def _refuse_empty(diagram: Diagram, file: ForeignFile) -> None:
    if len(diagram.nodes) > MOST_NODES:
        raise file.refused(f"the diagram has more than {MOST_NODES} nodes.", "Is it the right file?")
    if not diagram.of("utility"):
        message = "nothing is weighed in this file: it has no utility, so that no option is better than another."
        raise file.refused(message, "Add one to it, with a number for each case.", code="nothing-weighed")
    if not diagram.of("decision") and not diagram.of("chance"):
        message = "nothing is decided in this file and nothing happens: it has utilities alone."
        raise file.refused(message, "Add a decision or an event.", code="nothing-decided")


def _is_weighted(diagram: Diagram) -> bool:
    """Whether utilities lie from 0 to 100 and count by weights that add up to 1: a total as the language has it."""
    utilities = diagram.of("utility")
    weights = [node.weight for node in utilities]
    numbers = [number for node in utilities for row in node.rows.values() for number in row]
    return (
        len(utilities) > 1
        and not diagram.criteria
        and min(weights) >= 0
        and abs(sum(weights) - 1) <= TOLERANCE
        and all(0 <= number <= 100 for number in numbers)
    )


@dataclass(frozen=True)
class _Comparable:
    """Data that can be compared, and be a key."""

    data: Any

    def __hash__(self) -> int:
        return hash(repr(self.data))


class _DiagramDrafting:
    """The parts of the scenario, and where each stood."""

    def __init__(self, cases: DiagramCases, choices: ImportChoices):
        self.cases, self.file, self.diagram = cases, cases.file, cases.diagram
        self.wording = DiagramWording(self.diagram)
        self.source = plain_name(self.file.stem) or "file"
        self.origin: Data = {"basis": "source", "cite": self.source}
        self.numbers = SpreadNumbers(self.wording, self.origin)
        self.lines: dict[Place, int] = {}
        self.criteria = {criterion.name: criterion for criterion in self.diagram.criteria}
        costs_alone = all(self.factor(node) == -1 for node in self.diagram.of("utility"))
        self.goal = choices.goal or ("lowest" if costs_alone else "highest")
        self.sign = -1.0 if costs_alone and self.goal == "lowest" else 1.0
        self.is_weighted = self.goal == "highest" and _is_weighted(self.diagram)

    def draft(self, names: tuple[str, ...], assumed: tuple[Remark, ...]) -> Draft:
        title = " ".join(self.diagram.title.split())
        data: Data = {"decision_model": 1, "title": self.file.stem if UNTITLED.match(title) else title}
        data |= {"note": self.diagram.note} if self.diagram.note else {}
        file_name = self.file.name.replace("\\", "/").rpartition("/")[2]
        data |= {"sources": YamlBlock({self.source: {"title": file_name}})}
        data |= {} if self.is_weighted else {"combine": "sum"}
        data |= {key: text for key, text in (("unit", self.unit()),) if text}
        data |= {"better": "lower"} if self.goal == "lowest" else {}
        steps = [self.step(self.diagram.node[name]) for name in names]
        considerations = self.considerations()
        data |= {"parameters": YamlBlock(self.numbers.parameters)} if self.numbers.parameters else {}
        data |= {"sequence": steps, "considerations": considerations}
        counts = [(len(self.diagram.of(kind)), noun, nouns) for kind, noun, nouns in KINDS]
        held = listed([counted(*each) for each in counts if each[0]])
        remarks = [*self.diagram.remarks, *self.doubtful(), *assumed, *self.cases.remarks, *self.numbers.remarks]
        told = (Remark("kept", f"{held}, with their numbers"), *sorted(remarks, key=lambda each: each.line))
        return Draft(data, self.file, self.lines | self.numbers.lines, told)

    # Steps

    def step(self, node: DiagramNode) -> Data:
        name = self.wording.names[node.name]
        self.lines["sequence", name] = node.line
        head: Data = {"decide" if node.kind == "decision" else "event": name}
        head |= self.wording.only_if(self.cases.arises.get(node.name, []))
        head |= self.wording.remarks(node, name)
        if node.kind == "decision":
            known = [self.wording.names[parent] for parent in node.parents]
            memory = {"knows": known} if self.diagram.memory == "arcs" else {}
            return YamlBlock({**head, **memory, "options": self.options(node)})
        self.lines["sequence", name, "chance"] = node.table_line or node.line
        states = self.wording.states[node.name]
        outcomes = {states[state]: self.wording.outcome(node, state) for state in node.states}
        return YamlBlock({**head, **self.origin, "outcomes": outcomes, "chance": self.chances(node)})

    def options(self, node: DiagramNode) -> Data:
        found: Data = {}
        for state, name in self.wording.states[node.name].items():
            label = self.wording.outcome(node, state)
            offered = self.wording.only_if(self.cases.offered(node, state))
            found[name] = {"label": label, **offered} if offered else label
        return found

    def chances(self, node: DiagramNode) -> Any:
        support = self.cases.support
        reachable = [row for row in support.reachable(node.parents) if support.arises(node, row)]
        grid, rules, values = self.cases.rules(
            node, {row: _Comparable(self.chance(node, row)) for row in sorted(reachable)}
        )
        data = [value.data for value in values if isinstance(value, _Comparable)]
        return self.wording.table(grid, rules, data, of_chances=True)

    def chance(self, node: DiagramNode, row: Row) -> Any:
        """A row of chances in the language; the last one that is above 0 and no parameter takes the rest."""
        chances = dict(zip(node.states, node.rows[row], strict=True))
        names, never = self.wording.states[node.name], self.cases.support.never[node.name]
        above = [state for state in node.states if chances[state] > 0]
        if len(above) == 1 and not never:
            return names[above[0]]
        named = self.numbers.chances(node, row)
        shown = {state: named.get(state, tidy(chances[state])) for state in node.states if state in (*above, *never)}
        if len(above) == 1:
            return {names[state]: number for state, number in shown.items()}
        left = [node.states[n] for (of, n), each in node.uncertain.items() if of == row and each.is_complement]
        candidates = [state for state in above if state in left] or [state for state in above if state not in named]
        rest = (candidates or above)[-1]
        return {**{names[state]: number for state, number in shown.items() if state != rest}, names[rest]: "rest"}

    # Utilities

    def factor(self, node: DiagramNode) -> float:
        return node.weight * (self.criteria[node.criterion].multiplier if node.criterion in self.criteria else 1.0)

    def doubtful(self) -> Iterator[Remark]:
        """Utilities that are called a cost and count as a gain."""
        for node in self.diagram.of("utility") if self.goal == "highest" else []:
            name = next((each for each in (node.criterion, node.title) if COST.search(each)), "")
            numbers = [self.factor(node) * number for row in node.rows.values() for number in row]
            if name and max(numbers) > 0 and not SPARED.search(name):
                message = f"'{name}' counts as a gain, as numbers above 0 do here; if it is a cost, it needs a minus"
                where = "multiplier" if node.criterion in self.criteria else "numbers"
                yield Remark("kept", f"{message} before its {where}", node.line, is_doubtful=True)

    def unit(self) -> str:
        used = {node.criterion for node in self.diagram.of("utility")}
        units = {criterion.unit for criterion in self.diagram.criteria if criterion.name in used}
        return self.diagram.unit or (units.pop() if len(units) == 1 else "")

    def considerations(self) -> list[Data]:
        """One for each utility; those of one criterion together where there are several criteria."""
        groups: dict[str, list[DiagramNode]] = {}
        for node in self.diagram.of("utility"):
            groups.setdefault(node.criterion, []).append(node)
        found = []
        for criterion, nodes in groups.items():
            if len(groups) == 1 or len(nodes) == 1 or not criterion:
                found += [self.consideration(node) for node in nodes]
                continue
            name = self.wording.name(criterion, "criterion")
            self.lines["considerations", name] = nodes[0].line
            label = label_of(criterion, name)
            head = {"name": name, **({"label": label} if label else {})}
            found.append(YamlBlock({**head, "considerations": [self.consideration(node) for node in nodes]}))
        return found

    def consideration(self, node: DiagramNode) -> Data:
        name = self.wording.name(node.name, "utility")
        self.lines["considerations", name] = node.line
        self.lines["considerations", name, "scores"] = node.table_line or node.line
        write = self.written(node)
        reachable = self.cases.support.in_order(node.parents)
        grid, rules, values = self.cases.rules(node, {row: 0.0 if ABSENT in row else write(row) for row in reachable})
        scores = self.wording.table(grid, rules, list(values), of_chances=False)
        weight = {"weight": tidy(100 * node.weight)} if self.is_weighted else {}
        return YamlBlock({"name": name, **self.wording.remarks(node, name), **weight, **self.origin, "scores": scores})

    def written(self, node: DiagramNode) -> Callable[[Row], Any]:
        """How a row's number is written: as it is, or times the factor that utilities of its kind have."""
        factor = 1.0 if self.is_weighted else self.factor(node) * self.sign
        for row, (number,) in node.rows.items():
            if not is_number(number) or not is_number(factor * number):
                where = f" where {', '.join(row)}" if row else ""
                message = f"'{node.title}'{where} has a number that is too large."
                raise self.file.refused(message, "Take another unit.", node.table_line or node.line, "no-number")
        criterion = self.criteria.get(node.criterion) if node.weight == 1 else None
        worth = "" if abs(factor) == 1 else self.numbers.worth(node, criterion or UtilityCriterion(node.title), factor)

        def write(row: Row) -> Any:
            number, each = tidy(node.rows[row][0]), node.uncertain.get((row, 0))
            name = self.numbers.name(node, each, number, []) if each is not None else ""
            if worth and (name or number):
                return worth if not name and number == 1 else f"{name or scalar(number)} * {worth}"
            if name:
                return name if factor > 0 else f"-{name}"
            return number * factor if number and not worth else 0.0

        return write
