"""Statements of the cases beside Berlin that no form of claim can say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.sources.claims import claims
from decision_model.analysis.sources.margins import holds, margin
from decision_model.analysis.time.information import information
from decision_model.model import DecisionModel
from decision_model.scenario import read
from tests.scenarios.siblings.table import SCENARIOS


def chosen(model: DecisionModel, decision: str) -> str:
    """The best option of a decision that is taken first."""
    (choice,) = [each for each in solve(model).taken if each.decision == decision]
    return choice.options[0]


def total(model: DecisionModel, **choices: str) -> float:
    """The expected total when these choices are forced, all others at their best."""
    return float(solve(model.varied(choose=choices)).total)


def contribution(model: DecisionModel, consideration: str, **choices: str) -> float:
    """What a consideration adds to it."""
    return float(solve(model.varied(choose=choices)).contributions[consideration])


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


def test_c2_even_a_surprise_strike_is_not_certain() -> None:
    """C2: about 90 per cent of what is known, a number of the time; a strike that stays contained leaves some."""
    model = read(SCENARIOS / "cuba_1962" / "first_move.yaml")
    share = model.parameters["share_destroyed"].number
    assert share.basis == "source"
    assert model.values["share_destroyed"] == pytest.approx(0.9)
    left = contribution(model, "missiles_gone", first="strike")
    assert left < contribution(model.varied(numbers={"share_destroyed": 1.0}), "missiles_gone", first="strike")


def test_c3_a_letter_spoils_an_attack_and_not_a_blockade() -> None:
    """C3: why all would write before a blockade, and only some before a strike."""
    model = read(SCENARIOS / "cuba_1962" / "first_move.yaml")
    low, high = (model.varied(parameters={"warning_loss": loss}) for loss in (0.15, 0.6))
    for second, spoilt in (("attack", True), ("full", False)):
        lost = total(low, first="letter", second=second) - total(high, first="letter", second=second)
        assert (lost > 1) == spoilt
        assert (abs(lost) > 1e-9) == spoilt
    overview = (SCENARIOS / "cuba_1962" / "README.md").read_text(encoding="utf-8")
    assert "before a strike they were divided" in overview


def test_c7_the_military_hold_it_nearly_certain() -> None:
    """C7: the range reaches certainty, the direction is theirs and the size ours."""
    grows = read(SCENARIOS / "cuba_1962" / "first_move.yaml").parameters["p_grows"].number
    assert grows.range == pytest.approx((0.6, 1))
    assert grows.basis == "ordinal"


def test_c9_a_letter_pays_from_a_chance_of_its_working() -> None:
    """C9: the chance at which a letter first does as well as a blockade lies within its range."""
    model = read(SCENARIOS / "cuba_1962" / "first_move.yaml")
    low, high = model.parameters["p_letter_works"].number.range or (0, 0)
    leads = [
        total(varied, first="letter") - total(varied, first="blockade")
        for varied in (model.varied(parameters={"p_letter_works": chance}) for chance in (low, high))
    ]
    assert leads[0] < 0 < leads[1]


def test_c10_living_with_them_needs_a_low_weight_of_credibility() -> None:
    """C10: where credibility has at least an eighth of the weight, no draw and no corner makes it best."""
    model = read(SCENARIOS / "cuba_1962" / "first_move.yaml")
    leaves = tuple(
        replace(each, weight=replace(each.weight, range=(15, 30))) if each.name == "credibility" else each
        for each in model.considerations
    )
    (claim,) = [each for each in model.claims if each.expect.about == {"first": "live_with_it"}]
    assert claims(model.copied(claims=(claim,)), draws=300).claims[0].holds
    assert not claims(model.copied(claims=(claim,), considerations=leaves), draws=300).claims[0].holds


def test_c11_no_claim_that_missiles_were_known_to_be_ready() -> None:
    """C11: the file says that nobody knew, and no claim or label says otherwise."""
    model = read(SCENARIOS / "cuba_1962" / "first_move.yaml")
    assert "Nobody in the papers that we read knew whether missiles or warheads were ready" in " ".join(
        model.note.split()
    )
    said = [each.text for each in model.claims] + [state.title for step in model.sequence for state in step.states]
    assert [text for text in said if "ready" in text or "warhead" in text] == []


def test_d6_taking_over_needs_a_france_that_hands_over() -> None:
    """D6: where France fights on or seeks terms, taking over is on offer in no history."""
    model = read(SCENARIOS / "dien_bien_phu_1954" / "intervene.yaml")
    forced = solve(model.varied(choose={"april": "organise", "late": "take_over"}))
    reached = {each.history["france"]: each.options for each in forced.policy if each.decision == "late"}
    assert reached["leaves"] == ("take_over",)
    assert reached["invites"] != ("take_over",)
    assert "terms" not in reached


def test_d8_the_french_ten_days_decide_it() -> None:
    """D8: the break-even of a week's loss lies between London's reading and the French one."""
    model = read(SCENARIOS / "dien_bien_phu_1954" / "intervene.yaml")
    chosen_by = {name: chosen(model.varied(what_if=name), "april") for name in ("no_haste", "ten_days", "no_britain")}
    assert chosen_by == {"no_haste": "organise", "ten_days": "aid", "no_britain": "aid"}


def test_b4_each_of_the_four_conditions_is_needed() -> None:
    """B4: with any one of the four missing, the convoy is not best."""
    model = read(SCENARIOS / "berlin_1948" / "blockade.yaml")
    (claim,) = [each for each in model.claims if "four conditions" in each.text]
    plain = replace(claim.expect, what_if=None)
    allowed = model.varied(what_if="four_conditions")
    assert holds(plain, margin(allowed, plain))
    lacking = {
        "other solutions are left": model.varied(
            choose={"june": "airlift"},
            parameters={"p_enough": 0, "p_passes": 0.6, "time_prepares": 0.6},
            weights={"no_war": 20},
        ),
        "success is not likely": allowed.varied(parameters={"p_passes": 0.35}),
        "war is not acceptable": allowed.varied(weights={"no_war": 32}),
        "time was not used": allowed.varied(parameters={"time_prepares": 0}),
    }
    assert [name for name, each in lacking.items() if holds(plain, margin(each, plain))] == []


def test_b6_withdrawal_is_worst_on_confidence() -> None:
    """B6: no other way of June earns less of Western Europe's confidence."""
    model = read(SCENARIOS / "berlin_1948" / "blockade.yaml")
    earned = {name: contribution(model, "confidence", june=name) for name in ("withdraw", "talk", "airlift", "convoy")}
    assert min(earned, key=earned.__getitem__) == "withdraw"


def test_b7_more_tons_speak_for_staying() -> None:
    """B7: of the lift's tonnages, each at the high end of its range is better for flying than at the low end."""
    model = read(SCENARIOS / "berlin_1948" / "blockade.yaml")
    for name in ("lift_short", "lift_enough"):
        low, high = model.parameters[name].number.range or (0, 0)
        less, more = (total(model.varied(parameters={name: tons}), june="airlift") for tons in (low, high))
        assert more > less + 0.1, name


def test_b10_the_two_clocks_are_kept_apart() -> None:
    """B10: time works for the West in Berlin and against it in the matter of the note; the two are not added up."""
    overview = (SCENARIOS / "berlin_1948" / "README.md").read_text(encoding="utf-8")
    assert "Two clocks" in overview
    model = read(SCENARIOS / "berlin_1948" / "blockade.yaml")
    assert [name for name in (*model.parameters, *(leaf.name for leaf in model.leaves)) if "clock" in name] == []


TURNS = [
    ("vienna_1961/meeting.yaml", "hold_cost", (6, "hold"), (7, "confirm")),
    ("korea_1950/parallel.yaml", "delay_cost", (17, "keep_open"), (18.5, "decide_now")),
    ("cuba_1962/first_move.yaml", "p_letter_works", (0.24, "blockade"), (0.27, "letter")),
    ("cuba_1962/first_move.yaml", "p_blockade_works", (0.28, "blockade"), (0.25, "letter")),
    ("dien_bien_phu_1954/intervene.yaml", "p_britain", (0.33, "organise"), (0.3, "aid")),
    ("dien_bien_phu_1954/intervene.yaml", "weekly_loss", (0.06, "organise"), (0.07, "aid")),
]


@pytest.mark.parametrize(("file", "name", "before", "after"), TURNS, ids=[f"{turn[0]}-{turn[1]}" for turn in TURNS])
def test_what_the_summaries_say_turns_the_choice(
    file: str, name: str, before: tuple[float, str], after: tuple[float, str]
) -> None:
    """The break-evens that the overviews of the cases name in words."""
    model = read(SCENARIOS / file)
    first = model.decisions[0].name
    for value, option in (before, after):
        assert chosen(model.varied(parameters={name: value}), first) == option
