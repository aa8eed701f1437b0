"""A progress bar that appears only when the work takes longer than a second, and only on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from decision_model.analysis.answers import Report, silent
from decision_model.solver.progress import heard_by

PATIENCE = 1.0


@contextmanager
def progress(console: Console, pieces: int, quiet: bool = False) -> Iterator[Report]:
    """Call the yielded report as each of the pieces begins; the bar clears itself at the end.

    Long work within a piece has a bar below, which says how far it has got.
    """
    if quiet or not console.is_terminal:
        yield silent
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=console, transient=True)
    task = bar.add_task("Working", total=pieces)
    begun = False

    def report(piece: str) -> None:
        nonlocal begun
        bar.update(task, description=piece, advance=int(begun))
        begun = True

    parts: dict[str, TaskID] = {}

    def within(what: str, done: int, of: int) -> None:
        if what not in parts:
            parts[what] = bar.add_task(what, total=of)
        bar.update(parts[what], completed=done, total=of, visible=done < of)

    timer = Timer(PATIENCE, bar.start)
    timer.daemon = True
    timer.start()
    try:
        with heard_by(within):
            yield report
    finally:
        timer.cancel()
        timer.join()
        bar.stop()
