"""Directions that the memorandum gives: they hold at the file's numbers and for everything within its ranges."""

from __future__ import annotations

import numpy as np
import pytest

from decision_model.model import DecisionModel
from decision_model.model.numbers import Draws
from tests.scenarios.berlin import (
    COMPOSITIONS,
    contribution,
    draws,
    in_contingency,
    scores,
    total,
    with_odds,
)


@pytest.fixture(params=["as in the file", "drawn from the ranges"])
def held(request: pytest.FixtureRequest, berlin: DecisionModel) -> DecisionModel:
    """Each scenario in the contingency, at its own numbers and over its whole box of ranges."""
    return in_contingency(draws(berlin) if request.param == "drawn from the ranges" else berlin)


def at_sites(model: DecisionModel, consideration: str, composition: str) -> tuple[Draws, Draws]:
    """Its contribution in Berlin and elsewhere."""
    return (
        contribution(model, consideration, composition=composition, site="berlin"),
        contribution(model, consideration, composition=composition, site="elsewhere"),
    )


def test_t08_a_bilateral_costs_more_allied_unity_in_berlin(held: DecisionModel) -> None:
    """T8: the allied loss from a bilateral is greater in Berlin than elsewhere (S11)."""
    berlin, elsewhere = at_sites(held, "allied_unity", "bilateral")
    assert np.all(berlin < elsewhere)


def test_t09_bilateral_and_berlin_together_cost_more_than_each_alone(held: DecisionModel) -> None:
    """T9: L(B,W) - L(B,E) > L(F,W) - L(F,E), a superadditive penalty (S11; the comparison is an assumption)."""
    berlin, elsewhere = at_sites(held, "allied_unity", "bilateral")
    berlin_four, elsewhere_four = at_sites(held, "allied_unity", "four_power")
    assert np.all(elsewhere - berlin > elsewhere_four - berlin_four)


@pytest.mark.parametrize("composition", COMPOSITIONS)
def test_t10_failure_in_berlin_hurts_morale_more(held: DecisionModel, composition: str) -> None:
    """T10: the loss of morale from failure is greater in Berlin than elsewhere, for either composition (S12)."""
    berlin, elsewhere = at_sites(with_odds(held, 0.0), "berlin_morale", composition)
    assert np.all(berlin < elsewhere)


@pytest.mark.parametrize("composition", COMPOSITIONS)
def test_t11_the_place_matters_more_when_the_meeting_fails(held: DecisionModel, composition: str) -> None:
    """T11: M(fail,W) - M(fail,E) > M(success,W) - M(success,E), and the right-hand side is zero (S12)."""
    failed, failed_elsewhere = at_sites(with_odds(held, 0.0), "berlin_morale", composition)
    worked, worked_elsewhere = at_sites(with_odds(held, 1.0), "berlin_morale", composition)
    assert np.all(failed_elsewhere - failed > worked_elsewhere - worked)
    assert worked == pytest.approx(worked_elsewhere)


@pytest.mark.parametrize("composition", COMPOSITIONS)
def test_t12_berlin_is_the_more_dramatic_place(held: DecisionModel, composition: str) -> None:
    """T12: drama in Berlin exceeds drama elsewhere, with certainty (S10)."""
    berlin, elsewhere = at_sites(held.varied(weights={"drama": 10}), "drama", composition)
    assert np.all(berlin > elsewhere)


@pytest.mark.parametrize("composition", COMPOSITIONS)
def test_t13_better_odds_never_speak_against_berlin(berlin: DecisionModel, composition: str) -> None:
    """T13: U(W) - U(E) does not fall as the chance of success rises, composition held fixed (S12)."""
    model = with_odds(in_contingency(berlin), np.linspace(0, 1, 41))
    berlin_total = total(model, composition=composition, site="berlin")
    advantage = np.asarray(berlin_total - total(model, composition=composition, site="elsewhere"))
    assert np.all(np.diff(advantage) >= -1e-12)
    assert advantage[-1] > advantage[0]


@pytest.mark.parametrize("composition", COMPOSITIONS)
def test_t13_where_success_is_certain_berlins_morale_is_not_at_stake(held: DecisionModel, composition: str) -> None:
    """T13: at certain success the penalty of S12 is gone."""
    berlin, elsewhere = at_sites(with_odds(held, 1.0), "berlin_morale", composition)
    assert berlin == pytest.approx(elsewhere)


@pytest.mark.parametrize("site", ["berlin", "elsewhere"])
def test_t14_the_four_power_summit_fits_the_agreed_default_better(held: DecisionModel, site: str) -> None:
    """T14: on conformity with the agreed plan, a driver of allied unity here, Four-Power >= bilateral (S8)."""
    four_power = contribution(held, "allied_unity", composition="four_power", site=site)
    bilateral = contribution(held, "allied_unity", composition="bilateral", site=site)
    assert np.all(four_power >= bilateral)


def test_directions_hold_over_the_ranges_of_the_scores_too(berlin: DecisionModel) -> None:
    """A score whose direction the memorandum gives keeps that direction all over its range."""
    ranged = [(name, each) for name, each in scores(berlin) if each.basis == "ordinal" and each.range is not None]
    assert ranged
    for name, each in ranged:
        low, high = each.range or (0, 0)
        assert low * high >= 0, f"{name}: the range {low} to {high} turns the direction round"
