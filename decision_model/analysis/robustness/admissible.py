"""The admissible set: every weighting and every number that the file, or the asker, leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Annotated

import numpy as np

from decision_model.analysis.question import ORDER, Ask
from decision_model.analysis.robustness.sensitivity.joint_draws import over
from decision_model.analysis.robustness.sensitivity.set_numbers import in_its_unit
from decision_model.analysis.robustness.sensitivity.spreads import chunk_generator
from decision_model.analysis.robustness.weight_space.exact_vertices import HalfSpace, exact
from decision_model.analysis.robustness.weight_space.sampling import sample
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet, WeightStatement, weight_set
from decision_model.errors import ModelError, Problem, nearest
from decision_model.model import Consideration, DecisionModel
from decision_model.model.numbers import Constant, Number
from decision_model.words.percent import percent_values

Order = str | Sequence[str | Sequence[str]]
"""The name of a perspective that has an order, or considerations, most important first; a list within it is a tie."""
Ordered = Annotated[Order | None, Ask("Only weights in this order, most important first; a=b ties.", ORDER)]


@dataclass(frozen=True, eq=False)
class Admissible:
    """The weights of the top-level considerations and the box of every other number that carries a range.

    `weights` is None where a model has none (`combine: sum`). `box` maps addresses to (low, high), in the unit that a
    number moves in (see `set_numbers`): weights inside a group are shares of it, 0 to 1.
    """

    model: DecisionModel
    weights: WeightSet | None
    box: Mapping[str, tuple[float, float]]

    def drawn(
        self, count: int, seed: int, with_numbers: bool = False, ends: bool = False, chunk: int = 0
    ) -> DecisionModel:
        """The model under `count` weightings, uniform over the set, and on request numbers, uniform over their box.

        With `ends` every number stands at one of the two ends of its range instead, and weightings are corners of the
        set where those are within reach. Each `chunk` of draws has random numbers of its own.
        """
        generator = chunk_generator(seed, chunk)
        varied = self.model
        if self.weights is not None:
            extreme = ends and self.weights.small
            shares = _corners(self.weights, count, generator) if extreme else sample(self.weights, count, generator)
            varied = self.weights.apply(varied, shares)
        if not with_numbers or not self.box:
            return varied
        numbers = {
            address: generator.choice((low, high), count) if ends else generator.uniform(low, high, count)
            for address, (low, high) in self.box.items()
        }
        return over(varied, numbers)


def _corners(weights: WeightSet, count: int, generator: np.random.Generator) -> np.ndarray:
    """(k, count): corners of the set, each as often as any other but for chance."""
    return weights.corners[generator.integers(len(weights.corners), size=count)].T


def admissible(model: DecisionModel, order: Order | None = None) -> Admissible:
    """What may be true of a model: its ranges, and an order of its considerations where one is given.

    A weight's range is in the file's points: as shares of the total it is low/S to high/S, with S the sum of the
    top-level weights as they stand. Weights without any statement range over everything that adds up to 1, save that a
    weight of plain 0 stays 0: it marks a consideration that does not count. Raises ModelError for a set that is empty,
    naming the statements that contradict one another, for an order that names what is no consideration, and for
    multiplicative and Choquet totals, whose weights are no shares.
    """
    return Admissible(model, weights(model, order) if model.total_rule.has_weights else None, ranges(model))


def weights(model: DecisionModel, order: Order | None = None) -> WeightSet:
    """The admissible weights of the top-level considerations; raises ModelError as `admissible` does."""
    points = np.array([_points(model, each) for each in model.considerations])
    if points.sum() == 0:
        points = np.ones(len(points))
    statements = [*_ordered(model, _groups(model, order)), *_stated(model, points, order)]
    return weight_set(tuple(each.name for each in model.considerations), points / points.sum(), statements)


def box_alone(model: DecisionModel) -> Admissible:
    """The box of every number that carries a range, weights among them: for totals that have no set of weights."""
    return Admissible(model, None, ranges(model, top=True))


def ranges(model: DecisionModel, top: bool = False) -> Mapping[str, tuple[float, float]]:
    """Every number that carries a range, by address, in the unit it moves in; top-level weights only with `top`."""
    left_out = set() if top else {f"{each.name}.weight" for each in model.considerations}
    found = {}
    for address, each in model.numbers.items():
        if each.number.range is not None and address not in left_out:
            found[address] = in_its_unit(model, each, each.number.range)
    return found


def _points(model: DecisionModel, each: Consideration) -> float:
    if not model.total_rule.has_weights:
        raise ModelError([Problem(("combine",), "considerations that are simply summed have no weights to vary.")])
    if not model.total_rule.linear_in_weights:
        said = f"with 'combine: {model.total_rule.name}' weights are no shares of a whole, "
        said += "so there is no set of them to look at."
        raise ModelError([Problem(("combine",), said, "Use 'combine: weighted' for this question.")])
    value = 1.0 if each.weight is None else each.weight.at(model.values)
    if np.ndim(value):
        raise ModelError([Problem(("weights", each.name), "it already holds draws.", "Start from single numbers.")])
    return float(value)


def _stated(model: DecisionModel, points: np.ndarray, order: Order | None) -> Iterator[WeightStatement]:
    """Ranges, and weights of plain 0 that no order speaks of."""
    whole = sum((exact(float(point)) for point in points), Fraction(0))
    ordered = {name for group in _groups(model, order) for name in group}
    for place, each in enumerate(model.considerations):
        own = tuple(int(other == place) for other in range(len(points)))
        limits = each.weight.range if each.weight is not None else None
        if limits is not None:
            low, high = (exact(limit) / whole for limit in limits)
            least, most = percent_values(float(low), float(high))
            text = f"{each.title} weighs {least} to {most}"
            yield WeightStatement(text, HalfSpace(tuple(-share for share in own), -low))
            yield WeightStatement(text, HalfSpace(own, high))
        elif points[place] == 0 and each.name not in ordered and _plain(each.weight):
            yield WeightStatement(f"{each.title} does not count", HalfSpace(own, Fraction(0)))


def _plain(weight: Number | None) -> bool:
    return weight is not None and isinstance(weight.formula, Constant)


def _groups(model: DecisionModel, order: Order | None) -> tuple[tuple[str, ...], ...]:
    """The order as groups of equals, most important first."""
    if order is None:
        return ()
    if isinstance(order, str):
        return _of_perspective(model, order)
    groups = tuple((each,) if isinstance(each, str) else tuple(each) for each in order)
    names = [name for group in groups for name in group]
    known = [each.name for each in model.considerations]
    found = [
        Problem(("order", name), f"'{name}' is not a top-level consideration.", nearest(name, known))
        for name in names
        if name not in known
    ]
    found += [
        Problem(("order", name), f"'{name}' is ranked twice.", "Rank each consideration once.")
        for name in dict.fromkeys(names)
        if names.count(name) > 1
    ]
    if found:
        raise ModelError(found)
    return groups


def _of_perspective(model: DecisionModel, name: str) -> tuple[tuple[str, ...], ...]:
    with_order = [each.name for each in model.perspectives.values() if each.order]
    if name not in with_order:
        remedy = nearest(name, with_order) or "Give the order itself, most important consideration first."
        raise ModelError([Problem(("order", name), "it is not a perspective that has an order.", remedy)])
    return model.perspectives[name].order


def _ordered(model: DecisionModel, groups: tuple[tuple[str, ...], ...]) -> Iterator[WeightStatement]:
    """Each group weighs at least as much as the next; within a group all weigh the same."""
    position = {each.name: place for place, each in enumerate(model.considerations)}
    title = {each.name: each.title for each in model.considerations}

    def at_least(higher: str, lower: str, text: str) -> WeightStatement:
        normal = tuple((name == lower) - (name == higher) for name in position)
        return WeightStatement(text, HalfSpace(normal, Fraction(0)))

    for group in groups:
        for first, second in pairwise(group):
            text = f"{title[first]} weighs the same as {title[second]}"
            yield from (at_least(first, second, text), at_least(second, first, text))
    for before, after in pairwise(groups):
        text = f"{title[before[-1]]} weighs at least as much as {title[after[0]]}"
        yield at_least(before[-1], after[0], text)
