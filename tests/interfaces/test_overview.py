"""What `check` says of a scenario that is sound."""

from __future__ import annotations

from pathlib import Path

from tests.interfaces.conftest import Ask

REPOSITORY = Path(__file__).parents[2]


def test_check_lists_the_numbers_without_a_source(ask: Ask) -> None:
    said = ask("check", REPOSITORY / "scenarios/berlin_1961/contingency.yaml", columns=400).out
    assert "No number comes from a source; for 8 of 33 a source gives the direction." in said
    assert "Chance that private planning leaks" in said.split("Assumed:")[1]
    assert "Success lost by choosing the other composition" not in said.split("Assumed:")[1]


def test_check_says_when_every_number_has_a_source(ask: Ask) -> None:
    said = ask("check", REPOSITORY / "scenarios/textbook/used_car_guarantee.yaml", columns=400).out
    assert "Every number has a source." in said


def test_check_warns_of_equal_labels_and_finds_no_problem(ask: Ask) -> None:
    found = ask("check", REPOSITORY / "tests/cases/same_labels.yaml", columns=400)
    assert found.code == 0
    assert "same_labels.yaml: no problems found." in found.out
    assert ":9:23: considerations > k2: the label 'Cost' is also that of 'k1'." in found.out
