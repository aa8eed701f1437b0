"""A new analysis is one file in analysis/, one in figures/, and nothing else: every door finds it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import decision_model
from tests.interfaces.conftest import SUMMIT
from tests.profiles import whole_look

ANALYSIS = '''\
"""How many options each decision has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.question import Ask, Question, decides
from decision_model.analysis.result import Result
from decision_model.analysis.statement import Statement
from decision_model.model.decision_model import DecisionModel


@dataclass(frozen=True, repr=False)
class Breadth(Result):
    """The answer of `breadth_of_choice`."""

    model: DecisionModel
    least: int

    @property
    def statement(self) -> Statement:
        return Statement(f"There are {len(list(self.rows()))} decisions to choose at")

    @property
    def columns(self) -> tuple[Column, ...]:
        return (Column("decision", "decision", Kind.name), Column("options", "options", Kind.number))

    def rows(self) -> Iterable[Sequence[Any]]:
        for each in self.model.decisions:
            if len(each.options) >= self.least:
                yield each.title, len(each.options)


def breadth_of_choice(
    model: DecisionModel, least: Annotated[int, Ask("Only decisions with so many options.", least=1)] = 1
) -> Breadth:
    """How many options there are wherever something is decided."""
    return Breadth(model, least)


QUESTION = Question(
    "How much there is to choose",
    "A decision with many options is harder to think through than one with two.",
    decides,
    order=15,
    essential=True,
)
'''
FIGURE = '''\
"""How many options each decision has, as bars."""

from __future__ import annotations

from decision_model.figures.charts.bars import Bar, Bars, paint_bars
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme


class BreadthPicture(ResultPicture):
    """The breadth of choice to be drawn."""

    def subtitle(self) -> str:
        return "Options of each decision"

    def description(self) -> str:
        return "A bar for each decision."

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        bars = tuple(Bar(title, "", float(count), (str(count),)) for title, count in self.result.rows())
        paint_bars(opener, page, Bars(bars, ("options",), "options"))


PICTURE = BreadthPicture
'''
NAME, COMMAND = "breadth_of_choice", "breadth-of-choice"
HEADLINE = "There are 3 decisions to choose at"
KEPT = ("solve", "rank", "tree", "diagram", "firmness", NAME)
"""What `run` asks here: enough to see that the new one is among them."""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package with one more analysis, of which `run` asks little else, and a scenario beside it."""
    place = tmp_path_factory.mktemp("house")
    here = Path(decision_model.__file__).parent
    shutil.copytree(here, place / "decision_model", ignore=shutil.ignore_patterns("__pycache__"))
    (place / f"decision_model/analysis/robustness/{NAME}.py").write_text(ANALYSIS, "utf-8")
    (place / f"decision_model/figures/robustness/{NAME}.py").write_text(FIGURE, "utf-8")
    for file in (place / "decision_model/analysis").glob("*/*.py"):
        if file.stem not in KEPT:
            file.write_text(file.read_text("utf-8").replace("\nQUESTION = ", "\nOMITTED = "), "utf-8")
    (place / "scenarios").mkdir()
    shutil.copy(SUMMIT, place / "scenarios")
    return place


def python(house: Path, *arguments: str) -> str:
    """What a fresh Python says with the copy as its decision_model."""
    environment = {**os.environ, "PYTHONPATH": str(house), "COLUMNS": "100"}
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", cwd=house, env=environment, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def command(house: Path, *arguments: str) -> str:
    return python(house, "-m", "decision_model", *arguments)


def test_it_is_a_command_with_its_options_and_help(house: Path) -> None:
    listed = command(house, "--help")
    assert COMMAND in listed
    assert "How many options there are wherever something is decided." in listed
    helped = command(house, COMMAND, "--help")
    assert "--least" in helped
    assert "Only decisions with so many options." in helped
    assert f"{HEADLINE}." in command(house, COMMAND, "scenarios/summit.yaml")
    said = json.loads(command(house, COMMAND, "scenarios/summit.yaml", "--least", "3", "--json"))
    assert [row["options"] for row in said["rows"]] == [3]


def test_it_is_a_public_name_and_its_result_can_be_drawn(house: Path) -> None:
    code = (
        f"import decision_model as dm; assert {NAME!r} in dir(dm); found = dm.{NAME}(dm.read('scenarios/summit.yaml'));"
        "print(found); dm.save(dm.draw(found), 'breadth.svg')"
    )
    assert python(house, "-c", code).startswith(HEADLINE)
    assert HEADLINE in (house / "breadth.svg").read_text("utf-8")


@whole_look
def test_it_is_part_of_run_of_the_report_and_of_the_gallery(house: Path) -> None:
    assert HEADLINE in command(house, "run", "scenarios/summit.yaml")
    made = {path.name for path in (house / "results/summit").iterdir()}
    assert {f"{NAME}.{kind}" for kind in ("svg", "png", "csv")} <= made
    command(house, "report", "scenarios/summit.yaml", "-o", "report.html")
    report = (house / "report.html").read_text("utf-8")
    assert f"{HEADLINE}." in report
    assert "A decision with many options is harder" in report
    command(house, "gallery")
    gallery = (house / "figures/README.md").read_text("utf-8")
    assert f"\n{HEADLINE}\n" in gallery
    assert f"(summit/{NAME}.png)" in gallery


def test_it_stands_in_the_table_of_the_readme(house: Path) -> None:
    code = "from decision_model.interfaces.command_table import command_table as table; print(table())"
    table = python(house, "-c", code)
    [line] = [line for line in table.splitlines() if COMMAND in line]
    assert line.startswith("| how firm is the answer |")
