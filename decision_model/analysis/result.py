"""What every result shares: a small table as text, as HTML and as a pandas DataFrame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, wraps
from html import escape
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeVar

from decision_model.analysis.cells import point_amounts, texts, titles
from decision_model.analysis.columns import Column
from decision_model.analysis.statement import Statement
from decision_model.model import DecisionModel
from decision_model.model.equality import equal
from decision_model.model.origin import naming_file
from decision_model.words.amounts import Amounts
from decision_model.words.sentences import counted

if TYPE_CHECKING:
    import pandas as pd

R = TypeVar("R", bound="Result")
Answer = TypeVar("Answer")

LONG, FEW = 25, 12
"""A table of more than LONG rows is cut to FEW where all of it was not asked for."""
NOISE = 1e-12
"""What is smaller than this beside the numbers it was worked out from is rounding, not a result."""


def _naming_file(method: Callable[[R], Answer]) -> Callable[[R], Answer]:
    """A method whose errors name the file of the result's model."""

    @wraps(method)
    def named(self: R) -> Answer:
        with naming_file(self.model.origin, {}):
            return method(self)

    return named


class Result:
    """Base of the frozen results; a subclass says its statement, columns and rows, and every door shows them.

    What is worked out only when it is looked at, and turns out wrong, names the file of the model like all else.
    """

    model: DecisionModel

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Give each dataclass of results this comparison: its own would fail where fields hold arrays.

        And let its properties name the model's file in their errors.
        """
        super().__init_subclass__(**kwargs)
        cls.__eq__ = Result.__eq__  # type: ignore[method-assign]
        cls.__hash__ = Result.__hash__  # type: ignore[method-assign]
        for name, member in [item for item in vars(cls).items() if item[0] != "model"]:
            if isinstance(member, property) and member.fget is not None:
                setattr(cls, name, property(_naming_file(member.fget)))
            elif isinstance(member, cached_property):
                member.func = _naming_file(member.func)

    def __eq__(self, other: object) -> bool:
        """Two results are equal where all their fields are, arrays item by item."""
        return equal(self, other) if type(self) is type(other) else NotImplemented

    def __hash__(self) -> int:
        """Alike for equal results; fields may hold arrays, which have none."""
        return hash((type(self), self.model.title))

    @property
    def statement(self) -> Statement:
        """The answer in words."""
        raise NotImplementedError

    @property
    def columns(self) -> tuple[Column, ...]:
        """What the cells of each row are."""
        raise NotImplementedError

    def rows(self) -> Iterable[Sequence[Any]]:
        """Plain values in the order of `columns`."""
        raise NotImplementedError

    def brief_rows(self, count: int) -> Sequence[int]:
        """The places of the rows that tell most, of a table of `count` rows: all, or the first of a long one."""
        return range(count if count <= LONG else FEW)

    def other_rows(self, count: int) -> str:
        """What the `count` rows are that `brief_rows` leaves out."""
        return counted(count, "more row")

    @property
    def point_amounts(self) -> Amounts | None:
        """How points are written in its sentences, and so in its tables; None where no sentence gives any."""
        return None

    def points(self, columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> Amounts:
        """How points are written in a table of these columns and rows."""
        return self.point_amounts or point_amounts(self.model, columns, rows)

    @_naming_file
    def table(self) -> pd.DataFrame:
        """The result as a pandas DataFrame under the columns' keys, full precision."""
        import pandas as pd

        return pd.DataFrame([list(row) for row in self.rows()], columns=[column.key for column in self.columns])

    def __repr__(self) -> str:
        return "\n".join([self.statement.headline, *_aligned(self._texts())])

    def _repr_html_(self) -> str:
        heads, *rows = self._texts()
        head = "".join(f"<th>{escape(title)}</th>" for title in heads)
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        headline = escape(self.statement.headline)
        return f"<p>{headline}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    @_naming_file
    def _texts(self) -> list[list[str]]:
        """The titles of the columns and the rows, as texts."""
        columns, rows = self.columns, list(self.rows())
        points = self.points(columns, rows)
        return [titles(self.model, columns, rows, points), *texts(self.model, columns, rows, points)]


def settled(value: float, *magnitudes: float, noise: float = NOISE) -> float:
    """The value, or 0 where it is no more than rounding beside the `magnitudes` it was worked out from."""
    largest = max((abs(magnitude) for magnitude in magnitudes if isfinite(magnitude)), default=1.0)
    return 0.0 if abs(value) <= noise * largest else value


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
