"""The memorandum's testable statements T1 to T28: which claim of a Berlin scenario says each, or why none can."""

from __future__ import annotations

import pytest

from decision_model.analysis.sources.claims import claims
from decision_model.model import DecisionModel
from decision_model.model.variations import Claim

CLAIMED = {
    "T4": ["Existing plans allow either meeting"],
    "T8": ["Allies mind a bilateral more in Berlin than elsewhere"],
    "T9": ["Bilateral and Berlin together cost more allied unity"],
    "T10": ["Failure in Berlin hurts the Berliners more"],
    "T11": ["Failure and Berlin together do more harm", "No lift from success in Berlin is claimed"],
    "T12": ["Berlin is the more dramatic place"],
    "T13": ["Better odds speak for Berlin"],
    "T14": ["A bilateral departs from what the agreed plan would normally foresee"],
    "T15": [
        "A bilateral merits further thought",
        "So far ahead nobody can rule the Four-Power",
        "A bilateral is not outdone",
    ],
    "T16": ["A bilateral, if that is then the most promising", "Otherwise the Four-Power summit"],
    "T17": ["Site and composition are better settled nearer the day"],
    "T18": ["A private plan is worth having"],
    "T19": ["A bilateral, if that is then the most promising", "Otherwise the Four-Power summit"],
    "T20": ["Plan privately for a bilateral", "To plan and choose later promises more"],
    "T22": ["Berlin has its drama, and under some views it wins"],
    "T23": ["A meeting might be desirable, which leaves room for none"],
}
"""How the claims that say a statement begin, in the two-stage scenario."""

STRUCTURE = "it is about what the file contains; a test of the structure says it"
UNSAID = {
    "T1": STRUCTURE,
    "T2": STRUCTURE,
    "T3": "it is about what stands as the default; a test of the structure says it",
    "T5": STRUCTURE,
    "T6": STRUCTURE,
    "T7": STRUCTURE,
    "T21": "it compares two break-even values; a test of the preferences says it",
    **{f"T{n}": "it is about what may not be claimed; a test of restraint says it" for n in range(24, 29)},
}


def found(model: DecisionModel, begins: str) -> Claim:
    (claim,) = [each for each in model.claims if each.text.startswith(begins)]
    return claim


def test_every_statement_is_claimed_or_has_its_reason() -> None:
    assert {*CLAIMED, *UNSAID} == {f"T{n}" for n in range(1, 29)}
    assert not {*CLAIMED} & {*UNSAID}


@pytest.mark.parametrize("statement", CLAIMED)
def test_a_claim_says_it_and_cites_the_memorandum(statement: str, contingency: DecisionModel) -> None:
    for begins in CLAIMED[statement]:
        assert {each.source for each in found(contingency, begins).cite} == {"memo"}


def test_every_claim_holds_at_the_numbers_assumed(contingency: DecisionModel, options: DecisionModel) -> None:
    for model in (contingency, options):
        fails = [each.claim.text for each in claims(model).claims if not each.holds]
        assert fails == []


def test_the_directions_the_memorandum_gives_hold_whatever_the_numbers(contingency: DecisionModel) -> None:
    """T8 to T14 speak of directions, so no admissible weights and numbers break them."""
    shares = {each.claim.text: each.share for each in claims(contingency).claims}
    for statement in ("T4", "T8", "T9", "T10", "T11", "T12", "T13", "T14"):
        for begins in CLAIMED[statement]:
            assert shares[found(contingency, begins).text] == 1


def test_what_the_memorandum_leaves_open_is_open(contingency: DecisionModel) -> None:
    """T15, T22, T23: possible, but not for all weights and numbers."""
    shares = {each.claim.text: each.share for each in claims(contingency).claims}
    for begins in (*CLAIMED["T15"][:2], *CLAIMED["T22"], *CLAIMED["T23"]):
        assert 0 < shares[found(contingency, begins).text] < 1
