"""What every result shares: a small table as text, as HTML and as a pandas DataFrame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from math import isfinite
from typing import TYPE_CHECKING, Any

from decision_model.model import DecisionModel

if TYPE_CHECKING:
    import pandas as pd


NOTHING = "\u2013"
"""What stands in a table where there is no number."""

NOISE = 1e-12
"""What is smaller than this beside the numbers it was worked out from is rounding, not a result."""


class Result:
    """Base of the frozen results; a subclass says its heading, its columns and its rows."""

    model: DecisionModel

    @property
    def heading(self) -> str:
        """One sentence that says the answer."""
        raise NotImplementedError

    @property
    def columns(self) -> tuple[str, ...]:
        raise NotImplementedError

    def rows(self) -> Iterable[Sequence[Any]]:
        """Plain values in the order of `columns`."""
        raise NotImplementedError

    def table(self) -> pd.DataFrame:
        """The result as a pandas DataFrame, full precision."""
        import pandas as pd

        return pd.DataFrame([list(row) for row in self.rows()], columns=list(self.columns))

    def __repr__(self) -> str:
        lines = _aligned([self.columns, *([shown(cell) for cell in row] for row in self.rows())])
        return "\n".join([self.heading, *lines])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(shown(cell))}</td>" for cell in row) + "</tr>" for row in self.rows()
        )
        return f"<p>{escape(self.heading)}</p><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def settled(value: float, *magnitudes: float) -> float:
    """The value, or 0 where it is no more than rounding beside the `magnitudes` it was worked out from."""
    largest = max((abs(each) for each in magnitudes if isfinite(each)), default=1.0)
    return 0.0 if abs(value) <= NOISE * largest else value


def shown(cell: Any, digits: int = 4) -> str:
    """A value as people read it: numbers rounded, nothing for None, a dash for what is no number, several joined."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return amount(cell, digits) if isfinite(cell) else NOTHING
    if isinstance(cell, tuple | list):
        return ", ".join(shown(each) for each in cell)
    return str(cell)


def amount(value: float, digits: int = 4) -> str:
    """A number with enough digits to tell it apart: 55.8, 22.5, 1,234,000, 0.0012."""
    if value == 0:
        return "0"
    if not abs(value) < float("inf"):
        return f"{value:g}"
    if abs(value) >= 1000:
        text = f"{value:,.0f}" if abs(value) < 1e15 else f"{value:.3e}"
    else:
        text = f"{float(f'{value:.{digits}g}'):.10f}".rstrip("0").rstrip(".") if abs(value) >= 1e-4 else f"{value:.2e}"
    return "0" if text in ("-0", "") else text


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
