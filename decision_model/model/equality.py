"""When two things made of records are equal: field by field, arrays and mappings item by item."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def equal(one: Any, other: Any) -> bool:
    """Whether two values are the same; what is not a number equals itself, as two equal results hold it at one place.

    Dataclasses of one type are compared by the fields that take part in it, sequences and mappings item by item.
    """
    if one is other:
        return True
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return _arrays_equal(one, other)
    if is_dataclass(one) and type(one) is type(other):
        return all(equal(getattr(one, each.name), getattr(other, each.name)) for each in fields(one) if each.compare)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(equal(value, other[key]) for key, value in one.items())
    if isinstance(one, tuple | list) and isinstance(other, tuple | list):
        return len(one) == len(other) and all(map(equal, one, other))
    return bool(one == other) or (one != one and other != other)


def _arrays_equal(one: Any, other: Any) -> bool:
    one, other = np.asarray(one), np.asarray(other)
    both_real = np.issubdtype(one.dtype, np.floating) and np.issubdtype(other.dtype, np.floating)
    return np.array_equal(one, other, equal_nan=both_real)
