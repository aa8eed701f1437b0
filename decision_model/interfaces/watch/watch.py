"""Look, show, wait for the next save; until Ctrl-C."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

import typer

from decision_model.interfaces.loopback import HERE
from decision_model.interfaces.terminal import Terminal
from decision_model.interfaces.watch.drawer import Drawer
from decision_model.interfaces.watch.saves import PAUSE, Saves
from decision_model.interfaces.watch.server import Server
from decision_model.interfaces.watch.sight import Board, Sight, look


def watch(path: Path, port: int, screen: Terminal) -> None:
    """Serve a scenario's page on this machine, drawn anew at every save, until Ctrl-C."""
    board = Board(Sight(path.name))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that starts it in the background has it ignored
    try:
        with serving(board, port) as server:
            screen.raw(f"http://{HERE}:{server.port}/\n")
            screen.out.file.flush()
            screen.note("Open this address in a browser; it follows every save. Ctrl-C ends it.")
            follow(path, board)
    except KeyboardInterrupt:
        return


@contextmanager
def serving(board: Board, port: int) -> Iterator[Server]:
    """A server of what hangs on a board, which answers meanwhile."""
    try:
        server = Server(board, port)
    except OSError as error:
        reason = error.strerror or "it cannot be used"
        raise typer.BadParameter(f"{port}: {reason}. Without it a free port is found.", param_hint="--port") from None
    thread = Thread(target=server.serve_forever, args=(PAUSE,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        board.close()
        server.shutdown()
        thread.join()
        server.server_close()


def follow(path: Path, board: Board) -> None:
    """Hang up a sight at every save: a draft at once, and the whole page when it is worked out; until the board closes.

    What is worked out for an older page than the one that is shown is dropped; a file with problems shows the last one.
    """
    saves = Saves(path)
    with closing(Drawer()) as drawer:
        while not board.closed:
            if saves.changed():
                drawer.order(None)
                board.show(look(path, board.sight))
                drawer.order(board.sight.model if board.sight.draft else None)
            elif page := drawer.page():
                board.show(replace(board.sight, page=page, draft=False))
            else:
                time.sleep(PAUSE)
