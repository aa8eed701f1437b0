"""Setting a deck: each slide's text, drawing, notes and alternative text."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO
from uuid import UUID

from decision_model.analysis.grid import grid
from decision_model.analysis.grounds import grounds
from decision_model.analysis.robustness.dominance import Dominance
from decision_model.analysis.robustness.firmness import Firmness
from decision_model.analysis.robustness.flip import Flip
from decision_model.analysis.robustness.winners import Winners
from decision_model.analysis.sources.claims import JudgedClaims
from decision_model.figures.choice.diagram import DiagramPicture
from decision_model.figures.choice.tree import TreePicture
from decision_model.figures.page.layout import Box, block
from decision_model.figures.page.page import Pictured
from decision_model.figures.page.words import source_line
from decision_model.interchange.document.archive import settled_archive
from decision_model.interchange.document.bare import pictured, png
from decision_model.interchange.document.plain import cleaned
from decision_model.interchange.document.properties import set_properties
from decision_model.interchange.formats import ExportChoices
from decision_model.interchange.writing.pptx.chart_of import native
from decision_model.interchange.writing.pptx.charts import add_bars, add_lines, fitting
from decision_model.interchange.writing.pptx.diagram import diagram_drawer
from decision_model.interchange.writing.pptx.look import PT
from decision_model.interchange.writing.pptx.marks import ShapeGroup, describe
from decision_model.interchange.writing.pptx.native import BarChart, NativeChart
from decision_model.interchange.writing.pptx.slides import LEAST, SlideDeck
from decision_model.interchange.writing.pptx.tables import TextTable, add_table, fitted_table, of_cells, of_grid
from decision_model.interchange.writing.pptx.telling import SlideText, deck
from decision_model.interchange.writing.pptx.texts import set_paragraph
from decision_model.interchange.writing.pptx.tree import tree_drawer
from decision_model.model.decision_model import DecisionModel
from decision_model.words.sentences import counted

AS_TABLES = (JudgedClaims,)
"""Results that are read as a table rather than as a picture."""
ELSE_TABLES = (Dominance, Firmness, Flip, Winners)
"""Results that are a table where no chart shows them."""


def set_deck(model: DecisionModel, choices: ExportChoices) -> bytes:
    """The deck as a file, the same bytes each time."""
    told = deck(model, choices.slides)
    slides = SlideDeck(choices.template)
    for text in told:
        _SlideSetter(slides, model, text).set()
    set_properties(slides.file, model)
    if not choices.slides:
        _sections(slides)
    buffer = BytesIO()
    slides.file.save(buffer)
    return settled_archive(buffer.getvalue())


class _SlideSetter:
    def __init__(self, deck: SlideDeck, model: DecisionModel, text: SlideText):
        self.deck, self.model, self.text = deck, model, text

    def set(self) -> None:
        deck, text = self.deck, self.text
        layout = {"title": deck.opening, "text": deck.texts}.get(text.kind, deck.drawn)
        self.slide = deck.slide(layout, text.title, text.section)
        deck.noted(self.slide, text.notes)
        if text.result is None:
            self.lines()
        else:
            for placeholder in [deck.body_holder(self.slide)]:
                if placeholder is not None:
                    placeholder._element.getparent().remove(placeholder._element)
            self.result()
        if text.kind != "title":
            deck.footed(
                self.slide, (source_line(self.model), f"{self.model.name}. {grounds(self.model)}", self.model.name)
            )
        deck.cleared(self.slide)

    def lines(self) -> None:
        """Lines of text in the layout's own placeholder, or in a box where it has none."""
        holder = self.deck.body_holder(self.slide)
        if holder is not None:
            self.deck.fill(holder, self.text.lines)
            return
        room = self.deck.body(self.slide)
        self.caption(" ".join(self.text.lines), room)

    def result(self) -> None:
        """The answer in the form that can be edited best: shapes, a chart, a table, or else a picture."""
        room, result = self.deck.body(self.slide), self.text.result
        assert result is not None
        drawing = pictured(result)
        tables = self.tables(drawing)
        chart = native(result, self.deck.theme) if drawing is not None and not tables else None
        if drawing is not None:
            room = self.below(getattr(chart, "shown", "") or self.shown(drawing), room)
        if isinstance(drawing, TreePicture | DiagramPicture):
            if not self.shapes(drawing, room):
                self.picture(drawing, room)
            return
        if chart is None and not tables and isinstance(result, ELSE_TABLES):
            tables = [of_grid(each) for each in (grid(result),) if each is not None]
        if chart is not None:
            self.chart(chart, room)
        elif not self.table(tables, room):
            self.picture(drawing, room)

    def tables(self, drawing: Pictured | None) -> list[TextTable]:
        """The tables that show the answer, the fullest first: its own, or those that its picture is."""
        result = self.text.result
        assert result is not None
        cells = getattr(drawing, "grids", None)
        if callable(cells):
            return [of_cells(each) for each in cells(self.deck.theme)]
        found = grid(result) if isinstance(result, AS_TABLES) or drawing is None else None
        return [] if found is None else [of_grid(found)]

    def shown(self, drawing: Pictured) -> str:
        """What is shown, without the model's title, which every slide would repeat."""
        return drawing.words.subtitle.removeprefix(f"{self.model.title}. ")

    def below(self, caption: str, room: Box) -> Box:
        """The room that a caption leaves."""
        text = block(caption, room.width, LEAST)
        if not any(text.lines):
            return room
        lines = min(len(text.lines), 2)
        height = 1.2 * LEAST * lines
        cut = " ".join(text.lines[:lines]) + ("\u2026" if len(text.lines) > lines else "")
        self.caption(cut, Box(room.x, room.y, room.width, height))
        used = height + 0.6 * LEAST
        return Box(room.x, room.y + used, room.width, room.height - used)

    def caption(self, text: str, room: Box, colour: str = "soft") -> None:
        box = self.slide.shapes.add_textbox(*(round(side * PT) for side in (room.x, room.y, room.width, room.height)))
        box.name = "Caption"
        frame = box.text_frame
        frame.word_wrap = True
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        set_paragraph(frame.paragraphs[0], text, LEAST, colour=colour)

    def more(self, text: str, room: Box) -> None:
        """What is not shown, counted below."""
        self.caption(text, Box(room.x, room.bottom - 1.2 * LEAST, room.width, 1.2 * LEAST))

    def shapes(self, drawing: TreePicture | DiagramPicture, room: Box) -> bool:
        """Whether a tree or a diagram can be read here; if it can, it is drawn in shapes."""
        theme = replace(self.deck.theme, size=(room.width / 72, room.height / 72))
        drawer = tree_drawer(drawing, theme) if isinstance(drawing, TreePicture) else diagram_drawer(drawing, theme)
        if drawer is None:
            return False
        name = "Decision tree" if isinstance(drawing, TreePicture) else "Influence diagram"
        drawer(ShapeGroup(self.slide, room, self.deck.colours, name, drawing.words.alternative))
        return True

    def chart(self, chart: NativeChart, room: Box) -> None:
        alternative = pictured(self.text.result).words.alternative  # type: ignore[arg-type, union-attr]
        if isinstance(chart, BarChart):
            shown = fitting(chart, room)
            hidden = len(chart.categories) - len(shown.categories)
            if hidden:
                self.more(f"+{counted(hidden, 'more row')}", room)
                room = replace(room, height=room.height - 1.5 * LEAST)
                shown = fitting(chart, room)
            frame = add_bars(self.slide, shown, room)
        else:
            frame = add_lines(self.slide, chart, room)
        describe(frame, alternative, f"Chart: {self.text.title}")

    def table(self, tables: list[TextTable], room: Box) -> bool:
        """Whether a table has room here; if one has, it is set."""
        fit = fitted_table(tables, room)
        if fit is not None and (fit[1] < len(fit[0].rows) or fit[0].more):
            fit = fitted_table(tables, replace(room, height=room.height - 1.5 * LEAST))
        if fit is None:
            return False
        table, count = fit
        frame = add_table(self.slide, table, count, room)
        said = f"Table with {counted(count, 'row')}: {', '.join(filter(None, table.heads))}. {self.text.title}"
        describe(frame, said, f"Table: {self.text.title}")
        hidden = len(table.rows) - count + table.more
        if hidden:
            self.more(f"+{counted(hidden, 'more row')}", room)
        return True

    def picture(self, drawing: Pictured | None, room: Box) -> None:
        if drawing is None:
            self.caption(" ".join(self.text.notes), room)
            return
        content = png(drawing, replace(self.deck.theme, size=(room.width / 72, room.height / 72)))
        sides = (round(side * PT) for side in (room.x, room.y, room.width, room.height))
        shape = self.slide.shapes.add_picture(BytesIO(content), *sides)
        describe(shape, drawing.words.alternative, f"Picture: {self.text.title}")


def _sections(slides: SlideDeck) -> None:
    """The questions as sections of the deck."""
    from pptx.oxml import parse_xml

    office = "http://schemas.microsoft.com/office/powerpoint/2010/main"
    parts = []
    for name, ids in slides.sections:
        key = UUID(bytes=hashlib.sha256(f"{name} {ids}".encode()).digest()[:16], version=4)
        entries = "".join(f'<p14:sldId id="{each}"/>' for each in ids)
        attribute = cleaned(name).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        parts.append(
            f'<p14:section name="{attribute}" id="{{{str(key).upper()}}}"><p14:sldIdLst>{entries}</p14:sldIdLst>'
            "</p14:section>"
        )
    markup = (
        '<p:ext xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        f'uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}"><p14:sectionLst xmlns:p14="{office}">{"".join(parts)}'
        "</p14:sectionLst></p:ext>"
    )
    element = slides.file.part._element
    extensions = element.find("{*}extLst")
    if extensions is None:
        extensions = element.makeelement(element.tag.replace("presentation", "extLst"), {})
        element.append(extensions)
    for old in [each for each in extensions if each.get("uri") == "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"]:
        extensions.remove(old)
    extensions.append(parse_xml(markup))
