"""Models and results can be pickled and copied, and equal what they were made from."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from functools import cache
from inspect import isfunction, signature
from pathlib import Path

import numpy as np
import pytest

import decision_model as dm
from decision_model.analysis.result import Result
from decision_model.model import DecisionModel

SCENARIOS = Path(__file__).parents[2] / "scenarios"
BERLIN = Path(__file__).parents[1] / "berlin_1961"
FILES = sorted(SCENARIOS.rglob("*.yaml"))


def of_one_model(name: str) -> bool:
    """Whether a public name is a question that a model alone answers."""
    asked = getattr(dm, name)
    if not (isfunction(asked) and asked.__module__.startswith("decision_model.analysis.")):
        return False
    needed = [each.name for each in signature(asked).parameters.values() if each.default is each.empty]
    return needed in (["model"], ["solved"])


OF_ONE_MODEL = [name for name in dm.__all__ if of_one_model(name)]
WAYS: dict[str, Callable[[object], object]] = {
    "pickled": lambda given: pickle.loads(pickle.dumps(given)),
    "copied": copy.deepcopy,
}


@cache
def berlin() -> DecisionModel:
    return dm.read(BERLIN / "contingency.yaml")


@cache
def answer(question: str) -> Result:
    found: Result = getattr(dm, question)(berlin())
    return found


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_model_equals_its_copies(path: Path, way: str) -> None:
    model = dm.read(path)
    found = WAYS[way](model)
    assert found == model
    assert hash(found) == hash(model)
    assert isinstance(found, DecisionModel)
    assert dm.solve(found).total == pytest.approx(dm.solve(model).total)


@pytest.mark.parametrize("way", WAYS)
def test_a_model_over_draws_equals_its_copies_and_no_other(way: str) -> None:
    name = berlin().considerations[0].name
    drawn = berlin().varied(weights={name: np.array([10.0, 20.0])})
    found = WAYS[way](drawn)
    assert found == drawn
    assert found != berlin().varied(weights={name: np.array([10.0, 21.0])})
    assert found != berlin()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("question", OF_ONE_MODEL)
def test_a_result_equals_its_copies(question: str, way: str) -> None:
    result = answer(question)
    headline = result.statement.headline
    found = WAYS[way](result)
    assert found == result
    assert isinstance(found, Result)
    assert found.statement.headline == headline
    assert result != dm.solve(berlin().copied(title="Another"))


def test_results_of_equal_models_are_equal_and_of_others_are_not() -> None:
    again = dm.read(BERLIN / "contingency.yaml")
    assert dm.simulate(again, draws=50) == dm.simulate(berlin(), draws=50)
    assert dm.simulate(again, draws=50) != dm.simulate(berlin(), draws=50, seed=1)
    assert dm.difference(berlin(), dm.read(BERLIN / "options.yaml")) == dm.difference(
        again, dm.read(BERLIN / "options.yaml")
    )


def test_a_frozen_mapping_refuses_changes() -> None:
    for change in (
        lambda given: given.update(a=1),
        lambda given: given.pop("a", None),
        lambda given: given.__setitem__("a", 1),
    ):
        with pytest.raises(TypeError, match=r"^this mapping is frozen; make another with the changes$"):
            change(berlin().parameters)
