"""Risk profiles: not only what a plan yields on average, but how likely each total is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, combinations, decided_now
from decision_model.analysis.effort import now, solved
from decision_model.analysis.given_plan import GIVEN_PLAN, best_instead
from decision_model.analysis.question import NAMES, Ask, Question, has_events
from decision_model.analysis.result import Result, settled
from decision_model.analysis.statement import Statement
from decision_model.analysis.units import amounts
from decision_model.analysis.utility import own_tolerance, utilities
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.solver.distribution import SAME, Profile, profile
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.numbers import ROUNDING
from decision_model.words.percent import percent

BEST_PLAN = "Best plan"
WHAT_HAPPENS = "What happens"
"""The plan where nothing is decided."""


@dataclass(frozen=True)
class Profiled:
    """One plan and its profile; `options` is None for the best plan where no one combination comes out the same."""

    title: str
    options: Mapping[str, str | None] | None
    profile: Profile

    @property
    def is_best_plan(self) -> bool:
        return self.title.startswith(BEST_PLAN)

    @property
    def name(self) -> str:
        """The combination's own title; empty for a best plan that is no one combination."""
        return self.title.removeprefix(BEST_PLAN).removeprefix(": ") if self.is_best_plan else self.title


@dataclass(frozen=True, repr=False)
class RiskProfile(Result):
    """The answer of `risk_profile`: the best plan first, then the combinations in file order.

    `floor` is the total not to fall below (not to exceed where lower is better), `tail` the share of the probability
    that counts as the worst cases.
    """

    model: DecisionModel
    floor: float | None
    tail: float
    profiled: tuple[Profiled, ...]
    every_total: bool = False

    @property
    def statement(self) -> Statement:
        best = self.told.profile
        ends = (self.amounts.scaled(float(best.totals[place])) for place in (0, -1))
        spread = f"with a spread (standard deviation) of {self.amounts.gap(best.spread)}"
        detail = f"Its totals run from {' to '.join(ends)}, {spread}" if len(best.totals) > 1 else ""
        return Statement(_headline(self), detail)

    @property
    def told(self) -> Profiled:
        """The plan that is spoken of: the given one where there is one, otherwise the best."""
        given = (plan for plan in self.profiled if plan.name == GIVEN_PLAN)
        return next(given, self.profiled[0])

    @property
    def amounts(self) -> Amounts:
        """How the totals are written."""
        totals = [] if self.floor is None else [self.floor]
        for risk in (plan.profile for plan in self.profiled):
            totals += [risk.mean, risk.tail_mean(self.tail), float(risk.totals[0]), float(risk.totals[-1])]
        return amounts(self.model, totals)

    @property
    def worse(self) -> str:
        """On which side of the floor the worse totals lie."""
        return "below" if self.model.better == "higher" else "above"

    @property
    def columns(self) -> tuple[Column, ...]:
        return self._distribution_columns() if self.every_total else self._summary_columns()

    def rows(self) -> Iterable[Sequence[Any]]:
        return self._distribution_rows() if self.every_total else self._summary_rows()

    def _distribution_columns(self) -> tuple[Column, ...]:
        return (
            Column("plan", "plan", Kind.name),
            Column("total", "total", Kind.points),
            Column("chance", "chance", Kind.chance),
            Column("cumulative", "chance of this total or less", Kind.chance),
            *([Column("utility", "utility", Kind.number)] if self._tolerance is not None else []),
        )

    def _distribution_rows(self) -> Iterator[Sequence[Any]]:
        for plan in self.profiled:
            risk = plan.profile
            for total, chance, reached in zip(risk.totals, risk.chances, risk.cumulative, strict=True):
                utility = self._utility([float(total)], [1.0])
                yield (plan.title, float(total), float(chance), min(float(reached), 1.0), *utility)

    def _summary_columns(self) -> tuple[Column, ...]:
        floor = [Column("worse_than_floor", f"chance of a total {self.worse} {self._floor}", Kind.chance)]
        return (
            Column("plan", "plan", Kind.name),
            Column("mean", "mean", Kind.points),
            Column("spread", "spread (standard deviation)", Kind.points),
            Column("lowest", "lowest", Kind.points),
            Column("median", "median", Kind.points),
            Column("highest", "highest", Kind.points),
            *(floor if self.floor is not None else []),
            Column("tail_mean", f"mean of the worst {percent(self.tail)}", Kind.points),
            *([Column("utility", "expected utility", Kind.number)] if self._tolerance is not None else []),
            Column("skewness", "skewness (below 0: bad surprises reach further)", Kind.number, brief=False),
            Column("kurtosis", "kurtosis (above 0: more extremes than a bell curve)", Kind.number, brief=False),
        )

    @property
    def _floor(self) -> str:
        return "" if self.floor is None else self.amounts.text(self.floor)

    def _summary_rows(self) -> Iterator[Sequence[Any]]:
        for plan in self.profiled:
            risk = plan.profile
            floor = () if self.floor is None else (risk.worse_than(self.floor),)
            lowest, highest = float(risk.totals[0]), float(risk.totals[-1])
            totals = (risk.mean, risk.spread, lowest, risk.quantile(0.5), highest)
            mean, spread, *ends, tail = (
                settled(t, lowest, highest, noise=ROUNDING) for t in (*totals, risk.tail_mean(self.tail))
            )
            shape = (None if moment is None else settled(moment, 1.0) for moment in (risk.skewness, risk.kurtosis))
            utility = self._utility(risk.totals, risk.chances)
            yield (plan.title, mean, spread, *ends, *floor, tail, *utility, *shape)

    @property
    def _tolerance(self) -> float | None:
        """The risk tolerance that the model states, under which totals have utilities."""
        return own_tolerance(self.model)

    def _utility(
        self, totals: Sequence[float] | np.ndarray, chances: Sequence[float] | np.ndarray
    ) -> list[float | None]:
        """The expected utility of totals with these chances; nothing where the model is risk-neutral."""
        if self._tolerance is None:
            return []
        expected = float(np.add.reduce(np.asarray(chances) * utilities(self.model, totals, self._tolerance)))
        return [expected if np.isfinite(expected) else None]


def _headline(result: RiskProfile) -> str:
    """What the best plan brings on average, in the worst cases, and how likely it is to miss the floor."""
    best = result.told
    profile = best.profile
    brings = f"{quoted(best.name) if best.name else 'The best plan'} brings {result.amounts.phrase(profile.mean)}"
    if len(profile.totals) == 1:
        return f"{brings}, whatever happens"
    worst = result.amounts.scaled(profile.tail_mean(result.tail))
    text = f"{brings} on average and {worst} in the worst {percent(result.tail)} of cases"
    if result.floor is None:
        return text
    missed = percent(profile.worse_than(result.floor))
    return f"{text}; {missed} of the time it ends {result.worse} {result.amounts.scaled(result.floor)}"


@checked
def risk_profile(
    model: DecisionModel,
    by: Annotated[
        Sequence[str] | Sequence[Combination] | None,
        Ask("Decisions to combine, with commas; without it, those to be taken now.", NAMES),
    ] = None,
    *,
    floor: Annotated[float | None, Ask("A total below which it must not fall.")] = None,
    tail: Annotated[float, Ask("The share of worst cases to average.", least=0.001, most=1)] = 0.1,
    every_total: Annotated[bool, Ask("List every total with its chance, not what sums them up.")] = False,
) -> RiskProfile:
    """How the total can turn out under each option: its distribution, spread and worst cases.

    The exact distribution of the total under the best plan and under every combination of the decisions `by`.

    A risk profile shows what an average hides: how likely a good and a bad end are. Under it stand the mean, the
    spread (standard deviation), the chance of a total worse than `floor`, the mean of the worst `tail` of the
    probability (conditional value at risk, Rockafellar & Uryasev 2002), skewness and excess kurtosis. Distributions
    are carried level by level through the merged histories, so that large trees need not be spelled out.

    `by` names decisions, the others being taken best (default: those taken before anything becomes known), or lists
    Combinations; where nothing is decided there is one profile. With `every_total` the table has a row for each total
    of each plan, with its chance and that of it or less. Raises ModelError for names that are no decisions and for a
    tail outside 0..1.
    """
    if not 0 < tail <= 1:
        raise ModelError([Problem(("tail",), f"the tail is {tail:g}.", "It is a share of the probability, 0 to 1.")])
    best = profile(solve(best_instead(model)))
    if not (model.decisions or by):
        return RiskProfile(model, floor, tail, (Profiled(WHAT_HAPPENS, None, best),), every_total)
    given = [Profiled(GIVEN_PLAN, None, profile(solve(model)))] if model.followed else []
    others = [
        Profiled(option.title, option.options, profile(solve(option.of(model)))) for option in _compared(model, by)
    ]
    open_ones = [option for option in others if option.options is None or any(option.options.values())]
    return RiskProfile(
        model, floor, tail, tuple(_with_best(best, [*given, *open_ones] if given else others)), every_total
    )


def _compared(model: DecisionModel, by: Sequence[str] | Sequence[Combination] | None) -> Sequence[Combination]:
    given_combinations = [item for item in by or () if isinstance(item, Combination)]
    decisions = [item for item in by or () if isinstance(item, str)]
    return given_combinations or combinations(model, decisions or decided_now(model))[0]


def _with_best(best: Profile, others: Sequence[Profiled]) -> Iterator[Profiled]:
    """The best plan first; a combination that comes out the same lends it its name."""
    same = next((option for option in others if _equal(option.profile, best)), None)
    title = BEST_PLAN if same is None else f"{BEST_PLAN}: {same.title}"
    yield Profiled(title, None if same is None else same.options, best)
    yield from (option for option in others if option is not same)


def _equal(first: Profile, second: Profile) -> bool:
    if len(first.totals) != len(second.totals):
        return False
    near = SAME * max(1.0, float(np.abs(first.totals).max()))
    return bool(
        np.allclose(first.totals, second.totals, 0, near) and np.allclose(first.chances, second.chances, 0, SAME)
    )


def _work(model: DecisionModel) -> float:
    return solved(model, 2 * now(model))


QUESTION = Question(
    "Risk profile",
    "The total is an average over what may happen. The risk profile shows what it averages: how likely good and bad "
    "ends are under each plan.",
    has_events,
    order=10,
    work=_work,
)
