"""The doors to other tools: a file of theirs becomes a scenario file, a model becomes a file of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import Any

from decision_model.errors import ModelError
from decision_model.interchange.draft import ImportChoices
from decision_model.interchange.foreign_file import open_files
from decision_model.interchange.formats import ExportChoices, Exported, writer
from decision_model.interchange.imported import import_files
from decision_model.interfaces import files
from decision_model.interfaces.options import Format, Request
from decision_model.interfaces.output import deliver, write
from decision_model.interfaces.progress import progress
from decision_model.interfaces.terminal import Terminal
from decision_model.model.decision_model import DecisionModel


@dataclass(frozen=True)
class ImportAsked:
    """What the command `import` is given."""

    files: Sequence[Path]
    output: Path | None
    choices: ImportChoices
    force: bool = False


def import_scenario(asked: ImportAsked, screen: Terminal) -> None:
    """Write the scenario of a file of another tool, or print it, and report what was lost on the way."""
    imported = import_files(open_files(asked.files), asked.choices)
    aside = screen
    if asked.output is None:
        screen.raw(imported.text)
        aside = replace(screen, out=screen.err)
    else:
        write({asked.output: imported.text.encode()}, asked.force, screen, asked.files)
    if not screen.quiet:
        deliver(imported, Format.table, replace(aside, whole=True))


def export(
    model: DecisionModel, path: str | PathLike[str], to: str = "", *, force: bool = False, **choices: Any
) -> Exported:
    """Write a model for another tool; `to` names the format where the ending of the path does not tell it.

    Choices are those of `ExportChoices`: `show`, `slides`, `template`. Raises ModelError for what the format cannot
    hold at all, and OverwriteError for a file that is not as this tool left it, unless `force`.
    """
    path = Path(path)
    exported = writer(to, path.name).write(model, ExportChoices(**choices))
    files.write({path: exported.content}, force)
    return exported


def export_scenario(request: Request, to: str, choices: ExportChoices) -> None:
    """Write the scenario for another tool, or print what is text, and say what the format could not hold."""
    screen, outputs = request.terminal(), request.output or ()
    wanted = [writer(to, path.name) for path in outputs] or [writer(to)]
    files.require_files(outputs, request.inputs)
    with progress(screen.err, 1 + len(wanted), request.quiet) as report:
        report("Reading the scenario")
        model, made = request.model(), []
        for each in wanted:
            report(f"Writing {each.title}")
            made.append(each.write(model, choices))
    if outputs:
        contents = {path: each.content for path, each in zip(outputs, made, strict=True)}
        write(contents, request.force, screen, request.inputs)
    else:
        screen.raw(_text(made[0].content))
        screen = replace(screen, out=screen.err)
    for remark in dict.fromkeys(remark for each in made for remark in each.remarks):
        screen.tell(f"{remark.fate}: {remark.message}")


def _text(content: bytes) -> str:
    """What can be printed; raises ModelError for files that are no text."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise ModelError("This format is no text that could be printed. Name the file with -o.") from None
