"""Plans that are given as rules: what is said of them, and the best plan beside them."""

from __future__ import annotations

from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.model.frozen_mapping import frozen

GIVEN_PLAN = "The given plan"
"""What is called so: every decision that follows rules takes what these say, the others do their best."""


def best_called(model: DecisionModel) -> str:
    """What a model's solution is called among options."""
    return "given plan" if model.followed else "best plan"


def nothing_open(model: DecisionModel) -> bool:
    """Whether every decision keeps to rules or is forced, so that there is nothing to be best at."""
    return bool(model.followed) and all(step.name in {*model.followed, *model.forced} for step in model.decisions)


def best_instead(model: DecisionModel) -> DecisionModel:
    """The model in which no decision follows given rules."""
    return model.copied(followed=frozen({})) if model.followed else model


def refuse_given_plan(model: DecisionModel, asked: str) -> None:
    """Raise ModelError where a question makes no sense of a plan that is kept to whatever is known or on offer."""
    if model.followed:
        message = f"{asked} shows in what one would then do, and here a given plan is kept to."
        remedy = "Ask without the rules under 'choose'."
        raise ModelError([Problem(("choose",), message, remedy, code="plan-is-given")])
