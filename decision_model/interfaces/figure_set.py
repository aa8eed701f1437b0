"""What the figures folder holds for a scenario: its pictures with their tables, and the table of the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from decision_model.analysis.choice.diagram import Influences
from decision_model.analysis.choice.rank import Ranking, rank
from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.choice.tree import tree
from decision_model.analysis.result import Result
from decision_model.errors import ModelError
from decision_model.figures import render
from decision_model.figures.page.words import Words
from decision_model.interfaces.drawing import Look, drawn, words
from decision_model.interfaces.formats import csv_file
from decision_model.interfaces.progress import Report, silent
from decision_model.model.decision_model import DecisionModel

if TYPE_CHECKING:
    from decision_model.interfaces.default_questions import Section

FORMATS = ("svg", "png")


def _plain(command: str) -> Callable[[Any], str]:
    return lambda result: command


@dataclass(frozen=True)
class Kind:
    """A kind of picture: its file name, its title, the question that it answers, and the command that asks it."""

    name: str
    title: str
    command: Callable[[Any], str]
    ask: Callable[[Solution], Result]


KINDS = (
    Kind("decision_tree", "Decision tree", _plain("tree"), tree),
    Kind("ranking", "Ranking", _plain("rank"), lambda solution: rank(solution.model)),
    Kind("influence_diagram", "Influence diagram", _plain("diagram"), lambda solution: Influences(solution.model)),
)
COMMANDS: Mapping[str, Callable[[Any], str]] = {
    "compare": lambda result: (
        f"compare --what-ifs {','.join(result.model.what_ifs)}" if result.model.what_ifs else "compare"
    ),
    "regret": lambda result: "regret" if result.model.perspectives else f"regret --over {','.join(result.over)}",
    "one_way": lambda result: f"one-way --number {result.number.address} --by {','.join(result.by)}",
    "two_way": lambda result: f"two-way --across {result.across.address} --up {result.up.address}",
    "information": _plain("information"),
    "waiting": _plain("waiting"),
    "option": _plain("option"),
}
"""Commands of analyses that are not called as their section is."""


def analyses(model: DecisionModel) -> tuple[Kind, ...]:
    """The pictures of every further analysis that makes sense for a model."""
    from decision_model.interfaces.questions import SECTIONS

    return tuple(
        Kind(each.name, each.title, COMMANDS.get(each.name, _plain(each.name.replace("_", "-"))), _asked(each))
        for each in SECTIONS
        if each.figure and each.name not in ("influence_diagram", "tree", "rank") and _may_fit(each, model)
    )


def _may_fit(section: Section, model: DecisionModel) -> bool:
    """Whether a question fits; one that already stumbles over the model is asked, and says why it has no answer."""
    try:
        return section.fits(model)
    except ModelError:
        return True


def _asked(section: Section) -> Callable[[Solution], Result]:
    return lambda solution: section.ask(solution.model)


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
        written = {f"{self.kind.name}.{each}": render(figure, each, self.look.outlines) for each in FORMATS}
        return {**written, f"{self.kind.name}.csv": csv_file(self.result)}


@dataclass(frozen=True)
class Album:
    """The answers and pictures of a model, and the problems that kept pictures out."""

    solution: Solution
    plates: tuple[Plate, ...]
    files: Mapping[str, bytes]
    problems: tuple[ModelError, ...]

    @property
    def further(self) -> tuple[Plate, ...]:
        """The plates beyond the tree, the ranking and the diagram."""
        return tuple(plate for plate in self.plates if plate.kind not in KINDS)

    @property
    def ranking(self) -> Ranking | None:
        """Every combination scored; None where there are too many."""
        return next((plate.result for plate in self.plates if isinstance(plate.result, Ranking)), None)


def pieces(thorough: bool) -> int:
    """How many pieces of work an album reports, at most."""
    from decision_model.interfaces.questions import SECTIONS

    return len(SECTIONS) if thorough else 1 + len(KINDS)


def album(model: DecisionModel, look: Look, report: Report = silent, thorough: bool = False) -> Album:
    """Solve a model and draw it, `thorough` with every analysis; what cannot be drawn or asked is left out."""
    report("Solving")
    solution = solve(model)
    plates, problems = [], []
    files = {"plan.csv": csv_file(solution)}
    for kind in (*KINDS, *(analyses(model) if thorough else ())):
        report(f"Drawing the {kind.title.lower()}")
        try:
            plates.append(Plate(kind, kind.ask(solution), look))
        except ModelError as problem:
            problems.append(problem)
            continue
        files.update(plates[-1].files())
    return Album(solution, tuple(plates), files, tuple(problems))
