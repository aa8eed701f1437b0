"""Draws in chunks: the same result, bit for bit, by whoever works it out, and what a plain calculation gives."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np
import pytest

from decision_model.analysis import chunks as chunked
from decision_model.analysis.chunks import chunks, mapped
from decision_model.analysis.robustness.acceptability import acceptability
from decision_model.analysis.robustness.sensitivity.joint_draws import joint_draws, over
from decision_model.analysis.sources.claims import claims
from decision_model.analysis.time.draw_summary import QUANTILES, Tally, first_places
from decision_model.analysis.time.simulate import simulate
from decision_model.errors import ModelError
from decision_model.scenario import read
from tests.benchmarks.test_engine import CONTINGENCY
from tests.profiles import whole_look


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        yield executor


@pytest.mark.parametrize("draws", [1, chunked.CHUNK - 1, chunked.CHUNK, chunked.CHUNK + 1, 3 * chunked.CHUNK + 7])
def test_chunks_hold_all_draws_in_order(draws: int) -> None:
    parts = list(chunks(draws))
    assert sum(part.draws for part in parts) == draws
    assert [part.number for part in parts] == list(range(len(parts)))
    assert all(0 < part.draws <= chunked.CHUNK for part in parts)


def test_a_mapping_keeps_order_and_reads_tasks_as_needed(pool: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunked, "WAITING", 3)
    read_so_far: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(10):
            read_so_far.append(number)
            yield -number

    answers = mapped(abs, tasks(), pool)
    assert next(answers) == 0
    assert len(read_so_far) == 3
    assert list(answers) == list(range(1, 10))


@pytest.mark.parametrize("spread", ["normal", "atoms", "one", "far", "late"])
def test_a_tally_of_parts_beside_all_at_once(spread: str) -> None:
    random = np.random.default_rng(3)
    draws = {
        "normal": random.normal(50, 5, 40_000),
        "atoms": random.integers(0, 3, 40_000).astype(float),
        "one": np.full(40_000, 7.0),
        "far": 1e9 + random.normal(0, 1e-3, 40_000),
        "late": np.concatenate([random.normal(0, 1, 35_000), random.normal(0, 3, 5_000)]),
    }[spread]
    first, *others = np.split(draws, 4)
    tally = Tally.begun(first)
    for part in others:
        tally = tally.with_part(tally.grid.part(part))
    summary, width = tally.summary(), np.ptp(draws)
    assert summary.mean == pytest.approx(draws.mean(), rel=1e-12)
    assert summary.deviation == pytest.approx(draws.std(), rel=1e-6, abs=1e-12)
    assert summary.quantiles == pytest.approx(np.quantile(draws, QUANTILES), abs=width / 2_000 + 1e-12)


def test_places_are_counted_whole() -> None:
    totals = np.array([[1.0, 2.0, 3.0], [1.0, 1.0, 3.0], [0.0, 2.0, 3.0]])
    assert first_places(totals).tolist() == [[0, 2, 1], [0, 1, 1], [0, 1, 1]]


def test_a_simulation_is_the_same_with_any_number_of_workers(pool: Executor) -> None:
    model = read(CONTINGENCY)
    draws = 2 * chunked.CHUNK + 100
    alone, shared = (simulate(model, draws, seed=4, weights=50.0, executor=by) for by in (None, pool))
    assert list(alone.rows()) == list(shared.rows())
    assert alone.statement == shared.statement
    assert len(alone.simulated[0].totals) == chunked.CHUNK


def test_the_first_draws_do_not_hang_on_how_many_are_asked_for() -> None:
    model = read(CONTINGENCY)
    few, many = simulate(model, 100), simulate(model, chunked.CHUNK + 50)
    assert all(np.array_equal(values, many.drawn[address][:100]) for address, values in few.drawn.items())


def test_acceptability_is_the_same_with_any_number_of_workers(pool: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunked, "CHUNK", 3_000)
    model = read(CONTINGENCY)
    alone, shared = (acceptability(model, with_numbers=True, draws=10_000, seed=2, executor=by) for by in (None, pool))
    assert alone == shared
    assert list(alone.rows()) == list(shared.rows())
    assert np.array_equal(alone.beats, shared.beats, equal_nan=True)


@whole_look
def test_claims_are_the_same_with_any_number_of_workers(pool: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunked, "CHUNK", 300)
    model = read(CONTINGENCY)
    alone, shared = (list(claims(model, draws=1_000, executor=by).rows()) for by in (None, pool))
    assert alone == shared


def test_shares_over_several_chunks_agree_with_those_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    model = read(CONTINGENCY)
    whole = acceptability(model, with_numbers=True, draws=20_000)
    monkeypatch.setattr(chunked, "CHUNK", 4_096)
    parts = acceptability(model, with_numbers=True, draws=20_000)
    for one, other in zip(whole.options, parts.options, strict=True):
        assert other.first == pytest.approx(one.first, abs=6 * max(one.errors[0], 1e-4))


def test_looking_at_whether_draws_make_sense_takes_little_memory() -> None:
    model = read(CONTINGENCY)
    values = joint_draws(model, 60_000, 0)
    over(model, values)
    tracemalloc.start()
    try:
        varied = over(model, values)
        kept, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert next(iter(varied.parameters.values())).number.draws in (0, 60_000)
    assert peak < 2.5 * kept


@pytest.mark.parametrize("place", [3, 9_000, 19_999])
def test_a_draw_that_makes_no_sense_is_found_wherever_it_stands(place: int) -> None:
    model = read(CONTINGENCY)
    chance = np.full(20_000, 0.5)
    over(model, {"p_comes": chance})
    chance[place] = 1.5
    with pytest.raises(ModelError, match="some random trials make no sense together"):
        over(model, {"p_comes": chance})
