"""Shares in percent: only nothing is 0%, only the whole is 100%."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.words.percent import percent


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.3, "30%"),
        (1 / 3, "33.3%"),
        (0.125, "12.5%"),
        (0.0488, "4.9%"),
        (0.005, "0.5%"),
        (0.00125, "0.13%"),
        (0.12250000000000001, "12.3%"),
        (0.122499999, "12.2%"),
        (1e-9, "less than 0.01%"),
        (0, "0%"),
        (1, "100%"),
        (1 - 1e-13, "100%"),
        (1.5, "150%"),
        (0.99949, "99.9%"),
        (0.9995, "more than 99.9%"),
        (0.99995, "more than 99.9%"),
        (-0.25, "\u221225%"),
        (-1e-9, "\u2212less than 0.01%"),
        (float("nan"), "\u2013"),
    ],
)
def test_percent(share: float, said: str) -> None:
    assert percent(share) == said


@given(st.floats(0, 1))
def test_only_nothing_is_nothing_and_only_the_whole_is_the_whole(share: float) -> None:
    assert (percent(share) == "0%") == (share == 0)
    assert (percent(share) == "100%") == (share > 1 - 1e-11)
