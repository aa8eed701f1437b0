"""Grading in Python and as a command: a solution, what was handed in, and where the grades go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from rich.text import Text

from decision_model.courses.grading import Grades, Paper, grade_papers
from decision_model.courses.rubric import Rubric, read_rubric
from decision_model.errors import DecisionError, ModelError
from decision_model.interchange.markdown_tables import escaped
from decision_model.interfaces import formats
from decision_model.interfaces.courses.returned import returned as read_returned
from decision_model.interfaces.options import Format
from decision_model.interfaces.output import TABULATED, checked, deliver, tabulated, write
from decision_model.interfaces.terminal import Terminal
from decision_model.model.decision_model import DecisionModel
from decision_model.model.given import of_kind
from decision_model.scenario.builder import files as files_of
from decision_model.scenario.builder import read
from decision_model.scenario.inheritance import contents
from decision_model.words.sentences import sentence
from decision_model.words.visible import clean

SOLUTION, RUBRIC = "solution.yaml", "rubric.yaml"
KINDS = (".csv", ".json", ".md")

Paths = str | PathLike[str] | Iterable[str | PathLike[str]]
Papers = Mapping[str, bytes | str]


@dataclass(frozen=True)
class AnswerKey:
    """What is graded by: the solution, its rubric if there is one, and the files they were read from."""

    solution: DecisionModel
    rubric: Rubric | None
    files: tuple[Path, ...] = ()


def read_key(path: Path) -> AnswerKey:
    """The solution in a folder or a file, and the rubric beside it; raises ScenarioError for what cannot be read."""
    file = path / SOLUTION if path.is_dir() else path
    beside = file.parent / RUBRIC
    rubric = read_rubric(contents(beside, str(beside)), str(beside)) if beside.is_file() else None
    return AnswerKey(read(file), rubric, (*files_of(file), *([beside] if rubric else ())))


def grade(
    solution: DecisionModel | str | PathLike[str], returned: Paths | Papers, rubric: Rubric | None = None
) -> Grades:
    """Grade what was handed in, in meaning: points for each item of the rubric, and a sentence on each.

    `solution` is a model, or the folder or file that `exercise` wrote; `returned` files and folders, or the texts of
    files by the name of the student. Without a `rubric`, and with none beside the solution, everything counts. Raises
    ModelError for a rubric that does not fit the solution.
    """
    of_kind(solution, (DecisionModel, str, PathLike), ("solution",), "a model, or the name of a file or a folder")
    key = AnswerKey(solution, None) if isinstance(solution, DecisionModel) else read_key(Path(solution))
    if isinstance(returned, Mapping):
        papers = {
            name: text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
            for name, text in returned.items()
        }
        return grade_papers(key.solution, papers, rubric or key.rubric)
    paths = [returned] if isinstance(returned, str | PathLike) else [*returned]
    found = read_returned(map(Path, paths), key.files)
    if found.troubles:
        raise ModelError("\n".join(found.troubles))
    return grade_papers(key.solution, found.papers, rubric or key.rubric)


@dataclass(frozen=True)
class GradesShown:
    """How the grades are shown: files to write, the format to print in, and whether each sentence is printed."""

    outputs: Sequence[Path]
    format: Format
    feedback: bool
    force: bool


def grade_files(solution: Path, paths: Sequence[Path], wanted: GradesShown, screen: Terminal) -> None:
    """Grade files and folders, and print the grades or write them where they were wanted."""
    key = read_key(solution)
    inputs = (*key.files, *(path for path in paths if path.is_file()))
    outputs = checked(wanted.outputs, KINDS, inputs)
    found = read_returned(paths, key.files)
    for trouble in (*found.troubles, *found.notes):
        screen.note(trouble)
    if not found.papers:
        raise DecisionError("Nothing that was handed in could be read.")
    grades = grade_papers(key.solution, found.papers, key.rubric)
    if outputs:
        write({path: _contents(grades, path) for path in outputs}, wanted.force, screen, inputs)
        return
    deliver(grades, wanted.format, screen)
    if wanted.format is Format.table:
        _tell(grades, wanted.feedback or len(grades.papers) == 1, screen)


def _tell(grades: Grades, feedback: bool, screen: Terminal) -> None:
    """What the numbers of the items stand for, and what is said to each student."""
    told = [grades.legend, *(map(lines, grades.papers) if feedback else ())]
    for part in told:
        screen.raw("\n")
        screen.show(Text("\n".join(map(clean, part))))


def lines(paper: Paper) -> list[str]:
    """All that is said to a student, a line a sentence."""
    head = f"{paper.student}: {paper.points:.4g} of {sum(mark.of for mark in paper.marks):g} points"
    marks = [f"  {mark.points:.4g} of {mark.of:g}: {mark.feedback}" for mark in paper.marks]
    return [head, *marks, f"  {sentence(paper.whole)}", *(f"  {problem}" for problem in paper.problems)]


def _contents(grades: Grades, path: Path) -> bytes:
    kind = path.suffix.lower()
    if kind == ".csv":
        return formats.csv_file(grades)
    return (feedback_page(grades) if kind == ".md" else tabulated(grades, TABULATED[kind])).encode("utf-8")


def feedback_page(grades: Grades) -> str:
    """A section for each student, in Markdown, to be handed back."""
    parts = [f"# {escaped(grades.model.title)}\n"]
    for paper in grades.papers:
        head, *rest = lines(paper)
        parts.append("\n".join([f"## {escaped(head)}", "", *(f"- {escaped(line.strip())}" for line in rest)]) + "\n")
    return "\n".join(parts)
