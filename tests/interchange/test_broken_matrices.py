"""Broken and hostile files of the formats that hold value models: refused or read, never a crash, quickly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import decision_model as dm
from decision_model.errors import ScenarioError
from decision_model.interchange.draft import ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import ExportChoices, writer
from tests.interchange.files_by_hand import files
from tests.interchange.mutants import assert_endured, mutants
from tests.interchange.test_tables_read import workbook

COUNT = 300
UMBRELLA = Path(__file__).parents[2] / "scenarios" / "textbook" / "umbrella.yaml"
BY_HAND = [path for folder in ("ahp", "dmsy", "xmcda", "csv") for path in files(folder)]
SAID = ImportChoices(lower=("price", "g1"), higher=("comfort", "g2"))

pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize("path", BY_HAND, ids=lambda path: path.name)
def test_broken_copies(path: Path) -> None:
    choices = {"across.csv": ImportChoices(lower=("price",), higher=("comfort",))}.get(path.name, ImportChoices())
    outcomes = {
        assert_endured(path.name, data, choices=choices)
        for data in mutants(path.read_bytes(), COUNT // len(BY_HAND) * 3)
    }
    assert False in outcomes


def test_broken_copies_of_one_of_several_files() -> None:
    masses, table = (next(path for path in BY_HAND if path.name == name) for name in ("masses.xml", "table.xml"))
    beside = (ForeignFile(table.name, table.read_bytes()),)
    outcomes = {assert_endured(masses.name, data, beside=beside) for data in mutants(masses.read_bytes(), COUNT // 3)}
    assert outcomes == {True, False}


def test_broken_copies_of_workbooks() -> None:
    table = workbook(["Car", "Price (min)", "Use (max)"], ["weight", 3, 2], ["A", 10, 5], ["B", 20, 9])
    own = writer("xlsx").write(dm.read(UMBRELLA), ExportChoices()).content
    for data in (table, own):
        assert False in {assert_endured("a.xlsx", broken) for broken in mutants(data, COUNT // 3)}


def test_broken_copies_of_json() -> None:
    data = writer("json").write(dm.read(UMBRELLA), ExportChoices()).content
    assert {assert_endured("a.json", broken) for broken in mutants(data, COUNT)} == {True, False}


def _with(key: str, value: str) -> str:
    data: dict[str, Any] = json.loads(writer("json").write(dm.read(UMBRELLA), ExportChoices()).content)
    data[key] = "PUT"
    return json.dumps(data).replace('"PUT"', value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (_with("title", "NaN"), "NaN, which is no number"),
        (_with("title", "-Infinity"), "-Infinity, which is no number"),
        (_with("unit", "1e999"), "too large"),
        (_with("unit", "9" * 5000), "too large"),
        (_with("unit", "[" * 60 + "]" * 60), "inside one another"),
        (_with("unit", "[" * 100_000 + "]" * 100_000), "nested too deep"),
        (_with("unit", "[" + "0," * 60_000 + "0]"), "more than 50,000 parts"),
        (_with("unit", '"\\ud800"'), "half a letter"),
        (_with("unit", '{"a": 1, "a": 2}'), "'a' stands twice"),
        ('{"decision_model": 1}', "title"),
        ('{"decision_model": 1, "title": null, "sequence": {}, "considerations": [[]]}', "title"),
    ],
    ids=["nan", "infinity", "huge", "long", "deep", "very deep", "many", "surrogate", "twice", "empty", "wrong kinds"],
)
def test_hostile_json_is_refused(text: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        dm_load(text)


def dm_load(text: str) -> None:
    """Import a text as JSON."""
    from decision_model.interchange.imported import import_files

    import_files((ForeignFile("a.json", text.encode()),), ImportChoices())


def test_mistakes_in_json_are_told_at_its_lines() -> None:
    text = writer("json").write(dm.read(UMBRELLA), ExportChoices()).content.decode()
    name = dm.read(UMBRELLA).considerations[0].name
    broken = text.replace(f'"name": "{name}"', f'"name": "{name}", "wieght": 3')
    line = next(number for number, row in enumerate(broken.split("\n"), 1) if "wieght" in row)
    with pytest.raises(ScenarioError) as caught:
        dm_load(broken)
    location = caught.value.problems[0].location
    assert location is not None
    assert location.line == line
