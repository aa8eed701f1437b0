"""The verdict stands wherever a winner is named: on the terminal, on the report's first page, in the explorer."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

import decision_model as dm
from decision_model.analysis.answers import answers, silent
from decision_model.analysis.robustness.firmness import firmness
from decision_model.analysis.verdict import RULE
from decision_model.figures import picture
from decision_model.interchange.document import content
from decision_model.interfaces.explorer import explore_page
from decision_model.interfaces.report.paper import paper
from decision_model.interfaces.report.web import web
from decision_model.interfaces.terminal import Terminal
from decision_model.interfaces.text import rendered
from decision_model.model import DecisionModel
from decision_model.words.sentences import capital
from tests.analysis.small import ranged
from tests.analysis.test_firmness import table

CLOSE = table({"a": [ranged(51, 31, 55), 50], "b": [50, 50]}, [ranged(5, 4, 6), 5])
LEANING = table({"a": [ranged(60, 40, 100), 50], "b": [50, 50]}, [ranged(5, 4, 6), 5])
WORDS = {
    "Too close to call: best under 100% of the weights that the file allows, but in": CLOSE,
    "Leaning: best under": LEANING,
}
each_verdict = pytest.mark.parametrize(("words", "model"), WORDS.items(), ids=["close", "leaning"])


@each_verdict
def test_the_terminal_says_it_below_the_headline(words: str, model: DecisionModel) -> None:
    console = Console(file=io.StringIO(), width=200, color_system=None)
    screen = Terminal(console, console)
    screen.show(*rendered(dm.solve(model), screen))
    assert words in console.file.getvalue()  # type: ignore[attr-defined]


@each_verdict
def test_the_report_says_it_on_its_first_page(
    words: str, model: DecisionModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = [each for each in answers(model) if each.analysis.name in ("solve", "rank", "tree")]
    monkeypatch.setattr(content, "answers", lambda model, report: asked)
    gathered = content.gather(model, silent)
    told = [*(chapter.headline for chapter in gathered.front), *(line.text for line in gathered.lines)]
    assert told[0] == f"{dm.solve(model).statement.headline}."
    assert [text for text in told if text.startswith(words.partition(":")[0])]
    assert gathered.rule == f"{RULE}."
    page = web(gathered, silent).decode()
    assert page.index(gathered.rule) < page.index("Appendix")
    assert paper(gathered, silent).startswith(b"%PDF")


@each_verdict
def test_the_explorer_says_it_with_its_first_sentence(words: str, model: DecisionModel) -> None:
    page = explore_page(model)
    headline = dm.solve(model).statement.headline
    assert f'<p id="answer-text" class="answer">{headline}.</p>' in page
    answer = page.partition('<p id="answer-text"')[2].partition("<h3")[0]
    assert words in answer or capital(words.removeprefix("Too close to call: ")) in answer


def test_the_picture_is_headed_by_it() -> None:
    assert picture(firmness(CLOSE)).words.title == dm.solve(CLOSE).statement.headline
