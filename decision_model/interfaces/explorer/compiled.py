"""A model's structure and numbers as plain data, for the engine that runs in the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from decision_model.model import Adjusted, Consideration, Decision, DecisionModel, Event, Number
from decision_model.model.compile.compiled import Level, Term
from decision_model.model.formulas import Constant, Formula, Reference

NEVER, CERTAIN, REST = -1, -2, -3
"""What stands in a table of chances instead of a number's index."""

SIGNS = "0123456789abcdefghijklmnopqrstuvwxyz"
LEAST = -1
"""What the first sign stands for."""

Place = tuple[str | int, ...]


@dataclass
class Ledger:
    """Formulas, each written once: a float, a parameter's name, or [symbol, index, ...] of its operands.

    `movable` holds the places of numbers outside `parameters` that the page moves; they are referred to by address.
    """

    movable: Mapping[Place, str] = field(default_factory=dict)
    entries: list[Any] = field(default_factory=list)
    known: dict[Any, int] = field(default_factory=dict)

    def number(self, number: Number, place: Place = ()) -> int:
        """The index of a number of the model."""
        return self.entry(self.movable[place]) if place in self.movable else self.formula(number.formula)

    def formula(self, formula: Formula) -> int:
        if isinstance(formula, Constant):
            return self.entry(float(formula.value))
        if isinstance(formula, Reference):
            return self.entry(formula.name)
        return self.entry((formula.symbol, *(self.formula(operand) for operand in formula.operands)))

    def entry(self, entry: Any) -> int:
        key = (type(entry), entry)
        if key not in self.known:
            self.known[key] = len(self.entries)
            self.entries.append(list(entry) if isinstance(entry, tuple) else entry)
        return self.known[key]


@dataclass
class Compiler:
    """Writes structures of one model and its variations; what they share is written once."""

    ledger: Ledger
    tables: dict[str, list[list[int]]] = field(default_factory=dict)
    steps: dict[str, Decision | Event] = field(default_factory=dict)
    levels: list[dict[str, Any]] = field(default_factory=list)

    def structure(self, model: DecisionModel) -> dict[str, Any]:
        """Where a model's levels stand in the list of all, tables that Bayes' rule multiplies, starts booked apart."""
        terms = [term for level in model.structure.levels if level.booking for term in level.booking.terms]
        whole = {term.leaf for term in terms if term.whole}
        starts = {
            index: self.start(leaf)
            for index, leaf in enumerate(model.leaves)
            if isinstance(leaf.scores, Adjusted) and index not in whole
        }
        places = [self.place(self.level(model, level)) for level in model.structure.levels]
        found = {"levels": places, "starts": starts}
        if not model.structure.tables:
            return found
        factors = {
            name: {"parents": list(self.event(model, name).parents), "rows": table.ravel().tolist()}
            for name, table in model.structure.tables.items()
        }
        return {**found, "factors": factors, "sizes": dict(model.structure.sizes)}

    def place(self, level: dict[str, Any]) -> int:
        """Where a level stands in the list of all; one that is known already is not written twice."""
        if level not in self.levels:
            self.levels.append(level)
        return self.levels.index(level)

    def start(self, leaf: Consideration) -> int:
        assert isinstance(leaf.scores, Adjusted)
        return self.ledger.number(leaf.scores.start, ("considerations", leaf.name, "scores", "start"))

    @staticmethod
    def event(model: DecisionModel, name: str) -> Event:
        event = model.steps[name]
        assert isinstance(event, Event)
        return event

    def level(self, model: DecisionModel, level: Level) -> dict[str, Any]:
        self.steps.setdefault(level.step.name, level.step)
        written: dict[str, Any] = {
            "step": level.step.name,
            "width": level.children.shape[1],
            "children": _flat(level.children),
        }
        if isinstance(level.step, Decision):
            written |= {"decides": True, "names": list(level.names), "keys": _flat(level.keys)}
        if level.booking is not None:
            terms = [self.term(model, term) for term in level.booking.terms]
            written["booking"] = {"row": _flat(level.booking.row), "rows": level.booking.rows, "terms": terms}
        if level.evidence is not None:
            assert level.chance is not None
            written["chance"] = _flat(level.chance)
            for name in level.evidence.factors:
                self.table(model, self.event(model, name))
            if not level.evidence.direct:
                written["evidence"] = {
                    "factors": list(level.evidence.factors),
                    "hidden": list(level.evidence.hidden),
                    "known": list(level.evidence.known),
                }
        return written

    def term(self, model: DecisionModel, term: Term) -> list[Any]:
        """[leaf, whether this is its whole score, the numbers that add up to the score in each row]."""
        leaf = model.leaves[term.leaf]
        return [term.leaf, term.whole, [list(row) for row in self.scores(leaf, term)]]

    def scores(self, leaf: Consideration, term: Term) -> Iterator[list[int]]:
        place: Place = ("considerations", leaf.name, "scores")
        if not isinstance(leaf.scores, Adjusted):
            assert leaf.scores is not None
            assert term.rule is not None
            rules = [self.ledger.number(r.then, (*place, i, "then")) for i, r in enumerate(leaf.scores.rules)]
            yield from ([rules[rule]] for rule in term.rule.tolist())
            return
        assert term.pattern is not None
        adjustments = leaf.scores.adjustments
        by = [self.ledger.number(adjustments[i].then, (*place, "adjust", i, "by")) for i in term.adjustments]
        start = [self.start(leaf)] if term.whole else []
        for row in term.pattern.tolist():
            yield start + [number for number, applies in zip(by, row, strict=True) if applies]

    def table(self, model: DecisionModel, event: Event) -> None:
        """An event's chances: a row for each rule, then for absence, then for no rule at all."""
        if event.name in self.tables:
            return
        branches = model.structure.sizes[event.name]
        rows = []
        for index, rule in enumerate(event.chance.rules):
            row = [NEVER] * branches
            place: Place = ("sequence", event.name, "chance", index)
            for outcome, number in rule.then.numbers.items():
                row[event.state_names.index(outcome)] = self.ledger.number(number, (*place, outcome))
            if rule.then.rest is not None:
                row[event.state_names.index(rule.then.rest)] = REST
            rows.append(row)
        absent = [NEVER] * branches
        if branches > len(event.outcomes):
            absent[-1] = CERTAIN
        self.tables[event.name] = [*rows, absent, [NEVER] * branches]


def _flat(table: np.ndarray) -> Sequence[int] | str:
    """A table of whole numbers in one row; those from -1 to 34 as text, a sign each: one more, to the base of 36."""
    flat = table.ravel().astype(int)
    if flat.size and (flat.min() < LEAST or flat.max() > LEAST + len(SIGNS) - 1):
        return flat.tolist()
    return "".join(SIGNS[each - LEAST] for each in flat)
