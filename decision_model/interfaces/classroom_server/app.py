"""The addresses of a room, and who answers at each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from decision_model.interfaces.classroom_server.doors import Doors
from decision_model.interfaces.classroom_server.guard import Guard
from decision_model.interfaces.classroom_server.hall import Hall
from decision_model.interfaces.classroom_server.phones import Phones
from decision_model.interfaces.classroom_server.refusals import told
from decision_model.interfaces.classroom_server.screen import Screen


def application(hall: Hall, scheme: str = "http") -> Guard:
    """The whole server of a hall."""
    from starlette.applications import Starlette
    from starlette.middleware import Middleware
    from starlette.middleware.gzip import GZipMiddleware
    from starlette.routing import Route

    doors = Doors(hall.room.access, scheme == "https")
    phones, screen = Phones(hall, doors), Screen(hall, doors)
    posts = {"/api/vote": phones.vote, "/api/enter": screen.enter, "/api/act": screen.act}
    gets = {
        "/": phones.join,
        "/j/{code:str}": phones.phone,
        "/room": screen.page,
        "/assets/{name:str}": phones.asset,
        "/api/state": phones.state,
        "/api/standing": phones.standing,
        "/events": screen.events,
        "/code.svg": screen.code,
        "/picture.svg": screen.picture,
        "/export/class.{kind:str}": screen.export,
    }
    routes = [Route(path, told(handler), methods=["GET"]) for path, handler in gets.items()]
    routes += [Route(path, told(handler), methods=["POST"]) for path, handler in posts.items()]

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with hall.open():
            yield

    app = Starlette(routes=routes, middleware=[Middleware(GZipMiddleware, minimum_size=1_000)], lifespan=lifespan)
    return Guard(app, hall.hosts, scheme)
