"""Sensitivity analyses of the contingency scenario beside a plain loop of `solve`, one variation after another."""

from __future__ import annotations

from typing import Any

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.robustness.flip_numbers import flip_numbers
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.robustness.sensitivity.number_range import number_range, stated_ranges
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.analysis.robustness.tornado import POINTS, tornado
from decision_model.analysis.robustness.two_way import two_way
from decision_model.analysis.views.compare import compare
from decision_model.scenario import read
from tests.benchmarks.test_engine import CONTINGENCY, ratio

SOME = 40


def test_a_tornado_over_every_ranged_number(benchmark: Any) -> None:
    model = read(CONTINGENCY)
    numbers = stated_ranges(model)

    def one_by_one() -> None:
        for number in numbers:
            for end in (number.low, number.high):
                solve(set_numbers(model, {number.address: end}))

    times = ratio(benchmark, lambda: tornado(model), one_by_one, rounds=5, each=POINTS / 2)
    assert benchmark.stats.stats.median < 1
    assert times > 1


def test_a_map_of_a_hundred_by_a_hundred(benchmark: Any) -> None:
    model = read(CONTINGENCY)
    across, up = (number_range(model, name) for name in ("p_blocked", "p_comes"))

    def one_by_one() -> None:
        for step in range(SOME):
            share = step / SOME
            values = {each.address: each.low + share * (each.high - each.low) for each in (across, up)}
            solve(set_numbers(model, values))

    times = ratio(benchmark, lambda: two_way(model, "p_blocked", "p_comes"), one_by_one, rounds=5, each=10_000 / SOME)
    assert benchmark.stats.stats.median < 1
    assert times > 50


def test_exact_switching_values_beside_a_grid(benchmark: Any) -> None:
    """The loop reads a hundred values off a grid, without finding any root."""
    model = read(CONTINGENCY)
    number = number_range(model, "allied_unity")

    def one_by_one() -> None:
        for value in number.grid(SOME):
            solve(set_numbers(model, {number.address: float(value)}))

    assert ratio(benchmark, lambda: one_way(model, "allied_unity"), one_by_one, rounds=5, each=201 / SOME) > 1


def test_the_nearest_flip_of_every_number(benchmark: Any) -> None:
    model = read(CONTINGENCY)
    benchmark.pedantic(lambda: flip_numbers(model), rounds=3, warmup_rounds=1)
    assert benchmark.stats.stats.median < 5


def test_all_perspectives_at_once(benchmark: Any) -> None:
    model = read(CONTINGENCY)
    benchmark.pedantic(lambda: compare(model, by=["composition", "site"]), rounds=3, warmup_rounds=1)
    assert benchmark.stats.stats.median < 2
