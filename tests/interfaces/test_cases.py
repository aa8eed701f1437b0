"""Small inputs that were once got wrong: what each must say now, as it is asked on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from decision_model.interfaces import drawing
from decision_model.scenario import read
from tests.interfaces.conftest import Ask

CASES = Path(__file__).parents[1] / "cases"

SAID = [
    ("near_switch", ["flip-numbers"], ["0.50001           0    1              0.5", "99.998"]),
    ("near_switch", ["tornado"], ["0.50001    0     1", "100  0.5"]),
    ("near_rare", ["flip-numbers"], ["0.999999                 0                1         0.9999988"]),
    ("near_rare", ["one-way", "--number", "e.chance.1.no"], ["0.9999988          1  No insurance"]),
    ("mixed_scale", ["flip-numbers"], ["0.9999               0             1          0.99988"]),
    ("spread", ["explain"], ["if ‘Q’, ‘Y’ leads by 4 USD"]),
    ("pinball", ["flip-numbers"], ["from 200 to 276.3"]),
    ("pinball", ["solve"], ["276.3"]),
    ("halves_c", ["frontier"], ["100.3"]),
    ("two_groups", ["frontier"], ["(u_sec) and ‘Soviet Union: Security’ (s_sec) are most"]),
    ("two_groups", ["firmness"], ["100% of all possible top-level weights", "weights inside groups and"]),
    ("dual_all_equal", ["frontier"], ["the two are not at odds"]),
    ("interior", ["one-way", "--every-value", "--csv"], ["value,total.plain,total.dosed,total_of", "0.5,10,20,20"]),
    ("more/single_group", ["winners"], ["weights inside groups and all numbers are held as stated"]),
    ("more/single_group", ["one-way", "--number", "y.weight"], ["rises above 45.45% (then ‘B’)"]),
    ("more/sw_001", ["one-way", "--number", "e.chance.1.no"], ["falls below 0.9988 (then ‘Insured’)"]),
    ("more/sw_0003", ["one-way", "--number", "e.chance.1.no"], ["falls below 0.9996 (then ‘Insured’)"]),
    ("more/rare_war", ["one-way"], ["rises above 0.001198 (then ‘Give way’)", "is 0.001 now"]),
    ("more/flat_columns", ["frontier"], ["‘new’ (new) and ‘same day’ (same_day) are most at odds"]),
    ("more/minus", ["solve"], ["a total of −1, 4 ahead of ‘X’"]),
    ("more/nbsp_a", ["solve"], ["are level: a total of 1"]),
    ("more/nbsp_b", ["solve"], ["are level: a total of 1"]),
    ("more/nbsp_e", ["solve"], ["are level: a total of 1"]),
]  # fmt: skip

NEVER = [
    ("dual_all_equal", ["frontier"], "most at odds"),
    ("spread", ["explain"], "they are level"),
    ("two_groups", ["solve"], "100% of all possible weights"),
    ("pinball", ["flip-numbers"], "276.2"),
]


@pytest.mark.parametrize(("case", "question", "texts"), SAID, ids=lambda part: str(part)[:40])
def test_what_a_case_must_say(case: str, question: list[str], texts: list[str], ask: Ask) -> None:
    said = ask(question[0], CASES / f"{case}.yaml", *question[1:], columns=200)
    assert (said.code, said.err) == (0, "")
    for text in texts:
        assert text in said.out


@pytest.mark.parametrize(("case", "question", "text"), NEVER, ids=lambda part: str(part)[:40])
def test_what_a_case_must_not_say(case: str, question: list[str], text: str, ask: Ask) -> None:
    assert text not in ask(question[0], CASES / f"{case}.yaml", *question[1:], columns=200).out


def test_a_small_total_beside_a_huge_one_is_not_nothing(ask: Ask) -> None:
    said = json.loads(ask("risk-profile", CASES / "spread.yaml", "--json").out)
    best: dict[str, Any] = said["rows"][0]
    assert (best["lowest"], best["tail_mean"]) == pytest.approx((-1, -1))


def test_a_special_space_as_indent_is_named_with_its_line(ask: Ask) -> None:
    said = ask("check", CASES / "more" / "nbsp_d.yaml")
    assert said.code == 1
    assert "U+2003" in said.err
    assert "nbsp_d.yaml:5:" in said.err


@pytest.fixture
def no_other_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    from decision_model.figures.page import fonts

    monkeypatch.setattr(fonts, "helpers", lambda characters: ())


@pytest.mark.usefixtures("no_other_fonts")
def test_characters_without_a_font_are_named(ask: Ask, tmp_path: Path) -> None:
    said = ask("rank", CASES / "more" / "cjk.yaml", "-o", tmp_path / "rank.svg")
    assert said.code == 0
    assert "No font of this machine has 15 characters" in said.err
    assert "京" in said.err
    assert "No font" not in ask("rank", CASES / "more" / "cjk.yaml", "-o", tmp_path / "rank.csv").err
    assert drawing.font_note(read(CASES / "names.yaml")) == ""


def test_a_slide_shows_as_many_rows_as_fit_and_counts_the_rest(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "rank.svg"
    assert ask("rank", CASES / "more" / "wide26.yaml", "-o", file).code == 0
    drawn = file.read_text("utf-8")
    shown = sum(f"Option number {place}<" in drawn for place in range(1, 27))
    assert shown >= 8
    assert f"+{26 - shown} more" in drawn


def test_a_tornado_names_both_ends_of_a_stretch_in_the_middle(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "tornado.svg"
    assert ask("tornado", CASES / "interior.yaml", "-o", file).code == 0
    drawn = file.read_text("utf-8")
    assert "flips to Dosed above 0.1464" in drawn
    assert "as now above 0.8536" in drawn
    assert "0.05 to 0.95, now 0.05" in drawn
