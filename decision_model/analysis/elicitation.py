"""Weights from what people can say: an order, swings, or comparisons in pairs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from decision_model.analysis.arguments import written
from decision_model.errors import ModelError, Problem
from decision_model.model.pairwise import ACCEPTABLE, priorities
from decision_model.model.rank_weights import centroid
from decision_model.model.rank_weights import rank_sum as shares_that_fall_evenly
from decision_model.model.real_numbers import is_real
from decision_model.words.numbers import amount

Order = Sequence[str | Sequence[str]]
"""Names, most important first; a list within it is a tie."""


def rank_order_centroid(order: Order) -> dict[str, float]:
    """Weights, summing to 1, at the centre of all that fit an order (Barron & Barrett 1996).

    The i-th of n gets (1/n) times the sum of 1/j for j = i..n; names that tie share the mean of their places. Raises
    ModelError for what is no order, and for a name that stands in it twice.
    """
    return _spread(order, centroid(_count(order)))


def rank_sum(order: Order) -> dict[str, float]:
    """Weights, summing to 1, that fall evenly: the i-th of n gets 2(n + 1 - i) / n(n + 1) (Stillwell et al. 1981).

    Names that tie share the mean of their places. Raises ModelError as `rank_order_centroid` does.
    """
    return _spread(order, shares_that_fall_evenly(_count(order)))


def swing_weights(swings: Mapping[str, float]) -> dict[str, float]:
    """Weights, summing to 1, from swings: how much going from worst to best is worth, the largest swing being 100.

    (von Winterfeldt & Edwards 1986.) Raises ModelError for negative swings and where all are 0.
    """
    if not isinstance(swings, Mapping) or not swings:
        problem = f"{written(swings)} does not say how large each swing is."
        raise ModelError([Problem(("swings",), problem, "Write {'cost': 100, 'time': 40}.")])
    if not all(isinstance(name, str) for name in swings):
        raise ModelError([Problem(("swings",), "its names are not all texts.", "Write {'cost': 100, 'time': 40}.")])
    unfit = [name for name, points in swings.items() if not is_real(points)]
    if unfit:
        problems = (f"the swing of {written(name)} is {written(swings[name])}, no number." for name in unfit)
        raise ModelError([Problem(("swings",), problem, "Give a number, the largest 100.") for problem in problems])
    total = sum(swings.values())
    if any(not points >= 0 for points in swings.values()) or total <= 0:
        raise ModelError(
            [Problem(("swings",), "swings are 0 or more, and one of them is above 0.", "Give the largest 100.")]
        )
    return {name: points / total for name, points in swings.items()}


@dataclass(frozen=True)
class Pairwise:
    """The answer of `pairwise`: weights summing to 1 and how far the comparisons contradict one another.

    `consistency_ratio` is 0 for judgements that fit together; above 0.1 they should be looked at again, `most_at_odds`
    first: the pair whose ratio departs most from that of the weights.
    """

    names: tuple[str, ...]
    matrix: np.ndarray
    weights: Mapping[str, float]
    consistency_ratio: float
    most_at_odds: tuple[str, str]

    @property
    def consistent(self) -> bool:
        return self.consistency_ratio <= ACCEPTABLE

    def __repr__(self) -> str:
        text = ", ".join(f"{name} {amount(100 * weight, 3)} %" for name, weight in self.weights.items())
        verdict = "consistent enough" if self.consistent else "look again at " + " against ".join(self.most_at_odds)
        return f"{text}; consistency ratio {amount(self.consistency_ratio, 2)}: {verdict}"


def pairwise(
    comparisons: Mapping[tuple[str, str], float], names: Sequence[str] | None = None, random_index: float | None = None
) -> Pairwise:
    """Weights from ratios "a is so many times as important as b": the principal eigenvector (Saaty 1980).

    `comparisons` maps pairs to ratios above 0, each pair once, either way round. The consistency ratio is
    (largest eigenvalue - n) / (n - 1) over the random index of size n. Raises ModelError for missing or repeated pairs.
    """
    _refuse_unfit(comparisons, names, random_index)
    compared = tuple(names or dict.fromkeys(name for pair in comparisons for name in pair))
    matrix = _reciprocal(comparisons, compared)
    judged = priorities(matrix.tolist())
    row, column = judged.at_odds[0] if judged.at_odds else (0, min(1, len(compared) - 1))
    shares = dict(zip(compared, judged.weights, strict=True))
    return Pairwise(compared, matrix, shares, judged.consistency_ratio(random_index), (compared[row], compared[column]))


def _refuse_unfit(comparisons: Any, names: Any, random_index: Any) -> None:
    """Raise ModelError where what is compared are no pairs, ratios no numbers, or names no texts."""
    problems = []
    if not isinstance(comparisons, Mapping) or not comparisons:
        problem = f"{written(comparisons)} does not compare anything."
        problems.append(Problem(("comparisons",), problem, "Write {('cost', 'time'): 3}."))
    else:
        for pair, ratio in comparisons.items():
            is_pair = isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(name, str) for name in pair)
            if not is_pair:
                problems.append(Problem(("comparisons",), f"{written(pair)} is no pair.", "Write ('cost', 'time')."))
            elif not is_real(ratio):
                problem = f"the ratio of '{pair[0]}' to '{pair[1]}' is {written(ratio)}, no number."
                problems.append(Problem(("comparisons",), problem, "Write 3, or 1/3 without quotes."))
    is_list = isinstance(names, Sequence) and not isinstance(names, str) and len(names) > 0
    if names is not None and not (is_list and all(isinstance(name, str) for name in names)):
        problems.append(Problem(("names",), f"{written(names)} is not a list of names.", "Write ['cost', 'time']."))
    if random_index is not None and not (is_real(random_index) and random_index > 0):
        problem = f"{written(random_index)} is not a number above 0."
        problems.append(Problem(("random_index",), problem, "Leave it out for Saaty's."))
    if problems:
        raise ModelError(problems)


def _reciprocal(comparisons: Mapping[tuple[str, str], float], names: Sequence[str]) -> np.ndarray:
    matrix = np.full((len(names), len(names)), np.nan)
    np.fill_diagonal(matrix, 1.0)
    problems: list[Problem] = []
    for (first, second), ratio in comparisons.items():
        if first not in names or second not in names or first == second:
            problems.append(
                Problem(("comparisons",), f"'{first}' against '{second}' is not a pair of what is compared.")
            )
            continue
        row, column = names.index(first), names.index(second)
        if not np.isnan(matrix[row, column]):
            problems.append(Problem(("comparisons",), f"'{first}' and '{second}' are compared twice.", "Keep one."))
        if not ratio > 0:
            problems.append(
                Problem(("comparisons",), f"the ratio of '{first}' to '{second}' is not above 0.", "Write 3, or 1/3.")
            )
        matrix[row, column], matrix[column, row] = ratio, 1 / ratio if ratio else np.nan
    if not problems:
        problems += _missing(matrix, names)
    if problems:
        raise ModelError(problems)
    return matrix


def _missing(matrix: np.ndarray, names: Sequence[str]) -> Iterable[Problem]:
    for i, j in zip(*np.nonzero(np.triu(np.isnan(matrix))), strict=True):
        yield Problem(("comparisons",), f"'{names[i]}' and '{names[j]}' are not compared.", "Compare every pair once.")


def _count(order: Order) -> int:
    is_list = isinstance(order, Sequence) and len(order) > 0
    if not is_list or not all(isinstance(name, str) for group in order for name in _group(group)):
        problem = f"{written(order)} is not a list of names."
        raise ModelError([Problem(("order",), problem, "Write ['cost', ['time', 'risk']], most important first.")])
    return sum(1 if isinstance(group, str) else len(group) for group in order)


def _group(group: Any) -> Sequence[Any]:
    """What stands together at one place of an order; what is neither a name nor a list of them stands by itself."""
    return group if isinstance(group, list | tuple) and group else [group]


def _spread(order: Order, shares: Sequence[float]) -> dict[str, float]:
    weights: dict[str, Any] = {}
    place = 0
    for group in order:
        names = [group] if isinstance(group, str) else list(group)
        together = sum(shares[place : place + len(names)]) / len(names)
        weights.update(dict.fromkeys(names, together))
        place += len(names)
    if len(weights) < place:
        raise ModelError([Problem(("order",), "a name stands in the order twice.", "Rank each once.")])
    return weights
