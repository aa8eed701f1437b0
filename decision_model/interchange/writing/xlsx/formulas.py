"""Our formulas and total rules as a spreadsheet works them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from math import comb

from decision_model.interchange.writing.xlsx.sheets import SheetCell
from decision_model.model.aggregation import joint_worth
from decision_model.model.considerations import Scale
from decision_model.model.formulas import Constant, Formula, Reference

FUNCTIONS = {"min": "MIN", "max": "MAX", "exp": "EXP", "log": "LN", "abs": "ABS"}


def written(number: float) -> str:
    """A number inside a formula, with all its digits."""
    text = repr(int(number)) if number == int(number) and abs(number) < 1e15 else repr(float(number)).upper()
    return f"({text})" if number < 0 else text


def formula(source: Formula, cells: Mapping[str, SheetCell]) -> str:
    """A formula over parameters, with brackets wherever spreadsheets bind otherwise, as at -2^2."""
    if isinstance(source, Constant):
        return written(float(source.value))
    if isinstance(source, Reference):
        return cells[source.name].fixed
    parts = [formula(operand, cells) for operand in source.operands]
    if source.symbol == "negative":
        return f"(-{parts[0]})"
    if source.symbol == "round":
        return f"ROUND({parts[0]},0)"
    if source.symbol in FUNCTIONS:
        return f"{FUNCTIONS[source.symbol]}({','.join(parts)})"
    return f"({source.symbol.join(parts)})"


def value(scale: Scale | None, score: str, ends: tuple[str, str] | None, whole: bool) -> str:
    """The value 0 to 1 of a score; `ends` names the cells of worst and best. A part of a score has no start."""
    if scale is None or ends is None:
        return f"{score}/100"
    worst, best = ends
    if not whole:
        return f"{score}/({best}-{worst})"
    if not scale.points:
        if scale.beyond == "hold":
            score = f"MIN(MAX({score},MIN({worst},{best})),MAX({worst},{best}))"
        return f"({score}-{worst})/({best}-{worst})"
    return _bent(scale, score)


def _bent(scale: Scale, score: str) -> str:
    """The value of a score on a scale that bends: piece by piece."""
    points = sorted(scale.points)
    pieces = []
    for (left, below), (right, above) in pairwise(points):
        within = f"MIN(MAX({score},{written(left)}),{written(right)})-{written(left)}"
        pieces.append(f"{written((above - below) / (right - left))}*({within})")
    if scale.beyond == "extend":
        slopes = [(above - below) / (right - left) for (left, below), (right, above) in (points[:2], points[-2:])]
        pieces.append(f"{written(slopes[0])}*MIN({score}-{written(points[0][0])},0)")
        pieces.append(f"{written(slopes[1])}*MAX({score}-{written(points[-1][0])},0)")
    return "+".join([written(points[0][1]), *pieces])


def multiplicative(constant: str, weights: Sequence[str], values: Sequence[str]) -> str:
    """Keeney and Raiffa's product, 0 to 1; a plain sum where the constant is 0."""
    parts = [f"{weight}/100*{each}" for weight, each in zip(weights, values, strict=True)]
    product = "*".join(f"(1+{constant}*{part})" for part in parts)
    return f"IF({constant}=0,{'+'.join(parts)},({product}-1)/{constant})"


def choquet(shares: Sequence[str], together: Mapping[tuple[int, ...], str], values: Sequence[str]) -> str:
    """The Choquet integral, 0 to 1: importance times values, and for each interaction smallest values of its parts.

    An interaction of strength 1 adds the Moebius masses that go with its joint worth, each times the smallest value.
    """
    terms = [f"{share}*{each}" for share, each in zip(shares, values, strict=True)]
    for members, strength in together.items():
        worth = joint_worth(len(members))
        inside = []
        for size in range(1, len(members) + 1):
            mass = sum((-1) ** (size - count) * comb(size, count) * worth[count] for count in range(size + 1))
            if mass:
                least = [f"MIN({','.join(values[each] for each in some)})" for some in combinations(members, size)]
                inside.append(f"{written(mass)}*({'+'.join(least)})")
        terms.append(f"{strength}*({'+'.join(inside)})")
    return "+".join(terms)
