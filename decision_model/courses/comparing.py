"""What was handed in beside the solution, item by item, in meaning and not in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from decision_model.courses.cases import Case, cases, matching, meaning
from decision_model.courses.items import CONSIDERATION, NUMBER, RULE, Askable, consideration_of, rule_of
from decision_model.courses.rubric import Rubric
from decision_model.courses.sides import ModelSide, group_of, is_open
from decision_model.errors import Place
from decision_model.model.considerations import Consideration
from decision_model.model.number_index import Addressed
from decision_model.model.numbers import Number
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event
from decision_model.model.tables import Adjusted, Chance, Rule, RuleTable
from decision_model.words.numbers import amount, amounts_apart
from decision_model.words.sentences import counted, listed

ROUNDING = 1e-9
"""What is no difference."""


@dataclass(frozen=True)
class Credit:
    """The share of an item's points that is earned, 0 to 1, and why, as the rest of a sentence."""

    earned: float
    why: str


@dataclass(frozen=True)
class Pair:
    """The solution and what was handed in; `follows` is the solution worked out with the numbers handed in.

    `gaps` are the places at which something is still missing, `unordered` steps whose order is no matter.
    """

    right: ModelSide
    theirs: ModelSide
    follows: ModelSide
    rubric: Rubric
    gaps: frozenset[Place] = frozenset()
    unordered: frozenset[str] = frozenset()

    def near(self, value: float | None, targets: Sequence[float | None], size: float) -> float:
        """1 for a value that is right, a part for one that is near, 0 otherwise; `size` is what is measured with."""
        if value is None:
            return 0.0
        gaps = [abs(value - target) for target in targets if target is not None]
        gap = min(gaps, default=float("inf"))
        if gap <= self.rubric.right * size + ROUNDING * max(1.0, size):
            return 1.0
        return self.rubric.near_earns if gap <= self.rubric.near * size else 0.0

    def is_open(self, place: Place) -> bool:
        """Whether there is still a gap in something that stands at a place, or beside it in its list."""
        return any(gap[: len(place)] == place or _is_beside(gap, place) for gap in self.gaps)

    def absent(self, place: Place, why: str) -> Credit:
        """The mark of what there is not: its gap is still open, or it is not there for another reason."""
        return Credit(0.0, "left open" if self.is_open(place) else why)

    def alike(self, value: float | None, targets: Sequence[float | None], width: float) -> bool:
        """Whether a value is right."""
        size = max((abs(target) for target in targets if target is not None), default=0.0) or width
        return self.near(value, targets, size) >= 1


def _is_beside(gap: Place, place: Place) -> bool:
    """Whether a gap is an entry of the list in which something stands."""
    *around, last = gap
    if not isinstance(last, int) or gap[0] != place[0]:
        return False
    if len(place) == 2:
        return len(around) == 1 or around[-1] == "considerations"
    return tuple(around) == place[:-1]


def compare(pair: Pair, item: Askable) -> Credit:
    """How much of an item is right."""
    if item.kind == NUMBER:
        return _number(pair, item)
    if item.kind == RULE:
        return _rule(pair, item)
    return _consideration(pair, item.name) if item.kind == CONSIDERATION else _step(pair, item.name)


def _number(pair: Pair, item: Askable) -> Credit:
    addressed = pair.right.record.numbers[item.name]
    kinds: Mapping[str, Callable[[Pair, Addressed], Credit]] = {
        "weight": _weight,
        "chance": _chance,
        "score": _score,
    }
    return kinds.get(addressed.kind, _plain)(pair, addressed)


def _plain(pair: Pair, addressed: Addressed) -> Credit:
    """A number that has its own place: a parameter, a value, an interaction, the risk tolerance."""
    found = pair.theirs.record.numbers.get(addressed.address)
    return _mark(pair, addressed, found.number if found else None)


def _mark(pair: Pair, addressed: Addressed, number: Number | None) -> Credit:
    """A number beside the one that was right."""
    if number is None and not pair.is_open(addressed.place):
        return Credit(0.0, f"not to be found; {_right(pair, addressed)}")
    if number is None or is_open(number):
        return Credit(0.0, f"left open; {_right(pair, addressed)}")
    usual = {name: value for name, value in pair.theirs.usual.items() if name != addressed.address}
    return _valued(pair, addressed, ModelSide(pair.theirs.record, usual=usual).at(number))


def _valued(pair: Pair, addressed: Addressed, value: float | None) -> Credit:
    """A value beside the one that was right."""
    right, follows = pair.right.at(addressed.number), pair.follows.at(addressed.number)
    if value is None or right is None:
        return Credit(0.0, f"has no value that can be worked out; {_right(pair, addressed)}")
    width = _width(pair.right.record, addressed)
    if pair.near(value, [right], abs(right) or width) >= 1:
        return Credit(1.0, "right")
    if pair.near(value, [follows], abs(follows or 0) or width) >= 1:
        return Credit(1.0, "right, as it follows from the other numbers handed in")
    earned = pair.near(value, [right, follows], abs(right) or width)
    given, own = amounts_apart(value, right)
    if earned:
        return Credit(earned, f"{given} is near; it is {own}")
    return Credit(0.0, f"{given} is {_slip(value, right, addressed.kind)}; it is {own}")


def _slip(value: float, right: float, kind: str) -> str:
    """What may have gone wrong."""
    known = {
        "of the wrong sign": -right,
        "the chance of the other outcome": 1 - right if kind in ("chance", "parameter") and 0 < right < 1 else right,
        "in percent and not a part of 1": 100 * right,
        "a hundred times too small": right / 100,
        "twice as much as it should be": 2 * right,
        "a thousand times too large": 1000 * right,
        "a thousand times too small": right / 1000,
    }
    fits = (words for words, slip in known.items() if slip != right and abs(value - slip) <= 1e-6 * abs(slip))
    return next(fits, "too high" if value > right else "too low")


def _right(pair: Pair, addressed: Addressed) -> str:
    right = pair.right.at(addressed.number)
    return "it depends on the case" if right is None else f"it is {amount(right)}"


def _width(model: Record, addressed: Addressed) -> float:
    """What a number that should be 0 is measured with: 1 for chances, the width of the scale for scores."""
    if addressed.kind != "score":
        return 1.0
    scale = consideration_of(model, str(addressed.place[1])).scale
    return abs(scale.best - scale.worst) if scale is not None else 100.0 if model.total_rule.has_weights else 1.0


def _weight(pair: Pair, addressed: Addressed) -> Credit:
    """A weight is right in the solution's points, or as the same share of its group."""
    name = str(addressed.place[1])
    found = pair.theirs.consideration(name)
    plain = _mark(pair, addressed, found.weight if found else None)
    if found is None or is_open(found.weight) or plain.earned >= 1:
        return plain
    names = [{each.name for each in group_of(side.record, name)} for side in (pair.right, pair.theirs)]
    shares = pair.right.share(name), pair.theirs.share(name)
    by_share = pair.near(shares[1], [shares[0]], abs(shares[0] or 0)) if names[0] == names[1] else 0.0
    is_share = pair.right.record.total_rule.weights_are_shares
    return Credit(1.0, "right, as the same share of its group") if by_share >= 1 and is_share else plain


def _chance(pair: Pair, addressed: Addressed) -> Credit:
    """A chance in the rule that it stands in, or in the cases of that rule."""
    event, place, outcome = str(addressed.place[1]), addressed.place[3], str(addressed.place[4])
    own, theirs = pair.right.record.steps[event], pair.theirs.record.steps.get(event)
    assert isinstance(own, Event)
    assert isinstance(place, int)
    if not isinstance(theirs, Event):
        return _mark(pair, addressed, None)
    if _same_up_to(own.chance, theirs.chance, place):
        chance: Chance = theirs.chance.rules[place].then
        if outcome in chance.numbers:
            return _mark(pair, addressed, chance.numbers[outcome])
        return _valued(pair, addressed, pair.theirs.chance(chance, outcome))
    met = [case for case in _met(pair, own.chance, place, (event,)) if own.only_if.holds(case)]
    values = [pair.theirs.chances(theirs, case) for case in met]
    marks = [_valued(pair, addressed, each.get(outcome) if each else None) for each in values]
    return _least(marks) or _mark(pair, addressed, None)


def _score(pair: Pair, addressed: Addressed) -> Credit:
    """A score in the rule that it stands in, or in the cases of that rule; an adjustment by what it is made for."""
    leaf = consideration_of(pair.right.record, str(addressed.place[1]))
    theirs = pair.theirs.consideration(leaf.name)
    if theirs is None or theirs.scores is None:
        return _mark(pair, addressed, None)
    place = next((part for part in addressed.place if isinstance(part, int)), None)
    found = _same_place(leaf.scores, theirs.scores, place)
    if found is not None and not pair.right.record.steps_in(addressed.number):
        return _mark(pair, addressed, found)
    return _by_case(pair, leaf, theirs, place) or _mark(pair, addressed, found)


def _same_place(own: Any, theirs: Any, place: int | None) -> Number | None:
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
        return theirs.rules[place].then if _same_up_to(own, theirs, place) else None
    return None


def _same_up_to(own: RuleTable[Any], theirs: RuleTable[Any], place: int) -> bool:
    """Whether two tables ask the same, rule by rule, up to a place."""
    asked = [[meaning(rule.when) for rule in table.rules[: place + 1]] for table in (own, theirs)]
    return asked[0] == asked[1]


def _met(pair: Pair, table: RuleTable[Any], place: int, further: Sequence[str] = ()) -> list[Case]:
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


def _least(marks: Sequence[Credit]) -> Credit | None:
    return min(marks, key=lambda mark: mark.earned, default=None)


def _by_case(pair: Pair, leaf: Consideration, theirs: Consideration, place: int | None) -> Credit | None:
    """The scores in the cases of a rule, or of an adjustment."""
    met = _cases_of_scores(pair, leaf, theirs, place)
    width = 100.0 if pair.right.record.total_rule.has_weights else 1.0

    def is_right(case: Case) -> bool:
        targets = [pair.right.score(leaf, case), pair.follows.score(leaf, case)]
        return pair.alike(pair.theirs.score(theirs, case), targets, width)

    return _share_right([is_right(case) for case in met])


def _cases_of_scores(pair: Pair, leaf: Consideration, theirs: Consideration, place: int | None) -> list[Case]:
    names = [*pair.right.record.score_names(leaf), *pair.theirs.record.score_names(theirs)]
    every = cases(pair.right.record, names)
    if place is None:
        return every
    if isinstance(leaf.scores, Adjusted):
        return [case for case in every if leaf.scores.adjustments[place].when.holds(case)]
    assert isinstance(leaf.scores, RuleTable)
    rules = leaf.scores.rules
    return [case for case in every if matching(rules, case) is rules[place]]


def _share_right(right: Sequence[bool]) -> Credit | None:
    """Right in all cases, in some, or in none; None where no case is known, as where there are too many."""
    count = sum(right)
    if not right:
        return None
    if count == len(right):
        return Credit(1.0, "right")
    if not count:
        return Credit(0.0, "not as in the solution")
    return Credit(count / len(right), f"right in {count} of {counted(len(right), 'case')}")


def _rule(pair: Pair, item: Askable) -> Credit:
    tables = [_table_of(side, item) for side in (pair.right, pair.theirs)]
    if tables[1] is None:
        return pair.absent(item.place, "not to be found")
    rule = rule_of(pair.right.record, item)
    assert rule is not None
    own, theirs = ([each for each in _rules_in(table) if meaning(each.when) == meaning(rule.when)] for table in tables)
    if len(theirs) < len(own) and pair.is_open(item.place):
        return Credit(0.0, "left open")
    mark = _rule_itself(pair, item) or _one_to_one(pair, rule, theirs)
    return mark if mark.earned >= 1 or theirs else Credit(mark.earned, f"there is no rule for its cases; {mark.why}")


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
        met = [case for case in _met(pair, own.chance, place, (owner,)) if own.only_if.holds(case)]
        return _share_right([_chances_alike(pair, own, other, case) for case in met])
    leaf, theirs = consideration_of(pair.right.record, owner), consideration_of(pair.theirs.record, owner)
    if "adjust" in item.place:
        found = _same_place(leaf.scores, theirs.scores, place)
        addressed = pair.right.record.numbers.get(item.name)
        if found is not None and addressed is not None:
            return _mark(pair, addressed, found)
    return _by_case(pair, leaf, theirs, place)


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


def _chances_alike(pair: Pair, own: Event, theirs: Event, case: Case) -> bool:
    """Whether an event has the same chances in a case."""
    given = pair.theirs.chances(theirs, case)
    right, follows = pair.right.chances(own, case), pair.follows.chances(own, case)
    if given is None or right is None or follows is None:
        return given == right
    names = {*given, *right}
    return all(pair.alike(given.get(name, 0.0), [right.get(name, 0.0), follows.get(name, 0.0)], 1.0) for name in names)


def _step(pair: Pair, name: str) -> Credit:
    own, theirs = pair.right.record.steps[name], pair.theirs.record.steps.get(name)
    if theirs is None:
        return pair.absent(("sequence", name), f"there is no step called {name}")
    if type(own) is not type(theirs):
        return Credit(0.0, f"it is {'an event' if isinstance(own, Event) else 'a decision'}")
    return _facets(_of_step(pair, own, theirs))


def _of_step(pair: Pair, own: Decision | Event, theirs: Decision | Event) -> Iterator[tuple[float, str]]:
    """What is right about a step, and what to call what is not."""
    yield _jaccard(own.state_names, theirs.state_names), f"its {own.listed_under}"
    names = [*own.only_if.names, *theirs.only_if.names]
    met = cases(pair.right.record, names)
    yield float(all(own.only_if.holds(case) == theirs.only_if.holds(case) for case in met)), "when it arises"
    yield float(_known(pair, own) == _known(pair, theirs, of_theirs=True)), "its place among the other steps"
    if isinstance(own, Event) and isinstance(theirs, Event):
        yield _chances_right(pair, own, theirs), "its chances"
    yield from _values_of_states(pair, own, theirs)
    if isinstance(own, Decision) and isinstance(theirs, Decision):
        yield _offers_right(pair, own, theirs), "when its options are on offer"


def _values_of_states(pair: Pair, own: Decision | Event, theirs: Decision | Event) -> Iterator[tuple[float, str]]:
    valued = [state for state in own.states if state.value is not None]
    if valued:
        found = [theirs.state(state.name).value if state.name in theirs.state_names else None for state in valued]
        right = [
            pair.alike(pair.theirs.at(number), [pair.right.at(state.value), pair.follows.at(state.value)], 1.0)
            for state, number in zip(valued, found, strict=True)
        ]
        yield sum(right) / len(right), f"the values of its {own.listed_under}"


def _offers_right(pair: Pair, own: Decision, theirs: Decision) -> float:
    both = [
        (option.only_if, theirs.state(option.name).only_if)  # type: ignore[union-attr]
        for option in own.options
        if option.name in theirs.state_names
    ]
    names = [name for pairs in both for condition in pairs for name in condition.names]
    met = cases(pair.right.record, names)
    return float(all(first.holds(case) == second.holds(case) for first, second in both for case in met))


def _chances_right(pair: Pair, own: Event, theirs: Event) -> float:
    names = [*own.parents, *theirs.parents]
    met = [case for case in cases(pair.right.record, names) if own.only_if.holds(case)]
    right = [_chances_alike(pair, own, theirs, case) for case in met]
    return sum(right) / len(right) if right else 0.0


def _known(pair: Pair, step: Decision | Event, of_theirs: bool = False) -> set[str]:
    """The steps of the other kind that stand before one, or that a decision knows, of those that both sides have."""
    record: Record = (pair.theirs if of_theirs else pair.right).record
    both = (pair.right.record.steps.keys() & pair.theirs.record.steps.keys()) - pair.unordered
    return {
        other.name
        for other in record.sequence
        if other.name in both and type(other) is not type(step) and _is_before(record, other.name, step)
    }


def _is_before(record: Record, name: str, step: Decision | Event) -> bool:
    is_decision = isinstance(step, Decision)
    return record.is_known(name, step.name) if is_decision else record.position[name] < record.position[step.name]


def _jaccard(own: Sequence[str], theirs: Sequence[str]) -> float:
    """How much two sets have in common, 0 to 1."""
    first, second = set(own), set(theirs)
    return len(first & second) / len(first | second) if first | second else 1.0


def _facets(facets: Iterator[tuple[float, str]]) -> Credit:
    """All that there is to say of a step or a consideration, each part alike."""
    parts = list(facets)
    wrong = [words for earned, words in parts if earned < 1]
    earned = sum(part for part, _ in parts) / len(parts)
    if not wrong:
        return Credit(1.0, "right")
    return Credit(earned, f"not as in the solution: {listed(wrong)}")


def _consideration(pair: Pair, name: str) -> Credit:
    own, theirs = consideration_of(pair.right.record, name), pair.theirs.consideration(name)
    if theirs is None:
        return pair.absent(("considerations", name), f"there is no consideration called {name}")
    return _facets(_of_consideration(pair, own, theirs))


def _of_consideration(pair: Pair, own: Consideration, theirs: Consideration) -> Iterator[tuple[float, str]]:
    if pair.right.record.total_rule.has_weights and len(group_of(pair.right.record, own.name)) > 1:
        shares, points = (
            (pair.theirs.share(own.name), [pair.right.share(own.name)]),
            (pair.theirs.points(own.name), [pair.right.points(own.name), pair.follows.points(own.name)]),
        )
        yield float(pair.alike(*shares, 1.0) or pair.alike(*points, 1.0)), "its weight"
    if own.considerations:
        names = [[each.name for each in side.considerations] for side in (own, theirs)]
        yield _jaccard(*names), "what it is made of"
        for child in own.considerations:
            yield _consideration(pair, child.name).earned, f"its part {child.name}"
        return
    yield _scores_right(pair, own, theirs), "its scores"


def _scores_right(pair: Pair, own: Consideration, theirs: Consideration) -> float:
    """The share of cases in which a consideration counts as much."""
    if theirs.scores is None:
        return 0.0
    met = _cases_of_scores(pair, own, theirs, None)
    right = [
        pair.alike(pair.theirs.worth(theirs, case), [pair.right.worth(own, case), pair.follows.worth(own, case)], 1.0)
        for case in met
    ]
    return sum(right) / len(right) if right else 0.0
