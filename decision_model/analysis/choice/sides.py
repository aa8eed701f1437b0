"""What is held against what, where one choice is explained beside another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.combinations import Combination, apart, combinations, decided_now
from decision_model.analysis.given_plan import GIVEN_PLAN, best_instead
from decision_model.analysis.plan_titles import plan_titles
from decision_model.analysis.robustness.sensitivity.candidate_plans import direction
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.words.names import quoted


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two that are held against each other."""

    title: str
    solution: Solution

    @property
    def total(self) -> float:
        return float(np.asarray(self.solution.total))

    @property
    def risk(self) -> float:
        """What risk adds to the expected total, or takes off it; 0 without a risk tolerance."""
        return self.total - float(np.asarray(self.solution.expected_total))


def both_sides(
    model: DecisionModel, first: Mapping[str, str] | None, second: Mapping[str, str] | None
) -> tuple[Side, Side]:
    """Both, each called by its options, or by what sets it apart where it is free; what both share is dropped."""
    free = best_instead(model)
    forced = [_forced(free, chosen) if chosen is not None else None for chosen in (first, second)]
    if model.followed and not (forced[0] and forced[1]):
        return _against_given_plan(model, forced[0] or forced[1])
    leader = solve(forced[0].of(model)) if forced[0] else solve(model)
    runner_up = solve(forced[1].of(model)) if forced[1] else _best_other(model, leader)
    titles = list(plan_titles(model, [leader, runner_up], decided_now(model)))
    if forced[0] and forced[1]:
        titles = list(apart(model, [forced[0].options, forced[1].options]))
    else:
        titles = [
            combination.title if combination else title for combination, title in zip(forced, titles, strict=True)
        ]
    return Side(titles[0], leader), Side(titles[1], runner_up)


def _against_given_plan(model: DecisionModel, other: Combination | None) -> tuple[Side, Side]:
    """The given plan beside other options, or beside the best plan."""
    given = Side(GIVEN_PLAN, solve(model))
    free = best_instead(model)
    return (Side(other.title, solve(other.of(free))) if other else Side("The best plan", solve(free))), given


def _forced(model: DecisionModel, options: Mapping[str, str]) -> Combination:
    """These options taken together; refused where they cannot be."""
    possible, excluded = combinations(model, tuple(options))
    for exclusion in excluded:
        if exclusion.options == dict(options):
            message = f"{quoted(exclusion.title)} cannot be taken: {exclusion.reason}."
            raise ModelError([Problem(("choose",), message, "Choose others.")])
    return next(
        combination
        for combination in possible
        if all(option in (None, options[name]) for name, option in combination.options.items())
    )


def _best_other(model: DecisionModel, leader: Solution) -> Solution:
    """The best of what starts otherwise than the leader does."""
    names = decided_now(model)
    starts = {choice.decision: choice.options[0] for choice in leader.taken if choice.decision in names}
    rivals = [
        solve(combination.of(model))
        for combination in combinations(model, names)[0]
        if any(option is not None and option != starts.get(name) for name, option in combination.options.items())
    ]
    if not rivals:
        raise ModelError([Problem((), "there is only one thing to do, so there is nothing to hold it against.")])
    return max(rivals, key=lambda rival: direction(model) * float(np.asarray(rival.total)))
