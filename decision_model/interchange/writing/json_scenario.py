"""A scenario as JSON: the language itself, with the keys of its schema."""

from __future__ import annotations

import json

from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario.writer import scenario_data


def write(model: DecisionModel, choices: ExportChoices) -> Exported:  # noqa: ARG001 - one signature for all formats
    """The scenario with nothing lost; `import` and `read` take it."""
    return Exported((json.dumps(scenario_data(model), indent=2, ensure_ascii=False) + "\n").encode())


WRITER = Writer("json", "JSON, the scenario as data", ".json", write)
