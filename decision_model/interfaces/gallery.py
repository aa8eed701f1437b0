"""The gallery: every scenario drawn, a README that shows the pictures, and whether they are current."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from decision_model.analysis.answers import Answer, Report, command_line
from decision_model.interchange.markdown_tables import escaped
from decision_model.interfaces.drawing import words
from decision_model.interfaces.figure_folder import FigureFolder, recorded, relative, versions
from decision_model.interfaces.figure_set import FigureSet
from decision_model.interfaces.files import RECORD, Folder, OverwriteError
from decision_model.interfaces.leaves import INDEX, shelf
from decision_model.interfaces.written import digest

README, PICTURE, TABLE = "README.md", "png", "csv"
IN_FULL = "berlin_1961/contingency.yaml"
"""The scenario that the README tells: every picture of every one would be a hundred megabytes."""
TITLE = "Gallery"
INTRODUCTION = f"""# {TITLE}

Every picture here is drawn by `decision-model gallery` from the scenario named above it, and is the same, byte for
byte, wherever this version draws it; `decision-model verify figures` says whether it still is. The numbers of the
scenarios are assumptions unless a source is cited beside them.
"""


def contents(scenarios: Path) -> list[FigureFolder]:
    """A folder for every scenario, in the order of their names.

    The one that the README tells is drawn in full, with the tables; the others show what is essential.
    """
    return [_content(file) for file in sorted(scenarios.rglob("*.yaml"))]


def _content(file: Path) -> FigureFolder:
    thorough = file.as_posix().endswith(IN_FULL)
    return FigureFolder(file, thorough=thorough, formats=(PICTURE, TABLE) if thorough else (PICTURE,))


def write_gallery(scenarios: Path, figures: Path, force: bool, report: Report) -> list[Path]:
    """Draw every scenario, then write every folder and the README."""
    drawn = [(folder, folder.drawn(report)) for folder in contents(scenarios)]
    own = {README: b"", INDEX: b""}
    files = {figures / folder.name: figure_set.files for folder, figure_set in drawn} | {figures: own}
    obstacles = [path for folder, names in files.items() for path in Folder(folder).obstacles(names)]
    if obstacles and not force:
        raise OverwriteError(obstacles)
    written = [path for folder, figure_set in drawn for path in folder.write(figures, figure_set.files, force)]
    chapters = [chapter(figures, folder, figure_set) for folder, figure_set in drawn]
    facts = {**versions(), "scenarios": relative(scenarios, figures)}
    own = {README: readme(chapters), INDEX: index(drawn)}
    return [*written, *Folder(figures).write(own, facts, force)]


def readme(chapters: Iterable[str]) -> bytes:
    """Every picture, its headline and the command that draws it."""
    return "\n".join([INTRODUCTION, *chapters]).encode()


def index(drawn: Iterable[tuple[FigureFolder, FigureSet]]) -> bytes:
    """The same pictures as a page to leaf through."""
    return shelf(TITLE, ((folder.name, each.model, each.answers, list(each.files)) for folder, each in drawn))


def chapter(figures: Path, folder: FigureFolder, drawn: FigureSet) -> str:
    """A scenario's part of the README."""
    file, link = relative(folder.file, figures.parent), relative(folder.file, figures)
    sections = [_section(folder, file, drawn, answer) for answer in drawn.pictured]
    return "\n".join([f"## {escaped(drawn.model.title)}\n\n[{file}]({link})\n", *sections])


def _section(folder: FigureFolder, file: str, drawn: FigureSet, answer: Answer) -> str:
    """An answer's headline and picture, and the command that draws it."""
    assert answer.result is not None
    analysis, picture = answer.analysis, f"{folder.name}/{answer.analysis.name}"
    headline, described = answer.result.statement.headline, words(answer.result).description
    command = f"{command_line(analysis, drawn.model)} {file} -o {analysis.name}.svg"
    links = " ".join(f"[{kind.upper()}]({picture}.{kind})" for kind in folder.formats)
    further = "".join(f"![{file}]({folder.name}/{file})\n\n" for file in drawn.slides(analysis.name, PICTURE)[1:])
    return (
        f"### {analysis.question.title}\n\n{escaped(headline)}\n\n![{escaped(described)}]({picture}.{PICTURE})\n\n"
        f"{further}`decision-model {command}`\n\n{links}\n"
    )


def differences(figures: Path, report: Report) -> Iterator[str]:
    """What is not as this version would draw it now; nothing when all is current."""
    gallery = Folder(figures)
    expected = contents(figures / gallery.record["scenarios"]) if "scenarios" in gallery.record else []
    chapters: dict[str, str] = {}
    shown: dict[str, tuple[FigureFolder, FigureSet]] = {}
    for folder in folders(figures):
        content = recorded(folder)
        if content is None or not content.file.is_file():
            yield f"{folder.path}: its scenario is gone, or its record is broken"
            continue
        drawn = content.drawn(report)
        chapters[content.name] = chapter(figures, content, drawn)
        shown[content.name] = content, drawn
        yield from _compared(folder, drawn.files)
    names = [content.name for content in expected]
    yield from (f"{figures / name}: is missing" for name in names if name not in chapters)
    if expected and all(name in chapters for name in names):
        own = {README: readme(chapters[name] for name in names), INDEX: index(shown[name] for name in names)}
        yield from _compared(gallery, own)


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
    then, now = {name: folder.record.get(name, "an unknown version") for name in versions()}, versions()
    changed = [f"{then[name]} then, {now[name]} now" for name in now if then[name] != now[name]]
    return f" ({', '.join(changed)})" if changed else ""
