"""What totals are worth to somebody cautious, and what holds a multiplicative total together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from decision_model.analysis.units import better
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels
from decision_model.words.names import quoted
from decision_model.words.numbers import amount
from decision_model.words.sentences import listed

HUNDREDTHS = 100.0
"""What a scaling constant of 1 is in a file."""


def utilities(model: DecisionModel, totals: np.ndarray | Sequence[float], tolerance: float) -> np.ndarray:
    """Exponential utilities of sure totals under a risk tolerance R, of the shape of `totals`; more is better.

    u(t) = 1 - exp(-t/R) for R above 0 (Pratt 1964), exp(-t/R) - 1 for one who seeks risk, with t counted from nothing
    in the direction of the choice; -inf where that is beyond floating point. The utility of a certainty equivalent is
    the expected utility of the gamble.
    """
    with np.errstate(over="ignore"):
        found: np.ndarray = -np.sign(tolerance) * np.expm1(-better(model) * np.asarray(totals) / tolerance)
    return found


def expected_utilities(
    model: DecisionModel, equivalents: np.ndarray | Sequence[float], tolerance: float
) -> list[float | None]:
    """The expected utilities of gambles from their certainty equivalents; None where there is none to be told."""
    if not np.isfinite(tolerance):
        return [None] * len(equivalents)
    found = utilities(model, equivalents, tolerance)
    return [float(each) if np.isfinite(each) else None for each in found]


def own_tolerance(model: DecisionModel) -> float | None:
    """The model's own risk tolerance, where it states one that is a single number."""
    stated = model.risk_tolerance
    value = None if stated is None else stated.at(model.values)
    return None if value is None or np.ndim(value) else float(value)


def scaling_sentences(model: DecisionModel) -> Iterator[str]:
    """The scaling constants of a multiplicative total, and the master constant that they make."""
    master = model.total_rule.master_constant(model.top_weights)
    if master is None:
        return
    labels, constant = consideration_labels(model), float(np.mean(master))
    weights = zip(model.considerations, model.top_weights, strict=True)
    constants = [f"{quoted(labels[top.name])} {amount(float(np.mean(weight)) / HUNDREDTHS)}" for top, weight in weights]
    meaning = "considerations can stand in for one another" if constant < 0 else "considerations need one another"
    if not constant:
        meaning = "the total is a plain sum"
    yield f"The scaling constants {listed(constants)} make the master constant K = {amount(constant)}: {meaning}"
