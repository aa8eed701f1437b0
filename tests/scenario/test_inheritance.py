"""`extends`: node by node, key by key, and never outside the scenario's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_model.errors import ScenarioError
from decision_model.scenario import parse, read

BASE = (Path(__file__).parent / "mistakes" / "bases" / "where_to_meet.yaml").read_text("utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "base.yaml").write_text(BASE, "utf-8")
    return tmp_path


def variant(folder: Path, text: str, name: str = "variant.yaml"):  # type: ignore[no-untyped-def]
    (folder / name).write_text(f"decision_model: 1\nextends: base.yaml\n{text}", "utf-8")
    return read(folder / name)


def test_what_is_not_restated_stays(folder: Path) -> None:
    base, model = read(folder / "base.yaml"), variant(folder, "title: A variant")
    assert model.title == "A variant"
    assert model.copied(title=base.title, name=base.name) == base


def test_a_key_is_restated_and_the_other_keys_of_its_node_stay(folder: Path) -> None:
    model = variant(folder, "parameters: {p_object: {value: 0.5}}\nconsiderations: [{name: unity, weight: 5}]")
    number = model.parameters["p_object"].number
    assert (number.at({}), number.range) == (0.5, (0.4, 0.9))
    unity, morale = model.considerations
    assert (str(unity.weight), unity.label, str(morale.weight)) == ("5", "Allied unity", "20")


def test_how_an_event_is_cut_is_restated_alone_and_outcomes_give_way_where_they_are_dropped(folder: Path) -> None:
    spread = "distribution: {uniform: {low: 0, high: 10}}"
    cut = f"sequence: [{{event: allies, drop: [outcomes, chance], {spread}, discretise: pearson_tukey}}]"
    scores = "considerations: [{name: unity, scores: 10 * allies}]"
    values = [outcome.value for outcome in variant(folder, f"{cut}\n{scores}").events[0].outcomes]
    assert [value.at({}) for value in values if value is not None] == [0.5, 5, 9.5]
    (folder / "last.yaml").write_text(
        "decision_model: 1\nextends: variant.yaml\nsequence: [{event: allies, discretise: swanson}]", "utf-8"
    )
    values = [outcome.value for outcome in read(folder / "last.yaml").events[0].outcomes]
    assert [value.at({}) for value in values if value is not None] == [1, 5, 9]


def test_a_restated_key_replaces_all_that_stood_under_it(folder: Path) -> None:
    model = variant(
        folder, "sequence: [{decide: site, options: {berlin: Berlin, elsewhere: Elsewhere, vienna: Vienna}}]"
    )
    assert model.steps["site"].state_names == ("berlin", "elsewhere", "vienna")


def test_dropped_keys_are_not_taken_over_and_the_others_are(folder: Path) -> None:
    dropped = (
        "parameters: {p_object: {drop: [range], note: Ours}}\nconsiderations: [{name: unity, drop: [label, weight]}]"
    )
    model = variant(folder, dropped)
    number = model.parameters["p_object"].number
    assert (number.at({}), number.range, number.note) == (0.7, None, "Ours")
    unity, morale = model.considerations
    assert (unity.weight, unity.label, unity.scores) == (None, "", read(folder / "base.yaml").considerations[0].scores)
    assert str(morale.weight) == "20"


def test_keys_of_the_head_and_of_steps_can_be_dropped_down_a_chain_of_files(folder: Path) -> None:
    (folder / "base.yaml").write_text(f"{BASE}\nrisk_tolerance: 40\nnote: Old\n", "utf-8")
    model = variant(folder, "drop: [risk_tolerance]\nsequence: [{event: allies, drop: [label]}]", "middle.yaml")
    assert (model.risk_tolerance, model.note, model.steps["allies"].label) == (None, "Old", "")
    (folder / "last.yaml").write_text("decision_model: 1\nextends: middle.yaml\ndrop: [note]\n", "utf-8")
    last = read(folder / "last.yaml")
    assert (last.risk_tolerance, last.note, last.steps["allies"].label) == (None, "", "")


def test_weights_one_by_one_give_way_to_a_judgement(folder: Path) -> None:
    weights = "weights: {swing: {unity: 100, morale: 60}}"
    model = variant(
        folder, f"{weights}\nconsiderations: [{{name: unity, drop: [weight]}}, {{name: morale, drop: [weight]}}]"
    )
    assert model.weights == pytest.approx({"unity": 0.625, "morale": 0.375})


def test_a_plain_value_replaces_a_node(folder: Path) -> None:
    assert variant(folder, "parameters: {p_object: 0.2}").parameters["p_object"].number.range is None


def test_new_steps_follow_the_step_they_follow(folder: Path) -> None:
    new = "{event: weather, outcomes: {fair: Fair, foul: Foul}, chance: {fair: 0.5, foul: rest}}"
    assert [*variant(folder, f"sequence: [{{decide: site}}, {new}]").steps] == ["site", "weather", "allies"]
    assert [*variant(folder, f"sequence: [{new}, {{event: allies}}]").steps] == ["site", "weather", "allies"]
    assert [*variant(folder, f"sequence: [{new}]").steps] == ["site", "allies", "weather"]


def test_removed_nodes_are_gone_wherever_they_are_nested(folder: Path) -> None:
    group = "  - name: inner\n    considerations:\n      - {name: left, scores: 1}\n      - {name: right, scores: 2}\n"
    (folder / "base.yaml").write_text(BASE + group, "utf-8")
    model = variant(folder, "remove: [morale, right]")
    assert [each.name for each in model.walk()] == ["unity", "inner", "left"]


def test_a_nested_consideration_is_restated_in_its_place(folder: Path) -> None:
    group = "  - name: inner\n    considerations:\n      - {name: left, scores: 1}\n      - {name: right, scores: 2}\n"
    (folder / "base.yaml").write_text(BASE + group, "utf-8")
    model = variant(folder, "considerations: [{name: right, weight: 3}]")
    assert [(each.name, str(each.weight)) for each in model.considerations[2].considerations] == [
        ("left", "None"),
        ("right", "3"),
    ]


def test_claims_are_restated_by_their_words(folder: Path) -> None:
    claim = "\nclaims:\n  - claim: Berlin is best\n    expect: {best: {site: berlin}}\n"
    (folder / "base.yaml").write_text(BASE + claim, "utf-8")
    model = variant(
        folder, "claims: [{claim: Berlin is best, cite: memo S1}, {claim: Or not, expect: {best: {site: elsewhere}}}]"
    )
    assert [(each.text, len(each.cite), each.expect.about) for each in model.claims] == [
        ("Berlin is best", 1, {"site": "berlin"}),
        ("Or not", 0, {"site": "elsewhere"}),
    ]


def test_chains(folder: Path) -> None:
    variant(folder, "date: 1961-11\ntitle: The second", "second.yaml")
    (folder / "third.yaml").write_text("decision_model: 1\nextends: second.yaml\ntitle: The third\n", "utf-8")
    model = read(folder / "third.yaml")
    assert (model.title, model.date, len(model.sequence)) == ("The third", "1961-11", 2)


def test_chains_are_bounded(folder: Path) -> None:
    for number in range(20):
        (folder / f"{number}.yaml").write_text(f"decision_model: 1\nextends: {number + 1}.yaml\n", "utf-8")
    with pytest.raises(ScenarioError, match="more than 10 files extend one another"):
        read(folder / "0.yaml")


def test_a_file_in_a_folder_below_may_extend_its_neighbour_and_ours(folder: Path) -> None:
    (folder / "below").mkdir()
    (folder / "below" / "base.yaml").write_text("decision_model: 1\nextends: ../base.yaml\ndate: 1961\n", "utf-8")
    (folder / "top.yaml").write_text("decision_model: 1\nextends: below/base.yaml\n", "utf-8")
    assert read(folder / "top.yaml").date == "1961"


@pytest.mark.parametrize("link", ["file", "folder"])
def test_links_do_not_lead_out_of_the_folder(folder: Path, link: str) -> None:
    inside = folder / "inside"
    inside.mkdir()
    target = folder / "base.yaml" if link == "file" else folder
    (inside / "link").symlink_to(target, target_is_directory=link == "folder")
    name = "link" if link == "file" else "link/base.yaml"
    (inside / "top.yaml").write_text(f"decision_model: 1\nextends: {name}\n", "utf-8")
    with pytest.raises(ScenarioError, match="lies outside the scenario's folder"):
        read(inside / "top.yaml")


@pytest.mark.parametrize(
    "path", ["../secret.yaml", "a/../../secret.yaml", "/etc/hostname", "C:\\secret.yaml", "..\\secret.yaml"]
)
def test_paths_do_not_lead_out_of_the_folder(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.yaml").write_text("word: unspoken", "utf-8")
    (tmp_path / "inside" / "a").mkdir(parents=True)
    (tmp_path / "inside" / "top.yaml").write_text(f"decision_model: 1\nextends: {path}\n", "utf-8")
    with pytest.raises(ScenarioError) as error:
        read(tmp_path / "inside" / "top.yaml")
    assert "outside the scenario's folder" in str(error.value) or "beside this one" in str(error.value)
    assert "unspoken" not in str(error.value)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("x" * 5000, "this cannot be the name of a file|there is no file"),
        ("loop", "this cannot be the name of a file|there is no file"),
        ("notes", "'notes' is not a scenario"),
        (".", "there is no file '.'"),
    ],
)
def test_names_that_lead_nowhere(folder: Path, name: str, message: str) -> None:
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "notes").write_text("- a\n- list\n", "utf-8")
    (folder / "top.yaml").write_text(f"decision_model: 1\nextends: {name}\n", "utf-8")
    with pytest.raises(ScenarioError, match=message):
        read(folder / "top.yaml")


def test_a_text_has_no_folder() -> None:
    with pytest.raises(ScenarioError, match="only a scenario that is read from a file can extend another one"):
        parse(f"extends: base.yaml\n{BASE}")
