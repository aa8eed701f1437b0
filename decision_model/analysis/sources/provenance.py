"""Where the numbers come from, and how much of the leader's lead rests on which kind of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from math import isfinite
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, combinations, decided_now, totals
from decision_model.analysis.effort import drawn
from decision_model.analysis.grounds import grounds
from decision_model.analysis.question import Bounds, DrawCount, Question, Seed
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.sensitivity.candidate_plans import direction
from decision_model.analysis.robustness.sensitivity.joint_draws import over
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange, stated_ranges, value_cells
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.analysis.sources.numbers import number_unit
from decision_model.analysis.statement import Statement
from decision_model.analysis.time.gain import gain_amounts, is_level
from decision_model.model import DecisionModel
from decision_model.model.labels import number_labels
from decision_model.model.number_index import Addressed, stated
from decision_model.model.numbers import BASES
from decision_model.solver.rollback import TIE
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import listed

DRAWS = 2_000
"""Draws, where it is not said how many."""

BASIS_LABELS = {
    "source": "given by a source",
    "ordinal": "direction from a source, size assumed",
    "elicited": "asked of a person",
    "assumption": "assumed",
}

BASIS_NUMBERS = {
    "source": "{} given by a source",
    "ordinal": "{} whose direction a source gives",
    "elicited": "{} that a person was asked for",
    "assumption": "assumed {}",
}
"""Numbers of a basis, with the word for them in the place of the brackets."""


@dataclass(frozen=True)
class Origin:
    """One number: where it stands, what it is, and what is known of where it comes from."""

    number: Addressed
    value: float

    @property
    def has_source(self) -> bool:
        """Whether a source gives the number, or at least its direction, and is named."""
        return self.number.has_source


@dataclass(frozen=True)
class Group:
    """All numbers of one basis varied over their ranges together, every other number held.

    `lowest` and `highest` bound the base leader's lead over its best rival in the draws, `kept` is the share of draws
    in which it still leads. NaN where no number of the basis has a range.
    """

    basis: str
    count: int
    ranged: int
    lowest: float
    highest: float
    kept: float


@dataclass(frozen=True, repr=False)
class Provenance(Result):
    """The answer of `provenance`: every number, the groups by basis, and the unsourced number that matters most.

    `lead` is the base leader's lead; `decisive` the number without a source that moves it most over its range, with the
    lead at both ends, None where no such number has a range.
    """

    model: DecisionModel
    draws: int
    seed: int
    leaders: tuple[str, ...]
    lead: float
    origins: tuple[Origin, ...]
    groups: tuple[Group, ...]
    decisive: tuple[Addressed, float, float] | None

    @property
    def unsourced(self) -> tuple[Origin, ...]:
        """Numbers that no source gives or points to."""
        return tuple(origin for origin in self.origins if not origin.has_source)

    @property
    def leader(self) -> str:
        """Title of what leads, of level ones the first; empty where there is nothing to choose between."""
        return self.leaders[0] if self.leaders else ""

    @property
    def statement(self) -> Statement:
        if not self.leaders:
            return Statement(_headline(self), "There is nothing to choose between, so there is no lead")
        lead = f"{_names(self.leaders)} are level" if len(self.leaders) > 1 else _lead(self)
        groups = tuple(_group_sentence(group, self) for group in self.groups if isfinite(group.lowest))
        return Statement(_headline(self), f"{lead} at the numbers of the file", groups)

    @property
    def spans(self) -> tuple[tuple[float, float] | None, ...]:
        """What the lead runs over with the numbers of each basis in use, and at last with the decisive number alone."""
        groups = (group for group in self.groups if group.count)
        spans = [(group.lowest, group.highest) if isfinite(group.lowest) else None for group in groups]
        return (*spans, self.decisive[1:]) if self.decisive else tuple(spans)

    @property
    def amounts(self) -> Amounts:
        """How leads are written."""
        ends = [end for span in self.spans if span for end in span]
        return gain_amounts(self.model, [*ends, self.lead])

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("address", "address", brief=False),
            Column("number", "number", Kind.name),
            Column("value", "now", Kind.number),
            Column("low", "low", Kind.number),
            Column("high", "high", Kind.number),
            Column("unit", "in"),
            Column("basis", "basis"),
            Column("cite", "cite"),
            Column("note", "note", brief=False),
        )

    def brief_rows(self, count: int) -> Sequence[int]:
        """Those without a source, which are the first to argue about, and then the rest."""
        places = super().brief_rows(count)
        by_source = sorted(range(count), key=lambda place: self.origins[place].has_source)
        return by_source[: len(places)] if len(places) < count else places

    def rows(self) -> Iterable[Sequence[Any]]:
        labels = number_labels(self.model)
        for origin in self.origins:
            address, number = origin.number.address, origin.number.number
            cells = value_cells(False, origin.value, *(number.range or (None, None)))
            cite = ", ".join(str(citation) for citation in origin.number.cite)
            unit = number_unit(self.model, origin.number)
            yield address, labels[address], *cells, unit, number.basis, cite, number.note


def _headline(result: Provenance) -> str:
    """How many numbers have no source, and what the one of them that matters most can do."""
    without = grounds(result.model)
    if not result.leaders or not result.unsourced:
        return without
    if result.decisive is None:
        return f"{without}; {'it has no' if len(result.unsourced) == 1 else 'none of them has a'} range to try"
    number, low, high = result.decisive
    label = quoted(number_labels(result.model)[number.address])
    if low < -TIE and high > TIE:
        return f"{without}; {label} alone can turn the choice"
    ends = " to ".join(map(result.amounts.scaled, (low, high)))
    if is_level(low, high):
        return f"{without}; none of them moves the lead by itself"
    return f"{without}; {label} alone moves the lead of {quoted(result.leader)} from {ends}"


def _lead(result: Provenance) -> str:
    return f"{quoted(result.leader)} leads by {result.amounts.gap(result.lead)}"


def _group_sentence(group: Group, result: Provenance) -> str:
    """How far the lead moves with the numbers of one basis, and whether it lasts."""
    several = group.ranged > 1
    numbers = f"{group.ranged} {BASIS_NUMBERS[group.basis].format('numbers' if several else 'number')}"
    varied = "varied together over their ranges" if several else "varied over its range"
    low, high = map(result.amounts.scaled, (group.lowest, group.highest))
    kept = f"{quoted(result.leader)} stays ahead or level in {percent(group.kept)} of random trials"
    return f"With {numbers} {varied}, the lead runs from {low} to {high}; {kept}."


def _names(titles: Sequence[str]) -> str:
    return listed([quoted(title) for title in titles], most=4)


@checked
def provenance(model: DecisionModel, draws: Annotated[DrawCount, Bounds(1)] = DRAWS, seed: Seed = 0) -> Provenance:
    """Where every number comes from, and how much of the lead rests on which kind.

    What of the result is the source's, and what is ours? A number has a source when its `basis` is
    "source" (given by it) or "ordinal" (its direction is) and a citation names it; "elicited" numbers were asked of a
    person, "assumption" is the rest. Grading inputs by their ground follows the idea of the pedigree in NUSAP
    (Funtowicz & Ravetz 1990).

    Definition. The lead is the total of what is best to choose now (over the decisions before the first event, later
    ones best), less that of its best rival, turned so that above 0 is ahead. For each basis all its ranged numbers are
    drawn evenly and independently from their ranges in `draws` draws, every other number held; the group records the
    lowest and the highest lead met and the share of draws in which the leader stays at least level. `decisive` is the
    number without a source whose two ends move the lead most by itself. Leads are in units of the total.

    Returns a Provenance: `origins` (every number of its own; those worked out from parameters alone are not listed,
    the parameters are), `groups` by basis, `leaders`, `lead` and `decisive`. Where there are
    fewer than two things to choose between, `leaders` is empty, `lead` and the groups' ends are NaN, and the numbers
    are still listed. The seed is always used and kept. Raises ModelError where a draw breaks the model.

    Example: `provenance(model).unsourced` are the numbers that no source gives or points to.

    Reading it: a lead that stays above 0 while the assumptions move rests on the source; one that crosses 0 rests on
    us. It does not say that a sourced number is right, only that somebody can be held to it; and a number without a
    range cannot show that it matters.
    """
    origins = tuple(_origins(model))
    compared = combinations(model, decided_now(model))[0] if model.decisions else ()
    if len(compared) < 2:
        return Provenance(model, draws, seed, (), np.nan, origins, tuple(_groups_without_lead(origins)), None)
    level = _level(model, compared)
    leader, ranges = _Leader(model, compared, level[0]), stated_ranges(model)
    leads_over = partial(leader.leads, generator=np.random.default_rng(seed), draws=draws)
    groups = tuple(_group(basis, origins, ranges, leads_over) for basis in BASES)
    unsourced = [origin.number.address for origin in origins if not origin.has_source]
    decisive = _decisive(leader, [number for number in ranges if number.address in unsourced])
    leaders = tuple(compared[place].title for place in level)
    return Provenance(model, draws, seed, leaders, float(leader.lead(model)), origins, groups, decisive)


@dataclass(frozen=True)
class _Leader:
    """What leads in a model, by its place among what is `compared`: its lead is followed while numbers vary."""

    model: DecisionModel
    compared: Sequence[Combination]
    place: int

    def lead(self, varied: DecisionModel) -> np.ndarray:
        """How far the leader is ahead of its best rival in a variation of the model: a number or (draws,)."""
        worth = direction(self.model) * totals(varied, self.compared)
        return np.asarray(worth[self.place] - np.delete(worth, self.place, axis=0).max(axis=0))

    def leads(self, ranges: Sequence[NumberRange], generator: np.random.Generator, draws: int) -> np.ndarray:
        """The lead while some numbers are drawn at once, each evenly over its own range: (draws,)."""
        values = {number.address: generator.uniform(number.low, number.high, draws) for number in ranges}
        return np.broadcast_to(self.lead(over(self.model, values)), draws)


def _level(model: DecisionModel, compared: Sequence[Combination]) -> list[int]:
    """The places of those that come first at the numbers of the file."""
    worth = [float(total) for total in direction(model) * totals(model, compared)]
    return [place for place, total in enumerate(worth) if is_level(total, max(worth))]


def _origins(model: DecisionModel) -> Iterable[Origin]:
    for number in stated(model):
        yield Origin(number, float(np.mean(number.number.at(model.values))))


def _groups_without_lead(origins: Sequence[Origin]) -> Iterable[Group]:
    """The groups where there is nothing to choose between, so that there is no lead to follow."""
    for basis in BASES:
        members = [origin for origin in origins if origin.number.number.basis == basis]
        with_range = sum(origin.number.number.range is not None for origin in members)
        yield Group(basis, len(members), with_range, np.nan, np.nan, np.nan)


def _group(
    basis: str,
    origins: Sequence[Origin],
    ranges: Sequence[NumberRange],
    leads_over: Callable[[Sequence[NumberRange]], np.ndarray],
) -> Group:
    """The numbers of one basis, and how far the lead (draws,) goes while those of them that have a range vary."""
    members = {origin.number.address for origin in origins if origin.number.number.basis == basis}
    ranged = [number for number in ranges if number.address in members]
    if not ranged:
        return Group(basis, len(members), 0, np.nan, np.nan, np.nan)
    leads = leads_over(ranged)
    stays_ahead = float(np.mean(leads >= -TIE))
    return Group(basis, len(members), len(ranged), float(leads.min()), float(leads.max()), stays_ahead)


def _decisive(leader: _Leader, ranges: Sequence[NumberRange]) -> tuple[Addressed, float, float] | None:
    """The number that moves the lead most, with the lead at its ends, lower first.

    All ends are worked out in one pass: each draw moves one number, the others stay where they are (NaN).
    """
    if not ranges:
        return None
    values = {number.address: np.full(2 * len(ranges), np.nan) for number in ranges}
    for place, number in enumerate(ranges):
        values[number.address][2 * place : 2 * place + 2] = number.low, number.high
    leads = leader.lead(set_numbers(leader.model, values))
    ends = np.broadcast_to(leads, 2 * len(ranges)).reshape(-1, 2)
    reach = np.abs(ends[:, 1] - ends[:, 0])
    most = int(np.argmax(reach >= reach.max() - TIE))  # of numbers that move it equally far the first
    return leader.model.numbers[ranges[most].address], float(ends[most].min()), float(ends[most].max())


def _work(model: DecisionModel) -> float:
    return drawn(model, DRAWS) if any(entry.number.range for entry in model.numbers.values()) else 0.0


QUESTION = Question(
    "Where the numbers come from",
    "Every number with its citation and its basis, and how much of the lead rests on which kind. Numbers without a "
    "source are the first to argue about.",
    order=20,
    work=_work,
)
