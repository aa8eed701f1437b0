"""The report: everything that can be asked of a scenario, explained, as one HTML file and as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from decision_model.analysis.answers import Report, silent
from decision_model.errors import DecisionError
from decision_model.interchange.document.content import gather
from decision_model.interfaces import files
from decision_model.model.decision_model import DecisionModel

KINDS = (".html", ".pdf")


def report(
    model: DecisionModel,
    path: str | Path,
    force: bool = False,
    *,
    handout: bool = False,
    hide_answer: bool = False,
) -> list[Path]:
    """Write the report of a model: the kind the path ends in (.html, .pdf), or both where it has no ending.

    With `handout` two pages for a class instead, with room to write, and without the answer if it is to be hidden.
    Raises OverwriteError where a file is in the way that decision-model did not make, unless `force` is set.
    """
    target = Path(path)
    if target.suffix not in (*KINDS, ""):
        raise DecisionError(f"A report ends in .html or .pdf, or in neither for both; not in '{target.suffix}'.")
    kinds = (target.suffix,) if target.suffix else KINDS
    contents = handed_out(model, hide_answer, kinds) if handout or hide_answer else rendered(model, kinds)
    written = {target.with_suffix(kind): text for kind, text in contents.items()}
    files.write(written, force)
    return list(written)


def rendered(model: DecisionModel, kinds: Sequence[str] = KINDS, report: Report = silent) -> dict[str, bytes]:
    """The report by kind (.html, .pdf), every question asked once; the same bytes every time."""
    from decision_model.interfaces.report.paper import paper
    from decision_model.interfaces.report.web import web

    content = gather(model, report)
    makers = {".html": web, ".pdf": paper}
    return {kind: makers[kind](content, report) for kind in kinds}


def handed_out(model: DecisionModel, hide_answer: bool, kinds: Sequence[str] = KINDS) -> dict[str, bytes]:
    """The handout by kind (.html, .pdf): two pages each."""
    from decision_model.interfaces.report.handout import handout
    from decision_model.interfaces.report.paper import fitting, handout_paper
    from decision_model.interfaces.report.web import handout_web

    fitted = fitting(handout(model, hide_answer))
    makers = {".html": handout_web, ".pdf": handout_paper}
    return {kind: makers[kind](fitted) for kind in kinds}


__all__ = ["KINDS", "handed_out", "rendered", "report"]
