"""The explorer beside bare pages: from a key to the frame that shows it, and the time to open.

Run with `pytest --benchmarks -s tests/benchmarks/test_explorer.py`. The two take turns, so that a machine that is busy
for a while slows both.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest

from tests.benchmarks.test_engine import report
from tests.explorer.conftest import browser, html, models, pages  # noqa: F401 - fixtures

KEYS = 60
OPENINGS = 11

BARE = """<!doctype html><meta charset="utf-8"><title>Bare</title>
<input type="range" id="slider"><output id="value"></output>
<script>
slider.addEventListener("input", () => requestAnimationFrame(() => (value.textContent = slider.value)));
</script>"""
"""A slider that writes its value: the least that a page can do in the frame after a key."""

WATCH = """() => {
  globalThis.times = [];
  const channel = new MessageChannel();
  let start = 0;
  channel.port1.onmessage = () => times.push(performance.now() - start);
  addEventListener("keydown", (event) => {
    start = event.timeStamp;
    requestAnimationFrame(() => channel.port2.postMessage(0));
  }, true);
}"""
"""Writes down how long after each key the next frame is done: its scripts, style and layout."""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("bare") / "bare.html"
    file.write_text(BARE, encoding="utf-8")
    return file


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[[Path], Any]]:  # noqa: F811 - the fixture
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)

    def show(file: Path) -> Any:
        page = context.new_page()
        page.goto(file.as_uri())
        return page

    yield show
    context.close()


def watched(page: Any, slider: str) -> Any:
    """A page whose keys are timed, with its slider in focus."""
    page.evaluate(WATCH)
    page.locator(slider).focus()
    return page


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


@pytest.mark.parametrize("slider", ["#weight-allied_unity", "#number-p_blocked"], ids=["weight", "number"])
@pytest.mark.parametrize("name", ["berlin_1961/contingency"])
def test_from_a_key_to_the_next_frame(  # one argument for each page, and what finds them
    name: str,
    slider: str,
    benchmark: Any,
    opened: Callable[[Path], Any],
    pages: Callable[[str], Path],  # noqa: F811 - the fixture
    bare: Path,
) -> None:
    ours, peer = opened(pages(name)), opened(bare)
    ours.evaluate("() => { document.getElementById('numbers').open = true; }")
    both = [watched(peer, "#slider"), watched(ours, slider)]
    for number in range(KEYS):
        for page in both:
            page.bring_to_front()
            page.keyboard.press("ArrowLeft" if number % 2 else "ArrowRight")
            page.wait_for_function(f"() => times.length > {number}")
    theirs, mine = (p95(page.evaluate("() => times")) for page in both)
    benchmark.pedantic(lambda: None, rounds=1)
    report(benchmark, ours=f"{mine:.1f} ms", bare=f"{theirs:.1f} ms", ratio=round(mine / theirs, 2))
    assert mine / theirs < 4


def loading(page: Any, file: Path) -> float:
    """Seconds until a page is there and its script has run."""
    start = time.perf_counter()
    page.goto(file.as_uri())
    page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
    return time.perf_counter() - start


@pytest.mark.parametrize("name", ["berlin_1961/contingency"])
def test_opening_beside_the_same_page_without_its_script(
    name: str,
    benchmark: Any,
    opened: Callable[[Path], Any],
    pages: Callable[[str], Path],  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    text = pages(name).read_text(encoding="utf-8")
    still = tmp_path / "still.html"
    still.write_text(text.rpartition('<script type="module">')[0], encoding="utf-8")
    page = opened(still)
    turns = [(loading(page, still), loading(page, pages(name))) for _ in range(OPENINGS)]
    theirs, mine = (median(times) for times in zip(*turns[1:], strict=True))
    benchmark.pedantic(lambda: None, rounds=1)
    report(benchmark, ours=f"{mine * 1e3:.0f} ms", still=f"{theirs * 1e3:.0f} ms", ratio=round(mine / theirs, 2))
    assert mine / theirs < 8
