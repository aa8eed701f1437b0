"""Mistakes planted: the file reads well, its answer is another, and mending it earns all points."""

from __future__ import annotations

import pytest

import decision_model as dm
from decision_model.courses.grading import grade_papers
from decision_model.courses.mistakes import MISTAKES
from decision_model.errors import ModelError
from tests.courses.papers import NAMES, ROOT, SCENARIOS
from tests.profiles import crossed

TEXTBOOK = ROOT / "scenarios" / "textbook"
NOTHING_TO_GET_WRONG = {"textbook/oil_prospect.yaml", "textbook/share_or_bank.yaml", "textbook/waiting_line.yaml"}


def summary(model: dm.DecisionModel) -> tuple[float, list[object]]:
    """What a model answers: its best total and its best plan."""
    solution = dm.solve(model)
    return float(solution.total), [(each.decision, each.history, each.options) for each in solution.taken]


@pytest.mark.parametrize(("place", "mistake"), crossed(range(len(SCENARIOS)), MISTAKES, 4))
def test_it_reads_well_and_its_answer_is_another(place: int, mistake: str) -> None:
    model = dm.read(SCENARIOS[place])
    try:
        made = dm.exercise(model, mistake=mistake)
    except ModelError:
        return  # no such mistake changes its answer
    (total, plan), (wrong_total, wrong_plan) = summary(model), summary(dm.parse(made.handout))
    assert wrong_plan != plan or abs(wrong_total - total) > 1e-3 * abs(wrong_total)
    unmended, mended = grade_papers(
        model, {"a": made.handout.encode(), "b": made.solution.encode()}, made.rubric
    ).papers
    assert unmended.points == 0
    assert "left as it was, which counts once something" in unmended.marks[1].feedback
    assert mended.points == made.rubric.total == 5


def test_hardly_a_scenario_is_without_one() -> None:
    without = set()
    for path, name in zip(SCENARIOS, NAMES, strict=True):
        try:
            dm.exercise(dm.read(path), mistake="any")
        except ModelError:
            without.add(name)
    assert without == NOTHING_TO_GET_WRONG


def test_forgetting_the_evidence_gives_the_prior() -> None:
    """Goferbroke (Hillier and Lieberman): without what the survey says of the oil, its chance stays at 0.25."""
    made = dm.exercise(dm.read(TEXTBOOK / "goferbroke.yaml"), mistake="prior-for-posterior")
    wrong = dm.parse(made.handout)
    chances = wrong.steps["soundings"].chance.rules  # type: ignore[union-attr]
    assert [rule.then.numbers["favourable"].at({}) for rule in chances] == [pytest.approx(0.25 * 0.6 + 0.75 * 0.2)]
    assert float(dm.solve(wrong).total) == pytest.approx(100), "a survey that tells nothing is not worth its price"


def test_mending_and_breaking_something_else_loses_the_point_for_the_rest() -> None:
    model = dm.read(TEXTBOOK / "goferbroke.yaml")
    made = dm.exercise(model, mistake="wrong-sign")
    changed = made.solution.replace("value: 700", "value: 800")
    (paper,) = grade_papers(model, {"a": changed.encode()}, made.rubric).papers
    assert [mark.points for mark in paper.marks] == [4, 0]
    assert "changed besides: " in paper.marks[1].feedback


def test_a_mistake_that_there_is_not_is_refused() -> None:
    with pytest.raises(ModelError, match="'wrong-sing' is no mistake that can be planted"):
        dm.exercise(dm.read(TEXTBOOK / "goferbroke.yaml"), mistake="wrong-sing")
