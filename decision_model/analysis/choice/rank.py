"""All combinations of some decisions, scored: one forced-choice solve each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.combinations import Combination, Excluded, combinations
from decision_model.analysis.question import NAMES, Ask, Question, decides
from decision_model.analysis.result import Result
from decision_model.model import DecisionModel
from decision_model.solver.rollback import TIE
from decision_model.words.numbers import amount

BEST_PLAN = "Best plan: decide as things turn out"
"""What the row of a best plan that adapts is called."""


@dataclass(frozen=True)
class Ranked:
    """One combination: `options` maps each decision to its option, or to None where it does not arise.

    `gap` is the distance to the best combination, 0 or more. Combinations that tie share a rank.
    """

    options: Mapping[str, str | None]
    title: str
    total: float
    contributions: Mapping[str, float]
    rank: int
    gap: float
    tied: bool


@dataclass(frozen=True, repr=False)
class Ranking(Result):
    """The answer of `rank`: rows best first; `best_plan` is the solution with nothing forced."""

    model: DecisionModel
    by: tuple[str, ...]
    ranked: tuple[Ranked, ...]
    excluded: tuple[Excluded, ...]
    best_plan: Solution

    @property
    def adapts(self) -> bool:
        """Whether the best plan, which may choose as things turn out, beats every fixed combination."""
        if not self.ranked:
            return False
        return abs(float(self.best_plan.total) - self.ranked[0].total) > TIE * max(1.0, abs(self.ranked[0].total))

    @property
    def with_plan(self) -> tuple[Ranked, ...]:
        """The rows to show: where the best plan adapts, it comes first (rank 0), and gaps are those to it."""
        if not self.adapts:
            return self.ranked
        total = float(self.best_plan.total)
        ahead = abs(total - self.ranked[0].total)
        parts = {name: float(part) for name, part in self.best_plan.contributions.items()}
        plan = Ranked({}, BEST_PLAN, total, parts, 0, 0.0, False)
        return (plan, *(replace(each, gap=each.gap + ahead) for each in self.ranked))

    @property
    def heading(self) -> str:
        if not self.ranked:
            return f"{self.model.title}: no combination can be taken"
        leader = self.ranked[0]
        level = [each for each in self.ranked if each.rank == leader.rank]
        unit = f" {self.model.unit}" if self.model.unit else ""
        if len(level) > 1:
            said = f"{' and '.join(each.title for each in level)} are level at {amount(leader.total)}{unit}"
        else:
            said = f"{leader.title} leads with {amount(leader.total)}{unit}"
            if len(self.ranked) > 1:
                said += f", {amount(self.ranked[1].gap)} ahead of {self.ranked[1].title}"
        if not self.adapts:
            return said
        plan = amount(float(self.best_plan.total))
        return f"The best plan reaches {plan}{unit}; of fixed combinations, {said}"

    @property
    def columns(self) -> tuple[str, ...]:
        return ("rank", *self.by, "total", "gap", *(leaf.name for leaf in self.model.leaves), "note")

    def rows(self) -> Iterable[Sequence[Any]]:
        if self.adapts:
            parts = [self.best_plan.contributions[leaf.name] for leaf in self.model.leaves]
            total = float(self.best_plan.total)
            yield [None, *(None for _ in self.by), total, None, *parts, "the best plan"]
        for each in self.ranked:
            parts = [each.contributions[leaf.name] for leaf in self.model.leaves]
            note = "tied" if each.tied else None
            yield [each.rank, *(each.options[name] for name in self.by), each.total, each.gap, *parts, note]
        for out in self.excluded:
            blank = [None] * (2 + len(self.model.leaves))
            yield [None, *(out.options[name] for name in self.by), *blank, out.reason]


ByAll = Annotated[Sequence[str] | None, Ask("Decisions to combine, with commas; without it, all of them.", NAMES)]


def rank(model: DecisionModel, by: ByAll = None) -> Ranking:
    """Score every combination of options, the other decisions at their best.

    Score every combination of the decisions `by` (default: all), the others best.

    A forced option is taken wherever its decision arises and it is on offer. Combinations that differ only in a
    decision that does not arise are one row; those that can never be taken are listed with the reason.
    Raises ModelError for names that are no decisions and for more than 2,000 combinations.
    """
    compared, excluded = combinations(model, by)
    names = tuple(by) if by else tuple(decision.name for decision in model.decisions)
    solutions = [(each, solve(each.of(model))) for each in compared]
    return Ranking(model, names, _ranked(model, solutions), excluded, solve(model))


def _ranked(model: DecisionModel, solutions: Sequence[tuple[Combination, Solution]]) -> tuple[Ranked, ...]:
    sign = -1.0 if model.better == "lower" else 1.0
    ordered = sorted(solutions, key=lambda row: -sign * float(row[1].total))
    totals = [float(solution.total) for _, solution in ordered]
    found: list[Ranked] = []
    for combination, solution in ordered:
        total = float(solution.total)
        near = [abs(total - other) <= TIE * max(1.0, abs(total)) for other in totals]
        parts = {name: float(part) for name, part in solution.contributions.items()}
        gap = max(0.0, sign * (totals[0] - total))
        position = near.index(True) + 1
        found.append(Ranked(combination.options, combination.title, total, parts, position, gap, sum(near) > 1))
    return tuple(found)


QUESTION = Question(
    "Every combination ranked",
    "What each combination of options would bring if it were fixed in advance, and which considerations it owes "
    "that to.",
    decides,
    order=20,
    essential=True,
    row_by_row=True,
)
