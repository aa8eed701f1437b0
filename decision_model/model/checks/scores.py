"""Checks of scores: none may leave its scale."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from decision_model.errors import Place, Problem, Problems
from decision_model.model.checks.number_values import at, sound_values
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.considerations import Consideration
from decision_model.model.frozen_mapping import frozen
from decision_model.model.numbers import TOLERANCE, Draws
from decision_model.model.scores import bounds, extremes, rules_read
from decision_model.model.tables import Adjusted, RuleTable

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
        if len(values) < len(model.parameters):
            model = model.renumbered(parameters=frozen({name: model.parameters[name] for name in values}))
        leaves = [leaf for leaf in model.leaves if not any(place[:3] in _places_of(leaf) for place in wrong)]
        return [problem for leaf in leaves for problem in _leaf(model, leaf, values, solved)]


def _places_of(leaf: Consideration) -> tuple[Place, ...]:
    return ("considerations", leaf.name), ("considerations", leaf.name, "scale")


def _leaf(model: CompiledRecord, leaf: Consideration, values: Mapping[str, Draws], solved: bool) -> Problems:
    if isinstance(leaf.scores, RuleTable):
        read = rules_read(model, leaf) if solved else range(len(leaf.scores.rules))
        for index in read:
            score = at(leaf.scores.rules[index].then, values)
            if score is not None and (score_off := score_off_scale(leaf, score)) is not None:
                yield _off_scale(leaf, score_off, ("considerations", leaf.name, "scores", index))
    elif isinstance(leaf.scores, Adjusted):
        numbers = [
            at(number, values) for number in (leaf.scores.start, *(rule.then for rule in leaf.scores.adjustments))
        ]
        added = [part for part in numbers if part is not None]
        if len(added) == len(numbers):
            start_problems = [*_start_off_scale(leaf, added)]
            yield from start_problems if start_problems or not solved else _adjusted(model, leaf)


def _adjusted(model: CompiledRecord, leaf: Consideration) -> Problems:
    """The furthest score on each side of the scale."""
    if not any(score_off_scale(leaf, bound) is not None for bound in bounds(model, leaf)):
        return
    low, high = ends(leaf)
    lowest, highest = extremes(model, leaf)
    for extreme, beyond in ((lowest, lowest.score < low), (highest, highest.score > high)):
        if beyond and score_off_scale(leaf, extreme.score) is not None:
            case = ", ".join(f"{name}: {state}" for name, state in extreme.history.items())
            yield _off_scale(leaf, extreme.score, ("considerations", leaf.name, "scores"), f" in the case {{{case}}}")


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
    distance = np.atleast_1d(np.maximum(low - score, score - high))
    worst = int(np.argmax(distance))
    return float(np.atleast_1d(score)[worst]) if distance[worst] > _slack(leaf) else None


def _off_scale(leaf: Consideration, score: float, place: Place, case: str = "") -> Problem:
    low, high = ends(leaf)
    message = f"the score reaches {score:,.10g}{case}, outside its scale {low:,.10g} to {high:,.10g}."
    return Problem(place, message, REMEDY, code="score-off-scale")
