"""What phones ask for: the page, how the room stands, and to keep an answer."""

from __future__ import annotations

from dataclasses import asdict
from http import HTTPStatus
from typing import TYPE_CHECKING

from decision_model.interfaces.classroom_server.access import Buckets
from decision_model.interfaces.classroom_server.doors import Doors, address
from decision_model.interfaces.classroom_server.hall import Hall
from decision_model.interfaces.classroom_server.pages import LOADED, join_page, loaded, phone_page
from decision_model.interfaces.classroom_server.refusals import RefusalError, sent_data
from decision_model.interfaces.classroom_server.standing import standing

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


class Phones:
    """Answers to those who take part."""

    def __init__(self, hall: Hall, doors: Doors):
        self.hall, self.room, self.doors = hall, hall.room, doors
        self.joins, self.votes = Buckets(300, 20), Buckets(5, 1)
        self.shown = phone_page(hall.model, hall.room.questions, doors.access.code)

    async def join(self, request: Request) -> Response:
        """Ask for the code; a code that is typed leads to the page, and so does an empty one nowhere."""
        from starlette.responses import HTMLResponse, RedirectResponse

        code = request.query_params.get("code", "").strip()
        if not code:
            return HTMLResponse(join_page(self.hall.model))
        self.doors.check_code(request, code)
        return RedirectResponse(f"/j/{self.doors.access.code}", HTTPStatus.SEE_OTHER)

    async def phone(self, request: Request) -> Response:
        """The page of one who takes part, with a cookie that tells one phone from another."""
        from starlette.responses import HTMLResponse

        self.doors.check_code(request, request.path_params["code"])
        response = HTMLResponse(self.shown)
        if not self.doors.participant(request):
            if not self.joins.take(address(request)):
                raise RefusalError(HTTPStatus.TOO_MANY_REQUESTS, "Too many join at once. Try again.", 2)
            self.doors.give(response, self.doors.cookie("p"), self.doors.access.token())
        return response

    async def asset(self, request: Request) -> Response:
        from starlette.responses import Response

        name = request.path_params["name"]
        if name not in LOADED:
            raise RefusalError(HTTPStatus.NOT_FOUND, "There is nothing here.")
        return Response(loaded(name), media_type=LOADED[name])

    async def state(self, request: Request) -> Response:
        """How the room stands for one phone: nothing of what others answered.

        Once it is revealed, what is best by the phone's own weights is told.
        """
        from starlette.responses import JSONResponse

        who = self.doors.participant(request, needed=True)
        room = self.room
        sight = self.hall.sight
        about: dict[str, object] = {"best": sight.own.get(who, ""), "answers": room.content} if sight else {}
        about |= {"round": room.round, "open": room.open, "revealed": room.revealed, "saved": who in room.votes}
        return JSONResponse(about)

    async def standing(self, request: Request) -> Response:
        """Where one who has answered stands among the others, once it is revealed; before that nothing."""
        from starlette.responses import JSONResponse

        who, room = self.doors.participant(request, needed=True), self.room
        strips = standing(room.questions, room.votes, who) if self.hall.sight else ()
        return JSONResponse({"strips": [asdict(strip) for strip in strips]})

    async def vote(self, request: Request) -> Response:
        """Keep an answer, and say so when it is on the disk."""
        from starlette.responses import JSONResponse

        who = self.doors.participant(request, needed=True)
        if not self.votes.take(who):
            raise RefusalError(HTTPStatus.TOO_MANY_REQUESTS, "Not so fast.", 1)
        sent = await sent_data(request)
        answer = self.room.questions.read(sent)
        await self.room.vote(sent.get("round"), who, answer)
        return JSONResponse({"saved": True, "round": self.room.round})
