"""Random classes: a model and what some persons answered."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

import decision_model as dm
from decision_model.analysis.classroom.ballots import asked
from decision_model.analysis.combinations import combinations, decided_now
from tests.properties.strategies import Shape, models

CROWD = 23
"""Persons of a random class at most."""


@st.composite
def classes(draw: Any, least: int = 1, most: int = CROWD) -> tuple[dm.DecisionModel, list[dm.Ballot]]:
    """A model with something to choose and something to weigh, and a class of ballots."""
    model = draw(models(Shape(steps=4, cases=60, combine=("weighted",), risk=True, kinds=("decision", "event"))))
    assume(model.decisions and len(asked(model)) > 1)
    assume(len(combinations(model, decided_now(model))[0]) > 1)
    return model, crowd(model, draw(st.integers(least, most)), draw(st.integers(0, 2**20)))


def crowd(model: dm.DecisionModel, persons: int, seed: int) -> list[dm.Ballot]:
    """Persons with whole weights from 0 to 6, so that ties and equal weights come up, a gut choice and a group."""
    random = np.random.default_rng(seed)
    options = [option.name for option in model.decisions[0].options]
    return [
        dm.Ballot(
            {each.name: float(random.integers(0, 6) + (random.random() < 0.2) + 0.5) for each in asked(model)},
            str(random.choice([*options, ""])),
            str(random.choice(["A", "B", "C", ""], p=[0.5, 0.25, 0.15, 0.1])),
            key=f"k{place}" if random.random() < 0.9 else "",
        )
        for place in range(persons)
    ]
