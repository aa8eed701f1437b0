"""What it is worth to have an option on the table, and up to which price."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.effort import rebuilt, told
from decision_model.analysis.given_plan import refuse_given_plan
from decision_model.analysis.question import PAIRS, Ask, Question, decides
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.sensitivity.break_even import BreakEven, break_even
from decision_model.analysis.robustness.sensitivity.set_numbers import addressed, set_numbers
from decision_model.analysis.statement import Statement
from decision_model.analysis.time.gain import gain, gain_amounts, is_level
from decision_model.analysis.time.waiting import Waiting, waiting, waits
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Draws
from decision_model.model.labels import state_labels
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import listed


@dataclass(frozen=True)
class OptionValue:
    """What having some options on offer is worth.

    `value` is the loss if they were taken off the table, 0 where one would not choose them; `forced` what it would
    gain (or cost, below 0) to take them wherever they are on offer; `without` the total without them and
    `plan_without` what one would then do; `break_even` says for which values of a named number they are worth having.
    """

    options: Mapping[str, str]
    title: str
    value: float
    forced: float
    without: float
    plan_without: tuple[str, ...]
    break_even: BreakEven | None


@dataclass(frozen=True)
class Indispensable:
    """An option that cannot be taken off the table, and why."""

    options: Mapping[str, str]
    title: str
    reason: str


@dataclass(frozen=True, repr=False)
class ValueOfOption(Result):
    """The answer of `option`, most valuable first; `base` is the model's own total.

    `waited` says what deciding later is worth, where that was not left out: leaving a choice open is an option as well.
    """

    model: DecisionModel
    base: float
    ranked: tuple[OptionValue, ...]
    excluded: tuple[Indispensable, ...]
    waited: tuple[Waiting, ...] = ()

    @property
    def statement(self) -> Statement:
        if not self.ranked:
            return Statement("No option can be taken off the table: nothing else would be on offer", finding=None)
        first = self.ranked[0]
        headline = _headline(self)
        if first.break_even:
            headline = f"{headline}; it pays {first.break_even.sentence}"
        detail = "The value is the total of the best plan less that of the best plan without the option"
        return Statement(headline, detail, finding="" if len(self.model.decisions) > 1 else None)

    @property
    def amounts(self) -> Amounts:
        """How the values of options are written."""
        return gain_amounts(self.model, [row.value for row in self.ranked])

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("option", "option", Kind.name),
            Column("value", "worth", Kind.number),
            Column("gain_if_always_taken", "gain from always taking it", Kind.number),
            Column("total", "total with it", Kind.points),
            Column("total_without", "total without it", Kind.points),
            Column("pays", "it pays"),
            Column("note", "note"),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        for row in self.ranked:
            pays = row.break_even.sentence if row.break_even else None
            yield (row.title, row.value, row.forced, self.base, row.without, pays, None)
        for exclusion in self.excluded:
            yield (exclusion.title, None, None, None, None, None, exclusion.reason)


def _headline(result: ValueOfOption) -> str:
    """Which option, or which level ones, having on the table is worth most."""
    first, *others = result.ranked
    if first.value <= 0:
        return (
            "No option is worth anything that another would not bring" if others else f"{_having(first)} worth nothing"
        )
    level = [first, *(row for row in others if is_level(row.value, first.value))]
    worth = result.amounts.phrase(first.value)
    if len(level) > 1:
        names = listed([quoted(row.title) for row in level], most=4)
        return f"Having {names} on the table is worth most: {worth} each"
    return f"{_having(first)} worth {'most: ' if others else ''}{worth}"


def _having(value: OptionValue) -> str:
    return f"Having {quoted(value.title)} on the table is"


@checked
def option(
    model: DecisionModel,
    without: Annotated[
        Mapping[str, str] | None, Ask("The option to take away; without it, each in turn.", PAIRS)
    ] = None,
    *,
    number: Annotated[
        str | None, Ask("A number to find the break-even of, such as a chance of a leak.", "ADDRESS")
    ] = None,
    between: tuple[float, float] | None = None,
) -> ValueOfOption:
    """What keeping an option is worth, and what would make it worthless.

    What keeping an option ready is worth: the model's total less that without the option on offer.

    Nobody need take an option, so the value is never below 0; it is above 0 exactly when the best plan takes the
    option in some history that can arise and nothing else there is as good. `forced` shows the other side: what it
    would bring to take the option wherever it is on offer. With `number`, any number of the model by its address, it is
    also said for which of its values the option is worth having, exact to floating point: up to which chance of a
    leak a private plan is worth making, say.

    `without` maps decisions to the option taken off the table, several at once together (default: every option that
    can be spared, one by one). Raises ModelError for unknown names and where nothing else would be on offer.
    """
    refuse_given_plan(model, "What an option is worth")
    solution = solve(model)
    ranked, excluded = [], []
    for options in [dict(without)] if without else _single_options(model):
        try:
            spared = model.varied(without=options)
        except ModelError as error:
            if without:
                raise
            excluded.append(Indispensable(options, _title(model, options), error.problems[0].message))
            continue
        ranked.append(_valued(solution, options, solve(spared), number, between))
    ranked.sort(key=lambda row: -round(row.value, 9))
    waited = () if without or number or not waits(model) else waiting(model).waited
    return ValueOfOption(model, float(solution.total), tuple(ranked), tuple(excluded), waited)


def _single_options(model: DecisionModel) -> list[dict[str, str]]:
    return [{decision.name: option.name} for decision in model.decisions for option in decision.options]


def _valued(
    solution: Solution,
    options: Mapping[str, str],
    spared: Solution,
    number: str | None,
    between: tuple[float, float] | None,
) -> OptionValue:
    model, base = solution.model, float(solution.total)
    without = float(spared.total)
    forced = gain(model, float(solve(model.varied(choose=options)).total), without)
    ends = _break_even(model, spared.model, number, between) if number else None
    value = gain(model, base, without)
    return OptionValue(options, _title(model, options), value, forced, without, spared.plan, ends)


def _break_even(
    model: DecisionModel, spared: DecisionModel, number: str, between: tuple[float, float] | None
) -> BreakEven:
    address = addressed(model, number).address

    def totals(varied: DecisionModel, values: np.ndarray) -> Draws:
        return solve(set_numbers(varied, {address: values})).total

    return break_even(
        model, address, lambda values: totals(model, values), lambda values: totals(spared, values), between
    )


def _title(model: DecisionModel, options: Mapping[str, str]) -> str:
    labels = state_labels(model, [decision.name for decision in model.decisions])
    return listed([labels[name, option] for name, option in options.items()])


def _work(model: DecisionModel) -> float:
    waited = rebuilt(model, len(model.decisions)) if waits(model) else 0.0
    return waited + told(model, sum(len(decision.options) for decision in model.decisions))


QUESTION = Question(
    "What keeping an option ready is worth",
    "How much worse the best plan would be if an option could not be taken. An option nobody would use is worth "
    "nothing, however cheap it is. Where a decision can wait, the picture shows what that is worth as well.",
    decides,
    order=50,
    row_by_row=True,
    work=_work,
)
