"""Where the best plan changes as one number moves: the page's values and sentences against Python's exact ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

import decision_model as dm
from decision_model.analysis.plan_titles import plan_titles
from decision_model.analysis.robustness.one_way import OneWay, one_way
from decision_model.interfaces.explorer import explore_page

CLOSE = 1e-9
NAMES = (
    "berlin_1961/contingency",
    "berlin_1961/options",
    *(f"textbook/{each}" for each in ("office_location", "oil_wildcatter", "supplier_cost", "two_tests")),
    "textbook/venture_limited",
    "textbook/pig_breeding",
)
SLIVER = 1e-6
"""Share of the range below which a stretch at its very ends is rounding."""

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
    """One sentence for each stretch: its ends, the same options, and where we stand."""
    ends = [page["low"], *inside, page["high"]]
    span = wanted.number.high - wanted.number.low
    titles = plan_titles(wanted.model, [s.solution for s in wanted.intervals if s.high - s.low > span * SLIVER])
    assert len(titles) == len(inside) + 1
    assert len(page["said"]) == len(titles)
    for place, (text, mark) in enumerate(page["said"]):
        told = re.fullmatch(r"(?:\d+\. )?(Throughout|Up to|From)(.*?): (.*?)( \(now\))?", text)
        assert told, text
        assert told[3] == titles[place], page["value"]
        numbers = [number(each, page["isShare"]) for each in told[2].split(" to ") if each.strip()]
        first, last = place == 0, place == len(titles) - 1
        expected = ends[place : place + 2] if not (first or last) else [] if first and last else [ends[place + first]]
        assert numbers == pytest.approx(expected, rel=1e-4, abs=5.1e-4 if page["isShare"] else 1e-9), text
        stands = ends[place] - CLOSE <= page["now"] <= ends[place + 1] + CLOSE
        assert (mark == "here") == bool(told[4]) == stands, text


RARE = """
decision_model: 1
title: A small chance of war
parameters: {{p_war: {{label: Chance of war, value: {now}, range: [0, 1]}}}}
sequence:
  - {{decide: stand, label: Stand, options: {{firm: Stand firm, yield: Give way}}}}
  - {{event: war, label: War, outcomes: {{yes: War, no: No war}}, chance: {{yes: {chance}, no: rest}}}}
combine: sum
unit: points
considerations:
  - name: worth
    label: Worth
    scores: [{{when: {{stand: yield}}, then: 0}}, {{when: {{war: yes}}, then: {loss}}}, {{otherwise: {gain}}}]
"""


@pytest.mark.parametrize("chance", ["p_war", "1 - p_war"])
@pytest.mark.parametrize("switch", [0.004, 1e-4, 1e-7])
@pytest.mark.parametrize("part", [0.5, 3])
def test_a_stretch_is_said_however_short(chance: str, switch: float, part: float, window: Callable[..., Any]) -> None:
    """Standing firm is best while the chance is below the switch: in less than half a percent of the range."""
    gain, now = 60.0, switch * part
    loss = gain - gain / switch
    text = RARE.format(now=now if chance == "p_war" else 1 - now, chance=chance, gain=gain, loss=loss)
    (page,) = window(text=explore_page(dm.parse(text, name="rare"))).page.evaluate(LOOK)
    wanted = ["Stand firm", "Give way"] if chance == "p_war" else ["Give way", "Stand firm"]
    assert [text.split(": ")[1].removesuffix(" (now)") for text, _ in page["said"]] == wanted
    best = "Stand firm" if now < switch else "Give way"
    assert [text for text, mark in page["said"] if mark == "here"] == [t for t, _ in page["said"] if best in t]
    assert page["at"] == pytest.approx([switch if chance == "p_war" else 1 - switch], rel=1e-6)


def test_the_plan_of_the_moment_is_found_between_the_steps(window: Callable[..., Any]) -> None:
    """A bold plan is worth 205 p - 200 p ** 2, more than 52.52 within 0.0075 of 0.5125: between two steps."""
    text = """
decision_model: 1
title: A narrow bump
parameters: {p: {label: Chance, value: 0.514, range: [0, 1]}}
sequence:
  - {decide: way, label: Way, options: {bold: Bold, safe: Safe}}
  - {event: one, label: One, outcomes: {yes: "Yes", no: "No"}, chance: {yes: p, no: rest}}
  - {event: two, label: Two, outcomes: {yes: "Yes", no: "No"}, chance: {yes: p, no: rest}}
combine: sum
considerations:
  - name: worth
    label: Worth
    scores:
      - {when: {way: safe}, then: 52.52}
      - {when: {one: yes, two: no}, then: 205}
      - {when: {one: yes}, then: 5}
      - {otherwise: 0}
"""
    (page,) = window(text=explore_page(dm.parse(text, name="bump"))).page.evaluate(LOOK)
    assert page["at"] == pytest.approx([0.505, 0.52], abs=1e-6)
    assert [text.split(": ")[-1] for text, _ in page["said"]] == ["Safe", "Bold (now)", "Safe"]


def number(said: str, chance: bool) -> float:
    """`14.6%` as 0.146, `1,234` as 1234."""
    plain = said.strip().replace(",", "").replace("−", "-").removesuffix("%")
    return float(plain) / (100 if chance else 1)
