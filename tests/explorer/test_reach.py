"""The page for every reader: screen readers, small and dark screens, forced colours, paper."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

import decision_model as dm
from decision_model.interfaces.explorer import explore_page
from tests.explorer.conftest import package
from tests.profiles import some, whole_look

TWO, ONE = "berlin_1961/contingency", "berlin_1961/options"
Show = Callable[..., Any]
LOOKS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "phone": {"width": 390, "height": 844},
    "narrow": {"width": 320, "height": 640},
    "forced": {"forced_colors": "active"},
}
SLIDER = "#weight-allied_unity"


def violations(page: Any) -> list[str]:
    axe = package("axe_core_python.sync_playwright")
    source = Path(axe.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(source)
    found = page.evaluate(
        "() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] })"
    )
    return [f"{each['id']}: {each['help']} ({each['nodes'][0]['html'][:150]})" for each in found["violations"]]


@pytest.mark.parametrize(("name", "look"), some(product([TWO, ONE, "textbook/oil_wildcatter"], LOOKS), 2))
def test_axe_finds_nothing(name: str, look: str, window: Show) -> None:
    page = window(name, **LOOKS[look]).page
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert violations(page) == []


@pytest.mark.parametrize("width", [1440, 1024, 390, 320])
@pytest.mark.parametrize("page", [TWO, ONE, "hostile", "less wide"])
def test_nothing_scrolls_sideways(page: str, width: int, window: Show) -> None:
    seen = window(page, width=width)
    seen.page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
    seen.settle()
    assert seen.page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0


def test_targets_are_large_enough(window: Show) -> None:
    for width, least in ((1440, 24), (390, 44)):
        page = window(TWO, width=width).page
        page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
        small = page.evaluate(
            """(least) => [...document.querySelectorAll("button, select, .rail input, .number input, .switch")]
              .map((each) => [each.id || each.className, each.getBoundingClientRect().height])
              .filter(([, height]) => height && height < least)""",
            least,
        )
        assert small == []


def test_the_order_of_reading_is_the_order_of_the_page(window: Show) -> None:
    page = window(TWO).page
    assert page.locator("h1").count() == 1
    assert page.locator("html").get_attribute("lang") == "en"
    levels = page.evaluate("() => [...document.querySelectorAll('h1, h2, h3')].map((each) => Number(each.tagName[1]))")
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.locator("header, main, footer").count() == 3
    assert page.locator("[aria-live]").count() == 1


def test_one_message_a_pause_and_the_visible_sentence_at_once(window: Show) -> None:
    seen = window(ONE)
    seen.page.wait_for_timeout(900)
    before = seen.page.locator("#announcement").text_content()
    seen.page.locator(SLIDER).focus()
    for _ in range(5):
        seen.page.keyboard.press("PageUp")
    seen.settle()
    assert seen.page.locator("#announcement").text_content() == before
    assert seen.page.locator("#answer-text").text_content() != before
    seen.page.wait_for_timeout(1000)
    texts = [str(seen.page.locator(f"#{each}").text_content()) for each in ("just-happened", "answer-text")]
    assert texts[0].startswith("You moved Allied unity from ")
    assert seen.page.locator("#announcement").text_content() == " ".join(texts)


def test_sliders_say_what_they_are(window: Show) -> None:
    slider = window(TWO).page.locator(SLIDER)
    assert slider.evaluate("(each) => each.labels[0].innerText.trim()") == "Allied unity"
    assert slider.get_attribute("aria-valuetext") == "22 points, 22 percent of the total"
    described = slider.evaluate("(each) => document.getElementById(each.getAttribute('aria-describedby')).textContent")
    assert "Goodwill, the agreed plan and consultation are cousins" in described


@pytest.mark.parametrize("name", [TWO, ONE])
def test_reduced_motion_moves_nothing(name: str, window: Show) -> None:
    moving = """() => {
      const still = ({ transitionDuration, animationName, scrollBehavior }) =>
        /^(0s(, )?)+$/.test(transitionDuration) && animationName === "none" && scrollBehavior === "auto";
      return [...document.querySelectorAll("*")].flatMap((each) => ["", "::before", "::after"].filter(
        (part) => !still(getComputedStyle(each, part || null))).map((part) => (each.id || each.className) + part));
    }"""
    assert window(name, reduced_motion="reduce").page.evaluate(moving) == []
    assert window(name).page.evaluate(moving) != []  # what does move otherwise is what the test looks at


def test_forced_colours_keep_what_carries_meaning(window: Show) -> None:
    page = window(TWO, forced_colors="active").page
    page.locator("#whatif-in_berlin").check()
    page.locator("#bars-kind").click()
    found = page.evaluate("""() => {
      const look = (name, part) => getComputedStyle(document.querySelector(name), part ?? null);
      const probe = document.createElement("i"), system = {};
      document.body.append(probe);
      for (const name of ["Canvas", "CanvasText", "Highlight"]) {
        probe.style.backgroundColor = name;
        system[name] = getComputedStyle(probe).backgroundColor;
      }
      return {
        system, paper: look(".card").backgroundColor, ink: look("body").color,
        best: [look("#tree .branch.best").stroke, parseFloat(look("#tree .branch.best").strokeWidth)],
        rejected: [look("#tree .branch.rejected").stroke, parseFloat(look("#tree .branch.rejected").strokeWidth)],
        struck: document.querySelectorAll("#tree .struck").length, tick: look(".tick").backgroundColor,
        bars: new Set([...document.querySelectorAll(".lead .bar i")].map((e) =>
           getComputedStyle(e).backgroundColor)).size,
        on: look("#whatif-in_berlin").backgroundColor, off: look("#whatif-no_private_plan").backgroundColor,
        lead: look("#ranking-lists li.lead").outlineStyle, words: look("#tree .label").fill,
      };
    }""")
    system = found["system"]
    assert (found["paper"], found["ink"], found["words"]) == (
        system["Canvas"],
        system["CanvasText"],
        system["CanvasText"],
    )
    assert found["best"] == [system["Highlight"], pytest.approx(3.4)]
    assert found["rejected"][0] != found["best"][0]
    assert found["rejected"][1] < 1.5
    assert found["struck"] > 0
    assert found["tick"] == system["CanvasText"]
    assert found["bars"] > 2  # the colours of considerations are kept
    assert found["on"] == system["Highlight"] != found["off"]
    assert found["lead"] == "solid"


@pytest.mark.parametrize("page", [TWO, ONE, "long", "less wide"])
def test_at_320_pixels_nothing_is_cut_off(page: str, window: Show) -> None:
    """The page does not scroll sideways, nothing sticks out of it, and the tree scrolls in a box of its own."""
    seen = window(page, width=320, height=640)
    seen.page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
    seen.settle()
    assert seen.page.evaluate("() => document.documentElement.scrollWidth") == 320
    beyond = seen.page.evaluate("""() => [...document.querySelectorAll("body *")]
      .filter((each) => !each.closest(".scroll > *, .visually-hidden, .skip, script, style"))
      .filter((each) => each.getClientRects().length)
      .filter((each) => each.getBoundingClientRect().right > 320.5 || each.getBoundingClientRect().left < -0.5)
      .map((each) => each.id || each.className)""")
    assert beyond == []
    cut = seen.page.evaluate("""() => [...document.querySelectorAll("h1, h2, h3, label, .name, .answer, .claim, p, li")]
      .filter((each) => each.getClientRects().length && !each.matches("#sticky-answer, .visually-hidden"))
      .filter((each) => each.scrollWidth > each.clientWidth + 1)
      .filter((each) => getComputedStyle(each).overflowX !== "visible" && getComputedStyle(each).display !== "inline")
      .map((each) => each.textContent.slice(0, 40))""")
    assert cut == []
    assert seen.page.locator("#tree-box").get_attribute("tabindex") == "0"


@whole_look
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1024, "dark"), (390, "light"), (320, "dark")])
def test_axe_finds_nothing_in_any_mode_of_the_page(
    width: int, scheme: str, window: Show, models: Callable[[str], dm.DecisionModel]
) -> None:
    for name in (TWO, ONE):
        page = window(name, width=width, color_scheme=scheme).page
        page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
        assert violations(page) == []
    page = window(text=explore_page(models(TWO), predict=True), width=width, color_scheme=scheme).page
    assert violations(page) == []
    page.locator("#ask-options input").last.check()
    page.click("#ask-go .main")
    page.wait_for_timeout(100)
    assert violations(page) == []
    page.click("#play")
    assert violations(page) == []
    page.locator("#story-body .choices button").last.click()
    assert violations(page) == []
