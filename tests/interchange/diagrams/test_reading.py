"""What the readers make of single parts of files, and what they say of mistakes, at their lines."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.errors import ScenarioError
from decision_model.interchange.draft import ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.imported import Imported, import_files

FILES = Path(__file__).parents[1] / "files"


def changed(name: str, *pairs: tuple[str, str], goal: str = "") -> Imported:
    """A file of ours, imported with some of its text exchanged."""
    data = (FILES / name).read_bytes().replace(b"\r\n", b"\n")
    for old, new in pairs:
        assert old.encode() in data, old
        data = data.replace(old.encode(), new.encode(), 1)
    return import_files([ForeignFile(name, data)], ImportChoices(goal=goal))  # type: ignore[arg-type]


MISTAKES = [
    ("xdsl/dike.xdsl", "0.5 0.3 0.2", "0.5 0.7 0.2", "chances of 'The winter' add up to 1.4", "0.5 0.7"),
    ("xdsl/dike.xdsl", "0.4 0.6", "0.4 0.5", "add up to 0.9 where Weather is Wet", "0.4 0.5"),
    ("xdsl/dike.xdsl", "0.4 0.6", "0.4", "table of 'Report' has 5 numbers and needs 6", "0.9 0.1"),
    ("xdsl/dike.xdsl", "0.4 0.6", "0.4 x0.6", "'x0.6' in the table of 'Report' is no number", "0.9 0.1"),
    ("xdsl/dike.xdsl", "0.4 0.6", "1.4 -0.4", "of 'Report' is not between 0 and 1 where Weather is Wet", "0.9 0.1"),
    ("xdsl/dike.xdsl", "<parents>Weather</parents>", "<parents>Wether</parents>", "Did you mean 'Weather'", "0.9 0.1"),
    ("xdsl/dike.xdsl", '<state id="Wet" />', '<state id="Dry" />', "two states called 'Dry'", 'cpt id="Weather"'),
    ("xdsl/dike.xdsl", "<weights>1 -1</weights>", "<weights>1</weights>", "1 weights for 2", 'mau id="Total"'),
    ("xdsl/dike.xdsl", "<weights>1 -1</weights>", "<expression>Damage</expression>", "by a formula", 'mau id="Total"'),
    ("xdsl/dike.xdsl", "<nodes>", '<nodes><noisymax id="Why" />', "'Why' is a noisy MAX", "noisymax"),
    ("xdsl/dike.xdsl", "<nodes>", "<dynamic /><nodes>", "temporal model", "<smile"),
    ("xdsl/dike.xdsl", "<parents>Report</parents>", "<parents>Damage</parents>", "no states", 'decision id="Dike"'),
    ("bifxml/dike.xml", "50 30 20", "50 30 30", "chances of 'Weather' add up to 110", "50 30 30"),
    ("bifxml/dike.xml", 'TYPE="utility"', 'TYPE="usefulness"', "no variable of the type 'usefulness'", "usefulness"),
    ("bifxml/dike.xml", "<FOR>Cost</FOR>", "<FOR>Damage</FOR>", "'Damage' is defined twice", "0 -15 -60"),
    ("bifxml/dike.xml", "<TABLE>0 -15 -60</TABLE>", "", "'Cost' has no table", "<NAME>Cost"),
    ("bifxml/dike.xml", "<GIVEN>Report</GIVEN>", "<GIVEN>Dike</GIVEN>", "circle: Dike -> Dike", "<NAME>Dike"),
    ("pgmx/dike.pgmx", 'type="InfluenceDiagram"', 'type="POMDP"', r"temporal model \(POMDP\)", "POMDP"),
    ("pgmx/dike.pgmx", 'type="InfluenceDiagram"', 'type="BayesianNetwork"', "events alone", "BayesianNetwork"),
    ("pgmx/dike.pgmx", 'type="InfluenceDiagram"', 'type="Other"', "of the type 'Other' is not read", "Other"),
    ("pgmx/dike.pgmx", 'type="Tree/ADD"', 'type="ICIModel"', "of the kind 'ICIModel', which is not read", "ICIModel"),
    ("pgmx/dike.pgmx", 'type="Sum"', 'type="Product"', "'Total' multiplies utilities", "Product"),
    ("pgmx/dike.pgmx", '"Storm" /></States>\n            <', '"Dry" /></States><', "no branch", "Tree/ADD"),
    ("pgmx/dike.pgmx", '<State name="Good" /><State name="Bad" />', "", "event without states", 'name="Report" type'),
    ("pgmx/dike.pgmx", 'Value="-1"', 'Value="?"', "'?' in the table of 'money'", "<Scales>"),
    ("netica/dike.dne", "(0.5, 0.3, 0.2)", "(0.5, , 0.2)", "'' in the table of 'Weather' is no number", "(0.5, ,"),
    ("netica/dike.dne", "(#0, #1, #2)", "(#0, #1, #3)", "'#3' is no state of 'Level'", "#3"),
    ("netica/dike.dne", "kind = UTILITY", "kind = VIEW", "of the kind 'VIEW', which is not read", "node Damage"),
    ("netica/dike.dne", "probs = /* by level */", "equation = ", "has an equation", "equation"),
    ("netica/dike.dne", '"No dike"', '"No dike', "text begins here that never ends", '"The dike"'),
    ("netica/dike.dne", "parents = (Report);", "parents = (Report)", "named by 'Dike', is no node", "node Dike"),
    ("hugin/dike.net", "(0.4 0.6)", "(0.4 0.7)", "add up to 1.1 where Weather is Wet", "data = ((0.9 0.1)"),
    ("hugin/dike.net", "discrete node", "continuous node", "'Report' is a continuous node", "continuous"),
    ("hugin/dike.net", "data = (0.5", "model_data = (0.5", "no data, or a formula", "potential (Weather)"),
    ("hugin/dike.net", "potential (Cost | Dike)", "potential (Cost Dike)", "about several nodes", "potential (Cost"),
    ("hugin/dike.net", "utility Cost\n{\n}", "utility Cost\n{", "'utility Cost' is not closed", "utility Cost"),
    ("elvira/dike.elv", "(# 0.3 0.2 )", "(# # 0.2 )", "two chances are what is left", "(# #"),
    ("elvira/dike.elv", "= potential;", "= constraint;", "constraint in logic", "relation Report"),
    ("elvira/dike.elv", "table (0 -15 -60 )", "function Sum(Damage)", "values of 'Cost' are no table", "relation Cost"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "message", "where"), MISTAKES, ids=lambda each: str(each)[:30])
def test_mistakes_are_told_at_their_line(name: str, old: str, new: str, message: str, where: str) -> None:
    with pytest.raises(ScenarioError, match=message if "\\" in message else re.escape(message)) as caught:
        changed(name, (old, new))
    locations = [problem.location for problem in caught.value.problems if problem.location is not None]
    assert locations
    assert all(location.file == name and where in location.text for location in locations)
    assert all(problem.remedy for problem in caught.value.problems if problem.code != "not-closed")


def test_every_row_that_does_not_add_up_is_told() -> None:
    with pytest.raises(ScenarioError) as caught:
        changed("xdsl/dike.xdsl", ("0.5 0.3 0.2", "0.5 0.3 0.3"), ("0.9 0.1 0.4 0.6", "0.9 0.2 0.4 0.7"))
    assert len(caught.value.problems) == 3


def test_names_labels_and_comments_of_genie_are_kept() -> None:
    model = changed("xdsl/dike.xdsl").model
    weather = model.steps["weather"]
    assert (weather.label, weather.note) == ("The winter", "Sturm heißt es hier.")
    assert model.note == "What a village may lose."
    assert model.steps["dike"].state_names == ("no_dike", "low", "high")


def test_a_certain_node_of_genie_is_an_event_without_chance() -> None:
    old = '<cpt id="Report">'
    chances = "<probabilities>0.9 0.1 0.4 0.6 0.2 0.8</probabilities>\n\t\t</cpt>"
    certain = "<resultingstates>Good Bad Bad</resultingstates>\n\t\t</deterministic>"
    model = changed("xdsl/dike.xdsl", (old, '<deterministic id="Report">'), (chances, certain)).model
    without, low, high = -0.3 * 50 - 0.2 * 200, -0.3 * 10 - 0.2 * 120 - 7.5, -0.2 * 20 - 30
    assert solve(model).expected_total == pytest.approx(max(without, low, high))


def test_weights_become_parameters() -> None:
    model = changed("xdsl/dike.xdsl", ("<weights>1 -1</weights>", "<weights>2 -0.5</weights>")).model
    assert sorted(model.parameters) == ["worth_of_damage", "worth_of_price"]
    assert solve(model.varied(choose={"dike": "low"})).expected_total == pytest.approx(2 * -27 - 7.5)


def test_costs_alone_are_written_as_costs() -> None:
    imported = changed("xdsl/dike.xdsl", ("<weights>1 -1</weights>", "<weights>-1 -1</weights>"))
    assert imported.model.better == "lower"
    kept = changed("xdsl/dike.xdsl", ("<weights>1 -1</weights>", "<weights>-1 -1</weights>"), goal="highest")
    assert kept.model.better == "higher"
    assert solve(kept.model).expected_total == pytest.approx(-solve(imported.model).expected_total)


def test_thirds_that_miss_one_leave_the_rest_to_the_last() -> None:
    imported = changed("bifxml/dike.xml", ("50 30 20", "0.333333 0.333333 0.333333"))
    assert "chances of 'Weather' miss 1 by up to 0.000001" in imported.remarks[1].message
    event = next(step for step in imported.model.events if step.name == "weather")
    assert event.chance.rules[0].then.rest == "storm"


def test_impossible_rows_of_netica_are_cases_that_do_not_arise() -> None:
    imported = changed("netica/dike.dne", ("(0.9, 0.1)", "(@imposs)"))
    assert "only_if: {level: [n_2_to_4, n_4_to_9]}" in imported.text
    assert any("rows of zeros" in remark.message for remark in imported.remarks)


def test_labels_of_states_in_netica_are_kept() -> None:
    model = changed("netica/dike.dne").model
    assert [option.label for option in model.decisions[0].options] == ["No dike", "A low dike", "A high dike"]
    assert model.note == 'It says "high" {not low}; // and more'


def best_well(some: float) -> float:
    """What the well of `well.pgmx` brings where there is water with this chance, by hand."""
    none = 1 - some
    untested = max(0, -50 * none + 100 * some, -90 * none + 140 * some)
    good = max(0, -50 * 0.1 * none + 100 * 0.8 * some, -90 * 0.1 * none + 140 * 0.8 * some)
    bad = max(0, -50 * 0.9 * none + 100 * 0.2 * some)
    return max(untested, good + bad - 5)


def test_a_network_reveals_what_decisions_show() -> None:
    imported = changed("pgmx/well.pgmx")
    assert solve(imported.model).expected_total == pytest.approx(0.5 * best_well(0.6) + 0.5 * best_well(0.2))
    assert [step.name for step in imported.model.sequence] == ["season", "test", "result", "drill", "water"]
    assert "deep: {label: deep, only_if: [{result: good}, {test: no}]}" in imported.text
    assert "only_if: {test: yes}" in imported.text


def test_a_result_that_is_there_but_not_seen_is_refused() -> None:
    rows = ("<Values>0 0 0.9 0.1 0 0 0.2 0.8</Values>", "<Values>0.5 0.5 0.9 0.1 0.5 0.5 0.2 0.8</Values>")
    with pytest.raises(ScenarioError, match="after 'no' at 'Test', 'Result' turns out but is not seen"):
        changed("pgmx/well.pgmx", rows)


def test_limited_memory_is_kept() -> None:
    model = changed("pgmx/dike.pgmx", ('type="InfluenceDiagram"', 'type="LIMID"')).model
    assert model.decisions[0].knows == ("report",)


def test_laws_become_distributions_where_the_row_can_make_room() -> None:
    imported = changed("pgmx/dike.pgmx")
    spreads = {name: each.number.distribution for name, each in imported.model.parameters.items()}
    assert {name: each and each.kind for name, each in spreads.items()} == {
        "calm": "beta",
        "alarm": "triangular",
        "worth_of_damage": None,
    }
    two = '<Value distribution="Beta" name="no calm">1 9</Value>'
    lost = changed("pgmx/dike.pgmx", ('<Value distribution="Complement">1</Value>', two))
    assert any("how 'calm' is spread is left out" in remark.message for remark in lost.remarks)
    odd = changed("pgmx/dike.pgmx", ('distribution="Triangular"', 'distribution="Gompertz"'))
    assert any("the language has no Gompertz distribution" in remark.message for remark in odd.remarks)


def test_a_cost_that_counts_as_a_gain_is_told() -> None:
    listed, used = '<Criterion name="money" unit', '<Criterion name="money" /></Variable>'
    pairs = [(each, each.replace("money", "cost")) for each in (listed, used)]
    imported = changed("pgmx/dike.pgmx", *pairs)
    assert any("'cost' counts as a gain" in remark.message for remark in imported.remarks)


def test_entities_are_refused_in_every_diagram_of_xml() -> None:
    for name in ("xdsl/dike.xdsl", "bifxml/dike.xml", "pgmx/dike.pgmx"):
        data = (FILES / name).read_bytes().replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
        with pytest.raises(ScenarioError, match="defines parts of its own"):
            import_files([ForeignFile(name, data)], ImportChoices())


def test_what_aispace_keeps_beside_names_is_no_label() -> None:
    label = "<PROPERTY>The dike</PROPERTY>"
    place = "<PROPERTY>position = (7, 5)</PROPERTY>"
    imported = changed(
        "bifxml/dike.xml", (label, place + label), ("<NAME>A dike", "<PROPERTY>detailed = Old</PROPERTY><NAME>A dike")
    )
    assert imported.model.decisions[0].label == "The dike"
    assert imported.model.note == "Old"


def test_what_is_too_much_for_the_last_chance_is_a_mistake() -> None:
    with pytest.raises(ScenarioError, match=r"chances of 'The winter' add up to 1\.005"):
        changed("xdsl/dike.xdsl", ("0.5 0.3 0.2", "0.5 0.503 0.002"))
