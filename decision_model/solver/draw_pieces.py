"""A model that holds draws, in pieces of so many that its tables stay within a bound of memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import prod

import numpy as np

from decision_model.model import DecisionModel, Draws
from decision_model.model import number_index as index
from decision_model.model.compile.bayes import product_scopes
from decision_model.model.compile.compiled import Level
from decision_model.model.frozen_mapping import frozen
from decision_model.model.numbers import Number

FILLED = 2**24
"""Numbers that the filled tables of a piece may hold, 134 MB."""

RISK_TOLERANCE = ("risk_tolerance",)
"""Where the risk tolerance stands among a model's numbers."""

COPIES = 4
"""Tables of one size that are needed to fill one: its numbers, what they become, and what is on the way."""


def by_draws(model: DecisionModel, work: Callable[[DecisionModel], Draws]) -> Draws:
    """What some work gives for a model, a float or (..., draws), worked out a piece of the draws at a time."""
    cuts = draw_cuts(model)
    if not cuts:
        return work(model)
    pieces = [(work(of_draws(model, cut)), cut.stop - cut.start) for cut in cuts]
    return np.concatenate([np.broadcast_to(each, (*np.shape(each)[:-1], width)) for each, width in pieces], axis=-1)


def draw_cuts(model: DecisionModel) -> list[slice]:
    """The pieces into which a model's draws are to be cut; none where it can be worked with as it is."""
    draws = draws_of(model)
    most = max(1, FILLED // (COPIES * _table_size(model))) if draws else 1
    return [slice(low, min(low + most, draws)) for low in range(0, draws, most)] if draws > most else []


def draws_of(model: DecisionModel) -> int:
    """How many draws a model's numbers hold, 0 where each is a single one."""
    known = model.filled
    if "draws" not in known:
        own = (number.draws for place, number in index.numbers(model) if place != RISK_TOLERANCE)
        known["draws"] = max(own, default=0)
    tolerance = 0 if model.risk_tolerance is None else model.risk_tolerance.draws
    return max(int(known["draws"]), tolerance)


def _table_size(model: DecisionModel) -> int:
    """Numbers that the tables of all levels hold for each draw."""
    return 1 + sum(_booked(level) + _revised(model, level) for level in model.structure.levels)


def _booked(level: Level) -> int:
    return 0 if level.booking is None else level.booking.rows * len(level.booking.terms)


def _revised(model: DecisionModel, level: Level) -> int:
    """Numbers in the largest table by which an event is revised; tables as the file states them hold few."""
    known = level.evidence
    if known is None or known.direct:
        return 0
    return max(prod(model.structure.sizes[name] for name in scope) for scope in product_scopes(model, known))


def of_draws(model: DecisionModel, cut: slice) -> DecisionModel:
    """The model with some of its draws."""
    parameters = {
        name: replace(parameter, number=_cut(parameter.number, cut))
        for name, parameter in model.parameters.items()
        if parameter.number.draws
    }
    drawn = {place: _cut(number, cut) for place, number in index.numbers(model) if number.draws}
    fields = index.renumbered(model, drawn) if drawn.keys() - {RISK_TOLERANCE} else {}
    changes = {**fields, "risk_tolerance": drawn.get(RISK_TOLERANCE, model.risk_tolerance)}
    if parameters:
        changes["parameters"] = frozen({**model.parameters, **parameters})
    return model.renumbered(**changes)


def _cut(number: Number, cut: slice) -> Number:
    """Some draws of a number that holds draws; another as it is."""
    return number.set_to(np.asarray(number.at({}))[cut]) if number.draws else number
