"""The textbook scenarios give the published answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from math import log
from typing import Any

import numpy as np
import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.choice.tree import tree
from decision_model.analysis.robustness.acceptability import acceptability
from decision_model.analysis.sources.numbers import numbers
from decision_model.analysis.time.simulate import simulate
from decision_model.analysis.views.methods import METHODS, methods
from decision_model.model import DecisionModel
from decision_model.model.numbers import number
from decision_model.scenario import read
from tests.scenarios.berlin import SCENARIOS
from tests.scenarios.published import ADVICE, TOTALS, TURNS, Advice, Total

NAMES = sorted(path.stem for path in (SCENARIOS / "textbook").glob("*.yaml"))


@cache
def textbook(name: str) -> DecisionModel:
    return read(SCENARIOS / "textbook" / f"{name}.yaml")


def advised(model: DecisionModel, decision: str, where: Mapping[str, str]) -> set[tuple[str, ...]]:
    """What the best policy chooses at a decision in the histories that agree with `where`."""
    return {
        choice.options
        for choice in solve(model).policy
        if choice.decision == decision and where.items() <= choice.history.items()
    }


@pytest.mark.parametrize("case", TOTALS, ids=lambda case: f"{case.scenario}: {case.what}")
def test_total(case: Total) -> None:
    model = textbook(case.scenario).varied(**case.varied)
    assert solve(model).total == pytest.approx(case.value, abs=case.tolerance)


@pytest.mark.parametrize("case", ADVICE, ids=lambda case: f"{case.scenario}: {case.decision} {dict(case.where)}")
def test_advice(case: Advice) -> None:
    assert advised(textbook(case.scenario), case.decision, case.where) == {(case.option,)}


@pytest.mark.parametrize(("scenario", "decision", "varied", "option"), TURNS)
def test_where_the_advice_turns(scenario: str, decision: str, varied: dict[str, Any], option: str) -> None:
    assert advised(textbook(scenario).varied(**varied), decision, {}) == {(option,)}


@pytest.mark.parametrize(("what_if", "venture"), [("timid", "none"), ("bolder", "bold")])
def test_what_ifs_of_other_caution_turn_venture_limited(what_if: str, venture: str) -> None:
    assert advised(textbook("venture_limited").varied(what_if=what_if), "venture", {}) == {(venture,)}


@pytest.mark.parametrize(("tolerance", "venture"), [(0.70, "none"), (0.73, "steady"), (2.06, "steady"), (2.09, "bold")])
def test_risk_tolerance_at_which_venture_limited_turns(tolerance: float, venture: str) -> None:
    """After Winston and Albright, example 10.7: the choice turns at about 0.715 and 2.075."""
    model = textbook("venture_limited").copied(risk_tolerance=number(tolerance))
    assert advised(model, "venture", {}) == {(venture,)}


@pytest.mark.parametrize(
    ("scenario", "decision", "where", "value"),
    [
        ("texaco_pennzoil", "reply", {}, 4.56),
        ("test_market", "launch", {"trial": "great"}, 5910),
        ("oil_wildcatter", "drill", {"structure": "none"}, -10),
        ("oil_wildcatter", "drill", {"structure": "open"}, 160 / 7),
        ("oil_wildcatter", "drill", {"structure": "closed"}, 77.5),
    ],
)
def test_value_at_a_decision_on_the_way(scenario: str, decision: str, where: Mapping[str, str], value: float) -> None:
    """Rolled-back values inside the trees: going to court, after a great trial, after each result of the test."""
    found = [
        choice.values[choice.options[0]]
        for choice in solve(textbook(scenario)).policy
        if choice.decision == decision and where.items() <= choice.history.items()
    ]
    assert found == [pytest.approx(value, abs=1e-6)]


def test_the_forecast_of_the_umbrella_revises_the_chance_of_rain() -> None:
    """Bayes: after a rainy forecast rain has the chance 0.18 / 0.25."""
    table = tree(textbook("umbrella")).table()
    rainy = table[(table["outcome.forecast"] == "Rainy") & (table["option.umbrella"] == "Take it")]
    wet = rainy.loc[rainy["outcome.weather"] == "Rain", "chance"].sum()
    assert wet / rainy["chance"].sum() == pytest.approx(0.72)


def test_a_building_is_ready_in_44_weeks_on_average_and_in_47_with_a_chance_of_about_84_percent() -> None:
    """Hillier and Lieberman take the sum for normal with a variance of 9; so do the draws, roughly."""
    ourselves, guarantee = simulate(textbook("building_deadline"), draws=20_000).simulated
    assert ourselves.totals.mean() == pytest.approx(44, abs=0.1)
    assert np.mean(ourselves.totals < guarantee.totals) == pytest.approx(0.84, abs=0.02)


def test_the_airports_constants_make_the_published_k() -> None:
    """Keeney and Raiffa 1976, chapter 8."""
    assert numbers(textbook("mexico_airport")).master_constant == pytest.approx(-0.877, abs=5e-4)


def test_the_new_suppliers_acceptability_central_weight_and_confidence_factor_in_closed_form() -> None:
    """Lahdelma and Salminen 2001: it wins where w X > 1 - w, for X and w even in 0..1."""
    found = {each.title: each for each in acceptability(textbook("new_or_proven"), with_numbers=True).options}
    new, proven = found["New"], found["Proven"]
    central = 0.25 / (1 - log(2))
    assert new.first == pytest.approx(1 - log(2), abs=0.005)
    assert new.typical is not None
    assert new.typical["quality"] == pytest.approx(central, abs=0.005)
    assert new.confidence == pytest.approx(2 - 1 / central, abs=0.015)
    assert proven.typical is not None
    assert proven.typical["quality"] == pytest.approx(0.25 / log(2), abs=0.005)
    assert proven.confidence == pytest.approx(1)


def test_the_mountain_climbers_compromise_by_vikor() -> None:
    """Opricovic and Tzeng 2004: Q is 1, 0 and 1."""
    found = methods(textbook("mountain_climbing"))
    place = [method.title for method in METHODS].index("VIKOR")
    assert found.scores[:, place] == pytest.approx([1, 0, 1])


@pytest.mark.parametrize("name", NAMES)
def test_every_textbook_scenario_has_published_answers(name: str) -> None:
    assert name in {case.scenario for case in TOTALS}
    assert name in {case.scenario for case in ADVICE}


@pytest.mark.parametrize("name", NAMES)
def test_every_textbook_scenario_names_its_source(name: str) -> None:
    model = textbook(name)
    assert model.sources
    assert all(source.reference for source in model.sources.values())
    sourced = [each for each in model.numbers.values() if each.number.basis == "source"]
    assert sourced
    assert all(each.cite for each in sourced)


def test_the_overview_lists_every_textbook_scenario() -> None:
    overview = (SCENARIOS / "textbook" / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\((\w+)\.yaml\)", overview)) == NAMES
