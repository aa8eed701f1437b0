"""Habits of editors and of other languages in what is handed in: read where they can mean one thing only, and told."""

from __future__ import annotations

from typing import Any

import pytest

import decision_model as dm
from decision_model.courses.exercise import exercise
from decision_model.courses.grading import Paper, grade_papers
from decision_model.courses.mending import mended
from tests.courses.papers import ROOT, filled

PIGS = dm.read(ROOT / "scenarios" / "textbook" / "pig_breeding.yaml")
TAKEN = exercise(PIGS, ["well_tests_positive", "stays_ill", "treatment"])
STUDENTS = dm.read(ROOT / "scenarios" / "textbook" / "three_students.yaml")


def paper(text: str | bytes, made: Any = TAKEN) -> Paper:
    data = text if isinstance(text, bytes) else text.encode()
    (found,) = grade_papers(made.model, {"ann": data}, made.rubric).papers
    return found


def told(found: Paper) -> str:
    return " ".join(found.problems)


@pytest.mark.parametrize(("answers", "said"), [
    (["0,1", "0,9", "100"], "'0,1' as 0.1 in line"),
    (['"0,1"', "0.9", "100,0"], "as 100.0 in line"),
    (["0.1", "0.9", "100 DKK"], "'100 DKK' as 100 in line"),
])  # fmt: skip
def test_decimal_commas_and_units_are_read_and_told(answers: list[str], said: str) -> None:
    found = paper(filled(TAKEN, answers))
    assert found.points == pytest.approx(3)
    assert found.same_plan is True
    assert said in told(found)


def test_what_may_be_thousands_is_left_as_it_is() -> None:
    found = paper(filled(TAKEN, ["0.1", "0.9", "1,000"]))
    assert found.points < 3
    assert "the comma before it ends an entry" in told(found)


@pytest.mark.parametrize(("encoding", "name"), [("cp1252", "Windows-1252"), ("utf-16", "UTF-16")])
def test_encodings_of_windows_are_read_and_told(encoding: str, name: str) -> None:
    found = paper(filled(TAKEN).replace("Pigs", "Sängar").encode(encoding))
    assert found.points == pytest.approx(3)
    assert f"The file is in {name} and was read so. Save it in UTF-8." in told(found)


def test_the_marks_of_a_block_of_code_are_left_out() -> None:
    found = paper(f"```yaml\n{filled(TAKEN)}\n```\n")
    assert found.points == pytest.approx(3)
    assert "marks of a block of code" in told(found)


def test_what_is_right_is_not_touched() -> None:
    assert paper(filled(TAKEN)).problems == ()
    text = b"title: a 3,5 b\nrange: [1,2]\nnote: x, 1,000\n"
    assert mended(text) == (text, ())
    for data in (b"PK\x03\x04\0\0", b"\xff\xfe\0", b"", b"\x00\xff"):
        assert mended(data)[0] == data


def test_a_step_called_otherwise_is_no_other_plan_in_words() -> None:
    goferbroke = dm.read(ROOT / "scenarios" / "textbook" / "goferbroke.yaml")
    made = exercise(goferbroke, ["land_value"])
    whole = paper(filled(made).replace("soundings", "survey_result"), made).whole
    assert "it differs further on, or in the names of its steps and options" in whole


def test_a_rule_that_is_near_earns_a_part_and_all_are_told_what_is_right() -> None:
    contingency = dm.read(ROOT / "scenarios" / "berlin_1961" / "contingency.yaml")
    made = exercise(contingency, "rules", count=3, seed=2)
    place = next(number for number, answer in enumerate(made.answers) if "{value: 90" in answer)
    for value, points, said in (
        (90, 2, "right"),
        (85, 1, "near what the solution says; it is 90"),
        (40, 0, "; it is 90"),
    ):
        answers = [answer.replace("value: 90", f"value: {value}") for answer in made.answers]
        mark = paper(filled(made, answers), made).marks[place]
        assert mark.points == pytest.approx(points)
        assert said in mark.feedback


def test_a_scale_that_is_wrong_is_told_as_such() -> None:
    made = exercise(STUDENTS, ["mathematics"])
    for old, new, said in (("best: 20", "best: 100", "its scale"), ("a: 18", "a: 2", "its scores")):
        (mark,) = paper(filled(made, [made.answers[0].replace(old, new)]), made).marks
        assert f"not as in the solution: {said}" in mark.feedback
