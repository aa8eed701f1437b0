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


TABLE = "option,-20,20,price\na,1,2,3\nb,2,1,4\n"


def test_files_of_several_problems_are_not_made_one(tmp_path: Path) -> None:
    """Else all but one of them would be lost without a word."""
    (tmp_path / "first.csv").write_text(TABLE)
    (tmp_path / "second.csv").write_text(TABLE)
    with pytest.raises(ScenarioError, match="2 files were named"):
        dm.load(tmp_path / "first.csv", tmp_path / "second.csv", higher=["-20", "20", "price"])
    dm.export(dm.read(SCENARIO), tmp_path / "umbrella.xdsl")
    with pytest.raises(ScenarioError, match="2 files were named"):
        dm.load(tmp_path / "umbrella.xdsl", tmp_path / "first.csv")


@pytest.mark.parametrize("content", [b"", b"\n \t\r\n", b"\0" * 100])
@pytest.mark.parametrize("ending", ["csv", "xdsl", "yaml", "xlsx", "json"])
def test_an_empty_file_is_called_empty(tmp_path: Path, content: bytes, ending: str) -> None:
    (tmp_path / f"file.{ending}").write_bytes(content)
    with pytest.raises(ScenarioError, match="this file is empty"):
        dm.load(tmp_path / f"file.{ending}")


def test_what_to_type_tells_criteria_of_one_name_apart(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(TABLE)
    with pytest.raises(ScenarioError, match="--higher -20,20,price"):
        dm.load(tmp_path / "table.csv")
    model = dm.load(tmp_path / "table.csv", higher=["-20", "price"], lower=["20"])
    scales = [leaf.scale for leaf in model.leaves]
    assert [(scale.worst < scale.best) for scale in scales if scale] == [True, False, True]


@pytest.mark.parametrize("value", [".inf", "-.inf", ".nan", "1e400", "9" * 400])
def test_a_payoff_that_is_no_number_is_called_so(tmp_path: Path, value: str) -> None:
    (tmp_path / "tree.yaml").write_text(f"name: t\ntype: decision\nA:\n  payoff: {value}\nB:\n  payoff: 2\n")
    with pytest.raises(ScenarioError, match=r"no number, or larger|larger than any number"):
        dm.load(tmp_path / "tree.yaml")


@pytest.mark.parametrize("arithmetic", ["1e400", "1e308*10", "1e400-1e400", "1e200"])
def test_an_r_function_beyond_all_numbers_is_refused(tmp_path: Path, arithmetic: str) -> None:
    text = (
        "Version: 2.0\nAlternatives: &alternatives\n  A:\n    x: 1\n  B:\n    x: 2\nGoal:\n  name: g\n  children:\n"
        "    C:\n      preferences:\n        scoreFunction: >\n          function(a) ARITHMETIC\n"
        "      children: *alternatives\n"
    )
    (tmp_path / "file.ahp").write_text(text.replace("ARITHMETIC", arithmetic))
    with pytest.raises(ScenarioError, match="R function"):
        dm.load(tmp_path / "file.ahp")


def test_a_game_of_too_many_words_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "game.efg").write_text('EFG 2 R "t" { "P" }\n' + 'p "" 1 1 "" { "a" "b" } 0\n' * 100_000)
    with pytest.raises(ScenarioError, match="more than 5,000 nodes"):
        dm.load(tmp_path / "game.efg")


def test_a_long_tag_is_cut_in_its_message(tmp_path: Path) -> None:
    (tmp_path / "tree.yaml").write_text(f"name: t\ntype: decision\nA:\n  payoff: {'!' * 10_000}\n")
    with pytest.raises(ScenarioError, match="YAML tag") as caught:
        dm.load(tmp_path / "tree.yaml")
    assert len(str(caught.value)) < 1000


def test_a_choice_that_would_change_nothing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(TABLE)
    with pytest.raises(ScenarioError, match=r"--goal says nothing about tables in CSV.* --lower and --higher"):
        dm.load(tmp_path / "table.csv", goal="lowest", higher=["-20", "20", "price"])
    dm.export(dm.read(SCENARIO), tmp_path / "umbrella.xdsl")
    with pytest.raises(ScenarioError, match="--lower and --sheet say nothing"):
        dm.load(tmp_path / "umbrella.xdsl", lower=["rain"], sheet="first")
    assert dm.load(tmp_path / "umbrella.xdsl", goal="lowest").better == "lower"


def test_a_scenario_is_loaded_as_it_is_and_not_imported(tmp_path: Path) -> None:
    assert dm.load(SCENARIO) == dm.read(SCENARIO)
    with pytest.raises(ScenarioError, match="a scenario already"):
        dm.import_file(SCENARIO)


def test_a_node_of_too_many_states_is_refused_at_once(tmp_path: Path) -> None:
    states = "".join(f'<state id="s{number}"/>' for number in range(50_000))
    (tmp_path / "wide.xdsl").write_text(
        f'<smile version="1.0" id="N"><nodes><decision id="D">{states}</decision>'
        f"<utility id='U'><parents>D</parents><utilities>{'1 ' * 50_000}</utilities></utility></nodes></smile>"
    )
    with pytest.raises(ScenarioError, match="more than 1,000 states"):
        dm.load(tmp_path / "wide.xdsl")


@pytest.mark.parametrize("payoff", ['{"a": 1}', "[1, 2]", "true"])
def test_a_payoff_that_is_no_number_is_not_taken_for_nothing(tmp_path: Path, payoff: str) -> None:
    end = '{"type": "terminal", "name": "", "childEdges": []}'
    edges = ", ".join(f'{{"name": "e", "payoff": [{each}], "childNode": {end}}}' for each in (payoff, "2"))
    tree = f'{{"type": "decision", "name": "d", "childEdges": [{edges}]}}'
    (tmp_path / "tree.json").write_text(f'{{"SilverDecisions": "1.1.0", "data": {{"trees": [{tree}]}}}}')
    with pytest.raises(ScenarioError, match="is no number"):
        dm.load(tmp_path / "tree.json")


def test_a_function_that_would_compare_a_crowd_in_pairs_is_refused(tmp_path: Path) -> None:
    crowd = "".join(f"  A{number}:\n    x: {number + 1}\n" for number in range(1_000))
    text = (
        f"Version: 2.0\nAlternatives: &alternatives\n{crowd}Goal:\n  name: g\n  children:\n    C:\n"
        "      preferences:\n        pairwiseFunction: >\n          function(a, b) a$x / b$x\n"
        "      children: *alternatives\n"
    )
    (tmp_path / "crowd.ahp").write_text(text)
    with pytest.raises(ScenarioError, match="compare 1,000 things in pairs"):
        dm.load(tmp_path / "crowd.ahp")
