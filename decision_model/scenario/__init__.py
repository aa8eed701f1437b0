"""The scenario language: YAML text to a model and back, and its JSON Schema for editors."""

from decision_model.scenario.builder import ScenarioDraft, draft, files, inspect, located, number_locations, parse, read
from decision_model.scenario.schema import schema
from decision_model.scenario.writer import write

__all__ = [
    "ScenarioDraft",
    "draft",
    "files",
    "inspect",
    "located",
    "number_locations",
    "parse",
    "read",
    "schema",
    "write",
]
