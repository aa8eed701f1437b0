"""A scenario as it is drawn into a folder of its own, with a record from which it can be drawn again."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from decision_model.analysis.answers import Report, answers, silent
from decision_model.analysis.registry import analysis
from decision_model.figures.page.words import package_version
from decision_model.interfaces.drawing import PictureSettings
from decision_model.interfaces.figure_set import (
    FORMATS,
    FigureSet,
    FigureSettings,
    drawn_analyses,
    figure_set,
    file_names,
)
from decision_model.interfaces.files import RECORD, Folder, OverwriteError
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario import files as files_of
from decision_model.scenario import read
from decision_model.scenario.builder import scenario_name


@dataclass(frozen=True)
class FigureFolder:
    """A scenario file, what is varied in it, how it looks, whether every analysis is drawn, and in which formats."""

    file: Path
    varied: Mapping[str, Any] = field(default_factory=dict)
    look: PictureSettings = field(default_factory=PictureSettings)
    thorough: bool = True
    formats: Sequence[str] = FORMATS

    @property
    def name(self) -> str:
        """What the folder is called: as the scenario, then whatever is varied or looks unusual."""
        unusual = {
            name: value for name, value in asdict(self.look).items() if value != getattr(PictureSettings(), name)
        }
        words = (scenario_name(self.file), *_words(self.varied), *_words(unusual))
        return "_".join(re.sub(r"[^\w.=-]+", "-", word) for word in words)

    def model(self) -> DecisionModel:
        """The scenario with what is varied in it."""
        return read(self.file).varied(**self.varied)

    def drawn(self, report: Report = silent) -> FigureSet:
        """Read the scenario, ask it and draw the answers."""
        model = self.model()
        every_answer = list(answers(model, report, drawn_analyses(self.thorough)))
        return figure_set(model, every_answer, FigureSettings(self.look, self.formats))

    def require_room(self, parent: Path, model: DecisionModel) -> None:
        """Raise OverwriteError, before the work begins, where one of its files is somebody's own.

        Only questions that such a file is called after are looked at: loading all would take longer than an answer.
        """
        folder = Folder(parent / self.name)
        strangers = folder.obstacles(path.name for path in folder.path.glob("*"))
        called = [found for path in strangers if (found := analysis(path.stem)) is not None]
        drawn = [each for each in called if each.question.fits(model) and each in drawn_analyses(self.thorough)]
        wanted = {RECORD, *file_names(drawn, self.formats)}
        if obstacles := [path for path in strangers if path.name in wanted]:
            raise OverwriteError(obstacles)

    def write(self, parent: Path, files: Mapping[str, bytes], force: bool = False) -> list[Path]:
        """Write the files into a folder of this name, with a record from which they can be drawn again."""
        folder = parent / self.name
        facts = {
            "scenario": relative(self.file, folder),
            "varied": {name: value for name, value in self.varied.items() if value},
            "look": asdict(self.look),
            "thorough": self.thorough,
            "formats": list(self.formats),
        }
        return Folder(folder).write(files, {**versions(), **facts}, force, files_of(self.file))


def recorded(folder: Folder) -> FigureFolder | None:
    """What a folder holds according to its record; None where there is none."""
    record = folder.record
    if "scenario" not in record:
        return None
    try:
        look = PictureSettings(**record.get("look", {}))
    except TypeError:
        return None
    further = {name: record[name] for name in ("varied", "thorough", "formats") if name in record}
    return FigureFolder(folder.path / record["scenario"], look=look, **further)


def versions() -> dict[str, str]:
    """Of this tool and of every library that a number or a line in its files may depend on."""
    libraries = {"drawn_with": "matplotlib", "computed_with": "numpy", "measured_with": "scipy"}
    return {
        "made_by": f"decision-model {package_version()}",
        **{role: f"{name} {version(name)}" for role, name in libraries.items()},
    }


def relative(path: Path, folder: Path) -> str:
    """A path as seen from a folder, so that both can be moved together."""
    return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()


def _words(changes: Mapping[str, Any]) -> Iterator[str]:
    for name, value in changes.items():
        if isinstance(value, Mapping):
            yield from (f"{key}={text}" for key, text in value.items())
        elif value:
            yield name if value is True else str(value)
