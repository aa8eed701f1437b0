"""Short names for plans: what sets each apart from the others."""

from __future__ import annotations

from collections.abc import Sequence

from decision_model.analysis.choice.solve import Solution
from decision_model.model import Decision, DecisionModel

DEPENDS = "as things turn out"
"""What follows the last of several options of a decision that a plan takes, each in its case."""


def plan_titles(model: DecisionModel, plans: Sequence[Solution]) -> tuple[str, ...]:
    """The options each plan takes at the decisions at which the plans differ.

    Where a plan takes one or another as events decide, both are named: 'Berlin / Elsewhere as things turn out'.

    Plans that take the same options in different cases are told apart by the sentences in which they differ.
    """
    taken = [_taken(plan) for plan in plans]
    differ = [each for each in model.decisions if len({found.get(each.name, ()) for found in taken}) > 1]
    differ = differ or list(model.decisions)
    titles = [_title(differ, found) for found in taken]
    told = [
        "; ".join(_own(plan, plans)) if titles.count(title) > 1 and len(_alike(plan, plans)) < len(plans) else title
        for plan, title in zip(plans, titles, strict=True)
    ]
    return tuple(told)


def _taken(plan: Solution) -> dict[str, tuple[str, ...]]:
    """For each decision the options that the plan takes, in file order; the first of those that are level."""
    found: dict[str, set[str]] = {}
    for choice in plan.taken:
        found.setdefault(choice.decision, set()).add(choice.options[0])
    steps = plan.model.steps
    return {name: tuple(o for o in steps[name].state_names if o in options) for name, options in found.items()}


def _title(decisions: Sequence[Decision], taken: dict[str, tuple[str, ...]]) -> str:
    titles = [option.title for decision in decisions for option in decision.options]
    plain = len(set(titles)) == len(titles)
    parts = []
    open_ones = [each.name for each in decisions if len(taken.get(each.name, ())) > 1]
    for decision in decisions:
        if decision.name in taken:
            said = " / ".join(decision.state(option).title for option in taken[decision.name])
            said += f" {DEPENDS}" if decision.name in open_ones[-1:] else ""
            parts.append(said if plain else f"{decision.title}: {said}")
    return ", ".join(parts)


def _alike(plan: Solution, plans: Sequence[Solution]) -> list[Solution]:
    return [other for other in plans if other.plan == plan.plan]


def _own(plan: Solution, plans: Sequence[Solution]) -> list[str]:
    """The plan's sentences that not all plans share, without full stops."""
    shared = set(plan.plan).intersection(*(other.plan for other in plans))
    return [sentence.rstrip(".") for sentence in plan.plan if sentence not in shared]
