"""A report as a document (.docx): words and pictures of the report in styles, captions with fields."""

from __future__ import annotations

from decision_model.interchange.document.needed import needs
from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.model.decision_model import DecisionModel


def write(model: DecisionModel, choices: ExportChoices) -> Exported:
    """The report: the answer first, then every question; in the styles of a template where one is given."""
    needs("docx", "python-docx")
    from decision_model.interchange.writing.docx.report import set_report

    return Exported(set_report(model, choices.template))


WRITER = Writer("docx", "A report (Word, LibreOffice Writer)", ".docx", write)
