"""Frontier: which options are worth their price, when one consideration is bought with another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any

import numpy as np

from decision_model.analysis.arguments import checked
from decision_model.analysis.choice.explain import explain
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.columns import Column, Kind
from decision_model.analysis.combinations import Combination, combinations, decided_now, expected_merits, later_choices
from decision_model.analysis.question import Ask, By, Question, decides
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.first_places import MOST_NAMED, all_of
from decision_model.analysis.statement import Statement
from decision_model.errors import ModelError, Problem, nearest
from decision_model.model import Consideration, DecisionModel, Scale
from decision_model.model.labels import consideration_labels
from decision_model.solver.conditional import expected
from decision_model.solver.rollback import TIE
from decision_model.words.names import quoted
from decision_model.words.numbers import amount
from decision_model.words.sentences import counted, listed


@dataclass(frozen=True)
class Priced:
    """One option: expected `gain` and `price`, each in its own unit (0..100 for groups and bent scales).

    A price that the file writes as negative scores of a sum is given as what is paid, above 0.

    `dominated_by` are options no worse on both and better on one. `on_frontier` options are best for some rate of
    exchange; an option that is neither lies below the line between two of those. `rate` is the price paid per unit of
    gain over the option before it on the frontier; None for the first.
    """

    options: Mapping[str, str | None]
    title: str
    gain: float
    price: float
    dominated_by: tuple[str, ...]
    on_frontier: bool
    rate: float | None


@dataclass(frozen=True, repr=False)
class Frontier(Result):
    """The answer of `frontier`: options from the one best on `price` to the one worst on it."""

    model: DecisionModel
    by: tuple[str, ...]
    gain: str
    price: str
    options: tuple[Priced, ...]
    note: str = ""

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
    def less_is_gained(self) -> bool:
        """Whether less of what is gained is better in the unit in which it is given, as of days lost."""
        if not self.model.total_rule.has_weights:
            return self.model.better == "lower"
        scale = _straight_scale(next(part for part in self.model.walk() if part.name == self.gain))
        return scale is not None and scale.worst > scale.best

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
                better = listed([quoted(title) for title in option.dominated_by], "or", most=MOST_NAMED)
                why = f"is no better on either than {better}" if better else "costs more than going between two others"
                yield f"{quoted(option.title)} {why}"

    @property
    def columns(self) -> tuple[Column, ...]:
        (gain, price), less = self.labels, self.less_is_gained
        return (
            Column("option", "option", Kind.name),
            Column(f"price.{self.price}", f"paid: {price}", Kind.number),
            Column(f"gain.{self.gain}", f"{'less is gained' if less else 'gained'}: {gain}", Kind.number),
            Column("on_frontier", "on the frontier"),
            Column("rate", f"paid for one {'less' if less else 'more'}", Kind.number),
            Column("dominated_by", "no better than", Kind.name),
        )

    def rows(self) -> Iterable[Sequence[Any]]:
        for option in self.options:
            yield [
                option.title,
                option.price,
                option.gain,
                option.on_frontier,
                option.rate,
                option.dominated_by or None,
            ]


@checked
def frontier(
    model: DecisionModel,
    gain: Annotated[
        str | None, Ask("The consideration that is gained; without it, the one that speaks most for the best.", "NAME")
    ] = None,
    price: Annotated[
        str | None, Ask("The one that is paid with; without it, the one that speaks most against the best.", "NAME")
    ] = None,
    by: By = None,
) -> Frontier:
    """Which options are efficient in two considerations, and what a gain in one costs in the other.

    The efficient frontier of two considerations, with what each step along it costs.

    Options are combinations of the decisions `by` (default: those of the first stage), the others best at the base
    weights. Dominated options are no better on either consideration than another. Of the rest, those on the frontier
    are best at some rate at which one consideration is worth giving up for the other; the others are
    *extended dominated*: two frontier options on either side are a better buy. `rate` is also called the
    incremental cost-effectiveness ratio. Raises ModelError for names that are no considerations, and for a `price` of
    which the file has more as better: in a sum of which more is better, costs are negative scores.
    """
    if gain is None or price is None:
        _refuse_unadded(model)
        pair = at_odds(model, gain, price, by)
        priced = _frontier(model, pair, by, is_named=price is not None)
        return replace(priced, note=_most_at_odds(model, *pair)) if priced.at_odds else priced
    return _frontier(model, (gain, price), by, is_named=True)


def _frontier(model: DecisionModel, pair: tuple[str, str], by: Sequence[str] | None, *, is_named: bool) -> Frontier:
    """The frontier of a pair, gain and price; `is_named` says whether the price was asked for by its name."""
    gained, paid = _checked(model, *pair)
    names = tuple(by) if by else decided_now(model)
    compared, _ = combinations(model, names)
    scores = np.array([[float(expected(option.of(model), name, {})) for name in pair] for option in compared])
    if is_named:
        _refuse_gain_as_price(model, paid.name, scores[:, 1])
    merit = -scores if model.better == "lower" else scores
    in_units = np.column_stack([_in_units(model, gained, scores[:, 0]), _paid(model, paid, scores[:, 1])])
    return Frontier(model, names, *pair, _priced(compared, merit, in_units))


def _refuse_gain_as_price(model: DecisionModel, name: str, scores: np.ndarray) -> None:
    """Refuse a price of which more is better: positive `scores` (options,) that a sum adds up as gains."""
    is_gain = bool(np.all(scores >= 0)) and bool(np.any(scores > 0))
    if model.total_rule.has_weights or model.better == "lower" or not is_gain:
        return
    message = f"'{name}' is not paid but gained: its scores are above 0 and added to a total of which more is better."
    remedy = "Write what is paid as negative scores; where all considerations are costs, 'better: lower' at the top."
    raise ModelError([Problem(("price",), message, remedy)])


def _checked(model: DecisionModel, gain: str, price: str) -> tuple[Consideration, Consideration]:
    """The considerations of these names; raises ModelError where there are none or they count only together."""
    known = {consideration.name: consideration for consideration in model.walk()}
    unknown = [
        Problem((place,), f"'{name}' is not a consideration.", nearest(name, known))
        for place, name in (("gain", gain), ("price", price))
        if name not in known
    ]
    if unknown:
        raise ModelError(unknown)
    _refuse_unadded(model)
    return known[gain], known[price]


def _priced(compared: Sequence[Combination], merit: np.ndarray, points: np.ndarray) -> tuple[Priced, ...]:
    """Options from the best on price to the worst on it.

    `merit` and `points` (options, 2) hold gain and price: more is better in `merit`, `points` are in their own units.
    """
    hull = _hull(merit)
    rates = dict(zip(hull[1:], _rates(points[hull]), strict=True))
    priced = []
    for index in np.lexsort((merit[:, 0], -merit[:, 1])).tolist():
        better = (option.title for option, own in zip(compared, merit, strict=True) if _dominates(own, merit[index]))
        same = next((corner for corner in hull if np.allclose(merit[corner], merit[index], 0, TIE)), None)
        gain, price = points[index].tolist()
        option = compared[index]
        rate = None if same is None else rates.get(same)
        priced.append(Priced(option.options, option.title, gain, price, tuple(better), same is not None, rate))
    return tuple(priced)


def _refuse_unadded(model: DecisionModel) -> None:
    if not model.total_rule.adds_up:
        message = f"with 'combine: {model.total_rule.name}' considerations count only together "
        message += "and cannot be compared one by one."
        raise ModelError([Problem(("combine",), message, "Use 'combine: weighted' for this question.")])


def _dominates(better: np.ndarray, worse: np.ndarray) -> bool:
    near = TIE * max(1.0, float(np.abs(worse).max()))
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


def _in_units(model: DecisionModel, consideration: Consideration, values: np.ndarray) -> np.ndarray:
    """Expected values of 0..100 as expected scores, where the scale is straight."""
    scale = _straight_scale(consideration)
    if not model.total_rule.has_weights or scale is None:
        return values
    return scale.worst + values / 100 * (scale.best - scale.worst)


def _paid(model: DecisionModel, consideration: Consideration, values: np.ndarray) -> np.ndarray:
    """A price in its unit: where the scores of a sum are all costs, written as negative numbers, what is paid."""
    adds_gains = not model.total_rule.has_weights and model.better != "lower"
    is_cost = bool(np.all(values <= 0)) and bool(np.any(values < 0))
    return -values if adds_gains and is_cost else _in_units(model, consideration, values)


def _straight_scale(consideration: Consideration) -> Scale | None:
    """The scale of a scored consideration that has one of its own and is not bent."""
    scale = consideration.scale
    return None if consideration.considerations or scale is None or not scale.is_straight else scale


def at_odds(
    model: DecisionModel, gain: str | None = None, price: str | None = None, by: Sequence[str] | None = None
) -> tuple[str, str]:
    """The two considerations most at odds: what speaks most for the best choice, and what most against it.

    Of the pairs on which no option is best on both; where there is none, of all pairs.
    """
    merits = _merits(model, by)
    leaning = _leaning(model)
    names = [name for name in leaning if name in merits]
    gains, prices = ([gain] if gain else names), ([price] if price else names[::-1])
    pairs = [(one, other) for one in gains for other in prices if one != other]
    if not pairs:
        raise ModelError([Problem((), "there are no two considerations to set against each other.")])
    known = [(one, other) for one, other in pairs if one in merits and other in merits]
    opposed = [(one, other) for one, other in known if _opposed(merits[one], merits[other])]
    return max(opposed or known or pairs, key=lambda pair: leaning.get(pair[0], 0.0) - leaning.get(pair[1], 0.0))


def _merits(model: DecisionModel, by: Sequence[str] | None) -> dict[str, np.ndarray]:
    """What each option comes to on every scored consideration, more being better."""
    compared, _ = combinations(model, tuple(by) if by else decided_now(model))
    merits = expected_merits([solve(option.of(model)) for option in compared])
    return dict(zip((leaf.name for leaf in model.leaves), merits.T, strict=True))


def _leaning(model: DecisionModel) -> dict[str, float]:
    """How much each consideration speaks for the best choice, the most first; all the same where it has no rival."""
    try:
        parts = sorted(explain(model).parts, key=lambda part: -part.difference)
    except ModelError:
        return {leaf.name: 0.0 for leaf in model.leaves}
    return {part.name: part.difference for part in parts}


def _opposed(gains: np.ndarray, prices: np.ndarray) -> bool:
    """Whether no option is best on both considerations."""
    near = [TIE * max(1.0, float(np.abs(values).max())) for values in (gains, prices)]
    return not bool(np.any((gains >= gains.max() - near[0]) & (prices >= prices.max() - near[1])))


def _most_at_odds(model: DecisionModel, gain: str, price: str) -> str:
    titles = consideration_labels(model)
    both = " and ".join(f"{quoted(titles[name])} ({name})" for name in (gain, price))
    others = [leaf.name for leaf in model.leaves if leaf.name not in (gain, price)]
    more = f" Others are {listed(others)}." if others else ""
    return f"{both} are most at odds in the choice.{more}"


QUESTION = Question(
    "What a gain costs",
    "Options that are the best buy at some price of one consideration in terms of the other, and what each step along "
    "them costs.",
    decides,
    order=100,
    in_run=False,
)
