"""Net benefit along what a gain is worth: published ratios, brute force, and closed forms of the curves."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, stats

from decision_model.analysis.robustness.frontier import frontier
from decision_model.analysis.robustness.net_benefit import net_benefit
from decision_model.errors import ModelError
from decision_model.scenario import read
from tests.analysis.test_acceptability import valued
from tests.analysis.test_frontier import league, priced_sum
from tests.known import convert
from tests.profiles import examples

STENT = read(Path(__file__).parents[2] / "scenarios" / "textbook" / "stent_programme.yaml")


def test_published_incremental_ratio_is_where_the_best_buy_changes() -> None:
    wanted = next(a for a in convert.known("rdecision_lifestyle")["answers"] if a["key"] == "icer")["value"]
    found = net_benefit(STENT, "effect", "cost")
    assert found.switches == (pytest.approx(wanted, abs=1e-3),)
    assert [buy.titles for buy in found.buys] == [("Diet",), ("Exercise",)]
    assert found.statement.headline == (
        "By what each unit of ‘Quality-adjusted years’ is worth in ‘Cost in pounds’, "
        "best is ‘Diet’ up to 4,576, then ‘Exercise’"
    )


def test_published_league_table() -> None:
    published = {a["key"]: a["value"] for a in convert.known("silver_mcdm2_league")["answers"]}
    found = net_benefit(league(convert.known("silver_mcdm2_league")["problem"]), "effect", "cost", by=["start", "late"])
    ratios = sorted(published["icer"].values())
    assert found.switches == pytest.approx(ratios)
    assert len(found.buys) == len(published["frontier"])


def test_net_benefit_at_a_rate_by_hand() -> None:
    found = net_benefit(STENT, "effect", "cost", rate=(20_000, 30_000))
    diet = 20_000 * (1 - 0.05 * 56 / 68) - (50 + 5000 * 56 / 68)
    exercise = 20_000 * (1 - 0.05 * 40 / 58) - (750 + 5000 * 40 / 58)
    assert found.benefits[:, 0].tolist() == pytest.approx([diet, exercise])


gains_and_prices = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1, max_size=7)


@settings(max_examples=examples(60))
@given(gains_and_prices, st.booleans())
def test_the_best_buy_is_the_highest_of_all_lines(points: list[tuple[int, int]], lower: bool) -> None:
    gains, prices = (np.array(column, dtype=float) for column in zip(*points, strict=True))
    model = (
        priced_sum((10 - gains).tolist(), prices.tolist(), "lower")
        if lower
        else priced_sum(gains.tolist(), (-prices).tolist())
    )
    found = net_benefit(model, "effect", "cost", rate=(0, 12))
    by_hand = np.array([[rate * gain - price for rate in found.rates] for gain, price in points])
    above = by_hand - by_hand[0]
    assert found.benefits - found.benefits[0] == pytest.approx(above, abs=1e-9)
    titles = [option.title for option in found.options]
    for buy in found.buys:
        middle = (buy.low + buy.high) / 2
        worth = gains * middle - prices
        best = {titles[place] for place in np.flatnonzero(worth >= worth.max() - 1e-9)}
        assert set(buy.titles) == best
    assert all(one.high == pytest.approx(other.low) for one, other in pairwise(found.buys))


@settings(max_examples=examples(40))
@given(gains_and_prices)
def test_the_best_buy_changes_at_the_ratios_of_the_frontier(points: list[tuple[int, int]]) -> None:
    gains, prices = zip(*points, strict=True)
    model = priced_sum(list(map(float, gains)), [-float(price) for price in prices])
    ratios = sorted({round(each.rate, 9) for each in frontier(model, "effect", "cost").frontier if each.rate})
    assert net_benefit(model, "effect", "cost").switches == pytest.approx(ratios)


@pytest.mark.parametrize("rate", [1_000, 4_000, 10_000, 50_000])
def test_acceptability_curve_is_the_integral_over_both_chances(rate: float) -> None:
    """Exercise is best where it succeeds so much more often that its 700 pounds are paid for."""
    needed = 700 / (5000 + 0.05 * rate)
    diet, exercise = stats.beta(12, 56), stats.beta(18, 40)
    share, _ = integrate.quad(lambda p: diet.pdf(p) * exercise.sf(p + needed), 0, 1)
    found = net_benefit(STENT, "effect", "cost", rate=(0, rate), with_numbers=True, draws=40_000)
    assert found.shares is not None
    assert found.shares[:, -1].tolist() == pytest.approx([1 - share, share], abs=4 * np.sqrt(0.25 / 40_000))


def test_the_acceptability_frontier_follows_what_is_best_on_average_not_what_is_best_most_often() -> None:
    """Betas are skewed, so that means and medians part: the frontier can lie below the other curve."""
    found = net_benefit(STENT, "effect", "cost", rate=(0, 20_000), with_numbers=True, draws=5_000, seed=3)
    assert found.shares is not None
    assert found.frontier_shares is not None
    assert found.shares.sum(axis=0) == pytest.approx(np.ones(len(found.rates)))
    (switch,) = (buy.low for buy in found.average[1:])
    for rate, share, both in zip(found.rates, found.frontier_shares, found.shares.T, strict=True):
        if abs(rate - switch) > 1:
            assert share == pytest.approx(both[int(rate > switch)])


def test_draws_are_those_of_the_seed() -> None:
    first, again, other = (
        net_benefit(STENT, "effect", "cost", (0, 9_000), with_numbers=True, draws=500, seed=seed) for seed in (1, 1, 2)
    )
    assert first == again
    assert first.shares is not None
    assert other.shares is not None
    assert not np.allclose(first.shares[:, -1], other.shares[:, -1])


def test_what_is_best_at_every_rate_is_said_to_be() -> None:
    found = net_benefit(priced_sum([5, 1], [-1, -2]), "effect", "cost")
    assert found.statement.headline == "‘o0’ is best whatever each unit of ‘effect’ is worth in ‘cost’"
    level = net_benefit(priced_sum([5, 5], [-1, -1]), "effect", "cost")
    assert (
        level.statement.headline == "‘o0’ and ‘o1’ are level and best whatever each unit of ‘effect’ is worth in ‘cost’"
    )


def test_the_table_holds_tenths_of_the_range_and_the_switches() -> None:
    table = net_benefit(STENT, "effect", "cost", rate=(0, 10_000)).table()
    assert table["rate"].tolist() == pytest.approx(sorted([*range(0, 10_001, 1_000), 4575.757576]))
    assert table["best"].tolist() == ["Diet"] * 5 + ["Diet and Exercise"] + ["Exercise"] * 6
    assert {"net_benefit.diet", "net_benefit.exercise"} <= set(table.columns)


@pytest.mark.parametrize("rate", [(5.0, 1.0), (-1.0, 1.0), (2.0, 2.0)])
def test_a_range_that_is_none(rate: tuple[float, float]) -> None:
    with pytest.raises(ModelError, match=r"rate: from .* is no range of rates\. Give a low and a higher rate"):
        net_benefit(STENT, "effect", "cost", rate=rate)


def test_nothing_uncertain_cannot_be_drawn() -> None:
    with pytest.raises(ModelError, match="no number of the model is uncertain"):
        net_benefit(valued(np.eye(2)), "c0", "c1", with_numbers=True)


def test_options_between_two_better_buys_are_told_from_dominated_ones() -> None:
    found = frontier(priced_sum([0, 3, 10, 2], [-1, -5, -8, -6]), "effect", "cost")
    standing = {option.title: (option.standing, option.between) for option in found.options}
    assert standing == {
        "o0": ("on the frontier", None),
        "o1": ("extended dominated", ("o0", "o2")),
        "o2": ("on the frontier", None),
        "o3": ("dominated", None),
    }
    assert "‘o1’ is extended dominated: it costs more than going between ‘o0’ and ‘o2’" in found.statement.reasons
    assert "‘o3’ is dominated: no better on either than ‘o1’" in found.statement.reasons
