"""A small problem with everything in it, from which the tests of the model start."""

from __future__ import annotations

from typing import Any

from decision_model.model.considerations import adjusted, consideration
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.steps import Option, decision, event
from decision_model.model.tables import condition


def steps() -> list[Any]:
    """Prepare or not; access open or blocked; if blocked, whether to meet and how it ends."""
    return [
        decision("plan", {"none": "No plan", "bilateral": "Plan a bilateral"}),
        event("access", ["open", "blocked"], {"blocked": "p_blocked", "open": "rest"}),
        decision(
            "meet",
            [Option("no"), Option("four_power"), Option("two_power", only_if=condition({"plan": "bilateral"}))],
            only_if={"access": "blocked"},
        ),
        event(
            "outcome",
            ["success", "failure"],
            [
                ({"meet": "two_power"}, {"success": 0.5, "failure": "rest"}),
                (None, {"success": 0.3, "failure": "rest"}),
            ],
            only_if={"meet": ["four_power", "two_power"]},
        ),
    ]


def considerations() -> list[Any]:
    return [
        consideration("unity", [({"meet": "two_power"}, 20), (None, 80)], weight=30),
        consideration(
            "peace",
            adjusted(60, [({"outcome": "success"}, 40), ({"outcome": "failure"}, -20), ({"meet": "no"}, -10)]),
            weight=60,
        ),
        consideration("effort", [({"plan": "bilateral"}, 8), (None, 2)], weight=10, scale=(10.0, 0.0)),
    ]


def berlin(**fields: Any) -> DecisionModel:
    """The whole problem, some fields replaced."""
    given: dict[str, Any] = {
        "title": "Access blocked",
        "sequence": steps(),
        "considerations": considerations(),
        "parameters": {"p_blocked": 0.4},
    }
    given.update(fields)
    return decision_model(given.pop("title"), given.pop("sequence"), given.pop("considerations"), **given)


def one_choice(*considerations: Any, **fields: Any) -> DecisionModel:
    """One decision between left and right."""
    return decision_model("A fork", [decision("turn", ["left", "right"])], considerations, **fields)
