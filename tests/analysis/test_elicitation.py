"""Weights from orders, swings and pairs, against published figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.elicitation import Pairwise, pairwise, rank_order_centroid, rank_sum, swing_weights
from decision_model.errors import ModelError

KNOWN = Path(__file__).parents[1] / "known"


def known(name: str) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    problem = json.loads((KNOWN / f"{name}.json").read_text(encoding="utf-8"))
    return problem["problem"], {each["key"]: each for each in problem["answers"]}


def compared(entries: list[dict[str, Any]], index: float | None = None) -> Pairwise:
    return pairwise({(each["first"], each["second"]): each["ratio"] for each in entries}, random_index=index)


def published(answer: dict[str, Any]) -> Any:
    """What was published, equal to computed numbers within its tolerance: every name, and no other."""
    return pytest.approx(answer["value"], abs=answer["tolerance"])


def test_choosing_a_leader_by_pairs() -> None:
    problem, answers = known("ahp_leader")
    criteria = compared(problem["criteria"]["comparisons"])
    local = {name: compared(entries) for name, entries in problem["local"].items()}
    assert dict(criteria.weights) == published(answers["criteria"])
    assert dict(local["Experience"].weights) == published(answers["local"])
    scores = {a: sum(criteria.weights[c] * local[c].weights[a] for c in local) for a in problem["alternatives"]}
    assert scores == published(answers["scores"])
    ratios = [each.consistency_ratio for each in (criteria, local["Experience"], local["Education"])]
    assert ratios == published(answers["cr"])


def test_buying_a_vehicle_by_pairs_in_a_value_tree() -> None:
    problem, answers = known("ahp_vehicle")
    groups = {name: compared(entries).weights for name, entries in problem["weight_comparisons"].items()}
    assert dict(groups["Goal"]) == published(answers["criteria"])
    costs = {name: groups["Goal"]["Cost"] * share for name, share in groups["Cost"].items()}
    assert costs == published(answers["global_cost"])
    local = {name: compared(entries).weights for name, entries in problem["local"].items()}
    assert dict(local["Price"]) == published(answers["price"])
    leaves = {name: share for name, share in groups["Goal"].items() if name not in groups}
    for group in ("Cost", "Capacity"):
        leaves |= {name: groups["Goal"][group] * share for name, share in groups[group].items()}
    scores = {a: sum(share * local[leaf][a] for leaf, share in leaves.items()) for a in problem["alternatives"]}
    assert scores == published(answers["scores"])


def test_office_location_by_swings() -> None:
    problem, answers = known("goodwin_wright_office")
    weights = {name: 100 * weight for name, weight in swing_weights(problem["swing_judgements"]).items()}
    assert weights == published(answers["weights"])


def test_an_order_of_four() -> None:
    assert rank_order_centroid("abcd") == pytest.approx({"a": 25 / 48, "b": 13 / 48, "c": 7 / 48, "d": 3 / 48})
    assert rank_sum("abcd") == pytest.approx({"a": 0.4, "b": 0.3, "c": 0.2, "d": 0.1})


def test_ties_share_their_places() -> None:
    assert rank_order_centroid(["a", ["b", "c"]]) == pytest.approx({"a": 11 / 18, "b": 7 / 36, "c": 7 / 36})


@given(st.integers(1, 9))
def test_the_centroid_is_the_mean_of_all_weights_in_that_order(count: int) -> None:
    corners = np.tril(np.ones((count, count))) / np.arange(1, count + 1)[:, None]
    weights = list(rank_order_centroid([str(n) for n in range(count)]).values())
    assert weights == pytest.approx(corners.mean(axis=0), rel=1e-7)


@given(st.lists(st.floats(0.1, 10), min_size=2, max_size=6))
def test_consistent_pairs_give_their_weights_back(sizes: list[float]) -> None:
    names = [f"k{n}" for n in range(len(sizes))]
    ratios = {(names[i], names[j]): sizes[i] / sizes[j] for i in range(len(sizes)) for j in range(i)}
    found = pairwise(ratios, names)
    assert list(found.weights.values()) == pytest.approx(np.array(sizes) / sum(sizes))
    assert found.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert found.consistent


def test_a_contradiction_is_named() -> None:
    found = pairwise({("a", "b"): 5, ("b", "c"): 5, ("c", "a"): 5})
    assert not found.consistent
    assert "look again at" in repr(found)


@pytest.mark.parametrize(
    ("comparisons", "said"),
    [
        ({("a", "b"): 2, ("b", "c"): 2}, r"'a' and 'c' are not compared\. Compare every pair once\."),
        ({("a", "b"): 2, ("b", "a"): 2}, r"'b' and 'a' are compared twice\. Keep one\."),
        ({("a", "b"): -1}, r"the ratio of 'a' to 'b' is not above 0\."),
    ],
)
def test_pairs_that_make_no_sense_are_refused(comparisons: dict[tuple[str, str], float], said: str) -> None:
    with pytest.raises(ModelError, match=said):
        pairwise(comparisons)


def test_swings_must_not_all_be_nothing() -> None:
    with pytest.raises(ModelError, match=r"swings are 0 or more, and one of them is above 0\."):
        swing_weights({"a": 0, "b": 0})
