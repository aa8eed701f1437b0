"""What was handed in: files and folders of files, each by the name of who returned it, read within bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from decision_model.errors import ScenarioError
from decision_model.interfaces.files import is_plain_file
from decision_model.scenario.inheritance import contents
from decision_model.words.sentences import listed

READ = (".yaml", ".yml", ".yaml.txt", ".yml.txt")
"""Endings of the files in a folder that are read; some editors and course systems add their own."""
MOST_FILES = 2_000


@dataclass
class Returned:
    """The files by student, a sentence on each that could not be read, and on what lies beside them in a folder."""

    papers: dict[str, bytes] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def returned(paths: Iterable[Path], kept: Iterable[Path] = ()) -> Returned:
    """Read files and folders; files that are `kept`, such as the solution, are nobody's, and links are not followed."""
    found, own = Returned(), {path.resolve() for path in kept}
    for path in paths:
        files = [(file, name) for file, name in _named(path) if file.resolve() not in own]
        if len(files) > MOST_FILES:
            found.troubles.append(f"{path}: the folder holds more than {MOST_FILES:,} files. Name the files.")
            continue
        if path.resolve() in own:
            found.troubles.append(f"{path}: this belongs to the exercise itself, and is not graded.")
        elif not files:
            found.troubles.append(f"{path}: there is no scenario in it. Files that end in .yaml are read.")
        elif path.is_dir() and (others := _others(path)):
            found.notes.append(f"{path}: only files that end in .yaml are read, and not {listed(others, most=5)}.")
        for file, name in files:
            try:
                found.papers[_free(name, found.papers)] = contents(file, str(file))
            except (ScenarioError, OSError) as error:
                reason = error.reason if isinstance(error, ScenarioError) else error.strerror
                found.troubles.append(f"{file}: {reason}")
    return found


def _named(path: Path) -> Iterator[tuple[Path, str]]:
    """A file, or those of a folder in the order of their names, each with the name of the student."""
    if not path.is_dir():
        yield path, _bare(path.name)
        return
    inside = sorted(file for file in path.rglob("*") if _is_paper(file))
    parts = [(place := file.relative_to(path)).with_name(_bare(place.name)) for file in inside]
    alike = len(parts) > 1 and len({part.name for part in parts}) == 1 and all(len(part.parts) > 1 for part in parts)
    yield from zip(inside, (_student(part.parent if alike else part) for part in parts), strict=True)


def _is_paper(path: Path) -> bool:
    return is_plain_file(path) and path.name.lower().endswith(READ)


def _others(path: Path) -> list[str]:
    """Files of a folder that are not read though somebody may have handed them in."""
    others = (file for file in path.rglob("*") if is_plain_file(file) and not _is_paper(file))
    return sorted(file.relative_to(path).as_posix() for file in others)


def _bare(name: str) -> str:
    """The name of a file without its ending."""
    ending = max((ending for ending in READ if name.lower().endswith(ending)), key=len, default="")
    return name.removesuffix(name[len(name) - len(ending) :]) if ending else PurePath(name).stem


def _student(part: PurePath) -> str:
    return part.as_posix()


def _free(name: str, taken: Mapping[str, bytes]) -> str:
    """A name that nobody has: Anna, Anna (2)."""
    counts = Counter(taken)
    number = 2
    free = name
    while counts[free]:
        free, number = f"{name} ({number})", number + 1
    return free
