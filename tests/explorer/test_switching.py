"""Where the best plan changes as one number moves: the page's values and sentences against Python's exact ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

import decision_model as dm
from decision_model.analysis.plan_titles import plan_titles
from decision_model.analysis.robustness.one_way import OneWay, one_way

CLOSE = 1e-9
NAMES = (
    "berlin_1961/contingency",
    "berlin_1961/options",
    *(f"textbook/{each}" for each in ("office_location", "oil_wildcatter", "supplier_cost", "two_tests")),
    "textbook/venture_limited",
)
SHORT, SLIVER = 0.005, 1e-6
"""Shares of the range: shorter stretches get no sentence, and those at the very ends are rounding."""

LOOK = """() => [...document.querySelectorAll("#moved-number option")].map(({ value }) => {
  const choice = document.getElementById("moved-number");
  choice.value = value;
  choice.dispatchEvent(new Event("change"));
  const moved = explorer.numberRange(explorer.stateAt(explorer.settings.now), value);
  const { intervals } = explorer.optimalIntervals(explorer.stateAt(explorer.settings.now), moved);
  const { low, high, now, isWeight, isShare } = moved;
  const said = [...document.querySelectorAll("#switching li")].map((each) => [each.textContent, each.className]);
  const dots = document.querySelectorAll("#curves .dot").length;
  const at = intervals.slice(1).map((each) => each.from);
  return { value, low, high, now, isWeight, isShare, at, said, dots };
})"""


@pytest.mark.parametrize("name", NAMES)
def test_switching_values_and_their_sentences_are_those_of_python(
    name: str, models: Callable[[str], dm.DecisionModel], window: Callable[..., Any]
) -> None:
    model = models(name)
    looked = window(name).page.evaluate(LOOK)
    assert looked
    for page in looked:
        wanted = one_way(model, page["value"], (page["low"], page["high"]))
        inside = borders(wanted)
        assert page["at"] == pytest.approx(inside, rel=CLOSE, abs=CLOSE), page["value"]
        assert page["dots"] == len(inside)
        said_as_in_python(page, wanted, inside)


def borders(found: OneWay) -> list[float]:
    low, high = found.number.low, found.number.high
    return [each.value for each in found.switches if (high - low) * SLIVER < min(each.value - low, high - each.value)]


def said_as_in_python(page: dict[str, Any], wanted: OneWay, inside: list[float]) -> None:
    """One sentence for each stretch that is long enough: its ends, the same options, and where we stand."""
    ends = [page["low"], *inside, page["high"]]
    least, span = SHORT * (page["high"] - page["low"]), wanted.number.high - wanted.number.low
    titles = plan_titles(wanted.model, [s.solution for s in wanted.intervals if s.high - s.low > span * SLIVER])
    long = [i for i in range(len(titles)) if ends[i + 1] - ends[i] >= least or len(titles) == 1]
    assert len(titles) == len(inside) + 1
    assert len(page["said"]) == len(long)
    for place, (text, mark) in zip(long, page["said"], strict=True):
        told = re.fullmatch(r"(?:\d+\. )?(Throughout|Up to|From)(.*?): (.*?)( \(now\))?", text)
        assert told, text
        assert told[3] == titles[place], page["value"]
        numbers = [number(each, page["isShare"]) for each in told[2].split(" to ") if each.strip()]
        first, last = place == long[0], place == long[-1]
        expected = ends[place : place + 2] if not (first or last) else [] if first and last else [ends[place + first]]
        assert numbers == pytest.approx(expected, rel=1e-4, abs=5.1e-4 if page["isShare"] else 1e-9), text
        stands = ends[place] - CLOSE <= page["now"] <= ends[place + 1] + CLOSE
        assert (mark == "here") == bool(told[4]) == stands, text


def number(said: str, chance: bool) -> float:
    """`14.6%` as 0.146, `1,234` as 1234."""
    plain = said.strip().replace(",", "").replace("−", "-").removesuffix("%")
    return float(plain) / (100 if chance else 1)
