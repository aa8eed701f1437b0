"""Totals that are not sums, against their definitions."""

from __future__ import annotations

from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.errors import ModelError
from decision_model.model.aggregation import choquet, multiplicative, scaling_constant, shapley, two_additive

CONSTANTS = st.lists(st.sampled_from([0.0, 0.05, 0.2, 0.4, 0.6, 0.95]), min_size=2, max_size=5)
VALUES = np.array([[0.2, 1.0, 0.0], [0.7, 1.0, 0.5]])


@given(CONSTANTS.filter(lambda constants: sum(each > 0 for each in constants) > 1))
def test_the_scaling_constant_solves_its_equation(constants: list[float]) -> None:
    constant = scaling_constant(constants)
    assert 1 + constant == pytest.approx(prod(1 + constant * each for each in constants), rel=1e-9)
    assert constant > -1
    whole = sum(constants)
    assert np.sign(round(constant, 9)) == -np.sign(round(whole - 1, 9))


def test_scaling_constants_that_sum_to_one_add_up() -> None:
    assert scaling_constant([0.3, 0.7]) == pytest.approx(0)
    assert multiplicative([0.3, 0.7])(VALUES) == pytest.approx(0.3 * VALUES[0] + 0.7 * VALUES[1])


@pytest.mark.parametrize("constants", [[0.5], [0.5, 0.0], [1.2, 0.5], [-0.1, 0.5]])
def test_constants_without_meaning_are_refused(constants: list[float]) -> None:
    with pytest.raises(
        ModelError, match=r"^Scaling constants lie between 0 and 1, and at least two of them above 0\.$"
    ):
        scaling_constant(constants)


def test_all_best_is_one_and_all_worst_is_nothing() -> None:
    for total in (multiplicative([0.6, 0.8]), two_additive([0.4, 0.6], {(0, 1): -0.3})):
        assert total(np.array([[0.0, 1.0], [0.0, 1.0]])) == pytest.approx([0, 1])


def test_two_that_need_each_other_and_two_that_stand_in() -> None:
    one_alone = np.array([[1.0], [0.0]])
    assert two_additive([0.5, 0.5], {(0, 1): 0.6})(one_alone) == pytest.approx([0.2])
    assert two_additive([0.5, 0.5], {(0, 1): -0.6})(one_alone) == pytest.approx([0.8])


def test_the_two_additive_form_is_a_choquet_integral() -> None:
    shares, strength = [0.45, 0.55], 0.3
    capacity = {
        frozenset[int](): 0.0,
        frozenset([0]): shares[0] - strength / 2,
        frozenset([1]): shares[1] - strength / 2,
        frozenset([0, 1]): 1.0,
    }
    assert two_additive(shares, {(0, 1): strength})(VALUES) == pytest.approx(choquet(capacity, 2)(VALUES))


def test_shapley_shares_add_up_and_treat_equals_equally() -> None:
    total = multiplicative([0.6, 0.6, 0.6])
    values = np.array([[0.5], [0.5], [1.0]])
    shares = shapley(total, values)
    assert shares.sum(axis=0) == pytest.approx(total(values))
    assert shares[0] == pytest.approx(shares[1])


def test_shapley_of_a_sum_is_what_each_adds() -> None:
    assert shapley(two_additive([0.3, 0.7], {}), VALUES) == pytest.approx(np.array([[0.3], [0.7]]) * VALUES)
