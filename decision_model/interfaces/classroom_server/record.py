"""What is kept of a room: a SQLite file of its answers, written by one thread that says so only after the commit."""

from __future__ import annotations

import queue
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing, suppress
from pathlib import Path
from threading import Thread

from decision_model.errors import DecisionError

SYMBOLS = "ABCDEFGHJKMNPQRTUVWXYZ2346789" + "5"
"""Signs of a code, none of which is taken for another."""
LENGTH = 6
BATCH, LONGEST_QUEUE = 256, 4_000
"""Answers that are committed together at most, and that wait at most."""

TABLES = """
CREATE TABLE IF NOT EXISTS room (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS vote
  (round INTEGER, participant TEXT, answer TEXT NOT NULL, PRIMARY KEY (round, participant));
CREATE TABLE IF NOT EXISTS log (number INTEGER PRIMARY KEY AUTOINCREMENT, round INTEGER, participant TEXT, answer TEXT);
"""
VOTE = "INSERT INTO vote VALUES (?1, ?2, ?3) ON CONFLICT (round, participant) DO UPDATE SET answer = ?3"
LOG = "INSERT INTO log (round, participant, answer) VALUES (?, ?, ?)"
KEEP = "INSERT OR REPLACE INTO room VALUES (?, ?)"

WEIGHTS = "weights"
"""The fact that holds the names of the considerations, in the order of the answers' numbers."""

Statement = tuple[str, tuple[object, ...]]


class FileError(DecisionError):
    """A room's file that cannot be used."""


class BusyError(Exception):
    """More waits to be written than can be."""


class FullError(Exception):
    """What was to be kept could not be: the disk is full, or may not be written to."""


class RoomRecord:
    """A room's file, open for one server alone, and the thread that writes to it."""

    def __init__(self, path: Path, digest: str, weights: Sequence[str] = ()):
        self.path = path
        try:
            self.connection = self._opened()
            self.facts = dict(self.connection.execute("SELECT name, value FROM room"))
            if not self.facts:
                self.facts = {**new_room(digest), WEIGHTS: "\n".join(weights)}
                self.write([(KEEP, pair) for pair in self.facts.items()])
        except sqlite3.Error as error:
            raise FileError(_why(path, error)) from None
        if self.facts.get("questions") != digest:
            self.connection.close()
            raise FileError(f"{path} holds answers to other questions. Name another file with --data.")
        self._orders: queue.Queue[tuple[Sequence[Statement], Future[None]] | None] = queue.Queue(LONGEST_QUEUE)
        self._writer = Thread(target=self._work, name="writer")
        self._writer.start()

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=0.5, isolation_level=None, check_same_thread=False)
        for setting in ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {setting}").close()
        connection.execute("BEGIN IMMEDIATE")
        for table in filter(str.strip, TABLES.split(";")):
            connection.execute(table)
        connection.execute("COMMIT")
        with suppress(OSError):
            self.path.chmod(0o600)
        return connection

    def votes(self) -> Iterator[tuple[int, str, str]]:
        """Every answer that counts: round, participant, answer."""
        yield from self.connection.execute("SELECT round, participant, answer FROM vote ORDER BY rowid")

    def keep(self, statements: Sequence[Statement]) -> Future[None]:
        """Have statements executed together; done when they are on the disk. Raises BusyError."""
        done: Future[None] = Future()
        try:
            self._orders.put_nowait((statements, done))
        except queue.Full:
            raise BusyError from None
        return done

    def write(self, statements: Sequence[Statement]) -> None:
        """Execute statements in one transaction."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in statements:
                self.connection.execute(*statement)
            self.connection.execute("COMMIT")
        except sqlite3.Error:
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def close(self) -> None:
        """Write what waits, and close the file; once it is, there is nothing to do."""
        if not self._writer.is_alive():
            return
        self._orders.put(None)
        self._writer.join()
        self.connection.close()

    def delete(self) -> None:
        """Close the file, and delete it."""
        self.close()
        _erase(self.path)

    def _work(self) -> None:
        is_open = True
        while is_open:
            orders = [self._orders.get()]
            while len(orders) < BATCH and orders[-1] is not None:
                try:
                    orders.append(self._orders.get_nowait())
                except queue.Empty:
                    break
            is_open = orders[-1] is not None
            self._commit([order for order in orders if order is not None])

    def _commit(self, orders: Sequence[tuple[Sequence[Statement], Future[None]]]) -> None:
        try:
            self.write([statement for statements, _ in orders for statement in statements])
        except sqlite3.Error as error:
            for _, done in orders:
                done.set_exception(FullError(str(error)))
        else:
            for _, done in orders:
                done.set_result(None)


def new_room(digest: str) -> dict[str, str]:
    """The facts of a room that opens."""
    code = "".join(secrets.choice(SYMBOLS) for _ in range(LENGTH))
    return {
        "questions": digest,
        "code": code,
        "secret": secrets.token_hex(32),
        "round": "1",
        "open": "1",
        "revealed": "0",
    }


def vote(round: int, participant: str, answer: str) -> list[Statement]:
    """An answer that takes the place of an earlier one, and stays in the log."""
    return [(VOTE, (round, participant, answer)), (LOG, (round, participant, answer))]


def facts(**values: object) -> list[Statement]:
    """Facts of the room that have changed."""
    return [(KEEP, (name, str(value))) for name, value in values.items()]


RESET: Sequence[Statement] = (("DELETE FROM vote", ()), ("DELETE FROM log", ()))


def saved(path: Path) -> tuple[dict[str, str], list[tuple[int, str, str]]]:
    """The facts and the answers of a room that nobody serves; raises FileError."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True, timeout=0.5)) as connection:
            found = dict(connection.execute("SELECT name, value FROM room"))
            return found, list(connection.execute("SELECT round, participant, answer FROM vote ORDER BY rowid"))
    except sqlite3.Error as error:
        raise FileError(_why(path, error)) from None


def delete(path: Path) -> None:
    """Delete the file of a room that nobody serves, with all its answers; raises FileError for any other file."""
    facts, _ = saved(path)
    if not new_room("").keys() <= facts.keys():
        raise FileError(f"{path} is no file of a room, and stays.")
    _erase(path)


def _erase(path: Path) -> None:
    """Delete a room's file with what SQLite keeps beside it."""
    for ending in ("-wal", "-shm", ""):
        path.with_name(f"{path.name}{ending}").unlink(missing_ok=True)


def _why(path: Path, error: sqlite3.Error) -> str:
    if "locked" in str(error):
        return f"{path} is in use by another server. End that one first, or name another file with --data."
    if "not a database" in str(error) or "no such" in str(error):
        return f"{path} is no file of a room. Name another one with --data."
    return f"{path} cannot be used: {error}. Name a file on this computer's own disk with --data."
