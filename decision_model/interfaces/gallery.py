"""The gallery: every scenario drawn, a README that shows the pictures, and whether they are current."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from decision_model.interfaces.figure_folder import Edition, made, recorded, relative
from decision_model.interfaces.figure_set import FORMATS, Album, Plate
from decision_model.interfaces.files import RECORD, Folder, OverwriteError, digest
from decision_model.interfaces.formats import escaped
from decision_model.interfaces.progress import Report
from decision_model.scenario import read

README = "README.md"
INTRODUCTION = """# Gallery

Every picture here is drawn by `decision-model gallery` from the scenario named above it, and is the same, byte for
byte, wherever this version draws it; `decision-model verify figures` says whether it still is. The numbers of the
scenarios are assumptions unless a source is cited beside them.
"""


def editions(scenarios: Path) -> list[Edition]:
    """Every scenario in the folder, in the order of their names; those that carry a source's claims in full."""
    files = sorted(scenarios.rglob("*.yaml"))
    return [Edition(file, thorough=bool(read(file).claims)) for file in files]


def put(scenarios: Path, figures: Path, force: bool, report: Report) -> list[Path]:
    """Draw every scenario, then write every folder and the README."""
    drawn = [(edition, edition.album(report)) for edition in editions(scenarios)]
    files = {figures / edition.name: album.files for edition, album in drawn} | {figures: {README: b""}}
    obstacles = [path for folder, names in files.items() for path in Folder(folder).in_the_way(names)]
    if obstacles and not force:
        raise OverwriteError(obstacles)
    written = [path for edition, album in drawn for path in edition.put(figures, album.files, force)]
    chapters = [chapter(figures, edition, album) for edition, album in drawn]
    facts = {**made(), "scenarios": relative(scenarios, figures)}
    return [*written, *Folder(figures).put({README: readme(chapters)}, facts, force)]


def readme(chapters: Iterable[str]) -> bytes:
    """Every picture, its takeaway and the command that draws it."""
    return "\n".join([INTRODUCTION, *chapters]).encode()


def chapter(figures: Path, edition: Edition, album: Album) -> str:
    """A scenario's part of the README."""
    file, link = relative(edition.file, figures.parent), relative(edition.file, figures)
    sections = [_section(edition.name, file, plate) for plate in album.plates]
    return "\n".join([f"## {escaped(album.solution.model.title)}\n\n[{file}]({link})\n", *sections])


def _section(folder: str, file: str, plate: Plate) -> str:
    name, words = f"{folder}/{plate.kind.name}", plate.words
    links = " ".join(f"[{each.upper()}]({name}.{each})" for each in (*FORMATS, "csv"))
    return (
        f"### {plate.kind.title}\n\n{escaped(words.title)}\n\n![{escaped(words.description)}]({name}.png)\n\n"
        f"`decision-model {plate.kind.command(plate.result)} {file} -o {plate.kind.name}.svg`\n\n{links}\n"
    )


def differences(figures: Path, report: Report) -> Iterator[str]:
    """What is not as this version would draw it now; nothing when all is current."""
    gallery = Folder(figures)
    shown = editions(figures / gallery.record["scenarios"]) if "scenarios" in gallery.record else []
    chapters: dict[str, str] = {}
    for folder in folders(figures):
        edition = recorded(folder)
        if edition is None or not edition.file.is_file():
            yield f"{folder.path}: its scenario is gone, or its record is broken"
            continue
        album = edition.album(report)
        chapters[edition.name] = chapter(figures, edition, album)
        yield from _compared(folder, album.files)
    names = [edition.name for edition in shown]
    yield from (f"{figures / name}: is missing" for name in names if name not in chapters)
    if shown and all(name in chapters for name in names):
        yield from _compared(gallery, {README: readme(chapters[name] for name in names)})


def folders(figures: Path) -> list[Folder]:
    """The folders that this tool has made."""
    return [Folder(path.parent) for path in sorted(figures.glob(f"*/{RECORD}"))]


def _compared(folder: Folder, current: Mapping[str, bytes]) -> Iterator[str]:
    for name, content in current.items():
        path = folder.path / name
        if not path.is_file():
            yield f"{path}: is missing"
        elif digest(name, path.read_bytes()) != digest(name, content):
            yield f"{path}: differs{_cause(folder)}"
    present = {path.name for path in folder.path.iterdir() if path.is_file()} - {RECORD, *current}
    yield from (f"{folder.path / name}: is not made by decision-model" for name in sorted(present))


def _cause(folder: Folder) -> str:
    then, now = {name: folder.record.get(name, "an unknown version") for name in made()}, made()
    changed = [f"{then[name]} then, {now[name]} now" for name in now if then[name] != now[name]]
    return f" ({', '.join(changed)})" if changed else ""
