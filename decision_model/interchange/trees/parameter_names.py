"""Variables of other tools as parameters: names that a formula can hold, and references to them."""

from __future__ import annotations

import re

from decision_model.interchange.amounts import Amount
from decision_model.interchange.names import UniqueNames, plain_name
from decision_model.model.formulas import FUNCTIONS


def parameter_name(names: UniqueNames, label: str) -> str:
    """A name of letters without accents, digits and _ for a variable, not used before."""
    plain = re.sub(r"[^a-z0-9_]", "", plain_name(label)).strip("_")
    if not plain or plain[0].isdigit() or plain in FUNCTIONS:
        plain = f"number_{plain}".rstrip("_")
    return names.name(plain)


def reference(name: str, amount: Amount) -> Amount:
    """A parameter where a formula names it."""
    return Amount(name, amount.value)
