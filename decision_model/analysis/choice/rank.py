"""All combinations of some decisions, scored: one forced-choice solve each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.best_plan import ahead_of, worth
from decision_model.analysis.choice.nearest_tie import Tie, nearest_tie
from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, Excluded, apart, combinations, each_solved
from decision_model.analysis.effort import all_together, refuse_endless, solved
from decision_model.analysis.given_plan import best_instead
from decision_model.analysis.question import NAMES, Ask, Question, decides
from decision_model.analysis.result import NOISE, Result
from decision_model.analysis.statement import Statement
from decision_model.analysis.units import amounts, lead, total_word
from decision_model.analysis.verdict import judgement, with_verdict
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels, step_labels, step_state_labels
from decision_model.solver.rollback import TIE
from decision_model.words.amounts import Amounts, with_gap
from decision_model.words.names import quoted
from decision_model.words.percent import percents_apart
from decision_model.words.sentences import counted, listed

MOST = 3
"""Combinations that are named in a sentence at most."""
BEST_PLAN = "Best plan: decide as things turn out"
"""What the row of a best plan that adapts is called."""
RISK, RISK_TITLE = "\0risk", "Risk"
"""The part of a certainty equivalent that is owed to risk: its key, which is no consideration's, and its title."""


@dataclass(frozen=True)
class Ranked:
    """One combination: `options` maps each decision to its option, or to None where it does not arise.

    `gap` is the distance to the best combination, 0 or more. Combinations that tie share a rank. `risk` is the
    certainty equivalent less the expected total, None without a risk tolerance.
    """

    options: Mapping[str, str | None]
    title: str
    total: float
    contributions: Mapping[str, float]
    rank: int
    gap: float
    tied: bool
    risk: float | None = None

    @property
    def parts(self) -> Mapping[str, float]:
        """What the total is made of: the contributions and, under a risk tolerance, what risk adds or takes off."""
        return self.contributions if self.risk is None else {**self.contributions, RISK: self.risk}


@dataclass(frozen=True, repr=False)
class Ranking(Result):
    """The answer of `rank`: rows best first; `best_plan` is the solution with nothing forced."""

    model: DecisionModel
    by: tuple[str, ...]
    ranked: tuple[Ranked, ...]
    excluded: tuple[Excluded, ...]
    best_plan: Solution

    @property
    def averse(self) -> bool:
        """Whether totals are certainty equivalents, in which risk has a part."""
        return self.model.risk_tolerance is not None

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
        plan = Ranked({}, BEST_PLAN, total, parts, 0, 0.0, False, _risk(self.best_plan))
        return (plan, *(replace(row, gap=row.gap + ahead) for row in self.ranked))

    @property
    def leaders(self) -> tuple[Ranked, ...]:
        """The combinations that come first, several when level."""
        return tuple(row for row in self.ranked if row.rank == self.ranked[0].rank)

    @property
    def nearest_tie(self) -> Tie | None:
        """The smallest change of one weight that makes the first two level; None where that cannot be said exactly.

        It can for weighted sums where the ranking leaves no choice open.
        """
        closed = set(self.by) >= {decision.name for decision in self.model.decisions}
        additive = self.model.total_rule.linear_in_weights and not self.model.interactions
        if not (closed and additive) or len(self.ranked) < 2 or len(self.leaders) > 1:
            return None
        weights = {name: float(weight) for name, weight in self.model.weights.items()}
        return nearest_tie(weights, self.ranked[0].contributions, self.ranked[1].contributions)

    @property
    def amounts(self) -> Amounts:
        """How its totals are written: the lead of the first as the first two totals are apart."""
        rows = self.with_plan
        totals = [value for row in rows for value in (row.total, row.gap)]
        written = amounts(self.model, [float(self.best_plan.total), *totals])
        behind = next((row for row in rows if row.rank > 1 or (self.adapts and row.rank)), None)
        return with_gap(written, rows[0].total, behind.total) if behind else written

    def behind(self, row: Ranked) -> float:
        """How far a row of `with_plan` is behind its first, as the totals are written."""
        return self.amounts.between(self.with_plan[0].total, row.total)

    @property
    def point_amounts(self) -> Amounts:
        return self.amounts

    @property
    def statement(self) -> Statement:
        if not self.ranked:
            return Statement("No combination can be taken")
        first = self.ranked[0]
        kept = "beside the given plan" if self.model.followed else "fixed in advance"
        detail = f"{quoted(first.title)} is the best of {counted(len(self.ranked), 'combination')} {kept}"
        if not self.adapts:
            detail = f"{detail}, at {self.amounts.phrase(first.total)}"
        if self.model.followed and len(self.ranked) == 1:
            detail = f"{quoted(first.title)} comes to {self.amounts.phrase(first.total)}"
        detail += "; less is better" if self.model.better == "lower" else ""
        finding = "" if self.adapts else None
        statement = Statement(self._headline(), detail, tuple(filter(None, [self._tie_sentence()])), finding)
        return statement if self.adapts else with_verdict(statement, judgement(self.model, self.by))

    def _headline(self) -> str:
        first, written = self.ranked[0], self.amounts
        names = [quoted(title) for title in apart(self.model, [row.options for row in self.leaders])]
        if self.adapts:
            value = worth(self.model, float(self.best_plan.total), written)
            ahead = f"{lead(written, self.behind(self.with_plan[1]))} {ahead_of(self.model)} {listed(names, most=MOST)}"
            return f"Deciding as things turn out is best: {value}, {ahead}"
        if len(names) > 1:
            return f"{listed(names, most=MOST)} are level: {worth(self.model, first.total, written)}"
        if len(self.ranked) == 1:
            return f"{names[0]} is the only combination: {worth(self.model, first.total, written)}"
        second = self.ranked[1]
        ahead, behind = apart(self.model, [first.options, second.options])
        return f"{quoted(ahead)} leads {quoted(behind)} by {lead(written, self.behind(second))}"

    def _tie_sentence(self) -> str:
        """'They would be level with ‘Allied unity’ at 41% of the weight, not 30%'."""
        tie = self.nearest_tie
        if tie is None or self.adapts:
            return ""
        first, second = apart(self.model, [row.options for row in self.ranked[:2]])
        label = quoted(consideration_labels(self.model)[tie.name])
        level, now = percents_apart(tie.weight, tie.now)
        weight = (
            f"no weight at all on {label}" if tie.weight <= NOISE else f"{label} at {level} of the weight, not {now}"
        )
        return f"{quoted(first)} and {quoted(second)} would be level with {weight}"

    @property
    def columns(self) -> tuple[Column, ...]:
        heads, labels = step_labels(self.model), consideration_labels(self.model)
        return (
            Column("rank", "rank", Kind.number),
            *(Column(f"option.{name}", heads[name], Kind.name) for name in self.by),
            Column("total", total_word(self.model), Kind.points),
            Column("gap", "behind", Kind.points),
            *(Column(f"contribution.{leaf.name}", labels[leaf.name], Kind.points) for leaf in self.model.leaves),
            *([Column("risk", RISK_TITLE, Kind.points)] if self.averse else []),
            Column("note", "note"),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        """The rows of `with_plan`, then combinations that cannot be taken, with the reason."""
        parts = [leaf.name for leaf in self.model.leaves] + [RISK] * self.averse
        labels = step_state_labels(self.model)

        def named(options: Mapping[str, str | None]) -> list[str | None]:
            return [None if (option := options.get(name)) is None else labels[name, option] for name in self.by]

        for row in self.with_plan:
            note = "tied" if row.tied else None if row.rank else "the best plan"
            place = row.rank or None
            yield [place, *named(row.options), row.total, row.gap, *(row.parts[part] for part in parts), note]
        for exclusion in self.excluded:
            yield [None, *named(exclusion.options), *(None for _ in range(2 + len(parts))), exclusion.reason]


ByAll = Annotated[Sequence[str] | None, Ask("Decisions to combine, with commas; without it, all of them.", NAMES)]


@checked
def rank(model: DecisionModel, by: ByAll = None) -> Ranking:
    """Score every combination of options, the other decisions at their best.

    Score every combination of the decisions `by` (default: all), the others best.

    A forced option is taken wherever its decision arises and it is on offer. Combinations that differ only in a
    decision that does not arise are one row; those that can never be taken are listed with the reason.
    Decisions that follow a given plan keep to it, and the best plan of all stands beside the rows.
    Raises ModelError for names that are no decisions and for more than 2,000 combinations.
    """
    compared, excluded = combinations(model, by)
    names = tuple(by) if by else tuple(decision.name for decision in model.decisions)
    refuse_endless(
        solved(model, len(compared)),
        f"{counted(len(compared), 'combination')} in a tree of {model.structure.branches:,} branches",
        "Name fewer decisions.",
    )
    scores = each_solved(model, compared, _score)
    return Ranking(model, names, _ranked(model, compared, scores), excluded, solve(best_instead(model)))


@dataclass(frozen=True)
class _Score:
    """What is kept of a solution."""

    total: float
    contributions: Mapping[str, float]
    risk: float | None


def _score(solution: Solution) -> _Score:
    parts = {name: float(part) for name, part in solution.contributions.items()}
    return _Score(float(solution.total), parts, _risk(solution))


def _ranked(model: DecisionModel, compared: Sequence[Combination], scores: Sequence[_Score]) -> tuple[Ranked, ...]:
    sign = -1.0 if model.better == "lower" else 1.0
    ordered = sorted(zip(compared, scores, strict=True), key=lambda row: -sign * row[1].total)
    totals = np.array([score.total for _, score in ordered])
    ranked: list[Ranked] = []
    for combination, score in ordered:
        total = score.total
        level = np.flatnonzero(np.abs(total - totals) <= TIE * max(1.0, abs(total)))
        gap = max(0.0, sign * (float(totals[0]) - total))
        position, tied = int(level[0]) + 1, len(level) > 1
        row = Ranked(
            combination.options, combination.title, total, score.contributions, position, gap, tied, score.risk
        )
        ranked.append(row)
    return tuple(ranked)


def _risk(solution: Solution) -> float | None:
    """What risk adds to the expected total, or takes off it; None without a risk tolerance."""
    if solution.model.risk_tolerance is None:
        return None
    difference = float(solution.total) - float(solution.expected_total)
    return difference if abs(difference) > NOISE * max(1.0, abs(float(solution.total))) else 0.0


def _work(model: DecisionModel) -> float:
    return solved(model, all_together(model))


QUESTION = Question(
    "Every combination ranked",
    "What each combination of options would bring if it were fixed in advance, and which considerations it owes "
    "that to.",
    decides,
    order=20,
    essential=True,
    row_by_row=True,
    work=_work,
)
