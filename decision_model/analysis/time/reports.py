"""What a report is worth that the model already lets one have: before the price of asking for it, and after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.combinations import combinations
from decision_model.analysis.time.gain import acts_on_more, gain
from decision_model.analysis.time.perfect_information import (
    askers,
    decided_after,
    is_mute,
    knowing,
    unknown_readers,
    unknown_until_the_end,
    why_not,
)
from decision_model.model import DecisionModel


@dataclass(frozen=True)
class ReportWorth:
    """What an imperfect report is worth.

    `gross` is the expected value of sample information (EVSI); `net` what one is better off for having it at its price,
    below 0 where it is not worth that, None where it is not to be chosen; `perfect` what certainty about the same
    would be worth in its place, None where nobody could have it there. `total` is what the best plan with the report
    comes to; `acts` whether it reads it.
    """

    gross: float
    net: float | None
    perfect: float | None
    total: float
    plan: tuple[str, ...]
    acts: bool


def report_worth(model: DecisionModel, name: str, about: tuple[str, ...], before: str) -> ReportWorth:
    """What the event `name`, known when `before` is decided, is worth for what it says about the events `about`.

    Gross: the best plan in which the report is asked for, less the same with the report unread until the end (Raiffa &
    Schlaifer 1961). Net: that best plan, less the best in which it is not asked for; the difference between the two is
    the price, whatever it is paid in. Raises ModelError where what is on offer depends on the report.
    """
    asked, others = _with_and_without(model, name)
    unread = unknown_until_the_end(asked.model, name)
    total, plain = float(asked.total), float(solve(unread).total)
    net = None if others is None else gain(model, total, float(others.total))
    gross, perfect = gain(model, total, plain), None
    further = [reader for reader in unknown_readers(model, name, before) if reader not in about]
    if all(decided_after(model, reader, before) for reader in further) and all(
        why_not(unread, event, before) is None for event in about
    ):
        perfect = gain(model, float(solve(knowing(unread, about, before)).total), plain)
    return ReportWorth(gross, net, perfect, total, asked.plan, acts_on_more(asked, unread))


def _with_and_without(model: DecisionModel, name: str) -> tuple[Solution, Solution | None]:
    """The best plan in which an event comes about and says something, and the best in which it does not.

    The best plan of all, and None, where no choice settles that.
    """
    deciding = askers(model, name)
    if not deciding:
        return solve(model), None
    asked: list[Solution] = []
    others: list[Solution] = []
    for option in combinations(model, deciding)[0]:
        solution = solve(option.of(model))
        says = _comes_about(solution, name) and not is_mute(model, name, option.options)
        (asked if says else others).append(solution)
    if not asked:
        return solve(model), None
    return _best(asked), _best(others) if others else None


def _best(solutions: list[Solution]) -> Solution:
    sign = -1.0 if solutions[0].model.better == "lower" else 1.0
    return max(solutions, key=lambda solution: sign * float(solution.total))


def _comes_about(solution: Solution, name: str) -> bool:
    """Whether a plan can lead to a history in which an event arises."""
    model = solution.model
    place = model.position[name]
    children = model.structure.levels[place].children[:, : len(model.steps[name].state_names)]
    return bool(np.any((solution.reach[place] > 0) & (children >= 0).any(axis=1)))
