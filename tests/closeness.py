"""How near two ways to work something out must come."""

from __future__ import annotations

import pytest


def near(value: object) -> object:
    """Whatever is as good as a value that was worked out in another way: float or (draws,)."""
    return pytest.approx(value, abs=1e-8, rel=1e-9)
