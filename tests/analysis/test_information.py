"""What knowing first is worth: published values, bounds, and an oracle that knows nothing of moved events."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.time.information import Information, information
from decision_model.analysis.time.perfect_information import knowing, why_not
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from decision_model.scenario import read
from tests.known import convert
from tests.oracle import brute_force
from tests.properties.strategies import Shape, models

SCENARIOS = Path(__file__).parents[2] / "scenarios"


def problem(name: str) -> Any:
    return convert.known(name)["problem"]


def published(name: str, key: str) -> Any:
    answer = next(answer for answer in convert.known(name)["answers"] if answer["key"] == key)
    return pytest.approx(answer["value"], abs=max(answer["tolerance"], 1e-9))


def of(model: DecisionModel, events: Any, before: str | None = None) -> Information:
    """What one event or group is worth."""
    return information(model, [events], before).ranked[0]


# Published values -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["clemen_stock_economist", "goferbroke_survey", "supplier_cost_table", "wikipedia_evpi_investment"]
)
def test_published_perfect_information_on_a_payoff_table(name: str) -> None:
    assert of(convert.payoff_table(problem(name)), "state").value == published(name, "evpi")


@pytest.mark.parametrize("name", ["goferbroke_survey", "supplier_cost_table", "wikipedia_evpi_investment"])
def test_published_total_with_perfect_information(name: str) -> None:
    assert of(convert.payoff_table(problem(name)), "state").total == published(name, "evwpi")


@pytest.mark.parametrize("name", ["clemen_stock_economist", "goferbroke_survey"])
def test_published_value_of_a_report(name: str) -> None:
    found = of(convert.payoff_table_with_survey(problem(name)), "signal")
    assert found.kind == "report"
    assert found.value == published(name, "evsi")
    assert found.total == published(name, "evwsi")


def test_published_efficiency_of_a_report() -> None:
    found = of(convert.payoff_table_with_survey(problem("goferbroke_survey")), "signal")
    assert 100 * (found.share or 0) == published("goferbroke_survey", "efficiency")


def test_published_wildcatter() -> None:
    model = convert.influence_diagram(problem("raiffa_wildcatter"))
    assert of(model.varied(choose={"Test": "no"}), "Oil", "Drill").value == published("raiffa_wildcatter", "evpi")
    tested = model.varied(choose={"Test": "yes"})
    assert of(tested, "Result").value == published("raiffa_wildcatter", "evsi")


def test_published_court_award_drawn_whether_or_not_it_comes_to_court() -> None:
    found = of(convert.tree(problem("texaco_pennzoil")), "court award")
    assert found.before == "first move"
    assert found.value == published("texaco_pennzoil", "evpi_court")


def test_published_national_market() -> None:
    """Acme without a test market: the tree's own chances of the national market."""
    model = convert.payoff_table(
        {
            "payoffs": {
                "no": {"great": 0, "fair": 0, "awful": 0},
                "yes": {"great": 18000, "fair": -36000, "awful": -73800},
            },
            "probabilities": {"great": 0.425, "fair": 0.37, "awful": 0.205},
            "objective": "maximize",
        }
    )
    assert of(model, "state").value == published("acme_test_market", "evpi")


def test_published_shale_gas() -> None:
    plot = convert.payoff_table(
        {
            "payoffs": {"sell": {"gas": 800, "no gas": 800}, "dig": {"gas": 2200, "no gas": -300}},
            "probabilities": {"gas": 0.7, "no gas": 0.3},
            "objective": "maximize",
        }
    )
    tested = solve(convert.tree(problem("kaminski_shale_gas"))).total
    assert of(plot, "state").total - tested == published("kaminski_shale_gas", "evpi")


def test_published_umbrella() -> None:
    model = convert.influence_diagram(problem("poole_umbrella"))
    found = {each.title: each for each in information(model).ranked}
    assert found["Weather"].total == published("poole_umbrella", "perfect")
    assert found["Forecast"].value == pytest.approx(77 - 70)
    assert found["Forecast"].share == pytest.approx(7 / 21)


# What must hold always --------------------------------------------------------------------------------------------


@given(models(Shape(risk=True)))
def test_information_is_never_worth_less_than_nothing_nor_more_than_all_of_it(model: DecisionModel) -> None:
    assume(model.decisions)
    result = information(model)
    assert all(each.value >= -1e-8 for each in result.ranked)
    assert all(one.value >= other.value - 1e-9 for one, other in pairwise(result.ranked))
    for group in (each for each in result.ranked if len(each.events) > 1):
        single = [e for e in result.ranked if len(e.events) == 1 and e.before == group.before and e.kind == "perfect"]
        assert all(each.value <= group.value + 1e-8 for each in single)
    for report in (each for each in result.ranked if each.kind == "report" and each.share is not None):
        assert -1e-8 <= report.share <= 1 + 1e-8


@given(models(Shape(risk=True, cases=150, only_if=False)))
def test_knowing_first_equals_the_best_of_every_history(model: DecisionModel) -> None:
    """The oracle solves the moved model path by path from its own tables."""
    assume(model.decisions)
    for each in information(model).ranked:
        if each.kind == "perfect":
            assert each.total == pytest.approx(
                brute_force.best(knowing(model, each.events, each.before)).total, abs=1e-8
            )


@given(models(Shape(cases=150)))
def test_an_event_drawn_in_any_case_leaves_the_rest_as_it_was(model: DecisionModel) -> None:
    """Known before a decision and then not used, an event is worth nothing: the plans without it are still there."""
    assume(model.decisions)
    for event_ in model.events:
        for place in (d.name for d in model.decisions if why_not(model, event_.name, d.name) is None):
            told = knowing(model, [event_.name], place)
            assert sign(model) * (solve(told).total - solve(model).total) >= -1e-8
            fixed = {d.name: d.options[0].name for d in model.decisions}
            assert solve(told.varied(choose=fixed)).total == pytest.approx(
                solve(model.varied(choose=fixed)).total, abs=1e-8
            )


def sign(model: DecisionModel) -> int:
    return -1 if model.better == "lower" else 1


def test_a_risk_averse_decider_compares_certainty_equivalents() -> None:
    model = convert.payoff_table(problem("wikipedia_evpi_investment")).copied(risk_tolerance=None)
    averse = convert.decision_model(
        model.title, model.sequence, model.considerations, combine="sum", risk_tolerance=500
    )
    found = of(averse, "state")
    known = [max(row) for row in ((1500, 900, 500), (300, 600, 500), (-800, -200, 500))]
    equivalent = -500 * math.log(sum(p * math.exp(-t / 500) for p, t in zip((0.5, 0.3, 0.2), known, strict=True)))
    assert found.total == pytest.approx(equivalent)
    assert found.value == pytest.approx(equivalent - solve(averse).total)


def forward(good: float, up_if_good: float, up_if_bad: float, win: float, lose: float, cost: float) -> DecisionModel:
    """A survey as textbooks print it: its result first, then the market's chances for each result and for none."""
    plain = good * up_if_good + (1 - good) * up_if_bad
    chances = [
        ({"result": "good"}, {"up": up_if_good, "down": "rest"}),
        ({"result": "bad"}, {"up": up_if_bad, "down": "rest"}),
        (None, {"up": plain, "down": "rest"}),
    ]
    profit = [({"launch": "go", "market": "up"}, win), ({"launch": "go", "market": "down"}, -lose), (None, 0)]
    return decision_model(
        "A survey",
        [
            decision("survey", ["yes", "no"]),
            event("result", ["good", "bad"], {"good": good, "bad": "rest"}, only_if={"survey": "yes"}),
            decision("launch", ["go", "stop"]),
            event("market", ["up", "down"], chances),
        ],
        [consideration("profit", profit), consideration("cost", [({"survey": "yes"}, -cost), (None, 0)])],
        combine="sum",
    )


share = st.floats(0.02, 0.98)


@given(share, share, share, st.floats(1, 200), st.floats(1, 200), st.floats(0, 20))
def test_nothing_known_is_worth_more_than_everything_where_chances_are_written_forward(
    good: float, up_if_good: float, up_if_bad: float, win: float, lose: float, cost: float
) -> None:
    model = forward(good, up_if_good, up_if_bad, win, lose, cost)
    everything = win * (good * up_if_good + (1 - good) * up_if_bad)
    assert all(row.total <= everything + 1e-8 for row in information(model).ranked)


@given(share, share, share, st.floats(1, 200), st.floats(1, 200), st.floats(0.1, 20))
def test_a_report_written_forward_is_worth_what_its_chances_say(
    good: float, up_if_good: float, up_if_bad: float, win: float, lose: float, cost: float
) -> None:
    """By hand: launch after each result if that pays, or launch without the survey if that does."""
    each = {result: up * win - (1 - up) * lose for result, up in (("good", up_if_good), ("bad", up_if_bad))}
    plain = max(0.0, good * each["good"] + (1 - good) * each["bad"])
    told = good * max(0.0, each["good"]) + (1 - good) * max(0.0, each["bad"])
    model = forward(good, up_if_good, up_if_bad, win, lose, cost)
    found = next(row for row in information(model).ranked if row.kind == "report")
    assert found.events == ("result",)
    assert found.about == ("market",)
    assert found.value == pytest.approx(told - plain, abs=1e-6)
    assert found.net == pytest.approx(told - cost - plain, abs=1e-6)


def test_a_report_written_forward_is_not_asked_before_the_choice_to_have_it() -> None:
    with pytest.raises(ModelError, match="arises only after some choices"):
        information(forward(0.5, 0.8, 0.2, 100, 80, 5), ["result"], "survey")


def surveys(up: float, says: tuple[tuple[float, float], tuple[float, float]], win: float, cost: float) -> DecisionModel:
    """Two surveys, one after the other, written forward; `says` is how often each is good, by truth."""

    def seen(results: Sequence[str | None]) -> tuple[float, float]:
        joint = [up, 1 - up]
        for result, good in zip(results, says, strict=False):
            for truth in (0, 1) if result else ():
                joint[truth] *= good[truth] if result == "good" else 1 - good[truth]
        return joint[0] / sum(joint), joint[1] / sum(joint)

    def second(result: str) -> tuple[Any, Any]:
        good = sum(chance * often for chance, often in zip(seen([result]), says[1], strict=True))
        return {"first": result}, {"good": good, "bad": "rest"}

    both = [(one, two) for one in ("good", "bad") for two in ("good", "bad")]
    market: list[tuple[Any, Any]] = [
        *(({"first": one, "second": two}, {"up": seen([one, two])[0], "down": "rest"}) for one, two in both),
        *(({"first": one}, {"up": seen([one])[0], "down": "rest"}) for one in ("good", "bad")),
        (None, {"up": up, "down": "rest"}),
    ]
    good = up * says[0][0] + (1 - up) * says[0][1]
    return decision_model(
        "Two surveys",
        [
            decision("ask", ["yes", "no"]),
            event("first", ["good", "bad"], {"good": good, "bad": "rest"}, only_if={"ask": "yes"}),
            decision("again", ["yes", "no"], only_if={"ask": "yes"}),
            event("second", ["good", "bad"], [second("good"), second("bad")], only_if={"again": "yes"}),
            decision("launch", ["go", "stop"]),
            event("market", ["up", "down"], market),
        ],
        [
            consideration("profit", [({"launch": "stop"}, 0), ({"market": "up"}, win), (None, -50)]),
            consideration("cost", [({"again": "yes"}, -2 * cost), ({"ask": "yes"}, -cost), (None, 0)]),
        ],
        combine="sum",
    )


@given(share, st.tuples(st.tuples(share, share), st.tuples(share, share)), st.floats(1, 200), st.floats(0, 9))
def test_no_report_on_reports_is_worth_more_than_everything(
    up: float, says: tuple[tuple[float, float], tuple[float, float]], win: float, cost: float
) -> None:
    model = surveys(up, says, win, cost)
    for before in (None, "ask", "again", "launch"):
        for row in information(model, before=before).ranked:
            assert row.total <= win * up + 1e-8
            assert row.share is None or row.share <= 1 + 1e-8


def test_a_report_on_a_report_is_about_all_that_is_read_from_it() -> None:
    """Read by hand: without the first report the second is still bought, and the market depends on both."""
    result = information(surveys(0.5, ((0.8, 0.3), (0.9, 0.2)), 60, 2))
    rows = {row.events: row for row in result.ranked if row.kind == "report"}
    assert rows[("first",)].about == ("second", "market")
    assert rows[("first",)].share is None
    assert rows[("second",)].about == ("market",)
    assert rows[("second",)].share is not None


def test_what_asking_brings_beyond_the_report_is_not_called_its_price() -> None:
    reasons = information(surveys(0.5, ((0.55, 0.45), (0.99, 0.01)), 60, 1)).statement.reasons
    assert any("‘first’, worth" in reason and "with all that comes of asking for it" in reason for reason in reasons)


# Reports that the model lets one buy -------------------------------------------------------------------------------


def test_published_survey_for_sale() -> None:
    """Goferbroke: 53 before the price of 30, and what the whole comes to with it."""
    found = of(convert.payoff_table_with_survey_for_sale(problem("goferbroke_survey")), "signal")
    assert found.value == published("goferbroke_survey", "evsi")
    assert found.total == published("goferbroke_survey", "net")
    assert 100 * (found.share or 0) == published("goferbroke_survey", "efficiency")
    assert found.net == pytest.approx(found.value - 30)


def test_published_seismic_test_at_its_price() -> None:
    found = of(convert.influence_diagram(problem("raiffa_wildcatter")), "Result")
    assert found.value == published("raiffa_wildcatter", "evsi")
    assert found.net == pytest.approx(2.5)
    assert found.total == published("raiffa_wildcatter", "ev")


def test_published_test_market() -> None:
    """The published 807 is after the test's price; its own sales pay part of that."""
    found = of(read(SCENARIOS / "textbook" / "test_market.yaml"), "trial")
    assert found.net == published("acme_test_market", "ev")
    own_sales = 0.3 * 3600 + 0.6 * 1800 + 0.1 * 540
    assert found.value == pytest.approx(807 + 3000 - own_sales)


def test_published_car_tests_that_are_not_worth_their_price() -> None:
    model = convert.influence_diagram(problem("neapolitan_car_buyer"))
    answers = convert.known("neapolitan_car_buyer")["answers"]
    by_test = next(answer["value"] for answer in answers if answer["key"] == "by_test")
    rows = {row.title: row for row in information(model).ranked if row.kind == "report"}
    assert rows["First"].net == pytest.approx(by_test["first"] - by_test["none"])
    assert rows["First"].value == pytest.approx(rows["First"].net + 9)
    assert rows["Second"].net == pytest.approx(by_test["both"] - by_test["none"])
    assert 0 < rows["Second"].value < 13


@given(models(Shape(cases=150)))
def test_a_report_at_its_price_is_one_plan_less_another(model: DecisionModel) -> None:
    """Never better than the best plan; where it is below nothing, the best plan does not ask for it."""
    assume(model.decisions)
    result = information(model)
    for row in (row for row in result.ranked if row.net is not None):
        behind = sign(model) * (result.base - row.total)
        assert behind >= -1e-8
        if behind > 1e-6:
            assert row.net is not None
            assert row.net <= 1e-6


def test_what_the_model_already_offers_is_said() -> None:
    model = convert.payoff_table_with_survey_for_sale(problem("goferbroke_survey"))
    result = information(model)
    assert (
        "About ‘state’ the model already offers ‘signal’, worth 53.0 before its price and 23.0 after it."
        in result.statement.reasons
    )
    assert result.table().set_index("event").loc["state", "offered"].startswith("‘signal’, worth 53.0")


# Limited memory ----------------------------------------------------------------------------------------------------


def test_remembering_everything_is_worth_what_an_enumeration_of_all_plans_says() -> None:
    """The pigs: three tests and three treatments, every plan over all tests seen so far tried in turn."""
    model = convert.influence_diagram(problem("pig_breeding_limited"))
    memory = information(model).memory
    assert memory is not None
    assert memory.before == model.decisions[1].name
    assert memory.total == pytest.approx(_pigs_that_are_remembered(), abs=1e-9)
    assert memory.value == pytest.approx(memory.total - 726.8121, abs=1e-3)


def _pigs_that_are_remembered() -> float:
    """The best expectation of the published pigs by recursion over how likely illness is."""

    def best(ill: float, month: int) -> float:
        if month == 4:
            return 1000 - 700 * ill
        total = 0.0
        for if_ill, if_well in ((0.8, 0.1), (0.2, 0.9)):
            seen = ill * if_ill + (1 - ill) * if_well
            now = ill * if_ill / seen
            treated = best(now * 0.5 + (1 - now) * 0.1, month + 1) - 100
            left = best(now * 0.9 + (1 - now) * 0.2, month + 1)
            total += seen * max(treated, left)
        return total

    return best(0.1, 1)


def test_nothing_is_said_of_memory_where_nothing_is_forgotten_or_events_are_named() -> None:
    assert information(harbour()).memory is None
    assert information(convert.influence_diagram(problem("pig_breeding_limited")), ["H3"]).memory is None


# Asking ------------------------------------------------------------------------------------------------------------


def harbour() -> DecisionModel:
    """Fog and tide are known only later; whether the pilot errs depends on who steers."""
    return decision_model(
        "A harbour",
        [
            decision("sail", {"now": "Sail now", "later": "Sail later"}, label="When to sail"),
            event("fog", {"thick": "Thick fog", "clear": "Clear"}, {"thick": 0.3, "clear": "rest"}, label="Fog"),
            event("tide", ["high", "low"], {"high": 0.5, "low": "rest"}, label="Tide"),
            decision("pilot", ["own", "hired"], label="Who steers"),
            event(
                "error",
                ["yes", "no"],
                [({"pilot": "own"}, {"yes": 0.2, "no": "rest"}), (None, {"yes": 0.1, "no": "rest"})],
            ),
        ],
        [
            consideration("speed", [({"sail": "now", "fog": "clear"}, 10), ({"sail": "now"}, -20), (None, 0)]),
            consideration("depth", [({"sail": "now", "tide": "low"}, -12), (None, 0)]),
            consideration("safety", [({"error": "yes"}, -30), (None, 0)]),
            consideration("fee", [({"pilot": "hired"}, -2), (None, 0)]),
        ],
        combine="sum",
        unit="guineas",
    )


def test_the_first_decision_before_which_it_can_be_known_is_taken() -> None:
    result = information(harbour())
    assert [(each.title, each.before) for each in result.ranked] == [
        ("Fog and Tide", "sail"),
        ("Fog", "sail"),
        ("Tide", "sail"),
    ]
    assert [(each.event, each.reason) for each in result.excluded] == [
        ("error", "‘error’ depends on the decision ‘Who steers’, and nothing is decided between that and the event.")
    ]


def test_what_is_worth_finding_out_in_words_and_in_a_table() -> None:
    result = information(harbour())
    fog = result.ranked[1]
    assert fog.value == pytest.approx(0.7 * 4)
    assert result.statement.headline == (
        "‘Fog’ is the event most worth knowing: up to 2.8 guineas, before ‘When to sail’"
    )
    assert fog.plan[0] == "When to sail: Sail later if ‘Thick fog’; Sail now if ‘Clear’."
    table = result.table()
    assert list(table["event"]) == ["Fog and Tide", "Fog", "Tide", "error"]
    assert table["value"].notna().tolist() == [True, True, True, False]


def test_groups_are_known_together() -> None:
    assert of(harbour(), ("tide", "fog")).events == ("tide", "fog")
    assert of(harbour(), ("tide", "fog")).value == pytest.approx(0.35 * 10)


def test_information_that_changes_nothing_is_worth_nothing() -> None:
    result = information(harbour().varied(choose={"sail": "later"}), ["fog"])
    assert result.ranked[0].value == pytest.approx(0)
    assert result.statement.headline == (
        "Nothing is worth finding out: the same choices are best whatever becomes known"
    )


@pytest.mark.parametrize(
    ("rare", "loss", "why"),
    [
        (1e-13, -100, "choosing by what becomes known gains no more than rounding"),
        (1e-13, 5, "the same choices are best whatever becomes known"),
        (0.5, 5, "the same choices are best whatever becomes known"),
        (0.5, 10 - 1e-12, "the same choices are best whatever becomes known"),
    ],
)
def test_what_is_said_to_be_best_in_any_case_is(rare: float, loss: float, why: str) -> None:
    """Where the storm comes the option that is best on the whole is beaten by far, though that adds next to nothing."""
    model = decision_model(
        "A crossing",
        [
            decision("sail", ["now", "later"]),
            event("storm", ["yes", "no"], {"yes": rare, "no": "rest"}),
        ],
        [consideration("gain", [({"sail": "now", "storm": "yes"}, loss), ({"sail": "now"}, 10), (None, 0)])],
        combine="sum",
    )
    assert information(model).statement.headline == f"Nothing is worth finding out: {why}"
    assert of(model, ("storm",)).acts is (loss < 0)


def test_a_report_that_is_read_for_nothing_is_no_reason_to_do_the_same_in_any_case() -> None:
    model = decision_model(
        "A crossing",
        [
            event("glass", ["falls", "stands"], [({"storm": "yes"}, "falls"), (None, "stands")]),
            decision("sail", ["now", "later"]),
            event("storm", ["yes", "no"], {"yes": 1e-13, "no": "rest"}),
        ],
        [consideration("gain", [({"sail": "now", "storm": "yes"}, -100), ({"sail": "now"}, 10), (None, 0)])],
        combine="sum",
    )
    result = information(model, ["glass"])
    assert [row.kind for row in result.ranked] == ["report"]
    assert result.statement.headline == (
        "Nothing is worth finding out: choosing by what becomes known gains no more than rounding"
    )


def test_a_report_on_which_the_options_depend_cannot_stay_unknown() -> None:
    model = decision_model(
        "A door",
        [
            event("knock", ["heard", "none"], [({"guest": "yes"}, "heard"), (None, "none")]),
            decision("open", ["yes", "no"], only_if={"knock": "heard"}),
            event("guest", ["yes", "no"], {"yes": 0.5, "no": "rest"}),
        ],
        [consideration("joy", [({"open": "yes"}, 1), (None, 0)])],
        combine="sum",
    )
    result = information(model)
    assert [each.reason for each in result.excluded] == [
        "what is on offer at ‘open’ depends on ‘knock’, so it cannot stay unknown."
    ]
    with pytest.raises(ModelError, match="what is on offer at ‘open’ depends on ‘knock’"):
        information(model, ["knock"])


@pytest.mark.parametrize(
    ("events", "before", "message"),
    [
        (["frog"], None, "events: 'frog' is not an event. Did you mean 'fog'?"),
        (["fog"], "sale", "before: 'sale' is not a decision. Did you mean 'sail'?"),
        (
            ["error"],
            "pilot",
            "events > error: ‘error’ depends on the decision ‘Who steers’, so it cannot be known before ‘Who steers’. "
            "Ask about a later decision, or split off the part that does not depend on it as an event of its own.",
        ),
        (
            ["error"],
            None,
            "events > error: ‘error’ depends on the decision ‘Who steers’, and nothing is decided between that and "
            "the event. "
            "Ask about a later decision, or split off the part that does not depend on it as an event of its own.",
        ),
        (
            ["fog"],
            "pilot",
            "events > fog: ‘Fog’ is already known when ‘Who steers’ is decided. Name an earlier decision.",
        ),
    ],
)
def test_what_cannot_be_asked(events: list[str], before: str | None, message: str) -> None:
    with pytest.raises(ModelError) as raised:
        information(harbour(), events, before)
    assert str(raised.value) == message


def test_without_decisions_nothing_can_be_worth_knowing() -> None:
    rain = decision_model(
        "Rain",
        [event("rain", ["yes", "no"], {"yes": 0.5, "no": "rest"})],
        [consideration("wet", [({"rain": "yes"}, 1), (None, 0)])],
        combine="sum",
    )
    with pytest.raises(ModelError, match=r"^there is no decision that information could change\. Add a decision\.$"):
        information(rain)


def test_what_is_known_from_the_start_is_said_to_be() -> None:
    model = harbour().copied(
        sequence=tuple(harbour().steps[name] for name in ("fog", "sail", "tide", "pilot", "error"))
    )
    reasons = {each.event: each.reason for each in information(model).excluded}
    assert reasons["fog"] == "‘Fog’ is known before everything that is decided."


def test_too_many_events_together_are_refused_before_any_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirteen coins have 8,192 joint outcomes; twelve are allowed."""
    coins = [f"coin_{place}" for place in range(13)]
    steps = [
        decision("go", ["yes", "no"]),
        *(event(name, ["head", "tail"], {"head": 0.5, "tail": "rest"}) for name in coins),
    ]
    many = decision_model("Coins", steps, [consideration("joy", [({"go": "yes"}, 1), (None, 0)])], combine="sum")
    left_out = information(many).excluded
    assert [each.title for each in left_out] == ["All 13 together"]
    monkeypatch.setattr("decision_model.analysis.time.information.solve", lambda model: pytest.fail("it was solved"))
    said = "knowing 13 events together means 8,192 joint outcomes; the limit is 4,096. Ask about 12 of them together"
    with pytest.raises(ModelError, match=said):
        information(many, [coins])
