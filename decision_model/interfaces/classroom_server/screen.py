"""What the page that all see asks for, and what the one who teaches may do on it."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Mapping
from http import HTTPStatus
from typing import TYPE_CHECKING

from decision_model.interfaces.classroom_server.access import Buckets
from decision_model.interfaces.classroom_server.doors import Doors, address
from decision_model.interfaces.classroom_server.exports import answers_csv, class_yaml
from decision_model.interfaces.classroom_server.hall import Hall
from decision_model.interfaces.classroom_server.pages import room_page
from decision_model.interfaces.classroom_server.painter import GUT, MOVES, WEIGHTS, Order
from decision_model.interfaces.classroom_server.refusals import RefusalError, sent_data
from decision_model.interfaces.downloads import file_name

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

BEAT = 5.0
"""Seconds after which a silent line carries a sign of life."""
PAUSE = 0.25
"""Seconds between two events at least."""
MOST_STREAMS = 20
SHOWN = (WEIGHTS, MOVES, GUT)


class Screen:
    """Answers to the page that all see; all but the page itself are for who has the instructor's cookie."""

    def __init__(self, hall: Hall, doors: Doors):
        self.hall, self.room, self.doors = hall, hall.room, doors
        self.keys = Buckets(10, 0.1)
        self.streams = 0
        self.shown = room_page(hall.model, hall.room.questions)

    async def page(self, _request: Request) -> Response:
        """The page, which holds nothing of the room."""
        from starlette.responses import HTMLResponse

        return HTMLResponse(self.shown)

    async def enter(self, request: Request) -> Response:
        """Take the key of the instructor's link, and give a cookie for it."""
        from starlette.responses import JSONResponse

        sent = await sent_data(request)
        key = sent.get("key") if isinstance(sent, dict) else None
        if not isinstance(key, str):
            raise RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, "Expected a key.")
        if not self.doors.access.is_key(key):
            enough = self.keys.take(address(request))
            status = HTTPStatus.FORBIDDEN if enough else HTTPStatus.TOO_MANY_REQUESTS
            raise RefusalError(status, "That is not the key of this room.", 0 if enough else 10)
        response = JSONResponse({"entered": True})
        self.doors.give(response, self.doors.cookie("i"), self.doors.access.pass_)
        return response

    async def act(self, request: Request) -> Response:
        """Open, close, reveal, hide, begin another round, begin again, or delete everything and end."""
        from starlette.responses import JSONResponse

        self.doors.check_instructor(request)
        sent = await sent_data(request)
        action = sent.get("action") if isinstance(sent, dict) else None
        if action == "delete":
            await self._delete()
        elif not isinstance(action, str) or not await self.room.act(action):
            raise RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, "That cannot be done now.")
        return JSONResponse(self.hall.told())

    async def _delete(self) -> None:
        try:
            await self.hall.delete()
        except OSError:
            place = self.room.record.path
            raise RefusalError(HTTPStatus.INSUFFICIENT_STORAGE, f"Delete {place} by hand: it is in use.") from None

    async def events(self, request: Request) -> Response:
        """How the room stands, now and at every change."""
        from starlette.responses import StreamingResponse

        self.doors.check_instructor(request)
        if self.streams >= MOST_STREAMS:
            raise RefusalError(HTTPStatus.SERVICE_UNAVAILABLE, "Too many pages show this room.", 10)
        return StreamingResponse(self._lines(), media_type="text/event-stream")

    async def _lines(self) -> AsyncIterator[str]:
        self.streams += 1
        try:
            known = 0
            while True:
                if await self.room.changed(known, BEAT):
                    known = self.room.version
                    yield f"data: {json.dumps(self.hall.told())}\n\n"
                    await asyncio.sleep(PAUSE)
                else:
                    yield ":\n\n"
        finally:
            self.streams -= 1

    async def code(self, request: Request) -> Response:
        """The picture that phones scan."""
        import segno
        from starlette.responses import Response

        self.doors.check_instructor(request)
        sheet = io.BytesIO()
        segno.make(self.hall.link, error="m", micro=False).save(sheet, kind="svg", scale=8, border=2, light="#fff")
        return Response(sheet.getvalue(), media_type="image/svg+xml")

    async def picture(self, request: Request) -> Response:
        """What the class makes of it, once it is revealed."""
        from starlette.responses import Response

        self.doors.check_instructor(request)
        pictures = self.hall.sight.pictures if self.hall.sight else {}
        drawn = pictures.get(request.query_params.get("show", WEIGHTS))
        if drawn is None:
            raise RefusalError(HTTPStatus.NOT_FOUND, "Nothing is revealed.")
        return Response(drawn.dark if "dark" in request.query_params else drawn.light, media_type="image/svg+xml")

    async def export(self, request: Request) -> Response:
        """The answers, or the picture, as a file to keep."""
        from starlette.responses import Response

        self.doors.check_instructor(request)
        kind, name = request.path_params["kind"], file_name(self.hall.model)
        media = {"csv": "text/csv", "yaml": "application/yaml", "png": "image/png", "svg": "image/svg+xml"}
        media["pdf"] = "application/pdf"
        if kind not in media:
            raise RefusalError(HTTPStatus.NOT_FOUND, "There is nothing here.")
        heads = {"Content-Disposition": f'attachment; filename="{_ascii(name)}-class.{kind}"'}
        content = await self._file(kind, request.query_params)
        return Response(content, media_type=media[kind], headers=heads)

    async def _file(self, kind: str, asked: Mapping[str, str]) -> bytes:
        room, hall = self.room, self.hall
        if kind == "csv":
            wanted = {each: votes for each, votes in room.rounds.items() if asked.get("round", str(each)) == str(each)}
            return answers_csv(room.questions, wanted)
        if kind == "yaml":
            answers = [answer for _, answer in sorted(room.votes.items())]
            return class_yaml(hall.model, room.questions, hall.file, answers)
        if not room.votes or not room.questions.groups:
            raise RefusalError(HTTPStatus.CONFLICT, "There is nothing to draw yet.")
        show = asked.get("show", WEIGHTS)
        if show not in SHOWN:
            raise RefusalError(HTTPStatus.NOT_FOUND, "There is no such picture.")
        order = Order(room.ballots(room.round), room.ballots(room.round - 1), f".{kind}", show)
        return await asyncio.to_thread(hall.painter.file, order)


def _ascii(text: str) -> str:
    return "".join(sign if sign.isascii() else "-" for sign in text)
