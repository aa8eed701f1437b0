"""Considerations, their scales and the value tree."""

from __future__ import annotations

import numpy as np
import pytest

from decision_model.model.considerations import Scale, adjusted, consideration
from decision_model.model.tables import RuleTable
from tests.model.examples import one_choice


@pytest.mark.parametrize(
    ("scale", "score", "value"),
    [
        (Scale(), 25, 0.25),
        (Scale(10, 30), 15, 0.25),
        (Scale(30, 10), 15, 0.75),
        (Scale(0, 10, ((0, 0), (2, 0.5), (10, 1))), 2, 0.5),
        (Scale(0, 10, ((0, 0), (2, 0.5), (10, 1))), 6, 0.75),
        (Scale(10, 0, ((10, 0), (4, 0.9), (0, 1))), 7, 0.45),
    ],
)
def test_a_score_as_a_value(scale: Scale, score: float, value: float) -> None:
    assert scale.value(score) == pytest.approx(value)
    assert scale.value(np.array([score, score])) == pytest.approx([value, value])


def test_low_and_high_in_either_direction() -> None:
    assert (Scale(30, 10).low, Scale(30, 10).high) == (10, 30)


def test_leaves_and_walk_of_a_value_tree() -> None:
    tree = consideration(
        "all", considerations=[consideration("a", 1), consideration("b", considerations=[consideration("c", 2)])]
    )
    assert [leaf.name for leaf in tree.leaves()] == ["a", "c"]
    assert [each.name for each in tree.walk()] == ["all", "a", "b", "c"]


def test_titles_come_from_names_where_there_is_no_label() -> None:
    assert consideration("allied_unity", 1).title == "allied unity"
    assert consideration("allied_unity", 1, label="Unity of the allies").title == "Unity of the allies"


def test_one_number_is_a_table_of_one_rule() -> None:
    scores = consideration("a", 5).scores
    assert isinstance(scores, RuleTable)
    assert [(rule.when.always, rule.then.at({})) for rule in scores.rules] == [(True, 5.0)]


def test_adjustments_name_what_they_read() -> None:
    assert adjusted(10, [({"a": "x"}, 1), ({"b": "y"}, 2)]).names == ("a", "b")


def test_local_weights_multiply_down_the_tree() -> None:
    model = one_choice(
        consideration("a", 1, weight=1),
        consideration("b", weight=3, considerations=[consideration("c", 1, weight=2), consideration("d", 1, weight=6)]),
    )
    assert dict(model.weights) == pytest.approx({"a": 0.25, "c": 0.1875, "d": 0.5625})


def test_weights_left_out_count_as_equal() -> None:
    model = one_choice(consideration("a", 1), consideration("b", 1))
    assert dict(model.weights) == pytest.approx({"a": 0.5, "b": 0.5})


def test_weights_that_are_all_set_to_zero_are_shared_equally() -> None:
    model = one_choice(consideration("a", 1, weight=3), consideration("b", 1)).varied(weights={"a": 0, "b": 0})
    assert dict(model.weights) == pytest.approx({"a": 0.5, "b": 0.5})


def test_weights_may_be_formulas_and_draws() -> None:
    model = one_choice(
        consideration("a", 1, weight="2 * w"), consideration("b", 1, weight=np.array([1.0, 3.0])), parameters={"w": 0.5}
    )
    assert list(model.weights["a"]) == pytest.approx([0.5, 0.25])  # type: ignore[arg-type]
    assert list(model.weights["b"]) == pytest.approx([0.5, 0.75])  # type: ignore[arg-type]


def test_a_sum_has_no_weights() -> None:
    assert dict(one_choice(consideration("a", 1), combine="sum").weights) == {}
