"""Why one choice beats another: consideration by consideration, and the events that matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.combinations import combinations, decided_now
from decision_model.analysis.plan_titles import plan_titles
from decision_model.analysis.question import PAIRS, Ask, Question, decides
from decision_model.analysis.result import Result, settled
from decision_model.analysis.robustness.sensitivity.candidate_plans import direction, tolerance
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel, Event
from decision_model.solver.conditional import chance, expected
from decision_model.words.numbers import amount

FEW = 3
"""Considerations named in a sentence at most."""


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two that are held against each other."""

    title: str
    solution: Solution

    @property
    def total(self) -> float:
        return float(np.asarray(self.solution.total))


@dataclass(frozen=True)
class Part:
    """What a consideration adds to either side; `difference` is positive where it speaks for the first."""

    name: str
    title: str
    first: float
    second: float
    difference: float


@dataclass(frozen=True)
class Turn:
    """An outcome: its chance on either side, and the first's lead (negative: it trails) given that it comes about.

    Where the event does not arise on one side, that side stands at its expected total.
    """

    event: str
    outcome: str
    event_title: str
    outcome_title: str
    chances: tuple[float, float]
    lead: float


@dataclass(frozen=True, repr=False, eq=False)
class Explanation(Result):
    """The answer of `explain`.

    `gap` is the first's lead in the direction of the choice (negative where it trails); `parts` add up to it, `risk`
    included, which is what risk attitude adds. `turns` holds the events' outcomes, the event that matters most first.
    """

    model: DecisionModel
    first: Side
    second: Side
    gap: float
    parts: tuple[Part, ...]
    risk: float
    turns: tuple[Turn, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer in two or three sentences."""
        return tuple(filter(None, (self.heading + ".", _reasons(self), _turning(self))))

    @property
    def heading(self) -> str:
        first, second = self.first, self.second
        unit = f" {self.model.total_rule.unit(self.model.unit)}".rstrip()
        if abs(self.gap) <= float(tolerance(np.asarray(first.total))):
            return f"{first.title} and {second.title} are level at {amount(first.total)}{unit}"
        ahead, behind = (first, second) if self.gap > 0 else (second, first)
        totals = f"{amount(ahead.total)} against {amount(behind.total)}"
        return f"{ahead.title} beats {behind.title} by {amount(abs(self.gap))}{unit}: {totals}"

    @property
    def columns(self) -> tuple[str, ...]:
        return ("consideration", "first", "second", "difference")

    def rows(self) -> Iterable[Sequence[Any]]:
        """One row a consideration, then risk where there is a risk tolerance, then the total."""
        totals = (self.first.total, self.second.total)
        for part in self.parts:
            yield [part.title, part.first, part.second, settled(part.difference, *totals)]
        if self.model.risk_tolerance is not None:
            yield ["Risk", None, None, settled(self.risk, *totals)]
        yield ["Total", *totals, settled(self.gap, *totals)]


def explain(
    model: DecisionModel,
    first: Annotated[
        Mapping[str, str] | None, Ask("The combination to explain; without it, the best.", PAIRS)
    ] = None,
    second: Annotated[
        Mapping[str, str] | None, Ask("What to hold against it; without it, the next best.", PAIRS)
    ] = None,
) -> Explanation:
    """Say why one combination beats another: what speaks for it, what against, which events matter.

    Hold two choices against each other: {decision: option}, the decisions not named best.

    Without `first` it is the best plan; without `second` the best that starts with other options of the decisions
    that come before any event. Differences are of expected contributions, so they add up to the gap (under a
    risk tolerance with one more part: what risk takes off either side's certainty equivalent). An event
    matters by how much the gap depends on how it turns out.

    Raises ModelError for unknown names, for options that cannot be taken together, and where there is no second.
    """
    model.varied(choose={**(first or {}), **(second or {})})
    sides = _sides(model, first, second)
    sign = direction(model)
    gap = sign * (sides[0].total - sides[1].total)
    parts = tuple(
        Part(leaf.name, leaf.title, *(values := _both(*sides, leaf.name)), sign * (values[0] - values[1]))
        for leaf in model.leaves
    )
    risk = gap - sum(part.difference for part in parts) if model.risk_tolerance is not None else 0.0
    return Explanation(model, *sides, gap, parts, risk, _turns(model, sides))


def _sides(
    model: DecisionModel, first: Mapping[str, str] | None, second: Mapping[str, str] | None
) -> tuple[Side, Side]:
    """Both, each called by its options, or by what sets it apart where it is free."""
    given = [_forced(model, chosen) if chosen is not None else None for chosen in (first, second)]
    leader = given[0].solution if given[0] else solve(model)
    other = given[1].solution if given[1] else _best_other(model, leader)
    free = [Side(title, each) for title, each in zip(plan_titles(model, [leader, other]), (leader, other), strict=True)]
    return given[0] or free[0], given[1] or free[1]


def _forced(model: DecisionModel, given: Mapping[str, str]) -> Side:
    """The best with these options; refused where they cannot be taken together."""
    found, excluded = combinations(model, tuple(given))
    for each in excluded:
        if each.options == dict(given):
            raise ModelError([Problem(("choose",), f"{each.title} cannot be taken: {each.reason}.", "Choose others.")])
    taken = next(each for each in found if all(o in (None, given[n]) for n, o in each.options.items()))
    return Side(taken.title, solve(taken.of(model)))


def _best_other(model: DecisionModel, leader: Solution) -> Solution:
    """The best of what starts otherwise than the leader does."""
    names = decided_now(model)
    starts = {choice.decision: choice.options[0] for choice in leader.taken if choice.decision in names}
    rivals = [
        solve(each.of(model))
        for each in combinations(model, names)[0]
        if any(option is not None and option != starts.get(name) for name, option in each.options.items())
    ]
    if not rivals:
        raise ModelError([Problem((), "there is only one thing to do, so there is nothing to hold it against.")])
    return max(rivals, key=lambda each: direction(model) * float(np.asarray(each.total)))


def _both(first: Side, second: Side, leaf: str) -> tuple[float, float]:
    one, other = (side.solution.contributions[leaf] for side in (first, second))
    return float(np.asarray(one)), float(np.asarray(other))


def _turns(model: DecisionModel, sides: tuple[Side, Side]) -> tuple[Turn, ...]:
    found = [[_turn(sides, event, outcome.name) for outcome in event.outcomes] for event in model.events]
    kept = [[turn for turn in turns if max(turn.chances) > 0] for turns in found]
    kept = [turns for turns in kept if len(turns) > 1]
    kept.sort(key=lambda turns: min(turn.lead for turn in turns) - max(turn.lead for turn in turns))
    return tuple(turn for turns in kept for turn in turns)


def _turn(sides: tuple[Side, Side], event: Event, outcome: str) -> Turn:
    chances, totals = zip(*(_given(side, event, outcome) for side in sides), strict=True)
    lead = direction(sides[0].solution.model) * (totals[0] - totals[1])
    return Turn(event.name, outcome, event.title, event.state(outcome).title, (chances[0], chances[1]), lead)


def _given(side: Side, event: Event, outcome: str) -> tuple[float, float]:
    """The outcome's chance, and the expected total given it; the plain one where it cannot come about."""
    model = side.solution.model
    likely = float(np.asarray(chance(model, event.name, outcome, {})))
    if likely <= 0:
        return 0.0, float(np.asarray(side.solution.expected_total))
    return likely, float(np.asarray(expected(model, None, {event.name: (outcome,)})))


def _reasons(found: Explanation) -> str:
    sign = 1.0 if found.gap >= 0 else -1.0
    least = 1e-9 * max(1.0, abs(found.first.total))
    weighed = sorted(((part.title, sign * part.difference) for part in found.parts), key=lambda each: -abs(each[1]))
    gains = [f"{title} (+{amount(by, 3)})" for title, by in weighed if by > least]
    losses = [f"{title} (\u2212{amount(-by, 3)})" for title, by in weighed if by < -least]
    if not gains and not losses:
        return "No consideration tells them apart."
    said = f"In its favour: {_few(gains)}" if gains else "No consideration speaks for it"
    return f"{said}; against it: {_few(losses)}." if losses else f"{said}; nothing speaks against it."


def _few(reasons: Sequence[str]) -> str:
    shown = list(reasons[:FEW])
    if len(reasons) > FEW:
        shown.append(f"{len(reasons) - FEW} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _turning(found: Explanation) -> str:
    """What the first event in `turns` does to the gap, if anything."""
    turns = [turn for turn in found.turns if turn.event == found.turns[0].event]
    leads = [turn.lead for turn in turns]
    if not turns or max(leads) - min(leads) <= 1e-6 * max(1.0, abs(found.first.total)):
        return ""
    cases = [f"if '{turn.outcome_title}', {_lead(found, turn.lead)}" for turn in turns]
    return f"What matters most is {turns[0].event_title}: {'; '.join(cases)}."


def _lead(found: Explanation, lead: float) -> str:
    if abs(lead) <= 1e-9 * max(1.0, abs(found.first.total)):
        return "they are level"
    return f"{found.first.title if lead > 0 else found.second.title} leads by {amount(abs(lead), 3)}"


QUESTION = Question(
    "Why the best is best",
    "The best choice held against the runner-up, consideration by consideration: what speaks for it, and what one "
    "gives up.",
    decides,
    order=50,
    row_by_row=True,
)
