"""What `check` lets pass, `simulate` can draw: a distribution stays where its number makes sense, to its ends."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.time.simulate import simulate
from decision_model.errors import ScenarioError
from decision_model.model import DecisionModel
from decision_model.scenario import parse
from tests.profiles import examples

TEXT = """decision_model: 1
title: Drawn
parameters:
  p: {p}
  s: {s}
sequence:
  - {{decide: d, options: {{a: A, b: B}}}}
  - {{event: e, outcomes: {{x: X, y: Y}}, chance: {{x: p, y: rest}}}}
  - {{event: f, outcomes: {{x: X, y: Y}}, chance: {{x: {chance}, y: rest}}}}
considerations:
  - {{name: c, weight: {weight}, scores: [{{when: {{d: a, e: x}}, then: {score}}}, {{otherwise: s}}]}}
  - name: g
    scale: {{worst: 10, best: -10}}
    scores: {{start: {start}, adjust: [{{when: {{d: a, f: x}}, by: {by}}}]}}
"""
NUMBERS = {"p": "0.5", "s": "30", "chance": "0.4", "weight": "2", "score": "60", "start": "1", "by": "2"}
INSIDE = {
    "p": (0, 1), "chance": (0, 1), "s": (0, 100), "score": (0, 100), "weight": (0, 9),
    "start": (-10, 8), "by": (-11, 9),
}  # fmt: skip


def spread(kind: str, low: float, high: float) -> str:
    """A distribution that reaches from low to high."""
    arguments = {
        "uniform": f"low: {low}, high: {high}",
        "triangular": f"low: {low}, mode: {(low + high) / 2}, high: {high}",
        "pert": f"low: {low}, mode: {low + (high - low) / 3}, high: {high}",
        "discrete": f"{low}: 0.5, {high}: 50%",
        "quantiles": f"0: {low}, 40%: {low + (high - low) / 4}, 1: {high}",
        "normal": f"mean: {(low + high) / 2}, sd: {(high - low) / 16.61}",
    }
    if low == high and kind in ("discrete", "quantiles"):
        return spread("pert", low, high)
    return f"distribution: {{{kind}: {{{arguments[kind]}}}}}"


def drawn(place: str, distribution: str, limits: str = "") -> str:
    value = f"{{value: {NUMBERS[place]}, {distribution}{limits}}}"
    return TEXT.format(**{**NUMBERS, place: value})


def _totals(model: DecisionModel) -> np.ndarray:
    return np.stack([row.totals for row in simulate(model, draws=50).simulated])


PLACES = st.sampled_from([*INSIDE])
ALL_KINDS = ["uniform", "triangular", "pert", "discrete", "quantiles", "normal"]
KINDS = st.sampled_from(ALL_KINDS)
SHARES = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted)


@given(place=PLACES, kind=KINDS, shares=SHARES)
def test_a_distribution_that_stays_inside_is_checked_and_drawn(place: str, kind: str, shares: list[int]) -> None:
    low, high = INSIDE[place]
    ends = [low + share / 100 * (high - low) for share in shares]
    assert simulate(parse(drawn(place, spread(kind, *ends))), draws=200)


@given(place=PLACES, kind=KINDS, beyond=st.floats(0.05, 5), at_top=st.booleans())
def test_one_that_leaves_is_refused_at_its_line_unless_a_range_cuts_it_off(
    place: str, kind: str, beyond: float, at_top: bool
) -> None:
    low, high = INSIDE[place]
    if place == "weight" and at_top:
        return
    ends = (low, high + beyond * (high - low)) if at_top else (low - beyond * (high - low), high)
    with pytest.raises(ScenarioError, match="distribution") as error:
        parse(drawn(place, spread(kind, *ends)))
    line = next(number for number, text in enumerate(TEXT.splitlines(), 1) if f"{{{place}}}" in text)
    assert {problem.location and problem.location.line for problem in error.value.problems} == {line}
    assert simulate(parse(drawn(place, spread(kind, *ends), f", range: [{low}, {high}]")), draws=examples(1000))


@pytest.mark.parametrize("place", [place for place in INSIDE if place != "chance" and place != "p"])
@pytest.mark.parametrize("kind", [kind for kind in ALL_KINDS if kind != "discrete"])  # which has its ends
def test_a_distribution_that_its_range_leaves_nothing_of_is_refused(place: str, kind: str) -> None:
    value = float(NUMBERS[place])
    with pytest.raises(ScenarioError, match="lies within its range"):
        parse(drawn(place, spread(kind, value + 1, value + 2), f", range: [{value}, {value + 1}]"))


@pytest.mark.parametrize("kind", ALL_KINDS)
@pytest.mark.parametrize("limits", ["", ", range: [60, 70]", ", range: [50, 60]", ", range: [50, 70]"])
def test_a_distribution_without_width_is_its_one_value_at_the_ends_of_a_range_too(kind: str, limits: str) -> None:
    sure = parse(TEXT.format(**NUMBERS).replace("p: 0.5", "p: {value: 0.5, range: [0.4, 0.6]}"))
    model = parse(drawn("score", spread(kind, 60, 60), limits).replace("p: 0.5", "p: {value: 0.5, range: [0.4, 0.6]}"))
    assert _totals(model) == pytest.approx(_totals(sure))


def test_a_beta_distribution_of_a_score_of_100_is_drawn() -> None:
    assert simulate(parse(drawn("score", "distribution: {beta: {a: 2, b: 3}}")), draws=100)
