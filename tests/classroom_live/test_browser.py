"""Phones and the page that all see, in a real browser: a seminar from the scan to the export, and a lost connection."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

import decision_model as dm
from decision_model.interfaces import classroom_server
from decision_model.interfaces.classroom.web import class_page
from decision_model.interfaces.loopback import HERE
from tests.classroom_live.conftest import CHANCES, LONGEST, SCENARIO, Served, answer, serving
from tests.explorer.conftest import package
from tests.explorer.test_lint import linted
from tests.profiles import whole_look

FILES = Path(classroom_server.__file__).parent / "files"
NAMES = ("safety", "standing", "talk")
SAVED = "Saved. You can change your mind."


class Tab:
    """A page of its own browser, and what it said and asked for."""

    def __init__(self, browser: Any, url: str, **context: Any):
        self.context = browser.new_context(**{"viewport": {"width": 390, "height": 844}, **context})
        self.page = self.context.new_page()
        self.messages: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.messages.append(message.text))
        self.page.on("pageerror", lambda error: self.messages.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.messages.append(dialog.message), dialog.dismiss()))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(url)

    def until(self, script: str, expected: object = True) -> None:
        end = time.monotonic() + LONGEST
        while (found := self.page.evaluate(script)) != expected:
            assert time.monotonic() < end, found
            time.sleep(0.03)

    def says(self, text: str) -> None:
        self.until("() => document.getElementById('status').textContent", text)

    def move(self, slider: str, *keys: str) -> None:
        self.page.locator(slider).focus()
        for key in keys:
            self.page.keyboard.press(key)

    def first(self, place: int = 1) -> None:
        """Choose by gut, say how likely, and go on to the weights."""
        self.page.locator("input[type=radio]").nth(place).check()
        self.move("#chance-0", "PageUp")
        self.page.locator("#next").click()

    def overflow(self) -> int:
        found: int = self.page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        return found


Open = Callable[..., Tab]


@pytest.fixture
def tab(browser: Any) -> Iterator[Open]:
    with ExitStack() as opened:

        def show(url: str, **context: Any) -> Tab:
            made = Tab(browser, url, **context)
            opened.callback(made.context.close)
            return made

        yield show


def own(served: Served, path: str = "") -> str:
    return f"http://{HERE}:{served.port}{path}"


def room_link(served: Served) -> str:
    return own(served, f"/room#{served.hall.room.access.key}")


def findings(tab: Tab) -> list[str]:
    axe = package("axe_core_python.sync_playwright").Axe()
    return [f"{each['id']}: {each['nodes'][0]['html']}" for each in axe.run(tab.page)["violations"]]


def test_the_linter_finds_nothing_in_the_scripts() -> None:
    found = linted(FILES)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "oxlint" in (run := (Path(__file__).parents[2] / ".ci" / "run").read_text(encoding="utf-8"))
    assert "decision_model/interfaces/classroom_server" in run


@whole_look
def test_a_seminar(served: Served, tab: Open, model: dm.DecisionModel) -> None:
    screen = tab(room_link(served), viewport={"width": 1280, "height": 720})
    screen.until("() => document.getElementById('code').textContent", served.code)
    assert screen.page.url == own(served, "/room")  # the key is taken out of the address
    phone = tab(screen.page.locator("#link").inner_text())
    assert phone.page.locator("#send").is_hidden()
    assert phone.page.locator("#next").is_disabled()
    phone.first()
    assert phone.page.locator("#send").is_disabled()  # nothing is moved yet
    shares = phone.page.locator("#second output").all_inner_texts()
    assert shares == ["34%", "33%", "33%"]
    phone.move("#weight-0-0", "Home", "ArrowRight")
    assert phone.page.locator("#weight-0-0").get_attribute("aria-valuetext") == "1 points, 1 percent of the total"
    phone.page.locator("#send").click()
    phone.says(SAVED)
    (given,) = served.hall.room.votes.values()
    assert (given.choice, given.weights, given.touched) == ("vienna", (1, 50, 50), (True, False, False))
    screen.until("() => document.getElementById('count').textContent", "1 answer, open.")
    for number in range(6):
        assert served.phone().ask("/api/vote", answer(number)).status == 200
    screen.until("() => document.getElementById('count').textContent", "7 answers, open.")
    assert screen.page.locator("#picture").is_hidden()
    screen.page.locator("[data-action=reveal]").click()
    screen.until("() => document.getElementById('light').naturalWidth > 100")
    said = screen.page.locator("#words li").first.evaluate("each => each.textContent")
    answers = [served.hall.room.questions.ballot(each) for each in served.hall.room.votes.values()]
    assert said.startswith(dm.classroom(model, answers).statement.headline)
    phone.says("By your own weights: In Berlin. Look at the screen in front for the others.")
    phone.until("() => document.querySelectorAll('#standing li').length", 3)
    said = phone.page.locator("#standing li p").first.inner_text()
    assert said.startswith("Safety: you 1%, the middle of the class ")
    assert phone.page.locator("#standing li").first.locator(".other").count() == 7
    assert phone.page.locator("#standing li").first.locator(".own").get_attribute("cx") == "1"
    assert findings(phone) == []
    screen.page.locator("[data-action=round]").click()
    phone.says("Round 2: you have talked. What do you think now?")
    assert phone.page.locator("#standing").is_hidden()
    phone.first(place=0)
    assert phone.page.locator("#weight-0-0").input_value() == "1"  # the weights stay where they were
    phone.page.locator("#send").click()
    phone.says(SAVED)
    assert [each.choice for each in served.hall.room.votes.values()] == ["berlin"]
    screen.page.locator("[data-action=reveal]").click()
    screen.page.locator("[data-show=moves]").click()
    screen.until("() => document.querySelector('.drawn').search", "?show=moves")
    screen.until("() => document.getElementById('light').currentSrc.endsWith('show=moves')")
    with screen.page.expect_download() as saved:
        screen.page.get_by_role("link", name="CSV", exact=True).click()
    assert Path(saved.value.path()).read_text(encoding="utf-8").count("\n") == 9
    origin = own(served, "/")
    assert all(url.startswith((origin, "data:")) for url in phone.asked + screen.asked)
    assert phone.messages + screen.messages == []


@whole_look
def test_an_answer_outlives_a_lost_server_and_a_reload(model: dm.DecisionModel, tmp_path: Path, tab: Open) -> None:
    with serving(model, tmp_path / "room.db") as before:
        port = before.port
        phone, screen = tab(own(before, f"/j/{before.code}")), tab(room_link(before))
        screen.until("() => document.getElementById('count').textContent", "0 answers, open.")
        phone.first()
        phone.move("#weight-0-1", "End")
        phone.page.reload()
        assert phone.page.locator("#weight-0-1").input_value() == "100"
        phone.until("() => !document.getElementById('send').disabled")
    phone.page.locator("#send").click()
    phone.says("Connection lost. Trying again\u2026")
    screen.until("() => !document.getElementById('lost').hidden")
    with serving(model, tmp_path / "room.db", CHANCES, port) as after:
        phone.says(SAVED)
        assert phone.page.locator("#weight-0-1").input_value() == "100"
        assert [each.weights for each in after.hall.room.votes.values()] == [(50, 100, 50)]
        screen.until("() => document.getElementById('count').textContent", "1 answer, open.")
        assert screen.page.locator("#lost").is_hidden()


HOSTILE = "</script><img src=x onerror=alert(1)>"


@whole_look
def test_hostile_labels_are_shown_as_they_are(tmp_path: Path, tab: Open) -> None:
    text = SCENARIO
    for label in ("Where to meet", "Where should they meet?", "That he comes", "The place", "In Berlin", "Safety"):
        text = text.replace(f": {label}", f': "{label} {HOSTILE}"')
    with serving(dm.parse(text, name="hostile"), tmp_path / "room.db") as served:
        phone = tab(own(served, f"/j/{served.code}"))
        screen = tab(room_link(served), viewport={"width": 1280, "height": 720})
        joining = tab(own(served, "/"))
        phone.says("")
        for number in range(3):
            assert served.phone().ask("/api/vote", answer(number)).status == 200
        screen.page.locator("[data-action=reveal]").click()
        screen.until("() => document.getElementById('light').naturalWidth > 100")
        for page in (phone, screen, joining):
            assert page.page.locator("h1").inner_text() == f"Where to meet {HOSTILE}"
            assert page.page.locator("img[src=x]").count() == 0
            assert page.messages == []


@whole_look
@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_found_on_the_phone(width: int, scheme: str, served: Served, tab: Open) -> None:
    phone = tab(own(served, f"/j/{served.code}"), viewport={"width": width, "height": 700}, color_scheme=scheme)
    phone.until("() => !document.getElementById('answer').hidden")
    for step in ("gut", "weights", "saved"):
        if step == "weights":
            phone.first()
        if step == "saved":
            phone.move("#weight-0-2", "PageUp")
            phone.page.locator("#send").click()
            phone.says(SAVED)
        assert findings(phone) == [], step
        assert phone.overflow() <= 0
        targets = phone.page.locator("button:visible, input[type=range]:visible, .choice:visible")
        assert min(targets.evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")) >= 44
    joining = tab(own(served, "/"), viewport={"width": width, "height": 700}, color_scheme=scheme)
    assert findings(joining) == []
    assert joining.overflow() <= 0


@whole_look
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1920, "dark"), (390, "light")])
def test_nothing_is_found_on_the_page_that_all_see(width: int, scheme: str, served: Served, tab: Open) -> None:
    for number in range(8):
        assert served.phone().ask("/api/vote", answer(number)).status == 200
    screen = tab(room_link(served), viewport={"width": width, "height": 800}, color_scheme=scheme)
    screen.page.locator("[data-action=reveal]").click()
    screen.until("() => document.getElementById('light').naturalWidth > 100")
    assert findings(screen) == []
    assert screen.overflow() <= 0
    assert screen.page.locator("#light").evaluate("each => each.currentSrc").endswith("dark") == (scheme == "dark")


@whole_look
@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark"), (320, "light")])
def test_nothing_is_found_on_the_page_of_a_class(
    width: int, scheme: str, model: dm.DecisionModel, tmp_path: Path, tab: Open
) -> None:
    ballots = [dm.Ballot(dict(zip(NAMES, answer(number)["weights"], strict=True)), "berlin") for number in range(12)]
    file = tmp_path / "class.html"
    file.write_bytes(class_page(dm.classroom(model, ballots, ballots[3:])))
    page = tab(file.as_uri(), viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert findings(page) == []
    assert page.overflow() <= 0
    assert page.messages == []
