"""Slides on a master: which layout a slide takes, where its body is, how large its title and text may be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any
from xml.etree import ElementTree

from decision_model.errors import ModelError
from decision_model.figures.charts.keyed import mixed
from decision_model.figures.page import fonts
from decision_model.figures.page.layout import Box
from decision_model.figures.page.style import DARK, LIGHT, THEMES, Colours, Theme, luminance
from decision_model.interchange.document.archive import no_template, template_archive
from decision_model.interchange.document.plain import cleaned
from decision_model.interchange.writing.pptx.look import PT, own_look
from decision_model.interchange.writing.pptx.texts import set_paragraph

LEAST = 14.0
"""Points below which nothing is set that this tool writes; where a template's titles are smaller, they keep theirs."""
LINE = 1.2
"""Ems from one line to the next."""
USUAL = 18.0
BESIDE = ("DATE", "FOOTER", "SLIDE_NUMBER")
DARKEST = 0.2
"""Luminance of a background below which pictures are drawn for dark paper."""
GAP = 8.0
KIND, WHITE = "presentation", "#ffffff"
PALE = 0.8
"""Share of paper in the tint of the accent."""


class SlideDeck:
    """A presentation that slides are added to: of this look, or on the master and layouts of a template."""

    def __init__(self, template: bytes | None):
        from pptx import Presentation

        try:
            self.file: Any = Presentation(None if template is None else template_archive(template, KIND))
        except (KeyError, ValueError, OSError, SyntaxError, AttributeError) as error:
            raise no_template(KIND) from error
        if not len(self.file.slide_layouts):
            raise ModelError("The template has no layouts for slides.")
        self.templated = template is not None
        if template is None:
            own_look(self.file)
        self._drop_slides()
        page: Any = self.file
        self.width, self.height = page.slide_width / PT, page.slide_height / PT
        self.sections: list[tuple[str, list[int]]] = []

    def _drop_slides(self) -> None:
        """The template's own slides, which are its examples."""
        self.file.slides._sldIdLst.clear()
        relations = self.file.part.rels
        for key in [key for key, relation in relations.items() if relation.reltype.endswith("/slide")]:
            relations.pop(key)

    # layouts

    def layout(self, *wanted: frozenset[str]) -> Any:
        """The first layout whose placeholders are, but for date, footer and number, these; else one with a title."""
        layouts = list(self.file.slide_layouts)
        for kinds in wanted:
            for layout in layouts:
                if sorted(_kinds(layout)) == sorted(kinds):
                    return layout
        titled = [layout for layout in layouts if {"TITLE", "CENTER_TITLE"} & set(_kinds(layout))]
        return min(titled or layouts, key=lambda layout: len(_kinds(layout)))

    @cached_property
    def opening(self) -> Any:
        """The layout of the first slide."""
        return self.layout(frozenset({"CENTER_TITLE", "SUBTITLE"}), frozenset({"TITLE", "SUBTITLE"}))

    @cached_property
    def texts(self) -> Any:
        """The layout of slides with lines of text."""
        return self.layout(frozenset({"TITLE", "OBJECT"}), frozenset({"TITLE", "BODY"}))

    @cached_property
    def drawn(self) -> Any:
        """The layout of slides with a drawing."""
        return self.layout(frozenset({"TITLE"}), frozenset({"TITLE", "OBJECT"}), frozenset({"TITLE", "BODY"}))

    # slides

    def slide(self, layout: Any, title: str, section: str) -> Any:
        """A new slide with its title, footer and number; placeholders that are left empty are gone."""
        slide = self.file.slides.add_slide(layout)
        if slide.shapes.title is not None:
            self.fill(slide.shapes.title, [title], fewest=1)
        if not self.sections or self.sections[-1][0] != section:
            self.sections.append((section, []))
        self.sections[-1][1].append(slide.slide_id)
        return slide

    def footed(self, slide: Any, texts: Sequence[str]) -> None:
        """The footer, with the first of the texts that fits, and the number of a slide, as its layout has them."""
        for shape in slide.slide_layout.placeholders:
            kind = shape.placeholder_format.type.name
            if kind in ("FOOTER", "SLIDE_NUMBER"):
                text = next((each for each in map(cleaned, texts) if _fits(each, shape)), "")
                copied = _copied(shape, kind == "FOOTER", text)
                copied._nvXxPr.cNvPr.set("id", str(slide.shapes._next_shape_id))
                slide.shapes._spTree.append(copied)

    def body_holder(self, slide: Any) -> Any:
        """The placeholder for what stands below the title; None where the layout has none."""
        others = [each for each in slide.placeholders if each.placeholder_format.idx != 0]
        return next((each for each in others if each.placeholder_format.type.name not in BESIDE), None)

    def cleared(self, slide: Any) -> None:
        """Take placeholders away that nothing was put into."""
        for shape in list(slide.placeholders):
            if shape.has_text_frame and not shape.text_frame.text.strip():
                shape._element.getparent().remove(shape._element)

    def body(self, slide: Any) -> Box:
        """What is free below the title, in points, by the layout's own body or that of slides with text."""
        title = slide.shapes.title
        top = (title.top + title.height) / PT if title is not None else 0.08 * self.height
        holders = [each for each in self.texts.placeholders if each.placeholder_format.type.name in ("OBJECT", "BODY")]
        if holders:
            own = max(holders, key=lambda each: each.width * each.height)
            x, y, width, height = (side / PT for side in (own.left, own.top, own.width, own.height))
            above = min(y, top) if title is None else top
            y, bottom = max(y, above), y + height
            if bottom - y > 0.3 * self.height and width > 0.5 * self.width:
                return Box(x, y, width, bottom - y)
        left = title.left / PT if title is not None else 0.05 * self.width
        return Box(left, top + GAP, self.width - 2 * left, 0.92 * self.height - top - GAP)

    def fill(self, holder: Any, lines: Sequence[str], fewest: int = 0) -> int:
        """Put lines into a placeholder, smaller where they would not fit; how many were left out.

        As many lines as `fewest` stay whatever their size.
        """
        own = _inherited_size(holder) or USUAL
        room = holder.width / PT - 16.0, holder.height / PT - 8.0
        weight = "bold" if fewest else "normal"
        count, size = len(lines), own
        while True:
            fitting = [each for each in _sizes(own) if _height(lines[:count], room[0], each, weight) <= room[1]]
            if fitting or count <= max(1, fewest):
                size = fitting[0] if fitting else min(own, LEAST)
                break
            count -= 1
        more = len(lines) - count
        shown = [*lines[:count], *([f"+{more} more"] if more else [])]
        frame = holder.text_frame
        for place, line in enumerate(shown):
            paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
            set_paragraph(paragraph, _cut(line, room, size, weight), size if size < own else None)
        return more

    def noted(self, slide: Any, paragraphs: Sequence[str]) -> None:
        """The speaker's notes."""
        frame = slide.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = "\n".join(cleaned(each) for each in paragraphs if each)

    # look

    @cached_property
    def theme(self) -> Theme:
        """The theme of figures that suits the background of the slides."""
        slides = THEMES["slides"]
        if not self.templated:
            return slides
        paper = self.themed("bg1", "lt1")
        colours = DARK if luminance(paper) < DARKEST else LIGHT
        tint = mixed(self.themed("accent1", "accent1"), paper, PALE)
        return replace(slides, colours=replace(colours, tint=tint))

    @property
    def colours(self) -> Colours:
        return self.theme.colours

    def themed(self, role: str, usual: str) -> str:
        """A colour of the master's theme by its role, #rrggbb; white where it cannot be told."""
        from pptx.opc.constants import RELATIONSHIP_TYPE

        master = self.file.slide_master
        mapping = master._element.find("{*}clrMap")
        name = usual if mapping is None else mapping.get(role, usual)
        try:
            theme = ElementTree.fromstring(master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob)
        except (KeyError, ElementTree.ParseError):
            return WHITE
        entry = theme.find(f".//{{*}}clrScheme/{{*}}{name}/*")
        value = "" if entry is None else entry.get("lastClr", entry.get("val", ""))
        return f"#{value.lower()}" if re.fullmatch("[0-9a-fA-F]{6}", value) else WHITE


def _kinds(layout: Any) -> list[str]:
    """What the placeholders of a layout are for, but for date, footer and number."""
    kinds = (each.placeholder_format.type.name for each in layout.placeholders)
    return [kind for kind in kinds if kind not in BESIDE]


def _copied(shape: Any, with_text: bool, text: str) -> Any:
    """A placeholder of a layout as a slide has it: it takes its place from there."""
    from copy import deepcopy

    element = deepcopy(shape._element)
    for place in element.spPr.findall("{*}xfrm"):
        element.spPr.remove(place)
    if with_text:
        paragraphs = element.txBody.findall("{*}p")
        for extra in paragraphs[1:]:
            element.txBody.remove(extra)
        for child in list(paragraphs[0]):
            paragraphs[0].remove(child)
        paragraphs[0].get_or_add_pPr()
        paragraphs[0].add_r(text)
    return element


def _fits(text: str, holder: Any) -> bool:
    """Whether a text has room in a placeholder of a layout, in the type that it has there."""
    own = _first_level(holder._element.txBody.find("{*}lstStyle"))
    base = getattr(holder, "_base_placeholder", None)
    size = own or (base is not None and _first_level(base._element.txBody.find("{*}lstStyle"))) or USUAL
    lines = len(fonts.wrap(text, holder.width / PT - 16.0, size))
    return lines * LINE * size <= holder.height / PT + 1.0


def _inherited_size(holder: Any) -> float | None:
    """The size of type that a placeholder takes from its layout or its master, in points."""
    layout = getattr(holder, "_base_placeholder", None)
    title = holder.placeholder_format.type.name in ("TITLE", "CENTER_TITLE")
    chain = [layout, getattr(layout, "_base_placeholder", None)]
    for place in (each for each in chain if each is not None):
        size = _first_level(place._element.txBody.find("{*}lstStyle"))
        if size:
            return size
    styles = holder.part.slide_layout.slide_master._element.find("{*}txStyles")
    style = None if styles is None else styles.find("{*}titleStyle" if title else "{*}bodyStyle")
    return _first_level(style)


def _first_level(style: Any) -> float | None:
    found = None if style is None else style.find("{*}lvl1pPr/{*}defRPr")
    return int(found.get("sz")) / 100 if found is not None and found.get("sz") else None


def _sizes(own: float) -> list[float]:
    """Sizes of type to try, largest first."""
    return [own, *(size for size in (36.0, 32.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, LEAST) if size < own)]


def _cut(text: str, room: tuple[float, float], size: float, weight: str) -> str:
    """A text that would by itself be higher than the room, cut."""
    lines = fonts.wrap(text, room[0] - (0 if weight == "bold" else 20.0), size, weight)
    most = max(1, int(room[1] / (LINE * size)))
    return text if len(lines) <= most else " ".join(lines[:most])[:-1] + "\u2026"


def _height(lines: Sequence[str], width: float, size: float, weight: str) -> float:
    """How high paragraphs are, each with some space before it."""
    rows = sum(len(fonts.wrap(line, width - (0 if weight == "bold" else 20.0), size, weight)) for line in lines)
    return LINE * size * rows + (0.45 * size if weight == "normal" else 0.0) * len(lines)
