"""Whatever a teacher has, as files by hand after the shapes that forms export, and what must come out of each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import decision_model as dm
from decision_model.analysis.classroom.ballots import asked
from decision_model.interfaces.classroom import Persons, Pile, form_questions, read_answers
from decision_model.interfaces.classroom.class_file import class_file
from decision_model.interfaces.classroom.naming import as_number
from decision_model.interfaces.formats import csv_file
from decision_model.model.labels import consideration_labels
from tests.classroom.classes import classes
from tests.profiles import examples

HERE = Path(__file__).parent
ANSWERS = HERE / "answers"
SCENARIO = HERE / "where.yaml"
MODEL = dm.read(SCENARIO)

Row = tuple[tuple[float, float, float], str, str, str]


def pile(*names: str, **options: object) -> Pile:
    return read_answers(MODEL, [ANSWERS / name for name in names], **options)  # type: ignore[arg-type]


def rows(found: Pile) -> list[Row]:
    """Weights, choice, group and name of every ballot."""
    order = [each.name for each in asked(MODEL)]
    points = [tuple(round(ballot.weights[name], 6) for name in order) for ballot in found.ballots]
    return [(p, b.choice, b.group, b.name) for p, b in zip(points, found.ballots, strict=True)]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "google_grid.csv",
            [
                ((50, 10, 40), "vienna", "Bonn", ""),
                ((30, 30, 40), "vienna", "Paris", ""),
                ((70, 0, 30), "none", "Bonn", ""),
            ],
        ),
        ("google_german_cp1252.csv", [((33.5, 33.5, 33), "", "", ""), ((50, 25, 25), "", "", "")]),
        ("microsoft_tabs_bom.csv", [((10, 80, 10), "berlin", "", ""), ((80, 10, 10), "none", "", "")]),
        (
            "microsoft_ranking.csv",
            [((27.777778, 61.111111, 11.111111), "", "", ""), ((27.777778, 11.111111, 61.111111), "", "", "")],
        ),
        ("moodle_feedback.csv", [((40, 40, 20), "", "", "Ann Beispiel"), ((0, 50, 50), "", "", "Bob Muster")]),
        ("mentimeter_voters.csv", [((10, 20, 70), "", "", ""), ((34, 33, 33), "", "", "")]),
        (
            "a_row_a_question.csv",
            [((10, 80, 10), "", "Paris", ""), ((30, 30, 40), "", "Bonn", ""), ((50, 25, 25), "", "Paris", "")],
        ),
        ("links_in_a_sheet.csv", [((20, 60, 20), "berlin", "", ""), ((50, 10, 40), "", "", "Bob")]),
        (
            "chat.txt",
            [((50, 10, 40), "vienna", "", "Bob M."), ((30, 30, 40), "", "", "Ann"), ((70, 0, 30), "", "", "Cem")],
        ),
        (
            "entries.txt",
            [
                ((20, 60, 20), "", "", "Ann"),
                ((50, 10, 40), "", "", "Bob"),
                ((30, 30.5, 39.5), "", "", "Group 3"),
                ((70, 0, 30), "", "", ""),
            ],
        ),
        ("mail.eml", [((20, 60, 20), "vienna", "", "Ann Beispiel"), ((99, 1, 0), "", "", "")]),
    ],
)
def test_what_comes_out_of_each_shape(name: str, expected: list[Row]) -> None:
    found = pile(name, names=True)
    assert rows(found) == expected
    assert found.troubles == ()


@pytest.mark.parametrize(
    ("name", "kept", "troubles", "notes"),
    [
        ("blank_cell.csv", 1, ["line 2, column 2: the weight of berlin_morale is blank; a blank is no 0"], []),
        (
            "words_for_numbers.csv",
            1,
            ["line 2, column 2: 'a lot' for berlin_morale is no number", "line 3, column 1: '5 - very'"],
            [],
        ),
        ("column_twice.csv", 0, ["two columns stand for berlin_morale"], []),
        ("column_missing.csv", 0, ["line 1: there is no column for way_out"], []),
        ("averages.csv", 0, ["this holds averages, not answers"], []),
        (
            "cut_link.txt",
            1,
            [
                "line 1: this link holds 2 weights where the scenario has 3: it is cut off",
                "line 2: a weight in this link is no number",
                "line 3: this link holds 4 weights where the scenario has 3: it is of another version",
            ],
            ["line 4: this link sets numbers", "another version of the scenario; counted. cut_link.txt, line 4"],
        ),
        ("zero_and_negative.csv", 1, ["line 3, column 1: -5 for allied_unity", "line 2: all weights are 0"], []),
        (
            "two_choices.csv",
            5,
            ["line 2, column 1: 'In Berlin;In Vienna;' is no single option", "line 5, column 1: 'In Paris'"],
            ["all weights alike", "not of 100 points together (3 to 101)"],
        ),
        (
            "other_scenario.txt",
            1,
            ["line 1: 'cost' is not a consideration", "line 2: no weights stand", "line 3: 'high' for allied_unity"],
            ["line 4: berlin_morale is not given and keeps the weight of the file"],
        ),
        ("no_workbook.xlsx", 0, ["this is no workbook that can be read"], []),
        (
            "untouched.csv",
            4,
            [],
            ["all weights alike", "the file's own weights", "line 2 (150); untouched.csv, line 5 (102)"],
        ),
        ("empty.txt", 0, ["no answer was found in it"], []),
    ],
)
def test_what_is_said_of_what_is_broken(name: str, kept: int, troubles: Sequence[str], notes: Sequence[str]) -> None:
    found = pile(f"broken/{name}")
    assert len(found.ballots) == kept
    assert len(found.troubles) == len(troubles)
    for said, trouble in zip(troubles, found.troubles, strict=True):
        assert said in str(trouble)
        assert str(trouble).startswith(name)
    assert len(found.notes) == len(notes)
    for said, note in zip(notes, found.notes, strict=True):
        assert said in note


def test_a_folder_is_read_whole_and_the_last_of_a_person_counts() -> None:
    found = read_answers(MODEL, [ANSWERS])
    assert len(found.ballots) == 35
    assert "35 answers in 23 files" in found.understood
    replaced = next(note for note in found.notes if "answered more than once" in note)
    assert "answers/google_grid.csv, line 2 by " in replaced


def test_nobody_is_named_unless_it_is_asked_for() -> None:
    found = read_answers(MODEL, [ANSWERS])
    result = dm.classroom(MODEL, found.ballots)
    said = " ".join([found.understood, *found.notes, *map(str, found.troubles), repr(found.ballots), repr(result)])
    said += csv_file(result).decode("utf-8-sig") + dm.describe(result)
    for name in ("Ann", "Bob", "Cem", "Muster", "example.org", "@"):
        assert name not in said
    named = dm.classroom(MODEL, pile("chat.txt", names=True).ballots)
    assert "Ann" in csv_file(named).decode("utf-8-sig")


def test_the_order_of_ballots_tells_nothing_of_the_order_of_answers(tmp_path: Path) -> None:
    lines = (ANSWERS / "mentimeter_voters.csv").read_text("utf-8").splitlines()
    turned = tmp_path / "turned.csv"
    turned.write_text("\n".join([*lines[:4], *reversed(lines[4:])]), "utf-8")
    assert read_answers(MODEL, [turned]).ballots == pile("mentimeter_voters.csv").ballots


def test_who_is_who_is_known_over_two_rounds() -> None:
    persons = Persons()
    now = pile("google_grid.csv", persons=persons)
    before = pile("links_in_a_sheet.csv", persons=persons)
    result = dm.classroom(MODEL, now.ballots, before.ballots)
    assert result.rounds is not None
    assert result.rounds.persons == 2
    assert result.rounds.moved == 1


def test_the_column_of_groups_is_the_one_that_is_named(tmp_path: Path) -> None:
    file = tmp_path / "form.csv"
    file.write_text("Seat,Group,Allied unity,Morale,way_out\nleft,A,1,2,3\nright,B,3,2,1\n", "utf-8")
    assert {ballot.group for ballot in read_answers(MODEL, [file]).ballots} == {"A", "B"}
    assert {ballot.group for ballot in read_answers(MODEL, [file], group="seat").ballots} == {"left", "right"}
    [trouble] = read_answers(MODEL, [file], group="row").troubles
    assert "there is no column 'row'" in str(trouble)


@pytest.mark.parametrize("code", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_code_and_separator(code: str, sign: str, end: str, tmp_path: Path) -> None:
    table = [
        ["Größe – Zürich", "Allied unity", "Morale in Berlin", "A way out of the crisis"],
        ["ü; , x\ty", "1,5", "2", "3"],
    ]
    text = end.join(sign.join(f'"{cell}"' for cell in row) for row in table) + end
    file = tmp_path / "form.csv"
    file.write_bytes(text.encode(code))
    assert rows(read_answers(MODEL, [file])) == [((1.5, 2, 3), "", "", "")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12.0), ("12,5", 12.5), (" 12.5 % ", 12.5), ("30 points", 30.0), ("30 / 100", 30.0), ("\u22125", -5.0),
        ("0", 0.0), ("", None), ("1e3", None), ("1.234,5", None), ("12 of 50", None), ("nan", None), ("ten", None),
        ("5-6", None), ("\u0663", 3.0),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, value: float | None) -> None:
    assert as_number(text) == value


def workbook(table: Sequence[Sequence[object]], shared: bool = True, **extra: str) -> bytes:
    """The parts of a workbook that a spreadsheet writes, with texts shared or in their cells."""
    texts = [str(cell) for row in table for cell in row if isinstance(cell, str)]
    lines = []
    for line, row in enumerate(table, 1):
        cells = []
        for column, cell in enumerate(row):
            place = f'r="{chr(65 + column)}{line}"'
            if cell is None:
                continue
            if isinstance(cell, str) and shared:
                cells.append(f'<c {place} t="s"><v>{texts.index(cell)}</v></c>')
            elif isinstance(cell, str):
                cells.append(f'<c {place} t="inlineStr"><is><t>{escape(cell)}</t></is></c>')
            else:
                cells.append(f"<c {place}><v>{cell}</v></c>")
        lines.append(f'<row r="{line}">{"".join(cells)}</row>')
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="Form1" sheetId="1" r:id="rId7"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="rId7" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{''.join(lines)}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f"<sst {main}>{''.join(f'<si><t>{escape(t)}</t></si>' for t in texts)}</sst>",
        **extra,
    }
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


SHEET = [
    ["ID", "Start time", "Email", "Site of the talks", "Allied unity", "Morale in Berlin", "A way out of the crisis"],
    [1, 46356.38, "ann@example.org", "In Berlin;", 20, 60.5, 19.5],
    [2, 46356.39, "anonymous", None, "40", 40, None],
]


@pytest.mark.parametrize("shared", [True, False])
def test_a_workbook_of_a_form(shared: bool, tmp_path: Path) -> None:
    file = tmp_path / "form.xlsx"
    file.write_bytes(workbook(SHEET, shared))
    found = read_answers(MODEL, [file])
    assert rows(found) == [((20, 60.5, 19.5), "berlin", "", "")]
    [trouble] = found.troubles
    assert "form.xlsx, cell G3: the weight of way_out is blank" in str(trouble)


@pytest.mark.parametrize(
    "sheet",
    [
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>',
        "<worksheet><sheetData><row><c r='A99999999'/></row></sheetData></worksheet>",
        "<worksheet><sheetData><row><c r='A1' t='s'><v>9999</v></c></row></sheetData></worksheet>",
        "<worksheet>" + " " * 21_000_000 + "</worksheet>",
        "not xml",
        "",
    ],
)
def test_a_workbook_that_means_harm_or_is_broken_is_refused(sheet: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.xlsx"
    file.write_bytes(workbook(SHEET, **{"xl/worksheets/sheet1.xml": sheet}))
    found = read_answers(MODEL, [file])
    assert (found.ballots, len(found.troubles)) == ((), 1)


@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.txt", "a.xlsx", "a.eml", "a.yaml"]))
@settings(max_examples=examples(400))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes, name: str) -> None:
    file = tmp_path_factory.mktemp("any") / name
    file.write_bytes(content)
    found = read_answers(MODEL, [file])
    assert found.ballots or found.troubles
    assert all(str(trouble).startswith(name) for trouble in found.troubles)


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://x.org/p.html#w=1,2,3&amp;name=Ann">https://x.org/p.html#w=1,2,3&amp;name=Ann</a>',
        "[here](https://x.org/p.html#w=1,2,3&name=Ann)",
        "[https://x.org/p.html#w=1,2,3&name=Ann](https://x.org/p.html#w=1,2,3&name=Ann)",
        "<https://x.org/p.html#w=1,2,3&name=Ann|https://x.org/p.html#w=1,2,3&name=Ann>",
        '{"text": "see \\"https:\\/\\/x.org\\/p.html#w=1,2,3&name=Ann\\""}',
        "file:///C:/p.html#id=2c406a4b&w=1,2,3&name=Ann;",
        "https://l.example.com/?u=https%3A%2F%2Fx.org%2Fp.html%23w%3D1%2C2%2C3%26name%3DAnn",
    ],
)
def test_a_link_in_whatever_stands_around_it_is_one_answer(text: str, tmp_path: Path) -> None:
    file = tmp_path / "chat.txt"
    file.write_text(f"{text}\n", "utf-8")
    found = read_answers(MODEL, [file], names=True)
    assert rows(found) == [((1, 2, 3), "", "", "Ann")]
    assert (found.notes, found.troubles) == ((), ())


def test_one_endless_line_takes_no_time(tmp_path: Path) -> None:
    from time import process_time

    file = tmp_path / "export.json"
    entry = 'x: {label: "A%d", weights: {allied_unity: 1, berlin_morale: 2, way_out: 3}} #w=1,2,3&name=B%d '
    file.write_text("a=&" * 100_000 + "".join(entry % (number, number) for number in range(2_000)), "utf-8")
    start = process_time()
    assert len(read_answers(MODEL, [file]).ballots) == 4_000
    assert process_time() - start < 10


HOSTILE = [
    "=cmd|' /C calc'!A0",
    "\x1b[31mred",
    "</script><img src=x onerror=alert(1)>",
    'a: {b: "c',
    "@SUM(1)",
    "\u202eevil",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_that_mean_harm_stay_texts(name: str, tmp_path: Path) -> None:
    ballots = [dm.Ballot({"allied_unity": 1.0, "berlin_morale": share}, name=name) for share in (1.0, 9.0)]
    result = dm.classroom(MODEL, ballots)
    (tmp_path / "where.yaml").write_bytes(SCENARIO.read_bytes())
    written = tmp_path / "class.yaml"
    written.write_bytes(class_file(result, tmp_path / "where.yaml", written))
    assert len(dm.read(written).perspectives) == 2
    cells = [line.split(",")[0].strip('"') for line in csv_file(result).decode("utf-8-sig").splitlines()[1:]]
    assert all(cell[:1] not in "=+-@\t" and "\x1b" not in cell for cell in cells)
    assert "<img" not in result._repr_html_()


PIECES = ["weights:", "label:", "{", "}", "#w=1,2,3", "\n", "> ", "allied_unity: 3", '"', ",", ";", "=", "\t"]
PIECES += ["From: a@b\n\n", "%23w%3D", "Allied unity", "&name=", "Morale", "way_out", "'", "1,5", "sep=;"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.sampled_from(["a.csv", "a.txt", "a.eml"]))
@settings(max_examples=examples(400))
def test_any_text_of_the_right_pieces_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str, name: str
) -> None:
    file = tmp_path_factory.mktemp("any") / name
    file.write_text(text, "utf-8")
    found = read_answers(MODEL, [file])
    assert found.ballots or found.troubles
    if found.ballots:
        assert dm.classroom(MODEL, found.ballots).answers == found.ballots


@given(classes(least=2))
@settings(max_examples=examples(60))
def test_an_export_is_read_as_the_same_class(
    tmp_path_factory: pytest.TempPathFactory, case: tuple[dm.DecisionModel, list[dm.Ballot]]
) -> None:
    model, ballots = case
    folder = tmp_path_factory.mktemp("export")
    result = dm.classroom(model, ballots)
    (folder / "class.csv").write_bytes(csv_file(result))
    again = dm.classroom(model, read_answers(model, [folder / "class.csv"]).ballots)
    assert again.statement == result.statement
    assert again.counts == result.counts
    (folder / "base.yaml").write_text(dm.write(model), "utf-8")
    written = folder / "class.yaml"
    written.write_bytes(class_file(result, folder / "base.yaml", written))
    from_yaml = dm.classroom(model, read_answers(model, [written]).ballots)
    assert (from_yaml.counts, from_yaml.votes.firsts.tolist()) == (result.counts, result.votes.firsts.tolist())
    in_python = dm.classroom(dm.read(written))
    assert in_python.counts == result.counts


@pytest.mark.parametrize("scenario", ["berlin_1961/contingency", "berlin_1961/options", "cuba_1962/first_move"])
def test_the_questions_match_by_construction(scenario: str, tmp_path: Path) -> None:
    model = dm.read(f"scenarios/{scenario}.yaml")
    lines = form_questions(model).splitlines()
    choice = next(line.strip() for line in lines if line.startswith("  Before any result"))
    weights = [line.strip() for line in lines if line.startswith("  Weight of")]
    option = next(line.strip()[2:] for line in lines if line.startswith("    - "))
    assert len(weights) == len(asked(model))
    file = tmp_path / "form.csv"
    cells = [[choice, *weights, "Group"], [option, *(str(place + 1) for place in range(len(weights))), "A"]]
    file.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in cells), "utf-8")
    found = read_answers(model, [file])
    assert found.troubles == ()
    [ballot] = found.ballots
    assert ballot.choice == model.decisions[0].options[0].name
    assert [ballot.weights[each.name] for each in asked(model)] == list(range(1, len(weights) + 1))
    assert set(consideration_labels(model)) >= set(ballot.weights)
