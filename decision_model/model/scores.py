"""The scores that a consideration can reach, and the histories in which it reaches its extremes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from decision_model.model.considerations import Consideration
from decision_model.model.numbers import Draws
from decision_model.model.structure import Booking, Level, Term
from decision_model.model.tables import Adjusted, RuleTable

if TYPE_CHECKING:
    from decision_model.model.decision_model import DecisionModel


@dataclass(frozen=True)
class Extreme:
    """The lowest or highest score of a consideration and a history (its own names only) that gives it."""

    score: float
    history: Mapping[str, str]


def term_scores(term: Term, leaf: Consideration, values: Mapping[str, Draws]) -> np.ndarray:
    """Scores that a term adds in each of its rows: (rows,), or (rows, draws) where a number has draws.

    The start of adjusted scores is included only where the term is the whole score.
    """
    scores = leaf.scores
    if isinstance(scores, RuleTable):
        return stacked([rule.then.at(values) for rule in scores.rules])[term.rule]
    assert isinstance(scores, Adjusted)
    assert term.pattern is not None
    by = stacked([scores.adjustments[number].then.at(values) for number in term.adjustments])
    added = term.pattern @ by if len(term.adjustments) else np.zeros(len(term.pattern))
    return added + scores.start.at(values) if term.whole else added


def stacked(numbers: list[Draws]) -> np.ndarray:
    """Numbers as rows: (n,), or (n, draws) when any of them has draws."""
    if any(np.ndim(number) for number in numbers):
        draws = max(np.size(number) for number in numbers)
        return np.stack([np.broadcast_to(number, draws) for number in numbers])
    return np.array(numbers, dtype=float)


def extremes(model: DecisionModel, leaf: Consideration) -> Iterator[Extreme]:
    """The lowest and the highest score that any history gives a leaf."""
    position = model.leaves.index(leaf)
    start: Draws = 0.0
    if isinstance(leaf.scores, Adjusted) and not any(t.whole for t in _terms(model, position)):
        start = leaf.scores.start.at(model.values)
    for pick in (np.min, np.max):
        score, history = _extreme(model, leaf, position, pick)
        read = leaf.scores.names if leaf.scores else ()
        yield Extreme(float(pick(start + score)), {name: history[name] for name in read if name in history})


def _terms(model: DecisionModel, position: int) -> Iterator[Term]:
    for level in model.structure.levels:
        yield from (term for term in (level.booking.terms if level.booking else ()) if term.leaf == position)


def _extreme(
    model: DecisionModel, leaf: Consideration, position: int, pick: Callable[..., np.ndarray]
) -> tuple[np.ndarray, dict[str, str]]:
    """Sweep from the end taking the lowest (or highest) sum at every node, then follow it from the root."""
    worst = np.inf if pick is np.min else -np.inf
    after = np.zeros(1)
    chosen: list[np.ndarray] = []
    for level in reversed(model.structure.levels):
        sums = np.where(level.children >= 0, after[level.children], worst)
        sums = sums + _booked(level, leaf, position, model.values, pick)
        best = np.argmin(sums, axis=1) if pick is np.min else np.argmax(sums, axis=1)
        chosen.append(best)
        after = sums[np.arange(len(sums)), best]
    return after[0], _followed(model.structure.levels, chosen[::-1])


def _followed(levels: tuple[Level, ...], chosen: list[np.ndarray]) -> dict[str, str]:
    history: dict[str, str] = {}
    node = 0
    for level, best in zip(levels, chosen, strict=True):
        state = int(best[node])
        if state < len(level.step.states):
            history[level.step.name] = level.step.state_names[state]
        node = int(level.children[node, state])
    return history


def _booked(
    level: Level, leaf: Consideration, position: int, values: Mapping[str, Draws], pick: Callable[..., np.ndarray]
) -> np.ndarray | float:
    booking: Booking | None = level.booking
    for term in booking.terms if booking else ():
        if term.leaf == position and booking is not None:
            scores = term_scores(term, leaf, values)
            scores = pick(scores, axis=1) if scores.ndim > 1 else scores
            return scores[booking.row]
    return 0.0
