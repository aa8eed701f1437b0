"""Why one choice beats another: consideration by consideration, and the events that matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import copysign
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.best_plan import worth
from decision_model.analysis.choice.sides import Side, both_sides
from decision_model.analysis.columns import Column, Kind, WrittenCell
from decision_model.analysis.effort import drawn, solved
from decision_model.analysis.question import PAIRS, Ask, Question, decides
from decision_model.analysis.result import Result, settled
from decision_model.analysis.robustness.sensitivity.candidate_plans import direction, tolerance
from decision_model.analysis.statement import Statement
from decision_model.analysis.units import amounts, lead
from decision_model.analysis.utility import scaling_sentences
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels, step_labels, step_state_labels
from decision_model.solver.conditional import MEASURES, by_outcome
from decision_model.words.amounts import Amounts, steps_adding_up, with_gap
from decision_model.words.names import quoted
from decision_model.words.numbers import gained
from decision_model.words.sentences import listed

FINEST = 6
"""Decimals of totals of 100 at most."""
FEW = 3
"""Considerations named in a sentence at most."""
SIDES = 2
"""Choices that are held against each other."""

RISK = ""
"""What stands for risk attitude among the names of considerations, none of which is empty."""


@dataclass(frozen=True)
class ConsiderationDifference:
    """What a consideration adds to either side; `difference` is positive where it speaks for the first."""

    name: str
    title: str
    first: float
    second: float
    difference: float


@dataclass(frozen=True)
class Turn:
    """An outcome: its chance on either side, and the first's lead (negative: it trails) given that it comes about.

    `level` says that the lead is no more than rounding. Where the event does not arise on one side, that side stands at
    its expected total.
    """

    event: str
    outcome: str
    event_title: str
    outcome_title: str
    chances: tuple[float, float]
    lead: float
    level: bool


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
    parts: tuple[ConsiderationDifference, ...]
    risk: float
    turns: tuple[Turn, ...]

    @property
    def level(self) -> bool:
        """Whether neither is ahead."""
        return abs(self.gap) <= float(tolerance(np.asarray(self.first.total)))

    @property
    def amounts(self) -> Amounts:
        """How totals and differences are written: the lead shows, and is how far the totals are apart."""
        parts = [value for part in self.parts for value in (part.first, part.second, part.difference)]
        written = amounts(self.model, [self.first.total, self.second.total, self.gap, self.risk, *parts])
        return written if self.level else with_gap(written, self.first.total, self.second.total, FINEST)

    @property
    def point_amounts(self) -> Amounts:
        return self.amounts

    @property
    def differences(self) -> Mapping[str, float]:
        """What each part adds to the gap, by the name of the consideration or RISK; rounding is none."""
        totals = (self.first.total, self.second.total)
        parts = {part.name: settled(part.difference, *totals) for part in self.parts}
        return parts if self.model.risk_tolerance is None else {**parts, RISK: settled(self.risk, *totals)}

    @cached_property
    def difference_steps(self) -> Mapping[str, int] | None:
        """As how many units of the last decimal each of `differences` is written: they add up to the printed gap.

        None where totals are too large for decimals, so that each number is written by itself.
        """
        amounts = self.amounts
        printed_gap = amounts.rounded(self.first.total) - amounts.rounded(self.second.total)
        return steps_adding_up(self.differences, direction(self.model) * printed_gap, amounts)

    @cached_property
    def second_steps(self) -> Mapping[str, int] | None:
        """The same for what considerations add to the second's total; the first's are these and the differences."""
        if self.difference_steps is None:
            return None
        sign, noise = int(direction(self.model)), self.amounts.noise
        parts = {part.name: part.second for part in self.parts}
        nothing_first = [part.name for part in self.parts if abs(part.first) <= noise]
        fixed = {name: -sign * self.difference_steps[name] for name in nothing_first}
        return steps_adding_up(parts, sum(parts.values()), self.amounts, fixed)

    @property
    def statement(self) -> Statement:
        ahead, behind = (self.second, self.first) if self.gap < 0 else (self.first, self.second)
        names = quoted(ahead.title), quoted(behind.title)
        written = self.amounts
        value = worth(self.model, ahead.total, written)
        reasons = (*filter(None, [_reasons(self), _event_sentence(self)]), *scaling_sentences(self.model))
        finding = f"{names[0]} beside {names[1]}. {reasons[0]}" if reasons else None
        if self.level:
            return Statement(f"{names[0]} and {names[1]} are level: {value}", "", reasons, finding)
        headline = f"{names[0]} leads {names[1]} by {lead(written, written.between(ahead.total, behind.total))}"
        less = "; less is better" if self.model.better == "lower" else ""
        return Statement(headline, f"{names[0]} is worth {value}{less}", reasons, finding)

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("consideration", "consideration", Kind.name),
            Column("first", self.first.title, Kind.points),
            Column("second", self.second.title, Kind.points),
            Column("difference", "difference", Kind.points),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        """One row a consideration, then risk where there is a risk tolerance, then the total."""
        totals = (self.first.total, self.second.total)
        for part in self.parts:
            yield [part.title, *self._cells(part)]
        if self.model.risk_tolerance is not None:
            risks = (settled(side.risk, side.total) for side in (self.first, self.second))
            yield ["Risk", *risks, self._difference_cell(RISK)]
        gap = settled(self.gap, *totals)
        yield ["Total", *totals, WrittenCell(gap, self.amounts.part(copysign(self.amounts.between(*totals), gap)))]

    def _cells(self, part: ConsiderationDifference) -> tuple[float, float, float]:
        """What a consideration adds to either side and their difference: as printed, it is their difference."""
        difference = self._difference_cell(part.name)
        if self.second_steps is None or self.difference_steps is None:
            return part.first, part.second, difference
        second = self.second_steps[part.name]
        first = second + int(direction(self.model)) * self.difference_steps[part.name]
        texts = self.amounts.stepped(first, part.first), self.amounts.stepped(second, part.second)
        return WrittenCell(part.first, texts[0]), WrittenCell(part.second, texts[1]), difference

    def _difference_cell(self, name: str) -> float:
        return WrittenCell(self.differences[name], self.difference_text(name))

    def difference_text(self, name: str, sign: int = 1) -> str:
        """A difference of `differences` as it is printed, or with the other `sign` for the second choice's view."""
        if self.difference_steps is None:
            return self.amounts.part(sign * self.differences[name])
        return self.amounts.stepped(sign * self.difference_steps[name], sign * self.differences[name])


@checked
def explain(
    model: DecisionModel,
    first: Annotated[Mapping[str, str] | None, Ask("The combination to explain; without it, the best.", PAIRS)] = None,
    second: Annotated[
        Mapping[str, str] | None, Ask("What to hold against it; without it, the next best.", PAIRS)
    ] = None,
) -> Explanation:
    """Say why one combination beats another: what speaks for it, what against, which events matter.

    Hold two choices against each other: {decision: option}, the decisions not named best.

    Where decisions follow a given plan, that is held against the best plan, or against the options named. Otherwise,
    without `first` it is the best plan; without `second` the best that starts with other options of the decisions
    that come before any event. Differences are of expected contributions, so they add up to the gap (under a
    risk tolerance with one more part: what risk takes off either side's certainty equivalent). An event
    matters by how much the gap depends on how it turns out.

    Raises ModelError for unknown names, for options that cannot be taken together, and where there is no second.
    """
    model.varied(choose={**(first or {}), **(second or {})})
    sides = both_sides(model, first, second)
    sign = direction(model)
    gap = sign * (sides[0].total - sides[1].total)
    labels = consideration_labels(model)
    parts = tuple(
        ConsiderationDifference(
            leaf.name, labels[leaf.name], *(values := _contributions(*sides, leaf.name)), sign * (values[0] - values[1])
        )
        for leaf in model.leaves
    )
    risk = gap - sum(part.difference for part in parts) if model.risk_tolerance is not None else 0.0
    return Explanation(model, *sides, gap, parts, risk, _turns(model, sides))


def _contributions(first: Side, second: Side, leaf: str) -> tuple[float, float]:
    first_part, second_part = (side.solution.contributions[leaf] for side in (first, second))
    return float(np.asarray(first_part)), float(np.asarray(second_part))


def _turns(model: DecisionModel, sides: tuple[Side, Side]) -> tuple[Turn, ...]:
    outcomes = [(event.name, outcome) for event in model.events for outcome in event.state_names]
    if not outcomes:
        return ()
    heads, labels = step_labels(model), step_state_labels(model)
    possible: dict[str, list[Turn]] = {}
    for key, *cases in zip(outcomes, *(_given(side, outcomes) for side in sides), strict=True):
        turn = _turn(model, key, (heads[key[0]], labels[key]), cases)
        if max(turn.chances) > 0:
            possible.setdefault(turn.event, []).append(turn)
    open_events = [turns for turns in possible.values() if len(turns) > 1]
    open_events.sort(key=lambda turns: min(turn.lead for turn in turns) - max(turn.lead for turn in turns))
    return tuple(turn for turns in open_events for turn in turns)


def _turn(
    model: DecisionModel, key: tuple[str, str], titles: tuple[str, str], cases: Sequence[tuple[float, float]]
) -> Turn:
    """What an outcome does to the gap, from its chance and the expected total given it on either side."""
    (first_chance, first), (second_chance, second) = cases
    ahead = direction(model) * (first - second)
    level = abs(ahead) <= float(tolerance(np.abs([first, second]).max()))
    return Turn(*key, *titles, (first_chance, second_chance), ahead, level)


def _given(side: Side, outcomes: Sequence[tuple[str, str]]) -> Iterable[tuple[float, float]]:
    """Each outcome's chance, and the expected total given it; the plain one where it cannot come about."""
    chances, totals = by_outcome(side.solution.model, outcomes)
    plain = float(np.asarray(side.solution.expected_total))
    comes = chances > 0
    return zip(np.where(comes, chances, 0.0).tolist(), np.where(comes, totals, plain).tolist(), strict=True)


def _reasons(explained: Explanation) -> str:
    """The considerations for and against the one ahead, the largest first; as printed, they add up to its lead."""
    sign = 1 if explained.gap >= 0 else -1
    least = 1e-9 * max(1.0, abs(explained.first.total))
    parts = {name: sign * part for name, part in explained.differences.items() if abs(part) > least}
    ordered = sorted(parts, key=lambda name: -abs(parts[name]))
    texts = {name: explained.difference_text(name, sign) for name in ordered}
    titles = {part.name: quoted(part.title) for part in explained.parts}
    gains = [f"{titles.get(name, 'lower risk')} ({gained(texts[name])})" for name in ordered if parts[name] > 0]
    losses = [f"{titles.get(name, 'higher risk')} ({texts[name]})" for name in ordered if parts[name] < 0]
    if not gains and not losses:
        return "No consideration tells them apart"
    speaks = f"In its favour: {listed(gains, most=FEW + 1)}" if gains else "No consideration speaks for it"
    return f"{speaks}; against it: {listed(losses, most=FEW + 1)}" if losses else f"{speaks}; nothing speaks against it"


def _event_sentence(explained: Explanation) -> str:
    """What the first event in `turns` does to the gap, if anything."""
    turns = [turn for turn in explained.turns if turn.event == explained.turns[0].event]
    leads = [turn.lead for turn in turns]
    if not turns or max(leads) - min(leads) <= 1e-6 * max(1.0, abs(explained.first.total)):
        return ""
    written = amounts(explained.model, leads)
    cases = [f"if {quoted(turn.outcome_title)}, {_lead(explained, turn, written)}" for turn in turns]
    return f"What matters most is {quoted(turns[0].event_title)}: {'; '.join(cases)}"


def _lead(explained: Explanation, turn: Turn, written: Amounts) -> str:
    if turn.level:
        return "they are level"
    leader = explained.first.title if turn.lead > 0 else explained.second.title
    return f"{quoted(leader)} leads by {lead(written, turn.lead)}"


def _work(model: DecisionModel) -> float:
    return solved(model, SIDES) + drawn(model, SIDES * MEASURES * sum(len(event.outcomes) for event in model.events))


QUESTION = Question(
    "Why the best is best",
    "The best choice held against the runner-up, consideration by consideration: what speaks for it, and what one "
    "gives up.",
    decides,
    order=50,
    row_by_row=True,
    work=_work,
)
