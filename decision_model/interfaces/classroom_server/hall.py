"""A room with all that belongs to it: the scenario, the link, and what is worked out of the answers once revealed."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from decision_model.interfaces.classroom_server.painter import ClassSight, Order, Painter, PainterError
from decision_model.interfaces.classroom_server.room import Room
from decision_model.model import DecisionModel

REST = 0.4
"""Seconds between two pictures at least."""


@dataclass
class Hall:
    """What the server serves. `file` is the scenario's name, `hosts` the names under which it may be asked."""

    model: DecisionModel
    room: Room
    file: str
    link: str
    hosts: frozenset[str]
    worked_out: tuple[int, ClassSight] | None = None
    trouble: str = ""
    drawn: int = 0
    stop: Callable[[], None] = lambda: None
    """Ends the server."""
    painter: Painter = field(init=False)

    def __post_init__(self) -> None:
        self.painter = Painter(self.model)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Draw while the server runs; then stop, and close the file."""
        drawing = asyncio.create_task(self._draw())
        try:
            yield
        finally:
            drawing.cancel()
            with suppress(asyncio.CancelledError):
                await drawing
            await asyncio.to_thread(self.painter.close)
            await asyncio.to_thread(self.room.record.close)

    @property
    def sight(self) -> ClassSight | None:
        """What is shown of the class; None before the reveal, and until it is worked out."""
        turn, sight = self.worked_out or (0, None)
        return sight if self.room.revealed and turn == self.room.turns else None

    def told(self) -> dict[str, Any]:
        """What the page that all see is told: counts, and what is revealed only when it is."""
        room = self.room
        if room.deleted:
            return {"deleted": True}
        about = {
            "code": room.access.code,
            "link": self.link,
            "round": room.round,
            "open": room.open,
            "revealed": room.revealed,
            "count": len(room.votes),
            "before": len(room.before),
        }
        if not room.revealed:
            return about
        sight = self.sight
        pictures = {show: drawn.described for show, drawn in sight.pictures.items()} if sight else {}
        shown = {"firsts": sight.firsts, "sentences": sight.sentences, "pictures": pictures} if sight else {}
        spreads = {"choices": self._choices(), "chances": self._chances()}
        return {**about, **spreads, **shown, "picture": self.drawn if sight else 0, "trouble": self.trouble}

    async def delete(self) -> None:
        """Delete the room's file, and end when those who show the room have been told. Raises OSError."""
        await self.room.delete()
        asyncio.get_running_loop().call_later(REST, self.stop)

    def _choices(self) -> list[tuple[str, int]]:
        """How many chose what by gut."""
        counts = Counter(answer.choice for answer in self.room.votes.values())
        return [(item.title, counts[item.name]) for item in self.room.questions.choices]

    def _chances(self) -> list[dict[str, Any]]:
        """How likely people think something, in percent, in an order that tells nothing of who."""
        answers, found = self.room.votes.values(), []
        for place, item in enumerate(self.room.questions.chances):
            given = sorted(answer.chances[place] for answer in answers)
            low, middle, high = np.quantile(given, [0.25, 0.5, 0.75]).tolist() if given else (0, 0, 0)
            found.append({"title": item.title, "values": given, "low": low, "median": middle, "high": high})
        return found

    async def _draw(self) -> None:
        """Keep the picture up with the answers, from the reveal on; whoever shows it is told when it is new."""
        known, drawn = 0, 0
        while True:
            await self.room.changed(known, 3600)
            known = self.room.version
            if self.room.content != drawn:
                drawn = self.room.content
                await self._look()
                await asyncio.sleep(REST if self.room.revealed else 0)

    async def _look(self) -> None:
        """Work out what is shown now."""
        room = self.room
        self.trouble = ""
        if not (room.revealed and room.votes and room.questions.groups):
            self.worked_out = None
            return
        turn = room.turns
        order = Order(room.ballots(room.round), room.ballots(room.round - 1))
        try:
            self.worked_out = turn, await asyncio.to_thread(self.painter.sight, order)
        except PainterError as error:
            self.worked_out, self.trouble = None, str(error)
        self.drawn += 1
        room.tell()
