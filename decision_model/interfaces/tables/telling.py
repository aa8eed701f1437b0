"""What a terminal shows of a long or wide table: the rows and columns that tell most, and what the rest is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import singledispatch

import numpy as np

from decision_model.analysis.result import Result
from decision_model.analysis.robustness.flip_numbers import NumberFlips
from decision_model.analysis.robustness.tornado import Tornado
from decision_model.analysis.sources.provenance import Provenance
from decision_model.analysis.time.certainty import CertaintyEquivalents
from decision_model.words.numbers import amount
from decision_model.words.sentences import counted

LONG, FEW = 25, 12
"""A table of more than LONG rows is cut to the FEW that tell most; one sorted by how much its rows tell, sooner."""
SORTED = 15
WHOLE = {"Numbers"}
"""Results that are lists to look something up in."""

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "Comparison": ("case", "best", "lead", "against", "because_of"),
    "NumberFlips": ("number", "base", "flips_at", "share_of_range", "becomes"),
    "OneWay": ("from", "to", "best", "total_from", "total_to"),
    "Tornado": ("number", "base", "low", "high", "best_low", "best_high", "switches_at"),
    "TwoWay": ("best", "share"),
}
"""By the name of the result's type, the columns a terminal shows; all of them where it is not listed."""


@dataclass(frozen=True)
class Cut:
    """The places of the rows that are shown, and what to say of the others."""

    rows: tuple[int, ...]
    rest: str = ""


def columns(result: Result) -> tuple[str, ...]:
    """The columns that a terminal shows of a result; empty for all."""
    return COLUMNS.get(type(result).__name__, ())


def cut(result: Result, count: int, whole: bool = False) -> Cut:
    """Which of `count` rows are shown: all, unless there are more than LONG and they are not wanted `whole`."""
    if whole or type(result).__name__ in WHOLE or count <= (SORTED if isinstance(result, Tornado) else LONG):
        return Cut(tuple(range(count)))
    rows = tuple(places(result, count))
    return Cut(rows, f"And {rest(result, count - len(rows))}: --all shows them, --csv is for a spreadsheet.")


@singledispatch
def places(result: Result, count: int) -> Sequence[int]:
    """The rows that tell most: the first, where a result does not say otherwise."""
    return range(FEW)


@places.register
def _(result: CertaintyEquivalents, count: int) -> Sequence[int]:
    """From end to end of the scale."""
    return [int(each) for each in np.linspace(0, count - 1, FEW).round()]


@places.register
def _(result: Provenance, count: int) -> Sequence[int]:
    """Those without a source, which are the first to argue about, and the rest after them."""
    return sorted(range(count), key=lambda place: result.origins[place].has_source)[:FEW]


@singledispatch
def rest(result: Result, count: int) -> str:
    """What the rows are that are not shown."""
    return counted(count, "more row")


@rest.register
def _(result: Tornado, count: int) -> str:
    longest = result.bars[FEW].swing
    most = f"the total by {amount(longest, 2)} at most" if longest else "the total not at all"
    turning = sum(bool(bar.switches) for bar in result.bars[FEW:])
    turned = f", {turning} of which can change what is best" if turning else ""
    return f"{counted(count, 'more number')} that {'move' if count > 1 else 'moves'} {most}{turned}"


@rest.register
def _(result: NumberFlips, count: int) -> str:
    turning = [each for each in result.flips[FEW:] if each.value is not None]
    if turning:
        return f"{counted(count, 'more number')}, {len(turning)} of which can change what is best"
    return f"{counted(count, 'more number')}, none of which changes what is best"
