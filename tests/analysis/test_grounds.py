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
