"""What an analysis declares of itself, so that every door can offer it.

Importing this loads nothing heavy: help and lists of commands are made from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

if TYPE_CHECKING:
    from decision_model.model.decision_model import DecisionModel


def always(_model: DecisionModel) -> bool:
    """Whether the question makes sense for a model: it does for every one."""
    return True


def decides(model: DecisionModel) -> bool:
    """Whether there is anything to decide."""
    return bool(model.decisions)


def decides_by_sum(model: DecisionModel) -> bool:
    """Whether there is anything to decide, and considerations can be compared one by one."""
    return decides(model) and model.total_rule.adds_up


def has_events(model: DecisionModel) -> bool:
    """Whether anything is left to chance."""
    return bool(model.events)


def gambles(model: DecisionModel) -> bool:
    """Whether there are decisions and events."""
    return bool(model.decisions and model.events)


def weighs(model: DecisionModel) -> bool:
    """Whether there are weights to be argued about."""
    if not (model.decisions and model.total_rule.adds_up and model.weights):
        return False
    groups = (parent.considerations for parent in model.walk())
    inside = (child.weight for group in groups if len(group) > 1 for child in group)
    return len(model.considerations) > 1 or any(weight is not None and weight.range for weight in inside)


def little(_model: DecisionModel) -> float:
    """Next to no work, however large the model is."""
    return 0.0


def as_called(_model: DecisionModel) -> Mapping[str, Any]:
    """No arguments: the analysis is asked with its own defaults."""
    return {}


@dataclass(frozen=True)
class Question:
    """A question that can be put to a model, declared as `QUESTION` in the module of the analysis.

    The analysis is the function that is called as its module is; its group is the module's folder; the first line of
    the function's docstring says in plain words what it asks, and is the help of the command.

    `title` heads the answer in reports and galleries; `asks` tells a student in a few sentences what the question is
    for and how to read the answer; `fits` says whether it makes sense for a model; `arguments` are those with which
    `run`, the report and the gallery ask it, `work` how many branches are then visited (see `effort`); `order` is its
    place in its group. `in_run` says whether `run` and the report ask it, `essential` whether the gallery draws it of
    every scenario; `pictured` and `tabulated` say whether a report shows the answer's picture and its table,
    `row_by_row` that the picture grows with the rows of the table.
    """

    title: str
    asks: str
    fits: Callable[[DecisionModel], bool] = always
    arguments: Callable[[DecisionModel], Mapping[str, Any]] = as_called
    order: int = 100
    in_run: bool = True
    essential: bool = False
    pictured: bool = True
    tabulated: bool = True
    row_by_row: bool = False
    work: Callable[[DecisionModel], float] = little


@dataclass(frozen=True)
class Ask:
    """How a door asks for one argument of an analysis: in `Annotated[type, Ask(...)]` of the function's signature.

    `help` is one plain sentence. `metavar` is the form in which a text gives the value, one of FORMS, or any other word
    for a plain text or number. `option` is the name of the option where it is not the argument's own, without dashes;
    `least` and `most` are the bounds of a number. `may_be_empty` says that a list of nothing is something else than
    leaving the argument out. An argument without `Ask` can be given in Python alone.
    """

    help: str
    metavar: str = ""
    option: str = ""
    least: float | None = None
    most: float | None = None
    may_be_empty: bool = False


@dataclass(frozen=True)
class Bounds:
    """The `least` and the `most` that a number may be in Python, in `Annotated`; what `Ask` says holds for doors."""

    least: float | None = None
    most: float | None = None


NAMES, PAIRS, RANGE, ORDER, FILE = "NAMES", "NAME=OPTION", "LOW,HIGH", "A,B=C", "FILE"
FORMS = (NAMES, PAIRS, RANGE, ORDER, FILE)
"""Names with commas, choices by decision, two numbers, names in an order in which some are level, a scenario file."""

MOST_DRAWS, MOST_SEED = 10**9, 2**63 - 1
MOST_POINTS = 10_000
"""Values at which a curve is looked at, at most."""

By = Annotated[
    Sequence[str] | None, Ask("Decisions to combine, with commas; without it, those to be taken now.", NAMES)
]
Span = Annotated[tuple[float, float] | None, Ask("The range to look at.", RANGE)]
DrawCount = Annotated[int, Ask("How many random trials.", least=1), Bounds(most=MOST_DRAWS)]
Seed = Annotated[
    int,
    Ask("The number that random trials begin with: the same one gives the same trials.", least=0),
    Bounds(0, MOST_SEED),
]
PointCount = Annotated[int, Bounds(2, MOST_POINTS)]
WithNumbers = Annotated[bool, Ask("Let all numbers with a range or distribution vary too.")]
