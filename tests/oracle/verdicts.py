"""How firm a choice is, by another way: small random problems, drawn and totalled with plain numpy.

A problem is one choice, perhaps an event after it and a second choice after that; every score stands in a table by what
was chosen and what came about. It is written down as numbers with their spreads, from which both a model is built
and, without it, the shares are counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from decision_model.model import (
    DecisionModel,
    Distribution,
    Number,
    consideration,
    decision,
    decision_model,
    event,
)
from decision_model.model.formulas import Constant

LEVEL = 1e-9
TRIES = 400


@dataclass(frozen=True)
class Uncertain:
    """A number: its value and, unless it is sure, a range, a distribution, or one that the range cuts off."""

    value: float
    low: float | None = None
    high: float | None = None
    kind: str = ""
    arguments: tuple[float, ...] = ()

    @property
    def sure(self) -> bool:
        return self.low is None and not self.kind

    def number(self) -> Number:
        names = {"uniform": ("low", "high"), "triangular": ("low", "mode", "high"), "normal": ("mean", "sd")}
        spread = None
        if self.kind:
            spread = Distribution(self.kind, dict(zip(names[self.kind], self.arguments, strict=True)))
        limits = None if self.low is None or self.high is None else (self.low, self.high)
        return Number(Constant(self.value), limits, spread)

    def draw(self, count: int, random: np.random.Generator) -> np.ndarray:
        """(count,): what lies outside the range is drawn again."""
        if self.sure:
            return np.full(count, self.value)
        if not self.kind:
            assert self.low is not None
            assert self.high is not None
            return random.uniform(self.low, self.high, count)
        draw: dict[str, Callable[..., np.ndarray]] = {
            "uniform": random.uniform,
            "triangular": random.triangular,
            "normal": random.normal,
        }
        values = draw[self.kind](*self.arguments, count)
        while self.low is not None and (outside := (values < self.low) | (values > self.high)).any():
            values[outside] = draw[self.kind](*self.arguments, int(outside.sum()))
        return values


@dataclass(frozen=True)
class Puzzle:
    """A random problem: `scores[k][a][e][b]` for consideration k, choice a, outcome e and later choice b.

    `chances[a]` is the chance of the first of two outcomes, empty without an event; `weights` are points, empty for a
    sum; `risk` is a risk tolerance, 0 for none.
    """

    scores: tuple[Any, ...]
    chances: tuple[Uncertain, ...]
    weights: tuple[Uncertain, ...]
    lower: bool
    risk: float

    @property
    def shape(self) -> tuple[int, int, int]:
        """How many choices, outcomes and later choices there are."""
        return len(self.scores[0]), len(self.scores[0][0]), len(self.scores[0][0][0])

    def model(self) -> DecisionModel:
        first, outcomes, later = self.shape
        steps: list[Any] = [decision("choose", [f"a{a}" for a in range(first)])]
        if outcomes > 1:
            chances = [
                ({"choose": f"a{a}"}, {"e0": chance.number(), "e1": "rest"}) for a, chance in enumerate(self.chances)
            ]
            steps.append(event("happen", ["e0", "e1"], chances))
        if later > 1:
            steps.append(decision("then", [f"b{b}" for b in range(later)]))
        names = [step.name for step in steps]
        weights = self.weights or (None,) * len(self.scores)
        matters = []
        for k, (table, weight) in enumerate(zip(self.scores, weights, strict=True)):
            rules = []
            for a, e, b in product(range(first), range(outcomes), range(later)):
                case = {"choose": f"a{a}", "happen": f"e{e}", "then": f"b{b}"}
                rules.append(({name: case[name] for name in names}, table[a][e][b].number()))
            matters.append(consideration(f"c{k}", rules, **({} if weight is None else {"weight": weight.number()})))
        return decision_model(
            "A puzzle",
            steps,
            matters,
            combine="weighted" if self.weights else "sum",
            better="lower" if self.lower else "higher",
            risk_tolerance=self.risk or None,
        )


def puzzle(seed: int) -> Puzzle:
    """A random problem; some are nearly certain, some wide open."""
    random = np.random.default_rng([seed, 77])
    first, outcomes, later = int(random.integers(2, 5)), int(random.integers(1, 3)), int(random.integers(1, 3))
    weighted, matters = bool(random.random() < 0.65), int(random.integers(1, 5))
    width, often = random.choice([2.0, 8.0, 30.0]), random.choice([0.0, 0.4, 1.0])
    scores = tuple(
        tuple(
            tuple(tuple(_score(random, width, often) for _ in range(later)) for _ in range(outcomes))
            for _ in range(first)
        )
        for _ in range(matters)
    )
    chances = tuple(_chance(random, often) for _ in range(first)) if outcomes > 1 else ()
    weights = _weights(random, matters) if weighted else ()
    risk = float(random.choice([25.0, 90.0, -60.0])) if random.random() < 0.2 else 0.0
    return Puzzle(scores, chances, weights, not weighted and bool(random.random() < 0.5), risk)


def _score(random: np.random.Generator, width: float, often: float) -> Uncertain:
    value = float(random.integers(10, 91))
    if random.random() >= often:
        return Uncertain(value)
    low, high = max(0.0, value - width * random.random()), min(100.0, value + width * random.random())
    kind = random.choice(["", "", "triangular", "normal", "uniform"])
    if kind == "triangular":
        return Uncertain(value, None, None, "triangular", (max(0.0, low - 1e-6), value, min(100.0, high + 1e-6)))
    if kind == "normal":
        return Uncertain(value, max(0.0, low - 1), min(100.0, high + 1), "normal", (value, width / 3))
    if kind == "uniform":
        return Uncertain(value, None, None, "uniform", (max(0.0, low - 1e-6), min(100.0, high + 1e-6)))
    return Uncertain(value, low, high)


def _chance(random: np.random.Generator, often: float) -> Uncertain:
    value = float(random.choice([0.2, 0.5, 0.7]))
    return Uncertain(value, value - 0.15, value + 0.2) if random.random() < often else Uncertain(value)


def _weights(random: np.random.Generator, count: int) -> tuple[Uncertain, ...]:
    """Points: all with ranges, some with ranges, or none; now and then a weight of plain 0, or with a distribution."""
    ranged, reach = random.choice([0.0, 0.5, 1.0]), random.choice([0.1, 0.5])
    found = []
    for place in range(count):
        value = float(random.integers(1, 10))
        if count > 1 and place == count - 1 and random.random() < 0.1:
            found.append(Uncertain(0.0))
        elif count > 1 and random.random() < 0.06:
            found.append(Uncertain(value, None, None, "triangular", (0.5 * value, value, 1.5 * value)))
        elif random.random() < ranged:
            found.append(Uncertain(value, (1 - reach) * value, (1 + reach) * value))
        else:
            found.append(Uncertain(value))
    return tuple(found)


def weightings(puzzle: Puzzle, count: int, random: np.random.Generator) -> np.ndarray:
    """(k, count): even over the shares that the points' ranges admit, by throwing away what is not admissible.

    All shares but the widest are drawn evenly, and that one takes what is left.
    """
    points = np.array([each.value for each in puzzle.weights])
    low = np.array([each.low if each.low is not None else 0.0 for each in puzzle.weights]) / points.sum()
    high = np.array([_highest(each, points.sum()) for each in puzzle.weights]) / points.sum()
    rest = int(np.argmax(high - low))
    others = [place for place in range(len(points)) if place != rest]
    kept: list[np.ndarray] = []
    for _ in range(TRIES):
        drawn = np.zeros((len(points), count))
        drawn[others] = random.uniform(low[others, None], high[others, None], (len(others), count))
        drawn[rest] = 1 - drawn.sum(axis=0)
        kept.append(drawn[:, (drawn[rest] >= low[rest] - 1e-12) & (drawn[rest] <= high[rest] + 1e-12)])
        if sum(each.shape[1] for each in kept) >= count:
            break
    return np.concatenate(kept, axis=1)[:, :count]


def _highest(weight: Uncertain, whole: float) -> float:
    if weight.high is not None:
        return weight.high
    return whole if weight.value > 0 or weight.kind else 0.0


def joint_weightings(puzzle: Puzzle, count: int, random: np.random.Generator) -> np.ndarray:
    """The same with those that have a distribution drawn from it; the rest keeps its proportions, or makes room."""
    drawn = weightings(puzzle, count, random)
    spread = [place for place, each in enumerate(puzzle.weights) if each.kind]
    if not spread:
        return drawn
    points = sum(each.value for each in puzzle.weights)
    for place in spread:
        drawn[place] = puzzle.weights[place].draw(drawn.shape[1], random) / points
    others = [place for place in range(len(drawn)) if place not in spread]
    taken, left = drawn[spread].sum(axis=0), drawn[others].sum(axis=0)
    free = [place for place in others if puzzle.weights[place].value > 0]
    if not free:
        return drawn / taken
    drawn[spread] = np.where(taken > 1, drawn[spread] / taken, drawn[spread])
    drawn[others] *= np.maximum(1 - taken, 0) / np.where(left > 0, left, 1)
    fits = np.ones(drawn.shape[1], dtype=bool)
    for place, each in enumerate(puzzle.weights):
        if each.low is not None and each.high is not None:
            fits &= (drawn[place] >= each.low / points - 1e-9) & (drawn[place] <= each.high / points + 1e-9)
    return drawn[:, fits]


def totals(puzzle: Puzzle, weights: np.ndarray | None, count: int, random: np.random.Generator | None) -> np.ndarray:
    """(choices, count): the total of each first choice, the later one at its best; numbers as stated without `random`.

    More is better in what is returned: costs are turned round before anything is done with them.
    """
    first, outcomes, later = puzzle.shape
    sign = -1.0 if puzzle.lower else 1.0

    def value(number: Uncertain) -> Any:
        return number.value if random is None else number.draw(count, random)

    found = np.zeros((first, count))
    for a in range(first):
        ends = []
        for e in range(outcomes):
            ways = np.zeros((later, count))
            for b, (k, table) in product(range(later), enumerate(puzzle.scores)):
                ways[b] += value(table[a][e][b]) * (1.0 if weights is None else weights[k])
            ends.append((sign * ways).max(axis=0))
        chance = value(puzzle.chances[a]) if outcomes > 1 else 1.0
        chances = (chance, 1 - chance) if outcomes > 1 else (1.0,)
        if puzzle.risk:
            useful = sum(p * np.exp(-end / puzzle.risk) for p, end in zip(chances, ends, strict=True))
            found[a] = -puzzle.risk * np.log(useful)
        else:
            found[a] = sum(p * end for p, end in zip(chances, ends, strict=True))
    return found


def leaders(puzzle: Puzzle) -> np.ndarray:
    """(choices,): which are best at the stated numbers."""
    points = np.array([[each.value] for each in puzzle.weights])
    stated = totals(puzzle, points / points.sum() if len(points) else None, 1, None)[:, 0]
    return np.asarray(stated >= stated.max() - LEVEL * max(1.0, abs(stated.max())))


def shares(puzzle: Puzzle, count: int, seed: int) -> tuple[np.ndarray | None, np.ndarray | None]:
    """Share of cases in which each choice is best, over the weights alone and over all; None where nothing varies."""
    random = np.random.default_rng([seed, 78])
    alone = together = None
    if puzzle.weights:
        drawn = weightings(puzzle, count, random)
        alone = _best(totals(puzzle, drawn, drawn.shape[1], None)) if drawn.std(axis=1).max() > LEVEL else None
    every = [each for table in puzzle.scores for a in table for e in a for each in e]
    spread = [each for each in puzzle.weights if each.kind]
    if all(each.sure for each in (*every, *puzzle.chances, *spread)):
        return alone, alone
    drawn = joint_weightings(puzzle, count, random) if puzzle.weights else np.zeros((0, count))
    weights = drawn if puzzle.weights else None
    together = _best(totals(puzzle, weights, drawn.shape[1], random))
    return alone, together


def _best(found: np.ndarray) -> np.ndarray:
    highest = found.max(axis=0)
    return np.asarray((found >= highest - LEVEL * np.maximum(1.0, np.abs(highest))).mean(axis=1))
