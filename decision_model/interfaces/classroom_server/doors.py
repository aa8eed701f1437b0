"""Who is who: the code for all, a cookie for each phone, another for the one who teaches."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from decision_model.interfaces.classroom_server.access import Access, Buckets
from decision_model.interfaces.classroom_server.refusals import RefusalError

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

LASTING = 8 * 60 * 60
"""Seconds that a cookie lasts: a day of teaching."""


@dataclass
class Doors:
    """Lets in who may come; `secure` where the talk is encrypted."""

    access: Access
    secure: bool

    def __post_init__(self) -> None:
        self.codes = Buckets(10, 0.1)

    def cookie(self, kind: str) -> str:
        """The name of a cookie: cookies know no ports, so rooms on one machine keep theirs apart."""
        return f"room-{kind}-{self.access.code}"

    def give(self, response: Response, name: str, value: str) -> None:
        response.set_cookie(name, value, max_age=LASTING, httponly=True, samesite="lax", secure=self.secure)

    def participant(self, request: Request, needed: bool = False) -> str:
        who = self.access.participant(request.cookies.get(self.cookie("p"), ""))
        if needed and not who:
            raise RefusalError(HTTPStatus.FORBIDDEN, "Scan the code first.")
        return who

    def check_instructor(self, request: Request) -> None:
        if not self.access.is_pass(request.cookies.get(self.cookie("i"), "")):
            raise RefusalError(HTTPStatus.FORBIDDEN, "Open the instructor's link first.")

    def check_code(self, request: Request, code: str) -> None:
        """Let the right code pass always, since a whole class may share one address; count the wrong ones."""
        if not self.access.is_code(code):
            enough = self.codes.take(address(request))
            status = HTTPStatus.NOT_FOUND if enough else HTTPStatus.TOO_MANY_REQUESTS
            raise RefusalError(status, "No room has this code.", 0 if enough else 10)


def address(request: Request) -> str:
    """Where a request comes from; a whole class may come from one address."""
    return request.client.host if request.client else ""
