"""The admissible set: every weighting and every number that the file, or the asker, leaves open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Annotated

import numpy as np

from decision_model.analysis.question import ORDER, Ask
from decision_model.analysis.robustness.sensitivity.joint_draws import over, stated_draws
from decision_model.analysis.robustness.sensitivity.set_numbers import in_its_unit
from decision_model.analysis.robustness.sensitivity.spreads import chunk_generator, support
from decision_model.analysis.robustness.weight_space.exact_vertices import HalfSpace, exact
from decision_model.analysis.robustness.weight_space.orders import Groups, Order, order_groups
from decision_model.analysis.robustness.weight_space.sampling import sample
from decision_model.analysis.robustness.weight_space.weight_set import WeightSet, WeightStatement, nested, weight_set
from decision_model.errors import ModelError, Problem
from decision_model.model import Consideration, DecisionModel
from decision_model.model.numbers import Constant, Number
from decision_model.words.percent import percent_values
from decision_model.words.sentences import listed

Ordered = Annotated[Order | None, Ask("Only weights in this order, most important first; a=b ties.", ORDER)]


@dataclass(frozen=True, eq=False)
class Admissible:
    """The weights that move, and the box of every number that carries a range, top-level weights apart.

    `weights` is None where a model has none (`combine: sum`). `box` maps addresses to (low, high), in the unit that a
    number moves in (see `set_numbers`): weights inside a group are shares of it, 0 to 1. `numbers` are the addresses
    that are drawn beside the set of weights: they state a range or a distribution (see `uncertain_numbers`).
    """

    model: DecisionModel
    weights: WeightSet | None
    box: Mapping[str, tuple[float, float]]
    numbers: tuple[str, ...]

    def drawn(
        self, count: int, seed: int, with_numbers: bool = False, ends: bool = False, chunk: int = 0
    ) -> DecisionModel:
        """The model under `count` weightings, uniform over the set, and on request numbers, drawn independently.

        A number is drawn from its distribution, cut off at its range, or evenly from its range. With `ends` it stands
        at one of the two ends of its range, or of what its distribution allows, where that has ends; and weightings are
        corners of the set where those are within reach. Weights that state a distribution may leave the set: see
        `admitted`. Each `chunk` of draws has random numbers of its own.
        """
        generator = chunk_generator(seed, chunk)
        varied = self.model
        if self.weights is not None:
            extreme = ends and self.weights.small
            shares = _corners(self.weights, count, generator) if extreme else sample(self.weights, count, generator)
            varied = self.weights.apply(varied, shares)
        if not with_numbers or not self.numbers:
            return varied
        numbers = {}
        for address in self.numbers:
            limits = self._ends(address) if ends else None
            numbers[address] = (
                stated_draws(self.model, address, generator.random(count))
                if limits is None
                else generator.choice(limits, count)
            )
        return over(varied, numbers)

    def _ends(self, address: str) -> tuple[float, float] | None:
        """The ends of a number's range, or else of its distribution, in the unit it moves in; None without ends."""
        stated = self.model.numbers[address]
        limits = stated.number.range
        if limits is None and stated.number.distribution is not None:
            limits = support(stated.number.distribution)
        return limits and in_its_unit(self.model, stated, limits)

    def admitted(self, varied: DecisionModel, count: int) -> np.ndarray:
        """(count,): in which draws of a model the weights are admissible; raises ModelError where they are in none."""
        if not self.may_leave:
            return np.ones(count, dtype=bool)
        assert self.weights is not None
        return admitted(varied, self.weights, count)

    @property
    def may_leave(self) -> bool:
        """Whether draws of numbers may leave the set of weights, because a weight in it states a distribution."""
        return self.weights is not None and not moving_weights(self.model).isdisjoint(self.numbers)


def _corners(weights: WeightSet, count: int, generator: np.random.Generator) -> np.ndarray:
    """(k, count): corners of the set, each as often as any other but for chance."""
    return weights.corners[generator.integers(len(weights.corners), size=count)].T


def admissible(model: DecisionModel, order: Order | None = None) -> Admissible:
    """What may be true of a model: its ranges, the orders that weights were judged by, and one that is asked for.

    A weight's range is in the file's points: as shares of the total it is low/S to high/S, with S the sum of the
    top-level weights as they stand. Weights without any statement range over everything that adds up to 1, save that a
    weight of plain 0 stays 0: it marks a consideration that does not count. Weights inside a group move where one of
    them states a range or an order names one; those that do neither keep their proportions to one another.

    Raises ModelError for a set that is empty, naming the statements that contradict one another, for an order that
    names what is no consideration, and for multiplicative and Choquet totals, whose weights are no shares.
    """
    allowed = weights(model, order) if model.total_rule.has_weights else None
    numbers = uncertain_numbers(model, allowed is not None)
    return Admissible(model, allowed, ranges(model), tuple(numbers))


def weights(model: DecisionModel, order: Order | None = None) -> WeightSet:
    """The admissible weights of all groups whose weights move; raises ModelError as `admissible` does."""
    return model.once((weights, order_groups(model, order)), lambda: _weights(model, order))


def _weights(model: DecisionModel, order: Order | None) -> WeightSet:
    groups = order_groups(model, order)
    sets = {"": _group_set(model, model.considerations, groups)}
    for parent in open_groups(model, order):
        sets[parent.name] = _group_set(model, parent.considerations, groups, parent)
    return nested(sets)


def open_groups(model: DecisionModel, order: Order | None = None) -> tuple[Consideration, ...]:
    """The considerations inside which weights are divided anew, parents first: some state a range or an order."""
    ordered = {name for group in order_groups(model, order) for name in group}
    return tuple(parent for parent in model.walk() if any(_moves_inside(below, ordered) for below in parent.walk()))


def _moves_inside(parent: Consideration, ordered: Collection[str]) -> bool:
    """Whether weights that have this parent move: one by itself is always the whole."""
    return len(parent.considerations) > 1 and any(_states(child, ordered) for child in parent.considerations)


def _states(member: Consideration, ordered: Collection[str]) -> bool:
    return member.name in ordered or (member.weight is not None and member.weight.range is not None)


def _group_set(
    model: DecisionModel,
    members: Sequence[Consideration],
    groups: Groups,
    parent: Consideration | None = None,
) -> WeightSet:
    """The weights of a group's members as shares of it; at the top level, without parent, of the whole."""
    points = np.array([_points(model, member) for member in members])
    if points.sum() == 0:
        points = np.ones(len(points))
    names = tuple(member.name for member in members)
    own = tuple(group for group in groups if set(group) <= set(names))
    ordered = {name for group in own for name in group}
    statements = [*_ordered(members, own), *_ranges(members, points, parent)]
    rest = [place for place, each in enumerate(members) if not _states(each, ordered)]
    if parent is None:
        statements += [
            _nothing(members, place) for place in rest if points[place] == 0 and _plain(members[place].weight)
        ]
    else:
        statements += _in_proportion(members, points, rest)
    return weight_set(names, points / points.sum(), statements)


def box_alone(model: DecisionModel) -> Admissible:
    """The box of every number that carries a range, weights among them: for totals that have no set of weights."""
    return Admissible(model, None, ranges(model, top=True), tuple(uncertain_numbers(model, weight_set=False)))


def ranges(model: DecisionModel, top: bool = False) -> Mapping[str, tuple[float, float]]:
    """Every number that carries a range, by address, in the unit it moves in; top-level weights only with `top`."""
    left_out = set() if top else tops(model)
    limits = {}
    for address, entry in model.numbers.items():
        if entry.number.range is not None and address not in left_out:
            limits[address] = in_its_unit(model, entry, entry.number.range)
    return limits


def uncertain_numbers(model: DecisionModel, weight_set: bool) -> list[str]:
    """Addresses of the numbers that state a range or a distribution.

    One that is worked out from others which are drawn follows them and is not drawn itself. Weights that make up a set
    (`weight_set`) are drawn with it, unless they state a distribution.
    """
    in_the_set = moving_weights(model) if weight_set else set()
    stated = {
        address: entry.number
        for address, entry in model.numbers.items()
        if entry.number.distribution or (entry.number.range and address not in in_the_set)
    }
    return [name for name, number in stated.items() if stated.keys().isdisjoint(_behind(model, number.references))]


def _behind(model: DecisionModel, references: Sequence[str]) -> Iterator[str]:
    """The parameters that a formula is worked out from, directly or through others."""
    for name in references:
        yield name
        yield from _behind(model, model.parameters[name].number.references)


def tops(model: DecisionModel) -> set[str]:
    """Addresses of the top-level weights."""
    return {f"{consideration.name}.weight" for consideration in model.considerations}


def moving_weights(model: DecisionModel) -> set[str]:
    """Addresses of the weights that make up the admissible set, at every level."""
    inside = (child for parent in open_groups(model) for child in parent.considerations)
    return tops(model) | {f"{child.name}.weight" for child in inside}


def admitted(varied: DecisionModel, allowed: WeightSet, count: int) -> np.ndarray:
    """(count,): whether the weights of each draw are admissible; raises ModelError where none are."""
    inside = allowed.contains(allowed.held(varied, count).T)
    if not inside.any():
        remedy = "Widen their ranges, or move the distributions."
        raise ModelError([Problem(("weights",), "no draw of the weights' distributions is admissible.", remedy)])
    return inside


def insist_open(allowed: Admissible, with_numbers: bool) -> None:
    """Raise ModelError where nothing varies: no weights, and no number that states how far it may, or none is let."""
    if allowed.weights is not None or (with_numbers and allowed.numbers):
        return
    remedy = "Let the uncertain numbers vary: --with-numbers, in Python with_numbers=True."
    if not allowed.numbers:
        remedy = "Give the numbers that are uncertain a 'range' or a 'distribution', and let them vary."
    raise ModelError([Problem((), "nothing is left open: there are no weights, and no number varies.", remedy)])


def _points(model: DecisionModel, consideration: Consideration) -> float:
    if not model.total_rule.has_weights:
        raise ModelError([Problem(("combine",), "considerations that are simply summed have no weights to vary.")])
    if not model.total_rule.linear_in_weights:
        problem = f"with 'combine: {model.total_rule.name}' weights are no shares of a whole, "
        problem += "so there is no set of them to look at."
        raise ModelError([Problem(("combine",), problem, "Use 'combine: weighted' for this question.")])
    value = 1.0 if consideration.weight is None else consideration.weight.at(model.values)
    if np.ndim(value):
        raise ModelError(
            [Problem(("weights", consideration.name), "it already holds draws.", "Start from single numbers.")]
        )
    return float(value)


def _ranges(
    members: Sequence[Consideration], points: np.ndarray, parent: Consideration | None
) -> Iterator[WeightStatement]:
    whole = sum((exact(float(point)) for point in points), Fraction(0))
    group = f" of {parent.title}" if parent else ""
    for place, member in enumerate(members):
        if member.weight is not None and member.weight.range is not None:
            low, high = (exact(limit) / whole for limit in member.weight.range)
            least, most = percent_values(float(low), float(high))
            text = f"{member.title} weighs {least} to {most}{group}"
            own = _unit(place, len(members))
            yield WeightStatement(text, HalfSpace(tuple(-share for share in own), -low))
            yield WeightStatement(text, HalfSpace(own, high))


def _unit(place: int, count: int) -> tuple[int, ...]:
    return tuple(int(other == place) for other in range(count))


def _nothing(members: Sequence[Consideration], place: int) -> WeightStatement:
    side = HalfSpace(_unit(place, len(members)), Fraction(0))
    return WeightStatement(f"{members[place].title} does not count", side)


def _in_proportion(
    members: Sequence[Consideration], points: np.ndarray, rest: Sequence[int]
) -> Iterator[WeightStatement]:
    """Weights that keep their proportions to one another; all of 0 stay 0."""
    weighing = {place: exact(float(points[place])) for place in rest}
    whole = sum(weighing.values(), Fraction(0))
    if whole == 0:
        yield from (_nothing(members, place) for place in rest)
        return
    text = f"{listed([members[place].title for place in rest])} keep their proportions"
    for place in rest[:-1]:
        part = weighing[place] / whole
        normal = [(other == place) - part if other in weighing else 0 for other in range(len(members))]
        for sign in (1, -1):
            yield WeightStatement(text, HalfSpace(tuple(sign * factor for factor in normal), Fraction(0)))


def _plain(weight: Number | None) -> bool:
    return weight is not None and isinstance(weight.formula, Constant)


def _ordered(members: Sequence[Consideration], groups: Groups) -> Iterator[WeightStatement]:
    """Each group weighs at least as much as the next; within a group all weigh the same."""
    position = {member.name: place for place, member in enumerate(members)}
    title = {member.name: member.title for member in members}

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
