"""The way in: says plainly what is missing or wrong, and shows no traceback unasked.

This file must stay readable for Pythons too old to run the rest, so that they can say so.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
import traceback

OLDEST = (3, 11)
STOPPED = 130
WIDEST = 5
"""Digits of a size of the terminal that is taken for one."""


def main() -> None:
    """Run the command line; leaves with 0 when all is well, 1 for a problem of the model, 2 of the command."""
    if sys.version_info < OLDEST:
        leave(f"decision-model needs Python {_dotted(OLDEST)} or newer; this is {_dotted(sys.version_info[:2])}.")
    drop_impossible_sizes()
    atexit.register(gc.freeze)  # all memory goes back at once, without a search for what is garbage
    try:
        from decision_model.interfaces.cli import app
        from decision_model.interfaces.encoding import replace_missing_signs

        replace_missing_signs(sys.stdout, sys.stderr)
        app(prog_name="decision-model")
    except KeyboardInterrupt:
        leave("Stopped.", STOPPED)
    except SystemExit as left:  # typer leaves this way without a word
        if left.code == STOPPED:
            leave("Stopped.", STOPPED)
        raise
    except Exception as error:
        from decision_model.interfaces.explanation import TRACEBACK, explanation

        if os.environ.get(TRACEBACK):
            traceback.print_exc()
        leave(explanation(error))


def drop_impossible_sizes() -> None:
    """Forget COLUMNS and LINES where they are no size, such as 0, so that the terminal itself is asked."""
    for name in ("COLUMNS", "LINES"):
        size = os.environ.get(name, "1")
        if not (size.isascii() and size.isdigit() and len(size) <= WIDEST and int(size) > 0):
            del os.environ[name]


def leave(message: str, code: int = 1) -> None:
    """Say why on stderr and stop."""
    print("".join(sign if sign.isprintable() or sign == "\n" else "?" for sign in message), file=sys.stderr)
    sys.exit(code)


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version[:2])
