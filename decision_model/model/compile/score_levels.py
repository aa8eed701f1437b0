"""Where each score is settled, and which earlier steps each level must still remember."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from decision_model.model.compile.bayes import Evidence
from decision_model.model.considerations import Consideration
from decision_model.model.record import Record
from decision_model.model.steps import Decision
from decision_model.model.tables import Adjusted, Scores


def sizes(model: Record) -> dict[str, int]:
    """Number of states of each step, absence included where it can be absent."""
    return {step.name: len(step.states) + (not step.only_if.always) for step in model.sequence}


def settled_at(model: Record, names: Sequence[str]) -> int:
    """The level at which the last of some steps is known."""
    return max((model.position[name] for name in names), default=0)


def splits(model: Record, leaf: Consideration) -> bool:
    """Whether parts of a score may be booked at different levels: the total is linear in the score."""
    start_moves = isinstance(leaf.scores, Adjusted) and bool(model.steps_in(leaf.scores.start))
    return model.total_rule.adds_up and (leaf.scale is None or leaf.scale.is_straight) and not start_moves


def needs(model: Record, known: Mapping[str, Evidence], booked: Sequence[Sequence[Settlement]]) -> list[set[str]]:
    """For each level the steps that its conditions, chances and bookings read."""
    read: list[set[str]] = [set(step.only_if.names) for step in model.sequence]
    for index, step in enumerate(model.sequence):
        if isinstance(step, Decision):
            read[index].update(name for option in step.options for name in option.only_if.names)
            read[index].update(step.knows or ())
            if step.name in model.followed:
                read[index].update(model.followed[step.name].names)
        else:
            read[index].update(known[step.name].known)
            read[index].update(name for name in step.parents if model.position[name] < index)
        read[index].update(name for settlement in booked[index] for name in settlement.names)
    return read


def kept(model: Record, read: Sequence[set[str]]) -> list[tuple[str, ...]]:
    """For each level (and the end) the earlier steps that it or a later level still reads."""
    later: set[str] = set()
    result: list[tuple[str, ...]] = [()]
    for index in range(len(model.sequence) - 1, -1, -1):
        later |= read[index]
        result.append(tuple(step.name for step in model.sequence[:index] if step.name in later))
    return result[::-1]


@dataclass(frozen=True)
class Settlement:
    """What is known of one leaf's score once a level is settled: a whole score, or some of its adjustments."""

    position: int
    leaf: Consideration
    names: tuple[str, ...]
    adjustments: tuple[int, ...] = ()


def settlements(model: Record) -> list[list[Settlement]]:
    """For each level what is settled there. Scores that only count together are all settled where the last one is."""
    by_level: list[list[Settlement]] = [[] for _ in model.sequence]
    all_names = [name for leaf in model.leaves for name in model.score_names(leaf)]
    together = None if model.total_rule.adds_up else settled_at(model, all_names)
    for position, leaf in enumerate(model.booked):
        scores = scores_of(leaf)
        if isinstance(scores, Adjusted) and splits(model, leaf):
            levels: dict[int, list[int]] = {}
            read = [(*rule.when.names, *model.steps_in(rule.then)) for rule in scores.adjustments]
            for number, names_read in enumerate(read):
                levels.setdefault(settled_at(model, names_read), []).append(number)
            for level, numbers in levels.items():
                names = dict.fromkeys(name for number in numbers for name in read[number])
                by_level[level].append(Settlement(position, leaf, tuple(names), tuple(numbers)))
        else:
            whole = model.score_names(leaf)
            level = settled_at(model, whole) if together is None else together
            by_level[level].append(Settlement(position, leaf, whole))
    return by_level


def scores_of(leaf: Consideration) -> Scores:
    """The scores of a leaf, which every checked model has."""
    assert leaf.scores is not None
    return leaf.scores
