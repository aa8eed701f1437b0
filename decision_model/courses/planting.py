"""One mistake planted in a model, of those that people make, so that the model reads well and its answer is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

from decision_model.analysis.choice.solve import Solution, solve
from decision_model.courses.comparing import compare
from decision_model.courses.comparing.pair import Pair
from decision_model.courses.items import Askable
from decision_model.courses.mistakes import MISTAKES, Slip
from decision_model.courses.rubric import Rubric
from decision_model.courses.sides import ModelSide
from decision_model.errors import ModelError, Problem, nearest
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario.builder import parse
from decision_model.scenario.writer import write

ANY = "any"
TRIES = 12
"""Places at which a mistake is tried for one that changes the plan; then one that changes the total will do."""
VISIBLE = 1e-3
"""How much the best total must change at least, of its size, for all to see that the answer is another."""


@dataclass(frozen=True)
class Planted:
    """A model with a mistake: which kind, where, and what it is, in a sentence."""

    model: DecisionModel
    mistake: str
    at: tuple[Askable, ...]
    sentence: str


def plant(model: DecisionModel, mistake: str, seed: int) -> Planted:
    """One mistake of a kind, or of any; the same for the same seed. Raises ModelError where none changes the answer."""
    if mistake != ANY and mistake not in MISTAKES:
        remedy = nearest(mistake, [*MISTAKES, ANY])
        raise ModelError([Problem(("mistake",), f"'{mistake}' is no mistake that can be planted.", remedy)])
    random, right = Random(seed), solve(model)
    for kind in shuffled([*MISTAKES], random) if mistake == ANY else [mistake]:
        found = _best(model, kind, right, random)
        if found is not None:
            return found
    message = "no such mistake changes the answer of this scenario."
    remedy = "Ask for another one." if mistake != ANY else "Take something out instead."
    raise ModelError([Problem(("mistake",), message, remedy, code="nothing-to-plant")])


def shuffled(entries: list[str], random: Random) -> list[str]:
    """Some entries in an order that is drawn, the same on every machine."""
    return [entry for _, entry in sorted((random.random(), entry) for entry in entries)]


def _best(model: DecisionModel, kind: str, right: Solution, random: Random) -> Planted | None:
    """A slip that changes the plan, or else one that changes the total."""
    slips = list(MISTAKES[kind](model))
    order = sorted((random.random(), place) for place in range(len(slips)))
    second = None
    for planted, solution in islice(_sound(model, kind, [slips[place] for _, place in order]), TRIES):
        if _plan(solution) != _plan(right):
            return planted
        if second is None and _differs(float(solution.total), float(right.total)):
            second = planted
    return second


def _sound(model: DecisionModel, kind: str, slips: list[Slip]) -> Iterator[tuple[Planted, Solution]]:
    """The slips whose models can be read and solved."""
    for slip in slips:
        wrong = model.replaced(**slip.changes)
        try:
            read = parse(write(wrong))
            if _shows(model, read, slip):
                yield Planted(read, kind, slip.at, f"{slip.sentence}."), solve(read)
        except ModelError:
            continue


def _shows(model: DecisionModel, wrong: DecisionModel, slip: Slip) -> bool:
    """Whether every place of a slip would be told from what is right."""
    right, theirs = ModelSide(model), ModelSide(wrong)
    pair = Pair(right, theirs, right, Rubric(()))
    return all(compare(pair, item).earned < 1 for item in slip.at)


def _differs(total: float, right: float) -> bool:
    return abs(total - right) > VISIBLE * max(1e-9, abs(total), abs(right))


def _plan(solution: Solution) -> object:
    return [(choice.decision, choice.history, choice.options) for choice in solution.taken]
