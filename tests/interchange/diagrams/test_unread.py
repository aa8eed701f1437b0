"""What a diagram's file holds and no scenario has is told as lost, at its line; what is doubtful is told too."""

from __future__ import annotations

import re

import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.errors import ScenarioError
from tests.interchange.diagrams.test_reading import changed

PROPERTY = '<property id="colour">red</property><probabilities>0.5'
IMPOSED = """<Potential type="Table" role="policy"><Variables><Variable name="Dike" /><Variable name="Report" />
</Variables><Values>1 0 0 1 0 0</Values></Potential></Potentials>"""
EVIDENCE = '</ProbNet><Evidence><EvidenceCase><Finding variable="Weather" state="Wet" /></EvidenceCase></Evidence>'
LOSSES = [
    ("xdsl/dike.xdsl", "<probabilities>0.5", PROPERTY, "properties that users add", "<property"),
    ("xdsl/dike.xdsl", "</nodes>", '</nodes><cases><case name="a" /></cases>', "cases with states", "<cases"),
    ("xdsl/dike.xdsl", "</genie>", '<arccomment parent="A">b</arccomment></genie>', "comments on arcs", "<arccomment"),
    ("bifxml/dike.xml", "<NAME>Weather", "<OBSERVED>Wet</OBSERVED><NAME>Weather", "entered as seen", "<OBSERVED"),
    ("pgmx/dike.pgmx", "</Potentials>", IMPOSED, "choices that the file imposes on 'Dike'", "policy"),
    ("pgmx/dike.pgmx", "</ProbNet>", EVIDENCE, "entered as seen", "<Finding"),
    ("pgmx/dike.pgmx", "<MulticriteriaOptions>", "<MulticriteriaOptions><SelectedAnalysisType>COST_EFFECTIVENESS"
     "</SelectedAnalysisType>", "criteria that stay apart", "COST_EFFECTIVENESS"),
    ("pgmx/dike.pgmx", "<Variables>", '<Properties><Property name="Author" value="A" /></Properties><Variables>',
     "properties such as 'Author'", "Author"),
    ("netica/dike.dne", "probs = (0.5", "evidence = Wet;\n\tprobs = (0.5", "entered as seen", "evidence"),
    ("netica/dike.dne", "probs = (0.5", 'equation = "a";\n\tprobs = (0.5', "equations beside tables", "equation"),
    ("netica/dike.dne", "title =", "NodeSets = {A {Weather}};\ntitle =", "sets of nodes", "NodeSets"),
    ("netica/dike.dne", "probs = (0.5", "levels = (1, 2, 3);\n\tprobs = (0.5", "levels beside the names", "levels"),
    ("hugin/dike.net", "data = (0.5", "model_data = (Wet); data = (0.5", "formulas beside tables", "model_data"),
    ("hugin/dike.net", "data = (0.5", "experience = (10); data = (0.5", "numbers of cases", "experience"),
    ("elvira/dike.elv", "version = 1.0;", 'author = "somebody";', "names of authors", "author"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "message", "where"), LOSSES, ids=lambda each: str(each)[:30])
def test_what_is_not_read_is_told_as_lost_at_its_line(name: str, old: str, new: str, message: str, where: str) -> None:
    plain, imported = changed(name), changed(name, (old, new))
    told = {each.message for each in plain.remarks}
    (remark,) = [each for each in imported.remarks if each.message not in told and each.fate == "lost"]
    assert message in remark.message
    assert where in imported.draft.file.lines[remark.line - 1]
    assert "lost" in imported.statement.headline
    assert solve(imported.model).expected_total == pytest.approx(solve(plain.model).expected_total)


WITHOUT = {"netica/dike.dne": ["values of constants are not kept"], "xdsl/dike.xdsl": [
    "submodels, which group nodes, are not kept"]}  # fmt: skip


@pytest.mark.parametrize("name", sorted({name for name, *_ in LOSSES}))
def test_what_is_read_or_drawn_is_not_called_lost(name: str) -> None:
    lost = [remark.message for remark in changed(name).remarks if "are not kept" in remark.message]
    assert lost == WITHOUT.get(name, [])


def test_nodes_in_submodels_of_genie_are_read() -> None:
    grouped = changed("xdsl/dike.xdsl", ('<cpt id="Weather">', '<submodel id="S"><submodel id="T"><cpt id="Weather">'),
                      ("</cpt>", "</cpt></submodel></submodel>"))  # fmt: skip
    assert solve(grouped.model).expected_total == pytest.approx(solve(changed("xdsl/dike.xdsl").model).expected_total)


def test_weights_that_depend_on_a_decision_are_refused_with_its_name() -> None:
    with pytest.raises(ScenarioError, match=re.escape("the weights of 'Total' depend on 'Dike'")):
        changed("xdsl/dike.xdsl", ("<parents>Damage", "<parents>Dike Damage"))


def test_a_certain_state_of_openmarkov_is_read_by_its_name() -> None:
    table = '<Potential type="Table" role="conditionalProbability">\n        <Variables><Variable name="Weather" />'
    pairs = (table, table.replace("Table", "Delta")), ("<Values>0.5 0.3 0.2</Values>", "<State>Wet</State>")
    certain = changed("pgmx/dike.pgmx", *pairs).model
    assert solve(certain).expected_total == pytest.approx(max(-20 * 7, -20 * 2.5 - 15, -20 * 10 - 60, -20 * 0.5 - 15))
    with pytest.raises(ScenarioError, match="'Snow' is no state of 'Weather'"):
        changed("pgmx/dike.pgmx", pairs[0], (pairs[1][0], "<State>Snow</State>"))


def test_hugin_may_call_its_events_chances() -> None:
    named = changed("hugin/dike.net", ("discrete node Report", "discrete chance Report"))
    assert solve(named.model).expected_total == pytest.approx(solve(changed("hugin/dike.net").model).expected_total)


@pytest.mark.parametrize(("name", "old", "new"), [
    ("bifxml/dike.xml", "0 -15 -60", "0 15 60"),
    ("pgmx/dike.pgmx", '<Criterion name="money" /></Variable>', '<Criterion name="costs" /></Variable>'),
    ("pgmx/dike.pgmx", 'Criterion="money" Value="-1"', 'Criterion="money" Value="1"'),
    ("netica/dike.dne", "(0, -15, -60)", "(0, 15, 60)"),
])  # fmt: skip
def test_a_cost_that_counts_as_a_gain_is_a_doubt(name: str, old: str, new: str) -> None:
    plain, doubtful = changed(name), changed(name, (old, new))
    assert not plain.doubts
    (reason,) = [each for each in doubtful.statement.reasons if "counts as a gain" in each]
    assert "if it is a cost, it needs a minus" in reason
    assert not changed(name, (old, new), goal="lowest").doubts
