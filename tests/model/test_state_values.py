"""Options and outcomes that are numbers, and formulas of scores that name their steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.robustness.tornado import tornado
from decision_model.errors import ModelError
from decision_model.model import Number, Parameter, Scale, adjusted, consideration, decision, event, number
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.fingerprint import fingerprint
from decision_model.model.steps import Decision, Event
from tests.oracle import brute_force
from tests.properties.strategies import Shape, models

Draw = Callable[[Any], Any]
WIDE = Scale(-1000.0, 1000.0)
FORMULAS: dict[str, Callable[[float, float, float], float]] = {
    "k * {0} - max({1}, 1)": lambda first, second, k: k * first - max(second, 1),
    "{0} * {1} / k": lambda first, second, k: first * second / k,
    "k ^ abs({0}) + 3": lambda first, second, k: k ** abs(first) + 3,
}


def with_values(step: Decision | Event, values: Mapping[str, Number]) -> Decision | Event:
    """The step with values for its states."""
    if isinstance(step, Decision):
        return replace(step, options=tuple(replace(each, value=values[each.name]) for each in step.options))
    return replace(step, outcomes=tuple(replace(each, value=values[each.name]) for each in step.outcomes))


def present(*steps: Decision | Event) -> dict[str, list[str]]:
    """The condition that some steps arise."""
    return {step.name: list(step.state_names) for step in steps}


@st.composite
def pairs_of_models(draw: Draw, limited: bool = True) -> tuple[DecisionModel, DecisionModel]:
    """A random model with scores by formulas that name steps, and the same with a rule for every case instead."""
    base = draw(models(Shape(risk=True, limited=limited, steps=5)))
    first, second = (base.steps[draw(st.sampled_from([*base.steps]))] for _ in range(2))
    values = {step.name: {state: draw(st.integers(-4, 4)) for state in step.state_names} for step in (first, second)}
    k = draw(st.sampled_from([0.5, 2.0, 3.0]))
    written = draw(st.sampled_from([*FORMULAS]))
    formula, when = written.format(first.name, second.name), present(first, second)

    def worth(one: str, two: str) -> float:
        return FORMULAS[written](values[first.name][one], values[second.name][two], k)

    def cases() -> Iterator[tuple[dict[str, str], float]]:
        for one, two in product(first.state_names, second.state_names):
            if first is not second or one == two:
                yield {first.name: one, second.name: two}, worth(one, two)

    in_parts = draw(st.booleans())
    short = adjusted(5, [(when, formula)]) if in_parts else [(when, formula), (None, 5)]
    long = adjusted(5, [*cases()]) if in_parts else [*cases(), (None, 5)]
    scale = WIDE if base.combine == "weighted" else None
    valued = {name: {state: number(value) for state, value in each.items()} for name, each in values.items()}
    sequence = tuple(with_values(step, valued[step.name]) if step.name in valued else step for step in base.sequence)
    changes = {"parameters": {"k": Parameter("k", number(k))}, "sequence": sequence}
    return (
        base.copied(**changes, considerations=(*base.considerations, consideration("named", short, scale=scale))),
        base.copied(**changes, considerations=(*base.considerations, consideration("named", long, scale=scale))),
    )


@given(pairs_of_models())
def test_a_formula_of_steps_is_a_rule_for_every_case(pair: tuple[DecisionModel, DecisionModel]) -> None:
    short, long = pair
    solution, expanded = solve(short), solve(long)
    assert solution.total == pytest.approx(expanded.total, abs=1e-9, rel=1e-9)
    assert [(each.decision, each.history, each.options) for each in solution.policy] == [
        (each.decision, each.history, each.options) for each in expanded.policy
    ]
    assert solution.contributions == pytest.approx(expanded.contributions, abs=1e-9, rel=1e-9)


@given(pairs_of_models(limited=False))
def test_formulas_of_steps_count_as_history_by_history(pair: tuple[DecisionModel, DecisionModel]) -> None:
    assert solve(pair[0]).total == pytest.approx(brute_force.best(pair[0]).total, abs=1e-7, rel=1e-9)


@given(pairs_of_models())
def test_many_draws_count_like_one_after_another(pair: tuple[DecisionModel, DecisionModel]) -> None:
    values = [0.5, 1.0, 2.5]
    at_once = solve(pair[0].varied(parameters={"k": np.array(values)})).total
    one_by_one = [solve(pair[0].varied(parameters={"k": value})).total for value in values]
    assert np.broadcast_to(at_once, 3).tolist() == pytest.approx(one_by_one, abs=1e-9, rel=1e-9)


def newsvendor(**changes: Any) -> DecisionModel:
    """Two papers or four, for a demand of one to five."""
    demands = event("demand", {f"d{size}": size for size in (1, 3, 5)}, {"d1": 0.3, "d3": 0.4, "d5": "rest"})
    return decision_model(
        "Papers",
        [decision("order", {"two": 2, "four": 4}), demands],
        [consideration("gain", changes.pop("scores", "price * min(order, demand) - 3 * order"))],
        combine="sum",
        parameters={"price": 5},
        **changes,
    )


def test_the_values_are_numbers_of_the_model() -> None:
    model = newsvendor()
    assert solve(model.varied(choose={"order": "two"})).total == pytest.approx(5 * (0.3 + 2 * 0.7) - 6)
    assert solve(model.varied(choose={"order": "four"})).total == pytest.approx(5 * (0.3 + 1.2 + 1.2) - 12)
    addresses = ["order.two.value", "order.four.value", "demand.d1.value", "demand.d3.value", "demand.d5.value"]
    assert [address for address in model.numbers if address.endswith("value")] == addresses
    assert "gain.scores.1" not in model.numbers, "what has a value for each case is no one number"
    at_once = model.varied(numbers={"demand.d1.value": np.array([0.0, 2.0])}, choose={"order": "two"})
    assert solve(at_once).total.tolist() == pytest.approx([5 * 1.4 - 6, 5 * 2 - 6])  # type: ignore[union-attr]


def test_a_tornado_moves_values_and_what_they_are_worked_out_from() -> None:
    model = newsvendor()
    bars = {bar.number.address: bar.best for bar in tornado(model, all_numbers=True, swing=0.5).bars}
    for address in ("demand.d1.value", "order.two.value", "price"):
        base = float(model.numbers[address].number.at({}))
        moved = [solve(model.varied(numbers={address: end})).total for end in (base / 2, base * 1.5)]
        assert sorted(bars[address]) == pytest.approx(sorted(moved))


def test_a_value_may_be_a_formula_of_parameters() -> None:
    demands = event("demand", {"low": number("price / 5"), "high": number("2 * price")}, {"low": 0.5, "high": "rest"})
    model = newsvendor().copied(sequence=(newsvendor().sequence[0], demands))
    plain = newsvendor().copied(sequence=(newsvendor().sequence[0], event(
        "demand", {"low": 1.2, "high": 12}, {"low": 0.5, "high": "rest"})))  # fmt: skip
    assert solve(model.varied(parameters={"price": 6})).total == pytest.approx(
        solve(plain.varied(parameters={"price": 6})).total
    )


def test_a_start_may_name_a_step() -> None:
    short = newsvendor(scores=adjusted("2 * demand", [({"order": "two"}, "-order")]))
    assert solve(short).total == pytest.approx(2 * (0.3 + 1.2 + 1.5))
    assert solve(short.varied(choose={"order": "two"})).total == pytest.approx(6 - 2)


def test_deciding_early_keeps_the_values() -> None:
    late = newsvendor().varied(know_before={"demand": "order"})
    early = late.varied(decide_before={"order": "demand"})
    assert solve(early).total == pytest.approx(solve(newsvendor()).total)
    assert solve(late).total > solve(early).total


def test_values_count_in_the_fingerprint_and_their_absence_does_not() -> None:
    plain = decision_model("A walk", [decision("walk", ["go"])], [consideration("fun", 50)])
    assert fingerprint(plain) == "c106c9f8"
    valued = plain.copied(sequence=(decision("walk", {"go": 3}),))
    assert fingerprint(valued) != fingerprint(plain)


def refused(model: Callable[[], Any]) -> list[str]:
    with pytest.raises(ModelError) as error:
        model()
    return [problem.code for problem in error.value.problems]


def test_a_score_may_be_set_to_a_formula_of_steps_afterwards() -> None:
    model = newsvendor(scores=[({"order": "two"}, 1), (None, 2)])
    changed = model.varied(numbers={"gain.scores.1": "demand", "gain.scores.2": 0})
    assert solve(changed).total == pytest.approx(3)
    assert refused(lambda: model.varied(numbers={"gain.scores.1": "demnd"})) == ["unknown-parameter"]


def test_what_only_some_cases_have_is_looked_at_in_these() -> None:
    """A division by what is 0 in a case that the rule does not read is no mistake, and neither is one in between."""
    read = [({"demand": ["d3", "d5"]}, "12 / (demand - 1)"), (None, 0)]
    assert solve(newsvendor(scores=read)).total == pytest.approx(0.4 * 6 + 0.3 * 3)
    assert refused(lambda: newsvendor(scores="12 / (demand - 1)")) == ["division-by-zero"]
    passes = event("demand", {"low": Number(number(-1).formula, (-2.0, 2.1)), "high": 4}, {"low": 0.5, "high": "rest"})
    steps = (newsvendor().sequence[0], passes)
    assert refused(lambda: decision_model("P", steps, [consideration("g", "1 / demand")], combine="sum")) == [
        "breaks-at-end-of-range"
    ]


@pytest.mark.parametrize("worth", ["1 / 0", "unheard / 2", "order", "log(0)", 3])
def test_a_parameter_without_a_value_that_is_called_as_a_step_is_told(worth: str | float) -> None:
    order = with_values(decision("order", ["two", "four"]), {"two": number(2), "four": number(4)})
    gain = consideration("gain", [(None, "3 * order")])
    with pytest.raises(ModelError, match="may mean either" if worth == 3 else "parameters > order"):
        decision_model("Papers", [order], [gain], combine="sum", parameters={"order": worth})
