"""A model written as YAML reads back equal, and reads well."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from decision_model.errors import ModelError
from decision_model.model.considerations import adjusted, consideration
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.numbers import frozen
from decision_model.model.steps import decision, event
from decision_model.scenario import parse, read, schema, write
from decision_model.scenario.emitter import scalar
from decision_model.scenario.loader import load
from tests.scenario.strategies import TEXTS, dressed

SCENARIOS = sorted((Path(__file__).parents[2] / "scenarios").glob("*/*.yaml"))
VALIDATOR = Draft7Validator(schema())


@given(dressed())
def test_write_then_read_gives_an_equal_model(model: DecisionModel) -> None:
    written = write(model)
    assert parse(written, model.name) == model
    assert list(VALIDATOR.iter_errors(load(written, "test")[0].plain())) == []


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_scenarios_survive_writing(path: Path) -> None:
    model = read(path)
    written = write(model)
    again = parse(written, model.name)
    assert again == model
    assert write(again) == written


@given(st.one_of(TEXTS, st.text()))
def test_any_text_survives(text: str) -> None:
    for written in (f"key: {scalar(text)}", f"key: {{inner: {scalar(text, True)}}}"):
        node, problems = load(written, "test")
        assert not problems
        assert node.plain()["key"] in (text, {"inner": text})
        assert yaml.safe_load(written) is not None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_survives(value: float) -> None:
    assert load(f"key: {scalar(value)}", "test")[0].plain() == {"key": value}


def test_it_reads_well() -> None:
    model = decision_model(
        "Where to meet",
        [
            decision("site", {"berlin": "Berlin", "elsewhere": "Elsewhere"}, label="Where they meet"),
            event(
                "allies",
                ["accept", "object"],
                [({"site": "berlin"}, {"object": "p_object", "accept": "rest"}), (None, "accept")],
                note="A long remark, with a comma, that is " + "folded over several lines because it is " * 3 + "long.",
            ),
        ],
        [
            consideration("unity", [({"allies": "object"}, 20), (None, 80)], weight=30),
            consideration("morale", adjusted(60, [({"site": "berlin"}, -10)]), scale=(0.0, 80.0)),
        ],
        parameters={"p_object": 0.7},
    )
    assert write(model) == EXPECTED


EXPECTED = """\
decision_model: 1
title: Where to meet

parameters:
  p_object: 0.7

sequence:
  - decide: site
    label: Where they meet
    options: {berlin: Berlin, elsewhere: Elsewhere}

  - event: allies
    note: >-
      A long remark, with a comma, that is folded over several lines because it is folded over several lines
      because it is folded over several lines because it is long.
    outcomes: {accept: "", object: ""}
    chance:
      - when: {site: berlin}
        then: {object: p_object, accept: rest}
      - otherwise: accept

considerations:
  - name: unity
    weight: 30
    scores:
      - when: {allies: object}
        then: 20
      - otherwise: 80

  - name: morale
    scale: {worst: 0, best: 80}
    scores:
      start: 60
      adjust:
        - when: {site: berlin}
          by: -10
"""


def test_choices_that_were_made_outside_the_file_cannot_be_written() -> None:
    model = decision_model("A problem", [decision("site", ["here", "there"])], [consideration("unity", 50)])
    for change in ({"forced": frozen({"site": "here"})}, {"withheld": frozen({"site": ("there",)})}):
        with pytest.raises(
            ModelError, match="forced or withheld options cannot be written; state them under 'what_ifs'"
        ):
            write(model.copied(**change))
