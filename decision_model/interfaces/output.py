"""From a question on the command line to its answer: ask, then print it or write it where it was wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import typer

from decision_model.analysis.result import Result
from decision_model.interchange.markdown_tables import as_markdown
from decision_model.interfaces import drawing, files, formats, text
from decision_model.interfaces.options import Format, Request
from decision_model.interfaces.progress import progress
from decision_model.interfaces.terminal import Terminal
from decision_model.model.decision_model import DecisionModel

TABULATED = {".csv": Format.csv, ".json": Format.json, ".md": Format.markdown}


def deliver_answer(request: Request, ask: Callable[[DecisionModel], Result], further: Iterable[Path] = ()) -> None:
    """Ask a question of the scenario, and perhaps of `further` files, and deliver the result."""
    inputs = (*request.inputs, *further) if request.output else ()
    screen, outputs = request.terminal(), checked(request.output or (), (*drawing.KINDS, *TABULATED), inputs)
    with progress(screen.err, 2 + len(outputs), request.quiet) as report:
        report("Reading the scenario")
        model = request.model()
        report("Working it out")
        result = ask(model)
        made: dict[Path, Mapping[Path, bytes]] = {}
        for path in outputs:
            report(f"Making {path.name}")
            made[path] = contents(result, path, request)
    if outputs:
        written = {path: content for slides in made.values() for path, content in slides.items()}
        write(written, request.force, screen, inputs)
        for path, slides in made.items():
            files.remember_slides(path, slides)
            for dropped in files.drop_slides(path, written):
                screen.tell(f"Removed {dropped.resolve()}, which is no slide of it any more")
        if any(path.suffix.lower() in drawing.KINDS for path in outputs):
            warn_of_boxes(model, screen)
    elif request.describe:
        screen.raw(drawing.words(result).alternative + "\n")
    else:
        deliver(result, request.print_format, screen)


def checked(outputs: Sequence[Path], known: Sequence[str], inputs: Iterable[Path]) -> Sequence[Path]:
    """The files that are wanted; a usage error for one whose name does not end in a known way.

    Raises, before the work begins, NoFileError for what is no file and InputError for one of the `inputs`.
    """
    for path in outputs:
        if path.suffix.lower() not in known:
            raise typer.BadParameter(f"'{path.name}' must end in one of {', '.join(known)}.", param_hint="--output")
    files.require_files(outputs, inputs)
    return outputs


def contents(result: Result, path: Path, request: Request) -> dict[Path, bytes]:
    """A result as a table, or as a picture, which may take several files named after the one that was wanted."""
    kind = path.suffix.lower()
    if kind == ".csv":
        return {path: formats.csv_file(result)}
    if kind in TABULATED:
        return {path: tabulated(result, TABULATED[kind]).encode("utf-8")}
    return drawing.pictures(result, path, request.look)


def write(written: Mapping[Path, bytes], force: bool, screen: Terminal, inputs: Iterable[Path]) -> None:
    """Write files that the user named, and say where they are."""
    files.write(written, force, inputs)
    for path in written:
        screen.tell(f"Wrote {path.resolve()}")


def warn_of_boxes(model: DecisionModel, screen: Terminal) -> None:
    """Say which characters pictures of a model could not show."""
    if note := drawing.font_note(model):
        screen.note(note)


def deliver(result: Result, print_format: Format, screen: Terminal) -> None:
    """Print a result in the format asked for."""
    if print_format is Format.table:
        screen.show(*text.rendered(result, screen))
    else:
        screen.raw(tabulated(result, print_format, ascii_only=not screen.unicode))


def tabulated(result: Result, print_format: Format, ascii_only: bool = False) -> str:
    """A result as CSV, JSON or Markdown."""
    if print_format is Format.json:
        return files.as_json(formats.as_data(result), ascii_only)
    return formats.as_csv(result) if print_format is Format.csv else as_markdown(result)
