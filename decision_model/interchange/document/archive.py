"""Office files are ZIP archives: templates within bounds, and what is written packed so that bytes do not vary."""

from __future__ import annotations

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from decision_model.errors import ModelError

EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o100644 << 16
FIRST, PROPERTIES = "[Content_Types].xml", "docProps/core.xml"
WHEN = re.compile(rb"<dcterms:(created|modified)\b[^>]*?(?:/>|>.*?</dcterms:\1>)", re.DOTALL)
"""The properties that say when a file was made, which are optional."""
INNER = (".xlsx", ".docx", ".pptx")
"""Parts that are archives themselves, such as the workbook behind a chart."""

LARGEST = 100_000_000
"""Bytes of the parts of a template, unpacked."""
TEMPLATE = re.compile(rb"ml\.template\.main\+xml")
AS_FILE = {"presentation": b"ml.presentation.main+xml", "document": b"ml.document.main+xml"}


def template_archive(content: bytes, kind: str) -> BytesIO:
    """A template as a file of its kind, `presentation` or `document`; raises ModelError for what is no such archive."""
    buffer = BytesIO()
    try:
        with ZipFile(BytesIO(content)) as archive, ZipFile(buffer, "w", ZIP_DEFLATED) as opened:
            if sum(entry.file_size for entry in archive.infolist()) > LARGEST:
                raise ModelError(f"The template unpacks to more than {LARGEST // 1_000_000} MB.")
            for name in dict.fromkeys(archive.namelist()):
                part = archive.read(name)
                opened.writestr(name, TEMPLATE.sub(AS_FILE[kind], part) if name == FIRST else part)
    except (BadZipFile, OSError, ValueError, EOFError, NotImplementedError, RuntimeError) as error:
        raise no_template(kind) from error
    buffer.seek(0)
    return buffer


def no_template(kind: str) -> ModelError:
    """What is said of a template that cannot be read."""
    ending = "pptx" if kind == "presentation" else "docx"
    return ModelError(f"The template is no {kind} (.{ending}) that can be read.")


def zip_entry(name: str) -> ZipInfo:
    """The head of a file in an archive, which says the same at any time and on any system."""
    entry = ZipInfo(name, EPOCH)
    entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, UNIX, READABLE
    return entry


def settled_archive(content: bytes) -> bytes:
    """The archive with its parts in order, without the time at which it or a part of it was made."""
    buffer = BytesIO()
    with ZipFile(BytesIO(content)) as archive, ZipFile(buffer, "w") as settled:
        for name in sorted(archive.namelist(), key=lambda name: (name != FIRST, name)):
            settled.writestr(zip_entry(name), _settled(name, archive.read(name)))
    return buffer.getvalue()


def _settled(name: str, content: bytes) -> bytes:
    if name.endswith(INNER):
        return settled_archive(content)
    return WHEN.sub(b"", content) if name == PROPERTIES else content
