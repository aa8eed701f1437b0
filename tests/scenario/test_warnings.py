"""What `check` lets pass and warns of."""

from __future__ import annotations

from pathlib import Path

import pytest

from decision_model.analysis.time.option import option
from decision_model.scenario import read
from decision_model.scenario.builder import inspect

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").rglob("*.yaml"))
GAMBLE = """decision_model: 1
title: A bet
combine: sum
parameters:
  prize: {value: 10, range: [8, 12]}
sequence:
  - {decide: go, options: {bet: Bet, stay: Stay}}
  - {event: coin, only_if: {go: bet}, outcomes: {heads: Heads, tails: Tails}, chance: {heads: 0.5, tails: rest}}
considerations:
  - {name: money, scores: [{when: {coin: heads}, then: prize}, {when: {coin: tails}, then: -6}, {otherwise: 0}]}
what_ifs:
  inside: {label: A good prize, parameters: {prize: 12}}
  beyond: {label: A great prize, parameters: {prize: 20}}
"""


@pytest.fixture
def gamble(tmp_path: Path) -> Path:
    file = tmp_path / "gamble.yaml"
    file.write_text(GAMBLE, encoding="utf-8")
    return file


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_nothing_of_ours_has_to_be_warned_of(file: Path) -> None:
    assert inspect(file)[1] == ()


def test_a_what_if_beyond_the_range_of_its_parameter_is_warned_of_at_its_line(gamble: Path) -> None:
    (warning,) = inspect(gamble)[1]
    assert warning.code == "beyond-range"
    assert warning.location is not None
    assert warning.location.line == 13
    assert "20 lies beyond the range of the parameter, 8 to 12" in warning.message


def test_a_break_even_beyond_the_range_is_told_as_beyond_it(gamble: Path) -> None:
    """A prize of 6 makes the bet worth nothing; the file thinks 8 the least."""
    found = option(read(gamble), {"go": "bet"}, number="prize").ranked[0].break_even
    assert found is not None
    assert found.at == ()
    assert found.beyond == pytest.approx(6)
    assert found.sentence == "for every value of ‘prize’ from 8 to 12, and stops beyond that range, at 6"


def test_nothing_is_looked_for_beyond_a_range_that_was_asked_for(gamble: Path) -> None:
    found = option(read(gamble), {"go": "bet"}, number="prize", between=(8, 12)).ranked[0].break_even
    assert found is not None
    assert found.beyond is None
    assert found.sentence == "for every value of ‘prize’ from 8 to 12"
