"""Draws from distributions, against those of scipy.stats."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, stats

from decision_model.analysis.robustness.sensitivity.spreads import dirichlet, drawn, generator
from decision_model.errors import ModelError
from decision_model.model import Distribution
from decision_model.model.quantiles import quantile, share_below


def lognormal(mean: float, sd: float) -> object:
    """The lognormal distribution of that mean and standard deviation, found by solving for its two parameters."""

    def apart(parameters: np.ndarray) -> list[float]:
        peer = stats.lognorm(parameters[1], scale=np.exp(parameters[0]))
        return [peer.mean() - mean, peer.std() - sd]

    return stats.lognorm(*(lambda x: (x[1], 0, np.exp(x[0])))(optimize.fsolve(apart, [0.0, 0.5], xtol=1e-14)))


CASES = [
    (Distribution("uniform", {"low": -1.0, "high": 3.0}), stats.uniform(-1, 4)),
    (Distribution("triangular", {"low": 0.0, "mode": 0.2, "high": 1.0}), stats.triang(0.2, 0, 1)),
    (Distribution("triangular", {"low": 0.0, "mode": 0.0, "high": 2.0}), stats.triang(0, 0, 2)),
    (Distribution("triangular", {"low": 0.0, "mode": 2.0, "high": 2.0}), stats.triang(1, 0, 2)),
    (Distribution("beta", {"a": 2.0, "b": 5.0}), stats.beta(2, 5)),
    (Distribution("normal", {"mean": 1.0, "sd": 0.5}), stats.norm(1, 0.5)),
    (Distribution("beta", {"mean": 0.3, "sd": 0.2}), stats.beta(0.3 * 4.25, 0.7 * 4.25)),
    (Distribution("pert", {"low": 0.0, "mode": 0.5, "high": 2.0}), stats.beta(2, 4, 0, 2)),
    (Distribution("pert", {"low": -1.0, "mode": -1.0, "high": 1.0}), stats.beta(1, 5, -1, 2)),
    (Distribution("gamma", {"shape": 2.5, "scale": 0.3}), stats.gamma(2.5, scale=0.3)),
    (Distribution("gamma", {"mean": 0.6, "sd": 0.9}), stats.gamma(4 / 9, scale=1.35)),
    (Distribution("lognormal", {"log_mean": -0.5, "log_sd": 0.8}), stats.lognorm(0.8, scale=np.exp(-0.5))),
    (Distribution("lognormal", {"mean": 1.2, "sd": 0.9}), lognormal(1.2, 0.9)),
    (Distribution("exponential", {"mean": 0.7}), stats.expon(scale=0.7)),
    (Distribution("exponential", {"rate": 4.0}), stats.expon(scale=0.25)),
    (
        Distribution("quantiles", points=((0.1, -0.5), (0.5, 0.2), (0.9, 1.0))),
        stats.rv_histogram((np.array([0.1, 0.4, 0.4, 0.1]), np.array([-0.675, -0.5, 0.2, 1.0, 1.2])), density=False),
    ),
    (
        Distribution("quantiles", points=((0.0, 0.0), (0.75, 0.5), (1.0, 2.0))),
        stats.rv_histogram((np.array([0.75, 0.25]), np.array([0.0, 0.5, 2.0])), density=False),
    ),
]
DISCRETE = Distribution("discrete", points=((0.6, 0.5), (0.1, 0.2), (3.0, 0.3)))
SHARES = np.linspace(0.001, 0.999, 101)


@pytest.mark.parametrize(("spread", "peer"), CASES)
def test_quantiles_and_shares_are_those_of_the_distribution(spread: Distribution, peer: object) -> None:
    assert quantile(spread, SHARES) == pytest.approx(peer.ppf(SHARES), rel=1e-10, abs=1e-12)
    values = np.linspace(-2, 4, 61)
    assert [share_below(spread, value) for value in values] == pytest.approx(
        list(peer.cdf(values)), rel=1e-10, abs=1e-12
    )


@pytest.mark.parametrize(("spread", "peer"), CASES)
def test_a_range_cuts_a_distribution_off(spread: Distribution, peer: object) -> None:
    """What is left keeps its shape: the truncated distribution function is (F(x) - F(a)) / (F(b) - F(a))."""
    low, high = 0.1, 0.7
    values = drawn(spread, (low, high), generator(0, "x").random(20_000))
    assert values.min() >= low
    assert values.max() <= high
    below, above = peer.cdf(low), peer.cdf(high)
    fit = stats.kstest(values, lambda x: (peer.cdf(x) - below) / (above - below))
    assert fit.pvalue > 0.001


@pytest.mark.parametrize(("spread", "peer"), CASES)
def test_no_draw_leaves_the_ends_of_its_distribution(spread: Distribution, peer: object) -> None:
    low, high = spread.ends
    furthest = quantile(spread, np.array([2.0**-53, 1 - 2.0**-53]))
    assert low <= furthest[0] + 1e-12
    assert furthest[1] <= high + 1e-12
    assert peer.cdf(low) <= 2.0**-53
    assert peer.sf(high) <= 2.0**-53


@pytest.mark.parametrize(
    ("kind", "arguments"),
    [
        ("beta", {"mean": 0.2, "sd": 0.1}),
        ("gamma", {"mean": 7.0, "sd": 2.0}),
        ("gamma", {"mean": 0.5, "sd": 3.0}),
        ("lognormal", {"mean": 40.0, "sd": 25.0}),
        ("normal", {"mean": -3.0, "sd": 2.0}),
    ],
)
def test_a_mean_and_a_standard_deviation_are_those_of_what_is_drawn(kind: str, arguments: dict[str, float]) -> None:
    even = (np.arange(400_000) + 0.5) / 400_000
    values = quantile(Distribution(kind, arguments), even)
    assert values.mean() == pytest.approx(arguments["mean"], rel=2e-3)
    assert values.std() == pytest.approx(arguments["sd"], rel=2e-2)


def test_the_mean_of_a_pert_distribution_is_a_sixth_of_low_four_modes_and_high() -> None:
    """Malcolm, Roseboom, Clark & Fazar 1959."""
    even = (np.arange(100_000) + 0.5) / 100_000
    values = quantile(Distribution("pert", {"low": 1.0, "mode": 2.0, "high": 9.0}), even)
    assert values.mean() == pytest.approx((1 + 4 * 2 + 9) / 6, abs=1e-4)


def test_some_values_have_their_chances() -> None:
    assert quantile(DISCRETE, np.array([0.0, 0.19, 0.2, 0.69, 0.7, 1.0])) == pytest.approx([0.1, 0.1, 0.6, 0.6, 3, 3])
    assert [share_below(DISCRETE, value) for value in (0, 0.1, 0.5, 0.6, 3)] == pytest.approx([0, 0.2, 0.2, 0.7, 1])
    values = drawn(DISCRETE, None, generator(0, "some").random(20_000))
    assert {value: float(np.mean(values == value)) for value in (0.1, 0.6, 3.0)} == pytest.approx(
        {0.1: 0.2, 0.6: 0.5, 3.0: 0.3}, abs=0.01
    )


@pytest.mark.parametrize(
    ("within", "chances"),
    [((0.1, 0.6), {0.1: 2 / 7, 0.6: 5 / 7}), ((0.2, 5), {0.6: 5 / 8, 3.0: 3 / 8}), ((1, 3), {3.0: 1})],
)
def test_a_range_keeps_the_values_at_its_ends(within: tuple[float, float], chances: dict[float, float]) -> None:
    values = drawn(DISCRETE, within, generator(0, "some").random(20_000))
    assert {value: float(np.mean(values == value)) for value in chances} == pytest.approx(chances, abs=0.015)


def test_a_plain_range_is_even() -> None:
    assert drawn((2.0, 4.0), None, np.array([0.0, 0.25, 1.0])) == pytest.approx([2, 2.5, 4])


def test_a_normal_without_spread_is_its_mean() -> None:
    assert drawn(Distribution("normal", {"mean": 3.0, "sd": 0.0}), (2, 4), np.array([0.1, 0.9])) == pytest.approx(
        [3, 3]
    )


def test_a_distribution_outside_its_range_is_refused() -> None:
    spread = Distribution("uniform", {"low": 0.0, "high": 1.0})
    with pytest.raises(ModelError, match="none of its uniform distribution lies within its range"):
        drawn(spread, (2.0, 3.0), SHARES)


def test_parts_of_a_whole_have_the_mean_and_spread_of_the_dirichlet() -> None:
    parts = dirichlet(np.array([5.0, 0.0, 3.0, 2.0]), 20, 100_000, generator(0, "whole"))
    assert parts.sum(axis=0) == pytest.approx(1)
    assert parts[1] == pytest.approx(0)
    mean = np.array([0.5, 0.0, 0.3, 0.2])
    assert parts.mean(axis=1) == pytest.approx(mean, abs=0.002)
    assert parts.var(axis=1) == pytest.approx(mean * (1 - mean) / 21, rel=0.03, abs=1e-12)


def test_a_loose_whole_goes_to_one_part_without_failing() -> None:
    parts = dirichlet(np.array([0.5, 0.5]), 1e-4, 1_000, generator(0, "loose"))
    assert np.isfinite(parts).all()
    assert (parts.max(axis=0) > 0.99).mean() > 0.99


def test_names_and_seeds_set_draws_apart() -> None:
    first = generator(0, "a").random(3).tolist()
    assert generator(0, "a").random(3).tolist() == first
    assert generator(0, "b").random(3).tolist() != first
    assert generator(1, "a").random(3).tolist() != first
