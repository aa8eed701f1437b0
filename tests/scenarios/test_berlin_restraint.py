"""What a faithful model of the memorandum must not do."""

from __future__ import annotations

import numpy as np
import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.model import DecisionModel
from decision_model.model.checks.names import score_rules
from decision_model.model.number_index import numbers
from tests.scenarios.berlin import (
    COMPOSITIONS,
    SITES,
    certain,
    contribution,
    decisions,
    draws,
    in_contingency,
    on_offer,
    total,
    with_odds,
)


def test_t24_no_claim_prefers_a_composition_or_a_site_overall(berlin: DecisionModel) -> None:
    """T24: the memorandum prefers neither bilateral nor Four-Power, neither Berlin nor elsewhere, overall."""
    for claim in berlin.claims:
        expect = claim.expect
        if expect.form in ("best", "necessary") and {"composition", "site"} & set(expect.about):
            assert not expect.given.always, claim.text
        if expect.form == "total" and {"composition", "site"} & set(expect.about):
            assert not expect.given.always, claim.text


@pytest.mark.parametrize(("decision", "states"), [("composition", COMPOSITIONS), ("site", SITES)])
def test_t24_neither_wins_all_over_the_ranges(berlin: DecisionModel, decision: str, states: tuple[str, str]) -> None:
    """T24: within the ranges each composition and each site is sometimes the better of the two."""
    model = in_contingency(draws(berlin)).varied(choose=on_offer(berlin, {}))
    one, other = (total(model, **{decision: state}) for state in states)
    assert 0 < np.mean(one > other) < 1


def test_t25_success_in_berlin_lifts_no_morale_by_default(berlin: DecisionModel) -> None:
    """T25: success in Berlin leaves morale where success elsewhere leaves it."""
    model = with_odds(in_contingency(berlin), 1.0)
    for composition in COMPOSITIONS:
        lifted = contribution(model, "berlin_morale", composition=composition, site="berlin")
        usual = contribution(model, "berlin_morale", composition=composition, site="elsewhere")
        assert lifted == pytest.approx(usual)


def test_t25_the_lift_can_be_switched_on_and_says_that_it_is_ours(advanced: DecisionModel) -> None:
    """T25: a what-if switches the gain on, marked as not the memorandum's."""
    lift = advanced.what_ifs["berlin_lifted"]
    assert lift.note.startswith("Not in the memorandum")
    assert all(cite.source != "memo" for cite in lift.cite)
    model = with_odds(in_contingency(advanced.varied(what_if="berlin_lifted")), 1.0)
    lifted = contribution(model, "berlin_morale", composition="four_power", site="berlin")
    assert lifted > contribution(model, "berlin_morale", composition="four_power", site="elsewhere")


def test_t26_a_second_meeting_has_no_sign(advanced: DecisionModel) -> None:
    """T26: nothing says whether a second meeting helps or hurts: zero, and as much room on either side (S3)."""
    second = advanced.parameters["second_meeting"].number
    low, high = second.range or (0, 1)
    assert advanced.values["second_meeting"] == 0
    assert low == -high
    usual = total(certain(advanced, p_earlier=0.5))
    easier, harder = (solve(advanced.varied(what_if=name)).total for name in ("second_is_easier", "second_is_harder"))
    assert easier > usual > harder


def test_t27_no_meeting_carries_nothing_from_the_memorandum(contingency: DecisionModel) -> None:
    """T27: no score of 'no meeting' cites the memorandum, which never names that choice."""
    option = decisions(contingency)["composition"].state("no_meeting")
    assert not option.cite
    for planning in ("quadripartite_only", "private_bilateral"):
        history = {"planning": planning, "access": "blocked", "composition": "no_meeting"}
        for leaf in contingency.leaves:
            for _, rule in score_rules(leaf):
                if rule.when.holds(history):
                    assert not [c for c in (*rule.cite, *rule.then.cite) if c.source == "memo"], leaf.name


def test_t28_no_number_comes_from_the_memorandum(berlin: DecisionModel) -> None:
    """T28: the memorandum gives no number; at most the direction is its own."""
    for place, number in numbers(berlin):
        assert number.basis in ("ordinal", "assumption"), place
        if number.basis == "ordinal":
            assert any(cite.source == "memo" for cite in number.cite), place


def test_t28_the_scenario_says_so_in_words(berlin: DecisionModel) -> None:
    """T28: whoever reads the file learns that the numbers are assumptions."""
    assert "every number here is our assumption" in berlin.note.lower()
