"""Diagrams written and read again: the same in meaning, to us and to pyAgrum."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings

import decision_model as dm
from decision_model.analysis.choice.solve import solve
from decision_model.errors import ModelError
from decision_model.interchange.draft import ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import ExportChoices, writer
from decision_model.interchange.imported import import_files
from decision_model.model.decision_model import DecisionModel
from tests.closeness import near
from tests.oracle.diagram_files import bifxml_total, xdsl_total
from tests.profiles import examples
from tests.properties.strategies import Shape, models

SCENARIOS = sorted((Path(__file__).parents[3] / "scenarios").rglob("*.yaml"))
OURS_BY_AGRUM = {"xdsl": xdsl_total, "bifxml": bifxml_total}


def reason(model: DecisionModel) -> str:
    """Why no diagram can hold it; nothing where one can."""
    if not model.total_rule.adds_up:
        return "no sum"
    if any(step.knows is not None for step in model.decisions):
        return "nothing is forgotten"
    return "" if model.risk_tolerance is None else "risk tolerance"


def content(model: DecisionModel, name: str) -> bytes:
    return writer(name).write(model, ExportChoices()).content


def again(model: DecisionModel, name: str) -> DecisionModel:
    """The model that comes back from a file of a format."""
    return import_files([ForeignFile(f"again.{name}", content(model, name))], ImportChoices()).model


def gain(model: DecisionModel) -> float:
    """The best expected total, where more is better."""
    return solve(model).expected_total * (-1 if model.better == "lower" else 1)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", OURS_BY_AGRUM)
def test_scenarios_come_back_equal_in_meaning(path: Path, name: str, tmp_path: Path) -> None:
    model = dm.read(path)
    if reason(model):
        with pytest.raises(ModelError, match=reason(model)):
            content(model, name)
        return
    back = again(model, name)
    assert gain(back) == near(gain(model))
    assert content(model, name) == content(model, name)
    first = model.sequence[0]
    if first in model.decisions:
        assert back.sequence[0].state_names == first.state_names
        for option in first.state_names:
            forced = {first.name: option}
            assert gain(back.varied(choose=forced)) == near(gain(model.varied(choose=forced)))
    if model.decisions:
        file = tmp_path / f"again.{name}"
        file.write_bytes(content(model, name))
        assert OURS_BY_AGRUM[name](file) == near(gain(model))


@pytest.mark.parametrize("name", OURS_BY_AGRUM)
@settings(max_examples=examples(60))
@given(models(Shape(cases=60, beyond=True)))
def test_random_models_come_back_equal_in_meaning(name: str, model: DecisionModel) -> None:
    assert gain(again(model, name)) == near(gain(model))


@pytest.mark.parametrize("name", OURS_BY_AGRUM)
@settings(max_examples=examples(40))
@given(models(Shape(steps=4, cases=40, beyond=True)))
def test_random_models_are_the_same_to_agrum(name: str, model: DecisionModel) -> None:
    assume(model.decisions)
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"again.{name}"
        file.write_bytes(content(model, name))
        assert OURS_BY_AGRUM[name](file, whole=True) == near(gain(model))
