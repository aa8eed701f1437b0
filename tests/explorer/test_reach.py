"""The page for every reader: screen readers, small and dark screens, forced colours, paper."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from decision_model.interfaces.explorer import explore_page
from tests.explorer.conftest import package
from tests.explorer.samples import hostile, wide

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


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", [TWO, ONE, "textbook/oil_wildcatter"])
def test_axe_finds_nothing(name: str, look: str, window: Show) -> None:
    page = window(name, **LOOKS[look]).page
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert violations(page) == []


@pytest.mark.parametrize("width", [1440, 1024, 390, 320])
@pytest.mark.parametrize("page", [TWO, ONE, "hostile", "wide"])
def test_nothing_scrolls_sideways(page: str, width: int, window: Show) -> None:
    text = {"hostile": lambda: explore_page(hostile()), "wide": lambda: explore_page(wide(3))}.get(page, lambda: "")()
    seen = window("" if text else page, text=text, width=width)
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


def test_the_keyboard_reaches_everything_and_gets_out_again(window: Show) -> None:
    page = window(ONE).page
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate(
                "() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
            )
        )
        if seen[-1] == "BODY":
            break
    assert seen[0] == "skip"
    for wanted in ("copy", "preset", SLIDER[1:], "whatif-norstad", "unfold", "tree-box", "moved"):
        assert wanted in seen
    assert seen[-1] == "BODY" or seen.count("copy") > 1


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
    before = seen.page.locator("#told").text_content()
    seen.page.locator(SLIDER).focus()
    for _ in range(5):
        seen.page.keyboard.press("PageUp")
    seen.settle()
    assert seen.page.locator("#told").text_content() == before
    assert seen.page.locator("#answer-text").text_content() != before
    seen.page.wait_for_timeout(1000)
    assert seen.page.locator("#told").text_content() == seen.page.locator("#answer-text").text_content()


def test_sliders_say_what_they_are(window: Show) -> None:
    slider = window(TWO).page.locator(SLIDER)
    assert slider.evaluate("(each) => each.labels[0].innerText.trim()") == "Allied unity"
    assert slider.get_attribute("aria-valuetext") == "22 points, 22 percent of the total"
    described = slider.evaluate("(each) => document.getElementById(each.getAttribute('aria-describedby')).textContent")
    assert "Goodwill, the agreed plan and consultation are cousins" in described


@pytest.mark.parametrize("name", [TWO, ONE])
def test_paper_takes_at_most_three_pages_and_stays_readable_in_grey(name: str, window: Show, tmp_path: Path) -> None:
    pdfium = package("pypdfium2")
    page = window(name).page
    file = tmp_path / "page.pdf"
    file.write_bytes(page.pdf(format="A4", prefer_css_page_size=True))
    document = pdfium.PdfDocument(file)
    try:
        assert len(document) <= 3
        text = " ".join(sheet.get_textpage().get_text_range() for sheet in document)
        for heading in (
            "How much does each matter?",
            "Ranking",
            "Decision tree",
            "Would another number",
            "What the source says",
        ):
            assert heading in text
        for sheet in list(document)[:-1]:
            grey = np.asarray(sheet.render(scale=1, grayscale=True).to_numpy()).squeeze()
            rows = np.flatnonzero((grey < 200).any(axis=1))
            assert np.diff(rows).max() < 0.15 * grey.shape[0]  # no large gap
            assert rows[-1] > 0.6 * grey.shape[0]  # nor a page left half empty
    finally:
        document.close()


def test_reduced_motion_moves_nothing(window: Show) -> None:
    page = window(ONE, reduced_motion="reduce").page
    moving = page.evaluate("""() => [...document.querySelectorAll("*")].filter(
      (each) => getComputedStyle(each).transitionDuration !== "0s").length""")
    assert moving == 0
