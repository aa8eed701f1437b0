"""Arrays of draws give what one solve a draw gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.model.considerations import Consideration
from decision_model.model.decision_model import DecisionModel
from decision_model.model.numbers import Draws, Number, frozen, number
from decision_model.model.steps import Event
from decision_model.model.tables import Adjusted, Chance, Rule, RuleTable
from tests.properties.strategies import Shape, models

MIXES = np.array([0.0, 0.2, 0.5, 0.9, 1.0])
KINDS = ("chances", "scores", "weights", "tolerance")


@given(models(Shape(risk=True)), st.sets(st.sampled_from(KINDS), min_size=1))
def test_draws_equal_single_solves(model: DecisionModel, kinds: set[str]) -> None:
    together = solve(mixed(model, kinds, MIXES))
    apart = [solve(mixed(model, kinds, float(mix))) for mix in MIXES]
    near = [pytest.approx(float(solution.total), abs=1e-8) for solution in apart]
    assert list(np.broadcast_to(together.total, len(MIXES))) == near
    expected = [pytest.approx(float(solution.expected_total), abs=1e-8) for solution in apart]
    assert list(np.broadcast_to(together.expected_total, len(MIXES))) == expected
    for name, part in together.contributions.items():
        near = [pytest.approx(float(solution.contributions[name]), abs=1e-8) for solution in apart]
        assert list(np.broadcast_to(part, len(MIXES))) == near


@given(models(Shape(combine=("weighted",))), st.integers(0, 2**32 - 1))
def test_many_weight_sets_at_once(model: DecisionModel, seed: int) -> None:
    names = [each.name for each in model.walk()]
    weights = np.random.default_rng(seed).exponential(size=(len(names), 1_100))
    together = solve(model.varied(weights=dict(zip(names, weights, strict=True)))).total
    for draw in (0, 511, 512, 1_099):
        alone = solve(model.varied(weights=dict(zip(names, weights[:, draw], strict=True)))).total
        assert np.broadcast_to(together, 1_100)[draw] == pytest.approx(alone, abs=1e-8)


def mixed(model: DecisionModel, kinds: set[str], mix: Draws) -> DecisionModel:
    """Some numbers moved towards others that are just as admissible: by one share, or by an array of them."""
    return model.copied(
        sequence=tuple(_mixed_step(step, mix) if "chances" in kinds else step for step in model.sequence),
        considerations=tuple(_mixed_consideration(each, kinds, mix) for each in model.considerations),
        risk_tolerance=_scaled(model.risk_tolerance, mix) if "tolerance" in kinds else model.risk_tolerance,
    )


def _mixed_step(step: Any, mix: Draws) -> Any:
    if not isinstance(step, Event):
        return step
    rules = tuple(Rule(rule.when, _mixed_chance(rule.then, mix)) for rule in step.chance.rules)
    return replace(step, chance=RuleTable(rules))


def _mixed_chance(chance: Chance, mix: Draws) -> Chance:
    even = 1 / len(chance.outcomes)
    numbers = {name: number((1 - mix) * each.at({}) + mix * even) for name, each in chance.numbers.items()}
    return Chance(frozen(numbers), chance.rest)


def _mixed_consideration(each: Consideration, kinds: set[str], mix: Draws) -> Consideration:
    return replace(
        each,
        weight=_scaled(each.weight, mix) if "weights" in kinds and each.name == "matter_0" else each.weight,
        scores=_mixed_scores(each, mix) if "scores" in kinds and _stays_on_scale(each) else each.scores,
        considerations=tuple(_mixed_consideration(child, kinds, mix) for child in each.considerations),
    )


def _stays_on_scale(each: Consideration) -> bool:
    return each.scale is None or isinstance(each.scores, RuleTable)


def _mixed_scores(each: Consideration, mix: Draws) -> Any:
    """Towards the middle of the scale, or towards zero where nothing has one."""
    middle = (each.scale.low + each.scale.high) / 2 if each.scale else 0.0
    move: Callable[[Number, float], Number] = lambda given, to: number((1 - mix) * given.at({}) + mix * to)  # noqa: E731
    if isinstance(each.scores, Adjusted):
        adjustments = tuple(Rule(rule.when, move(rule.then, 0.0)) for rule in each.scores.adjustments)
        return Adjusted(move(each.scores.start, middle), adjustments)
    return each.scores and RuleTable(tuple(Rule(rule.when, move(rule.then, middle)) for rule in each.scores.rules))


def _scaled(given: Number | None, mix: Draws) -> Number | None:
    return None if given is None else number(given.at({}) * (1 + mix))
