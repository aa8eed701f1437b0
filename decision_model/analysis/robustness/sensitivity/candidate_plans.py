"""Which plan is best where: plans as functions of numbers that are varied, and the envelope over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod

import numpy as np

from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.combinations import Combination, combinations, decided_now, totals
from decision_model.analysis.effort import drawn_under, refuse_endless
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Draws
from decision_model.solver.fixed_policy import fixed_policy_total
from decision_model.solver.rollback import TIE
from decision_model.words.sentences import counted

Values = Mapping[str, Draws]
"""Numbers by address, as `set_numbers` takes them."""
AT_ONCE = 500
"""Combinations that are solved together, so that the totals of all in every draw need not be held."""
NOISE = 64 * np.finfo(float).eps


@dataclass(frozen=True, eq=False)
class Plan:
    """A solution's plan, and the combination of options it was forced to take, if any."""

    combination: Combination | None
    solution: Solution

    def total(self, model: DecisionModel) -> np.ndarray:
        """Its total in the model, or in each draw, in the direction of the choice (more is better)."""
        return direction(model) * np.asarray(fixed_policy_total(self.solution, model))


@dataclass(frozen=True, eq=False)
class CandidatePlans:
    """The plans of a model that are best somewhere, as far as they are known.

    What is compared are the `combinations` of options, each with the rest best; without any, plans free to do anything.
    """

    model: DecisionModel
    combinations: tuple[Combination, ...] = ()
    plans: list[Plan] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.plans.append(self.best_plan({}))

    @cached_property
    def base(self) -> Plan:
        """The best at the model's own numbers."""
        return self.plans[0]

    def best_total(self, model: DecisionModel) -> np.ndarray:
        """The best total in the model or each draw, in the direction of the choice."""
        if not self.combinations:
            return np.asarray(direction(model) * solve(model).total)
        parts = [self.combinations[start : start + AT_ONCE] for start in range(0, len(self.combinations), AT_ONCE)]
        return np.asarray(np.max(np.stack([self._reached(model, part).max(axis=0) for part in parts]), axis=0))

    def best_plan(self, values: Values) -> Plan:
        """The best at one setting of the numbers; the first in file order where several are level."""
        model = set_numbers(self.model, values, check="numbers")
        if not self.combinations:
            return Plan(None, solve(model))
        reached = self._reached(model, self.combinations)
        first = self.combinations[int(np.argmax(reached >= reached.max() - tolerance(reached.max())))]
        return Plan(first, solve(first.of(model)))

    @staticmethod
    def _reached(model: DecisionModel, options: Sequence[Combination]) -> np.ndarray:
        """Each combination's total, in the direction of the choice: (combinations,) or (combinations, draws)."""
        return np.asarray(direction(model) * totals(model, options))

    @cached_property
    def options(self) -> tuple[Combination, ...]:
        """The combinations compared, or those of what is decided now; none where these are too many to compare."""
        if self.combinations:
            return self.combinations
        try:
            return combinations(self.model, decided_now(self.model))[0]
        except ModelError:
            return ()

    def best_options(self, values: Values) -> np.ndarray:
        """Which options reach the best total, (options, draws); it lies above all of them where plans must respond."""
        model = set_numbers(self.model, values, check="nothing")
        shape = np.broadcast_shapes(*(np.shape(value) for value in values.values()))
        best = np.broadcast_to(self.best_total(model), shape)
        if not self.options:
            return np.zeros((0, *shape), dtype=bool)
        reached = np.broadcast_to(
            self._reached(model, self.options).reshape(len(self.options), -1), (len(self.options), *shape)
        )
        return reached >= best - tolerance(best)

    def totals(self, values: Values) -> np.ndarray:
        """Each plan's total in every draw of the values, (plans, draws), after adding the plans that are missing.

        A plan is missing where the best total lies above all plans known; it is found by solving where it lies highest
        above. Ends because there are finitely many plans. Raises ModelError where that would take hours.
        """
        shape = np.broadcast_shapes(*(np.shape(value) for value in values.values()))
        self._refuse_endless(prod(shape))
        model = set_numbers(self.model, values, check="numbers")
        best = np.broadcast_to(self.best_total(model), shape)
        lines = [np.broadcast_to(plan.total(model), shape) for plan in self.plans]
        while True:
            above = best - np.max(lines, axis=0) - tolerance(best)
            worst = int(np.argmax(above))
            if above[worst] <= 0:
                return np.stack(lines)
            self.plans.append(self.best_plan({name: float(np.asarray(v)[worst]) for name, v in values.items()}))
            line = np.broadcast_to(self.plans[-1].total(model), shape)
            if line[worst] <= np.max(lines, axis=0)[worst]:
                raise AssertionError("the plan found does not reach the best total")
            lines.append(line)

    def _refuse_endless(self, settings: int) -> None:
        forced = f"{counted(len(self.combinations), 'combination')} at " if self.combinations else ""
        what = f"{forced}{settings:,} settings of the numbers in a tree of {self.model.structure.branches:,} branches"
        refuse_endless(settings * self._visits, what, "Name fewer decisions in 'by', or fewer points.")

    @cached_property
    def _visits(self) -> float:
        """Branches visited for one setting of the numbers."""
        return drawn_under(self.model, 1, [combination.options for combination in self.combinations] or [{}])


def candidate_plans(model: DecisionModel, by: Sequence[str] | None) -> CandidatePlans:
    """Candidates among the combinations of `by`; without it, among all plans.

    Raises ModelError for names of no decision.
    """
    model.structure  # noqa: B018 - compiled once here, so that every copy with other numbers shares it
    return CandidatePlans(model, combinations(model, by)[0] if by else ())


def direction(model: DecisionModel) -> float:
    """1 where more is better, -1 where less is."""
    return -1.0 if model.better == "lower" else 1.0


def tolerance(best: np.ndarray) -> np.ndarray:
    """How far below the best totals a total still counts as level with them; an array like `best`."""
    return TIE * np.maximum(1.0, np.abs(best))


def first_best(lines: np.ndarray) -> np.ndarray:
    """The first plan within the tie tolerance of the best, for each draw: (plans, draws) -> (draws,)."""
    best = lines.max(axis=0)
    return np.argmax(lines >= best - tolerance(best), axis=0)


def last_zero(difference: Callable[[np.ndarray], np.ndarray], low: float, high: float, noise: float) -> float:
    """Where a difference that is 0 or less at `low` and above 0 at `high` last leaves 0, to machine precision.

    Differences up to `noise` count as 0. Narrows by sections, with the secant's guess among them, so that a straight
    line takes three rounds.
    """
    straight = _straight(difference, low, high, noise)
    if straight is not None:
        return straight
    start, width, guesses = low, high - low, [low]
    for _ in range(40):
        points = np.unique([*np.linspace(low, high, 9), *guesses])
        values = difference(points)
        values = np.where(np.abs(values) <= noise, 0.0, values)
        last = int(np.flatnonzero(values[:-1] <= 0)[-1]) if np.any(values[:-1] <= 0) else 0
        low, high = float(points[last]), float(points[last + 1])
        if high - low <= 4 * np.finfo(float).eps * max(abs(low), abs(high)) or values[last] == 0:
            break
        rise = values[last] - values[last + 1]
        secant = low + (high - low) * values[last] / rise if rise else low
        near = max((high - low) * 1e-7, 2 * np.finfo(float).eps * abs(secant))
        guesses = [guess for guess in (secant - near, secant, secant + near) if low < guess < high]
    return _polished(difference, low, max(start, low - 1e-3 * width), min(start + width, low + 1e-3 * width), noise)


def _straight(difference: Callable[[np.ndarray], np.ndarray], low: float, high: float, noise: float) -> float | None:
    """The root of a difference that is a straight line from below 0 to above it; None when it is not."""
    below, above = difference(np.array([low, high]))
    if not (below < -noise and above > noise):
        return None
    secant = low + (high - low) * below / (below - above)
    return float(secant) if abs(difference(np.array([secant]))[0]) <= noise else None


def _polished(
    difference: Callable[[np.ndarray], np.ndarray], root: float, low: float, high: float, noise: float
) -> float:
    """The root by the secant through two points around it, where the difference is straight there."""
    below, at, above = difference(np.array([low, root, high]))
    if not (below < -noise and above > noise):
        return root
    secant = low + (high - low) * below / (below - above)
    return float(secant) if abs(difference(np.array([secant]))[0]) <= max(abs(at), noise) else root
