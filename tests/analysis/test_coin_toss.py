"""A risk tolerance told as a coin toss: exact by the exponential utility, in round numbers of the model's scale."""

from __future__ import annotations

from math import exp, inf, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.time.certainty import certainty
from decision_model.analysis.time.coin_toss import CoinToss, coin_toss
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from tests.known import convert

VENTURE = convert.tree(convert.known("venture_limited")["problem"])
TOTALS = st.floats(-100, 100)


def gamble(better: str = "higher") -> DecisionModel:
    """50 for sure or an even chance of 0 and 110: level at one tolerance."""
    sign = 1 if better == "higher" else -1
    worth = [({"take": "sure"}, sign * 50), ({"take": "toss", "coin": "up"}, sign * 110), (None, 0)]
    return decision_model(
        "One toss",
        [decision("take", ["sure", "toss"]), event("coin", ["up", "down"], {"up": 0.5, "down": 0.5})],
        [consideration("worth", worth)],
        combine="sum",
        better=better,  # type: ignore[arg-type]
        unit="USD",
    )


@given(TOTALS, TOTALS, st.floats(1, 1e4), st.sampled_from([-1, 1]), st.booleans())
def test_the_sure_sum_has_the_mean_utility_of_both_sides(
    a: float, b: float, size: float, seeks: int, costs: bool
) -> None:
    """By the definition of the certainty equivalent, written out."""
    good, bad = (min(a, b), max(a, b)) if costs else (max(a, b), min(a, b))
    tolerance, sign = seeks * size, -1 if costs else 1
    sure = CoinToss(good, bad).sure(tolerance)
    expected = -tolerance * log((exp(-sign * good / tolerance) + exp(-sign * bad / tolerance)) / 2)
    assert sign * sure == pytest.approx(expected, rel=1e-6, abs=1e-6)
    assert min(a, b) - 1e-9 <= sure <= max(a, b) + 1e-9


def test_the_more_cautious_the_nearer_to_tails() -> None:
    toss = CoinToss(80, 20)
    sums = [toss.sure(tolerance) for tolerance in (1, 10, 100, 1e6, inf, -100, -10, -1)]
    assert sums == sorted(sums)
    assert sums[4] == pytest.approx(50)
    assert toss.sure(1e12) == pytest.approx(50, abs=1e-9)


@given(
    st.floats(-1e6, 1e6), st.floats(0.01, 1e6), st.sampled_from([-1.0, 1.0]), st.lists(st.floats(0.01, 5), min_size=1)
)
def test_heads_and_tails_are_round_and_lie_among_the_totals(
    low: float, span: float, sign: float, parts: list[float]
) -> None:
    toss = coin_toss(low, low + span, sign, [part * span for part in parts])
    assert (toss.heads - toss.tails) * sign > 0
    slack = 1e-6 * max(1.0, abs(low), span)
    assert low - slack <= min(toss.heads, toss.tails) < max(toss.heads, toss.tails) <= low + span + slack
    step = max(base * 10.0**power for power in range(-6, 7) for base in (1, 2, 5) if base * 10.0**power <= span / 5.999)
    for side in (toss.heads, toss.tails):
        assert side / step == pytest.approx(round(side / step), abs=1e-6)


@pytest.mark.parametrize("better", ["higher", "lower"])
def test_who_would_rather_have_the_sum_for_sure_takes_what_the_sentence_says(better: str) -> None:
    result = certainty(gamble(better))
    (told,) = result.told_as_toss()
    (switch,), toss = result.switches, result.toss
    assert toss is not None
    cautious, bold = switch.at / 1.5, switch.at * 1.5
    sign = -1 if better == "lower" else 1
    assert sign * toss.sure(cautious) < sign * toss.sure(switch.at) < sign * toss.sure(bold)
    assert switch.below == "sure"
    (sure,) = result.sure_sums(switch.at)
    assert told.endswith(f"who would rather have {sure} for sure takes ‘sure’, who would rather toss takes ‘toss’")
    assert sure.endswith(" USD")
    assert result.sure_sums(switch.at, cautious)[0] == sure


def test_printed_sums_are_within_a_hundredth_of_what_is_at_stake() -> None:
    result = certainty(VENTURE)
    assert result.toss is not None
    stake = abs(result.toss.heads - result.toss.tails)
    for switch in result.switches:
        (text,) = result.sure_sums(switch.at)
        printed = float(text.split()[0].replace("\u2212", "-"))
        assert abs(printed - result.toss.sure(switch.at)) <= stake / 100


def test_several_switches_make_bands_each_between_two_sums() -> None:
    (told, _) = certainty(VENTURE).told_as_toss()
    assert told.count("who would rather") == 3
    assert "who would rather toss than have that, but rather have" in told


def test_where_nothing_switches_it_is_said_how_cautious_one_may_be() -> None:
    result = certainty(gamble(), tolerances=(1_000, 2_000))
    (told,) = result.told_as_toss()
    assert told.endswith("for sure chooses the same")
