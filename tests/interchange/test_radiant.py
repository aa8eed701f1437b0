"""Decision trees of Radiant, data.tree and treeSimR."""

from __future__ import annotations

from pathlib import Path

import pytest

import decision_model as dm
from decision_model.errors import ScenarioError
from decision_model.interchange.draft import ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.imported import Imported, import_files
from tests.interchange.corpus import corpus_file
from tests.interchange.mutants import assert_endured, mutants
from tests.profiles import examples

HARVEST = Path(__file__).parent / "files" / "radiant" / "harvest.yaml"


def read(text: str, name: str = "tree.yaml", **choices: object) -> Imported:
    return import_files([ForeignFile(name, text.encode())], ImportChoices(**choices))  # type: ignore[arg-type]


def refusal(text: str) -> str:
    with pytest.raises(ScenarioError) as caught:
        read(text)
    return str(caught.value)


def test_tabs_words_of_yaml_and_names_with_spaces() -> None:
    imported = dm.import_file(HARVEST)
    model = imported.model
    assert dm.solve(model).total == pytest.approx(0.2 * 160 + 0.8 * 480)
    assert [option.label for option in model.steps["harvest"].states] == [
        "Pick now",
        "Wait",
    ]
    assert {name: parameter.label for name, parameter in model.parameters.items()} == {
        "frost": "",
        "p_no_frost": "P(no frost)",
        "picking": "",
        "price_early": "price (early)",
        "price_early_2": "price (early)/2",
    }
    assert str(model.parameters["p_no_frost"].number) == "1 - frost"
    assert [consideration.name for consideration in model.considerations] == ["payoff", "cost"]
    assert {"Yes", "No", "On", "Off"} <= {state.label for step in model.sequence for state in step.states}


def test_the_lowest_total_is_best_where_that_is_chosen() -> None:
    text = "name: a\ntype: decision\nCheap:\n    payoff: 3\nDear:\n    payoff: 5\n"
    assert dm.solve(read(text).model).total == pytest.approx(5)
    lowest = read(text, goal="lowest")
    assert dm.solve(lowest.model).total == pytest.approx(3)
    assert "not say whether" in read(text).remarks[1].message
    assert [remark.fate for remark in lowest.remarks] == ["kept"]


def test_payoffs_and_costs_inside_are_added() -> None:
    text = (
        "type: chance\npayoff: 1\ncost: 2\na:\n    type: chance\n    p: 1\n    payoff: 10\n    b: {p: 0.5, payoff: 4}\n"
    )
    imported = read(text + "    c: {p: 0.5, cost: 4}\n")
    assert dm.solve(imported.model).total == pytest.approx(1 - 2 + 10 + 0.5 * 4 - 0.5 * 4)
    assert any("where Radiant itself passes it over" in remark.message for remark in imported.remarks)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "type: chance\na: {p: 0.7, payoff: 1}\nb: {p: 0.7, payoff: 1}\n",
            "tree.yaml:1:1: chances of the first node add",
        ),
        ("type: decision\na: {payoff: 1}\na: {payoff: 2}\n", "'a' stands here twice"),
        (
            "type: decision\na: {payoff: 1}\nb: {payoff: dtree('x')}\n",
            "tree.yaml:3:1: the payoff of 'b' cannot be read: dtree",
        ),
        ("type: decision\na: {payoff: runif(1)}\n", "runif( ) gives another number each time"),
        ("type: decision\na: {payoff: system('x')}\n", "system( ) is a function that cannot be taken over"),
        ("type: decision\na: {payoff: x}\n", "'x' has no value here"),
        ("type: decision\nvariables: {x: y, y: x}\na: {payoff: x}\n", "is worked out from itself"),
        ("type: decision\nvariables: {x: x + 1}\na: {payoff: x}\n", "is worked out from itself"),
        ("type: logical\na: {payoff: 1}\n", "neither a decision nor a chance"),
        ("type: decision\na:\n    b: {payoff: 1}\n", "tree.yaml:2:1: 'a' has branches and does not say"),
        ("type: decision\na: {distn: unif, min: 1, max: 2}\n", "treeSimR draws"),
        ("type: decision\na: 3\n", "'a' is '3', and no key of a tree"),
        ("type: decision\nb: &x {payoff: 1}\na: *x\n", "anchor"),
        ("type: decision\n", "is a decision without branches"),
        ("type: decision\na: {payoff: [1, 2]}\n", "the payoff of 'a' is no number"),
        ("type: chance\na: {p: 0.5, payoff: 1}\nb: {payoff: 1}\n", "the branch 'b' of 'the first node' has no chance"),
        ("-\n  type: decision\n", "no tree"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(text: str, message: str) -> None:
    assert message in refusal(text)


@pytest.mark.parametrize(
    ("name", "total", "best"),
    [
        ("sign_contract_example.yaml", 955_000, ["Sign with Movie Company"]),
        ("sign_contract_formula.yaml", 955_000, ["Sign with Movie Company"]),
        ("pyrsm_contract.yaml", 900_000, ["TV"]),
        ("pyrsm_open_store.yaml", 600_000, ["open"]),
        ("pyrsm_cost_on_chance.yaml", 900, ["A"]),
        ("pyrsm_tie.yaml", 100, ["Option A", "Option B"]),
        ("IDEA_dtree-health.yaml", 8.0625, ["Standard"]),
    ],
)
def test_real_trees_give_their_answers(name: str, total: float, best: list[str]) -> None:
    model = dm.load(corpus_file(f"radiant/{name}"))
    root = dm.tree(model).root
    assert root.value == pytest.approx(total)
    assert [branch.state.label or branch.state.name for branch in root.branches if branch.best] == best


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("plantation.yaml", 13, "chances of Strategy B add up to 1.4"),
        ("pyrsm_bad_probabilities.yaml", 1, "chances of bad probs add up to 0.9"),
        ("IDEA_dtree-cost_byDosanjh.yaml", 7, "chances of Dosanjh1 add up to 0.6"),
        ("IDEA_dtree-cost-distns.yaml", 4, "treeSimR draws"),
        ("LTBI_dtree-cost_SIMPLE.yaml", 2, "treeSimR draws"),
        ("test1.yaml", 3, "treeSimR draws"),
    ],
)
def test_real_trees_are_refused_with_the_reason(name: str, line: int, message: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        dm.load(corpus_file(f"radiant/{name}"))
    first = caught.value.problems[0]
    assert message in first.message
    assert first.location is not None
    assert first.location.line == line


def test_switching_values_are_those_of_the_help() -> None:
    model = dm.load(corpus_file("radiant/sign_contract_formula.yaml"))
    dearer = model.varied(parameters={"legal_fees": 60_000})
    assert sum(branch.best for branch in dm.tree(dearer).root.branches) == 2
    store = dm.load(corpus_file("radiant/pyrsm_open_store.yaml")).varied(parameters={"p_success": 0.5})
    assert sum(branch.best for branch in dm.tree(store).root.branches) == 2


def test_mutants_are_read_or_refused() -> None:
    data = HARVEST.read_bytes()
    fates = [assert_endured("tree.yaml", mutant) for mutant in mutants(data, examples(1500))]
    assert 0 < sum(fates) < len(fates)


def test_a_result_in_the_place_of_its_formula_is_told_and_noted() -> None:
    text = "name: a\nvariables:\n  dear: sqrt(16) * 2\ntype: decision\nA:\n    payoff: dear\nB:\n    payoff: 2 * 3\n"
    imported = read(text)
    assert dm.solve(imported.model).total == pytest.approx(8)
    told = {remark.line: remark.message for remark in imported.remarks if remark.fate == "changed" and remark.line}
    assert told == {
        3: "the variable 'dear' is sqrt(16) * 2: its result, 8, is written",
        8: "the payoff of 'B' is 2 * 3: its result, 6, is written",
    }
    assert imported.model.parameters["dear"].number.note == "Worked out from sqrt(16) * 2."


def test_a_probability_of_what_is_chosen_is_told_as_lost() -> None:
    imported = read("name: a\ntype: decision\nA:\n    p: 0.3\n    payoff: 1\nB:\n    payoff: 2\n")
    (lost,) = [remark for remark in imported.remarks if remark.fate == "lost"]
    assert (lost.line, "probability of 'A' is left out" in lost.message) == (4, True)


def test_comments_behind_what_stands_in_a_line_are_kept() -> None:
    text = "# above\nname: a # title\ntype: decision\nA:\n    payoff: 1 # a guess\n'B # 2':\n    payoff: 2\n"
    assert read(text).draft.comments == ("above", "title", "a guess")
