"""The page in Firefox, which draws, counts and speaks for itself: as in Chromium, at every width, light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import decision_model as dm
from decision_model.interfaces.explorer import explore_page
from tests.explorer.conftest import package
from tests.explorer.firefox import Firefox, firefox
from tests.profiles import whole_look

PAGES = ("berlin_1961/contingency", "berlin_1961/options")
WIDTHS = (1440, 1024, 390, 320)
RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']"
BEYOND = "document.documentElement.scrollWidth - innerWidth"


@pytest.fixture(scope="module", params=["light", "dark"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(tmp_path_factory.mktemp(f"firefox-{request.param}"), request.param) as window:
        yield window


def axe() -> str:
    module = package("axe_core_python.sync_playwright")
    return Path(module.__file__).with_name("axe.min.js").read_text(encoding="utf-8")


def violations(window: Firefox) -> list[str]:
    window.run(axe())
    run = f"axe.run(document, {{ runOnly: {RULES} }})"
    return [each["id"] for each in window.evaluate(f"{run}.then(({{ violations }}) => violations)")]


@whole_look
@pytest.mark.parametrize("name", PAGES)
def test_firefox_finds_nothing_amiss_at_any_width(name: str, opened: Firefox, pages: Callable[[str], Path]) -> None:
    for width in WIDTHS:
        opened.open(pages(name).as_uri(), width)
        assert opened.evaluate("innerWidth") == width
        opened.run("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        assert opened.evaluate(BEYOND) <= 0, width
        assert violations(opened) == [], width
    assert opened.messages == []


@whole_look
def test_firefox_asks_reveals_and_tells(opened: Firefox, models: Any, tmp_path: Path) -> None:
    file = tmp_path / "predict.html"
    file.write_text(explore_page(models(PAGES[0]), predict=True), encoding="utf-8")
    opened.open(file.as_uri(), 1024)
    shown = "[...document.querySelectorAll('.result')].filter((each) => each.getClientRects().length).length"
    assert opened.evaluate(shown) == 0
    assert violations(opened) == []
    opened.run("document.querySelector('#ask-options input').click(); document.querySelector('#ask-go .main').click()")
    opened.evaluate("new Promise((done) => setTimeout(done, 200))")
    assert opened.evaluate(shown) > 0
    text = opened.evaluate("document.getElementById('chosen-text').textContent")
    assert text.startswith(f"You chose ‘{models(PAGES[0]).decisions[0].options[0].title}’")
    assert violations(opened) == []
    opened.run("document.getElementById('play').click()")
    assert violations(opened) == []
    total = opened.evaluate("explorer.stateAt({ ...explorer.settings.start() }).solution.total")
    assert total == pytest.approx(float(dm.solve(models(PAGES[0])).total), abs=1e-9)
    assert opened.messages == []
