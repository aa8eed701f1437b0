"""Published answers that no analysis of the package can produce yet, each with the analysis that it waits for."""

CONTINUOUS = "continuous distributions within a model"
DOMINANCE = "dominance and the efficient frontier"
INTERACTION = "interaction indices of a capacity"
LIMITED = "limited memory"
QUANTILES = "gamma, beta and lognormal distributions of parameters"
SMAA = "acceptability of weights"
SWITCHING = "switching values"
WORST_CASE = "decision criteria without chances"

NOT_YET: dict[str, dict[str, str]] = {
    "allais_pairs": {"threshold": SWITCHING},
    "dice_stochastic_dominance": {"statewise": DOMINANCE, "first": DOMINANCE, "second": DOMINANCE},
    "freshway_lightbulbs": {"percentiles_A": CONTINUOUS, "percentiles_B": CONTINUOUS, "emv_exact": CONTINUOUS},
    "goodwin_wright_office": {
        "frontier": DOMINANCE,
        "dominated": DOMINANCE,
        "tradeoffs": DOMINANCE,
        "swing_cost_weight": SWITCHING,
    },
    "grabisch_students": {"interaction": INTERACTION},
    "jenks_tegaderm": {"q_crbsi": QUANTILES, "q_lsi_cost": QUANTILES, "q_derm_cost": QUANTILES},
    "pig_breeding_limited": {
        "ev": LIMITED,
        "policy": LIMITED,
        "p_ill": LIMITED,
        "p_pos": LIMITED,
        "p_treat": LIMITED,
        "profile": LIMITED,
        "sd": LIMITED,
    },
    "radiant_movie_contract": {"threshold": SWITCHING, "p_threshold": SWITCHING},
    "rdecision_lifestyle": {"c_threshold": SWITCHING, "p_threshold": SWITCHING, "icer": DOMINANCE},
    "silver_mcdm2_league": {
        "dominated": DOMINANCE,
        "extended": DOMINANCE,
        "frontier": DOMINANCE,
        "icer": DOMINANCE,
    },
    "silver_policies2": {"maximin": WORST_CASE, "maximax": WORST_CASE, "minimin": WORST_CASE},
    "silver_rockefeller": {
        "maximin": WORST_CASE,
        "maximax": WORST_CASE,
        "minimin": WORST_CASE,
        "minimax": WORST_CASE,
    },
    "smaa_exact_two_criteria": {"rank1": SMAA, "central": SMAA},
    "supplier_cost_table": {"pessimist": WORST_CASE, "optimist": WORST_CASE},
    "texaco_pennzoil": {"p_threshold": SWITCHING},
    "venture_limited": {"r_high": SWITCHING, "r_low": SWITCHING},
    "wikipedia_evpi_investment": {"maximin": WORST_CASE, "regret": WORST_CASE},
}
