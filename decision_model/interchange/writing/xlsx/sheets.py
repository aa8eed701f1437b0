"""A workbook as sheets of cells that know their place, their value and their formula."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import numpy as np

from decision_model.interchange.workbook import column_letters
from decision_model.interchange.writing.xlsx.marks import made_by

LONGEST = 32_000
"""Signs in one cell; a spreadsheet takes a few more."""

MADE = np.datetime64("2000-01-01T00:00:00", "s")
"""When a workbook says it was made: always the same, so that the same model gives the same bytes."""

FONT = "Calibri"
INK, GREY, LINE, SHADE, INPUT, INPUT_INK = "#1f2933", "#6b7785", "#c5ccd4", "#f2f4f6", "#fff8dc", "#1d4f91"
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 16},
    "question": {"font_size": 12, "font_color": GREY, "italic": True},
    "heading": {"bold": True, "font_size": 12},
    "answer": {"bold": True, "font_size": 13, "align": "left"},
    "answer_total": {"bold": True, "font_size": 13, "align": "left", "num_format": "#,##0.0"},
    "head": {"bold": True, "bg_color": SHADE, "bottom": 1, "bottom_color": LINE, "text_wrap": True, "valign": "bottom"},
    "aside_head": {"bold": True, "bg_color": SHADE, "bottom": 1, "bottom_color": LINE, "valign": "bottom", "indent": 2},
    "aside": {"font_color": GREY, "indent": 2, "text_wrap": True, "valign": "top"},
    "number_head": {
        "bold": True, "bg_color": SHADE, "bottom": 1, "bottom_color": LINE, "text_wrap": True, "align": "right",
        "valign": "bottom",
    },
    "grey": {"font_color": GREY},
    "wrapped": {"text_wrap": True, "valign": "top"},
    "note": {"font_color": GREY, "italic": True},
    "bold": {"bold": True},
    "input": {"bg_color": INPUT, "font_color": INPUT_INK, "border": 1, "border_color": LINE},
    "total": {"num_format": "#,##0.0", "bold": True},
    "points": {"num_format": "#,##0.0"},
    "value": {"num_format": "0.000"},
    "share": {"num_format": "0.0%"},
    "chance": {"num_format": "0.00%"},
    "input_chance": {
        "num_format": "0.00%", "bg_color": INPUT, "font_color": INPUT_INK, "border": 1, "border_color": LINE,
    },
    "grey_chance": {"num_format": "0.00%", "font_color": GREY},
    "node": {"bold": True, "top": 1, "top_color": LINE},
    "node_total": {"bold": True, "top": 1, "top_color": LINE, "num_format": "#,##0.0"},
    "node_value": {"top": 1, "top_color": LINE, "num_format": "0.000", "font_color": GREY},
    "node_points": {"top": 1, "top_color": LINE, "num_format": "#,##0.0", "font_color": GREY},
    "rank": {"bold": True, "num_format": "0", "align": "center"},
    "taken": {"num_format": '[=1]"taken";[=0]"–";0%', "align": "right"},
    "long": {"num_format": "0.000000000000", "font_color": GREY},
    "code": {"font_name": "Consolas", "font_size": 9, "font_color": GREY},
}  # fmt: skip
"""How cells look: what is typed is blue on yellow, what is worked out black, what is said aside grey."""


@dataclass(frozen=True)
class SheetCell:
    """A place in a sheet, row and column from 0, with the value that stands there."""

    sheet: str
    row: int
    column: int
    value: float = 0.0

    @property
    def here(self) -> str:
        """As a formula of the same sheet names it: E5."""
        return f"{column_letters(self.column)}{self.row + 1}"

    @property
    def fixed(self) -> str:
        """As any formula names it, wherever that is copied: Weights!$E$5."""
        return f"{self.sheet}!${column_letters(self.column)}${self.row + 1}"


def across(row: int, first: int, last: int, fixed: bool = False) -> str:
    """The cells of a row from one column to another: F9:K9, or F$9:K$9."""
    mark = "$" if fixed else ""
    return f"{column_letters(first)}{mark}{row + 1}:{column_letters(last)}{mark}{row + 1}"


def down(column: int, first: int, last: int) -> str:
    """The cells of a column from one row to another: F9:F12."""
    return f"{column_letters(column)}{first + 1}:{column_letters(column)}{last + 1}"


@dataclass(frozen=True)
class Formula:
    """What a cell works out, and what that is now, for programs that do not work it out."""

    text: str
    value: float | str


Content = str | float | Formula | None


class WrittenSheet:
    """One sheet of a workbook that is being written."""

    def __init__(self, book: Book, name: str):
        self.book, self.name = book, name
        self.raw = book.raw.add_worksheet(name)
        self.raw.hide_gridlines(2)
        self.raw.set_row(0, 24)
        self.raw.set_landscape()
        self.raw.set_paper(9)
        self.raw.fit_to_pages(1, 0)
        self.raw.set_margins(0.5, 0.5, 0.6, 0.6)
        self.raw.set_footer("&L&A&RPage &P of &N")

    def put(self, row: int, column: int, content: Content, look: str = "plain") -> SheetCell:
        """Write a cell. A text is written as a text, whatever it begins with, and never becomes a formula."""
        shape = self.book.look(look)
        if isinstance(content, Formula):
            self.raw.write_formula(row, column, content.text, shape, content.value)
            return SheetCell(self.name, row, column, content.value if isinstance(content.value, float) else 0.0)
        if isinstance(content, str) and content:
            self.raw.write_string(row, column, printable(content)[:LONGEST], shape)
        elif not isinstance(content, float | int):
            self.raw.write_blank(row, column, None, shape)
        else:
            self.raw.write_number(row, column, content, shape)
            return SheetCell(self.name, row, column, float(content))
        return SheetCell(self.name, row, column)

    def line(self, row: int, contents: Iterable[Content], look: str = "plain", first: int = 0) -> None:
        """Write cells of one row, from a column on."""
        for column, content in enumerate(contents, first):
            self.put(row, column, content, look)

    def heads(self, row: int, labels: Iterable[str], width: float = 12) -> None:
        """Give a row of headings room for its labels, which not every program works out."""
        self.roomy(row, ((label, width) for label in labels))

    def roomy(self, row: int, texts: Iterable[tuple[str, float]]) -> None:
        """Make a row high enough for texts that are wrapped at widths in signs."""
        most = max((_lines(text, width) for text, width in texts), default=1)
        if most > 1:
            self.raw.set_row(row, 15 * most + 1)

    def whole_row(self, row: int, look: str) -> None:
        """Let a row look alike as far as it goes, without cells that would cut off long texts."""
        self.raw.set_row(row, None, self.book.look(look))

    def widths(self, widths: Sequence[float], first: int = 0) -> None:
        """Set the widths of columns, in signs."""
        for column, width in enumerate(widths, first):
            self.raw.set_column(column, column, width)


class Book:
    """A workbook that is being written; the same calls give the same bytes."""

    def __init__(self, title: str):
        import xlsxwriter

        self.stream = io.BytesIO()
        self.raw = xlsxwriter.Workbook(
            self.stream,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self.raw.set_properties({"title": printable(title)[:250], "created": MADE.item(), "comments": made_by()})
        self.raw.set_calc_mode("auto")
        self.looks: dict[tuple[str, str], Any] = {}
        self.formats: dict[str, str] = {}
        self.names: set[str] = set()

    def sheet(self, name: str) -> WrittenSheet:
        """A new sheet."""
        return WrittenSheet(self, name)

    def look(self, name: str) -> Any:
        """The format of a look."""
        key = name, self.formats.get(name, "")
        if key not in self.looks:
            shape = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "top", **LOOKS[name]}
            shape |= {"num_format": key[1]} if key[1] else {}
            self.looks[key] = self.raw.add_format(shape)
        return self.looks[key]

    def name(self, kind: str, name: str, cell: SheetCell) -> None:
        """Give a cell a name, such as weight_unity, by which formulas and people find it.

        Names there hold no hyphen and do not tell capitals from small letters.
        """
        own = plain = re.sub(r"\W", "_", f"{kind}_{name}")
        number = 2
        while own.casefold() in self.names:
            own, number = f"{plain}_{number}", number + 1
        self.names.add(own.casefold())
        self.raw.define_name(own, f"={cell.fixed}")

    def content(self) -> bytes:
        """The finished file."""
        self.raw.close()
        return self.stream.getvalue()


def _lines(text: str, width: float) -> int:
    return sum(len(wrap(line, max(1, int(width)))) or 1 for line in text.split("\n"))


def printable(text: str) -> str:
    """A text without signs that no sheet can hold."""
    return "".join(each if each.isprintable() or each in "\n\t" else "?" for each in text)
