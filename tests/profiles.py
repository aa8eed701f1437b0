"""How hard Hypothesis looks: a quick look by default, the full one in `.ci/run`, a hunt when asked for.

The environment variable DECISION_MODEL_TESTS names the profile: quick, full or hunt.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings

Case = TypeVar("Case")
Other = TypeVar("Other")

VARIABLE = "DECISION_MODEL_TESTS"
SHARES = {"quick": 0.1, "full": 0.5, "hunt": 30.0}
"""What part of the examples that a property asks for each profile draws."""

USUAL = 60
"""Examples of a property that does not ask for another number."""


def profile() -> str:
    """The profile that is asked for."""
    return os.environ.get(VARIABLE, "quick")


whole_look = pytest.mark.skipif(profile() == "quick", reason="slow, and asked in the full look, as by `.ci/run`")
"""For single tests of some ten seconds that no number of cases makes shorter."""


def examples(number: int, quick: int | None = None, full: int | None = None) -> int:
    """How many examples to draw of `number`: half in the full look, a tenth in the quick one, at least five.

    `quick` and `full` say how many it shall be there: a property that is asked of many kinds of thing may have fewer of
    each, and one whose number is promised has that many.
    """
    stated = {"quick": quick, "full": full}.get(profile())
    return max(min(number, 5), round(number * SHARES[profile()])) if stated is None else stated


def some(cases: Iterable[Case], every: int) -> list[Case]:
    """All cases in the full look, in the quick one the first of `every` so many."""
    return list(cases)[:: every if profile() == "quick" else 1]


def crossed(first: Iterable[Case], second: Iterable[Other], every: int) -> list[tuple[Case, Other]]:
    """All pairs in the full look, in the quick one of `every` so many one, spread over both evenly."""
    step = every if profile() == "quick" else 1
    pairs = [(row, column) for row in enumerate(first) for column in enumerate(second)]
    return [(one, other) for (row, one), (column, other) in pairs if (row + column) % step == 0]


def load() -> None:
    """Set Hypothesis up; only a hunt draws others each time."""
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    name = profile()
    settings.register_profile(
        name, max_examples=examples(USUAL), deadline=None, derandomize=name != "hunt", suppress_health_check=slow
    )
    settings.load_profile(name)
