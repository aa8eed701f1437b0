"""How much of a whole step or consideration is right, each part of it alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision_model.courses.cases import cases
from decision_model.courses.comparing.pair import Credit, Pair
from decision_model.courses.comparing.tables import cases_of_scores, chances_alike
from decision_model.courses.items import consideration_of
from decision_model.courses.sides import group_of
from decision_model.model.considerations import Consideration
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event
from decision_model.words.sentences import listed


def step_right(pair: Pair, name: str) -> Credit:
    """How much of a decision or an event is right."""
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
    right = [chances_alike(pair, own, theirs, case) for case in met]
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


def consideration_right(pair: Pair, name: str) -> Credit:
    """How much of a consideration, or of a group of them, is right."""
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
            yield consideration_right(pair, child.name).earned, f"its part {child.name}"
        return
    earned = _scores_right(pair, own, theirs)
    yield earned, "its scale" if earned < 1 and _same_scores(pair, own, theirs) else "its scores"


def _same_scores(pair: Pair, own: Consideration, theirs: Consideration) -> bool:
    """Whether the scores themselves are right in every case, so that what is wrong is the scale."""
    met = cases_of_scores(pair, own, theirs, None) if theirs.scores is not None else []
    return bool(met) and all(
        pair.alike(pair.theirs.score(theirs, case), [pair.right.score(own, case), pair.follows.score(own, case)], 1.0)
        for case in met
    )


def _scores_right(pair: Pair, own: Consideration, theirs: Consideration) -> float:
    """The share of cases in which a consideration counts as much."""
    if theirs.scores is None:
        return 0.0
    met = cases_of_scores(pair, own, theirs, None)
    right = [
        pair.alike(pair.theirs.worth(theirs, case), [pair.right.worth(own, case), pair.follows.worth(own, case)], 1.0)
        for case in met
    ]
    return sum(right) / len(right) if right else 0.0
