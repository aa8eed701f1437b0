"""How an answer is read off a model or a result."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.choice.tree import DecisionTree, Node
from decision_model.analysis.result import Result
from decision_model.analysis.time.information import information
from decision_model.analysis.time.risk_profile import risk_profile
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario import read


def total(model: DecisionModel, **choose: str) -> Any:
    """The best total, with some choices forced; names with blanks come through `at`."""
    return at(model, choose)


def at(model: DecisionModel, choose: Mapping[str, str]) -> Any:
    return solve(model.varied(choose=choose)).total


def each_option(model: DecisionModel, name: str) -> dict[str, float]:
    """The total of every option of one decision, the other decisions best."""
    return {str(row.options[name]): row.total for row in rank(model, by=[name]).ranked}


def chosen(solution: Solution, name: str, **history: str) -> str:
    """The option that the policy takes in the one history that agrees with what is given."""
    found = [choice for choice in solution.policy if choice.decision == name and _agrees(choice.history, history)]
    assert len(found) == 1, f"{len(found)} choices at {name} agree with {history}"
    assert len(found[0].options) == 1, f"tied: {found[0].options}"
    return found[0].options[0]


def _agrees(history: Mapping[str, str], given: Mapping[str, str]) -> bool:
    return all(history.get(name.replace("_", " "), state) == state for name, state in given.items())


def node(drawn: DecisionTree, *states: str) -> Node:
    """The node that a path of states leads to."""
    found = drawn.root
    for state in states:
        found = next(branch.node for branch in found.branches if branch.state.name == state)
    return found


def chances(drawn: DecisionTree, *states: str) -> dict[str, float]:
    """The chances on the branches of the event that a path leads to."""
    return {branch.state.name: branch.chance for branch in node(drawn, *states).branches if branch.chance is not None}


def table(result: Result) -> list[dict[str, Any]]:
    """The rows of a result, by the keys of its columns, as CSV and JSON have them."""
    keys = [column.key for column in result.columns]
    return [dict(zip(keys, row, strict=True)) for row in result.rows()]


def ends(found: Node) -> list[Node]:
    return [found] if not found.branches else [end for branch in found.branches for end in ends(branch.node)]


def profile(model: DecisionModel) -> dict[float, float]:
    """Probability of each total under the best policy."""
    rows = table(risk_profile(model, every_total=True))
    return {round(row["total"], 9): row["chance"] for row in rows if row["plan"] == rows[0]["plan"]}


def moments(model: DecisionModel) -> list[float]:
    """Standard deviation, skewness and excess kurtosis under the best policy."""
    best = table(risk_profile(model))[0]
    return [best["spread"], best["skewness"], best["kurtosis"]]


def textbook(name: str) -> DecisionModel:
    """The same problem as a scenario tells it, with what a report says where the sources give it: after the truth."""
    return read(Path(__file__).parents[2] / "scenarios" / "textbook" / f"{name}.yaml")


def known_first(model: DecisionModel, event: str, kind: str = "perfect") -> dict[str, Any]:
    """What `information` says of an event, or of a report."""
    title = event.replace("_", " ")
    return next(row for row in table(information(model)) if (row["event"], row["kind"]) == (title, kind))
