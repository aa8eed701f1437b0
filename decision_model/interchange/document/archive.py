"""Office files are ZIP archives: packed anew, so that the same content gives the same bytes at any time."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)
FIRST, PROPERTIES = "[Content_Types].xml", "docProps/core.xml"
WHEN = re.compile(rb"<dcterms:(created|modified)\b[^>]*?(?:/>|>.*?</dcterms:\1>)", re.DOTALL)
"""The properties that say when a file was made, which are optional."""
INNER = (".xlsx", ".docx", ".pptx")
"""Parts that are archives themselves, such as the workbook behind a chart."""


def settled_archive(content: bytes) -> bytes:
    """The archive with its parts in order, without the time at which it or a part of it was made."""
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(buffer, "w") as settled:
        for name in sorted(archive.namelist(), key=lambda name: (name != FIRST, name)):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o100644 << 16
            settled.writestr(entry, _settled(name, archive.read(name)))
    return buffer.getvalue()


def _settled(name: str, content: bytes) -> bytes:
    if name.endswith(INNER):
        return settled_archive(content)
    return WHEN.sub(b"", content) if name == PROPERTIES else content
