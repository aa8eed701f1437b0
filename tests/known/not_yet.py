"""Published answers that cannot be produced, with the reason, and where those are compared that `test_known` leaves out."""

from __future__ import annotations

LIMITED = "limited memory: a decision here always knows all that was known before"
GAMMA = "a quantile of a gamma distribution, which the language does not have"

NOT_YET: dict[str, dict[str, str]] = {
    "jenks_tegaderm": {"q_crbsi": GAMMA, "q_lsi_cost": GAMMA, "q_derm_cost": GAMMA},
    "pig_breeding_limited": {
        "ev": LIMITED,
        "policy": LIMITED,
        "p_ill": LIMITED,
        "p_pos": LIMITED,
        "p_treat": LIMITED,
        "profile": LIMITED,
        "sd": LIMITED,
    },
}

ELSEWHERE: dict[str, dict[str, tuple[str, ...]]] = {
    "allais_pairs": {"test_one_way.test_allais_utility_above_which_the_sure_thing_is_preferred": ("threshold",)},
    "dice_stochastic_dominance": {
        "test_dominance.test_dice_stochastic_dominance": ("statewise", "first", "second"),
    },
    "goodwin_wright_office": {
        "test_frontier.test_goodwin_wright_office": ("frontier", "dominated", "tradeoffs"),
        "test_one_way.test_office_weight_of_cost_at_which_the_choice_changes": ("swing_cost_weight",),
    },
    "radiant_movie_contract": {"test_one_way.test_movie_contract_thresholds": ("threshold", "p_threshold")},
    "rdecision_lifestyle": {
        "test_one_way.test_lifestyle_thresholds": ("c_threshold", "p_threshold"),
        "test_frontier.test_rdecision_lifestyle": ("icer",),
    },
    "silver_mcdm2_league": {
        "test_frontier.test_silver_mcdm2_league": ("dominated", "extended", "frontier", "icer"),
    },
    "silver_policies2": {"test_regret.test_silver_trees": ("maximin", "maximax", "minimin")},
    "silver_rockefeller": {"test_regret.test_silver_trees": ("maximin", "maximax", "minimin", "minimax")},
    "smaa_exact_two_criteria": {"test_acceptability.test_smaa_exact_two_criteria": ("rank1", "central")},
    "supplier_cost_table": {"test_regret.test_supplier_cost_table": ("pessimist", "optimist")},
    "texaco_pennzoil": {
        "test_one_way.test_texaco_chance_below_which_the_offer_of_three_is_accepted": ("p_threshold",),
    },
    "venture_limited": {"test_one_way.test_venture_limited_risk_tolerances": ("r_high", "r_low")},
    "wikipedia_evpi_investment": {"test_regret.test_wikipedia_evpi_investment": ("maximin", "regret")},
}
"""Problem to test (module and function in tests/analysis) to the answers that it compares."""


def elsewhere(name: str) -> set[str]:
    """The answers to one problem that other tests compare."""
    return {key for keys in ELSEWHERE.get(name, {}).values() for key in keys}
