"""Risk profiles: not only what a plan yields on average, but how likely each total is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.combinations import Combination, combinations, decided_now
from decision_model.analysis.question import NAMES, Ask, Question, gambles
from decision_model.analysis.result import Result, settled
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.solver.distribution import SAME, Profile, profile
from decision_model.words.numbers import amount

BEST_PLAN = "Best plan"


@dataclass(frozen=True)
class Profiled:
    """One plan and its profile; `options` is None for the best plan where no one combination comes out the same."""

    title: str
    options: Mapping[str, str | None] | None
    profile: Profile

    @property
    def is_best_plan(self) -> bool:
        return self.title.startswith(BEST_PLAN)


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

    @property
    def heading(self) -> str:
        best = self.profiled[0]
        unit = f" {self.model.unit}" if self.model.unit else ""
        said = f"{best.title}: {amount(best.profile.mean)}{unit} on average, give or take {amount(best.profile.spread)}"
        worst = f"{amount(best.profile.tail_mean(self.tail))} in the worst {100 * self.tail:g} %"
        if self.floor is None:
            return f"{said}, {worst}"
        side = "below" if self.model.better == "higher" else "above"
        chance = 100 * best.profile.worse_than(self.floor)
        return f"{said}, {worst}; {amount(chance, 3)} % chance of falling {side} {amount(self.floor)}".replace(
            "falling above", "going above"
        )

    @property
    def columns(self) -> tuple[str, ...]:
        floor = () if self.floor is None else ("chance worse than floor",)
        return ("plan", "mean", "spread", "lowest", "median", "highest", *floor, "tail mean", "skewness", "kurtosis")

    def rows(self) -> Iterable[Sequence[Any]]:
        for each in self.profiled:
            one = each.profile
            floor = () if self.floor is None else (one.worse_than(self.floor),)
            lowest, highest = float(one.totals[0]), float(one.totals[-1])
            totals = (one.mean, one.spread, lowest, one.quantile(0.5), highest)
            mean, spread, *ends, tail = (settled(t, lowest, highest) for t in (*totals, one.tail_mean(self.tail)))
            shape = (None if moment is None else settled(moment, 1.0) for moment in (one.skewness, one.kurtosis))
            yield (each.title, mean, spread, *ends, *floor, tail, *shape)


def risk_profile(
    model: DecisionModel,
    by: Annotated[
        Sequence[str] | Sequence[Combination] | None,
        Ask("Decisions to combine, with commas; without it, those to be taken now.", NAMES),
    ] = None,
    *,
    floor: Annotated[float | None, Ask("A total below which it must not fall.")] = None,
    tail: Annotated[float, Ask("The share of worst cases to average.", least=0.001, most=1)] = 0.1,
) -> RiskProfile:
    """How the total can turn out under each option: its distribution, spread and worst cases.

    The exact distribution of the total under the best plan and under every combination of the decisions `by`.

    A risk profile shows what an average hides: how likely a good and a bad end are. Under it stand the mean, the
    spread (standard deviation), the chance of a total worse than `floor`, the mean of the worst `tail` of the
    probability (conditional value at risk, Rockafellar & Uryasev 2002), skewness and excess kurtosis. Distributions
    are carried level by level through the merged histories, so that large trees need not be spelled out.

    `by` names decisions, the others being taken best (default: those taken before anything becomes known), or lists
    Combinations. Raises ModelError for names that are no decisions and for a tail outside 0..1.
    """
    if not 0 < tail <= 1:
        raise ModelError([Problem(("tail",), f"the tail is {tail:g}.", "It is a share of the probability, 0 to 1.")])
    best = profile(solve(model))
    others = [Profiled(each.title, each.options, profile(solve(each.of(model)))) for each in _compared(model, by)]
    return RiskProfile(model, floor, tail, tuple(_with_best(best, others)))


def _compared(model: DecisionModel, by: Sequence[str] | Sequence[Combination] | None) -> Sequence[Combination]:
    given = [each for each in by or () if isinstance(each, Combination)]
    named = [each for each in by or () if isinstance(each, str)]
    return given or combinations(model, named or decided_now(model))[0]


def _with_best(best: Profile, others: Sequence[Profiled]) -> Iterator[Profiled]:
    """The best plan first; a combination that comes out the same lends it its name."""
    same = next((each for each in others if _equal(each.profile, best)), None)
    title = BEST_PLAN if same is None else f"{BEST_PLAN}: {same.title}"
    yield Profiled(title, None if same is None else same.options, best)
    yield from (each for each in others if each is not same)


def _equal(one: Profile, other: Profile) -> bool:
    if len(one.totals) != len(other.totals):
        return False
    near = SAME * max(1.0, float(np.abs(one.totals).max()))
    return bool(np.allclose(one.totals, other.totals, 0, near) and np.allclose(one.chances, other.chances, 0, SAME))


QUESTION = Question(
    "Risk profile",
    "The total is an average over what may happen. The risk profile shows what it averages: how likely good and bad "
    "ends are under each plan.",
    gambles,
    order=10,
)
