"""A model as an influence diagram that any of the tools can hold: tables alone, and no step that does not arise."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import product
from math import prod

import networkx as nx

from decision_model.errors import ModelError
from decision_model.interchange.diagrams.chances import tidy
from decision_model.interchange.diagrams.diagram import Kind
from decision_model.interchange.draft import Remark
from decision_model.interchange.head_notes import head_notes
from decision_model.interchange.names import UniqueNames, plain_name
from decision_model.model.considerations import Consideration
from decision_model.model.decision_model import DecisionModel
from decision_model.model.numbers import Number
from decision_model.model.steps import Decision, Event
from decision_model.model.tables import Adjusted
from decision_model.words.sentences import counted, listed

MOST_NUMBERS = 100_000
"""Numbers of one table; a step that may not arise multiplies those of all that hang on it."""

WORD = re.compile(r"[A-Za-z]\w*", re.ASCII)

ABSENT = "does_not_arise"
HAPPENS = "_as_it_comes"

History = dict[str, str]


@dataclass(frozen=True)
class DrawnNode:
    """A node with its table: the states of the last parent change fastest but for its own."""

    kind: Kind
    name: str
    label: str
    states: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    numbers: tuple[float, ...] = ()
    weight: float = 1.0
    note: str = ""
    stage: int = 0
    """The place of its step in the sequence; utilities come after all steps."""


@dataclass(frozen=True)
class Drawn:
    """Nodes, causes first, with what to say about the whole, and what the formats cannot hold."""

    nodes: tuple[DrawnNode, ...]
    note: str
    remarks: tuple[Remark, ...] = ()


def drawn(model: DecisionModel, title: str) -> Drawn:
    """The diagram of a model; raises ModelError for what no diagram of tables and sums can hold."""
    _refuse(model, title)
    states = (state for step in model.sequence for state in step.state_names)
    drawing = _DiagramDrawing(model, title, absent=UniqueNames(*states).name(ABSENT))
    for index, step in enumerate(model.sequence):
        drawing.step(index, step)
    for step in model.events:
        drawing.event(step)
    for leaf in model.leaves:
        drawing.utility(leaf)
    return Drawn(tuple(_causes_first(drawing.nodes)), " ".join(head_notes(model)), tuple(_remarks(model, drawing)))


def _refuse(model: DecisionModel, title: str) -> None:
    if model.forced or model.withheld or model.followed:
        raise ModelError(f"{title} cannot hold forced or withheld options; export the model without them.")
    if model.risk_tolerance is not None:
        message = "averages utilities alone, and would find another plan than one with a risk tolerance."
        raise ModelError(f"{title} {message} Take 'risk_tolerance' out to export what is left.")
    if not model.total_rule.adds_up:
        message = f"adds utilities up; a total by 'combine: {model.total_rule.name}' is no sum."
        raise ModelError(f"{title} {message} Export it with 'combine: weighted', if that serves.")
    forgetful = [step for step in model.decisions if step.knows is not None]
    if forgetful:
        message = f"takes it that nothing is forgotten; '{forgetful[0].name}' knows less than stands above it."
        raise ModelError(f"{title} {message} Take 'knows' out to export what is left.")


@dataclass
class _DiagramDrawing:
    """Nodes as they are made.

    For each step `seen` is the node that later decisions know, and `read` the one that others hang on: they differ
    where what is chosen is not always what comes about. `states` are those of the latter.
    """

    model: DecisionModel
    title: str
    nodes: list[DrawnNode] = field(default_factory=list)
    read: dict[str, str] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    states: dict[str, tuple[str, ...]] = field(default_factory=dict)
    used: UniqueNames = field(default_factory=UniqueNames)
    conditional: list[str] = field(default_factory=list)
    absent: str = ABSENT

    def name(self, wanted: str) -> str:
        """A name of letters, digits and _ that no other node has."""
        return ascii_word(wanted, self.used, "node")

    def step(self, index: int, step: Decision | Event) -> None:
        """The node of a decision, and names for that of an event."""
        node_name = self.name(step.name)
        self.states[step.name] = step.state_names + (() if step.only_if.always else (self.absent,))
        self.read[step.name] = self.seen[step.name] = node_name
        if not step.only_if.always:
            self.conditional.append(step.name)
        if not isinstance(step, Decision):
            return
        known = tuple(self.seen[before.name] for before in self.model.sequence[:index])
        node = DrawnNode("decision", node_name, step.title, _plain(step.state_names), known, note=_about(step))
        self.nodes.append(replace(node, stage=index))
        if step.only_if.always and all(option.only_if.always for option in step.options):
            return
        read = list(dict.fromkeys((*step.only_if.names, *(n for option in step.options for n in option.only_if.names))))
        self.read[step.name] = self.name(step.name + HAPPENS)
        self.conditional += [step.name] if step.only_if.always else []
        self.chosen(step, node_name, [*read])

    def chosen(self, step: Decision, node_name: str, read: list[str]) -> None:
        """What a choice comes to: nothing where the decision does not arise, and the first option on offer in the
        place of one that is not."""

        def certain(history: History) -> str:
            choice = history.pop(node_name)
            if not step.only_if.holds(history):
                return self.absent
            offered = [option.name for option in step.options if option.only_if.holds(history)]
            return choice if choice in offered or not offered else offered[0]

        states = self.states[step.name]
        parents = (*(self.read[name] for name in read), node_name)
        self.check(step.name, [*(self.states[name] for name in read), step.state_names, states])
        numbers = [
            float(state == certain({**self.history(read, row[:-1]), node_name: row[-1]}))
            for row in product(*(self.states[name] for name in read), step.state_names)
            for state in states
        ]
        label = f"{step.title}, as it comes about"
        node = DrawnNode("chance", self.read[step.name], label, _plain(states), parents, tuple(numbers))
        self.nodes.append(replace(node, stage=self.model.position[step.name]))

    def history(self, names: Iterable[str], row: Iterable[str]) -> History:
        """A row of states as a history, without steps that do not arise."""
        return {name: state for name, state in zip(names, row, strict=True) if state != self.absent}

    def check(self, name: str, states: list[tuple[str, ...]]) -> None:
        size = prod(len(each) for each in states)
        if size > MOST_NUMBERS:
            message = f"The table of '{name}' would have {size:,} numbers, and at most {MOST_NUMBERS:,} are written:"
            message += f" {self.title} has rows for all states of all steps on which it hangs, and one more state for"
            raise ModelError(f"{message} each that may not arise. Let it hang on fewer steps.")

    def rows(self, names: tuple[str, ...], entry: Callable[[History], Iterable[float]]) -> tuple[float, ...]:
        """The numbers of all rows over some steps."""
        states = [self.states[name] for name in names]
        return tuple(number for row in product(*states) for number in entry(self.history(names, row)))

    def event(self, step: Event) -> None:
        states = self.states[step.name]
        self.check(step.name, [*(self.states[name] for name in step.parents), states])

        def chances(history: History) -> list[float]:
            found = self.chances(step, history)
            return [tidy(found.get(state, 0.0)) for state in states]

        parents = tuple(self.read[name] for name in step.parents)
        numbers = self.rows(step.parents, chances)
        node = DrawnNode("chance", self.read[step.name], step.title, _plain(states), parents, numbers)
        self.nodes.append(replace(node, note=_about(step), stage=self.model.position[step.name]))

    def chances(self, step: Event, history: History) -> dict[str, float]:
        """The chances in a case; the first outcome in one that cannot occur."""
        if not step.only_if.holds(history):
            return {self.absent: 1.0}
        rule = next((rule for rule in step.chance.rules if rule.when.holds(history)), None)
        if rule is None:
            return {step.state_names[0]: 1.0}
        found = {name: float(number.at(self.model.values)) for name, number in rule.then.numbers.items()}
        if rule.then.rest:
            left = 1 - sum(found.values())
            found[rule.then.rest] = max(0.0, left)
        return found

    def utility(self, leaf: Consideration) -> None:
        names = self.model.score_names(leaf) or (self.model.sequence[0].name,)  # pyAgrum knows none without a parent
        self.check(leaf.name, [self.states[name] for name in names])
        rule = self.model.total_rule
        weighted = rule.has_weights

        def entry(history: History) -> list[float]:
            score = self.score(leaf, history)
            if score is None:
                return [0.0]
            return [tidy(float(rule.value(leaf.scale, score)) * 100 if weighted else score)]

        weight = tidy(float(self.model.weights[leaf.name])) if weighted else 1.0
        weight = -weight if self.model.better == "lower" else weight
        parents, numbers = tuple(self.read[name] for name in names), self.rows(names, entry)
        node = DrawnNode("utility", self.name(leaf.name), leaf.title, (), parents, numbers, weight)
        self.nodes.append(replace(node, note=_remark(leaf), stage=len(self.model.sequence)))

    def score(self, leaf: Consideration, history: History) -> float | None:
        """The score in a case; None in one that cannot occur."""
        scores = leaf.scores
        assert scores is not None
        try:
            if isinstance(scores, Adjusted):
                applying = [rule.then for rule in scores.adjustments if rule.when.holds(history)]
                return sum((self.number(number, history) for number in applying), self.number(scores.start, history))
            rule = next((rule for rule in scores.rules if rule.when.holds(history)), None)
            return None if rule is None else self.number(rule.then, history)
        except (ArithmeticError, KeyError):
            return None

    def number(self, number: Number, history: History) -> float:
        """A number's value in a case; raises KeyError where it names a step that does not arise."""
        values = dict(self.model.values)
        for name in self.model.steps_in(number):
            value = self.model.steps[name].state(history[name]).value
            assert value is not None
            values[name] = value.at(self.model.values)
        return float(number.at(values))


def ascii_word(wanted: str, used: UniqueNames, otherwise: str) -> str:
    """A name of letters without accents, digits and _, not used before; as it is where it can be."""
    if WORD.fullmatch(wanted) and wanted not in used.taken:
        used.taken.add(wanted)
        return wanted
    return used.name(plain_name(wanted).encode("ascii", "ignore").decode(), otherwise)


def _plain(states: tuple[str, ...]) -> tuple[str, ...]:
    """States as such words, those that are some already unchanged."""
    used = UniqueNames(*(state for state in states if WORD.fullmatch(state)))
    return tuple(state if WORD.fullmatch(state) else ascii_word(state, used, "state") for state in states)


def _causes_first(nodes: list[DrawnNode]) -> list[DrawnNode]:
    by_name = {node.name: node for node in nodes}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(by_name)
    graph.add_edges_from((parent, node.name) for node in nodes for parent in node.parents)
    place = {node.name: (node.stage, number) for number, node in enumerate(nodes)}
    return [by_name[name] for name in nx.lexicographical_topological_sort(graph, key=place.__getitem__)]


def _about(step: Decision | Event) -> str:
    """The note of a step, and the labels of its states where they say more than the names."""
    labels = [f"{state.name}: {state.label}" for state in step.states if state.label]
    return " ".join(text for text in (_remark(step), f"({'; '.join(labels)})" if labels else "") if text)


def _remark(element: Decision | Event | Consideration) -> str:
    """The note of an element and what it cites."""
    cited = f"[{'; '.join(map(str, element.cite))}]" if element.cite else ""
    return " ".join(text for text in (" ".join(element.note.split()), cited) if text)


def _remarks(model: DecisionModel, drawing: _DiagramDrawing) -> Iterable[Remark]:
    if drawing.conditional:
        named = listed([f"'{name}'" for name in dict.fromkeys(drawing.conditional)])
        message = f"what may not arise or be on offer has a state '{drawing.absent}', or a node for what comes about"
        yield Remark("changed", f"{message}: {named}")
    if any(step.label or any(state.label for state in step.states) for step in model.sequence):
        yield Remark("changed", "labels of options and outcomes stand in comments; states have their short names")
    if model.sources:
        yield Remark("changed", "sources, and what steps and considerations cite, stand in comments")
    if any(each.considerations for each in model.considerations):
        yield Remark("lost", "groups of considerations: each has its share of the whole")
    cited = sum(bool(each.number.note or each.number.cite) for each in model.numbers.values())
    if cited:
        yield Remark("lost", f"notes and sources of {counted(cited, 'number')}")
    ranged = sum(
        each.number.range is not None or each.number.distribution is not None for each in model.numbers.values()
    )
    lost = [
        counted(number, word, "ranges or distributions" if word.startswith("range") else "")
        for number, word in (
            (ranged, "range or distribution"),
            (len(model.parameters), "parameter"),
            (len(model.perspectives), "perspective"),
            (len(model.what_ifs), "what-if"),
            (len(model.claims), "claim"),
        )
        if number
    ]
    if lost:
        yield Remark("lost", f"{listed(lost)}: tables hold numbers alone")
