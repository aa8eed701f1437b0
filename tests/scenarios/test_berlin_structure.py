"""What is true of the Berlin scenarios by construction."""

from __future__ import annotations

import pytest

from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.choice.tree import tree
from decision_model.model import DecisionModel
from tests.scenarios.berlin import COMPOSITIONS, PREPARED, SITES, choices_at, in_contingency, on_offer, total


def test_t01_every_composition_and_site_can_be_chosen(berlin: DecisionModel) -> None:
    """T1: the alternatives include bilateral and Four-Power, in Berlin and elsewhere; none is ruled out (S6)."""
    model = in_contingency(berlin).varied(choose=on_offer(berlin, {}))
    found = {(row.options["composition"], row.options["site"]) for row in rank(model, ["composition", "site"]).ranked}
    assert found >= {(composition, site) for composition in COMPOSITIONS for site in SITES}


def test_t02_either_meeting_can_occur_alone_both_or_neither(advanced: DecisionModel) -> None:
    """T2: a contingency meeting and a negotiation-stage one can each occur alone, both, or neither."""
    histories = tree(advanced).table()
    happen = histories[histories["chance"] > 0]
    assert set(zip(happen["outcome.earlier_meeting"], happen["outcome.access"], strict=True)) == {
        ("An earlier meeting was held", "Land access open"),
        ("An earlier meeting was held", "Land access cut"),
        ("No earlier meeting", "Land access open"),
        ("No earlier meeting", "Land access cut"),
    }


def test_t02_the_occasion_is_given_and_the_other_one_has_odds_of_its_own(options: DecisionModel) -> None:
    """T2: the occasion is an input and no choice; meetings in negotiations are another kind, not pooled (S2)."""
    assert {decision.name for decision in options.decisions} == {"composition", "site"}
    better = options.varied(parameters={"p_success": 0.8})
    assert total(better) > total(options)
    assert total(better.varied(what_if="in_negotiations")) == pytest.approx(
        total(options.varied(what_if="in_negotiations"))
    )


def test_t03_an_earlier_meeting_is_known_before_the_choice(advanced: DecisionModel) -> None:
    """T3: whether a meeting was held before is observed before the contingency choice (S3)."""
    assert advanced.position["earlier_meeting"] < advanced.position["composition"]


@pytest.mark.parametrize("chance", [0.0, 0.5, 1.0])
def test_t03_an_earlier_meeting_changes_nothing_by_default(advanced: DecisionModel, chance: float) -> None:
    """T3: with its effect at zero, which is the default, no ranking changes."""
    assert advanced.values["second_meeting"] == 0
    usual = [(row.title, row.total) for row in rank(advanced).ranked]
    other = [(row.title, row.total) for row in rank(advanced.varied(parameters={"p_earlier": chance})).ranked]
    assert [title for title, _ in other] == [title for title, _ in usual]
    assert [value for _, value in other] == pytest.approx([value for _, value in usual])


def test_t04_plan_compatibility_is_passed_by_all_and_changes_nothing(advanced: DecisionModel) -> None:
    """T4: compatibility with existing plans is passed by every meeting; removing it changes no ranking (S6)."""
    usual = [row.title for row in rank(advanced).ranked]
    kept = tuple(c for c in advanced.considerations if c.name != "plan_compatibility")
    without = advanced.copied(considerations=kept, claims=())
    heavy = advanced.varied(weights={"plan_compatibility": 60})
    assert [row.title for row in rank(without).ranked] == usual
    assert [row.title for row in rank(heavy).ranked] == usual
    assert len({round(row.contributions["plan_compatibility"], 9) for row in rank(heavy).ranked}) == 1


def test_t05_under_the_agreed_plan_alone_a_meeting_is_a_four_power_one(contingency: DecisionModel) -> None:
    """T5: with the normal plan and no private plan, a meeting that is held is a Four-Power one (S8)."""
    agreed = in_contingency(contingency).varied(what_if="normal_plan")
    composed = [choice for choice in solve(agreed).policy if choice.decision == "composition"]
    assert composed
    assert all(set(choice.values) == {"no_meeting", "four_power"} for choice in composed)


def test_an_unprepared_bilateral_is_possible_and_costs_something(contingency: DecisionModel) -> None:
    """No sentence calls it impossible: it is on offer without a private plan, and promises less (S9)."""
    blocked = in_contingency(contingency)
    unprepared = {"planning": "quadripartite_only", "composition": "bilateral", "site": "elsewhere"}
    costly, free = (total(blocked.varied(parameters={"improvised": cost}), **unprepared) for cost in (0.2, 0.0))
    assert costly < free


def test_t06_posture_comes_before_and_site_and_composition_after_circumstances(contingency: DecisionModel) -> None:
    """T6: the posture is chosen before, site and composition after, circumstances are seen (S15)."""
    order = [step.name for step in contingency.sequence]
    assert order.index("planning") < order.index("access") < order.index("circumstances")
    assert order.index("circumstances") < order.index("composition") < order.index("site")


def test_t06_both_can_be_forced_into_the_first_stage_for_comparison(contingency: DecisionModel) -> None:
    """T6: fixing both at the first stage is available as a comparison run."""
    order = [step.name for step in contingency.varied(what_if="decide_today").sequence]
    assert max(order.index(f"{name}_commitment") for name in ("composition", "site")) < order.index("access")


def test_t07_site_and_composition_are_decided_together(berlin: DecisionModel) -> None:
    """T7: nothing is learned between composition and site, so the two are one joint choice (S15)."""
    assert berlin.position["site"] == berlin.position["composition"] + 1


def test_t07_the_joint_choice_is_the_best_of_all_pairs(contingency: DecisionModel) -> None:
    """T7: the second stage reaches the best of all pairs of composition and site."""
    model = in_contingency(contingency).varied(parameters={"p_favours_bilateral": 1, "p_either": 0}, choose=PREPARED)
    pairs = [row.total for row in rank(model, ["composition", "site"]).ranked]
    assert solve(model).total == pytest.approx(max(pairs))
    assert len(choices_at(model, "site")) == 1
