"""What `check` says of a scenario that is sound."""

from __future__ import annotations

from pathlib import Path

from decision_model.interfaces.starters import Starter, starter_text
from tests.interfaces.conftest import Ask

REPOSITORY = Path(__file__).parents[2]


def test_check_lists_the_numbers_without_a_source(ask: Ask) -> None:
    said = ask("check", REPOSITORY / "scenarios/berlin_1961/contingency.yaml", columns=400).out
    assert "No number comes from a source; for 8 of 33 a source gives the direction." in said
    assert "Chance that private planning leaks" in said.split("Assumed\n")[1]
    assert "Success lost by choosing the other composition" not in said.split("Assumed\n")[1]


def test_check_says_when_every_number_has_a_source(ask: Ask) -> None:
    said = ask("check", REPOSITORY / "scenarios/textbook/used_car_guarantee.yaml", columns=400).out
    assert "Every number has a source." in said


def test_check_warns_of_equal_labels_and_finds_no_problem(ask: Ask) -> None:
    found = ask("check", REPOSITORY / "tests/cases/same_labels.yaml", columns=400)
    assert found.code == 0
    assert "same_labels.yaml: no problems found." in found.out
    assert ":9:23: considerations > k2: the label 'Cost' is also that of 'k1'." in found.out


def test_check_says_in_which_line_each_assumed_number_stands(tmp_path: Path, ask: Ask) -> None:
    base, top = tmp_path / "base.yaml", tmp_path / "top.yaml"
    base.write_text(starter_text(Starter.memo), encoding="utf-8")
    top.write_text("extends: base.yaml\nconsiderations:\n  - name: border\n    weight: 33\n", encoding="utf-8")
    listed = ask("check", top, columns=200).out.split("Assumed\n")[1].splitlines()
    rows = dict(line.split(maxsplit=1)[::-1] for line in listed)
    assert rows["Weight of Quiet on the border"] == "4"
    lines = base.read_text(encoding="utf-8").splitlines()
    for label, text in {
        "Weight of The alliance": "weight: {value: 60",
        "The alliance: rule 2": "otherwise: 80",
    }.items():
        file, _, line = rows[label].rpartition(":")
        assert file == str(base)
        assert text in lines[int(line) - 1]
