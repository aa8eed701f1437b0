"""A server for this machine alone: the page, the frame around it, and a line that says when to redraw."""

from __future__ import annotations

import json
import os
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from importlib.resources import files
from socketserver import ThreadingTCPServer

from decision_model.figures.page.style import DARK, LIGHT
from decision_model.interfaces.explanation import TRACEBACK
from decision_model.interfaces.explorer.page import policy
from decision_model.interfaces.loopback import HEADERS, HERE
from decision_model.interfaces.page_colours import root, variables
from decision_model.interfaces.watch.sight import Board

BEAT = 5.0
"""Seconds after which a silent line carries a sign of life, which shows whether anyone still listens."""

HTML, EVENTS = "text/html; charset=utf-8", "text/event-stream; charset=utf-8"


class Server(ThreadingTCPServer):
    """Serves what hangs on a board; looks up no names, and tells nobody what was asked."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # on Windows it would let two servers share a port

    def __init__(self, board: Board, port: int = 0):
        self.board = board
        super().__init__((HERE, port), Visit)

    @property
    def port(self) -> int:
        """The port that it listens on."""
        return int(self.server_address[1])

    @property
    def hosts(self) -> tuple[str, ...]:
        """The names under which this server is meant; any other name that leads here is somebody's trick."""
        return tuple(f"{name}:{self.port}" for name in (HERE, "localhost"))

    def handle_error(self, *request: object) -> None:
        """Pass over browsers that leave in the middle of an answer."""
        if os.environ.get(TRACEBACK):
            super().handle_error(*request)  # type: ignore[arg-type]


class Visit(BaseHTTPRequestHandler):
    """One request of a browser."""

    server: Server
    server_version, sys_version = "decision-model", ""
    timeout = 30

    def do_GET(self) -> None:
        """Answer with the frame, the page or the line of events."""
        answers = {"/": self.frame, "/page": self.page, "/events": self.events}
        answer = answers.get(self.path.partition("?")[0])
        if self.headers.get("Host") not in self.server.hosts:
            self.refuse(HTTPStatus.MISDIRECTED_REQUEST)
        elif answer is None:
            self.refuse(HTTPStatus.NOT_FOUND)
        else:
            answer()

    def frame(self) -> None:
        """What stands around the page: the file's problems, and the script that exchanges the page."""
        self.begin(HTML, f"{_frame_policy()}; frame-ancestors 'none'")
        self.wfile.write(_frame().encode())

    def page(self) -> None:
        """The page, which says itself what it may do."""
        self.begin(HTML, "frame-ancestors 'self'")
        self.wfile.write(self.server.board.sight.page)

    def events(self) -> None:
        """Every sight from now on, as an event each."""
        self.begin(EVENTS, "default-src 'none'")
        board, known = self.server.board, 0
        while not board.closed:
            number, sight = board.after(known, BEAT)
            self.wfile.write(b":\n\n" if number == known else f"data: {json.dumps(sight.data)}\n\n".encode())
            known = number

    def begin(self, kind: str, allowed: str) -> None:
        """Send the heads of an answer, which ends with the connection."""
        self.send_response(HTTPStatus.OK)
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Security-Policy": allowed}.items():
            self.send_header(name, value)
        self.end_headers()

    def refuse(self, status: HTTPStatus) -> None:
        """Say that there is nothing here."""
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *message: object) -> None:
        """Keep quiet."""


def _part(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


@cache
def _frame() -> str:
    """The frame, with its style and script."""
    light, dark = root(variables(LIGHT, "light")), root(variables(DARK, "dark"))
    style = f"{light}@media (prefers-color-scheme: dark) {{\n{dark}}}\n{_part('frame.css')}"
    return _part("frame.html").replace("/* style */", style).replace("/* script */", _part("frame.mjs"))


def _frame_policy() -> str:
    """What the browser may do with the frame: run its script, show the page, and listen, all from here."""
    return f"{policy(_script())}; frame-src 'self'; connect-src 'self'"


def _script() -> str:
    """The script as it stands in the frame."""
    return _frame().partition('<script type="module">')[2].partition("</script>")[0]
