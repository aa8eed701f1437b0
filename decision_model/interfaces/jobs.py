"""The main job and its relatives: draw a scenario, draw them all, and see whether the drawings are current."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer

from decision_model.errors import DecisionError
from decision_model.interfaces import gallery
from decision_model.interfaces.album import PIECES, Album
from decision_model.interfaces.answers import checked, deliver, write
from decision_model.interfaces.asked import Asked, Format
from decision_model.interfaces.edition import Edition
from decision_model.interfaces.files import as_json
from decision_model.interfaces.formats import as_data
from decision_model.interfaces.progress import progress
from decision_model.interfaces.terminal import Terminal


def run(asked: Asked, figures: Path) -> None:
    """Check, solve, rank and draw a scenario; print the answers and where the files are."""
    if asked.output:
        raise typer.BadParameter("run writes to the folder --figures; solve, rank, tree and diagram take --output.")
    screen = asked.terminal()
    edition = Edition(asked.file, asked.varied, asked.look)
    with progress(screen.err, PIECES, asked.quiet) as report:
        album = edition.album(report)
    written = edition.put(figures, album.files, asked.force)
    for problem in album.problems:
        screen.note(f"Left out: {problem}")
    if asked.describe:
        screen.raw("\n\n".join(plate.words.alternative for plate in album.plates) + "\n")
    else:
        answers(album, asked.how, screen, written)


def answers(album: Album, how: Format, screen: Terminal, written: Sequence[Path]) -> None:
    """Print the plan, the ranking and where the files are."""
    results = [album.solution, *([album.ranking] if album.ranking else [])]
    if how is Format.json:
        names = ("solution", "ranking")
        data: dict[str, Any] = {name: as_data(result) for name, result in zip(names, results, strict=False)}
        screen.raw(as_json({**data, "files": [str(path.resolve()) for path in written]}, not screen.unicode))
        return
    for index, result in enumerate(results):
        screen.raw("\n" * bool(index))
        deliver(result, how, screen)
    if how is Format.table:
        screen.tell(f"\nWrote {len(written)} files to {written[0].resolve().parent}:")
        screen.tell(f"  {', '.join(path.name for path in written)}")


def explore(asked: Asked) -> None:
    """Write the page with which anyone moves the weights in a browser."""
    from decision_model.interfaces.explorer import explore_page

    screen = asked.terminal()
    outputs = checked(asked.output or [Path("explorer.html")], [".html"])
    with progress(screen.err, 2, asked.quiet) as report:
        report("Reading the scenario")
        model = asked.model()
        report("Making the page")
        page = explore_page(model).encode("utf-8")
    write(dict.fromkeys(outputs, page), asked.force, screen)


def redraw(scenarios: Path, figures: Path, force: bool, screen: Terminal) -> None:
    """Draw the gallery."""
    count = len(gallery.editions(scenarios))
    with progress(screen.err, PIECES * count, screen.quiet) as report:
        written = gallery.put(scenarios, figures, force, report)
    screen.tell(f"Wrote {len(written)} files for {count} scenarios to {figures.resolve()}")


def verify(figures: Path, screen: Terminal) -> None:
    """Say what in a folder of figures is not current; leave with 1 if anything is."""
    made = gallery.folders(figures)
    if not made:
        raise DecisionError(f"{figures} holds no figures of decision-model; `decision-model gallery` draws them.")
    with progress(screen.err, PIECES * len(made), screen.quiet) as report:
        found = list(gallery.differences(figures, report))
    for difference in found:
        screen.raw(f"{difference}\n")
    if found:
        sys.exit(1)
    screen.tell(f"All figures in {figures.resolve()} are current.")
