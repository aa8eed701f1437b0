"""What is refused before anybody looks at it, and what every answer says about itself."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from http import HTTPStatus
from typing import Any

from decision_model.interfaces.loopback import HEADERS

LARGEST = 4_096
"""Bytes of a body at most."""
LONGEST = 10.0
"""Seconds within which a body has to arrive."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "connect")),
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SAID = {**HEADERS, "Content-Security-Policy": POLICY, "Cross-Origin-Opener-Policy": "same-origin"}

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]


class Guard:
    """Refuses other names of this server, requests that other sites' pages made, and bodies of another kind or size."""

    def __init__(self, app: App, hosts: frozenset[str], scheme: str):
        self.app, self.hosts, self.scheme = app, hosts, scheme

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self.refusal(scope["method"], scope["headers"])
        if refused is not None:
            await refuse(refused, send)
            return
        await self.app(scope, _timed(receive), _with_heads(send))

    def refusal(self, method: str, pairs: list[tuple[bytes, bytes]]) -> HTTPStatus | None:
        """Why a request is refused, from its heads alone."""
        heads = {name.decode("latin-1"): value.decode("latin-1") for name, value in pairs}
        if heads.get("host", "").lower() not in self.hosts or sum(name == b"host" for name, _ in pairs) != 1:
            return HTTPStatus.MISDIRECTED_REQUEST
        if self._is_foreign(method, heads):
            return HTTPStatus.FORBIDDEN
        return _body(heads) if method not in ("GET", "HEAD") else None

    def _is_foreign(self, method: str, heads: Mapping[str, str]) -> bool:
        """Whether a page of another site asks; following a link from one, as from a scanned code, is no asking."""
        origin = heads.get("origin")
        if origin is not None and origin.lower() != f"{self.scheme}://{heads['host'].lower()}":
            return True
        follows = method == "GET" and heads.get("sec-fetch-mode") == "navigate"
        return heads.get("sec-fetch-site") in ("cross-site", "same-site") and not follows


def _body(heads: Mapping[str, str]) -> HTTPStatus | None:
    length = heads.get("content-length", "")
    if heads.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    if "transfer-encoding" in heads or not length.isdecimal():
        return HTTPStatus.LENGTH_REQUIRED
    return HTTPStatus.REQUEST_ENTITY_TOO_LARGE if len(length) > 9 or int(length) > LARGEST else None


def _timed(receive: Receive) -> Receive:
    """Receive until the body is there, which may not take for ever; waiting for the other end to leave may."""
    is_whole = False

    async def timed() -> Message:
        nonlocal is_whole
        message = await (receive() if is_whole else asyncio.wait_for(receive(), LONGEST))
        is_whole = not message.get("more_body", False)
        return message

    return timed


def _with_heads(send: Send) -> Send:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name for name, _ in message["headers"]}
            more = [(name.lower().encode(), value.encode()) for name, value in SAID.items()]
            message["headers"] = [*message["headers"], *(pair for pair in more if pair[0] not in own)]
        await send(message)

    return told


async def refuse(status: HTTPStatus, send: Send) -> None:
    """Answer with a status and one line."""
    text = f"{status.phrase}.\n".encode()
    heads = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(text)).encode())]
    await _with_heads(send)({"type": "http.response.start", "status": int(status), "headers": heads})
    await send({"type": "http.response.body", "body": text})
