"""Every door says the same first sentence about one result: the headline of its statement."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from html import escape
from pathlib import Path

import pytest
from rich.console import Console

import decision_model as dm
from decision_model.analysis.answers import asked_in_run, silent
from decision_model.analysis.result import Result
from decision_model.analysis.sources.numbers import Numbers
from decision_model.errors import ModelError
from decision_model.interchange.document import content
from decision_model.interchange.markdown_tables import escaped
from decision_model.interfaces.drawing import words
from decision_model.interfaces.explorer import explore_page
from decision_model.interfaces.figure_folder import FigureFolder
from decision_model.interfaces.figure_set import FigureSet
from decision_model.interfaces.formats import as_data
from decision_model.interfaces.gallery import chapter
from decision_model.interfaces.terminal import Terminal
from decision_model.interfaces.text import rendered
from decision_model.words.sentences import capital, sentence
from tests.interfaces.answered import CASES, CONTINGENCY, FILES, answered, results
from tests.one_voice import assert_says_itself_once


@pytest.mark.parametrize("file", [*FILES, *CASES], ids=lambda file: file.stem)
def test_every_door_begins_with_the_headline(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One test for all doors of a scenario, so that each question is asked once."""
    for analysis, result in (*results(file), *variants(dm.read(file))):
        assert_says_itself_once(result)
        if analysis is not None and file in FILES:
            others = [
                door for door, said in doors(result) if not flat(said).startswith(flat(result.statement.headline))
            ]
            assert others == [], analysis.name
    if file in FILES:
        report_and_gallery(file, monkeypatch)
        assert escape(dm.solve(dm.read(file)).statement.headline) in explore_page(dm.read(file))


def variants(model: dm.DecisionModel) -> Iterator[tuple[None, Result]]:
    """Questions asked otherwise than `run` asks them, where the model allows it."""
    event = next((event.name for event in model.events), None)
    names = [leaf.name for leaf in model.leaves][:2]
    asked: list[Callable[[], Result]] = [
        partial(dm.compare, model, what_ifs=tuple(model.what_ifs)),
        partial(dm.difference, model, second=model.copied(title=model.title)),
        *([partial(dm.regret, model, over=[event])] if event else []),
        partial(dm.risk_profile, model, floor=40),
        partial(dm.certainty, model, tolerances=(5, 50)),
        *([partial(dm.frontier, model, *names), partial(dm.net_benefit, model, *names)] if len(names) > 1 else []),
    ]
    for ask in asked:
        with suppress(ModelError):
            yield None, ask()


def doors(result: Result) -> Iterator[tuple[str, str]]:
    """What each door says first about a result."""
    yield "JSON", as_data(result)["statement"]["headline"]
    yield "terminal", printed(result)
    if not isinstance(result, Numbers):
        yield "figure's description", words(result).alternative


def printed(result: Result) -> str:
    """What the terminal shows."""
    console = Console(file=io.StringIO(), width=100, color_system=None)
    screen = Terminal(console, console)
    screen.show(*rendered(result, screen))
    return console.file.getvalue()  # type: ignore[attr-defined]


def report_and_gallery(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The chapters of the report and of the gallery's page, of the same results."""
    found = tuple(answer for answer in answered(file) if answer.analysis in asked_in_run())
    assert [answer.reason for answer in found if answer.result is None] == []
    model = dm.read(file)
    monkeypatch.setattr(content, "answers", lambda model, report: found)
    chapters = [each for part in content.gather(model, silent).parts for each in part.chapters]
    gallery = chapter(Path("figures"), FigureFolder(file), FigureSet(model, found, (), {}))
    for answer, told in zip(found, chapters, strict=True):
        assert answer.result is not None
        headline = answer.result.statement.headline
        assert told.headline == sentence(capital(headline)), answer.analysis.name
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
