"""Totals that stand beside each other: the same decimals, one common unit, and parts that add up as printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import floor, isfinite, log10

from decision_model.words.numbers import MINUS

THOUSANDS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
POWERS = str.maketrans("0123456789-", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b")


@dataclass(frozen=True)
class Amounts:
    """How the totals of one figure are written: divided by `factor`, with `decimals`, in `unit`."""

    factor: float = 1.0
    decimals: int = 1
    unit: str = ""
    weighted: bool = True

    def text(self, value: float) -> str:
        """The bare number: '55.8'."""
        scaled = round(value / self.factor, 9)  # equal totals look equal, however they were summed
        shown = f"{abs(scaled) * (1 + 1e-13):,.{self.decimals}f}"  # halves are rounded up
        return f"{MINUS}{shown}" if scaled < 0 and float(shown.replace(",", "")) else shown

    def phrase(self, value: float) -> str:
        """The number with its unit, for sentences: '55.8 of 100', '1.2 million USD'."""
        if self.weighted:
            return f"{self.text(value)} of 100"
        return f"{self.text(value)} {self.unit}".strip()

    def gap(self, value: float) -> str:
        """A difference with its unit; one too small to show says so."""
        least = self.factor * 10.0**-self.decimals
        if 0 < abs(value) < least / 2:
            return f"less than {self.phrase(least)}"
        return self.phrase(abs(value))

    def bare(self, value: float) -> str:
        """A difference without its unit."""
        return self.gap(value).removesuffix(" of 100").removesuffix(f" {self.unit}" if self.unit else " of 100")


def common_amounts(values: Iterable[float], unit: str) -> Amounts:
    """The common way to write these totals in a unit of their own, such as dollars or days."""
    known = [float(value) for value in values if isfinite(value)]
    factor, word = _scale(max((abs(value) for value in known), default=0.0))
    return Amounts(factor, _decimals([value / factor for value in known]), f"{word} {unit}".strip(), False)


def adding_up(parts: Mapping[str, float], total: float, amounts: Amounts) -> dict[str, str]:
    """Parts written so that their sum is the total as it is written (largest remainders rounded up)."""
    step = 10**amounts.decimals / amounts.factor
    exact = {name: part * step for name, part in parts.items()}
    whole = {name: floor(part) for name, part in exact.items()}
    printed = float(amounts.text(total).replace(MINUS, "-").replace(",", ""))
    missing = round(printed * 10**amounts.decimals) - sum(whole.values())
    for name in sorted(exact, key=lambda name: whole[name] - exact[name])[: max(missing, 0)]:
        whole[name] += 1
    return {name: amounts.text(part / step) for name, part in whole.items()}


def _scale(largest: float) -> tuple[float, str]:
    if 0 < largest < 1e-3 or largest >= 1e15:
        power = floor(log10(largest))
        return 10.0**power, f"\u00d710{str(power).translate(POWERS)}"
    for factor, word in THOUSANDS:
        if largest >= 10 * factor:
            return factor, word
    return 1.0, ""


def _decimals(values: list[float]) -> int:
    """As few as all the values need, and no more than give the largest four digits."""
    largest = max((abs(value) for value in values), default=0.0)
    most = max(0, min(6, 3 - floor(log10(largest)))) if largest else 0
    exact = (digits for digits in range(most) if all(abs(v - round(v, digits)) < 1e-9 for v in values))
    return next(exact, most)
