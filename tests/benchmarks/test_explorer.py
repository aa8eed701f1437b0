"""The explorer beside pages that reckon nothing: from a key to the frame that shows it, and the time to open.

Run with `pytest --benchmarks -s tests/benchmarks/test_explorer.py`. The two take turns, so that a machine that is busy
for a while slows both.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import pytest

from tests.benchmarks.test_engine import report
from tests.explorer.conftest import html, models, pages  # noqa: F401 - fixtures

SCENARIO = "berlin_1961/contingency"
KEYS, WARM = 80, 20
"""Keys pressed, and how many of them come before the times count."""

OPENINGS = 11

REDRAWN = """<script>
const places = ["answer", "ranking-lists", "ranking-table", "tree", "curves", "switching", "claim-list"];
const redraw = () => {
  for (const place of places.map((id) => document.getElementById(id))) {
    place.replaceChildren(...place.cloneNode(true).childNodes);
  }
  for (const share of document.querySelectorAll(".share")) share.textContent = share.textContent;
};
addEventListener("input", () => requestAnimationFrame(redraw));
</script>"""
"""What the explorer writes after a key, written again without any reckoning: a plain update of the same elements."""

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


def redrawn(live: Any, file: Path) -> Path:
    """A page that looks as the live one does, and after every key draws the same again."""
    text = live.evaluate("() => document.documentElement.outerHTML")
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    head, _, _ = text.rpartition('<script type="module">')
    file.write_text(f"<!doctype html>{head}{REDRAWN}", encoding="utf-8")
    return file


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[[Path], Any]]:
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
def test_from_a_key_to_the_next_frame(
    slider: str,
    benchmark: Any,
    opened: Callable[[Path], Any],
    pages: Callable[[str], Path],  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    """A weight, and a number, which has the first places counted anew as well."""
    ours = opened(pages(SCENARIO))
    ours.evaluate("() => { document.getElementById('numbers').open = true; }")
    both = [watched(opened(redrawn(ours, tmp_path / "redrawn.html")), slider), watched(ours, slider)]
    for number in range(KEYS):
        for page in both:
            page.bring_to_front()
            page.keyboard.press("ArrowLeft" if number % 2 else "ArrowRight")
            page.wait_for_function(f"() => times.length > {number}")
    theirs, mine = (page.evaluate("() => times")[WARM:] for page in both)
    benchmark.pedantic(lambda: None, rounds=1)
    middle = round(median(mine) / median(theirs), 2)
    times = {"ours": f"{p95(mine):.0f} ms", "redrawn": f"{p95(theirs):.0f} ms"}
    report(benchmark, **times, ratio=round(p95(mine) / p95(theirs), 2), of_medians=middle)
    assert p95(mine) / p95(theirs) < 5


def loading(page: Any, file: Path) -> float:
    """Seconds until a page is there and its script has run."""
    start = time.perf_counter()
    page.goto(file.as_uri())
    page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")
    return time.perf_counter() - start


def test_opening_beside_the_same_page_without_its_script(
    benchmark: Any,
    opened: Callable[[Path], Any],
    pages: Callable[[str], Path],  # noqa: F811 - the fixture
    tmp_path: Path,
) -> None:
    text = pages(SCENARIO).read_text(encoding="utf-8")
    still = tmp_path / "still.html"
    still.write_text(text.rpartition('<script type="module">')[0], encoding="utf-8")
    page = opened(still)
    turns = [(loading(page, still), loading(page, pages(SCENARIO))) for _ in range(OPENINGS)]
    theirs, mine = (median(times) for times in zip(*turns[1:], strict=True))
    benchmark.pedantic(lambda: None, rounds=1)
    report(benchmark, ours=f"{mine * 1e3:.0f} ms", still=f"{theirs * 1e3:.0f} ms", ratio=round(mine / theirs, 2))
    assert mine / theirs < 8
