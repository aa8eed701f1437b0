"""The Berlin scenarios, read once."""

from __future__ import annotations

import pytest

from decision_model.model import DecisionModel
from decision_model.scenario import read
from tests.scenarios.berlin import SCENARIOS


@pytest.fixture(scope="session")
def contingency() -> DecisionModel:
    return read(SCENARIOS / "berlin_1961" / "contingency.yaml")


@pytest.fixture(scope="session")
def options() -> DecisionModel:
    return read(SCENARIOS / "berlin_1961" / "options.yaml")


@pytest.fixture(scope="session")
def advanced() -> DecisionModel:
    return read(SCENARIOS / "berlin_1961" / "advanced.yaml")


@pytest.fixture(params=["options", "contingency", "advanced"])
def berlin(request: pytest.FixtureRequest) -> DecisionModel:
    """Each of the Berlin scenarios in turn."""
    model: DecisionModel = request.getfixturevalue(request.param)
    return model
