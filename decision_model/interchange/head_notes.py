"""What a scenario says about itself, for the comment of a file that has no other place for it."""

from __future__ import annotations

from decision_model.model.decision_model import DecisionModel


def head_notes(model: DecisionModel) -> list[str]:
    """The question, the note and the sources, each on one line."""
    texts = [model.question, model.note, *source_lines(model)]
    return [" ".join(text.split()) for text in texts if text.strip()]


def source_lines(model: DecisionModel) -> list[str]:
    """The sources by their short names, each on one line."""
    lines = []
    for source in model.sources.values():
        parts = [" ".join(part.split()) for part in (source.title, source.reference, source.url) if part.strip()]
        lines.append(f"{source.name}: {', '.join(parts)}.")
    return lines
