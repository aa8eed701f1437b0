"""The look of a deck without a template: 16:9, the figures' own colours as the theme, titles that hold a sentence."""

from __future__ import annotations

import re
from typing import Any

from decision_model.figures.page.style import LIGHT

PT = 12_700
"""EMU of a point."""
WIDTH, HEIGHT = 960, 540
MARGIN = 40
FONT = "Arial"
KEPT = ("title", "obj", "secHead", "titleOnly")
"""Layouts that stay, by type."""
SCHEME = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.paper,
    "dk2": LIGHT.soft,
    "lt2": LIGHT.band,
    "accent1": LIGHT.accent,
    "accent2": "#b3541e",
    "accent3": "#4f7a28",
    "accent4": "#7a4fa3",
    "accent5": "#1f8a8a",
    "accent6": "#a0425f",
    "hlink": LIGHT.accent,
    "folHlink": LIGHT.soft,
}
Place = tuple[float, float, float, float]
TITLE: Place = (MARGIN, 22, WIDTH - 2 * MARGIN, 72)
BODY: Place = (MARGIN, 104, WIDTH - 2 * MARGIN, 386)
FOOTER: Place = (MARGIN, 498, WIDTH - 2 * MARGIN - 70, 36)
NUMBER: Place = (WIDTH - MARGIN - 60, 498, 60, 36)
PLACES: dict[str, dict[str, Place]] = {
    "master": {"title": TITLE, "body": BODY, "ftr": FOOTER, "sldNum": NUMBER},
    "title": {"ctrTitle": (80, 120, 800, 150), "subTitle": (80, 290, 800, 150), "ftr": FOOTER, "sldNum": NUMBER},
    "obj": {"title": TITLE, "obj": BODY, "ftr": FOOTER, "sldNum": NUMBER},
    "secHead": {"title": (80, 150, 800, 100), "body": (80, 270, 800, 200), "ftr": FOOTER, "sldNum": NUMBER},
    "titleOnly": {"title": TITLE, "ftr": FOOTER, "sldNum": NUMBER},
}
STYLE = '<a:lstStyle xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">{levels}</a:lstStyle>'
LEVEL = (
    '<a:lvl{level}pPr marL="{left}" indent="{indent}" algn="{align}">'
    '<a:spcBef><a:spcPts val="{before}"/></a:spcBef>{bullet}'
    '<a:defRPr sz="{size}" b="{bold}"><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:defRPr>'
    "</a:lvl{level}pPr>"
)


def own_look(presentation: Any) -> None:
    """Give a presentation made of the library's own template this look."""
    presentation.slide_width, presentation.slide_height = WIDTH * PT, HEIGHT * PT
    _drop_extras(presentation)
    master = presentation.slide_master
    _theme(master)
    for layout in list(presentation.slide_layouts):
        if layout._element.get("type") not in KEPT:
            presentation.slide_layouts.remove(layout)
    _placed(master, "master")
    for layout in presentation.slide_layouts:
        _placed(layout, layout._element.get("type"))
        if layout._element.get("type") in ("title", "secHead"):
            layout._element.set("showMasterSp", "0")
    _styles(master._element)
    _accent(master, TITLE)
    _accent(presentation.slide_layouts[0], PLACES["title"]["ctrTitle"])


def _drop_extras(presentation: Any) -> None:
    """Without the template's own thumbnail and printer."""
    for relations in (presentation.part.package._rels, presentation.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(("thumbnail", "Settings"))]:
            relations.pop(key)


def _theme(master: Any) -> None:
    from pptx.opc.constants import RELATIONSHIP_TYPE

    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = part.blob.decode("utf-8")
    for name, colour in SCHEME.items():
        filled = f'<a:{name}><a:srgbClr val="{colour[1:].upper()}"/></a:{name}>'
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", filled, text, count=1, flags=re.DOTALL)
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=)"[^"]*"', rf'\1"{FONT}"', text)
    part._blob = re.sub(r'(<a:theme [^>]*name=)"[^"]*"', r'\1"decision-model"', text, count=1).encode("utf-8")


def _placed(sheet: Any, kind: str) -> None:
    """Placeholders where the look wants them; those that it has no place for go."""
    for shape in list(sheet.placeholders):
        place = PLACES[kind].get(_type(shape._element))
        if place is None:
            shape._element.getparent().remove(shape._element)
            continue
        shape.left, shape.top, shape.width, shape.height = (round(side * PT) for side in place)
        _set_style(shape._element, kind)


def _type(element: Any) -> str:
    """What a placeholder is for."""
    return element.ph.get("type", "obj")


def _set_style(element: Any, kind: str) -> None:
    from pptx.oxml import parse_xml

    levels = _levels(_type(element), kind)
    body = element.txBody
    anchor = {"ctrTitle": "b", "secHead": "b", "title": "t", "subTitle": "t", "body": "t", "obj": "t"}
    body.bodyPr.set("anchor", anchor.get("secHead" if kind == "secHead" and levels else _type(element), "b"))
    body.bodyPr.set("lIns", "0")
    body.bodyPr.set("rIns", "0")
    if levels:
        body.replace(body.find("{*}lstStyle"), parse_xml(STYLE.format(levels=levels)))


def _levels(kind: str, sheet: str) -> str:
    if kind == "ctrTitle" or (kind == "title" and sheet == "secHead"):
        return _level(1, 4000, bold=1)
    if kind == "subTitle":
        return _level(1, 2000, colour="tx2")
    if kind in ("ftr", "sldNum"):
        return _level(1, 1400, align="r" if kind == "sldNum" else "l", colour="tx2")
    return ""


def _level(  # noqa: PLR0913 - what a level of text looks like
    level: int, size: int, align: str = "l", colour: str = "tx1", bold: int = 0, bullet: str = "", left: float = 0
) -> str:
    shown = f'<a:buFont typeface="Arial"/><a:buChar char="{bullet}"/>' if bullet else "<a:buNone/>"
    inset = round(left * PT)
    return LEVEL.format(
        level=level, left=inset, indent=-round(18 * PT) if bullet else 0, align=align, before=900 if bullet else 0,
        bullet=shown, size=size, bold=bold, colour=colour,
    )  # fmt: skip


def _styles(master: Any) -> None:
    """The master's styles of titles and of text."""
    from pptx.oxml import parse_xml

    styles = master.find("{*}txStyles")
    sizes = (2400, 2000, 1800, 1600, 1600, 1600, 1600, 1600, 1600)
    texts = "".join(_level(n, size, bullet="\u2022", left=18 * n) for n, size in enumerate(sizes, 1))
    for name, levels in (("titleStyle", _level(1, 2600, bold=1)), ("bodyStyle", texts)):
        style, wanted = styles.find(f"{{*}}{name}"), parse_xml(STYLE.format(levels=levels))
        for child in list(style):
            style.remove(child)
        style.extend(list(wanted))


def _accent(sheet: Any, beside: Place) -> None:
    """A slim bar of the accent beside the titles."""
    from pptx.oxml import parse_xml

    _, y, _, height = (round(side * PT) for side in beside)
    bar = (
        '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr>'
        '<p:cNvPr id="900" name="Accent"><a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
        '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
        '</a:ext></a:extLst></p:cNvPr><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="0" y="{y}"/><a:ext cx="{12 * PT}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        '<a:ln><a:noFill/></a:ln></p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr lang="en-US"/></a:p>'
        "</p:txBody></p:sp>"
    )
    sheet.shapes._spTree.insert(2, parse_xml(bar))
