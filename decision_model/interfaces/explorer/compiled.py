"""A model's structure and numbers as plain data, for the engine that runs in the page."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from decision_model.model import Adjusted, Consideration, Decision, DecisionModel, Event, Number
from decision_model.model.compile.compiled import Level, ScoreTerm
from decision_model.model.formulas import Constant, Formula, Reference
from decision_model.solver.criteria import followed_rules
from decision_model.solver.limited_memory import information_sets

REST = {"rest": True}
"""What stands for an outcome's chance where it takes what the others leave."""

Place = tuple[str | int, ...]


NO_VALUES: Mapping[str, Any] = {}


def formula_data(formula: Formula, values: Mapping[str, Any] = NO_VALUES) -> Any:
    """A formula as a number, a parameter's name, or an operation on others; `values` stand in the place of names."""
    if isinstance(formula, Constant):
        return float(formula.value)
    if isinstance(formula, Reference):
        return values.get(formula.name, formula.name)
    return {"operation": formula.symbol, "operands": [formula_data(operand, values) for operand in formula.operands]}


@dataclass
class StructureWriter:
    """Writes the structures of one model and its variations.

    `addresses` holds the place and the address of each number outside `parameters` that the page moves; formulas refer
    to these numbers by address. `chances` and `steps` collect what the structures share.
    """

    addresses: dict[Place, str] = field(default_factory=dict)
    chances: dict[str, list[list[Any] | None]] = field(default_factory=dict)
    steps: dict[str, Decision | Event] = field(default_factory=dict)

    def number(self, number: Number, place: Place, values: Mapping[str, Any] = NO_VALUES) -> Any:
        """A number of the model: its formula, with `values` for steps, or its address where the page moves it."""
        return self.addresses.get(place) or formula_data(number.formula, values)

    def structure(self, model: DecisionModel) -> dict[str, Any]:
        """A model's levels, the scores that stand before the first of them, and the tables that Bayes' rule needs."""
        terms = [term for level in model.structure.levels if level.booking for term in level.booking.terms]
        whole = {term.leaf for term in terms if term.whole}
        starts = [
            {"leaf": index, "score": self.start(leaf)}
            for index, leaf in enumerate(model.booked)
            if isinstance(leaf.scores, Adjusted) and index not in whole
        ]
        levels = [self.level(model, level) for level in model.structure.levels]
        factors = {
            name: {"parents": list(event_of(model, name).parents), "rows": table.ravel().tolist()}
            for name, table in model.structure.tables.items()
        }
        structure: dict[str, Any] = {"levels": levels, "starts": starts}
        return structure | ({"factors": factors, "sizes": dict(model.structure.sizes)} if factors else {})

    def start(self, leaf: Consideration) -> Any:
        assert isinstance(leaf.scores, Adjusted)
        return self.number(leaf.scores.start, ("considerations", leaf.name, "scores", "start"))

    def level(self, model: DecisionModel, level: Level) -> dict[str, Any]:
        """A level's branches: where each leads (-1: nowhere), what it adds, and how likely or on what it is known."""
        self.steps.setdefault(level.step.name, level.step)
        written: dict[str, Any] = {
            "step": level.step.name,
            "width": level.children.shape[1],
            "children": level.children.ravel().tolist(),
        }
        if isinstance(level.step, Decision):
            written |= {"decides": True, **self.memory(model, level, level.step), **self.plan(model, level)}
        if level.booking is not None:
            parts = [self.part(model, term) for term in level.booking.terms]
            rows = {"rowOfEdge": level.booking.row.ravel().tolist(), "rowCount": level.booking.rows}
            written["scoring"] = {**rows, "parts": parts}
        return written | self.chance_rows(model, level)

    def memory(self, model: DecisionModel, level: Level, decision: Decision) -> dict[str, Any]:
        """What a decision still knows at each node and, where it has forgotten something, the sets of its nodes."""
        knows = decision.knows
        places = [place for place, name in enumerate(level.names) if knows is None or name in knows]
        names = [level.names[place] for place in places]
        written: dict[str, Any] = {"remembered": names, "rememberedStates": level.keys[:, places].ravel().tolist()}
        if knows is not None:
            written["knows"] = sorted(knows, key=model.position.__getitem__)
        sets = information_sets(model, level)
        if sets is not None and sets.count:
            written["sets"] = [nodes.tolist() for nodes in sets.members()]
        return written

    def plan(self, model: DecisionModel, level: Level) -> dict[str, Any]:
        """The option that a given plan takes at each node of a decision, -1 where it leaves that open."""
        if level.step.name not in model.followed:
            return {}
        options = [level.step.state_names.index(rule.then) for rule in model.followed[level.step.name].rules]
        return {"follows": [-1 if rule < 0 else options[rule] for rule in followed_rules(model, level).tolist()]}

    def chance_rows(self, model: DecisionModel, level: Level) -> dict[str, Any]:
        """Which row of chances each node of an event has, and what is multiplied where they have to be revised."""
        if level.evidence is None:
            return {}
        assert level.chance is not None
        for name in level.evidence.factors:
            self.chances.setdefault(name, list(self.stated_chances(model, event_of(model, name))))
        written: dict[str, Any] = {"chanceRows": level.chance.ravel().tolist()}
        if not level.evidence.direct:
            names = ("factors", "hidden", "known")
            written["evidence"] = {name: list(getattr(level.evidence, name)) for name in names}
        return written

    def part(self, model: DecisionModel, term: ScoreTerm) -> dict[str, Any]:
        """What a leaf adds: whether it is its whole score, and the numbers that add up to it in each row."""
        rows = self.scores(model, term)
        mark = {"isWhole": True} if term.whole else {}
        return {"leaf": term.leaf, **mark, "rows": [list(row) for row in rows]}

    def scores(self, model: DecisionModel, term: ScoreTerm) -> Iterator[list[Any]]:
        leaf = model.booked[term.leaf]
        place: Place = ("considerations", leaf.name, "scores")
        if not isinstance(leaf.scores, Adjusted):
            assert leaf.scores is not None
            assert term.rule is not None
            rules = leaf.scores.rules
            for row, rule in enumerate(term.rule.tolist()):
                yield [self.number(rules[rule].then, (*place, rule, "then"), self.values(model, term, row))]
            return
        assert term.pattern is not None
        adjustments, start = leaf.scores.adjustments, leaf.scores.start
        for row, pattern in enumerate(term.pattern.tolist()):
            values = self.values(model, term, row)
            added = [self.number(start, (*place, "start"), values)] if term.whole else []
            applying = (i for i, applies in zip(term.adjustments, pattern, strict=True) if applies)
            yield added + [self.number(adjustments[i].then, (*place, "adjust", i, "by"), values) for i in applying]

    def values(self, model: DecisionModel, term: ScoreTerm, row: int) -> dict[str, Any]:
        """What stands for the steps that formulas name, in a row: the value of the state that each has there."""
        values = {}
        for name, states in term.states.items():
            step = model.steps[name]
            if states[row] < len(step.states):
                state = step.states[states[row]]
                assert state.value is not None
                values[name] = self.number(state.value, ("sequence", name, step.listed_under, state.name, "value"))
        return values

    def stated_chances(self, model: DecisionModel, event: Event) -> Iterator[list[Any] | None]:
        """An event's chances as stated: a row for each rule, then for absence, then for no rule at all (None)."""
        branches = model.structure.sizes[event.name]
        for index, rule in enumerate(event.chance.rules):
            row: list[Any] = [0.0] * branches
            place: Place = ("sequence", event.name, "chance", index)
            for outcome, number in rule.then.numbers.items():
                row[event.state_names.index(outcome)] = self.number(number, (*place, outcome))
            if rule.then.rest is not None:
                row[event.state_names.index(rule.then.rest)] = REST
            yield row
        can_be_absent = branches > len(event.outcomes)
        yield [0.0] * (branches - 1) + [1.0] if can_be_absent else None
        yield None


def event_of(model: DecisionModel, name: str) -> Event:
    """The event of a name that is one."""
    event = model.steps[name]
    assert isinstance(event, Event)
    return event


def addresses(model: DecisionModel, moved: Collection[str]) -> dict[Place, str]:
    """The places of moved numbers, each with its address."""
    return {model.numbers[address].place: address for address in moved}
