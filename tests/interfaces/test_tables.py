"""Tables as people read them: what analyses of all scenarios print, what is cut, what columns are called."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import decision_model as dm
from decision_model.analysis.result import NOISE, Result, settled
from decision_model.interfaces.options import Format
from decision_model.interfaces.output import tabulated
from decision_model.interfaces.terminal import Terminal
from decision_model.interfaces.text import rendered
from decision_model.words.numbers import amount
from tests.interfaces.answered import CONTINGENCY, FILES, all_numbers_moved, results
from tests.interfaces.conftest import Ask

NO_NUMBER = re.compile(r"(?<![\w'])-?(nan|inf|infinity)(?!\w)", re.IGNORECASE)


def answers(file: Path) -> list[Result]:
    """The answer to every question that can be put to a scenario."""
    moved = all_numbers_moved(file)
    return [*(result for _, result in results(file)), *([moved] if moved else [])]


def numbers(value: Any) -> Iterator[float]:
    """Every number within plain data."""
    if isinstance(value, dict | list | tuple):
        for each in value.values() if isinstance(value, dict) else value:
            yield from numbers(each)
    elif isinstance(value, float | int):
        yield float(value)


def printed(result: Result, whole: bool = True) -> str:
    console = Console(file=io.StringIO(), width=80, color_system=None)
    Terminal(console, console, whole=whole).show(*rendered(result, Terminal(console, console, whole=whole)))
    return console.file.getvalue()  # type: ignore[attr-defined]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_table_holds_rounding_noise(file: Path) -> None:
    for result in answers(file):
        for row in result.rows():
            noise = [each for each in numbers(list(row)) if 0 < abs(each) < NOISE]
            assert not noise, f"{type(result).__name__}: {row}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_output_holds_noise_or_what_is_no_number(file: Path) -> None:
    for result in answers(file):
        data = json.loads(tabulated(result, Format.json))
        assert not [each for each in numbers(data) if 0 < abs(each) < NOISE], type(result).__name__
        texts = [printed(result), *(tabulated(result, how) for how in (Format.csv, Format.json, Format.markdown))]
        for text in texts:
            assert not NO_NUMBER.search(text), f"{type(result).__name__}: {NO_NUMBER.search(text)}"
        for row in csv.reader(io.StringIO(texts[1])):
            assert not [cell for cell in row if re.fullmatch(r"-?\d[\d.]*e-(1[2-9]|[2-9]\d)", cell)]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_whole_sentence_comes_before_every_table(file: Path) -> None:
    for result in answers(file):
        first = result.statement.sentences[0]
        assert re.match(r"[A-Z0-9\u2018\u201c]", first), first
        assert first[-1] in ".!?", first
        assert flat(printed(result)).startswith(flat(first))


def test_what_is_zero_up_to_rounding_is_zero_and_small_numbers_stay() -> None:
    assert settled(7e-15, 59.2, 59.2) == 0
    assert settled(7e-15) == 0
    assert settled(7e-15, 1e-14) == 7e-15
    assert settled(0.001, 59.2, float("inf")) == 0.001


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_column_is_called_by_a_short_name(file: Path) -> None:
    for result in answers(file):
        for column in result.columns:
            assert "_" not in column.title, f"{type(result).__name__}: {column.title}"


def test_explain_says_why_before_the_table(ask: Ask) -> None:
    said, _, table = ask("explain", CONTINGENCY, columns=200).out.partition("\n\n")
    lines = said.splitlines()
    assert lines[2].startswith("In its favour: ‘A way out of the crisis’ (+1.79)")
    assert lines[3].startswith("What matters most is ‘What looks promising’: if ‘Two at the table’, ")
    assert table.startswith("Consideration")


def test_difference_says_every_change_before_the_table(summit: Path, ask: Ask) -> None:
    other = summit.with_name("other.yaml")
    other.write_text(summit.read_text().replace("value: 0.7", "value: 0.6", 1))
    said, _, table = ask("difference", summit, "--other", other).out.partition("\n\n")
    assert said.splitlines()[-1] == "‘p object’ goes from 0.7 to 0.6."
    assert table.startswith("Change")


def test_a_long_table_shows_what_tells_most_and_says_what_the_rest_is(ask: Ask) -> None:
    short, whole = (ask("tornado", CONTINGENCY, *all_of_it).out for all_of_it in ((), ("--all",)))
    found = dm.tornado(dm.read(CONTINGENCY))
    first, hidden = found.bars[0].number.label.split()[0], found.bars[12:]
    turning = sum(bool(bar.switches) for bar in hidden)
    assert f"And {len(hidden)} more numbers that move the total by {amount(hidden[0].swing, 2)} at most" in flat(short)
    assert f"{turning} of which can change what is best: --all shows them" in flat(short)
    assert first in short
    assert "--all" not in whole
    assert flat(whole).count("Chance that the") == 1
    assert "Chance that the" not in flat(short)


def test_data_formats_keep_every_row(ask: Ask) -> None:
    rows = list(csv.reader(io.StringIO(ask("tornado", CONTINGENCY, "--csv").out)))
    assert len(rows) == 1 + len(dm.tornado(dm.read(CONTINGENCY)).bars)
    assert len(json.loads(ask("certainty", CONTINGENCY, "--json").out)["rows"]) > 25


def flat(text: str) -> str:
    return " ".join(text.split())
