"""What the first screen holds, how close totals are drawn, and the tree as a list for small screens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import decision_model as dm
from decision_model.interfaces.explorer import explore_page
from tests.profiles import whole_look

TWO, ONE = "berlin_1961/contingency", "berlin_1961/options"
Show = Callable[..., Any]
Models = Callable[[str], dm.DecisionModel]

WHOLE = """(height) => [...document.querySelectorAll("h1, .question, #answer-text, #weights .rail")].filter((each) => {
  const { top, bottom } = each.getBoundingClientRect();
  return top >= 0 && bottom <= height;
}).map((each) => each.id || each.className || each.tagName)"""


@pytest.mark.parametrize("name", [TWO, ONE])
def test_a_small_laptop_shows_question_answer_and_four_sliders(name: str, window: Show) -> None:
    shown = window(name, width=1024, height=768).page.evaluate(WHOLE, 768)
    assert {"H1", "question", "answer-text"} <= set(shown)
    assert shown.count("rail") >= 4


@whole_look
def test_a_phone_has_links_to_the_parts_on_its_first_screen(window: Show) -> None:
    page = window(TWO, width=390, height=844).page
    links = page.locator("#parts a:visible")
    assert links.count() == 7
    assert all(each.bounding_box()["height"] >= 44 for each in links.all())
    assert max(each.bounding_box()["y"] for each in links.all()) < 800
    assert not window(TWO, width=1440).page.locator("#parts").is_visible()


def two_ways(*totals: float) -> dm.DecisionModel:
    way = dm.decision("way", [f"way_{place}" for place in range(len(totals))])
    rows = [({"way": f"way_{place}"}, total) for place, total in enumerate(totals)]
    return dm.decision_model("Ways", [way], [dm.consideration("pace", rows, weight=1)])


def test_close_totals_are_drawn_as_gaps_to_the_first(window: Show) -> None:
    seen = window(text=explore_page(two_ways(60, 59.3, 58)))
    widths = [each.evaluate("(bar) => bar.offsetWidth") for each in seen.page.locator(".gaps i").all()]
    assert widths[0] / widths[1] == pytest.approx(0.7 / 2, abs=0.02)
    assert seen.page.locator(".gap").all_text_contents()[1:] == ["against the first −0.7", "against the first −2.0"]
    assert "each bar shows how far a total is behind the first" in seen.text("#bars-note")
    seen.page.click("#bars-kind")
    assert not seen.page.locator(".gaps").count()
    assert "each bar shows a whole total" in seen.text("#bars-note")


@whole_look
def test_totals_far_apart_are_drawn_whole(window: Show) -> None:
    seen = window(text=explore_page(two_ways(60, 20)))
    assert not seen.page.locator(".gaps").count()
    assert not seen.page.locator("#bars-note").is_visible()


def test_the_tree_is_a_list_that_opens_on_a_phone(window: Show, models: Models) -> None:
    seen = window(TWO, width=390)
    first = models(TWO).decisions[0]
    assert not seen.page.locator("#tree").is_visible()
    rows = seen.page.locator("#tree-list .row")
    assert rows.count() == 1 + len(first.options)
    solution = dm.solve(models(TWO))
    best = seen.page.locator("#tree-list li.best li.best > details > summary")
    assert first.state(solution.policy[0].options[0]).title in best.inner_text()
    assert f"{float(solution.total):.1f}" in best.inner_text()
    best.focus()
    seen.page.keyboard.press("Enter")
    seen.settle()
    assert rows.count() > 1 + len(first.options)
    opened = rows.count()
    seen.page.locator("#weight-allied_unity").focus()
    seen.page.keyboard.press("ArrowRight")
    seen.settle()
    assert rows.count() == opened  # what was opened stays open
    seen.page.click("#tree-kind")
    assert seen.page.locator("#tree").is_visible()
    assert not seen.page.locator("#tree-list").is_visible()


@whole_look
def test_the_list_holds_every_end_that_the_tree_holds(window: Show) -> None:
    page = window(ONE, width=390).page
    while page.locator("#tree-list details:not([open])").count():
        page.evaluate("() => document.querySelectorAll('#tree-list details').forEach((each) => (each.open = true))")
        page.wait_for_timeout(20)
    ends = page.locator("#tree-list p.row").count()
    assert ends == page.evaluate("""() => {
      const tree = new explorer.HistoryTree(explorer.stateAt(explorer.settings.now));
      return tree.root.ends;
    }""")


@whole_look
@pytest.mark.parametrize("name", ["long", "hostile", TWO])
def test_at_320_pixels_no_mode_scrolls_sideways(name: str, window: Show, models: Models) -> None:
    page = window(text=explore_page(models(name), predict=True), width=320, height=640).page
    beyond = "() => document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(beyond) <= 0
    page.locator("#ask-options input").last.check()
    page.click("#ask-go .main")
    page.wait_for_timeout(100)
    for _ in range(6):
        for summary in page.locator("#tree-list details:not([open]) > summary").all()[:1]:
            summary.click()
            page.wait_for_timeout(20)
    assert page.evaluate(beyond) <= 0
    page.click("#play")
    for _ in range(12):
        assert page.locator("#story").evaluate("(box) => box.scrollWidth - box.clientWidth") <= 0
        further = page.locator("#story-body section > .main, #story-body .choices button")
        if not further.count():
            break
        further.last.click()
    assert page.evaluate(beyond) <= 0
