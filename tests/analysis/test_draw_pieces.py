"""Draws in a large model are worked through in pieces: the same numbers, in bounded memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import decision_model.solver.draw_pieces as pieces
import decision_model.solver.rollback as rollback
from decision_model.analysis.choice.solve import solve
from decision_model.model.considerations import consideration
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.steps import decision, event
from decision_model.solver.conditional import chance, expected, expected_of_leaves
from decision_model.solver.fixed_policy import fixed_policy_total
from decision_model.solver.forced_choices import forced_totals
from decision_model.solver.rollback import Rollback

STATES = ("s", "t", "u")
DRAWS = 1_001


def chain(events: int, leaves: int = 2, **rule: Any) -> DecisionModel:
    """A hidden cause, a signal, a choice, and events, all of which every consideration reads together."""
    cause = event("cause", ["good", "bad"], {"good": "p", "bad": "rest"})
    signal = event(
        "signal",
        ["plus", "minus"],
        [({"cause": "good"}, {"plus": "q", "minus": "rest"}), (None, {"plus": 0.3, "minus": "rest"})],
    )
    others = [event(f"e{n}", STATES, {"s": "p / 2", "t": 0.2, "u": "rest"}) for n in range(events)]
    sequence: list[Any] = [signal, decision("act", STATES), *others, cause]
    case = {**{step.name: STATES[0] for step in sequence[1:-1]}, "cause": "good"}
    scores = [(case, "x"), ({"act": "t", "cause": "bad"}, 70), ({"signal": "plus"}, "x / 2"), (None, 30)]
    considerations = [consideration(f"c{n}", scores, weight=30 + n) for n in range(leaves)]
    return decision_model("Chain", sequence, considerations, parameters={"p": 0.4, "q": 0.8, "x": 60}, **rule)


def drawn(model: DecisionModel, draws: int = DRAWS) -> DecisionModel:
    random = np.random.default_rng(1)
    numbers = {name: random.uniform(low, high, draws) for name, low, high in (("p", 0.1, 0.9), ("x", 0, 100))}
    return model.varied(parameters=numbers, weights={"c0": random.uniform(20, 40, draws)})


def total(model: DecisionModel) -> Any:
    return solve(model).total


def contributions(model: DecisionModel) -> Any:
    return np.stack([*solve(model).contributions.values()])


def forced(model: DecisionModel) -> Any:
    return forced_totals(model, [model.varied(choose={"act": option}) for option in STATES])


def of_a_plan(model: DecisionModel) -> Any:
    return fixed_policy_total(solve(chain(3)), model)


def given(model: DecisionModel) -> Any:
    return expected(model, None, {"cause": ("bad",), "act": ("t",)})


def given_leaves(model: DecisionModel) -> Any:
    return expected_of_leaves(model, {"cause": ("bad",), "act": ("t",)})


def likely(model: DecisionModel) -> Any:
    return chance(model, "cause", "good", {"signal": ("plus",)})


def lowest(model: DecisionModel) -> Any:
    return Rollback(model, at_event=lambda branches, _: branches[-1][1]).total()


@pytest.mark.parametrize("rule", [{}, {"combine": "multiplicative"}, {"combine": "choquet"}, {"risk_tolerance": 40}])
@pytest.mark.parametrize("work", [total, contributions, forced, of_a_plan, given, given_leaves, likely, lowest])
def test_pieces_give_the_same_numbers(
    work: Callable[[DecisionModel], Any], rule: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = chain(3, **rule)
    whole = work(drawn(model))
    assert whole.shape[-1] == DRAWS
    monkeypatch.setattr(pieces, "FILLED", 100_000)
    monkeypatch.setattr(rollback, "SWEPT", 10_000)
    assert len(pieces.draw_cuts(drawn(model))) > 2
    assert np.array_equal(work(drawn(model)), whole, equal_nan=True)


def test_a_draw_that_nothing_reads_gives_every_draw_the_same_total(monkeypatch: pytest.MonkeyPatch) -> None:
    model = chain(3).varied(parameters={"q": np.full(DRAWS, 0.8)})
    monkeypatch.setattr(pieces, "FILLED", 100_000)
    assert np.allclose(solve(model).total, float(np.asarray(solve(chain(3)).total)), rtol=1e-12)


@pytest.mark.parametrize("rule", [{}, {"combine": "multiplicative"}])
def test_many_draws_of_many_histories_stay_within_the_limit(rule: dict[str, Any]) -> None:
    model = drawn(chain(6, leaves=3, **rule), 1_500)
    model.structure  # noqa: B018 - what is compiled once is none of the draws'
    tracemalloc.start()
    try:
        assert np.shape(solve(model).total) == (1_500,)
        assert tracemalloc.get_traced_memory()[1] < 400e6
    finally:
        tracemalloc.stop()
