"""What a reader makes of a file: the scenario as data, where each part stood, what was lost, what to compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from decision_model.errors import Place
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.model.decision_model import DecisionModel

Fate = Literal["kept", "changed", "lost"]


@dataclass(frozen=True)
class Remark:
    """What became of something in the file: `kept` otherwise than it stood there is `changed`, and `lost` is lost.

    `line` counts from 1 in the file; 0 means the file as a whole. What `is_doubtful` may not be what the file means.
    """

    fate: Fate
    message: str
    line: int = 0
    is_doubtful: bool = False


@dataclass(frozen=True)
class Stored:
    """A result that the file holds: what it is, its value there, and how ours is worked out."""

    what: str
    value: float
    ours: Callable[[DecisionModel], float]
    line: int = 0
    tolerance: float = 1e-9
    """How far ours may be away, in the value's own unit; half of the last digit where the file rounds."""


@dataclass(frozen=True)
class ImportChoices:
    """What a file may leave open and the user says: which total is best, and of which criteria less or more is.

    `value_model` takes the table and the weights of data made for outranking as they would be without the rest.
    """

    goal: Literal["", "highest", "lowest"] = ""
    lower: tuple[str, ...] = ()
    higher: tuple[str, ...] = ()
    sheet: str = ""
    value_model: bool = False


@dataclass(frozen=True)
class Draft:
    """The scenario that a reader made.

    `data` is the scenario in the language, as mappings, lists, texts and numbers (`scenario.emitter.YamlBlock` for a
    mapping that is to stand over several lines). `lines` says where parts of it stood in `file`, by the place of the
    part as a Problem names it: ("sequence", "oil", "chance", 2). A part that is not named stands where the nearest
    one around it does.
    """

    data: dict[str, Any]
    file: ForeignFile
    lines: Mapping[Place, int] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    stored: tuple[Stored, ...] = ()
    comments: tuple[str, ...] = ()
    """Lines that head the scenario as comments, without `#`."""

    def line(self, place: Place) -> int:
        """The line of the part, or of the nearest one around it; 0 where none is known."""
        for length in range(len(place), 0, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return 0
