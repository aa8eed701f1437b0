"""Worst case and best case: how badly and how well each option can end, chances apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import combinations, decided_now
from decision_model.analysis.question import Ask, By, Question, decides
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.first_places import MOST_NAMED, all_of
from decision_model.analysis.statement import Statement
from decision_model.analysis.units import amounts, total_word
from decision_model.analysis.views.regret import Criterion
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel
from decision_model.solver.criteria import best as best_outcome
from decision_model.solver.criteria import worst as worst_outcome
from decision_model.solver.rollback import TIE, Rollback
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.percent import percent

LONG = 130
"""Characters above which a headline names only the best worst case."""


@dataclass(frozen=True)
class Cases:
    """One option: the worst it can lead to if later choices guard against it, the best, and the expected total."""

    options: Mapping[str, str | None]
    title: str
    worst: float
    best: float
    total: float


@dataclass(frozen=True, repr=False)
class WorstCase(Result):
    """The answer of `worst_case`, options in file order."""

    model: DecisionModel
    by: tuple[str, ...]
    cases: tuple[Cases, ...]
    optimism: float | None = None

    @property
    def mixed(self) -> tuple[float, ...]:
        """The best case of each option times the optimism and its worst case times the rest (Hurwicz 1951)."""
        share = self.optimism or 0.0
        return tuple(share * case.best + (1 - share) * case.worst for case in self.cases)

    @property
    def hurwicz(self) -> Criterion | None:
        """The best mixture of worst and best case; None where no optimism is given."""
        return None if self.optimism is None else self._picked(self.mixed)

    @property
    def maximin(self) -> Criterion:
        """The best worst case (Wald 1950); for `better: lower` the lowest highest total."""
        return self._picked([case.worst for case in self.cases])

    @property
    def maximax(self) -> Criterion:
        """The best best case."""
        return self._picked([case.best for case in self.cases])

    def _picked(self, values: Sequence[float]) -> Criterion:
        sign = -1.0 if self.model.better == "lower" else 1.0
        best = max(sign * value for value in values)
        near = TIE * max(1.0, abs(best))
        chosen = [e.title for e, value in zip(self.cases, values, strict=True) if sign * value >= best - near]
        return Criterion(tuple(chosen), sign * best)

    @property
    def amounts(self) -> Amounts:
        """How the totals are written."""
        return amounts(
            self.model, [*self.mixed, *(end for case in self.cases for end in (case.worst, case.best, case.total))]
        )

    @property
    def statement(self) -> Statement:
        detail = "Over all that can happen, however unlikely, with every later choice made to suit"
        mixture = self.hurwicz if len(self.cases) > 1 else None
        headline = self._headline() if mixture is None else self._hurwicz_headline(mixture)
        return Statement(headline, detail, tuple(self._reasons()))

    def _headline(self) -> str:
        cautious, bold = self.maximin, self.maximax
        worst, best = (self.amounts.phrase(criterion.value) for criterion in (cautious, bold))
        if len(self.cases) == 1:
            return f"{all_of(cautious.titles)} comes to {worst} at worst and {best} at best"
        whole = set(cautious.titles) == set(bold.titles)
        if whole and len(bold.titles) == len(self.cases):
            return f"{all_of(bold.titles)} are level: {worst} at worst and {best} at best"
        has = "have" if len(cautious.titles) > 1 else "has"
        headline = f"{all_of(cautious.titles)} {has} the best worst case, {worst}"
        if whole:
            return f"{headline}, and the best best case, {best}"
        reaches = "can cost least" if self.model.better == "lower" else "can rise highest"
        named = f"{headline}; {all_of(bold.titles)} {reaches}, {best}"
        others = "others" if len(bold.titles) > 1 else "another"
        apart = not set(cautious.titles) & set(bold.titles)
        return f"{headline}; {others} {reaches}, {best}" if apart and len(named) > LONG else named

    def _hurwicz_headline(self, criterion: Criterion) -> str:
        share, value = percent(self.optimism or 0.0), self.amounts.phrase(criterion.value)
        leads = "are level" if len(criterion.titles) > 1 else "comes first"
        weighed = f"the best case counting {share} and the worst the rest"
        return f"With {weighed}, {all_of(criterion.titles)} {leads}: {value}"

    def _reasons(self) -> Iterator[str]:
        """The pure rules, where a mixture is asked for, and where the range of each option lies."""
        if self.optimism is not None and len(self.cases) > 1:
            yield self._headline()
        for case in self.cases[:MOST_NAMED]:
            worst, best, mean = (self.amounts.phrase(value) for value in (case.worst, case.best, case.total))
            yield f"{quoted(case.title)}: {worst} at worst, {best} at best, {total_word(self.model)} {mean}"

    @property
    def columns(self) -> tuple[Column, ...]:
        share = "" if self.optimism is None else percent(self.optimism)
        mixed = (Column("hurwicz", f"best case counting {share}", Kind.points),) if share else ()
        return (
            Column("option", "option", Kind.name),
            Column("worst", "worst that can happen", Kind.points),
            Column("best", "best that can happen", Kind.points),
            Column("total", total_word(self.model), Kind.points),
            *mixed,
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        for case, value in zip(self.cases, self.mixed, strict=True):
            mixed = () if self.optimism is None else (value,)
            yield [case.title, case.worst, case.best, case.total, *mixed]


@checked
def worst_case(
    model: DecisionModel,
    by: By = None,
    optimism: Annotated[
        float | None, Ask("How much the best case counts against the worst, 0 to 1.", least=0, most=1)
    ] = None,
) -> WorstCase:
    """The rules of the textbooks for when no chances are known: maximin, maximax and the like.

    The worst and the best end of every option, over all that can happen, however unlikely.

    The question is what one would choose if no chance could be trusted: the cautious look at the worst that can come
    of each option, the bold at the best.

    Definition. W(h) is the total at an end; at an event the worst W among the outcomes whose chance is not 0; at a
    later decision the best W among the options on offer: a rollback without chances. Likewise the best case. Maximin
    picks the option with the best worst case (Wald 1950), maximax the one with the best best case; for a model in
    which lower is better these are the textbooks' minimax and minimin. Chances count in one way only: what cannot
    happen is left out. With `optimism`, a share a, the option with the highest a times its best case plus 1 - a times
    its worst is picked too (Hurwicz 1951): 0 is maximin, 1 is maximax.

    Options are the combinations of the decisions `by` (default: those of the first stage). Values are totals, in the
    model's unit or of 100; the expected total stands beside them for comparison. Returns a WorstCase: `cases` in file
    order, and `maximin`, `maximax` and `hurwicz`, each with several titles where options are level. Raises ModelError
    where `by` names no decision, the model decides nothing or the optimism is no share.

    Example: `worst_case(model).maximin.titles`.

    Reading it: where the best worst case belongs to the option with the best expected total, caution costs nothing.
    Where it does not, the difference of expected totals is the price of caution. The rules do not say how likely the
    worst is: one remote outcome can decide them (see `risk_profile` for how likely bad ends are, for caution by degrees
    `certainty`, and `regret` for rules over perspectives and states).
    """
    if optimism is not None and not 0 <= optimism <= 1:
        raise ModelError([Problem(("optimism",), f"the optimism is {optimism:g}.", "It is a share, 0 to 1.")])
    names = tuple(by) if by else decided_now(model)
    compared, _ = combinations(model, names)
    cases = []
    for option in compared:
        forced = option.of(model)
        worst, best = (Rollback(forced, at_event=extreme).total() for extreme in (worst_outcome, best_outcome))
        cases.append(Cases(option.options, option.title, float(worst), float(best), float(solve(forced).total)))
    return WorstCase(model, names, tuple(cases), optimism)


QUESTION = Question(
    "The worst and the best that can happen",
    "What each option can come to, however unlikely. The cautious look at the worst that can happen, the bold at the "
    "best.",
    decides,
    order=110,
    in_run=False,
)
