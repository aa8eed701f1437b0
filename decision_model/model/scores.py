"""The scores that a consideration can reach, and the histories in which it reaches its extremes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from decision_model.model.compile.compiled import Level, ScoreTerm
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.considerations import Consideration
from decision_model.model.numbers import Draws
from decision_model.model.tables import Adjusted, RuleTable


@dataclass(frozen=True)
class Extreme:
    """The lowest or highest score of a consideration and a history (its own names only) that gives it."""

    score: float
    history: Mapping[str, str]


def term_scores(term: ScoreTerm, leaf: Consideration, values: Mapping[str, Draws]) -> np.ndarray:
    """Scores that a term adds in each of its rows: (rows,), or (rows, draws) where a number has draws.

    The start of adjusted scores is included only where the term is the whole score.
    """
    scores = leaf.scores
    if isinstance(scores, RuleTable):
        return stacked([rule.then.at(values) for rule in scores.rules])[term.rule]
    assert isinstance(scores, Adjusted)
    assert term.pattern is not None
    adjustments = stacked([scores.adjustments[number].then.at(values) for number in term.adjustments])
    added = _added(term.pattern, adjustments)
    if not term.whole:
        return added
    start = scores.start.at(values)
    return (added[:, None] if np.ndim(start) and added.ndim == 1 else added) + start


def _added(pattern: np.ndarray, adjustments: np.ndarray) -> np.ndarray:
    """The adjustments `by` (n[, draws]) that hold in each row of `pattern` (rows, n), added up: (rows[, draws]).

    Not as a product of matrices, whose order of adding, and so whose last bits, differ between processors.
    """
    if adjustments.ndim == 1:
        return np.asarray((pattern * adjustments).sum(axis=1))
    added = np.zeros((len(pattern), adjustments.shape[1]))
    for holds, change in zip(pattern.T, adjustments, strict=True):
        added[holds] += change
    return added


def stacked(numbers: list[Draws]) -> np.ndarray:
    """Numbers as rows: (n,), or (n, draws) when any of them has draws."""
    if any(np.ndim(number) for number in numbers):
        draws = max(np.size(number) for number in numbers)
        return np.stack([np.broadcast_to(number, draws) for number in numbers])
    return np.array(numbers, dtype=float)


def bounds(model: CompiledRecord, leaf: Consideration) -> tuple[Draws, Draws]:
    """Scores that a leaf cannot leave, (draws,) if it has draws.

    They are the lowest and highest of every level added up, whether or not they meet.
    """
    position = model.leaves.index(leaf)
    low: Draws = 0.0
    high: Draws = 0.0
    for level in model.structure.levels:
        for term in _terms(level, position):
            scores = term_scores(term, leaf, model.values)
            low, high = low + scores.min(axis=0), high + scores.max(axis=0)
    if isinstance(leaf.scores, Adjusted) and not _is_whole(model, position):
        start = leaf.scores.start.at(model.values)
        low, high = low + start, high + start
    return low, high


def rules_read(model: CompiledRecord, leaf: Consideration) -> list[int]:
    """The rules of a leaf's table that some history reads."""
    position = model.leaves.index(leaf)
    terms = (term for level in model.structure.levels for term in _terms(level, position))
    return sorted({int(rule) for term in terms if term.rule is not None for rule in np.unique(term.rule)})


def _is_whole(model: CompiledRecord, position: int) -> bool:
    return any(term.whole for level in model.structure.levels for term in _terms(level, position))


def extremes(model: CompiledRecord, leaf: Consideration) -> Iterator[Extreme]:
    """The lowest and the highest score that any history gives a leaf, over all draws."""
    position = model.leaves.index(leaf)
    levels = model.structure.levels
    booked = [_booked(level, leaf, position, model.values) for level in levels]
    start: Draws = 0.0
    if isinstance(leaf.scores, Adjusted) and not _is_whole(model, position):
        start = leaf.scores.start.at(model.values)
    names = leaf.scores.names if leaf.scores else ()
    for highest in (False, True):
        reached = start + _reached(levels, booked, highest)[0]
        draw = int(np.argmax(reached) if highest else np.argmin(reached))
        booked_in_draw = [scores[:, draw] if scores is not None and scores.ndim > 1 else scores for scores in booked]
        history = _followed(levels, _reached(levels, booked_in_draw, highest)[1])
        yield Extreme(float(np.ravel(reached)[draw]), {name: history[name] for name in names if name in history})


def _terms(level: Level, position: int) -> Iterator[ScoreTerm]:
    return (term for term in (level.booking.terms if level.booking else ()) if term.leaf == position)


def _booked(level: Level, leaf: Consideration, position: int, values: Mapping[str, Draws]) -> np.ndarray | None:
    """Scores that a leaf books at a level, by row of its booking: (rows[, draws]), None for none."""
    return next((term_scores(term, leaf, values) for term in _terms(level, position)), None)


def _reached(
    levels: tuple[Level, ...], booked: list[np.ndarray | None], highest: bool
) -> tuple[np.ndarray, list[np.ndarray]]:
    """The extreme sum from the root, scalar or (draws,), and, per level, the branch taken at each node."""
    draws = max(
        (scores_booked.shape[1] for scores_booked in booked if scores_booked is not None and scores_booked.ndim > 1),
        default=0,
    )
    after = np.zeros((1, draws)) if draws else np.zeros(1)
    chosen: list[np.ndarray] = []
    for level, scores in zip(reversed(levels), reversed(booked), strict=True):
        best: np.ndarray | None = None
        branch_of = np.zeros((level.size, *after.shape[1:]), dtype=np.int32)
        for branch in range(level.children.shape[1]):
            exists = level.children[:, branch] >= 0
            sums = after[level.children[:, branch]]
            if scores is not None and level.booking is not None:
                added = scores[level.booking.row[:, branch]]
                sums = sums + (added[:, None] if sums.ndim > added.ndim else added)
            sums = np.where(exists[:, None] if draws else exists, sums, -np.inf if highest else np.inf)
            better = np.ones(sums.shape, bool) if best is None else (sums > best if highest else sums < best)
            best = np.where(better, sums, best) if best is not None else sums
            branch_of[better] = branch
        assert best is not None
        after = best
        chosen.append(branch_of)
    return after[0], chosen[::-1]


def _followed(levels: tuple[Level, ...], chosen: list[np.ndarray]) -> dict[str, str]:
    history: dict[str, str] = {}
    node = 0
    for level, branches in zip(levels, chosen, strict=True):
        state = int(branches[node])
        if state < len(level.step.states):
            history[level.step.name] = level.step.state_names[state]
        node = int(level.children[node, state])
    return history
