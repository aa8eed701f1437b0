"""What was said to be saved is saved: through kills, full disks, files that cannot be written, and clocks that jump."""

from __future__ import annotations

import http.client
import itertools
import os
import random
import signal
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

import decision_model as dm
from decision_model.interfaces.classroom_server.questions import questions
from decision_model.interfaces.classroom_server.record import (
    LONGEST_QUEUE,
    RESET,
    BusyError,
    FileError,
    FullError,
    RoomRecord,
    saved,
    vote,
)
from decision_model.interfaces.classroom_server.room import Room
from tests.classroom_live.conftest import (
    LONGEST,
    SCENARIO,
    Client,
    Process,
    Served,
    answer,
    answers,
    serving,
    started,
    until,
)
from tests.interfaces.conftest import Ask, ask
from tests.profiles import whole_look

__all__ = ["ask"]

KILLS = int(os.environ.get("DECISION_MODEL_KILLS", "5"))
"""How often a server is killed under load; by hand a hundred times."""
EACH = 8
"""Phones that take turns, so that none is held back for sending too often."""


@whole_look
def test_no_vote_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    """Each answer is told from every other by its weights; all that were acknowledged stand in the log."""
    promised: list[list[float]] = []
    phones: list[Client] = []
    chance = random.Random(1)
    code, port, was = "", 0, 0
    for _ in range(KILLS):
        with started(tmp_path, port=port) as process:
            port, code = process.port, code or process.code
            assert process.code == code
            if not phones:
                phones = [Client(port) for _ in range(10 * EACH)]
                for phone in phones:
                    assert phone.ask(f"/j/{code}").status == 200
            _load(process, phones, promised, chance)
        with closing(sqlite3.connect(tmp_path / "room.db")) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            logged = "\n".join(text for (text,) in connection.execute("SELECT answer FROM log"))
        missing = [weights for weights in promised if f'"weights":{str(weights).replace(" ", "")}' not in logged]
        assert missing == []
        assert len(promised) > was + 10  # there was load
        was = len(promised)
        print(f"acknowledged {len(promised)}, missing {len(missing)}", flush=True)
    print(f"{KILLS} kills, {len(promised)} acknowledged, 0 missing")


def _load(process: Process, phones: list[Client], promised: list[list[float]], chance: random.Random) -> None:
    """Ten at a time send as fast as they may, each answer another, until the server is killed among them."""

    def send(own: list[Client], rest: random.Random) -> None:
        try:
            for place in itertools.count():
                weights = [round(rest.uniform(1, 100), 9) for _ in range(3)]
                if own[place % EACH].ask("/api/vote", answer(weights=weights)).status == 200:
                    promised.append(weights)
        except (OSError, http.client.HTTPException):  # an answer that was cut off is none
            return

    parts = [phones[first::10] for first in range(10)]
    threads = [threading.Thread(target=send, args=(part, random.Random(chance.random()))) for part in parts]
    for thread in threads:
        thread.start()
    time.sleep(chance.uniform(0.3, 0.9))
    process.stop(signal.SIGKILL)
    for thread in threads:
        thread.join(LONGEST)
        assert not thread.is_alive()


def test_a_room_goes_on_as_it_was(model: dm.DecisionModel, tmp_path: Path) -> None:
    file = tmp_path / "room.db"
    with serving(model, file) as first:
        phone, teacher = first.phone(), first.instructor()
        assert phone.ask("/api/vote", answer(4)).status == 200
        assert teacher.ask("/api/act", {"action": "round"}).status == 200
        assert phone.ask("/api/vote", answer(5, round=2)).status == 200
        before = first.code, first.hall.room.access.key, first.hall.room.rounds
    with serving(model, file) as second:
        phone.port = teacher.port = second.port
        assert (second.code, second.hall.room.access.key, second.hall.room.rounds) == before
        assert phone.ask("/api/state").data == {"round": 2, "open": True, "revealed": False, "saved": True}
        assert second.told(teacher)["count"] == 1
        assert phone.ask("/api/vote", answer(6, round=2)).status == 200
        assert len(second.hall.room.votes) == 1


def test_the_log_keeps_what_a_vote_has_replaced(served: Served) -> None:
    phone = served.phone()
    for place in range(3):
        assert phone.ask("/api/vote", answer(place)).status == 200
    connection = served.hall.room.record.connection
    assert connection.execute("SELECT count(*) FROM vote").fetchone() == (1,)
    logged = connection.execute("SELECT participant, answer FROM log ORDER BY number").fetchall()
    assert [served.hall.room.questions.kept(text).choice for _, text in logged] == ["berlin", "vienna", "none"]
    token = next(iter(phone.cookies.values()))
    assert all(token[:12] not in str(row) for row in logged)


@pytest.mark.parametrize("setting", ["max_page_count=1", "query_only=1"])
def test_a_disk_that_is_full_or_read_only_is_507_and_never_saved(setting: str, served: Served) -> None:
    phone = served.phone()
    assert phone.ask("/api/vote", answer(1)).status == 200
    before = dict(served.hall.room.votes)
    connection = served.hall.room.record.connection
    connection.execute(f"PRAGMA {setting}").fetchall()
    replies = [served.phone().ask("/api/vote", answer(place)) for place in range(60)]
    refused = [reply for reply in replies if reply.status != 200]
    assert refused
    assert {reply.status for reply in refused} == {507}
    assert "could not be kept" in refused[0].data["error"]
    assert len(served.hall.room.votes) == len(before) + len(replies) - len(refused)
    assert served.instructor().ask("/api/act", {"action": "reset"}).status in (200, 507)
    connection.execute("PRAGMA query_only=0")
    connection.execute("PRAGMA max_page_count=1000000")
    assert phone.ask("/api/vote", answer(2)).status == 200  # once there is room again, all is well


@whole_look
@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="only Linux sets another process's limits")
def test_a_file_that_may_not_grow_is_507_until_it_may(tmp_path: Path) -> None:
    """As on a full disk, by the system itself: the server's files may have no more than so many bytes."""
    import resource

    with started(tmp_path) as process:
        phones = [Client(process.port) for _ in range(40)]
        for phone in phones:
            assert phone.ask(f"/j/{process.code}").status == 200
        soft, hard = resource.prlimit(process.popen.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(process.popen.pid, resource.RLIMIT_FSIZE, (100_000, hard))
        statuses = [phone.ask("/api/vote", answer(place)).status for place, phone in enumerate(phones)]
        assert set(statuses) == {200, 507}
        resource.prlimit(process.popen.pid, resource.RLIMIT_FSIZE, (soft, hard))
        assert phones[-1].ask("/api/vote", answer(1)).status == 200
        teacher = Client(process.port)
        assert teacher.ask("/api/enter", {"key": process.key}).status == 200
        kept = Served.told(Served(None, process.port), teacher)["count"]  # type: ignore[arg-type]
        assert kept == statuses.count(200) + 1
        process.stop(signal.SIGKILL)
    _, votes = saved(tmp_path / "room.db")
    assert len(votes) == kept


def test_what_is_kept_is_there_when_it_is_said(tmp_path: Path, model: dm.DecisionModel) -> None:
    record = RoomRecord(tmp_path / "room.db", "q")
    connection = record.connection
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert connection.execute("PRAGMA synchronous").fetchone() == (2,)  # FULL
    promises = [record.keep(vote(1, str(number), "{}")) for number in range(700)]
    for promise in promises:
        promise.result(30)
    assert len(list(record.votes())) == 700
    connection.execute("PRAGMA query_only=1")
    with pytest.raises(FullError, match="readonly"):
        record.keep(vote(1, "x", "{}")).result(30)
    record.close()
    record.close()
    assert (tmp_path / "room.db").stat().st_mode & 0o077 == 0
    assert len(saved(tmp_path / "room.db")[1]) == 700


def test_a_queue_that_is_full_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = RoomRecord(tmp_path / "room.db", "q")
    held = threading.Event()
    monkeypatch.setattr(record, "_commit", lambda orders: held.wait(30))
    record.keep(vote(1, "first", "{}"))
    until(lambda: record._orders.empty())  # the writer holds what it took, and takes no more
    for number in range(LONGEST_QUEUE):
        record.keep(vote(1, str(number), "{}"))
    with pytest.raises(BusyError):
        record.keep(vote(1, "last", "{}"))
    held.set()
    record.close()


def test_a_second_server_on_the_same_file_is_told(tmp_path: Path, model: dm.DecisionModel) -> None:
    record = RoomRecord(tmp_path / "room.db", questions(model).digest)
    with pytest.raises(FileError, match="in use by another server"):
        RoomRecord(tmp_path / "room.db", questions(model).digest)
    with pytest.raises(FileError, match="in use"):
        saved(tmp_path / "room.db")
    record.close()
    Room(questions(model), again := RoomRecord(tmp_path / "room.db", questions(model).digest))
    again.close()


def test_a_file_of_something_else_is_told(tmp_path: Path) -> None:
    RoomRecord(tmp_path / "room.db", "one").close()
    with pytest.raises(FileError, match="other questions"):
        RoomRecord(tmp_path / "room.db", "another")
    (tmp_path / "text.db").write_text("a letter of more than sixteen signs\n" * 50, encoding="utf-8")
    with pytest.raises(FileError, match="no file of a room"):
        RoomRecord(tmp_path / "text.db", "one")
    with pytest.raises(FileError, match="cannot be used"):
        RoomRecord(tmp_path, "one")
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE other (x)")
        connection.commit()
    with pytest.raises(FileError, match="no file of a room"):
        saved(tmp_path / "other.db")
    with pytest.raises(FileError):
        saved(tmp_path / "nowhere.db")
    assert not (tmp_path / "nowhere.db").exists()


def test_the_room_is_deleted_from_the_page(served: Served) -> None:
    phone, teacher = served.phone(), served.instructor()
    assert phone.ask("/api/vote", answer(1)).status == 200
    path, ended = served.hall.room.record.path, list[bool]()
    served.hall.stop = lambda: ended.append(True)
    assert phone.ask("/api/act", {"action": "delete"}).status == 403
    assert path.exists()
    reply = teacher.ask("/api/act", {"action": "delete"})
    assert (reply.status, reply.data) == (200, {"deleted": True})
    assert list(path.parent.glob(f"{path.name}*")) == []
    assert phone.ask("/api/vote", answer(2)).status == 409
    assert phone.ask("/api/state").data == {"round": 1, "open": False, "revealed": False, "saved": False}
    assert teacher.ask("/api/act", {"action": "open"}).status == 422
    assert served.told(teacher) == {"deleted": True}
    until(lambda: ended)


@whole_look
def test_a_server_whose_room_is_deleted_ends(tmp_path: Path) -> None:
    with started(tmp_path) as process:
        teacher = Client(process.port)
        assert teacher.ask("/api/enter", {"key": process.key}).status == 200
        assert teacher.ask("/api/act", {"action": "delete"}).status == 200
        assert process.popen.wait(LONGEST) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["where.yaml"]


def test_the_command_deletes_rooms_and_nothing_else(tmp_path: Path, model: dm.DecisionModel, ask: Ask) -> None:
    path, letter, other = tmp_path / "room.db", tmp_path / "letter.db", tmp_path / "other.db"
    record = RoomRecord(path, questions(model).digest)
    record.keep(vote(1, "somebody", "{}")).result()
    said = ask("class-delete", path)
    assert (said.code, path.exists()) == (1, True)
    assert "in use by another server" in said.err
    record.close()
    letter.write_text("a letter of more than sixteen signs\n" * 50, encoding="utf-8")
    with closing(sqlite3.connect(other)) as connection:
        connection.executescript("CREATE TABLE room (name, value); CREATE TABLE vote (round, participant, answer);")
    for stays in (letter, other):
        assert "is no file of a room" in ask("class-delete", stays).err
        assert stays.exists()
    said = ask("class-delete", path, columns=300)
    assert (said.code, said.out) == (0, f"Deleted {path}\n")
    assert sorted(tmp_path.iterdir()) == [letter, other]


def test_what_is_reset_is_gone_from_the_disk(tmp_path: Path, model: dm.DecisionModel) -> None:
    record = RoomRecord(tmp_path / "room.db", questions(model).digest)
    record.keep(vote(1, "somebody", '{"choice": "a-choice-that-is-told-from-all-others"}')).result()
    record.keep(RESET).result()
    record.close()
    assert b"told-from-all-others" not in (tmp_path / "room.db").read_bytes()
    assert [each.name for each in tmp_path.iterdir()] == ["room.db"]


def test_a_clock_that_jumps_changes_nothing(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    phone, other = served.phone(), served.phone()
    assert phone.ask("/api/vote", answer(1)).status == 200
    monkeypatch.setattr(time, "time", lambda: 1.0)
    assert phone.ask("/api/vote", answer(2)).status == 200
    assert other.ask("/api/vote", answer(3)).status == 200
    assert [each.choice for each in served.hall.room.votes.values()] == ["none", "berlin"]


def test_a_phone_that_slept_for_an_hour_finds_its_place(served: Served) -> None:
    """It holds no line, only its cookie: the next it asks is how the room stands."""
    phone = served.phone()
    assert phone.ask("/api/vote", answer(1)).status == 200
    served.instructor().ask("/api/act", {"action": "round"})
    late = phone.ask("/api/vote", answer(2))
    assert (late.status, late.data["error"]) == (409, "This round is closed.")
    assert phone.ask("/api/state").data["round"] == 2
    assert phone.ask("/api/vote", answer(2, round=2)).status == 200


@whole_look
@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal that can be sent there")
def test_ctrl_c_ends_it_with_a_stream_open(tmp_path: Path) -> None:
    with started(tmp_path) as process:
        teacher = Client(process.port)
        assert teacher.ask("/api/enter", {"key": process.key}).status == 200
        events = Served.told(Served(None, process.port), teacher)  # type: ignore[arg-type]
        assert events["code"] == process.code
        stream = threading.Thread(target=_listen, args=(process.port, teacher), daemon=True)
        stream.start()
        time.sleep(0.3)
        begun = time.monotonic()
        assert process.stop() == 0
        assert time.monotonic() - begun < 3
        assert process.popen.stderr is not None
        assert process.popen.stderr.read() == ""
    assert not (tmp_path / "room.db-wal").exists()  # closed, not only left
    with started(tmp_path, port=0) as again:
        assert again.code == process.code


def _listen(port: int, client: Client) -> None:
    try:
        Served.told(Served(None, port), client, lambda found: False)  # type: ignore[arg-type]
    except (OSError, AssertionError):
        return


@whole_look
@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="only Linux lists its sockets there")
def test_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    with started(tmp_path) as process:
        until(lambda: answers(process.port))
        tables = [Path(f"/proc/net/{name}").read_text(encoding="ascii").splitlines()[1:] for name in ("tcp", "tcp6")]
        listening = [line.split()[1] for table in tables for line in table if line.split()[3] == "0A"]
        own = [address for address in listening if int(address.partition(":")[2], 16) == process.port]
        assert own == [f"0100007F:{process.port:04X}"]  # 127.0.0.1, as the kernel writes it


def test_the_scenario_is_one_that_can_be_solved() -> None:
    assert dm.solve(dm.parse(SCENARIO)).statement.headline
