"""The comparison of the cases in scenarios/README.md: every number is worked out anew from the files."""

from __future__ import annotations

import re

import pytest

from decision_model.analysis.robustness.firmness import Firmness, firmness
from decision_model.analysis.time.option import option
from decision_model.analysis.time.waiting import waiting
from decision_model.model import DecisionModel
from decision_model.scenario import read
from tests.scenarios.siblings.table import SCENARIOS

HEAD = "| case | file | left open | worth |"
CASES = ("berlin_1961", "vienna_1961", "korea_1950", "cuba_1962", "dien_bien_phu_1954", "berlin_1948")


def rows() -> list[list[str]]:
    """The cells of the comparison, a list a case."""
    lines = (SCENARIOS / "README.md").read_text(encoding="utf-8").split(HEAD)[1].splitlines()[2:]
    table = lines[: lines.index("")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


ROWS = rows()


def model_of(row: list[str]) -> DecisionModel:
    return read(SCENARIOS / row[1].strip("`"))


def worth(model: DecisionModel, left_open: str) -> float:
    """What leaving the named decisions open is worth, or having the named option."""
    named = tuple(re.findall(r"`(\w+)`", left_open))
    waited = {each.decisions: each.value for each in waiting(model).waited}
    if named in waited:
        return waited[named]
    (label,) = [state.title for state in model.decisions[0].states if state.name in named]
    return next(row[1] for row in option(model).rows() if row[0] == label)


def best_shares(found: Firmness) -> tuple[float, float]:
    assert found.weights is not None
    assert found.joint is not None
    return found.weights.best[0], found.joint.best[0]


def written(share: str) -> float:
    return float(share.removesuffix("%")) / 100


def test_every_case_has_a_row() -> None:
    assert [row[1].strip("`").split("/")[0] for row in ROWS] == list(CASES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_worth_of_deciding_later(row: list[str]) -> None:
    value = worth(model_of(row), row[2])
    assert value > 0
    assert float(row[3]) == pytest.approx(value, abs=0.006)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_how_firm_the_advice_is(row: list[str]) -> None:
    found = firmness(model_of(row))
    assert row[4] == found.standings[0].title
    assert (written(row[5]), written(row[6])) == pytest.approx(best_shares(found), abs=0.006)
    assert row[7] == found.verdict.value
