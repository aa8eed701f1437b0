"""The cases that rules are compared in: all that can occur, and in plain models no others."""

from __future__ import annotations

from hypothesis import given, settings

import decision_model as dm
from decision_model.courses.cases import cases, meaning
from decision_model.model.tables import condition
from tests.profiles import examples
from tests.properties.strategies import models

TEXT = """\
decision_model: 1
title: Cases
sequence:
  - {decide: go, options: {yes: Go, no: Stay}}
  - {event: rain, only_if: {go: yes}, outcomes: {wet: Wet, dry: Dry}, chance: {wet: 0.3, dry: rest}}
  - event: flood
    outcomes: {flood: Flood, none: None}
    chance: [{when: {rain: wet}, then: {flood: 0.1, none: rest}}, {otherwise: none}]
  - {decide: coat, options: {coat: Coat, none: {only_if: {rain: dry}}}}
considerations: [{name: cost, scores: [{when: {coat: coat, flood: flood}, then: 1}, {otherwise: 2}]}]
combine: sum
"""


def test_what_cannot_occur_is_left_out() -> None:
    model = dm.parse(TEXT)
    assert cases(model, ["rain", "flood"]) == [
        {"rain": "wet", "flood": "flood"}, {"rain": "wet", "flood": "none"}, {"rain": "dry", "flood": "none"},
        {"flood": "none"},
    ]  # fmt: skip
    assert {"rain": "wet", "coat": "none"} not in cases(model, ["rain", "coat"])
    assert cases(model, []) == [{}]


def test_too_many_are_not_gone_through() -> None:
    steps = "".join(f"  - {{decide: d{n}, options: {{a: A, b: B}}}}\n" for n in range(20))
    model = dm.parse(
        f"decision_model: 1\ntitle: x\ncombine: sum\nsequence:\n{steps}considerations: [{{name: a, scores: 1}}]"
    )
    assert cases(model, [f"d{n}" for n in range(20)]) == []


def test_conditions_are_compared_by_what_they_say() -> None:
    assert meaning(condition({"a": ["x", "y"], "b": "z"})) == meaning(condition({"b": ["z"], "a": ["y", "x"]}))
    assert meaning(condition([{"a": "x"}, {"b": "z"}])) == meaning(condition([{"b": "z"}, {"a": "x"}]))
    assert meaning(condition({"a": "x"})) != meaning(condition({"a": "y"}))


@settings(max_examples=examples(60))
@given(models())
def test_every_history_that_exists_is_among_them(model: dm.DecisionModel) -> None:
    """The engine's own structure is the witness."""
    every = [dict(case) for case in cases(model, model.steps)]
    for place, level in enumerate(model.structure.levels):
        for node in range(min(level.size, 20)):
            history = model.structure.history(place, node)
            before = list(model.steps)[:place]
            assert any({name: case[name] for name in before if name in case} == history for case in every)
