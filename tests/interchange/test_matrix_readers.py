"""AHP files, scikit-criteria's matrices and XMCDA: their published or stored answers, and what is said of losses."""

from __future__ import annotations

from collections.abc import Iterable
from math import isclose
from pathlib import Path

import numpy as np
import pytest

import decision_model as dm
from decision_model.errors import ScenarioError
from decision_model.interchange.imported import Imported
from tests.interchange.corpus import corpus_file
from tests.interchange.files_by_hand import files

FILES = Path(__file__).parent / "files"


def totals(imported: Imported) -> dict[str, float]:
    """The total of every alternative, by its label."""
    return {row.title: row.total for row in dm.rank(imported.model).ranked}


def told(imported: Imported, fate: str) -> str:
    """All that the report says of one fate."""
    return "\n".join(remark.message for remark in imported.remarks if remark.fate == fate)


def assert_told_at(error: ScenarioError, line: int, message: str) -> None:
    """A problem or its remedy says so, at that line."""
    problem = next(each for each in error.problems if message in f"{each.message} {each.remedy}")
    assert problem.location is not None
    assert problem.location.line == line


def close(found: dict[str, float], expected: dict[str, float], tolerance: float = 1e-9) -> bool:
    """Whether two tables of totals are alike."""
    return found.keys() == expected.keys() and all(abs(found[key] - expected[key]) <= tolerance for key in expected)


def eigenvector(pairs: Iterable[tuple[int, int, float]], count: int) -> np.ndarray:
    """The principal eigenvector of comparisons, by numpy."""
    matrix = np.ones((count, count))
    for row, column, ratio in pairs:
        matrix[row, column], matrix[column, row] = ratio, 1 / ratio
    values, vectors = np.linalg.eig(matrix)
    vector = np.abs(vectors[:, np.argmax(values.real)].real)
    return vector / vector.sum()


def test_scores_and_weights_of_old_files() -> None:
    imported = dm.import_file(FILES / "ahp" / "old.ahp")
    assert close(
        totals(imported), {"Beach": 100 * (1 / 3 * 0.25 + 2 / 3 * 0.75), "Hills": 100 * (1 / 3 * 0.75 + 2 / 3 * 0.25)}
    )


def test_judgements_are_kept_as_judgements() -> None:
    imported = dm.import_file(FILES / "ahp" / "laptop.ahp")
    assert "pairwise: {battery: {keyboard: 4}}" in imported.text
    assert "middle_one: 1/3" in imported.text
    keyboard = eigenvector([(0, 1, 2), (0, 2, 1 / 3), (1, 2, 1 / 6)], 3)
    battery = eigenvector([(0, 1, 3), (0, 2, 1.5), (1, 2, 0.5)], 3)
    price = np.array([1 / 1200, 1 / 600, 1 / 800]) / (1 / 1200 + 1 / 600 + 1 / 800)
    expected = 100 * (0.75 * price + 0.25 * (0.8 * battery + 0.2 * keyboard))
    assert close(totals(imported), dict(zip(("Light one", "Cheap one", "Middle one"), expected, strict=True)))
    assert "worked out from an R function" in told(imported, "changed")
    assert "price, hours" in told(imported, "lost").replace(" and ", ", ")


def test_decision_makers_with_other_weights_are_perspectives() -> None:
    imported = dm.import_file(FILES / "ahp" / "couple.ahp")
    assert set(imported.model.perspectives) == {"ann", "ben"}
    cost = 0.75 * 0.8 + 0.25 / 3
    hills = 100 * (cost * 0.75 + (1 - cost) * 0.25)
    assert close(totals(imported), {"Hills": hills, "Beach": 100 - hills})
    assert "Voting power 0.75" in imported.text


def test_decision_makers_with_other_scores_are_weighed() -> None:
    imported = dm.import_file(FILES / "ahp" / "two_minds.ahp")
    beach = 100 * (0.75 * (0.8 * 0.25 + 0.2 * 0.75) + 0.25 * (1 / 3 * 0.25 + 2 / 3 * 0.2))
    assert close(totals(imported), {"Beach": beach, "Hills": 100 - beach})
    views = {view.label: view.solution.total for view in dm.compare(imported.model).views}
    assert isclose(views["Ann"], 100 * (0.8 * 0.75 + 0.2 * 0.25))  # she prefers the hills
    assert isclose(views["Ben"], 100 * (1 / 3 * 0.75 + 2 / 3 * 0.8))


@pytest.mark.parametrize(
    ("found", "put", "line", "message"),
    [
        ("              - [Light one, Cheap one, 2]\n", "", 34, "does not compare 'Light one' with 'Cheap one'"),
        ("[Battery, Keyboard, 4]", "[Battery, Keybord, 4]", 26, "'Keybord' is none of"),
        ("[Battery, Keyboard, 4]", "[Battery, Keyboard, 0]", 26, "[A, B, 3]"),
        ("function(a) 1 / a$price", "function(a) system('rm -rf /')", 21, "nothing in a file is run"),
        ("function(a) 1 / a$price", "function(a) 1 / a$weight", 21, "'a$weight' is no number"),
        ("[Price, Use, 3]", "[Price, Use, 3]\n      - [Use, Price, 3]", 18, "compared twice"),
    ],
)
def test_mistakes_of_a_hierarchy_are_told_at_its_lines(
    tmp_path: Path, found: str, put: str, line: int, message: str
) -> None:
    text = (FILES / "ahp" / "laptop.ahp").read_text()
    assert found in text
    (tmp_path / "a.ahp").write_text(text.replace(found, put))
    with pytest.raises(ScenarioError) as caught:
        dm.load(tmp_path / "a.ahp")
    assert_told_at(caught.value, line, message)


def test_anchors_that_multiply_are_refused(tmp_path: Path) -> None:
    lines = ["Alternatives: &a [x, x, x, x, x, x, x, x, x]"]
    lines += [
        f"{key}: &{key} [{', '.join([f'*{before}'] * 9)}]" for before, key in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    (tmp_path / "bomb.ahp").write_text("\n".join([*lines, "Goal: {}"]))
    with pytest.raises(ScenarioError, match="with all that it repeats"):
        dm.load(tmp_path / "bomb.ahp")
    (tmp_path / "self.ahp").write_text("Alternatives: [A, B]\nGoal: &a {children: {x: *a}}\n")
    with pytest.raises(ScenarioError, match="or itself"):
        dm.load(tmp_path / "self.ahp")


def test_a_matrix_keeps_its_citation() -> None:
    imported = dm.import_file(FILES / "dmsy" / "flats.dmsy")
    assert close(totals(imported), {"Suburb": 50.0, "Station": 40.0, "Centre": 30.0})
    source = next(iter(imported.model.sources.values()))
    assert (source.title, source.url) == ("A made-up list of flats", "https://example.org/flats")
    assert "'seed'" in told(imported, "lost")
    assert "floor: alike for all" in told(imported, "changed")


def test_xmcda_in_one_file() -> None:
    imported = dm.import_file(FILES / "xmcda" / "whole.xml")
    assert close(totals(imported), {"Stone": 68.0, "Steel": 30.0})
    assert "Rope" in told(imported, "lost")
    assert [comparison.agrees for comparison in imported.comparisons] == [True, False]


def test_xmcda_over_several_files_with_masses_that_miss_one() -> None:
    table, masses = FILES / "xmcda" / "table.xml", FILES / "xmcda" / "masses.xml"
    for order in ((table, masses), (masses, table)):
        imported = dm.import_file(*order)
        assert imported.model.total_rule.name == "choquet"
        x = (0.6 * 0.9 + 0.2 * 0.1 + 0.4 * 0.1) / 1.2
        y = (0.6 * 0.4 + 0.2 * 0.5 + 0.4 * 0.4) / 1.2
        assert close(totals(imported), {"x": 100 * x, "y": 100 * y})
        assert "add up to 1.2 instead of 1" in told(imported, "changed")
    with pytest.raises(ScenarioError, match="Name all the files of the problem together"):
        dm.load(masses)


def test_directions_that_nobody_says_are_asked_with_what_to_type() -> None:
    with pytest.raises(ScenarioError, match="--higher g1,g2"):
        dm.load(FILES / "xmcda" / "table.xml")
    imported = dm.import_file(FILES / "xmcda" / "table.xml", lower=("g1",), higher=("g2",))
    assert close(totals(imported), {"y": 100.0, "x": 0.0})


def test_corpus_cryptocurrencies() -> None:
    imported = dm.import_file(corpus_file("dmsy/windows_size_15.dmsy"))
    published = {
        "BNB": 0.6128, "BTC": 0.5068, "LINK": 0.4633, "DOGE": 0.4374, "ADA": 0.4220, "LTC": 0.4180, "XLM": 0.3673,
        "ETH": 0.3574, "XRP": 0.3312,
    }  # fmt: skip
    assert close(totals(imported), {name: 100 * value for name, value in published.items()}, 0.0051)


def test_corpus_hierarchies() -> None:
    three = dm.import_file(corpus_file("ahp/streamlit_three_criteria.ahp")).model
    assert np.allclose(list(three.weights.values()), [0.2225, 0.1268, 0.6506], atol=5e-5)
    vacation = dm.import_file(corpus_file("ahp/vacation.ahp")).model
    shares = {name: weight / (0.2 if name.endswith("kid") else 0.4) for name, weight in vacation.weights.items()}
    known = {"costs_dad": 0.7171, "fun_dad": 0.2172, "spa_dad": 0.0658, "costs_mom": 0.0633, "fun_mom": 0.1939}
    known |= {"spa_mom": 0.7429, "costs_kid": 1 / 11, "fun_kid": 9 / 11, "spa_kid": 1 / 11}
    assert all(isclose(shares[name], value, abs_tol=5.1e-5) for name, value in known.items())
    with pytest.raises(ScenarioError) as caught:
        dm.load(corpus_file("ahp/car.ahp"))
    assert [problem.location.line for problem in caught.value.problems if problem.location] == [161, 218]


def test_outranking_is_refused_at_its_line_unless_a_value_model_is_asked_for(tmp_path: Path) -> None:
    text = (FILES / "xmcda" / "whole.xml").read_text()
    threshold = '<thresholds><threshold id="veto"><constant><real>3</real></constant></threshold></thresholds>'
    (file := tmp_path / "bridges.xml").write_text(text.replace('name="Cost">', f'name="Cost">\n{threshold}'))
    with pytest.raises(ScenarioError, match="makes no total") as caught:
        dm.load(file)
    assert_told_at(caught.value, 11, "--value-model")
    assert len(caught.value.problems) == 1
    plain, asked = dm.import_file(FILES / "xmcda" / "whole.xml"), dm.import_file(file, value_model=True)
    assert close(totals(asked), totals(plain))
    assert "which may rank otherwise" in told(asked, "lost")
    with pytest.raises(ScenarioError, match="--value-model says nothing about"):
        dm.load(FILES / "ahp" / "laptop.ahp", value_model=True)


def test_corpus_choquet_names_count_and_not_places() -> None:
    parts = ("alternatives", "criteria", "kAdditivity", "mobiusCapacity", "overallValues", "performanceTable")
    imported = dm.import_file(*(corpus_file(f"xmcda/choquet_{part}.xml") for part in parts))
    masses = 1.119232269641882
    assert close(totals(imported), {"x1": 100 * 0.5988998985722089 / masses, "x2": 100 * 0.498899898572209 / masses})
    assert not any(comparison.agrees for comparison in imported.comparisons)
    assert "x3" in told(imported, "lost")


def test_corpus_outranking_data_is_refused_and_read_as_a_value_model_where_that_is_wanted() -> None:
    for name in ("SixRealCars.xml", "SixRealCars_with_criteriaValues.xml"):
        with pytest.raises(ScenarioError, match="outranking or sorting, which compares options in pairs"):
            dm.load(corpus_file(f"xmcda/{name}"))
        imported = dm.import_file(corpus_file(f"xmcda/{name}"), value_model=True)
        assert len(imported.model.decisions[0].options) == 6
        assert "outranking or sorting, which is not done here" in told(imported, "lost")
    whole = dm.import_file(corpus_file("xmcda/testFile.xml"))
    assert len(whole.model.decisions[0].options) == 15
    assert "1.007" in told(whole, "changed")


@pytest.mark.parametrize("name", ["Car2", "Employ", "Nursery", "Shuttle", "IPSIM_PV_simulation1-1"])
def test_corpus_rule_based_models_are_refused_with_the_reason(name: str) -> None:
    with pytest.raises(ScenarioError, match="DEXi model adds nothing up"):
        dm.load(corpus_file(f"dexi/{name}.dxi"))


def test_every_file_written_by_hand_is_read_by_some_test() -> None:
    tests = Path(__file__).read_text() + (Path(__file__).parent / "test_tables_read.py").read_text()
    assert all(
        path.name in tests or f'"{path.stem}' in tests
        for folder in ("ahp", "dmsy", "xmcda", "csv")
        for path in files(folder)
    )
