"""How much of a number is right, and what may have gone wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from decision_model.courses.comparing.pair import Credit, Pair
from decision_model.courses.comparing.tables import asked_alike, cases_of_rule, same_place, scores_by_case
from decision_model.courses.items import Askable, consideration_of
from decision_model.courses.sides import ModelSide, group_of, is_open
from decision_model.model.number_index import Addressed
from decision_model.model.numbers import Number
from decision_model.model.record import Record
from decision_model.model.steps import Event
from decision_model.model.tables import Chance
from decision_model.words.numbers import amount, amounts_apart


def number_right(pair: Pair, item: Askable) -> Credit:
    """How much of a number is right."""
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
    return number_beside(pair, addressed, found.number if found else None)


def number_beside(pair: Pair, addressed: Addressed, number: Number | None) -> Credit:
    """A number beside the one that was right."""
    if number is None and not pair.is_open(addressed.place):
        what = "cannot be read" if pair.is_unread(addressed.place) else "not to be found"
        return Credit(0.0, f"{what}; {_right(pair, addressed)}")
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
    plain = number_beside(pair, addressed, found.weight if found else None)
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
        return number_beside(pair, addressed, None)
    if asked_alike(own.chance, theirs.chance, place):
        chance: Chance = theirs.chance.rules[place].then
        if outcome in chance.numbers:
            return number_beside(pair, addressed, chance.numbers[outcome])
        return _valued(pair, addressed, pair.theirs.chance(chance, outcome))
    met = [case for case in cases_of_rule(pair, own.chance, place, (event,)) if own.only_if.holds(case)]
    values = [pair.theirs.chances(theirs, case) for case in met]
    marks = [_valued(pair, addressed, each.get(outcome) if each else None) for each in values]
    return _least(marks) or number_beside(pair, addressed, None)


def _score(pair: Pair, addressed: Addressed) -> Credit:
    """A score in the rule that it stands in, or in the cases of that rule; an adjustment by what it is made for."""
    leaf = consideration_of(pair.right.record, str(addressed.place[1]))
    theirs = pair.theirs.consideration(leaf.name)
    if theirs is None or theirs.scores is None:
        return number_beside(pair, addressed, None)
    place = next((part for part in addressed.place if isinstance(part, int)), None)
    found = same_place(leaf.scores, theirs.scores, place)
    if found is not None and not pair.right.record.steps_in(addressed.number):
        return number_beside(pair, addressed, found)
    if found is None and pair.is_unread(addressed.place):
        return number_beside(pair, addressed, None)
    return scores_by_case(pair, leaf, theirs, place) or number_beside(pair, addressed, found)


def _least(marks: Sequence[Credit]) -> Credit | None:
    return min(marks, key=lambda mark: mark.earned, default=None)
