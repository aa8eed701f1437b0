"""A room as it stands: its round, whether it is open, who answered what, and who wants to hear of a change."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from decision_model.analysis.classroom.ballots import Ballot
from decision_model.interfaces.classroom_server.access import Access
from decision_model.interfaces.classroom_server.questions import Questions, RoomAnswer
from decision_model.interfaces.classroom_server.record import RESET, RoomRecord, facts, vote

MOST_VOTERS = 1_000
MOST_ROUNDS = 50


class ClosedError(Exception):
    """An answer to a round that is over, or while the room is closed."""


class CrowdedError(Exception):
    """One more voter than a room holds."""


class Room:
    """What the record holds, as the server works with it; changes only when the record has them on the disk."""

    def __init__(self, questions: Questions, record: RoomRecord):
        self.questions, self.record = questions, record
        held = record.facts
        self.access = Access(bytes.fromhex(held["secret"]), held["code"])
        self.round, self.open, self.revealed = int(held["round"]), held["open"] == "1", held["revealed"] == "1"
        self.rounds: dict[int, dict[str, RoomAnswer]] = {}
        for round, participant, answer in record.votes():
            self.rounds.setdefault(round, {})[participant] = questions.kept(answer)
        self.content = self.version = 1
        self.deleted = False
        self.turns = 0
        """How often it was revealed, hidden, or begun anew: what was worked out before such a turn is shown no more."""
        self._changed = asyncio.Event()

    @property
    def votes(self) -> Mapping[str, RoomAnswer]:
        """The answers of this round."""
        return self.rounds.get(self.round, {})

    @property
    def before(self) -> Mapping[str, RoomAnswer]:
        """The answers of the round before."""
        return self.rounds.get(self.round - 1, {})

    def ballots(self, round: int) -> list[Ballot]:
        """The answers of a round for `classroom`, in an order that tells nothing of when they came."""
        return [self.questions.ballot(answer, who) for who, answer in sorted(self.rounds.get(round, {}).items())]

    async def vote(self, round: object, participant: str, answer: RoomAnswer) -> None:
        """Keep an answer. Raises ClosedError, CrowdedError, and what the record raises."""
        if not self.open or round != self.round:
            raise ClosedError
        if participant not in self.votes and len(self.votes) >= MOST_VOTERS:
            raise CrowdedError
        now = self.round
        await asyncio.wrap_future(self.record.keep(vote(now, participant, answer.text())))
        self.rounds.setdefault(now, {})[participant] = answer
        self.change()

    async def act(self, action: str) -> bool:
        """Do what the instructor wants; False for what nobody can do."""
        wanted: dict[str, dict[str, Any]] = {
            "open": {"open": True},
            "close": {"open": False},
            "reveal": {"open": False, "revealed": True},
            "hide": {"revealed": False},
            "round": {"round": self.round + 1, "open": True, "revealed": False},
            "reset": {"round": 1, "open": True, "revealed": False},
        }
        if (
            self.deleted
            or action not in wanted
            or (action == "round" and (not self.votes or self.round >= MOST_ROUNDS))
        ):
            return False
        changes = wanted[action]
        kept = facts(**{name: int(value) for name, value in changes.items()})
        was_open, self.open = self.open, False  # no answer comes between what is decided and what is on the disk
        try:
            await asyncio.wrap_future(self.record.keep([*(RESET if action == "reset" else ()), *kept]))
        finally:
            self.open = was_open
        if action == "reset":
            self.rounds.clear()
        for name, value in changes.items():
            setattr(self, name, value)
        self.turns += "revealed" in changes
        self.change()
        return True

    async def delete(self) -> None:
        """Delete all answers with the file; nothing can be done here any more. Raises OSError where it stays."""
        self.open, self.deleted = False, True
        self.rounds.clear()
        self.turns += 1
        self.change()
        await asyncio.to_thread(self.record.delete)

    def change(self) -> None:
        """Say that answers, or how the room stands, are different."""
        self.content += 1
        self.tell()

    def tell(self) -> None:
        """Wake everybody who waits for another version."""
        self.version += 1
        changed, self._changed = self._changed, asyncio.Event()
        changed.set()

    async def changed(self, known: int, seconds: float) -> bool:
        """Wait until the version is another than a known one, or for some seconds; whether it is."""
        if self.version == known:
            try:
                await asyncio.wait_for(self._changed.wait(), seconds)
            except TimeoutError:
                return False
        return True
