"""How sure a choice is, in a word: the thresholds, and how a statement that names a winner says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from itertools import takewhile
from math import prod
from typing import Any

from decision_model.analysis.registry import analysis
from decision_model.analysis.statement import Statement
from decision_model.errors import ModelError
from decision_model.model.decision_model import DecisionModel
from decision_model.model.fingerprint import fingerprint
from decision_model.model.steps import Decision, Step
from decision_model.words.percent import percent

FIRM = 0.95
"""Share of the weights, and of the joint draws, from which a choice that is best at the stated numbers is firm."""

LEANING, TWO_THIRDS = 2 / 3, "two thirds"
"""The same for a choice that things lean to, and how it is written."""

EDGE = 1e-9
"""A share this little below a threshold has reached it: measured volumes are no more exact."""

RULE = (
    f"Firm means best at the stated numbers, under at least {percent(FIRM)} of the weights that the file allows, and "
    f"in at least {percent(FIRM)} of random trials in which weights and numbers vary together; leaning means at least "
    f"{TWO_THIRDS} of both; anything less is too close to call"
)
"""The thresholds in words, for wherever a verdict is explained."""


MOST_OPTIONS, MOST_NODES, MOST_NUMBERS, MOST_WEIGHTS = 40, 2_000, 60, 10
"""Most options, options times nodes, uncertain numbers and weights for which a statement works out its verdict."""

KEPT = 64
"""Models whose verdict is remembered."""


class FirmnessVerdict(StrEnum):
    """How sure a choice is; `unknown` where nothing is stated to vary, `alone` where there is nothing to choose."""

    firm = "firm"
    leaning = "leaning"
    close = "too close to call"
    tie = "tie"
    unknown = "not known"
    alone = "nothing to choose"


def judged(shares: Sequence[float]) -> FirmnessVerdict:
    """The verdict on a choice that is best at the stated numbers, by the shares of the cases in which it is best."""
    if not shares:
        return FirmnessVerdict.unknown
    least = min(shares) + EDGE
    if least >= FIRM:
        return FirmnessVerdict.firm
    return FirmnessVerdict.leaning if least >= LEANING else FirmnessVerdict.close


@dataclass(frozen=True)
class Judgement:
    """A verdict in the words of a statement.

    `sentence` gives the word and the reason, `headline` what a headline says instead of claiming a win: it is empty
    where the claim may stand.
    """

    verdict: FirmnessVerdict
    sentence: str
    headline: str = ""


def judgement(model: DecisionModel, by: Sequence[str] | None = None) -> Judgement | None:
    """The verdict of `firmness` on what is best in a model, worked out once for the same content.

    Options are the combinations of the decisions `by` (default: those before the first event). None where there is
    nothing to choose or nothing is decided before an event, where the model holds draws, and above the counts MOST_*.
    The question is asked through the registry, as every door asks it: it solves models itself, and so stands above the
    results whose statements ask for it. Those ask when they are read; `solve` never does.
    """
    names = tuple(by) if by else tuple(step.name for step in takewhile(_is_decision, model.sequence))
    if not names or not _is_quick(model, names):
        return None
    return _remembered(_Content(fingerprint(model, 64), names, model))


def _is_decision(step: Step) -> bool:
    return isinstance(step, Decision)


def _is_quick(model: DecisionModel, names: Sequence[str]) -> bool:
    """Whether the verdict takes about a second at most, by counts that are the same on every machine."""
    numbers = [entry.number for entry in model.numbers.values()]
    if any(number.draws for number in numbers):
        return False
    options = prod(len(model.steps[name].states) for name in names)
    nodes = sum(level.size for level in model.structure.levels)
    uncertain = sum(1 for number in numbers if number.range or number.distribution)
    few = options <= MOST_OPTIONS and uncertain <= MOST_NUMBERS and len(model.considerations) <= MOST_WEIGHTS
    return few and options * nodes <= MOST_NODES


@dataclass(frozen=True)
class _Content:
    """A model by what it says: copies that say the same are one."""

    content: str
    by: tuple[str, ...]
    model: DecisionModel = field(compare=False)


@lru_cache(maxsize=KEPT)
def _remembered(content: _Content) -> Judgement | None:
    firmness = analysis("firmness")
    assert firmness is not None
    try:
        result: Any = firmness.function(content.model, content.by)
    except ModelError as error:
        why = error.problems[0].message.rstrip(".") if error.problems else "the numbers cannot be varied"
        return Judgement(FirmnessVerdict.unknown, f"How firm this is cannot be said: {why}")
    return None if result.verdict is FirmnessVerdict.alone else result.judgement


def with_verdict(statement: Statement, verdict: Judgement | None) -> Statement:
    """A statement that names a winner, with the verdict among its details; no win is claimed that is too close."""
    if verdict is None:
        return statement
    details = (text.rstrip(".") for text in (statement.detail, verdict.sentence) if text)
    return replace(statement, headline=verdict.headline or statement.headline, detail=". ".join(details))
