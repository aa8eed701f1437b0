"""The live pages in Firefox: a phone from the scan to its own dot, the page that all see, and the page of a class."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import decision_model as dm
from decision_model.interfaces.classroom.web import class_page
from decision_model.interfaces.loopback import HERE
from tests.classroom_live.conftest import LONGEST, Served, answer
from tests.explorer.firefox import Firefox, firefox
from tests.explorer.test_firefox import BEYOND, violations
from tests.profiles import whole_look

pytestmark = whole_look
STATUS = "document.getElementById('status').textContent"
MOVED = "each.dispatchEvent(new Event('input', { bubbles: true }))"


@pytest.fixture(scope="module", params=["light", "dark"])
def opened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(tmp_path_factory.mktemp(f"live-{request.param}"), request.param) as window:
        yield window


def until(window: Firefox, expression: str, expected: object = True) -> None:
    end = time.monotonic() + LONGEST
    while (found := window.evaluate(expression)) != expected:
        assert time.monotonic() < end, found
        time.sleep(0.05)


def assert_sound(window: Firefox) -> None:
    assert violations(window) == []
    assert window.evaluate(BEYOND) <= 0
    assert window.messages == []


def test_a_phone(opened: Firefox, served: Served) -> None:
    own = f"http://{HERE}:{served.port}"
    opened.open(f"{own}/", 390)
    assert_sound(opened)
    opened.open(f"{own}/j/{served.code}", 390)
    until(opened, "!document.getElementById('answer').hidden")
    assert_sound(opened)
    opened.run("document.querySelectorAll('input[type=radio]')[1].click()")
    opened.run(f"for (const each of document.querySelectorAll('.chance')) {{ each.value = 60; {MOVED}; }}")
    opened.run("document.getElementById('next').click()")
    opened.run(f"{{ const each = document.getElementById('weight-0-0'); each.value = 90; {MOVED}; }}")
    assert_sound(opened)
    opened.run("document.getElementById('send').click()")
    until(opened, STATUS, "Saved. You can change your mind.")
    assert_sound(opened)
    (given,) = served.hall.room.votes.values()
    assert (given.choice, given.weights, given.chances) == ("vienna", (90, 50, 50), (60,))
    for number in range(6):
        assert served.phone().ask("/api/vote", answer(number)).status == 200
    teacher = served.instructor()
    assert teacher.ask("/api/act", {"action": "reveal"}).status == 200
    until(opened, "document.querySelectorAll('#standing li').length", 3)
    until(opened, f"{STATUS}.startsWith('By your own weights: ')")
    assert opened.evaluate("document.querySelector('#standing .own').getBoundingClientRect().width") > 5
    assert_sound(opened)
    opened.open(f"{own}/j/{served.code}", 320)
    until(opened, "document.querySelectorAll('#standing li').length", 3)
    assert_sound(opened)


@pytest.mark.parametrize("width", [1280, 1920])
def test_the_page_that_all_see(width: int, opened: Firefox, served: Served) -> None:
    for number in range(8):
        assert served.phone().ask("/api/vote", answer(number)).status == 200
    opened.open(f"http://{HERE}:{served.port}/room#{served.hall.room.access.key}", width)
    until(opened, "document.getElementById('count').textContent", "8 answers, open.")
    until(opened, "document.getElementById('scan').naturalWidth > 100")
    assert opened.evaluate("location.hash") == ""
    assert_sound(opened)
    opened.run("document.querySelector('[data-action=reveal]').click()")
    until(opened, "document.getElementById('light').naturalWidth > 100")
    assert_sound(opened)
    opened.run("document.querySelector('#words summary').click()")
    assert_sound(opened)
    opened.run("window.confirm = () => true; document.querySelector('[data-action=delete]').click()")
    until(opened, "document.getElementById('count').textContent", "All answers are deleted, and the room is closed.")
    time.sleep(1)  # the server has ended
    assert opened.evaluate("document.getElementById('lost').hidden")
    assert violations(opened) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_of_a_class(width: int, opened: Firefox, model: dm.DecisionModel, tmp_path: Path) -> None:
    ballots = [
        dm.Ballot(dict(zip(("safety", "standing", "talk"), answer(number)["weights"], strict=True)), "berlin")
        for number in range(12)
    ]
    file = tmp_path / "class.html"
    file.write_bytes(class_page(dm.classroom(model, ballots, ballots[3:])))
    opened.open(file.as_uri(), width)
    assert_sound(opened)
