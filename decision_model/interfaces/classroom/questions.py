"""The questions to put into a form, so that its sheet can be read."""

from __future__ import annotations

from collections.abc import Iterator

from decision_model.analysis.classroom.ballots import asked
from decision_model.model import Consideration, DecisionModel
from decision_model.model.labels import consideration_labels, state_labels, step_labels


def form_questions(model: DecisionModel) -> str:
    """What to paste, question by question; `read_answers` finds the columns by these words."""
    return "\n".join(_lines(model)) + "\n"


def _lines(model: DecisionModel) -> Iterator[str]:
    yield f"{model.title}"
    if model.question:
        yield model.question.strip()
    number = 1
    if model.decisions:
        first = model.decisions[0]
        labels = state_labels(model, [first.name])
        asks = f"Before any result, what would you choose? {step_labels(model)[first.name]}"
        yield from ("", f"Question {number}, one choice:", f"  {asks}")
        yield from (f"    - {labels[first.name, option.name]}" for option in first.options)
        number += 1
    labels_of = consideration_labels(model)
    for heading, group in _groups(model):
        yield from ("", f"Question {number}, a number from 0 to 100 for each line{heading}:")
        for each in group:
            yield f"  Weight of \u2018{labels_of[each.name]}\u2019"
            yield from (f"      {' '.join(each.note.split())}",) if each.note else ()
        number += 1
    yield from ("", f"Question {number}, a short text, only if groups are to be compared:", "  Group")
    yield from (
        "",
        "Weights count by their ratios; 100 points in all is one way to give them. Nothing may be left blank:",
        "what does not count gets a 0. No names are needed; to follow people from one round to the next, let the",
        "form collect e-mail addresses: they are compared, and dropped.",
    )


def _groups(model: DecisionModel) -> Iterator[tuple[str, list[Consideration]]]:
    wanted = {each.name for each in asked(model)}
    labels = consideration_labels(model)
    tops = [each for each in model.considerations if each.name in wanted]
    if tops:
        yield "", tops
    for parent in model.walk():
        inside = [each for each in parent.considerations if each.name in wanted]
        if inside:
            yield f", within \u2018{labels[parent.name]}\u2019", inside
