"""Which cases occur: the states that steps of a diagram can have together, whatever the numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod

from decision_model.interchange.diagrams.diagram import Diagram, DiagramNode
from decision_model.interchange.diagrams.tables import Row

ABSENT = ""
"""The state of a step that does not arise."""

MOST_CASES = 50_000
"""DiagramCases that are gone through together; where there are more, all are taken to occur."""


@dataclass(frozen=True)
class CaseRelation:
    """DiagramCases of some steps, in their order, that occur."""

    names: tuple[str, ...]
    cases: frozenset[Row]


@dataclass
class CaseSupport:
    """What occurs, found step by step in the order of causes; `add` each step after its parents.

    `never` are states of an event that no case gives a chance: they stay in the scenario, with a chance of 0.
    """

    diagram: Diagram
    relations: dict[str, CaseRelation] = field(default_factory=dict)
    may_be_absent: set[str] = field(default_factory=set)
    never: dict[str, frozenset[str]] = field(default_factory=dict)

    def states(self, name: str) -> tuple[str, ...]:
        """The states of a step, absence last."""
        return self.diagram.node[name].states + ((ABSENT,) if name in self.may_be_absent else ())

    def add(self, node: DiagramNode) -> None:
        """Take an event or a decision in."""
        if node.kind == "decision":
            self._decision(node)
        else:
            self._event(node)

    def _decision(self, node: DiagramNode) -> None:
        for step, refused in node.restrictions:
            cases = {(state, option) for state in self.states(step) for option in node.states} - refused
            self._constrain(node.name, (step, node.name), cases)

    def _event(self, node: DiagramNode) -> None:
        reachable = self.reachable(node.parents)
        can = {row: self._outcomes(node, row) for row in reachable}
        occurring = {state for states in can.values() for state in states}
        self.never[node.name] = frozenset(set(node.states) - occurring)
        if ABSENT in occurring:
            self.may_be_absent.add(node.name)
        more = [state for state in node.states if state in self.never[node.name]]
        cases = {
            (*row, state) for row, states in can.items() for state in (states if ABSENT in states else [*states, *more])
        }
        if len(cases) < len(reachable) * len(node.states) or ABSENT in occurring:
            self._constrain(node.name, (*node.parents, node.name), cases)

    def arises(self, node: DiagramNode, row: Row) -> bool:
        """Whether an event arises in a row of its parents."""
        return ABSENT not in self._outcomes(node, row)

    def _outcomes(self, node: DiagramNode, row: Row) -> list[str]:
        """The states that a row gives a chance; absence where it gives none, or a parent is absent."""
        if ABSENT in row:
            return [ABSENT]
        chances = node.rows[row]
        return [state for state, chance in zip(node.states, chances, strict=True) if chance > 0] or [ABSENT]

    def _constrain(self, name: str, names: tuple[str, ...], cases: Iterable[Row]) -> None:
        relation = CaseRelation(names, frozenset(cases))
        known = self.relations.get(name)
        self.relations[name] = relation if known is None else _joined(known, relation)

    def in_order(self, names: Sequence[str]) -> list[Row]:
        """The cases of some steps that occur, in the order of their states, those of the last fastest."""
        places = [{state: place for place, state in enumerate(self.states(name))} for name in names]
        return sorted(self.reachable(names), key=lambda row: [of[state] for of, state in zip(places, row, strict=True)])

    def reachable(self, names: Sequence[str]) -> set[Row]:
        """The cases of some steps that occur, in their order; each of the steps has been added."""
        relations = self._bearing_on(names)
        wanted = set(names)
        try:
            while True:
                inner = {name for relation in relations for name in relation.names} - wanted
                if not inner:
                    break
                relations = _without(relations, min(sorted(inner), key=lambda name: _size(relations, name)))
            whole = CaseRelation((), frozenset({()}))
            for relation in sorted(relations, key=lambda each: len(each.cases)):
                whole = _joined(whole, relation)
        except OverflowError:
            whole = CaseRelation((), frozenset({()}))
        free = [name for name in names if name not in whole.names]
        order = (*whole.names, *free)
        places = [order.index(name) for name in names]
        found = product(whole.cases, product(*(self.states(name) for name in free)))
        return {tuple((*case, *rest)[place] for place in places) for case, rest in found}

    def _bearing_on(self, names: Sequence[str]) -> list[CaseRelation]:
        """The relations that hang together with some steps, each once."""
        waiting, seen, found = list(names), set(names), []
        users: Mapping[str, list[str]] = self._users()
        taken: set[str] = set()
        while waiting:
            for owner in users.get(waiting.pop(), ()):
                if owner not in taken:
                    taken.add(owner)
                    found.append(owner)
                    more = set(self.relations[owner].names) - seen
                    seen |= more
                    waiting += sorted(more)
        return [self.relations[owner] for owner in sorted(found)]

    def _users(self) -> dict[str, list[str]]:
        users: dict[str, list[str]] = {}
        for owner, relation in self.relations.items():
            for name in relation.names:
                users.setdefault(name, []).append(owner)
        return users


def _size(relations: list[CaseRelation], name: str) -> int:
    return prod(len(relation.cases) for relation in relations if name in relation.names)


def _without(relations: list[CaseRelation], name: str) -> list[CaseRelation]:
    """The same, with a step joined over and left out."""
    whole = CaseRelation((), frozenset({()}))
    for relation in sorted((each for each in relations if name in each.names), key=lambda each: len(each.cases)):
        whole = _joined(whole, relation)
    place = whole.names.index(name)
    kept = whole.names[:place] + whole.names[place + 1 :]
    cases = frozenset(case[:place] + case[place + 1 :] for case in whole.cases)
    return [*(each for each in relations if name not in each.names), CaseRelation(kept, cases)]


def _joined(one: CaseRelation, other: CaseRelation) -> CaseRelation:
    """The cases in which both hold; raises OverflowError where they are too many."""
    shared = [name for name in one.names if name in other.names]
    at_one = [one.names.index(name) for name in shared]
    at_other = [other.names.index(name) for name in shared]
    added = [place for place, name in enumerate(other.names) if name not in shared]
    by_shared: dict[Row, list[Row]] = {}
    for case in other.cases:
        key = tuple(case[place] for place in at_other)
        by_shared.setdefault(key, []).append(tuple(case[place] for place in added))
    found = set()
    for case in one.cases:
        for rest in by_shared.get(tuple(case[place] for place in at_one), ()):
            found.add(case + rest)
        if len(found) > MOST_CASES:
            raise OverflowError
    return CaseRelation(one.names + tuple(other.names[place] for place in added), frozenset(found))
