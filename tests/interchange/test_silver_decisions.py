"""Decision trees of SilverDecisions, old and new, with one payoff or two."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest

import decision_model as dm
from decision_model.errors import ScenarioError
from decision_model.interchange.draft import ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.imported import Imported, import_files
from decision_model.model.decision_model import DecisionModel
from tests.interchange.corpus import corpus_file
from tests.interchange.mutants import assert_endured, mutants
from tests.profiles import examples

FERRY = Path(__file__).parent / "files" / "silverdecisions" / "ferry.json"
READABLE = {
    "fliptest_pass": 12,
    "mcdm": 7,
    "mcdm2": 7,
    "mcdm3": 7,
    "payoffrules_pass_old": 7,
    "policies": 6,
    "policies2": 6,
    "rockefellerWithParamsNoRandom": 6,
    "treatments": 7,
}
"""Trees of the corpus and how many results each stores that we can work out."""


def read(text: str) -> Imported:
    return import_files([ForeignFile("tree.json", text.encode())], ImportChoices())


def changed(**values: Any) -> Imported:
    return read(json.dumps({**json.loads(FERRY.read_text()), **values}))


def test_scopes_fractions_and_what_is_left() -> None:
    imported = dm.import_file(FERRY)
    model = imported.model
    assert model.better == "lower"
    assert dm.solve(model).total == pytest.approx(2.625)
    assert {name: str(parameter.number) for name, parameter in model.parameters.items()} == {
        "storm": "0.25",
        "wait": "2.5",
        "late": "wait * 2",
        "late_2": "1",
    }
    assert model.parameters["storm"].number.range == (0.1, 0.6)
    assert model.parameters["wait"].number.range == (1, 9)
    assert model.note == "Which way to the island?"
    assert [outcome.label for outcome in model.sequence[-1].states] == ["Jam", "Free"]
    assert all(comparison.agrees for comparison in imported.comparisons)
    assert len(imported.comparisons) == 4


def test_results_that_are_stale_are_told() -> None:
    data = json.loads(FERRY.read_text())
    data["data"]["trees"][0]["computed"]["expected-value-minimization"]["payoff"] = ["9"]
    imported = read(json.dumps(data))
    assert "1 not as we find it" in imported.statement.detail
    assert "is 9 in the file and 2.625 here" in imported.statement.reasons[0]


def test_a_range_that_makes_no_sense_is_left_out() -> None:
    spans = {"x": {"variables": [{"name": "storm", "min": -1, "max": 2}, {"name": "wait", "min": 0, "max": 5}]}}
    imported = changed(sensitivityAnalysis=spans)
    assert imported.model.parameters["storm"].number.range is None
    assert imported.model.parameters["wait"].number.range == (0, 5)
    assert any("the range of 'storm'" in remark.message for remark in imported.remarks)


def test_other_rules_are_analyses() -> None:
    imported = changed(rule="mini-max")
    assert imported.model.better == "lower"
    assert any(remark.fate == "lost" and "worst-case" in remark.message for remark in imported.remarks)


def test_two_criteria_are_added_with_a_weight() -> None:
    imported = changed(viewMode="twoCriteria", rule="max-min")
    model = imported.model
    assert [consideration.label for consideration in model.considerations] == ["Payoff 1", "Payoff 2"]
    assert "weight_of_payoff_1" in model.parameters
    second = changed(viewMode="criterion2")
    assert dm.solve(second.model).total == pytest.approx(0)
    assert any("first payoff of branches is left out" in remark.message for remark in second.remarks)


def with_code(code: str) -> str:
    data = json.loads(FERRY.read_text())
    data["data"]["code"] = code
    return json.dumps(data, indent=1)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (with_code("storm = random()\nwait = 1"), "random( ) gives another number each time"),
        (with_code("f(x) = x\nstorm = 0.1\nwait = 1"), "defines the function f( )"),
        (with_code("storm = 0.1; wait = import('x')"), "import( ) is a function"),
        (with_code("storm == 0.1; wait = 1"), "has 'storm == 0.1'"),
        (with_code("storm = 0.1; wait = 1 / (storm - 0.1)"), "has no value"),
        (FERRY.read_text().replace('"SilverDecisions"', '"Silver"'), "does not say of which version"),
        (FERRY.read_text().replace('"trees"', '"bushes"'), "holds no tree"),
        (FERRY.read_text().replace('"type": "chance"', '"type": "cloud"'), "is 'cloud', and neither"),
        (FERRY.read_text().replace('"probability": "storm"', '"probability": "7 * storm"'), "is 1.75"),
        (FERRY.read_text()[:900], "breaks off"),
        (FERRY.read_text().replace('"payoff": 0', '"payoff": NaN'), "breaks off or is not well formed"),
    ],
)
def test_what_cannot_be_read_is_told(text: str, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        read(text)
    assert message in str(caught.value)
    assert caught.value.problems[0].location is not None


def test_code_is_refused_at_its_line() -> None:
    text = with_code("storm = random()\nwait = 1")
    with pytest.raises(ScenarioError) as caught:
        read(text)
    location = caught.value.problems[0].location
    assert location is not None
    assert '"code"' in text.split("\n")[location.line - 1]


@pytest.mark.parametrize("name", READABLE)
def test_real_trees_give_their_stored_results(name: str) -> None:
    imported = dm.import_file(corpus_file(f"silverdecisions/{name}.json"))
    assert [comparison for comparison in imported.comparisons if not comparison.agrees] == []
    assert len(imported.comparisons) == READABLE[name]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("not_silverdecisions_file_fail_hard", "does not say of which version"),
        ("notjson_fail_hard", "no file of a kind that is read"),
        ("probabilityinchancenode_fail", "random( )"),
        ("rockefellerWithParams", "the variable 'pr' cannot be read: random( )"),
        ("variables_pass", "random( )"),
    ],
)
def test_real_files_are_refused_with_the_reason(name: str, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        dm.load(corpus_file(f"silverdecisions/{name}.json"))
    assert message in str(caught.value)


def rockefeller() -> DecisionModel:
    return dm.load(corpus_file("silverdecisions/rockefellerWithParamsNoRandom.json"))


def table(name: str) -> list[dict[str, str]]:
    with corpus_file(f"silverdecisions/{name}").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def plan(model: DecisionModel, text: str) -> dict[str, str]:
    """A plan as SilverDecisions writes it, `A:testuj - (B:instaluj, C:instaluj)`, as choices of a model."""
    own = {step.label or step.name: step for step in model.sequence}
    chosen = {}
    for label, state in re.findall(r"(\w+):(\w+)", text):
        step = own[label]
        named = [each.name for each in step.states if state in (each.label, each.name)]
        chosen[step.name] = named[0] if named else step.states[int(state) - 1].name
    return chosen


def test_every_plan_is_worth_what_its_table_says_at_every_chance() -> None:
    model = rockefeller()
    for row in table("n-way-sa-rockefellerWithParams.csv"):
        followed = model.varied(parameters={"pr": float(row["pr"])}, choose=plan(model, row["policy"]))
        assert dm.solve(followed).total == pytest.approx(float(row["payoff"]))


def test_a_tornado_of_the_best_plan_has_the_ends_of_its_table() -> None:
    model = rockefeller()
    best = plan(model, "A:testuj - (B:instaluj, C:sprzedawaj)")
    assert dm.solve(model.varied(choose=best)).total == pytest.approx(dm.solve(model).total)
    for row in table("tornado-sa-rockefellerWithParams.csv"):
        for end in ("min", "max"):
            value = float(row[f"{end}_var_value"])
            varied = model.varied(parameters={row["variable_name"]: value}, choose=best)
            assert dm.solve(varied).total == pytest.approx(float(row[f"{end}_payoff"]))


def test_a_spider_goes_through_its_table() -> None:
    model = rockefeller()
    (row,) = table("spider-sa-rockefellerWithParams.csv")
    for percent in range(-100, 101, 20):
        varied = model.varied(
            parameters={"pr": 0.5 * (1 + percent / 100)}, choose=plan(model, "A:testuj - (B:instaluj, C:sprzedawaj)")
        )
        assert dm.solve(varied).total == pytest.approx(float(row[str(percent)]))


@pytest.mark.parametrize("name", ["policies", "policies2"])
def test_one_of_the_listed_plans_is_best(name: str) -> None:
    model = dm.load(corpus_file(f"silverdecisions/{name}.json"))
    listed = json.loads(corpus_file(f"silverdecisions/{name}.expected.json").read_text())["policies"]["strings"]
    totals = [dm.solve(model.varied(choose=plan(model, each))).total for each in listed]
    assert max(totals) == pytest.approx(dm.solve(model).total)
    assert min(totals) == pytest.approx(dm.solve(model.copied(better="lower")).total)


@pytest.mark.parametrize(
    ("name", "league", "first", "sign"),
    [
        ("mcdm2", "mcdm2-leaguetable", "effect", 1),
        ("mcdm3", "mcdm3-leaguetable", "effect", 1),
        ("treatments", "mcdm-leaguetable3", "cost", -1),
    ],
)
def test_plans_tie_at_the_ratios_of_the_league_table(name: str, league: str, first: str, sign: int) -> None:
    model = dm.load(corpus_file(f"silverdecisions/{name}.json"))
    plans = table(f"{league}.csv")
    rows = [row for row in plans if not row["dominated_by"] and not row["extended-dominated_by"]]
    for row, before in zip(rows[1:], rows, strict=False):
        ratio = float(row["incratio"])
        total = dm.solve(model.varied(parameters={f"weight_of_{first}": ratio})).total
        for tied in (row, before):
            # the table has what the first criterion comes to under the name of the second
            own, other = (float(tied["Cost" if key else "Effect"]) for key in (first == "effect", first != "effect"))
            assert sign * (ratio * own - other) == pytest.approx(total)


def test_mutants_are_read_or_refused() -> None:
    fates = [assert_endured("tree.json", mutant) for mutant in mutants(FERRY.read_bytes(), examples(1500))]
    assert 0 < sum(fates) < len(fates)


def test_a_rule_of_two_criteria_counts_both_where_no_view_is_named() -> None:
    data = json.loads(FERRY.read_text())
    edges = {"childEdges": [_edge("a", ["4", "1"]), _edge("b", ["2", "5"])]}
    root = {"type": "decision", "name": "Which", **edges}
    both = {**data["data"], "code": "", "trees": [root], "payoffNames": ["time", "gain"], "defaultCriterion1Weight": 2}
    plain = {key: value for key, value in data.items() if key != "viewMode"}
    model = read(json.dumps({**plain, "rule": "min-max", "data": both})).model
    assert [consideration.name for consideration in model.considerations] == ["time", "gain"]
    assert dm.solve(model).total == pytest.approx(max(1 - 2 * 4, 5 - 2 * 2))


def _edge(name: str, payoff: list[str]) -> dict[str, Any]:
    return {"name": name, "payoff": payoff, "childNode": {"type": "terminal", "name": "", "childEdges": []}}


def test_a_result_in_the_place_of_its_formula_is_told() -> None:
    imported = read(FERRY.read_text().replace('"late = 1"', '"late = sqrt(4) / 2"'))
    (told,) = [remark for remark in imported.remarks if "its result" in remark.message]
    assert told.message == "the variable 'late' is sqrt(4) / 2: its result, 1, is written"
    assert "late = sqrt" in imported.draft.file.lines[told.line - 1]
    assert imported.model.parameters["late_2"].number.note == "Worked out from sqrt(4) / 2."
