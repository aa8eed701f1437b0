"""The page that follows a file, in a real browser: redrawn at a save, with what is wrong at its line."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from decision_model.interfaces import watch
from decision_model.interfaces.loopback import HERE
from decision_model.interfaces.starters import Starter, starter_text
from decision_model.interfaces.watch.sight import Board, Sight
from decision_model.interfaces.watch.watch import follow, serving
from tests.explorer.test_lint import linted

MEMO = starter_text(Starter.memo)
LONGEST = 60.0
TITLE = "() => document.querySelector('iframe:not(.coming)')?.contentDocument?.querySelector('h1')?.textContent ?? ''"
INSIDE = "iframe:not(.coming)"


class Seen:
    """A file, watched in a browser."""

    def __init__(self, file: Path, page: Any):
        self.file, self.page = file, page
        self.messages: list[str] = []
        page.on("console", lambda message: self.messages.append(message.text))
        page.on("pageerror", lambda error: self.messages.append(str(error)))

    def save(self, text: str) -> None:
        self.file.write_text(text, encoding="utf-8")

    def until(self, script: str, expected: object) -> None:
        """Wait until a script, run from outside the page, which may run none but its own, gives something."""
        end = time.monotonic() + LONGEST
        while (found := self.page.evaluate(script)) != expected:
            assert time.monotonic() < end, found
            time.sleep(0.02)

    @property
    def inside(self) -> Any:
        return self.page.frame_locator(INSIDE)


@pytest.fixture
def seen(browser: Any, tmp_path: Path) -> Iterator[Seen]:
    file, board = tmp_path / "mine.yaml", Board(Sight("mine.yaml"))
    file.write_text(MEMO, encoding="utf-8")
    follower = Thread(target=follow, args=(file, board))
    context = browser.new_context(viewport={"width": 1024, "height": 768})
    with serving(board, 0) as server:
        follower.start()
        shown = Seen(file, context.new_page())
        shown.page.goto(f"http://{HERE}:{server.port}/")
        shown.until(TITLE, "Answer the neighbour's offer of talks")
        yield shown
        context.close()
    follower.join(LONGEST)
    assert not follower.is_alive()
    assert shown.messages == []


def whole(seen: Seen) -> None:
    """Wait for the page in full."""
    more = TITLE.replace("'h1'", "'#answer-more'")
    seen.until(f"() => ({more})().includes('weights')", True)


def test_a_save_redraws_the_page_where_the_reader_was(seen: Seen) -> None:
    whole(seen)
    assert seen.page.title() == "Answer the neighbour's offer of talks"
    assert seen.page.locator("#findings").is_hidden()
    seen.inside.locator("#numbers summary").click()
    seen.page.evaluate("() => document.querySelector('iframe').contentWindow.scrollTo(0, 300)")
    seen.save(MEMO.replace("title: Answer", "title: Refuse"))
    seen.until(TITLE, "Refuse the neighbour's offer of talks")
    assert seen.page.evaluate("() => document.querySelector('iframe:not(.coming)').contentWindow.scrollY") == 300
    assert seen.inside.locator("#numbers").get_attribute("open") is not None


def test_a_mistake_stands_at_its_line_above_the_last_good_page(seen: Seen) -> None:
    seen.save(MEMO.replace("weight:", "wieght:", 1).replace("title: Answer", "title: Never"))
    seen.until("() => document.querySelector('#list mark')?.textContent", "wieght")
    line = MEMO.splitlines().index("    weight: {value: 60, range: [40, 80]}") + 1
    assert f"mine.yaml, line {line}" in seen.page.locator("#list .where").inner_text()
    assert "Did you mean 'weight'?" in seen.page.locator("#list").inner_text()
    assert seen.page.title().startswith("(1) Answer")
    assert seen.page.evaluate(TITLE) == "Answer the neighbour's offer of talks"
    seen.save(MEMO)
    seen.until("() => document.getElementById('findings').hidden", True)


def test_a_file_that_is_gone_is_said_and_survived(seen: Seen) -> None:
    seen.file.unlink()
    seen.until("() => document.getElementById('list').textContent.includes('there is no such file')", True)
    seen.save(MEMO[: len(MEMO) // 2])
    seen.until("() => document.getElementById('list').textContent.includes('no such file')", False)
    seen.save(MEMO.replace("title: Answer", "title: Weigh"))
    seen.until(TITLE, "Weigh the neighbour's offer of talks")


def test_what_the_reader_moved_stays_when_the_page_comes_in_full(seen: Seen) -> None:
    whole(seen)
    seen.save(MEMO.replace("title: Answer", "title: Weigh"))
    seen.until(TITLE, "Weigh the neighbour's offer of talks")
    slider = seen.inside.locator("#weight-alliance")
    slider.focus()
    slider.press("Home")
    seen.until("() => document.getElementById('pages').getAttribute('aria-busy')", "false")
    seen.until("() => document.querySelectorAll('iframe').length", 1)
    assert seen.inside.locator("#weight-alliance").input_value() == "0"


def test_a_text_that_would_be_markup_is_shown_as_it_is(seen: Seen) -> None:
    trap = "<img src=x onerror=alert(1)>"
    seen.save(MEMO.replace("    weight: {value: 60", f"    '{trap}': 1\n    weight: {{value: 60"))
    seen.until(f"() => document.getElementById('list').textContent.includes('{trap}')", True)
    assert seen.page.locator("#findings img").count() == 0


def test_the_linter_finds_nothing_in_the_frames_script() -> None:
    found = linted(Path(watch.__file__).parent)
    assert found.returncode == 0, found.stdout + found.stderr
