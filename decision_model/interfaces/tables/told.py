"""What is told before a table: a plan, a result's own sentences, or its heading."""

from __future__ import annotations

from decision_model.analysis.result import Result


def told(result: Result) -> tuple[str, ...]:
    """The sentences of a result, its headline first."""
    return result.statement.sentences
