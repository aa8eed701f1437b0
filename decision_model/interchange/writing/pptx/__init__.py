"""A deck of slides (.pptx): native charts, tables, trees and diagrams under takeaway titles, with speaker's notes."""

from __future__ import annotations

from decision_model.interchange.document.needed import needs
from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.model.decision_model import DecisionModel


def write(model: DecisionModel, choices: ExportChoices) -> Exported:
    """The slides that are named, or the deck by the questions of a seminar; on the master of a template, if any."""
    needs("pptx", "python-pptx")
    from decision_model.interchange.writing.pptx.setting import set_deck

    return Exported(set_deck(model, choices))


WRITER = Writer("pptx", "Slides (PowerPoint, LibreOffice Impress)", ".pptx", write)
