"""The JSON Schema that editors use agrees with what the reader accepts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from decision_model.scenario import schema
from decision_model.scenario.loader import load

ROOT = Path(__file__).parents[2]
MISTAKES = Path(__file__).parent / "mistakes"
SCENARIOS = sorted((ROOT / "scenarios").glob("*/*.yaml"))
VALIDATOR = Draft7Validator(schema())


def errors(path: Path) -> list[str]:
    data = load(path.read_text("utf-8"), path.name)[0].plain()
    return [f"{list(error.absolute_path)}: {error.message}" for error in VALIDATOR.iter_errors(data)]


def test_it_is_a_json_schema() -> None:
    assert [error.message for error in Draft7Validator(Draft7Validator.META_SCHEMA).iter_errors(schema())] == []


def test_there_are_scenarios() -> None:
    assert SCENARIOS


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenarios_satisfy_it(path: Path) -> None:
    assert errors(path) == []


@pytest.mark.parametrize("name", ["extends_order", "extends_problem_in_base", "extends_removed_and_used"])
def test_scenarios_that_extend_another_may_say_less(name: str) -> None:
    assert errors(MISTAKES / f"{name}.yaml") == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("key_misspelt", "'lable'"),
        ("key_misspelt_at_top", "'consideration'"),
        ("key_wrong_choice", "'average' is not one of"),
        ("key_version", "1 was expected"),
        ("parameter_basis", "'guess'"),
        ("number_is_a_list", "[20, 30]"),
        ("key_option_list", "['berlin', 'elsewhere']"),
    ],
)
def test_editors_see_the_mistakes_of_form(name: str, message: str) -> None:
    assert any(message in error for error in errors(MISTAKES / f"{name}.yaml"))


CHANCES = "sequence: [{{event: sky, chance: {chance}}}]"
SCORES = "considerations: [{{name: fun, scores: {scores}}}]"
FORMS = [
    ("sequence: [{event: sky, discretise: swanson}]", True),
    ("sequence: [{event: sky, distribution: {normal: {mean: 1, sd: 2}}}]", True),
    ("sequence: [{event: sky, note: As it was}]", True),
    ("sequence: [{event: sky, discretise: swansong}]", False),
    ("sequence: [{event: sky, discretise: {bracket_means: 500}}]", False),
    ("sequence: [{event: sky, discretise: {bracket_means: 5, moments: 3}}]", False),
    (CHANCES.format(chance="{rows: way, table: {walk: {rain: 0.3, sun: rest}, ride: rain}}"), True),
    (CHANCES.format(chance="{rows: [way, day], table: {walk: {may: rain, june: {rain: 1}}}}"), True),
    (CHANCES.format(chance="{rows: [way, day], table: {walk: {may: rain, june: sun}}}"), True),
    (CHANCES.format(chance="{rows: [way, day], table: {walk: rain}}"), False),
    (CHANCES.format(chance="{rows: way, columns: day, table: {walk: rain}}"), False),
    (SCORES.format(scores="{rows: way, table: {walk: 1, ride: {value: 2, range: [1, 3]}}}"), True),
    (SCORES.format(scores="{rows: way, columns: sky, table: {walk: {rain: 1, sun: p / 2}}, otherwise: 3}"), True),
    (SCORES.format(scores="{rows: [way, day], columns: sky, table: {walk: {may: {rain: 1}}}, cite: a b}"), True),
    (SCORES.format(scores="{rows: way, columns: sky, table: {walk: 1}}"), False),
    (SCORES.format(scores="{rows: way, columns: sky, table: {walk: {rain: {sun: 1}}}}"), False),
    ("sequence: [{decide: way, options: {walk: {value: 3}, ride: {value: {value: p, range: [1, 2]}}}}]", True),
]


@pytest.mark.parametrize(("text", "is_right"), FORMS)
def test_editors_know_the_forms_of_tables_and_events(text: str, is_right: bool) -> None:
    data = load(f"decision_model: 1\nextends: base.yaml\n{text}", "form.yaml")[0].plain()
    assert VALIDATOR.is_valid(data) == is_right


def test_every_part_is_described() -> None:
    """Editors show a description for each kind of mapping and for every key of the top level."""
    made = schema()
    bare = [name for name, part in made["definitions"].items() if not part.get("description")]
    assert bare == []
    own = {"title", "question", "decision_maker", "date", "note", "better"}
    assert {key for key, part in made["properties"].items() if "description" not in part} <= own


def test_no_key_may_be_left_empty_unless_it_is_a_text() -> None:
    def nulls(part: Any, path: str = "") -> list[str]:
        if isinstance(part, list):
            return [found for each in part for found in nulls(each, path)]
        if not isinstance(part, dict):
            return []
        here = [path] if part.get("type") == "null" else []
        return here + [found for key, each in part.items() for found in nulls(each, f"{path}/{key}")]

    assert nulls(schema()) == []
