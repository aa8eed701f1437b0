"""Every element of the Berlin scenarios says where it comes from, and every sentence of the memorandum is used."""

from __future__ import annotations

import re

from decision_model.model import DecisionModel
from decision_model.model.checks.citations import citations
from tests.scenarios.berlin import SCENARIOS, decisions, labels

SENTENCES = {f"S{number}" for number in range(16)}
LONGEST = 30


def cited(model: DecisionModel) -> set[str]:
    """The sentences of the memorandum that something cites."""
    return {each.locator for _, cite in citations(model) for each in cite if each.source == "memo"}


def test_every_sentence_has_its_element(contingency: DecisionModel, advanced: DecisionModel) -> None:
    assert cited(advanced) == SENTENCES
    assert cited(contingency) == SENTENCES - {"S3"}


def test_the_first_look_uses_all_but_the_advice_on_planning(options: DecisionModel) -> None:
    assert cited(options) == SENTENCES - {"S14"}


def test_every_element_cites_or_explains(berlin: DecisionModel) -> None:
    options = (option for decision in decisions(berlin).values() for option in decision.options)
    elements = (*berlin.sequence, *options, *berlin.considerations, *berlin.perspectives.values(), *berlin.claims)
    assert [each for each in elements if not (each.cite or each.note)] == []


def test_every_parameter_explains_itself(berlin: DecisionModel) -> None:
    bare = [name for name, each in berlin.parameters.items() if not (each.number.note and each.label)]
    assert bare == []


def test_perspectives_are_marked_as_interpretations(contingency: DecisionModel) -> None:
    views = {name: each for name, each in contingency.perspectives.items() if name != "equal"}
    assert all(each.note.startswith("An interpretation") for each in views.values())
    assert all(each.cite for each in views.values())


def test_the_two_words_for_four_are_kept_apart(berlin: DecisionModel) -> None:
    """Quadripartite is the Western four with West Germany; Four-Power has the Soviet Union and no Germans."""
    text = " ".join([berlin.note, *(option.note for d in decisions(berlin).values() for option in d.options)])
    assert "quadripartite" in text.lower()
    assert "United States, Britain, France and Soviet Union" in text


def test_the_date_claims_no_day(berlin: DecisionModel) -> None:
    assert berlin.date == "1961-11"
    assert "8 " in berlin.note


def test_labels_fit_a_branch(berlin: DecisionModel) -> None:
    assert [label for label in labels(berlin) if len(label) > LONGEST] == []


def test_papers_later_than_the_memorandum_are_dated(contingency: DecisionModel) -> None:
    """Whoever reads a perspective that rests on them learns when they were written."""
    later = {("frus_xiv", n) for n in ("235", "239", "244", "263")} | {("frus_vi", "26"), ("time", "")}
    for view in contingency.perspectives.values():
        if {(cite.source, cite.locator or "") for cite in view.cite} & later:
            assert re.search("December|January", view.note), view.label


def test_the_overview_names_things_that_exist(
    contingency: DecisionModel, options: DecisionModel, advanced: DecisionModel
) -> None:
    """The table of sentences in the folder's README points at elements of the scenarios."""
    overview = (SCENARIOS / "berlin_1961" / "README.md").read_text(encoding="utf-8")
    table = overview.split("## Where each sentence went")[1].split("## ")[0]
    named = {name for quoted in re.findall(r"`([^`]+)`", table) for name in quoted.replace(":", "").split()}
    known = set()
    for model in (contingency, options, advanced):
        known |= {*model.steps, *(state for step in model.sequence for state in step.state_names)}
        known |= {*model.parameters, *model.what_ifs, *(leaf.name for leaf in model.leaves)}
    assert named - known == set()
    assert set(re.findall(r"\bS\d+\b", table)) == SENTENCES
