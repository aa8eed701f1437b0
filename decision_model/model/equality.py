"""When two things made of records are equal: field by field, arrays and mappings item by item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def equal(first: Any, second: Any) -> bool:
    """Whether two values are the same; what is not a number equals itself, as two equal results hold it at one place.

    Dataclasses of one type are compared by the fields that take part in it, sequences and mappings item by item.
    """
    if first is second:
        return True
    if isinstance(first, np.ndarray) or isinstance(second, np.ndarray):
        return _arrays_equal(first, second)
    if is_dataclass(first) and type(first) is type(second):
        return all(
            equal(getattr(first, field.name), getattr(second, field.name)) for field in fields(first) if field.compare
        )
    if isinstance(first, Mapping) and isinstance(second, Mapping):
        return first.keys() == second.keys() and all(equal(value, second[key]) for key, value in first.items())
    if isinstance(first, tuple | list) and isinstance(second, tuple | list):
        return len(first) == len(second) and all(map(equal, first, second))
    return bool(first == second) or (first != first and second != second)


def _arrays_equal(first: Any, second: Any) -> bool:
    first, second = np.asarray(first), np.asarray(second)
    both_real = np.issubdtype(first.dtype, np.floating) and np.issubdtype(second.dtype, np.floating)
    return np.array_equal(first, second, equal_nan=both_real)
