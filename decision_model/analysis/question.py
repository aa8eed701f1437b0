"""What an analysis declares of itself, so that every door can offer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decision_model.analysis.result import Result
    from decision_model.model.decision_model import DecisionModel


def always(model: DecisionModel) -> bool:
    """Whether the question makes sense for a model: it does for every one."""
    return True


@dataclass(frozen=True)
class Question:
    """A question that can be put to a model; the analysis is the function that is called as its module is.

    `title` heads the answer; `asks` says in plain words what the question is for; `fits` says whether it makes sense
    for a model; `answer` asks it as `run` and the report do, the analysis with its defaults where it is None; `order`
    is its place in its group. `in_run` says whether `run` and the report ask it; `pictured` and `tabulated` whether
    they show the answer's picture and its table.
    """

    title: str
    asks: str
    fits: Callable[[DecisionModel], bool] = always
    answer: Callable[[DecisionModel], Result] | None = None
    order: int = 100
    in_run: bool = True
    pictured: bool = True
    tabulated: bool = True


@dataclass(frozen=True)
class Ask:
    """How a door asks for one argument of an analysis: in `Annotated[type, Ask(...)]` of the function's signature.

    `help` is one plain sentence, `metavar` the form in which the command line takes the value, `option` the command
    line's name where it is not the argument's own, `least` and `most` the bounds of a number.
    """

    help: str
    metavar: str = ""
    option: str = ""
    least: float | None = None
    most: float | None = None
    settings: tuple[tuple[str, Any], ...] = ()
