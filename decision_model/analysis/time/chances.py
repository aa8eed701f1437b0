"""How likely each outcome of every event is under the best plan, and once some states are known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.given_plan import best_called
from decision_model.analysis.question import PAIRS, Ask, Question, has_events
from decision_model.analysis.result import Result
from decision_model.analysis.statement import Statement
from decision_model.errors import ModelError, Problem, nearest
from decision_model.model import DecisionModel, Event
from decision_model.model.labels import state_labels, step_labels
from decision_model.solver.conditional import chance
from decision_model.solver.rollback import TIE
from decision_model.words.names import quoted
from decision_model.words.percent import percent, percents_apart
from decision_model.words.sentences import listed

ABSENT = "does not arise"


@dataclass(frozen=True)
class Likelihood:
    """An outcome of an event: its `chance`, 0 to 1, where all of `given` is so, and `before` anything is given.

    `outcome` is None for the share in which the event does not arise. Chances of one event add up to 1.
    """

    event: str
    outcome: str | None
    chance: float
    before: float


@dataclass(frozen=True, repr=False)
class Chances(Result):
    """The answer of `chances`, events in the order of the sequence."""

    model: DecisionModel
    given: Mapping[str, str]
    likelihoods: tuple[Likelihood, ...]

    def label(self, row: Likelihood) -> str:
        """What the outcome is called within its event."""
        return ABSENT if row.outcome is None else state_labels(self.model, [row.event])[row.event, row.outcome]

    @property
    def of_other_events(self) -> tuple[Likelihood, ...]:
        """The rows of events that are not given."""
        return tuple(row for row in self.likelihoods if row.event not in self.given)

    @property
    def of_events(self) -> Mapping[str, tuple[Likelihood, ...]]:
        """The rows of each event."""
        names = dict.fromkeys(row.event for row in self.likelihoods)
        return {name: tuple(row for row in self.likelihoods if row.event == name) for name in names}

    @property
    def statement(self) -> Statement:
        detail = f"Under the {best_called(self.model)}, over all that may happen"
        if self.given:
            detail = (
                f"Under the {best_called(self.model)}, where what is given is so; decisions that are given are taken so"
            )
        return Statement(self._headline(), detail, tuple(self._reasons()))

    def _headline(self) -> str:
        if self.given:
            labels = state_labels(self.model)
            known = listed([quoted(labels[item]) for item in self.given.items()])
            outcomes = (row for row in self.of_other_events if row.outcome is not None)
            moved = max(outcomes, key=lambda row: abs(row.chance - row.before), default=None)
            if moved is None or moved.outcome is None or abs(moved.chance - moved.before) <= TIE:
                return f"{known} says nothing about what else may happen"
            what = quoted(labels[moved.event, moved.outcome])
            chance, before = percents_apart(moved.chance, moved.before)
            return f"Given {known}, the chance of {what} is {chance} instead of {before}"
        if not self.likelihoods:
            return "Nothing is left to chance"
        name, rows = max(self.of_events.items(), key=lambda item: -max(row.chance for row in item[1]))
        if max(row.chance for row in rows) >= 1 - TIE:
            return f"Under the {best_called(self.model)} nothing is uncertain"
        return f"Least certain is {quoted(step_labels(self.model)[name])}: {self._listed(rows)}"

    def _reasons(self) -> Iterator[str]:
        """The chances of each event."""
        for name, rows in self.of_events.items():
            if name in self.given:
                continue
            yield f"{quoted(step_labels(self.model)[name])}: {self._listed(rows)}"

    def _listed(self, rows: Sequence[Likelihood]) -> str:
        labels = [ABSENT if row.outcome is None else quoted(self.label(row)) for row in rows]
        return listed([f"{label} {percent(row.chance)}" for label, row in zip(labels, rows, strict=True)], most=4)

    @property
    def columns(self) -> tuple[Column, ...]:
        before = (Column("before", "chance before", Kind.chance),) if self.given else ()
        return (
            Column("event", "event", Kind.name),
            Column("outcome", "outcome", Kind.name),
            Column("chance", "chance", Kind.chance),
            *before,
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        labels = step_labels(self.model)
        for row in self.likelihoods:
            before = (row.before,) if self.given else ()
            yield (labels[row.event], self.label(row), row.chance, *before)


@checked
def chances(
    model: DecisionModel,
    given: Annotated[
        Mapping[str, str] | None, Ask("What is known or decided, e.g. access=blocked.", PAIRS, option="given")
    ] = None,
) -> Chances:
    """How likely each outcome is under the best plan, and what it becomes when something is known.

    The chance of every outcome of every event, over all histories that the best plan leads to: the rule of the file
    weighted by how likely each case is. An event that does not arise in some of them has a row for that.

    `given` maps steps to states: decisions are taken as given wherever they arise, and events are conditioned on, by
    Bayes' rule also on what comes later (Pearl 1988); the plan is then the best among those under which it can happen.
    Raises ModelError for names that are no steps or states, and for what cannot happen together.
    """
    known = dict(given or {})
    _check(model, known)
    held = {name: (state,) for name, state in known.items()}
    rows = []
    for event in model.events:
        after, before = (_of_event(model, event, states) for states in (held, {}))
        names = [*event.state_names, None]
        rows += [
            Likelihood(event.name, name, *pair)
            for name, *pair in zip(names, after, before, strict=True)
            if name is not None or max(pair) > TIE
        ]
    return Chances(model, known, tuple(rows))


def _of_event(model: DecisionModel, event: Event, given: Mapping[str, tuple[str, ...]]) -> list[float]:
    """The chance of each outcome, and of none."""
    likelihoods = [float(chance(model, event.name, outcome, given)) for outcome in event.state_names]
    return [*likelihoods, max(0.0, 1 - sum(likelihoods))]


def _check(model: DecisionModel, given: Mapping[str, str]) -> None:
    for name, state in given.items():
        if name not in model.steps:
            raise ModelError([Problem(("given",), f"'{name}' is not a step.", nearest(name, model.steps))])
        states = model.steps[name].state_names
        if state not in states:
            problem = f"'{state}' is not an option or outcome of '{name}'."
            raise ModelError([Problem(("given",), problem, nearest(str(state), states))])


QUESTION = Question(
    "How likely each outcome is",
    "The chances of everything that may happen under the best plan, from the first event to the last. With something "
    "given, what it tells about the rest.",
    has_events,
    order=5,
    in_run=False,
)
