"""Published answers to the textbook scenarios: what to do with the model, and what must come out."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log
from typing import Any, NamedTuple

EXACT = 1e-9


class Total(NamedTuple):
    """The best total after a variation (see DecisionModel.varied), published or recomputed from what is published."""

    scenario: str
    what: str
    varied: Mapping[str, Any]
    value: float
    tolerance: float = EXACT


class Advice(NamedTuple):
    """The best option of a decision in the histories where this holds."""

    scenario: str
    decision: str
    where: Mapping[str, str]
    option: str


def parameters(**values: float) -> dict[str, Any]:
    """A variation of parameters."""
    return {"parameters": values}


def choose(**options: str) -> dict[str, Any]:
    """A variation by forced choices."""
    return {"choose": options}


COST_ALONE = {"weights": {"effect": 0}}
FREE_RIGHTS = parameters(price_of_call=0, price_of_put=0)

TOTALS = [
    # Raiffa 1968; Shenoy 1992, section 1. Tables of the book, answers of the article.
    Total("oil_wildcatter", "best strategy", {}, 22.5),
    Total("oil_wildcatter", "drilling without a test", choose(test="no"), 20),
    Total("oil_wildcatter", "oil known before drilling", {**choose(test="no"), "know_before": {"oil": "drill"}}, 55),
    Total("oil_wildcatter", "a free test", parameters(test_cost=0), 32.5),
    # Clemen, Making Hard Decisions, chapter 4.
    Total("texaco_pennzoil", "best strategy", {}, 4.63, 0.01),
    Total("texaco_pennzoil", "taking the two billion", choose(first_move="accept_two"), 2),
    Total("texaco_pennzoil", "taking three if offered", choose(reply="accept_three"), 4.12, 0.005),
    # Howard 1977; documentation of DecisionProgramming.jl.
    Total("used_car_guarantee", "best strategy", {}, 31),
    Total("used_car_guarantee", "without test and guarantee", choose(test="no", purchase="plain"), 28),
    # Poole and Mackworth, umbrella network.
    Total("umbrella", "best strategy", {}, 77),
    Total("umbrella", "without the forecast", {"decide_before": {"umbrella": "forecast"}}, 70),
    Total("umbrella", "weather known", {"know_before": {"weather": "umbrella"}}, 91),
    # Hillier and Lieberman, the Goferbroke Company.
    Total("goferbroke", "best strategy", {}, 123),
    Total("goferbroke", "without a survey", choose(survey="no"), 100),
    Total("goferbroke", "a free survey", parameters(survey_cost=0), 153),
    Total("goferbroke", "perfect information", {**choose(survey="no"), "know_before": {"ground": "land"}}, 242.5),
    Total("goferbroke", "drilling, oil doubted", {**choose(survey="no", land="drill"), "perspective": "doubter"}, 20),
    Total("goferbroke", "drilling, oil likely", {**choose(survey="no", land="drill"), "perspective": "believer"}, 180),
    Total("goferbroke", "drilling, both level", {**choose(survey="no", land="drill"), "what_if": "at_the_switch"}, 90),
    # Keeney and Raiffa 1976, chapter 8: the product, with the constants of the study.
    Total("mexico_airport", "cost and capacity alone", {}, 82.7433, 1e-4),
    Total("mexico_airport", "halfway", choose(site="halfway"), 68.4722, 1e-4),
    # Grabisch 1996: integrals of 13.9, 13.6 and 14.9 of 20.
    Total("three_students", "C", {}, 74.5),
    Total("three_students", "A", choose(student="a"), 69.5),
    Total("three_students", "B", choose(student="b"), 68),
    # Opricovic and Tzeng 2004: risk 1, 2, 5 and altitude 3000, 3750, 4500, which count alike.
    Total("mountain_climbing", "the one in between", {}, 62.5),
    Total("mountain_climbing", "the low one", choose(mountain="low"), 50),
    Total("mountain_climbing", "the high one", choose(mountain="high"), 50),
    # Half of what either is sure of, or may be.
    Total("new_or_proven", "the proven", {}, 50),
    Total("new_or_proven", "the new", choose(supplier="new"), 25),
    # Wikipedia, after Bernoulli 1738: 3.5 + 100 / 128 dollars for the game; 1.2 dollars make a point.
    Total("st_petersburg", "a stake of 25", choose(play="yes"), (4.28125 - 5) / 1.2),
    Total("st_petersburg", "no game", {}, 20 / 1.2),
    # Clemen, Making Hard Decisions, chapter 12.
    Total("stock_forecast", "with the forecast", {}, 822, 1e-6),
    Total("stock_forecast", "without the forecast", {"decide_before": {"investment": "forecast"}}, 580),
    Total("stock_forecast", "low-risk stock", choose(investment="low_risk"), 540),
    Total("stock_forecast", "savings account", choose(investment="savings"), 500),
    # Recomputed from the tables of the book, as are the pigs' that are treated after every positive test.
    Total("stock_forecast", "doing as the economist says", {"what_if": "follow"}, 760),
    Total("pig_breeding", "trusting the tests", {"what_if": "trust_tests"}, 718.16667),
    Total("stock_forecast", "market known", {"know_before": {"market": "investment"}}, 1000),
    # Winston and Albright, Walton Bookstore.
    Total("bookstore_calendars", "best order", {}, 262.5),
    Total("bookstore_calendars", "100 calendars", choose(order="n100"), 250),
    Total("bookstore_calendars", "200 calendars", choose(order="n200"), 200),
    Total("bookstore_calendars", "250 calendars", choose(order="n250"), 25),
    Total("bookstore_calendars", "300 calendars", choose(order="n300"), -206.25),
    # After Winston and Albright, example 10.3.
    Total("lightbulbs", "supplier A", {}, 7088, 0.5),
    Total("lightbulbs", "supplier B", choose(supplier="b"), 5027, 0.5),
    # After Winston and Albright, example 10.4.
    Total("test_market", "best strategy", {}, 807, 0.5),
    Total("test_market", "without a test market", choose(test="no"), 0),
    Total("test_market", "a free test market", parameters(test_cost=0), 3807, 0.5),
    # Three suppliers.
    Total("supplier_cost", "best supplier", {}, 49 / 3),
    Total("supplier_cost", "supplier A", choose(supplier="a"), 55 / 3),
    Total("supplier_cost", "supplier B", choose(supplier="b"), 52 / 3),
    Total("supplier_cost", "future known", {"know_before": {"future": "supplier"}}, 15),
    # Saaty's leader example, as Wikipedia has it, from priorities rounded to three decimals.
    Total("choosing_a_leader", "Nell", {}, 49.3, 0.1),
    Total("choosing_a_leader", "Moll", choose(leader="moll"), 35.8, 0.1),
    Total("choosing_a_leader", "Sue", choose(leader="sue"), 15.0, 0.1),
    # Hillier and Lieberman, the Reliable Construction Company: the means of the longest path.
    Total("building_deadline", "the longest path", {}, 44),
    # Bernoulli 1738, section 15: the logarithms of what he has, by his formula (x + 10000)^19 x against (x + 9200)^20.
    Total("bernoulli_insurance", "with insurance", choose(insurance="insure"), 1000 * log(12200)),
    Total("bernoulli_insurance", "without", choose(insurance="run_the_risk"), 50 * (19 * log(13000) + log(3000))),
    # Sims, rdecision: expected costs of 4168 and 4198 pounds, here on a scale from 10,000 to 0.
    Total("stent_programme", "cost of the diet", {**choose(programme="diet"), **COST_ALONE}, 100 - 41.68, 0.005),
    Total("stent_programme", "cost of exercise", {**choose(programme="exercise"), **COST_ALONE}, 100 - 41.98, 0.005),
    # After Winston and Albright, example 10.7: certainty equivalents.
    Total("venture_limited", "best venture", {}, 0.10354, 2e-5),
    Total("venture_limited", "the bold venture", choose(venture="bold"), 0.0862, 2e-5),
    Total("venture_limited", "neither", choose(venture="none"), 0),
    Total("venture_risk_neutral", "the bold venture", {}, 0.4),
    Total("venture_risk_neutral", "the steady venture", choose(venture="steady"), 0.175),
    # Help page of radiant.model.
    Total("movie_contract", "best contract", {}, 955_000, 1e-3),
    Total("movie_contract", "before the lawyer's fee", parameters(legal_fees=0), 960_000, 1e-3),
    Total("movie_contract", "a fee at which both are level", parameters(legal_fees=60_000), 900_000, 1e-3),
    # Kaminski, Jakubczyk and Szufel 2018, figure 7; vignette of rdecision.
    Total("shale_gas", "test, then sell in any case", choose(first="test", next="sell"), 838, 1e-6),
    Total("shale_gas", "best strategy", {}, 1477, 1e-6),
    Total("shale_gas", "dig at once", choose(first="dig"), 1450, 1e-6),
    Total("shale_gas", "gas known", {"know_before": {"gas": "first"}}, 1780, 1e-6),
    # Neapolitan 1990, p. 373; Netica example Car_Buyer.
    Total("two_tests", "best strategy", {}, 28),
    Total("two_tests", "one test", choose(tests="first"), 26.2, 1e-5),
    Total("two_tests", "both tests", choose(tests="both"), 22.73333333, 1e-5),
    # After Winston and Albright, example 10.5.
    Total("drug_testing", "no test", {}, -1),
    Total("drug_testing", "testing everyone", choose(policy="test"), -3.2325, 1e-6),
    # Lecture slides on perfect information.
    Total("perfect_information", "best investment", {}, 680),
    Total("perfect_information", "fund", choose(investment="fund"), 590),
    Total("perfect_information", "certificate", choose(investment="certificate"), 500),
    Total("perfect_information", "market known", {"know_before": {"market": "investment"}}, 1030),
    # Lauritzen and Nilsson 2001; documentation of DecisionProgramming.jl.
    Total("pig_breeding", "best strategy", {}, 726.8121, 1e-4),
    # Recomputed by scoring every policy (tests/oracle/limited_memory.py).
    Total("pig_breeding", "remembering test 2", {"what_if": "remembers"}, 728.937),
    # Goodwin and Wright, chapter 3: aggregate benefits, to one decimal.
    Total("office_location", "Addison Square", {}, 80.8, 0.05),
    Total("office_location", "Bilton Village", choose(office="bilton"), 39.4, 0.05),
    Total("office_location", "Carlisle Walk", choose(office="carlisle"), 47.4, 0.05),
    Total("office_location", "Denver Street", choose(office="denver"), 52.3, 0.05),
    Total("office_location", "Elton Street", choose(office="elton"), 64.8, 0.05),
    Total("office_location", "Filton Village", choose(office="filton"), 20.9, 0.05),
    Total("office_location", "Gorton Square", choose(office="gorton"), 60.2, 0.05),
    # Taylor, Introduction to Management Science: three buildings, with chances of 60% and 40%.
    Total("real_estate", "the offices", {}, 44_000),
    Total("real_estate", "the apartments", choose(building="apartments"), 42_000),
    Total("real_estate", "the warehouse", choose(building="warehouse"), 22_000),
    Total("real_estate", "the economy known", {"know_before": {"economy": "building"}}, 72_000),
    # Smith, Sturrock and Kelton, chapter 2, problems 1 to 3; four steps after Hillier and Lieberman.
    Total("waiting_line", "exponential times", choose(service="as_they_come"), 4),
    Total("waiting_line", "times in four steps", choose(service="in_steps"), 4 * 5 / 8),
    Total("waiting_line", "uniform times", choose(service="within_limits"), 2.54),
    Total("waiting_line", "triangular times", {}, 2.27, 0.005),
    # Hull, example of the Black-Scholes-Merton formulas: 4.76 for the call, 0.81 for the put.
    Total("stock_option", "the right to buy", {**choose(right="call"), **FREE_RIGHTS}, 4.76, 0.005),
    Total("stock_option", "the right to sell", {**choose(right="put"), **FREE_RIGHTS}, 0.81, 0.005),
    Total("stock_option", "both rights", {**choose(right="both"), **FREE_RIGHTS}, 4.76 + 0.81, 0.01),
    Total("stock_option", "the duty to buy", {**choose(right="bound"), **FREE_RIGHTS}, 42 - 40 * exp(-0.05), 1e-6),
    # Hull, expected value of a lognormal share: 20 e^0.2; it grows faster than the bank below 20%.
    Total("share_or_bank", "the share", {}, 24.43, 0.005),
    Total("share_or_bank", "the bank at 20%", {**choose(place="bank"), **parameters(interest=0.2)}, 24.43, 0.005),
    # Gupton, Finger and Bhatia 1997: a BBB bond in a year.
    Total("rated_bond", "the bond", {}, 107.09, 0.005),
    # Anderson, Sweeney and Williams, Hartlage's Seafood Supply; the others by the formulas for M/M/1 and M/D/1.
    Total("seafood_counter", "the clerk", choose(service="clerk"), 3.1733, 5e-5),
    Total("seafood_counter", "times at random", choose(service="anyone"), 0.35 / (0.5 * (0.5 - 0.35))),
    Total("seafood_counter", "a machine", {}, 0.7**2 / (2 * 0.3) / 0.35),
    # Grabisch 1996 and 1997, as in three_students.
    Total("three_students_again", "C", {}, 74.5),
    Total("three_students_again", "A", choose(student="a"), 69.5),
    Total("three_students_again", "B", choose(student="b"), 68),
    # Anderson, Sweeney and Williams, the PortaCom project: base, worst and best case.
    Total("new_printer", "the base case", {}, 710_000),
    Total(
        "new_printer",
        "the worst case",
        {**choose(printer="make"), **parameters(labour=47, parts=100, demand=1500)},
        -847_000,
    ),
    Total("new_printer", "the best case", parameters(labour=43, parts=80, demand=28_500), 2_591_000),
    # Hurst, Brown and Swanson 2000: a mean of 92 by the rule.
    Total("oil_prospect", "the new field", {}, 92),
    Total("oil_prospect", "the known field", choose(field="share"), 60),
    # Howard 1966: 9/32, and 28/96 with costs known.
    Total("sealed_bid", "best bid", {}, 9 / 32),
    Total("treat_or_wait", "C at once: effect 4, cost 5", {}, (50 * 4 / 10 + 40 * 15 / 20) / 0.9),
    Total("treat_or_wait", "cost of C later", {**choose(start="wait", late="c"), **COST_ALONE}, 100 * (20 - 4.9) / 20),
    Total("treat_or_wait", "cost of D later", {**choose(start="wait", late="d"), **COST_ALONE}, 100 * (20 - 7.7) / 20),
    Total("sealed_bid", "costs known", {"know_before": {"costs": "bid"}}, 28 / 96, 0.0015),
]

ADVICE = [
    Advice("oil_wildcatter", "test", {}, "yes"),
    Advice("oil_wildcatter", "drill", {"structure": "none"}, "no"),
    Advice("oil_wildcatter", "drill", {"structure": "open"}, "yes"),
    Advice("oil_wildcatter", "drill", {"structure": "closed"}, "yes"),
    Advice("bookstore_calendars", "order", {}, "n150"),
    Advice("lightbulbs", "supplier", {}, "a"),
    Advice("texaco_pennzoil", "first_move", {}, "ask_five"),
    Advice("texaco_pennzoil", "reply", {}, "refuse"),
    Advice("used_car_guarantee", "test", {}, "yes"),
    Advice("used_car_guarantee", "purchase", {"report": "lemon"}, "guaranteed"),
    Advice("used_car_guarantee", "purchase", {"report": "peach"}, "plain"),
    Advice("umbrella", "umbrella", {"forecast": "sunny"}, "leave"),
    Advice("umbrella", "umbrella", {"forecast": "cloudy"}, "leave"),
    Advice("umbrella", "umbrella", {"forecast": "rainy"}, "take"),
    Advice("goferbroke", "survey", {}, "yes"),
    Advice("goferbroke", "land", {"soundings": "favourable"}, "drill"),
    Advice("goferbroke", "land", {"soundings": "unfavourable"}, "sell"),
    Advice("mexico_airport", "site", {}, "two_things"),
    Advice("three_students", "student", {}, "c"),
    Advice("mountain_climbing", "mountain", {}, "middle"),
    Advice("new_or_proven", "supplier", {}, "proven"),
    Advice("st_petersburg", "play", {}, "no"),
    Advice("stock_forecast", "investment", {"forecast": "up"}, "high_risk"),
    Advice("stock_forecast", "investment", {"forecast": "same"}, "savings"),
    Advice("stock_forecast", "investment", {"forecast": "down"}, "savings"),
    Advice("test_market", "test", {}, "yes"),
    Advice("test_market", "launch", {"trial": "great"}, "yes"),
    Advice("test_market", "launch", {"trial": "fair"}, "no"),
    Advice("test_market", "launch", {"trial": "awful"}, "no"),
    Advice("supplier_cost", "supplier", {}, "c"),
    Advice("stent_programme", "programme", {}, "exercise"),
    Advice("venture_limited", "venture", {}, "steady"),
    Advice("venture_risk_neutral", "venture", {}, "bold"),
    Advice("movie_contract", "contract", {}, "film"),
    Advice("shale_gas", "first", {}, "test"),
    Advice("shale_gas", "next", {"signal": "positive"}, "dig"),
    Advice("shale_gas", "next", {"signal": "negative"}, "sell"),
    Advice("two_tests", "tests", {}, "none"),
    Advice("pig_breeding", "treat_1", {"test_1": "positive"}, "leave"),
    Advice("pig_breeding", "treat_1", {"test_1": "negative"}, "leave"),
    Advice("pig_breeding", "treat_2", {"test_2": "positive"}, "treat"),
    Advice("pig_breeding", "treat_2", {"test_2": "negative"}, "leave"),
    Advice("pig_breeding", "treat_3", {"test_3": "positive"}, "treat"),
    Advice("pig_breeding", "treat_3", {"test_3": "negative"}, "leave"),
    Advice("drug_testing", "policy", {}, "none"),
    Advice("perfect_information", "investment", {}, "stock"),
    Advice("office_location", "office", {}, "addison"),
    Advice("choosing_a_leader", "leader", {}, "nell"),
    Advice("building_deadline", "who", {}, "ourselves"),
    Advice("bernoulli_insurance", "insurance", {}, "insure"),
    Advice("real_estate", "building", {}, "offices"),
    Advice("waiting_line", "service", {}, "by_routine"),
    Advice("stock_option", "right", {}, "call"),
    Advice("new_printer", "printer", {}, "make"),
    Advice("share_or_bank", "place", {}, "share"),
    Advice("rated_bond", "bond", {}, "keep"),
    Advice("seafood_counter", "service", {}, "machine"),
    Advice("three_students_again", "student", {}, "c"),
    Advice("oil_prospect", "field", {}, "prospect"),
    Advice("treat_or_wait", "start", {}, "c"),
    Advice("sealed_bid", "bid", {}, "b_1250"),
]

TURNS = [
    ("movie_contract", "contract", parameters(legal_fees=59_999), "film"),
    ("movie_contract", "contract", parameters(legal_fees=60_001), "television"),
    ("drug_testing", "policy", parameters(catching=45, missing=45), "none"),
    ("drug_testing", "policy", parameters(catching=50, missing=50), "test"),
    ("drug_testing", "policy", parameters(false_positive=0.01, false_negative=0.01), "none"),
    ("st_petersburg", "play", parameters(stake=4.28), "yes"),
    ("st_petersburg", "play", parameters(stake=4.29), "no"),
    ("goferbroke", "survey", {"perspective": "careful"}, "no"),
    ("bernoulli_insurance", "insurance", parameters(fortune=5042), "insure"),
    ("bernoulli_insurance", "insurance", parameters(fortune=5043), "run_the_risk"),
    ("bookstore_calendars", "order", parameters(refund=1.66), "n100"),
    ("bookstore_calendars", "order", parameters(refund=1.67), "n150"),
    ("texaco_pennzoil", "reply", parameters(p_high=0.049), "refuse"),
    ("texaco_pennzoil", "reply", parameters(p_high=0.048), "accept_three"),
    ("stock_option", "right", parameters(price_of_call=4.75), "call"),
    ("stock_option", "right", parameters(price_of_call=4.77), "none"),
    ("share_or_bank", "place", parameters(interest=0.199), "share"),
    ("share_or_bank", "place", parameters(interest=0.201), "bank"),
    ("rated_bond", "bond", parameters(price=107.085), "keep"),
    ("rated_bond", "bond", parameters(price=107.095), "sell"),
    ("oil_prospect", "field", parameters(known=91), "prospect"),
    ("oil_prospect", "field", parameters(known=93), "share"),
]
"""Numbers at which the publications, or exact recomputation, say that the advice turns."""
