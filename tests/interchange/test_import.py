"""What every import has: bounds, plain refusals, a scenario that reads back, and places in the file itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import decision_model as dm
from decision_model.errors import ModelError, ScenarioError
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.names import UniqueNames, plain_name
from decision_model.interchange.xml_elements import xml_root

SCENARIO = Path(__file__).parents[2] / "scenarios" / "textbook" / "umbrella.yaml"


def test_json_holds_the_whole_scenario(tmp_path: Path) -> None:
    model = dm.read(SCENARIO)
    dm.export(model, tmp_path / "umbrella.json")
    assert dm.write(dm.load(tmp_path / "umbrella.json")) == dm.write(model)


def test_what_is_not_known_names_what_is_read(tmp_path: Path) -> None:
    (tmp_path / "poem.txt").write_text("Roses are red\n")
    with pytest.raises(ScenarioError, match="no file of a kind that is read"):
        dm.load(tmp_path / "poem.txt")


def test_cut_json_names_its_line(tmp_path: Path) -> None:
    model = dm.read(SCENARIO)
    dm.export(model, tmp_path / "umbrella.json")
    text = (tmp_path / "umbrella.json").read_text()
    (tmp_path / "cut.json").write_text(text[: len(text) // 2])
    with pytest.raises(ScenarioError) as caught:
        dm.load(tmp_path / "cut.json")
    location = caught.value.problems[0].location
    assert location is not None
    assert location.line == (tmp_path / "cut.json").read_text().count("\n") + 1


def test_problems_after_loading_name_the_imported_file(tmp_path: Path) -> None:
    dm.export(dm.read(SCENARIO), tmp_path / "umbrella.json")
    model = dm.load(tmp_path / "umbrella.json")
    with pytest.raises(ModelError, match=r"umbrella\.json"):
        dm.one_way(model, "nothing_of_this_name")


def test_too_large_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "huge.xdsl").open("wb") as stream:
        stream.truncate(30_000_000)
    with pytest.raises(ScenarioError, match="more than 20,000,000 bytes"):
        dm.load(tmp_path / "huge.xdsl")


@pytest.mark.parametrize(
    "text",
    [
        '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        '<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        "<a>" * 300 + "</a>" * 300,
        "<a><b></a>",
        '<?xml version="1.0" encoding="no-such"?><a/>',
        "",
    ],
    ids=["entity", "external", "deep", "not well formed", "encoding", "empty"],
)
def test_hostile_xml_is_refused(text: str) -> None:
    with pytest.raises(ScenarioError):
        xml_root(ForeignFile("a.xml", text.encode()))


def test_xml_elements_know_their_line() -> None:
    root = xml_root(ForeignFile("a.xml", b'<n:a xmlns:n="u">\n<b x="1"> t </b>\n</n:a>'))
    assert (root.tag, root.children[0].line, root.children[0].text, root.children[0].get("x")) == ("a", 2, "t", "1")


def test_names_are_words_used_once() -> None:
    names = UniqueNames()
    labels = ["Événement", "evenement", "1st test", "rest", "+-", "No"]
    given = [names.name(label) for label in labels]
    assert given == ["evenement", "evenement_2", "n_1st_test", "rest_", "step", "no_"]
    assert plain_name("P(small)") == "p_small"


def test_format_follows_the_ending_or_its_name(tmp_path: Path) -> None:
    model = dm.read(SCENARIO)
    with pytest.raises(ModelError, match="tells no format"):
        dm.export(model, tmp_path / "a.unknown")
    dm.export(model, tmp_path / "a.unknown", to="json")
    assert json.loads((tmp_path / "a.unknown").read_text())["title"] == model.title
