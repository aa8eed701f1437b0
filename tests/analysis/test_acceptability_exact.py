"""Measured acceptability of seven and eight considerations: beside a formula, and beside draws made right here."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from decision_model.analysis.robustness.acceptability import Acceptability, acceptability
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from tests.analysis.small import ranged
from tests.analysis.test_acceptability import valued

FOUR = 4
"""Standard errors."""

DRAWS = 400_000
ORDER = ["c2", "c0", "c5"]
LIMITS = {"c1": (0.05, 0.35), "c3": (0.0, 0.2)}
"""Shares between which two weights are to lie; the base weights are all equal."""


def share_ahead(differences: np.ndarray) -> float:
    """The share of a simplex on which a linear function is positive that takes these (distinct) values at its corners.

    By divided differences: the volume beyond a hyperplane, as in Ali (1973) and Gerber (1981).
    """
    size = len(differences)
    found = 0.0
    for place, value in enumerate(differences):
        if value > 0:
            found += value ** (size - 1) / np.prod(np.delete(value - differences, place))
    return float(found)


@pytest.mark.parametrize("ordered", [False, True])
@pytest.mark.parametrize("matters", [7, 8])
def test_pairs_have_a_closed_form(matters: int, ordered: bool) -> None:
    """In order, weights fill a simplex whose corners share the whole evenly among the first few."""
    values = np.random.default_rng(matters).random((4, matters))
    found = acceptability(valued(values), order=[f"c{k}" for k in range(matters)] if ordered else None, draws=1_000)
    assert "pairs" in found.exact
    corners = np.tril(np.ones((matters, matters))) / np.arange(1, matters + 1)[:, None] if ordered else np.eye(matters)
    numbers = [int(each.title[1:]) for each in found.options]
    for row, one in enumerate(numbers):
        for column, other in enumerate(numbers):
            if one != other:
                wanted = share_ahead(corners @ (values[one] - values[other]))
                assert found.beats[row, column] == pytest.approx(wanted, abs=1e-8)


def admitted(matters: int, seed: int, narrowed: bool) -> np.ndarray:
    """(k, draws): even draws from the simplex, those thrown away that break the order or a limit."""
    shares = np.random.default_rng(seed).dirichlet(np.ones(matters), DRAWS).T
    if not narrowed:
        return shares
    kept = (shares[2] >= shares[0]) & (shares[0] >= shares[5])
    for name, (low, high) in LIMITS.items():
        kept &= (shares[int(name[1:])] >= low) & (shares[int(name[1:])] <= high)
    return shares[:, kept]


def weight(place: int, matters: int, narrowed: bool) -> Any:
    """One point each, so that a share is that many points of as many as there are considerations."""
    low, high = LIMITS.get(f"c{place}", (0, 0))
    return ranged(1, low * matters, high * matters) if narrowed and high else 1


def assert_within_errors(found: Acceptability, totals: np.ndarray, shares: np.ndarray) -> None:
    """First places, typical weights, all ranks and all pairs beside totals (n, draws) under shares (k, draws)."""
    count = totals.shape[1]
    places = (totals[None] > totals[:, None]).sum(axis=1)
    numbers = [int(each.title[1:]) for each in found.options]
    for each, number in zip(found.options, numbers, strict=True):
        for rank, share in enumerate(each.ranks):
            if rank == 0 or "ranks" in found.exact:
                assert_share(np.mean(places[number] == rank), share, count)
        first = shares[:, places[number] == 0]
        if first.shape[1] > 100:
            assert each.typical is not None
            errors = first.std(axis=1) / np.sqrt(first.shape[1])
            away = np.abs(np.array(list(each.typical.values())) - first.mean(axis=1))
            assert np.all(away <= FOUR * errors + 1e-9)
    for row, one in enumerate(numbers):
        for column, other in enumerate(numbers):
            if row != column:
                assert_share(np.mean(totals[one] > totals[other]), found.beats[row, column], count)


def assert_share(counted: float, measured: float, count: int) -> None:
    error = np.sqrt(max(measured * (1 - measured), 1 / count) / count)
    assert counted == pytest.approx(measured, abs=FOUR * error)


@pytest.mark.parametrize("narrowed", [False, True])
@pytest.mark.parametrize("matters", [7, 8])
def test_one_stage(matters: int, narrowed: bool) -> None:
    values = np.random.default_rng(10 + matters).random((4, matters))
    weights = {f"c{k}": weight(k, matters, narrowed) for k in range(matters)}
    found = acceptability(valued(values).varied(weights=weights), order=ORDER if narrowed else None, draws=1_000)
    assert found.exact == ("first", "ranks", "pairs")
    shares = admitted(matters, seed=1, narrowed=narrowed)
    assert_within_errors(found, values @ shares, shares)


CHANCES = np.array([[0.3, 0.7], [0.5, 0.5], [0.8, 0.2]])
"""Of the two outcomes after each of three options."""


def staged(scores: np.ndarray, narrowed: bool) -> DecisionModel:
    """Choose, see what happens, respond; scores 0 to 100 by option, outcome, response and consideration."""
    options, outcomes, responses, matters = scores.shape
    cells = [
        ({"choice": f"o{i}", "turn": f"e{e}", "response": f"r{r}"}, (i, e, r))
        for i in range(options)
        for e in range(outcomes)
        for r in range(responses)
    ]
    return decision_model(
        "In two stages",
        [
            decision("choice", [f"o{i}" for i in range(options)]),
            event("turn", ["e0", "e1"], [({"choice": f"o{i}"}, {"e0": CHANCES[i, 0], "e1": "rest"}) for i in range(3)]),
            decision("response", [f"r{r}" for r in range(responses)]),
        ],
        [
            consideration(
                f"c{k}",
                [(when, float(scores[*cell, k])) for when, cell in cells],
                weight=weight(k, matters, narrowed),
                scale=(0, 100),
            )
            for k in range(matters)
        ],
    )


@pytest.mark.parametrize("narrowed", [False, True])
@pytest.mark.parametrize("matters", [7, 8])
def test_two_stages(matters: int, narrowed: bool) -> None:
    """Each option is worth what it is with the better response to each outcome; each plan with its own responses."""
    scores = 100 * np.random.default_rng(20 + matters).random((3, 2, 2, matters))
    found = acceptability(staged(scores, narrowed), order=ORDER if narrowed else None, draws=1_000)
    assert {"first", "pairs"} <= set(found.exact)
    shares = admitted(matters, seed=2, narrowed=narrowed)
    after = np.einsum("ierk,kn->iern", scores, shares)
    totals = np.einsum("ie,ien->in", CHANCES, after.max(axis=2))
    assert_within_errors(found, totals, shares)
    plans = np.stack(
        [
            CHANCES[i, 0] * after[i, 0, a] + CHANCES[i, 1] * after[i, 1, b]
            for i in range(3)
            for a in (0, 1)
            for b in (0, 1)
        ]
    )
    counted = np.bincount(plans.argmax(axis=0), minlength=12) / plans.shape[1]
    measured = sorted((each.share for each in found.plans), reverse=True)
    assert sum(measured) == pytest.approx(1)
    for share, other in zip(measured, sorted(counted, reverse=True), strict=False):
        assert_share(other, share, plans.shape[1])
