"""Regret: how much better the best option would have been, over perspectives or over states of the world."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, combinations, decided_now, totals
from decision_model.analysis.effort import now, solved
from decision_model.analysis.question import NAMES, Ask, By, Question, decides
from decision_model.analysis.result import Result, settled
from decision_model.analysis.statement import Statement
from decision_model.analysis.units import differences, lead
from decision_model.analysis.views.best_by_state import states
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.model.labels import distinct_labels, step_labels
from decision_model.solver.rollback import TIE
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import listed

PERSPECTIVES = "perspectives"
MOST = 3
"""Options and events that are named in a sentence at most."""
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

    `over` is "perspectives" or the events; `cases` are the titles of the columns, `case_names` their names. `chances`
    (columns,) are those of states, None for perspectives.
    """

    model: DecisionModel
    by: tuple[str, ...]
    over: str | tuple[str, ...]
    options: tuple[Combination, ...]
    cases: tuple[str, ...]
    case_names: tuple[str, ...]
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
    def amounts(self) -> Amounts:
        """How regrets are written."""
        return differences(self.model, self.regrets.ravel().tolist())

    @property
    def statement(self) -> Statement:
        least = self.minimax_regret
        verb = "are" if len(least.titles) > 1 else "is"
        names = listed([quoted(title) for title in least.titles], most=MOST)
        if settled(least.value, *self.totals.ravel()) <= 0:
            return Statement(f"{names} {verb} never regretted, {self.whatever}", self._other_rules())
        size = lead(self.amounts, least.value)
        return Statement(f"{names} {verb} regretted least: by {size} at most, {self.whatever}", self._other_rules())

    @property
    def whatever(self) -> str:
        """'however ‘Result’ turns out'."""
        if isinstance(self.over, str):
            return "whoever\u2019s view holds"
        heads = step_labels(self.model)
        names = listed([quoted(heads[name]) for name in self.over], most=MOST)
        return f"however {names} {'turn' if len(self.over) > 1 else 'turns'} out"

    def _other_rules(self) -> str:
        """What the other rules of choice pick."""
        rules = {
            "best worst case": self.maximin,
            "best best case": self.maximax,
            "best plain mean": self.equal_likelihood,
        }
        picks = {rule: listed([quoted(title) for title in picked.titles], most=MOST) for rule, picked in rules.items()}
        if len(set(picks.values())) == 1:
            return f"For comparison, the rules of the {listed(list(picks))} all pick {picks['best worst case']}"
        return f"For comparison, {'; '.join(f'{rule}: {pick}' for rule, pick in picks.items())}"

    @property
    def columns(self) -> tuple[Column, ...]:
        cases = list(zip(self.case_names, self.cases, strict=True))
        return (
            Column("option", "option", Kind.name),
            *(Column(f"total.{name}", f"total, {title}", Kind.points, brief=False) for name, title in cases),
            *(Column(f"regret.{name}", f"regret, {title}", Kind.points) for name, title in cases),
            Column("worst", "worst total", Kind.points),
            Column("best", "best total", Kind.points),
            Column("mean", "mean total", Kind.points),
            Column("largest_regret", "largest regret", Kind.points),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        gains = self._sign * self.totals
        for number, option in enumerate(self.options):
            worst, best = (self._sign * float(gain) for gain in (gains[number].min(), gains[number].max()))
            mean, largest = float(self.totals[number].mean()), float(self.regrets[number].max())
            cells = (*self.totals[number].tolist(), *self.regrets[number].tolist())
            yield [option.title, *cells, worst, best, mean, largest]


@checked
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
        totals_by_view = np.stack(
            [totals(model.varied(perspective=name), compared) for name in model.perspectives], axis=1
        )
        titles = distinct_labels({name: view.title for name, view in model.perspectives.items()})
        return Regret(model, names, PERSPECTIVES, compared, tuple(titles.values()), tuple(titles), None, totals_by_view)
    events = (over,) if isinstance(over, str) else tuple(over)
    table = states(model, compared, events)
    case_names = tuple("+".join(outcome or "-" for outcome in state) for state in table.names)
    return Regret(model, names, events, compared, table.titles, case_names, table.chances, table.totals)


def _can_be_regretted(model: DecisionModel) -> bool:
    return decides(model) and bool(model.perspectives or uninfluenced_events(model))


def _as_fits(model: DecisionModel) -> Mapping[str, Any]:
    """Over the perspectives, or where there are none over events."""
    return {} if model.perspectives else {"over": uninfluenced_events(model)}


def uninfluenced_events(model: DecisionModel) -> list[str]:
    """Events that no decision influences, the first ones, as long as their joint outcomes can be tabulated."""
    free: list[str] = []
    for event in model.events:
        if all(parent in free for parent in event.parents):
            free.append(event.name)
    sizes = [len(model.steps[name].state_names) for name in free]
    return [name for place, name in enumerate(free) if prod(sizes[: place + 1]) <= CASES]


def _work(model: DecisionModel) -> float:
    return solved(model, now(model) * (1 + len(model.perspectives)))


QUESTION = Question(
    "Regret",
    "Regret is what a choice costs in hindsight: how far it falls short of the best one in the case that came true. A "
    "cautious chooser keeps the largest regret small.",
    _can_be_regretted,
    _as_fits,
    order=30,
    row_by_row=True,
    work=_work,
)
