"""The main job and its relatives: draw a scenario, draw them all, and see whether the drawings are current."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import typer
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from decision_model.errors import DecisionError
from decision_model.interfaces import gallery
from decision_model.interfaces.batch import BatchRow, batch
from decision_model.interfaces.drawing import words
from decision_model.interfaces.figure_folder import FigureFolder
from decision_model.interfaces.figure_set import FigureSet, drawn_analyses
from decision_model.interfaces.files import as_json
from decision_model.interfaces.formats import as_data, as_json_line, rows_as_csv
from decision_model.interfaces.options import Format, Request
from decision_model.interfaces.output import checked, deliver, warn_of_boxes, write
from decision_model.interfaces.progress import progress
from decision_model.interfaces.questions import Answer, asked_in_run
from decision_model.interfaces.terminal import Terminal, clean
from decision_model.interfaces.zip_archive import zip_of
from decision_model.words.sentences import capital, counted, sentence

IN_FULL = ("solve", "rank")
"""The answers that `run` prints in full; of the others it gives the headline."""


def run(request: Request, folder: Path) -> None:
    """Check, solve, rank and draw a scenario; print the answers and where the files are."""
    if request.output:
        raise typer.BadParameter("run writes to the folder --folder; the other commands take --output.")
    screen = request.terminal()
    content = FigureFolder(request.file, request.varied, request.look)
    with progress(screen.err, len(asked_in_run()), request.quiet) as report:
        drawn = content.drawn(report)
    written = content.write(folder, drawn.files, request.force)
    warn_of_boxes(drawn.model, screen)
    for refused in drawn.refused:
        screen.note(f"Left out: {refused.analysis.question.title}. {sentence(capital(refused.reason))}")
    if request.describe:
        screen.raw("\n\n".join(words(answer.result).alternative for answer in drawn.pictured) + "\n")
    elif request.print_format is Format.json:
        screen.raw(as_json(_data(drawn, written), not screen.unicode))
    else:
        _print(drawn, request.print_format, screen, written)


def _data(drawn: FigureSet, written: Sequence[Path]) -> dict[str, Any]:
    data: dict[str, Any] = {answer.analysis.name: as_data(answer.result) for answer in drawn.answers if answer.result}
    return {**data, "files": [str(path.resolve()) for path in written]}


def _print(drawn: FigureSet, print_format: Format, screen: Terminal, written: Sequence[Path]) -> None:
    """Print the plan and the ranking, what the other analyses say, and where the files are."""
    in_full = [answer for answer in drawn.answers if answer.analysis.name in IN_FULL]
    for index, answer in enumerate(in_full):
        assert answer.result is not None
        screen.raw("\n" * bool(index))
        deliver(answer.result, print_format, screen)
    if print_format is Format.table:
        screen.show(*_headlines([answer for answer in drawn.answers if answer not in in_full]))
        screen.tell(f"\nWrote {len(written)} files to {written[0].resolve().parent}:")
        stems = dict.fromkeys(path.stem for path in written)
        endings = dict.fromkeys(path.suffix for path in written)
        screen.tell(f"  {', '.join(stems)} ({' '.join(endings)})")


def _headlines(answers: Sequence[Answer]) -> list[RenderableType]:
    """What the further analyses say, a sentence each."""
    if not answers:
        return []
    grid = Table.grid(padding=(0, 2, 0, 0))
    for answer in answers:
        assert answer.result is not None
        grid.add_row(Text(f"  {answer.analysis.question.title}"), Text(clean(answer.result.statement.sentences[0])))
    return [Text("And further", "bold"), grid]


def report(request: Request) -> None:
    """Write the report, as one HTML file and as a PDF."""
    from decision_model.interfaces.report import KINDS, rendered

    screen, inputs = request.terminal(), request.inputs
    outputs = checked(request.output or [Path(f"report{kind}") for kind in KINDS], KINDS, inputs)
    with progress(screen.err, 2 * len(asked_in_run()), request.quiet) as tell:
        tell("Reading the scenario")
        model = request.model()
        contents = rendered(model, [path.suffix for path in outputs], tell)
    write({path: contents[path.suffix] for path in outputs}, request.force, screen, inputs)
    warn_of_boxes(model, screen)


def explore(request: Request, zipped: bool, predict: bool) -> None:
    """Write the page with which anyone moves the weights in a browser; zipped, or asking first, if that is wanted."""
    from decision_model.interfaces.explorer import explore_page

    screen, inputs = request.terminal(), request.inputs
    named = checked(request.output or [Path("explorer.html")], [".html", ".zip"], inputs)
    outputs = [path.with_suffix(".zip") if zipped else path for path in named]
    with progress(screen.err, 2, request.quiet) as report:
        report("Reading the scenario")
        model = request.model()
        report("Making the page")
        page = explore_page(model, predict=predict).encode("utf-8")
    inside = {path: zip_of(path.with_suffix(".html").name, page) for path in outputs if path.suffix.lower() == ".zip"}
    write({path: inside.get(path, page) for path in outputs}, request.force, screen, inputs)


def redraw(scenarios: Path, figures: Path, force: bool, screen: Terminal) -> None:
    """Draw the gallery."""
    contents = gallery.contents(scenarios)
    with progress(
        screen.err, sum(len(drawn_analyses(content.thorough)) for content in contents), screen.quiet
    ) as report:
        written = gallery.write_gallery(scenarios, figures, force, report)
    screen.tell(f"Wrote {len(written)} files for {len(contents)} scenarios to {figures.resolve()}")


def ask_all(files: Sequence[Path], question: str, jobs: int, lines: bool, screen: Terminal) -> None:
    """Put a question to many scenarios; leave with 1 if any fails."""
    kept: list[BatchRow] = []
    failed = 0
    with progress(screen.err, len(files), screen.quiet) as report, workers(jobs) as executor:
        for name, group in groupby(batch(files, question, executor), lambda row: row.scenario):
            report(name)
            for row in group:
                failed += bool(row.problems)
                if lines:
                    screen.raw(as_json_line(row))
                else:
                    kept.append(row)
    if not lines:
        screen.raw(rows_as_csv(kept))
    if failed:
        screen.note(f"{counted(failed, 'scenario')} of {len(files):,} failed; the rows say why.")
        sys.exit(1)


@contextmanager
def workers(jobs: int) -> Iterator[Executor | None]:
    """Processes that work side by side; None where one is enough."""
    if jobs == 1:
        yield None
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield pool


def verify(figures: Path, screen: Terminal) -> None:
    """Say what in a folder of figures is not current; leave with 1 if anything is."""
    folders = gallery.folders(figures)
    if not folders:
        raise DecisionError(f"{figures} holds no figures of decision-model; `decision-model gallery` draws them.")
    with progress(screen.err, len(drawn_analyses(False)) * len(folders), screen.quiet) as report:
        differences = list(gallery.differences(figures, report))
    for difference in differences:
        screen.raw(f"{difference}\n")
    if differences:
        sys.exit(1)
    screen.tell(f"All figures in {figures.resolve()} are current.")
