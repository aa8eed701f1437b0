"""The same problem told differently has the same answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.model.considerations import consideration
from decision_model.model.decision_model import DecisionModel
from tests.closeness import near
from tests.properties import transform
from tests.properties.strategies import Shape, models

SUMS = Shape(combine=("sum",), risk=True)


@given(models(Shape(risk=True)))
def test_names_do_not_matter(model: DecisionModel) -> None:
    ours, theirs = solve(model), solve(transform.renamed(model))
    assert theirs.total == near(ours.total)
    assert list(theirs.contributions.values()) == [near(part) for part in ours.contributions.values()]
    assert [choice.options for choice in theirs.policy] == [
        tuple(transform.new_name(option) for option in choice.options) for choice in ours.policy
    ]


@pytest.mark.parametrize(
    "told",
    [
        transform.states_reversed,
        transform.considerations_reversed,
        transform.events_reversed,
        transform.disjoint_rules_swapped,
    ],
)
@given(model=models(Shape(risk=True)))
def test_order_does_not_matter(told: Callable[[DecisionModel], DecisionModel], model: DecisionModel) -> None:
    assert solve(told(model)).total == near(solve(model).total)


@given(models(Shape(combine=("weighted",), risk=True)), st.sampled_from([0.01, 3, 1e6]))
def test_only_the_proportions_of_weights_matter(model: DecisionModel, factor: float) -> None:
    given = {each.name: factor * float(each.weight.at({})) for each in model.walk() if each.weight is not None}
    scaled = solve(model.varied(weights=given))
    assert scaled.total == near(solve(model).total)
    assert dict(scaled.contributions) == {name: near(part) for name, part in solve(model).contributions.items()}


@given(models(SUMS), st.sampled_from([0.5, 3.0, 1_000.0]))
def test_a_sum_in_other_units_is_the_same_sum(model: DecisionModel, factor: float) -> None:
    assert solve(transform.in_other_units(model, factor)).total == near(factor * solve(model).total)


@given(models(SUMS), st.sampled_from([-250.0, 7.5]))
def test_what_is_added_everywhere_is_added_to_the_total(model: DecisionModel, amount: float) -> None:
    more = model.copied(considerations=(*model.considerations, consideration("everywhere", amount)))
    assert solve(more).total == near(solve(model).total + amount)
