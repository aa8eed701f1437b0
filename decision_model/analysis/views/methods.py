"""Methods of other schools: the same expected values through TOPSIS, VIKOR and PROMETHEE, and where they disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, combinations, decided_now, each_solved, expected_merits
from decision_model.analysis.question import By, Question, weighs
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.first_places import MOST_NAMED, all_of
from decision_model.analysis.statement import Statement
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.solver.rollback import TIE
from decision_model.words.names import quoted
from decision_model.words.sentences import listed

MIDWAY = 0.5
"""VIKOR's weight of the whole against the worst single consideration, as its authors take it."""


def weighted_sum(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(n,): the mean of an option's values (n, k) by the weights (k,), higher is better."""
    return np.asarray((values * weights).sum(axis=1))


def topsis(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(n,): how close an option is to the best on everything and far from the worst, 0 to 1, higher is better.

    Columns are divided by the root of their sum of squares, and distances are Euclidean (Hwang & Yoon 1981).
    """
    lengths = np.sqrt((values * values).sum(axis=0))
    scaled = weights * values / np.where(lengths > 0, lengths, 1.0)
    to_best, to_worst = (
        np.sqrt(np.square(scaled - end).sum(axis=1)) for end in (scaled.max(axis=0), scaled.min(axis=0))
    )
    whole = to_best + to_worst
    return np.asarray(np.where(whole > TIE, to_worst / np.where(whole > TIE, whole, 1.0), 0.0))


def vikor(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(n,): Q, the regret over everything and on the worst consideration, half each, 0 to 1, lower is better.

    Both are scaled from the least to the most that any option has (Opricovic & Tzeng 2004).
    """
    best, worst = values.max(axis=0), values.min(axis=0)
    span = np.where(best - worst > TIE, best - worst, 1.0)
    regrets = weights * (best - values) / span
    return MIDWAY * _from_least(regrets.sum(axis=1)) + (1 - MIDWAY) * _from_least(regrets.max(axis=1))


def promethee(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(n,): the net flow, by how much weight an option beats the others less how much beats it, -1 to 1.

    On each consideration the better of two counts in full, however little it is better (PROMETHEE II with the usual
    criterion, Brans & Vincke 1985); higher is better.
    """
    others = max(len(values) - 1, 1)
    ahead = values[:, None, :] - values[None, :, :]
    wins = (ahead > TIE * np.maximum(1.0, np.abs(values)[:, None, :])).astype(float)
    preferred = (wins * weights).sum(axis=2)
    return np.asarray((preferred.sum(axis=1) - preferred.sum(axis=0)) / others)


def _from_least(amounts: np.ndarray) -> np.ndarray:
    """Amounts (n,) on a scale from 0 for the least to 1 for the most."""
    span = float(np.ptp(amounts))
    return np.asarray((amounts - amounts.min()) / span if span > TIE else np.zeros_like(amounts))


@dataclass(frozen=True)
class Method:
    """A method: its name, what it looks at, its values of (n, k) expected values, and their `sign` (1: higher wins)."""

    title: str
    looks_at: str
    score: Callable[[np.ndarray, np.ndarray], np.ndarray]
    sign: float = 1.0

    @property
    def key(self) -> str:
        """The name in keys of columns."""
        return self.title.lower().replace(" ", "_")

    def ranks(self, values: np.ndarray, weights: np.ndarray) -> np.ndarray:
        """(n,): places from 1; options that are level share the better one."""
        scores = self.sign * self.score(values, weights)
        return 1 + (scores[None, :] > scores[:, None] + TIE * np.maximum(1.0, np.abs(scores))[:, None]).sum(axis=1)


METHODS = (
    Method("Weighted sum", "adds up what an option is worth on each consideration", weighted_sum),
    Method("TOPSIS", "measures how near an option is to the best, and how far from the worst, of all options", topsis),
    Method("VIKOR", "weighs the whole against the one consideration on which an option does worst", vikor, -1.0),
    Method("PROMETHEE", "counts on which considerations an option beats each other one, not by how much", promethee),
)


@dataclass(frozen=True)
class Reversal:
    """A method that puts others first once an option is left out that was not first itself."""

    method: str
    dropped: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Methods(Result):
    """The answer of `methods`, options in file order.

    `values` (options, considerations) are expected values of 0 to 100, below 0 where less is better; `scores` and
    `ranks` (options, methods).
    """

    model: DecisionModel
    by: tuple[str, ...]
    options: tuple[Combination, ...]
    values: np.ndarray = field(compare=False)
    scores: np.ndarray = field(compare=False)
    ranks: np.ndarray = field(compare=False)
    reversals: tuple[Reversal, ...]

    @cached_property
    def first(self) -> Mapping[str, tuple[str, ...]]:
        """Titles of the options that each method puts first."""
        return {method.title: self._titles(self.ranks[:, place]) for place, method in enumerate(METHODS)}

    def _titles(self, ranks: np.ndarray) -> tuple[str, ...]:
        return tuple(option.title for option, rank in zip(self.options, ranks.tolist(), strict=True) if rank == 1)

    @property
    def statement(self) -> Statement:
        detail = "Expected values and weights of the model, put through four methods; later choices are the best plan's"
        return Statement(self._headline(), detail, tuple(self._reasons()))

    def _headline(self) -> str:
        groups: dict[tuple[str, ...], list[str]] = {}
        for method, titles in self.first.items():
            groups.setdefault(titles, []).append(method)
        if len(self.options) == 1:
            return f"{quoted(self.options[0].title)} has no rival"
        if len(groups) == 1:
            titles = next(iter(groups))
            return f"All {len(METHODS)} methods put {all_of(titles)} first"
        parts = [
            f"{listed(names)} put{'s' if len(names) == 1 else ''} {all_of(own)} first" for own, names in groups.items()
        ]
        return "; ".join(parts)

    def _reasons(self) -> Iterator[str]:
        """What each method looks at, and where leaving out an option that is not first changes who is."""
        if len(set(self.first.values())) > 1:
            for method in METHODS:
                yield f"{method.title} {method.looks_at}"
        for reversal in self.reversals[:MOST_NAMED]:
            before, after = all_of(reversal.before), all_of(reversal.after)
            yield f"Without {quoted(reversal.dropped)}, {reversal.method} puts {after} first instead of {before}"
        if not self.reversals and len(self.options) > 2:
            yield "Whichever other option is left out, every method keeps whom it puts first"

    @property
    def columns(self) -> tuple[Column, ...]:
        places = [Column(f"rank.{method.key}", f"place by {method.title}", Kind.number) for method in METHODS]
        values = [
            Column(f"value.{method.key}", f"value by {method.title}", Kind.number, brief=False) for method in METHODS
        ]
        return (Column("option", "option", Kind.name), *places, *values)

    def rows(self) -> Iterable[Sequence[Any]]:
        for option, ranks, scores in zip(self.options, self.ranks.tolist(), self.scores.tolist(), strict=True):
            yield (option.title, *ranks, *scores)


@checked
def methods(model: DecisionModel, by: By = None) -> Methods:
    """What other schools' methods make of the same values: TOPSIS, VIKOR, PROMETHEE beside the weighted sum.

    The expected value of each option on every scored consideration, 0 to 100, and the weights, put through four methods
    of multi-criteria analysis: the weighted sum that this program stands on, TOPSIS, VIKOR and PROMETHEE II.

    Options are the combinations of the decisions `by` (default: those of the first stage), the others best at the base
    weights. The first place of each method, and every option not first whose leaving out changes it: *rank reversal*,
    which the weighted sum cannot show, since it compares options by themselves (Belton & Gear 1983). The values go in
    as the file's scales make them, so that only what a method does with them differs. Raises ModelError where weights
    are no shares of a whole.
    """
    if not model.total_rule.weights_are_shares:
        message = f"with 'combine: {model.total_rule.name}' there are no weights that share a whole."
        raise ModelError([Problem(("combine",), message, "Use 'combine: weighted' for this question.")])
    names = tuple(by) if by else decided_now(model)
    compared, _ = combinations(model, names)
    values = np.array(each_solved(model, compared, expected_merits))
    weights = np.array([float(np.mean(model.weights[leaf.name])) for leaf in model.leaves])
    scores = np.column_stack([method.score(values, weights) for method in METHODS])
    ranks = np.column_stack([method.ranks(values, weights) for method in METHODS])
    reversals = tuple(_reversals([option.title for option in compared], values, weights))
    return Methods(model, names, tuple(compared), values, scores, ranks, reversals)


def _reversals(titles: Sequence[str], values: np.ndarray, weights: np.ndarray) -> Iterator[Reversal]:
    """Where a method puts others first once one that it does not put first is left out."""
    for method in METHODS:
        ranks = method.ranks(values, weights)
        before = tuple(title for title, rank in zip(titles, ranks.tolist(), strict=True) if rank == 1)
        for dropped in np.flatnonzero(ranks > 1).tolist():
            kept = [place for place in range(len(titles)) if place != dropped]
            remaining = method.ranks(values[kept], weights)
            after = tuple(titles[place] for place, rank in zip(kept, remaining.tolist(), strict=True) if rank == 1)
            if after != before:
                yield Reversal(method.title, titles[dropped], before, after)


QUESTION = Question(
    "What other methods would say",
    "Other schools of decision analysis put the same values and weights together in other ways. Where they agree, the "
    "choice does not hang on the method.",
    weighs,
    order=60,
    in_run=False,
)
