"""Percent among chances and weights means what it says; elsewhere the remedy makes the right model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import decision_model as dm
from decision_model.errors import ScenarioError
from decision_model.scenario import parse, write

TEXT = """decision_model: 1
title: Percent
combine: {combine}
sequence:
  - {{decide: d, options: {{a: A, b: B}}}}
  - {{event: e, outcomes: {{x: X, y: Y}}, chance: {{x: {x}, y: {y}}}}}
considerations:
  - {{name: c, weight: {c}, scores: [{{when: {{d: a, e: x}}, then: 90}}, {{otherwise: 30}}]}}
  - name: g
    weight: {g}
    considerations:
      - {{name: h, weight: {h}, scores: [{{when: {{d: a}}, then: 10}}, {{otherwise: 60}}]}}
      - {{name: i, weight: {i}, scores: [{{when: {{d: a}}, then: 40}}, {{otherwise: 20}}]}}
"""


def text(combine: str = "weighted", **numbers: object) -> str:
    written = {"x": 0.3, "y": "rest", "c": 30, "g": 70, "h": 1, "i": 1, **numbers}
    return TEXT.format(combine=combine, **written)


@given(share=st.integers(0, 1000), chance=st.integers(0, 1000), sign=st.sampled_from(["%", " %", "\xa0%", "\u202f%"]))
def test_percent_is_the_same_model_as_the_numbers(share: int, chance: int, sign: str) -> None:
    c, x = share / 10, chance / 10
    in_percent = text(x=f"{x}{sign}", y=f"{100 - x:.1f}{sign}", c=f"{c}{sign}", g=f"{100 - c:.1f}{sign}")
    plain = text(x=chance / 1000, y=(1000 - chance) / 1000, c=c, g=f"{100 - c:.1f}")
    assert parse(in_percent) == parse(plain)
    assert parse(write(parse(in_percent))) == parse(in_percent)


def test_a_weight_in_percent_is_that_share() -> None:
    model = parse(text(c="30%", g="70%", h="{value: 20%, range: [10%, 40%]}", i="80 %"))
    assert {name: round(float(share), 12) for name, share in model.weights.items()} == {"c": 0.3, "h": 0.14, "i": 0.56}
    assert model.numbers["h.weight"].number.range == (10, 40)


def test_a_range_and_a_distribution_of_a_chance_in_percent() -> None:
    spread = "{value: 30%, range: [10%, 50%], distribution: {uniform: {low: 10%, high: 50%}}}"
    number = parse(text(x=spread)).events[0].chance.rules[0].then.numbers["x"]
    assert number.range == (0.1, 0.5)
    assert number.distribution is not None
    assert dict(number.distribution.arguments) == {"low": 0.1, "high": 0.5}


@pytest.mark.parametrize("combine", ["multiplicative", "choquet"])
def test_scaling_constants_and_shares_of_other_totals(combine: str) -> None:
    assert parse(text(combine, c="30%", g="70%")) == parse(text(combine, c=30, g=70))
    assert parse(text("multiplicative", c="90%", g="70%")) == parse(text("multiplicative", c=90, g=70))


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ({"c": "30%"}, "not in percent"),
        ({"c": "30%", "g": "1/2"}, "not in percent"),
        ({"c": "30%", "g": "60%"}, "add up to 90 %"),
        ({"h": "20%"}, "not in percent"),
        ({"h": "20%", "i": "{value: 81%, range: [70%, 90%]}"}, "add up to 101 %"),
    ],
)
def test_shares_that_are_no_shares_are_refused_at_their_line(numbers: dict[str, str], said: str) -> None:
    with pytest.raises(ScenarioError, match=said) as error:
        parse(text(**numbers))
    (problem,) = error.value.problems
    assert problem.location is not None
    assert problem.location.line >= 8


def test_rounded_shares_are_still_shares() -> None:
    assert parse(text(c="33.3%", g="66.6%")).weights["c"] == pytest.approx(1 / 3)


def test_a_group_without_a_weight_beside_percent_is_refused() -> None:
    with pytest.raises(ScenarioError, match="missing here"):
        parse(text(c="30%").replace("    weight: 70\n", ""))


def test_the_remedy_for_other_numbers_keeps_the_model() -> None:
    with pytest.raises(ScenarioError, match=r"Write 30, or 0.3 if the whole is 1 here"):
        parse(text(c=30).replace("then: 90", "then: 30%"))
    assert dm.rank(parse(text())) == dm.rank(parse(text(c="30%", g="70%", x="30%")))


@pytest.mark.parametrize(
    ("spread", "points"),
    [
        ("{discrete: {10%: 0.4, 50%: 60%}}", ((0.1, 0.4), (0.5, 0.6))),
        ("{quantiles: {5%: 10%, 0.95: 50%}}", ((0.05, 0.1), (0.95, 0.5))),
    ],
)
def test_values_of_a_chance_in_percent_beside_their_own_chances(
    spread: str, points: tuple[tuple[float, float], ...]
) -> None:
    number_written = f"{{value: 30%, range: [10%, 50%], distribution: {spread}}}"
    number = parse(text(x=number_written)).events[0].chance.rules[0].then.numbers["x"]
    assert number.distribution is not None
    assert number.distribution.points == points


@pytest.mark.parametrize(
    "weight",
    [
        "{value: 40, range: [30%, 60%]}",
        "{value: 40, range: [30, 60%]}",
        "{value: 2, distribution: {uniform: {low: 30%, high: 0.6}}}",
        "{value: 2, distribution: {quantiles: {0.05: 30%, 0.95: 3}}}",
        "{value: 2, distribution: {discrete: {30%: 0.5, 2: 0.5}}}",
    ],
)
def test_a_weight_in_points_has_no_spread_in_percent(weight: str) -> None:
    with pytest.raises(ScenarioError, match="in percent, and the weight is not") as error:
        parse(text(c=weight, g=10))
    assert {problem.location.line for problem in error.value.problems if problem.location} == {8}


def test_a_weight_in_points_has_quantiles_by_chances_in_percent() -> None:
    spread = "{{value: 40, distribution: {{quantiles: {{{low}: 30, {high}: 60}}}}}}"
    in_percent, plain = (spread.format(low=low, high=high) for low, high in (("5%", "95%"), (0.05, 0.95)))
    assert parse(text(c=in_percent, g=60)) == parse(text(c=plain, g=60))


VARIED = """perspectives:
  other: {{label: Other, weights: {weights}}}
what_ifs:
  another: {{label: Another, weights: {weights}}}
"""


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ("{c: 50%}", "none in percent for 'g'"),
        ("{c: 50%, g: 50}", "none in percent for 'g'"),
        ("{i: 20%}", "none in percent for 'h'"),
        ("{c: 50%, g: 60%}", "add up to 110 %"),
        ("{c: {value: 50%, range: [40%, 60%]}}", "none in percent for 'g'"),
    ],
)
def test_other_weights_in_percent_are_shares_of_the_whole_group_too(weights: str, said: str) -> None:
    with pytest.raises(ScenarioError, match=said) as error:
        parse(text() + VARIED.format(weights=weights))
    first, *others = error.value.problems
    assert first.location is not None
    assert first.location.line == 15
    assert "line 17" in first.remedy or [other.location.line for other in others if other.location] == [17]


def test_other_weights_in_percent_of_whole_groups() -> None:
    model = parse(text() + VARIED.format(weights="{c: 50%, g: 50%, h: 80%, i: 20%}"))
    varied = model.varied(perspective="other")
    assert varied.weights == pytest.approx({"c": 0.5, "h": 0.4, "i": 0.1})
    assert model.varied(what_if="another").weights == pytest.approx(varied.weights)
