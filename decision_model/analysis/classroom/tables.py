"""The two small tables of a class as people read them: a row an option, and a row a consideration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from decision_model.analysis.classroom.tally import ClassTally
from decision_model.words.numbers import fixed, without_zeros
from decision_model.words.percent import percent

SPREAD_HEADS = ("weight, most disputed first", "your median", "the file", "from", "to", "two of you differ by")


@dataclass(frozen=True)
class TextRow:
    """A row as texts."""

    title: str
    cells: tuple[str, ...]


def option_heads(result: ClassTally) -> tuple[str, ...]:
    """The heads of `option_rows`."""
    before = ("first round",) if result.earlier is not None else ()
    return ("option", *before, "best for", "share", "Borda", "total at the median weights")


def option_rows(result: ClassTally) -> Iterator[TextRow]:
    """For how many each option is best, and what the rules of voting say of it."""
    for place in result.order:
        before = () if result.earlier is None else (_count(result.earlier[place]),)
        firsts, borda = float(result.votes.firsts[place]), float(result.votes.borda[place])
        total = fixed(float(result.median_totals[place]), 1)
        yield TextRow(
            result.titles[place], (*before, _count(firsts), percent(firsts / result.persons, 0), _count(borda), total)
        )


def spread_rows(result: ClassTally) -> Iterator[TextRow]:
    """The weights of the class, those on which it differs most first."""
    for spread in result.spreads:
        shares = (spread.median, spread.own, min(spread.shares), max(spread.shares), spread.difference)
        yield TextRow(spread.title, tuple(percent(share, 0) for share in shares))


def _count(number: float) -> str:
    return without_zeros(fixed(number, 1))
