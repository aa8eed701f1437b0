"""Central weights and confidence factors with uncertain scores: exact where it can be, by brute force elsewhere."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest

from decision_model.analysis.robustness.acceptability import Acceptable, acceptability
from decision_model.model import DecisionModel
from decision_model.scenario import parse
from tests.analysis.test_acceptability import valued


def ranged(low: np.ndarray, high: np.ndarray) -> DecisionModel:
    """Options o0, o1, ... scored evenly between `low` and `high`, each (options, considerations), of 0..1."""
    options, count = low.shape
    lines = ["decision_model: 1", "title: Ranged", "sequence:", "  - decide: choice", "    options:"]
    lines += [f"      o{option}: Option {option}" for option in range(options)]
    lines += ["considerations:"]
    for k in range(count):
        lines += [f"  - name: c{k}", "    weight: 1", "    scale: {worst: 0, best: 1}", "    scores:"]
        for option in range(options):
            ends = f"[{low[option, k]}, {high[option, k]}]"
            middle = (low[option, k] + high[option, k]) / 2
            number = f"{{value: {middle}, range: {ends}}}" if low[option, k] < high[option, k] else f"{middle}"
            lines += [f"      - when: {{choice: o{option}}}", f"        then: {number}"]
    return parse("\n".join(lines))


def by_title(model: DecisionModel, draws: int) -> dict[str, Acceptable]:
    return {each.title: each for each in acceptability(model, with_numbers=True, draws=draws).options}


def test_two_criteria_by_hand() -> None:
    """One option scores X, even in 0..1, on the first criterion, the other 1 on the second: it wins where w X > 1 - w.

    Acceptability is 1 - log 2, the central weight 1/4 of that part of the whole, and at it X must be above (1 - w) / w.
    """
    found = by_title(ranged(np.array([[0, 0], [0, 1]]), np.array([[1, 0], [0, 1]])), 200_000)
    spread, sure = found["Option 0"], found["Option 1"]
    central = 0.25 / (1 - log(2))
    assert spread.first == pytest.approx(1 - log(2), abs=0.004)
    assert spread.typical is not None
    assert sure.typical is not None
    assert spread.typical["c0"] == pytest.approx(central, abs=0.003)
    assert spread.confidence == pytest.approx(1 - (1 - central) / central, abs=4 * sqrt(0.2 / 10_000))
    assert sure.typical["c0"] == pytest.approx(0.25 / log(2), abs=0.003)
    assert sure.confidence == pytest.approx(1)


@pytest.mark.parametrize("seed", range(4))
def test_brute_force_over_scores_and_weights(seed: int) -> None:
    """An independent SMAA-2 of its own draws: favourable weights averaged, then the scores drawn anew at these."""
    generator = np.random.default_rng(seed)
    middle, wide = generator.uniform(0.3, 0.7, (4, 3)).round(2), generator.uniform(0.05, 0.3, (4, 3)).round(2)
    found = by_title(ranged(middle - wide, middle + wide), 60_000)
    draws = 60_000
    scores = generator.uniform((middle - wide)[..., None], (middle + wide)[..., None], (4, 3, draws))
    weights = generator.dirichlet(np.ones(3), draws).T
    winner = np.argmax((scores * weights).sum(axis=1), axis=0)
    again = generator.uniform((middle - wide)[..., None], (middle + wide)[..., None], (4, 3, draws))
    for option in range(4):
        ours = found[f"Option {option}"]
        assert ours.first == pytest.approx(np.mean(winner == option), abs=0.015)
        if np.mean(winner == option) < 0.02:
            continue
        central = weights[:, winner == option].mean(axis=1)
        assert ours.typical is not None
        assert list(ours.typical.values()) == pytest.approx(central, abs=0.025)
        totals = (again * central[:, None]).sum(axis=1)
        assert ours.confidence == pytest.approx(np.mean(np.argmax(totals, axis=0) == option), abs=0.03)


def test_without_numbers_there_is_no_confidence_factor() -> None:
    exact = acceptability(valued(np.eye(2)))
    assert {each.confidence for each in exact.options} == {None}
    assert "confidence" not in exact.table()


def test_it_is_said_and_stands_in_the_table() -> None:
    model = ranged(np.array([[0, 0], [0, 1]]), np.array([[1, 0], [0, 1]]))
    found = acceptability(model, with_numbers=True, draws=2_000)
    assert found.statement.reasons[0] == (
        "At its typical weights ‘Option 1’ is first in 100% of random trials of the numbers"
    )
    assert found.table()["confidence"].notna().all()
