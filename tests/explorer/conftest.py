"""Pages to look at, and a browser to look at them with."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import decision_model as dm
from decision_model.interfaces.explorer import explore_page
from decision_model.interfaces.explorer.search_work import is_too_much
from tests.browser import REQUIRED, absent, package, program, started
from tests.explorer.samples import fate, hostile, long_labels, wide
from tests.oracle.forgetful import forgetful

SCENARIOS = Path(__file__).parents[2] / "scenarios"
KEPT = Path(__file__).parents[1]
"""Where the scenarios of Berlin lie as they first were, which the tests of pictures and pages count on."""

SAMPLES = {
    "hostile": hostile,
    "long": long_labels,
    "wide": wide,
    "less wide": lambda: wide(3),
    "fate": fate,
    "forgetful": lambda: forgetful(323, 9),
}


@pytest.fixture(scope="session")
def models() -> Callable[[str], dm.DecisionModel]:
    """Scenarios by name, such as berlin_1961/options, and the samples of these tests."""
    known: dict[str, dm.DecisionModel] = {}

    def read(name: str) -> dm.DecisionModel:
        if name not in known:
            folder = KEPT if name.startswith("berlin_1961/") else SCENARIOS
            known[name] = SAMPLES[name]() if name in SAMPLES else dm.read(folder / f"{name}.yaml")
        return known[name]

    return read


@pytest.fixture(scope="session")
def pages(models: Callable[[str], dm.DecisionModel], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Files with the pages of scenarios by name, each made once, also where several processes test."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "pages"
    folder.mkdir(exist_ok=True)

    def page(name: str) -> Path:
        file = folder / f"{name.replace('/', '-')}.html"
        if not file.exists():
            own = file.with_suffix(f".{os.getpid()}")
            own.write_text(explore_page(models(name)), encoding="utf-8")
            own.replace(file)
        return file

    return page


@pytest.fixture(scope="session")
def html(pages: Callable[[str], Path]) -> Callable[[str], str]:
    """Pages of scenarios by name."""
    return cache(lambda name: pages(name).read_text(encoding="utf-8"))


def stands_still(scenario: Path) -> bool:
    """Whether a scenario's page does not move: its decisions of limited memory can be taken in too many ways."""
    return "    knows: [" in scenario.read_text(encoding="utf-8") and is_too_much(dm.read(scenario))


__all__ = ["REQUIRED", "absent", "package", "program", "started"]


class Window:
    """One page in a fresh, offline context; what it asks of the network and says on the console is written down."""

    def __init__(self, browser: Any, file: Path, hash: str = "", width: int = 1440, height: int = 900, **context: Any):
        self.context = browser.new_context(viewport={"width": width, "height": height}, offline=True, **context)
        self.page = self.context.new_page()
        self.requests: list[str] = []
        self.messages: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.messages.append(dialog.message), dialog.dismiss()))
        self.page.goto(f"{file.as_uri()}{hash}")

    def text(self, selector: str) -> str:
        return str(self.page.locator(selector).inner_text())

    def settle(self) -> None:
        """Two frames later."""
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.fixture
def window(browser: Any, pages: Callable[[str], Path], tmp_path: Path) -> Iterator[Callable[..., Window]]:
    """Opens a scenario or a sample by name, or a page given as text."""
    opened: list[Window] = []

    def show(name: str = "", text: str = "", **options: Any) -> Window:
        file = tmp_path / f"page{len(opened)}.html" if text else pages(name)
        if text:
            file.write_text(text, encoding="utf-8")
        opened.append(Window(browser, file, **options))
        return opened[-1]

    yield show
    for each in opened:
        each.context.close()
