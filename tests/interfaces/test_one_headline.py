"""Every door says the same first sentence about one result: the headline of its statement."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import decision_model as dm
from decision_model.interfaces.drawing import words
from decision_model.interfaces.explorer import explore_page
from decision_model.interfaces.figure_folder import FigureFolder
from decision_model.interfaces.figure_set import FigureSet
from decision_model.interfaces.formats import as_data, as_markdown, escaped
from decision_model.interfaces.gallery import chapter
from decision_model.interfaces.progress import silent
from decision_model.interfaces.questions import asked_in_run
from decision_model.interfaces.report import content
from decision_model.interfaces.terminal import Terminal, clean
from decision_model.interfaces.text import rendered
from decision_model.words.sentences import capital, sentence
from tests.interfaces.answered import FILES, answered, results

every_scenario = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def flat(text: str) -> str:
    return " ".join(text.split())


def printed(result: Any) -> str:
    console = Console(file=io.StringIO(), width=100, color_system=None)
    screen = Terminal(console, console)
    screen.show(*rendered(result, screen))
    return console.file.getvalue()  # type: ignore[attr-defined]


@every_scenario
def test_a_headline_is_one_sentence_and_ends_without_a_full_stop(file: Path) -> None:
    for analysis, result in results(file):
        headline = result.statement.headline
        assert headline == headline.strip(), analysis.name
        assert headline, analysis.name
        assert not headline.endswith("."), analysis.name
        assert "\n" not in headline, analysis.name


@every_scenario
def test_the_terminal_begins_with_it(file: Path) -> None:
    for analysis, result in results(file):
        first = clean(sentence(capital(result.statement.headline)))
        assert flat(printed(result)).startswith(flat(first)), analysis.name


@every_scenario
def test_data_and_documents_begin_with_it(file: Path) -> None:
    for analysis, result in results(file):
        headline = result.statement.headline
        data = as_data(result)
        assert data["answer"] == data["statement"]["headline"] == headline, analysis.name
        assert as_markdown(result).startswith(escaped(sentence(capital(headline)))), analysis.name
        assert repr(result).startswith(headline), analysis.name
        assert result._repr_html_().startswith(f"<p>{escape(headline)}</p>"), analysis.name


@every_scenario
def test_the_picture_is_headed_by_it_and_described_beginning_with_it(file: Path) -> None:
    for analysis, result in results(file):
        if analysis.name != "numbers":
            said = words(result)
            assert said.title == result.statement.headline, analysis.name
            assert said.alternative.startswith(result.statement.headline), analysis.name


@every_scenario
def test_the_report_and_the_gallery_show_it(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = tuple(each for each in answered(file) if each.analysis in asked_in_run())
    model = dm.read(file)
    monkeypatch.setattr(content, "answers", lambda model, report: found)
    chapters = [each for part in content.gather(model, silent).parts for each in part.chapters]
    gallery = chapter(Path("figures"), FigureFolder(file), FigureSet(model, found, (), {}))
    assert len(chapters) == len(found)
    for answer, told in zip(found, chapters, strict=True):
        assert answer.result is not None
        headline = answer.result.statement.headline
        assert told.sentences[0] == sentence(capital(headline)), answer.analysis.name
        if answer.analysis.question.pictured:
            assert f"\n{escaped(headline)}\n" in gallery, answer.analysis.name


@every_scenario
def test_the_explorer_begins_with_that_of_the_best_plan(file: Path) -> None:
    model = dm.read(file)
    assert escape(dm.solve(model).statement.headline) in explore_page(model)
