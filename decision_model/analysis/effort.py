"""How much work a question is, estimated before it is asked: how many branches of the tree are visited.

The estimates are counts, so that they are the same on every machine. They are right to within some factor of five: they
tell seconds from minutes, and minutes from days.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from math import prod
from operator import mul

from decision_model.errors import ModelError, Problem
from decision_model.model.decision_model import DecisionModel
from decision_model.model.steps import Decision

IN_RUN = 1e9
"""Visits above which `run` and the report leave a question out: some five seconds."""

AT_MOST = 1e12
"""Visits above which a question is refused: more than an hour."""

PER_LEVEL = 2_000
"""What passing over a level of the tree costs, in visits, however few branches it has."""

ALONE = 20
"""How many times as long a branch takes where it is visited for one set of numbers, and not for hundreds together."""

AVERSE = 10
"""How many times as long it takes under a risk tolerance, which needs an exponential for each."""

SHARING = 30
"""How many times as long a row of values takes that count only together, which is done for every draw anew."""

PLANS = 4
"""Plans, on the way, that are solved at each value over which a number is moved."""

COMPILED = 5
"""How many times as long solving takes where what is known when changes, so that the tree is built anew."""

COPIED = 20_000
"""What each number of a model takes whenever the model is copied with other numbers, in visits."""

SITUATION = 10_000
"""What telling the choice in a situation takes, in visits."""


def drawn(model: DecisionModel, draws: int, averse: bool = False) -> float:
    """Visits while so many draws of a model's numbers are solved; `averse` where risk tolerance is among them."""
    each = AVERSE if averse or model.risk_tolerance is not None else 1
    return float(draws) * (_together(model) + each * _branches(model))


def drawn_under(model: DecisionModel, draws: int, options: Sequence[Mapping[str, str | None]]) -> float:
    """The same under each of some forced choices: from the end on, what those share that force alike is solved once."""
    sizes = [level.children.size for level in model.structure.levels]
    times = [
        len({tuple(chosen.get(name) for name in model.position if model.position[name] >= index) for chosen in options})
        for index in range(len(sizes))
    ]
    return drawn(model, draws) * sum(map(mul, sizes, times)) / max(1, sum(sizes))


def solved(model: DecisionModel, times: int = 1) -> float:
    """Visits while variations of a model that differ in choices are solved, one after another."""
    return float(times) * ALONE * (_branches(model) + PER_LEVEL * len(model.structure.levels))


def told(model: DecisionModel, times: int = 1) -> float:
    """The same, with the plan of each put into words."""
    levels = [level for level in model.structure.levels if isinstance(level.step, Decision)]
    return solved(model, times) + float(times) * SITUATION * sum(level.size for level in levels)


def rebuilt(model: DecisionModel, times: int = 1) -> float:
    """Visits while variations that differ in what is known when are compiled, solved and told."""
    return COMPILED * (told(model, times) + float(times) * _together(model))


def now(model: DecisionModel) -> int:
    """How many combinations there are of options before the first event; of all options where an event comes first."""
    first = list(takewhile(lambda step: isinstance(step, Decision), model.sequence))
    return prod(len(step.states) for step in first or model.decisions)


def all_together(model: DecisionModel) -> int:
    """How many combinations there are of the options of all decisions."""
    return prod(len(decision.options) for decision in model.decisions)


def moved(model: DecisionModel, points: int) -> float:
    """Visits while each number that has a range is moved over so many values, alone."""
    return drawn(model, PLANS * points * sum(bool(entry.number.range) for entry in model.numbers.values()))


def each_moved(model: DecisionModel) -> float:
    """Visits while every number, with a range or without, is moved to both its ends, alone."""
    numbers = len(model.numbers)
    return 2.0 * COPIED * numbers**2 + drawn(model, 2 * PLANS * numbers)


def refuse_endless(work: float, what: str, remedy: str) -> None:
    """Raise ModelError for a question that would take hours, naming what multiplies and what to do about it."""
    if work > AT_MOST:
        raise ModelError([Problem((), f"this would take hours: {what}.", remedy, code="too-much-work")])


def _together(model: DecisionModel) -> int:
    """Visits while values that only count together are shared out once."""
    if model.total_rule.adds_up:
        return 0
    levels = model.structure.levels
    return SHARING * sum(level.booking.rows * len(level.booking.terms) for level in levels if level.booking)


def _branches(model: DecisionModel) -> int:
    return sum(level.children.size for level in model.structure.levels)
