"""Checks of citations: what is cited is a listed source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from decision_model.errors import Place, Problem, Problems, nearest
from decision_model.model.checks.names import score_rules
from decision_model.model.number_index import numbers
from decision_model.model.numbers import Citation
from decision_model.model.record import Record
from decision_model.model.steps import Event


def problems(model: Record) -> Problems:
    """Every source that is cited must be listed, and several citations be separate entries of a list."""
    for place, cited in citations(model):
        for citation in cited:
            if citation.source not in model.sources:
                remedy = nearest(citation.source, model.sources) or "List it under 'sources'."
                message = f"'{citation.source}' is not a listed source."
                yield Problem((*place, "cite"), message, remedy, code="unlisted-source")
            together = _joined(str(citation), model.sources)
            if len(together) > 1:
                source, locator = citation.source, citation.locator
                message = f"'{citation}' would be one citation, with '{locator}' as the place in '{source}'."
                remedy = f"Write 'cite: [{', '.join(together)}]'."
                yield Problem((*place, "cite"), message, remedy, code="citations-joined")


def _joined(written: str, sources: Iterable[str]) -> list[str]:
    """The citations that one text holds: those after a comma or semicolon begin with the name of a source."""
    parts: list[str] = []
    for part in re.split(r"([,;])", written):
        if not parts or (part.split() and part.split()[0] in sources):
            parts.append(part.strip())
        else:
            parts[-1] += part
    return [part.rstrip(",; ") for part in parts]


def _judgements(model: Record) -> Iterator[tuple[Place, tuple[Citation, ...]]]:
    for group, judgement in model.judgements():
        yield ("weights",) if group is None else ("considerations", group.name, "weights"), judgement.cite
    for leaf, judgement in model.judged_scores():
        yield ("considerations", leaf.name, "scores"), judgement.cite
    for name, perspective in model.perspectives.items():
        if perspective.judgement is not None:
            yield ("perspectives", name, "weights"), perspective.judgement.cite


def _judged(model: Record) -> Iterator[Place]:
    """Weights and scores that cite what the judgement does from which they follow."""
    for _, judgement in model.judgements():
        yield from (("considerations", name, "weight") for name in judgement.names)
    if model.judgement is not None and model.judgement.interactions:
        yield from (("interactions", index, "strength") for index in range(len(model.interactions)))
    for leaf, judgement in model.judged_scores():
        yield from (("considerations", leaf.name, "scores", place) for place in range(len(judgement.names)))
    for name, perspective in model.perspectives.items():
        judged = perspective.judgement.names if perspective.judgement is not None else ()
        yield from (("perspectives", name, "weights", weighted) for weighted in judged)


def citations(model: Record) -> Iterator[tuple[Place, tuple[Citation, ...]]]:
    """Every element that can cite, with its citations."""
    for step in model.sequence:
        kind = step.listed_under
        yield ("sequence", step.name), step.cite
        yield from ((("sequence", step.name, kind, state.name), state.cite) for state in step.states)
        if isinstance(step, Event):
            yield from (
                (("sequence", step.name, "chance", index), rule.cite) for index, rule in enumerate(step.chance.rules)
            )
    for consideration in model.walk():
        yield ("considerations", consideration.name), consideration.cite
        yield from ((place, rule.cite) for place, rule in score_rules(consideration))
    judged = {*_judged(model)}
    yield from ((place, number.cite) for place, number in numbers(model) if place not in judged)
    yield from _judgements(model)
    for section in ("perspectives", "what_ifs"):
        yield from (((section, name), variation.cite) for name, variation in getattr(model, section).items())
    for what_if in model.what_ifs.values():
        for decision, table in what_if.follow.items():
            place = ("what_ifs", what_if.name, "choose", decision)
            yield from (((*place, index), rule.cite) for index, rule in enumerate(table.rules))
    yield from ((("interactions", number), interaction.cite) for number, interaction in enumerate(model.interactions))
    yield from ((("claims", number), claim.cite) for number, claim in enumerate(model.claims))
