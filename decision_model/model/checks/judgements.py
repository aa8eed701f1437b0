"""Checks of judgements of weights and scores: whose they are, that each is complete, and that judgements agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import nan

from decision_model.errors import Place, Problem, Problems
from decision_model.model.capacities import falls, proper_sets
from decision_model.model.checks.names import unknown
from decision_model.model.checks.number_values import at
from decision_model.model.considerations import Consideration, judged_interactions
from decision_model.model.judgements import WeightJudgement
from decision_model.model.number_index import judged_places
from decision_model.model.rank_weights import METHODS
from decision_model.model.record import Record
from decision_model.model.steps import Decision
from decision_model.model.tables import RuleTable


def problems(model: Record) -> Problems:
    """Every judgement is of one whole group, whose weights are stated nowhere else."""
    for place, judgement, group in _judgements(model):
        if not model.total_rule.has_weights or (place == ("weights",) and not model.total_rule.weights_are_shares):
            message = f"with 'combine: {model.total_rule.name}' these weights are no shares that could be judged."
            yield Problem(place, message, "State them one by one, or remove them.", code="judgement-of-no-shares")
            continue
        members = _Judged([member.name for member in group])
        if judgement.kind == "capacity" and (place != ("weights",) or not model.total_rule.has_interactions):
            message = "what sets are worth counts at the top level only, with 'combine: choquet'."
            remedy = "Judge in pairs, by swings or an order, or add that line."
            yield Problem((*place, "capacity"), message, remedy, code="capacity-without-choquet")
            continue
        own_problems = [*_numbers(place, judgement), *_names(place, judgement, members)]
        yield from own_problems or (_beside(judgement, group) if place[0] != "perspectives" else ())
        if judgement.kind == "capacity" and not own_problems and model.interactions != judged_interactions(judgement):
            message = "interactions are stated here, and follow from what sets are worth under 'weights'."
            yield Problem(("interactions",), message, "Keep one of the two.", code="interactions-beside-capacity")
    for place, judgement, step in _of_scores(model):
        if judgement.kind != "pairwise":
            message, remedy = "scores are judged in pairs.", "Write 'pairwise'."
            yield Problem(place, message, remedy, code="scores-not-in-pairs")
        elif step in model.steps:
            kind = "option" if isinstance(model.steps[step], Decision) else "outcome"
            states = _Judged(model.steps[step].state_names, f"{kind} of '{step}'", "has no score then.", kind)
            yield from (*_numbers(place, judgement), *_names(place, judgement, states))


def warnings(model: Record) -> Problems:
    """Comparisons in pairs that contradict one another more than is usual."""
    for place, judgement, _ in (*_judgements(model), *_of_scores(model)):
        if not judgement.is_consistent:
            remedy = "Look at that one again."
            yield Problem((*place, "pairwise"), _lowered(judgement.summary), remedy, code="pairs-inconsistent")


def _lowered(sentence: str) -> str:
    return f"{sentence[0].lower()}{sentence[1:]}"


def _judgements(model: Record) -> Iterator[tuple[Place, WeightJudgement, Sequence[Consideration]]]:
    """Every judgement with its place and the group that it is of; for a perspective that of the first name it knows."""
    for group, judgement in model.judgements():
        if group is None:
            yield ("weights",), judgement, model.considerations
        else:
            yield ("considerations", group.name, "weights"), judgement, group.considerations
    groups = [model.considerations, *(parent.considerations for parent in model.walk())]
    for name, perspective in model.perspectives.items():
        if perspective.judgement is not None:
            judged = set(perspective.judgement.names)
            members = (group for group in groups if judged & {member.name for member in group})
            yield ("perspectives", name, "weights"), perspective.judgement, next(members, model.considerations)


def _of_scores(model: Record) -> Iterator[tuple[Place, WeightJudgement, str]]:
    """Every judgement of scores with its place and the step whose states are judged."""
    for leaf, judgement in model.judged_scores():
        assert isinstance(leaf.scores, RuleTable)
        assert leaf.scores.layout is not None
        yield ("considerations", leaf.name, "scores"), judgement, leaf.scores.layout[0]


@dataclass(frozen=True)
class _Judged:
    """What a judgement is to be of, by name, and the words for one of them."""

    names: Sequence[str]
    kind: str = "consideration of this group"
    lacks: str = "shares the weight."
    every: str = "consideration of the group"


def _numbers(place: Place, judgement: WeightJudgement) -> Problems:
    for number_place, stated in judged_places(place, judgement):
        value = at(stated, {})
        if value is None or stated.draws:
            message, remedy = "a judgement is a plain number.", "Write 3, or 1/3."
            yield Problem(number_place, message, remedy, code="judgement-not-plain")
        elif judgement.kind == "pairwise" and value <= 0:
            message = f"the ratio is {value:g}, and must be above 0."
            yield Problem(number_place, message, "Write 3, or 1/3 the other way round.", code="ratio-not-positive")
        elif judgement.kind == "capacity" and not 0 <= value <= 1:
            message = f"the worth is {value:g}, and must be from 0 to 1, what all of them are worth."
            yield Problem(number_place, message, "Write 0.4, or 40 / 100.", code="worth-outside")
        elif value < 0:
            message = f"the swing {value:g} is below 0."
            yield Problem(number_place, message, "Give 100 to the largest, less to the others.", code="swing-negative")
    if judgement.kind == "swing" and all(at(stated, {}) == 0 for stated in judgement.numbers):
        message = "no swing is above 0."
        yield Problem((*place, "swing"), message, "Give 100 to the largest.", code="swings-all-nothing")
    if judgement.method not in METHODS:
        message, remedy = f"'{judgement.method}' is not a method.", f"Known here: {', '.join(METHODS)}."
        yield Problem((*place, "method"), message, remedy, code="unknown-rank-method")


def _names(place: Place, judgement: WeightJudgement, members: _Judged) -> Problems:
    place = (*place, judgement.kind)
    strange = [name for name in judgement.names if name not in members.names]
    yield from (unknown((*place, name), members.kind, name, members.names) for name in strange)
    missing = [name for name in members.names if name not in judgement.names]
    if missing and not strange:
        message = f"nothing is said of '{missing[0]}', which {members.lacks}"
        yield Problem(place, message, f"Judge every {members.every}.", code="judgement-incomplete")
    elif judgement.kind == "pairwise":
        yield from _pairs(place, judgement)
    elif judgement.kind == "capacity":
        yield from _sets(place, judgement)
    ranked = [name for group in judgement.order for name in group]
    for name in dict.fromkeys(name for name in ranked if ranked.count(name) > 1):
        message = f"'{name}' is ranked twice."
        yield Problem((*place, name), message, "Rank each consideration once.", code="judged-twice")


def _pairs(place: Place, judgement: WeightJudgement) -> Problems:
    seen: set[frozenset[str]] = set()
    for first, second, _ in judgement.pairs:
        pair = frozenset((first, second))
        if pair in seen or first == second:
            message = (
                f"'{first}' and '{second}' are compared twice." if first != second else "it is compared with itself."
            )
            yield Problem((*place, first, second), message, "Keep one, of two different names.", code="compared-twice")
        seen.add(pair)
    for first, second in combinations(judgement.names, 2):
        if frozenset((first, second)) not in seen:
            message = f"'{first}' and '{second}' are not compared."
            yield Problem(place, message, "Compare every pair once.", code="pair-not-compared")


def _sets(place: Place, judgement: WeightJudgement) -> Problems:
    """Every set but that of all is there once, and is worth no less than what is in it."""
    worth: dict[frozenset[str], float] = {}
    for index, (names, stated) in enumerate(judgement.sets.items()):
        value, some = at(stated, {}), frozenset(names)
        if some in worth or len(some) < len(names) or len(some) == len(judgement.names):
            message = f"{_and(names)} is no set of its own: it is stated above, names one twice, or is all."
            yield Problem((*place, index), message, "Keep every set but that of all, once.", code="set-repeated")
        worth[some] = float(value) if value is not None else nan
    left_out = [names for names in proper_sets(judgement.names) if frozenset(names) not in worth]
    for names in left_out:
        message = f"nothing is said of what {_and(names)} {'is' if len(names) == 1 else 'are'} worth."
        yield Problem(place, message, "State it for every set but that of all.", code="set-left-out")
    for names in falls(worth, judgement.names) if not left_out else ():
        message = f"{_and(names)} are worth less together than some of them."
        index = [frozenset(stated) for stated in judgement.sets].index(frozenset(names))
        yield Problem((*place, index), message, "What is added can only help.", code="worth-falls")


def _and(names: Sequence[str]) -> str:
    return " and ".join(f"'{name}'" for name in names)


def _beside(judgement: WeightJudgement, group: Sequence[Consideration]) -> Problems:
    """A member of the group whose weight is another one than was judged."""
    weights = judgement.weights
    for member in group:
        if member.weight is not None and member.weight != weights.get(member.name):
            message = "its weight is stated here, and judged together with the others under 'weights'."
            place: Place = ("considerations", member.name, "weight")
            yield Problem(place, message, "Keep one of the two.", code="weight-beside-judgement")
