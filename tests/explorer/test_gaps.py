"""Every gap of the page's ranking is the difference of the two totals as they are printed beside it, as in Python."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

import decision_model as dm
from decision_model.analysis.choice.rank import Ranked, Ranking
from decision_model.errors import DecisionError
from decision_model.figures.choice.rank_gaps import differences, told_by_gaps
from tests.explorer.settings import Settings, drawn
from tests.profiles import examples

Show = Callable[..., Any]
WEIGHTED = ("berlin_1961/options", "berlin_1961/contingency")
IN_A_UNIT = (
    *("textbook/goferbroke", "textbook/oil_wildcatter", "textbook/two_tests"),
    *("textbook/shale_gas", "textbook/supplier_cost", "textbook/texaco_pennzoil"),
)
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


@pytest.mark.parametrize("name", [*WEIGHTED, *IN_A_UNIT])
def test_the_list_of_plans_is_the_one_of_rank(
    name: str, window: Show, models: Callable[[str], dm.DecisionModel]
) -> None:
    """The same rows in the same order, each total and each gap with the same letters, what-ifs included."""
    page, model = window(name).page, models(name)
    sliders = page.evaluate("() => explorer.data.sliders")
    own = {c.name: 1.0 if c.weight is None else float(c.weight.at(model.values)) for c in model.walk()}
    alone = [Settings(own, {}, (what_if,)) for what_if in model.what_ifs]
    compared = 0
    for settings in [*alone, *drawn(model, sliders, examples(60), seed=8)]:
        try:
            varied = settings.of(model)
        except DecisionError:
            continue
        assert page.evaluate(LISTS, settings.plain)[-1] == written(dm.rank(varied)), settings
        compared += 1
    assert compared > len(alone)


PARTS = """() => [...document.querySelectorAll("#ranking-lists ol:last-of-type")].at(-1).querySelectorAll("li").values()
    .map((row) => ({
        parts: [...row.querySelectorAll(".gaps i")].map((piece) => parseFloat(piece.style.width)),
        sum: [...row.querySelectorAll(".gaps .sum")].map((tick) => parseFloat(tick.style.left)),
        zero: parseFloat(row.querySelector(".gaps b").style.left),
    })).toArray()"""


@pytest.mark.parametrize("name", ["berlin_1961/contingency", "cuba_1962/first_move", "textbook/shale_gas"])
def test_close_totals_are_drawn_as_on_the_slides(
    name: str, window: Show, models: Callable[[str], dm.DecisionModel]
) -> None:
    """As what each consideration adds more or less than it adds to the first, with a tick at what that comes to."""
    rows = dm.rank(models(name)).with_plan
    shown = window(name).page.evaluate(PARTS)
    assert told_by_gaps(rows)
    assert len(shown) == len(rows)
    whole = sum(sum(row["parts"]) for row in shown)
    apart = [differences(row, rows[0]) for row in rows]
    unit = whole / sum(abs(part) for parts in apart for part in parts.values())
    for row, parts in zip(shown, apart, strict=True):
        assert sorted(row["parts"]) == pytest.approx(sorted(abs(part) * unit for part in parts.values()), abs=1e-3)
        is_mixed = min(parts.values(), default=0) < 0 < max(parts.values(), default=0)
        assert [tick - row["zero"] for tick in row["sum"]] == pytest.approx(
            [sum(parts.values()) * unit] if is_mixed else [], abs=1e-3
        )


def written(ranking: Ranking) -> list[list[str]]:
    """The totals of a ranking and how far they are from the first, as they are written."""
    first, *others = ranking.with_plan
    return [
        [ranking.amounts.text(first.total), ""],
        *([ranking.amounts.text(o.total), gap(ranking, o)] for o in others),
    ]


def gap(ranking: Ranking, row: Ranked) -> str:
    if row.gap < CLOSE:
        return "level"
    sign = -1 if row.total < ranking.with_plan[0].total else 1
    return ("+" if sign > 0 else "") + ranking.amounts.part(sign * ranking.behind(row))
