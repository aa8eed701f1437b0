"""How sure a choice is, in a word: the thresholds, and how a statement that names a winner says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from importlib import import_module

from decision_model.analysis.statement import Statement
from decision_model.model.decision_model import DecisionModel
from decision_model.words.percent import percent

FIRM = 0.95
"""Share of the weights, and of the joint draws, from which a choice that is best at the stated numbers is firm."""

LEANING, TWO_THIRDS = 2 / 3, "two thirds"
"""The same for a choice that things lean to, and how it is written."""

EDGE = 1e-9
"""A share this little below a threshold has reached it: measured volumes are no more exact."""

RULE = (
    f"Firm means best at the stated numbers and in at least {percent(FIRM)} of the admissible weights and of the joint "
    f"draws; leaning, in at least {TWO_THIRDS} of both; anything less is too close to call"
)
"""The thresholds in words, for wherever a verdict is explained."""


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
    """The verdict of `firmness` on what is best in a model; None where there is none, or it would take too long.

    The question is asked by its name, as the doors ask questions: it solves the model itself, and so stands above the
    results whose statements ask for it. It is asked when a statement is read, never by `solve`.
    """
    firmness = import_module("decision_model.analysis.robustness.firmness")
    found: Judgement | None = firmness.judgement_of(model, by)
    return found


def tempered(statement: Statement, found: Judgement | None) -> Statement:
    """A statement that names a winner, with the verdict among its details; no win is claimed that is too close."""
    if found is None:
        return statement
    details = (each.rstrip(".") for each in (statement.detail, found.sentence) if each)
    return replace(statement, headline=found.headline or statement.headline, detail=". ".join(details))
