"""Numbers as a reader wants them: as many digits as the figure needs, in one common unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, isfinite, log10

from decision_model.model.decision_model import DecisionModel

MINUS = "\u2212"
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


def amounts(model: DecisionModel, values: Iterable[float]) -> Amounts:
    """The common way to write these totals of a model."""
    known = [float(value) for value in values if isfinite(value)]
    largest = max((abs(value) for value in known), default=0.0)
    if model.combine != "sum":
        return Amounts()
    factor, word = _scale(largest)
    return Amounts(factor, _decimals([value / factor for value in known]), f"{word} {model.unit}".strip(), False)


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


def percent(chance: float) -> str:
    """A probability in percent, three digits at most below one; neither 0% nor 100% unless it is."""
    hundredths = chance * 100
    if 0 < hundredths < 0.01:
        return "<0.01%"
    if 99.9 < hundredths < 100 - 1e-9:
        return ">99.9%"
    shown = f"{hundredths:.{1 if hundredths >= 1 else 2}f}"
    return f"{shown.rstrip('0').rstrip('.')}%"
