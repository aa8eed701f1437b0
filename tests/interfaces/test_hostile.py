"""Every command on legal extremes of labels, scores and file names: no warning, no traceback, no raw escape."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.answers import answers, asked_in_run, silent
from decision_model.analysis.asked_arguments import arguments
from decision_model.analysis.question import FILE
from decision_model.analysis.registry import Analysis, analyses
from decision_model.analysis.result import Result
from decision_model.interchange.markdown_tables import as_markdown
from decision_model.interfaces.drawing import PictureSettings, pictures, words
from decision_model.interfaces.explorer import explore_page
from decision_model.interfaces.files import as_json
from decision_model.interfaces.formats import FORMULA, as_csv, as_data
from decision_model.interfaces.report import rendered
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario import parse
from decision_model.words.visible import clean
from tests.interfaces.conftest import Ask, Said
from tests.interfaces.hostile import LABELS, scenario
from tests.profiles import crossed, some

EXTREMES = {f"{score:g}": (score, "sum") for score in (1e90, -1e90, 1e-90, 1e16)}
STARTS = "=+-@\uff1d\uff0b\uff0d\uff20"
NUMBER = re.compile(r"-?[\d.]+(e[+-]?\d+)?")


def _steers(text: str) -> set[str]:
    """The signs in a text that would steer a terminal, or whoever shows it, but for the ends of lines."""
    return {sign for sign in text if sign != "\n" and unicodedata.category(sign) in ("Cc", "Cf", "Zl", "Zp", "Cs")}


@cache
def _model(kind: str) -> DecisionModel:
    return parse(scenario(LABELS[kind]) if kind in LABELS else scenario(str, *EXTREMES[kind]))


@cache
def _result(kind: str, analysis: Analysis) -> Result | None:
    return next((answer.result for answer in answers(_model(kind), silent, [analysis])), None)


def _begins_a_formula(cell: str) -> bool:
    """Whether a spreadsheet that parts cells at commas or at semicolons would work something out here."""
    parts = [part.lstrip().lstrip("\u200b\u200e\u200f\ufeff") for part in cell.split(";")]
    return any(part.startswith(tuple(STARTS)) for part in parts) and not NUMBER.fullmatch(cell)


@pytest.mark.parametrize(("kind", "analysis"), crossed(LABELS, asked_in_run(), 3))
def test_every_answer_can_be_shown_everywhere(kind: str, analysis: Analysis) -> None:
    result = _result(kind, analysis)
    if result is None:
        return
    for row in csv.reader(io.StringIO(as_csv(result))):
        for cell in row:
            assert not _steers(cell)
            assert not _begins_a_formula(cell)
    assert not _steers(as_markdown(result))
    assert not _steers(as_json(as_data(result)))
    json.loads(as_json(as_data(result)))


@pytest.mark.parametrize(("kind", "analysis"), crossed(LABELS, asked_in_run(), 3))
def test_every_picture_shows_what_can_be_shown(kind: str, analysis: Analysis) -> None:
    result = _result(kind, analysis)
    if result is None or not analysis.question.pictured:
        return
    svg = "".join(file.decode() for file in pictures(result, Path("a.svg"), PictureSettings()).values())
    assert not _steers(svg) - {"\u200e", "\u200f"}
    assert "<script" not in svg
    assert not _steers(words(result).alternative) - {"\u200e", "\u200f"}


@pytest.mark.parametrize(("kind", "analysis"), crossed(EXTREMES, asked_in_run(), 3))
def test_extreme_scores_are_worked_out_and_drawn(kind: str, analysis: Analysis) -> None:
    result = _result(kind, analysis)
    if result is None:
        return
    assert as_csv(result)
    assert as_markdown(result)
    assert as_json(as_data(result))
    if analysis.question.pictured:
        assert pictures(result, Path("a.svg"), PictureSettings())


def _assert_quiet(said: Said) -> None:
    assert not _steers(said.out)
    assert not _steers(said.err)
    assert "should not have" not in said.err
    assert "Traceback" not in said.err
    assert "Warning" not in said.err


@pytest.mark.parametrize(("kind", "analysis"), crossed(LABELS, analyses(), 3))
def test_every_command_prints_what_can_be_shown(kind: str, analysis: Analysis, tmp_path: Path, ask: Ask) -> None:
    file = tmp_path / "evil\x1b[31m\x9b\ttab.yaml"
    file.write_text(scenario(LABELS[kind]), "utf-8")
    further = {
        f"--{asked.option or name}": file
        for name, (_, asked, _) in arguments(analysis.function)
        if asked.metavar == FILE
    }
    given = [part for pair in further.items() for part in pair]
    for columns in (80, 1):
        _assert_quiet(ask(analysis.command, file, *given, columns=columns))


@pytest.mark.parametrize("command", ["check", "schema", "nosuch\x1b[31m"])
def test_the_other_commands_too(command: str, tmp_path: Path, ask: Ask) -> None:
    file = tmp_path / "evil\x1b[31m.yaml"
    for label in LABELS.values():
        file.write_text(scenario(label), "utf-8")
        _assert_quiet(ask(command, *([] if command == "schema" else [file])))


@pytest.mark.parametrize("kind", some(LABELS, 2))
def test_pages_hold_no_control_characters_and_no_foreign_scripts(kind: str) -> None:
    pages = (explore_page(_model(kind)), rendered(_model(kind), [".html"])[".html"].decode())
    for page in pages:
        assert not {sign for sign in page if unicodedata.category(sign) == "Cc"} - set("\n\t")
        assert "<script>alert" not in page


def test_what_is_typed_is_repeated_without_what_steers_a_terminal(summit: Path, ask: Ask) -> None:
    for arguments_typed in (
        ["solve", "no\x1b[31m.yaml"],
        ["solve", summit, "-o", "out\x1b[31m.xyz"],
        ["solve", summit, "-o", "no\x1b[31m/\x07/../out.csv"],
        ["solve", summit, "--set", "p\x1b[31m=\x9bx"],
        ["solve", summit, "--no\x1b[31m"],
        ["solve", summit, "--perspective", "pa\x1b[31mris"],
        ["tree", summit, "--theme", "\x1b[31m"],
        ["run", summit, "--folder", "re\x1b[31msults"],
    ):
        _assert_quiet(ask(*arguments_typed))


@pytest.mark.parametrize("columns", ["0", "00", "-1", "\u00b2", "\u0663", "9" * 40, "x", ""])
def test_a_width_that_is_none_is_not_taken_for_one(columns: str, summit: Path, ask: Ask) -> None:
    said = ask("solve", summit, COLUMNS=columns)
    assert (said.code, said.err) == (0, "")
    assert said.out == ask("solve", summit).out


@given(
    blank=st.text(" \t\n\r\u00a0\u2003\u200b\ufeff\x1f", max_size=3),
    start=st.sampled_from(STARTS),
    before=st.text("ab; ", max_size=4),
)
def test_no_cell_begins_what_a_spreadsheet_works_out(blank: str, start: str, before: str) -> None:
    plain = clean(f"{before}{blank}{start}1+1")
    guarded = FORMULA.sub(r"\1'", plain)
    assert not _begins_a_formula(guarded)
    assert guarded.replace("'", "") == plain
    assert (guarded == plain) == (not _begins_a_formula(plain))
