"""A question of the battery, its answer, and questions that first look at the model to see what to ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from decision_model.analysis.compare import compare
from decision_model.analysis.one_way import one_way
from decision_model.analysis.options import decided_now
from decision_model.analysis.regret import PERSPECTIVES, regret
from decision_model.analysis.result import Result
from decision_model.analysis.tornado import Tornado, tornado
from decision_model.analysis.two_way import two_way
from decision_model.interfaces.fitting import unmoved
from decision_model.model.decision_model import DecisionModel


@dataclass(frozen=True)
class Section:
    """One question: `fits` says whether it makes sense for a model, `ask` answers it.

    `introduction` tells a student what it is for. `figure` and `table` say what of the result is worth showing, and
    `columns` which of the table's, all where it is empty.
    """

    name: str
    title: str
    part: str
    fits: Callable[[DecisionModel], bool]
    ask: Callable[[DecisionModel], Result]
    introduction: str
    figure: bool = True
    table: bool = True
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What came of a question: a result, or the reason why there is none."""

    section: Section
    result: Result | None
    reason: str = ""


def regret_as_fits(model: DecisionModel) -> Result:
    """Regret over the perspectives, or where there are none over events."""
    return regret(model, PERSPECTIVES if model.perspectives else unmoved(model))


def compare_all(model: DecisionModel) -> Result:
    """Every perspective and every what-if, over what has to be chosen now."""
    return compare(model, what_ifs=tuple(model.what_ifs), by=decided_now(model))


def _telling(model: DecisionModel) -> list[str]:
    """Addresses of the ranged numbers: those that change what is best first, then by how far they move the total."""
    found: Tornado = tornado(model)
    return [bar.number.address for bar in sorted(found.bars, key=lambda bar: not bar.switches)]


def one_way_as_fits(model: DecisionModel) -> Result:
    """The most telling number, over what has to be chosen now."""
    return one_way(model, _telling(model)[0], by=decided_now(model))


def two_way_as_fits(model: DecisionModel) -> Result:
    """The two most telling numbers."""
    across, up, *_ = _telling(model)
    return two_way(model, across, up)
