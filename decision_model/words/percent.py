"""Shares and chances in percent."""

from __future__ import annotations

from math import isfinite

from decision_model.words.numbers import MINUS, NOTHING, SURE, amounts_apart

ROUNDING = 1e-11
"""How far a share that is the whole may be from 1, however it was summed."""


def percent(share: float, digits: int = 1) -> str:
    """A share in percent, no longer than it must be; only what is nothing says 0%, only what is the whole 100%.

    Below one percent one digit more is kept: 0.25%. A share too small to show, or too near to the whole, says so:
    'less than 0.01%', 'more than 99.9%'.
    """
    if not isfinite(share):
        return NOTHING
    if share < 0:
        return f"{MINUS}{percent(-share, digits)}"
    digits += 0 < share < 0.01
    text, least = f"{100 * share:.{digits}f}", 10.0**-digits
    if share > 0 and not float(text):
        return f"less than {least:.{digits}f}%"
    if share < 1 - ROUNDING and float(text) >= 100:
        return f"more than {100 - least:.{digits}f}%"
    return f"{text.rstrip('0').rstrip('.')}%" if "." in text else f"{text}%"


def percents_apart(*shares: float, digits: int = 1) -> tuple[str, ...]:
    """Shares that are read against each other: with more digits until those that differ look so."""
    for more in range(digits, SURE):
        texts = tuple(percent(share, more) for share in shares)
        if len(set(texts)) == len({round(share, SURE) for share in shares}):
            return texts
    return tuple(percent(share, digits) for share in shares)


def percent_values(*shares: float) -> tuple[str, ...]:
    """Shares to be set or read off, such as switching values, with the digits of other such numbers: 33.61%.

    Those that differ are written differently. There is no 'less than' here, which is no value.
    """
    return tuple(f"{text}%" for text in amounts_apart(*(100 * share for share in shares)))
