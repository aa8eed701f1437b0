"""The page that follows a file: what counts as a save, what is seen after it, who may ask, and how it ends."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

import decision_model as dm
from decision_model.interfaces.explorer import explore_page
from decision_model.interfaces.loopback import HERE
from decision_model.interfaces.starters import Starter, starter_text
from decision_model.interfaces.watch import sight as sight_module
from decision_model.interfaces.watch.saves import PAUSE, Saves
from decision_model.interfaces.watch.sight import Board, Sight, look
from decision_model.interfaces.watch.watch import follow, serving
from tests.interfaces.conftest import Ask

MEMO = starter_text(Starter.memo)
LONGEST = 60.0
"""Seconds that a test waits at most for what takes a tenth of one on an idle machine."""


def until(condition: Callable[[], object]) -> None:
    """Wait until something holds."""
    end = time.monotonic() + LONGEST
    while not condition():
        assert time.monotonic() < end, "it never came about"
        time.sleep(PAUSE)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(MEMO, encoding="utf-8")
    return path


def test_a_save_is_what_changes_the_text(file: Path) -> None:
    saves = Saves(file)
    assert [saves.changed(), saves.changed()] == [True, False]
    before = file.stat()
    file.write_text(MEMO.replace("value: 60,", "value: 61,"), encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))  # as on a disk with coarse clocks
    assert [saves.changed(), saves.changed()] == [True, False]
    file.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    assert not saves.changed()


def test_a_file_that_goes_and_comes_back_is_two_saves(file: Path) -> None:
    saves = Saves(file)
    saves.changed()
    file.unlink()
    assert [saves.changed(), saves.changed()] == [True, False]
    file.mkdir()
    assert not saves.changed()
    file.rmdir()
    file.write_text(MEMO, encoding="utf-8")
    assert [saves.changed(), saves.changed()] == [True, False]


def test_the_files_it_extends_are_watched_and_so_is_a_missing_one(file: Path) -> None:
    top, base = file.with_name("top.yaml"), file.with_name("base.yaml")
    top.write_text("extends: base.yaml\n", encoding="utf-8")
    saves = Saves(top)
    assert saves.changed()
    base.write_text("extends: mine.yaml\n", encoding="utf-8")
    assert saves.changed()
    file.write_text(MEMO + "\n", encoding="utf-8")
    assert [saves.changed(), saves.changed()] == [True, False]
    base.unlink()
    assert saves.changed()


def test_a_file_is_not_read_while_it_is_written(file: Path) -> None:
    saves = Saves(file)
    saves.changed()
    parts = [MEMO[:500], MEMO[:1500], MEMO + "# the end\n"]

    def write() -> None:
        for part in parts:
            file.write_text(part, encoding="utf-8")
            time.sleep(PAUSE / 3)

    writer = Thread(target=write)
    writer.start()
    until(saves.changed)
    assert file.read_text(encoding="utf-8") == parts[-1]
    writer.join()


def test_what_could_be_drawn_last_stays_and_what_is_wrong_is_told(file: Path) -> None:
    first = look(file, Sight("mine"))
    assert (first.title, first.problems, first.draft) == ("Answer the neighbour's offer of talks", (), True)
    file.write_text(MEMO.replace("weight:", "wieght:", 1), encoding="utf-8")
    second = look(file, first)
    assert (second.page, second.title, second.model) == (first.page, first.title, first.model)
    (problem,) = second.data["problems"]
    line = MEMO.splitlines().index("    weight: {value: 60, range: [40, 80]}") + 1
    assert (problem["file"], problem["line"], problem["column"]) == ("mine.yaml", line, 5)
    assert problem["text"] == "    wieght: {value: 60, range: [40, 80]}"
    assert "Did you mean 'weight'?" in problem["message"]
    file.write_text(MEMO, encoding="utf-8")
    assert look(file, second).data == first.data


def test_a_fault_of_ours_does_not_end_the_watching(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = look(file, Sight("mine"))
    monkeypatch.setattr(sight_module, "explore_page", lambda *model, draft: 1 // 0)
    second = look(file, first)
    assert second.page == first.page
    assert "ZeroDivisionError" in second.problems[0].message


def test_warnings_are_told_beside_a_sound_page(file: Path) -> None:
    file.write_text(MEMO.replace("{p_offended: 0.3}", "{p_offended: 0.1}"), encoding="utf-8")
    seen = look(file, Sight("mine"))
    assert seen.page
    assert "beyond the range" in seen.data["warnings"][0]["message"]


def test_a_draft_says_what_is_still_to_come_and_nothing_else_than_the_page() -> None:
    model = dm.parse(MEMO)
    draft, whole = (data_of(explore_page(model, draft=is_draft)) for is_draft in (True, False))
    assert "still being worked out" in draft["statement"].pop("verdict")
    assert "random trials" in whole["statement"].pop("verdict")
    assert draft["statement"] == whole["statement"]  # a firm choice, whose headline claims it either way
    for claim, told in zip(whole["claims"], draft["claims"], strict=True):
        assert told.pop("verdict") == ("holds" if claim["holds"] else "fails")  # how firmly takes draws
        assert claim.keys() - told.keys() <= {"verdict", "share", "turn"}
        for key in ("verdict", "share", "turn"):
            claim.pop(key, None)
        assert claim == told
    for structure in (*whole["structures"], *draft["structures"]):
        structure["plans"].pop("shares")
    assert whole.pop("drawn")
    assert draft.pop("drawn") == []
    assert draft == whole


def data_of(page: str) -> dict[str, object]:
    return dict(json.loads(page.partition('id="data">')[2].partition("</script>")[0]))


@pytest.fixture
def watched(file: Path) -> Iterator[tuple[Board, int]]:
    """A watched file: its board and the port."""
    board = Board(Sight("mine"))
    follower = Thread(target=follow, args=(file, board))
    with serving(board, 0) as server:
        follower.start()
        yield board, server.port
    follower.join(LONGEST)
    assert not follower.is_alive()


def asked(port: int, path: str = "/", host: str = "", method: str = "GET") -> http.client.HTTPResponse:
    with closing(http.client.HTTPConnection(HERE, port, timeout=LONGEST)) as line:
        line.request(method, path, headers={"Host": host or f"{HERE}:{port}"})
        return line.getresponse()


def test_the_page_in_full_follows_its_draft(watched: tuple[Board, int], file: Path) -> None:
    board, port = watched
    until(lambda: board.sight.page and not board.sight.draft)
    assert board.sight.page == explore_page(dm.read(file)).encode()
    with closing(http.client.HTTPConnection(HERE, port, timeout=LONGEST)) as line:
        line.request("GET", "/page")
        assert line.getresponse().read() == board.sight.page


def test_the_page_that_stays_beside_problems_is_worked_out_in_full(watched: tuple[Board, int], file: Path) -> None:
    """A file that is broken before the page in full was there does not leave a draft behind."""
    board, _ = watched
    until(lambda: board.sight.draft)
    whole = explore_page(dm.read(file)).encode()
    file.write_text(MEMO.replace("weight:", "wieght:", 1), encoding="utf-8")
    until(lambda: board.sight.problems and not board.sight.draft)
    assert board.sight.page == whole


def test_a_save_is_an_event(watched: tuple[Board, int], file: Path) -> None:
    board, port = watched
    until(lambda: board.sight.page)
    with closing(http.client.HTTPConnection(HERE, port, timeout=LONGEST)) as line:
        line.request("GET", "/events")
        events = line.getresponse()
        file.write_text(MEMO.replace("title: Answer", "title: Refuse", 1), encoding="utf-8")
        told = {"title": ""}
        while not told["title"].startswith("Refuse"):
            text = events.readline().decode()
            told = json.loads(text[6:]) if text.startswith("data: ") else told
    assert told["page"]


def test_only_this_machine_under_its_own_name_is_answered(watched: tuple[Board, int]) -> None:
    board, port = watched
    until(lambda: board.sight.page)
    for host in (f"{HERE}:{port}", f"localhost:{port}"):
        assert asked(port, host=host).status == 200
    for host in (
        f"evil.example:{port}",
        "evil.example",
        HERE,
        "localhost",
        f"{HERE}:{port + 1}",
        f"{HERE}.evil:{port}",
    ):
        for path in ("/", "/page", "/events"):
            answer = asked(port, path, host)
            assert (answer.status, answer.getheader("Content-Length")) == (421, "0"), host
    assert asked(port, "/../mine.yaml").status == 404
    assert asked(port, "/", method="POST").status == 501


def test_nobody_may_frame_it_or_read_it_from_elsewhere(watched: tuple[Board, int]) -> None:
    _, port = watched
    frame, page = asked(port), asked(port, "/page")
    assert "frame-ancestors 'none'" in str(frame.getheader("Content-Security-Policy"))
    assert "default-src 'none'" in str(frame.getheader("Content-Security-Policy"))
    assert page.getheader("Content-Security-Policy") == "frame-ancestors 'self'"
    for answer in (frame, page):
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
        assert answer.getheader("Access-Control-Allow-Origin") is None


def test_it_listens_on_this_machine_alone(watched: tuple[Board, int]) -> None:
    _, port = watched
    with socket.socket() as other:
        other.settimeout(5)
        assert other.connect_ex(("127.0.0.2", port)) != 0


def test_a_port_that_is_taken_is_named(file: Path, ask: Ask) -> None:
    with socket.socket() as taken:
        taken.bind((HERE, 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = ask("watch", file, "--port", port, columns=200)
    assert said.code == 2
    assert f"{port}: " in said.err
    assert "--port" in said.err


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal that can be sent there")
def test_ctrl_c_ends_it_quietly(file: Path) -> None:
    command = [sys.executable, "-m", "decision_model", "watch", str(file), "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            address = process.stdout.readline()
            assert address.startswith(f"http://{HERE}:")
            assert asked(int(address.rpartition(":")[2].strip("/\n"))).status == 200
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=LONGEST)
        finally:
            process.kill()
    assert (process.returncode, said) == (0, ("", ""))
