"""The rectangle in which a table stands: what is above, below and beside it, its headings, and the rows under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from decision_model.errors import ScenarioError
from decision_model.interchange.draft import Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.matrices.headings import MEANING
from decision_model.interchange.names import plain_name
from decision_model.words.sentences import listed

MOST_ROWS, MOST_COLUMNS = 5_000, 500

CORNERS = {
    "columns": "alternative alternatives option options name candidate candidates choice alternativen optionen",
    "rows": "criterion criteria consideration considerations attribute attributes objective kriterium kriterien "
    "criteria_alternatives criterion_alternative criteria_options",
}
NAMED = {word for words in CORNERS.values() for word in words.split()}

Rows = list[tuple[int, tuple[str, ...]]]
"""Rows with their lines."""


@dataclass
class CellLayout:
    """A table in its parts: the texts `above` and `below`, corner, headings with their line, and the rows under them.

    Raises ScenarioError for what is no table, for several of them, and for rows and columns without a name.
    """

    file: ForeignFile
    rows: Rows
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    corner: str = ""
    heads: tuple[str, ...] = ()
    head_line: int = 0
    body: Rows = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = [(line, tuple(" ".join(cell.split()) for cell in cells)) for line, cells in self.rows]
        self.refuse_several()
        rows = [(line, cells) for line, cells in self.rows if any(cells)]
        self.frame(self.without_groups(self.without_texts(rows)))

    def refuse_several(self) -> None:
        """Refuse a second table below an empty row: one that begins with headings, as the first does."""
        block: Rows = []
        first = 0
        for line, cells in [*self.rows, (0, ())]:
            if any(cells):
                block.append((line, cells))
                continue
            if first and _begins_with_headings(block):
                message = f"two tables stand here: one begins in line {first}, another one in line {block[0][0]}."
                remedy = "Put each into a file or sheet of its own, and import the one that is meant."
                raise self.file.refused(message, remedy, block[0][0], "several-tables")
            first = first or (block[0][0] if holds_table(cells for _, cells in block) else 0)
            block = []

    def without_texts(self, rows: Rows) -> Rows:
        """The rows without those above and below that hold one text alone: titles and remarks."""
        wide = [place for place, (_, cells) in enumerate(rows) if sum(map(bool, cells)) > 1]
        if len(wide) < 2:
            raise self.file.refused(
                "there is no table of alternatives and criteria here.",
                "It has a row of headings, and a row for each alternative with its name first.",
                code="no-table",
            )
        self.above = [next(filter(None, cells)) for _, cells in rows[: wide[0]]]
        self.below = [next(filter(None, cells)) for _, cells in rows[wide[-1] + 1 :]]
        return rows[wide[0] : wide[-1] + 1]

    def without_groups(self, rows: Rows) -> Rows:
        """The rows without headings of groups, such as merged cells above the headings."""
        while len(rows) > 2:
            first, second = ({place for place, cell in enumerate(cells) if cell} for _, cells in rows[:2])
            words = all(not re.search(r"\d", cell) for _, cells in rows[:2] for cell in cells[1:])
            fewer = len(first - {0}) < len(second - {0})
            above = 0 not in first and 0 in second and not MEANING.get(plain_name(rows[1][1][0]))
            if not (words and (fewer or above)):
                return rows
            names = listed([cell for cell in rows[0][1] if cell], most=6)
            self.remarks.append(Remark("lost", f"the headings of groups ({names}) are not read", rows[0][0]))
            rows = rows[1:]
        return rows

    def frame(self, rows: Rows) -> None:
        """Set corner, headings and rows, all equally wide and without empty columns."""
        if len(rows) > MOST_ROWS:
            raise self.file.refused(
                f"the table has more than {MOST_ROWS:,} rows.", "Is it the right file?", code="too-many-parts"
            )
        width = max(len(cells) for _, cells in rows)
        filled = [cells + ("",) * (width - len(cells)) for _, cells in rows]
        kept = [place for place in range(width) if any(cells[place] for cells in filled)]
        if len(kept) > MOST_COLUMNS:
            raise self.file.refused(f"the table has more than {MOST_COLUMNS} columns.", code="too-many-parts")
        kept = self.without_counts(kept, filled[0], rows[0][0])
        narrow = [tuple(cells[place] for place in kept) for cells in filled]
        nameless = [place for place, head in enumerate(narrow[0]) if not head and place]
        if nameless:
            message = f"column {kept[nameless[0]] + 1} has no heading."
            raise self.file.refused(message, "Name what stands in it.", rows[0][0], "no-heading")
        self.body = [(line, cells) for (line, _), cells in zip(rows[1:], narrow[1:], strict=True)]
        unnamed = [
            self.file.problem("this row has no name.", "Name it in its first cell.", line, "no-heading")
            for line, cells in self.body
            if not cells[0]
        ]
        if unnamed:
            raise ScenarioError(unnamed[:20])
        self.head_line, self.corner, self.heads = rows[0][0], narrow[0][0], narrow[0][1:]

    def without_counts(self, kept: list[int], heads: Sequence[str], line: int) -> list[int]:
        """The columns without a first one that numbers or groups the rows, which the second one names."""
        names = [plain_name(heads[place]) for place in kept[:2]]
        if len(kept) < 3 or names[0] in NAMED or names[1] not in NAMED:
            return kept
        what = f"'{heads[kept[0]]}'" if heads[kept[0]] else "the first column"
        self.remarks.append(Remark("lost", f"{what} is not read, as '{heads[kept[1]]}' names the rows", line))
        return kept[1:]

    def line_of(self, text: str) -> int:
        """The line of the first row that holds a cell; 0 where none does."""
        return next((line for line, cells in self.body if text in cells), 0)


def holds_table(rows: Iterable[Sequence[str]]) -> bool:
    """Whether rows could be a table at all: two of them with two cells or more."""
    wide = 0
    for row in rows:
        wide += sum(bool(cell.strip()) for cell in row) > 1
        if wide > 1:
            return True
    return False


def _begins_with_headings(block: Rows) -> bool:
    """Whether rows are a table of their own: words first, and numbers under them."""
    if not holds_table(cells for _, cells in block):
        return False
    wide = [cells for _, cells in block if sum(map(bool, cells)) > 1]
    head, below = wide[0], wide[1:]
    words = not any(re.match(r"[-+]?\W?\d", cell) for cell in head[1:]) and not MEANING.get(plain_name(head[0]))
    return words and any(re.search(r"\d", cell) for cells in below for cell in cells[1:])
