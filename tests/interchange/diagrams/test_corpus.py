"""Real files of other tools: each gives the answer that is known of it, or is refused for the reason that it has."""

from __future__ import annotations

import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.errors import ScenarioError
from decision_model.interchange.imported import import_file
from decision_model.scenario import parse
from tests.interchange.corpus import corpus_file

ANSWERS = {
    "xdsl/take_umbrella_genie.xdsl": 89.3,
    "xdsl/umbrella.xdsl": 77,
    "bifxml/ClemenFigure04.12.xml": 4.6348,
    "bifxml/IDBIFXMLIO_file.xml": 905.142,
    "bifxml/Pinball.xml": 276.25,
    "bifxml/mikailo.bifxml": 145.4581567268034,
    "bifxml/testFromDavidAndescavage.xml": 12.0,
    "pgmx/DAN-decide-test-2therapies-no-cost-order-forced.pgmx": 9.39366,
    "pgmx/DAN-decide-test-2therapies.pgmx": 70158.908,
    "pgmx/DAN-reactor.pgmx": 8.128,
    "pgmx/DAN-simplified-used-car-buyer.pgmx": 32.96,
    "pgmx/DAN-used-car-buyer.pgmx": 32.96,
    "pgmx/ID-CEA-test-2therapies.pgmx": 269569.4,
    "pgmx/ID-decide-test-2therapies-no-cost.pgmx": 9.39366,
    "pgmx/ID-decide-test-do-test-yes.pgmx": 9.3289,
    "pgmx/ID-decide-test-sv.pgmx": 9.3289,
    "pgmx/ID-decide-test.pgmx": 9.3289,
    "pgmx/ID-no-knowledge.pgmx": 9.16,
    "pgmx/ID-one-chance.pgmx": 83.7,
    "pgmx/ID-one-decision.pgmx": 87.4,
    "pgmx/ID-three-dec-two-util.pgmx": 5.0,
    "netica/umbrella.dne": 77,
    "hugin/grazing_reference_id.net": 36.5241468625,
    "elvira/oil_wildcatter.elv": 22.5,
}

REFUSED = {
    "xdsl/benefits.xdsl": "nothing is weighed",
    "pgmx/DAN-diabetes.pgmx": "leaves open which of 'Dec: Blood Test' and 'Dec: Urine test' is decided first",
    "pgmx/DAN-king.pgmx": "leaves open which of 'Task 1' and 'Task 2' is decided first",
    "pgmx/DAN-mediastinet-ce.pgmx": "leaves open which of 'Dec:TBNA' and 'Dec:PET' is decided first",
    "pgmx/ID-only-decision-no-utility.pgmx": "nothing is weighed",
    "pgmx/ID-only-utility.pgmx": "nothing is decided in this file and nothing happens",
    "pgmx/MID-Chancellor.pgmx": r"temporal model \(MID\)",
    "pgmx/chap.pgmx": r"temporal model \(MID\)",
    "elvira/car_asim.elv": "constraint in logic binds FirstTestDecision and FirstTestResults",
}


@pytest.mark.parametrize("name", ANSWERS)
def test_files_give_their_answer(name: str) -> None:
    imported = import_file(corpus_file(name))
    assert solve(imported.model).expected_total == pytest.approx(ANSWERS[name], rel=1e-9)
    assert solve(parse(imported.text, "read back")).expected_total == pytest.approx(ANSWERS[name], rel=1e-9)


@pytest.mark.parametrize("name", REFUSED)
def test_files_that_cannot_be_are_refused_with_the_reason(name: str) -> None:
    with pytest.raises(ScenarioError, match=REFUSED[name]) as caught:
        import_file(corpus_file(name))
    assert all(problem.remedy for problem in caught.value.problems)


def test_uncertain_numbers_become_parameters() -> None:
    model = import_file(corpus_file("pgmx/ID-decide-test.pgmx")).model
    spreads = {name: each.number.distribution for name, each in model.parameters.items()}
    assert {name: each.kind for name, each in spreads.items() if each is not None} == {
        "prevalence": "beta",
        "specificity": "beta",
        "sensitivity": "beta",
        "utility_non_treated_disease": "triangular",
        "utility_not_treated": "triangular",
        "utility_treated_disease": "triangular",
        "cost_of_test_2": "triangular",
        "cost_of_therapy_2": "triangular",
    }


def test_criteria_are_considerations_with_their_multiplier() -> None:
    model = import_file(corpus_file("pgmx/ID-CEA-test-2therapies.pgmx")).model
    assert [top.name for top in model.considerations] == ["cost", "effectiveness"]
    assert model.unit == "€"
    assert model.values["worth_of_effectiveness"] == pytest.approx(30000)


def test_percentages_are_divided_and_told() -> None:
    remarks = import_file(corpus_file("bifxml/mikailo.bifxml")).remarks
    assert sum("in percent" in remark.message for remark in remarks) == 11
    assert all(remark.line for remark in remarks if remark.fate == "changed")


def test_an_order_that_is_not_forced_is_told() -> None:
    remarks = import_file(corpus_file("bifxml/IDBIFXMLIO_file.xml")).remarks
    assert [remark.message for remark in remarks if "decided first" in remark.message] == [
        "arcs do not say whether 'D2' or 'D3' is decided first; it is taken that 'D2' is, and that 'D3' knows it",
        "arcs do not say whether 'D3' or 'D4' is decided first; it is taken that 'D3' is, and that 'D4' knows it",
    ]


def test_few_rules_are_written() -> None:
    model = import_file(corpus_file("bifxml/ClemenFigure04.12.xml")).model
    (settlement,) = model.leaves
    assert settlement.scores is not None
    assert len(settlement.scores.rules) == 5  # of 36 rows
