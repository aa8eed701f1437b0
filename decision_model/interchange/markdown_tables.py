"""Results as Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from decision_model.analysis.cells import is_numeric, texts, titles
from decision_model.analysis.result import Result
from decision_model.words.visible import clean


def as_markdown(result: Result) -> str:
    """The statement and the table, cells as people read them."""
    columns, rows = result.columns, list(result.rows())
    cells = list(zip(*rows, strict=True)) or [()] * len(columns)
    points = result.points(columns, rows)
    lines = [
        _row(titles(result.model, columns, rows, points)),
        _row(["---:" if is_numeric(column) else "---" for column in cells]),
        *map(_row, texts(result.model, columns, rows, points)),
    ]
    text = "\n\n".join(escaped(sentence) for sentence in result.statement.sentences)
    return f"{text}\n\n" + "\n".join(lines) + "\n"


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(escaped(cell) for cell in cells)} |"


def escaped(text: str) -> str:
    """A text on one line that Markdown shows as it is."""
    return re.sub(r"([\\|\[\]*`])", r"\\\1", clean(text)).replace("<", "&lt;")
