"""Statements of the cases beside Berlin that no form of claim can say."""

from __future__ import annotations

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.time.information import information
from decision_model.model import DecisionModel
from decision_model.scenario import read
from tests.scenarios.siblings.table import SCENARIOS


def chosen(model: DecisionModel, decision: str) -> str:
    """The best option of a decision that is taken first."""
    (choice,) = [each for each in solve(model).taken if each.decision == decision]
    return choice.options[0]


def test_v10_nobody_is_said_to_have_predicted_progress() -> None:
    """V10: neither Thompson nor Rusk foretold a result, so no claim is about one and its chance is ours."""
    model = read(SCENARIOS / "vienna_1961" / "meeting.yaml")
    chance = model.parameters["p_agreed"].number
    assert chance.basis == "assumption"
    assert {each.locator for each in chance.cite} == {"69"}
    likely = [each.text for each in model.claims if each.expect.form == "chance"]
    assert likely == ["Laos is likelier to be negotiated while the meeting stays in prospect."]


def test_k2_keeping_it_open_pays_up_to_a_cost_within_its_range() -> None:
    """K2: the break-even cost of a late decision lies inside the range, so the two papers can both be right."""
    model = read(SCENARIOS / "korea_1950" / "parallel.yaml")
    low, high = model.parameters["delay_cost"].number.range or (0, 0)
    totals = {
        (stance, cost): solve(model.varied(choose={"stance": stance}, parameters={"delay_cost": cost})).total
        for stance in ("keep_open", "decide_now")
        for cost in (low, high)
    }
    assert totals["keep_open", low] > totals["decide_now", low]
    assert totals["keep_open", high] < totals["decide_now", high]


def test_k9_intent_is_worth_more_to_know_than_anything_else() -> None:
    """K9: of all events that can be known before the march, intent is worth most."""
    model = read(SCENARIOS / "korea_1950" / "parallel.yaml")
    worth = {each.events: each.value for each in information(model, before="march").ranked}
    assert max(worth, key=lambda events: (worth[events], -len(events))) == ("intent",)


def test_k11_state_and_defense_differ_in_weights_alone() -> None:
    """K11: the perspectives change no chance and no score, and their plans still differ."""
    model = read(SCENARIOS / "korea_1950" / "parallel.yaml")
    state, defense = model.perspectives["planning_staff"], model.perspectives["defense"]
    assert {**state.chances, **defense.chances} == {}
    stances = [chosen(model.varied(perspective=name), "stance") for name in ("planning_staff", "defense")]
    assert stances == ["keep_open", "decide_now"]
