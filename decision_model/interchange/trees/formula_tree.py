"""The tree of a model with the formulas over parameters from which its chances and totals come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isclose

from decision_model.analysis.choice.tree import Branch, DecisionTree, Node
from decision_model.interchange.stated_chances import StatedChance, ways
from decision_model.interchange.trees.plain_formulas import (
    added,
    has_parameter,
    plain_number,
    simple,
    size,
    substituted,
)
from decision_model.model.compile.bayes import Evidence
from decision_model.model.compile.compiled import ScoreTerm
from decision_model.model.considerations import Scale
from decision_model.model.formulas import Constant, Formula, Operation, evaluate
from decision_model.model.scores import term_numbers
from decision_model.model.steps import Event
from decision_model.model.tables import Adjusted

LONGEST = 100
"""Numbers, names and signs of a formula that is written out; of a longer one the number is."""
CLOSE = 1e-9
"""How far, relatively, a formula may be from the number that it stands for."""


@dataclass(frozen=True)
class FormulaNode:
    """A node of the tree with the formulas that are behind its numbers; None where there is a number alone.

    `chances` are those of its branches, `total` is that of an end, `parts` what each consideration adds there.
    """

    node: Node
    below: tuple[FormulaNode, ...] = ()
    chances: tuple[Formula | None, ...] = ()
    total: Formula | None = None
    parts: Mapping[str, Formula | None] = field(default_factory=dict)


@dataclass(frozen=True)
class _Way:
    """How a node is come to: its level and place there, the states so far, and what scores were booked of each."""

    level: int = 0
    place: int = 0
    states: Mapping[str, int] = field(default_factory=dict)
    booked: Mapping[int, tuple[Formula, ...]] = field(default_factory=dict)


class FormulaTree:
    """The tree of a model with formulas; `root` is its first node.

    `holds` says of a formula whether the other tool can hold it. `plain` counts numbers that stand where the model has
    a formula, as that cannot be held, is too long, or comes from weights or from a total that is no sum.
    """

    def __init__(self, found: DecisionTree, holds: Callable[[Formula], bool]):
        self.found, self.model, self.holds = found, found.model, holds
        self.levels = found.solution.rollback.levels
        self.plain = 0
        self.root = self._node(found.root, self._arrived(_Way(booked=self._starts())))

    def _starts(self) -> dict[int, tuple[Formula, ...]]:
        """What every history has of scores that are booked in parts."""
        starts: dict[int, tuple[Formula, ...]] = {}
        for position in self.found.solution.rollback.unweighted_starts:
            scores = self.model.booked[position].scores
            assert isinstance(scores, Adjusted)
            starts[position] = (scores.start.formula,)
        return starts

    def _arrived(self, way: _Way) -> _Way:
        """The way on past steps that do not arise."""
        while way.level < len(self.levels):
            level = self.levels[way.level]
            children, absent = level.children[way.place], len(level.step.states)
            if not level.can_be_absent or children[absent] < 0 or (children[:absent] >= 0).any():
                break
            way = self._followed(way, absent)
        return way

    def _followed(self, way: _Way, branch: int) -> _Way:
        """The way one branch further, with what is booked there."""
        level = self.levels[way.level]
        booked = dict(way.booked)
        if level.booking is not None:
            row = int(level.booking.row[way.place, branch])
            for term in level.booking.terms:
                added = self._booked(term, row)
                booked[term.leaf] = (*booked.get(term.leaf, ()), *added)
        states = {**way.states, level.step.name: branch}
        return _Way(way.level + 1, int(level.children[way.place, branch]), states, booked)

    def _booked(self, term: ScoreTerm, row: int) -> list[Formula]:
        """The formulas of what a term adds in a row, with the values of the states that they name."""
        values = {}
        for name, states in term.states.items():
            place, own = int(states[row]), self.model.steps[name].states
            value = own[place].value if place < len(own) else None
            if value is not None:
                values[name] = value.formula
        return [simple(substituted(each.formula, values)) for each in term_numbers(term, row, self.model)]

    def _node(self, node: Node, way: _Way) -> FormulaNode:
        if node.step is None:
            return self._end(node, way)
        names, absent = node.step.state_names, len(node.step.states)
        places = [names.index(each.state.name) if each.state.name else absent for each in node.branches]
        below = [
            self._node(each.node, self._arrived(self._followed(way, place)))
            for each, place in zip(node.branches, places, strict=True)
        ]
        chances = [self._chance(way, each, place) for each, place in zip(node.branches, places, strict=True)]
        return FormulaNode(node, tuple(below), tuple(chances))

    def _chance(self, way: _Way, branch: Branch, place: int) -> Formula | None:
        """The formula of an outcome's chance, given what is known."""
        level = self.levels[way.level]
        evidence = level.evidence
        if branch.chance is None or evidence is None:
            return None
        if evidence.direct:
            rule = int(level.chance[way.place]) if level.chance is not None else 0
            sure = place >= len(level.step.states)
            return None if sure else self._kept(self._stated(StatedChance(evidence.event, rule, place)), branch.chance)
        return self._kept(self._revised(way, evidence, place), branch.chance)

    def _revised(self, way: _Way, evidence: Evidence, place: int) -> Formula | None:
        """A chance given what is known: that of both together, divided by that of what is known if that is not sure."""
        known = {name: way.states[name] for name in evidence.known}
        found = [
            [*ways(self.model, evidence, {**known, evidence.event: state})]
            for state in range(len(self.levels[way.level].step.states))
        ]
        if place >= len(found) or not found[place]:
            return None
        each = [added([self._product(way) for way in of_state]) for of_state in found if of_state]
        own = added([self._product(way) for way in found[place]])
        observed = {stated.event for of_state in found for way in of_state for stated in way}
        sure = observed <= {evidence.event, *evidence.hidden}
        return own if sure else Operation("/", (own, added(each)))

    def _product(self, way: Sequence[StatedChance]) -> Formula:
        parts = [self._stated(each) for each in way] or [Constant(1.0)]
        product = parts[0]
        for part in parts[1:]:
            product = Operation("*", (product, part))
        return simple(product)

    def _stated(self, each: StatedChance) -> Formula:
        """The formula of a stated chance; what is left to 1 is 1 less the others."""
        event = self.model.steps[each.event]
        assert isinstance(event, Event)
        chance = event.chance.rules[each.rule].then
        name = event.state_names[each.outcome]
        if name != chance.rest:
            return simple(chance.numbers[name].formula)
        left: Formula = Constant(1.0)
        for number in chance.numbers.values():
            left = Operation("-", (left, number.formula))
        return simple(left)

    def _end(self, node: Node, way: _Way) -> FormulaNode:
        scores = {place: added(way.booked.get(place, ())) for place in range(len(self.model.leaves))}
        moving = {place: score for place, score in scores.items() if has_parameter(score)}
        if not moving:
            return FormulaNode(node)
        counted = [self._counted(place, score) for place, score in moving.items()]
        if None in counted:
            self.plain += 1
            return FormulaNode(node)
        total = self._kept(self._with_rest([each for each in counted if each is not None], node.value), node.value)
        parts = {}
        if not self.model.total_rule.has_weights:
            for place, leaf in enumerate(self.model.leaves):
                parts[leaf.name] = self._fitting(scores[place], node.contributions[leaf.name])
        return FormulaNode(node, total=total, parts=parts)

    def _counted(self, place: int, score: Formula) -> Formula | None:
        """What a score adds to the total, but for what is the same whatever it is; None where no sum says it."""
        rule, leaf = self.model.total_rule, self.model.leaves[place]
        if not rule.has_weights:
            return score
        scale = leaf.scale or Scale()
        if scale.points or not rule.adds_up or self._weights_move:
            return None
        if scale.beyond == "hold":
            score = Operation("min", (Operation("max", (score, Constant(scale.low))), Constant(scale.high)))
        weight = float(self.model.weights[leaf.name]) * 100 / (scale.best - scale.worst)
        return Operation("*", (plain_number(weight), score))

    @cached_property
    def _weights_move(self) -> bool:
        """Whether a weight is worked out from parameters."""
        return any(each.weight is not None and each.weight.references for each in self.model.walk())

    def _with_rest(self, parts: Sequence[Formula], value: float) -> Formula:
        """Formulas added up, and the number that is missing to the value."""
        whole = added(parts)
        rest = plain_number(value - float(evaluate(whole, self.model.values)))
        return whole if abs(float(rest.value)) <= CLOSE * max(1.0, abs(value)) else added([*parts, rest])

    def _kept(self, formula: Formula | None, value: float) -> Formula | None:
        """The formula, if it is one of parameters that can be written; else it is counted as a plain number."""
        fitting = None if formula is None else self._fitting(formula, value)
        self.plain += formula is not None and has_parameter(formula) and fitting is None
        return fitting

    def _fitting(self, formula: Formula, value: float) -> Formula | None:
        if not has_parameter(formula) or size(formula) > LONGEST or not self.holds(formula):
            return None
        now = float(evaluate(formula, self.model.values))
        return formula if isclose(now, value, rel_tol=CLOSE, abs_tol=CLOSE) else None
