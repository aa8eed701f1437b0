"""Paragraphs and runs in named styles, cleaned of what XML does not hold, in the direction of their script."""

from __future__ import annotations

from typing import Any

from decision_model.interchange.document.plain import cleaned, is_right_to_left


def add_paragraph(document: Any, text: str, style: str) -> Any:
    """A paragraph in a style."""
    paragraph = document.add_paragraph(style=style)
    if text:
        add_text(paragraph, text)
    return paragraph


def add_text(paragraph: Any, text: str, style: str | None = None) -> None:
    """A run of a paragraph, in a style of characters or none; spaces at its ends stay."""
    plain = _spaced(text)
    run = paragraph.add_run(plain, style)
    if is_right_to_left(plain):
        paragraph._p.get_or_add_pPr().append(_element("w:bidi"))
        run._r.get_or_add_rPr().append(_element("w:rtl"))


def _spaced(text: str) -> str:
    """The cleaned text with the spaces that it begins and ends with."""
    start, end = " " * (text[:1] == " "), " " * (text[-1:] == " ")
    return f"{start}{cleaned(text)}{end}"


def _element(tag: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(tag)
