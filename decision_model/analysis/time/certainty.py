"""Certainty equivalents over a range of risk tolerance, and the tolerance at which the choice switches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import combinations, decided_now, total_key, totals
from decision_model.analysis.effort import drawn, now, solved
from decision_model.analysis.given_plan import best_called
from decision_model.analysis.question import RANGE, Ask, By, Question, gambles
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.sensitivity.candidate_plans import direction
from decision_model.analysis.robustness.sensitivity.switches import leaders
from decision_model.analysis.statement import Statement
from decision_model.analysis.time.coin_toss import CoinToss, coin_toss
from decision_model.analysis.time.tolerances import (
    LOOKS,
    ROUNDING,
    ToleranceSwitch,
    best_plan_curve,
    extent,
    first_looks,
    spread_tolerances,
    sure_curves,
    tolerance_switches,
)
from decision_model.analysis.utility import expected_utilities, own_tolerance
from decision_model.errors import ModelError, Problem
from decision_model.model import Decision, DecisionModel
from decision_model.model.numbers import LARGEST
from decision_model.model.typed_text import PercentTyped
from decision_model.solver.rollback import TIE
from decision_model.words.names import quoted
from decision_model.words.numbers import amount, amounts_apart
from decision_model.words.sentences import listed

LOWEST = 1 / 20
"""The smallest risk tolerance looked at, as a part of the span of totals, unless a range is given."""

MOST = 6
"""Expected utilities that a sentence gives at most."""

LEAST = 1e-9
"""The smallest risk tolerance that may be asked for."""


@dataclass(frozen=True, eq=False)
class Equivalents:
    """One combination's certainty equivalents: `totals` (tolerances,)."""

    title: str
    options: Mapping[str, str | None]
    totals: np.ndarray


@dataclass(frozen=True, repr=False)
class CertaintyEquivalents(Result):
    """The answer of `certainty`: tolerances rise; unless a range was asked for they end with infinity, risk-neutral.

    `own` holds the expected utility of each combination by title at the risk tolerance that the model states, if any.
    `toss` is a coin toss of round totals by which risk tolerances are told.
    """

    model: DecisionModel
    by: tuple[str, ...]
    tolerances: tuple[float, ...]
    compared: tuple[Equivalents, ...]
    best_plan: np.ndarray
    switches: tuple[ToleranceSwitch, ...]
    own: Mapping[str, float | None] = field(default_factory=dict)
    toss: CoinToss | None = None

    @property
    def statement(self) -> Statement:
        detail = f"Risk tolerances are looked at from {self.span}; the smaller the tolerance, the more caution"
        headline = _headline(self)
        finding = f"{headline} (the smaller the tolerance, the more caution)" if self.switches else None
        return Statement(headline, detail, tuple(self._reasons()), finding)

    def _reasons(self) -> Iterator[str]:
        """The switches told as a coin toss; the expected utility of each combination at the model's own tolerance."""
        yield from self.told_as_toss()
        tolerance = own_tolerance(self.model)
        if self.own and tolerance is not None:
            known = [f"{quoted(title)} {amount(each)}" for title, each in self.own.items() if each is not None]
            expected = listed(known, most=MOST)
            yield f"At the stated risk tolerance, {self.text(tolerance)}, the expected utility is {expected}"

    def told_as_toss(self) -> Iterator[str]:
        """Who takes what, told by what one would rather have for sure than toss a coin."""
        if self.toss is None or len(self.compared) == 1:
            return
        own = own_tolerance(self.model)
        looked_at = [switch.at for switch in self.switches] or [self.tolerances[0]]
        *sums, stated = self.sure_sums(*looked_at, looked_at[0] if own is None else own)
        coin = f"heads {amount(self.toss.heads)}, tails {amount(self.toss.tails)}"
        if not self.switches:
            yield f"Told as a coin toss, {coin}: even who would rather have {sums[0]} for sure chooses the same"
        else:
            takers = [f"who would rather have {sums[0]} for sure takes {_names(self, self.switches[0].below, 'or')}"]
            for place, switch in enumerate(self.switches[1:], 1):
                names = _names(self, switch.below, "or")
                takers.append(f"who would rather toss than have that, but rather have {sums[place]}, takes {names}")
            takers.append(f"who would rather toss takes {_names(self, self.switches[-1].above, 'or')}")
            yield f"Told as a coin toss, {coin}: {', '.join(takers)}"
        if own is not None:
            yield f"To one of the stated risk tolerance, {self.text(own)}, the toss is worth {stated} for sure"

    def sure_sums(self, *tolerances: float) -> tuple[str, ...]:
        """The sums for sure that are as good as the coin toss at some risk tolerances, with their unit."""
        assert self.toss is not None
        sums = self.toss.rounded(*(self.toss.sure(tolerance) for tolerance in tolerances))
        texts = amounts_apart(*sums, digits=3)
        return tuple(f"{text} {self.model.unit}".strip() for text in texts)

    @property
    def span(self) -> str:
        """What tolerances were looked at, in words: '0.5 to risk-neutral'."""
        end = "risk-neutral" if np.isinf(self.tolerances[-1]) else self.text(self.tolerances[-1])
        return f"{self.text(self.tolerances[0])} to {end}"

    def text(self, tolerance: float) -> str:
        """A risk tolerance with its unit, told apart from those at which the choice switches."""
        text = amounts_apart(tolerance, *(switch.at for switch in self.switches), digits=3)[0]
        return f"{text} {self.model.unit}".strip()

    def leader(self, place: int) -> str:
        """Title of the best combination at the tolerance of that place; of level ones the first."""
        worth = direction(self.model) * np.array([option.totals[place] for option in self.compared])
        return self.compared[int(leaders(worth[:, None], ROUNDING)[0])].title

    def level_with(self, title: str) -> tuple[str, ...]:
        """Titles of the combinations that are worth the same at every tolerance looked at, itself among them."""
        own = next(option.totals for option in self.compared if option.title == title)
        return tuple(option.title for option in self.compared if np.allclose(option.totals, own, ROUNDING, TIE))

    @property
    def columns(self) -> tuple[Column, ...]:
        return (
            Column("risk_tolerance", "risk tolerance", Kind.number, endless="any (risk-neutral)"),
            *(Column(total_key(option.options), option.title, Kind.points) for option in self.compared),
            Column("total_of_best_plan", best_called(self.model), Kind.points),
            Column("best", "best", Kind.name),
            *(
                Column(_utility_key(option.options), f"expected utility: {option.title}", Kind.number, brief=False)
                for option in self.compared
            ),
        )

    def brief_rows(self, count: int) -> Sequence[int]:
        """From end to end of the scale."""
        return [int(place) for place in np.linspace(0, count - 1, len(super().brief_rows(count))).round()]

    def rows(self) -> Iterable[Sequence[Any]]:
        for place, tolerance in enumerate(self.tolerances):
            worth = [float(option.totals[place]) for option in self.compared]
            useful = expected_utilities(self.model, worth, tolerance)
            yield (tolerance, *worth, float(self.best_plan[place]), self.leader(place), *useful)


def _utility_key(options: Mapping[str, str | None]) -> str:
    """The key of a column of expected utilities, as `total_key` writes that of totals."""
    return f"utility{total_key(options).removeprefix('total')}"


def _headline(result: CertaintyEquivalents) -> str:
    """What is best over which risk tolerances, level options named together."""
    switches = result.switches
    if not switches:
        return f"{_best(result, result.leader(-1))} at every risk tolerance from {result.span}"
    ends = [f"up to {result.text(switch.at)}" for switch in switches]
    parts = [f"{_best(result, switches[0].below)} {ends[0].replace('up to', 'up to a risk tolerance of')}"]
    parts += [f"{_names(result, switch.below)} {end}" for switch, end in zip(switches[1:], ends[1:], strict=True)]
    text = ", ".join([*parts, f"{_names(result, switches[-1].above)} beyond it"])
    return text if np.isinf(result.tolerances[-1]) else f"Of risk tolerances from {result.span}: {text}"


def _best(result: CertaintyEquivalents, title: str) -> str:
    """'X is best', or which are level."""
    if len(result.compared) == 1:
        return f"{quoted(title)} is all there is to choose"
    level = len(result.level_with(title))
    if level == len(result.compared):
        return f"{_names(result, title)} are worth the same"
    return f"{_names(result, title)} {'are level and best' if level > 1 else 'is best'}"


def _names(result: CertaintyEquivalents, title: str, word: str = "and") -> str:
    """A combination and those level with it, as a sentence names them."""
    return listed([quoted(level) for level in result.level_with(title)], word, most=4)


@checked
def certainty(
    model: DecisionModel,
    by: By = None,
    tolerances: Annotated[
        tuple[float, float] | None, Ask("The range of risk tolerances to look at.", RANGE, option="between")
    ] = None,
) -> CertaintyEquivalents:
    """What sure total each option is worth, over risk tolerances, and where the choice switches.

    What each combination of the decisions `by` is worth for sure, from very cautious to risk-neutral.

    With risk tolerance R a total t has the utility 1 - exp(-t/R), and an option the mean of these, its expected
    utility; the certainty equivalent -R ln(1 - E u) is the sure total one would take in exchange (Pratt 1964; Howard &
    Matheson 1972). The smaller R, the more caution; as R grows it becomes the expected total. R is about the stake at
    an even chance of winning R or losing R/2 that one would just accept. The model's own risk tolerance makes no
    difference but for `own`. Switches are exact: roots of the difference of two certainty equivalents, narrowed down to
    floating point from a first look at 400 tolerances, or at 100 in each of the pieces of a wide range.

    `by` names decisions, the others being taken best (default: those taken before anything becomes known);
    `tolerances` is the range looked at, in units of the total (default: from a twentieth of the span of totals on).
    Raises ModelError for names that are no decisions and unless 0 < lowest < highest.
    """
    names = tuple(by) if by else decided_now(model)
    compared, _ = combinations(model, names)
    worst, best_total = extent(model, compared)
    if tolerances is not None:
        _check(*tolerances)
    low, high = tolerances or (LOWEST * (best_total - worst), np.inf)
    sign = direction(model)
    curves = sure_curves(model, compared)
    found_switches = tolerance_switches(compared, curves, first_looks(low, high, best_total - worst))
    table_tolerances = spread_tolerances(low, high)
    table = sign * curves(1 / table_tolerances)
    rows = tuple(Equivalents(option.title, option.options, row) for option, row in zip(compared, table, strict=True))
    best = best_plan_curve(model, names, sign * table, table_tolerances)
    own = own_tolerance(model)
    useful = [] if own is None else expected_utilities(model, totals(model, compared), own)
    return CertaintyEquivalents(
        model,
        names,
        tuple(table_tolerances.tolist()),
        rows,
        best,
        found_switches,
        dict(zip([option.title for option in compared], useful, strict=False)),
        coin_toss(worst, best_total, sign, [switch.at for switch in found_switches] or [low]),
    )


def _check(low: float, high: float) -> None:
    """Raise ModelError unless risk tolerances between these can be looked at."""
    place = ("tolerances",)
    for end in (low, high):
        if isinstance(end, PercentTyped):
            raise ModelError([Problem(place, "a risk tolerance is no share.", end.elsewhere)])
    if not LEAST <= low < high or LARGEST < high < np.inf:
        problem = f"the range of risk tolerance {low:g} to {high:g} is not one."
        remedy = f"Give a lowest above 0 and a highest above that, from {LEAST:g} to {LARGEST:g}."
        raise ModelError([Problem(place, problem, remedy)])


def _work(model: DecisionModel) -> float:
    before = list(takewhile(lambda step: isinstance(step, Decision), model.sequence))
    open_later = len(before) < len(model.decisions)
    return drawn(model, LOOKS * now(model), averse=True) if open_later else solved(model, 2 * now(model))


QUESTION = Question(
    "How caution changes the choice",
    "The certainty equivalent of a gamble is the sure total one would take instead. The more cautious the decision "
    "maker, the further it lies below the average.",
    gambles,
    order=20,
    tabulated=False,
    work=_work,
)
