"""A whole school on one laptop: two hundred phones that change their minds, all at once, and how long each waits."""

from __future__ import annotations

import http.client
import json
import os
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from decision_model.interfaces.loopback import HERE
from tests.classroom_live.conftest import Process, answer, started
from tests.profiles import whole_look

PHONES = int(os.environ.get("DECISION_MODEL_PHONES", "200"))
VOTES = 5
REST = 0.05
"""Seconds after a vote in which nobody else of a tenth of the phones sends: people take longer."""
ON_A_BUSY_MACHINE = 0.25
"""Seconds within which 95 of 100 votes are kept; a machine with nothing else to do takes a tenth of it."""
AT_ONCE_ON_A_BUSY_MACHINE = 3.0


@dataclass
class Load:
    """Phones that send, some threads of them, and what came of it."""

    process: Process
    took: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    cookies: dict[int, str] = field(default_factory=dict)

    def join(self, number: int, line: http.client.HTTPConnection) -> None:
        while True:  # of more than three hundred at once some are asked to wait
            line.request("GET", f"/j/{self.process.code}")
            reply = line.getresponse()
            reply.read()
            if reply.status == 200:
                break
            time.sleep(0.5)
        self.cookies[number] = (reply.getheader("Set-Cookie") or "").partition(";")[0]

    def vote(self, number: int, turn: int, line: http.client.HTTPConnection) -> None:
        body = json.dumps(answer(number + 31 * turn))
        begun = time.perf_counter()
        line.request("POST", "/api/vote", body, {"Content-Type": "application/json", "Cookie": self.cookies[number]})
        reply = line.getresponse()
        data = reply.read()
        self.took.append(time.perf_counter() - begun)
        time.sleep(REST)
        if reply.status != 200:
            self.errors.append(f"{reply.status} {data[:80]!r}")

    def run(self, threads: int, work: Callable[[int, http.client.HTTPConnection], None]) -> float:
        """Every phone's work by so many threads; the seconds that it took."""
        ready = threading.Barrier(threads + 1)

        def one(first: int) -> None:
            with closing(http.client.HTTPConnection(HERE, self.process.port, timeout=60)) as line:
                line.connect()
                ready.wait(60)
                for number in range(first, PHONES, threads):
                    work(number, line)

        workers = [threading.Thread(target=one, args=(number,)) for number in range(threads)]
        for worker in workers:
            worker.start()
        ready.wait(60)
        begun = time.perf_counter()
        for worker in workers:
            worker.join(120)
        return time.perf_counter() - begun


@whole_look
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells of another process there")
def test_a_school_votes(tmp_path: Path) -> None:
    with started(tmp_path) as process:
        load = Load(process)
        begun = processor_time(process)
        load.run(20, load.join)
        assert len(set(load.cookies.values())) == PHONES
        for turn in range(VOTES):
            load.run(10, lambda number, line, turn=turn: load.vote(number, turn, line))  # type: ignore[misc]
        ordered = sorted(load.took)
        assert load.errors == []
        assert len(ordered) == PHONES * VOTES
        median, late = ordered[len(ordered) // 2], ordered[int(0.95 * len(ordered))]
        used = processor_time(process) - begun
        time.sleep(1.2)  # the votes of a phone refill
        load.took.clear()
        together = load.run(PHONES, lambda number, line: load.vote(number, 9, line))
        memory = resident(process)
        print(
            f"{PHONES} phones, {VOTES} votes each: p50 {1000 * median:.1f} ms, p95 {1000 * late:.1f} ms, "
            f"{used:.2f} s of processor; all at once {1000 * together:.0f} ms; {memory:.0f} MB"
        )
        assert load.errors == []
        assert late < ON_A_BUSY_MACHINE
        assert together < AT_ONCE_ON_A_BUSY_MACHINE
        assert memory < 100


def resident(process: Process) -> float:
    """The memory that the server holds, MB."""
    status = Path(f"/proc/{process.popen.pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def processor_time(process: Process) -> float:
    """Seconds of a processor that the server has used."""
    fields = Path(f"/proc/{process.popen.pid}/stat").read_text(encoding="ascii").rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
