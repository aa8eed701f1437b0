"""Every question that makes sense for a model, asked as `run`, the report and the gallery ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from decision_model.analysis.asked_arguments import arguments, option_of
from decision_model.analysis.effort import IN_RUN
from decision_model.analysis.registry import Analysis, analyses
from decision_model.analysis.result import Result
from decision_model.errors import ModelError
from decision_model.model.decision_model import DecisionModel


class Report(Protocol):
    """A callback that shows which piece of the work begins now."""

    def __call__(self, piece: str) -> None:
        """Say that a piece of the work begins."""


def silent(piece: str) -> None:
    """A report that shows nothing."""


@dataclass(frozen=True)
class Answer:
    """What came of a question: a result, or the reason why there is none."""

    analysis: Analysis
    result: Result | None
    reason: str = ""


def asked_in_run() -> tuple[Analysis, ...]:
    """The analyses that `run` and the report ask, in their order there."""
    return tuple(analysis for analysis in analyses() if analysis.question.in_run)


def essential() -> tuple[Analysis, ...]:
    """The analyses that are drawn of every scenario."""
    return tuple(analysis for analysis in analyses() if analysis.question.essential)


def answers(
    model: DecisionModel,
    report: Report = silent,
    selection: Sequence[Analysis] | None = None,
    elsewhere: Mapping[str, Callable[[], Answer | None]] | None = None,
) -> Iterator[Answer]:
    """Put every question that makes sense to a model, in order; one that the model refuses says why.

    `elsewhere` gives the answers to some questions by the names of their analyses.
    """
    for analysis in asked_in_run() if selection is None else selection:
        report(analysis.question.title)
        known = (elsewhere or {}).get(analysis.name)
        answer = answer_of(analysis, model) if known is None else known()
        if answer is not None:
            yield answer


def answer_of(analysis: Analysis, model: DecisionModel) -> Answer | None:
    """The answer to a question, or why there is none; None where it makes no sense for a model."""
    try:
        if not analysis.question.fits(model):
            return None
        reason = too_long(analysis, model)
        return Answer(analysis, None if reason else analysis.ask(model), reason)
    except ModelError as error:
        return Answer(analysis, None, error.reason)


def too_long(analysis: Analysis, model: DecisionModel) -> str:
    """Why a question is left to be asked by itself, and how; empty where it takes no more than some seconds."""
    if analysis.question.work(model) <= IN_RUN:
        return ""
    command = f"decision-model {command_line(analysis, model)}"
    return f"the tree is so large that this may take minutes; '{command}' with the scenario's name asks it by itself"


def command_line(analysis: Analysis, model: DecisionModel) -> str:
    """The command that gives the same answer as `answers`: `compare --what-ifs allies_consulted`."""
    values = analysis.question.arguments(model)
    asks = {name: ask for name, (_, ask, _) in arguments(analysis.function)}
    options = [f"{option_of(name, asks[name])} {_typed(value)}" for name, value in values.items() if value]
    return " ".join([analysis.command, *options])


def _typed(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
