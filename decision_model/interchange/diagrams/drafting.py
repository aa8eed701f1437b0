"""A diagram to a scenario: the sequence, rules for rows, considerations for utilities."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import networkx as nx

from decision_model.errors import Place, ScenarioError
from decision_model.interchange.diagrams import folding
from decision_model.interchange.diagrams.chances import NamedNumbers, checked, is_number, tidy
from decision_model.interchange.diagrams.diagram import Criterion, Diagram, Node, Uncertain
from decision_model.interchange.diagrams.folding import Axis, Grid, When
from decision_model.interchange.diagrams.order import sequence
from decision_model.interchange.diagrams.support import ABSENT, Support
from decision_model.interchange.diagrams.tables import Row
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.names import UniqueNames, label_of, plain_name
from decision_model.scenario.emitter import YamlBlock, scalar
from decision_model.words.sentences import counted, listed

Data = dict[str, Any]
MOST_NODES = 400
UNTITLED = re.compile(r"(untitled|unnamed)?\d*$", re.IGNORECASE)
"""Titles that tools give by themselves."""
WORDS = ("yes_", "no_", "on_", "off_")
"""Names of states that the language has as words like any other."""


def drafted(diagram: Diagram, file: ForeignFile, choices: ImportChoices) -> Draft:
    """The scenario of a diagram; raises ScenarioError for what cannot be one."""
    _refuse_empty(diagram, file)
    return _Drafting(diagram, file, choices).draft()


def _refuse_empty(diagram: Diagram, file: ForeignFile) -> None:
    if len(diagram.nodes) > MOST_NODES:
        raise file.refused(f"the diagram has more than {MOST_NODES} nodes.", "Is it the right file?")
    if not diagram.of("utility"):
        message = "nothing is weighed in this file: it has no utility, so that no option is better than another."
        raise file.refused(message, "Add one to it, with a number for each case.", code="nothing-weighed")
    if not diagram.of("decision") and not diagram.of("chance"):
        message = "nothing is decided in this file and nothing happens: it has utilities alone."
        raise file.refused(message, "Add a decision or an event.", code="nothing-decided")


class _Drafting:
    """Names, what occurs, and the parts of the scenario as they are made."""

    def __init__(self, diagram: Diagram, file: ForeignFile, choices: ImportChoices):
        self.diagram, self.file, self.choices = diagram, file, choices
        used = UniqueNames()
        self.used = used
        self.names = {node.name: used.name(apart(node.name)) for node in diagram.nodes if node.kind != "utility"}
        self.states = {name: _state_names(diagram.node[name]) for name in self.names}
        self.source = plain_name(file.stem) or "file"
        self.origin: Data = {"basis": "source", "cite": self.source}
        self.remarks: list[Remark] = list(diagram.remarks)
        self.lines: dict[Place, int] = {}
        self.support = Support(diagram)
        self.arises: dict[str, list[When]] = {}
        self.numbers = NamedNumbers(file, self.origin)
        self.multipliers = {criterion.name: criterion.multiplier for criterion in diagram.criteria}
        self.sign = 1.0
        self.better: Data = {}

    def draft(self) -> Draft:
        order = sequence(self.diagram, self.file)
        self.check()
        self.refuse_half_seen()
        self.remarks += order.remarks
        self.choose_direction()
        title = " ".join(self.diagram.title.split())
        data: Data = {"decision_model": 1, "title": self.file.stem if UNTITLED.match(title) else title}
        data |= {"note": self.diagram.note} if self.diagram.note else {}
        name = self.file.name.replace("\\", "/").rpartition("/")[2]
        data["sources"] = YamlBlock({self.source: {"title": name}})
        data |= {"combine": "sum"} | ({"unit": self.unit()} if self.unit() else {}) | self.better
        steps = [self.step(self.diagram.node[each]) for each in order.names]
        considerations = self.considerations()
        data |= {"parameters": YamlBlock(self.numbers.parameters)} if self.numbers.parameters else {}
        data |= {"sequence": steps, "considerations": considerations}
        return Draft(data, self.file, self.lines | self.numbers.lines, self.told())

    def told(self) -> tuple[Remark, ...]:
        counts = [
            counted(len(self.diagram.of(kind)), word)
            for kind, word in (("decision", "decision"), ("chance", "event"))
            if self.diagram.of(kind)
        ]
        utilities = len(self.diagram.of("utility"))
        counts.append(f"{utilities} utilit{'y' if utilities == 1 else 'ies'}")
        remarks = [*self.remarks, *self.numbers.remarks]
        return (Remark("kept", f"{listed(counts)}, with their numbers"), *sorted(remarks, key=lambda each: each.line))

    # What occurs

    def check(self) -> None:
        """Take steps in by causes first; every event with chances that add up, each problem told."""
        graph: nx.DiGraph[str] = nx.DiGraph()
        for name in self.names:
            node = self.diagram.node[name]
            graph.add_node(name)
            graph.add_edges_from((parent, name) for parent in node.parents)
            graph.add_edges_from((parent, name) for parent, _ in node.restrictions)
        problems = []
        for name in nx.topological_sort(graph):
            node = self.diagram.node[name]
            if node.kind == "chance":
                try:
                    found = checked(node, self.support.reachable(node.parents), self.file)
                except ScenarioError as error:
                    problems += error.problems
                    continue
                self.remarks += found.remarks
                self.exchange(found.node)
            self.support.add(self.diagram.node[name])
            if name in self.support.may_be_absent:
                self.arises[name] = self.presence(self.diagram.node[name])
        if problems:
            raise ScenarioError(problems)

    def exchange(self, node: Node) -> None:
        nodes = tuple(node if each.name == node.name else each for each in self.diagram.nodes)
        self.diagram = replace(self.diagram, nodes=nodes)
        self.support.diagram = self.diagram

    def refuse_half_seen(self) -> None:
        """An event that is there but not seen after some options would be known in the scenario."""
        for reveal in self.diagram.reveals:
            source, target = self.diagram.node[reveal.source], self.diagram.node[reveal.target]
            others = set(source.states) - set(reveal.states)
            place = target.parents.index(source.name) if source.name in target.parents else None
            for state in sorted(others):
                rows = self.support.reachable(target.parents)
                seen = {
                    tuple(chance > 0 for chance in target.rows[row]) if ABSENT not in row else ()
                    for row in rows
                    if place is None or row[place] == state
                }
                if len(seen) > 1 or any(sum(each) > 1 for each in seen):
                    message = f"after '{state}' at '{source.title}', '{target.title}' turns out but is not seen; a"
                    message += " scenario cannot say so."
                    remedy = f"Let '{target.title}' have a state of its own for that case, or chances of 0."
                    raise self.file.refused(message, remedy, target.line, "seen-in-part")

    def presence(self, node: Node) -> list[When]:
        """When an event arises, from rows of zeros; told as a change."""
        rows = {row: self.support.arises(node, row) for row in self.support.reachable(node.parents)}
        found = self.condition(node.parents, rows, node)
        line = node.table_line or node.line
        if any(ABSENT not in row and not sum(node.rows[row]) for row in rows):
            message = f"rows of zeros say that '{node.title}' does not arise there: written as 'only_if'"
            self.remarks.append(Remark("changed", message, line))
        return found

    def condition(self, names: Sequence[str], rows: Mapping[Row, bool], node: Node) -> list[When]:
        """Conditions that hold in the rows that are true and no others."""
        for grid, values in self.grids(names, rows):
            if True not in values:
                return []
            found = folding.condition(grid, values.index(True))
            if found is not None:
                return found
        message = f"when '{node.title}' arises, or what is on offer there, cannot be said in conditions."
        raise self.file.refused(message, "Give what it hangs on a state of its own for 'none'.", node.line)

    def grids(self, names: Sequence[str], rows: Mapping[Row, Hashable]) -> Iterator[tuple[Grid, list[Hashable]]]:
        """The rows over these steps and, should absence stand in the way, over those too on which it hangs."""
        yield folding.grid(self.axes(names), rows)
        more = self.explained(names)
        yield folding.grid(self.axes(more), self.widened(names, rows, more), whole=True)

    def explained(self, names: Sequence[str]) -> tuple[str, ...]:
        """Steps with those on which it hangs whether they arise."""
        found = list(names)
        for name in found:
            found += [each for when in self.arises.get(name, ()) for each in when if each not in found]
        return tuple(dict.fromkeys(found))

    def widened(self, names: Sequence[str], rows: Mapping[Row, Hashable], axes: Sequence[str]) -> Mapping[Row, Any]:
        """Rows of some steps as rows of more."""
        if tuple(names) == tuple(axes):
            return rows
        places = [axes.index(name) for name in names]
        return {case: rows[tuple(case[place] for place in places)] for case in self.support.reachable(axes)}

    def axes(self, names: Iterable[str]) -> list[Axis]:
        nodes = self.diagram.node
        return [Axis(name, nodes[name].states, name in self.support.may_be_absent) for name in names]

    # Steps

    def step(self, node: Node) -> Data:
        name = self.names[node.name]
        self.lines["sequence", name] = node.line
        head: Data = {"decide" if node.kind == "decision" else "event": name}
        if node.name in self.arises:
            head["only_if"] = self.written(self.arises[node.name])
        label = self.label(node, name)
        head |= {key: text for key, text in (("label", label), ("note", node.note)) if text}
        if node.kind == "decision":
            return YamlBlock({**head, **self.memory(node), "options": self.options(node)})
        states = self.states[node.name]
        outcomes = {states[state]: _label(node, state) for state in node.states}
        place = ("sequence", name, "chance")
        self.lines[place] = node.table_line or node.line
        rows = {
            row: _Frozen(self.chance(node, row))
            for row in self.support.reachable(node.parents)
            if self.support.arises(node, row)
        }
        return YamlBlock(
            {**head, **self.origin, "outcomes": outcomes, "chance": self.table(node, rows, of_chances=True)}
        )

    def label(self, node: Node, name: str) -> str:
        """What people read; where another node is labelled alike, with its name."""
        label = (node.label or node.name).replace("_", " ")
        if sum(each.label == node.label for each in self.diagram.nodes) > 1 and node.label:
            label = f"{label} ({node.name})"
        return label_of(label, name)

    def memory(self, node: Node) -> Data:
        known = [self.names[parent] for parent in node.parents]
        return {"knows": known} if self.diagram.memory == "arcs" else {}

    def options(self, node: Node) -> Data:
        states = self.states[node.name]
        found: Data = {}
        for state in node.states:
            label: Any = _label(node, state)
            offered = self.offered(node, state)
            found[states[state]] = {"label": label, "only_if": offered} if offered else label
        return found

    def offered(self, node: Node, option: str) -> Any:
        """The condition under which an option is on offer; None where it always is."""
        refused = [(step, {state for state, name in pairs if name == option}) for step, pairs in node.restrictions]
        refused = [(step, states) for step, states in refused if states]
        names = tuple(step for step, _ in refused)
        rows = {
            row: not any(state in states for state, (_, states) in zip(row, refused, strict=True))
            for row in self.support.reachable(names)
        }
        if all(rows.values()):
            return None
        return self.written(self.condition(names, rows, node))

    def written(self, conditions: list[When]) -> Any:
        found = [self.when(each) for each in conditions]
        return found[0] if len(found) == 1 else found

    def when(self, when: When) -> Data:
        found: Data = {}
        for name, states in when.items():
            named = [self.states[name][state] for state in states]
            found[self.names[name]] = named[0] if len(named) == 1 else named
        return found

    def chance(self, node: Node, row: Row) -> Any:
        """A row of chances in the language; the last one that is above 0 and not uncertain takes the rest."""
        chances = dict(zip(node.states, node.rows[row], strict=True))
        names = self.states[node.name]
        never = self.support.never[node.name]
        above = [state for state in node.states if chances[state] > 0]
        if len(above) == 1 and not never:
            return names[above[0]]
        named = self.spread_chances(node, row)
        last = [state for n, state in enumerate(node.states) if self.is_complement(node, row, n) and state in above]
        last = last or [state for state in above if state not in named] or above
        shown = {
            state: named.get(state, tidy(chances[state])) for state in node.states if state in above or state in never
        }
        if len(above) > 1:
            shown.pop(last[-1])
            return {**{names[state]: shown[state] for state in shown}, names[last[-1]]: "rest"}
        return {names[state]: shown[state] for state in shown}

    @staticmethod
    def is_complement(node: Node, row: Row, place: int) -> bool:
        return (row, place) in node.uncertain and node.uncertain[row, place].is_complement

    def spread_chances(self, node: Node, row: Row) -> dict[str, str]:
        """The names of the parameters that stand for chances of a row, by state."""
        found = [
            (n, node.uncertain[row, n])
            for n, chance in enumerate(node.rows[row])
            if (row, n) in node.uncertain and chance > 0 and not node.uncertain[row, n].is_complement
        ]
        spread = [(n, each) for n, each in found if each.distribution]
        fixed = (
            sum(
                node.rows[row][n]
                for n in range(len(node.states))
                if n not in [each for each, _ in found] and not self.is_complement(node, row, n)
            )
            if len(spread) == 1
            else 0.0
        )
        fits = (
            len(spread) == 1
            and len(found) == 1
            and any(self.is_complement(node, row, n) for n in range(len(node.states)))
        )
        names = {}
        for n, each in found:
            kept = each
            if each.distribution and not fits:
                self.lose(node, each, "several chances of one row are spread, which a scenario cannot hold")
                kept = replace(each, distribution={})
            reach = [0, tidy(1 - fixed)] if kept.distribution and (fixed > 0 or "beta" not in kept.distribution) else []
            name = self.parameter(node, kept, node.rows[row][n], reach)
            if name:
                names[node.states[n]] = name
        return names

    def lose(self, node: Node, each: Uncertain, why: str) -> None:
        what = f"how '{each.name or node.title}' is spread is left out: {why}"
        remark = Remark("lost", what, node.table_line or node.line)
        if remark not in self.numbers.remarks:
            self.numbers.remarks.append(remark)

    def parameter(self, node: Node, each: Uncertain, value: float, reach: list[float]) -> str:
        """The name of the parameter that a number becomes; '' where nothing is known of it."""
        if each.law:
            self.lose(node, each, f"the language has no {each.law}")
        if not each.name and not each.distribution:
            return ""
        value = tidy(value)
        key = (each.name or node.name, value, repr(each.distribution), tuple(reach))
        label = each.name or node.title
        if key in self.numbers.known:
            return self.numbers.known[key]
        name = self.used.name(label, "number")
        data: Data = {"label": label_of(label, name), "value": value, "range": reach, "distribution": each.distribution}
        return self.numbers.name(
            key, name, {part: what for part, what in data.items() if what not in ("", [], {})}, node.table_line
        )

    def table(self, node: Node, rows: Mapping[Row, Hashable], of_chances: bool) -> Any:
        """Rows as one entry, a table or rules, whichever a person would write."""
        for grid, values in self.grids(node.parents, rows):
            found = folding.rules(grid)
            if found is not None:
                break
        else:
            message = f"the table of '{node.title}' cannot be said in rules: it hangs on steps that do not arise."
            raise self.file.refused(message, "Give them a state of their own for 'none'.", node.line)
        data = [value.data if isinstance(value, _Frozen) else value for value in values]
        if len(found) == 1:
            return data[found[0][1]]
        if len(found) > 0.75 * grid.codes.size and grid.codes.size > 2 and len(grid.axes) <= 3 and grid.is_plain:
            return self.laid_out(grid, data, of_chances)
        return [
            YamlBlock({"when": self.when(when), "then": data[code]} if when else {"otherwise": data[code]})
            for when, code in found
        ]

    def laid_out(self, grid: Grid, data: list[Any], of_chances: bool) -> Data:
        names = [self.names[axis.name] for axis in grid.axes]
        heads = names if of_chances or len(names) == 1 else names[:-1]
        columns = names[len(heads) :]

        def cells(place: tuple[int, ...]) -> Any:
            if len(place) == len(grid.axes):
                return data[int(grid.codes[place])]
            axis = grid.axes[len(place)]
            return (
                YamlBlock((self.states[axis.name][state], cells((*place, n))) for n, state in enumerate(axis.states))
                if len(place) < len(heads)
                else {self.states[axis.name][state]: cells((*place, n)) for n, state in enumerate(axis.states)}
            )

        head: Data = {"rows": heads[0] if len(heads) == 1 else heads}
        return YamlBlock({**head, **({"columns": columns[0]} if columns else {}), "table": cells(())})

    # Utilities

    def factor(self, node: Node) -> float:
        return node.weight * self.multipliers.get(node.criterion, 1.0)

    def choose_direction(self) -> None:
        """Costs alone, each with a factor of -1, are written as costs."""
        lower = all(self.factor(node) == -1 for node in self.diagram.of("utility"))
        self.sign = -1.0 if lower else 1.0
        wanted = self.choices.goal or ("lowest" if lower else "highest")
        if lower and self.choices.goal == "highest":
            self.sign, wanted = 1.0, "highest"
        self.better = {"better": "lower"} if wanted == "lowest" else {}

    def unit(self) -> str:
        used = {node.criterion for node in self.diagram.of("utility")}
        units = {criterion.unit for criterion in self.diagram.criteria if criterion.name in used}
        return self.diagram.unit or (units.pop() if len(units) == 1 else "")

    def considerations(self) -> list[Data]:
        """One for each utility; those of one criterion together where there are several criteria."""
        groups: dict[str, list[Node]] = {}
        for node in self.diagram.of("utility"):
            groups.setdefault(node.criterion, []).append(node)
        if len(groups) == 1:
            return [self.consideration(node) for node in self.diagram.of("utility")]
        found = []
        for criterion, nodes in groups.items():
            if len(nodes) == 1 or not criterion:
                found += [self.consideration(node) for node in nodes]
                continue
            name = self.used.name(criterion, "criterion")
            self.lines["considerations", name] = nodes[0].line
            label = label_of(criterion, name)
            head = {"name": name, **({"label": label} if label else {})}
            found.append(YamlBlock({**head, "considerations": [self.consideration(node) for node in nodes]}))
        return found

    def consideration(self, node: Node) -> Data:
        name = self.used.name(apart(node.name), "utility")
        self.lines["considerations", name] = node.line
        label = self.label(node, name)
        head = {"name": name, **{key: text for key, text in (("label", label), ("note", node.note)) if text}}
        self.lines["considerations", name, "scores"] = node.table_line or node.line
        write = self.multiplied(node)
        rows = {row: 0.0 if ABSENT in row else write(row) for row in self.support.reachable(node.parents)}
        return YamlBlock({**head, **self.origin, "scores": self.table(node, rows, of_chances=False)})

    def multiplied(self, node: Node) -> Callable[[Row], Any]:
        """How a row's number is written: as it is, or times the factor that utilities of its kind have."""
        factor = self.factor(node) * self.sign
        line = node.table_line or node.line
        for row, (number,) in node.rows.items():
            if not is_number(number) or not is_number(factor * number):
                where = f" where {', '.join(map(str, row))}" if row else ""
                raise self.file.refused(f"'{node.title}'{where} has no number that can be used.", "", line)
        named = ""
        if factor not in (1.0, -1.0):
            named = self.weight_name(node, factor)

        def write(row: Row) -> Any:
            number = tidy(node.rows[row][0])
            each = node.uncertain.get((row, 0))
            text = self.parameter(node, each, number, []) if each is not None else ""
            if number == 0 and not text:
                return 0.0
            if named:
                return f"{text or scalar(number)} * {named}"
            if factor == 1:
                return text or number
            return f"-{text}" if text else -number

        return write

    def weight_name(self, node: Node, factor: float) -> str:
        """The parameter by which all numbers of a utility are multiplied, one for each criterion or weight."""
        of = next((each for each in self.diagram.criteria if each.name == node.criterion), Criterion(node.name))
        criterion = of if node.weight == 1 else Criterion(node.title, of.unit)
        key = ("weight", criterion.name, factor)
        if key in self.numbers.known:
            return self.numbers.known[key]
        name = self.used.name(f"worth of {criterion.name}", "worth")
        what = f"{criterion.unit} of {criterion.name}" if criterion.unit else f"of {criterion.name}"
        label = f"What one {what} is worth"
        return self.numbers.name(key, name, {"label": label, "value": tidy(factor)}, node.line)


@dataclass(frozen=True)
class _Frozen:
    """Data that can be compared, and be a key."""

    data: Any

    def __hash__(self) -> int:
        return hash(repr(self.data))


def apart(name: str) -> str:
    """A name with its words apart: `no_Rain` for `noRain`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)


def _state_names(node: Node) -> dict[str, str]:
    used = UniqueNames()
    names = {state: used.name(apart(state), "state") for state in node.states}
    return {state: name.removesuffix("_") if name in WORDS else name for state, name in names.items()}


def _label(node: Node, state: str) -> str:
    labels = dict(zip(node.states, node.state_labels, strict=False))
    text = " ".join((labels.get(state) or state).replace("_", " ").split())
    return text or state
