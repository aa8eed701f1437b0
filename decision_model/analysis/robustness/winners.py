"""Winners: options that can win somewhere in the admissible set, and those that win everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, combinations, decided_now, totals
from decision_model.analysis.question import MOST_DRAWS, Bounds, By, Question, Seed, WithNumbers
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.admissible import Admissible, Ordered, admissible, insist_open
from decision_model.analysis.robustness.first_places import MOST_NAMED, VariedSet, all_of, always_first
from decision_model.analysis.robustness.weight_space.orders import Order
from decision_model.analysis.robustness.weight_space.plans import (
    NEAR,
    PROBES,
    Worths,
    insist_linear,
    is_straight,
    worths_of,
)
from decision_model.analysis.robustness.weight_space.projection import nearest_shares
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet
from decision_model.analysis.statement import Statement, same_trials
from decision_model.analysis.units import better
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.solver.rollback import TIE
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, listed

LEVEL_DIGITS = 7
"""Decimals in which two leads (totals of 0 to 100) must differ for one to be the larger."""

SHARE_DIGITS = 9
"""Decimals of shares that the slack below leaves sure."""

SLACK = 1e-10
"""How much less than the largest lead counts as the largest: what rounding may take from it."""


@dataclass(frozen=True)
class Contender:
    """One option: whether it wins (alone or tied) somewhere and everywhere, and who is better wherever one looks.

    `weights` are admissible weights, each as a share of its group, under which it wins by as much as it ever does, of
    these the nearest to the base weights; None where it never wins, and where numbers vary too.
    """

    options: Mapping[str, str | None]
    title: str
    possible: bool
    necessary: bool
    dominated_by: tuple[str, ...]
    weights: Mapping[str, float] | None


@dataclass(frozen=True, repr=False)
class Winners(Result):
    """The answer of `winners`, options in file order; `exact` where it rests on geometry and not on draws.

    Where weights alone vary and a plan might have been missed, it is not exact either: `draws` weightings were tried.
    """

    model: DecisionModel
    by: tuple[str, ...]
    order: Order | None
    with_numbers: bool
    draws: int
    seed: int
    contenders: tuple[Contender, ...]
    exact: bool

    @property
    def possible(self) -> tuple[Contender, ...]:
        return tuple(contender for contender in self.contenders if contender.possible)

    @property
    def necessary(self) -> tuple[Contender, ...]:
        return tuple(contender for contender in self.contenders if contender.necessary)

    @cached_property
    def now(self) -> tuple[str, ...]:
        """Titles of the options that come first at the weights and numbers as stated; several where they are level."""
        found = better(self.model) * totals(self.model, combinations(self.model, self.by)[0])
        best = float(found.max())
        pairs = zip(self.contenders, found.tolist(), strict=True)
        return tuple(contender.title for contender, total in pairs if total >= best - TIE * max(1.0, abs(best)))

    @property
    def varied(self) -> VariedSet:
        """What varies."""
        return VariedSet(self.model, self.with_numbers, self.order)

    @property
    def statement(self) -> Statement:
        method = "exact" if self.exact else f"{self.draws:,} random trials, {same_trials(self.seed)}"
        finding = "" if self.necessary or len(self.possible) < len(self.contenders) else None
        return Statement(self._headline(), f"{self.varied.detail} ({method})", tuple(self._reasons()), finding)

    def _headline(self) -> str:
        count, draws = len(self.contenders), None if self.exact else self.draws
        if self.necessary:
            return always_first([option.title for option in self.necessary], self.varied, count, draws)
        able = [option.title for option in self.possible]
        if len(able) == count:
            able_all = "Both options" if count == 2 else f"Each of the {count} options"
            return f"{able_all} can come first: the {self.varied.noun} decide"
        text = f"{len(able)} of {counted(count, 'option')} can come first"
        if len(able) > MOST_NAMED:
            never = (
                f"under all {self.varied.noun} that the file allows"
                if self.exact
                else f"in {self.draws:,} random trials"
            )
            return f"{text}; the other {count - len(able)} never {'do' if count - len(able) > 1 else 'does'}, {never}"
        return f"{text}: {all_of(able)}"

    def _reasons(self) -> Iterator[str]:
        """Whom each option that never comes first is always behind, where that is one and the same."""
        for contender in self.contenders:
            if contender.dominated_by and not contender.possible:
                ahead = listed([quoted(title) for title in contender.dominated_by[:MOST_NAMED]], "or")
                yield f"{quoted(contender.title)} is never better than {ahead}"

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("option", "option", Kind.name),
            Column("possible", "can come first"),
            Column("necessary", "always comes first"),
            Column("dominated_by", "never better than", Kind.name),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        return (
            [contender.title, contender.possible, contender.necessary, contender.dominated_by or None]
            for contender in self.contenders
        )


@checked
def winners(  # noqa: PLR0913 - the options of the question
    model: DecisionModel,
    by: By = None,
    order: Ordered = None,
    with_numbers: WithNumbers = False,
    draws: Annotated[int, Bounds(1, MOST_DRAWS)] = 20_000,
    seed: Seed = 0,
) -> Winners:
    """Which options can win for some admissible weights, which must, and which are dominated.

    Possible winners, necessary winners and necessary dominance over the admissible weights.

    An option is a *possible* winner if some admissible weights make it best, a *necessary* one if all do (ties count).
    One option necessarily dominates another if it is at least as good under all admissible weights and better under
    some. Options are combinations of the decisions `by` (default: those of the first stage), the others best.
    Each answer is a linear program, as in Hazen (1986) and Athanassopoulos & Podinovski (1997), and exact.

    `with_numbers` lets all numbers vary too that state a range or a distribution. There is no exact answer then:
    `draws` cases are tried, half of them with the numbers at ends of their ranges. What one case shows possible is
    possible; "necessary" says that no case spoke against it. Raises ModelError for an empty set, where nothing is left
    open, and for models whose totals are not weighted sums, unless numbers vary.
    """
    names = tuple(by) if by else decided_now(model)
    compared, _ = combinations(model, names)
    allowed = admissible(model, order)
    if not with_numbers and (model.total_rule.has_weights or not allowed.numbers):
        insist_linear(model, "Who can win")
    insist_open(allowed, with_numbers)
    if with_numbers or allowed.weights is None:
        possible, beats = _tried(allowed, compared, draws, seed)
        exact = False
        places: list[np.ndarray | None] = [None] * len(compared)
    else:
        option_plans = worths_of(compared, model, allowed.weights)
        places, beats = _by_programs([option.vectors for option in option_plans], allowed.weights)
        possible = [place is not None for place in places]
        exact = all_known(model, names, option_plans)
        draws, seed = (draws, seed) if exact else (PROBES, 0)
    named = [_named(allowed.weights, place) for place in places]
    contenders = tuple(_contenders(compared, possible, beats, named))
    return Winners(model, names, order, with_numbers, draws, seed, contenders, exact)


def _contenders(
    compared: Sequence[Combination],
    possible: Sequence[bool],
    beats: np.ndarray,
    named: Sequence[Mapping[str, float] | None],
) -> Iterator[Contender]:
    """Every option with where it wins, by `beats` as in `_by_programs`; `named` are the weights under which."""
    for number, option in enumerate(compared):
        others = [other for other in range(len(compared)) if other != number]
        necessary = all(beats[number, other] >= 0 for other in others)
        ahead = tuple(compared[other].title for other in others if beats[other, number] > 0)
        yield Contender(option.options, option.title, possible[number], necessary, ahead, named[number])


def _named(allowed: WeightSet | None, shares: np.ndarray | None) -> dict[str, float] | None:
    """Weights as shares of their groups, by name."""
    if allowed is None or shares is None:
        return None
    return {name: float(share.round(SHARE_DIGITS)) for name, share in allowed.within_groups(shares).items()}


def _by_programs(pieces: Sequence[np.ndarray], allowed: WeightSet) -> tuple[list[np.ndarray | None], np.ndarray]:
    """Where each option wins, and `beats` (n, n): 1 dominates, 0 never worse (level throughout), -1 worse somewhere."""
    count = len(pieces)
    places: list[np.ndarray | None] = []
    behind = np.full((count, count), np.inf)
    for index, option in enumerate(pieces):
        rivals = [rival for rival in range(count) if rival != index]
        places.append(most_clearly(option, [vector for rival in rivals for vector in pieces[rival]], allowed))
        for rival in rivals:
            behind[index, rival] = _most_behind(option, pieces[rival], allowed)
    never_worse = behind <= NEAR
    return places, np.where(never_worse, np.where(behind.T > NEAR, 1, 0), -1)


def all_known(model: DecisionModel, by: Sequence[str], plans: Sequence[Worths]) -> bool:
    """Whether no plan can be missing: every search was complete, or no decision is left open."""
    return len(set(by)) == len(model.decisions) or all(option.complete for option in plans)


def never_worse(option: np.ndarray, rival: np.ndarray, allowed: WeightSet) -> bool:
    """Whether an option is at least as good as a rival under all admissible weights; (plans, k) each."""
    return _most_behind(option, rival, allowed) <= NEAR


def level_throughout(option: np.ndarray, rival: np.ndarray, allowed: WeightSet) -> bool:
    """Whether two options are equally good under all admissible weights; (plans, k) each."""
    return never_worse(option, rival, allowed) and never_worse(rival, option, allowed)


def always_best(pieces: Sequence[np.ndarray], likely: Sequence[int], allowed: WeightSet) -> tuple[int, ...]:
    """Which of the `likely` options are, proved, at least as good as every other under all admissible weights."""
    return tuple(
        option
        for option in likely
        if all(never_worse(pieces[option], piece, allowed) for rival, piece in enumerate(pieces) if rival != option)
    )


def _most_behind(option: np.ndarray, rival: np.ndarray, allowed: WeightSet) -> float:
    """How far an option falls behind a rival at most; where corners already show that it does, what they show."""
    if allowed.small:
        seen = ((allowed.corners @ rival.T).max(axis=1) - (allowed.corners @ option.T).max(axis=1)).max()
        if seen > NEAR or len(option) == 1:
            return float(seen)
    return max(lead(vector, list(option), allowed)[0] for vector in rival)


def most_clearly(option: np.ndarray, rivals: Sequence[np.ndarray], allowed: WeightSet) -> np.ndarray | None:
    """The shares (k,) under which an option leads by as much as it ever does; None where it is always behind.

    Where many do, those nearest to the base shares; of several plans (plans, k) the first that leads by so much.
    """
    leads = [lead(vector, rivals, allowed) for vector in option]
    plan = int(np.argmax([round(most, LEVEL_DIGITS) for most, _ in leads]))
    most, shares = leads[plan]
    if most < -NEAR:
        return None
    behind = (np.stack(rivals) if rivals else np.zeros((0, len(allowed.base)))) - option[plan]
    if rivals:
        most = -float((behind @ shares).max())
    closest = nearest_shares(allowed, behind, np.full(len(behind), SLACK - most))
    return (shares if closest is None else closest).round(SHARE_DIGITS)


def lead(vector: np.ndarray, rivals: Sequence[np.ndarray], allowed: WeightSet) -> tuple[float, np.ndarray]:
    """The largest lead of vector @ w over every rival's, over the admissible weights, and shares where it is reached.

    A linear program: the largest t with (vector - rival) @ w >= t for each rival. Without rivals the lead is unbounded.
    The lead is one number; where it is reached at many shares, which of them these are is left to the program.
    """
    from scipy.optimize import linprog

    if not rivals:
        return np.inf, allowed.origin
    behind = np.stack(rivals) - vector
    size = allowed.dimension
    sides = np.c_[allowed.polytope.normals, np.zeros(len(allowed.polytope.normals))]
    solved = linprog(
        np.r_[np.zeros(size), -1.0],
        A_ub=np.r_[sides, np.c_[behind @ allowed.basis, np.ones(len(behind))]],
        b_ub=np.r_[allowed.polytope.bounds, -behind @ allowed.origin],
        bounds=[(None, None)] * (size + 1),
    )
    if solved.status != 0:
        problem = f"the linear program failed: {solved.message}"
        raise ModelError([Problem((), problem, "Ask for acceptability instead.")])
    return -float(solved.fun), np.maximum(allowed.shares(solved.x[:size]), 0.0)


def _tried(
    allowed: Admissible, compared: Sequence[Combination], draws: int, seed: int
) -> tuple[list[bool], np.ndarray]:
    """Which options win in some case, and `beats` as in `_by_programs`: one half drawn, the other at the ends."""
    halves = ((False, draws - draws // 2), (True, draws // 2))
    cases = np.concatenate([_cases(allowed, compared, half, seed, ends) for ends, half in halves if half], axis=1)
    near = TIE * max(1.0, float(np.abs(cases).max()))
    possible = (cases >= cases.max(axis=0) - near).any(axis=1)
    gaps = cases[:, None] - cases[None]
    never_worse = (gaps >= -near).all(axis=2)
    return possible.tolist(), np.where(never_worse, np.where((gaps > near).any(axis=2), 1, 0), -1)


def _cases(allowed: Admissible, compared: Sequence[Combination], count: int, seed: int, ends: bool) -> np.ndarray:
    """(n, cases): totals of the options, more is better, in draws of weights and numbers that are admissible."""
    varied = allowed.drawn(count, seed + ends, with_numbers=True, ends=ends)
    found = better(allowed.model) * totals(varied, compared).reshape(len(compared), -1)
    return np.broadcast_to(found, (len(compared), count))[:, allowed.admitted(varied, count)]


QUESTION = Question(
    "Possible and necessary winners",
    "A possible winner is best for some weights that the file allows, a necessary one for all of them. What is "
    "not even possible can be dropped without settling the weights.",
    is_straight,
    order=80,
    row_by_row=True,
)
