"""What it is worth to know an event before deciding, and what a report about it is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.effort import rebuilt
from decision_model.analysis.given_plan import refuse_given_plan
from decision_model.analysis.question import NAMES, Ask, Question, gambles
from decision_model.analysis.result import Result
from decision_model.analysis.statement import Statement
from decision_model.analysis.time.foreknown import (
    Asked,
    NotAsked,
    event_groups,
    group_of,
    is_wanted,
    not_asked,
    report_place,
    too_many,
)
from decision_model.analysis.time.gain import acts_on_more, gain, gain_amounts, is_level
from decision_model.analysis.time.perfect_information import (
    first_to_forget,
    knowing,
    remembering,
    reports,
)
from decision_model.analysis.time.reports import report_worth
from decision_model.errors import ModelError, Problem, nearest
from decision_model.model import DecisionModel
from decision_model.model.labels import step_labels
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import listed

REMEMBERING = "Remembering everything"


@dataclass(frozen=True)
class Information:
    """What knowing some events is worth, just before the decision `before`.

    `kind` is "perfect", or "report" for an event that the model already lets one know and that only says something
    about others (`about`), or "memory" for what decisions of limited memory have forgotten. `value` is the most one
    should pay for it; where a choice in the model asks for a report, `net` is what one is better off for it at its
    price, below 0 where it is not worth that. `total` is what the model yields with it; `share` how much of the perfect
    information on what it is about a report delivers (None otherwise, and where nobody could know that); `plan` what
    one does with it, in sentences, and `acts` whether that depends on what one comes to know.
    """

    events: tuple[str, ...]
    title: str
    before: str
    kind: Literal["perfect", "report", "memory"]
    value: float
    total: float
    share: float | None
    plan: tuple[str, ...]
    acts: bool
    net: float | None = None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class InformationValue(Result):
    """The answer of `information`, most valuable first; `base` is the model's own total.

    `memory` is what forgetting nothing would be worth, where decisions have limited memory and no events are named.
    """

    model: DecisionModel
    base: float
    ranked: tuple[Information, ...]
    excluded: tuple[NotAsked, ...]
    memory: Information | None = None

    @property
    def statement(self) -> Statement:
        if not self.ranked:
            return Statement("Nothing can be found out before deciding", "", tuple(_reasons(self)), finding=None)
        if self.ranked[0].value <= 0:
            return Statement(f"Nothing is worth finding out: {_why_nothing(self)}", "", tuple(_reasons(self)))
        detail = "The value is the total of the best plan knowing it, less that of the best plan not knowing it"
        return Statement(_headline(self), detail, tuple(_reasons(self)))

    @property
    def amounts(self) -> Amounts:
        """How the values of information are written."""
        nets = [row.net for row in self.ranked if row.net is not None]
        return gain_amounts(self.model, [*(row.value for row in self.shown), *nets])

    @property
    def shown(self) -> tuple[Information, ...]:
        """What is ranked and memory, most valuable first."""
        return _by_value([*self.ranked, *([self.memory] if self.memory else [])])

    def offers(self, information: Information) -> tuple[Information, ...]:
        """The reports of the model that say something about what is known perfectly, most valuable first."""
        if information.kind != "perfect" or len(information.events) > 1:
            return ()
        return tuple(row for row in self.ranked if row.kind == "report" and information.events[0] in row.about)

    def offered(self, information: Information) -> list[str]:
        """How the model already lets one learn the same, each with what that is worth."""
        return [f"{quoted(row.title)}, worth {self._worth(row)}" for row in self.offers(information)]

    def _worth(self, row: Information) -> str:
        """'53 thousand USD before its price and 23 thousand USD after it'; asking may bring more than the report."""
        gross = self.amounts.phrase(row.value)
        if row.net is None:
            return gross
        net = self.amounts.phrase(row.net)
        if row.net > row.value and not is_level(row.net, row.value):
            return f"{gross}, and with all that comes of asking for it {net}"
        return f"{gross} before its price and {net} after it"

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
            Column("net", "net of its price", Kind.number),
            Column("total", "total if known", Kind.points),
            Column("share_of_perfect", "of what certainty is worth", Kind.share),
            Column("offered", "the model already offers", brief=False),
            Column("note", "note"),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        labels = step_labels(self.model)
        for row in self.shown:
            before, offered = labels[row.before], listed(self.offered(row)) or None
            yield (row.title, before, row.kind, row.value, row.net, row.total, row.share, offered, None)
        for exclusion in self.excluded:
            yield (exclusion.title, None, None, None, None, None, None, None, exclusion.reason)


def _why_nothing(result: InformationValue) -> str:
    """Why nothing is worth anything: what is done is best in any case, or almost as good as what would be."""
    if any(row.acts for row in result.ranked):
        return "choosing by what becomes known gains no more than rounding"
    return "the same choices are best whatever becomes known"


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
    """What several events are worth together, what the model already offers, and what memory is worth."""
    if result.ranked and result.ranked[0].value > 0:
        yield from _together_reason(result)
    for row in result.ranked:
        for offered in result.offered(row) if row.value > 0 else ():
            yield f"About {quoted(row.title)} the model already offers {offered}."
    if result.memory:
        worth = f"worth {result.amounts.phrase(result.memory.value)}" if result.memory.value > 0 else "worth nothing"
        yield f"{result.memory.title} would be {worth}."


def _together_reason(result: InformationValue) -> Iterator[str]:
    best = result.best[0]
    together = next((row for row in result.ranked if len(row.events) > 1), best)
    if together is not best:
        more = "no more" if is_level(together.value, best.value) else f"up to {result.amounts.phrase(together.value)}"
        yield f"Knowing {events_quoted(result.model, together)} together is worth {more}."


def events_quoted(model: DecisionModel, information: Information) -> str:
    """The events that are known, as a sentence names them."""
    labels = step_labels(model)
    return listed([quoted(labels[name]) for name in information.events])


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
    The value of an imperfect report (also EVSI) is the total of the best plan that asks for it, less the same with the
    report unread; `share` sets it against perfect information (also: efficiency), and `net` takes off its price: that
    best plan less the best that does not ask. Where decisions have limited memory, `memory` says what it would be worth
    to forget nothing that an earlier decision knew.

    `events` lists names, or groups of names known together; by default every event alone, all together, and every
    report. `before` names the decision; by default the first one before which an event can be known. Raises
    ModelError for unknown names, for an event that depends on the decision it should be known before, and for a group
    with too many joint outcomes.
    """
    _check(model, events, before)
    refuse_given_plan(model, "What knowing is worth")
    groups, excluded = event_groups(model, events, before)
    large = [(group, problem) for group, _ in groups if (problem := too_many(model, group))]
    if large and events is not None:
        raise ModelError([problem for _, problem in large])
    groups = [(group, place) for group, place in groups if group not in [large_group for large_group, _ in large]]
    excluded += [NotAsked(group[0], problem.message, f"All {len(group)} together") for group, problem in large]
    base = float(solve(model).total)
    values = [_perfect(model, base, group, place) for group, place in groups]
    asked, unasked = _reports(model, events, before)
    memory, forgotten = _memory(model, base) if events is None else (None, ())
    return InformationValue(model, base, _by_value(values + asked), (*excluded, *unasked, *forgotten), memory)


def _by_value(rows: Iterable[Information]) -> tuple[Information, ...]:
    return tuple(sorted(rows, key=lambda row: round(row.value, 9), reverse=True))


def _check(model: DecisionModel, events: Asked | None, before: str | None) -> None:
    event_names = {event.name for event in model.events}
    decisions = {decision.name for decision in model.decisions}
    names = [name for group in events or () for name in group_of(group)]
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


def _perfect(model: DecisionModel, base: float, group: tuple[str, ...], before: str) -> Information:
    solution = solve(knowing(model, group, before))
    labels = step_labels(model)
    title = listed([labels[name] for name in group])
    total, acts = float(solution.total), acts_on_more(solution, model)
    return Information(group, title, before, "perfect", gain(model, total, base), total, None, solution.plan, acts)


def _reports(
    model: DecisionModel, events: Asked | None, before: str | None
) -> tuple[list[Information], list[NotAsked]]:
    """What each wanted report is worth, and which cannot be asked; ModelError where `events` names one of these."""
    asked, unasked = [], []
    for name, about in reports(model).items():
        if not is_wanted(name, model, events, before):
            continue
        try:
            asked.append(_report(model, name, about, before))
        except ModelError as error:
            if events is not None:
                raise
            unasked.append(not_asked(model, name, error.problems[0]))
    return asked, unasked


def _report(model: DecisionModel, name: str, about: tuple[str, ...], before: str | None) -> Information:
    place = report_place(model, name, before)
    assert place is not None
    found = report_worth(model, name, about, place)
    share = found.gross / found.perfect if found.perfect else None
    title = step_labels(model)[name]
    known = found.gross, found.total, share, found.plan, found.acts
    return Information((name,), title, place, "report", *known, found.net, about)


def _memory(model: DecisionModel, base: float) -> tuple[Information | None, tuple[NotAsked, ...]]:
    """What it would be worth to remember what earlier decisions knew and chose, or why that cannot be asked.

    Neither where all of it is remembered.
    """
    first = first_to_forget(model)
    if first is None:
        return None, ()
    try:
        solution = solve(remembering(model))
    except ModelError as error:
        return None, (NotAsked("", error.problems[0].message, REMEMBERING),)
    total, acts = float(solution.total), acts_on_more(solution, model)
    worth = gain(model, total, base)
    return Information((), REMEMBERING, first, "memory", worth, total, None, solution.plan, acts), ()


def _work(model: DecisionModel) -> float:
    return rebuilt(model, len(model.events))


QUESTION = Question(
    "What is worth finding out",
    "Knowing is worth something only if it can change what one does. The value of information is the gain from knowing "
    "before the choice, and the most one should pay for it. A test that the model lets one buy is worth something "
    "before its price (the value of sample information), and what is left after it.",
    gambles,
    order=30,
    row_by_row=True,
    work=_work,
)
