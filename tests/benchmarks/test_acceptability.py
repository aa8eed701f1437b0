"""Acceptability, flips and winners beside a plain loop of `solve`, and beside pymcdm where that is installed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.combinations import combinations
from decision_model.analysis.robustness.acceptability import acceptability
from decision_model.analysis.robustness.admissible import weights
from decision_model.analysis.robustness.flip import flip
from decision_model.analysis.robustness.weight_space import rank_acceptability as places
from decision_model.analysis.robustness.weight_space.plans import plans
from decision_model.model import DecisionModel
from decision_model.scenario import read
from tests.benchmarks.test_engine import CONTINGENCY, ratio, report, seconds
from tests.known import convert

MILLION = 1_000_000


def table(options: int, considerations: int) -> tuple[DecisionModel, np.ndarray]:
    """Random values 0..1 and a model of them in which every weight is free."""
    values = np.random.default_rng(1).random((options, considerations))
    scores = {f"o{i}": {f"c{k}": 100 * float(value) for k, value in enumerate(row)} for i, row in enumerate(values)}
    return convert.additive_value(scores, {f"c{k}": 1 for k in range(considerations)}), values


def one_at_a_time(model: DecisionModel, count: int) -> None:
    """What acceptability is without batches: for every weighting a solve for every option, and a sort."""
    compared, _ = combinations(model)
    drawn = np.random.default_rng(0).dirichlet(np.ones(len(model.considerations)), count)
    for shares in drawn:
        varied = weights(model).apply(model, shares)
        np.argsort([-float(solve(each.of(varied)).total) for each in compared])


def test_exact_eight_options_six_considerations(benchmark: Any) -> None:
    model, _ = table(8, 6)
    times = ratio(benchmark, lambda: acceptability(model), lambda: one_at_a_time(model, 5), rounds=5, each=100_000 / 5)
    assert benchmark.stats.stats.min < 0.5
    assert acceptability(model).exact == ("first", "ranks", "pairs")
    assert times > 300


def test_a_million_weightings_beside_a_loop_of_solve(benchmark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "BUDGET", 0)
    model, _ = table(8, 6)
    times = ratio(
        benchmark, lambda: acceptability(model, draws=MILLION), lambda: one_at_a_time(model, 5), 3, MILLION / 5
    )
    assert benchmark.stats.stats.min < 1
    assert times > 1_000


def test_a_million_weightings_beside_pymcdm(benchmark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """pymcdm is called as its manual shows; what it takes without its checks of the input is printed too."""
    methods = pytest.importorskip("pymcdm.methods", reason="the peer: install decision-model[benchmark]")
    monkeypatch.setattr(places, "BUDGET", 0)
    model, values = table(8, 6)
    method, kinds = methods.WSM(), np.ones(6)
    drawn = np.random.default_rng(0).dirichlet(np.ones(6), 200)

    def loop(**checks: bool) -> None:
        for shares in drawn:
            method.rank(method(values, shares, kinds, **checks))

    each = MILLION / len(drawn)
    times = ratio(benchmark, lambda: acceptability(model, draws=MILLION), loop, 12, each)
    unchecked = seconds(lambda: loop(validation=False), 5) / benchmark.stats.stats.median * each
    report(benchmark, beside_a_peer_that_checks_nothing=round(unchecked, 1))
    assert benchmark.stats.stats.median < 1
    assert times >= 1_000


def test_all_plans_of_the_contingency_scenario(benchmark: Any) -> None:
    """Eight plans, certified complete, in the time of a few dozen solves."""
    model = read(CONTINGENCY)
    allowed = weights(model)
    assert plans(model, allowed).complete
    assert ratio(benchmark, lambda: plans(model, allowed), lambda: [solve(model) for _ in range(1_000)], rounds=5) > 1


def test_flips_of_eight_options(benchmark: Any) -> None:
    model, _ = table(8, 6)
    assert ratio(benchmark, lambda: flip(model), lambda: one_at_a_time(model, 50), rounds=10) > 1
