"""Cuba, October 1962: statements C1 to C11."""

from __future__ import annotations

from tests.scenarios.siblings.table import ByTest, Case, Claimed

FIRST = "first_move.yaml"

WELCOME_WAR = {
    "missiles_gone.scores.1": 100,
    "missiles_gone.scores.4": 95,
    "missiles_gone.scores.6": 81,
    "no_war.scores.1": 100,
    "berlin.scores.1": 100,
}
"""General war is no harm, and a warning makes nothing but that likelier."""

NEVER_DRAWS_BACK = {"p_blockade_works": 0, "p_letter_works": 0}

CUBA = Case(
    folder="cuba_1962",
    file=FIRST,
    deferred="second",
    statements={
        "C1": (
            Claimed(FIRST, "With a warning a strike removes less", {"warning_loss": 0}),
            Claimed(FIRST, "The more a warning costs", WELCOME_WAR),
        ),
        "C2": (ByTest("test_c2_even_a_surprise_strike_is_not_certain"),),
        "C3": (ByTest("test_c3_a_letter_spoils_an_attack_and_not_a_blockade"),),
        "C4": (
            Claimed(FIRST, "For the Chiefs it is worth something", {"missiles_gone.scores.7": 95}),
            Claimed(FIRST, "Under some weights and numbers an attack", {"missiles_gone.scores.7": 95}),
            Claimed(FIRST, "Begin with a limited blockade", {"p_blockade_works": 0.2}),
        ),
        "C5": (Claimed(FIRST, "A blockade removes less than a strike", {"missiles_gone.scores.7": 95}),),
        "C6": (Claimed(FIRST, "Berlin is likelier to suffer", {"p_berlin": 0.2}),),
        "C7": (
            Claimed(FIRST, "A strike at the missiles leads on", {"p_grows": 0}),
            ByTest("test_c7_the_military_hold_it_nearly_certain"),
        ),
        "C8": (Claimed(FIRST, "The likelier the hemisphere's vote", {"allies_law.scores.adjust.1": -40}),),
        "C9": (
            Claimed(FIRST, "It is worth something to settle the second", NEVER_DRAWS_BACK),
            ByTest("test_c9_a_letter_pays_from_a_chance_of_its_working"),
        ),
        "C10": (
            Claimed(FIRST, "By the Chiefs' weights", {"share_destroyed": 0.5}),
            Claimed(FIRST, "By Bohlen's weights a letter", {"p_letter_works": 0}),
            Claimed(FIRST, "Under some weights and numbers a letter", {"p_letter_works": 0, "p_blockade_works": 1}),
            Claimed(FIRST, "Under some weights and numbers it is best to live", {"allies_law.scores.adjust.3": -20}),
            ByTest("test_c10_living_with_them_needs_a_low_weight_of_credibility"),
        ),
        "C11": (ByTest("test_c11_no_claim_that_missiles_were_known_to_be_ready"),),
    },
    ours=(),
    hindsight=("dismantl", "quarantine", "ExComm", "40,000", "secret deal", "28 October", "24 October", "Jupiter"),
)
