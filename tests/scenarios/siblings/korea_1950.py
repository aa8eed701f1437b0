"""Korea, July to October 1950: statements K1 to K11."""

from __future__ import annotations

from tests.scenarios.siblings.table import ByTest, Case, Claimed

PARALLEL = "parallel.yaml"

KOREA = Case(
    folder="korea_1950",
    file=PARALLEL,
    deferred="march",
    statements={
        "K1": (Claimed(PARALLEL, "It is worth something to settle the march", {"p_serious": 0}),),
        "K2": (
            Claimed(PARALLEL, "Keep the question of the parallel open", {"delay_cost": 20}),
            ByTest("test_k2_keeping_it_open_pays_up_to_a_cost_within_its_range"),
        ),
        "K3": (Claimed(PARALLEL, "If Soviet or Chinese forces", {"no_wider_war.scores.2": 100}),),
        "K4": (
            Claimed(PARALLEL, "If there is no sign of them", {"one_korea.scores.4": 30}),
            Claimed(PARALLEL, "Whoever weighs unity most", {"one_korea.scores.4": 30}),
        ),
        "K5": (Claimed(PARALLEL, "They are less likely to come in", {"risk_guarded": 0.95}),),
        "K6": (
            Claimed(PARALLEL, "Going to the 39th parallel risks more", {"risk_neck": 0, "p_forces": 0}),
            Claimed(PARALLEL, "Going to the 39th parallel risks less", {"risk_neck": 0.7}),
        ),
        "K7": (Claimed(PARALLEL, "To announce a halt would lower", {"spirit.scores.adjust.1": 5}),),
        "K8": (
            Claimed(
                PARALLEL,
                "The Assembly's backing makes crossing better",
                {"un_allies.scores.adjust.1": 10, "un_allies.scores.adjust.2": -10},
            ),
        ),
        "K9": (
            Claimed(PARALLEL, "It would be worth something to know their intent", {"p_serious": 0}),
            ByTest("test_k9_intent_is_worth_more_to_know_than_anything_else"),
        ),
        "K10": (
            Claimed(
                PARALLEL,
                "The more the channel can be trusted",
                {"one_korea.scores.1": 100, "no_wider_war.scores.2": 100},
            ),
        ),
        "K11": (
            Claimed(PARALLEL, "Under some weights and numbers a halt", {"one_korea.scores.2": 0, "risk_guarded": 0}),
            Claimed(PARALLEL, "Under some weights and numbers deciding", {"delay_cost": -5}),
            ByTest("test_k11_state_and_defense_differ_in_weights_alone"),
        ),
    },
    ours=(),
    hindsight=("armistice", "47:5", "81/2", "crossed the Yalu", "Inchon", "volunteers", "intervened"),
)
