"""The scores that a consideration can reach, and the histories in which it reaches its extremes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from decision_model.errors import Place
from decision_model.model.compile.compiled import Level, ScoreTerm
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.considerations import Consideration
from decision_model.model.numbers import Draws, Number
from decision_model.model.record import Record
from decision_model.model.tables import Adjusted, RuleTable


@dataclass(frozen=True)
class Extreme:
    """The lowest or highest score of a consideration and a history (its own names only) that gives it."""

    score: float
    history: Mapping[str, str]


def term_scores(term: ScoreTerm, model: Record) -> np.ndarray:
    """Scores that a term adds in each of its rows: (rows,), or (rows, draws) where a number has draws.

    The start of adjusted scores is included only where the term is the whole score.
    """
    scores = model.booked[term.leaf].scores
    if isinstance(scores, RuleTable):
        assert term.rule is not None
        if not term.states:
            return stacked([rule.then.at(model.values) for rule in scores.rules])[term.rule]
        return _by_row(term, [(term.rule == number, rule.then) for number, rule in enumerate(scores.rules)], model)
    assert isinstance(scores, Adjusted)
    assert term.pattern is not None
    read = [scores.adjustments[number].then for number in term.adjustments]
    if term.states:
        start = [(np.ones(len(term.pattern), dtype=bool), scores.start)] if term.whole else []
        return _by_row(term, [*zip(term.pattern.T, read, strict=True), *start], model)
    added = _added(term.pattern, stacked([number.at(model.values) for number in read]))
    if not term.whole:
        return added
    start_value = scores.start.at(model.values)
    return (added[:, None] if np.ndim(start_value) and added.ndim == 1 else added) + start_value


def term_numbers(term: ScoreTerm, row: int, model: Record) -> list[Number]:
    """The numbers that what a term adds in one of its rows is the sum of."""
    scores = model.booked[term.leaf].scores
    if isinstance(scores, RuleTable):
        assert term.rule is not None
        return [scores.rules[int(term.rule[row])].then]
    assert isinstance(scores, Adjusted)
    assert term.pattern is not None
    holds = [number for number, applies in zip(term.adjustments, term.pattern[row].tolist(), strict=True) if applies]
    return [*([scores.start] if term.whole else []), *(scores.adjustments[number].then for number in holds)]


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


def _by_row(term: ScoreTerm, numbers: Sequence[tuple[np.ndarray, Number]], model: Record) -> np.ndarray:
    """What numbers add to the rows (rows,) in which each applies, in order: (rows,), or (rows, draws)."""
    parts = [(applies, _in_rows(term, applies, number, model)) for applies, number in numbers]
    draws = max((part.shape[1] for _, part in parts if part.ndim == 2), default=0)
    total = np.zeros((len(numbers[0][0]), draws) if draws else len(numbers[0][0]))
    for applies, part in parts:
        total[applies] += part[:, None] if draws and part.ndim == 1 else part
    return total


def _in_rows(term: ScoreTerm, applies: np.ndarray, number: Number, model: Record) -> np.ndarray:
    """A number in those rows of a term in which it applies: (rows,), or (rows, draws) where it has draws."""
    named, count = model.steps_in(number), int(applies.sum())
    if not named:
        value = np.asarray(number.at(model.values), dtype=float)
        return np.broadcast_to(value, (count, *value.shape))
    known: dict[str, Draws] = {name: model.values[name] for name in number.references if name not in named}
    has_draws = any(np.ndim(value) for value in known.values())
    for name in named:
        by_row = stacked([*model.state_values(name)])[term.states[name][applies]]
        known[name] = by_row if by_row.ndim == 2 else by_row[:, None]
        has_draws = has_draws or by_row.ndim == 2
    value = np.asarray(number.at(known))
    return value if has_draws else value[:, 0]


def number_scores(model: CompiledRecord, place: Place, number: Number) -> Draws:
    """A number's value: a float or (draws,); or, for the formula of a score that names steps, all that it takes.

    These are its values in the cases to which it applies, (cases,) or (cases, draws); of a sum that is booked in parts
    the lowest and the highest. `place` is that of the number.
    """
    if not model.steps_in(number):
        return number.at(model.values)
    position = next(index for index, leaf in enumerate(model.leaves) if leaf.name == place[1])
    if isinstance(place[3], int) and isinstance(model.booked[position].scores, Adjusted):
        return np.stack(np.broadcast_arrays(*bounds(model, model.leaves[position])))  # a sum that is booked in parts
    parts = [_in_rows(term, applies, number, model) for term, applies in _terms_read(model, place)]
    return np.concatenate(parts) if parts else np.zeros(0)


def cases_of(model: CompiledRecord, place: Place, number: Number) -> Iterator[Mapping[str, str]]:
    """The cases of `number_scores`: the state of each step that the formula names."""
    for term, applies in _terms_read(model, place):
        states = [term.states[name][applies].tolist() for name in model.steps_in(number)]
        for case in zip(*states, strict=True):
            yield {
                name: model.steps[name].state_names[state]
                for name, state in zip(model.steps_in(number), case, strict=True)
            }


def case_with(model: CompiledRecord, place: Place, number: Number, score: float) -> Mapping[str, str]:
    """The first case in which a formula that names steps has a score that it takes; nothing for other numbers."""
    if not model.steps_in(number):
        return {}
    scores = np.atleast_2d(np.asarray(number_scores(model, place, number)).T)
    found = int(np.flatnonzero((scores == score).any(axis=0))[0])
    return next(case for index, case in enumerate(cases_of(model, place, number)) if index == found)


def _terms_read(model: CompiledRecord, place: Place) -> Iterator[tuple[ScoreTerm, np.ndarray]]:
    """The terms in which the number of a score at a place counts, each with the rows (rows,) to which it applies."""
    position = next(index for index, leaf in enumerate(model.leaves) if leaf.name == place[1])
    for level in model.structure.levels:
        for term in _terms(level, position):
            applies = _applies(term, place)
            if applies is not None and applies.any():
                yield term, applies


def _applies(term: ScoreTerm, place: Place) -> np.ndarray | None:
    """The rows (rows,) of a term to which the number of a score applies; None where it has no part in the term."""
    part = place[3:]
    if term.rule is not None:
        return term.rule == part[0]
    assert term.pattern is not None
    if part[0] == "start":
        return np.ones(len(term.pattern), dtype=bool) if term.whole else None
    return term.pattern[:, term.adjustments.index(int(part[1]))] if part[1] in term.adjustments else None


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
    position = _position(model, leaf)
    low: Draws = 0.0
    high: Draws = 0.0
    for level in model.structure.levels:
        for term in _terms(level, position):
            scores = term_scores(term, model)
            low, high = low + scores.min(axis=0), high + scores.max(axis=0)
    own = model.booked[position].scores
    if isinstance(own, Adjusted) and not _is_whole(model, position):
        start = own.start.at(model.values)
        low, high = low + start, high + start
    return low, high


def rules_read(model: CompiledRecord, leaf: Consideration) -> list[int]:
    """The rules of a leaf's table that some history reads."""
    position = _position(model, leaf)
    terms = (term for level in model.structure.levels for term in _terms(level, position))
    return sorted({int(rule) for term in terms if term.rule is not None for rule in np.unique(term.rule)})


def _position(model: Record, leaf: Consideration) -> int:
    return next(position for position, other in enumerate(model.leaves) if other.name == leaf.name)


def _is_whole(model: CompiledRecord, position: int) -> bool:
    return any(term.whole for level in model.structure.levels for term in _terms(level, position))


def extreme_scores(model: CompiledRecord, leaf: Consideration) -> tuple[float, float]:
    """The lowest and the highest score that any history gives a leaf, over all draws."""
    start, booked = _parts(model, leaf)
    low, high = (_reached(model.structure.levels, booked, highest)[0] for highest in (False, True))
    return float(np.min(start + low)), float(np.max(start + high))


def _parts(model: CompiledRecord, leaf: Consideration) -> tuple[Draws, list[np.ndarray | None]]:
    """What every history adds to the score of a leaf, and what each level does."""
    position = _position(model, leaf)
    start: Draws = 0.0
    scores = model.booked[position].scores
    if isinstance(scores, Adjusted) and not _is_whole(model, position):
        start = scores.start.at(model.values)
    return start, [_booked(level, position, model) for level in model.structure.levels]


def extremes(model: CompiledRecord, leaf: Consideration) -> Iterator[Extreme]:
    """The extreme scores with the histories that give them."""
    levels = model.structure.levels
    start, booked = _parts(model, leaf)
    names = model.score_names(leaf)
    for highest in (False, True):
        reached = start + _reached(levels, booked, highest)[0]
        draw = int(np.argmax(reached) if highest else np.argmin(reached))
        booked_in_draw = [scores[:, draw] if scores is not None and scores.ndim > 1 else scores for scores in booked]
        history = _followed(levels, _reached(levels, booked_in_draw, highest)[1])
        yield Extreme(float(np.ravel(reached)[draw]), {name: history[name] for name in names if name in history})


def _terms(level: Level, position: int) -> Iterator[ScoreTerm]:
    return (term for term in (level.booking.terms if level.booking else ()) if term.leaf == position)


def _booked(level: Level, position: int, model: Record) -> np.ndarray | None:
    """Scores that a leaf books at a level, by row of its booking: (rows[, draws]), None for none."""
    return next((term_scores(term, model) for term in _terms(level, position)), None)


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
