"""Where the numbers come from, and how much of the leader's lead rests on which kind of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np

from decision_model.analysis.combinations import combinations, decided_now, totals
from decision_model.analysis.question import DrawCount, Question, Seed
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.sensitivity.joint_draws import over
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange, stated_ranges
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.model import DecisionModel
from decision_model.model.number_index import Addressed, stated
from decision_model.model.numbers import BASES
from decision_model.words.numbers import amount
from decision_model.words.percent import percent

SAID = {
    "source": "given by a source",
    "ordinal": "direction from a source, size assumed",
    "elicited": "asked of a person",
    "assumption": "assumed",
}

KINDS = {
    "source": "given by a source",
    "ordinal": "whose direction a source gives",
    "elicited": "that a person was asked for",
    "assumption": "assumed",
}
"""The same after 'the numbers'."""


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
    """All numbers of one basis moved over their ranges together, every other number held.

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
    leader: str
    lead: float
    origins: tuple[Origin, ...]
    groups: tuple[Group, ...]
    decisive: tuple[Addressed, float, float] | None

    @property
    def unsourced(self) -> tuple[Origin, ...]:
        """Numbers that no source gives or points to."""
        return tuple(origin for origin in self.origins if not origin.has_source)

    @property
    def heading(self) -> str:
        found = f"{len(self.unsourced)} of {len(self.origins)} numbers have no source"
        if not self.leader:
            return f"{found}; there is nothing to choose between, so there is no lead that rests on them"
        if self.decisive is None:
            return f"{found}; none of them has a range to try it over"
        number, low, high = self.decisive
        said = f"{found}; '{number.label}' matters most"
        return f"{said}: over its range the lead of {self.leader} runs from {amount(low)} to {amount(high)}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the lead rests on: for each kind of number that was let go, how far it moves and whether it lasts."""
        return tuple(_said(each, self.leader) for each in self.groups if isfinite(each.lowest))

    @property
    def columns(self) -> tuple[str, ...]:
        return ("number", "what", "value", "low", "high", "basis", "cite", "note")

    def brief_rows(self, count: int) -> Sequence[int]:
        """Those without a source, which are the first to argue about, and then the rest."""
        places = super().brief_rows(count)
        by_source = sorted(range(count), key=lambda place: self.origins[place].has_source)
        return by_source[: len(places)] if len(places) < count else places

    def rows(self) -> Iterable[Sequence[Any]]:
        for origin in self.origins:
            number = origin.number.number
            low, high = number.range or (None, None)
            cite = ", ".join(str(each) for each in number.cite)
            yield origin.number.address, origin.number.label, origin.value, low, high, number.basis, cite, number.note


def provenance(model: DecisionModel, draws: DrawCount = 2_000, seed: Seed = 0) -> Provenance:
    """Where every number comes from, and how much of the lead rests on which kind.

    Where every number comes from, and how much of the answer rests on which kind of them.

    The question is what of the result is the source's and what is ours. A number has a source when its `basis` is
    "source" (given by it) or "ordinal" (its direction is) and a citation names it; "elicited" numbers were asked of a
    person, "assumption" is the rest. Grading inputs by their ground follows the idea of the pedigree in NUSAP
    (Funtowicz & Ravetz 1990).

    Definition. The lead is the total of what is best to choose now (over the decisions before the first event, later
    ones best), less that of its best rival, turned so that above 0 is ahead. For each basis all its ranged numbers are
    drawn evenly and independently from their ranges in `draws` draws, every other number held; the group records the
    lowest and the highest lead met and the share of draws in which the leader stays at least level. `decisive` is the
    number without a source whose two ends move the lead most by itself. Leads are in units of the total.

    Returns a Provenance: `origins` (every number of its own; those worked out from parameters alone are not listed,
    the parameters are), `groups` by basis, `leader`, `lead`, `decisive`, and `sentences` that say it. Where there are
    fewer than two things to choose between, `leader` is empty, `lead` and the groups' ends are NaN, and the numbers
    are still listed. The seed is always used and kept. Raises ModelError where a draw breaks the model.

    Example: `provenance(model).unsourced` are the numbers that no source gives or points to.

    Reading it: a lead that stays above 0 while the assumptions move rests on the source; one that crosses 0 rests on
    us. It does not say that a sourced number is right, only that somebody can be held to it; and a number without a
    range cannot show that it matters.
    """
    origins = tuple(_origins(model))
    compared = combinations(model, decided_now(model))[0] if model.decisions else ()
    if len(compared) < 2:
        return Provenance(model, draws, seed, "", np.nan, origins, tuple(_untried(origins)), None)
    base = totals(model, compared)
    sign = -1.0 if model.better == "lower" else 1.0
    leader = int(np.argmax(sign * base))

    def lead(varied: DecisionModel) -> np.ndarray:
        found = sign * totals(varied, compared)
        return np.asarray(found[leader] - np.delete(found, leader, axis=0).max(axis=0))

    moving = stated_ranges(model)
    generator = np.random.default_rng(seed)
    groups = tuple(_group(model, basis, origins, moving, lead, draws, generator) for basis in BASES)
    decisive = _decisive(model, [origin.number.address for origin in origins if not origin.has_source], moving, lead)
    return Provenance(model, draws, seed, compared[leader].title, float(lead(model)), origins, groups, decisive)


def _said(group: Group, leader: str) -> str:
    which = f"the {group.ranged} numbers" if group.ranged > 1 else "the one number"
    moved = "moved together over their ranges" if group.ranged > 1 else "moved over its range"
    lead = f"the lead runs from {amount(group.lowest, 3)} to {amount(group.highest, 3)}"
    kept = f"{leader} stays ahead in {percent(group.kept)} of the draws"
    return f"With {which} {KINDS[group.basis]} {moved}, {lead}; {kept}."


def _origins(model: DecisionModel) -> Iterable[Origin]:
    for each in stated(model):
        yield Origin(each, float(np.mean(each.number.at(model.values))))


def _untried(origins: Sequence[Origin]) -> Iterable[Group]:
    """The groups where there is nothing to choose between, so that there is no lead to follow."""
    for basis in BASES:
        members = [origin for origin in origins if origin.number.number.basis == basis]
        with_range = sum(origin.number.number.range is not None for origin in members)
        yield Group(basis, len(members), with_range, np.nan, np.nan, np.nan)


def _group(
    model: DecisionModel,
    basis: str,
    origins: Sequence[Origin],
    moving: Sequence[NumberRange],
    lead: Any,
    draws: int,
    generator: np.random.Generator,
) -> Group:
    members = {origin.number.address for origin in origins if origin.number.number.basis == basis}
    spans = [each for each in moving if each.address in members]
    if not spans:
        return Group(basis, len(members), 0, np.nan, np.nan, np.nan)
    leads = np.broadcast_to(lead(_drawn(model, spans, draws, generator)), draws)
    kept = float(np.mean(leads >= 0))
    return Group(basis, len(members), len(spans), float(leads.min()), float(leads.max()), kept)


def _drawn(
    model: DecisionModel, spans: Sequence[NumberRange], draws: int, generator: np.random.Generator
) -> DecisionModel:
    """The model with every span drawn at once, each over its own range."""
    return over(model, {each.address: generator.uniform(each.low, each.high, draws) for each in spans})


def _decisive(
    model: DecisionModel, unsourced: Sequence[str], moving: Sequence[NumberRange], lead: Any
) -> tuple[Addressed, float, float] | None:
    """All ends in one pass: each draw moves one number, the others stay (NaN)."""
    spans = [each for each in moving if each.address in unsourced]
    if not spans:
        return None
    values = {each.address: np.full(2 * len(spans), np.nan) for each in spans}
    for place, each in enumerate(spans):
        values[each.address][2 * place : 2 * place + 2] = each.low, each.high
    ends = lead(set_numbers(model, values)).reshape(-1, 2)
    most = int(np.argmax(np.abs(ends[:, 1] - ends[:, 0])))
    return model.numbers[spans[most].address], float(ends[most].min()), float(ends[most].max())


QUESTION = Question(
    "Where the numbers come from",
    "Every number with its citation and its basis, and how much of the lead rests on which kind. Numbers without a "
    "source are the first to argue about.",
    order=20,
)
