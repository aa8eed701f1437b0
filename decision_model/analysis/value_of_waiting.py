"""What it is worth to decide later, and at which cost of delay that stops paying."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from decision_model.analysis.result import Result, amount
from decision_model.analysis.solve import Solution, solve
from decision_model.analysis.timing.early import Early, asked, from_what_if
from decision_model.analysis.timing.gain import gain, measured
from decision_model.analysis.varying.break_even import BreakEven, break_even
from decision_model.analysis.varying.moved import addressed, moved
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Draws, NumberLike


@dataclass(frozen=True)
class Waiting:
    """What leaving some decisions open is worth, against taking them just above the step `until`.

    `value` is in units of the total, and so the highest cost of delay at which waiting still pays; `chance` how likely
    it is that one of the decisions arises; `early_total` and `early_plan` are the best that can be done by deciding
    early; `break_even` says up to which value of a named number waiting pays.
    """

    decisions: tuple[str, ...]
    title: str
    until: str
    value: float
    early_total: float
    early_plan: tuple[str, ...]
    chance: float
    break_even: BreakEven | None


@dataclass(frozen=True, repr=False)
class ValueOfWaiting(Result):
    """The answer of `value_of_waiting`: decisions together first, then one by one; `base` is the model's own total."""

    model: DecisionModel
    base: float
    waited: tuple[Waiting, ...]

    @property
    def heading(self) -> str:
        if not self.waited:
            return f"{self.model.title}: no decision can be taken earlier than it is"
        first = self.waited[0]
        worth = f"{amount(abs(first.value))}{measured(self.model)}"
        gains = f"is worth {worth}" if first.value > 0 else f"costs {worth}" if first.value < 0 else "gains nothing"
        until = self.model.steps[first.until].title
        said = f"Deciding on {first.title} only after '{until}' {gains}"
        return f"{said}; waiting pays {first.break_even.sentence}" if first.break_even else said

    @property
    def columns(self) -> tuple[str, ...]:
        return ("left open", "until after", "value", "total", "total if early", "chance it arises", "pays")

    def rows(self) -> Iterable[Sequence[Any]]:
        for each in self.waited:
            until = self.model.steps[each.until].title
            pays = each.break_even.sentence if each.break_even else None
            yield (each.title, until, each.value, self.base, each.early_total, each.chance, pays)


def value_of_waiting(
    model: DecisionModel,
    decisions: Sequence[str] | None = None,
    until: str | None = None,
    *,
    early: Mapping[str, NumberLike] | None = None,
    what_if: str | None = None,
    number: str | None = None,
    between: tuple[float, float] | None = None,
) -> ValueOfWaiting:
    """What deciding later is worth: the model's total less that of deciding just above the step `until`.

    The value of waiting (also: quasi-option value, Arrow & Fisher 1974; Henry 1974) is that of what becomes known
    in between, and only as far as it would change the choice; without a cost of delay it is never below 0. It is the
    highest cost of delay, in units of the total, at which waiting still pays. With `number`, any number of the
    model by its address, it is also said for which of its values waiting pays, exact to floating point.

    `decisions` are taken together (default: all that could be taken earlier, together and one by one); `until` is the
    step above which they are taken early (default: the first event at which every option could be chosen). `early`
    sets parameters that have other values when deciding early, such as `{"delay_cost": 0}`; `what_if` names a what-if
    of the file that says all of this. Raises ModelError for unknown names and for decisions that cannot be taken
    that early.
    """
    settings = dict(early or {})
    groups = [from_what_if(model, what_if, settings)] if what_if else asked(model, decisions, until, settings)
    named = bool(decisions or what_if)
    hasty = [(each, model_early) for each in groups if (model_early := _early(model, each, named)) is not None]
    solution = solve(model)
    waited = tuple(_waiting(solution, each, solve(varied), number, between) for each, varied in hasty)
    return ValueOfWaiting(model, float(solution.total), waited)


def _early(model: DecisionModel, early: Early, named: bool) -> DecisionModel | None:
    """The model with decisions taken early; None where that cannot be and nobody asked for it by name."""
    try:
        return early.of(model)
    except ModelError:
        if named:
            raise
        return None


def _waiting(
    solution: Solution, early: Early, hasty: Solution, number: str | None, between: tuple[float, float] | None
) -> Waiting:
    model = solution.model
    total = float(hasty.total)
    names = tuple(sorted(early.before, key=model.position.__getitem__))
    until = min(early.before.values(), key=model.position.__getitem__)
    ends = _ends(model, hasty, early, number, between) if number else None
    value = gain(model, float(solution.total), total)
    return Waiting(names, _title(model, names), until, value, total, hasty.plan, _chance(solution, names), ends)


def _ends(
    model: DecisionModel, hasty: Solution, early: Early, number: str, between: tuple[float, float] | None
) -> BreakEven:
    """For which values of a number waiting pays; what is set when deciding early stays as it is set."""
    address = addressed(model, number).address

    def late_totals(values: np.ndarray) -> Draws:
        return solve(moved(model, {address: values})).total

    def early_totals(values: np.ndarray) -> Draws:
        if address in early.sets(model):
            return hasty.total
        return solve(moved(hasty.model, {address: values})).total

    return break_even(model, address, late_totals, early_totals, between)


def _title(model: DecisionModel, names: Sequence[str]) -> str:
    titles = [f"'{model.steps[name].title}'" for name in names]
    return " and ".join([", ".join(titles[:-1]), titles[-1]] if len(titles) > 1 else titles)


def _chance(solution: Solution, names: Sequence[str]) -> float:
    """How likely the likeliest of some decisions is to arise under the policy."""
    arising = [sum(choice.probability for choice in solution.policy if choice.decision == name) for name in names]
    return min(1.0, max(arising))
