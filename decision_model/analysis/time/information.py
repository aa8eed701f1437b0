"""What it is worth to know an event before deciding, and what a report about it is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import mul
from typing import Annotated, Any, Literal

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.effort import rebuilt
from decision_model.analysis.given_plan import refuse_given_plan
from decision_model.analysis.question import NAMES, Ask, Question, gambles
from decision_model.analysis.result import Result
from decision_model.analysis.statement import Statement
from decision_model.analysis.time.gain import gain, gain_amounts, is_level
from decision_model.analysis.time.perfect_information import (
    SPLIT,
    causes,
    knowing,
    reports,
    unknown_until_the_end,
    why_not,
    why_silent,
)
from decision_model.errors import ModelError, Problem, nearest
from decision_model.model import DecisionModel
from decision_model.model.labels import step_labels
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import listed

JOINT = 4_096
"""Joint outcomes of events known together, at most: a plan is made for each."""


@dataclass(frozen=True)
class Information:
    """What knowing some events is worth, just before the decision `before`.

    `kind` is "perfect", or "report" for an event that the model already lets one know and that only says something
    about later ones. `total` is what the model yields with it; `share` how much of the perfect information on what it
    is about a report delivers (None otherwise); `plan` what one does with it, in sentences.
    """

    events: tuple[str, ...]
    title: str
    before: str
    kind: Literal["perfect", "report"]
    value: float
    total: float
    share: float | None
    plan: tuple[str, ...]


@dataclass(frozen=True)
class NotAsked:
    """An event that cannot be known before any decision, or is known anyway, and why; `title` is what to call it."""

    event: str
    reason: str
    title: str


@dataclass(frozen=True, repr=False)
class InformationValue(Result):
    """The answer of `information`, most valuable first; `base` is the model's own total."""

    model: DecisionModel
    base: float
    ranked: tuple[Information, ...]
    excluded: tuple[NotAsked, ...]

    @property
    def statement(self) -> Statement:
        if not self.ranked:
            return Statement("Nothing can be found out before deciding")
        if self.ranked[0].value <= 0:
            return Statement("Nothing is worth finding out: the same choices are best whatever becomes known")
        detail = "The value is the total of the best plan knowing it, less that of the best plan not knowing it"
        return Statement(_headline(self), detail, tuple(_reasons(self)))

    @property
    def amounts(self) -> Amounts:
        """How the values of information are written."""
        return gain_amounts(self.model, [row.value for row in self.ranked])

    @property
    def best(self) -> tuple[Information, ...]:
        """What is most worth knowing by itself, level ones together; all events together where none is by itself."""
        single = [row for row in self.ranked if len(row.events) == 1 and row.value > 0] or list(self.ranked[:1])
        return tuple(row for row in single if is_level(row.value, single[0].value))

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("event", "event", Kind.name),
            Column("known_before", "known before", Kind.name),
            Column("kind", "kind"),
            Column("value", "worth", Kind.number),
            Column("total", "total if known", Kind.points),
            Column("share_of_perfect", "of what certainty is worth", Kind.share),
            Column("note", "note"),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        labels = step_labels(self.model)
        for row in self.ranked:
            yield (row.title, labels[row.before], row.kind, row.value, row.total, row.share, None)
        for exclusion in self.excluded:
            yield (exclusion.title, None, None, None, None, None, exclusion.reason)


def _headline(result: InformationValue) -> str:
    """What is most worth knowing, before which decision, and how much."""
    best, *level = result.best
    names, worth = events_quoted(result.model, best), result.amounts.phrase(best.value)
    before = quoted(step_labels(result.model)[best.before])
    if level:
        names = listed([events_quoted(result.model, row) for row in result.best], most=4)
        return f"{names} are the events most worth knowing: up to {worth} each"
    if best.share is not None:
        return (
            f"Knowing {names} before {before} is worth {worth}, {percent(best.share)} of what certainty would be worth"
        )
    if len(result.ranked) == 1:
        return f"Knowing {names} before {before} is worth up to {worth}"
    if len(best.events) > 1:
        return f"Only together are {names} worth knowing: up to {worth}, before {before}"
    return f"{names} is the event most worth knowing: up to {worth}, before {before}"


def _reasons(result: InformationValue) -> Iterator[str]:
    """What several events are worth together, beside the best one alone."""
    best = result.best[0]
    together = next((row for row in result.ranked if len(row.events) > 1), best)
    if together is not best:
        more = "no more" if is_level(together.value, best.value) else f"up to {result.amounts.phrase(together.value)}"
        yield f"Knowing {events_quoted(result.model, together)} together is worth {more}."


def events_quoted(model: DecisionModel, information: Information) -> str:
    """The events that are known, as a sentence names them."""
    labels = step_labels(model)
    return listed([quoted(labels[name]) for name in information.events])


Asked = Sequence[str | Sequence[str]]


@checked
def information(
    model: DecisionModel,
    events: Annotated[Asked | None, Ask("Events; without it, each one.", NAMES, option="event")] = None,
    before: Annotated[str | None, Ask("The decision that would profit.", "DECISION")] = None,
) -> InformationValue:
    """What it would be worth to know an event before deciding.

    What it would be worth to know events before a decision: the most one should pay to find out.

    The value of perfect information (Raiffa & Schlaifer 1961; Howard 1966; also EVPI, EVPPI) on an event is the total
    of the model with the event moved just above the decision, less the model's own, both with the best choices; under
    a risk tolerance certainty equivalents are compared. Knowing can only change what one does, so it is never below 0,
    and it is 0 when one would do the same anyway. Several events together can be worth more or less than the sum.
    The value of an imperfect report (also EVSI) is the model's total less that of the model in which the report stays
    unknown; `share` sets it against perfect information (also: efficiency).

    `events` lists names, or groups of names known together; by default every event alone, all together, and every
    report. `before` names the decision; by default the first one before which an event can be known. Raises
    ModelError for unknown names, for an event that depends on the decision it should be known before, and for a group
    with too many joint outcomes.
    """
    _check(model, events, before)
    refuse_given_plan(model, "What knowing is worth")
    groups, excluded = _event_groups(model, events, before)
    large = [(group, problem) for group, _ in groups if (problem := _too_many(model, group))]
    if large and events is not None:
        raise ModelError([problem for _, problem in large])
    groups = [(group, place) for group, place in groups if group not in [large_group for large_group, _ in large]]
    excluded += [NotAsked(group[0], problem.message, f"All {len(group)} together") for group, problem in large]
    base = float(solve(model).total)
    values = [_perfect(model, base, group, place) for group, place in groups]
    about = reports(model)
    for name in [name for name in about if _wanted(name, model, events, before)]:
        try:
            values.append(_report(model, base, name, about[name], before))
        except ModelError as error:
            if events is not None:
                raise
            excluded.append(_not_asked(model, name, error.problems[0]))
    ranked = sorted(values, key=lambda row: round(row.value, 9), reverse=True)
    return InformationValue(model, base, tuple(ranked), tuple(excluded))


def _check(model: DecisionModel, events: Asked | None, before: str | None) -> None:
    event_names = {event.name for event in model.events}
    decisions = {decision.name for decision in model.decisions}
    names = [name for group in events or () for name in _group(group)]
    problems = [
        Problem(("events",), f"'{name}' is not an event.", nearest(name, event_names))
        for name in names
        if name not in event_names
    ]
    if before is not None and before not in decisions:
        problems.append(Problem(("before",), f"'{before}' is not a decision.", nearest(before, decisions)))
    if not decisions:
        problems.append(Problem((), "there is no decision that information could change.", "Add a decision."))
    if problems:
        raise ModelError(problems)


def _group(events: str | Sequence[str]) -> tuple[str, ...]:
    return (events,) if isinstance(events, str) else tuple(dict.fromkeys(events))


def _event_groups(
    model: DecisionModel, events: Asked | None, before: str | None
) -> tuple[list[tuple[tuple[str, ...], str]], list[NotAsked]]:
    """Groups of events with the decision each is to be known before, and the events left out."""
    if events is not None:
        wanted = [group for names in events if not _is_report(model, group := _group(names), before)]
        return [(group, before or _first_of(model, group)) for group in wanted], []
    groups: list[tuple[tuple[str, ...], str]] = []
    excluded: list[NotAsked] = []
    about = reports(model)
    for name in [event.name for event in model.events]:
        place = before or _first(model, (name,))
        is_forgotten = place is not None and model.position[name] < model.position[place]
        if name in about and (place is None or not is_forgotten or model.is_known(name, place)):
            continue  # what it is worth is said as that of a report
        problem = why_not(model, name, place) if place else _nowhere(model, name)
        if place and problem is None:
            groups.append(((name,), place))
        elif problem:
            excluded.append(_not_asked(model, name, problem))
    return [*groups, *_together(groups)], excluded


def _not_asked(model: DecisionModel, name: str, problem: Problem) -> NotAsked:
    return NotAsked(name, problem.message, step_labels(model)[name])


def _too_many(model: DecisionModel, group: Sequence[str]) -> Problem | None:
    """Why a group is too large to be known together: every joint outcome would be a case of its own."""
    counts = list(accumulate((len(model.steps[name].state_names) for name in group), mul))
    if counts[-1] <= JOINT:
        return None
    allowed = sum(count <= JOINT for count in counts)
    message = f"knowing {len(group)} events together means {counts[-1]:,} joint outcomes; the limit is {JOINT:,}."
    return Problem(("events",), message, f"Ask about {allowed} of them together at most, or about each alone.")


def _together(groups: Sequence[tuple[tuple[str, ...], str]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """All single events that can be known before one decision, where there are several."""
    for place in dict.fromkeys(place for _, place in groups):
        names = tuple(group[0] for group, group_place in groups if group_place == place)
        if len(names) > 1:
            yield names, place


def _is_report(model: DecisionModel, group: tuple[str, ...], before: str | None) -> bool:
    """A single event that is known already at the decision asked about, and says something about later ones."""
    return len(group) == 1 and group[0] in reports(model) and _report_place(model, group[0], before) is not None


def _wanted(name: str, model: DecisionModel, events: Asked | None, before: str | None) -> bool:
    is_asked = events is None or any(_group(event) == (name,) for event in events)
    return is_asked and _report_place(model, name, before) is not None


def _report_place(model: DecisionModel, name: str, before: str | None) -> str | None:
    """The decision at which a report is known first: `before` if that is so there."""
    later = [decision.name for decision in model.decisions if model.is_known(name, decision.name)]
    if before is None:
        return later[0] if later else None
    return before if before in later else None


def _first(model: DecisionModel, group: tuple[str, ...]) -> str | None:
    """The first decision before which all events of a group can be known, and at which none is known yet."""
    fitting = (
        decision.name
        for decision in model.decisions
        if all(why_not(model, name, decision.name) is None for name in group)
    )
    return next(fitting, None)


def _first_of(model: DecisionModel, group: tuple[str, ...]) -> str:
    place = _first(model, group)
    if place is None:
        raise ModelError([_nowhere(model, next((name for name in group if _first(model, (name,)) is None), group[0]))])
    return place


def _nowhere(model: DecisionModel, name: str) -> Problem:
    """Why there is no decision before which an event could be known."""
    earlier = [decision.name for decision in model.decisions if model.position[decision.name] < model.position[name]]
    refused = next((problem for place in earlier if (problem := why_silent(model, name, place))), None)
    if refused:
        return refused
    labels = step_labels(model)
    title = quoted(labels[name])
    decisions = causes(model, name)
    if decisions:
        cause = quoted(labels[decisions[-1]])
        message = f"{title} depends on the decision {cause}, and nothing is decided between that and the event."
        return Problem(("events", name), message, SPLIT)
    message = f"{title} is known before everything that is decided."
    return Problem(("events", name), message, "There is nothing to find out; ask about another event.")


def _perfect(model: DecisionModel, base: float, group: tuple[str, ...], before: str) -> Information:
    solution = solve(knowing(model, group, before))
    labels = step_labels(model)
    title = listed([labels[name] for name in group])
    total = float(solution.total)
    return Information(group, title, before, "perfect", gain(model, total, base), total, None, solution.plan)


def _report(model: DecisionModel, base: float, name: str, about: tuple[str, ...], before: str | None) -> Information:
    without_report = unknown_until_the_end(model, name)
    without = float(solve(without_report).total)
    place = _report_place(model, name, before)
    assert place is not None
    value = gain(model, base, without)
    perfect = gain(model, float(solve(knowing(without_report, about, place)).total), without)
    share = value / perfect if perfect > 0 else None
    return Information((name,), step_labels(model)[name], place, "report", value, base, share, solve(model).plan)


def _work(model: DecisionModel) -> float:
    return rebuilt(model, len(model.events))


QUESTION = Question(
    "What is worth finding out",
    "Knowing is worth something only if it can change what one does. The value of information is the gain from knowing "
    "before the choice, and the most one should pay for it.",
    gambles,
    order=30,
    row_by_row=True,
    work=_work,
)
