"""Which plan is best where: plans as functions of numbers that are varied, and the envelope over them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.combinations import Combination, combinations, decided_now, totals
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Draws
from decision_model.solver.fixed_policy import fixed_policy_total
from decision_model.solver.rollback import TIE

Values = Mapping[str, Draws]
"""Numbers by address, as `set_numbers` takes them."""
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
        totals = [np.asarray(solve(model).total) for model in self._models(model)]
        return np.asarray(
            np.max(np.stack(np.broadcast_arrays(*(direction(model) * total for total in totals))), axis=0)
        )

    def best_plan(self, values: Values) -> Plan:
        """The best at one setting of the numbers; the first in file order where several are level."""
        model = set_numbers(self.model, values, check="numbers")
        solved = [solve(varied) for varied in self._models(model)]
        totals = direction(model) * np.array([float(np.asarray(solution.total)) for solution in solved])
        first = int(np.argmax(totals >= totals.max() - tolerance(totals.max())))
        return Plan(self.combinations[first] if self.combinations else None, solved[first])

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
            direction(model) * totals(model, self.options).reshape(len(self.options), -1), (len(self.options), *shape)
        )
        return reached >= best - tolerance(best)

    def _models(self, model: DecisionModel) -> list[DecisionModel]:
        return [combination.of(model) for combination in self.combinations] if self.combinations else [model]

    def totals(self, values: Values) -> np.ndarray:
        """Each plan's total in every draw of the values, (plans, draws), after adding the plans that are missing.

        A plan is missing where the best total lies above all plans known; it is found by solving where it lies highest
        above. Ends because there are finitely many plans.
        """
        model = set_numbers(self.model, values, check="numbers")
        shape = np.broadcast_shapes(*(np.shape(value) for value in values.values()))
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
