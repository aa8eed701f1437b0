"""Builds the levels of a model, and finds what its tables and decisions fail to cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np

from decision_model.errors import Place, Problem
from decision_model.model.compile.bayes import Factor, evidence, joint
from decision_model.model.compile.compiled import Booking, Level, ScoreTerm, Structure
from decision_model.model.compile.reachable import STATE, Columns, group, holds, matching_rule
from decision_model.model.compile.score_levels import (
    Settlement,
    kept,
    needs,
    scores_of,
    settled_at,
    settlements,
    sizes,
    splits,
)
from decision_model.model.compile.unused import unused
from decision_model.model.numbers import Number
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event
from decision_model.model.tables import RuleTable


class Builder:
    """Builds the levels of a model from the root; collects what a table or a decision fails to cover."""

    def __init__(self, model: Record):
        self.model = model
        self.sizes = sizes(model)
        self.known = evidence(model)
        self.settlements = settlements(model)
        self.kept = kept(model, needs(model, self.known, self.settlements))
        self.levels: list[Level] = []
        self.problems: list[Problem] = []
        self.used: dict[Place, set[int]] = {}

    @cached_property
    def tables(self) -> dict[str, np.ndarray]:
        """The tables that are needed over all their parents, by event."""
        return {event.name: self.dense(event) for event in self.model.events if self.is_dense(event)}

    def build(self) -> Structure:
        """The structure, as far as it can be built; what stops it is among its problems."""
        columns: Columns = {}
        for index, step in enumerate(self.model.sequence):
            columns, has_next = self.level(index, step, columns)
            if not has_next:
                break
        complete = len(self.levels) == len(self.model.sequence) and not self.problems
        unused_parts = unused(self.model, self.levels, self.used) if complete else ()
        return Structure(tuple(self.levels), self.sizes, self.tables, tuple(self.problems), unused_parts)

    def level(self, index: int, step: Decision | Event, columns: Columns) -> tuple[Columns, bool]:
        """Append the level of a step; the columns (nodes,) of the next level, and whether there can be one."""
        names = self.kept[index]
        nodes = len(columns[names[0]]) if names else 1
        chance = None if isinstance(step, Decision) else self.chance_rows(step, columns, nodes)
        exists = self.branches(step, columns, nodes, chance)
        if exists is None:
            return columns, False
        source, state = np.nonzero(exists)
        edges = {name: column[source] for name, column in columns.items()}
        edges[step.name] = state.astype(STATE)
        self.check_later_tables(index, edges)
        first, child = group(
            [edges[name] for name in self.kept[index + 1]], self.states(self.kept[index + 1]), len(source)
        )
        children = np.full(exists.shape, -1, dtype=np.int32)
        children[source, state] = child
        keys = np.stack([columns[name] for name in names], axis=1) if names else np.zeros((1, 0), STATE)
        booking = self.booking(index, edges, exists, source, state)
        known = self.known.get(step.name)
        self.levels.append(Level(step, names, keys, children, booking, chance, known))
        return {name: edges[name][first] for name in self.kept[index + 1]}, True

    def states(self, names: Sequence[str]) -> list[int]:
        """Numbers of states of some steps."""
        return [self.sizes[name] for name in names]

    def holds(self, condition: Any, columns: Columns, length: int) -> np.ndarray:
        """Rows (length,) in which a condition holds."""
        return holds(condition, columns, self.model.steps, length)

    def branches(
        self, step: Decision | Event, columns: Columns, nodes: int, chance: np.ndarray | None
    ) -> np.ndarray | None:
        """Which branches exist; None when a decision arises, if at all, with nothing on offer."""
        exists = np.zeros((nodes, self.sizes[step.name]), dtype=bool)
        if isinstance(step, Event):
            return self.outcomes(step, columns, exists, chance)
        arises = self.holds(step.only_if, columns, nodes)
        for position, option in enumerate(step.options):
            exists[:, position] = arises & self.holds(option.only_if, columns, nodes)
        without_option = np.flatnonzero(arises & ~exists.any(axis=1))
        if without_option.size:
            node = int(without_option[0])
            path = Structure(tuple(self.levels), self.sizes, {}).history(self.model.position[step.name], node)
            message = f"no option is on offer {history_in_words(self.model, path)}."
            remedy = "Let one option stand without only_if, or give the decision an only_if of its own."
            self.problems.append(Problem(("sequence", step.name), message, remedy, code="nothing-on-offer"))
            if len(without_option) == nodes:
                return None
        if exists.shape[1] > len(step.options):
            exists[:, -1] = ~arises
        return exists

    def outcomes(self, event: Event, columns: Columns, exists: np.ndarray, chance: np.ndarray | None) -> np.ndarray:
        """An outcome exists where the tables allow it together with everything already known."""
        known = self.known[event.name]
        if known.direct:
            return self.possible(event)[chance]
        allowed = joint(known, [self.allowed(name) for name in known.factors])[..., 0] > 0
        observed = tuple(columns[name] for name in known.known)
        return allowed[observed] if observed else np.broadcast_to(allowed, exists.shape).copy()

    def allowed(self, name: str) -> Factor:
        """An event's table with 1 for what it allows and 0 for what it rules out."""
        event = self.model.steps[name]
        assert isinstance(event, Event)
        return (*event.parents, name), self.possible(event)[self.tables[name]][..., None].astype(float)

    def possible(self, event: Event) -> np.ndarray:
        """(rules + 2, branches): what each rule allows, then absence, then no rule at all."""
        rules = event.chance.rules
        allowed = np.zeros((len(rules) + 2, self.sizes[event.name]), dtype=bool)
        for row, rule in enumerate(rules):
            for outcome in rule.then.outcomes:
                allowed[row, event.state_names.index(outcome)] = True
        if allowed.shape[1] > len(event.outcomes):
            allowed[-2, -1] = True
        return allowed

    def is_dense(self, event: Event) -> bool:
        """Its table is needed over all its parents: as evidence, or because a parent is still hidden."""
        return any(not known.direct and event.name in known.factors for known in self.known.values())

    def dense(self, event: Event) -> np.ndarray:
        """Row of the event's chances (see `possible`) for every combination of its parents' states."""
        shape = tuple(self.sizes[name] for name in event.parents)
        length = int(np.prod(shape))
        grid = np.indices(shape, dtype=STATE).reshape(len(shape), length)
        columns = dict(zip(event.parents, grid, strict=True))
        rows = matching_rule(event.chance.rules, columns, self.model.steps, length)
        rows[rows < 0] = len(event.chance.rules) + 1
        rows[~holds(event.only_if, columns, self.model.steps, length)] = len(event.chance.rules)
        return rows.reshape(shape)

    def chance_rows(self, event: Event, columns: Columns, nodes: int) -> np.ndarray:
        """The row (nodes,) of the event's table of chances at each node; see `Level`."""
        known = self.known[event.name]
        if not known.direct:
            code = np.zeros(nodes, dtype=np.int64)
            for name in known.known:
                code = code * self.sizes[name] + columns[name]
            return code.astype(np.int32)
        arises = self.holds(event.only_if, columns, nodes)
        rows = matching_rule(event.chance.rules, columns, self.model.steps, nodes)
        self.check_chances(event, rows[arises], {name: column[arises] for name, column in columns.items()})
        rows[rows < 0] = len(event.chance.rules) + 1
        rows[~arises] = len(event.chance.rules)
        return rows.astype(np.int32)

    def check_later_tables(self, index: int, edges: Columns) -> None:
        """Tables of events that read a later step can be judged once that step is known."""
        for event in self.model.events:
            if self.known[event.name].direct or event.name not in edges:
                continue
            if settled_at(self.model, (*event.parents, event.name)) != index:
                continue
            present = edges[event.name] < len(event.outcomes)
            columns = {name: edges[name][present] for name in event.parents}
            rows = matching_rule(event.chance.rules, columns, self.model.steps, int(present.sum()))
            self.check_chances(event, rows, columns)

    def check_chances(self, event: Event, rows: np.ndarray, columns: Columns) -> None:
        """Note which rules of an event the rows use, and a case that none covers."""
        self.check_rules(("sequence", event.name, "chance"), event.chance, rows, columns)

    def check_rules(self, place: Place, table: RuleTable[Any], rows: np.ndarray, columns: Columns) -> None:
        """Note which rules of a table the rows (-1: none) use, and the first case that none covers."""
        self.used.setdefault(place, set()).update(np.unique(rows).tolist())
        missing = np.flatnonzero(rows < 0)
        if missing.size:
            states = {name: columns[name][missing[0]] for name in table.names if name in columns}
            part, add = ("rule", "Add a rule for it, or close") if table.layout is None else ("cell", "Close")
            message = f"no {part} covers the case {self.case(states)}."
            remedy = f"{add} the table with 'otherwise'."
            self.problems.append(Problem(place, message, remedy, code="case-not-covered"))

    def case(self, states: Mapping[str, int]) -> str:
        """A case for messages: '{access: blocked, allies does not arise}'."""
        texts = []
        for name, state in states.items():
            names = self.model.steps[name].state_names
            texts.append(f"{name}: {names[state]}" if state < len(names) else f"{name} does not arise")
        return "{" + ", ".join(texts) + "}"

    def booking(
        self, index: int, edges: Columns, exists: np.ndarray, source: np.ndarray, state: np.ndarray
    ) -> Booking | None:
        """What the scores known at a level add on its edges; None where there are none."""
        settlements = self.settlements[index]
        if not settlements:
            return None
        scope = sorted(
            {name for settlement in settlements for name in settlement.names}, key=self.model.position.__getitem__
        )
        first, inverse = group([edges[name] for name in scope], self.states(scope), len(source))
        rows = {name: edges[name][first] for name in scope}
        row = np.zeros(exists.shape, dtype=np.int32)
        row[source, state] = inverse
        return Booking(row, len(first), tuple(self.term(settlement, rows, len(first)) for settlement in settlements))

    def term(self, settlement: Settlement, rows: Columns, length: int) -> ScoreTerm:
        """The part of a score that is known at a level, for each of its rows (length,)."""
        scores = scores_of(settlement.leaf)
        place: Place = ("considerations", settlement.leaf.name, "scores")
        if isinstance(scores, RuleTable):
            rule = matching_rule(scores.rules, rows, self.model.steps, length)
            self.check_rules(place, scores, rule, rows)
            for number, part in enumerate(scores.rules):
                self.check_values((*place, number), part.then, rule == number, rows)
            states = self.states_named([part.then for part in scores.rules], rows)
            return ScoreTerm(settlement.position, rule=np.maximum(rule, 0).astype(np.int32), states=states)
        whole = not splits(self.model, settlement.leaf)
        chosen = tuple(range(len(scores.adjustments))) if whole else settlement.adjustments
        if isinstance(self.model.leaves[settlement.position].scores, RuleTable):
            self.used.setdefault(place, set()).add(0)
        pattern = np.zeros((length, len(chosen)), dtype=bool)
        for column, number in enumerate(chosen):
            pattern[:, column] = self.holds(scores.adjustments[number].when, rows, length)
            self.check_values((*place, "adjust", number), scores.adjustments[number].then, pattern[:, column], rows)
            if pattern[:, column].any():
                self.used.setdefault((*place, "adjust"), set()).add(number)
        if whole:
            self.check_values((*place, "start"), scores.start, np.ones(length, dtype=bool), rows)
        states = self.states_named([scores.start, *(scores.adjustments[number].then for number in chosen)], rows)
        return ScoreTerm(settlement.position, None, pattern, chosen, whole, states)

    def states_named(self, numbers: Sequence[Number], rows: Columns) -> Columns:
        """The states (rows,) of the steps that formulas name for their values."""
        return {name: rows[name] for number in numbers for name in self.model.steps_in(number)}

    def check_values(self, place: Place, number: Number, applies: np.ndarray, rows: Columns) -> None:
        """A formula names no step for its value in a case, of those to which it applies (rows,), without that step."""
        for name in self.model.steps_in(number):
            absent = np.flatnonzero(applies & (rows[name] >= len(self.model.steps[name].states)))
            if absent.size:
                case = self.case({step: column[absent[0]] for step, column in rows.items()})
                message = f"'{name}' has no value in the case {case}, and the formula names it."
                remedy = f"Score that case by a rule of its own, which does not name '{name}'."
                self.problems.append(Problem(place, message, remedy, code="value-of-absent-step"))


def history_in_words(model: Record, history: Mapping[str, str]) -> str:
    """A history in words, for messages: 'when access is blocked and ...'."""
    if not history:
        return "at the start"
    parts = [f"{name} is {state}" for name, state in history.items() if name in model.steps]
    return "when " + " and ".join(parts)
