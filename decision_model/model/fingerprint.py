"""A short hash of a model's content, so that a picture can be traced to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import Any

import numpy as np

from decision_model.model.decision_model import DecisionModel
from decision_model.model.titled import ADDED


def fingerprint(model: DecisionModel, length: int = 8) -> str:
    """The first digits of the SHA-256 of the model's fields; the same on every machine."""
    return model.once(fingerprint, lambda: sha256(_canonical(model).encode()).hexdigest())[:length]


def _canonical(value: Any) -> str:
    if is_dataclass(value) and not isinstance(value, type):
        stated = ((field, getattr(value, field.name)) for field in fields(value) if field.compare)
        counted = ((field.name, item) for field, item in stated if field.metadata != ADDED or not _is_default(item))
        inner = ",".join(f"{name}={_canonical(item)}" for name, item in counted)
        return f"{type(value).__name__}({inner})"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_canonical(key)}:{_canonical(item)}" for key, item in value.items()) + "}"
    if isinstance(value, tuple | list):
        return "[" + ",".join(map(_canonical, value)) + "]"
    if isinstance(value, np.ndarray):
        return f"array{value.tolist()!r}"
    return repr(float(value)) if isinstance(value, float | np.floating) else repr(value)


def _is_default(item: Any) -> bool:
    """Whether a field that models did not always have is as it is where nothing is said."""
    return item is None or (isinstance(item, Mapping) and not item)
