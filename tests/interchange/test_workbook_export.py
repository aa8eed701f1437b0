"""The workbook that recalculates: the same answers as ours, also after changes, and changes that are read back."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import decision_model as dm
from decision_model.errors import ModelError, ScenarioError
from decision_model.interchange.formats import ExportChoices, writer
from decision_model.model.decision_model import DecisionModel
from tests.interchange.office import recalculated, values

SCENARIOS = Path(__file__).parents[2] / "scenarios"
TEXTBOOK = SCENARIOS / "textbook"
CLOSE = 1e-9
SOME = (
    "office_location",
    "mexico_airport",
    "three_students",
    "venture_limited",
    "pig_breeding",
    "treat_or_wait",
    "umbrella",
)


def exported(model: DecisionModel) -> bytes:
    """The workbook of a model."""
    return writer("xlsx").write(model, ExportChoices()).content


def found(cells: Any, sheet: str, text: str, column: str) -> str:
    """The place in a column of the last row that holds a text."""
    rows = [int(re.sub(r"\D", "", place)) for (name, place), value in cells.items() if (name, value) == (sheet, text)]
    return f"{column}{max(rows)}"


def near(one: float, other: float) -> bool:
    """Whether two totals are alike up to rounding."""
    return abs(one - other) <= CLOSE * max(1.0, abs(other))


def total(cells: Any) -> float:
    """The total of the best plan on the first sheet."""
    return float(cells["Answer", "B4"])


@pytest.mark.parametrize("name", SOME)
def test_libreoffice_finds_what_we_find(name: str, tmp_path: Path) -> None:
    model = dm.read(TEXTBOOK / f"{name}.yaml")
    content = exported(model)
    ours, theirs = values(content), recalculated(content, tmp_path)
    assert near(total(theirs), float(dm.solve(model).total))
    for place, value in ours.items():
        if isinstance(value, float | int) and place[0] != "Constant":
            assert near(theirs[place], value), place
        elif place[0] != "Constant":
            assert str(theirs[place]) == str(value), place


def test_a_changed_weight_changes_the_answer_as_ours(tmp_path: Path) -> None:
    model = dm.read(TEXTBOOK / "office_location.yaml")
    content = exported(model)
    place = found(values(content), "Weights", "Image", "C")
    theirs = recalculated(content, tmp_path, {("Weights", place): 90})
    varied = model.varied(weights={"image": 90})
    ranked = {row.title: row for row in dm.rank(varied).ranked}
    assert near(total(theirs), float(dm.solve(varied).total))
    for title, row in ranked.items():
        at = found(theirs, "Answer", title, "")
        assert near(theirs["Answer", f"D{at}"], row.total)
        assert theirs["Answer", f"C{at}"] == row.rank
        for column, part in zip("EFGHIJ", row.contributions.values(), strict=True):
            assert near(theirs["Answer", f"{column}{at}"], part)
    assert theirs["Answer", "B5"] == next(row.title for row in ranked.values() if row.rank == 1)


def test_changed_constants_of_a_product_find_their_k(tmp_path: Path) -> None:
    model = dm.read(TEXTBOOK / "mexico_airport.yaml")
    content = exported(model)
    for points in (5.0, 100.0):
        place = found(values(content), "Weights", "Capacity", "C")
        theirs = recalculated(content, tmp_path, {("Weights", place): points})
        assert near(total(theirs), float(dm.solve(model.varied(weights={"capacity": points})).total))


@pytest.mark.parametrize(("name", "parameter", "value"), [("goferbroke", "p_oil", 0.4), ("goferbroke", "p_oil", 0.01)])
def test_chances_are_revised_anew(name: str, parameter: str, value: float, tmp_path: Path) -> None:
    model = dm.read(TEXTBOOK / f"{name}.yaml")
    content = exported(model)
    place = found(values(content), "Parameters", parameter, "C")
    theirs = recalculated(content, tmp_path, {("Parameters", place): value})
    assert near(total(theirs), float(dm.solve(model.varied(parameters={parameter: value})).total))


def test_changed_parameters_and_chances_change_the_answer_as_ours(tmp_path: Path) -> None:
    model = dm.read(SCENARIOS / "berlin_1961" / "contingency.yaml")
    content = exported(model)
    place = found(values(content), "Parameters", "p_comes", "C")
    theirs = recalculated(content, tmp_path, {("Parameters", place): 0.55})
    assert near(total(theirs), float(dm.solve(model.varied(parameters={"p_comes": 0.55})).total))
    model = dm.read(SCENARIOS / "berlin_1948" / "blockade.yaml")
    content = exported(model)
    cells = values(content)
    address = next(address for address, number in model.numbers.items() if number.kind == "chance" and number.is_free)
    rule, outcome = address.rpartition(".")[0], address.rpartition(".")[2]
    event = model.steps[rule.split(".")[0]]
    at = found(cells, "Chances", rule, "")
    column = "CDEFGH"[event.state_names.index(outcome)]
    theirs = recalculated(content, tmp_path, {("Chances", column + at): 0.05})
    assert near(total(theirs), float(dm.solve(model.varied(numbers={address: 0.05})).total))


def test_the_same_scenario_gives_the_same_bytes() -> None:
    contents = [exported(dm.read(TEXTBOOK / "goferbroke.yaml")) for _ in range(2)]
    assert contents[0] == contents[1]
    with zipfile.ZipFile(io.BytesIO(contents[0])) as archive:
        assert b"2000-01-01T00:00:00Z</dcterms:created>" in archive.read("docProps/core.xml")
        assert {info.date_time[:3] for info in archive.infolist()} == {(1980, 1, 1)}


def test_every_shipped_scenario_is_held_and_read_back() -> None:
    for path in sorted(SCENARIOS.glob("*/*.yaml")):
        model = dm.read(path)
        content = exported(model)
        assert near(total(values(content)), float(dm.solve(model).total)), path
        imported = _imported(content)
        assert dm.write(imported.model) == dm.write(model), path
        assert [remark.fate for remark in imported.remarks] == ["kept"], path


def test_labels_are_never_formulas() -> None:
    hostile = ['=HYPERLINK("http://example.org","x")', "+1+1", "-2", "@SUM(A1)", "{=1}", "http://example.org"]
    options = ", ".join(f"o{number}: {label!r}" for number, label in enumerate(hostile[1:]))
    model = dm.parse(
        f"decision_model: 1\ntitle: {hostile[0]!r}\nsequence:\n"
        f"  - decide: d\n    label: '{{=1}}'\n    options: {{{options}}}\n"
        "considerations:\n  - {name: c, label: '=c', scores: 50}\n"
    )
    book = openpyxl.load_workbook(io.BytesIO(exported(model)))
    texts = {cell.value: cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert all(texts[label] == "s" for label in (*hostile, "=c"))
    assert not any(sheet._hyperlinks for sheet in book)


def test_names_with_hyphens_and_capitals_name_cells_too() -> None:
    model = dm.parse(
        "decision_model: 1\ntitle: Hyphens\nsequence:\n  - {decide: my-choice, options: {a-1: A, b-1: B}}\n"
        "considerations:\n  - {name: c-1, weight: 3, scores: [{when: {my-choice: a-1}, then: 9}, {otherwise: 2}]}\n"
        "  - {name: C_1, scores: 40}\n"
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = openpyxl.load_workbook(io.BytesIO(exported(model)))
    assert {"weight_c_1", "weight_C_1_2"} <= set(book.defined_names)


def test_what_is_too_large_is_refused() -> None:
    rows = "\n".join(
        f"  - event: e{number}\n    outcomes: {{a: A, b: B}}\n    chance: {{a: 0.5, b: rest}}" for number in range(14)
    )
    scores = "\n".join(f"        - when: {{e{number}: a}}\n          by: {number}" for number in range(14))
    text = f"decision_model: 1\ntitle: T\nsequence:\n{rows}\n  - decide: d\n    options: {{x: X, y: Y}}\ncombine: sum\n"
    text += f"considerations:\n  - name: c\n    scores:\n      start: 0\n      adjust:\n{scores}\n"
    product = "\n".join(f"        - when: {{e{n}: a, d: x}}\n          by: 1" for n in range(14))
    with pytest.raises(ModelError, match="a workbook holds 10,000 at most"):
        exported(dm.parse(text + product + "\n"))


def _changed(content: bytes, changes: dict[tuple[str, str], Any]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for (sheet, place), value in changes.items():
        book[sheet][place] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _imported(*contents: bytes) -> Any:
    from decision_model.interchange.draft import ImportChoices
    from decision_model.interchange.foreign_file import ForeignFile
    from decision_model.interchange.imported import import_files

    names = [f"edited_{number}.xlsx" for number in range(len(contents))]
    return import_files([ForeignFile(*pair) for pair in zip(names, contents, strict=True)], ImportChoices())


def test_changed_weights_come_back_as_a_perspective() -> None:
    model = dm.read(TEXTBOOK / "office_location.yaml")
    content = exported(model)
    place = found(values(content), "Weights", "Image", "C")
    ann = _changed(content, {("Weights", place): 90, ("Weights", "B4"): "Ann Möller"})
    ben = _changed(content, {("Weights", place): 1})
    imported = _imported(ann, ben, content)
    assert list(imported.model.perspectives) == ["ann_moller", "edited_1"]
    views = {view.label: view.solution.total for view in dm.compare(imported.model).views}
    assert near(views["Ann Möller"], float(dm.solve(model.varied(weights={"image": 90})).total))
    assert [remark.fate for remark in imported.remarks] == ["changed", "changed", "kept"]
    assert "1 weight changed" in imported.remarks[0].message
    assert "nothing was changed in the workbook of 'edited_2'" in imported.remarks[2].message


def test_changed_parameters_come_back_as_a_what_if() -> None:
    model = dm.read(SCENARIOS / "berlin_1961" / "contingency.yaml")
    content = exported(model)
    cells = values(content)
    changes = {("Parameters", found(cells, "Parameters", "p_comes", "C")): 0.55}
    changes |= {("Weights", found(cells, "Weights", "allied_unity", "C")): 60}
    imported = _imported(_changed(content, changes))
    what_if = imported.model.what_ifs["edited_0"]
    assert set(what_if.parameters) == {"p_comes"}
    varied = model.varied(parameters={"p_comes": 0.55}, weights={"allied_unity": 60})
    views = {view.name: view.solution.total for view in dm.compare(imported.model, [], ["edited_0"]).views}
    assert near(views["edited_0"], float(dm.solve(varied).total))


def test_changed_chances_come_back_too() -> None:
    model = dm.read(SCENARIOS / "berlin_1948" / "blockade.yaml")
    content = exported(model)
    address = next(address for address, number in model.numbers.items() if number.kind == "chance" and number.is_free)
    rule, outcome = address.rpartition(".")[0], address.rpartition(".")[2]
    column = "CDEFGH"[model.steps[rule.split(".")[0]].state_names.index(outcome)]
    place = found(values(content), "Chances", rule, column)
    imported = _imported(_changed(content, {("Chances", place): 0.05}))
    assert set(imported.model.perspectives["edited_0"].chances) == {address}


def test_changes_that_no_perspective_holds_are_named_by_their_cells() -> None:
    content = exported(dm.read(TEXTBOOK / "office_location.yaml"))
    image = found(values(content), "Weights", "Image", "C")
    changes = {("Scores", "F10"): 1, ("Weights", image): 90, ("Weights", "E7"): 5, ("Scores", "E10"): 77}
    changes |= {("Scores", "C9"): "Addison Place", ("Answer", "L3"): "looks fine"}
    imported = _imported(_changed(content, changes))
    lost = [remark.message for remark in imported.remarks if remark.fate == "lost"]
    assert len(lost) == 1
    for cell in ("Scores F10 (1, was 20)", "Weights E7 (5, was 0)", "Scores C9 (Addison Place, was Addison Square)"):
        assert cell in lost[0]
    assert "Scores E10 (77, was " in lost[0]  # a number over a formula
    assert "Answer L3 (looks fine, was empty)" in lost[0]
    assert f"Weights {image} " not in lost[0]
    assert set(imported.model.perspectives) == {"edited_0"}
    alone = _imported(_changed(content, {("Scores", "F10"): 1}))
    assert [remark.fate for remark in alone.remarks] == ["lost"]
    assert dm.write(alone.model) == dm.write(_imported(content).model)
    emptied = _imported(_changed(content, {("Weights", image): None}))
    assert f"Weights {image} (empty, was " in emptied.remarks[0].message


def test_interactions_and_what_is_left_over_are_named_by_their_cells() -> None:
    content = exported(dm.read(TEXTBOOK / "three_students.yaml"))
    place = next(key for key, value in values(content).items() if key[0] == "Weights" and value == "Strength")[1]
    strength = f"C{int(place[1:]) + 1}"
    assert (
        f"Weights {strength} (0.9, was "
        in _imported(_changed(content, {("Weights", strength): 0.9})).remarks[0].message
    )
    model = dm.read(TEXTBOOK / "goferbroke.yaml")
    content = exported(model)
    formulas = openpyxl.load_workbook(io.BytesIO(content))["Chances"]
    rest = next(cell for row in formulas.iter_rows() for cell in row if str(cell.value).startswith("=1-"))
    lost = _imported(_changed(content, {("Chances", rest.coordinate): 0.5})).remarks
    assert f"Chances {rest.coordinate} (0.5, was " in lost[0].message


def test_numbers_typed_over_formulas_come_back_where_they_can() -> None:
    model = dm.read(TEXTBOOK / "oil_wildcatter.yaml")
    content = exported(model)
    place = found(values(content), "Parameters", "p_dry", "C")
    imported = _imported(_changed(content, {("Parameters", place): 0.4}))
    assert {remark.fate for remark in imported.remarks} == {"changed"}
    views = {view.name: view.solution.total for view in dm.compare(imported.model, [], ["edited_0"]).views}
    assert near(views["edited_0"], float(dm.solve(model.varied(parameters={"p_dry": 0.4})).total))


def test_fractions_are_numbers_to_be_changed() -> None:
    content = exported(dm.read(TEXTBOOK / "supplier_cost.yaml"))
    assert openpyxl.load_workbook(io.BytesIO(content))["Chances"]["C6"].value == pytest.approx(1 / 3)
    imported = _imported(_changed(content, {("Chances", "C6"): 0.2}))
    assert set(imported.model.perspectives["edited_0"].chances) == {"future.chance.1.calm"}
    with pytest.raises(ScenarioError, match=r"the chance is 1\.4"):
        _imported(_changed(content, {("Chances", "C6"): 1.4}))


def test_sheets_that_were_added_and_formulas_that_were_dropped_are_told() -> None:
    content = exported(dm.read(TEXTBOOK / "office_location.yaml"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.create_sheet("Thoughts")["A1"] = "Why not?"
    stream = io.BytesIO()
    book.save(stream)
    assert "the sheet 'Thoughts'" in _imported(stream.getvalue()).remarks[0].message
    plain = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    stream = io.BytesIO()
    plain.save(stream)
    (remark,) = _imported(stream.getvalue()).remarks
    assert "saved without its formulas" in remark.message


@pytest.mark.parametrize("name", ["textbook/goferbroke", "textbook/three_students", "berlin_1961/contingency"])
def test_what_libreoffice_saves_is_taken_as_unchanged(name: str, tmp_path: Path) -> None:
    content = exported(dm.read(SCENARIOS / f"{name}.yaml"))
    recalculated(content, tmp_path)
    (remark,) = _imported((tmp_path / "out" / "changed.xlsx").read_bytes()).remarks
    assert remark.fate == "kept"


def test_what_is_no_number_or_another_scenario_is_refused() -> None:
    content = exported(dm.read(TEXTBOOK / "office_location.yaml"))
    place = found(values(content), "Weights", "Image", "C")
    with pytest.raises(ScenarioError, match="'image' was changed to 'a lot', which is no number"):
        _imported(_changed(content, {("Weights", place): "a lot"}))
    with pytest.raises(ScenarioError, match="of another scenario"):
        _imported(content, exported(dm.read(TEXTBOOK / "umbrella.yaml")))
    with pytest.raises(ScenarioError, match="is no scenario any more"):
        _imported(_changed(content, {("Scenario", "A1"): "nonsense"}))
