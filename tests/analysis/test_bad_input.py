"""What is asked of an analysis and makes no sense: each refusal names the cause and the way out, word for word."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from decision_model.analysis.robustness.acceptability import acceptability
from decision_model.analysis.robustness.flip import flip
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.robustness.winners import winners
from decision_model.analysis.time.information import information
from decision_model.analysis.views.compare import compare
from decision_model.analysis.views.regret import regret
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, consideration, decision, decision_model, event
from tests.analysis.small import rain, ranged
from tests.analysis.test_admissible import table

Ask = Callable[[], Any]


def journey(chance_of_rain: Any) -> DecisionModel:
    """Go by road or by sea; the weather may depend on it."""
    return decision_model(
        "A journey",
        [decision("way", ["road", "sea"]), event("weather", ["rain", "sun"], chance_of_rain)],
        [consideration("joy", [({"way": "sea", "weather": "sun"}, 1), (None, 0.5)])],
        combine="sum",
    )


def influenced() -> DecisionModel:
    """More rain at sea."""
    return journey([({"way": "sea"}, {"rain": 0.5, "sun": "rest"}), (None, {"rain": 0.2, "sun": "rest"})])


def contradicting() -> DecisionModel:
    """No weights can have A at most at a tenth, B at least at half, and A ahead of B."""
    return table([ranged(1, 0, 1), ranged(6, 5, 7), ranged(3, 0, 9)])


NOBODY = "weights > jy: 'jy' is not a consideration. Did you mean 'joy'?"
EMPTY = (
    "weights: no weights fit all of this: A weighs at least as much as B; A weighs 0% to 10%; B weighs 50% to 70%. "
    "Widen a range or drop a statement."
)
SPLIT = "Ask about a later decision, or split off the part that does not depend on it as an event of its own."

REFUSED: dict[str, tuple[Ask, str]] = {
    "a weight for an unknown consideration": (lambda: rain().varied(weights={"jy": 3}), NOBODY),
    "a weight for an unknown consideration, compared": (lambda: compare(rain(), weights={"jy": 3}), NOBODY),
    "a range outside 0..1 for a chance": (
        lambda: one_way(journey({"rain": 0.3, "sun": "rest"}), "weather.chance.1.rain", (0.1, 1.2)),
        "weather.chance.1.rain > range: the range 0.1 to 1.2 goes too far: a chance stays between 0 and 1 here. "
        "Narrow the range.",
    ),
    "a range outside 0..1 for a number that is a chance": (
        lambda: one_way(rain(), "p_rain", (0.1, 1.2)),
        "p_rain > range: at 1.2 the model makes no sense: sequence > weather > chance > 1 > rain: the chance is 1.2; "
        "chances lie between 0 and 1. Change the number. Narrow the range.",
    ),
    "no admissible weights, for acceptability": (lambda: acceptability(contradicting(), order=["a", "b"]), EMPTY),
    "no admissible weights, for flips": (lambda: flip(contradicting(), order=["a", "b"]), EMPTY),
    "no admissible weights, for winners": (lambda: winners(contradicting(), order=["a", "b"]), EMPTY),
    "information on an event that depends on the decision": (
        lambda: information(influenced(), ["weather"], "way"),
        f"events > weather: ‘weather’ depends on the decision ‘way’, so it cannot be known before ‘way’. {SPLIT}",
    ),
    "information on an event that depends on the only decision": (
        lambda: information(influenced(), ["weather"]),
        "events > weather: ‘weather’ depends on the decision ‘way’, and nothing is decided between that and the event. "
        + SPLIT,
    ),
    "knowing an event before the decision it depends on": (
        lambda: influenced().varied(know_before={"weather": "way"}),
        "sequence > weather: it depends on the decision 'way', which is taken only later. Move 'weather' below 'way'.",
    ),
    "regret over an event that depends on the decision": (
        lambda: regret(influenced(), "weather"),
        "over > weather: its chances depend on the decision 'way', so how it turns out is no state of the world. "
        "Name an event that no decision influences.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_makes_no_sense_is_refused(case: str) -> None:
    ask, message = REFUSED[case]
    with pytest.raises(ModelError) as refused:
        ask()
    assert str(refused.value) == message


def test_an_event_that_cannot_be_known_is_left_out_of_the_list_with_the_reason() -> None:
    found = information(influenced())
    assert found.ranked == ()
    assert [(each.event, each.reason) for each in found.excluded] == [
        (
            "weather",
            "‘weather’ depends on the decision ‘way’, and nothing is decided between that and the event.",
        )
    ]


def test_a_stated_range_that_leaves_0_to_1_is_refused_where_it_is_stated() -> None:
    said = r"> rain > range: the range 0\.1 to 1\.2 leaves 0 to 1, where chances lie\. Narrow the range\."
    with pytest.raises(ModelError, match=said):
        journey({"rain": ranged(0.3, 0.1, 1.2), "sun": "rest"})
