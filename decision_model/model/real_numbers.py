"""Which values given in Python are numbers."""

from __future__ import annotations

from typing import Any

import numpy as np


def is_real(value: Any) -> bool:
    """Whether a value is one finite number: an int, a float or a numpy scalar, and no truth value."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, int | float | np.integer | np.floating):
        return False
    try:
        return bool(np.isfinite(float(value)))
    except OverflowError:
        return False


def is_draws(value: Any) -> bool:
    """Whether a value is an array of finite numbers, (draws,)."""
    if not isinstance(value, np.ndarray) or value.dtype.kind not in "iuf":
        return False
    return bool(np.isfinite(value).all())
