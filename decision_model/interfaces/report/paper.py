"""The report as a PDF: the same words and pictures, set on A4 pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from decision_model.analysis.answers import Report as Progress
from decision_model.analysis.grid import Grid
from decision_model.figures.page.words import package_version
from decision_model.figures.pdf.document import Imprint, booklet
from decision_model.figures.pdf.document_layout import (
    ABOVE_PLATE,
    GAPS,
    LINE,
    PAGE,
    Contents,
    Heading,
    Piece,
    Plate,
    Ruled,
    Text,
    height,
    shared,
)
from decision_model.figures.pdf.document_tables import Table
from decision_model.interchange.document.content import FRONT, MOST, ON_FIRST, SHORT, Chapter, Content, byline
from decision_model.interchange.document.glossary import Term
from decision_model.interfaces.report.handout import (
    CARED_ABOUT,
    CHOICE,
    NOTES,
    SHARE_OUT,
    STATED_WEIGHT,
    TURN,
    YOUR_WEIGHT,
    Handout,
    shorter,
)
from decision_model.model.decision_model import DecisionModel

FEW_LINES = 4
"""Lines to write on that a heading is worth."""
YOUR_TURN = "Your turn"


def paper(content: Content, report: Progress) -> bytes:
    """The report as a PDF."""
    report("Setting the pages")
    pieces = list(_body(content))
    listed = [piece for piece in pieces if isinstance(piece, Heading) and piece.key]
    imprint = Imprint(content.model.title, f"decision-model {package_version()} report", content.imprint)
    return booklet([*_front(content), *_contents(content, listed), *pieces], imprint)


def _front(content: Content) -> Iterator[Piece]:
    """The first page: the question, the answer, the tree as high as there is room for, and what would turn it."""
    pieces = [*_question(content.model), *(Text(line.text, term=line.label) for line in content.lines)]
    pieces += [Text(content.rule, soft=True)] if content.rule else []
    room = PAGE - height(pieces)
    heights = shared(room, [MOST, *[FRONT] * (len(content.front) - 1)])
    yield from pieces
    for chapter, inches in zip(content.front, heights, strict=False):
        assert chapter.picture is not None
        yield Plate(chapter.picture, inches)


def handout_paper(handout: Handout) -> bytes:
    """A handout that fits as a PDF of two pages."""
    about = f"decision-model {package_version()}"
    imprint = Imprint(handout.model.title, f"{about} handout", f"{handout.model.name}, {about}")
    return booklet([*_given(handout), *_own_page(handout)], imprint)


def fitting(whole: Handout) -> Handout:
    """The handout with as much on its first page as there is room for."""
    trials = list(shorter(whole))
    return next((trial for trial in trials if height(list(_first(trial))) <= PAGE), trials[-1])


def _given(handout: Handout) -> Iterator[Piece]:
    """The first page: what is given, and lines for notes in what is left of it."""
    pieces = list(_first(handout))
    yield from pieces
    heading = Heading(NOTES, 3)
    lines = int((PAGE - height([*pieces, heading])) // LINE)
    if lines >= FEW_LINES:
        yield from (heading, Ruled(lines))


def _first(handout: Handout) -> Iterator[Piece]:
    yield from _question(handout.model)
    if handout.setting:
        yield Heading("The setting", 3)
        yield from (Text(paragraph) for paragraph in handout.setting)
    for title, terms in (("What can be chosen", handout.decisions), ("What can happen", handout.events)):
        if terms:
            yield Heading(title, 3)
            for term in terms:
                first, *others = term.meaning.splitlines()
                yield Text(first, term=term.word)
                yield from (Text(other, further=True) for other in others)
    yield Heading(CARED_ABOUT, 3)
    if len(handout.columns) == 1:
        yield Text(", ".join(row[0] for row in handout.considerations))
        return
    if handout.weighed:
        yield Text(SHARE_OUT, soft=True)
    numeric = tuple(column in (STATED_WEIGHT, YOUR_WEIGHT) for column in handout.columns)
    yield Table(handout.columns, handout.considerations, numeric, LINE if handout.weighed else 0.0)


def _own_page(handout: Handout) -> Iterator[Piece]:
    """The second page: the tree, the answer unless it is hidden, and lines for one's own."""
    start: list[Piece] = [] if handout.tree else [Heading(YOUR_TURN, 2, fresh=True)]
    told: list[Piece] = [Text(line.text, term=line.label) for line in handout.lines]
    told += [Text(handout.reading, soft=True)] if handout.reading else []
    first, second = Heading(CHOICE, 3), Heading(TURN, 3)
    room = PAGE - height([*start, *told, first, second]) - GAPS[3]
    if handout.tree is not None:
        [inches] = shared(room - 3 * FEW_LINES * LINE, [MOST])
        start = [Plate(handout.tree, inches)]
        room -= 72 * inches + ABOVE_PLATE
    lines = max(0, int(room // LINE))
    yield from (*start, *told, first, Ruled(lines - lines // 3), second, Ruled(lines // 3))


def _question(model: DecisionModel) -> Iterator[Piece]:
    yield Heading(model.title, 0)
    if model.question:
        yield Text(model.question, strong=True)
    if byline(model):
        yield Text(byline(model))


def _contents(content: Content, listed: Sequence[Heading]) -> Iterator[Piece]:
    """The second page: the setting, and what is where."""
    if content.note:
        yield Heading("The setting", 3, fresh=True)
        yield from (Text(paragraph) for paragraph in content.note)
    yield Heading("Appendix: every question", 3, fresh=not content.note)
    yield Contents(tuple(listed))


def _body(content: Content) -> Iterator[Piece]:
    for place, part in enumerate(content.parts):
        yield Heading(part.title, 1, part.key, fresh=place == 0)
        for chapter in part.chapters:
            yield from _chapter(chapter)
    yield Heading(content.words_title, 1, "words", fresh=True)
    if content.terms:
        yield Heading("Glossary", 2, "glossary")
        yield from (_term(term, "also: ") for term in content.terms)
    if content.own_terms:
        yield Heading("Words of this scenario", 2, "own-words")
        yield from (_term(term, "") for term in content.own_terms)
    if content.model.sources:
        yield Heading("Sources", 2, "sources")
        for name, source in content.model.sources.items():
            entry = ". ".join(filter(None, (source.title, source.reference, source.url, " ".join(source.note.split()))))
            yield Text(entry, term=name)
    yield Heading("How this report was made", 2, "stamp")
    yield from (Text(value, term=name) for name, value in content.stamp)


def _term(term: Term, before: str) -> Text:
    also = f" ({before}{term.also})" if term.also else ""
    return Text(f"{term.meaning}{also}", term=term.word)


def _chapter(chapter: Chapter) -> Iterator[Piece]:
    yield Heading(chapter.analysis.question.title, 2, chapter.analysis.name)
    yield Text(chapter.analysis.question.asks, soft=True)
    if chapter.shown is not None:
        yield Plate(chapter.shown, chapter.height)
    elif chapter.in_front:
        yield Text(ON_FIRST)
    for place, sentence in enumerate(chapter.sentences):
        yield Text(sentence, strong=not place and chapter.picture is None and len(sentence) < SHORT)
    if chapter.reason:
        yield Text(chapter.reason)
    if chapter.grid is not None:
        yield from _grid(chapter.grid)


def _grid(grid: Grid) -> Iterator[Piece]:
    yield Table(grid.columns, grid.rows, grid.numeric)
    if grid.more:
        yield Text(f"+{grid.more:,} more rows")
    yield from (Text(note) for note in grid.notes)
