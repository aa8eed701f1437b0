"""What the columns of a result's table are: their key for programs, their title for people, and their kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    """What the cells of a column hold, and so how they are written."""

    name = "name"
    number = "number"
    share = "share"
    chance = "chance"
    points = "points"
    text = "text"


class ShareCell(float):
    """A share, 0 to 1, to be read off or set, such as a weight at which the choice changes.

    It is written in percent with all its digits, also in a column of numbers of other kinds.
    """


class WrittenCell(float):
    """A number that is written as `text`: with a unit of its own, or so that it adds up with what stands beside it."""

    text: str

    def __new__(cls, value: float, text: str = "") -> Self:
        """The number and how it is written."""
        cell = super().__new__(cls, value)
        cell.text = text
        return cell


@dataclass(frozen=True)
class Column:
    """One column: `key` heads it in CSV, JSON and data frames, `title` where people read it.

    Shares and chances are held as 0 to 1 and written in percent; points are totals and what they are made of, written
    alike. A column that is not `brief` is left out of short tables; `endless` says what a number without end means in
    it. The key of a column about one of the model's own things joins what it is and the thing's name with a dot
    (`contribution.allied_unity`): no name in a model can then be taken for a column of the tool's own, and its title is
    the thing's own label, never looked up by the key.
    """

    key: str
    title: str
    kind: Kind = Kind.text
    brief: bool = True
    endless: str = ""
