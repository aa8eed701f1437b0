"""What is not answered, and with which status and which words it is refused."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from decision_model.interfaces.classroom_server.pages import refused_page
from decision_model.interfaces.classroom_server.painter import PainterError
from decision_model.interfaces.classroom_server.questions import AnswerError
from decision_model.interfaces.classroom_server.record import BusyError, FullError
from decision_model.interfaces.classroom_server.room import ClosedError, CrowdedError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

Handler = Callable[["Request"], Awaitable["Response"]]


class RefusalError(Exception):
    """A request that is not answered, with why in words, and the seconds after which to try again."""

    def __init__(self, status: HTTPStatus, why: str, wait: int = 0):
        super().__init__(why)
        self.status, self.why, self.wait = status, why, wait


REFUSALS: dict[type[Exception], tuple[HTTPStatus, str, int]] = {
    AnswerError: (HTTPStatus.UNPROCESSABLE_ENTITY, "", 0),
    PainterError: (HTTPStatus.CONFLICT, "", 0),
    ClosedError: (HTTPStatus.CONFLICT, "This round is closed.", 0),
    CrowdedError: (HTTPStatus.SERVICE_UNAVAILABLE, "The room is full.", 60),
    BusyError: (HTTPStatus.SERVICE_UNAVAILABLE, "Too many at once.", 2),
    FullError: (HTTPStatus.INSUFFICIENT_STORAGE, "It could not be kept: the disk is full or may not be written.", 5),
    TimeoutError: (HTTPStatus.REQUEST_TIMEOUT, "The request took too long.", 0),
}
"""What goes wrong, and how it is answered; in its own words where there are none here."""


def told(handler: Handler) -> Handler:
    """A handler of which every refusal is an answer with the right status."""

    @wraps(handler)
    async def answered(request: Request) -> Response:
        from starlette.responses import HTMLResponse, JSONResponse

        try:
            return await handler(request)
        except RefusalError as refusal:
            found = refusal
        except tuple(REFUSALS) as error:
            status, why, wait = REFUSALS[type(error)]
            found = RefusalError(status, why or str(error), wait)
        heads = {"Retry-After": str(found.wait)} if found.wait else {}
        if "text/html" in request.headers.get("accept", ""):
            return HTMLResponse(refused_page(found.why, found.wait), int(found.status), heads)
        return JSONResponse({"error": found.why}, int(found.status), heads)

    return answered


async def sent_data(request: Request) -> Any:
    """What a request holds as JSON; a refusal for anything else, NaN and infinity among it."""
    try:
        return json.loads(await request.body(), parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, "That is no JSON.") from None


def _no_number(text: str) -> float:
    raise ValueError(text)
