"""The main job and its relatives: draw a scenario, draw them all, and see whether the drawings are current."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from decision_model.errors import DecisionError
from decision_model.interfaces import gallery
from decision_model.interfaces.figure_folder import Edition
from decision_model.interfaces.figure_set import Album, pieces
from decision_model.interfaces.files import as_json
from decision_model.interfaces.formats import as_data
from decision_model.interfaces.options import Asked, Format
from decision_model.interfaces.output import checked, deliver, write
from decision_model.interfaces.progress import progress
from decision_model.interfaces.spelling import spelled
from decision_model.interfaces.terminal import Terminal, clean
from decision_model.interfaces.zip_archive import wrapped
from decision_model.words.sentences import sentence


def run(asked: Asked, figures: Path) -> None:
    """Check, solve, rank and draw a scenario; print the answers and where the files are."""
    if asked.output:
        raise typer.BadParameter("run writes to the folder --figures; solve, rank, tree and diagram take --output.")
    screen = asked.terminal()
    edition = Edition(asked.file, asked.varied, asked.look, thorough=True)
    with progress(screen.err, pieces(thorough=True), asked.quiet) as report:
        album = edition.album(report)
    written = edition.put(figures, album.files, asked.force)
    for problem in album.problems:
        screen.note(f"Left out: {spelled(problem)}")
    if asked.describe:
        screen.raw("\n\n".join(plate.words.alternative for plate in album.plates) + "\n")
    else:
        answers(album, asked.how, screen, written)


def answers(album: Album, how: Format, screen: Terminal, written: Sequence[Path]) -> None:
    """Print the plan, the ranking and where the files are."""
    results = [album.solution, *([album.ranking] if album.ranking else [])]
    if how is Format.json:
        further = {plate.kind.name: plate.result for plate in album.further}
        named = {**dict(zip(("solution", "ranking"), results, strict=False)), **further}
        data: dict[str, Any] = {name: as_data(result) for name, result in named.items()}
        screen.raw(as_json({**data, "files": [str(path.resolve()) for path in written]}, not screen.unicode))
        return
    for index, result in enumerate(results):
        screen.raw("\n" * bool(index))
        deliver(result, how, screen)
    if how is Format.table:
        screen.show(*further_findings(album))
        screen.tell(f"\nWrote {len(written)} files to {written[0].resolve().parent}:")
        stems = dict.fromkeys(path.stem for path in written)
        endings = dict.fromkeys(path.suffix for path in written)
        screen.tell(f"  {', '.join(stems)} ({' '.join(endings)})")


def further_findings(album: Album) -> list[RenderableType]:
    """What the further analyses say, a sentence each."""
    if not album.further:
        return []
    grid = Table.grid(padding=(0, 2, 0, 0))
    for plate in album.further:
        grid.add_row(Text(f"  {plate.kind.title}"), Text(clean(sentence(plate.words.title))))
    return [Text("And further", "bold"), grid]


def report(asked: Asked) -> None:
    """Write the report, as one HTML file and as a PDF."""
    from decision_model.interfaces.report import KINDS, rendered

    screen = asked.terminal()
    outputs = checked(asked.output or [Path(f"report{kind}") for kind in KINDS], KINDS)
    with progress(screen.err, 2 * pieces(thorough=True), asked.quiet) as tell:
        tell("Reading the scenario")
        made = rendered(asked.model(), [path.suffix for path in outputs], tell)
    write({path: made[path.suffix] for path in outputs}, asked.force, screen)


def explore(asked: Asked, zipped: bool) -> None:
    """Write the page with which anyone moves the weights in a browser, in a ZIP archive if that is wanted."""
    from decision_model.interfaces.explorer import explore_page

    screen = asked.terminal()
    named = checked(asked.output or [Path("explorer.html")], [".html", ".zip"])
    outputs = [path.with_suffix(".zip") if zipped else path for path in named]
    with progress(screen.err, 2, asked.quiet) as report:
        report("Reading the scenario")
        model = asked.model()
        report("Making the page")
        page = explore_page(model).encode("utf-8")
    inside = {path: wrapped(path.with_suffix(".html").name, page) for path in outputs if path.suffix.lower() == ".zip"}
    write({path: inside.get(path, page) for path in outputs}, asked.force, screen)


def redraw(scenarios: Path, figures: Path, force: bool, screen: Terminal) -> None:
    """Draw the gallery."""
    found = gallery.editions(scenarios)
    count = len(found)
    with progress(screen.err, sum(pieces(each.thorough) for each in found), screen.quiet) as report:
        written = gallery.put(scenarios, figures, force, report)
    screen.tell(f"Wrote {len(written)} files for {count} scenarios to {figures.resolve()}")


def verify(figures: Path, screen: Terminal) -> None:
    """Say what in a folder of figures is not current; leave with 1 if anything is."""
    made = gallery.folders(figures)
    if not made:
        raise DecisionError(f"{figures} holds no figures of decision-model; `decision-model gallery` draws them.")
    with progress(screen.err, pieces(False) * len(made), screen.quiet) as report:
        found = list(gallery.differences(figures, report))
    for difference in found:
        screen.raw(f"{difference}\n")
    if found:
        sys.exit(1)
    screen.tell(f"All figures in {figures.resolve()} are current.")
