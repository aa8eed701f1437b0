"""What a scenario consists of, as a small table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from decision_model.analysis.grounds import grounds
from decision_model.errors import Location, Problem
from decision_model.model.considerations import Consideration
from decision_model.model.decision_model import DecisionModel
from decision_model.model.judgements import WeightJudgement
from decision_model.model.labels import number_labels
from decision_model.model.number_index import stated
from decision_model.words.visible import clean


def overview(
    model: DecisionModel, file: str, warnings: Sequence[Problem], locations: Mapping[str, Location]
) -> list[RenderableType]:
    """That the scenario is sound, what may mislead its readers all the same, and what is in it.

    `locations` says where each number stands, by address.
    """
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column()
    for kind, count, note in contents(model):
        table.add_row(kind, str(count), Text(clean(note)))
    lines = [Text(f"{file}: no problems found."), *map(_warning, warnings)]
    return [*lines, Text(clean(model.title), "bold"), table, *_without_source(model, file, locations)]


def _warning(problem: Problem) -> Text:
    return Text("\n".join(map(clean, f"Warning: {problem}".splitlines())))


def _without_source(model: DecisionModel, file: str, locations: Mapping[str, Location]) -> list[RenderableType]:
    """The numbers that no source gives or points to, by line: the first to argue about."""
    numbers = list(stated(model))
    labels = number_labels(model)
    missing = [(locations[number.address], labels[number.address]) for number in numbers if not number.has_source]
    text = Text(f"{grounds(model)}.", "bold")
    if not missing:
        return [text]
    judged = {number.number.basis == "elicited" for number in numbers if not number.has_source}
    head = "Assumed or judged" if len(judged) == 2 else "Judged" if True in judged else "Assumed"
    table = Table("Line", head, box=None, pad_edge=False, header_style="")
    table.columns[0].justify = "right"
    for location, label in sorted(missing, key=lambda each: (each[0].file != file, each[0].file, each[0].line)):
        table.add_row(_line(location, file), Text(clean(label)))
    return [text, Padding(table, (0, 0, 0, 2))]


def _line(location: Location, file: str) -> str:
    """The line of a number, with its file where that is another one."""
    return str(location.line) if location.file == file else clean(f"{location.file}:{location.line}")


def contents(model: DecisionModel) -> list[tuple[str, int, str]]:
    """Kinds of things a model has, how many, and what to say of them."""
    bases = Counter(parameter.number.basis for parameter in model.parameters.values())
    titled: list[tuple[str, Sequence[str]]] = [
        ("Decisions", [step.title for step in model.decisions]),
        ("Events", [step.title for step in model.events]),
        ("Considerations", [leaf.title for leaf in model.leaves]),
        ("Judged weights", [_judged(group, judgement) for group, judgement in model.judgements()]),
        ("Judged scores", [f"{leaf.title} ({judgement.ratio})" for leaf, judgement in model.judged_scores()]),
        ("Parameters", [f"{count} {basis}" for basis, count in sorted(bases.items())]),
        ("Perspectives", [perspective.title for perspective in model.perspectives.values()]),
        ("What-ifs", [what_if.title for what_if in model.what_ifs.values()]),
        ("Claims", [""] * len(model.claims)),
        ("Sources", [source.title for source in model.sources.values()]),
    ]
    counts = {"Parameters": len(model.parameters)}
    between = {"Judged weights": " "}  # sentences
    return [
        (kind, counts.get(kind, len(titles)), between.get(kind, ", ").join(filter(None, titles)))
        for kind, titles in titled
        if titles
    ]


def _judged(group: Consideration | None, judgement: WeightJudgement) -> str:
    """How a group's weights follow from judgements, in sentences."""
    return judgement.summary if group is None else f"{group.title}: {judgement.summary}"
