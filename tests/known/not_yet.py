"""Published answers that solving alone does not give: where they are compared, or why they are not."""

ELSEWHERE: dict[str, dict[str, str]] = {
    "allais_pairs": {"threshold": "test_one_way.py"},
    "dice_stochastic_dominance": dict.fromkeys(("statewise", "first", "second"), "test_dominance.py"),
    "goodwin_wright_office": {
        "frontier": "test_frontier.py",
        "dominated": "test_dominance.py",
        "tradeoffs": "test_frontier.py",
        "swing_cost_weight": "test_one_way.py",
    },
    "radiant_movie_contract": dict.fromkeys(("threshold", "p_threshold"), "test_one_way.py"),
    "rdecision_lifestyle": {
        "c_threshold": "test_one_way.py",
        "p_threshold": "test_one_way.py",
        "icer": "test_frontier.py",
    },
    "silver_mcdm2_league": dict.fromkeys(("dominated", "extended", "frontier", "icer"), "test_frontier.py"),
    "silver_policies2": dict.fromkeys(("maximin", "maximax", "minimin"), "test_regret.py"),
    "silver_rockefeller": dict.fromkeys(("maximin", "maximax", "minimin", "minimax"), "test_regret.py"),
    "smaa_exact_two_criteria": dict.fromkeys(("rank1", "central"), "test_acceptability.py"),
    "supplier_cost_table": dict.fromkeys(("pessimist", "optimist"), "test_regret.py"),
    "texaco_pennzoil": {"p_threshold": "test_one_way.py"},
    "venture_limited": dict.fromkeys(("r_high", "r_low"), "test_certainty.py"),
    "wikipedia_evpi_investment": dict.fromkeys(("maximin", "regret"), "test_regret.py"),
}
"""Answers of the analyses, compared in the test of the analysis (in tests/analysis)."""

NOT_YET: dict[str, dict[str, str]] = {}
"""Answers that nothing in the package can produce yet, each with the reason."""
