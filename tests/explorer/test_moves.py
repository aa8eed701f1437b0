"""After each move the page says what was moved, from where to where, and whether the choice turned."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import takewhile
from typing import Any

import pytest

import decision_model as dm
from tests.explorer.settings import drawn
from tests.profiles import examples, whole_look

TWO = "berlin_1961/contingency"
Show = Callable[..., Any]
Models = Callable[[str], dm.DecisionModel]

STEP = """async (settings) => {
  explorer.settings.change(settings, null);
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  return document.getElementById("just-happened").textContent;
}"""


def chosen_now(model: dm.DecisionModel) -> list[tuple[str, tuple[str, ...]]]:
    """What is taken at each decision before the first event, up to one at which options are level."""
    now = list(takewhile(lambda step: isinstance(step, dm.model.Decision), model.steps.values()))
    choices = [choice for choice in dm.solve(model).policy if choice.decision in [step.name for step in now]]
    level = next((place for place, choice in enumerate(choices) if len(choice.options) > 1), len(choices))
    return [(choice.decision, tuple(choice.options)) for choice in choices[: level + 1]]


@whole_look
def test_nothing_is_said_before_the_first_move(window: Show) -> None:
    assert window(TWO).page.locator("#just-happened").text_content() == ""


def test_a_drag_is_told_from_where_it_began(window: Show) -> None:
    seen = window(TWO)
    slider = seen.page.locator("#weight-allied_unity")
    slider.focus()
    for _ in range(3):
        seen.page.keyboard.press("ArrowRight")
    seen.settle()
    said = re.match(
        r"You moved Allied unity from (\d+) to (\d+)%: the choice (stays|turned), ", seen.text("#just-happened")
    )
    assert said
    assert said[1] == "22"
    assert seen.text(".field:has(#weight-allied_unity) .share") == f"{said[2]}%"


@pytest.mark.parametrize("name", [TWO, "berlin_1961/options"])
def test_turned_means_that_python_chooses_otherwise(name: str, window: Show, models: Models) -> None:
    model, page = models(name), window(name).page
    sliders = page.evaluate("() => explorer.data.sliders")
    before, turns = model, 0
    for each in drawn(model, sliders, examples(40, quick=10), seed=3)[2:]:
        try:
            now = each.of(model)
            turned = chosen_now(before) != chosen_now(now)
        except dm.DecisionError:
            continue
        said = page.evaluate(STEP, each.plain)
        assert ("the choice turned" in said) == turned, (each, said)
        before, turns = now, turns + turned
    assert turns


def test_the_sentence_says_what_is_not_the_files(window: Show) -> None:
    seen = window(TWO)
    seen.page.evaluate(STEP, {"numbers": {"p_blocked": 0.55}})
    assert re.match(r"With ‘?[^,]+’? at 55%, ", seen.text("#answer-text"))
    seen.page.evaluate(STEP, {"whatIfs": ["in_berlin"]})
    assert re.match(r"Under the what-if ‘[^’]+(’s [^’]+)?’ and with .+ at 55%, ", seen.text("#answer-text"))
    assert "You switched on ‘" in seen.text("#just-happened")
    seen.page.click("#undo")
    seen.settle()
    assert seen.text("#just-happened").startswith("You took that back and switched off ‘")
    seen.page.click("#reset")
    seen.settle()
    assert " from 55 to " in seen.text("#just-happened")
    assert not seen.text("#answer-text").startswith("With")


@whole_look
def test_a_chance_that_takes_others_along_is_told_alone(window: Show, models: Models) -> None:
    way, luck = dm.decision("way", ["a", "b"]), dm.event("luck", ["x", "y", "z"], {"x": 0.2, "y": 0.3, "z": 0.5})
    model = dm.decision_model(
        "Luck", [way, luck], [dm.consideration("gain", [({"luck": "x", "way": "a"}, 60), (None, 20)])], combine="sum"
    )
    seen = window(text=dm.explore(model).html)
    name = seen.page.evaluate("() => explorer.data.sliders.find(({ along }) => along).name")
    field = seen.page.locator(f"[id='number-{name}']")
    field.focus()
    seen.page.keyboard.press("End")
    seen.settle()
    assert seen.text("#just-happened").count(" from ") == 1
