"""Shares, ranks and lists as people write them."""

from __future__ import annotations

from collections.abc import Sequence


def percent(share: float, digits: int = 1) -> str:
    """A share in percent, no longer than it must be; a tiny one says so, and none that is not whole says 100%."""
    least = 10.0**-digits / 2
    if 0 < 100 * share < least:
        return f"less than {2 * least:.{digits}f}%"
    if 100 - least < 100 * share < 100 - 1e-9:
        return f"more than {100 - 2 * least:.{digits}f}%"
    text = f"{100 * share:.{digits}f}"
    return f"{text.rstrip('0').rstrip('.')}%" if "." in text else f"{text}%"


def ordinal(place: int) -> str:
    """1st, 2nd, 3rd, 4th."""
    ending = "th" if 10 <= place % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{place}{ending}"


def listed(items: Sequence[str]) -> str:
    """'A', 'A and B', 'A, B and C'; with semicolons where an item holds a comma."""
    if len(items) < 2:
        return "".join(items)
    if any("," in item for item in items):
        return "; ".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
