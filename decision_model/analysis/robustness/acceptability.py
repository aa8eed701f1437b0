"""Acceptability: for how much of the admissible weights each option comes first, second and so on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, combinations, decided_now, title
from decision_model.analysis.plan_titles import plan_titles
from decision_model.analysis.question import By, DrawCount, Question, Seed, WithNumbers, weighs
from decision_model.analysis.result import Result, settled
from decision_model.analysis.robustness.admissible import Admissible, Ordered, admissible, insist_open
from decision_model.analysis.robustness.confidence import confidence_factors
from decision_model.analysis.robustness.drawn_places import DrawSettings, by_solving, by_weights
from decision_model.analysis.robustness.first_places import VariedSet, all_of, always_first, level_for_first
from decision_model.analysis.robustness.weight_space.orders import Order
from decision_model.analysis.robustness.weight_space.plans import is_linear, plans, worths_of
from decision_model.analysis.robustness.weight_space.polytope import GeometryError
from decision_model.analysis.robustness.weight_space.rank_acceptability import Places
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet
from decision_model.analysis.robustness.winners import all_known, always_best
from decision_model.analysis.statement import Statement, same_trials
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import ordinal

MOST = 200
"""Options above which the comparison is refused."""

LONG = 120
"""Characters above which a headline calls options by their short labels."""

BRIEF = 3
"""Ranks that a short table shows."""

EQUAL = 1e-9
"""Shares this close are equal: measured volumes are no more exact."""

NEARLY = 1e-6
"""How far the first places of options that come first everywhere may be from the whole."""


@dataclass(frozen=True)
class Acceptable:
    """One option: `ranks[r]` is the share of the set in which it takes rank r + 1, `errors` their standard errors.

    `typical` are the mean weights, each as a share of its group, where it is first; None where it never is.
    Options that tie share the ranks they span. `confidence`, where numbers vary too, is the share of their draws in
    which it is first at its typical weights (the confidence factor).
    """

    options: Mapping[str, str | None]
    title: str
    ranks: tuple[float, ...]
    errors: tuple[float, ...]
    typical: Mapping[str, float] | None
    confidence: float | None = None

    @property
    def first(self) -> float:
        return self.ranks[0]


@dataclass(frozen=True)
class AcceptablePlan:
    """A plan for a problem in several stages, free to answer to events, and the share in which it is best."""

    title: str
    sentences: tuple[str, ...]
    share: float
    typical: Mapping[str, float]


@dataclass(frozen=True, repr=False)
class Acceptability(Result):
    """The answer of `acceptability`: options with the largest share of first places first.

    `beats` (n, n) is the share in which the row's option is better than the column's, ties counted half. `exact` names
    what was measured by geometry: "first" (first places and typical weights), "ranks" (all ranks), "pairs"; the rest
    was counted over `draws` draws. `plans` is empty for problems in one stage, and where nothing can be measured.
    `always` are the titles of options that come first, alone or level, everywhere in the set, which is proved.
    """

    model: DecisionModel
    by: tuple[str, ...]
    order: Order | None
    with_numbers: bool
    draws: int
    seed: int
    options: tuple[Acceptable, ...]
    beats: np.ndarray = field(compare=False)
    exact: tuple[str, ...]
    plans: tuple[AcceptablePlan, ...]
    always: tuple[str, ...]
    level: float = 0.0
    """The share of the set in which several options come first, level."""

    @property
    def varied(self) -> VariedSet:
        """What varies."""
        return VariedSet(self.model, self.with_numbers, self.order)

    @property
    def statement(self) -> Statement:
        seed = "" if "ranks" in self.exact else f", {same_trials(self.seed)}"
        detail = f"{self.varied.detail} ({self.method}{seed})"
        return Statement(self._headline(), detail, tuple(self._reasons()), finding=None)

    def _reasons(self) -> Iterator[str]:
        """How sure the first option is at its typical weights; that first places were divided, where that is news."""
        top = self.options[0]
        if top.confidence is not None:
            share = percent(top.confidence)
            yield f"At its typical weights {quoted(top.title)} is first in {share} of random trials of the numbers"
        if self.level > 0 and len(self.always) < 2:
            yield level_for_first(self.level, f"Under {{}} of the {self.varied.noun} that the file allows")

    @property
    def _weights(self) -> tuple[str, ...]:
        """Names of the considerations whose weights vary."""
        return self.varied.weights

    def _headline(self) -> str:
        top, *others = self.options
        if self.always or not others:
            return always_first(self.always or [top.title], self.varied, len(self.options))
        if not self.exact and others[0].first <= 0:
            return always_first([top.title], self.varied, len(self.options), self.draws)
        level = [option.title for option in self.options if abs(option.first - top.first) < EQUAL]
        if len(level) > 1:
            share = percent(top.first)
            return f"{all_of(level)} each come first under {share} of the {self.varied.noun} that the file allows"
        whole = self._shares(*(quoted(option.title) for option in self.options[:2]))
        short = self._shares(*(quoted(self._short(option)) for option in self.options[:2]))
        named = min(whole, short, key=lambda text: (len(text) > LONG, text is short))
        return named if len(named) <= LONG else self._shares(quoted(self._short(top)), "the next")

    def _shares(self, first: str, second: str) -> str:
        """The first places of the two options that have most of them, called so."""
        top, runner_up = self.options[:2]
        share = percent(min(top.first, 1 - EQUAL))
        headline = f"{first} comes first under {share} of the {self.varied.noun} that the file allows"
        return f"{headline}, {second} under {percent(runner_up.first)}" if runner_up.first > 0 else headline

    def _short(self, option: Acceptable) -> str:
        return title(self.model, option.options, short=True)

    @property
    def _is_confident(self) -> bool:
        return any(option.confidence is not None for option in self.options)

    @property
    def method(self) -> str:
        """How the first places were found, in words."""
        if "first" in self.exact:
            return "exact" if "ranks" in self.exact else "exact; further ranks from random trials"
        worst = max(error for option in self.options for error in option.errors)
        return f"{self.draws:,} random trials, by chance off by some {percent(worst)} at most"

    @property
    def columns(self) -> tuple[Column, ...]:
        labels = consideration_labels(self.model)
        names = self._weights
        return (
            Column("option", "option", Kind.name),
            *(Column(f"rank_{n}", ordinal(n), Kind.share, n <= BRIEF) for n in range(1, len(self.options) + 1)),
            *([Column("confidence", "confidence", Kind.share)] if self._is_confident else []),
            *(Column(f"typical_weight.{n}", f"typical weight: {labels[n]}", Kind.share, False) for n in names),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        weights = len(self._weights)
        for option in self.options:
            typical = [None] * weights if option.typical is None else option.typical.values()
            confidence = [option.confidence] if self._is_confident else []
            yield [option.title, *(settled(share, 1.0) for share in option.ranks), *confidence, *typical]


@checked
def acceptability(  # noqa: PLR0913 - the options of the question
    model: DecisionModel,
    by: By = None,
    order: Ordered = None,
    with_numbers: WithNumbers = False,
    draws: DrawCount = 100_000,
    seed: Seed = 0,
    executor: Executor | None = None,
) -> Acceptability:
    """For what share of all admissible weights each option is first, second, and so on.

    For how much of the admissible weights each option is first, second, ... (Lahdelma & Salminen 2001, SMAA).

    Options are the combinations of the decisions `by` (default: those of the first stage), the others best. The set is
    that of `admissible`: ranges and, on request, an `order`. `with_numbers` lets every other uncertain number vary
    along, by its distribution or else uniformly over its range. The share in which an option takes rank r is its *rank
    acceptability index*, the mean weights where it is first its *typical weights* (central weight vector), the share of
    draws of the numbers in which it is first at these its *confidence factor*, and the share in which it beats another
    its *pairwise winning index* (Leskinen et al. 2006).

    Up to eight considerations, weights alone are measured exactly: totals are highest sums of straight functions, whose
    regions are polytopes with volumes by Lawrence's formula. What would cost too much, ranges of numbers and
    problems with a risk tolerance are counted over `draws` draws instead, with standard errors. Ties share their ranks.
    Draws come in chunks, several at a time with an `executor` of concurrent.futures; the result is the same
    with any.

    Raises ModelError for an empty set, for unknown names, for more than 200 options, and where nothing is left open.
    """
    names = tuple(by) if by else decided_now(model)
    compared = _compared(model, names, draws)
    allowed = admissible(model, order)
    insist_open(allowed, with_numbers)
    with_numbers = with_numbers and bool(allowed.numbers)
    drawing = DrawSettings(draws, seed, executor)
    if not with_numbers and allowed.weights is not None and is_linear(model):
        option_plans = worths_of(compared, model, allowed.weights)
        pieces = [option.vectors for option in option_plans]
        places, exact = by_weights(pieces, allowed.weights, drawing)
        free = _free_plans(model, allowed.weights)
        likely = _likely(places.first) if all_known(model, names, option_plans) else ()
        always = tuple(compared[index].title for index in always_best(pieces, likely, allowed.weights))
    else:
        places, exact, free, always = by_solving(allowed, compared, drawing, with_numbers), (), (), ()
    names_of_weights = () if allowed.weights is None else allowed.weights.moving
    options, beats = _sorted(compared, names_of_weights, places, exact, draws)
    if with_numbers and allowed.weights is not None:
        options = _with_confidence(options, allowed, compared, drawing)
    return Acceptability(
        model, names, order, with_numbers, draws, seed, options, beats, exact, free, always, places.level
    )


def _compared(model: DecisionModel, names: Sequence[str], draws: int) -> Sequence[Combination]:
    """The options, few enough to compare, once `draws` are known to be some; raises ModelError otherwise."""
    if draws < 1:
        raise ModelError([Problem(("draws",), f"{draws} draws say nothing.", "Ask for at least 1.")])
    compared, _ = combinations(model, names)
    if len(compared) > MOST:
        problem = f"there are {len(compared)} options to compare; the limit is {MOST}."
        raise ModelError([Problem(("by",), problem, "Name fewer decisions.")])
    return compared


def _likely(first: np.ndarray) -> Sequence[int]:
    """The options that may come first everywhere: options level with one another share the first places alike."""
    top = float(first.max())
    even = [number for number, share in enumerate(first) if abs(share - top) < NEARLY]
    return even if abs(len(even) * top - 1) < NEARLY else ()


def _with_confidence(
    options: Sequence[Acceptable], allowed: Admissible, compared: Sequence[Combination], drawing: DrawSettings
) -> tuple[Acceptable, ...]:
    """The options with their confidence factors."""
    typical = {option.title: option.typical for option in options}
    in_order = [typical[combination.title] for combination in compared]
    factors = confidence_factors(allowed, compared, in_order, drawing.draws, drawing.seed)
    by_title = {combination.title: factor for combination, factor in zip(compared, factors, strict=True)}
    return tuple(replace(option, confidence=by_title[option.title]) for option in options)


def _free_plans(model: DecisionModel, weights: WeightSet) -> tuple[AcceptablePlan, ...]:
    """The plans best somewhere, for problems in several stages whose regions can be measured."""
    if len(decided_now(model)) == len(model.decisions) or not weights.measurable:
        return ()
    candidates = plans(model, weights)
    try:
        shares, centres = weights.envelope(candidates.vectors / 100).shares
    except GeometryError:
        return ()
    order = np.argsort(-shares.round(9), kind="stable")
    best_somewhere = [number for number in order if shares[number] > 0 and candidates.complete]
    solutions = [candidates.solutions[number] for number in best_somewhere]
    typical = weights.shares(centres)[best_somewhere]
    return tuple(
        AcceptablePlan(title, solution.plan, float(shares[number]), _named(weights.names, weight))
        for title, solution, number, weight in zip(
            plan_titles(model, solutions), solutions, best_somewhere, typical, strict=True
        )
    )


def _named(names: Sequence[str], shares: np.ndarray) -> dict[str, float]:
    return dict(zip(names, shares.tolist(), strict=True))


def _sorted(
    compared: Sequence[Combination], names: Sequence[str], places: Places, exact: tuple[str, ...], draws: int
) -> tuple[tuple[Acceptable, ...], np.ndarray]:
    """Options by their share of first places, in file order where that is equal."""
    assert places.ranks is not None
    assert places.beats is not None
    errors = np.zeros(places.ranks.shape) if "ranks" in exact else np.sqrt(places.ranks * (1 - places.ranks) / draws)
    if "first" in exact:
        errors[:, 0] = 0.0
    order = np.argsort(-places.first.round(9), kind="stable")
    acceptable = []
    for index in order.tolist():
        typical = None
        if places.typical is not None and places.first[index] > 0:
            typical = _named(names, places.typical[index])
        option = compared[index]
        ranks, wide = tuple(places.ranks[index].tolist()), tuple(errors[index].tolist())
        acceptable.append(Acceptable(option.options, option.title, ranks, wide, typical))
    return tuple(acceptable), places.beats[np.ix_(order, order)]


QUESTION = Question(
    "For how many weightings is it best?",
    "The acceptability of an option is the share of all weights that the file allows under which it comes first. A "
    "leader that few weightings support rests on the weights chosen.",
    weighs,
    order=50,
    row_by_row=True,
)
