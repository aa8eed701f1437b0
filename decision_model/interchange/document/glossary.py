"""The words a student meets: those of the method, and those of the scenario."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from decision_model.model import Decision, DecisionModel
from decision_model.model.numbers import Citation
from decision_model.model.variations import Perspective, WhatIf


@dataclass(frozen=True)
class Term:
    """A word, what it means, and what the literature also calls it (or where it is cited)."""

    word: str
    meaning: str
    also: str = ""


METHOD: tuple[Term, ...] = (
    Term("decision, option", "What we control, and the choices we have there.", "decision node, alternatives"),
    Term("event, outcome", "What we do not control, and the ways it can turn out.", "chance node, states"),
    Term("consideration", "Something we care about in judging how things end.", "criterion, attribute, objective"),
    Term("score", "How well an outcome does on one consideration, on its own scale.", "consequence, partial value"),
    Term("weight", "How much the step from worst to best on one consideration matters.", "swing weight"),
    Term("contribution, total", "A score read on its scale, times its weight; and all of them added.", "overall value"),
    Term("value tree", "Considerations within considerations.", "objectives hierarchy"),
    Term("sequence", "The order of decisions and events: who knows what when.", "temporal order, information sets"),
    Term("history", "What has been chosen and what has happened so far.", "path"),
    Term(
        "plan",
        "What to do at every decision, in every history that can arise; found from the end, last decisions first.",
        "policy, strategy; rollback, backward induction",
    ),
    Term("expected total", "The average of the totals, each counted by its chance.", "expected value, EMV"),
    Term("certainty equivalent", "The sure total one would take in exchange for a gamble.", "CE"),
    Term("range", "The values a number might reasonably have.", "interval"),
    Term(
        "weights that the file allows",
        "All that keep to the ranges and orders it states; all there are where it states none.",
        "feasible or admissible weights",
    ),
    Term(
        "random trial",
        "One set of numbers picked by chance within what the file allows, and the model solved for it.",
        "draw, Monte Carlo simulation",
    ),
    Term("one-way, two-way, tornado", "Moving one number, two, or each in turn, low to high.", "sensitivity analysis"),
    Term("switching value", "The value of a number at which the best choice changes.", "break-even, threshold"),
    Term(
        "acceptability",
        "The share of the weights that the file allows for which an option wins.",
        "SMAA rank acceptability index",
    ),
    Term("typical weights", "The average of the weights for which an option wins.", "central weight vector"),
    Term(
        "confidence",
        "The share of random trials of the numbers in which an option wins at its typical weights.",
        "confidence factor",
    ),
    Term("dominance", "At least as good in every respect, and better in one.", "Pareto dominance"),
    Term("regret", "How far a choice falls short of the best one in the case that came true.", "opportunity loss"),
    Term(
        "information value",
        "What it is worth to know something before choosing; of a test also what is left after its price.",
        "EVPI, EVPPI, EVSI",
    ),
    Term("value of waiting", "What it is worth to choose later, when more is known.", "option value, flexibility"),
    Term("expected utility", "The average of what each total is worth to somebody cautious.", "exponential utility"),
    Term("risk profile", "How likely each total is under a plan.", "cumulative distribution"),
    Term("perspective", "Somebody's weights: the same beliefs, other priorities.", "stakeholder"),
    Term("what-if", "Other beliefs, or choices forced, taken away or moved in time.", "scenario analysis"),
    Term("claim", "A statement of the source that the model can be asked about.", "hypothesis"),
    Term("basis", "The ground of a number: a source, its direction only, a person asked, or assumption.", "provenance"),
)
"""The method's words in the order in which they are met."""

ONLY_WITH_WEIGHTS = {"weight", "value tree", "acceptability", "typical weights", "confidence"}


def glossary(model: DecisionModel, text: str) -> tuple[Term, ...]:
    """The method's words that a text uses, in alphabetical order."""
    weighted = model.total_rule.has_weights
    used = [term for term in METHOD if (weighted or term.word not in ONLY_WITH_WEIGHTS) and _is_met(term, text.lower())]
    return tuple(sorted(used, key=lambda term: term.word))


def _is_met(term: Term, text: str) -> bool:
    return any(re.search(rf"\b{re.escape(word)}s?\b", text) for word in term.word.lower().split(", "))


def own_terms(model: DecisionModel) -> tuple[Term, ...]:
    """The scenario's own words that it explains: steps, their options and outcomes, considerations, views."""
    return tuple(term for term in _own(model) if term.meaning)


def _own(model: DecisionModel) -> Iterator[Term]:
    for step in model.sequence:
        kind = "Decision" if isinstance(step, Decision) else "Event"
        states = ", ".join(state.title for state in step.states)
        yield Term(step.title, f"{kind}: {states}. {_plain(step.note)}".strip(), _cited(step.cite))
        for state in step.states:
            yield Term(state.title, _plain(state.note), _cited(state.cite))
    for consideration in model.walk():
        yield Term(consideration.title, _plain(consideration.note), _cited(consideration.cite))
    views: list[Perspective | WhatIf] = [*model.perspectives.values(), *model.what_ifs.values()]
    for view in views:
        yield Term(view.title, _plain(view.note), _cited(view.cite))


def _plain(note: str) -> str:
    return " ".join(note.split())


def _cited(cite: tuple[Citation, ...]) -> str:
    return ", ".join(str(citation) for citation in cite)
