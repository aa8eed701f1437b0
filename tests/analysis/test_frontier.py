"""The efficient frontier of two considerations: published tables, and by definition."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision_model.analysis.robustness.dominance import dominance
from decision_model.analysis.robustness.frontier import frontier
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Scale, consideration, decision, decision_model, event
from tests.analysis.test_acceptability import valued
from tests.analysis.test_admissible import table
from tests.known import convert
from tests.profiles import examples


def answers(name: str) -> dict[str, Any]:
    return {answer["key"]: answer["value"] for answer in convert.known(name)["answers"]}


def test_goodwin_wright_office() -> None:
    problem, wanted = convert.known("goodwin_wright_office")["problem"], answers("goodwin_wright_office")
    benefits = convert.additive_value(problem["scores"], problem["weights"])
    cost = consideration(
        "cost",
        [({"choice": name}, paid) for name, paid in problem["annual_cost"].items()],
        weight=1,
        scale=(35000.0, 6700.0),
    )
    group = consideration("benefits", weight=1, considerations=benefits.considerations)
    found = frontier(benefits.copied(considerations=(group, cost)), gain="benefits", price="cost")
    assert [each.title for each in found.frontier] == wanted["frontier"]
    assert sorted(each.title for each in found.options if each.dominated_by) == sorted(wanted["dominated"])
    assert [each.rate for each in found.frontier] == [
        None,
        *(pytest.approx(rate, abs=1) for rate in wanted["tradeoffs"]),
    ]
    assert found.frontier[0].price == pytest.approx(6700)
    assert found.frontier[-1].gain == pytest.approx(80.8)
    elton = next(each for each in found.options if each.title == "Elton Street")
    assert not elton.on_frontier
    assert not elton.dominated_by


def test_silver_mcdm2_league() -> None:
    wanted = answers("silver_mcdm2_league")
    found = frontier(league(convert.known("silver_mcdm2_league")["problem"]), "effect", "cost", by=["start", "late"])
    titled = {" - ".join(filter(None, each.options.values())): each for each in found.options}
    points = {title: [each.price, each.gain] for title, each in titled.items()}
    assert points == {title: pytest.approx(point) for title, point in wanted["points"].items()}
    dominated = {
        title: [other.split(": ")[-1] for other in each.dominated_by]
        for title, each in titled.items()
        if each.dominated_by
    }
    assert dominated == wanted["dominated"]
    extended = [title for title, each in titled.items() if not each.dominated_by and not each.on_frontier]
    assert extended == wanted["extended"]
    assert [title for title, each in titled.items() if each.on_frontier] == wanted["frontier"]
    rates = {title: each.rate for title, each in titled.items() if each.rate is not None}
    assert rates == {title: pytest.approx(rate) for title, rate in wanted["icer"].items()}


def league(problem: dict[str, Any]) -> DecisionModel:
    """The published tree as a choice now, what happens while waiting, and a choice later."""
    start = {each["label"]: each for each in problem["root"]["options"]}
    well, ill = start["wait"]["then"]["outcomes"]
    late = {each["label"]: each for each in ill["then"]["options"]}
    considerations = []
    for name, scale in (("effect", Scale(0, 10)), ("cost", Scale(20, 0))):
        rules: list[Any] = [({"start": label}, each["gain"][name]) for label, each in start.items() if label != "wait"]
        rules += [({"course": "well"}, well["gain"][name])]
        rules += [({"late": label}, each["gain"][name]) for label, each in late.items()]
        considerations.append(consideration(name, rules, weight=1, scale=scale))
    steps = [
        decision("start", list(start)),
        event("course", ["well", "ill"], {"well": well["probability"], "ill": "rest"}, only_if={"start": "wait"}),
        decision("late", list(late), only_if={"course": "ill"}),
    ]
    return decision_model("A league table", steps, considerations)


def test_rdecision_lifestyle() -> None:
    parts = convert.known("rdecision_lifestyle")["problem"]["parameters"]
    wanted = answers("rdecision_lifestyle")
    stent = {"Diet": 56 / 68, "Exercise": 1 - parts["p_ex"]}
    paid = {"Diet": parts["c_diet"], "Exercise": parts["c_exercise"]}
    rules = [({"programme": name}, {"stent": chance, "success": "rest"}) for name, chance in stent.items()]
    costs = [
        ({"programme": name, "outcome": outcome}, paid[name] + extra)
        for name in stent
        for outcome, extra in (("stent", parts["c_stent"]), ("success", 0))
    ]
    model = decision_model(
        "A programme",
        [decision("programme", list(stent)), event("outcome", ["success", "stent"], rules)],
        [
            consideration("effect", [({"outcome": "success"}, 1), (None, 1 - parts["du"])], weight=1, scale=(0.0, 1.0)),
            consideration("cost", costs, weight=1, scale=(10_000.0, 0.0)),
        ],
    )
    found = frontier(model, "effect", "cost")
    assert [each.title for each in found.frontier] == ["Diet", "Exercise"]
    assert found.frontier[1].rate == pytest.approx(wanted["icer"], abs=5)
    assert [each.price for each in found.frontier] == [
        pytest.approx(wanted["cost_diet"], abs=0.5),
        pytest.approx(wanted["cost_ex"], abs=0.5),
    ]


@settings(max_examples=examples(60))
@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=1, max_size=8, unique=True))
def test_frontier_options_are_best_at_some_rate(points: list[tuple[int, int]]) -> None:
    values = np.array(points) / 10
    found = frontier(valued(values), "c0", "c1")
    steps = [(a - b for a, b in zip(one, other, strict=True)) for one, other in combinations(points, 2)]
    level = [dy / (dy - dx) for dx, dy in steps if dx * dy < 0]  # rates at which two are level
    rates = np.append(np.linspace(0, 1, 2_001)[1:-1], level)
    totals = np.outer(values[:, 0], rates) + np.outer(values[:, 1], 1 - rates)
    ahead = {f"o{n}" for n in np.flatnonzero((totals >= totals.max(axis=0) - 1e-12).any(axis=1))}
    kept = {each.title for each in found.frontier}
    assert kept <= ahead
    strictly = {f"o{n}" for n in range(len(values)) if _alone(totals, n)}
    assert strictly <= kept
    for each in found.options:
        assert not (each.on_frontier and each.dominated_by)
    steps = [each.rate for each in found.frontier if each.rate is not None]
    assert steps == sorted(steps)


def _alone(totals: np.ndarray, number: int) -> bool:
    others = np.delete(totals, number, axis=0).max(axis=0, initial=-np.inf)
    return bool((totals[number] > others + 1e-9).sum() > 1)


def test_bent_scales_and_sums_keep_their_own_units() -> None:
    bent = consideration(
        "c", [({"choice": "x"}, 5), (None, 10)], weight=1, scale=Scale(0, 10, ((0, 0), (5, 0.8), (10, 1)))
    )
    other = consideration("d", [({"choice": "x"}, 30), (None, 10)], weight=1)
    found = frontier(decision_model("Bent", [decision("choice", ["x", "y"])], [bent, other]), "c", "d")
    assert [each.title for each in found.options] == ["x", "y"]
    assert [each.gain for each in found.options] == pytest.approx([80, 100])
    assert [each.price for each in found.options] == pytest.approx([30, 10])
    assert found.frontier[1].rate == pytest.approx(1)
    assert found.statement.headline == "‘x’ and ‘y’ are worth what they cost in ‘d’ for ‘c’"


def test_names_that_are_no_considerations() -> None:
    with pytest.raises(ModelError, match=r"price: 'c9' is not a consideration\. Known here: c0, c1\."):
        frontier(valued(np.eye(2)), "c0", "c9")


@pytest.mark.parametrize("ask", [lambda model: frontier(model, "a", "b"), dominance])
def test_considerations_that_only_count_together(ask: Any) -> None:
    with pytest.raises(ModelError, match=r"combine: with 'combine: multiplicative' considerations count only together"):
        ask(table([40, 50], combine="multiplicative"))


def test_options_that_are_alike_stand_on_the_frontier_together() -> None:
    found = frontier(valued(np.array([[1, 0], [0.5, 0.8], [0.5, 0.8]])), "c0", "c1")
    assert [(each.title, each.rate) for each in found.frontier] == [
        ("o1", None),
        ("o2", None),
        ("o0", pytest.approx(1.6)),
    ]


@pytest.mark.parametrize("slope", [1e-3, 1.0, 1e3])
def test_options_on_a_straight_line_between_two_others_stay_on_the_frontier(slope: float) -> None:
    shares = {"a": 0, "b": 10, "c": 20, "d": 30}
    model = decision_model(
        "A line",
        [decision("act", list(shares))],
        [
            consideration("use", [({"act": name}, share) for name, share in shares.items()]),
            consideration("thrift", [({"act": name}, -slope * share) for name, share in shares.items()]),
        ],
        combine="sum",
    )
    assert {option.title for option in frontier(model, "use", "thrift").frontier} == set(shares)


def test_without_names_a_pair_is_chosen_that_is_at_odds() -> None:
    scores = {"use": (9, 4, 0), "idle": (0, 0, 0), "thrift": (0, 3, 5)}
    options = ["a", "b", "c"]
    model = decision_model(
        "A choice",
        [decision("act", options)],
        [
            consideration(name, [({"act": option}, value) for option, value in zip(options, values, strict=True)])
            for name, values in scores.items()
        ],
        combine="sum",
    )
    found = frontier(model)
    assert (found.gain, found.price) == ("use", "thrift")


def priced_sum(gains: list[float], prices: list[float], better: str = "higher") -> DecisionModel:
    options = [f"o{place}" for place in range(len(gains))]
    considerations = [
        consideration(name, [({"act": option}, value) for option, value in zip(options, values, strict=True)])
        for name, values in (("effect", gains), ("cost", prices))
    ]
    return decision_model("Bought", [decision("act", options)], considerations, combine="sum", better=better)


@settings(max_examples=examples(60))
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=2, max_size=6, unique=True), st.booleans())
def test_the_price_of_a_sum_is_what_one_would_rather_have_less_of(points: list[tuple[int, int]], lower: bool) -> None:
    """Costs as negative scores, and costs alone under `better: lower`; the price is given as what is paid."""
    gains, prices = ([float(value) for value in column] for column in zip(*points, strict=True))
    effects = [10 - value for value in gains] if lower else gains
    model = priced_sum(effects, prices if lower else [-value for value in prices], "lower" if lower else "higher")
    found = frontier(model, "effect", "cost")
    worth = np.array(gains)[:, None] * np.linspace(0, 12, 997) - np.array(prices)[:, None]
    strictly = {f"o{place}" for place in range(len(gains)) if _alone(worth, place)}
    assert strictly <= {option.title for option in found.frontier}
    assert [option.price for option in found.options] == pytest.approx(sorted(prices))
    dearest, cheapest = max(prices), min(prices)
    assert found.frontier[0].price == pytest.approx(cheapest)
    dearer = [place for place, price in enumerate(prices) if price == dearest and gains[place] < max(gains)]
    assert not {f"o{place}" for place in dearer} & {option.title for option in found.frontier}


@pytest.mark.parametrize("prices", [[10, 20, 60], [0, 0, 1], [1e-3, 2e-3, 0]])
def test_a_price_that_the_file_adds_up_as_a_gain_is_refused(prices: list[float]) -> None:
    model = priced_sum([1, 5, 6], prices)
    for gain in ("effect", None):
        with pytest.raises(ModelError, match=r"price: 'cost' is not paid but gained: .* Write what is paid"):
            frontier(model, gain, "cost")


def test_less_of_a_cost_is_what_is_gained() -> None:
    lower = frontier(priced_sum([9, 5, 4], [10, 20, 60], "lower"), "effect", "cost")
    assert "Up to ‘o1’ each unit less of ‘effect’ costs 2.5 of ‘cost’" in lower.statement.reasons
    assert [column.title for column in lower.columns][2] == "less is gained: effect"
    days = consideration("days", [({"act": "slow"}, 40), (None, 10)], weight=1, scale=(50.0, 0.0))
    cost = consideration("cost", [({"act": "slow"}, 5), (None, 20)], weight=1, scale=(30.0, 0.0))
    found = frontier(decision_model("Days", [decision("act", ["slow", "fast"])], [days, cost]), "days", "cost")
    assert "Up to ‘fast’ each unit less of ‘days’ costs 0.5 of ‘cost’" in found.statement.reasons


def later(combine: str) -> DecisionModel:
    points: dict[str, Any] = {} if combine == "sum" else {"weight": 1}
    offset = -5 if combine == "sum" else 5
    return decision_model(
        "Later",
        [
            decision("start", ["a", "b"]),
            event("news", ["good", "bad"], {"good": 0.5, "bad": "rest"}),
            decision("then", ["go", "stay"]),
        ],
        [
            consideration("unity", [({"start": "a"}, 10), ({"then": "go"}, 30), (None, 20)], **points),
            consideration("peace", [({"start": "b", "then": "go"}, offset), (None, 0)], **points),
        ],
        combine=combine,
    )


@pytest.mark.parametrize("ask", [lambda model, by: frontier(model, "unity", "peace", by), dominance])
@pytest.mark.parametrize(
    ("combine", "best"), [("weighted", "is best at the weights of the file"), ("sum", "makes the best total")]
)
def test_how_later_choices_are_taken_is_said(ask: Any, combine: str, best: str) -> None:
    model = later(combine)
    wanted = f"‘then’ is decided as {best}; to compare other choices there, name it too"
    assert wanted in ask(model, ["start"]).statement.reasons
    assert not any("decided as" in reason for reason in ask(model, ["start", "then"]).statement.reasons)
    forced = model.varied(choose={"then": "go"})
    assert not any("decided as" in reason for reason in ask(forced, None).statement.reasons)
