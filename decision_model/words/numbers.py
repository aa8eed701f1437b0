"""Single numbers: as many digits as tell them apart, one character for minus everywhere."""

from __future__ import annotations

from math import floor, isfinite, isnan, log10
from typing import Any

MINUS = "\u2212"
NOTHING = "\u2013"
"""What stands in a table where there is no number."""
LARGE, TINY = 1e15, 1e-6
"""From LARGE on, and below TINY, a number is written as a multiple of a power of ten."""
SURE = 12
"""Digits up to which computed numbers are sure; what differs only beyond them is one number."""
ROUNDING = 1e-14
"""How far apart (relative to the largest value) equal numbers may be, however they were summed."""
POWERS = str.maketrans("0123456789-", "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207b")


def amount(value: float, digits: int = 4) -> str:
    """A number with enough digits to tell it apart: 55.8, 22.5, 1,234,000, 0.0012, −3.

    Nothing but 0 is written as 0. Whole digits are never left out: 1,234,568.
    """
    if value == 0:
        return "0"
    if isnan(value):
        return NOTHING
    text = _digits(abs(value), digits) if isfinite(value) else "\u221e"
    return f"{MINUS}{text}" if value < 0 else text


def amounts_apart(*values: float, digits: int = 4) -> tuple[str, ...]:
    """Numbers that are read against each other: with as many more digits as it takes until those that differ look so.

    So a switching value never reads like the present one: 0.5 and 0.50001.
    """
    for more in range(digits, SURE + 1):
        texts = tuple(amount(value, more) for value in values)
        if len(set(texts)) == len({amount(value, SURE) for value in values}):
            return texts
    return tuple(amount(value, digits) for value in values)


def steps_of(size: float, decimals: int) -> int:
    """How many units of the last decimal a size is written as: halves up, whatever rounding has left of them."""
    size *= 10.0**decimals
    return floor(size + 0.5 + min(1e-9 + ROUNDING * size, 1e-3))


def fixed(size: float, decimals: int) -> str:
    """A size with so many decimals, and commas between thousands: '1,234.3' for 1234.25."""
    return written_steps(steps_of(size, decimals), decimals)


def written_steps(steps: int, decimals: int) -> str:
    """So many units of the last decimal: '55.8' for 558 where there is one."""
    whole, part = divmod(abs(steps), 10**decimals)
    text = f"{whole:,}.{part:0{decimals}d}" if decimals else f"{whole:,}"
    return f"{MINUS}{text}" if steps < 0 else text


def signed(value: float, decimals: int = 2) -> str:
    """A number with its sign and so many decimals: +0.42, −0.10; only what rounds to nothing has none."""
    steps = steps_of(abs(value), decimals)
    text = written_steps(steps, decimals)
    if not steps:
        return text
    return f"{MINUS if value < 0 else '+'}{text}"


def gained(text: str) -> str:
    """The text of an amount above 0 as something added: '+1.8', but '<0.1' as it is."""
    return text if text.startswith("<") else f"+{text}"


def power_of_ten(power: int) -> str:
    """'×10⁻⁹'."""
    return f"\u00d710{str(power).translate(POWERS)}"


def _digits(size: float, digits: int) -> str:
    if size >= LARGE or size < TINY:
        digit, _, power_of = f"{size:.{digits - 1}e}".partition("e")
        return f"{without_zeros(fixed(float(digit), digits - 1))} {power_of_ten(int(power_of))}"
    return without_zeros(fixed(size, max(0, digits - 1 - floor(log10(size)))))


def without_zeros(text: str) -> str:
    """The text of a number without zeros at the end of its decimals."""
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(cell: Any, digits: int = 4) -> str:
    """A value as people read it: numbers rounded, nothing for None, a dash for what is no number, several joined."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return amount(cell, digits) if isfinite(cell) else NOTHING
    if isinstance(cell, tuple | list):
        return ", ".join(shown(item) for item in cell)
    return str(cell)
