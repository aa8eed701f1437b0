"""Rules of what was handed in beside those of the solution: in the same place, or in the cases in which they count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from decision_model.courses.cases import Case, cases, matching, meaning
from decision_model.courses.comparing.pair import Credit, Pair
from decision_model.courses.sides import ModelSide
from decision_model.model.considerations import Consideration
from decision_model.model.numbers import Number
from decision_model.model.steps import Event
from decision_model.model.tables import Adjusted, RuleTable
from decision_model.words.sentences import counted


def same_place(own: Any, theirs: Any, place: int | None) -> Number | None:
    """The number in the same place of scores that are made alike."""
    if isinstance(own, Adjusted) and isinstance(theirs, Adjusted):
        if place is None:
            return theirs.start
        when = meaning(own.adjustments[place].when)
        alike = [rule.then for rule in theirs.adjustments if meaning(rule.when) == when]
        same = theirs.adjustments[place : place + 1]
        if len(alike) > 1 and same and meaning(same[0].when) == when:
            return same[0].then
        return alike[0] if len(alike) == 1 else None
    if isinstance(own, RuleTable) and isinstance(theirs, RuleTable) and place is not None:
        return theirs.rules[place].then if asked_alike(own, theirs, place) else None
    return None


def asked_alike(own: RuleTable[Any], theirs: RuleTable[Any], place: int) -> bool:
    """Whether two tables ask the same, rule by rule, up to a place."""
    asked = [[meaning(rule.when) for rule in table.rules[: place + 1]] for table in (own, theirs)]
    return asked[0] == asked[1]


def cases_of_rule(pair: Pair, table: RuleTable[Any], place: int, further: Sequence[str] = ()) -> list[Case]:
    """The cases in which a rule of the solution is the one that counts."""
    names = [*table.names, *_names_of(pair.theirs, further), *_presence(pair.right, further)]
    return [case for case in cases(pair.right.record, names) if matching(table.rules, case) is table.rules[place]]


def _names_of(side: ModelSide, steps: Sequence[str]) -> Iterator[str]:
    for name in steps:
        step = side.record.steps.get(name)
        yield from step.parents if isinstance(step, Event) else ()


def _presence(side: ModelSide, steps: Sequence[str]) -> Iterator[str]:
    for name in steps:
        yield from side.record.steps[name].only_if.names


def scores_by_case(pair: Pair, leaf: Consideration, theirs: Consideration, place: int | None) -> Credit | None:
    """The scores in the cases of a rule, or of an adjustment."""
    met = cases_of_scores(pair, leaf, theirs, place)
    width = 100.0 if pair.right.record.total_rule.has_weights else 1.0

    def is_right(case: Case) -> bool:
        targets = [pair.right.score(leaf, case), pair.follows.score(leaf, case)]
        return pair.alike(pair.theirs.score(theirs, case), targets, width)

    return share_right([is_right(case) for case in met])


def cases_of_scores(pair: Pair, leaf: Consideration, theirs: Consideration, place: int | None) -> list[Case]:
    """The cases of the scores of a consideration, or those in which a rule or an adjustment counts."""
    names = [*pair.right.record.score_names(leaf), *pair.theirs.record.score_names(theirs)]
    every = cases(pair.right.record, names)
    if place is None:
        return every
    if isinstance(leaf.scores, Adjusted):
        return [case for case in every if leaf.scores.adjustments[place].when.holds(case)]
    assert isinstance(leaf.scores, RuleTable)
    rules = leaf.scores.rules
    return [case for case in every if matching(rules, case) is rules[place]]


def share_right(right: Sequence[bool]) -> Credit | None:
    """Right in all cases, in some, or in none; None where no case is known, as where there are too many."""
    count = sum(right)
    if not right:
        return None
    if count == len(right):
        return Credit(1.0, "right")
    if not count:
        return Credit(0.0, "not as in the solution")
    return Credit(count / len(right), f"right in {count} of {counted(len(right), 'case')}")


def chances_alike(pair: Pair, own: Event, theirs: Event, case: Case) -> bool:
    """Whether an event has the same chances in a case."""
    given = pair.theirs.chances(theirs, case)
    right, follows = pair.right.chances(own, case), pair.follows.chances(own, case)
    if given is None or right is None or follows is None:
        return given == right
    names = {*given, *right}
    return all(pair.alike(given.get(name, 0.0), [right.get(name, 0.0), follows.get(name, 0.0)], 1.0) for name in names)
