"""What the figures folder holds for a scenario: its pictures with their tables, and the table of the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from decision_model.analysis.rank import Ranking, rank
from decision_model.analysis.result import Result
from decision_model.analysis.solve import Solution, solve
from decision_model.analysis.tree import tree
from decision_model.errors import ModelError
from decision_model.figures import render
from decision_model.figures.words import Words
from decision_model.interfaces.drawing import Look, drawn, words
from decision_model.interfaces.formats import csv_file
from decision_model.interfaces.influences import Influences
from decision_model.interfaces.progress import Report, silent
from decision_model.model.decision_model import DecisionModel

FORMATS = ("svg", "png")


@dataclass(frozen=True)
class Kind:
    """A kind of picture: its file name, its title, and the command and the question that it answers."""

    name: str
    title: str
    command: str
    ask: Callable[[Solution], Result]


KINDS = (
    Kind("decision_tree", "Decision tree", "tree", tree),
    Kind("ranking", "Ranking", "rank", lambda solution: rank(solution.model)),
    Kind("influence_diagram", "Influence diagram", "diagram", lambda solution: Influences(solution.model)),
)
PIECES = 1 + len(KINDS)
"""How many pieces of work an album reports."""


@dataclass(frozen=True)
class Plate:
    """A picture of an album."""

    kind: Kind
    result: Result
    look: Look

    @property
    def words(self) -> Words:
        """What it says."""
        return words(self.result)

    def files(self) -> dict[str, bytes]:
        """The picture in each format, and its table."""
        figure = drawn(self.result, self.look)
        written = {f"{self.kind.name}.{each}": render(figure, each) for each in FORMATS}
        return {**written, f"{self.kind.name}.csv": csv_file(self.result)}


@dataclass(frozen=True)
class Album:
    """The answers and pictures of a model, and the problems that kept pictures out."""

    solution: Solution
    plates: tuple[Plate, ...]
    files: Mapping[str, bytes]
    problems: tuple[ModelError, ...]

    @property
    def ranking(self) -> Ranking | None:
        """Every combination scored; None where there are too many."""
        return next((plate.result for plate in self.plates if isinstance(plate.result, Ranking)), None)


def album(model: DecisionModel, look: Look, report: Report = silent) -> Album:
    """Solve a model and draw everything; what is too large to draw is left out."""
    report("Solving")
    solution = solve(model)
    plates, problems = [], []
    files = {"plan.csv": csv_file(solution)}
    for kind in KINDS:
        report(f"Drawing the {kind.title.lower()}")
        try:
            plates.append(Plate(kind, kind.ask(solution), look))
        except ModelError as problem:
            problems.append(problem)
            continue
        files.update(plates[-1].files())
    return Album(solution, tuple(plates), files, tuple(problems))
