"""Places counted over draws of weights and numbers, or measured where weights alone vary and geometry gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial, reduce
from operator import add

import numpy as np

from decision_model.analysis.chunks import Chunk, chunks, mapped
from decision_model.analysis.combinations import Combination, totals
from decision_model.analysis.robustness.admissible import Admissible
from decision_model.analysis.robustness.sensitivity.spreads import chunk_generator
from decision_model.analysis.robustness.weight_space.plans import distinct
from decision_model.analysis.robustness.weight_space.polytope import GeometryError
from decision_model.analysis.robustness.weight_space.rank_acceptability import Count, Places, counts, measured
from decision_model.analysis.robustness.weight_space.sampling import sample
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet

CACHED = 8_192
"""Draws compared together, so that they stay in the processor's cache."""


def by_weights(
    pieces: Sequence[np.ndarray], weights: WeightSet, drawing: DrawSettings
) -> tuple[Places, tuple[str, ...]]:
    """Places where totals are straight functions of the weights: measured, or counted where that costs too much."""
    try:
        exact_places = measured(pieces, weights)
    except GeometryError:
        exact_places = None
    if exact_places is not None and exact_places.ranks is not None and exact_places.beats is not None:
        return exact_places, ("first", "ranks", "pairs")
    drawn = _counted(pieces, weights, drawing)
    if exact_places is None:
        return drawn, ()
    known = {"first": exact_places.first, "ranks": exact_places.ranks, "pairs": exact_places.beats}
    return _completed(exact_places, drawn), tuple(name for name, part in known.items() if part is not None)


@dataclass(frozen=True)
class DrawSettings:
    """How many draws, from which seed, and who works on their chunks."""

    draws: int
    seed: int
    executor: Executor | None

    def places(self, count: Callable[[Chunk], Count]) -> Places:
        """The counts of all chunks, added up in their order."""
        return reduce(add, mapped(count, chunks(self.draws), self.executor)).places()


def _counted(pieces: Sequence[np.ndarray], weights: WeightSet, drawing: DrawSettings) -> Places:
    """Places over weights; options that share no vector tie nowhere that matters."""
    vectors = np.vstack(pieces)
    ties = len(distinct(vectors, weights)[0]) < len(vectors)
    return drawing.places(partial(_chunk_by_weights, pieces, weights, ties, drawing.seed))


def _chunk_by_weights(pieces: Sequence[np.ndarray], weights: WeightSet, ties: bool, seed: int, chunk: Chunk) -> Count:
    """Ranks over a chunk of weights (k, draws)."""
    vectors = np.vstack(pieces)
    starts = np.cumsum([0, *(len(piece) for piece in pieces[:-1])])
    several = len(starts) < len(vectors)
    shares = sample(weights, chunk.draws, chunk_generator(seed, chunk.number))
    cuts = (shares[:, low : low + CACHED] for low in range(0, shares.shape[1], CACHED))
    totals = ((vectors @ cut, _by_group(weights, cut)) for cut in cuts)
    return counts(((np.maximum.reduceat(t, starts) if several else t, cut) for t, cut in totals), ties)


def _by_group(weights: WeightSet, shares: np.ndarray) -> np.ndarray:
    """Weights (k, draws) of the whole as shares of their groups, (moving, draws)."""
    if not weights.groups:
        return shares
    within = weights.within_groups(shares)
    return np.stack([within[name] for name in weights.moving])


def _completed(exact_places: Places, drawn: Places) -> Places:
    """What was measured, with what was counted in the gaps; counted ranks are fitted to the measured first places."""
    ranks = exact_places.ranks
    if ranks is None:
        assert drawn.ranks is not None
        ranks = drawn.ranks.copy()
        rest = ranks[:, 1:].sum(axis=1)
        ranks[:, 1:] *= ((1 - exact_places.first) / np.where(rest > 0, rest, 1.0))[:, None]
        ranks[:, 0] = exact_places.first
    return replace(exact_places, ranks=ranks, beats=drawn.beats if exact_places.beats is None else exact_places.beats)


def by_solving(
    allowed: Admissible, compared: Sequence[Combination], drawing: DrawSettings, with_numbers: bool
) -> Places:
    """Places where the model is solved in every draw."""
    return drawing.places(partial(_chunk_by_solving, allowed, compared, drawing.seed, with_numbers))


def _chunk_by_solving(
    allowed: Admissible, compared: Sequence[Combination], seed: int, with_numbers: bool, chunk: Chunk
) -> Count:
    """Ranks over a chunk of weights and numbers."""
    draws = chunk.draws
    model = allowed.drawn(draws, seed, with_numbers, chunk=chunk.number)
    sign = -1.0 if model.better == "lower" else 1.0
    drawn_totals = np.broadcast_to(sign * totals(model, compared).reshape(len(compared), -1), (len(compared), draws))
    kept = allowed.admitted(model, draws)
    shares = None if allowed.weights is None else _by_group(allowed.weights, allowed.weights.held(model, draws))
    if not kept.all():
        drawn_totals, shares = drawn_totals[:, kept], None if shares is None else shares[:, kept]
    return counts(_parts(drawn_totals, shares))


def _parts(drawn_totals: np.ndarray, shares: np.ndarray | None) -> Iterator[tuple[np.ndarray, np.ndarray | None]]:
    for low in range(0, drawn_totals.shape[1], CACHED):
        cut = slice(low, low + CACHED)
        yield drawn_totals[:, cut], None if shares is None else shares[:, cut]
