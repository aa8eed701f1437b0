"""The command: read the scenario, open the room's file, say where it is, and serve until Ctrl-C."""

from __future__ import annotations

import asyncio
import io
import signal
import socket
import ssl
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from decision_model.errors import DecisionError
from decision_model.interfaces.classroom_server.addresses import Place
from decision_model.interfaces.classroom_server.app import application
from decision_model.interfaces.classroom_server.hall import Hall
from decision_model.interfaces.classroom_server.questions import questions
from decision_model.interfaces.classroom_server.record import RoomRecord
from decision_model.interfaces.classroom_server.room import Room
from decision_model.interfaces.downloads import file_name
from decision_model.interfaces.encoding import can_encode
from decision_model.interfaces.terminal import Terminal
from decision_model.interfaces.written import record_file
from decision_model.model import DecisionModel
from decision_model.scenario import read
from decision_model.words.sentences import counted

if TYPE_CHECKING:
    import uvicorn

NEEDED = ("starlette", "uvicorn", "segno")
MISSING = "The room needs packages that are not installed: pip install 'decision-model[classroom]'"
BLOCKS = "█▀▄"
LAST_WORDS = 1
"""Seconds that open lines are given at the end."""
MOST_CONNECTIONS = 1_500


@dataclass(frozen=True)
class RoomSettings:
    """What the command was told: `data` is the room's file, `chances` are parameters to ask for."""

    place: Place
    port: int = 0
    data: Path | None = None
    chances: Sequence[str] = ()
    certfile: Path | None = None
    keyfile: Path | None = None


def serve(file: Path, wanted: RoomSettings, screen: Terminal) -> None:
    """Serve a scenario's room until Ctrl-C."""
    if not all(find_spec(name) for name in NEEDED):
        raise DecisionError(MISSING)
    check_certificate(wanted.certfile, wanted.keyfile)
    model = read(file)
    asked = questions(model, wanted.chances)
    path = wanted.data or usual_file(model)
    with closing(wanted.place.listener(wanted.port)) as listening:
        path.parent.mkdir(parents=True, exist_ok=True)
        room = Room(asked, RoomRecord(path, asked.digest, asked.weights))
        hall = hall_of(model, room, file, wanted.place, listening)
        try:
            _tell(hall, wanted.place, path, screen)
            signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job has it ignored
            asyncio.run(server_of(hall, wanted).serve(sockets=[listening]))
            if room.deleted:
                screen.note(f"Deleted {path}.")
        except KeyboardInterrupt:
            return
        finally:
            room.record.close()


def check_certificate(certfile: Path | None, keyfile: Path | None) -> None:
    """A usage error where a certificate and its key cannot be used."""
    if certfile is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certfile, keyfile, password=lambda: "")
    except (OSError, ValueError):
        message = "these are no certificate and the key that belongs to it, without a password, both as PEM."
        raise typer.BadParameter(message, param_hint="--certfile and --keyfile") from None


def hall_of(model: DecisionModel, room: Room, file: Path, place: Place, listening: socket.socket) -> Hall:
    """The hall behind a socket."""
    port = listening.getsockname()[1]
    return Hall(model, room, file.name, f"{place.origin(port)}/j/{room.access.code}", place.hosts(port))


def usual_file(model: DecisionModel) -> Path:
    """The file of today's room of a scenario, in the user's own folder: not beside it, where a cloud may hold it."""
    return record_file().parent / "rooms" / f"{file_name(model)}-{date.today().isoformat()}.db"


def server_of(hall: Hall, wanted: RoomSettings) -> uvicorn.Server:
    """The server of a hall, not yet serving."""
    import uvicorn

    settings: dict[str, Any] = {
        "http": "h11",
        "ws": "none",
        "loop": "asyncio",
        "log_config": None,
        "log_level": "critical",
        "access_log": False,
        "server_header": False,
        "proxy_headers": False,
        "limit_concurrency": MOST_CONNECTIONS,
        "h11_max_incomplete_event_size": 16_384,
        "timeout_graceful_shutdown": LAST_WORDS,
    }
    if wanted.certfile:
        settings |= {"ssl_certfile": wanted.certfile, "ssl_keyfile": wanted.keyfile}
    server = uvicorn.Server(uvicorn.Config(application(hall, wanted.place.scheme), **settings))
    hall.stop = lambda: setattr(server, "should_exit", True)
    return server


def _tell(hall: Hall, place: Place, path: Path, screen: Terminal) -> None:
    """The links and the code, and what to know."""
    import segno

    room = hall.room
    screen.raw(f"Join: {hall.link}\nCode: {room.access.code}\n")
    if can_encode(screen.out.encoding, BLOCKS) and not screen.quiet:
        sheet = io.StringIO()
        segno.make(hall.link, error="m", micro=False).terminal(sheet, border=2, compact=True)
        screen.raw(sheet.getvalue())
    origin = hall.link.rpartition("/j/")[0]
    screen.raw(f"For you alone, to show and to steer: {origin}/room#{room.access.key}\n")
    screen.out.file.flush()
    answers = sum(map(len, room.rounds.values()))
    if answers:
        screen.note(
            f"The room of {path} goes on, with {counted(answers, 'answer')}. For a new one name another --data."
        )
    else:
        screen.note(f"Answers are kept in {path}: no names, and nothing leaves this computer.")
        screen.note("Delete them when done, by ‘End and delete’ on the page or with `decision-model class-delete`.")
    for warning in place.warnings():
        screen.note(warning)
    screen.note("Ctrl-C ends it; started again, it goes on where it was.")
