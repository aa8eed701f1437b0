"""Any file of another tool to a checked model, with what was lost on the way and whether the results agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from math import isclose
from os import PathLike
from textwrap import wrap
from typing import Any

from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.result import Result
from decision_model.analysis.statement import Statement
from decision_model.errors import ModelError, Problem, ScenarioError
from decision_model.interchange.draft import Draft, ImportChoices, Remark, Stored
from decision_model.interchange.foreign_file import ForeignFile, is_scenario, open_files
from decision_model.interchange.formats import Reader, readers
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario import parse, read
from decision_model.scenario.emitter import emit
from decision_model.words.numbers import amount, amounts_apart
from decision_model.words.sentences import counted, listed


@dataclass(frozen=True)
class Recomputed:
    """A result that the file holds beside ours; `ours` is None where ours cannot be worked out, and `note` says why."""

    stored: Stored
    ours: float | None
    note: str = ""

    @property
    def agrees(self) -> bool:
        """Whether ours is the same up to rounding."""
        stored = self.stored
        return self.ours is not None and isclose(self.ours, stored.value, rel_tol=1e-9, abs_tol=stored.tolerance)


@dataclass(frozen=True, eq=False)
class Imported(Result):
    """A file of another tool as a model: the scenario as text, what became of its parts, and results compared."""

    model: DecisionModel
    text: str
    format: str
    draft: Draft

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """What was kept, changed and lost, in the order of the file."""
        return self.draft.remarks

    @cached_property
    def comparisons(self) -> tuple[Recomputed, ...]:
        """The results that the file holds, beside ours."""
        return tuple(_compared(stored, self.model) for stored in self.draft.stored)

    @property
    def statement(self) -> Statement:
        """What was read, what was lost, and whether results agree."""
        lost = sum(remark.fate == "lost" for remark in self.remarks)
        changed = sum(remark.fate == "changed" for remark in self.remarks)
        fates = [f"{number} {fate}" for number, fate in ((changed, "changed"), (lost, "lost")) if number]
        detail = f"{counted(len(self.draft.stored), 'result')} stored in the file" if self.draft.stored else ""
        differing = [comparison for comparison in self.comparisons if not comparison.agrees]
        if detail:
            agree = "agree" if len(self.draft.stored) > 1 else "agrees"
            detail += f" {agree} with ours" if not differing else f", of which {len(differing)} not as we find it"
        return Statement(
            f"Read as {self.format}: " + (listed(fates) if fates else "nothing was changed or lost"),
            detail,
            (*self.doubts, *(_difference(comparison) for comparison in differing)),
        )

    @property
    def doubts(self) -> tuple[str, ...]:
        """What was kept as it stands and may not be meant so."""
        return tuple(remark.message for remark in self.remarks if remark.is_doubtful)

    @property
    def columns(self) -> tuple[Column, ...]:
        """What happened to each part, and where it stood."""
        return (Column("fate", "Became"), Column("line", "Line", Kind.number), Column("part", "What"))

    def rows(self) -> Iterable[Sequence[Any]]:
        """One for each part that is told of, and each result compared."""
        for remark in self.remarks:
            yield remark.fate, remark.line or None, remark.message
        for comparison in self.comparisons:
            yield "agrees" if comparison.agrees else "differs", comparison.stored.line or None, _difference(comparison)


def import_file(*paths: str | PathLike[str], **choices: Any) -> Imported:
    """The model of a file of another tool, with the report of what was lost; some formats spread over several files.

    Choices are those of `ImportChoices`: `goal`, `lower`, `higher`, `sheet`, `value_model`. Raises ScenarioError with
    every problem, at the lines of the file itself.
    """
    return import_files(open_files(paths), ImportChoices(**choices))


def load(*paths: str | PathLike[str], **choices: Any) -> DecisionModel:
    """The model of a file of another tool, or of a scenario of ours, whatever its format; see `import_file`.

    What turns out wrong later names the lines of the file itself. Raises ScenarioError as `import_file` does.
    """
    if len(paths) == 1 and not choices and any(map(is_scenario, open_files(paths))):
        return read(paths[0])
    return import_file(*paths, **choices).model


def import_files(files: Sequence[ForeignFile], choices: ImportChoices) -> Imported:
    """The model of files that were opened."""
    if not files:
        raise ModelError("Name the file that is to be imported.")
    reader = _reader_of(files)
    _refuse_idle(files[0], reader, choices)
    draft = reader.read(files, choices)
    text = _headed(draft, reader)
    try:
        model = parse(text, draft.file.stem, SourceFile(draft))
    except ScenarioError as error:
        origin = SourceFile(draft)
        raise ScenarioError([origin.located(replace(problem, location=None)) for problem in error.problems]) from None
    return Imported(model, text, reader.title, draft)


@dataclass(frozen=True)
class SourceFile:
    """The file of another tool that a model was imported from."""

    draft: Draft

    def is_about(self, problem: Problem) -> bool:
        """Whether a problem is about the file, an entry of it or the whole, and not about what was typed."""
        return not problem.place or problem.place[0] in self.draft.data

    def located(self, problem: Problem) -> Problem:
        """The problem with the line of the source that it is about; with the file alone where that is not known."""
        if problem.location:
            return problem
        return replace(problem, location=self.draft.file.location(self.draft.line(problem.place)))


def _reader_of(files: Sequence[ForeignFile]) -> Reader:
    """The reader that knows the files; raises ScenarioError where none does, or not all of them belong together."""
    for file in files:
        if not file.data.strip(b"\0 \t\r\n"):
            raise file.refused("this file is empty.", "Name another, or save it once more.", code="format-unknown")
        if is_scenario(file):
            message = "this is a scenario already: there is nothing to import."
            raise file.refused(message, "Ask of it as it is, as in 'solve FILE'.", code="format-unknown")
    for reader in readers():
        known = [file for file in files if reader.recognises(file)]
        if known and len(files) > 1 and (not reader.takes_several or len(known) < len(files)):
            message = f"{len(files)} files were named, which are no one problem in one format."
            remedy = (
                "Import each by itself; only XMCDA's parts of one problem, and workbooks of one scenario, go together."
            )
            raise files[1].refused(message, remedy, code="several-files")
        if known:
            return reader
    titles = listed([reader.title for reader in readers() if reader.title])
    raise files[0].refused("this is no file of a kind that is read.", f"These are: {titles}.", code="format-unknown")


def _refuse_idle(file: ForeignFile, reader: Reader, choices: ImportChoices) -> None:
    """Refuse a choice that would change nothing, as who made it believes that it does."""
    given = [each.name for each in fields(choices) if getattr(choices, each.name)]
    idle = [_option(name) for name in given if name not in reader.asks]
    if idle:
        asked = listed([_option(name) for name in reader.asks])
        remedy = f"Leave it out; what can be said is {asked}." if asked else "Leave it out."
        raise file.refused(
            f"{listed(idle)} {'say' if len(idle) > 1 else 'says'} nothing about {reader.title}.",
            remedy,
            code="choice-idle",
        )


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _headed(draft: Draft, reader: Reader) -> str:
    """The scenario as text, headed by where it is from."""
    name = draft.file.name.replace("\\", "/").rpartition("/")[2]
    comments = [f"Imported from {name} ({reader.title}).", *draft.comments]
    lines = [line for comment in comments for line in wrap(" ".join(comment.split()), 100) or [""]]
    return "".join(f"# {_visible(line)}".rstrip() + "\n" for line in lines) + "\n" + emit(draft.data)


def _visible(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _compared(stored: Stored, model: DecisionModel) -> Recomputed:
    try:
        return Recomputed(stored, stored.ours(model))
    except ModelError as error:
        return Recomputed(stored, None, error.reason)


def _difference(comparison: Recomputed) -> str:
    stored, ours = comparison.stored, comparison.ours
    if ours is None:
        return f"{stored.what} is {amount(stored.value)} in the file; ours cannot be worked out: {comparison.note}"
    if comparison.agrees:
        return f"{stored.what} is {amount(stored.value)}, in the file and here"
    theirs, here = amounts_apart(stored.value, ours)
    return f"{stored.what} is {theirs} in the file and {here} here"
