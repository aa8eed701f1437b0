"""Totals that stand beside each other: the same decimals, one common unit, and parts that add up as printed.

For any finite values:

- nothing but 0 is written as 0, where what is below 1e-14 of the largest value counts as 0;
- of the values that `common_amounts` was given, two that differ by a thousandth of the largest are written differently;
- parts that make up a total add up to it as printed (`adding_up`); one that then has no step of its own says that it
  is less than one, which none does where `common_amounts` was given the parts;
- the gap of two totals is the difference of the totals as printed (`with_gap`, `Amounts.between`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import floor, isfinite, log10
from types import MappingProxyType

from decision_model.words.numbers import LARGE, ROUNDING, amount, power_of_ten, steps_of, written_steps

THOUSANDS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
SMALL = 1e-3
"""Below this even the largest value is written as a multiple of a power of ten."""
MOST_DECIMALS = 6
GAP_DECIMALS = 3
"""Decimals that totals get at most for their gap to be their difference as written."""
SCALED_DECIMALS = 3
"""Decimals that the smallest of scaled numbers may need; where it needs more, all are written out in full."""
NONE_FIXED: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True)
class Amounts:
    """How the totals of one figure are written: divided by `factor`, with `decimals`, in `unit`.

    `unit` begins with `scale`, the word for the factor ('million'); what is not larger than `noise` is written as 0.
    """

    factor: float = 1.0
    decimals: int = 1
    unit: str = ""
    weighted: bool = True
    scale: str = ""
    noise: float = 1e-9

    def text(self, value: float) -> str:
        """The bare number: '55.8'. One too small for the decimals is written with digits of its own: '0.03'."""
        steps = self.steps(value)
        if steps is None or (steps == 0 and abs(value) > self.noise):
            return amount(value / self.factor)
        return self.written(steps)

    def part(self, value: float) -> str:
        """The bare number among parts or totals; one that is not 0 but too small to show says so: '<0.1'."""
        steps = self.steps(value)
        return self.text(value) if steps is None else self.stepped(steps, value)

    def phrase(self, value: float) -> str:
        """The number with its unit, for sentences: '55.8 of 100', '1.2 million USD'."""
        return self._in_unit(self.text(value))

    def gap(self, value: float) -> str:
        """The size of a difference with its unit; one too small to show says so."""
        size = self._size(value)
        return f"less than {self._in_unit(size[1:])}" if size.startswith("<") else self._in_unit(size)

    def bare(self, value: float) -> str:
        """The size of a difference without its unit, but with the word for its scale: '2.5 million'."""
        size = self._size(value)
        return f"{f'less than {size[1:]}' if size.startswith('<') else size} {self.scale}".strip()

    def scaled(self, value: float) -> str:
        """The number without its unit, but with the word for its scale: '−2.5 million'."""
        return f"{self.text(value)} {self.scale}".strip()

    def head(self, caption: str) -> str:
        """What stands over a column or along an axis: 'Total, of 100', 'Total, million USD', 'Total'."""
        return ", ".join(filter(None, (caption, "of 100" if self.weighted else self.unit)))

    def steps(self, value: float) -> int | None:
        """How many units of the last decimal a value is written as, halves away from 0; None where it is too large."""
        size = abs(value) / self.factor
        if not size < LARGE:
            return None
        steps = steps_of(size, self.decimals)
        return steps if value > 0 else -steps

    def rounded(self, value: float) -> float:
        """The value as it is written; one too large for the decimals as it is."""
        steps = self.steps(value)
        return value if steps is None else steps * self.step

    @property
    def step(self) -> float:
        """The size of one unit of the last decimal."""
        return self.factor / 10.0**self.decimals

    def between(self, first: float, second: float) -> float:
        """How far two totals are apart as they are written; less than half a step where they only look alike."""
        difference = abs(self.rounded(first) - self.rounded(second))
        if difference >= self.step / 2 or abs(first - second) <= self.noise:
            return difference
        return min(abs(first - second), self.step / 4)

    def subtracts(self, first: float, second: float) -> bool:
        """Whether two totals as written are as far apart as their difference as written, which shows if it is not 0."""
        first_steps, second_steps, gap_steps = self.steps(first), self.steps(second), self.steps(first - second)
        if first_steps is None or second_steps is None or gap_steps is None:
            return True
        return first_steps - second_steps == gap_steps and (gap_steps != 0 or abs(first - second) <= self.noise)

    def stepped(self, steps: int, value: float) -> str:
        """A value written as so many units of the last decimal; one that is not 0 but has none is less than one."""
        if steps or abs(value) <= self.noise:
            return self.written(steps)
        return f"<{self.written(1)}" if value > 0 else f">{self.written(-1)}"

    def written(self, steps: int) -> str:
        """So many units of the last decimal: '55.8' for 558 where there is one decimal."""
        return written_steps(steps, self.decimals)

    def _in_unit(self, text: str) -> str:
        return f"{text} of 100" if self.weighted else f"{text} {self.unit}".strip()

    def _size(self, value: float) -> str:
        """The text of a difference's size, beginning with '<' where it is too small to show."""
        if self.steps(value) == 0 and abs(value) > self.noise:
            return f"<{self.written(1)}"
        return self.text(abs(value))


def common_amounts(values: Iterable[float], unit: str) -> Amounts:
    """The common way to write these totals in a unit of their own, such as dollars or days."""
    known = [float(value) for value in values if isfinite(value)]
    largest = max(map(abs, known), default=0.0)
    noise = ROUNDING * largest
    least = min((abs(value) for value in known if abs(value) > noise), default=0.0)
    factor, word = _scale(largest, least)
    decimals = _decimals([value / factor for value in known], largest / factor, least / factor)
    return Amounts(factor, decimals, f"{word} {unit}".strip(), False, word, noise)


def adding_up(parts: Mapping[str, float], total: float, amounts: Amounts) -> dict[str, str]:
    """Parts written so that they add up to the total as it is written (largest remainders are rounded up).

    None is further from its own value than one step. Parts that do not make up the total, by more than a step, are
    each written by themselves.
    """
    steps = steps_adding_up(parts, total, amounts)
    if steps is None:
        return {name: amounts.text(part) for name, part in parts.items()}
    return {name: amounts.stepped(steps[name], part) for name, part in parts.items()}


def steps_adding_up(
    parts: Mapping[str, float], total: float, amounts: Amounts, fixed: Mapping[str, int] = NONE_FIXED
) -> dict[str, int] | None:
    """As how many units of the last decimal each part is written by `adding_up`; None where it writes each by itself.

    Parts in `fixed` are written as what stands there, and the others make up for it.
    """
    whole, exact = amounts.steps(total), {name: _exact(part, amounts) for name, part in parts.items()}
    if whole is None or not abs(sum(exact.values()) - _exact(total, amounts)) <= 1:
        return None
    steps = {name: floor(part) for name, part in exact.items()} | dict(fixed)
    not_zero = [name for name, part in parts.items() if abs(part) > amounts.noise and name not in fixed]
    adjustable = sorted(not_zero, key=lambda name: steps[name] - exact[name])
    missing = whole - sum(steps.values())
    for place in range(abs(missing) if adjustable else 0):
        name = adjustable[place % len(adjustable)] if missing > 0 else adjustable[-1 - place % len(adjustable)]
        steps[name] += 1 if missing > 0 else -1
    return steps


def with_gap(amounts: Amounts, first: float, second: float, most: int = GAP_DECIMALS) -> Amounts:
    """The amounts with as few more decimals as it takes for the gap of two totals to be their difference as written.

    So 59.2 and 58.5 do not stand beside a gap of 0.8, but 59.24 and 58.47 beside one of 0.77. Where `most` decimals do
    not do they are left as they are; `Amounts.between` then gives the gap.
    """
    finer = (replace(amounts, decimals=decimals) for decimals in range(amounts.decimals, most + 1))
    return next((candidate for candidate in finer if candidate.subtracts(first, second)), amounts)


def _exact(value: float, amounts: Amounts) -> float:
    """A value in units of the last decimal; what is rounding away from a whole number of them is one."""
    exact = 0.0 if abs(value) <= amounts.noise else value / amounts.factor * 10.0**amounts.decimals
    if not isfinite(exact):
        return exact
    nearest = float(round(exact))
    return nearest if abs(exact - nearest) <= 1e-9 * max(1.0, abs(exact)) else exact


def _scale(largest: float, least: float) -> tuple[float, str]:
    """What all values are divided by, and the word for it; values too far apart for one scale are left as they are."""
    if largest >= LARGE or 0 < largest < SMALL:
        power = floor(log10(largest))
        near = least >= 10.0 ** (power - MOST_DECIMALS)
        return (10.0**power, power_of_ten(power)) if near else (1.0, "")
    for factor, word in THOUSANDS:
        if largest >= 10 * factor and least >= factor * 10.0**-SCALED_DECIMALS:
            return factor, word
    return 1.0, ""


def _decimals(values: list[float], largest: float, least: float) -> int:
    """As few as all values need; no more than give the largest four digits, or the least one."""
    if not largest:
        return 0
    for_largest, for_least = 3 - floor(log10(largest)), -floor(log10(least))
    most = min(MOST_DECIMALS, max(0, for_largest, for_least if for_least <= MOST_DECIMALS else 0))
    exact = (digits for digits in range(most) if all(abs(value - round(value, digits)) < 1e-9 for value in values))
    return next(exact, most)
