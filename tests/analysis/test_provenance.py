"""Where numbers come from, and what the lead rests on."""

from __future__ import annotations

import re
import warnings
from pathlib import Path

import pytest

import decision_model as dm
from decision_model.analysis.combinations import decided_now
from decision_model.analysis.grounds import grounds
from decision_model.analysis.robustness.sensitivity.number_range import stated_ranges
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.analysis.sources.provenance import provenance
from decision_model.figures import picture
from decision_model.model import (
    Number,
    consideration,
    decision,
    decision_model,
    event,
    number,
)
from tests.analysis.small import two_ways


def test_every_number_is_listed_with_its_basis() -> None:
    found = provenance(two_ways())
    assert [(o.number.address, o.value, o.has_source) for o in found.origins] == [
        ("ease.scores.1", 60.0, False),
        ("ease.scores.2", 70.0, True),
    ]
    assert found.statement.headline == "1 of 2 numbers comes from a source; ‘ease: rule 1’ alone can turn the choice"


def test_the_lead_moves_with_the_group_that_is_let_go() -> None:
    found = provenance(two_ways())
    groups = {group.basis: group for group in found.groups}
    assert found.leader == "The new way"
    assert found.lead == pytest.approx(10)
    assert groups["source"].kept == pytest.approx(1)
    assert groups["source"].lowest == pytest.approx(0, abs=0.1)
    assert groups["assumption"].kept == pytest.approx(5 / 7, abs=0.03)
    assert groups["assumption"].lowest == pytest.approx(-20, abs=0.2)
    assert groups["elicited"].count == 0


def test_the_decisive_number_is_tried_at_both_ends() -> None:
    decisive = provenance(two_ways()).decisive
    assert decisive is not None
    number_, low, high = decisive
    assert (number_.address, low, high) == ("ease.scores.1", pytest.approx(-20), pytest.approx(50))


def test_where_nothing_is_decided_the_numbers_are_still_listed() -> None:
    fate = decision_model(
        "Fate", [event("luck", ["good", "bad"], {"good": 0.3, "bad": "rest"})], [consideration("joy", 5)]
    )
    found = provenance(fate)
    assert len(found.origins) == 2
    assert found.statement.headline == "All 2 numbers are assumptions"
    assert found.statement.detail == "There is nothing to choose between, so there is no lead"


def test_with_one_option_there_is_no_lead_and_no_warning() -> None:
    ease = Number(number(60).formula, range=(20, 90))
    only = decision_model("One way", [decision("way", {"old": "The old way"})], [consideration("ease", ease)])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = provenance(only)
        words = picture(found).words
    assert found.leader == ""
    assert found.statement.detail == "There is nothing to choose between, so there is no lead"
    assert found.statement.reasons == ()
    for text in (found.statement.headline, words.title, words.description):
        assert not re.search(r"\b(inf|nan)\b", text)


def test_sentences_say_what_the_lead_rests_on() -> None:
    given, guessed = provenance(two_ways()).statement.reasons
    assert given.startswith("With 1 number given by a source varied over its range, the lead runs from ")
    assert guessed.endswith("% of random trials.")


CITED = """
decision_model: 1
title: Cited
sources: {{memo: {{title: A memorandum}}}}
sequence:
  - {{decide: go, options: {{a: A, b: B}}}}
  - event: rain
    outcomes: {{yes: Rain, no: Sun}}
    chance:
      - {{when: {{go: a}}, then: {{yes: 0.3, no: rest}}, basis: source{cite}}}
      - {{otherwise: {{yes: 0.5, no: rest}}}}
considerations:
  - name: joy
    scores:
      - {{when: {{rain: yes}}, then: 20, basis: ordinal{cite}}}
      - {{otherwise: 90}}
  - name: calm
    scores:
      start: 50
      adjust: [{{when: {{go: b}}, by: 10, basis: ordinal{cite}}}]
"""


def test_a_number_is_cited_by_its_rule_as_its_basis_is_that_of_its_rule() -> None:
    cited, uncited = (dm.provenance(dm.parse(CITED.format(cite=cite))) for cite in (", cite: memo S1", ""))
    sourced = {origin.number.address for origin in cited.origins if origin.has_source}
    assert sourced == {"rain.chance.1.yes", "joy.scores.1", "calm.scores.adjust.1"}
    assert not [origin for origin in uncited.origins if origin.has_source]
    assert {str(row[7]) for row in cited.rows() if row[0] in sourced} == {"memo S1"}


@pytest.mark.parametrize(
    "file", sorted((Path(__file__).parents[2] / "scenarios").rglob("*.yaml")), ids=lambda f: f.stem
)
def test_a_figure_and_provenance_count_the_same_numbers(file: Path) -> None:
    model = dm.read(file)
    result = dm.provenance(model, draws=20)
    assert result.statement.headline.startswith(grounds(model))
    sourced = [origin for origin in result.origins if origin.has_source and origin.number.number.basis == "source"]
    counted = re.match(r"(\d+) of (\d+) numbers? comes? from a source", grounds(model))
    assert (len(sourced), len(result.origins)) == tuple(map(int, counted.groups())) if counted else True


@pytest.mark.parametrize("name", ["options", "contingency"])
def test_those_that_are_enough_by_themselves_are_counted_one_end_after_the_other(name: str) -> None:
    """By brute force: each number without a source at each end of its range, every option solved anew."""
    berlin = dm.read(Path(__file__).parents[1] / "berlin_1961" / f"{name}.yaml")
    found = provenance(berlin, draws=2)
    totals = {row.title: row.total for row in dm.rank(berlin, decided_now(berlin)).ranked}
    leader = max(totals, key=lambda title: totals[title])
    unsourced = {origin.number.address for origin in found.unsourced}
    turning = set()
    for span in stated_ranges(berlin):
        for end in (span.low, span.high) if span.address in unsourced else ():
            varied = dm.rank(set_numbers(berlin, {span.address: end}), decided_now(berlin))
            if varied.ranked[0].total > next(row.total for row in varied.ranked if row.title == leader) + 1e-9:
                turning.add(span.address)
    assert found.enough == len(turning) > 1
    assert found.decisive is not None
    assert found.decisive[0].address in turning
    assert found.statement.headline.endswith(f"alone can turn the choice, as can {len(turning) - 1} others")


def test_a_number_that_turns_the_choice_comes_before_one_that_moves_the_lead_further() -> None:
    far, near = Number(number(30).formula, range=(30, 200)), Number(number(10).formula, range=(10, 45))
    ways = decision_model(
        "Two ways",
        [decision("way", ["old", "new"])],
        [
            consideration("ease", [({"way": "new"}, far), (None, 0)]),
            consideration("cost", [({"way": "old"}, near), (None, 0)]),
        ],
        combine="sum",
    )
    found = provenance(ways, draws=2)
    assert found.leader == "new"
    assert found.enough == 1
    assert found.decisive is not None
    assert found.decisive[1:] == (pytest.approx(-15), pytest.approx(20))
