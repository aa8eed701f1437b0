"""What the numbers of a model rest on, in one sentence."""

from __future__ import annotations

import pytest

import decision_model as dm
from decision_model.analysis.grounds import grounds

SCENARIO = """
decision_model: 1
title: Cited
sources: {{memo: {{title: A memorandum}}}}
parameters: {{p: {{value: 0.3, {first}}}, q: {{value: 40, {second}}}}}
sequence:
  - {{decide: go, options: {{a: A, b: B}}}}
  - {{event: rain, outcomes: {{yes: Rain, no: Sun}}, chance: {{yes: p, no: rest}}}}
considerations:
  - name: joy
    weight: {{value: 1, {third}}}
    scores: [{{when: {{rain: yes}}, then: q}}, {{when: {{go: a}}, then: 100 * p}}, {{otherwise: q}}]
"""
SOURCE, DIRECTION, ASKED, GUESS = (
    "basis: source, cite: memo S1",
    "basis: ordinal, cite: memo S1",
    "basis: elicited",
    "basis: assumption",
)


@pytest.mark.parametrize(
    ("bases", "sentence"),
    [
        ((SOURCE, SOURCE, SOURCE), "Every number has a source"),
        ((GUESS, GUESS, GUESS), "All 3 numbers are assumptions"),
        ((DIRECTION, GUESS, GUESS), "No number comes from a source; for 1 of 3 a source gives the direction"),
        ((SOURCE, GUESS, GUESS), "1 of 3 numbers comes from a source"),
        ((SOURCE, SOURCE, GUESS), "2 of 3 numbers come from a source"),
        ((SOURCE, DIRECTION, GUESS), "1 of 3 numbers comes from a source; for 1 a source gives the direction"),
        ((ASKED, GUESS, GUESS), "No number comes from a source; 1 is somebody's judgement"),
        (("basis: source", GUESS, GUESS), "All 3 numbers are assumptions"),
    ],
)
def test_bases_are_counted_and_formulas_are_not(bases: tuple[str, str, str], sentence: str) -> None:
    """A basis without the source's name counts for nothing; what is worked out from a parameter is no number more."""
    first, second, third = bases
    assert grounds(dm.parse(SCENARIO.format(first=first, second=second, third=third))) == sentence


AROUND = """
decision_model: 1
title: Cited around
sources: {memo: {title: A memorandum}, poll: {title: A poll}}
sequence:
  - {decide: go, basis: source, cite: memo, options: {a: {value: 1}, b: {value: 2, cite: poll}}}
  - event: rain
    basis: source
    cite: memo
    outcomes: {yes: Rain, no: Sun}
    chance: [{when: {go: a}, then: {yes: 0.3, no: rest}}, {otherwise: {yes: 0.4, no: rest}, cite: poll}]
considerations:
  - name: all
    basis: source
    cite: memo
    considerations:
      - {name: joy, weight: 1, scores: [{when: {rain: yes}, then: 40 * go}, {when: {rain: no}, then: 5}]}
      - name: health
        weight: {value: 3, cite: poll 2}
        cite: poll 1
        scores: {start: 10, adjust: [{when: {rain: yes}, by: 5}]}
"""


def test_a_number_has_the_sources_of_the_nearest_element_around_it() -> None:
    """`cite` is inherited as `basis` is: from rule, state, step, consideration, and what is around that."""
    model = dm.parse(AROUND)
    assert {address: [str(cite) for cite in number.cite] for address, number in model.numbers.items()} == {
        "go.a.value": ["memo"],
        "go.b.value": ["poll"],
        "rain.chance.1.yes": ["memo"],
        "rain.chance.2.yes": ["poll"],
        "joy.weight": ["memo"],
        "joy.scores.2": ["memo"],
        "health.weight": ["poll 2"],
        "health.scores.start": ["poll 1"],
        "health.scores.adjust.1": ["poll 1"],
    }
    assert grounds(model) == "Every number has a source"
