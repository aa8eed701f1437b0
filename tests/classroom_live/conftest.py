"""Rooms under test: on loopback alone, in this process or in one of their own, ended by the test that began them."""

from __future__ import annotations

import asyncio
import http.client
import json
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import decision_model as dm
from decision_model.interfaces.classroom_server.addresses import Place
from decision_model.interfaces.classroom_server.hall import Hall
from decision_model.interfaces.classroom_server.questions import RoomAnswer, questions
from decision_model.interfaces.classroom_server.record import RoomRecord
from decision_model.interfaces.classroom_server.room import Room
from decision_model.interfaces.classroom_server.serve import NEEDED, RoomSettings, hall_of, server_of
from decision_model.interfaces.loopback import HERE

ABSENT = [name for name in NEEDED if find_spec(name) is None]
collect_ignore_glob = ["test_*.py"] if ABSENT else []
"""Without the packages of the extra `classroom`, which the extra `test` brings too, there is nothing to test here."""

LONGEST = 30.0
"""Seconds that a test waits at most for what takes a tenth of one on an idle machine."""

SCENARIO = """\
decision_model: 1
title: Where to meet
question: Where should they meet?
parameters:
  p_comes: {label: That he comes, value: 0.5, range: [0.1, 0.9]}
sequence:
  - decide: site
    label: The place
    options: {berlin: In Berlin, vienna: In Vienna, none: Nowhere}
  - event: outcome
    outcomes: {comes: He comes, stays: He stays away}
    chance: {comes: p_comes, stays: rest}
considerations:
  - name: safety
    label: Safety
    note: How safe it is.
    weight: 50
    scores: [{when: {site: berlin}, then: 20}, {when: {site: vienna}, then: 90}, {otherwise: 70}]
  - name: standing
    label: Standing
    weight: 30
    scores: [{when: {site: berlin}, then: 100}, {when: {site: vienna}, then: 40}, {otherwise: 0}]
  - name: talk
    label: Talk
    weight: 20
    scores: [{when: {site: none}, then: 0}, {when: {outcome: comes}, then: 100}, {otherwise: 10}]
"""
CHANCES = ("p_comes",)
OPTIONS = ("berlin", "vienna", "none")


@dataclass
class Client:
    """One browser's worth of requests, with its cookies."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    trust: ssl.SSLContext | None = None
    """Whom it trusts where the talk is encrypted; None where it is not."""

    def line(self) -> http.client.HTTPConnection:
        if self.trust is None:
            return http.client.HTTPConnection(HERE, self.port, timeout=LONGEST)
        return http.client.HTTPSConnection(HERE, self.port, timeout=LONGEST, context=self.trust)

    def ask(self, path: str, body: Any = None, method: str = "", **heads: str) -> Reply:
        """Ask for something, sending JSON where there is a body; a head that is empty is left out."""
        told = {"Host": f"{HERE}:{self.port}", "Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        if data is not None:
            told |= {"Content-Type": "application/json", "Content-Length": str(len(data))}
        told |= {name.replace("_", "-"): value for name, value in heads.items()}
        with closing(self.line()) as line:
            line.putrequest(method or ("GET" if data is None else "POST"), path, skip_host=True)
            for name, value in told.items():
                if value:
                    line.putheader(name, value)
            line.endheaders(data)
            answer = line.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie", []):
                name, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[name] = value
            return Reply(answer.status, dict(answer.headers), answer.read())


@dataclass(frozen=True)
class Reply:
    status: int
    heads: dict[str, str]
    body: bytes

    @property
    def data(self) -> Any:
        return json.loads(self.body)


def answer(place: int = 0, **other: Any) -> dict[str, Any]:
    """What a phone sends: the weights of a person, told by a number."""
    weights = [(7 * place) % 101, (13 * place + 40) % 101, (29 * place + 5) % 101]
    return {
        "round": 1,
        "choice": OPTIONS[place % 3],
        "weights": weights,
        "touched": [True, False, True],
        "chances": [(11 * place) % 101],
        **other,
    }


@dataclass
class Served:
    """A room that is served in this process."""

    hall: Hall
    port: int

    @property
    def code(self) -> str:
        return self.hall.room.access.code

    def phone(self) -> Client:
        client = Client(self.port)
        assert client.ask(f"/j/{self.code}").status == 200
        return client

    def instructor(self) -> Client:
        client = Client(self.port)
        assert client.ask("/api/enter", {"key": self.hall.room.access.key}).status == 200
        return client

    def fill(self, persons: int, round: int = 1) -> None:
        """So many answers, put in by the shortest way."""
        for place in range(persons):
            given = RoomAnswer(**{name: value for name, value in kept(answer(place)).items() if name != "round"})
            self.hall.room.rounds.setdefault(round, {})[f"{place:032x}"] = given
        self.hall.room.content += 1

    def told(self, client: Client, wanted: Callable[[Any], object] = bool) -> Any:
        """The first event that is as wanted."""
        with closing(http.client.HTTPConnection(HERE, self.port, timeout=LONGEST)) as line:
            heads = {"Cookie": "; ".join(f"{n}={v}" for n, v in client.cookies.items())}
            line.request("GET", "/events", headers=heads)
            events = line.getresponse()
            assert events.status == 200
            end = time.monotonic() + LONGEST
            while time.monotonic() < end:
                text = events.readline().decode()
                if text.startswith("data: ") and wanted(found := json.loads(text[6:])):
                    return found
        raise AssertionError("it never came about")


def kept(sent: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in sent.items()}


@contextmanager
def serving(model: dm.DecisionModel, data: Path, chances: tuple[str, ...] = CHANCES, port: int = 0) -> Iterator[Served]:
    """A room, served by a thread until the test is done."""
    asked = questions(model, chances)
    place = Place(HERE)
    with closing(place.listener(port)) as listening:
        room = Room(asked, RoomRecord(data, asked.digest, asked.weights))
        hall = hall_of(model, room, Path("where.yaml"), place, listening)
        server = server_of(hall, RoomSettings(place))
        thread = Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])))
        thread.start()
        try:
            end = time.monotonic() + LONGEST
            while not server.started:
                assert time.monotonic() < end
                time.sleep(0.01)
            yield Served(hall, listening.getsockname()[1])
        finally:
            server.should_exit = True
            thread.join(LONGEST)
            room.record.close()
    assert not thread.is_alive()


@pytest.fixture
def model() -> dm.DecisionModel:
    return dm.parse(SCENARIO, name="where")


@pytest.fixture
def served(model: dm.DecisionModel, tmp_path: Path) -> Iterator[Served]:
    with serving(model, tmp_path / "room.db") as room:
        yield room


@dataclass
class Process:
    """A room in a process of its own."""

    popen: subprocess.Popen[str]
    port: int
    code: str
    key: str

    def stop(self, sign: int = signal.SIGINT) -> int:
        self.popen.send_signal(sign)
        return self.popen.wait(LONGEST)


BOUNDED = """\
import os, threading
end = threading.Timer(300, os._exit, (9,))
end.daemon = True
end.start()
from decision_model.interfaces.entry import main
main()
"""
"""The command line, which ends by itself where the tests that began it are gone."""


@contextmanager
def started(folder: Path, *options: str, port: int = 0, trust: ssl.SSLContext | None = None) -> Iterator[Process]:
    """The command itself, killed at the end if it still runs."""
    file = folder / "where.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    command = [sys.executable, "-c", BOUNDED, "serve", str(file), "--port", str(port), "--ask", "p_comes"]
    command += ["--data", str(folder / "room.db"), "--quiet", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as popen:
        try:
            assert popen.stdout is not None
            lines = [popen.stdout.readline() for _ in range(3)]
            assert lines[2], popen.stderr.read() if popen.stderr else ""
            found = int(lines[0].partition(f"{HERE}:")[2].partition("/")[0])
            process = Process(popen, found, lines[1].split()[-1], lines[2].rpartition("#")[2].strip())
            until(lambda: answers(found, trust))
            yield process
        finally:
            popen.kill()


def answers(port: int, trust: ssl.SSLContext | None = None) -> bool:
    try:
        return Client(port, trust=trust).ask("/").status == 200
    except ssl.SSLCertVerificationError:
        raise
    except OSError:
        return False


def until(condition: Callable[[], object], seconds: float = LONGEST) -> None:
    """Wait until something holds."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.02)
