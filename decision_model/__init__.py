"""Turn a memo that weighs a decision into a model that can be solved, drawn and argued with.

The rooms, from a file to a picture: `scenario` reads the language, `model` holds the nouns, `analysis` the verbs,
`figures` the pictures, `interfaces` the doors. Names are loaded on first use; every analysis is one of them.
"""

# The names below are for editors and type checkers; __all__ follows from the registry.
# ruff: noqa: F401

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from decision_model.analysis.registry import analyses

if TYPE_CHECKING:
    from decision_model.analysis.choice.diagram import diagram
    from decision_model.analysis.choice.explain import explain
    from decision_model.analysis.choice.rank import Ranking, rank
    from decision_model.analysis.choice.solve import Solution, solve
    from decision_model.analysis.choice.tree import DecisionTree, tree
    from decision_model.analysis.classroom.ballots import Ballot
    from decision_model.analysis.classroom.classroom import Classroom, classroom
    from decision_model.analysis.elicitation import pairwise, rank_order_centroid, rank_sum, swing_weights
    from decision_model.analysis.robustness.acceptability import acceptability
    from decision_model.analysis.robustness.dominance import dominance
    from decision_model.analysis.robustness.flip import flip
    from decision_model.analysis.robustness.flip_numbers import flip_numbers
    from decision_model.analysis.robustness.frontier import frontier
    from decision_model.analysis.robustness.net_benefit import net_benefit
    from decision_model.analysis.robustness.one_way import one_way
    from decision_model.analysis.robustness.tornado import tornado
    from decision_model.analysis.robustness.two_way import two_way
    from decision_model.analysis.robustness.winners import winners
    from decision_model.analysis.robustness.worst_case import worst_case
    from decision_model.analysis.sources.claims import claims
    from decision_model.analysis.sources.numbers import numbers
    from decision_model.analysis.sources.provenance import provenance
    from decision_model.analysis.time.certainty import certainty
    from decision_model.analysis.time.chances import chances
    from decision_model.analysis.time.information import information
    from decision_model.analysis.time.option import option
    from decision_model.analysis.time.risk_profile import risk_profile
    from decision_model.analysis.time.simulate import simulate
    from decision_model.analysis.time.waiting import waiting
    from decision_model.analysis.views.compare import compare
    from decision_model.analysis.views.difference import difference
    from decision_model.analysis.views.methods import methods
    from decision_model.analysis.views.regret import regret
    from decision_model.courses.exercise import exercise
    from decision_model.courses.quiz import Quiz, quiz
    from decision_model.errors import DecisionError, ModelError, ScenarioError
    from decision_model.figures import describe, draw, slides, stages
    from decision_model.interchange.imported import Imported, import_file, load
    from decision_model.interfaces.batch import BatchRow, batch
    from decision_model.interfaces.courses.grade import grade
    from decision_model.interfaces.explorer import explore
    from decision_model.interfaces.interchange import export
    from decision_model.interfaces.report import report
    from decision_model.interfaces.saving import save
    from decision_model.model import (
        Consideration,
        Decision,
        DecisionModel,
        Event,
        adjusted,
        chance_table,
        consideration,
        continuous_event,
        decision,
        decision_model,
        event,
        interaction,
        score_table,
    )
    from decision_model.scenario import parse, read, schema, write

try:
    __version__ = version("decision-model")
except PackageNotFoundError:
    __version__ = "0"

_HOME = {
    "errors": ("DecisionError", "ModelError", "ScenarioError"),
    "model": (
        "Consideration", "Decision", "DecisionModel", "Event", "adjusted", "chance_table", "consideration",
        "continuous_event", "decision", "decision_model", "event", "interaction", "score_table",
    ),
    "scenario": ("parse", "read", "schema", "write"),
    "analysis.choice.solve": ("Solution",),
    "analysis.choice.rank": ("Ranking",),
    "analysis.choice.tree": ("DecisionTree",),
    "analysis.classroom.ballots": ("Ballot",),
    "analysis.classroom.classroom": ("Classroom", "classroom"),
    "analysis.elicitation": ("pairwise", "rank_order_centroid", "rank_sum", "swing_weights"),
    "courses.exercise": ("exercise",),
    "courses.quiz": ("Quiz", "quiz"),
    "figures": ("describe", "draw", "slides", "stages"),
    "interchange.imported": ("Imported", "import_file", "load"),
    "interfaces.batch": ("BatchRow", "batch"),
    "interfaces.courses.grade": ("grade",),
    "interfaces.explorer": ("explore",),
    "interfaces.interchange": ("export",),
    "interfaces.report": ("report",),
    "interfaces.saving": ("save",),
}  # fmt: skip
"""Where public names live that are no analyses; those are found by `analysis.registry`, each in its own file."""

_ROOM = {name: room for room, names in _HOME.items() for name in names}
_ROOM |= {each.name: f"analysis.{each.group}.{each.name}" for each in analyses()}

__all__ = ["__version__", *sorted(_ROOM)]


def __getattr__(name: str) -> Any:
    if name not in _ROOM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_ROOM[name]}"), name)
    globals()[name] = value
    if "IPython" in sys.modules:
        _furnish_notebooks()
    return value


def _furnish_notebooks() -> None:
    """In a notebook models and results show themselves as table and picture."""
    from decision_model.analysis.result import Result
    from decision_model.interfaces.explorer import show_in_notebooks
    from decision_model.model import DecisionModel

    show_in_notebooks(DecisionModel, Result)


def __dir__() -> list[str]:
    return sorted(__all__)
