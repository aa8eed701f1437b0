"""Totals of many forced choices in one model, whose tables are filled once and whose end is swept once."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from decision_model.model import DecisionModel
from decision_model.solver.criteria import BestOption
from decision_model.solver.draw_pieces import draw_cuts, of_draws
from decision_model.solver.progress import each
from decision_model.solver.rollback import THREADS, Rollback


def forced_totals(model: DecisionModel, variations: Sequence[DecisionModel]) -> np.ndarray:
    """Totals of variations that differ from a model in forced choices alone: (variations,) or (variations, draws).

    The same as solving one after another, in less time where the model holds draws.
    """
    cuts = draw_cuts(model)
    if cuts:
        pieces = ((of_draws(model, cut), cut.stop - cut.start) for cut in cuts)
        return np.concatenate([_in_draws(forced_totals(piece, variations), draws) for piece, draws in pieces], axis=1)
    rollback = Rollback(model)
    if rollback.sets:
        forced = [rollback.deciding(BestOption(variation)).total() for variation in variations]
        return np.stack(np.broadcast_arrays(*forced)) if forced else np.zeros(0)
    folded = rollback.fold() if rollback.draws else rollback
    views = [folded.deciding(BestOption(variation)) for variation in variations]
    upper = max((model.position[name] for variation in variations for name in _forced(model, variation)), default=-1)
    if not rollback.draws:
        return rollback.sign * np.array(_swept(folded, views, upper, None)) + rollback.offset
    with ThreadPoolExecutor(THREADS) as pool:
        swept_cuts = pool.map(lambda cut: _stacked(_swept(folded, views, upper, cut), cut), folded.cuts)
        parts = each("Solving the draws", lambda _: next(swept_cuts), folded.cuts)
    return rollback.sign * np.concatenate(parts, axis=1) + rollback.offset


def _in_draws(totals: np.ndarray, draws: int) -> np.ndarray:
    """Totals (variations,) or (variations, draws) as (variations, draws)."""
    return np.broadcast_to(totals if totals.ndim == 2 else totals[:, None], (len(totals), draws))


def _forced(model: DecisionModel, variation: DecisionModel) -> list[str]:
    """The decisions that a variation forces in another way."""
    names = {*model.forced, *variation.forced}
    return [name for name in names if model.forced.get(name) != variation.forced.get(name)]


def _swept(common: Rollback, views: Sequence[Rollback], upper: int, cut: slice | None) -> list[np.ndarray]:
    """The value at the root under each view; the levels below `upper` are swept once for all."""
    below = _rolled_back(common, common.end(cut), len(common.levels) - 1, upper, cut)
    return [_rolled_back(view, below, min(upper, len(common.levels) - 1), -1, cut)[0] for view in views]


def _rolled_back(rollback: Rollback, value: np.ndarray, start: int, stop: int, cut: slice | None) -> np.ndarray:
    """Roll back from level `start` to just below level `stop`."""
    for index in range(start, stop, -1):
        value = rollback.step_back(index, value, cut)
    return value


def _stacked(values: Sequence[np.ndarray], cut: slice) -> np.ndarray:
    return np.stack([np.broadcast_to(value, cut.stop - cut.start) for value in values])
