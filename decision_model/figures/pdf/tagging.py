"""PDF that says to a screen reader what it is: its language, its title, and in words what its pictures show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
    TextStringObject,
)

from decision_model.figures.page.layout import Box

LANGUAGE = "en"
PLACES = 3


@dataclass(frozen=True)
class Illustration:
    """A picture on a page, counted from 0: where it stands, from the top left corner in points, and what it shows."""

    page: int
    box: Box
    alternative: str


def tagged(content: bytes, pictures: Sequence[Illustration], whole: bool = False) -> bytes:
    """A PDF with its language and a tree of its structure: a paragraph for the text of each page, a figure a picture.

    `whole` says that the pictures are all that is on their pages. What stands on a page is marked as a whole.
    """
    writer = PdfWriter(clone_from=BytesIO(content))
    root = writer.root_object
    tree = writer._add_object(_named({"Type": "StructTreeRoot"}))
    document = writer._add_object(_named({"Type": "StructElem", "S": "Document"}, P=tree))
    elements, marked = ArrayObject(), ArrayObject()
    for number, page in enumerate(writer.pages):
        figures = [_figure(page, picture) for picture in pictures if picture.page == number]
        parts = figures if whole else [_named({"Type": "StructElem", "S": "P"}, Pg=page.indirect_reference), *figures]
        parts[0][NameObject("/K")] = NumberObject(0)
        references = [writer._add_object(part) for part in parts]
        for part in parts:
            part[NameObject("/P")] = document
        elements.extend(references)
        marked.extend([NumberObject(number), ArrayObject(references[:1])])
        page[NameObject("/StructParents")] = NumberObject(number)
        _mark(writer, page, str(parts[0]["/S"]))
    _set(document, K=elements)
    _set(tree, K=ArrayObject([document]), ParentTree=DictionaryObject({NameObject("/Nums"): marked}))
    preferences = DictionaryObject({NameObject("/DisplayDocTitle"): BooleanObject(True)})
    mark_info = DictionaryObject({NameObject("/Marked"): BooleanObject(True)})
    catalogue = {"Lang": TextStringObject(LANGUAGE), "ViewerPreferences": preferences, "MarkInfo": mark_info}
    root.update({NameObject(f"/{key}"): value for key, value in {**catalogue, "StructTreeRoot": tree}.items()})
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def _named(names: Mapping[str, str], **values: Any) -> DictionaryObject:
    """A dictionary of names, and of other values."""
    named = {NameObject(f"/{key}"): NameObject(f"/{name}") for key, name in names.items()}
    return DictionaryObject({**named, **{NameObject(f"/{key}"): value for key, value in values.items()}})


def _set(reference: IndirectObject, **values: PdfObject) -> None:
    found = reference.get_object()
    assert isinstance(found, DictionaryObject)
    found.update({NameObject(f"/{key}"): value for key, value in values.items()})


def _figure(page: Any, picture: Illustration) -> DictionaryObject:
    """What stands for a picture: its description, and where on the page it is."""
    height, box = float(page.mediabox.height), picture.box
    corners = (box.x, height - box.bottom, box.right, height - box.y)
    bounds = ArrayObject(FloatObject(round(corner, PLACES)) for corner in corners)
    return _named(
        {"Type": "StructElem", "S": "Figure"},
        Pg=page.indirect_reference,
        Alt=TextStringObject(picture.alternative),
        A=_named({"O": "Layout"}, BBox=bounds),
    )


def _mark(writer: PdfWriter, page: Any, kind: str) -> None:
    """Mark all that a page shows as one element of its structure."""
    stream = StreamObject()
    stream.set_data(kind.encode() + b" <</MCID 0>> BDC\n" + page.get_contents().get_data() + b"\nEMC")
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
