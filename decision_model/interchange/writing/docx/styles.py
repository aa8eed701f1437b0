"""The styles of a report: Word's own where they exist, a few beside them; nothing is formatted by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from decision_model.figures.page.style import LIGHT

FONT = "Arial"
LANGUAGE = "en-GB"
WIDTH, HEIGHT, MARGIN = 210.0, 297.0, 25.0
"""Millimetres of the page."""


@dataclass(frozen=True)
class ParagraphStyle:
    """A style of paragraphs: what it is based on, its type in points, colour, spaces, and how it keeps together."""

    name: str
    base: str = "Normal"
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    colour: str = ""
    before: float | None = None
    after: float | None = None
    right: bool = False
    indent: float = 0.0
    keeps: bool = False
    hangs: bool = False


OWN = (
    ParagraphStyle("Normal", "", 10.5, colour=LIGHT.ink, after=6),
    ParagraphStyle("Title", "", 24, True, colour=LIGHT.ink, before=0, after=4),
    ParagraphStyle("Subtitle", "", 13, False, False, LIGHT.soft, 0, 4),
    ParagraphStyle("Heading 1", "", 16, True, colour=LIGHT.accent, before=24, after=6, keeps=True),
    ParagraphStyle("Heading 2", "", 12.5, True, colour=LIGHT.ink, before=16, after=4, keeps=True),
    ParagraphStyle("Caption", "", 9, False, colour=LIGHT.soft, before=2, after=10),
    ParagraphStyle("List Bullet", "", after=4),
    ParagraphStyle("Footer", "", 8, colour=LIGHT.soft),
)
"""How the library's own template is set, whose styles date from 2007."""
BESIDE = (
    ParagraphStyle("Answer", size=11, after=6),
    ParagraphStyle("Explanation", size=9.5, italic=True, colour=LIGHT.soft, after=6, keeps=True),
    ParagraphStyle("Figure", before=6, after=2, keeps=True),
    ParagraphStyle("Table Caption", "Caption", before=8, after=4, keeps=True),
    ParagraphStyle("Table Text", size=8.5, before=1, after=1),
    ParagraphStyle("Table Number", "Table Text", right=True),
    ParagraphStyle("Narrow Table Text", "Table Text", 6.5),
    ParagraphStyle("Narrow Table Number", "Narrow Table Text", right=True),
    ParagraphStyle("Table Note", size=8.5, colour=LIGHT.soft, before=2, after=8),
    ParagraphStyle("Definition", after=4, indent=14.0, hangs=True),
    ParagraphStyle("Contents 1", size=10.5, bold=True, before=6, after=1),
    ParagraphStyle("Contents 2", size=10, after=1, indent=14.0),
)
"""Styles that Word has no name for; a template that has one of that name keeps its own."""
TABLE = "Report Table"
TABLE_STYLE = (
    '<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:type="table" '
    f'w:customStyle="1" w:styleId="ReportTable"><w:name w:val="{TABLE}"/><w:basedOn w:val="TableNormal"/>'
    '<w:uiPriority w:val="99"/><w:qFormat/><w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>'
    '<w:top w:val="single" w:sz="8" w:space="0" w:color="{ink}"/><w:bottom w:val="single" w:sz="8" w:space="0" '
    'w:color="{ink}"/><w:insideH w:val="single" w:sz="2" w:space="0" w:color="{faint}"/></w:tblBorders>'
    '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="6" '
    'w:space="0" w:color="{ink}"/></w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="{band}"/></w:tcPr>'
    "</w:tblStylePr></w:style>"
)


def own_look(document: Any) -> None:
    """The look of a report without a template: A4, one typeface, headings in the accent."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(WIDTH), Mm(HEIGHT)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    for wanted in OWN:
        _set(document.styles[wanted.name], wanted)
    _one_typeface(document)
    _language(document)


def further_styles(document: Any) -> None:
    """The styles that a report needs beside the usual ones, where the document does not have them."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml

    known = {style.name for style in document.styles}
    for wanted in (*BESIDE, *(each for each in OWN if each.name not in known)):
        if wanted.name not in known:
            style = document.styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = document.styles[wanted.base] if wanted.base in known else None
            style.quick_style = True
            known.add(wanted.name)
            _set(style, wanted)
    if "Strong" not in known:
        document.styles.add_style("Strong", WD_STYLE_TYPE.CHARACTER).font.bold = True
    if TABLE not in known:
        colours = {name: getattr(LIGHT, name)[1:].upper() for name in ("ink", "faint", "band")}
        document.styles.element.append(parse_xml(TABLE_STYLE.format(**colours)))


def _set(style: Any, wanted: ParagraphStyle) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    font, form = style.font, style.paragraph_format
    if wanted.size:
        font.size = Pt(wanted.size)
    if wanted.colour:
        font.color.rgb = RGBColor(*bytes.fromhex(wanted.colour[1:]))
    for name, value in (("bold", wanted.bold), ("italic", wanted.italic)):
        if value is not None:
            setattr(font, name, value)
    for name, points in (("space_before", wanted.before), ("space_after", wanted.after)):
        if points is not None:
            setattr(form, name, Pt(points))
    if wanted.right:
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if wanted.indent:
        form.left_indent, form.first_line_indent = (
            Pt(wanted.indent),
            Pt(-wanted.indent if wanted.hangs else 0),
        )
    if wanted.keeps:
        form.keep_with_next = True


def _one_typeface(document: Any) -> None:
    """Every style in the typeface of the report, without rules and themes of the library's template."""
    from docx.oxml.ns import qn

    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in [name for name in fonts.attrib if not name.endswith("hint")]:
            del fonts.attrib[name]
        for name in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{name}"), FONT)
    for tag in ("w:pBdr", "w:kern"):
        for extra in list(document.styles.element.iter(qn(tag))):
            extra.getparent().remove(extra)
    for spacing in list(document.styles.element.iter(qn("w:spacing"))):
        if spacing.getparent().tag == qn("w:rPr"):
            spacing.getparent().remove(spacing)


def _language(document: Any) -> None:
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
