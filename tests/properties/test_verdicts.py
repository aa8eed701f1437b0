"""The verdict on a choice against 100,000 independent draws of small random problems."""

from __future__ import annotations

import numpy as np
import pytest

from decision_model.analysis.robustness.firmness import Firmness, firmness
from decision_model.analysis.verdict import FIRM, LEANING, FirmnessVerdict
from tests.oracle import verdicts
from tests.profiles import examples

MODELS = min(examples(300), 1_000)
"""60 in the quick look, 300 in the full one, 1,000 in a hunt (DECISION_MODEL_TESTS=hunt)."""

TOGETHER = 10
DRAWS = 100_000
NEAR = 0.01
"""How far from a threshold the share may lie that the independent draws find."""

FIVE = 5
"""Standard errors."""


@pytest.mark.parametrize("first", range(0, MODELS, TOGETHER))
def test_a_verdict_is_what_independent_draws_find(first: int) -> None:
    for seed in range(first, first + TOGETHER):
        puzzle = verdicts.puzzle(seed)
        _assert_found(
            firmness(puzzle.model(), by=["choose"]),
            verdicts.leaders(puzzle),
            *verdicts.shares(puzzle, DRAWS, seed),
            seed,
        )


def _assert_found(
    found: Firmness, leaders: np.ndarray, alone: np.ndarray | None, together: np.ndarray | None, seed: int
) -> None:
    places = [int(str(each.options["choose"])[1:]) for each in found.standings]
    assert set(places[: found.level]) == set(np.flatnonzero(leaders)), seed
    for look, shares in ((found.weights, alone), (found.joint, together)):
        assert (look is None) == (shares is None), seed
        if look is not None and shares is not None:
            wanted = shares[places]
            error = np.sqrt(wanted * (1 - wanted) * ((1 / look.draws if look.draws else 0) + 1 / DRAWS))
            assert np.all(np.abs(np.array(look.best) - wanted) <= FIVE * error + 1e-3), (seed, look, wanted)
    known = [shares[places[0]] for shares in (alone, together) if shares is not None]
    _check_verdict(found.verdict, int(leaders.sum()), known, seed)


def _check_verdict(verdict: FirmnessVerdict, level: int, shares: list[float], seed: int) -> None:
    if level > 1:
        assert verdict is FirmnessVerdict.tie, seed
    elif not shares:
        assert verdict is FirmnessVerdict.unknown, seed
    elif verdict is FirmnessVerdict.firm:
        assert min(shares) >= FIRM - NEAR, seed
    elif verdict is FirmnessVerdict.leaning:
        assert LEANING - 2 * NEAR <= min(shares) <= FIRM + NEAR, seed
    else:
        assert verdict is FirmnessVerdict.close, seed
        assert min(shares) <= LEANING + 2 * NEAR, seed
