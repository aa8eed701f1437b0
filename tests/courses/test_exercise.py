"""Exercises of every shipped scenario: what the student gets, what check says of it, and what comes of the answers."""

from __future__ import annotations

from contextlib import suppress

import pytest

import decision_model as dm
from decision_model.courses.cutting import Written, cuts
from decision_model.courses.exercise import GROUPS, Exercise
from decision_model.courses.grading import grade_papers
from decision_model.courses.items import NUMBER, items
from decision_model.courses.rubric import read_rubric
from decision_model.errors import ModelError
from decision_model.model.number_index import stated
from decision_model.scenario import draft
from tests.courses.papers import NAMES, ROOT, SCENARIOS, filled

BERLIN = ROOT / "scenarios" / "berlin_1961" / "contingency.yaml"


def exercises(model: dm.DecisionModel) -> list[Exercise]:
    """One exercise of each kind that a model has something for."""
    made = []
    for group in GROUPS:
        with suppress(ModelError):  # nothing of the kind stands in the file
            made.append(dm.exercise(model, group, count=4, seed=3))
    assert made
    return made


@pytest.mark.parametrize("path", SCENARIOS, ids=NAMES)
def test_what_is_open_is_told_and_nothing_else(path: object) -> None:
    for made in exercises(dm.read(str(path))):
        problems = draft(made.handout.encode(), "handed_out").problems
        assert [problem.code for problem in problems] == ["gap"] * len(made.answers)
        lines = made.handout.split("\n")
        assert all("___" in lines[problem.location.line - 1] for problem in problems if problem.location)


@pytest.mark.parametrize("path", SCENARIOS, ids=NAMES)
def test_what_was_taken_out_earns_all_points_and_an_open_gap_none(path: object) -> None:
    model = dm.read(str(path))
    for made in exercises(model):
        papers = {"whole": filled(made).encode(), "open": made.handout.encode(), "kept": made.solution.encode()}
        whole, left_open, kept = grade_papers(model, papers, made.rubric).papers
        assert whole.points == kept.points == pytest.approx(made.rubric.total), [mark.feedback for mark in whole.marks]
        assert whole.same_plan
        assert "Changed besides" not in whole.whole
        assert not whole.problems
        assert left_open.points == 0, [mark.feedback for mark in left_open.marks]
        assert [mark.feedback for mark in left_open.marks if "left open" not in mark.feedback] == []


@pytest.mark.parametrize("path", SCENARIOS, ids=NAMES)
def test_wrong_numbers_lose_their_points_and_no_others(path: object) -> None:
    model = dm.read(str(path))
    own = {each.address: float(each.number.at(model.values)) for each in stated(model)}
    try:
        made = dm.exercise(model, "numbers", count=6)
    except ModelError:
        return
    for place, task in enumerate(made.rubric.tasks):
        answers = list(made.answers)
        wrong = own[task.name] * 1.5 or (0.4 if ".chance." in task.name else 1e6)
        answers[place] = f"{wrong:.6g}"
        (paper,) = grade_papers(model, {"a": filled(made, answers).encode()}, made.rubric).papers
        lost = [mark.feedback for mark in paper.marks if mark.points < mark.of]
        assert paper.marks[place].points == 0
        assert len(lost) == 1, lost


@pytest.mark.parametrize("path", SCENARIOS, ids=NAMES)
def test_the_solution_is_the_scenario_and_the_rubric_is_read_as_written(path: object) -> None:
    model = dm.read(str(path))
    made = exercises(model)[0]
    assert dm.parse(made.solution, model.name) == model
    assert read_rubric(made.files["rubric.yaml"]) == made.rubric


def test_almost_every_number_can_be_taken_out() -> None:
    """All but those that follow from judgements and distributions, and so do not stand in the file."""
    left = {}
    for path, name in zip(SCENARIOS, NAMES, strict=True):
        model = dm.read(path)
        every = [item for item in items(model) if item.kind == NUMBER]
        left[name] = len(every) - len(cuts(Written(model, dm.write(model)), every))
    judged_or_spread = {
        "textbook/choosing_a_leader.yaml", "textbook/lightbulbs.yaml", "textbook/oil_prospect.yaml",
        "textbook/rated_bond.yaml", "textbook/seafood_counter.yaml", "textbook/sealed_bid.yaml",
        "textbook/share_or_bank.yaml", "textbook/stock_option.yaml", "textbook/three_students.yaml",
        "textbook/waiting_line.yaml",
    }  # fmt: skip
    assert {name for name, count in left.items() if count > 2} == judged_or_spread


def test_the_questions_say_what_is_missing_in_what_unit_and_where_the_source_speaks_of_it() -> None:
    names = ["p_object", "leak_damage", "allies.chance.2", "composition", "drama", "way_out.weight", "drama.scores.1"]
    made = dm.exercise(dm.read(BERLIN), names)
    text = " ".join(line.strip().removeprefix("# ") for line in made.handout.split("\n"))
    source = "See memo S11 (Memorandum from Secretary of State Rusk to President Kennedy)."
    asked = (
        "Chance that allies object to a bilateral in Berlin. It counts in ‘Chance of Allies object, rule 1’ and "
        f"‘Chance of Allies object, rule 2’. {source}",
        "A rule for the chances of ‘The allies’ is missing. It is for all other cases. It gives chances, from 0 to 1, "
        f"to accept and object. {source}",
        "A whole decision is missing here: ‘Who meets Khrushchev’. Call it composition. Its options are called "
        "no_meeting, four_power and bilateral. It depends on access.",
    )
    assert [question for question in asked if question not in text] == []
    assert "A score, of which 0 is the worst and 100 the best. Its score depends on site. See memo S10" in text
    assert "Weight of A way out of the crisis. Points of weight, which count relative to those beside it." in text
    assert len(made.answers) == 6, "the rule within the consideration goes with it"


def test_nothing_gives_the_numbers_away() -> None:
    made = dm.exercise(dm.read(BERLIN), "p_object")
    assert "[0.4, 0.9]" not in made.handout
    assert "[0.4, 0.9]" in made.solution


def test_the_same_seed_gives_the_same_exercise_and_another_another() -> None:
    model = dm.read(BERLIN)
    first, again, other = (dm.exercise(model, "numbers", seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first.handout != other.handout


def test_numbers_with_a_source_are_drawn_first() -> None:
    model = dm.read(BERLIN)
    made = dm.exercise(model, "numbers", count=5)
    assert all(model.numbers[task.name].cite for task in made.rubric.tasks)


@pytest.mark.parametrize(
    ("take", "said"),
    [
        ("p_objct", "Did you mean 'p_object'?"),
        ("step:p_object", "there is no step 'p_object' to ask for."),
        ("zero count", "0 is no number of things to take."),
    ],
)
def test_what_there_is_not_is_refused(take: str, said: str) -> None:
    with pytest.raises(ModelError, match=said.replace("?", r"\?")):
        dm.exercise(dm.read(BERLIN), take, count=0 if take == "zero count" else 5)


def test_what_follows_from_a_judgement_cannot_be_taken_out() -> None:
    model = dm.read(ROOT / "scenarios" / "textbook" / "choosing_a_leader.yaml")
    name = next(address for address, each in model.numbers.items() if each.kind == "weight")
    with pytest.raises(ModelError, match="does not stand in the file"):
        dm.exercise(model, name)


@pytest.mark.parametrize(("typed", "meant"), [
    ("nubmers", "numbers"), ("rule", "rules"), ("Steps", "steps"), ("consideratoins", "considerations"),
    ("p_oli", "p_oil"),
])  # fmt: skip
def test_a_misspelt_kind_or_name_is_told_the_nearest(typed: str, meant: str) -> None:
    model = dm.read(ROOT / "scenarios" / "textbook" / "goferbroke.yaml")
    with pytest.raises(ModelError, match=f"Did you mean '{meant}'"):
        dm.exercise(model, typed)
