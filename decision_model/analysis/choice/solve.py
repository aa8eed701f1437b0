"""Solve a model exactly: the best policy, its expected total, and what each consideration adds to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.best_plan import best_plan_headline, plan_amounts, worth
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.plan_sentences import plan
from decision_model.analysis.policy import Choice
from decision_model.analysis.question import Question
from decision_model.analysis.result import Result
from decision_model.analysis.statement import Statement
from decision_model.analysis.units import amounts, total_word
from decision_model.analysis.verdict import judgement, with_verdict
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Draws
from decision_model.model.labels import step_labels, step_state_labels
from decision_model.solver.policy_evaluation import contributions, policy, reach
from decision_model.solver.rollback import Rollback, Sweep
from decision_model.words.amounts import Amounts


@dataclass(frozen=True, repr=False)
class Solution(Result):
    """The answer of `solve`.

    `total` is what was maximised (minimised for `better: lower`): the expected total, or its certainty equivalent under
    a risk tolerance; 0..100 for weighted totals, the model's unit for sums. Numbers are floats, or arrays of
    shape (draws,) where the model's are; policy and plan exist for single numbers only.
    """

    model: DecisionModel
    total: Draws
    rollback: Rollback = field(compare=False)

    @cached_property
    def sweep(self) -> Sweep:
        """Values of all levels and options."""
        if self.rollback.draws:
            raise ModelError("A solution over draws has no single policy; solve one draw at a time to see it.")
        return self.rollback.sweep(keep=True)

    @cached_property
    def reach(self) -> list[np.ndarray]:
        """Probability of each node under the policy, per level, (nodes,)."""
        return reach(self.rollback, self.sweep)

    @cached_property
    def contributions(self) -> Mapping[str, Draws]:
        """What each scored consideration adds to the expected total."""
        return contributions(self.rollback)

    @property
    def expected_total(self) -> Draws:
        """The mean of the total under the policy."""
        if self.model.risk_tolerance is None:
            return self.total
        values = list(self.contributions.values())
        return sum(values[1:], start=values[0])

    @property
    def certainty_equivalent(self) -> Draws | None:
        """The sure total worth as much as the policy; None when risk-neutral."""
        return None if self.model.risk_tolerance is None else self.total

    @cached_property
    def policy(self) -> tuple[Choice, ...]:
        """Every choice the policy can come to make, in sequence, and what follows each of several level options."""
        return tuple(Choice(*choice) for choice in policy(self.rollback, self.sweep, self.reach))

    @property
    def taken(self) -> tuple[Choice, ...]:
        """The choices made if the first option is taken wherever some are level: those with a probability above 0."""
        return tuple(choice for choice in self.policy if choice.probability > 0)

    @property
    def ties(self) -> tuple[Choice, ...]:
        """Choices at which several options are equally good."""
        return tuple(choice for choice in self.policy if len(choice.options) > 1)

    @cached_property
    def plan(self) -> tuple[str, ...]:
        """The policy in plain sentences, one a decision."""
        return plan(self.model, self.policy)

    @property
    def statement(self) -> Statement:
        if self.rollback.draws:
            mean = float(np.mean(self.total))
            value = worth(self.model, mean, amounts(self.model, [mean]))
            return Statement(f"The best plan is worth {value} on average over {self.rollback.draws:,} draws")
        headline = best_plan_headline(self.model, float(self.total), self.policy)
        return with_verdict(Statement(headline, self._method, self.plan), judgement(self.model))

    @property
    def _method(self) -> str:
        """How it was worked out."""
        exact = "Worked out exactly by rollback, from the last step back to the first"
        less = "; less is better" if self.model.better == "lower" else ""
        if self.model.risk_tolerance is None:
            return f"{exact}{less}"
        expected = float(self.expected_total)
        return f"{exact}; the expected total is {amounts(self.model, [expected]).phrase(expected)}{less}"

    def amounts(self, others: Iterable[float] = ()) -> Amounts:
        """How its total is written beside those of its choices and `others`."""
        return plan_amounts(self.model, float(self.total), self.policy, others)

    @property
    def point_amounts(self) -> Amounts | None:
        return None if self.rollback.draws else self.amounts(row[3] for row in self.rows())

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("decision", "decision", Kind.name),
            Column("when", "when"),
            Column("choice", "choice", Kind.name),
            Column("total", total_word(self.model), Kind.points),
            Column("probability", "chance of coming here", Kind.chance),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        """A row a choice; without a chance where only another of some level options leads to it."""
        if self.rollback.draws:
            return
        heads, labels = step_labels(self.model), step_state_labels(self.model)
        for choice in self.policy:
            when = ", ".join(f"{heads[name]} = {labels[name, state]}" for name, state in choice.history.items())
            options = " or ".join(labels[choice.decision, option] for option in choice.options)
            total = choice.values[choice.options[0]]
            yield heads[choice.decision], when, options, total, choice.probability or None


@checked
def solve(model: DecisionModel) -> Solution:
    """Find the best plan: what to choose in every situation, and what it is worth.

    Roll the model back exactly (Raiffa 1968; Bayes revision where an event depends on a later one).

    Raises TooLargeError above the engine's bound.
    """
    rollback = Rollback(model)
    return Solution(model, rollback.total(), rollback)


QUESTION = Question(
    "The best plan",
    "A plan says what to do at every decision, whatever has happened by then. It is found by rollback: start at the "
    "last decision, choose the best there, and work back to the first.",
    order=10,
    essential=True,
    pictured=False,
)
