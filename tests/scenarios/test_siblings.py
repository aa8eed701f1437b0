"""What holds of every case beside Berlin: claims that can fail, sources that are listed, limits, and no hindsight."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pytest

from decision_model.analysis.sources.claims import claims
from decision_model.model import DecisionModel, number_index
from decision_model.model.checks.citations import citations
from decision_model.model.frozen_mapping import frozen
from decision_model.model.number_index import numbers
from decision_model.model.numbers import number
from decision_model.model.variations import Claim
from decision_model.scenario import read
from tests.scenarios import test_sibling_statements
from tests.scenarios.siblings.berlin_1948 import BERLIN_1948
from tests.scenarios.siblings.cuba_1962 import CUBA
from tests.scenarios.siblings.dien_bien_phu_1954 import DIEN_BIEN_PHU
from tests.scenarios.siblings.korea_1950 import KOREA
from tests.scenarios.siblings.table import SCENARIOS, ByTest, Case, Claimed
from tests.scenarios.siblings.vienna_1961 import VIENNA

CASES = (VIENNA, KOREA, CUBA, DIEN_BIEN_PHU, BERLIN_1948)
STATEMENTS = {
    "vienna_1961": ("V", 10),
    "korea_1950": ("K", 11),
    "cuba_1962": ("C", 11),
    "dien_bien_phu_1954": ("D", 11),
    "berlin_1948": ("B", 10),
}
"""The letter and the last number of each case's list of statements."""

LAST = {"decisions": 3, "events": 4, "leaves": 6}
DRAWS = 300

FILES = [(case, file) for case in CASES for file in case.files]
CLAIMED = [(case, entry) for case in CASES for entry in case.claimed]


@cache
def scenario(folder: str, file: str) -> DecisionModel:
    """A scenario, read once."""
    return read(SCENARIOS / folder / file)


def found(model: DecisionModel, begins: str) -> Claim:
    (claim,) = [each for each in model.claims if each.text.startswith(begins)]
    return claim


def held(model: DecisionModel, claim: Claim) -> bool:
    """Whether one claim holds."""
    (judged,) = claims(model.copied(claims=(claim,)), draws=DRAWS).claims
    return judged.holds


def fixed(model: DecisionModel, values: Mapping[str, float]) -> DecisionModel:
    """The model with these numbers, which no range lets move any more."""
    known = model.numbers
    named = {address for address in values if known[address].kind == "parameter"}
    parameters = {name: replace(model.parameters[name], number=number(values[name])) for name in named}
    places = {known[address].place: number(value) for address, value in values.items() if address not in named}
    others = number_index.renumbered(model, places)
    return model.renumbered(parameters=frozen({**model.parameters, **parameters}), **others)


def named(case: tuple[Case, object]) -> str:
    return f"{case[0].folder}-{getattr(case[1], 'begins', case[1])}"


def test_every_case_has_its_table() -> None:
    others = {"berlin_1961", "textbook"}
    assert {case.folder for case in CASES} == {path.name for path in SCENARIOS.iterdir() if path.is_dir()} - others


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.folder)
def test_every_statement_has_its_claim_or_its_test(case: Case) -> None:
    letter, last = STATEMENTS[case.folder]
    assert list(case.statements) == [f"{letter}{number}" for number in range(1, last + 1)]
    entries = [entry for entries in case.statements.values() for entry in entries]
    for entry in entries:
        if isinstance(entry, ByTest):
            assert callable(getattr(test_sibling_statements, entry.name))
        else:
            assert found(scenario(case.folder, entry.file), entry.begins)


@pytest.mark.parametrize(("case", "file"), FILES, ids=map(named, FILES))
def test_every_claim_stands_in_the_table_once(case: Case, file: str) -> None:
    """A claim that a second file takes over from the first is looked for in the first."""
    inherited = {each.text for each in scenario(case.folder, case.file).claims} if file != case.file else set()
    own = [each.text for each in scenario(case.folder, file).claims if each.text not in inherited]
    listed = [found(scenario(case.folder, file), each.begins).text for each in case.claimed if each.file == file]
    assert sorted(own) == sorted(listed)


@pytest.mark.parametrize(("case", "file"), FILES, ids=map(named, FILES))
def test_every_claim_holds(case: Case, file: str) -> None:
    judged = claims(scenario(case.folder, file), draws=DRAWS).claims
    assert [each.claim.text for each in judged if not each.holds] == []


@pytest.mark.parametrize(("case", "entry"), CLAIMED, ids=map(named, CLAIMED))
def test_every_claim_can_fail(case: Case, entry: Claimed) -> None:
    """The number that should break it does, once it has no range any more; at the file's own it holds."""
    model = scenario(case.folder, entry.file)
    claim = found(model, entry.begins)
    assert held(model, claim)
    assert not held(fixed(model, entry.broken_by), claim)


@pytest.mark.parametrize(("case", "file"), FILES, ids=map(named, FILES))
def test_limits(case: Case, file: str) -> None:
    model = scenario(case.folder, file)
    assert {kind: len(getattr(model, kind)) for kind in LAST if len(getattr(model, kind)) > LAST[kind]} == {}


@pytest.mark.parametrize(("case", "file"), FILES, ids=map(named, FILES))
def test_what_is_cited_is_listed_and_what_is_not_is_explained(case: Case, file: str) -> None:
    model = scenario(case.folder, file)
    assert {each.source for _, cite in citations(model) for each in cite} <= set(model.sources)
    states = (state for step in model.decisions for state in step.states)
    elements = (*model.sequence, *states, *model.considerations, *model.perspectives.values(), *model.claims)
    assert [each for each in elements if not (each.cite or each.note)] == []
    assert [name for name, each in model.parameters.items() if not (each.label and each.number.note)] == []


@pytest.mark.parametrize(("case", "file"), FILES, ids=map(named, FILES))
def test_a_number_with_a_source_says_which(case: Case, file: str) -> None:
    model = scenario(case.folder, file)
    for place, each in numbers(model):
        if each.basis in ("source", "ordinal"):
            assert each.cite, place


@pytest.mark.parametrize(("case", "file"), FILES, ids=map(named, FILES))
def test_perspectives_are_interpretations(case: Case, file: str) -> None:
    for each in scenario(case.folder, file).perspectives.values():
        assert each.note.startswith("An interpretation")


@pytest.mark.parametrize(("case", "file"), FILES, ids=map(named, FILES))
def test_no_hindsight(case: Case, file: str) -> None:
    text = (case.path / file).read_text(encoding="utf-8")
    words = (*case.hindsight, "in retrospect", "turned out", "hindsight", "as we now know")
    assert [word for word in words if re.search(rf"\b{re.escape(word)}", text, re.IGNORECASE)] == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.folder)
def test_the_overview_says_what_it_should(case: Case) -> None:
    """A summary of fifteen lines at most, what is ours, traps, and what happened, apart and last."""
    text = (case.path / "README.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings[0] == "In short"
    assert headings[-1] == "What happened"
    assert {"What is ours", "Traps", "Perspectives", "Where each statement went"} <= set(headings)
    summary = text.split("## In short\n")[1].split("\n## ")[0].strip().splitlines()
    assert 8 <= len(summary) <= 15
    for statement in case.statements:
        assert re.search(rf"\b{statement}\b", text), statement
    for file in case.files:
        assert f"`{file}`" in text
