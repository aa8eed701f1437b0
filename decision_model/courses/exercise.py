"""An exercise of a scenario: the student's file with gaps or with one mistake, the solution, and the rubric."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from random import Random

from decision_model.courses.cutting import Piece, Written, commented, cuts, outermost
from decision_model.courses.items import GROUPS, NUMBER, Askable, called, drawn, find_item, items
from decision_model.courses.planting import Planted, plant
from decision_model.courses.questions import numbered, question
from decision_model.courses.rubric import MISTAKE, POINTS, Rubric, Task, written_rubric
from decision_model.errors import ModelError, Problem
from decision_model.model.decision_model import DecisionModel
from decision_model.model.frozen_mapping import frozen
from decision_model.model.given import listed, of_kind, whole
from decision_model.model.number_index import renumbered
from decision_model.scenario.gaps import GAP
from decision_model.scenario.writer import write
from decision_model.words.sentences import counted

USUAL = ("numbers",)
KEEP = 1.0
"""Points for leaving all else as it was, where a mistake is to be found."""


@dataclass(frozen=True)
class Exercise:
    """What is handed out, and what is kept: texts of YAML files.

    `handout` is the student's file; `solution` the whole scenario, with the questions as comments; `rubric` how points
    are given. `answers` holds what was taken out, as it stands in the solution, in the order of the gaps.
    """

    model: DecisionModel
    handout: str
    solution: str
    rubric: Rubric
    answers: tuple[str, ...] = ()

    @cached_property
    def files(self) -> Mapping[str, bytes]:
        """The three files by name: exercise.yaml to hand out, solution.yaml and rubric.yaml to keep."""
        texts = {
            "exercise.yaml": self.handout,
            "solution.yaml": self.solution,
            "rubric.yaml": written_rubric(self.rubric, self.model.title),
        }
        return frozen({name: text.encode("utf-8") for name, text in texts.items()})

    def __repr__(self) -> str:
        what = "one mistake to be found" if not self.answers else counted(len(self.answers), "gap")
        return f"An exercise on {self.model.title}: {what}, {self.rubric.total:g} points"


def exercise(
    model: DecisionModel,
    take: str | Iterable[str] = USUAL,
    *,
    count: int = 5,
    mistake: str | None = None,
    seed: int = 0,
) -> Exercise:
    """Make an exercise: take things out of a model, or plant one mistake in it.

    `take` names numbers by address, rules, steps and considerations, or says numbers, rules, steps or considerations,
    of which `count` are then drawn, those with a source first. With a `mistake` (one of MISTAKES, or "any") nothing is
    taken out, and a mistake is planted instead, which changes the answer. The same seed gives the same exercise.
    Raises ModelError for what there is not, and for a model that cannot be written.
    """
    of_kind(model, DecisionModel, ("model",), "a model")
    seed = whole(seed, ("seed",))
    if whole(count, ("count",), least=-(2**63)) < 1:
        raise ModelError([Problem(("count",), f"{count} is no number of things to take.", "Give 1 or more.")])
    if mistake is not None:
        return _planted(model, plant(model, of_kind(mistake, str, ("mistake",), "the name of a mistake"), seed))
    names = [take] if isinstance(take, str) else list(listed(take, str, ("take",), "a list of what is taken out"))
    return _taken(model, _wanted(model, names, count, seed))


def _wanted(model: DecisionModel, names: Sequence[str], count: int, seed: int) -> list[Askable]:
    """The items to take out, in file order."""
    written = Written(model, write(model))
    every = list(items(model))
    places = cuts(written, every)
    named = [find_item(model, name) for name in names if name not in GROUPS]
    if unwritten := [item.name for item in named if item not in places]:
        message = f"'{unwritten[0]}' cannot be taken out: it does not stand in the file, but follows from what does."
        raise ModelError([Problem(("take", unwritten[0]), message, "Take out something else.", code="not-written")])
    random, wanted = Random(seed), named
    for name in (name for name in names if name in GROUPS):
        group = [item for item in every if item.kind == GROUPS[name] and item in places]
        if not group:
            message = f"this scenario has no {name} that can be taken out."
            raise ModelError([Problem(("take",), message, "Take out something else.", code="nothing-to-take")])
        wanted += drawn(model, group, count, random)
    return outermost(wanted, places)


def _taken(model: DecisionModel, wanted: Sequence[Askable]) -> Exercise:
    written, bared = Written(model, write(model)), Written(model, write(bare(model, wanted)))
    rubric = Rubric(tuple(Task(item.kind, item.name, POINTS[item.kind]) for item in wanted))
    texts = [
        numbered(place, counted_points(task.points), question(model, item))
        for place, (task, item) in enumerate(zip(rubric.tasks, wanted, strict=True), 1)
    ]
    asked = _with_texts(bared, wanted, texts)
    solved = _with_texts(written, wanted, texts)
    head = [*_head(model, len(wanted)), ""]
    return Exercise(
        model,
        bared.with_questions(asked, head, gaps=True),
        written.with_questions(solved, ["# The solution of the exercise; to be kept.", ""], gaps=False),
        rubric,
        tuple(bared.piece(cut) for cut in asked),
    )


def _with_texts(written: Written, wanted: Sequence[Askable], texts: Sequence[str]) -> dict[Piece, str]:
    places = cuts(written, wanted)
    return {places[item]: text for item, text in zip(wanted, texts, strict=True)}


def counted_points(points: float) -> str:
    """'1 point', '2 points'."""
    return f"{points:g} point{'' if points == 1 else 's'}"


def _head(model: DecisionModel, count: int) -> list[str]:
    gaps = f"There {'is one gap' if count == 1 else f'are {count} gaps'} in this scenario, written {GAP}."
    return [
        *commented(f"Exercise: {model.title}"),
        *commented(f"{gaps} Above each stands a question. Put the answer in the place of {GAP}."),
        *commented("See what is still to be done: decision-model check FILE. Then save it under your own name."),
    ]


def bare(model: DecisionModel, wanted: Sequence[Askable]) -> DecisionModel:
    """The model without what would give the numbers away that are taken out: their ranges and distributions."""
    taken = {item.place: model.numbers[item.name].number for item in wanted if item.kind == NUMBER}
    plain = {place: replace(number, range=None, distribution=None) for place, number in taken.items()}
    parameters = {
        name: replace(parameter, number=plain.get(("parameters", name), parameter.number))
        for name, parameter in model.parameters.items()
    }
    inside = {place: number for place, number in plain.items() if place[0] != "parameters"}
    return model.replaced(parameters=frozen(parameters), **(renumbered(model, inside) if inside else {}))


def _planted(model: DecisionModel, planted: Planted) -> Exercise:
    head = [
        *commented(f"Exercise: {model.title}"),
        *commented(
            "There is one mistake in this scenario, such as people make. It reads well, and its answer is wrong. "
            "Find it, mend it, leave all else as it is, and save the file under your own name."
        ),
        "",
    ]
    task = Task(
        MISTAKE, planted.mistake, POINTS[MISTAKE], tuple(called(model, item) for item in planted.at), planted.sentence
    )
    note = commented(f"The solution of the exercise; to be kept. The mistake in it: {planted.sentence}")
    return Exercise(
        model,
        "\n".join([*head, write(planted.model)]),
        "\n".join([*note, "", write(model)]),
        Rubric((task,), keep=KEEP),
    )
