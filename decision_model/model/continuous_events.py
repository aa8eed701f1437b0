"""Events that are numbers spread over a distribution, of which a few values stand for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Unpack, cast

from decision_model.errors import ModelError, Place, Problem, Problems, nearest
from decision_model.model.checks import distributions
from decision_model.model.discretisation import FRACTILES, METHODS, MOST, WITH_POINTS, Discretisation, Method, stand_in
from decision_model.model.distributions import Distribution
from decision_model.model.frozen_mapping import frozen
from decision_model.model.given import of_kind
from decision_model.model.numbers import Basis, Number, number
from decision_model.model.steps import Event, Outcome
from decision_model.model.tables import ALWAYS, Chance, ConditionLike, Rule, RuleTable, condition
from decision_model.model.titled import Remarks, remark_fields

SHOWN = 4
"""Significant digits of a value in the label of its outcome, or more, so that no two look alike."""


def continuous_event(
    name: str,
    distribution: Distribution,
    discretise: str,
    points: int = 3,
    *,
    only_if: ConditionLike = None,
    **remarks: Unpack[Remarks],
) -> Event:
    """An Event whose outcomes are the values that stand in for a distribution; `discretise` is one of METHODS.

    `points` says how many, but for the methods of three fractiles. `label`, `note` and `cite` by name. Raises
    ModelError for a distribution that is none, and for what cannot be cut so.
    """
    of_kind(name, str, ("name",), "a name")
    of_kind(distribution, Distribution, ("sequence", name, "distribution"), "a distribution")
    of_kind(discretise, str, ("sequence", name, "discretise"), f"one of {', '.join(METHODS)}")
    of_kind(points, int, ("sequence", name, "discretise"), "a whole number of points")
    count = len(FRACTILES[discretise][0]) if discretise in FRACTILES else points
    cut = Discretisation(distribution, cast("Method", discretise), count)
    problems = [*cut_problems(("sequence", name), cut)]
    if problems:
        raise ModelError(problems)
    return with_stand_in(Event(name, only_if=condition(only_if), **remark_fields(remarks)), cut)


def cut_problems(place: Place, cut: Discretisation) -> Problems:
    """What is wrong with a distribution, and with how it is to be cut."""
    own = [*distributions.problems((*place, "distribution"), cut.distribution, None)]
    yield from own
    if cut.method not in METHODS:
        message = f"'{cut.method}' is not a way to discretise."
        yield Problem((*place, "discretise"), message, nearest(cut.method, METHODS), code="unknown-discretisation")
    elif not 2 <= cut.points <= MOST:
        message = f"{cut.points} points cannot stand in for a distribution."
        yield Problem((*place, "discretise"), message, f"Take 2 to {MOST}, such as 5.", code="points-out-of-bounds")
    elif cut.method == "moments" and cut.distribution.kind not in WITH_POINTS:
        message = f"points that have the moments of a {cut.distribution.kind} distribution are not known here."
        remedy = "Write another way, such as {bracket_means: 5}."
        yield Problem((*place, "discretise"), message, remedy, code="moments-not-known")


def with_stand_in(event: Event, cut: Discretisation, basis: Basis = "assumption") -> Event:
    """The event with the outcomes and chances that stand in for a distribution, which must be sound."""
    points = stand_in(cut)
    names = outcome_names(cut)
    heads = names if cut.is_by_fractiles else [f"{place} of {cut.points}" for place in range(1, cut.points + 1)]
    texts = written([value for value, _ in points])
    outcomes = tuple(
        Outcome(name, f"{head} ({text})", short=text, value=_stated(value, basis))
        for name, head, text, (value, _) in zip(names, heads, texts, points, strict=True)
    )
    chances = Chance(frozen({name: _stated(chance, basis) for name, (_, chance) in zip(names, points, strict=True)}))
    return replace(event, outcomes=outcomes, chance=RuleTable((Rule(ALWAYS, chances, cite=event.cite),)), cut=cut)


def is_stand_in(event: Event) -> bool:
    """Whether the outcomes and chances of an event are still those that stand in for its distribution."""
    value = event.outcomes[0].value if event.outcomes else None
    return event.cut is not None and value is not None and with_stand_in(event, event.cut, value.basis) == event


def outcome_names(cut: Discretisation) -> Sequence[str]:
    """The names of the outcomes, from the lowest value to the highest."""
    if cut.is_by_fractiles:
        return ("low", "middle", "high")
    word = "point" if cut.method == "moments" else "part"
    return [f"{word}_{place}" for place in range(1, cut.points + 1)]


def written(values: Sequence[float]) -> list[str]:
    """Values with few digits, but so many that those that differ are written differently."""
    for digits in range(SHOWN, 16):
        texts = [f"{float(f'{value:.{digits}g}'):,.12g}" for value in values]
        if len(set(texts)) == len(set(values)):
            return texts
    return [repr(value) for value in values]


def _stated(value: float, basis: Basis) -> Number:
    return Number(number(value).formula, basis=basis)
