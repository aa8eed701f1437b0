"""Messages at the command line: options by their names, the nearest names, and what is chosen when nothing is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from decision_model.analysis.robustness.cost_effect import at_odds
from decision_model.analysis.robustness.tornado import most_influential
from decision_model.analysis.robustness.two_way import two_most_influential
from decision_model.errors import Location, ModelError, Problem
from decision_model.interfaces.options import named_by_options
from decision_model.scenario import read
from tests.interfaces.conftest import SUMMIT, Ask

SCENARIOS = Path(__file__).parents[2] / "scenarios"
CONTINGENCY = Path(__file__).parents[1] / "berlin_1961" / "contingency.yaml"
DRILLING = SCENARIOS / "textbook" / "oil_wildcatter.yaml"


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("one-way --number p_come", "--number: 'p_come' is not a number of the model. Did you mean 'p_comes'? "),
        (
            "two-way --across drama --up drama.weight",
            "--up: a map needs two different numbers. Name another, or move one alone.",
        ),
        ("information --event weather", "--event: 'weather' is not an event. Known here: access, allies,"),
        ("rank --by place", "--by: 'place' is not a decision. Known here: composition, planning, site."),
        ("solve --set p_leek=0.3", "--set: 'p_leek' is not a parameter. Did you mean 'p_leak'?"),
        ("solve --weight dram=3", "--weight: 'dram' is not a consideration. Did you mean 'drama'?"),
        ("solve --perspective rome", "--perspective: 'rome' is not a perspective."),
        ("frontier --gain morale --price drama", "--gain: 'morale' is not a consideration."),
        ("certainty --between 3,1", "--between: "),
    ],
)
def test_a_refusal_names_the_option_it_is_about(command: str, message: str, ask: Ask) -> None:
    name, *options = command.split()
    said = ask(name, CONTINGENCY, *options)
    assert said.code == 1
    assert message in said.err


def test_problems_of_a_file_stand_as_they_are() -> None:
    problem = Problem(("weights", "x"), "'x' is not a consideration.", location=Location("a.yaml", 3, 1))
    with pytest.raises(ModelError) as raised, named_by_options({"--weight": ["x=3"]}):
        raise ModelError([problem])
    assert str(raised.value) == "a.yaml:3:1: weights > x: 'x' is not a consideration."


def test_an_unknown_number_is_answered_with_those_that_are_called_so(ask: Ask) -> None:
    said = ask("one-way", CONTINGENCY, "--number", "morale").err
    assert "'berlin_morale.weight'" in said
    assert said.rstrip().endswith("The question ‘numbers’ lists all 49.")


def test_what_is_suggested_can_be_asked(ask: Ask) -> None:
    """Where there are no weights none is suggested, and a suggestion is never refused in turn."""
    for file in (CONTINGENCY, DRILLING):
        for asked in (*(each.name for each in read(file).leaves), "drill", "payofs", "morale"):
            said = ask("one-way", file, "--number", asked)
            if said.code:
                for address in re.findall(r"'([\w.]+)'", said.err.split("number of the model.")[-1]):
                    assert "is not a number" not in ask("one-way", file, "--number", address).err


def test_the_numbers_are_listed_with_their_addresses(ask: Ask) -> None:
    said = ask("numbers", CONTINGENCY, columns=120).out
    for address in read(CONTINGENCY).numbers:
        assert address in said
    assert "--all" not in said


@pytest.mark.parametrize("file", [CONTINGENCY, SUMMIT, DRILLING], ids=lambda file: file.stem)
def test_without_names_the_most_influential_numbers_are_moved_and_named(file: Path, ask: Ask) -> None:
    model = read(file)
    first, second = two_most_influential(model)
    assert first == most_influential(model)[0]
    one, two = (" ".join(ask(command, file, columns=300).out.split()) for command in ("one-way", "two-way"))
    assert f"({first}) matters most. The question ‘numbers’ lists the others." in one
    assert f"({second}) matter most. The question ‘numbers’ lists the others." in two
    assert "matters most" not in ask("one-way", file, "--number", first).out


def test_without_names_the_frontier_is_of_what_is_most_at_odds(ask: Ask) -> None:
    model = read(CONTINGENCY)
    assert at_odds(model) == ("way_out", "allied_unity")
    assert at_odds(model, price="way_out") == ("firmness", "way_out")
    said = ask("frontier", CONTINGENCY, columns=300).out
    assert "(way_out) and ‘Allied unity’ (allied_unity) are most at odds in the choice." in said
    assert "Others are berlin_morale, drama" in said


def test_the_ranges_of_a_map_can_be_given(ask: Ask) -> None:
    spans = ("--across-between", "0%,30%", "--up-between", "0.6,0.7")
    said = ask("two-way", CONTINGENCY, "--across", "drama", "--up", "p_comes", *spans, "--json").out
    inside = [float(value) for value in re.findall(r'"at\.p_comes": ([\d.]+)', said)]
    assert inside
    assert all(0.6 <= value <= 0.7 for value in inside)
    assert ask("two-way", CONTINGENCY, "--across-between", "wide").code == 2


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        (["--set", "p_comes=40%"], 2),
        (["--set", "drama.scores.1=40%"], 2),
        (["--set", "risk_tolerance=40%"], 2),
        (["--set", "drama.weight=40%"], 0),
        (["--weight", "drama=\u201c40 %\u201d"], 0),
        (["--weight", "drama=\u00a040\u2009%"], 0),
    ],
)
def test_only_chances_and_weights_are_typed_in_percent(typed: list[str], code: int, ask: Ask) -> None:
    said = ask("rank", CONTINGENCY, *typed, "--json", columns=300)
    assert said.code == code
    if code:
        assert "Only chances and weights may be in percent. Write 40, or 0.4 if the whole is 1 here." in said.err
    else:
        assert said.out == ask("rank", CONTINGENCY, "--weight", "drama=40%", "--json").out


@pytest.mark.parametrize(
    "typed",
    [
        ["one-way", "--number", "p_comes", "--between", "10%,20%"],
        ["two-way", "--across", "drama", "--up", "p_comes", "--up-between", "60%,70%"],
        ["certainty", "--between", "10%,20"],
    ],
)
def test_only_ranges_of_chances_and_weights_are_typed_in_percent(typed: list[str], ask: Ask) -> None:
    said = ask(typed[0], CONTINGENCY, *typed[1:], columns=300)
    assert said.code != 0
    assert "Only chances and weights may be in percent." in said.err


CHOQUET = """decision_model: 1
title: Only together
combine: choquet
sequence:
  - {decide: go, options: {a: A, b: B}}
considerations:
  - {name: x, weight: 50, scores: [{when: {go: a}, then: 90}, {otherwise: 40}]}
  - {name: y, weight: 50, scores: [{when: {go: a}, then: 20}, {otherwise: 80}]}
"""


def test_what_an_entry_of_the_file_stands_against_is_told_at_its_line_and_what_was_typed_by_its_option(
    tmp_path: Path, ask: Ask
) -> None:
    file = tmp_path / "together.yaml"
    file.write_text(CHOQUET, "utf-8")
    for command in ("frontier", "dominance"):
        said = ask(command, file, columns=300)
        assert said.code == 1
        assert "together.yaml:3:1: combine: with 'combine: choquet'" in said.err
    assert ask("rank", file, "--by", "nowhere").err.startswith("--by: ")
