"""Acceptability: for how much of the admissible weights each option comes first, second and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from functools import partial, reduce
from operator import add
from typing import Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.chunks import Chunk, chunks, mapped
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, combinations, decided_now, title, totals
from decision_model.analysis.plan_titles import plan_titles
from decision_model.analysis.question import By, DrawCount, Question, Seed, WithNumbers, weighs
from decision_model.analysis.result import Result, settled
from decision_model.analysis.robustness.admissible import Admissible, Order, Ordered, admissible, insist_open
from decision_model.analysis.robustness.first_places import VariedSet, all_of, always_first, level_for_first
from decision_model.analysis.robustness.sensitivity.spreads import chunk_generator
from decision_model.analysis.robustness.weight_space.plans import distinct, is_linear, plans, plans_of
from decision_model.analysis.robustness.weight_space.polytope import GeometryError
from decision_model.analysis.robustness.weight_space.rank_acceptability import Count, Places, counts, measured
from decision_model.analysis.robustness.weight_space.sampling import sample
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet
from decision_model.analysis.robustness.winners import all_known, always_best
from decision_model.analysis.statement import Statement
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

CACHED = 8_192
"""Draws compared together, so that they stay in the processor's cache."""


@dataclass(frozen=True)
class Acceptable:
    """One option: `ranks[r]` is the share of the set in which it takes rank r + 1, `errors` their standard errors.

    `typical` are the mean weights, each as a share of its group, where it is first; None where it never is.
    Options that tie share the ranks they span.
    """

    options: Mapping[str, str | None]
    title: str
    ranks: tuple[float, ...]
    errors: tuple[float, ...]
    typical: Mapping[str, float] | None

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
        seed = "" if "ranks" in self.exact else f", seed {self.seed}"
        return Statement(self._headline(), f"{self.varied.detail} ({self.method}{seed})", tuple(self._reasons()))

    def _reasons(self) -> Iterator[str]:
        """That first places were divided, where the headline does not say that options are level throughout."""
        if self.level > 0 and len(self.always) < 2:
            yield level_for_first(self.level, f"Under {{}} of the admissible {self.varied.noun}")

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
            return f"{all_of(level)} each come first under {percent(top.first)} of the admissible {self.varied.noun}"
        whole = self._shares(*(quoted(option.title) for option in self.options[:2]))
        short = self._shares(*(quoted(self._short(option)) for option in self.options[:2]))
        named = min(whole, short, key=lambda text: (len(text) > LONG, text is short))
        return named if len(named) <= LONG else self._shares(quoted(self._short(top)), "the next")

    def _shares(self, first: str, second: str) -> str:
        """The first places of the two options that have most of them, called so."""
        top, runner_up = self.options[:2]
        share = percent(min(top.first, 1 - EQUAL))
        headline = f"{first} comes first under {share} of the admissible {self.varied.noun}"
        return f"{headline}, {second} under {percent(runner_up.first)}" if runner_up.first > 0 else headline

    def _short(self, option: Acceptable) -> str:
        return title(self.model, option.options, short=True)

    @property
    def method(self) -> str:
        """How the first places were found, in words."""
        if "first" in self.exact:
            return "exact" if "ranks" in self.exact else "exact; further ranks from draws"
        worst = max(error for option in self.options for error in option.errors)
        return f"{self.draws:,} draws, standard error at most {percent(worst)}"

    @property
    def columns(self) -> tuple[Column, ...]:
        labels = consideration_labels(self.model)
        names = self._weights
        return (
            Column("option", "option", Kind.name),
            *(Column(f"rank_{n}", ordinal(n), Kind.share, n <= BRIEF) for n in range(1, len(self.options) + 1)),
            *(Column(f"typical_weight.{n}", f"typical weight: {labels[n]}", Kind.share, False) for n in names),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        weights = len(self._weights)
        for option in self.options:
            typical = [None] * weights if option.typical is None else option.typical.values()
            yield [option.title, *(settled(share, 1.0) for share in option.ranks), *typical]


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
    acceptability index*, the mean weights where it is first its *typical weights* (central weight vector), and the
    share in which it beats another its *pairwise winning index* (Leskinen et al. 2006).

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
    drawing = Drawing(draws, seed, executor)
    if not with_numbers and allowed.weights is not None and is_linear(model):
        option_plans = plans_of(compared, model, allowed.weights)
        pieces = [option.vectors for option in option_plans]
        places, exact = _by_weights(pieces, allowed.weights, drawing)
        free = _free_plans(model, allowed.weights)
        likely = _likely(places.first) if all_known(model, names, option_plans) else ()
        always = tuple(compared[index].title for index in always_best(pieces, likely, allowed.weights))
    else:
        places, exact, free, always = _by_solving(allowed, compared, drawing, with_numbers), (), (), ()
    names_of_weights = () if allowed.weights is None else allowed.weights.moving
    options, beats = _sorted(compared, names_of_weights, places, exact, draws)
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


def _by_weights(pieces: Sequence[np.ndarray], weights: WeightSet, drawing: Drawing) -> tuple[Places, tuple[str, ...]]:
    """Places where totals are straight functions of the weights: measured, or counted where that costs too much."""
    try:
        exact_places = measured(pieces, weights)
    except GeometryError:
        exact_places = None
    if exact_places is not None and exact_places.ranks is not None and exact_places.beats is not None:
        return exact_places, ("first", "ranks", "pairs")
    drawn = _counted(pieces, weights, drawing)
    if exact_places is None:
        return drawn, ()
    known = {"first": exact_places.first, "ranks": exact_places.ranks, "pairs": exact_places.beats}
    return _completed(exact_places, drawn), tuple(name for name, part in known.items() if part is not None)


@dataclass(frozen=True)
class Drawing:
    """How many draws, from which seed, and who works on their chunks."""

    draws: int
    seed: int
    executor: Executor | None

    def places(self, count: Callable[[Chunk], Count]) -> Places:
        """The counts of all chunks, added up in their order."""
        return reduce(add, mapped(count, chunks(self.draws), self.executor)).places()


def _counted(pieces: Sequence[np.ndarray], weights: WeightSet, drawing: Drawing) -> Places:
    """Places over weights; options that share no vector tie nowhere that matters."""
    vectors = np.vstack(pieces)
    ties = len(distinct(vectors, weights)[0]) < len(vectors)
    return drawing.places(partial(_chunk_by_weights, pieces, weights, ties, drawing.seed))


def _chunk_by_weights(pieces: Sequence[np.ndarray], weights: WeightSet, ties: bool, seed: int, chunk: Chunk) -> Count:
    """Ranks over a chunk of weights (k, draws)."""
    vectors = np.vstack(pieces)
    starts = np.cumsum([0, *(len(piece) for piece in pieces[:-1])])
    several = len(starts) < len(vectors)
    shares = sample(weights, chunk.draws, chunk_generator(seed, chunk.number))
    cuts = (shares[:, low : low + CACHED] for low in range(0, shares.shape[1], CACHED))
    totals = ((vectors @ cut, _by_group(weights, cut)) for cut in cuts)
    return counts(((np.maximum.reduceat(t, starts) if several else t, cut) for t, cut in totals), ties)


def _by_group(weights: WeightSet, shares: np.ndarray) -> np.ndarray:
    """Weights (k, draws) of the whole as shares of their groups, (moving, draws)."""
    if not weights.groups:
        return shares
    within = weights.within_groups(shares)
    return np.stack([within[name] for name in weights.moving])


def _completed(exact_places: Places, drawn: Places) -> Places:
    """What was measured, with what was counted in the gaps; counted ranks are fitted to the measured first places."""
    ranks = exact_places.ranks
    if ranks is None:
        assert drawn.ranks is not None
        ranks = drawn.ranks.copy()
        rest = ranks[:, 1:].sum(axis=1)
        ranks[:, 1:] *= ((1 - exact_places.first) / np.where(rest > 0, rest, 1.0))[:, None]
        ranks[:, 0] = exact_places.first
    return replace(exact_places, ranks=ranks, beats=drawn.beats if exact_places.beats is None else exact_places.beats)


def _by_solving(allowed: Admissible, compared: Sequence[Combination], drawing: Drawing, with_numbers: bool) -> Places:
    """Places where the model is solved in every draw."""
    return drawing.places(partial(_chunk_by_solving, allowed, compared, drawing.seed, with_numbers))


def _chunk_by_solving(
    allowed: Admissible, compared: Sequence[Combination], seed: int, with_numbers: bool, chunk: Chunk
) -> Count:
    """Ranks over a chunk of weights and numbers."""
    draws = chunk.draws
    model = allowed.drawn(draws, seed, with_numbers, chunk=chunk.number)
    sign = -1.0 if model.better == "lower" else 1.0
    drawn_totals = np.broadcast_to(sign * totals(model, compared).reshape(len(compared), -1), (len(compared), draws))
    kept = allowed.admitted(model, draws)
    shares = None if allowed.weights is None else _by_group(allowed.weights, allowed.weights.held(model, draws))
    if not kept.all():
        drawn_totals, shares = drawn_totals[:, kept], None if shares is None else shares[:, kept]
    return counts(_parts(drawn_totals, shares))


def _parts(drawn_totals: np.ndarray, shares: np.ndarray | None) -> Iterator[tuple[np.ndarray, np.ndarray | None]]:
    for low in range(0, drawn_totals.shape[1], CACHED):
        cut = slice(low, low + CACHED)
        yield drawn_totals[:, cut], None if shares is None else shares[:, cut]


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
    "The acceptability of an option is the share of all admissible weights under which it comes first. A leader that "
    "few weightings support rests on the weights chosen.",
    weighs,
    order=50,
    row_by_row=True,
)
