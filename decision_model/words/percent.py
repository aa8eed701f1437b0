"""Shares and chances in percent."""

from __future__ import annotations

from math import isfinite

from decision_model.words.numbers import MINUS, NOTHING, SURE, amounts_apart, steps_of, without_zeros, written_steps

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
    steps, whole = steps_of(100 * share, digits), 100 * 10**digits
    if share > 0 and not steps:
        return f"less than {written_steps(1, digits)}%"
    if share < 1 - ROUNDING and steps >= whole:
        return f"more than {written_steps(whole - 1, digits)}%"
    return f"{without_zeros(written_steps(steps, digits))}%"


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
