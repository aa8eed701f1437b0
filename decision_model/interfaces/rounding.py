"""Parts rounded so that what is printed adds up."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

from decision_model.figures.sheet.amounts import Amounts


def adding_up(parts: Mapping[str, float], total: float, amounts: Amounts) -> dict[str, str]:
    """Parts written so that their sum is the total as it is written (largest remainders rounded up)."""
    step = 10**amounts.decimals / amounts.factor
    exact = {name: part * step for name, part in parts.items()}
    whole = {name: floor(part) for name, part in exact.items()}
    missing = round(total * step) - sum(whole.values())
    for name in sorted(exact, key=lambda name: whole[name] - exact[name])[: max(missing, 0)]:
        whole[name] += 1
    return {name: amounts.text(part / step) for name, part in whole.items()}
