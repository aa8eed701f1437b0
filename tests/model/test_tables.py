"""Conditions and rule tables, and how short ways of writing them become the model's own types."""

from __future__ import annotations

import pytest

from decision_model.model.numbers import Citation, number
from decision_model.model.tables import ALWAYS, Chance, Condition, Rule, RuleTable, chance, condition, rules


@pytest.mark.parametrize(
    ("given", "history", "holds"),
    [
        (None, {}, True),
        ({}, {"site": "berlin"}, True),
        ([], {}, True),
        ({"site": "berlin"}, {"site": "berlin", "when": "now"}, True),
        ({"site": "berlin"}, {"site": "paris"}, False),
        ({"site": "berlin"}, {}, False),
        ({"site": ["berlin", "paris"]}, {"site": "paris"}, True),
        ({"site": "berlin", "when": "now"}, {"site": "berlin"}, False),
        ([{"site": "berlin"}, {"when": "now"}], {"when": "now"}, True),
        ([{"site": "berlin"}, {"when": "now"}], {"when": "later", "site": "paris"}, False),
    ],
)
def test_holds_when_all_names_of_any_alternative_match(given: object, history: dict[str, str], holds: bool) -> None:
    assert condition(given).holds(history) is holds  # type: ignore[arg-type]


def test_names_are_listed_once_in_order() -> None:
    assert condition([{"b": "x", "a": "y"}, {"a": "z"}]).names == ("b", "a")


def test_always_is_a_condition_without_names() -> None:
    assert ALWAYS.always
    assert condition([{"a": "x"}, {}]).always
    assert not condition({"a": "x"}).always


def test_a_condition_under_other_names() -> None:
    assert condition({"a": "x", "b": "y"}).renamed({"a": "c"}) == condition({"c": "x", "b": "y"})


def test_a_condition_stays_itself() -> None:
    given = condition({"a": ["x"]})
    assert condition(given) is given
    assert given == Condition(({"a": ("x",)},))


def test_a_bare_outcome_is_certain() -> None:
    certain = chance("blocked")
    assert certain.outcomes == ("blocked",)
    assert certain.numbers["blocked"].at({}) == 1


def test_the_rest_is_named_last() -> None:
    given = chance({"open": "rest", "blocked": "p / 2"})
    assert given == Chance({"blocked": number("p / 2")}, "open")
    assert given.outcomes == ("blocked", "open")


def test_rules_from_pairs_and_rules() -> None:
    built = rules([Rule({"a": "x"}, 1, "why", "memo S1"), (None, 2)], number)  # type: ignore[arg-type]
    assert built == (
        Rule(condition({"a": "x"}), number(1), "why", (Citation("memo", "S1"),)),
        Rule(ALWAYS, number(2)),
    )
    assert RuleTable(built).names == ("a",)
