"""Libraries that come with an extra, and what to say where they are missing."""

from __future__ import annotations

from importlib.util import find_spec

from decision_model.errors import DecisionError


def needs(module: str, package: str) -> None:
    """Raise DecisionError, which names no file, with what to install, where a library of `office` is missing."""
    if find_spec(module) is None:
        raise DecisionError(
            f"This needs the package {package}, which is not installed: pip install 'decision-model[office]'"
        )
