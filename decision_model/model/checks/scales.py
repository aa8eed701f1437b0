"""Checks of scales, and of what the total rule allows beside them: weights, interactions."""

from __future__ import annotations

from decision_model.errors import Place, Problem, Problems, nearest
from decision_model.model.checks.names import unknown
from decision_model.model.considerations import BEYOND, Consideration, judged_interactions
from decision_model.model.numbers import LARGEST
from decision_model.model.record import Record

MOST_TOGETHER = 12
"""Top-level considerations up to which totals that are no sums are worked out exactly."""

LESS_IS_BETTER = "Where all are costs, write 'better: lower' at the top of the file; beside gains, write costs below 0."
"""How a total that is a sum is told that less is better."""


def scales(model: Record) -> Problems:
    """A scale has two ends, its values lie between 0 and 1; weights and scales stand only where the total has them."""
    judged = {name for _, judgement in model.judgements() for name in judgement.names}
    for consideration in model.walk():
        place: Place = ("considerations", consideration.name)
        if not model.total_rule.has_weights and consideration.weight is not None and consideration.name not in judged:
            message = f"with 'combine: {model.total_rule.name}' considerations have no weights."
            yield Problem((*place, "weight"), message, "Remove it, or use 'combine: weighted'.", code="weight-in-sum")
        if not model.total_rule.has_weights and consideration.scale is not None:
            message = f"with 'combine: {model.total_rule.name}' scores are added as they are, without a scale."
            falls = consideration.scale.worst > consideration.scale.best
            remedy = f"Remove the scale. {LESS_IS_BETTER}" if falls else "Remove the scale."
            yield Problem((*place, "scale"), message, remedy, code="scale-in-sum")
        if consideration.scale is not None:
            yield from _scale(model, place, consideration)


def interactions(model: Record) -> Problems:
    """Interactions are between different considerations of the top level, for a total rule that knows them."""
    follow = judged_interactions(model.judgement) == model.interactions
    if model.interactions and not follow and not model.total_rule.has_interactions:
        message = "they count only with 'combine: choquet'."
        yield Problem(("interactions",), message, "Add that line, or remove them.", code="interactions-without-choquet")
    if not model.total_rule.adds_up and len(model.considerations) > MOST_TOGETHER:
        message = f"'combine: {model.total_rule.name}' takes up to {MOST_TOGETHER} considerations at the top level."
        yield Problem(("considerations",), message, "Group some of them.", code="too-many-together")
    tops = [top.name for top in model.considerations]
    for index, interaction in enumerate(model.interactions):
        place: Place = ("interactions", index, "between")
        yield from (
            unknown(place, "top-level consideration", name, tops) for name in interaction.between if name not in tops
        )
        if len({*interaction.between}) < max(2, len(interaction.between)):
            message = "an interaction is between two different considerations, or more."
            yield Problem(place, message, "Name each once.", code="interaction-with-itself")
        elif {*interaction.between} in [{*earlier.between} for earlier in model.interactions[:index]]:
            message = "an interaction between these is stated above."
            yield Problem(place, message, "Keep one of the two.", code="interaction-repeated")


def _scale(model: Record, place: Place, consideration: Consideration) -> Problems:
    scale = consideration.scale
    assert scale is not None
    if not abs(scale.worst) + abs(scale.best) <= LARGEST:
        message = "worst or best is no ordinary number."
        yield Problem((*place, "scale"), message, "Give two ordinary numbers.", code="scale-not-ordinary")
        return
    if scale.beyond == "extend" and not model.total_rule.adds_up:
        message = f"with 'combine: {model.total_rule.name}' no value may go below 0 or above 1."
        yield Problem((*place, "scale", "beyond"), message, "Write 'beyond: hold'.", code="scale-extended")
    if scale.beyond is not None and scale.beyond not in BEYOND:
        message = f"'{scale.beyond}' is not possible here."
        yield Problem((*place, "scale", "beyond"), message, nearest(scale.beyond, BEYOND), code="unknown-beyond")
    if scale.worst == scale.best:
        message = "worst and best are the same."
        yield Problem((*place, "scale"), message, "A scale needs two different ends.", code="scale-without-width")
        return
    if not scale.points:
        return
    scores = [score for score, _ in scale.points]
    values = [value for _, value in scale.points]
    if min(values) < 0 or max(values) > 1:
        message = "values lie between 0 (worst) and 1 (best)."
        yield Problem((*place, "scale", "points"), message, "Write [score, value] pairs.", code="scale-value-outside")
    if len(set(scores)) < len(scores):
        remedy = "Keep one pair for each score."
        yield Problem((*place, "scale", "points"), "a score is given two values.", remedy, code="scale-score-repeated")
    elif min(scores) > scale.low or max(scores) < scale.high:
        message = f"the points do not reach from {scale.worst:g} to {scale.best:g}."
        remedy = "Give a point for both ends of the scale."
        yield Problem((*place, "scale", "points"), message, remedy, code="scale-not-covered")
