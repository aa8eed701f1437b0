"""Draws of all uncertain numbers, solved chunk by chunk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np

from decision_model.analysis.chunks import Chunk, mapped
from decision_model.analysis.combinations import Combination
from decision_model.analysis.robustness.sensitivity.candidate_plans import direction
from decision_model.analysis.robustness.sensitivity.joint_draws import Numbers, joint_draws, over
from decision_model.analysis.time.draw_summary import Bins, Part, Summary, Tally, first_places
from decision_model.model import DecisionModel
from decision_model.solver.forced_choices import forced_totals


@dataclass(frozen=True, eq=False)
class SimulatedDraws:
    """What is simulated, as a worker is told."""

    model: DecisionModel
    compared: tuple[Combination, ...]
    seed: int
    numbers: Numbers | None
    weights: float | None
    chances: float | None

    def values(self, chunk: Chunk) -> dict[str, np.ndarray]:
        """The values (draws,) of what is drawn in a chunk, by address."""
        return joint_draws(self.model, chunk.draws, self.seed, self.numbers, self.weights, self.chances, chunk.number)

    def totals(self, values: Mapping[str, np.ndarray], draws: int) -> np.ndarray:
        """(combinations + 1, draws): the total of each combination, and of the best plan."""
        varied = over(self.model, values)
        by_option = forced_totals(varied, [*(option.of(varied) for option in self.compared), varied])
        return np.broadcast_to(by_option if by_option.ndim == 2 else by_option[:, None], (len(by_option), draws))


def _chunk(asked: SimulatedDraws, grids: Sequence[Bins], chunk: Chunk) -> tuple[list[Part], np.ndarray]:
    """What a further chunk adds: the counts of every row's totals, and of first places."""
    totals = asked.totals(asked.values(chunk), chunk.draws)
    parts = [grid.part(row) for grid, row in zip(grids, totals, strict=True)]
    return parts, first_places(direction(asked.model) * totals[:-1])


def all_chunks(
    asked: SimulatedDraws, totals: np.ndarray, others: Sequence[Chunk], executor: Executor | None
) -> tuple[list[Summary], np.ndarray]:
    """A summary of every row of `totals`, those of the first chunk, over all chunks; and the counts of first places."""
    tallies = [Tally.begun(row) for row in totals]
    places = first_places(direction(asked.model) * totals[:-1])
    work = partial(_chunk, asked, [tally.grid for tally in tallies])
    for further, counts in mapped(work, others, executor):
        tallies = [tally.with_part(part) for tally, part in zip(tallies, further, strict=True)]
        places = places + counts
    return [tally.summary() for tally in tallies], places
