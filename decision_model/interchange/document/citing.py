"""The sources of a model, each with what cites it and the places it is cited for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import consideration_labels, number_labels, step_labels, step_state_labels
from decision_model.model.numbers import Citation, Source
from decision_model.model.variations import Perspective, WhatIf
from decision_model.words.names import quoted


@dataclass(frozen=True)
class CitedSource:
    """A source; `uses` are what cites it, with the place in it: ('S11', 'Allied unity')."""

    source: Source
    uses: tuple[tuple[str, str], ...]

    @property
    def entry(self) -> str:
        """The source as lists of sources give it."""
        source = self.source
        parts = (source.title, source.reference, source.url, " ".join(source.note.split()))
        return ". ".join(part.rstrip(".") for part in parts if part) + "."

    @property
    def places(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each place in the source with what cites it, in the order in which they are met."""
        found: dict[str, list[str]] = {}
        for locator, what in self.uses:
            if what not in found.setdefault(locator, []):
                found[locator].append(what)
        return tuple((locator, tuple(uses)) for locator, uses in found.items())


def cited_sources(model: DecisionModel) -> tuple[CitedSource, ...]:
    """Every source of the model in the order of the file."""
    known = list(_citations(model))
    return tuple(
        CitedSource(source, tuple((c.locator, what) for what, cited in known for c in cited if c.source == name))
        for name, source in model.sources.items()
    )


def _citations(model: DecisionModel) -> Iterator[tuple[str, Sequence[Citation]]]:
    """What cites something, as it is called, with its citations."""
    heads, states, considerations = step_labels(model), step_state_labels(model), consideration_labels(model)
    for step in model.sequence:
        yield heads[step.name], step.cite
        yield from ((f"{heads[step.name]}: {states[step.name, state.name]}", state.cite) for state in step.states)
    yield from ((considerations[consideration.name], consideration.cite) for consideration in model.walk())
    labels = number_labels(model)
    yield from ((labels.get(address, address), number.cite) for address, number in model.numbers.items())
    views: list[Perspective | WhatIf] = [*model.perspectives.values(), *model.what_ifs.values()]
    yield from ((view.title, view.cite) for view in views)
    yield from ((quoted(claim.text), claim.cite) for claim in model.claims)
