"""Small problems that the tests of several analyses and pictures share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from decision_model.analysis.combinations import Combination, totals
from decision_model.analysis.robustness.sensitivity.number_range import NumberRange, all_ranges
from decision_model.analysis.robustness.weight_space.sampling import sample
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet
from decision_model.model import (
    Citation,
    DecisionModel,
    Number,
    Parameter,
    Perspective,
    Source,
    WhatIf,
    adjusted,
    consideration,
    decision,
    decision_model,
    event,
    number,
)
from decision_model.model.formulas import Constant


def ranged(value: float, low: float, high: float) -> Number:
    return Number(Constant(float(value)), (low, high))


def rain(**others: object) -> DecisionModel:
    """Hold a feast outside, in a tent or inside; it may rain. In the tent a heater can be had once it rains."""
    return decision_model(
        "A feast",
        [
            decision("place", {"outside": "Outside", "tent": "In a tent", "inside": "Inside"}),
            event("weather", {"rain": "Rain", "sun": "Sun"}, {"rain": "p_rain", "sun": "rest"}, label="Weather"),
            decision("heater", ["none", "hired"], only_if={"place": "tent", "weather": "rain"}, label="Heater"),
        ],
        [
            consideration(
                "joy",
                [
                    ({"place": "outside", "weather": "sun"}, 100),
                    ({"place": "outside"}, 0),
                    ({"place": "inside"}, "inside_joy"),
                    ({"weather": "sun"}, 80),
                    ({"heater": "hired"}, 70),
                    (None, 40),
                ],
                weight=ranged(60, 30, 80),
                label="Joy",
            ),
            consideration(
                "thrift",
                adjusted(90, [({"place": "tent"}, -40), ({"heater": "hired"}, "-heater_cost")]),
                weight=ranged(40, 20, 70),
                label="Thrift",
            ),
        ],
        parameters={
            "p_rain": ranged(0.3, 0.1, 0.9),
            "inside_joy": ranged(45, 30, 70),
            "heater_cost": Parameter("heater_cost", ranged(10, 0, 40), "Cost of the heater"),
        },
        perspectives={"host": Perspective("host", "The host", {"joy": number(20), "thrift": number(80)})},
        what_ifs={"storm": WhatIf("storm", "A storm", {"p_rain": number(0.9)})},
        **others,
    )


def two_ways() -> DecisionModel:
    """An old way whose ease is guessed, and a new one whose ease is cited."""
    cited = Number(number(70).formula, range=(60, 80), basis="source", cite=(Citation("memo", "S1"),))
    guessed = Number(number(60).formula, range=(20, 90))
    return decision_model(
        "Two ways",
        [decision("way", {"old": "The old way", "new": "The new way"})],
        [consideration("ease", [({"way": "old"}, guessed), (None, cited)])],
        sources={"memo": Source("memo", "A memorandum")},
    )


def movable(model: DecisionModel) -> list[NumberRange]:
    """The numbers of a random model that can be moved."""
    return list(all_ranges(model)[0])


def sampled_totals(
    model: DecisionModel, allowed: WeightSet, compared: Sequence[Combination], count: int
) -> tuple[np.ndarray, np.ndarray]:
    """Admissible weights (weights, count), drawn, and the totals of the options (options, count) under them."""
    drawn = sample(allowed, count, np.random.default_rng(0))
    found = totals(allowed.apply(model, drawn), compared)
    return drawn, np.broadcast_to(found.reshape(len(compared), -1), (len(compared), count))
