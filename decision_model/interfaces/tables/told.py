"""What is told before a table: a plan, a result's own sentences, or its heading."""

from __future__ import annotations

from collections.abc import Sequence

from decision_model.analysis.result import Result
from decision_model.figures.sheet.words import capital, sentence


def told(result: Result) -> tuple[str, ...]:
    """The sentences of a result, its heading first."""
    further: Sequence[str] = getattr(result, "plan", None) or getattr(result, "sentences", None) or ()
    said = dict.fromkeys(sentence(capital(each)) for each in (result.heading, *further))
    return tuple(said)
