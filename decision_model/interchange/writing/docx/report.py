"""The report set as a document: the same words and pictures as on the web and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

from decision_model.analysis.answers import silent
from decision_model.analysis.grid import Grid
from decision_model.figures.page.page import Pictured
from decision_model.figures.pdf.document_layout import PLATE
from decision_model.interchange.document.archive import no_template, settled_archive, template_archive
from decision_model.interchange.document.bare import png
from decision_model.interchange.document.citing import cited_sources
from decision_model.interchange.document.content import Chapter, Content, gather
from decision_model.interchange.document.glossary import Term
from decision_model.interchange.document.plain import cleaned
from decision_model.interchange.document.properties import set_properties
from decision_model.interchange.writing.docx.fields import add_contents, add_field, bookmarked
from decision_model.interchange.writing.docx.styles import further_styles, own_look
from decision_model.interchange.writing.docx.tables import add_table
from decision_model.interchange.writing.docx.texts import add_paragraph, add_text
from decision_model.model.decision_model import DecisionModel
from decision_model.words.sentences import capital, listed, sentence

APPENDIX, SETTING, SOURCES = "Appendix: every question", "The setting", "Sources"
FRONT = 4.4
"""Inches that a picture on the first pages may be high."""
EMU = 914_400


def set_report(model: DecisionModel, template: bytes | None) -> bytes:
    """The report as a file, the same bytes each time."""
    from docx import Document

    try:
        document: Any = Document(None if template is None else template_archive(template, "document"))
    except (KeyError, ValueError, OSError, SyntaxError, AttributeError) as error:
        raise no_template("document") from error
    if template is None:
        own_look(document)
    _emptied(document)
    further_styles(document)
    set_properties(document, model)
    _ReportSetter(document, gather(model, silent)).set()
    buffer = BytesIO()
    document.save(buffer)
    return settled_archive(buffer.getvalue())


class _ReportSetter:
    def __init__(self, document: Any, content: Content):
        self.document, self.content = document, content
        self.counts = {"Figure": 0, "Table": 0}
        self.marks = 0
        self.figures: dict[str, tuple[str, str]] = {}
        section = document.sections[0]
        self.width = (section.page_width - section.left_margin - section.right_margin) / EMU

    def set(self) -> None:
        self.front()
        self.setting()
        self.contents()
        for part in self.content.parts:
            self.heading(part.title, 1, part.key)
            for chapter in part.chapters:
                self.chapter(chapter)
        self.words()
        self.sources()
        self.heading("How this report was made", 2, "stamp")
        for name, value in self.content.stamp:
            self.term(name, value)
        self.footer()

    def front(self) -> None:
        """The question and the answer, the tree, and what would change the choice."""
        model = self.content.model
        self.paragraph(model.title, "Title")
        for text in filter(None, (model.question, self.content.byline)):
            self.paragraph(text, "Subtitle")
        for line in self.content.lines:
            self.term(line.label, line.text, "Answer")
        if self.content.rule:
            self.paragraph(self.content.rule, "Explanation")
        for chapter in self.content.front:
            if chapter.picture is not None:
                self.figure(chapter.picture, chapter.headline, min(FRONT, chapter.height), chapter.analysis.name)

    def setting(self) -> None:
        if self.content.note:
            self.heading(SETTING, 1, "setting")
            for paragraph in self.content.note:
                self.paragraph(paragraph)

    def contents(self) -> None:
        """What is where, each entry a link."""
        self.paragraph(APPENDIX, "Heading 1")
        add_contents(self.document, [(level, cleaned(text), _mark(key)) for level, text, key in self.listed()])

    def listed(self) -> Iterator[tuple[int, str, str]]:
        """Every heading of the appendix: level, text and key."""
        for part in self.content.parts:
            yield 1, part.title, part.key
            yield from ((2, chapter.analysis.question.title, chapter.analysis.name) for chapter in part.chapters)
        yield 1, self.content.words_title, "words"
        if self.content.terms:
            yield 2, "Glossary", "glossary"
        if self.content.own_terms:
            yield 2, "Words of this scenario", "own-words"
        if self.content.model.sources:
            yield 2, SOURCES, "sources"
        yield 2, "How this report was made", "stamp"

    def chapter(self, chapter: Chapter) -> None:
        """A question: what it is for, its picture, what was found, and its table."""
        self.heading(chapter.analysis.question.title, 2, chapter.analysis.name)
        self.paragraph(chapter.analysis.question.asks, "Explanation")
        if chapter.shown is not None:
            self.figure(chapter.shown, chapter.headline, chapter.height, chapter.analysis.name)
        elif chapter.in_front:
            number, mark = self.figures[chapter.analysis.name]
            paragraph = self.paragraph("The picture stands in front: ")
            add_field(paragraph, f"REF {mark} \\h", number)
        for text in chapter.sentences:
            self.paragraph(text)
        if chapter.reason:
            self.paragraph(chapter.reason)
        if chapter.grid is not None:
            self.table(chapter.grid, chapter.analysis.question.title)

    def words(self) -> None:
        self.heading(self.content.words_title, 1, "words")
        for title, key, terms, before in (
            ("Glossary", "glossary", self.content.terms, "also: "),
            ("Words of this scenario", "own-words", self.content.own_terms, ""),
        ):
            if terms:
                self.heading(title, 2, key)
                for term in terms:
                    self.term(term.word, _meaning(term, before))

    def sources(self) -> None:
        """Each source with the places that are cited, and what for."""
        cited = cited_sources(self.content.model)
        if not cited:
            return
        self.heading(SOURCES, 2, "sources")
        for source in cited:
            self.term(source.source.name, source.entry)
            for locator, uses in source.places:
                where = f"{source.source.name} {locator}".strip()
                self.paragraph(f"{where}: {sentence(listed(list(uses), most=len(uses)))}", "List Bullet")

    # pieces

    def paragraph(self, text: str, style: str = "Normal") -> Any:
        return add_paragraph(self.document, text, style)

    def heading(self, text: str, level: int, key: str) -> None:
        paragraph = self.paragraph(text, f"Heading {level}")
        self.marks += 1
        bookmarked(paragraph, _mark(key), self.marks)

    def term(self, word: str, text: str, style: str = "Definition") -> None:
        """A word in bold, then what it means."""
        paragraph = self.paragraph("", style)
        add_text(paragraph, f"{word}.", "Strong")
        add_text(paragraph, f" {text}")

    def figure(self, drawing: Pictured, headline: str, inches: float, name: str) -> None:
        """A picture across the column, its caption below it."""
        theme = replace(PLATE, size=(self.width, inches))
        paragraph = self.paragraph("", "Figure")
        shape = paragraph.add_run().add_picture(BytesIO(png(drawing, theme)), width=round(self.width * EMU))
        properties = shape._inline.docPr
        properties.set("descr", " ".join(cleaned(line) for line in drawing.words.alternative.splitlines() if line))
        properties.set("name", f"Figure {self.counts['Figure'] + 1}")
        again = f"_{self.counts['Figure'] + 1}" if name in self.figures else ""  # whole, where it was cut before
        mark = f"fig_{_mark(name)}{again}"
        self.caption("Figure", headline, "Caption", mark)
        self.figures[name] = f"Figure {self.counts['Figure']}", mark

    def caption(self, kind: str, text: str, style: str, mark: str) -> None:
        """'Figure 3. What it says', the number a field."""
        self.counts[kind] += 1
        self.marks += 1
        paragraph = self.paragraph(f"{kind} ", style)
        add_field(paragraph, f"SEQ {kind} \\* ARABIC", str(self.counts[kind]))
        bookmarked(paragraph, mark, self.marks)
        add_text(paragraph, f". {sentence(capital(text))}")

    def table(self, grid: Grid, title: str) -> None:
        """A table below its caption; rows that are left out are counted."""
        if not grid.rows:
            for text in grid.notes:
                self.paragraph(text, "Table Note")
            return
        self.caption("Table", title, "Table Caption", f"tab_{self.counts['Table'] + 1}")
        add_table(self.document, grid, self.width, title)
        more = [f"+{grid.more:,} more rows"] if grid.more else []
        for text in (*more, *grid.notes):
            self.paragraph(text, "Table Note")

    def footer(self) -> None:
        """What the report was made from, and the page."""
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.style = self.document.styles["Footer"]
        for child in [child for child in paragraph._p if not child.tag.endswith("}pPr")]:
            paragraph._p.remove(child)
        add_text(paragraph, f"{self.content.imprint} \u00b7 page ")
        add_field(paragraph, "PAGE", "1")


def _mark(key: str) -> str:
    """The name of a bookmark: letters, digits and _."""
    return key.replace("-", "_")


def _meaning(term: Term, before: str) -> str:
    return f"{term.meaning} ({before}{term.also})" if term.also else term.meaning


def _emptied(document: Any) -> None:
    """Without what a template holds as an example; its last section stays."""
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
