"""Two considerations of which one is bought with the other: which they are, and what each option comes to on both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import numpy as np

from decision_model.analysis.choice.explain import explain
from decision_model.analysis.combinations import Combination, combinations, decided_now, each_solved, expected_merits
from decision_model.analysis.question import Ask
from decision_model.errors import ModelError, Problem, nearest
from decision_model.model import Consideration, DecisionModel, Scale
from decision_model.model.labels import consideration_labels
from decision_model.solver.conditional import expected
from decision_model.solver.rollback import TIE
from decision_model.words.names import quoted
from decision_model.words.sentences import listed

Gained = Annotated[
    str | None, Ask("The consideration that is gained; without it, the one that speaks most for the best.", "NAME")
]
Paid = Annotated[
    str | None, Ask("The one that is paid with; without it, the one that speaks most against the best.", "NAME")
]


@dataclass(frozen=True)
class Purchase:
    """What is gained and what is paid with, by name, the decisions compared, and why this pair where it was found."""

    model: DecisionModel
    gain: str
    price: str
    by: tuple[str, ...]
    note: str = ""

    @property
    def labels(self) -> tuple[str, str]:
        """What gain and price are called."""
        labels = consideration_labels(self.model)
        return labels[self.gain], labels[self.price]

    @property
    def less_is_gained(self) -> bool:
        """Whether less of what is gained is better in the unit in which it is given, as of days lost."""
        return self._sign(self.gain) < 0

    def scores(self, model: DecisionModel, compared: Sequence[Combination]) -> np.ndarray:
        """Expected gain and price of each option, (options, 2), or (options, 2, draws) where the model holds draws.

        0..100 of the scale for weighted totals, the unit of sums; all else is left aside.
        """
        both = [
            [np.asarray(expected(option.of(model), name, {})) for name in (self.gain, self.price)]
            for option in compared
        ]
        return np.array([np.broadcast_arrays(*row) for row in both])

    def merits(self, scores: np.ndarray) -> np.ndarray:
        """Scores in the units of their scales, where these are straight, with more being better in both columns."""
        columns = zip((self.gain, self.price), np.moveaxis(scores, 1, 0), strict=True)
        return np.stack(
            [self._sign(name) * _in_units(self.model, self._named(name), values) for name, values in columns], axis=1
        )

    def points(self, scores: np.ndarray) -> np.ndarray:
        """The same as they are read: what is gained, and what is paid (negative scores of a sum as costs above 0)."""
        gained = _in_units(self.model, self._named(self.gain), scores[:, 0])
        return np.column_stack([gained, _paid(self.model, self._named(self.price), scores[:, 1])])

    def _named(self, name: str) -> Consideration:
        return next(part for part in self.model.walk() if part.name == name)

    def _sign(self, name: str) -> int:
        """-1 where less is better in the unit in which scores on a consideration are given."""
        if not self.model.total_rule.has_weights:
            return -1 if self.model.better == "lower" else 1
        scale = _straight_scale(self._named(name))
        return -1 if scale is not None and scale.worst > scale.best else 1


def purchase(model: DecisionModel, gain: str | None, price: str | None, by: Sequence[str] | None) -> Purchase:
    """What is bought with what; where a name is left out, the pair that is most at odds in the choice.

    Raises ModelError for names that are no considerations, where these count only together, and for a `price` of
    which the file has more as better: in a sum of which more is better, costs are negative scores.
    """
    _check(model, gain, price)
    refuse_unadded(model)
    names = tuple(by) if by else decided_now(model)
    if gain is not None and price is not None:
        bought = Purchase(model, gain, price, names)
    else:
        pair = at_odds(model, gain, price, by)
        bought = Purchase(model, *pair, names, _most_at_odds(model, *pair))
    if price is not None:
        scores = bought.scores(model, combinations(model, names)[0])
        _refuse_gain_as_price(model, price, scores[:, 1])
    return bought


def _check(model: DecisionModel, gain: str | None, price: str | None) -> None:
    known = {consideration.name for consideration in model.walk()}
    unknown = [
        Problem((place,), f"'{name}' is not a consideration.", nearest(name, known))
        for place, name in (("gain", gain), ("price", price))
        if name is not None and name not in known
    ]
    if unknown:
        raise ModelError(unknown)


def _refuse_gain_as_price(model: DecisionModel, name: str, scores: np.ndarray) -> None:
    """Refuse a price of which more is better: positive `scores` (options,) that a sum adds up as gains."""
    is_gain = bool(np.all(scores >= 0)) and bool(np.any(scores > 0))
    if model.total_rule.has_weights or model.better == "lower" or not is_gain:
        return
    message = f"'{name}' is not paid but gained: its scores are above 0 and added to a total of which more is better."
    remedy = "Write what is paid as negative scores; where all considerations are costs, 'better: lower' at the top."
    raise ModelError([Problem(("price",), message, remedy)])


def refuse_unadded(model: DecisionModel) -> None:
    """Raise ModelError where considerations count only together."""
    if not model.total_rule.adds_up:
        message = f"with 'combine: {model.total_rule.name}' considerations count only together "
        message += "and cannot be compared one by one."
        raise ModelError([Problem(("combine",), message, "Use 'combine: weighted' for this question.")])


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
    merits = np.array(each_solved(model, compared, expected_merits))
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
