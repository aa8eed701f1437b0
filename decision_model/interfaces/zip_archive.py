"""A file in a ZIP archive: for gateways that hold back HTML."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

COMMENT = b"decision-model"
EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o100644 << 16


def zip_of(name: str, content: bytes) -> bytes:
    """An archive that holds one file; the same content gives the same bytes at any time and on any system."""
    entry = ZipInfo(name, EPOCH)
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, UNIX, READABLE
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.comment = COMMENT
        archive.writestr(entry, content)
    return buffer.getvalue()
