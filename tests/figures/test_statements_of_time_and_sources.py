"""What the analyses of chance, time and sources say: one headline in every place, and true in every case."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision_model.analysis.result import Result
from decision_model.analysis.sources.claims import claims
from decision_model.analysis.sources.numbers import numbers
from decision_model.analysis.sources.provenance import provenance
from decision_model.analysis.time.certainty import certainty
from decision_model.analysis.time.information import information
from decision_model.analysis.time.option import option
from decision_model.analysis.time.risk_profile import risk_profile
from decision_model.analysis.time.simulate import simulate
from decision_model.analysis.time.waiting import waiting
from decision_model.errors import ModelError
from decision_model.model import (
    DecisionModel,
    Number,
    consideration,
    decision,
    decision_model,
    event,
    number,
)
from decision_model.scenario import read
from decision_model.words.percent import percent
from tests.one_voice import assert_says_itself_once
from tests.properties.strategies import Shape, models

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*/*.yaml"))
CASES = sorted((Path(__file__).parents[1] / "cases").glob("*.yaml"))
ANALYSES: dict[str, Callable[[DecisionModel], Result]] = {
    "risk_profile": risk_profile,
    "risk_profile_floor": lambda model: risk_profile(model, floor=40),
    "certainty": certainty,
    "certainty_between": lambda model: certainty(model, tolerances=(5, 50)),
    "information": information,
    "waiting": waiting,
    "option": option,
    "simulate": lambda model: simulate(model, 200, chances=5),
    "claims": lambda model: claims(model, draws=60),
    "provenance": lambda model: provenance(model, draws=50),
    "numbers": numbers,
}
KEY = re.compile(r"[a-z][a-z_0-9]*(\.[^\s]+)?")


@pytest.mark.parametrize("name", ANALYSES)
@given(model=models(Shape(cases=60)), data=st.data())
def test_one_headline_everywhere_in_random_models(name: str, model: DecisionModel, data: st.DataObject) -> None:
    assume(model.decisions)
    try:
        result = ANALYSES[name](model)
    except ModelError:
        assume(False)
    assert_says_itself_once(result)


# Level options ----------------------------------------------------------------------------------------------------


def level(combine: str = "weighted") -> DecisionModel:
    """Three options that are the same in everything, and luck."""
    luck = Number(number(60).formula, range=(20, 90))
    return decision_model(
        "Level",
        [decision("way", {"a": "A", "b": "B", "c": "C"}), event("luck", ["good", "bad"], {"good": 0.4, "bad": "rest"})],
        [consideration("joy", [({"luck": "good"}, luck), (None, 10)])],
        combine=combine,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("combine", ["weighted", "sum"])
def test_options_that_are_level_everywhere_are_called_level(combine: str) -> None:
    model = level(combine)
    span = certainty(model).span
    names = "‘A’, ‘B’ and ‘C’"
    assert certainty(model).statement.headline == f"{names} are worth the same at every risk tolerance from {span}"
    headline = certainty(model, tolerances=(5, 50)).statement.headline
    assert headline == f"{names} are worth the same at every risk tolerance from 5 to 50"
    assert simulate(model, 100).statement.headline == f"{names} are level in every trial"
    assert option(model).statement.headline == "No option is worth anything that another would not bring"
    assert provenance(model, draws=20).statement.detail == f"{names} are level at the numbers of the file"


def test_a_copy_of_what_is_best_is_named_with_it() -> None:
    model = read(Path(__file__).parents[1] / "cases" / "copy_ranged.yaml")
    assert certainty(model).statement.headline.startswith(
        "‘B’ and ‘B again’ are level and best at every risk tolerance"
    )
    simulation = simulate(model, 200)
    share = percent(simulation.ordered[0].first)
    headline = f"‘B’ and ‘B again’ come first equally often, each in {share} of 200 random trials"
    assert simulation.statement.headline == headline
    detail = provenance(model, draws=20).statement.detail
    assert detail == "‘B’ and ‘B again’ are level at the numbers of the file"


def test_a_range_of_tolerances_is_all_that_is_spoken_of() -> None:
    model = read(Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml")
    switch = certainty(model).switches[0].at
    asked = certainty(model, tolerances=(switch / 2, switch * 2))
    said = assert_says_itself_once(asked)
    assert asked.statement.headline.startswith(f"Of risk tolerances from {asked.span}: ")
    assert "neutral" not in said
    below = certainty(model, tolerances=(switch / 4, switch / 2))
    assert below.statement.headline.endswith(f"at every risk tolerance from {below.span}")


# Names ------------------------------------------------------------------------------------------------------------


def awkward() -> DecisionModel:
    """Things called like the tool's own columns, and two of everything with one label."""
    yes_no = {"yes": "Yes", "no": "No"}
    return decision_model(
        "Awkward",
        [
            decision("option", yes_no, label="Same"),
            event("lowest", {"up": "Up", "down": "Down"}, {"up": 0.4, "down": "rest"}, label="Luck"),
            event("value", {"up": "Up", "down": "Down"}, {"up": 0.7, "down": "rest"}, label="Luck"),
            decision("plan", yes_no, label="Same"),
        ],
        [
            consideration(
                "mean",
                [
                    ({"option": "yes", "lowest": "up"}, Number(number(90).formula, range=(10, 90))),
                    ({"plan": "yes", "value": "up"}, 70),
                    ({"plan": "yes"}, 20),
                    (None, 50),
                ],
                weight=1,
                label="Ease",
            ),
            consideration("best", [({"option": "yes"}, 30), (None, 40)], weight=2, label="Ease"),
        ],
    )


@pytest.mark.parametrize("name", ANALYSES)
def test_a_models_names_are_no_columns_of_the_tool(name: str) -> None:
    """The titles of the tool's own columns are the same whatever the things of the model are called."""
    plain, named = (ANALYSES[name](model) for model in (awkward(), renamed()))
    own = [[column.title for column in result.columns if "." not in column.key] for result in (plain, named)]
    assert own[0] == own[1]
    assert_says_itself_once(plain)


def renamed() -> DecisionModel:
    """The same problem with names that no column has."""
    return decision_model(
        "Awkward",
        [decision("go", {"yes": "Yes", "no": "No"}), event("luck", ["up", "down"], {"up": 0.4, "down": "rest"})],
        [consideration("joy", [({"go": "yes", "luck": "up"}, Number(number(90).formula, range=(10, 90))), (None, 50)])],
    )


def test_what_has_the_same_label_is_told_apart() -> None:
    titles = [row.title for row in option(awkward()).ranked]
    assert len(set(titles)) == len(titles)
    events = [row.title for row in information(awkward()).ranked]
    assert {"Luck (lowest)", "Luck (value)"} <= set(events)
    labels = [row[1] for row in provenance(awkward(), draws=20).rows()]
    assert len(set(labels)) == len(labels)
    listed = [row[1] for row in numbers(awkward()).rows()]
    assert len(set(listed)) == len(listed)


def test_numbers_in_millions_say_so_in_every_sentence() -> None:
    model = decision_model(
        "Large",
        [decision("way", {"a": "A", "b": "B"}), event("luck", ["good", "bad"], {"good": 0.5, "bad": "rest"})],
        [consideration("gain", [({"way": "a", "luck": "good"}, 9e7), ({"way": "a"}, -2e7), (None, 3e7)])],
        combine="sum",
        unit="USD",
    )
    headline = risk_profile(model, floor=0).statement.headline
    assert headline == (
        "‘A’ brings 35 million USD on average and −20 million in the worst 10% of cases; "
        "50% of the time it ends below 0 million"
    )
    assert option(model).statement.headline == "Having ‘A’ on the table is worth most: 5,000,000 USD"
    assert information(model).statement.headline == "Knowing ‘luck’ before ‘way’ is worth up to 25 million USD"


def test_any_scenario_question_is_asked_of_something() -> None:
    assert len(SCENARIOS) > 5
    assert len(CASES) > 5


def test_a_switch_never_reads_like_the_present_value() -> None:
    """Insurance pays just above the stated chance of a fire."""
    model = decision_model(
        "Cover",
        [
            decision("cover", {"none": "No insurance", "bought": "Insured"}),
            event("fire", ["yes", "no"], {"yes": "p", "no": "rest"}),
        ],
        [consideration("cost", [({"cover": "bought"}, -60.0), ({"fire": "yes"}, -100_000), (None, 0.0)])],
        parameters={"p": number(0.00060001)},
        combine="sum",
    )
    value = option(model, {"cover": "bought"}, number="p", between=(0.0, 0.01))
    assert value.statement.headline.endswith("it pays while ‘p’ is above 0.0006")
    break_even = value.ranked[0].break_even
    assert break_even is not None
    assert [break_even.text(value) for value in (*break_even.at, 0.00060001)] == ["0.0006", "0.00060001"]
