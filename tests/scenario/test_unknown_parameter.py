"""A name that is no parameter, in a number that states a range or a spread: one message with its line, wherever."""

from __future__ import annotations

from itertools import product

import pytest

from decision_model.errors import ScenarioError
from decision_model.scenario import parse

NUMBERS = {
    "parameter": "0.5", "chance": "0.5", "weight": "1", "score": "20", "start": "50", "by": "5", "strength": "0.1",
    "tolerance": "40", "perspective": "2", "what_if": "0.4",
}  # fmt: skip

TEXT = """decision_model: 1
title: Numbers everywhere
combine: choquet
parameters:
  p: {parameter}
sequence:
  - {{decide: d, options: {{a: A, b: B}}}}
  - event: e
    outcomes: {{x: X, y: Y}}
    chance: {{x: {chance}, y: rest}}
considerations:
  - {{name: c, weight: {weight}, scores: [{{when: {{d: a, e: x}}, then: {score}}}, {{otherwise: 30}}]}}
  - {{name: f, scores: {{start: {start}, adjust: [{{when: {{d: a}}, by: {by}}}]}}}}
interactions:
  - {{between: [c, f], strength: {strength}}}
risk_tolerance: {tolerance}
perspectives:
  q: {{label: Q, weights: {{c: {perspective}}}}}
what_ifs:
  w: {{label: W, parameters: {{p: {what_if}}}}}
"""
WRITTEN = (
    "{{value: {}, range: [0, 1]}}",
    "{{value: {} / 2 + 1, range: [0.1, 0.9]}}",
    "{{value: {}, distribution: {{uniform: {{low: 0, high: 1}}}}}}",
    "{}",
)


def written(**changed: str) -> str:
    return TEXT.format(**{**NUMBERS, **changed})


def problems(text: str) -> list[str]:
    with pytest.raises(ScenarioError) as error:
        parse(text)
    assert all(problem.location for problem in error.value.problems)
    return [f"{problem.location.line} {problem.message}" for problem in error.value.problems if problem.location]


def test_the_file_itself_is_right() -> None:
    assert parse(written()).title == "Numbers everywhere"


@pytest.mark.parametrize(("place", "form"), [*product(NUMBERS, WRITTEN)])
def test_a_misspelt_parameter_is_told_at_its_line(place: str, form: str) -> None:
    text = written(**{place: form.format("p_objct")})
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "p_objct" in line)
    assert problems(text) == [f"{line} 'p_objct' is neither a number nor a parameter."]


@pytest.mark.parametrize("place", [*NUMBERS])
def test_rest_with_a_range_is_told_with_how_to_write_it(place: str) -> None:
    with pytest.raises(ScenarioError, match="'rest' is neither a number nor a parameter") as error:
        parse(written(**{place: "{value: rest, range: [0, 1]}"}))
    assert "by itself" in str(error.value)


@pytest.mark.parametrize(("place", "form"), [*product(NUMBERS, WRITTEN)])
def test_no_other_problem_of_the_file_is_hidden(place: str, form: str) -> None:
    text = written(**{place: form.format("p_objct")}).replace("title: Numbers", "titel: Numbers")
    title, parameter = problems(text)
    assert title == "2 'titel' is not a key here."
    assert parameter.endswith("'p_objct' is neither a number nor a parameter.")


@pytest.mark.parametrize("place", [place for place in NUMBERS if place != "parameter"])
def test_two_parameters_in_a_circle_are_told_beside_a_range(place: str) -> None:
    text = written(**{"parameter": "q\n  q: p", place: "{value: q, range: [0, 1]}"})
    assert any("circle" in problem for problem in problems(text))
