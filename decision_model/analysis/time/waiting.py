"""What it is worth to decide later, and at which cost of delay that stops paying."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.effort import rebuilt
from decision_model.analysis.given_plan import refuse_given_plan
from decision_model.analysis.question import NAMES, Ask, Question
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.sensitivity.break_even import BreakEven, break_even
from decision_model.analysis.robustness.sensitivity.set_numbers import addressed, set_numbers
from decision_model.analysis.statement import Statement
from decision_model.analysis.time.commitment import Early, decided_early, from_what_if
from decision_model.analysis.time.gain import gain, gain_amounts
from decision_model.analysis.units import amounts
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Draws, Event, NumberLike
from decision_model.model.early_decisions import EARLY
from decision_model.model.labels import step_labels
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import listed


@dataclass(frozen=True)
class Waiting:
    """What leaving some decisions open is worth, against taking them just above the step `until`.

    `value` is in units of the total, and so the highest cost of delay at which waiting still pays; `chance` how likely
    it is that one of the decisions arises; `early_total` and `early_plan` are the best that can be done by deciding
    early; `awaited` is the event whose becoming known adds most to the value, None where nothing does; `break_even`
    says up to which value of a named number waiting pays.
    """

    decisions: tuple[str, ...]
    title: str
    until: str
    value: float
    early_total: float
    early_plan: tuple[str, ...]
    chance: float
    awaited: str | None
    break_even: BreakEven | None


@dataclass(frozen=True, repr=False)
class ValueOfWaiting(Result):
    """The answer of `waiting`: decisions together first, then one by one; `base` is the model's own total."""

    model: DecisionModel
    base: float
    waited: tuple[Waiting, ...]

    @property
    def statement(self) -> Statement:
        if not self.waited:
            return Statement("No decision can be taken earlier than it is", finding=None)
        first = self.waited[0]
        headline = _headline(self, first)
        if first.break_even:
            headline = f"{headline}; waiting pays {first.break_even.sentence}"
        return Statement(headline, _decided_early(self.model, first), tuple(_reasons(self.model, first)))

    @property
    def amounts(self) -> Amounts:
        """How the values of waiting are written."""
        return gain_amounts(self.model, [wait.value for wait in self.waited])

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("left_open", "left open", Kind.name),
            Column("until_after", "or decided before", Kind.name),
            Column("value", "worth", Kind.number),
            Column("total", "total if left open", Kind.points),
            Column("total_early", "total if decided so early", Kind.points),
            Column("chance", "chance it arises", Kind.chance),
            Column("awaited", "worth waiting for", Kind.name),
            Column("pays", "waiting pays"),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        labels = step_labels(self.model)
        for waited in self.waited:
            pays = waited.break_even.sentence if waited.break_even else None
            awaited = labels[waited.awaited] if waited.awaited else None
            totals = (waited.value, self.base, waited.early_total)
            yield (waited.title, labels[waited.until], *totals, waited.chance, awaited, pays)


def _headline(result: ValueOfWaiting, waited: Waiting) -> str:
    """What leaving decisions open is worth, against deciding at once."""
    until, decisions = quoted(step_labels(result.model)[waited.until]), decisions_quoted(result.model, waited)
    worth = f"{'is worth' if waited.value > 0 else 'costs'} {result.amounts.gap(waited.value)}"
    gains = worth if waited.value else "gains nothing"
    return f"Deciding on {decisions} as things turn out, not before {until}, {gains}"


def decisions_quoted(model: DecisionModel, waited: Waiting) -> str:
    """The decisions left open, as a sentence names them."""
    labels = step_labels(model)
    return listed([quoted(labels[name]) for name in waited.decisions])


def _decided_early(model: DecisionModel, waited: Waiting) -> str:
    """What the best early plan reaches, and what it does."""
    titles = tuple(model.steps[name].title for name in waited.decisions)
    plan = [line.replace(EARLY, "", 1).rstrip(".") for line in waited.early_plan if line.startswith(titles)]
    total = amounts(model, [waited.early_total]).phrase(waited.early_total)
    reached = f"Decided before {quoted(step_labels(model)[waited.until])}, the best plan reaches {total}"
    return f"{reached}, with {'; '.join(plan)}" if plan else reached


def _reasons(model: DecisionModel, waited: Waiting) -> Iterator[str]:
    if waited.awaited and waited.value > 0:
        yield f"What is worth waiting for is {quoted(step_labels(model)[waited.awaited])}."


@checked
def waiting(  # noqa: PLR0913 - the options of the question
    model: DecisionModel,
    decisions: Annotated[
        Sequence[str] | None, Ask("Decisions; without it, each that can be taken early.", NAMES, option="decision")
    ] = None,
    until: Annotated[str | None, Ask("The step waited for.", "STEP")] = None,
    *,
    early: Mapping[str, NumberLike] | None = None,
    what_if: Annotated[
        str | None, Ask("The what-if that says what deciding early means.", "WHAT_IF", option="early")
    ] = None,
    number: Annotated[
        str | None, Ask("A number to find the break-even of, such as a cost of delay.", "ADDRESS")
    ] = None,
    between: tuple[float, float] | None = None,
) -> ValueOfWaiting:
    """What deciding later is worth, and at which cost of delay it stops paying.

    What deciding later is worth: the model's total less that of deciding just above the step `until`.

    The value of waiting (also: quasi-option value, Arrow & Fisher 1974; Henry 1974) is that of what becomes known
    in between, and only as far as it would change the choice; without a cost of delay it is never below 0. It is the
    highest cost of delay, in units of the total, at which waiting still pays. With `number`, any number of the
    model by its address, it is also said for which of its values waiting pays, exact to floating point.

    `decisions` are taken together (default: all that could be taken earlier, together and one by one); `until` is the
    step above which they are taken early (default: the first event at which every option could be chosen). `early`
    sets parameters that have other values when deciding early, such as `{"delay_cost": 0}`; `what_if` names a what-if
    of the file that says all of this. Raises ModelError for unknown names, for decisions that cannot be taken
    that early, and for `decisions` or `until` that are not those of `what_if`.
    """
    refuse_given_plan(model, "What deciding later is worth")
    settings = dict(early or {})
    if what_if is not None:
        groups = [from_what_if(model, what_if, settings, decisions, until)]
    else:
        groups = decided_early(model, decisions, until, settings)
    named = bool(decisions or what_if)
    early_models = [
        (group, model_early) for group in groups if (model_early := _early(model, group, named)) is not None
    ]
    solution = solve(model)
    waited = tuple(_waiting(solution, group, solve(varied), number, between) for group, varied in early_models)
    return ValueOfWaiting(model, float(solution.total), waited)


def _early(model: DecisionModel, early: Early, named: bool) -> DecisionModel | None:
    """The model with decisions taken early; None where that cannot be and nobody asked for it by name."""
    try:
        return early.of(model)
    except ModelError:
        if named:
            raise
        return None


def _waiting(
    solution: Solution, early: Early, early_solution: Solution, number: str | None, between: tuple[float, float] | None
) -> Waiting:
    model = solution.model
    total = float(early_solution.total)
    names = tuple(sorted(early.before, key=model.position.__getitem__))
    until = min(early.before.values(), key=model.position.__getitem__)
    ends = _break_even(model, early_solution, early, number, between) if number else None
    value = gain(model, float(solution.total), total)
    event = _awaited(model, early)
    return Waiting(
        names, _title(model, names), until, value, total, early_solution.plan, _chance(solution, names), event, ends
    )


def _awaited(model: DecisionModel, early: Early) -> str | None:
    """The event on the way whose becoming known adds most: the longest step as the choice moves down past them."""
    settled = early.settled(model)
    places = [step.name for step in model.sequence if _on_the_way(model, early, step.name)]
    totals = [(name, _total_before(settled, early, name)) for name in places]
    reached = [(name, total) for name, total in totals if total is not None]
    last = float(solve(settled).total)
    steps = [
        (name, gain(model, after, total))
        for (name, total), after in zip(reached, [*(total for _, total in reached[1:]), last], strict=True)
    ]
    name, most = max(steps, key=lambda step: step[1], default=("", 0.0))
    return name if most > 0 else None


def _on_the_way(model: DecisionModel, early: Early, name: str) -> bool:
    """Whether a step is an event between where the decisions could be taken and where the last one is."""
    first = min(model.position[before] for before in early.before.values())
    last = max(model.position[decision] for decision in early.before)
    return isinstance(model.steps[name], Event) and first <= model.position[name] < last


def _total_before(model: DecisionModel, early: Early, event: str) -> float | None:
    """The total when the decisions are taken just above an event, or below it where they cannot be; None if neither."""
    at = model.position
    moved_up = {name: max(before, event, key=at.__getitem__) for name, before in early.before.items()}
    above = {name: before for name, before in moved_up.items() if at[before] < at[name]}
    try:
        return float(solve(model.varied(decide_before=above)).total)
    except ModelError:
        return None


def _break_even(
    model: DecisionModel, early_solution: Solution, early: Early, number: str, between: tuple[float, float] | None
) -> BreakEven:
    """For which values of a number waiting pays; what is set when deciding early stays as it is set."""
    address = addressed(model, number).address

    def late_totals(values: np.ndarray) -> Draws:
        return solve(set_numbers(model, {address: values})).total

    def early_totals(values: np.ndarray) -> Draws:
        if address in early.sets(model):
            return early_solution.total
        return solve(set_numbers(early_solution.model, {address: values})).total

    return break_even(model, address, late_totals, early_totals, between)


def _title(model: DecisionModel, names: Sequence[str]) -> str:
    labels = step_labels(model)
    return listed([labels[name] for name in names])


def _chance(solution: Solution, names: Sequence[str]) -> float:
    """How likely the likeliest of some decisions is to arise under the policy."""
    arising = [sum(choice.probability for choice in solution.policy if choice.decision == name) for name in names]
    return min(1.0, max(arising))


def waits(model: DecisionModel) -> bool:
    """Whether some decision comes after something has become known."""
    event_places = [model.position[event.name] for event in model.events]
    return bool(event_places) and any(model.position[step.name] > min(event_places) for step in model.decisions)


def _work(model: DecisionModel) -> float:
    return rebuilt(model, len(model.decisions))


QUESTION = Question(
    "What deciding later is worth",
    "By waiting one learns before one chooses. The value of waiting is the highest cost of delay at which it still "
    "pays.",
    waits,
    order=40,
    pictured=False,  # the picture of `option` shows both
    row_by_row=True,
    work=_work,
)
