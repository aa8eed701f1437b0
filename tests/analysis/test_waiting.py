"""What deciding later is worth, from both sides, and where it stops paying."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.time.information import information
from decision_model.analysis.time.waiting import waiting
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Option, WhatIf, consideration, decision, decision_model, event
from decision_model.model.numbers import Number, frozen, number
from decision_model.model.tables import condition
from tests.properties.strategies import Shape, models


def harvest(delay: float = 1.0, p_rain: float = 0.4) -> DecisionModel:
    """Mow today, or see first whether it rains; a late start costs something."""
    return decision_model(
        "Hay",
        [
            event("rain", ["yes", "no"], {"yes": "p_rain", "no": "rest"}, label="Rain"),
            decision("mow", {"yes": "Mow", "no": "Leave it"}, label="Mowing"),
        ],
        [
            consideration("hay", [({"mow": "yes", "rain": "yes"}, -6), ({"mow": "yes"}, 10), (None, 0)]),
            consideration("delay", [({"mow": "yes"}, "-delay"), (None, 0)]),
        ],
        combine="sum",
        unit="shillings",
        parameters={"delay": number_between(delay, 0, 8), "p_rain": number_between(p_rain, 0, 1)},
    )


def number_between(value: float, low: float, high: float) -> Number:
    return replace(number(value), range=(low, high))


def test_waiting_is_worth_the_choice_it_allows() -> None:
    """Late: 0.6 (10 - 1) = 5.4. Early: 0.6 * 10 - 0.4 * 6 - 1 = 2.6."""
    found = waiting(harvest()).waited[0]
    assert (found.decisions, found.until, found.chance) == (("mow",), "rain", pytest.approx(1))
    assert found.value == pytest.approx(5.4 - 2.6)
    assert found.early_total == pytest.approx(2.6)
    assert found.early_plan == ("Mowing (decided early): Mow.",)


def test_where_waiting_stops_paying_is_exact() -> None:
    """Without delay early mowing brings 3.6; late mowing 0.6 (10 - d), so it pays while d < 4."""
    result = waiting(harvest(), early={"delay": 0}, number="delay")
    ends = result.waited[0].break_even
    assert ends is not None
    assert ends.at == pytest.approx((4.0,), abs=1e-12)
    assert ends.pays == ((0.0, pytest.approx(4.0)),)
    assert result.statement.headline == (
        "Deciding on ‘Mowing’ as things turn out, not before ‘Rain’, is worth 1.8 shillings; "
        "waiting pays while ‘delay’ is below 4"
    )


def test_a_what_if_can_say_what_deciding_early_means() -> None:
    early = WhatIf("at_once", decide_before=frozen({"mow": "rain"}), parameters=frozen({"delay": number(0)}))
    model = harvest().copied(what_ifs=frozen({"at_once": early}))
    asked = waiting(model, what_if="at_once", number="delay").waited[0]
    assert asked.value == pytest.approx(waiting(harvest(), early={"delay": 0}).waited[0].value)
    assert asked.break_even is not None
    assert asked.break_even.at == pytest.approx((4.0,))


def test_at_a_break_even_both_are_level() -> None:
    ends = waiting(harvest(), early={"delay": 0}, number="p_rain").waited[0].break_even
    assert ends is not None
    assert len(ends.at) == 2
    for p in ends.at:
        late = solve(harvest(p_rain=p)).total
        early = solve(harvest(p_rain=p).varied(parameters={"delay": 0}, decide_before={"mow": "rain"})).total
        assert late == pytest.approx(early, abs=1e-9)
    inside = [low < 0.4 < high for low, high in ends.pays]
    assert inside == [True]
    assert ends.sentence.startswith("while ‘p rain’ is between ")


def test_the_curve_to_draw_is_what_solving_gives() -> None:
    ends = waiting(harvest(), number="delay").waited[0].break_even
    assert ends is not None
    place = int(np.argmin(abs(ends.values - 2)))
    assert ends.values[place] == pytest.approx(2)
    assert ends.gains[place] == pytest.approx(waiting(harvest(delay=2)).waited[0].value)


def test_waiting_and_information_are_one_number_from_two_sides() -> None:
    early = harvest().copied(sequence=tuple(harvest().steps[name] for name in ("mow", "rain")))
    told = information(early, ["rain"], "mow").ranked[0].value
    assert waiting(harvest(), ["mow"], "rain").waited[0].value == pytest.approx(told)


@given(models(Shape(risk=True)))
def test_waiting_without_a_cost_is_never_worth_less_than_nothing(model: DecisionModel) -> None:
    result = waiting(model)
    assert all(each.value >= -1e-8 for each in result.waited)
    for each in result.waited:
        assert each.early_total == pytest.approx(result.base - (1 if model.better == "higher" else -1) * each.value)
        assert 0 <= each.chance <= 1


@given(models(Shape(cases=150)))
def test_committing_to_more_never_helps(model: DecisionModel) -> None:
    waited = waiting(model).waited
    assume(len(waited) > 1)
    together, *single = waited
    for each in single:
        if each.until == together.until:
            assert each.value <= together.value + 1e-8


def test_no_early_commitment_to_what_a_step_that_may_not_arise_would_offer() -> None:
    """The talks come about in half of the cases; without them no treaty can be signed, however early that was meant."""
    model = decision_model(
        "Talks",
        [
            decision("invitation", ["accepted"]),
            event("rain", ["dry", "wet"], {"dry": 0.5, "wet": 0.5}),
            decision("talks", ["held"], only_if={"rain": "dry"}),
            decision("paper", [Option("none"), Option("treaty", only_if=condition({"talks": "held"}))]),
        ],
        [consideration("gain", [({"paper": "treaty"}, 80), (None, 10)])],
        combine="sum",
    )
    assert solve(model).total == pytest.approx(0.5 * 80 + 0.5 * 10)
    early = model.varied(decide_before={"talks": "rain", "paper": "rain"})
    assert solve(early).total == pytest.approx(10)


def test_when_nothing_is_learned_waiting_gains_nothing() -> None:
    result = waiting(harvest(p_rain=0.0))
    assert result.waited[0].value == pytest.approx(0)
    assert result.statement.headline == "Deciding on ‘Mowing’ as things turn out, not before ‘Rain’, gains nothing"
    assert "worth waiting for" not in " ".join(result.statement.sentences)


def test_a_cost_of_delay_can_outweigh_it() -> None:
    result = waiting(harvest(delay=6), early={"delay": 0})
    assert result.waited[0].value == pytest.approx(0.6 * 4 - 3.6)
    costs = "Deciding on ‘Mowing’ as things turn out, not before ‘Rain’, costs 1.2 shillings"
    assert result.statement.headline == costs
    assert "worth waiting for" not in " ".join(result.statement.sentences)


def test_what_is_decided_first_cannot_be_decided_earlier() -> None:
    model = harvest().copied(sequence=tuple(harvest().steps[name] for name in ("mow", "rain")))
    assert waiting(model).waited == ()
    assert waiting(model).statement.headline == "No decision can be taken earlier than it is"
    with pytest.raises(ModelError, match="nothing becomes known before 'mow', so it cannot be decided earlier"):
        waiting(model, ["mow"])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"decisions": ["mov"]}, "decisions: 'mov' is not a decision. Did you mean 'mow'?"),
        ({"until": "ran"}, "until: 'ran' is not a step. Did you mean 'rain'?"),
        (
            {"decisions": ["mow"], "until": "mow"},
            "decide_before > mow: 'mow' already stands above 'mow'. Name a step that stands above it.",
        ),
        ({"what_if": "soon"}, "what_if: 'soon' is not a what-if."),
        (
            {"number": "delays"},
            "numbers > delays: 'delays' is not a number of the model. "
            "Did you mean 'delay', 'delay.scores.2' or 'delay.scores.1'? The question ‘numbers’ lists all 8.",
        ),
    ],
)
def test_what_cannot_be_asked(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError) as raised:
        waiting(harvest(), **asked)
    assert str(raised.value) == message


def test_a_what_if_that_decides_nothing_early_is_refused() -> None:
    model = harvest().copied(what_ifs=frozen({"wet": WhatIf("wet", parameters=frozen({"p_rain": number(0.9)}))}))
    with pytest.raises(
        ModelError, match=r"^what_if > wet: the what-if 'wet' decides nothing earlier\. Give it a 'decide_b"
    ):
        waiting(model, what_if="wet")


def twice() -> DecisionModel:
    """Two decisions below an event, and what-ifs that take one of them or both early."""
    model = harvest()
    carting = decision("cart", ["yes", "no"])
    early = {"mowing": {"mow": "rain"}, "both": {"mow": "rain", "cart": "rain"}, "after": {"cart": "mow"}}
    what_ifs = {name: WhatIf(name, decide_before=frozen(before)) for name, before in early.items()}
    return model.copied(sequence=(*model.sequence, carting), what_ifs=frozen(what_ifs))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (
            {"decisions": ["mow"], "what_if": "both"},
            "decisions: the what-if 'both' takes 'mow' and 'cart' early, not 'mow'. "
            "Leave the decisions out, or name another what-if.",
        ),
        (
            {"decisions": ["mow", "cart"], "what_if": "mowing"},
            "decisions: the what-if 'mowing' takes 'mow' early, not 'mow' and 'cart'. "
            "Leave the decisions out, or name another what-if.",
        ),
        (
            {"decisions": ["cart"], "what_if": "mowing"},
            "decisions: the what-if 'mowing' takes 'mow' early, not 'cart'. "
            "Leave the decisions out, or name another what-if.",
        ),
        (
            {"until": "rain", "what_if": "after"},
            "until: the what-if 'after' decides before 'mow', not 'rain'. Leave the step out, or name another what-if.",
        ),
        ({"decisions": ["mov"], "what_if": "mowing"}, "decisions: 'mov' is not a decision. Did you mean 'mow'?"),
    ],
)
def test_a_what_if_answers_for_its_own_decisions_alone(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ModelError) as raised:
        waiting(twice(), **asked)
    assert str(raised.value) == message


def test_a_what_if_may_be_asked_for_with_its_own_decisions() -> None:
    model = twice()
    assert waiting(model, ["cart", "mow"], "rain", what_if="both").waited[0].decisions == ("mow", "cart")
    assert waiting(model, ["mow"], what_if="mowing").waited == waiting(model, what_if="mowing").waited


def test_it_says_what_waiting_is_compared_with_and_what_it_waits_for() -> None:
    assert waiting(harvest()).statement.sentences[1:] == (
        "Decided before ‘Rain’, the best plan reaches 2.6 shillings, with Mowing: Mow.",
        "What is worth waiting for is ‘Rain’.",
    )


def test_of_several_events_the_one_that_changes_the_choice_is_awaited() -> None:
    """A market day that matters for nothing stands on either side of the rain."""
    for order in (["fair", "rain", "mow"], ["rain", "fair", "mow"]):
        fair = event("fair", ["yes", "no"], {"yes": 0.5, "no": "rest"})
        steps = {**harvest().steps, "fair": fair}
        model = harvest().copied(sequence=tuple(steps[name] for name in order))
        [found] = waiting(model, ["mow"]).waited
        assert (found.until, found.awaited) == (order[0], "rain")
