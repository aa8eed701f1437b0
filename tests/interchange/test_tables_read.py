"""Tables that people type: orientation, separators, decimal signs, directions, and what is refused at its line."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import decision_model as dm
from decision_model.errors import ScenarioError
from decision_model.interchange.draft import ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.imported import Imported, import_files
from decision_model.interchange.matrices.table_numbers import notation
from tests.interchange.corpus import corpus_file
from tests.interchange.test_matrix_readers import assert_told_at, close, told, totals

FILES = Path(__file__).parent / "files" / "csv"
PLAIN = "Car,Price (lower is better),Comfort (max)\nWeight,3,2\nA,10,5\nB,20,9\n"


def read(text: str | bytes, name: str = "cars.csv", **choices: tuple[str, ...]) -> Imported:
    """The import of a text."""
    data = text if isinstance(text, bytes) else text.encode()
    return import_files((ForeignFile(name, data),), ImportChoices(**choices))  # type: ignore[arg-type]


def workbook(*rows: list[object], merged: str = "", title: str = "Table") -> bytes:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_table_as_a_person_types_it() -> None:
    imported = dm.import_file(FILES / "cars.csv")
    price = [1 - (value - 14000) / 17000 for value in (25500.5, 31000, 14000)]
    co2 = [1 - value / 120.5 for value in (120.5, 0, 105.25)]
    comfort = [1.0, 25 / 40, 0.0]
    expected = [40 * a + 20 * b + 40 * c for a, b, c in zip(price, co2, comfort, strict=True)]
    assert close(totals(imported), dict(zip(("Golf", "Zoe", "Up"), expected, strict=True)))
    assert imported.model.title == "Which car?"
    assert "a magazine" in imported.model.note
    assert "'Total' is worked out anew" in told(imported, "lost")
    assert imported.model.considerations[0].label == "Price (EUR)"
    assert "note: Solid" in imported.text


def test_the_other_way_round_and_directions_said_by_the_user() -> None:
    with pytest.raises(ScenarioError, match="--higher price,comfort"):
        dm.load(FILES / "across.csv")
    imported = dm.import_file(FILES / "across.csv", lower=("Price",), higher=("comfort",))
    assert close(totals(imported), {"Car A": 60.0, "Car B": 40.0})
    assert imported.model == dm.import_file(FILES / "across.csv", higher=("comfort",), lower=("price",)).model


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_separators_and_encodings(separator: str, encoding: str) -> None:
    text = PLAIN.replace(",", separator).replace("Car", "Véhicule").replace("\n", "\r\n")
    imported = read(text.encode(encoding))
    assert imported.model.decisions[0].label == "Véhicule"
    assert close(totals(imported), {"A": 60.0, "B": 40.0})


@given(st.permutations([0, 1, 2]), st.booleans(), st.sampled_from([";", "\t"]))
def test_order_orientation_and_separator_change_nothing(order: list[int], turned: bool, separator: str) -> None:
    columns = [
        ["", "Weight", "A", "B", "C"],
        ["Cost (min)", "5", "1,5", "2,25", "3"],
        ["Use (max)", "3", "7", "8,5", "2"],
    ]
    columns.append(["Fun (max)", "2", "0", "1", "0,125"])
    chosen = [columns[0], *(columns[1 + place] for place in order)]
    rows = chosen if turned else [list(row) for row in zip(*chosen, strict=True)]
    found = totals(read("\n".join(separator.join(row) for row in rows)))
    cost, use, fun = (1, 0.5, 0), (5 / 6.5, 1, 0), (0, 1, 0.125)
    expected = {name: 50 * cost[i] + 30 * use[i] + 20 * fun[i] for i, name in enumerate("ABC")}
    assert close(found, expected)


@pytest.mark.parametrize(
    ("texts", "separator", "decimal"),
    [
        (["1.234,5"], ";", ","),
        (["1,234.5"], ",", "."),
        (["0,125"], ";", ","),
        (["12,50 €", "3"], ";", ","),
        (["1 234,5"], ";", ","),
        (["1'234.5"], ";", "."),
        (["1,234,567"], ",", "."),
        (["3.125"], "\t", "."),
    ],
)
def test_decimal_signs(texts: list[str], separator: str, decimal: str) -> None:
    found = notation(texts, separator)
    assert (found.decimal, found.mixed, found.unsure) == (decimal, None, "")


def test_numbers_that_can_be_read_in_two_ways_are_refused() -> None:
    assert notation(["1,234", "5,678"], ",").unsure == "1,234"
    assert notation(["1.234"], ";").unsure == "1.234"
    assert notation(["1,5", "2.5"], ";").mixed == ("2.5", "1,5")
    with pytest.raises(ScenarioError, match="can be read in two ways"):
        read('Car,Price (min)\nA,"1,234"\nB,"2,345"\n')


@pytest.mark.parametrize(
    ("found", "put", "line", "message"),
    [
        ("A,10,5", "A,ten,5", 3, "'ten', which is no number"),
        ("A,10,5", "A,,5", 3, "is empty"),
        ("Weight,3,2", "Weight,3,much", 2, "'much', which is no number"),
        ("B,20,9", "A,20,9", 4, "two alternatives called 'A'"),
        ("Comfort (max)", "Price (max)", 0, ""),
        ("B,20,9", ",20,9", 4, "this row has no name"),
        ("Comfort (max)", "", 1, "has no heading"),
        ("A,10,5", 'A,"10,5', 3, "a quotation mark is opened"),
        ("Comfort (max)", "Comfort", 1, "--higher comfort"),
        ("A,10,5\nB,20,9", "A,10,red\nB,20,blue", 1, "holds words ('red' and 'blue')"),
        ("\nB,20,9", "", 0, "A decision needs two"),
    ],
)
def test_what_is_wrong_is_told_at_its_line(found: str, put: str, line: int, message: str) -> None:
    assert found in PLAIN
    text = PLAIN.replace(found, put)
    if not message:
        read(text)
        return
    with pytest.raises(ScenarioError) as caught:
        read(text)
    assert_told_at(caught.value, line, message)


def test_names_that_are_no_criteria_are_refused() -> None:
    with pytest.raises(ScenarioError, match="there is no criterion 'prise'"):
        read(PLAIN, lower=("prise",))
    with pytest.raises(ScenarioError, match="named under --lower and --higher"):
        read(PLAIN, lower=("price",), higher=("price",))


def test_worst_and_best_rows_are_the_scale() -> None:
    imported = read("Car,Price,Comfort\nworst,50,0\nbest,0,10\nA,10,5\nB,20,9\n")
    assert close(totals(imported), {"A": 50 * 0.8 + 50 * 0.5, "B": 50 * 0.6 + 50 * 0.9})


def test_a_million_rows_are_refused_quickly() -> None:
    with pytest.raises(ScenarioError, match="more than 5,000 rows"):
        read("Car,Price (min)\n" + "A,1\n" * 1_000_000)


def test_a_table_in_a_workbook_with_merged_headings() -> None:
    rows = [
        ["Which car?"],
        [None, "Money", "Other"],
        ["Car", "Price (min)", "Comfort (max)"],
        ["A", 10, 5],
        ["B", 20, 9.5],
    ]
    imported = read(workbook(*rows, merged="A1:C1"), "cars.xlsx")
    assert imported.model.title == "Which car?"
    assert close(totals(imported), {"A": 50.0, "B": 50.0})
    with pytest.raises(ScenarioError) as caught:
        read(workbook(["Car", "Price (min)"], ["A", 10], ["B", "#DIV/0!"]), "cars.xlsx")
    location = caught.value.problems[0].location
    assert location is not None
    assert (location.line, location.text) == (3, "B | #DIV/0!")


def test_sheets_are_named_when_there_are_several() -> None:
    book = openpyxl.Workbook()
    for name in ("One", "Two"):
        sheet = book.create_sheet(name)
        for row in (["Car", "Price (min)"], [name, 1], ["B", 2]):
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(ScenarioError, match='--sheet "One"'):
        read(stream.getvalue(), "cars.xlsx")
    imported = import_files((ForeignFile("cars.xlsx", stream.getvalue()),), ImportChoices(sheet="two"))
    assert set(totals(imported)) == {"Two", "B"}


def test_zip_bombs_are_refused_unpacked_or_not() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<a>" + b" " * 60_000_000 + b"</a>")
        archive.writestr("xl/_rels/workbook.xml.rels", b"<a/>")
    assert len(stream.getvalue()) < 100_000
    with pytest.raises(ScenarioError, match="more than 20 MB"):
        read(stream.getvalue(), "bomb.xlsx")


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "save it as .xlsx"),
        ("open.ods", b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "save it as .xlsx or .csv"),
        ("a.trex", b"anything", "not published"),
        ("a.neta", b"\x89neta\0\1", "save it as text"),
        ("a.nfg", b'NFG 1 R "a" { "A" "B" } { 2 2 }\n1 2 3 4 5 6 7 8', "several players"),
        ("a.dsl", b"net A {}", "save it as .xdsl"),
        ("a.bif", b"network unknown {\n}\n", "events alone"),
        ("a.dxi", b"<?xml version='1.0'?><DEXi></DEXi>", "rules say what"),
    ],
)
def test_known_files_are_refused_with_what_to_do(name: str, data: bytes, what: str) -> None:
    with pytest.raises(ScenarioError, match=what):
        read(data, name)


def test_corpus_words_are_no_scores() -> None:
    with pytest.raises(ScenarioError, match="whose order nothing says"):
        dm.load(corpus_file("csv/Car.csv"))
    with pytest.raises(ScenarioError):
        dm.load(corpus_file("silverdecisions/mcdm2-leaguetable.csv"))


@pytest.mark.parametrize(
    ("cells", "clash"),
    [
        (("5", "7%"), True),
        (("$5", "€5"), True),
        (("0", "7%"), False),
        (("12 €", "15 EUR"), False),
        (("12 €", "15"), False),
        (("30 %", "40 %"), False),
    ],
)
def test_two_units_in_one_criterion_are_refused_and_one_is_noted(
    tmp_path: Path, cells: tuple[str, str], clash: bool
) -> None:
    (tmp_path / "table.csv").write_text(f"option;cost\na;{cells[0]}\nb;{cells[1]}\n", encoding="utf-8")
    if clash:
        with pytest.raises(ScenarioError, match="two units"):
            dm.load(tmp_path / "table.csv", lower=["cost"])
        return
    (cost,) = dm.load(tmp_path / "table.csv", lower=["cost"]).leaves
    assert cost.note == ("In €." if "€" in cells[0] else "In %.")


def test_a_formula_that_was_never_worked_out_is_shown_as_such() -> None:
    data = workbook(["Car", "Price (min)", "Use (max)"], ["A", "=20000+9000", 5], ["B", 20, 9])
    with pytest.raises(ScenarioError, match=r"'=20000\+9000', which is no number"):
        import_files([ForeignFile("table.xlsx", data)], ImportChoices())
