"""Solve a model exactly: the best policy, its expected total, and what each consideration adds to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile
from typing import Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.best_plan import best_plan_headline, plan_amounts, worth
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.effort import told
from decision_model.analysis.given_plan import GIVEN_PLAN, best_called, best_instead
from decision_model.analysis.plan_sentences import plan
from decision_model.analysis.policy import Choice
from decision_model.analysis.question import Question
from decision_model.analysis.result import Result
from decision_model.analysis.statement import Statement
from decision_model.analysis.units import amounts, lead, total_word
from decision_model.analysis.verdict import judgement, with_verdict
from decision_model.errors import ModelError
from decision_model.model import Decision, DecisionModel, Draws
from decision_model.model.labels import step_labels, step_state_labels
from decision_model.solver.policy_evaluation import contributions, policy, reach
from decision_model.solver.rollback import TIE, Rollback, Sweep
from decision_model.words.amounts import Amounts, with_gap


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
    def compared(self) -> tuple[Choice, ...]:
        """The policy with each option of what is decided before any event at its total with the rest at its best.

        That is so anyway where nothing is forgotten; a decision of limited memory may answer another option otherwise.
        """
        if not self.rollback.sets:
            return self.policy
        before = list(takewhile(lambda step: isinstance(step, Decision), self.model.sequence))
        now = {choice.decision: choice for choice in self.taken if self.model.steps[choice.decision] in before}
        return tuple(
            self._forced(choice, now) if now.get(choice.decision) is choice else choice for choice in self.policy
        )

    def _forced(self, choice: Choice, now: Mapping[str, Choice]) -> Choice:
        """A choice with the totals that its options come to where each is forced, the choices above it as they are."""
        place = self.model.position[choice.decision]
        above = {name: earlier.options[0] for name, earlier in now.items() if self.model.position[name] < place}
        forced = {name: self.model.varied(choose={**above, choice.decision: name}) for name in choice.values}
        totals = {name: float(solve(model).total) for name, model in forced.items()}
        near = TIE * max(1.0, abs(float(self.total)))
        level = tuple(name for name, total in totals.items() if abs(total - float(self.total)) <= near)
        return replace(choice, options=level or choice.options, values=totals)

    @cached_property
    def plan(self) -> tuple[str, ...]:
        """The policy in plain sentences, one a decision."""
        return plan(self.model, self.policy)

    @property
    def statement(self) -> Statement:
        if self.rollback.draws:
            mean = float(np.mean(self.total))
            value = worth(self.model, mean, amounts(self.model, [mean]))
            draws = f"{self.rollback.draws:,} draws"
            return Statement(f"The {best_called(self.model)} is worth {value} on average over {draws}")
        if self.model.followed:
            return Statement(self._given_plan_headline, self._method, self.plan)
        headline = best_plan_headline(self.model, float(self.total), self.compared)
        return with_verdict(Statement(headline, self._method, self.plan), judgement(self.model))

    @property
    def _given_plan_headline(self) -> str:
        """'The given plan is worth 689 DKK, 37.5 DKK less than the best plan'."""
        total, best = float(self.total), float(solve(best_instead(self.model)).total)
        written = with_gap(amounts(self.model, [total, best]), total, best)
        value = worth(self.model, total, written)
        if abs(best - total) <= TIE * max(1.0, abs(best)):
            return f"{GIVEN_PLAN} is as good as the best: {value}"
        word = "more" if self.model.better == "lower" else "less"
        return f"{GIVEN_PLAN} comes to {value}, {lead(written, written.between(total, best))} {word} than the best plan"

    @property
    def _method(self) -> str:
        """How it was worked out."""
        exact = "Worked out exactly, from the last step back to the first"
        searched = {self.rollback.levels[index].step.name for index in self.rollback.sets} - self.model.followed.keys()
        if searched:
            exact += ", all plans compared that may still be best where a decision has forgotten"
        less = "; less is better" if self.model.better == "lower" else ""
        if self.model.risk_tolerance is None:
            return f"{exact}{less}"
        expected = float(self.expected_total)
        return f"{exact}; the expected total is {amounts(self.model, [expected]).phrase(expected)}{less}"

    def amounts(self, others: Iterable[float] = ()) -> Amounts:
        """How its total is written beside those of its choices and `others`."""
        return plan_amounts(self.model, float(self.total), self.compared, others)

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

    Roll the model back exactly (Raiffa 1968; Bayes revision where an event depends on a later one). Where decisions
    have limited memory the plans that may still be best are kept and compared, exactly (Lauritzen & Nilsson 2001;
    Mauá, de Campos & Zaffalon 2012).

    Raises TooLargeError above the engine's bound.
    """
    rollback = Rollback(model)
    return Solution(model, rollback.total(), rollback)


def _work(model: DecisionModel) -> float:
    return told(model)


QUESTION = Question(
    "The best plan",
    "A plan says what to do at every decision, whatever has happened by then. It is found from the end: start at the "
    "last decision, choose the best there, and work back to the first.",
    order=10,
    essential=True,
    pictured=False,
    work=_work,
)
