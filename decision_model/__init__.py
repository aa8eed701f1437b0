"""Turn a memo that weighs a decision into a model that can be solved, drawn and argued with.

The rooms, from a file to a picture: `scenario` reads the language, `model` holds the nouns, `analysis` the verbs,
`figures` the pictures, `interchange` other languages, `interfaces` the doors. Names below are loaded on first use.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decision_model.analysis import DecisionTree, Ranking, Solution, rank, solve, tree
    from decision_model.errors import DecisionError, ModelError, ScenarioError
    from decision_model.figures import describe, draw, save
    from decision_model.model import (
        Consideration,
        Decision,
        DecisionModel,
        Event,
        adjusted,
        consideration,
        decision,
        decision_model,
        event,
    )
    from decision_model.scenario import parse, read, schema, write

try:
    __version__ = version("decision-model")
except PackageNotFoundError:
    __version__ = "0"

_HOME = {
    "errors": ("DecisionError", "ModelError", "ScenarioError"),
    "model": (
        "Consideration",
        "Decision",
        "DecisionModel",
        "Event",
        "adjusted",
        "consideration",
        "decision",
        "decision_model",
        "event",
    ),
    "scenario": ("parse", "read", "schema", "write"),
    "analysis": ("DecisionTree", "Ranking", "Solution", "rank", "solve", "tree"),
    "figures": ("describe", "draw", "save"),
}
_ROOM = {name: room for room, names in _HOME.items() for name in names}

__all__ = [
    "Consideration",
    "Decision",
    "DecisionError",
    "DecisionModel",
    "DecisionTree",
    "Event",
    "ModelError",
    "Ranking",
    "ScenarioError",
    "Solution",
    "__version__",
    "adjusted",
    "consideration",
    "decision",
    "decision_model",
    "describe",
    "draw",
    "event",
    "parse",
    "rank",
    "read",
    "save",
    "schema",
    "solve",
    "tree",
    "write",
]


def __getattr__(name: str) -> Any:
    if name not in _ROOM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_ROOM[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
