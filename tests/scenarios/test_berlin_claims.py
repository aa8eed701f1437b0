"""The memorandum's testable statements T1 to T28: which claim of a Berlin scenario says each, or why none can."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from decision_model.analysis.sources.claims import claims
from decision_model.model import DecisionModel
from decision_model.model.frozen_mapping import frozen
from decision_model.model.number_index import renumbered
from decision_model.model.variations import Claim

CLAIMED = {
    "T4": ["Existing plans allow either meeting"],
    "T8": ["Allies mind a bilateral more in Berlin than elsewhere"],
    "T9": ["Bilateral and Berlin together cost more allied unity"],
    "T10": ["Failure in Berlin hurts the Berliners more"],
    "T11": ["Failure and Berlin together do more harm", "No lift from success in Berlin is claimed"],
    "T12": ["Berlin is the more dramatic place"],
    "T13": ["Better odds speak for Berlin"],
    "T14": ["Even where no ally objects, a bilateral departs"],
    "T15": ["A bilateral merits further thought", "So far ahead nobody can rule out the Four-Power"],
    "T16": ["If a bilateral is then the most promising", "If not, choose the Four-Power summit"],
    "T17": ["The composition is better settled nearer the day", "The site is better settled nearer the day"],
    "T18": ["Plan privately for a bilateral"],
    "T19": ["If a bilateral is then the most promising", "If not, choose the Four-Power summit"],
    "T20": ["Plan privately for a bilateral", "The composition is better settled"],
    "T21": ["Berlin only when success is likely enough", "At the same good odds", "Where only one meeting looks"],
    "T22": ["Berlin has its drama, and under some weights"],
    "T23": ["A meeting might be desirable: so there are cases"],
}
"""How the claims that say a statement begin; all but the first stand in the second class's file."""

STRUCTURE = "it is about what the file contains; a test of the structure says it"
SCREEN = "Existing plans allow either meeting, so they decide nothing."

UNSAID = {
    "T1": STRUCTURE,
    "T2": STRUCTURE,
    "T3": "it is about what stands as the default; a test of the structure says it",
    "T5": STRUCTURE,
    "T6": STRUCTURE,
    "T7": STRUCTURE,
    **{f"T{n}": "it is about what may not be claimed; a test of restraint says it" for n in range(24, 29)},
}

BROKEN: dict[str, Mapping[str, float]] = {
    "Plan privately for a bilateral": {"improvised": 0},
    "The composition is better settled": {"promise_gap": 0},
    "The site is better settled": {"drama.weight": 0},
    "If a bilateral is then the most promising": {"firmness.weight": 200},
    "If not, choose the Four-Power summit": {"firmness.weight": 200},
    "A bilateral merits further thought": {"p_favours_bilateral": 0, "p_either": 0},
    "So far ahead nobody can rule out": {"p_favours_bilateral": 1, "p_either": 0},
    "A meeting might be desirable": {"firmness.weight": 0},
    "Berlin has its drama": {"drama.weight": 0},
    "Where only one meeting looks": {"drama.weight": 15},
    "Berlin only when success is likely enough": {"p_hopeful": 0.75},
    "At the same good odds": {"p_object": 0, "drama.weight": 12},
    "Better odds speak for Berlin": {"berlin_morale.scores.adjust.3": 10},
    "Berlin is the more dramatic place": {"drama.scores.1": 40},
    "Allies mind a bilateral more": {"object_elsewhere": 1},
    "Bilateral and Berlin together": {"object_elsewhere": 1},
    "Even where no ally objects": {"allied_unity.scores.adjust.1": 10},
    "Failure in Berlin hurts": {"berlin_morale.scores.adjust.3": 5},
    "No lift from success": {"morale_gain": 5},
    "Failure and Berlin together": {"berlin_morale.scores.adjust.3": 5},
}
"""Numbers that make each claim fail, by their addresses; the screen of plans, below, has one number for all."""


def found(model: DecisionModel, begins: str) -> Claim:
    (claim,) = [each for each in model.claims if each.text.startswith(begins)]
    return claim


def holds(model: DecisionModel, claim: Claim) -> bool:
    (judged,) = claims(model.copied(claims=(claim,)), draws=300).claims
    return judged.holds


def without_ranges(model: DecisionModel) -> DecisionModel:
    """The model with every number fixed, for claims that ask what is possible within the ranges.

    Weights that state no range could be anything, so each keeps one that leaves it no room.
    """
    fixed = {
        each.place: replace(each.number, range=None)
        for each in model.numbers.values()
        if each.kind not in ("weight", "parameter")
    }
    shut = {
        each.place: replace(each.number, range=(value, value + 1e-6))
        for each in model.numbers.values()
        if each.kind == "weight"
        for value in (float(each.number.at(model.values)),)
    }
    parameters = {
        name: replace(each, number=replace(each.number, range=None)) for name, each in model.parameters.items()
    }
    return model.renumbered(**renumbered(model, fixed | shut)).renumbered(parameters=frozen(parameters))


def test_every_statement_is_claimed_or_has_its_reason() -> None:
    assert {*CLAIMED, *UNSAID} == {f"T{n}" for n in range(1, 29)}
    assert not {*CLAIMED} & {*UNSAID}


@pytest.mark.parametrize("statement", CLAIMED)
def test_a_claim_says_it_and_cites_the_memorandum(statement: str, advanced: DecisionModel) -> None:
    for begins in CLAIMED[statement]:
        assert {each.source for each in found(advanced, begins).cite} == {"memo"}


def test_every_claim_holds_at_the_numbers_assumed(berlin: DecisionModel) -> None:
    fails = [each.claim.text for each in claims(berlin).claims if not each.holds]
    assert fails == []


def test_no_claim_stands_twice(advanced: DecisionModel) -> None:
    expected = [each.expect for each in advanced.claims]
    assert [each for index, each in enumerate(expected) if each in expected[:index]] == []


def test_every_claim_of_the_second_class_has_a_number_that_breaks_it(advanced: DecisionModel) -> None:
    texts = {each.text for each in advanced.claims}
    assert texts - {found(advanced, begins).text for begins in BROKEN} == {SCREEN}


@pytest.mark.parametrize("begins", BROKEN)
def test_every_claim_can_fail(begins: str, advanced: DecisionModel) -> None:
    """The number that should break it does, at numbers that the file might have held."""
    claim = found(advanced, begins)
    broken = advanced.varied(numbers=BROKEN[begins])
    assert holds(advanced, claim)
    assert not holds(without_ranges(broken) if claim.expect.form == "possible" else broken, claim)


def test_the_screen_would_be_broken_by_a_plan_that_stands_in_the_way(advanced: DecisionModel) -> None:
    """T4 compares scores of one number for all, so only other rules break it, not another number."""
    scores = next(each.scores for each in advanced.considerations if each.name == "allied_unity")
    others = {"plan_compatibility": {"scores": scores}}
    considerations = tuple(replace(each, **others.get(each.name, {})) for each in advanced.considerations)
    assert not holds(advanced.copied(considerations=considerations), found(advanced, SCREEN))


def test_the_directions_the_memorandum_gives_hold_whatever_the_numbers(contingency: DecisionModel) -> None:
    """T8 to T14 speak of directions, so no admissible weights and numbers break them."""
    shares = {each.claim.text: each.share for each in claims(contingency).claims}
    for statement in ("T8", "T9", "T10", "T11", "T12", "T13", "T14"):
        for begins in CLAIMED[statement]:
            assert shares[found(contingency, begins).text] == 1


def test_what_the_memorandum_leaves_open_is_open(contingency: DecisionModel) -> None:
    """T15, T22, T23: possible, but not for all weights and numbers."""
    shares = {each.claim.text: each.share for each in claims(contingency).claims}
    for begins in (CLAIMED["T15"][0], *CLAIMED["T22"], *CLAIMED["T23"]):
        assert 0 < shares[found(contingency, begins).text] < 1
