"""How much of a rule is right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from decision_model.courses.cases import meaning
from decision_model.courses.comparing.numbers import number_beside
from decision_model.courses.comparing.pair import Credit, Pair
from decision_model.courses.comparing.tables import (
    cases_of_rule,
    chances_alike,
    same_place,
    scores_by_case,
    share_right,
)
from decision_model.courses.items import Askable, consideration_of, rule_of
from decision_model.courses.sides import ModelSide
from decision_model.model.steps import Event
from decision_model.model.tables import Adjusted, Chance, Rule
from decision_model.words.numbers import amount
from decision_model.words.sentences import listed


def rule_right(pair: Pair, item: Askable) -> Credit:
    """How much of a rule is right, in the cases in which it counts."""
    tables = [_table_of(side, item) for side in (pair.right, pair.theirs)]
    if tables[1] is None:
        return pair.absent(item.place, "not to be found")
    rule = rule_of(pair.right.record, item)
    assert rule is not None
    own, theirs = ([each for each in _rules_in(table) if meaning(each.when) == meaning(rule.when)] for table in tables)
    if len(theirs) < len(own) and pair.is_open(item.place):
        return Credit(0.0, "left open")
    mark = _rule_itself(pair, item) or _one_to_one(pair, rule, theirs)
    if mark.earned < pair.rubric.near_earns and theirs and _is_near(pair, rule, theirs[0]):
        mark = Credit(pair.rubric.near_earns, "near what the solution says")
    if mark.earned < 1 and "; it is" not in mark.why:
        mark = Credit(mark.earned, mark.why + _solution(pair, rule))
    return mark if mark.earned >= 1 or theirs else Credit(mark.earned, f"there is no rule for its cases; {mark.why}")


def _is_near(pair: Pair, rule: Rule[Any], theirs: Rule[Any]) -> bool:
    """Whether every number of a rule is near that of the solution."""
    wanted, found = _numbers(pair.right, rule.then), _numbers(pair.theirs, theirs.then)
    if not wanted or wanted.keys() != found.keys():
        return False
    return all(pair.near(found[name], [number], abs(number)) > 0 for name, number in wanted.items())


def _numbers(side: ModelSide, then: Any) -> dict[str, float]:
    """The numbers of a rule by outcome, or its one score by no name; nothing where some cannot be worked out."""
    said = (
        {name: side.chance(then, name) for name in then.outcomes} if isinstance(then, Chance) else {"": side.at(then)}
    )
    known = {name: number for name, number in said.items() if number is not None}
    return known if len(known) == len(said) else {}


def _solution(pair: Pair, rule: Rule[Any]) -> str:
    """What the solution says, as the end of a sentence; '' where it cannot be said in numbers."""
    said = _numbers(pair.right, rule.then)
    shown = listed([f"{name} {amount(number)}".strip() for name, number in said.items()])
    return f"; it is {shown}" if shown else ""


def _table_of(side: ModelSide, item: Askable) -> Any:
    """The chances, or the scores, that a rule stands in; None where there are none."""
    owner = str(item.place[1])
    if item.place[0] == "sequence":
        step = side.record.steps.get(owner)
        return step.chance if isinstance(step, Event) else None
    leaf = side.consideration(owner)
    return leaf.scores if leaf is not None else None


def _rules_in(table: Any) -> Sequence[Rule[Any]]:
    return table.adjustments if isinstance(table, Adjusted) else table.rules


def _rule_itself(pair: Pair, item: Askable) -> Credit | None:
    """What a rule says in the cases in which it counts; None where they cannot be gone through."""
    owner, place = str(item.place[1]), item.place[-1]
    assert isinstance(place, int)
    if item.place[0] == "sequence":
        own, other = pair.right.record.steps[owner], pair.theirs.record.steps[owner]
        assert isinstance(own, Event)
        assert isinstance(other, Event)
        met = [case for case in cases_of_rule(pair, own.chance, place, (owner,)) if own.only_if.holds(case)]
        return share_right([chances_alike(pair, own, other, case) for case in met])
    leaf, theirs = consideration_of(pair.right.record, owner), consideration_of(pair.theirs.record, owner)
    if "adjust" in item.place:
        found = same_place(leaf.scores, theirs.scores, place)
        addressed = pair.right.record.numbers.get(item.name)
        if found is not None and addressed is not None:
            return number_beside(pair, addressed, found)
    return scores_by_case(pair, leaf, theirs, place)


def _one_to_one(pair: Pair, rule: Rule[Any], theirs: Sequence[Rule[Any]]) -> Credit:
    """A rule beside the one for the same cases."""
    is_same = bool(theirs) and _said(pair.theirs, theirs[0].then) == _said(pair.right, rule.then)
    return Credit(1.0, "right") if is_same else Credit(0.0, "not as in the solution")


def _said(side: ModelSide, then: Any) -> object:
    """What a rule says, in numbers where it has some."""
    if isinstance(then, Chance):
        return {name: side.chance(then, name) for name in then.outcomes}
    value = side.at(then)
    return str(then) if value is None else value
