"""Orders that weights keep to: those that the file's weights were judged by, and one that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from decision_model.errors import ModelError, Problem, nearest
from decision_model.model import Consideration, DecisionModel
from decision_model.model.numbers import TOLERANCE
from decision_model.model.weight_shares import points, siblings

Order = str | Sequence[str | Sequence[str]]
"""The name of a perspective that has an order, or considerations, most important first; a list within it is a tie."""

Groups = tuple[tuple[str, ...], ...]
"""Considerations that weigh the same, most important first; each order is of members of one group of the value tree."""


def order_groups(model: DecisionModel, order: Order | None = None) -> Groups:
    """All orders that hold, one after the other; the one asked for takes the place of what was judged of the same.

    Raises ModelError for an order that names what is no consideration, or considerations of several groups.
    """
    asked = _asked(model, order)
    named = {name for group in asked for name in group}
    judged = (groups for groups in judged_orders(model) if named.isdisjoint(name for group in groups for name in group))
    return (*asked, *(group for groups in judged for group in groups))


def judged_orders(model: DecisionModel) -> tuple[Groups, ...]:
    """The orders that weights of the file follow from, where the weights as they stand keep to them."""
    orders = (judgement.order for _, judgement in model.judgements() if judgement.kind == "order")
    return tuple(groups for groups in orders if _is_kept(model, groups))


def _is_kept(model: DecisionModel, groups: Groups) -> bool:
    """Whether no weight is above one that goes before it, and those that tie are the same but for rounding."""
    members = {member.name: member for member in model.walk()}
    weights = [[float(np.mean(points(model, members[name]))) for name in group] for group in groups]
    room = TOLERANCE * max(max(group) for group in weights)
    ties = all(max(group) - min(group) <= room for group in weights)
    return ties and all(max(lower) - min(higher) <= room for higher, lower in pairwise(weights))


def _asked(model: DecisionModel, order: Order | None) -> Groups:
    """The order that is asked for as groups of equals, most important first."""
    if order is None:
        return ()
    if isinstance(order, str):
        return _of_perspective(model, order)
    groups = tuple((names,) if isinstance(names, str) else tuple(names) for names in order)
    names = [name for group in groups for name in group]
    known = [consideration.name for consideration in _ranked_with(model, names)]
    problems = [
        Problem(("order", name), _not_ranked(model, name, known), nearest(name, known))
        for name in names
        if name not in known
    ]
    problems += [
        Problem(("order", name), f"'{name}' is ranked twice.", "Rank each consideration once.")
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    if problems:
        raise ModelError(problems)
    return groups


def _ranked_with(model: DecisionModel, names: Sequence[str]) -> Sequence[Consideration]:
    """The considerations that an order is of: the group of the first name that is known, or else the top level."""
    known = {consideration.name for consideration in model.walk()}
    first = next((name for name in names if name in known), None)
    return model.considerations if first is None else siblings(model, first)


def _not_ranked(model: DecisionModel, name: str, known: Sequence[str]) -> str:
    """Why a name cannot stand in an order of those that are known."""
    tops = [consideration.name for consideration in model.considerations]
    if name not in [consideration.name for consideration in model.walk()]:
        return (
            f"'{name}' is not a {'top-level consideration' if list(known) == tops else 'consideration of this group'}."
        )
    return f"'{name}' is not in one group with '{known[0]}': an order is of considerations that share a weight."


def _of_perspective(model: DecisionModel, name: str) -> Groups:
    with_order = [perspective.name for perspective in model.perspectives.values() if perspective.order]
    if name not in with_order:
        remedy = nearest(name, with_order) or "Give the order itself, most important consideration first."
        raise ModelError([Problem(("order", name), "it is not a perspective that has an order.", remedy)])
    return model.perspectives[name].order
