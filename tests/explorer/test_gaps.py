"""Every gap of the page's ranking is the difference of the two totals as they are printed beside it, as in Python."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

import decision_model as dm
from tests.explorer.settings import drawn

Show = Callable[..., Any]
WEIGHTED = ("berlin_1961/options", "berlin_1961/contingency")
IN_A_UNIT = ("textbook/goferbroke", "textbook/oil_wildcatter", "textbook/two_tests")
SETTINGS = 6
CLOSE = 1e-7
"""Totals closer than this are level."""
LISTS = """async settings => {
    explorer.settings.set(settings);
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const plain = (row, kind) => row.querySelector(kind).lastChild?.textContent ?? "";
    return [...document.querySelectorAll("#ranking-lists ol")].map((list) =>
        [...list.children].map((row) => [plain(row, ".total"), plain(row, ".gap")]));
}"""


def number(text: str) -> Decimal:
    return Decimal(text.replace("\u2212", "-").replace("+", "").replace(",", ""))


@pytest.mark.parametrize("name", [*WEIGHTED, *IN_A_UNIT])
def test_gaps_are_differences_of_totals_as_printed(
    name: str, window: Show, models: Callable[[str], dm.DecisionModel]
) -> None:
    page = window(name).page
    sliders = page.evaluate("() => explorer.data.sliders")
    for settings in drawn(models(name), sliders, SETTINGS, seed=5):
        for rows in page.evaluate(LISTS, settings.plain):
            first = number(rows[0][0])
            for total, gap in rows[1:]:
                if gap == "level" or gap.startswith((">", "+<")):  # less than a step
                    assert number(total) == first, settings
                else:
                    assert number(total) - first == number(gap), settings


@pytest.mark.parametrize("name", WEIGHTED)
def test_the_first_gap_is_written_as_python_writes_it(
    name: str, window: Show, models: Callable[[str], dm.DecisionModel]
) -> None:
    page, model = window(name).page, models(name)
    for settings in drawn(model, page.evaluate("() => explorer.data.sliders"), SETTINGS, seed=8):
        settings = replace(settings, whatifs=())
        rows = page.evaluate(LISTS, settings.plain)[-1]
        ranking = dm.rank(settings.of(model))
        behind = next((row for row in ranking.with_plan if row.gap > CLOSE), None)
        assert rows[0][0] == ranking.amounts.text(ranking.with_plan[0].total)
        if behind is not None:
            gap = ranking.amounts.part(-ranking.behind(behind))
            assert gap == next(gap for _, gap in rows[1:] if gap != "level")
