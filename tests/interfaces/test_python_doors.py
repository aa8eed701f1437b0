"""Every function of the package answers, or says in plain words what it was given and what it takes."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import decision_model as dm
from tests.profiles import some

SCENARIO = """decision_model: 1
title: Doors
risk_tolerance: 90
parameters: {p: {value: 0.5, range: [0.2, 0.8]}}
sequence:
  - {decide: act, options: {first: First, other: Other}}
  - {event: luck, outcomes: {good: Good, bad: Bad}, chance: {good: p, bad: rest}}
considerations:
  - {name: gain, weight: 60, scores: [{when: {act: first, luck: good}, then: 90}, {otherwise: 40}]}
  - {name: calm, weight: 40, scores: [{when: {act: first}, then: 20}, {otherwise: 70}]}
"""
MODEL = dm.parse(SCENARIO)
ODD: list[Any] = [
    None, True, 0, -1, 10**400, 1.5, float("nan"), float("inf"), 1j, "", "x", "1/3", "30%", b"x", [], [[]], [None], (),
    {}, {"a": 1}, {1: 2}, {"gain": None}, {"gain": "x"}, {"gain": [1, 2]}, {"risk_tolerance": 1e-320}, set(), {"gain"},
    np.float64(0.5), np.int64(3), np.array([]), np.array([1.0, 2.0]), np.array("x"), np.bool_(True), Decimal("0.5"),
    Decimal("NaN"), Fraction(1, 3), object(), object, len, range(3), ..., NotImplemented, "a" * 5_000, ["gain"] * 9,
    [("gain", 1)], [("gain",)], [["gain", "gain", "gain"]], 1e-320, 1e308, memoryview(b"a"),
]  # fmt: skip
"""What is no sensible answer to most questions, and some that are to a few."""

Door = Callable[[Any], object]
DOORS: dict[str, Door] = {
    "a decision's options": lambda odd: dm.decision("d", odd),
    "a decision's only_if": lambda odd: dm.decision("d", ["a", "b"], only_if=odd),
    "a decision's knows": lambda odd: dm.decision("d", ["a", "b"], knows=odd),
    "an event's outcomes": lambda odd: dm.event("e", odd, {"a": 0.5, "b": "rest"}),
    "an event's chance": lambda odd: dm.event("e", ["a", "b"], odd),
    "an event's only_if": lambda odd: dm.event("e", ["a", "b"], {"a": 0.5, "b": "rest"}, only_if=odd),
    "a consideration's scores": lambda odd: dm.consideration("c", odd),
    "a consideration's considerations": lambda odd: dm.consideration("c", considerations=odd),
    "a consideration's judgement": lambda odd: dm.consideration("c", judgement=odd),
    "adjustments": lambda odd: dm.adjusted(1, odd),
    "the steps of a table": lambda odd: dm.score_table(odd, {"a": 1}),
    "the cells of a table": lambda odd: dm.chance_table(["d"], odd),
    "a spread": lambda odd: dm.continuous_event("e", odd, "swanson"),
    "the name of a spread event": lambda odd: dm.continuous_event(odd, None, "swanson"),  # type: ignore[arg-type]
    "how an interaction works": lambda odd: dm.interaction("a", "b", odd),
    "what interacts": lambda odd: dm.interaction("a", odd, 0.1),
    "a model's sequence": lambda odd: dm.decision_model("T", odd, MODEL.considerations),
    "a model's considerations": lambda odd: dm.decision_model("T", MODEL.sequence, odd),
    "a model's parameters": lambda odd: dm.decision_model("T", MODEL.sequence, MODEL.considerations, parameters=odd),
    "the text of a scenario": dm.parse,
    "the name of a file": dm.read,
    "what is written": dm.write,
    "what is taken out": lambda odd: dm.exercise(MODEL, odd),
    "how much is taken out": lambda odd: dm.exercise(MODEL, count=odd),
    "the seed of an exercise": lambda odd: dm.exercise(MODEL, seed=odd),
    "a mistake": lambda odd: dm.exercise(MODEL, mistake=odd),
    "the questions of a quiz": lambda odd: dm.quiz(MODEL, odd),
    "the seed of a quiz": lambda odd: dm.quiz(MODEL, 1, seed=odd),
    "a solution": lambda odd: dm.grade(odd, {"Ann": "x"}),
    "many scenarios": lambda odd: list(dm.batch(odd)),
    "a question": lambda odd: list(dm.batch([MODEL], odd)),
    "an executor": lambda odd: list(dm.batch([MODEL], executor=odd)),
    "a theme": lambda odd: dm.draw(dm.solve(MODEL), theme=odd),
    "a page": lambda odd: dm.draw(dm.solve(MODEL), size=odd),
    "an axes": lambda odd: dm.draw(dm.solve(MODEL), ax=odd),
    "a figure": lambda odd: dm.save(odd, "never.svg"),
    "other weights": lambda odd: dm.solve(MODEL.varied(weights=odd)).total,
    "another weight": lambda odd: dm.solve(MODEL.varied(weights={"gain": odd})).total,
    "another risk tolerance": lambda odd: dm.solve(MODEL.varied(risk_tolerance=odd)).total,
    "another number": lambda odd: dm.solve(MODEL.varied(numbers={"luck.chance.1.good": odd})).total,
    "another parameter": lambda odd: dm.solve(MODEL.varied(parameters={"p": odd})).total,
    "weights to compare": lambda odd: dm.compare(MODEL, weights=odd),
    "numbers to draw": lambda odd: dm.simulate(MODEL, draws=20, numbers=odd),
    "how often to draw": lambda odd: dm.simulate(MODEL, draws=odd if odd != 10**400 else -(10**400)),
    "how loosely to draw": lambda odd: dm.simulate(MODEL, draws=20, weights=odd),
    "an order": dm.rank_order_centroid,
}  # fmt: skip


@pytest.fixture(autouse=True)
def _no_warning() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


@pytest.mark.parametrize("name", some(DOORS, 12))
def test_what_cannot_be_taken_is_refused_in_plain_words(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    for odd in ODD:
        with suppress(dm.DecisionError):
            DOORS[name](odd)
    assert not list(tmp_path.iterdir())


def test_a_formula_over_what_is_no_parameter_is_refused_at_once() -> None:
    for change in ({"weights": {"gain": "x"}}, {"risk_tolerance": "x"}, {"numbers": {"gain.weight": "2 * x"}}):
        with pytest.raises(dm.ModelError, match="'x' is neither a number nor a parameter"):
            MODEL.varied(**change)  # type: ignore[arg-type]


def test_an_order_of_thousands_takes_no_time() -> None:
    shares = dm.rank_order_centroid([f"c{place}" for place in range(20_000)])
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["c19999"] == pytest.approx(1 / 20_000**2)
