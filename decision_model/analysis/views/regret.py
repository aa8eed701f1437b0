"""Regret: how much better the best option would have been, over perspectives or over states of the world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.combinations import Combination, combinations, decided_now, totals
from decision_model.analysis.question import NAMES, Ask, By, Question, decides
from decision_model.analysis.result import Result
from decision_model.analysis.views.best_by_state import states
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.solver.rollback import TIE
from decision_model.words.numbers import amount
from decision_model.words.sentences import listed

PERSPECTIVES = "perspectives"
CASES = 12
"""Joint outcomes of events over which regret is tabulated at most."""


@dataclass(frozen=True)
class Criterion:
    """What a rule of choice picks: the options (several when tied) and what they reach."""

    titles: tuple[str, ...]
    value: float


@dataclass(frozen=True, repr=False)
class Regret(Result):
    """The answer of `regret`: `totals` and `regrets` are (options, columns), regrets 0 or more.

    `over` is "perspectives" or the events; `cases` name the columns. `chances` (columns,) are those of
    states, None for perspectives.
    """

    model: DecisionModel
    by: tuple[str, ...]
    over: str | tuple[str, ...]
    options: tuple[Combination, ...]
    cases: tuple[str, ...]
    chances: np.ndarray | None = field(compare=False)
    totals: np.ndarray = field(compare=False)

    @cached_property
    def _sign(self) -> float:
        return -1.0 if self.model.better == "lower" else 1.0

    @cached_property
    def regrets(self) -> np.ndarray:
        gains = self._sign * self.totals
        return gains.max(axis=0) - gains

    @property
    def minimax_regret(self) -> Criterion:
        """The smallest largest regret (Savage 1951)."""
        return self._picked(-self.regrets.max(axis=1), self.regrets.max(axis=1))

    @property
    def maximin(self) -> Criterion:
        """The best worst case (Wald 1950)."""
        worst = self._sign * (self._sign * self.totals).min(axis=1)
        return self._picked(self._sign * worst, worst)

    @property
    def maximax(self) -> Criterion:
        """The best best case."""
        best = self._sign * (self._sign * self.totals).max(axis=1)
        return self._picked(self._sign * best, best)

    @property
    def equal_likelihood(self) -> Criterion:
        """The best plain mean (Laplace)."""
        mean = self.totals.mean(axis=1)
        return self._picked(self._sign * mean, mean)

    def _picked(self, merit: np.ndarray, values: np.ndarray) -> Criterion:
        best = merit >= merit.max() - TIE * max(1.0, float(np.abs(merit).max()))
        titles = tuple(option.title for option, chosen in zip(self.options, best, strict=True) if chosen)
        return Criterion(titles, float(values[int(np.argmax(best))]))

    @property
    def heading(self) -> str:
        least = self.minimax_regret
        verb = "keep" if len(least.titles) > 1 else "keeps"
        over = PERSPECTIVES if isinstance(self.over, str) else listed([self.model.steps[n].title for n in self.over])
        return f"{listed(least.titles)} {verb} the largest regret smallest, at {amount(least.value)} ({over})"

    @property
    def columns(self) -> tuple[str, ...]:
        return ("option", *self.cases, "worst", "best", "mean", "largest_regret")

    def rows(self) -> Iterable[Sequence[Any]]:
        gains = self._sign * self.totals
        for number, option in enumerate(self.options):
            worst, best = (self._sign * float(each) for each in (gains[number].min(), gains[number].max()))
            mean, largest = float(self.totals[number].mean()), float(self.regrets[number].max())
            yield [option.title, *self.totals[number].tolist(), worst, best, mean, largest]


def regret(
    model: DecisionModel,
    over: Annotated[str | Sequence[str], Ask("Events; without it, the perspectives.", NAMES)] = PERSPECTIVES,
    by: By = None,
) -> Regret:
    """How much each option could be regretted, over perspectives or over events.

    What each option costs in hindsight: the best total in a case less its own (Savage 1951).

    Cases are the file's perspectives, or the joint outcomes of the event or events `over`. Options are the combinations
    of the decisions `by` (default: those of the first stage), the others best, in knowledge of how the events
    turned out. Minimax regret picks the option whose largest regret is smallest. For comparison the result also gives
    the textbook rules that ignore chances: maximin (best worst case), maximax (best best case) and
    equal likelihood (best plain mean). Each is a rule of prudence, not a truth: minimax regret can change its
    mind when an option nobody would take is added.

    Raises ModelError for names that are no events, for events whose chances depend on a decision, and for files without
    perspectives.
    """
    names = tuple(by) if by else decided_now(model)
    compared, _ = combinations(model, names)
    if over == PERSPECTIVES and PERSPECTIVES not in model.steps:
        if not model.perspectives:
            remedy = "Name an event to regret over, or add perspectives."
            raise ModelError([Problem(("over",), "this scenario has no perspectives.", remedy)])
        found = np.stack([totals(model.varied(perspective=name), compared) for name in model.perspectives], axis=1)
        titles = tuple(each.title for each in model.perspectives.values())
        return Regret(model, names, PERSPECTIVES, compared, titles, None, found)
    events = (over,) if isinstance(over, str) else tuple(over)
    table = states(model, compared, events)
    return Regret(model, names, events, compared, table.titles, table.chances, table.totals)


def _can_be_regretted(model: DecisionModel) -> bool:
    return decides(model) and bool(model.perspectives or unmoved(model))


def _as_fits(model: DecisionModel) -> Mapping[str, Any]:
    """Over the perspectives, or where there are none over events."""
    return {} if model.perspectives else {"over": unmoved(model)}


def unmoved(model: DecisionModel) -> list[str]:
    """Events that no decision influences, the first ones, as long as their joint outcomes can be tabulated."""
    free: list[str] = []
    for event in model.events:
        if all(parent in free for parent in event.parents):
            free.append(event.name)
    sizes = [len(model.steps[name].state_names) for name in free]
    return [name for place, name in enumerate(free) if prod(sizes[: place + 1]) <= CASES]


QUESTION = Question(
    "Regret",
    "Regret is what a choice costs in hindsight: how far it falls short of the best one in the case that came true. A "
    "cautious chooser keeps the largest regret small.",
    _can_be_regretted,
    _as_fits,
    order=30,
    row_by_row=True,
)
