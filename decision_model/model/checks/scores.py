"""Checks of scores: none may leave its scale."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from decision_model.errors import Place, Problem, Problems
from decision_model.model.checks.number_values import sound_values
from decision_model.model.checks.state_values import score_at, sound_part
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.considerations import Consideration
from decision_model.model.number_index import placed_numbers
from decision_model.model.numbers import TOLERANCE, Draws
from decision_model.model.scores import bounds, case_with, extreme_scores, extremes, rules_read
from decision_model.model.tables import Adjusted, RuleTable, score_numbers

REMEDY = "Change the scores or widen the scale (nothing is clipped); for amounts use 'combine: sum'."


def problems(model: CompiledRecord, solved: bool = True, wrong: Collection[Place] = ()) -> list[Problem]:
    """No score may leave its scale in a case that can occur; none is clipped.

    Where it is not `solved` which cases can occur, scores are reported that leave their scale in any. Not reported are
    considerations that have a place in `wrong` themselves, or whose scale has, nor of numbers without a value.
    """
    if not model.total_rule.has_weights:
        return []
    with np.errstate(over="ignore", invalid="ignore"):
        values, _ = sound_values(model)
        model = sound_part(model, values)
        leaves = [leaf for leaf in model.booked if not any(place[:3] in _places_of(leaf) for place in wrong)]
        return [problem for leaf in leaves for problem in _leaf(model, leaf, values, solved)]


def _places_of(leaf: Consideration) -> tuple[Place, ...]:
    return ("considerations", leaf.name), ("considerations", leaf.name, "scale")


def _leaf(model: CompiledRecord, leaf: Consideration, values: Mapping[str, Draws], solved: bool) -> Problems:
    scores, place = leaf.scores, ("considerations", leaf.name, "scores")
    if isinstance(scores, RuleTable):
        for index in rules_read(model, leaf) if solved else range(len(scores.rules)):
            number, own = scores.rules[index].then, (*place, index)
            score = score_at(model, (*own, "then"), number, values, solved)
            if score is not None and (score_off := score_off_scale(leaf, score)) is not None:
                case = case_with(model, (*own, "then"), number, score_off) if solved else {}
                yield _off_scale(leaf, score_off, own, in_case(case))
    elif isinstance(scores, Adjusted):
        numbers = [score_at(model, own, number, values, solved) for own, number in placed_numbers(leaf)]
        added = [part for part in numbers if part is not None]
        if len(added) == len(numbers):
            names_steps = any(model.steps_in(number) for number in score_numbers(scores))
            start_problems = [] if names_steps else [*_start_off_scale(leaf, added)]
            yield from start_problems if start_problems or not solved else _adjusted(model, leaf)


def in_case(history: Mapping[str, str]) -> str:
    """Some states of steps, for a message: ' in the case {site: berlin}'; nothing for none."""
    states = ", ".join(f"{name}: {state}" for name, state in history.items())
    return f" in the case {{{states}}}" if states else ""


def _adjusted(model: CompiledRecord, leaf: Consideration) -> Problems:
    """The furthest score on each side of the scale."""
    if not any(score_off_scale(leaf, bound) is not None for bound in bounds(model, leaf)):
        return
    if not any(score_off_scale(leaf, score) is not None for score in extreme_scores(model, leaf)):
        return
    low, high = ends(leaf)
    lowest, highest = extremes(model, leaf)
    for extreme, beyond in ((lowest, lowest.score < low), (highest, highest.score > high)):
        if beyond and score_off_scale(leaf, extreme.score) is not None:
            place = ("considerations", leaf.name, "scores")
            yield _off_scale(leaf, extreme.score, place, in_case(extreme.history))


def _start_off_scale(leaf: Consideration, added: list[Draws]) -> Problems:
    """A start that no adjustment can bring back onto the scale."""
    start, *adjustments = added
    nearest = start + sum((np.minimum(part, 0.0) for part in adjustments), start=np.float64(0.0))
    furthest = start + sum((np.maximum(part, 0.0) for part in adjustments), start=np.float64(0.0))
    low, high = ends(leaf)
    slack = _slack(leaf)
    if np.any(nearest > high + slack) or np.any(furthest < low - slack):
        score_off = score_off_scale(leaf, start)
        if score_off is not None:
            yield _off_scale(leaf, score_off, ("considerations", leaf.name, "scores", "start"))


def ends(leaf: Consideration) -> tuple[float, float]:
    """The lowest and the highest score of a consideration's scale."""
    return (leaf.scale.low, leaf.scale.high) if leaf.scale else (0.0, 100.0)


def _slack(leaf: Consideration) -> float:
    return TOLERANCE * max(1.0, *(abs(end) for end in ends(leaf)))


def score_off_scale(leaf: Consideration, score: Draws) -> float | None:
    """The score (or, among draws, the one furthest off) that does not lie on the scale; None if all do, or may."""
    if leaf.scale is not None and leaf.scale.beyond is not None:
        return None
    low, high = ends(leaf)
    distance = np.ravel(np.maximum(low - score, score - high))
    if not distance.size:
        return None
    worst = int(np.argmax(distance))
    return float(np.ravel(score)[worst]) if distance[worst] > _slack(leaf) else None


def _off_scale(leaf: Consideration, score: float, place: Place, case: str = "") -> Problem:
    low, high = ends(leaf)
    message = f"the score reaches {score:,.10g}{case}, outside its scale {low:,.10g} to {high:,.10g}."
    return Problem(place, message, REMEDY, code="score-off-scale")
