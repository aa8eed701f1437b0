"""Solve a model exactly: the best policy, its expected total, and what each consideration adds to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np

from decision_model.analysis.plan_sentences import plan
from decision_model.analysis.question import Question
from decision_model.analysis.result import Result
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Draws
from decision_model.solver.policy_evaluation import contributions, policy, reach
from decision_model.solver.rollback import Rollback, Sweep
from decision_model.words.numbers import amount


@dataclass(frozen=True)
class Choice:
    """What the policy does at one decision in one kind of history.

    `history` names only what the future still distinguishes. `options` holds the best option, several when tied;
    `values` maps each option on offer to the total it leads to (certainty equivalent under a risk tolerance);
    `probability` is that of coming here under the policy that takes the first option wherever some are level: 0 in a
    history that only another of the level options leads to.
    """

    decision: str
    history: Mapping[str, str]
    options: tuple[str, ...]
    values: Mapping[str, float]
    probability: float


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
        """Every choice the policy can come to make, in sequence; what follows each of several level options included."""
        return tuple(Choice(*found) for found in policy(self.rollback, self.sweep, self.reach))

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
    def heading(self) -> str:
        if self.rollback.draws:
            return f"{self.model.title}: {self.rollback.draws} draws, mean total {amount(float(np.mean(self.total)))}"
        kind = "expected total" if self.model.risk_tolerance is None else "certainty equivalent"
        unit = f" {self.model.unit}" if self.model.unit else ""
        return f"{self.model.title}: {kind} {amount(float(self.total))}{unit}"

    @property
    def columns(self) -> tuple[str, ...]:
        return ("decision", "when", "choice", "total", "probability")

    def rows(self) -> Iterable[Sequence[Any]]:
        if self.rollback.draws:
            return
        steps = self.model.steps
        for choice in self.policy:
            step = steps[choice.decision]
            when = ", ".join(f"{(at := steps[n]).title} = {at.state(s).title}" for n, s in choice.history.items())
            options = " or ".join(step.state(option).title for option in choice.options)
            yield step.title, when, options, choice.values[choice.options[0]], choice.probability


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
