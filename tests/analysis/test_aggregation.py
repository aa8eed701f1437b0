"""Totals that are not sums, against their definitions."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.errors import ModelError
from decision_model.model.aggregation import (
    interacting_parts,
    joint_worth,
    least_gain,
    multiplicative_parts,
    scaling_constant,
)
from tests.oracle.aggregated import choquet, interacting, multiplicative, shapley

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
    for total in (multiplicative([0.6, 0.8]), interacting([0.4, 0.6], {(0, 1): -0.3})):
        assert total(np.array([[0.0, 1.0], [0.0, 1.0]])) == pytest.approx([0, 1])


def test_two_that_need_each_other_and_two_that_stand_in() -> None:
    one_alone = np.array([[1.0], [0.0]])
    assert interacting([0.5, 0.5], {(0, 1): 0.6})(one_alone) == pytest.approx([0.2])
    assert interacting([0.5, 0.5], {(0, 1): -0.6})(one_alone) == pytest.approx([0.8])


def test_interactions_of_two_make_a_choquet_integral_form_is_a_choquet_integral() -> None:
    shares, strength = [0.45, 0.55], 0.3
    capacity = {
        frozenset[int](): 0.0,
        frozenset([0]): shares[0] - strength / 2,
        frozenset([1]): shares[1] - strength / 2,
        frozenset([0, 1]): 1.0,
    }
    assert interacting(shares, {(0, 1): strength})(VALUES) == pytest.approx(choquet(capacity, 2)(VALUES))


def test_shapley_shares_add_up_and_treat_equals_equally() -> None:
    total = multiplicative([0.6, 0.6, 0.6])
    values = np.array([[0.5], [0.5], [1.0]])
    shares = shapley(total, values)
    assert shares.sum(axis=0) == pytest.approx(total(values))
    assert shares[0] == pytest.approx(shares[1])


def test_shapley_of_a_sum_is_what_each_adds() -> None:
    assert shapley(interacting([0.3, 0.7], {}), VALUES) == pytest.approx(np.array([[0.3], [0.7]]) * VALUES)


@pytest.mark.parametrize("constants", [[0.99] * 8, [0.999] * 20, [0.9] * 40, [1.0, 1.0, 0.3], [0.01] * 12, [1e-6] * 3])
def test_constants_of_any_size_have_a_scaling_constant(constants: list[float]) -> None:
    """All at their best come to 1, all at their worst to 0, and half-way lies between the highest and the sum."""
    total = multiplicative(constants)
    levels = np.array([[0.0, 0.5, 1.0]] * len(constants))
    worst, middle, best = total(levels)
    assert (worst, best) == pytest.approx((0, 1), abs=1e-9)
    assert 0 < middle < 1
    for value in (0.2, 0.7):
        alone = np.zeros((len(constants), 1))
        alone[0] = value
        assert total(alone) == pytest.approx([constants[0] * value])


@pytest.mark.parametrize("away", [1e-14, -1e-13, 1e-12, 1e-11, -1e-11, 3e-10, -1e-9, 1e-7, 1e-4])
def test_constants_that_nearly_sum_to_one_lose_no_digits(away: float) -> None:
    """The total to first order in what is missing, worked out in fractions: sum k u + K sum k_i k_j u_i u_j."""
    constants, values = [0.5, 0.3, 0.2 + away], [0.9, 0.1, 0.6]
    k, u = [Fraction(each) for each in constants], [Fraction(each) for each in values]
    pairs = [(0, 1), (0, 2), (1, 2)]
    slope = (1 - sum(k)) / sum(k[i] * k[j] for i, j in pairs)
    expected = sum(a * b for a, b in zip(k, u, strict=True)) + slope * sum(k[i] * k[j] * u[i] * u[j] for i, j in pairs)
    found = multiplicative(constants)(np.array(values)[:, None])[0]
    assert found == pytest.approx(float(expected), abs=max(1e-14, 10 * away**2))


@given(st.lists(st.lists(st.floats(0.01, 1), min_size=4, max_size=4), min_size=2, max_size=6))
def test_draws_of_constants_are_each_as_if_alone(drawn: list[list[float]]) -> None:
    together = scaling_constant([np.array(each) for each in drawn])
    assert np.shape(together) == (4,)
    alone = [scaling_constant([each[draw] for each in drawn]) for draw in range(4)]
    assert np.asarray(together).tolist() == alone


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0.01, 1)), min_size=2, max_size=7))
def test_parts_of_a_product_are_its_shapley_shares(pairs: list[tuple[float, float]]) -> None:
    values, constants = np.array([[value] for value, _ in pairs]), [constant for _, constant in pairs]
    parts = multiplicative_parts(constants, values)
    assert np.array(parts) == pytest.approx(shapley(multiplicative(constants), values), abs=1e-12)
    drawn = multiplicative_parts([np.full(3, each) for each in constants], [np.tile(each, 3)[None] for each in values])
    assert np.array(drawn)[:, 0, 2] == pytest.approx(np.array(parts)[:, 0])


AMONG = ((0, 1), (1, 2), (0, 2), (0, 1, 2), (1, 2, 3), (0, 1, 2, 3))
STRENGTHS = st.lists(st.floats(-0.3, 0.3), min_size=len(AMONG), max_size=len(AMONG))


@given(st.lists(st.floats(0, 1), min_size=4, max_size=6), STRENGTHS)
def test_parts_of_a_choquet_integral_are_its_shapley_shares(column: list[float], strengths: list[float]) -> None:
    values = np.array(column)[:, None]
    shares = [1 / len(column)] * len(column)
    together = dict(zip(AMONG, strengths, strict=True))
    expected = shapley(interacting(shares, together), values)
    assert np.array(interacting_parts(shares, together, values)) == pytest.approx(expected, abs=1e-12)
    in_draws = {key: np.full(2, each) for key, each in together.items()}
    drawn = interacting_parts(shares, in_draws, np.tile(values[:, None], 2))
    assert np.array(drawn)[:, 0, 1] == pytest.approx(expected[:, 0], abs=1e-12)


def test_what_several_are_worth_together_follows_from_bernoullis_numbers() -> None:
    """1, -1/2, 1/6, 0, -1/30: the factors of Grabisch 1997."""
    assert joint_worth(2) == pytest.approx((0, -1 / 2, 0))
    assert joint_worth(3) == pytest.approx((0, 1 / 6, -1 / 6, 0))
    assert joint_worth(4) == pytest.approx((0, 0, 1 / 6, 0, 0))


@given(STRENGTHS)
def test_the_least_gain_is_the_least_of_the_capacity(strengths: list[float]) -> None:
    shares, together = [0.25] * 4, dict(zip(AMONG, strengths, strict=True))
    total = interacting(shares, together)
    for place in range(4):
        others = [other for other in range(4) if other != place]
        gains = []
        for chosen in product([0.0, 1.0], repeat=3):
            case = np.zeros((4, 1))
            case[others, 0] = chosen
            without = total(case)[0]
            case[place] = 1.0
            gains.append(total(case)[0] - without)
        assert least_gain(place, 0.25, together) == pytest.approx(min(gains), abs=1e-12)
