"""The words a student meets: those of the method, and those of the scenario."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files

from decision_model.model import Decision, DecisionModel
from decision_model.model.numbers import Citation
from decision_model.model.variations import Perspective, WhatIf


@dataclass(frozen=True)
class Term:
    """A word, what it means, and what the literature also calls it (or where it is cited)."""

    word: str
    meaning: str
    also: str = ""


_TABLE = files(__package__).joinpath("glossary.csv").read_text("utf-8")
METHOD = tuple(Term(**row) for row in csv.DictReader(_TABLE.splitlines()))
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
