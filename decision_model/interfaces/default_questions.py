"""A question of the battery, its answer, and questions that first look at the model to see what to ask."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from decision_model.analysis.choice.explain import explain
from decision_model.analysis.combinations import decided_now
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.robustness.sensitivity.number_range import stated_ranges
from decision_model.analysis.robustness.sensitivity.set_numbers import addressed
from decision_model.analysis.robustness.tornado import by_influence
from decision_model.analysis.robustness.two_way import two_way
from decision_model.analysis.views.compare import compare
from decision_model.analysis.views.regret import PERSPECTIVES, regret
from decision_model.errors import ModelError, Problem
from decision_model.interfaces.applicability import unmoved
from decision_model.model.decision_model import DecisionModel

TWO = 2


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


def telling(model: DecisionModel) -> list[str]:
    """Addresses of the numbers that tell most: those that change what is best first, then by how they move the total.

    They are those with a range, or where there are too few of them all.
    """
    return [number.address for number in by_influence(model, all_numbers=len(stated_ranges(model)) < TWO)]


def one_way_as_fits(model: DecisionModel) -> Result:
    """The most telling number, over what has to be chosen now."""
    return one_way(model, telling(model)[0], by=decided_now(model))


def two_way_as_fits(model: DecisionModel) -> Result:
    """The two most telling numbers."""
    across, up = two_telling(model)
    return two_way(model, across, up)


def two_telling(model: DecisionModel, taken: str | None = None) -> tuple[str, str]:
    """The two numbers that tell most, or one already `taken` with the other that does."""
    own = addressed(model, taken).address if taken else None
    found = [each for each in telling(model) if each != own]
    if len(found) < (1 if own else TWO):
        raise ModelError([Problem((), "there are no two numbers that could be moved.", "Use one_way.")])
    return (own, found[0]) if own else (found[0], found[1])


def at_odds(model: DecisionModel, gain: str | None = None, price: str | None = None) -> tuple[str, str]:
    """The two considerations most at odds: what speaks most for the best choice, and what most against it."""
    held = explain(model)
    leaning = [each.name for each in sorted(held.parts, key=lambda part: -part.difference)]
    gain = gain or next((name for name in leaning if name != price), None)
    price = price or next((name for name in reversed(leaning) if name != gain), None)
    if gain is None or price is None:
        raise ModelError([Problem((), "there are no two considerations to set against each other.")])
    return gain, price
