"""A file in a ZIP archive: for gateways that hold back HTML."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from decision_model.interchange.document.archive import zip_entry

COMMENT = b"decision-model"


def zip_of(name: str, content: bytes) -> bytes:
    """An archive that holds one file; the same content gives the same bytes at any time and on any system."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.comment = COMMENT
        archive.writestr(zip_entry(name), content)
    return buffer.getvalue()
