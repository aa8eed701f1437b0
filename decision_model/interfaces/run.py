"""The main job and its relatives: draw a scenario, draw them all, and see whether the drawings are current."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import groupby
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from decision_model.analysis.answers import Answer, answers, asked_in_run
from decision_model.errors import DecisionError
from decision_model.interfaces import gallery
from decision_model.interfaces.batch import BatchRow, batch
from decision_model.interfaces.drawing import words
from decision_model.interfaces.figure_folder import FigureFolder
from decision_model.interfaces.figure_set import FigureSet, FigureSettings, drawn_analyses, figure_set
from decision_model.interfaces.files import as_json
from decision_model.interfaces.findings import tell
from decision_model.interfaces.formats import as_data, as_json_line, rows_as_csv
from decision_model.interfaces.leaves import INDEX
from decision_model.interfaces.options import Format, Request
from decision_model.interfaces.output import checked, deliver, warn_of_boxes, write
from decision_model.interfaces.progress import progress
from decision_model.interfaces.terminal import Terminal
from decision_model.interfaces.zip_archive import zip_of
from decision_model.model.decision_model import DecisionModel
from decision_model.words.sentences import capital, counted, sentence

if TYPE_CHECKING:
    from decision_model.interfaces.second import Second

IN_FULL = ("solve", "rank")
"""The answers whose tables `run` prints as CSV or Markdown."""


def run(request: Request, folder: Path, other: Second | None = None) -> None:
    """Check, solve, rank and draw a scenario; print what is found as it is found, and where the files are.

    A second process, if there is one, does some of the work.
    """
    if request.output:
        raise typer.BadParameter("run writes to the folder --folder; the other commands take --output.")
    screen = request.terminal()
    content = FigureFolder(request.file, request.varied, request.look)
    with progress(screen.err, 1, request.quiet) as report:
        report("Reading the scenario")
        model = content.model()
    if not request.force:
        content.require_room(folder, model)
    telling = request.print_format is Format.table and not request.describe
    ask = tell if telling else _asked
    answered = ask(model, screen, request.quiet, other)
    with progress(screen.err, len(answered), request.quiet) as report:
        drawn = figure_set(model, answered, FigureSettings(request.look, content.formats, other), report)
    written = content.write(folder, drawn.files, request.force)
    warn_of_boxes(model, screen)
    for refused in drawn.refused:
        screen.note(f"Left out: {refused.analysis.question.title}. {sentence(capital(refused.reason))}")
    if telling:
        place = written[0].resolve().parent
        screen.tell(f"\nWrote {len(written)} files to {place}")
        screen.tell(f"To leaf through them, open {place / INDEX}")
    elif request.describe:
        screen.raw("\n\n".join(words(answer.result).alternative for answer in drawn.pictured) + "\n")
    else:
        _print(drawn, request.print_format, screen, written)


def _asked(model: DecisionModel, screen: Terminal, quiet: bool, other: Second | None) -> list[Answer]:
    """The answers to everything, nothing said of them yet."""
    with progress(screen.err, len(asked_in_run()), quiet) as report:
        return list(answers(model, report, elsewhere=other.asked(model) if other else None))


def _print(drawn: FigureSet, print_format: Format, screen: Terminal, written: Sequence[Path]) -> None:
    """Print every answer and where the files are as JSON; else the tables of the plan and of the ranking."""
    if print_format is Format.json:
        screen.raw(as_json(_data(drawn, written), not screen.unicode))
        return
    tables = [answer.result for answer in drawn.answers if answer.analysis.name in IN_FULL and answer.result]
    for index, result in enumerate(tables):
        screen.raw("\n" * bool(index))
        deliver(result, print_format, screen)


def _data(drawn: FigureSet, written: Sequence[Path]) -> dict[str, Any]:
    data: dict[str, Any] = {answer.analysis.name: as_data(answer.result) for answer in drawn.answers if answer.result}
    return {**data, "files": [str(path.resolve()) for path in written]}


def report(request: Request, handout: bool, hide_answer: bool) -> None:
    """Write the report, or two pages for a class, as one HTML file and as a PDF."""
    from decision_model.interfaces.report import KINDS, handed_out, rendered

    if hide_answer and not handout:
        raise typer.BadParameter("only a handout can hide the answer; add --handout.", param_hint="--hide-answer")
    screen, inputs, name = request.terminal(), request.inputs, "handout" if handout else "report"
    outputs = checked(request.output or [Path(f"{name}{kind}") for kind in KINDS], KINDS, inputs)
    kinds = [path.suffix for path in outputs]
    with progress(screen.err, 2 if handout else 2 * len(asked_in_run()), request.quiet) as tell:
        tell("Reading the scenario")
        model = request.model()
        contents = handed_out(model, hide_answer, kinds) if handout else rendered(model, kinds, tell)
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
