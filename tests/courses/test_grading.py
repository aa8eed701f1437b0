"""What was handed in is graded by what it means: small files, each with what it must get and what must be said."""

from __future__ import annotations

import pytest

import decision_model as dm
from decision_model.courses.grading import Paper, grade_papers
from decision_model.courses.rubric import Rubric, Task

TEXT = """\
decision_model: 1
title: Where to meet
parameters:
  p_object: {value: 0.7, label: Allies object}
  share: 0.5
sequence:
  - {decide: site, options: {berlin: In Berlin, elsewhere: Elsewhere}}
  - event: allies
    label: The allies
    outcomes: {accept: Accept, object: Object}
    chance:
      - when: {site: berlin}
        then: {object: p_object, accept: rest}
      - otherwise: {object: p_object * share, accept: rest}
considerations:
  - name: unity
    weight: 60
    scores:
      start: 80
      adjust:
        - {when: {allies: object}, by: -50}
        - {when: {site: berlin}, by: 10}
  - name: drama
    weight: 40
    scale: {worst: 0, best: 10}
    scores:
      - {when: {site: berlin}, then: 9}
      - {otherwise: 5}
"""
MODEL = dm.parse(TEXT)


def paper(text: str, *tasks: Task, **rules: float) -> Paper:
    """What a file gets for some tasks."""
    assert text != TEXT or not tasks
    return grade_papers(MODEL, {"anna": text.encode()}, Rubric(tasks, **rules)).papers[0]


def number(name: str) -> Task:
    return Task("number", name, 1)


def changed(*pairs: tuple[str, str]) -> str:
    """The file with some texts in it changed."""
    text = TEXT
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("old", "new", "task"),
    [
        ("value: 0.7", "value: 1 - 0.3", number("p_object")),
        ("object: p_object,", "object: 70%,", number("allies.chance.1.object")),
        ("{object: p_object, accept: rest}", "{accept: 0.3, object: rest}", number("allies.chance.1.object")),
        ("weight: 60", "weight: 1.5", number("drama.weight")),
        ("label: Allies object", "label: Another name", number("p_object")),
        ("label: The allies", "label: Our friends", Task("step", "allies", 4)),
        ("otherwise: {object: p_object", "when: {site: elsewhere}\n        then: {object: p_object", Task("rule", "allies.chance.2", 2)),  # noqa: E501
        ("{otherwise: 5}", "{when: {site: elsewhere}, then: 5}", Task("rule", "drama.scores.2", 2)),
    ],
)  # fmt: skip
def test_what_means_the_same_is_right(old: str, new: str, task: Task) -> None:
    more = [("weight: 40", "weight: 1")] if "weight" in old else []
    found = paper(changed((old, new), *more), task)
    assert found.points == task.points, found.marks[0].feedback
    assert found.same_plan


def test_rules_in_another_order_that_say_the_same_are_right() -> None:
    text = changed(
        (
            "      - {when: {site: berlin}, then: 9}\n      - {otherwise: 5}\n",
            "      - {when: {site: elsewhere}, then: 5}\n      - {otherwise: 9}\n",
        ),
        (
            "        - {when: {allies: object}, by: -50}\n        - {when: {site: berlin}, by: 10}\n",
            "        - {when: {site: berlin}, by: 10}\n        - {when: {allies: object}, by: -50}\n",
        ),
    )
    rules = [Task("rule", name, 2) for name in ("drama.scores.1", "drama.scores.2", "unity.scores.adjust.1")]
    whole = [Task("consideration", name, 4) for name in ("unity", "drama")]
    numbers = [number(name) for name in ("drama.scores.1", "drama.scores.2", "unity.scores.adjust.2")]
    found = paper(text, *rules, *whole, *numbers)
    assert found.points == 17, [mark.feedback for mark in found.marks]


def test_scores_on_another_scale_that_are_worth_the_same_are_right() -> None:
    text = changed(("{worst: 0, best: 10}", "{worst: 10, best: 0}"), ("then: 9", "then: 1"))
    assert paper(text, Task("consideration", "drama", 4)).points == 4


def test_adjustments_written_as_a_table_are_right() -> None:
    text = changed(
        (
            "      start: 80\n      adjust:\n        - {when: {allies: object}, by: -50}\n"
            "        - {when: {site: berlin}, by: 10}\n",
            "      - {when: {allies: object, site: berlin}, then: 40}\n      - {when: {site: berlin}, then: 90}\n"
            "      - {when: {allies: object}, then: 30}\n      - {otherwise: 80}\n",
        )
    )
    assert paper(text, Task("consideration", "unity", 4), Task("rule", "unity.scores.adjust.1", 2)).points == 6


@pytest.mark.parametrize(
    ("new", "points", "said"),
    [
        ("0.7", 1, "right."),
        ("0.702", 1, "right."),
        ("0.66", 0.5, "0.66 is near; it is 0.7."),
        ("0.3", 0, "0.3 is the chance of the other outcome; it is 0.7."),
        ("0.35", 0, "0.35 is too low; it is 0.7."),
        ("0.007", 0, "0.007 is a hundred times too small; it is 0.7."),
        ("70%", 1, "right."),
        ("0,7", 1, "right."),
        ("“0.7”", 1, "right."),
        ("„0,7“", 1, "right."),
        ("‘−0.7’", 0, "−0.7 is of the wrong sign; it is 0.7."),
        ("-0.7", 0, "−0.7 is of the wrong sign; it is 0.7."),
        ("70", 0, "70 is in percent and not a part of 1; it is 0.7."),
        ("___", 0, "left open; it is 0.7."),
        ("???", 0, "left open; it is 0.7."),
        ("seven tenths", 0, "cannot be read; it is 0.7."),
        ("p_object", 0, "has no value that can be worked out; it is 0.7."),
    ],
)
def test_a_number_is_right_near_or_wrong_and_the_feedback_says_how(new: str, points: float, said: str) -> None:
    text = TEXT.replace("  p_object: {value: 0.7, label: Allies object}", f"  p_object:\n    value: {new}")
    (mark,) = paper(text, number("p_object")).marks
    assert mark.feedback == f"Allies object: {said}"
    assert mark.points == pytest.approx(points)


def test_the_rubric_says_what_is_near_and_what_it_earns() -> None:
    text = changed(("value: 0.7", "value: 0.6"))
    assert paper(text, number("p_object"), near=0.2, near_earns=0.8).points == pytest.approx(0.8)
    assert paper(text, number("p_object"), right=0.2).points == 1


def test_what_follows_from_an_earlier_mistake_is_not_a_second_one() -> None:
    text = changed(("value: 0.7", "value: 0.4"), ("object: p_object * share", "object: 0.2"))
    tasks = (number("p_object"), number("allies.chance.2.object"), Task("rule", "allies.chance.2", 2))
    found = paper(text, *tasks, Task("step", "allies", 4))
    assert [mark.points for mark in found.marks] == [0, 1, 2, 4]
    assert found.marks[1].feedback.endswith("right, as it follows from the other numbers handed in.")


def test_a_formula_is_right_though_what_it_reads_is_still_open() -> None:
    text = changed(("value: 0.7", "value: ___"))
    found = paper(text, number("p_object"), Task("rule", "allies.chance.2", 2), Task("step", "allies", 4))
    assert [mark.points for mark in found.marks] == [0, 2, 4]


def test_a_step_earns_what_is_right_of_it() -> None:
    text = changed(("{object: p_object, accept: rest}", "{object: 0.1, accept: rest}"))
    (mark,) = paper(text, Task("step", "allies", 4)).marks
    assert mark.points == pytest.approx(4 * (1 + 1 + 1 + 0.5) / 4)
    assert mark.feedback == "The allies: not as in the solution: its chances."


def test_a_step_that_comes_too_early_is_told() -> None:
    lines = TEXT.split("\n")
    text = "\n".join([*lines[:5], "sequence:", *lines[7:14], lines[6], *lines[14:]])
    text = text.replace("      - when: {site: berlin}\n        then: {object: p_object, accept: rest}\n", "")
    (mark,) = paper(text, Task("step", "site", 4)).marks
    assert mark.feedback == "Site: not as in the solution: its place among the other steps."
    assert 0 < mark.points < 4


def test_a_file_with_a_problem_gets_points_for_what_can_be_read() -> None:
    text = changed(
        ("value: 0.7", "value: 0.9"),
        ("share: 0.5", "share: 0.5\n  sharre: [a]"),
        ("{site: berlin}, by", "{sit: berlin}, by"),
    )
    found = paper(text, number("p_object"), number("share"), number("drama.weight"), Task("step", "allies", 4))
    assert [mark.points for mark in found.marks] == [0, 1, 1, 4]
    assert found.same_plan is None
    assert any("anna:6" in problem for problem in found.problems)
    assert found.whole == "No plan follows from the file as it stands: 2 problems."


def test_what_is_recommended_is_told() -> None:
    found = paper(changed(("weight: 60", "weight: 600")), number("unity.weight"))
    assert found.whole.startswith("The plan is not the solution's. These numbers say: ‘Elsewhere’ is best: ")
    assert "The solution: ‘In Berlin’ is best: " in found.whole


def test_what_was_not_asked_for_is_told_where_it_was_changed() -> None:
    found = paper(
        changed(("value: 0.7", "value: 0.6"), ("then: 9", "then: 4"), ("weight: 40", "weight: 20")), number("p_object")
    )
    assert found.whole.endswith(" Changed besides what was asked for: drama.")
    assert "Changed" not in paper(changed(("value: 0.7", "value: 0.6")), number("p_object")).whole


def test_without_a_rubric_everything_counts() -> None:
    grades = grade_papers(MODEL, {"a": TEXT.encode(), "b": changed(("weight: 60", "weight: 20")).encode()})
    assert [task.name for task in grades.rubric.tasks] == ["p_object", "share", "site", "allies", "unity", "drama"]
    same, other = grades.papers
    assert same.points == grades.rubric.total
    assert [mark.title for mark in other.marks if mark.points < mark.of] == ["unity"], "the other weight is as it was"


def test_a_rubric_that_asks_for_what_there_is_not_is_refused() -> None:
    with pytest.raises(dm.ModelError, match=r"there is no number 'p_objekt' to ask for. Did you mean 'p_object'\?"):
        grade_papers(MODEL, {}, Rubric((number("p_objekt"),)))


def test_the_table_has_a_row_a_student_and_a_column_an_item() -> None:
    texts = {"anna": TEXT.encode(), "=ben": changed(("value: 0.7", "value: 0.3")).encode()}
    grades = grade_papers(MODEL, texts, Rubric((number("p_object"), Task("step", "allies", 4)), keep=1))
    table = grades.table()
    assert list(table["student"]) == ["anna", "=ben"]
    assert list(table["points"]) == [6, 5]
    assert list(table["points.number.p_object"]) == [1, 0]
    assert grades.statement.headline == "2 papers: 5.5 of 6 points on average"
    assert "Hardest was ‘Allies object’" in grades.statement.reasons


def test_nothing_handed_in_is_no_error() -> None:
    assert grade_papers(MODEL, {}).statement.headline == "Nothing was handed in"
