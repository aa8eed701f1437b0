"""Checks of weights together: groups in which nothing weighs anything, and totals that are more than sums."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from decision_model.errors import Place, Problem, Problems, place_name
from decision_model.model.checks.number_values import at
from decision_model.model.considerations import Consideration
from decision_model.model.numbers import Draws
from decision_model.model.rank_weights import weights_of
from decision_model.model.record import Record

Weights = Mapping[str, Draws | None]
"""Consideration to its weight, None where it has no value."""


def variation_problems(model: Record, values: Mapping[str, Draws]) -> Problems:
    """Something must count in every group, and totals make sense, for the file's weights and those of each variation.

    Copies that vary weights may set a whole group to 0, which shares it equally; a file that says so is mistaken.
    """
    if not model.total_rule.has_weights:
        return
    inner = [group.considerations for group in model.walk() if group.considerations]
    groups = [model.considerations, *inner] if model.total_rule.weights_are_shares else inner
    base = stated(model, values)
    idle = [group for group in groups if _weighs_nothing(group, base)]
    for group in idle:
        message = (
            "every weight here is 0, so that nothing would count." if len(group) > 1 else "the only weight here is 0."
        )
        remedy = "Give at least one a weight above 0."
        yield Problem(("considerations", group[0].name, "weight"), message, remedy, code="nothing-weighs")
    whole = not any(_top_level_problems(model, base, values))
    for place, changed in _variations(model, values):
        weights = {**base, **changed}
        for group in groups:
            if group not in idle and _weighs_nothing(group, weights):
                names = " and ".join(f"'{consideration.name}'" for consideration in group)
                message = f"this leaves no weight above 0 among {names}."
                yield Problem(place, message, "Give one a weight above 0.", code="variation-weighs-nothing")
        for problem in [*_top_level_problems(model, weights, values)][:1] if whole else ():
            message = f"with these weights, {place_name(problem.place)}: {problem.message}"
            yield Problem(place, message, problem.remedy, code="variation-breaks-total")


def stated(model: Record, values: Mapping[str, Draws]) -> Weights:
    """The file's weights; those left out are alike: 1, or the most that a scaling constant may be."""
    usual = model.total_rule.usual_weight
    return {
        consideration.name: usual if consideration.weight is None else at(consideration.weight, values)
        for consideration in model.walk()
    }


def _weighs_nothing(group: Sequence[Consideration], weights: Weights) -> bool:
    values = [weights[member.name] for member in group]
    return bool(values) and all(value is not None and not np.any(value) for value in values)


def _variations(model: Record, values: Mapping[str, Draws]) -> Iterator[tuple[Place, Weights]]:
    """The weights that each perspective and what-if changes, and where it says so."""
    names = {consideration.name for consideration in model.walk()}
    for name, perspective in model.perspectives.items():
        weights: dict[str, Draws | None] = {key: 100 * share for key, share in weights_of(perspective.order).items()}
        weights |= {key: at(weight, values) for key, weight in perspective.weights.items()}
        place: Place = ("perspectives", name, "weights" if perspective.weights else "order")
        yield place, {key: weight for key, weight in weights.items() if key in names}
    for name, what_if in model.what_ifs.items():
        if what_if.weights:
            changed = {key: at(weight, values) for key, weight in what_if.weights.items() if key in names}
            yield ("what_ifs", name, "weights"), changed


def total_problems(model: Record, values: Mapping[str, Draws]) -> Problems:
    """Totals that are no sums must rise with every consideration and stay within 0..100."""
    yield from _top_level_problems(model, stated(model, values), values)


def _top_level_problems(model: Record, weights: Weights, values: Mapping[str, Draws]) -> Problems:
    tops = {top.name: weights[top.name] for top in model.considerations}
    strengths = [(interaction.between, at(interaction.strength, values)) for interaction in model.interactions]
    yield from model.total_rule.problems(tops, strengths)
