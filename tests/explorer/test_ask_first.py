"""Question first: nothing of a result is there, for the eye, the ear or the source, before the reader has chosen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from typer.testing import CliRunner

import decision_model as dm
from decision_model.errors import ModelError
from decision_model.interfaces.cli import app
from decision_model.interfaces.explorer import explore_page
from tests.explorer.conftest import KEPT
from tests.explorer.samples import fate
from tests.explorer.test_page import Reader
from tests.explorer.test_reach import violations
from tests.oracle.forgetful import forgetful
from tests.profiles import some, whole_look

TWO = "berlin_1961/contingency"
Show = Callable[..., Any]
Models = Callable[[str], dm.DecisionModel]


@pytest.fixture(scope="module")
def asking(models: Models) -> str:
    return explore_page(models(TWO), predict=True)


def chosen(page: Any, option: str, **weights: int) -> None:
    """The reader's choice and weights, and the button."""
    page.check(f"#ask-{option}")
    for name, points in weights.items():
        page.fill(f".slider:has(#weight-{name}) input[type=number]", str(points))
        page.keyboard.press("Tab")
    page.click("#ask-go .main")
    page.wait_for_timeout(100)


def test_no_result_stands_in_the_page_before_its_script_runs(asking: str, models: Models) -> None:
    solution = dm.solve(models(TWO))
    texts = Reader(asking).texts
    body = "".join(text for name, text in texts.items() if name != "data")
    assert solution.statement.headline not in body
    assert not texts.get("plan", "").strip()
    assert "holds" not in body
    assert '<div class="figure">' not in asking
    assert '<body class="asking">' in asking


def test_without_scripts_a_sentence_says_what_is_missing(asking: str, window: Show) -> None:
    seen = window(text=asking, java_script_enabled=False)
    assert "asks for your own choice before it shows any result" in seen.text("body")
    assert not seen.page.locator(".result:visible").count()
    assert not seen.page.locator(".side .card:visible").count()


def test_nothing_is_shown_or_said_before_the_choice(asking: str, models: Models, window: Show) -> None:
    seen = window(text=asking)
    seen.page.locator("#weight-allied_unity").focus()
    seen.page.keyboard.press("PageUp")
    seen.page.wait_for_timeout(900)
    assert not seen.page.locator(".result:visible").count()
    assert seen.page.locator("#announcement").text_content() == ""
    tree = seen.page.locator("body").aria_snapshot()
    assert "First, what would you do?" in tree
    for result in ("is best", "leads", "first in", "Ranking", "Decision tree", "holds", "of 100"):
        assert result not in tree
    assert violations(seen.page) == []


@whole_look
def test_the_weights_start_alike_and_without_the_file(asking: str, window: Show) -> None:
    page = window(text=asking).page
    assert {each.input_value() for each in page.locator("#weights .rail input").all()} == {"50"}
    assert not page.locator("#weights :is(.tick, .band, .preset):visible").count()


@whole_look
def test_the_choice_is_needed(asking: str, window: Show) -> None:
    page = window(text=asking).page
    page.click("#ask-go .main")
    assert page.locator("#ask").is_visible()
    assert not page.locator("#answer:visible").count()


def test_both_choices_stand_beside_each_other(asking: str, models: Models, window: Show) -> None:
    model = models(TWO)
    first = model.decisions[0]
    weights = {each.name: 50.0 for each in model.walk()}
    for leader in some(model.leaves, 3):
        varied = model.varied(weights={**weights, leader.name: 100.0})
        ranking = dm.rank(varied, [first.name])
        best, other = ranking.ranked[0], ranking.ranked[1]
        seen = window(text=asking)
        chosen(seen.page, str(other.options[first.name]), **{leader.name: 100})
        title = first.state(str(best.options[first.name])).title
        own = first.state(str(other.options[first.name])).title
        gap = float(best.total) - float(other.total)
        assert seen.page.locator("#chosen .option").all_inner_texts() == [own, title]
        said = seen.text("#chosen-text")
        assert said.startswith(f"You chose ‘{own}’, your weights choose ‘{title}’, ")
        assert float(said.split(", ")[2].split()[0]) == pytest.approx(gap, abs=0.0501)
        assert seen.page.evaluate("() => document.activeElement.id") == "chosen-title"
        assert seen.page.locator("#answer").is_visible()


@whole_look
def test_the_same_choice_is_said_and_the_link_keeps_it(asking: str, models: Models, window: Show) -> None:
    best = dm.solve(models(TWO)).policy[0].options[0]
    seen = window(text=asking)
    chosen(seen.page, best)
    said = seen.text("#chosen-text")
    assert f"choice={best}" in seen.page.url
    seen.page.reload()
    assert seen.text("#chosen-text") == said
    assert seen.page.locator("#ask:visible").count() == 0


def test_any_page_can_ask_and_stop_asking(window: Show) -> None:
    seen = window(TWO)
    before = seen.text("#answer-text")
    seen.page.click("#ask-first")
    seen.settle()
    assert seen.page.locator("#ask").is_visible()
    assert not seen.page.locator(".result:visible").count()
    assert "ask=1" in seen.page.url
    seen.page.reload()
    assert seen.page.locator("#ask").is_visible()
    assert not seen.page.locator(".result:visible").count()
    seen.page.click("#ask-stop")
    seen.settle()
    assert seen.text("#answer-text") == before
    assert "#" not in seen.page.url


@whole_look
@pytest.mark.parametrize("name", ["textbook/oil_wildcatter", "textbook/goferbroke", "textbook/umbrella"])
def test_a_file_without_weights_asks_for_the_choice_alone(name: str, models: Models, window: Show) -> None:
    model = models(name)
    seen = window(text=explore_page(model, predict=True))
    option = model.decisions[0].options[-1]
    chosen(seen.page, option.name)
    assert seen.text("#chosen-text").startswith(f"You chose ‘{option.title}’")
    assert seen.messages == []


def test_where_there_is_nothing_to_ask_this_is_said() -> None:
    with pytest.raises(ModelError, match="no decision in this scenario, so --predict has nothing to ask"):
        explore_page(fate(), predict=True)
    with pytest.raises(ModelError, match="stands still, so it cannot ask first"):
        explore_page(forgetful(323, 9), predict=True)


@whole_look
def test_a_notebook_shows_nothing_beside_a_page_that_asks(asking: str, models: Models) -> None:
    explorer = dm.explore(models(TWO), predict=True)
    assert explorer.html == asking
    bundle = explorer._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain"}
    assert bundle["text/html"].startswith("<iframe")
    assert "of 100" not in bundle["text/plain"]


def test_the_command_writes_a_page_that_asks(tmp_path: Any) -> None:
    out = tmp_path / "page.html"
    told = CliRunner().invoke(app, ["explore", str(KEPT / f"{TWO}.yaml"), "--predict", "-o", str(out)])
    assert told.exit_code == 0, told.output
    assert '<body class="asking">' in out.read_text(encoding="utf-8")
