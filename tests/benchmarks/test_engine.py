"""The engine beside its peers: each ratio of medians is measured in one run, printed and kept with the benchmark.

Run with `pytest --benchmarks -s tests/benchmarks`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import pytest

from decision_model.analysis.choice.solve import solve
from decision_model.scenario import read
from decision_model.solver.rollback import Rollback
from tests.benchmarks import peers
from tests.known import convert
from tests.oracle import agrum

CONTINGENCY = Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml"


def seconds(work: Callable[[], Any], rounds: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """The median time of some work, after one round to warm up."""
    work()
    times = []
    for _ in range(rounds):
        start = clock()
        work()
        times.append(clock() - start)
    return median(times)


def ratio(benchmark: Any, ours: Callable[[], Any], peer: Callable[[], Any], rounds: int, each: float = 1.0) -> float:
    """How many times longer the peer takes; `each` is how much more work a round of ours does.

    The two take turns, so that a machine that is busy for a while slows both.
    """
    times: list[float] = []

    def turn() -> None:
        start = time.perf_counter()
        peer()
        times.append(time.perf_counter() - start)

    benchmark.pedantic(ours, setup=turn, rounds=rounds, warmup_rounds=1)
    mine, theirs = benchmark.stats.stats.median / each, median(times[1:])
    report(benchmark, ours=f"{mine * 1e6:,.2f} us", peer=f"{theirs * 1e6:,.2f} us", ratio=round(theirs / mine, 1))
    return theirs / mine


def report(benchmark: Any, **measured: Any) -> None:
    benchmark.extra_info.update(measured)
    print(f"\n{benchmark.name}: " + ", ".join(f"{name} {value}" for name, value in measured.items()))


def test_oil_wildcatter_beside_pyagrum(benchmark: Any) -> None:
    model = convert.influence_diagram(convert.known("raiffa_wildcatter")["problem"])
    diagram = agrum.diagram(model, sparse=True)
    assert solve(model).total == pytest.approx(agrum.expected(diagram))
    assert ratio(benchmark, lambda: solve(model), lambda: agrum.expected(diagram), rounds=100) >= 1


def test_perfect_recall_chain_beside_pyagrum(benchmark: Any) -> None:
    """Eight stages: 65,536 histories, each of which can matter to the last decision."""
    model = peers.hidden_chain(8)
    diagram = agrum.diagram(model, sparse=True)
    assert solve(model).total == pytest.approx(agrum.expected(diagram))
    assert ratio(benchmark, lambda: solve(model), lambda: agrum.expected(diagram), rounds=20) >= 15


def test_observed_chain_beside_pyagrum(benchmark: Any) -> None:
    """128 stages whose state is seen."""
    model = peers.observed_chain(128)
    diagram = agrum.chain_diagram(model)
    assert solve(model).total == pytest.approx(agrum.expected(diagram))
    assert ratio(benchmark, lambda: solve(model), lambda: agrum.expected(diagram), rounds=20) >= 5


def test_observed_chain_is_linear_in_its_stages(benchmark: Any) -> None:
    models = [peers.observed_chain(stages) for stages in (32, 64, 128, 256)]
    times = [seconds(lambda model=model: solve(model), 30, time.process_time) for model in models]  # type: ignore[misc]
    benchmark.pedantic(lambda: solve(models[-1]), rounds=10)
    report(benchmark, times=", ".join(f"{each * 1e3:.2f} ms" for each in times), growth=round(peers.growth(times), 2))
    assert peers.growth(times) < 3


def test_million_leaves_beside_dictionaries(benchmark: Any) -> None:
    """Per node; the dictionaries hold 65,536 leaves, for a million of them need half a gigabyte and more."""
    rollback = Rollback(peers.bushy(10, 4))
    nodes, few = peers.count(10, 4), peers.count(8, 4)
    tree = peers.dictionaries(8, 4)
    times = ratio(benchmark, rollback.sweep, lambda: peers.fold_back(tree), rounds=10, each=nodes / few)
    a_node = benchmark.stats.stats.median / nodes
    report(benchmark, a_node=f"{a_node * 1e9:.1f} ns", whole=f"{benchmark.stats.stats.median * 1e3:.1f} ms")
    assert a_node <= 40e-9
    assert times >= 20


def test_reweighting_contingency_beside_pyagrum(benchmark: Any) -> None:
    """100,000 weight sets in one pass, per set."""
    model, sets = read(CONTINGENCY), 100_000
    draws = np.random.default_rng(1961).exponential(size=(len(model.leaves), sets))
    weights = dict(zip((leaf.name for leaf in model.leaves), draws, strict=True))
    shares = [peers.normalised(weights, draw) for draw in range(20)]
    peer = peers.Reweighted(model)
    totals: Any = solve(model.varied(weights=weights)).total
    assert [peer.total(each) for each in shares] == pytest.approx(list(totals[:20]))
    times = ratio(
        benchmark,
        lambda: solve(model.varied(weights=weights)).total,
        lambda: [peer.total(each) for each in shares],
        rounds=10,
        each=sets / len(shares),
    )
    assert times >= 1_000
