"""Diagrams that are written: what they keep, what is said to be lost, and what no diagram holds."""

from __future__ import annotations

from pathlib import Path

import pytest

import decision_model as dm
from decision_model.errors import ModelError
from decision_model.interchange.formats import ExportChoices, Exported, writer
from decision_model.model.considerations import consideration
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.steps import Option, decision, event
from decision_model.model.tables import condition
from tests.interchange.diagrams.test_round_trips import again, gain

SCENARIOS = Path(__file__).parents[3] / "scenarios"
BOTH = pytest.mark.parametrize("name", ["xdsl", "bifxml"])


def written(model: DecisionModel, name: str) -> Exported:
    return writer(name).write(model, ExportChoices())


def told(exported: Exported) -> str:
    return " / ".join(f"{remark.fate}: {remark.message}" for remark in exported.remarks)


def berlin() -> DecisionModel:
    return dm.read(SCENARIOS / "berlin_1961" / "options.yaml")


@BOTH
def test_what_tables_cannot_hold_is_told(name: str) -> None:
    report = told(written(berlin(), name))
    assert "lost: " in report
    assert "what-ifs" in report
    assert "claims: tables hold numbers alone" in report
    assert "labels of options and outcomes stand in comments" in report


@BOTH
def test_where_sources_went_and_what_became_of_groups_is_told(name: str) -> None:
    report = told(written(berlin(), name))
    assert "changed: sources, and what steps and considerations cite, stand in comments" in report
    assert "lost: notes and sources of" in report
    group = consideration("all", considerations=[consideration("near", 1), consideration("far", 2)])
    site = decision("site", {"berlin": "Berlin", "vienna": "Vienna"})
    grouped = decision_model("Groups", [site], [group, consideration("other", [({"site": "berlin"}, 5), (None, 1)])])
    assert "lost: groups of considerations: each has its share of the whole" in told(written(grouped, name))


def test_labels_notes_and_sources_stand_in_the_file_for_genie() -> None:
    model = dm.read(SCENARIOS / "textbook" / "oil_wildcatter.yaml")
    text = written(model, "xdsl").content.decode()
    assert "<name>Seismic test</name>" in text
    assert "yes: Test; no: Do not test" in text
    assert "H. Raiffa, Decision Analysis, Addison-Wesley, 1968" in text
    assert '<genie version="1.0" app="decision_model" name="The oil wildcatter">' in text


def test_weights_survive_for_genie_and_are_folded_in_for_others() -> None:
    model = berlin()
    assert "<weights>" in written(model, "xdsl").content.decode()
    assert "weights are multiplied into the tables" in told(written(model, "bifxml"))
    assert "weights" not in told(written(model, "xdsl"))


@BOTH
def test_what_does_not_arise_is_told(name: str) -> None:
    model = dm.read(SCENARIOS / "textbook" / "used_car_guarantee.yaml")
    exported = written(model, name)
    assert "'does_not_arise', or a node for what comes about: 'report'" in told(exported)
    assert b"does_not_arise" in exported.content


@BOTH
def test_options_that_are_not_on_offer_come_to_the_first_that_is(name: str) -> None:
    site = decision("site", {"berlin": "Berlin", "vienna": "Vienna"})
    talks = decision("talks", [Option("long"), Option("short", only_if=condition({"site": "vienna"}))])
    worth = consideration("worth", [({"talks": "short"}, 9), ({"site": "berlin"}, 5), (None, 1)])
    model = decision_model("Offers", [site, talks], [worth], combine="sum")
    assert gain(again(model, name)) == pytest.approx(9)
    forced = again(model, name).varied(choose={"site": "berlin", "talks": "short"})
    assert gain(forced) == pytest.approx(5)


def test_costs_are_weighed_below_zero() -> None:
    model = dm.read(SCENARIOS / "textbook" / "supplier_cost.yaml")
    assert "<weights>-1" in written(model, "xdsl").content.decode()
    assert again(model, "xdsl").better == "lower"
    assert "written below 0" in told(written(model, "bifxml"))


@BOTH
def test_a_table_that_is_too_large_is_refused_with_its_size(name: str) -> None:
    steps = [event(f"e{n}", [f"s{k}" for k in range(10)], {f"s{k}": 0.1 for k in range(10)}) for n in range(6)]
    cases = [({f"e{n}": "s1" for n in range(6)}, 1), (None, 0)]
    model = decision_model("Large", steps, [consideration("much", cases)], combine="sum")
    with pytest.raises(ModelError, match="table of 'much' would have 1,000,000 numbers, and at most 100,000"):
        written(model, name)


@BOTH
def test_forced_options_are_refused(name: str) -> None:
    model = berlin()
    first = model.decisions[0]
    with pytest.raises(ModelError, match="forced or withheld"):
        written(model.varied(choose={first.name: first.state_names[0]}), name)


@BOTH
def test_names_that_are_no_words_of_the_format_are_exchanged(name: str) -> None:
    step = decision("größe", {"übergroß": '<&> "--"', "1a": "Eins", "klein": "Klein"})
    worth = consideration("wert", [({"größe": "1a"}, 3), (None, 1)], label="Wert & -- <Preis>")
    model = decision_model("Größe -- <b>", [step], [worth], combine="sum")
    assert gain(again(model, name)) == pytest.approx(3)
    content = written(model, name).content.decode()
    assert '<state id="ubergross" />' in content or "<OUTCOME>ubergross</OUTCOME>" in content
    assert '<decision id="grosse">' in content or "<NAME>grosse</NAME>" in content


@BOTH
def test_a_state_that_is_called_like_absence_is_another(name: str) -> None:
    site = decision("site", ["berlin", "none"])
    talks = event(
        "talks", ["does_not_arise", "good"], {"good": 0.5, "does_not_arise": "rest"}, only_if={"site": "berlin"}
    )
    worth = consideration("worth", [({"talks": "does_not_arise"}, 8), ({"talks": "good"}, 4), (None, 1)])
    model = decision_model("Absence", [site, talks], [worth], combine="sum")
    assert gain(again(model, name)) == pytest.approx(6)


def test_weights_come_back_from_genie() -> None:
    model = berlin()
    back = again(model, "xdsl")
    assert (back.combine, model.combine) == ("weighted", "weighted")
    assert dict(back.weights) == pytest.approx(dict(model.weights))
    assert again(model, "bifxml").combine == "sum"
