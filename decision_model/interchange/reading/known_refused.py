"""Files of tools that are known and not read: why, and what to do instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

from decision_model.interchange.draft import ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.formats import Reader

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old binary files of Microsoft begin."""


@dataclass(frozen=True)
class Known:
    """A kind of file, by its ending or by a sign in its first bytes, and what is said of it."""

    title: str
    endings: tuple[str, ...]
    sign: bytes
    why: str
    remedy: str

    def is_kind_of(self, file: ForeignFile) -> bool:
        """Whether a file is of this kind: by its sign, where it has one, or else by its ending."""
        return self.sign in file.data[:4000] if self.sign else file.ending in self.endings


TABLE = "Put the options and what they are judged by into a table with numbers, and save that as .csv or .xlsx."
TREE = "Export it as a tree or diagram that is read, such as XDSL, or write it down as a scenario."
KNOWN = (
    Known(
        "DEXi", (".dxi",), b"<DEXi", "a DEXi model adds nothing up: rules say what each combination of words "
        "comes to, and no weights give the same", TABLE,
    ),
    Known("Excel 97", (".xls",), OLE, "it is in the old binary format of Excel, or another one of Microsoft",
          "Open it and save it as .xlsx."),
    Known("OpenDocument", (".ods",), b"application/vnd.oasis.opendocument.spreadsheet",
          "it is an OpenDocument spreadsheet", "Open it and save it as .xlsx or .csv."),
    Known("Numbers", (".numbers",), b"", "it is a spreadsheet of Apple's Numbers", "Export it as .xlsx or .csv."),
    Known("Netica, binary", (".neta",), b"", "it is in Netica's binary format",
          "Open it in Netica and save it as text (.dne)."),
    Known("Hugin, binary", (".hkb", ".oobn"), b"", "it is in a format of Hugin that is not text, or holds classes",
          "Open it in Hugin, unfold its classes and save it as .net."),
    Known("GeNIe, old", (".dsl",), b"", "it is in the old format of GeNIe", "Open it in GeNIe and save it as .xdsl."),
    Known("Gambit, normal form", (".nfg", ".agg", ".bagg"), b"",
          "a game in normal form has several players and no order of moves", "Save a game of one player as .efg."),
    Known("BIF", (".bif",), b"", "a network of this format has events alone, and nothing is decided or weighed in it",
          "Save a diagram with a decision and a utility, such as XDSL or XMLBIF."),
    Known("Amua", (".amua",), b"", "models of Amua are programs in part, and nothing in a file is run", TREE),
    Known("TreeAge", (".trex", ".tre"), b"", "files of TreeAge are not published", TREE),
    Known("Analytica", (".ana",), b"", "models of Analytica are programs, and nothing in a file is run", TREE),
    Known("DPL", (".da",), b"", "files of DPL are not published", TREE),
    Known("D-Sight, Visual PROMETHEE", (".vpg", ".dsight"), b"",
          "outranking compares options in pairs and makes no total", TABLE),
)  # fmt: skip


def recognises(file: ForeignFile) -> bool:
    """A file of a kind that is known and not read."""
    return any(known.is_kind_of(file) for known in KNOWN)


def read(files: Sequence[ForeignFile], choices: ImportChoices) -> NoReturn:  # noqa: ARG001 - one signature for all
    """Refuses it, with the reason and what to do."""
    file = files[0]
    known = next(known for known in KNOWN if known.is_kind_of(file))
    raise file.refused(
        f"this is a file of {known.title}, which is not read: {known.why}.", known.remedy, code="not-read"
    )


READER = Reader("refused", "", (), recognises, read, order=99, asks=("goal", "lower", "higher", "sheet", "value_model"))
