"""What should come out of the numbers without being put in: preferences and the worth of keeping options open."""

from __future__ import annotations

import numpy as np
import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.model import DecisionModel
from tests.scenarios.berlin import (
    COMPOSITIONS,
    PREPARED,
    SITES,
    choices_at,
    contribution,
    draws,
    in_contingency,
    total,
    with_odds,
)

STATES = {
    "favour_bilateral": {"p_favours_bilateral": 1.0, "p_either": 0.0},
    "favour_four_power": {"p_favours_bilateral": 0.0, "p_either": 0.0},
    "either": {"p_either": 1.0},
}


def in_state(model: DecisionModel, state: str) -> DecisionModel:
    """Access is blocked and the circumstances are these."""
    return in_contingency(model).varied(parameters=STATES[state])


def pairs(model: DecisionModel) -> dict[tuple[str, str], np.ndarray]:
    """Totals of each composition and site; no meeting stands without a site."""
    found = {(c, s): np.asarray(total(model, composition=c, site=s)) for c in COMPOSITIONS for s in SITES}
    return {**found, ("no_meeting", ""): np.asarray(total(model, composition="no_meeting"))}


def best_share(totals: dict[tuple[str, str], np.ndarray]) -> dict[tuple[str, str], float]:
    """The share of draws in which each pair is best."""
    names, values = list(totals), np.stack(list(totals.values()))
    winners = values.argmax(axis=0)
    return {name: float(np.mean(winners == index)) for index, name in enumerate(names)}


def worth(model: DecisionModel, what_if: str) -> float:
    """By how much the model beats one of its what-ifs."""
    return float(solve(model).total - solve(model.varied(what_if=what_if)).total)


@pytest.mark.parametrize("composition", COMPOSITIONS)
def test_t15_neither_composition_is_dominated(contingency: DecisionModel, composition: str) -> None:
    """T15: some admissible numbers make a bilateral best, others a Four-Power summit; neither wins everywhere."""
    shares = [best_share(pairs(in_state(draws(contingency), state))) for state in STATES]
    share = np.mean([sum(each[composition, site] for site in SITES) for each in shares])
    assert 0.1 < share < 0.9


def test_t16_no_winner_whatever_happens(contingency: DecisionModel) -> None:
    """T16: the best action at the second stage differs between states that can both occur (S7, S15)."""
    found = [choice for choice in solve(contingency).policy if choice.decision == "composition"]
    assert {choice.options for choice in found} == {("bilateral",), ("four_power",)}
    assert all(choice.probability > 0 for choice in found)


def test_t17_waiting_beats_deciding_now_by_more_than_its_cost(advanced: DecisionModel) -> None:
    """T17: at baseline, deciding near the day beats deciding today although deciding late has its cost (S7, S15)."""
    assert advanced.values["delay_cost"] > 0
    assert worth(advanced, "decide_today") > 0


def test_t17_a_high_enough_cost_of_delay_turns_it(advanced: DecisionModel) -> None:
    """T17: the delay cost at which waiting stops paying lies within its range."""
    low, high = advanced.parameters["delay_cost"].number.range or (0, 0)
    dear = advanced.varied(parameters={"delay_cost": high})
    assert worth(advanced.varied(parameters={"delay_cost": low}), "decide_today") > 0 > worth(dear, "decide_today")


@pytest.mark.parametrize("decision", ["composition", "site"])
def test_t17_waiting_is_worth_something_for_each_of_the_two(contingency: DecisionModel, decision: str) -> None:
    """T17: what is left open, composition and site, each gains by what is learned first (S7, S12, S15)."""
    fixed = contingency.varied(decide_before={decision: "access"})
    assert solve(contingency).total > solve(fixed).total + 0.01


def test_t17_nothing_is_gained_by_waiting_for_circumstances_that_say_nothing(contingency: DecisionModel) -> None:
    """T17: before cost, waiting is worth nothing where the state carries no information."""
    silent = contingency.varied(parameters={"promise_gap": 0, "p_hopeful": contingency.values["p_promising"]})
    assert worth(silent, "decide_today") == pytest.approx(0)


def test_t17_nothing_is_gained_where_one_choice_is_best_in_every_state(contingency: DecisionModel) -> None:
    """T17: before cost, waiting is worth nothing where one option is best in all states: no talks under threat."""
    firm = contingency.varied(weights={"way_out": 10, "firmness": 90})
    assert set(choices_at(firm, "composition").values()) == {("no_meeting",)}
    assert worth(firm, "decide_today") == pytest.approx(0)


def test_t18_private_planning_is_worth_having_net_of_the_risk_of_a_leak(contingency: DecisionModel) -> None:
    """T18: E[max(U_F, U_B)] - E[U_F], less the cost of a leak, is positive at baseline (S9, S14)."""
    assert contingency.values["p_leak"] * contingency.values["leak_damage"] > 0
    assert worth(contingency, "no_private_plan") > 0


def test_t18_without_a_leak_private_planning_never_hurts(contingency: DecisionModel) -> None:
    """T18: before its cost the option is worth nothing or more, over the whole box of ranges."""
    sealed = draws(contingency).varied(parameters={"p_leak": 0})
    gain = total(sealed, planning="private_bilateral") - total(sealed, planning="quadripartite_only")
    assert np.all(gain >= -1e-9)


def test_t18_it_is_worth_nothing_where_a_bilateral_never_comes_first(contingency: DecisionModel) -> None:
    """T18: strictly positive only if a bilateral can be best."""
    never = contingency.varied(parameters={"p_leak": 0, "p_favours_bilateral": 0, "p_either": 0})
    assert worth(never, "no_private_plan") == pytest.approx(0)


def test_t18_there_is_a_leak_risk_at_which_it_stops_paying(contingency: DecisionModel) -> None:
    """T18: a break-even product of leak risk and damage exists, and beyond it the agreed plan alone is better."""
    sealed, known = (
        float(total(model, planning="private_bilateral") - total(model, planning="quadripartite_only"))
        for model in (contingency.varied(parameters={"p_leak": p}) for p in (0.0, 1.0))
    )
    even = sealed / (sealed - known)
    assert contingency.values["p_leak"] < even < 1
    for chance, plan in ((even - 0.01, "private_bilateral"), (even + 0.01, "quadripartite_only")):
        model = contingency.varied(parameters={"p_leak": chance})
        assert choices_at(model, "planning") == {(): (plan,)}


def test_t18_improvising_has_a_break_even_within_its_range(contingency: DecisionModel) -> None:
    """T18: a prepared meeting must be better by so many points of success; at none a plan is not worth its leak."""
    low, high = contingency.parameters["improvised"].number.range or (0, 0)
    cheap, dear = (contingency.varied(parameters={"improvised": value}) for value in (low, high))
    assert worth(cheap, "no_private_plan") <= 0 < worth(dear, "no_private_plan")
    assert choices_at(cheap, "planning") == {(): ("quadripartite_only",)}


def test_with_good_prospects_a_blockade_is_still_not_welcome(contingency: DecisionModel) -> None:
    """Success is worth little more than what was before the blockade, so no prospects make one wish for it."""
    hopeful = contingency.varied(parameters={"p_promising": 0.9, "p_hopeful": 1, "p_either": 0.4, "p_comes": 1})
    assert (
        solve(hopeful.varied(parameters={"p_blocked": 1})).total
        < solve(hopeful.varied(parameters={"p_blocked": 0})).total
    )


def test_t19_a_bilateral_is_chosen_only_when_it_ranks_first(contingency: DecisionModel) -> None:
    """T19: with the plan in hand, a bilateral is chosen where it looks the most promising, and not otherwise (S9)."""
    prepared = contingency.varied(choose=PREPARED)
    for state, chosen in (
        ("favour_bilateral", "bilateral"),
        ("favour_four_power", "four_power"),
        ("either", "four_power"),
    ):
        model = in_state(prepared, state)
        totals = pairs(model)
        first = max(totals, key=lambda pair: float(totals[pair]))
        assert first[0] == chosen
        assert set(choices_at(model, "composition").values()) == {(chosen,)}


def test_t20_the_advice_is_to_plan_privately_and_to_leave_the_rest_open(contingency: DecisionModel) -> None:
    """T20: at baseline the first-stage policy is to plan privately and defer, not to commit to Norstad's meeting."""
    assert choices_at(contingency, "planning") == {(): ("private_bilateral",)}
    assert worth(contingency, "decide_today") > 0
    assert worth(contingency, "norstad_today") > worth(contingency, "decide_today")


def break_even_odds(model: DecisionModel, composition: str) -> float:
    """The chance of success above which Berlin is the better place for this composition."""
    none, sure = (
        float(total(with_odds(model, p), composition=composition, site="berlin"))
        - float(total(with_odds(model, p), composition=composition, site="elsewhere"))
        for p in (0.0, 1.0)
    )
    return none / (none - sure)


def break_even_drama(model: DecisionModel, composition: str) -> float:
    """The weight of drama above which Berlin is the better place for this composition."""
    gaps = {
        leaf.name: float(
            contribution(model, leaf.name, composition=composition, site="berlin")
            - contribution(model, leaf.name, composition=composition, site="elsewhere")
        )
        for leaf in model.leaves
    }
    weights = {leaf.name: leaf.weight.at(model.values) for leaf in model.leaves if leaf.weight is not None}
    against = -sum(gap for name, gap in gaps.items() if name != "drama")
    return float(weights["drama"]) * against / gaps["drama"]


def test_t21_a_bilateral_in_berlin_needs_better_odds_than_a_four_power_summit_there(contingency: DecisionModel) -> None:
    """T21: among bilaterals Berlin is the more fragile, so it needs a higher chance of success (S11, S12)."""
    blocked = in_contingency(contingency)
    assert break_even_odds(blocked, "bilateral") > break_even_odds(blocked, "four_power")


def test_t21_or_more_weight_on_drama(contingency: DecisionModel) -> None:
    """T21: it also needs a higher weight of drama."""
    blocked = in_contingency(contingency)
    assert break_even_drama(blocked, "bilateral") > break_even_drama(blocked, "four_power")


@pytest.mark.parametrize(
    ("composition", "state"), [("four_power", "favour_four_power"), ("bilateral", "favour_bilateral")]
)
def test_t22_berlin_wins_somewhere_and_not_everywhere(contingency: DecisionModel, composition: str, state: str) -> None:
    """T22: within the ranges there is a region in which a meeting in Berlin is best (S10, S11)."""
    shares = best_share(pairs(in_state(draws(contingency), state)))
    assert 0.02 < shares[composition, "berlin"] < 0.9


def test_t23_a_meeting_beats_none_somewhere_and_not_everywhere(contingency: DecisionModel) -> None:
    """T23: in the contingency a top-level meeting is better than none in part of the ranges only (S4)."""
    for state in ("favour_bilateral", "favour_four_power"):
        assert 0.01 < best_share(pairs(in_state(draws(contingency), state)))["no_meeting", ""] < 0.7


def test_the_overview_gives_the_break_evens_that_the_file_gives(contingency: DecisionModel) -> None:
    """'By about 9 points of success', and 'one more point of weight for drama moves the usual meeting to Berlin'."""
    for cost, plan in ((0.085, "quadripartite_only"), (0.095, "private_bilateral")):
        assert choices_at(contingency.varied(parameters={"improvised": cost}), "planning") == {(): (plan,)}
    usual = in_state(contingency, "favour_four_power")
    dramatic = usual.varied(shares={"drama": 0.07})
    assert {option for options in choices_at(usual, "site").values() for option in options} == {"elsewhere"}
    assert ("berlin",) in choices_at(dramatic, "site").values()
