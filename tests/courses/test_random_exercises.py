"""Exercises of random models: any subset of items, filled rightly, left open, or wrong in one number."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import decision_model as dm
from decision_model.courses.cutting import Written, cuts
from decision_model.courses.exercise import Exercise
from decision_model.courses.grading import grade_papers
from decision_model.courses.items import NUMBER, Askable, called, items
from decision_model.courses.sides import group_of
from decision_model.scenario import draft
from tests.courses.papers import filled
from tests.profiles import examples
from tests.scenario.strategies import dressed


def some_taken(model: dm.DecisionModel, data: st.DataObject) -> tuple[Exercise, list[Askable]]:
    """An exercise of any items, and those that were taken out."""
    every = list(items(model))
    written = cuts(Written(model, dm.write(model)), every)
    wanted = data.draw(st.lists(st.sampled_from(list(written)), min_size=1, max_size=6, unique=True))
    made = dm.exercise(model, [called(model, item) for item in wanted])
    taken = {(task.kind, task.name) for task in made.rubric.tasks}
    return made, [item for item in written if (item.kind, item.name) in taken]


@settings(max_examples=examples(150))
@given(dressed(), st.data())
def test_any_subset_can_be_taken_out_and_filled_in_again(model: dm.DecisionModel, data: st.DataObject) -> None:
    made, taken = some_taken(model, data)
    assert len(made.answers) == len(taken)
    problems = draft(made.handout.encode()).problems
    assert [problem.code for problem in problems] == ["gap"] * len(taken)
    assert dm.parse(made.solution) == model
    whole, left_open = grade_papers(
        model, {"whole": filled(made).encode(), "open": made.handout.encode()}, made.rubric
    ).papers
    assert not whole.problems
    assert whole.points >= made.rubric.total - 1e-9, [mark.feedback for mark in whole.marks]
    assert whole.same_plan
    assert "Changed besides" not in whole.whole
    assert left_open.points == 0, [mark.feedback for mark in left_open.marks]


@settings(max_examples=examples(150))
@given(dressed(), st.data())
def test_a_wrong_number_loses_its_points_and_no_others(model: dm.DecisionModel, data: st.DataObject) -> None:
    made, taken = some_taken(model, data)
    numbers = [item for item in taken if item.kind == NUMBER and not model.steps_in(model.numbers[item.name].number)]
    if not numbers:
        return
    wrong = data.draw(st.sampled_from(numbers))
    place = [task.name for task in made.rubric.tasks].index(wrong.name)
    addressed = model.numbers[wrong.name]
    answers = list(made.answers)
    answers[place] = f"{float(addressed.number.at(model.values)) * 1.75 or 1e9:.17g}"
    (paper,) = grade_papers(model, {"a": filled(made, answers).encode()}, made.rubric).papers
    alone = addressed.kind == "weight" and len(group_of(model, str(wrong.place[1]))) == 1
    assert paper.marks[place].points == (1 if alone else 0), paper.marks[place].feedback
    others = [mark for other, mark in enumerate(paper.marks) if other != place]
    assert [mark.feedback for mark in others if mark.points < mark.of - 1e-9] == []
