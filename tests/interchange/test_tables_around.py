"""What stands around a table and behind its cells: other tables, sheets, texts, hidden rows, formulas, dates, ranks."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from time import perf_counter

import openpyxl
import pytest

import decision_model as dm
from decision_model.errors import Problem, ScenarioError
from tests.interchange.test_matrix_readers import close, told, totals
from tests.interchange.test_tables_read import PLAIN, read, workbook

FILES = Path(__file__).parent / "files"
ROWS: list[list[object]] = [["Car", "Price (lower is better)", "Comfort (max)"], ["A", 10, 5], ["B", 20, 9]]


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def book_of(*rows: list[object]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(*rows)))


def refusal(text: str | bytes, name: str = "cars.csv") -> Problem:
    with pytest.raises(ScenarioError) as caught:
        read(text, name)
    return caught.value.problems[0]


def test_a_hidden_sheet_is_no_table_that_is_meant() -> None:
    book = book_of(*ROWS)
    other = book.create_sheet("Old")
    for row in [["Car", "Price (max)"], ["X", 1], ["Y", 2]]:
        other.append(row)
    other.sheet_state = "hidden"
    imported = read(saved(book), "cars.xlsx")
    assert close(totals(imported), {"A": 50.0, "B": 50.0})
    assert "the sheet 'Old' (hidden) is not read" in told(imported, "lost")
    named = read(saved(book), "cars.xlsx", sheet="Old")  # type: ignore[arg-type]
    assert close(totals(named), {"X": 0.0, "Y": 100.0})


def test_a_workbook_of_hidden_tables_alone_asks_for_the_sheet() -> None:
    book = book_of(*ROWS)
    book["Table"].sheet_state = "hidden"
    book.create_sheet("Front").append(["see inside"])
    problem = refusal(saved(book), "cars.xlsx")
    assert "only sheets that are hidden hold a table: Table" in problem.message
    assert '--sheet "Table"' in problem.remedy


def test_hidden_rows_and_columns_are_read_and_doubted() -> None:
    book = book_of(*ROWS, ["C", 5, 9])
    book["Table"].row_dimensions[4].hidden = True
    book["Table"].column_dimensions["C"].hidden = True
    imported = read(saved(book), "cars.xlsx")
    assert "C" in totals(imported)
    assert imported.doubts == ("row 4 and column C are hidden in the file and read all the same",)


def test_formulas_and_dates_are_told() -> None:
    rows: list[list[object]] = [["Car", "Ready (lower is better)"], ["A", date(2024, 5, 1)], ["B", date(2024, 6, 1)]]
    imported = read(workbook(*rows), "cars.xlsx")
    assert close(totals(imported), {"A": 100.0, "B": 0.0})
    assert "2 dates in column B: they are counted in days" in told(imported, "changed")
    assert "date" not in told(read(workbook(*ROWS), "cars.xlsx"), "changed")


def test_a_workbook_of_ours_with_results_says_that_formulas_gave_them() -> None:
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Table")
        for line, row in enumerate(ROWS):
            sheet.write_row(line, 0, row)
        sheet.write_formula(2, 1, "=2*10", None, 20)
    imported = read(stream.getvalue(), "cars.xlsx")
    assert close(totals(imported), {"A": 50.0, "B": 50.0})
    assert "1 cell with a formula: what it gave when the file was saved is read" in told(imported, "changed")


@pytest.mark.parametrize("name", ["cars.csv", "cars.xlsx"])
def test_two_tables_below_one_another_are_refused(name: str) -> None:
    second: list[list[object]] = [[], ["Town", "People (max)", "Area (max)"], ["P", 3, 4], ["Q", 5, 6]]
    rows = [*ROWS, *second]
    text = "\n".join(",".join(map(str, row)) for row in rows) + "\n"
    problem = refusal(workbook(*rows) if name.endswith("xlsx") else text, name)
    assert problem.message == "two tables stand here: one begins in line 1, another one in line 5."
    assert problem.location is not None
    assert problem.location.line == 5


def test_empty_rows_inside_one_table_do_no_harm() -> None:
    apart = PLAIN.replace("A,10", "\nA,10").replace("B,20", ",,\nB,20") + "\nTotal,30,14\n"
    assert close(totals(read(apart)), totals(read(PLAIN)))


def test_a_text_below_is_a_note_and_no_title() -> None:
    model = read(PLAIN + "\nCollected in May\n").model
    assert (model.title, model.note) == ("cars", "Collected in May")
    assert read("Which car?\n\n" + PLAIN + "Collected in May\n").model.title == "Which car?"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_read(encoding: str) -> None:
    assert close(totals(read(PLAIN.encode(encoding))), totals(read(PLAIN)))


def test_a_first_column_that_numbers_or_groups_the_rows_is_left_out() -> None:
    numbered = read("No,Option,Price (min),Comfort (max)\n1,A,10,5\n2,B,20,9\n")
    assert close(totals(numbered), {"A": 50.0, "B": 50.0})
    assert "'No' is not read, as 'Option' names the rows" in told(numbered, "lost")
    grouped = read("Group,Criterion,Direction,A,B\nMoney,Price,min,10,20\n,Fuel,min,5,9\nUse,Comfort,max,5,9\n")
    assert [each.name for each in grouped.model.considerations] == ["price", "fuel", "comfort"]


def test_numbers_that_can_be_read_in_two_ways_are_told_at_their_line() -> None:
    for text in (PLAIN.replace("A,10", "A,10.5").replace("B,20", 'B,"20,5"'), PLAIN.replace("B,20", 'B,"1,234"')):
        problem = refusal(text)
        assert problem.code == "numbers-unclear"
        assert problem.location is not None
        assert problem.location.line == 4


def test_places_that_the_file_gives_are_compared_with_ours() -> None:
    table = "Car,Price (min),Comfort (max),Rank\nA,10,9,1\nB,20,8,2\nC,30,9,3\n"
    imported = read(table)
    assert {each.stored.what: each.agrees for each in imported.comparisons} == {
        "the place of 'A'": True, "the place of 'B'": False, "the place of 'C'": False,
    }  # fmt: skip
    assert "of which 2 not as we find it" in imported.statement.detail
    assert [each.stored.line for each in imported.comparisons] == [2, 3, 4]
    turned = read("Criterion,Better,A,B\nPrice,min,10,20\nComfort,max,5,4\nRank,,1,2\n")
    assert [each.agrees for each in turned.comparisons] == [True, True]


def flats(**changes: str) -> str:
    lines = (FILES / "dmsy" / "flats.dmsy").read_text().split("\n")
    return "\n".join(
        f"  {key}: {changes[key]}" if (key := line.split(":")[0].strip()) in changes else line for line in lines
    )


@pytest.mark.parametrize("objectives", [
    "[min, max, max]", "[MIN, MAX, maximize]", "['<', '>', '+']", "[-1.0, 1.0, 1]", "[minimize, np.nanmax, np.amax]",
    "[Objective.MIN, Objective.MAX, Objective.MAX]", "['-', '+', '>']",
])  # fmt: skip
def test_objectives_may_be_words_and_signs(objectives: str) -> None:
    expected = {"Suburb": 50.0, "Station": 40.0, "Centre": 30.0}
    assert close(totals(read(flats(objectives=objectives), "flats.dmsy")), expected)


def test_weights_that_are_none_count_all_alike_and_negative_ones_are_refused_at_their_line() -> None:
    assert "the file has no weights" in told(read(flats(weights="null"), "flats.dmsy"), "changed")
    problem = refusal(flats(weights="[0.5, -0.3, 0.8]"), "flats.dmsy")
    assert problem.message == "the weight of 'size' is below 0."
    assert problem.location is not None
    assert "weights:" in problem.location.text


def test_ranked_words_keep_the_whole_scale() -> None:
    text = (FILES / "xmcda" / "whole.xml").read_text()
    third = "<rankedLabel><label>grand</label><rank>3</rank></rankedLabel>\n      <rankedLabel><label>fine"
    imported = read(text.replace("<rankedLabel><label>fine", third), "whole.xml")
    assert close(totals(imported), {"Stone": 0.4 * 20 + 0.6 * 50, "Steel": 0.4 * 75})
    assert "the words of 'Beauty' are written as their ranks" in told(imported, "changed")


def test_every_table_says_what_was_kept() -> None:
    assert told(read(PLAIN), "kept") == "2 alternatives, 2 criteria, the weights and the scores"
    assert "3 alternatives, 3 criteria" in told(dm.import_file(FILES / "dmsy" / "flats.dmsy"), "kept")


def test_places_of_many_alternatives_are_compared_at_once() -> None:
    rows = "".join(f"o{number},{number},{1999 - number},{number + 1}\n" for number in range(1_500))
    begin = perf_counter()
    imported = read("Car,Price (min),Comfort (max),Rank\n" + rows)
    assert all(comparison.agrees for comparison in imported.comparisons)
    assert perf_counter() - begin < 10


def couple(*pairs: tuple[str, str]) -> str:
    text = (FILES / "ahp" / "couple.ahp").read_text()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def test_keys_of_a_hierarchy_that_are_not_read_are_told_at_their_line() -> None:
    text = couple(("Goal:\n", "Colour: red\nGoal:\n  mood: good\n"))
    imported = read(text, "couple.ahp")
    assert close(totals(imported), totals(read(couple(), "couple.ahp")))
    lost = {
        remark.message: text.split("\n")[remark.line - 1] for remark in imported.remarks if "not read" in remark.message
    }
    assert lost == {"'colour' of the file is not read": "Colour: red", "'mood' of 'Goal' is not read": "  mood: good"}


def test_a_hierarchy_without_alternatives_is_refused_as_such() -> None:
    problem = refusal("Version: 2.0\nAlternatives: {}\nGoal:\n  preferences:\n    pairwise: []\n", "none.ahp")
    assert problem.message == "there are no alternatives to choose from."


def test_comments_on_cells_are_told_as_lost() -> None:
    from openpyxl.comments import Comment

    book = book_of(*ROWS)
    book["Table"]["B2"].comment = Comment("a guess", "somebody")
    assert "comments on cells are not read" in told(read(saved(book), "cars.xlsx"), "lost")


def test_voting_powers_that_miss_one_are_divided_and_told() -> None:
    said = told(read(couple(("Ann: 3/4", "Ann: 1.5")), "couple.ahp"), "changed")
    assert "voting powers add up to 1.75 and were divided by that" in said
    plain = read(couple(("- Ann: 3/4", "- Ann"), ("- Ben: 0.25", "- Ben")), "couple.ahp")
    assert "voting powers" not in told(plain, "changed")


def test_a_table_of_too_many_numbers_is_called_so() -> None:
    def table(rows: int) -> str:
        head = ",".join(f"c{number} (min)" for number in range(20))
        return f"Option,{head}\n" + "".join(
            f"o{row}," + ",".join(["1"] * 19 + [str(row)]) + "\n" for row in range(rows)
        )

    assert refusal(table(1_300)).message == "the table has 26,000 numbers; a decision of at most 20,000 is read."
    assert len(read(table(1_000)).model.decisions[0].options) == 1_000
