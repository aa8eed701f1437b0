"""Every format that is read or written, found by its file in `reading/` or `writing/`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from decision_model.errors import ModelError, Problem, nearest
from decision_model.interchange.draft import Draft, ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile

if TYPE_CHECKING:
    from decision_model.model.decision_model import DecisionModel


@dataclass(frozen=True)
class Reader:
    """A format that is read.

    `recognises` looks at a file (its beginning, its ending) and never raises. `read` gets all the files that were
    named together, and raises ScenarioError with every problem at its line.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    recognises: Callable[[ForeignFile], bool]
    read: Callable[[Sequence[ForeignFile], ImportChoices], Draft]
    order: int = 50
    """Readers of a lower order are asked first whether a file is theirs."""
    asks: tuple[str, ...] = ()
    """The fields of `ImportChoices` that files of the format leave open."""
    takes_several: bool = False
    """Whether several files may belong together, as parts of one problem or as its copies."""


@dataclass(frozen=True)
class ExportChoices:
    """What an export is asked for: the picture it shows (`tree` or `diagram`), slides by their commands, a template."""

    show: str = "tree"
    slides: tuple[str, ...] = ()
    template: bytes | None = None


@dataclass(frozen=True)
class Exported:
    """The bytes of a file, and what the format could not hold."""

    content: bytes
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True)
class Writer:
    """A format that is written; `write` raises ModelError for what it cannot hold at all."""

    name: str
    title: str
    ending: str
    write: Callable[[DecisionModel, ExportChoices], Exported]


@cache
def readers() -> tuple[Reader, ...]:
    """All that are read, in the order in which they are asked whether a file is theirs."""
    return tuple(sorted(_declared("reading", "READER"), key=lambda reader: (reader.order, reader.name)))


@cache
def writers() -> tuple[Writer, ...]:
    """All that are written, by name."""
    return tuple(sorted(_declared("writing", "WRITER"), key=lambda writer: writer.name))


def writer(name: str, file: str = "") -> Writer:
    """The writer of a name, or the one that the name of a file tells; raises ModelError where there is none."""
    found = [each for each in writers() if (each.name == name if name else file.lower().endswith(each.ending))]
    if found:
        return found[0]
    names = [each.name for each in writers()]
    if name:
        known = nearest(name, names) or f"There are: {_listed(names)}."
        raise ModelError([Problem(("to",), f"there is no format '{name}'.", known, code="unknown-format")])
    what = f"the ending of '{file}' tells no format." if file else "no format is named."
    raise ModelError([Problem(("to",), what, f"Name one: {_listed(names)}.", code="no-format")])


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def _declared(folder: str, name: str) -> list[Any]:
    """What the modules of a folder, and the folders in it that hold several, declare under a name."""
    found = sorted((Path(__file__).parent / folder).iterdir())
    stems = [path.stem for path in found if path.suffix == ".py" or (path / "__init__.py").is_file()]
    modules = [import_module(f"{__package__}.{folder}.{stem}") for stem in stems if stem != "__init__"]
    return [getattr(module, name) for module in modules if hasattr(module, name)]
