"""Every door says the same first sentence about one result: the headline of its statement."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path

import pytest
from rich.console import Console

import decision_model as dm
from decision_model.analysis.result import Result
from decision_model.analysis.sources.numbers import Numbers
from decision_model.interfaces.drawing import words
from decision_model.interfaces.explorer import explore_page
from decision_model.interfaces.figure_folder import FigureFolder
from decision_model.interfaces.figure_set import FigureSet
from decision_model.interfaces.formats import as_data, as_markdown, escaped
from decision_model.interfaces.gallery import chapter
from decision_model.interfaces.progress import silent
from decision_model.interfaces.questions import asked_in_run
from decision_model.interfaces.report import content
from decision_model.interfaces.terminal import Terminal
from decision_model.interfaces.text import rendered
from decision_model.words.sentences import capital, sentence
from tests.interfaces.answered import CONTINGENCY, FILES, answered, results


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_door_begins_with_the_headline(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One test for all doors of a scenario, so that each question is asked once."""
    others = [
        (analysis.name, door)
        for analysis, result in results(file)
        for door, said in doors(result)
        if not flat(said).startswith(flat(result.statement.headline))
    ]
    assert others == []
    report_and_gallery(file, monkeypatch)
    assert escape(dm.solve(dm.read(file)).statement.headline) in explore_page(dm.read(file))


def doors(result: Result) -> Iterator[tuple[str, str]]:
    """What each door says first about a result."""
    data = as_data(result)
    yield "JSON", data["statement"]["headline"]
    yield "JSON's answer", data["answer"]
    yield "terminal", printed(result)
    yield "Markdown", unescape(as_markdown(result).replace("\\", ""))
    yield "repr", repr(result)
    yield "notebook", unescape(result._repr_html_()).removeprefix("<p>")
    if not isinstance(result, Numbers):
        yield "figure's title", words(result).title
        yield "figure's description", words(result).alternative


def printed(result: Result) -> str:
    """What the terminal shows."""
    console = Console(file=io.StringIO(), width=100, color_system=None)
    screen = Terminal(console, console)
    screen.show(*rendered(result, screen))
    return console.file.getvalue()  # type: ignore[attr-defined]


def report_and_gallery(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chapters of the report and of the gallery's page, of the same results."""
    found = tuple(each for each in answered(file) if each.analysis in asked_in_run())
    model = dm.read(file)
    monkeypatch.setattr(content, "answers", lambda model, report: found)
    chapters = [each for part in content.gather(model, silent).parts for each in part.chapters]
    gallery = chapter(Path("figures"), FigureFolder(file), FigureSet(model, found, (), {}))
    for answer, told in zip(found, chapters, strict=True):
        assert answer.result is not None
        headline = answer.result.statement.headline
        assert told.sentences[0] == sentence(capital(headline)), answer.analysis.name
        if answer.analysis.question.pictured:
            assert f"\n{escaped(headline)}\n" in gallery, answer.analysis.name


def flat(text: str) -> str:
    """A text on one line, however it was broken, its first letter large."""
    return capital(" ".join(text.split()))


def test_a_headline_is_one_line_without_a_full_stop() -> None:
    for _, result in results(CONTINGENCY):
        headline = result.statement.headline
        assert headline == " ".join(headline.split())
        assert headline[-1] not in "."
