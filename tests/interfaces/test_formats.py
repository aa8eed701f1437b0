"""What other programs read: CSV, JSON and Markdown on stdout or in a file."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.interfaces.formats import as_csv
from decision_model.scenario import read
from tests.interfaces.conftest import SUMMIT, Ask


@pytest.mark.parametrize("command", ["solve", "rank", "tree", "diagram"])
def test_csv_is_the_table_of_the_result(command: str, ask: Ask) -> None:
    rows = list(csv.reader(io.StringIO(ask(command, SUMMIT, "--format", "csv").out)))
    assert len(rows) > 2
    assert {len(row) for row in rows} == {len(rows[0])}


def test_csv_of_a_ranking_reads_back_to_the_same_numbers(ask: Ask) -> None:
    rows = csv.DictReader(io.StringIO(ask("rank", SUMMIT, "--format", "csv").out))
    totals = [float(row["total"]) for row in rows if row["total"]]
    assert totals == pytest.approx([row.total for row in rank(read(SUMMIT)).ranked], rel=1e-11)


def test_csv_marks_what_a_spreadsheet_would_take_for_a_formula(tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.yaml"
    hostile.write_text(SUMMIT.read_text().replace("no_meeting: No meeting", "no_meeting: '=HYPERLINK(1)'"))
    written = as_csv(solve(read(hostile).varied(choose={"composition": "no_meeting"})))
    assert ",'=HYPERLINK(1)," in written
    assert ",=HYPERLINK" not in written


def test_json_of_a_solution_adds_up(ask: Ask) -> None:
    said = json.loads(ask("solve", SUMMIT, "--format", "json").out)
    assert sum(said["contributions"].values()) == pytest.approx(said["total"], abs=1e-9)
    assert said["title"] == "A meeting, and where"
    assert said["unit"] == "of 100"
    assert [choice["decision"] for choice in said["policy"]][:1] == ["planning"]


def test_json_of_a_ranking_is_best_first_with_reasons(ask: Ask) -> None:
    said = json.loads(ask("rank", SUMMIT, "--format", "json").out)
    totals = [row["total"] for row in said["rows"]]
    assert totals == sorted(totals, reverse=True)
    assert said["rows"][0]["rank"] == 1
    assert said["rows"][-1]["options"]["site"] is None
    assert "not on offer" in said["excluded"][0]["reason"]


def test_numbers_carry_no_rounding_noise(ask: Ask) -> None:
    said = json.loads(ask("rank", SUMMIT, "--format", "json").out)
    assert max(len(repr(row["total"])) for row in said["rows"]) <= 13


def test_markdown_is_a_sentence_and_a_table(ask: Ask) -> None:
    said, _, table = ask("rank", SUMMIT, "--format", "markdown").out.partition("\n\n| ")
    assert said.split("\n\n") == list(rank(read(SUMMIT)).statement.sentences)
    lines = f"| {table}".splitlines()
    assert lines[0].startswith("| rank | What to prepare now | Who meets | Where | expected total |")
    assert set(lines[1]) == set("| -:")
    assert {line.count("|") for line in lines} == {lines[0].count("|")}


def test_markdown_escapes_what_would_break_the_table(tmp_path: Path, ask: Ask) -> None:
    file = tmp_path / "bars.yaml"
    file.write_text(SUMMIT.read_text().replace("label: Where\n", "label: 'a|b <script>'\n"))
    said = ask("diagram", file, "--format", "markdown").out
    assert "a\\|b &lt;script>" in said


@pytest.mark.parametrize("suffix", [".csv", ".json", ".md"])
def test_tables_go_to_a_file_and_its_full_path_to_stdout(suffix: str, summit: Path, ask: Ask) -> None:
    format = {".csv": "csv", ".json": "json", ".md": "markdown"}[suffix]
    printed = ask("rank", summit, "--format", format).out
    said = ask("rank", summit, "-o", f"new/ranking{suffix}", columns=1000)
    written = Path(f"new/ranking{suffix}").resolve()
    assert said.out == f"Wrote {written}\n"
    assert written.read_text("utf-8-sig") == printed


def test_a_csv_file_tells_excel_its_encoding_where_that_matters(summit: Path, ask: Ask) -> None:
    ask("diagram", summit, "-o", "plain.csv")
    summit.write_text(summit.read_text("utf-8").replace("no_meeting: No", "no_meeting: Não"), "utf-8")
    ask("solve", summit, "--choose", "composition=no_meeting", "-o", "worldly.csv")
    assert Path("plain.csv").read_bytes().startswith(b"kind,")
    assert Path("worldly.csv").read_bytes().startswith(b"\xef\xbb\xbfdecision,")


@pytest.mark.parametrize("format", ["csv", "json"])
@pytest.mark.parametrize("command", ["solve", "rank", "tree", "diagram"])
def test_formats_have_a_short_form(command: str, format: str, ask: Ask) -> None:
    assert ask(command, SUMMIT, f"--{format}").out == ask(command, SUMMIT, "--format", format).out


def test_the_schema_is_json(ask: Ask) -> None:
    said = json.loads(ask("schema").out)
    assert "json-schema.org/" in said["$schema"]
    assert "sequence" in said["properties"]
