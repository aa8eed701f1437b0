"""Vienna, May 1961: statements V1 to V10."""

from __future__ import annotations

from tests.scenarios.siblings.table import ByTest, Case, Claimed

MEETING, PLACE = "meeting.yaml", "place.yaml"

VIENNA = Case(
    folder="vienna_1961",
    file=MEETING,
    deferred="meeting",
    statements={
        "V1": (Claimed(MEETING, "A meeting costs less at home", {"opinion.scores.adjust.1": 10}),),
        "V2": (Claimed(MEETING, "If Laos is aflame, put the meeting off", {"opinion.scores.adjust.1": -5}),),
        "V3": (Claimed(MEETING, "If Laos is being negotiated", {"moscow.scores.adjust.2": -20}),),
        "V4": (
            Claimed(MEETING, "It is worth something to settle the meeting only", {"opinion.scores.adjust.1": 0}),
            Claimed(MEETING, "Show desire for the meeting, and hold", {"hold_cost": 8}),
        ),
        "V5": (Claimed(MEETING, "To confirm and then put off", {"no_recrimination.scores.adjust.1": 0}),),
        "V6": (Claimed(MEETING, "Laos is likelier to be negotiated", {"restraint": 0}),),
        "V7": (Claimed(MEETING, "Hopes announced and nothing agreed", {"no_false_hopes.scores.adjust.2": 10}),),
        "V8": (
            Claimed(PLACE, "New York would serve Soviet propaganda", {"standing.scores.adjust.2": 5}),
            Claimed(PLACE, "If they meet, then in Vienna", {"standing.scores.adjust.2": 5}),
        ),
        "V9": (
            Claimed(MEETING, "Nobody rules out withdrawing", {"no_recrimination.scores.adjust.3": -80, "hold_cost": 0}),
        ),
        "V10": (ByTest("test_v10_nobody_is_said_to_have_predicted_progress"),),
    },
    ours=(),
    hindsight=("aide-memoire", "handed over", "was announced on", "ultimatum", "Kohler told", "Wall"),
)
