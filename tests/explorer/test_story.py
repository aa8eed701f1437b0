"""The story: lots fall as the chances say, the same in every telling, and what it adds up to is what the model says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

import decision_model as dm
from tests.explorer.test_reach import violations
from tests.oracle.brute_force import worlds
from tests.profiles import whole_look

TWO, ONE = "berlin_1961/contingency", "berlin_1961/options"
Show = Callable[..., Any]

LIVED = """([story, place]) => {
  const view = explorer.story;
  view.show(explorer.stateAt(explorer.settings.now));
  view.begin(story);
  while (view.node.step) {
    const branches = view.tree.branches(view.node);
    const decides = explorer.data.steps[view.node.step].decides;
    if (decides) view.goTo(branches[place % branches.length]);
    else document.querySelector("#story-body section > .main").click();
  }
  const path = view.nodes.slice(1).map(({ branch }) => [branch.step, branch.state.name]);
  return { path, values: view.nodes.map(({ value }) => value), chance: view.node.chance };
}"""


@pytest.mark.parametrize("name", [ONE, pytest.param(TWO, marks=whole_look)])
def test_a_story_ends_where_the_model_says(name: str, window: Show, models: Callable[[str], dm.DecisionModel]) -> None:
    """The history that is lived through has the total and the chance that counting out every history gives it."""
    model, page = models(name), window(name).page
    known = {tuple(sorted(world.states.items())): world for world in worlds(model)}
    expected = float(dm.solve(model).total)
    for story in range(1, 13):
        found = page.evaluate(LIVED, [story, story])
        world = known[tuple(sorted(map(tuple, found["path"])))]
        assert found["values"][-1] == pytest.approx(world.total, abs=1e-9)
        assert found["chance"] == pytest.approx(world.weight, abs=1e-9)
        text = page.locator("#story-body").inner_text()
        assert f"ends with {world.total:.1f} of 100. At the start, the best plan" in text
        assert f"could be expected to give {expected:.1f} of 100" in text
        parts = page.evaluate("() => explorer.story.points()")
        assert parts == pytest.approx([world.contributions[leaf.name] for leaf in model.leaves], abs=1e-9)


@whole_look
def test_choices_and_chance_add_up_to_what_came_of_it(window: Show) -> None:
    page = window(TWO).page
    for story in range(1, 9):
        values = page.evaluate(LIVED, [story, story])["values"]
        account = page.evaluate("() => explorer.story.account()")
        assert values[0] + account["choices"] + account["events"] == pytest.approx(values[-1], abs=1e-9)
        assert account["choices"] <= 1e-9  # no choice is better than the best


@whole_look
def test_the_same_story_draws_the_same_lots_whatever_is_chosen(window: Show) -> None:
    page = window(TWO).page
    for story in (3, 4):
        lived = [dict(page.evaluate(LIVED, [story, place])["path"]) for place in (0, 1, 0)]
        assert lived[0] == lived[2]
        assert lived[0]["access"] == lived[1]["access"]


def test_lots_fall_as_the_chances_say(window: Show, models: Callable[[str], dm.DecisionModel]) -> None:
    page = window(TWO).page
    count = 4000
    lots = page.evaluate(
        "(count) => Array.from({ length: count }, (_, story) => explorer.lotOf(story + 1, 'access'))", count
    )
    assert all(0 <= lot < 1 for lot in lots)
    tenths = Counter(int(10 * lot) for lot in lots)
    expected = count / 10
    assert sum((tenths[place] - expected) ** 2 / expected for place in range(10)) < 27.9  # chi-squared, 9, p = 0.001
    others = page.evaluate(
        "(count) => Array.from({ length: count }, (_, story) => explorer.lotOf(story + 1, 'outcome'))", count
    )
    mean = sum((one - 0.5) * (other - 0.5) for one, other in zip(lots, others, strict=True)) / count
    assert abs(12 * mean) < 4 / count**0.5  # two steps draw independently


@whole_look
def test_the_story_by_keyboard(window: Show) -> None:
    seen = window(TWO, width=390)
    seen.page.locator("#play").focus()
    seen.page.keyboard.press("Enter")
    assert violations(seen.page) == []
    assert seen.page.evaluate("() => document.activeElement.className") == "news"
    for _ in range(20):
        if not seen.page.locator("#story-body section > .main, #story-body .choices button").count():
            break
        seen.page.keyboard.press("Tab")
        seen.page.keyboard.press("Enter")
    assert "What came of it" in seen.text("#story-body")
    assert violations(seen.page) == []
    told = seen.text("#story-body")
    for _ in range(3):
        if seen.page.evaluate("() => document.activeElement.tagName") != "BUTTON":
            seen.page.keyboard.press("Tab")
    assert seen.page.evaluate("() => document.activeElement.textContent") == "Again, with the same luck"
    seen.page.keyboard.press("Enter")
    assert "What do you do?" in seen.text("#story-body") != told
    seen.page.keyboard.press("Escape")
    assert not seen.page.locator("#story").is_visible()
    assert seen.messages == []


@whole_look
@pytest.mark.parametrize("name", ["textbook/oil_wildcatter", "textbook/two_tests", "hostile", "less wide"])
def test_other_files_tell_their_story_too(name: str, window: Show) -> None:
    seen = window(name)
    seen.page.click("#play")
    for story in (1, 2, 3):
        found = seen.page.evaluate(LIVED, [story, story])
        assert found["path"]
        assert 0 < found["chance"] <= 1
    assert seen.messages == []
