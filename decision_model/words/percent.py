"""Shares and chances in percent."""

from __future__ import annotations

from decision_model.words.numbers import MINUS


def percent(share: float, digits: int = 1) -> str:
    """A share in percent, no longer than it must be; only what is nothing says 0%, only what is the whole 100%.

    Below one percent one digit more is kept: 0.25%. A share too small to show, or too near to the whole, says so.
    """
    if share < 0:
        return f"{MINUS}{percent(-share, digits)}"
    hundredths = 100 * share
    digits += 0 < hundredths < 1
    least = 10.0**-digits
    if 0 < hundredths < least / 2:
        return f"less than {least:.{digits}f}%"
    if 100 - least / 2 < hundredths < 100 - 1e-9:
        return f"more than {100 - least:.{digits}f}%"
    text = f"{hundredths:.{digits}f}"
    return f"{text.rstrip('0').rstrip('.')}%" if "." in text else f"{text}%"
