"""Short functions in R as other files hold them: one line of arithmetic, worked out by our own formulas, never run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from decision_model.errors import ModelError
from decision_model.interchange.matrices.matrix import LARGEST, number
from decision_model.model.formulas import evaluate, parse

_FUNCTION = re.compile(r"\s*function\s*\(\s*(\w+)\s*(?:,\s*(\w+)\s*)?\)\s*(.+)", re.DOTALL)
_ATTRIBUTE = re.compile(r"\b(\w+)\s*\$\s*(?:`([^`]+)`|([A-Za-z_.][\w.]*))")
_ARITHMETIC = re.compile(r"(?:[\d.\s+*/(),^-]|[eE](?=[\d+-])|\b(?:min|max|exp|log|abs)\b(?=\s*\())*", re.ASCII)
LONGEST = 300


class RFunctionError(Exception):
    """A function that is not read, and why, in words that go on a sentence."""


def arguments_of(written: str) -> list[str]:
    """The names of a function's arguments, one or two; raises RFunctionError."""
    found = _FUNCTION.fullmatch(written) if len(written) <= LONGEST else None
    if found is None:
        raise RFunctionError(
            "only one line of arithmetic, as in function(a1, a2) a1$price / a2$price, can be worked out"
        )
    return [name for name in found.groups()[:2] if name]


def r_value(written: str, given: Mapping[str, Mapping[str, Any]]) -> float:
    """What a function gives for the attributes of its arguments; raises RFunctionError."""
    found = _FUNCTION.fullmatch(written)
    assert found is not None

    def attribute(match: re.Match[str]) -> str:
        name, key = match[1], match[2] or match[3]
        value = number(given.get(name, {}).get(key))
        if value is None:
            raise RFunctionError(f"'{name}${key}' is no number that each alternative has")
        return f"({value!r})"

    filled = _ATTRIBUTE.sub(attribute, found[3])
    if not _ARITHMETIC.fullmatch(filled):
        raise RFunctionError("it does more than arithmetic")
    try:
        with np.errstate(all="ignore"):
            value = float(evaluate(parse(" ".join(filled.split())), {}))
    except (ModelError, ArithmeticError):
        raise RFunctionError("its arithmetic has no value") from None
    if not abs(value) <= LARGEST:
        raise RFunctionError("its arithmetic comes to no number, or to one that is too large")
    return value
