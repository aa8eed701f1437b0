"""All combinations of some decisions, scored: one forced-choice solve each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from decision_model.analysis.result import Result, amount
from decision_model.analysis.rollback import TIE
from decision_model.analysis.solve import Solution, solve
from decision_model.errors import ModelError, Problem, nearest
from decision_model.model import DecisionModel, Option

MOST = 2_000
"""Combinations above which a ranking is refused."""


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


@dataclass(frozen=True)
class Excluded:
    """A combination that can never be taken, and why."""

    options: Mapping[str, str]
    title: str
    reason: str


@dataclass(frozen=True, repr=False)
class Ranking(Result):
    """The answer of `rank`: rows best first; `best_plan` is the solution with nothing forced."""

    model: DecisionModel
    by: tuple[str, ...]
    ranked: tuple[Ranked, ...]
    excluded: tuple[Excluded, ...]
    best_plan: Solution

    @property
    def heading(self) -> str:
        if not self.ranked:
            return f"{self.model.title}: no combination can be taken"
        leader = self.ranked[0]
        level = [each for each in self.ranked if each.rank == leader.rank]
        unit = f" {self.model.unit}" if self.model.unit else ""
        if len(level) > 1:
            return f"{' and '.join(each.title for each in level)} are level at {amount(leader.total)}{unit}"
        said = f"{leader.title} leads with {amount(leader.total)}{unit}"
        return said if len(self.ranked) < 2 else f"{said}, {amount(self.ranked[1].gap)} ahead of {self.ranked[1].title}"

    @property
    def columns(self) -> tuple[str, ...]:
        return ("rank", *self.by, "total", "gap", *(leaf.name for leaf in self.model.leaves), "note")

    def rows(self) -> Iterable[Sequence[Any]]:
        for each in self.ranked:
            parts = [each.contributions[leaf.name] for leaf in self.model.leaves]
            note = "tied" if each.tied else None
            yield [each.rank, *(each.options[name] for name in self.by), each.total, each.gap, *parts, note]
        for out in self.excluded:
            blank = [None] * (2 + len(self.model.leaves))
            yield [None, *(out.options[name] for name in self.by), *blank, out.reason]


def rank(model: DecisionModel, by: Sequence[str] | None = None) -> Ranking:
    """Score every combination of the decisions `by` (default: all), the others best.

    A forced option is taken wherever its decision arises and it is on offer. Combinations that differ only in a
    decision that does not arise are one row; those that can never be taken are listed with the reason.
    Raises ModelError for names that are no decisions and for more than 2,000 combinations.
    """
    names = tuple(by) if by else tuple(decision.name for decision in model.decisions)
    _check(model, names)
    rows: dict[tuple[str | None, ...], Solution] = {}
    excluded = []
    for combination in product(*(model.steps[name].state_names for name in names)):
        chosen = dict(zip(names, combination, strict=True))
        solution = solve(model.varied(choose=chosen))
        taken = {name: _taken(solution, name) for name in names}
        reason = _reason(model, chosen, taken)
        if reason:
            excluded.append(Excluded(chosen, _title(model, chosen), reason))
        else:
            rows.setdefault(tuple(chosen[name] if taken[name] else None for name in names), solution)
    return Ranking(model, names, _ranked(model, names, rows), tuple(excluded), solve(model))


def _check(model: DecisionModel, names: Sequence[str]) -> None:
    decisions = [decision.name for decision in model.decisions]
    unknown = [name for name in names if name not in decisions]
    if unknown or not names:
        found = [Problem(("by",), f"'{name}' is not a decision.", nearest(name, decisions)) for name in unknown]
        raise ModelError(found or "There is no decision to rank by.")
    count = prod(len(model.steps[name].states) for name in names)
    if count > MOST:
        raise ModelError(
            [Problem(("by",), f"there are {count:,} combinations; the limit is {MOST:,}.", "Rank by fewer decisions.")]
        )


def _taken(solution: Solution, name: str) -> frozenset[str]:
    """The options that the policy takes at a decision, over all histories it can reach."""
    return frozenset(choice.options[0] for choice in solution.policy if choice.decision == name)


def _reason(model: DecisionModel, chosen: Mapping[str, str], taken: Mapping[str, frozenset[str]]) -> str:
    """Why a combination can never be taken; empty when it can."""
    for name, option in chosen.items():
        if not taken[name] or option in taken[name]:
            continue
        title = model.steps[name].state(option).title
        if option in model.withheld.get(name, ()):
            return f"{title} is taken off the table"
        at_odds = _at_odds(model, name, option, chosen)
        return f"{title} is not on offer" + (
            f" with {' and '.join(at_odds)}" if at_odds else " in any history that arises"
        )
    return ""


def _at_odds(model: DecisionModel, name: str, option: str, chosen: Mapping[str, str]) -> list[str]:
    """Titles of the chosen options that the option's condition does not admit."""
    state = model.steps[name].state(option)
    assert isinstance(state, Option)
    others = dict.fromkeys(
        other
        for each in state.only_if.alternatives
        for other, states in each.items()
        if other in chosen and chosen[other] not in states
    )
    return [model.steps[other].state(chosen[other]).title for other in others]


def _ranked(
    model: DecisionModel, names: Sequence[str], rows: Mapping[tuple[str | None, ...], Solution]
) -> tuple[Ranked, ...]:
    sign = -1.0 if model.better == "lower" else 1.0
    ordered = sorted(rows.items(), key=lambda row: -sign * float(row[1].total))
    totals = [float(solution.total) for _, solution in ordered]
    found: list[Ranked] = []
    for place, (options, solution) in enumerate(ordered):
        total = totals[place]
        near = [abs(total - other) <= TIE * max(1.0, abs(total)) for other in totals]
        position = near.index(True) + 1
        chosen = dict(zip(names, options, strict=True))
        parts = {name: float(part) for name, part in solution.contributions.items()}
        gap = max(0.0, sign * (totals[0] - total))
        found.append(Ranked(chosen, _title(model, chosen), total, parts, position, gap, sum(near) > 1))
    return tuple(found)


def _title(model: DecisionModel, chosen: Mapping[str, str | None]) -> str:
    """The options' titles; with their decision's where two options are called the same."""
    titles = {name: model.steps[name].state(option).title for name, option in chosen.items() if option is not None}
    seen = [state.title for name in chosen for state in model.steps[name].states]
    plain = len(set(seen)) == len(seen)
    return ", ".join(title if plain else f"{model.steps[name].title}: {title}" for name, title in titles.items())
