"""Fields of a document: numbers of captions, references to them, page numbers, and the contents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def add_field(paragraph: Any, instruction: str, shown: str) -> None:
    """A field with what it shows until it is worked out anew."""
    field = _element("w:fldSimple", {"w:instr": f" {instruction} "})
    field.append(_run(shown))
    paragraph._p.append(field)


def bookmarked(paragraph: Any, name: str, number: int) -> None:
    """Put a bookmark around all that a paragraph holds by now."""
    start = _element("w:bookmarkStart", {"w:id": str(number), "w:name": name})
    first = next((child for child in paragraph._p if not child.tag.endswith("}pPr")), None)
    if first is None:
        paragraph._p.append(start)
    else:
        first.addprevious(start)
    paragraph._p.append(_element("w:bookmarkEnd", {"w:id": str(number)}))


def add_contents(document: Any, entries: Sequence[tuple[int, str, str]]) -> None:
    """A field of contents, filled: entries are level, text and the bookmark that they lead to."""
    for place, (level, text, mark) in enumerate(entries):
        paragraph = document.add_paragraph(style=f"Contents {level}")
        if place == 0:
            _begin(paragraph, r'TOC \o "1-2" \h \n \z')
        link = _element("w:hyperlink", {"w:anchor": mark, "w:history": "1"})
        link.append(_run(text))
        paragraph._p.append(link)
        if place == len(entries) - 1:
            paragraph._p.append(_mark("end"))


def _begin(paragraph: Any, instruction: str) -> None:
    paragraph._p.append(_mark("begin"))
    run = _element("w:r", {})
    text = _element("w:instrText", {"xml:space": "preserve"})
    text.text = f" {instruction} "
    run.append(text)
    paragraph._p.append(run)
    paragraph._p.append(_mark("separate"))


def _mark(kind: str) -> Any:
    run = _element("w:r", {})
    run.append(_element("w:fldChar", {"w:fldCharType": kind}))
    return run


def _run(text: str) -> Any:
    run = _element("w:r", {})
    run.text = text
    return run


def _element(tag: str, attributes: dict[str, str]) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    return element
