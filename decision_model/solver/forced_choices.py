"""Totals of many forced choices in one model, whose tables are filled once, and what they share is swept once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
        views = [rollback.deciding(BestOption(variation)) for variation in variations]
        totals = each("Solving each combination", Rollback.total, views)
        return np.stack(np.broadcast_arrays(*totals)) if totals else np.zeros(0)
    folded = rollback.fold() if rollback.draws else rollback
    views_by_place = {place: folded.deciding(BestOption(variation)) for place, variation in enumerate(variations)}
    forced = [variation.forced for variation in variations]
    if not rollback.draws:
        return rollback.sign * np.array(_swept(views_by_place, forced, None)) + rollback.offset
    with ThreadPoolExecutor(THREADS) as pool:
        swept_cuts = pool.map(lambda cut: _stacked(_swept(views_by_place, forced, cut), cut), folded.cuts)
        parts = each("Solving the draws", lambda _: next(swept_cuts), folded.cuts)
    return rollback.sign * np.concatenate(parts, axis=1) + rollback.offset


def _in_draws(totals: np.ndarray, draws: int) -> np.ndarray:
    """Totals (variations,) or (variations, draws) as (variations, draws)."""
    return np.broadcast_to(totals if totals.ndim == 2 else totals[:, None], (len(totals), draws))


def _swept(views: Mapping[int, Rollback], forced: Sequence[Mapping[str, str]], cut: slice | None) -> list[np.ndarray]:
    """The value at the root under each view, in order."""
    if not views:
        return []
    common = views[0]
    roots = dict(_rolled_back(views, forced, common.end(cut), len(common.levels) - 1, cut))
    return [roots[place] for place in views]


def _rolled_back(
    views: Mapping[int, Rollback], forced: Sequence[Mapping[str, str]], value: np.ndarray, last: int, cut: slice | None
) -> Iterator[tuple[int, np.ndarray]]:
    """Roll back from level `last` on, together as long as views choose alike; views by place, and so are the values."""
    any_view = next(iter(views.values()))
    for index in range(last, -1, -1):
        alike: dict[str | None, dict[int, Rollback]] = {}
        for place, view in views.items():
            alike.setdefault(forced[place].get(view.levels[index].step.name), {})[place] = view
        if len(alike) > 1:
            for group in alike.values():
                before = next(iter(group.values())).step_back(index, value, cut)
                yield from _rolled_back(group, forced, before, index - 1, cut)
            return
        value = any_view.step_back(index, value, cut)
    yield from ((place, value[0]) for place in views)


def _stacked(values: Sequence[np.ndarray], cut: slice) -> np.ndarray:
    return np.stack([np.broadcast_to(value, cut.stop - cut.start) for value in values])
