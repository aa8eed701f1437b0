"""Dien Bien Phu, April 1954: statements D1 to D11."""

from __future__ import annotations

from tests.scenarios.siblings.table import ByTest, Case, Claimed

INTERVENE, STRIKE = "intervene.yaml", "strike.yaml"

NO_HARM = {"p_china": 0, "no_wider_war.scores.2": 85, "no_ground_war.scores.4": 95, "prestige.scores.3": 90}
"""Fighting beside the French brings China in nowhere and costs little."""

DIEN_BIEN_PHU = Case(
    folder="dien_bien_phu_1954",
    file=INTERVENE,
    deferred="april",
    statements={
        "D1": (Claimed(INTERVENE, "Congress is likelier to approve", {"p_alone": 0.9}),),
        "D2": (
            Claimed(STRIKE, "A strike would help the garrison", {"strike_helps": 0}),
            Claimed(STRIKE, "A strike would help so little", {"strike_helps": 0.7}),
        ),
        "D3": (
            Claimed(INTERVENE, "Divisions are less certain", {"p_divisions": 1, "p_china": 0}),
            Claimed(INTERVENE, "Beside the French, too", {"p_divisions": 0}),
        ),
        "D4": (Claimed(INTERVENE, "A coalition does better with allies", {"opinion.scores.adjust.2": -30}),),
        "D5": (
            Claimed(INTERVENE, "China is likelier to come in if the United States fights", {"p_china": 0}),
            Claimed(INTERVENE, "China is likelier to come in if the United States takes", {"p_china": 0}),
        ),
        "D6": (ByTest("test_d6_taking_over_needs_a_france_that_hands_over"),),
        "D7": (Claimed(INTERVENE, "If Britain is sure to refuse", {"prestige.scores.7": 0, "weekly_loss": 0}),),
        "D8": (
            Claimed(INTERVENE, "Organise a coalition before", {"weekly_loss": 0.08}),
            ByTest("test_d8_the_french_ten_days_decide_it"),
        ),
        "D9": (
            Claimed(INTERVENE, "Where Indochina weighs enough", {"indochina.scores.2": 0, "indochina.scores.3": 0}),
            Claimed(INTERVENE, "Where the danger of war weighs", {"prestige.scores.7": 0, "weekly_loss": 0}),
        ),
        "D10": (Claimed(INTERVENE, "If Britain refuses, settle", NO_HARM),),
        "D11": (Claimed(INTERVENE, "The more independence is promised", {"promise_worth": -10}),),
    },
    ours=(Claimed(STRIKE, "A strike and the garrison's fall", {"prestige.scores.1": 65}),),
    hindsight=("SEATO", "Vulture", "dominoes", "7 May", "8 May", "July", "seventeenth parallel", "Vietnam War"),
)
