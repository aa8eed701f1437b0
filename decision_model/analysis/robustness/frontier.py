"""Frontier: which options are worth their price, when one consideration is bought with another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, combinations, later_choices
from decision_model.analysis.question import By, Question, decides_by_sum
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.cost_effect import Gained, Paid, purchase
from decision_model.analysis.robustness.first_places import MOST_NAMED, all_of
from decision_model.analysis.statement import Statement
from decision_model.model import DecisionModel
from decision_model.model.labels import consideration_labels
from decision_model.solver.rollback import TIE
from decision_model.words.names import quoted
from decision_model.words.numbers import amount
from decision_model.words.sentences import counted, listed


@dataclass(frozen=True)
class Priced:
    """One option: expected `gain` and `price`, each in its own unit (0..100 for groups and bent scales).

    A price that the file writes as negative scores of a sum is given as what is paid, above 0.

    `dominated_by` are options no worse on both and better on one (strict dominance). `on_frontier` options are best for
    some rate of exchange; an option that is neither lies below the line `between` two of those, of which a mix is a
    better buy (extended or weak dominance). `rate` is the price paid per unit of gain over the option before it on the
    frontier; None for the first.
    """

    options: Mapping[str, str | None]
    title: str
    gain: float
    price: float
    dominated_by: tuple[str, ...]
    on_frontier: bool
    rate: float | None
    between: tuple[str, str] | None = None

    @property
    def standing(self) -> str:
        """On the frontier, dominated, or extended dominated."""
        if self.on_frontier:
            return "on the frontier"
        return "dominated" if self.dominated_by else "extended dominated"


@dataclass(frozen=True, repr=False)
class Frontier(Result):
    """The answer of `frontier`: options from the one best on `price` to the one worst on it."""

    model: DecisionModel
    by: tuple[str, ...]
    gain: str
    price: str
    options: tuple[Priced, ...]
    note: str = ""
    less_is_gained: bool = False

    @property
    def frontier(self) -> tuple[Priced, ...]:
        return tuple(option for option in self.options if option.on_frontier)

    @property
    def at_odds(self) -> bool:
        """Whether one of the two is paid for with the other: no option is best on both."""
        return len(self.frontier) > 1 and not self.level

    @property
    def level(self) -> tuple[Priced, ...]:
        """The options on the frontier where all of these are one point: level on both considerations."""
        efficient, gains, prices = self.frontier, *self._spreads(self.frontier)
        return efficient if len(efficient) > 1 and gains <= TIE and prices <= TIE else ()

    @staticmethod
    def _spreads(options: Sequence[Priced]) -> tuple[float, float]:
        """How far gains and prices of options are apart, relative to their size."""
        values = np.array([(option.gain, option.price) for option in options])
        gain, price = np.ptp(values, axis=0) / np.maximum(1.0, np.abs(values).max(axis=0))
        return float(gain), float(price)

    @property
    def labels(self) -> tuple[str, str]:
        """What gain and price are called."""
        labels = consideration_labels(self.model)
        return labels[self.gain], labels[self.price]

    @property
    def statement(self) -> Statement:
        gain, price = (quoted(label) for label in self.labels)
        detail = f"Each option by what it comes to on {gain} and on {price}, all else left aside"
        more = filter(None, [later_choices(self.model, self.by), self.note])
        return Statement(self._headline(gain, price), detail, (*self._reasons(), *more))

    def _headline(self, gain: str, price: str) -> str:
        titles, others = [option.title for option in self.frontier], len(self.options) - len(self.frontier)
        if len(self.options) == 1:
            return f"{quoted(titles[0])} has no rival"
        if self.level:
            best = "level" if not others else "level and best"
            return f"{all_of(titles)} are {best} on both {gain} and {price}: the two are not at odds"
        if len(titles) == 1:
            return f"{quoted(titles[0])} is best on both {gain} and {price}: the two are not at odds"
        worth = f"{all_of(titles)} are worth what they cost in {price} for {gain}"
        if not others:
            return f"All {worth[:1].lower() + worth[1:]}" if len(titles) > MOST_NAMED else worth
        return f"{worth}; {counted(others, 'other')} can be set aside"

    def _reasons(self) -> Iterator[str]:
        """What each step along the frontier costs, and why the others are off it."""
        gain, price = (quoted(label) for label in self.labels)
        for option in self.frontier:
            if option.rate is not None:
                unit = "each unit less of" if self.less_is_gained else "each unit of"
                yield f"Up to {quoted(option.title)} {unit} {gain} costs {amount(option.rate)} of {price}"
        for option in self.options:
            if not option.on_frontier:
                yield f"{quoted(option.title)} {_why_off(option)}"

    @property
    def columns(self) -> tuple[Column, ...]:
        (gain, price), less = self.labels, self.less_is_gained
        return (
            Column("option", "option", Kind.name),
            Column(f"price.{self.price}", f"paid: {price}", Kind.number),
            Column(f"gain.{self.gain}", f"{'less is gained' if less else 'gained'}: {gain}", Kind.number),
            Column("on_frontier", "on the frontier", brief=False),
            Column("standing", "standing"),
            Column("rate", f"paid for one {'less' if less else 'more'}", Kind.number),
            Column("dominated_by", "no better than", Kind.name),
            Column("between", "a worse buy than a mix of", Kind.name),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        for option in self.options:
            yield [
                option.title,
                option.price,
                option.gain,
                option.on_frontier,
                option.standing,
                option.rate,
                option.dominated_by or None,
                option.between,
            ]


def _why_off(option: Priced) -> str:
    """Why an option is off the frontier."""
    if option.dominated_by:
        better = listed([quoted(title) for title in option.dominated_by], "or", most=MOST_NAMED)
        return f"is dominated: no better on either than {better}"
    both = " and ".join(quoted(title) for title in option.between or ())
    return f"is extended dominated: it costs more than going between {both}"


@checked
def frontier(
    model: DecisionModel,
    gain: Gained = None,
    price: Paid = None,
    by: By = None,
) -> Frontier:
    """Which options are efficient in two considerations, and what a gain in one costs in the other.

    The efficient frontier of two considerations, with what each step along it costs.

    Options are combinations of the decisions `by` (default: those of the first stage), the others best at the base
    weights. Dominated options are no better on either consideration than another. Of the rest, those on the frontier
    are best at some rate at which one consideration is worth giving up for the other; the others are
    *extended dominated* (weakly dominated): a mix of the frontier options on either side is a better buy. `rate` is
    also called the incremental cost-effectiveness ratio. Raises ModelError for names that are no considerations, and
    for a `price` of which the file has more as better: in a sum of which more is better, costs are negative scores.
    """
    bought = purchase(model, gain, price, by)
    compared, _ = combinations(model, bought.by)
    scores = bought.scores(model, compared)
    merit = -scores if model.better == "lower" else scores
    priced = _priced(compared, merit, bought.points(scores))
    found = Frontier(model, bought.by, bought.gain, bought.price, priced, bought.note, bought.less_is_gained)
    return found if found.at_odds else replace(found, note="")


def _priced(compared: Sequence[Combination], merit: np.ndarray, points: np.ndarray) -> tuple[Priced, ...]:
    """Options from the best on price to the worst on it.

    `merit` and `points` (options, 2) hold gain and price: more is better in `merit`, `points` are in their own units.
    """
    hull = _hull(merit)
    rates = dict(zip(hull[1:], _rates(points[hull]), strict=True))
    priced = []
    for index in np.lexsort((merit[:, 0], -merit[:, 1])).tolist():
        better = (option.title for option, own in zip(compared, merit, strict=True) if _dominates(own, merit[index]))
        same = next((corner for corner in hull if _is_level(merit[corner], merit[index])), None)
        gain, price = points[index].tolist()
        option = compared[index]
        rate, dominated_by = None if same is None else rates.get(same), tuple(better)
        between = None
        if same is None and not dominated_by:
            above = next(place for place, corner in enumerate(hull) if merit[corner, 0] > merit[index, 0])
            between = (compared[hull[above - 1]].title, compared[hull[above]].title)
        priced.append(Priced(option.options, option.title, gain, price, dominated_by, same is not None, rate, between))
    return tuple(priced)


def _near(values: np.ndarray) -> float:
    """Values closer to these are level."""
    return TIE * max(1.0, float(np.abs(values).max()))


def _is_level(first: np.ndarray, second: np.ndarray) -> bool:
    return bool(np.all(np.abs(first - second) <= _near(second)))


def _dominates(better: np.ndarray, worse: np.ndarray) -> bool:
    near = _near(worse)
    return bool(np.all(better >= worse - near) and np.any(better > worse + near))


def _hull(merit: np.ndarray) -> list[int]:
    """Options on the upper right hull of (gain, price merit), from the best on price to the best on gain."""
    hull: list[int] = []
    for index in np.lexsort((-merit[:, 0], -merit[:, 1])).tolist():
        if hull and merit[index, 0] <= merit[hull[-1], 0] + TIE:
            continue
        while len(hull) > 1 and _is_below(merit[hull[-2]], merit[hull[-1]], merit[index]):
            hull.pop()
        hull.append(index)
    return hull


def _is_below(first: np.ndarray, middle: np.ndarray, last: np.ndarray) -> bool:
    """Whether the middle point lies below the line from the first to the last; one on the line is as good a buy."""
    (a, b), (c, d) = middle - first, last - first
    return bool(d * a - b * c > TIE * max(abs(d * a), abs(b * c), np.finfo(float).tiny))


def _rates(points: np.ndarray) -> list[float]:
    gained, paid = np.abs(np.diff(points, axis=0)).T
    return (paid / gained).tolist()


QUESTION = Question(
    "What a gain costs",
    "Options that are the best buy at some price of one consideration in terms of the other, and what each step along "
    "them costs.",
    decides_by_sum,
    order=100,
    in_run=False,
)
