"""The page to leaf through: every picture with its files, under the questions of the seminar."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from decision_model.analysis.answers import answers, asked_in_run
from decision_model.analysis.opening import opening
from decision_model.analysis.registry import GROUPS
from decision_model.interfaces.figure_set import FigureSettings, figure_set
from decision_model.interfaces.leaves import INDEX
from decision_model.scenario import read
from tests.explorer.conftest import Window
from tests.explorer.test_reach import violations
from tests.interfaces.conftest import SUMMIT
from tests.interfaces.test_report import Outline

SHOWN = ("rank", "tree", "compare", "firmness", "tornado")
Show = Callable[..., Window]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of five pictures and of the plan, and the page that shows them."""
    place, model = tmp_path_factory.mktemp("leaves"), read(SUMMIT)
    asked = [analysis for analysis in asked_in_run() if analysis.name in ("solve", *SHOWN)]
    drawn = figure_set(model, list(answers(model, selection=asked)), FigureSettings(formats=("svg", "csv", "html")))
    for name, content in drawn.files.items():
        (place / name).write_bytes(content)
    return place


@pytest.fixture
def show(folder: Path, request: pytest.FixtureRequest) -> Any:
    """Opens the page in a browser; closed at the end."""
    opened: list[Window] = []

    def shown(**options: Any) -> Window:
        opened.append(Window(request.getfixturevalue("browser"), folder / INDEX, **options))
        return opened[-1]

    yield shown
    for each in opened:
        each.context.close()


def test_every_picture_stands_there_with_words_and_files_under_its_question(folder: Path) -> None:
    page, model = Outline((folder / INDEX).read_text("utf-8")), read(SUMMIT)
    links = [value for _, name, value in page.attributes if name in ("src", "href") and not value.startswith("#")]
    assert {link for link in links if (folder / link).is_file()} == set(links)
    assert {path.name for path in folder.iterdir()} == {*links, INDEX}
    assert [each for each in page.ids if each in SHOWN] == list(SHOWN)
    heads = [f"{title}?" for group, title in GROUPS.items() if group in ("choice", "views", "robustness")]
    assert [head for head in heads if head in page.text] == heads
    assert all(line.text in page.text for line in list(opening(model))[:2])
    described = {value for _, name, value in page.attributes if name == "aria-describedby"}
    assert described == {f"words-{name}" for name in SHOWN} <= set(page.ids)


def test_nothing_of_it_is_asked_of_a_network(folder: Path) -> None:
    text = (folder / INDEX).read_text("utf-8")
    assert any("default-src 'none'" in value for _, _, value in Outline(text).attributes)
    assert not re.search(r"https?://", text)


def test_keys_and_buttons_turn_the_leaves(show: Show) -> None:
    window = show()
    page = window.page

    def seen() -> list[str]:
        return [name for name in SHOWN if page.locator(f"#{name}").is_visible()]

    assert seen() == [SHOWN[0]]
    page.keyboard.press("ArrowRight")
    assert seen() == [SHOWN[1]]
    assert page.url.endswith(f"#{SHOWN[1]}")
    page.get_by_role("button", name="Next").click()
    assert window.text(".place") == "3 of 5"
    page.keyboard.press("ArrowLeft")
    page.locator("nav a", has_text="How firm").click()
    page.locator("#firmness").wait_for()
    assert seen() == ["firmness"]
    page.get_by_role("button", name="All on one page").click()
    assert seen() == list(SHOWN)
    assert (window.messages, [url for url in window.requests if not url.startswith("file:")]) == ([], [])


def test_without_scripts_it_is_one_long_page(show: Show) -> None:
    page = show(java_script_enabled=False).page
    assert all(page.locator(f"#{name}").is_visible() for name in SHOWN)
    assert not page.locator(".turner").is_visible()


@pytest.mark.parametrize("look", [{"color_scheme": "dark"}, {"width": 390, "height": 844}])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(look: dict[str, Any], show: Show) -> None:
    page = show(bypass_csp=True, **look).page
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => (each.open = true))")
    assert violations(page) == []
    page.get_by_role("button", name="All on one page").click()
    assert page.evaluate("() => document.documentElement.scrollWidth - innerWidth") <= 0
    assert violations(page) == []
