"""Berlin, June and July 1948: statements B1 to B10."""

from __future__ import annotations

from tests.scenarios.siblings.table import ByTest, Case, Claimed

BLOCKADE, PROBE = "blockade.yaml", "probe_1949.yaml"

LIFT_IS_WAR = {"no_war.scores.3": 0, "no_war.scores.4": 0, "confidence.scores.1": 95}
"""Flying is as near to war as fighting, and withdrawing shakes nobody."""

DEADLY_LEAVING = {"fed.scores.1": 0, "no_war.scores.4": 90, "forces_free.scores.4": 20}
"""To leave lets the city starve and saves nothing."""

POINTLESS_CONVOY = {"p_passes": 0, "confidence.scores.3": 20, "forces_free.scores.2": 10, "no_duress.scores.5": 40}
"""It never gets through, and standing by it earns nothing."""

EMPTY_TALKS = {"p_talks": 0, "not_refusing.scores.3": 50, "forces_free.scores.2": 15, "no_war.scores.3": 75}
"""Speaking in Moscow lifts nothing, shows nothing and saves nothing."""

BERLIN_1948 = Case(
    folder="berlin_1948",
    file=BLOCKADE,
    deferred="autumn",
    statements={
        "B1": (Claimed(BLOCKADE, "At first the lift carries less", {"lift_at_first": 2500}),),
        "B2": (
            Claimed(BLOCKADE, "It is worth something to settle the autumn", {"p_enough": 0, "p_interferes": 0}),
            Claimed(BLOCKADE, "Stay, and fly supplies in", LIFT_IS_WAR),
        ),
        "B3": (Claimed(BLOCKADE, "A convoy is nearer to war", {"no_war.scores.4": 10, "p_fighting": 0}),),
        "B4": (
            Claimed(BLOCKADE, "If the Chiefs' four conditions hold", {"no_war.scores.2": 0}),
            ByTest("test_b4_each_of_the_four_conditions_is_needed"),
        ),
        "B5": (
            Claimed(BLOCKADE, "Talks under the blockade are more under duress", {"no_duress.scores.2": 95}),
            Claimed(BLOCKADE, "Once the blockade is lifted, accept", {"not_refusing.scores.1": 90}),
        ),
        "B6": (
            Claimed(BLOCKADE, "Withdrawal is worse for Western Europe", {"confidence.scores.1": 60}),
            ByTest("test_b6_withdrawal_is_worst_on_confidence"),
        ),
        "B7": (
            ByTest("test_b7_more_tons_speak_for_staying"),
            Claimed(BLOCKADE, "The likelier the lift grows enough", {"fed.scores.4": 0}),
        ),
        "B8": (
            Claimed(BLOCKADE, "If the lift falls short, flying on", {"no_duress.scores.4": 80}),
            Claimed(BLOCKADE, "If the lift falls short, the convoy", POINTLESS_CONVOY),
            Claimed(BLOCKADE, "If the lift falls short, speaking", EMPTY_TALKS),
            Claimed(
                BLOCKADE,
                "If the lift falls short, leaving",
                {"fed.scores.1": 0, "no_war.scores.4": 90, "forces_free.scores.4": 20},
            ),
        ),
        "B9": (
            Claimed(PROBE, "A probe is not better than the lift", {"p_force": 0}),
            Claimed(PROBE, "A probe risks prestige", {"p_force": 0}),
            Claimed(PROBE, "A probe risks hostilities", {"no_war.scores.1": 90, "no_war.scores.2": 90}),
        ),
        "B10": (ByTest("test_b10_the_two_clocks_are_kept_apart"),),
    },
    ours=(),
    hindsight=("was lifted", "277", "Vittles", "NATO", "May 12", "12 May", "a year later proved", "succeeded"),
)
