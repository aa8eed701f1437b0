"""How considerations make the total: one object a rule, which alone knows what the rule means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from decision_model.errors import Place, Problem, Problems
from decision_model.model.aggregation import (
    Interactions,
    interacting_parts,
    least_gain,
    multiplicative_parts,
    scaling_constant,
)
from decision_model.model.considerations import Scale
from decision_model.model.numbers import TOLERANCE, Draws

Strengths = Sequence[tuple[tuple[str, ...], Draws | None]]
"""Top-level considerations, two or more, and how they work together; None where a strength has no value."""

PERCENT = 100.0
"""Points of a total that is 1 on the scale of values, and scores of a consideration without a scale."""


class TotalRule:
    """What `combine:` names; the base is a rule with weights that are shares, adding up to a total of 0 to 100."""

    name: str
    has_weights = True
    """Whether considerations have weights and scales; without, scores are added as they are."""
    weights_are_shares = True
    """Whether a weight counts as its share of its group's; the scaling constants of a product do not."""
    adds_up = True
    """Whether the total is a sum of what each consideration adds, whatever the others are."""
    has_interactions = False
    """Whether considerations, two or more, may work together."""
    usual_weight = 1.0
    """What a weight is that the file leaves out."""
    largest_weight = np.inf
    """What no weight may exceed, in the file's points."""

    @property
    def linear_in_weights(self) -> bool:
        """Whether the expected total of a plan is a straight function of the weights."""
        return self.has_weights and self.adds_up

    def unit(self, stated: str) -> str:
        """The unit as it follows a total, given what the model states: '' where there is none."""
        return stated or "of 100"

    def value(self, scale: Scale | None, scores: Any, whole: bool = True) -> Any:
        """Values 0..1 of scores, floats or arrays of any shape; with `whole` False of parts of a score.

        A part is what an adjustment adds; only straight scales have them.
        """
        if scale is None:
            return scores / PERCENT
        return scale.value(scores) if whole else scores / (scale.best - scale.worst)

    def parts(self, weights: Sequence[Draws], together: Interactions, values: Sequence[np.ndarray]) -> list[np.ndarray]:
        """What each top-level consideration adds to the total 0..1, where that is no sum, by Shapley (1953).

        Weights in points, floats or (draws,); values (rows,), or (rows, draws) where anything is in draws. The parts
        add up to the total.
        """
        raise NotImplementedError

    def master_constant(self, weights: Sequence[Draws]) -> Draws | None:
        """The K that holds the scaling constants of a product together, given these in points; None without one."""
        return None

    def problems(self, weights: Mapping[str, Draws | None], strengths: Strengths) -> Problems:
        """What must hold of the top-level weights in points, and of what works together, for totals to make sense."""
        return iter(())


class Weighted(TotalRule):
    """Sum of weight times value."""

    name = "weighted"


class Sum(TotalRule):
    """Sum of the scores in one common unit."""

    name = "sum"
    has_weights = False
    weights_are_shares = False

    def unit(self, stated: str) -> str:
        return stated

    def value(self, scale: Scale | None, scores: Any, whole: bool = True) -> Any:
        return scores


class Multiplicative(TotalRule):
    """The multiplicative form of Keeney & Raiffa (1976, ch. 6); weights are scaling constants in hundredths."""

    name = "multiplicative"
    weights_are_shares = False
    adds_up = False
    usual_weight = PERCENT
    largest_weight = PERCENT

    def parts(self, weights: Sequence[Draws], together: Interactions, values: Sequence[np.ndarray]) -> list[np.ndarray]:
        return multiplicative_parts([weight / PERCENT for weight in weights], values)

    def master_constant(self, weights: Sequence[Draws]) -> Draws | None:
        return scaling_constant([weight / PERCENT for weight in weights])

    def problems(self, weights: Mapping[str, Draws | None], strengths: Strengths) -> Problems:
        known = _known(weights)
        for name, weight in known.items():
            if np.any(np.greater(weight, PERCENT + TOLERANCE)):
                place: Place = ("considerations", name, "weight")
                remedy = "With 'combine: multiplicative' a weight is a scaling constant in hundredths, 0 to 100."
                message = f"the weight {np.max(weight):g} is above 100."
                yield Problem(place, message, remedy, code="constant-above-whole")
        unknown = len(weights) - len(known)
        if unknown + sum(bool(np.any(np.greater(weight, 0))) for weight in known.values()) < 2:
            message = "fewer than two weights are above 0."
            yield Problem(("considerations",), message, "Give at least two a weight.", code="too-few-constants")


class Choquet(TotalRule):
    """The Choquet integral: weights, and `interactions` between two or more (Grabisch 1997)."""

    name = "choquet"
    adds_up = False
    has_interactions = True

    def parts(self, weights: Sequence[Draws], together: Interactions, values: Sequence[np.ndarray]) -> list[np.ndarray]:
        whole: Draws = sum(weights[1:], start=weights[0])
        return interacting_parts([_share_of(weight, whole, len(weights)) for weight in weights], together, values)

    def problems(self, weights: Mapping[str, Draws | None], strengths: Strengths) -> Problems:
        known = _known(weights)
        place = {name: index for index, name in enumerate(weights)}
        together = {
            tuple(place[name] for name in between): strength
            for between, strength in strengths
            if strength is not None and place.keys() >= {*between}
        }
        for name, weight in known.items() if len(known) == len(weights) else ():
            share = _share_of(weight, sum(known.values()), len(known))
            if np.any(np.less(least_gain(place[name], share, together), -TOLERANCE)):
                message = f"its interactions are too strong for its weight: doing better on '{name}' could lower"
                message += " the total."
                remedy = "Half the sum of their sizes may not exceed its share of the weights."
                if any(len(members) > 2 for members in together if place[name] in members):
                    remedy = "Make them weaker, or its weight larger."
                yield Problem(("considerations", name), message, remedy, code="interactions-too-strong")


RULES: Mapping[str, TotalRule] = {rule.name: rule for rule in (Weighted(), Sum(), Multiplicative(), Choquet())}
USUAL = "weighted"
"""The rule of a model that names none."""


def _known(weights: Mapping[str, Draws | None]) -> dict[str, Draws]:
    """The weights that have a value of 0 or more."""
    return {
        name: weight for name, weight in weights.items() if weight is not None and np.all(np.greater_equal(weight, 0))
    }


def _share_of(weight: Draws, whole: Draws, count: int) -> Draws:
    """A weight's share of the whole; alike for all where nothing weighs anything."""
    nothing = np.equal(whole, 0)
    return np.where(nothing, 1 / count, weight / np.where(nothing, 1.0, whole))
