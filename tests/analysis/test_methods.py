"""Methods of other schools against a published table, another program and what must hold of each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import decision_model as dm
from decision_model.analysis.views.methods import METHODS, promethee, topsis, vikor, weighted_sum
from decision_model.errors import ModelError

TABLES = st.integers(2, 6).flatmap(
    lambda options: st.integers(1, 4).flatmap(
        lambda count: st.tuples(
            st.lists(st.lists(st.integers(0, 100), min_size=count, max_size=count), min_size=options, max_size=options),
            st.lists(st.integers(1, 9), min_size=count, max_size=count),
        )
    )
)


def arrays(drawn: tuple[list[list[int]], list[int]]) -> tuple[np.ndarray, np.ndarray]:
    values, points = np.array(drawn[0], dtype=float), np.array(drawn[1], dtype=float)
    return values, points / points.sum()


def test_the_mountain_climbers_of_the_paper_on_vikor() -> None:
    """Opricovic & Tzeng 2004: risk 1, 2 or 5 and altitude 3,000, 3,750 or 4,500, equal weights: the second is best."""
    risk, altitude = np.array([1.0, 2.0, 5.0]), np.array([3_000.0, 3_750.0, 4_500.0])
    values = np.column_stack([(5 - risk) / 4 * 100, (altitude - 3_000) / 1_500 * 100])
    assert vikor(values, np.array([0.5, 0.5])) == pytest.approx([1.0, 0.0, 1.0])


def test_the_fighter_aircraft_of_the_book_on_topsis() -> None:
    """Hwang & Yoon 1981: speed, range, payload, cost (less is better), reliability and manoeuvrability of four."""
    values = np.array(
        [
            [2.0, 1_500, 20_000, -5.5, 5, 9],
            [2.5, 2_700, 18_000, -6.5, 3, 5],
            [1.8, 2_000, 21_000, -4.5, 7, 7],
            [2.2, 1_800, 20_000, -5.0, 5, 5],
        ]
    )
    weights = np.array([0.2, 0.1, 0.1, 0.1, 0.2, 0.3])
    assert topsis(values, weights) == pytest.approx([0.643, 0.268, 0.613, 0.312], abs=6e-4)


@pytest.mark.filterwarnings("ignore:Alternatives with indices:UserWarning")
@given(TABLES)
def test_values_are_those_of_another_program(drawn: tuple[list[list[int]], list[int]]) -> None:
    library = pytest.importorskip("pymcdm.methods")
    normalizations = pytest.importorskip("pymcdm.normalizations")
    values, weights = arrays(drawn)
    values = values + np.arange(len(values))[:, None] / 7  # its scales have no width where all are level
    more = np.ones(len(weights))
    theirs = library.TOPSIS(normalizations.vector_normalization)(values, weights, more)
    assert topsis(values, weights) == pytest.approx(theirs)
    assert promethee(values, weights) == pytest.approx(library.PROMETHEE_II("usual")(values, weights, more))
    assert weighted_sum(values, weights) == pytest.approx(values @ weights)


@given(TABLES)
def test_what_is_best_on_everything_comes_first_by_every_method(drawn: tuple[list[list[int]], list[int]]) -> None:
    values, weights = arrays(drawn)
    values = np.vstack([values, values.max(axis=0) + 1])
    for method in METHODS:
        assert method.ranks(values, weights)[-1] == 1


@given(TABLES)
def test_the_order_of_the_options_does_not_matter(drawn: tuple[list[list[int]], list[int]]) -> None:
    values, weights = arrays(drawn)
    for method in METHODS:
        assert method.ranks(values[::-1], weights).tolist() == method.ranks(values, weights)[::-1].tolist()


CHOICE = """
decision_model: 1
title: Three ways
sequence:
  - {decide: go, options: {a: A, b: B, c: C}}
considerations:
  - {name: speed, scores: [{when: {go: a}, then: 100}, {when: {go: b}, then: 60}, {otherwise: 0}], weight: 50}
  - {name: cost, scores: [{when: {go: a}, then: 0}, {when: {go: b}, then: 45}, {otherwise: 100}], weight: 50}
"""


def test_who_comes_first_by_each_method_is_said_with_what_it_looks_at() -> None:
    result = dm.methods(dm.parse(CHOICE))
    assert result.first["Weighted sum"] == ("B",)
    assert result.first["VIKOR"] == ("B",)
    assert result.first["PROMETHEE"] == ("A", "B", "C")
    assert "‘B’" in result.statement.headline
    assert any("counts on which considerations" in reason for reason in result.statement.reasons)
    assert len(next(iter(result.rows()))) == len(result.columns)


def test_rank_reversal_is_found_where_there_is_one_and_the_weighted_sum_never_has_any() -> None:
    rng = np.random.default_rng(5)
    kinds = set()
    for _ in range(60):
        scores = rng.integers(0, 101, (4, 3)).tolist()
        considerations = [
            dm.consideration(f"c{k}", [({"go": f"o{o}"}, float(row[k])) for o, row in enumerate(scores)], weight=1 + k)
            for k in range(3)
        ]
        model = dm.decision_model("Any", [dm.decision("go", [f"o{o}" for o in range(4)])], considerations)
        kinds |= {reversal.method for reversal in dm.methods(model).reversals}
    assert "Weighted sum" not in kinds
    assert kinds


def test_sums_have_no_weights_to_put_through_them() -> None:
    model = dm.decision_model(
        "Sum",
        [dm.decision("go", ["a", "b"])],
        [dm.consideration("c", [({"go": "a"}, 1.0), (None, 2.0)])],
        combine="sum",
    )
    with pytest.raises(ModelError, match="no weights that share a whole"):
        dm.methods(model)


def test_where_less_is_better_every_method_looks_for_less() -> None:
    """All methods put the same option first as with all scores turned round on a scale where more is better."""
    rng = np.random.default_rng(7)
    for _ in range(20):
        scores = rng.integers(0, 101, (4, 3)).astype(float)

        def model(values: np.ndarray, better: str) -> dm.DecisionModel:
            considerations = [
                dm.consideration(
                    f"c{k}", [({"go": f"o{o}"}, float(row[k])) for o, row in enumerate(values)], weight=1 + k
                )
                for k in range(3)
            ]
            steps = [dm.decision("go", [f"o{o}" for o in range(4)])]
            return dm.decision_model("Any", steps, considerations, better=better)

        less, more = dm.methods(model(scores, "lower")), dm.methods(model(100 - scores, "higher"))
        for method in ("Weighted sum", "VIKOR", "PROMETHEE"):
            assert less.first[method] == more.first[method], method
        best = dm.rank(model(scores, "lower")).ranked[0].title
        assert best in less.first["Weighted sum"]
