"""Checks of citations: what is cited is a listed source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from decision_model.errors import Place, Problem, nearest
from decision_model.model.checks.names import score_rules
from decision_model.model.number_index import numbers
from decision_model.model.numbers import Citation
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event

Found = Iterator[Problem]


def problems(model: Record) -> Found:
    """Every source that is cited must be listed, and several be told apart."""
    for place, cite in citations(model):
        for each in cite:
            if each.source not in model.sources:
                remedy = nearest(each.source, model.sources) or "List it under 'sources'."
                yield Problem(
                    (*place, "cite"), f"'{each.source}' is not a listed source.", remedy, code="unlisted-source"
                )
            together = _joined(str(each), model.sources)
            if len(together) > 1:
                message = f"'{each}' would be one citation, with '{each.locator}' as the place in '{each.source}'."
                yield Problem(
                    (*place, "cite"), message, f"Write 'cite: [{', '.join(together)}]'.", code="citations-joined"
                )


def _joined(written: str, sources: Iterable[str]) -> list[str]:
    """The citations that one text holds: those after a comma or semicolon begin with the name of a source."""
    parts: list[str] = []
    for part in re.split(r"([,;])", written):
        if not parts or (part.split() and part.split()[0] in sources):
            parts.append(part.strip())
        else:
            parts[-1] += part
    return [part.rstrip(",; ") for part in parts]


def citations(model: Record) -> Iterator[tuple[Place, tuple[Citation, ...]]]:
    """Every element that can cite, with its citations."""
    for step in model.sequence:
        kind = "options" if isinstance(step, Decision) else "outcomes"
        yield ("sequence", step.name), step.cite
        yield from ((("sequence", step.name, kind, state.name), state.cite) for state in step.states)
        if isinstance(step, Event):
            yield from ((("sequence", step.name, "chance", i), r.cite) for i, r in enumerate(step.chance.rules))
    for each in model.walk():
        yield ("considerations", each.name), each.cite
        yield from ((place, rule.cite) for place, rule in score_rules(each))
    yield from ((place, number.cite) for place, number in numbers(model))
    for section in ("perspectives", "what_ifs"):
        yield from (((section, name), each.cite) for name, each in getattr(model, section).items())
    yield from ((("interactions", number), each.cite) for number, each in enumerate(model.interactions))
    yield from ((("claims", number), claim.cite) for number, claim in enumerate(model.claims))
