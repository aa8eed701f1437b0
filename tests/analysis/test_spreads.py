"""Draws from distributions, against those of scipy.stats."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from decision_model.analysis.robustness.sensitivity.spreads import dirichlet, drawn, generator, quantile, share_below
from decision_model.errors import ModelError
from decision_model.model import Distribution

CASES = [
    (Distribution("uniform", {"low": -1.0, "high": 3.0}), stats.uniform(-1, 4)),
    (Distribution("triangular", {"low": 0.0, "mode": 0.2, "high": 1.0}), stats.triang(0.2, 0, 1)),
    (Distribution("triangular", {"low": 0.0, "mode": 0.0, "high": 2.0}), stats.triang(0, 0, 2)),
    (Distribution("triangular", {"low": 0.0, "mode": 2.0, "high": 2.0}), stats.triang(1, 0, 2)),
    (Distribution("beta", {"a": 2.0, "b": 5.0}), stats.beta(2, 5)),
    (Distribution("normal", {"mean": 1.0, "sd": 0.5}), stats.norm(1, 0.5)),
]
SHARES = np.linspace(0.001, 0.999, 101)


@pytest.mark.parametrize(("spread", "peer"), CASES)
def test_quantiles_and_shares_are_those_of_the_distribution(spread: Distribution, peer: object) -> None:
    assert quantile(spread, SHARES) == pytest.approx(peer.ppf(SHARES), abs=1e-12)
    values = np.linspace(-2, 4, 61)
    assert [share_below(spread, value) for value in values] == pytest.approx(list(peer.cdf(values)), abs=1e-12)


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
