"""A table of alternatives and criteria as people type it, understood: headings, weights, directions, and the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from decision_model.errors import Problem, ScenarioError
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.matrices.directions import Direction, stated, with_directions
from decision_model.interchange.matrices.headings import (
    OF_CRITERIA,
    TableHeading,
    TableLine,
    names_of,
    weight_in,
)
from decision_model.interchange.matrices.matrix import Alternative, Matrix, MatrixCriterion, draft
from decision_model.interchange.matrices.table_layout import CORNERS, CellLayout
from decision_model.interchange.matrices.table_numbers import Notation, notation, unit, units_clash
from decision_model.interchange.names import plain_name
from decision_model.words.sentences import listed

RANKS = ("rank", "ranking", "rang")
"""Headings of what says the place of each alternative, which ours can be compared with."""


@dataclass(frozen=True)
class CellTable:
    """A table as cells: the file whose lines are meant, rows with their lines, and what separated the cells.

    `remarks` are what was told of it before it was understood.
    """

    file: ForeignFile
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    separator: str = ""
    remarks: tuple[Remark, ...] = ()


def table_draft(table: CellTable, choices: ImportChoices) -> Draft:
    """The scenario of a table; raises ScenarioError for what is not said, with what to type."""
    return draft(_UnderstoodTable(table, choices).matrix())


@dataclass
class _TableParts:
    """The criteria and alternatives, and the lines that say something else."""

    criteria: list[TableLine] = field(default_factory=list)
    about: dict[str, TableLine] = field(default_factory=dict)
    notes: list[TableLine] = field(default_factory=list)
    ranks: list[TableLine] = field(default_factory=list)


class _UnderstoodTable:
    def __init__(self, table: CellTable, choices: ImportChoices):
        self.file, self.choices = table.file, choices
        self.layout = CellLayout(table.file, list(table.rows))
        self.remarks: list[Remark] = [*table.remarks, *self.layout.remarks]
        self.corner, self.heads, self.body = self.layout.corner, self.layout.heads, self.layout.body
        cells = [cell for _, cells in self.body for cell in cells[1:]]
        self.notation = self.checked(notation(cells, table.separator))
        self.in_columns = self.criteria_in_columns()

    def checked(self, found: Notation) -> Notation:
        if found.mixed:
            message = f"the decimal sign is a point in '{found.mixed[0]}' and a comma in '{found.mixed[1]}'."
            line = self.layout.line_of(found.mixed[1])
            raise self.file.refused(message, "Use one of them throughout.", line, "numbers-unclear")
        if found.unsure:
            message = f"'{found.unsure}' can be read in two ways: with a decimal sign or with one for thousands."
            remedy = "Write it without a sign for thousands, or with another number of digits after the decimal sign."
            raise self.file.refused(message, remedy, self.layout.line_of(found.unsure), "numbers-unclear")
        return found

    def columns(self) -> list[TableLine]:
        lines = tuple(line for line, _ in self.body)
        return [
            TableLine(head, tuple(cells[place + 1] for _, cells in self.body), lines, self.layout.head_line)
            for place, head in enumerate(self.heads)
        ]

    def rows(self) -> list[TableLine]:
        return [TableLine(cells[0], cells[1:], (line,) * len(self.heads), line) for line, cells in self.body]

    def criteria_in_columns(self) -> bool:
        """Which way the table lies, by what only criteria have; criteria head the columns where nothing says so."""
        across = (self.rows(), self.columns())
        named = {plain_name(name) for name in (*self.choices.lower, *self.choices.higher)}
        signs = [
            [
                any(line.meaning in OF_CRITERIA for line in across[side]),
                any(TableHeading.of(line.head).direction for line in across[1 - side]),
                bool(named & {name for line in across[1 - side] for name in names_of(line.head)}),
            ]
            for side in (0, 1)
        ]
        for columns_sign, rows_sign in [*zip(*signs, strict=True)][::-1]:
            if columns_sign != rows_sign:
                return columns_sign
        return plain_name(self.corner) not in CORNERS["rows"].split()

    def matrix(self) -> Matrix:
        along, across = (self.columns(), self.rows()) if self.in_columns else (self.rows(), self.columns())
        lists = _TableParts()
        kept = [place for place, line in enumerate(across) if self.is_alternative(line, lists)]
        for line in along:
            if line.meaning in ("total", "note"):
                self.set_aside(line, lists)
            else:
                lists.criteria.append(line)
        self.refuse_repeated([across[place] for place in kept], "alternative")
        self.refuse_repeated(lists.criteria, "criterion")
        criteria = [self.criterion(line, kept, lists, along.index(line)) for line in lists.criteria]
        self.refuse_words(criteria, lists.criteria, kept)
        directed, said = with_directions(self.file, criteria, self.choices)
        alternatives = tuple(
            Alternative(str(place), across[place].head, across[place].line, self.note(place, lists)) for place in kept
        )
        corner = self.corner if plain_name(self.corner) not in (*CORNERS["rows"].split(), "") else "Alternative"
        title, *above = self.layout.above or [self.file.stem.replace("_", " ")]
        self.remarks += said
        places = self.places(kept, lists)
        if not any(each.weight is not None for each in directed):
            self.remarks.append(Remark("changed", "the table has no weights: all criteria count alike"))
        return Matrix(
            self.file,
            title,
            alternatives,
            directed,
            decision=corner,
            note=" ".join([*above, *self.layout.below]),
            source={"title": self.file.name.replace("\\", "/").rpartition("/")[2], "note": "The table that was read."},
            places=places,
            remarks=tuple(self.remarks),
        )

    def is_alternative(self, line: TableLine, lists: _TableParts) -> bool:
        """Whether a line across the criteria is an alternative; what it is otherwise is kept."""
        meaning = line.meaning
        if meaning in OF_CRITERIA:
            lists.about[meaning] = line
        elif meaning:
            self.set_aside(line, lists, of_criteria=True)
        return not meaning

    def set_aside(self, line: TableLine, lists: _TableParts, of_criteria: bool = False) -> None:
        if not of_criteria and (line.meaning == "note" or plain_name(line.head) in RANKS):
            (lists.notes if line.meaning == "note" else lists.ranks).append(line)
            return
        why = "is worked out anew" if line.meaning == "total" else "is not in the scenario"
        self.remarks.append(Remark("lost", f"'{line.head}' {why}", line.line))

    def places(self, kept: Sequence[int], lists: _TableParts) -> dict[str, tuple[int, int]]:
        """The places that the first line of ranks gives the alternatives; other lines of ranks are lost."""
        found: dict[str, tuple[int, int]] = {}
        for line in lists.ranks:
            values = {place: self.notation.value(line.cells[place]) for place in kept}
            if found or any(value is None or value != int(value) for value in values.values()):
                self.remarks.append(Remark("lost", f"'{line.head}' is worked out anew", line.line))
            else:
                found = {str(place): (int(value or 0), line.lines[place]) for place, value in values.items()}
        return found

    def note(self, place: int, lists: _TableParts) -> str:
        return " ".join(line.cells[place] for line in lists.notes if line.cells[place])

    def criterion(self, line: TableLine, kept: Sequence[int], lists: _TableParts, place: int) -> MatrixCriterion:
        heading = TableHeading.of(line.head)
        said: Mapping[str, str] = {key: about.cells[place] for key, about in lists.about.items()}
        weight = said.get("weight") or weight_in(heading.weight)
        ends = [
            None if not said.get(key) else self.number(said[key], line, lists.about[key]) for key in ("worst", "best")
        ]
        scores = {}
        for row in kept:
            value = self.notation.value(line.cells[row])
            if value is not None:
                scores[str(row)] = value
        scale = None if None in ends or ends[0] == ends[1] else (ends[0], ends[1])
        units = [unit(line.cells[int(row)]) for row in scores]
        sign = next(filter(None, units), "")
        return MatrixCriterion(
            str(place),
            heading.label,
            line.line,
            None if not weight else self.number(weight, line, lists.about.get("weight", line)),
            self.direction(heading, said, scale),
            scale,  # type: ignore[arg-type]
            scores,
            note=f"In {sign}." if sign and sign not in heading.label else "",
            called=heading.bare,
        )

    def direction(
        self, heading: TableHeading, said: Mapping[str, str], scale: tuple[float | None, ...] | None
    ) -> Direction:
        if scale:
            return "lower" if scale[0] > scale[1] else "higher"  # type: ignore[operator]
        return heading.direction or stated(said.get("direction", ""))

    def number(self, text: str, line: TableLine, about: TableLine) -> float:
        value = self.notation.value(text)
        if value is None:
            message = f"'{about.head}' of '{line.head}' is '{text[:40]}', which is no number."
            raise self.file.refused(message, "Write a number.", about.line, "not-a-number")
        return value

    def refuse_repeated(self, lines: Sequence[TableLine], what: str) -> None:
        seen: set[str] = set()
        for line in lines:
            if line.head.casefold() in seen:
                message = f"there are two {'criteria' if what == 'criterion' else 'alternatives'} called '{line.head}'."
                raise self.file.refused(message, "Give each its own name.", line.line, "repeated")
            seen.add(line.head.casefold())

    def refuse_words(
        self, criteria: Sequence[MatrixCriterion], lines: Sequence[TableLine], kept: Sequence[int]
    ) -> None:
        """Cells that are no numbers: whole columns of words together, others each at its line."""
        problems: list[Problem] = []
        words = [line for line, each in zip(lines, criteria, strict=True) if not each.scores]
        for line, each in zip(lines, criteria, strict=True):
            wrong = [place for place in kept if str(place) not in each.scores] if each.scores else []
            if wrong:
                cell, more = line.cells[wrong[0]], len(wrong) - 1
                what = f"is '{cell[:40]}', which is no number," if cell else "is empty"
                message = f"'{line.head}' {what} in this line{f' and has no number in {more} others' if more else ''}."
                at = line.lines[wrong[0]]
                problems.append(self.file.problem(message, "Write a number in each.", at, "not-a-number"))
            clash = units_clash((line.cells[int(row)], value) for row, value in each.scores.items())
            if clash:
                message = f"'{line.head}' is in two units: '{clash[0][:40]}' and '{clash[1][:40]}'."
                problems.append(self.file.problem(message, "Write all in one.", line.line, "units-mixed"))
        if words:
            names = listed([repr(line.head) for line in words], most=6)
            shown = listed(list(dict.fromkeys(repr(words[0].cells[place][:20]) for place in kept)), most=3)
            message = f"{names} {'holds' if len(words) == 1 else 'hold'} words ({shown}), whose order nothing says."
            remedy = "Write numbers in their place, such as 0, 50 and 100, or delete what is no criterion."
            problems.insert(0, self.file.problem(message, remedy, words[0].line, "words"))
        if problems:
            raise ScenarioError(problems[:20])
