"""The textbook scenarios answer other questions than the best plan as published, and each feature has its scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from math import log
from typing import Any, get_args

import numpy as np
import pytest
import yaml

from decision_model.analysis.robustness.sensitivity.number_range import number_range
from decision_model.analysis.robustness.worst_case import worst_case
from decision_model.analysis.time.information import information
from decision_model.analysis.time.risk_profile import risk_profile
from decision_model.analysis.time.simulate import simulate
from decision_model.analysis.views.regret import Criterion, regret
from decision_model.model.discretisation import METHODS
from decision_model.model.distributions import DISTRIBUTIONS, log_parameters
from decision_model.model.formulas import FUNCTIONS
from decision_model.model.rank_weights import Method as OrderMethod
from decision_model.model.steps import Event
from decision_model.model.total_rules import RULES
from decision_model.scenario import parse
from tests.scenarios.berlin import SCENARIOS
from tests.scenarios.test_textbook import NAMES, textbook


def test_rules_without_chances_choose_the_published_buildings() -> None:
    """Taylor: maximax 100,000, maximin 30,000, least regret 50,000, all alike 40,000; by Hurwicz, with 0.4, 38,000."""
    model = textbook("real_estate")
    extremes, hindsight = worst_case(model, optimism=0.4), regret(model, "economy")
    apartments = ("Apartment building",)
    assert extremes.maximax == Criterion(("Office building",), pytest.approx(100_000))
    assert extremes.maximin == Criterion(apartments, pytest.approx(30_000))
    assert extremes.hurwicz == Criterion(apartments, pytest.approx(38_000))
    assert hindsight.minimax_regret == Criterion(apartments, pytest.approx(50_000))
    assert hindsight.equal_likelihood == Criterion(apartments, pytest.approx(40_000))
    assert hindsight.regrets == pytest.approx(np.array([[50_000, 0], [0, 70_000], [70_000, 20_000]]))


def test_the_new_printers_profit_is_spread_as_in_the_books_draws() -> None:
    """500 draws: a mean of 698,457, a standard deviation of 520,485, and 51 with a loss, give or take their error."""
    made = simulate(textbook("new_printer"), draws=20_000).simulated[0]
    assert made.totals.mean() == pytest.approx(698_457, abs=3 * 520_485 / 500**0.5)
    assert made.totals.std() == pytest.approx(520_485, rel=3 / (2 * 500) ** 0.5)
    assert np.mean(made.totals < 0) == pytest.approx(51 / 500, abs=3 * (0.1 * 0.9 / 500) ** 0.5)


def test_the_new_printers_profit_has_mean_and_standard_deviation_in_closed_form() -> None:
    """Of a product of a margin with mean 114 and variance 1.2 + 100 / 3, and a demand of 15,000 +- 4,500."""
    made = simulate(textbook("new_printer"), draws=100_000).simulated[0]
    margin, demand = 1.2 + 100 / 3, 4500**2
    spread = (114**2 * demand + margin * (15_000**2 + demand)) ** 0.5
    assert made.totals.mean() == pytest.approx(710_000, abs=4 * spread / made.totals.size**0.5)
    assert made.totals.std() == pytest.approx(spread, rel=0.01)


def test_a_bidder_would_pay_a_ninety_sixth_to_know_his_costs() -> None:
    """Howard 1966. Three points and five bids come close."""
    (known,) = information(textbook("sealed_bid")).ranked
    assert known.events == ("costs",)
    assert known.value == pytest.approx(1 / 96, abs=0.0015)


@pytest.mark.parametrize(
    ("perspective", "weights"),
    [
        ("order_alone", [0.4, 0.1, 0.3, 0.2]),
        ("middle_of_all", [25 / 48, 3 / 48, 13 / 48, 7 / 48]),
        ("reciprocals", [0.48, 0.12, 0.24, 0.16]),
    ],
)
def test_orders_make_the_published_weights(perspective: str, weights: list[float]) -> None:
    """Barron and Barrett 1996, for four: here experience, age, charisma, education."""
    shares = textbook("choosing_a_leader").varied(perspective=perspective).weights
    assert [shares[name] for name in ("experience", "age", "charisma", "education")] == pytest.approx(weights)


def test_a_share_spread_by_mean_and_standard_deviation_has_the_volatility_that_made_them() -> None:
    """Hull: growth of 20% and a volatility of 40% make 24.43 and 10.18; the logarithm has log 20 + 0.2 - 0.4^2 / 2."""
    price = textbook("share_or_bank").steps["price"]
    assert isinstance(price, Event)
    assert price.cut is not None
    log_mean, log_sd = log_parameters(price.cut.distribution)
    assert log_sd == pytest.approx(0.4, abs=5e-4)
    assert log_mean == pytest.approx(log(20) + 0.2 - 0.4**2 / 2, abs=5e-4)


@pytest.mark.parametrize(("recovery", "spread"), [("sd: 0.2545", 3.18), ("sd: 0.0001", 2.99)])
def test_a_rated_bond_is_spread_as_published(recovery: str, spread: float) -> None:
    """CreditMetrics: 3.18 USD with what comes back after a failure spread, and 2.99 with its mean for certain."""
    file = (SCENARIOS / "textbook" / "rated_bond.yaml").read_text(encoding="utf-8")
    kept = risk_profile(parse(file.replace("sd: 0.2545", recovery))).told.profile
    assert kept.mean == pytest.approx(107.09, abs=0.005)
    assert kept.spread == pytest.approx(spread, abs=0.005)


PROSE = ("title", "question", "note", "label", "reference")
EVENTS = [event for name in NAMES for event in textbook(name).events if event.cut is not None]


def said(node: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every key of a file with the word or the formula it has, which is empty where more stands under it."""
    if isinstance(node, Mapping):
        for inner, below in node.items():
            yield inner, ""
            yield from said(below, inner)
    elif isinstance(node, list):
        for below in node:
            yield from said(below, key)
    elif key not in PROSE:
        yield key, node


FILES = [(SCENARIOS / "textbook" / f"{name}.yaml").read_text(encoding="utf-8") for name in NAMES]
SAID = {each for file in FILES for each in said(yaml.load(file, yaml.BaseLoader))}


def test_every_spread_stands_in_a_textbook_scenario_in_each_way_to_state_it() -> None:
    stated = (each.number.distribution for name in NAMES for each in textbook(name).numbers.values())
    spreads = [each for each in chain(stated, (event.cut.distribution for event in EVENTS if event.cut)) if each]
    ways = {(kind, way) for kind, ways in DISTRIBUTIONS.items() for way in ways or [()]}
    assert {(each.kind, way) for each in spreads for way in each.forms or [()]} == ways


def test_every_way_to_discretise_stands_in_a_textbook_scenario() -> None:
    assert {event.cut.method for event in EVENTS if event.cut} == set(METHODS)


def test_every_total_rule_stands_in_a_textbook_scenario() -> None:
    assert {textbook(name).combine for name in NAMES} == set(RULES)


@pytest.mark.parametrize("method", get_args(OrderMethod))
def test_every_way_to_weigh_an_order_stands_in_a_textbook_scenario(method: str) -> None:
    assert ("method", method) in SAID


@pytest.mark.parametrize("sign", [*(f"{function}(" for function in FUNCTIONS), "^"])
def test_every_function_stands_in_a_formula_of_a_textbook_scenario(sign: str) -> None:
    assert any(sign in text for _, text in SAID)


@pytest.mark.parametrize("length", ["hold", "extend"])
def test_scores_beyond_a_scale_stand_in_a_textbook_scenario(length: str) -> None:
    assert ("beyond", length) in SAID


KEYS = [
    *("knows", "know_before", "choose", "rows", "columns", "extends", "drop", "chances", "risk_tolerance"),
    *("pairwise", "swing", "order", "capacity", "interactions"),
]


@pytest.mark.parametrize("key", KEYS)
def test_every_key_that_says_more_than_a_plain_tree_stands_in_a_textbook_scenario(key: str) -> None:
    assert key in {each for each, _ in SAID}


def test_a_range_that_is_not_stated_ends_before_a_formula_divides_by_zero() -> None:
    """At 1.25 minutes customers come as fast as they are served, and nobody's wait has a mean."""
    found = number_range(textbook("waiting_line"), "mean_time")
    assert found.high < 1.25
    assert found.high == pytest.approx(1.25)
