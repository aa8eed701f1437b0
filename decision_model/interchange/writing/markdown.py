"""A page in Markdown: the question, the answer, what it is made of, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from decision_model.analysis.registry import GROUPS, analyses
from decision_model.analysis.result import Result
from decision_model.errors import ModelError
from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.interchange.markdown_tables import as_markdown, escaped
from decision_model.interchange.writing.mermaid import drawing
from decision_model.model.decision_model import DecisionModel
from decision_model.words.sentences import sentence

ASKED = ("solve", "rank", "explain", "tornado", "claims", "numbers")
"""The questions that the page answers, those among them that the model can be asked."""


def write(model: DecisionModel, choices: ExportChoices) -> Exported:
    """A page that wikis and repositories show, the tree or the diagram drawn by them."""
    drawn = drawing(model, choices.show)
    parts = [
        f"# {escaped(model.title)}",
        *(escaped(sentence(text)) for text in (model.question, model.note) if text),
        f"```mermaid\n{drawn.content.decode().rstrip()}\n```",
        *(f"*{escaped(sentence(remark.message))}*" for remark in drawn.remarks),
        *_answers(model),
        *_sources(model),
    ]
    return Exported(("\n\n".join(part.strip() for part in parts) + "\n").encode(), drawn.remarks)


def _answers(model: DecisionModel) -> Iterator[str]:
    for group, asked in GROUPS.items():
        found = [answer for answer in _asked(model, group) if answer is not None]
        if found:
            yield f"## {escaped(asked)}"
            yield from found


def _asked(model: DecisionModel, group: str) -> Iterator[str | None]:
    for each in analyses():
        if each.group == group and each.name in ASKED and each.question.fits(model):
            try:
                answer: Result = each.ask(model)
            except ModelError:
                continue
            yield f"### {escaped(each.question.title)}\n\n{as_markdown(answer)}"


def _sources(model: DecisionModel) -> Iterator[str]:
    if not model.sources:
        return
    yield "## Sources"
    yield "\n".join(f"- **{escaped(name)}**: {_source(model, name)}" for name in model.sources)


def _source(model: DecisionModel, name: str) -> str:
    source = model.sources[name]
    return escaped(", ".join(filter(None, (source.title, source.reference, source.url))) + ".")


WRITER = Writer("markdown", "Markdown", ".md", write)
