"""The best plan of decisions of limited memory, found exactly.

From the last step back to the first, every plan that may still be best is kept, as the values that it leads to from
each history: a decision multiplies the plans, one for each way of choosing in its sets; a plan that is nowhere better
than another is dropped (multiple policy updating: Mauá, de Campos & Zaffalon 2012), and so is one that would not reach
the total of a plan known already, even if all decisions above knew everything (branch and bound). The plan known
already comes from bettering one decision after the other (single policy updating: Lauritzen & Nilsson 2001), which
alone is not exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from decision_model.errors import Problem, TooLargeError
from decision_model.model import Decision
from decision_model.solver.criteria import TIE, CertaintyEquivalent, Cut, mean
from decision_model.solver.limited_memory import Filled, Followed, LimitedPlan, Sets, first_best, follow, with_draws

BOUND = 8_000_000
"""Numbers, one a history and plan, that are kept at one step at most."""

EFFORT = 40_000_000
"""Numbers, one a history above and plan, that are worked through at most to see which plans can reach a total."""

FEW = 1_024
"""Plans up to which none is compared with what can be reached before a decision is through."""

NEAR = 1e-12
"""Values closer than this (relative to the largest, at least 1) are taken as the same when plans are compared."""

ROUNDS = 50
"""How often a plan is gone through at most, to better it or to settle its ties."""


@dataclass(frozen=True)
class _Plans:
    """Plans of the decisions below a level: `values` (nodes, plans) there, and what each does, (sets, plans) by level.

    `draws` (plans,) is the draw that each is for, None where numbers are single.
    """

    values: np.ndarray
    draws: np.ndarray | None
    choices: LimitedPlan

    @property
    def count(self) -> int:
        return self.values.shape[1]

    def picked(self, places: np.ndarray) -> _Plans:
        """Some of the plans, in this order; one may be there several times."""
        draws = None if self.draws is None else self.draws[places]
        return _Plans(self.values[:, places], draws, {i: chosen[:, places] for i, chosen in self.choices.items()})


def best_limited_plan(filled: Filled, sets: Mapping[int, Sets], draws: slice | None) -> LimitedPlan:
    """The plan with the best total, draw by draw.

    Raises TooLargeError where more plans have to be kept than the bound allows.
    """
    informed = follow(filled, sets, {}, draws)
    if all(_is_settled(informed, index) for index in sets):
        return {index: np.argmax(informed.options[index][sets[index].first], axis=1) for index in sets}
    try:
        return _Search(filled, sets, draws, informed).best()
    except TooLargeError:
        if draws is None or draws.stop - draws.start == 1:
            raise
    middle = (draws.start + draws.stop) // 2
    halves = [best_limited_plan(filled, sets, part) for part in (slice(draws.start, middle), slice(middle, draws.stop))]
    return {index: np.concatenate([half[index] for half in halves], axis=1) for index in halves[0]}


class _Search:
    """One search, over some draws or over single numbers."""

    def __init__(self, filled: Filled, sets: Mapping[int, Sets], draws: slice | None, informed: Followed):
        self.filled, self.sets, self.draws = filled, sets, draws
        self.first_draw = 0 if draws is None else draws.start
        self.is_linear = filled.at_event is mean or isinstance(filled.at_event, CertaintyEquivalent)
        self.known = self._known_total(informed)

    def _known_total(self, informed: Followed) -> np.ndarray:
        """(draws,): a total that some plan reaches; where neither means nor certainty equivalents count, none is known.

        The least that counts as no worse than it.
        """
        if not self.is_linear:
            width = 1 if self.draws is None else self.draws.stop - self.draws.start
            return np.full(width, -np.inf)
        total = bettered(informed).values[0][0]
        return total - TIE * np.maximum(1.0, np.abs(total))

    def best(self) -> LimitedPlan:
        every_draw = None if self.draws is None else np.arange(self.draws.start, self.draws.stop)
        plans = _Plans(with_draws(self.filled.end(every_draw), every_draw), every_draw, {})
        for index in range(len(self.filled.levels) - 1, -1, -1):
            plans = self._stepped_back(index, plans)
        winners = self._winners(plans)
        return {index: chosen[:, winners] for index, chosen in plans.choices.items()}

    def _winners(self, plans: _Plans) -> np.ndarray:
        """The place of the best plan for each draw, the first of several that are level."""
        order, starts = _by_draw(plans)
        totals = plans.values[0, order]
        best = np.maximum.reduceat(totals, starts)
        least = best - TIE * np.maximum(1.0, np.abs(best))
        wins = totals >= np.repeat(least, np.diff(starts, append=len(totals)))
        first = np.minimum.reduceat(np.where(wins, np.arange(len(totals)), len(totals)), starts)
        return np.asarray(order[first])

    def _stepped_back(self, index: int, plans: _Plans) -> _Plans:
        self._refuse_if_too_many(index, plans.count)
        level, columns = self.filled.levels[index], self.filled.columns(index, plans.values, plans.draws)
        if not isinstance(level.step, Decision):
            stepped = replace(plans, values=self.filled.expect(index, columns, plans.draws))
        else:
            best, branches = self.filled.at_decision(index, level, columns)
            stepped = replace(plans, values=best)
            if index in self.sets:
                stepped = self._promising(index, self._decided(index, stepped, np.stack(branches)))
        return _undominated(stepped)

    def _decided(self, index: int, plans: _Plans, branches: np.ndarray) -> _Plans:
        """A plan for each way of choosing in the sets of a decision; `branches` (branches, nodes, plans).

        Where only events stand above, what is best in each set is known, and there is one way.
        """
        if self.is_linear and not any(isinstance(level.step, Decision) for level in self.filled.levels[:index]):
            return self._answered(index, plans, branches)
        chosen = np.zeros((self.sets[index].count, plans.count), dtype=np.int16)
        grown, origin = replace(plans, choices={**plans.choices, index: chosen}), np.arange(plans.count)
        for number, nodes in enumerate(self.sets[index].members()):
            worth_keeping = _best_somewhere(branches[:, nodes])
            place, branch = np.nonzero(worth_keeping.T[origin])
            self._refuse_if_too_many(index, len(place))
            grown, origin = grown.picked(place), origin[place]
            grown.values[nodes] = branches[branch[:, None], nodes, origin[:, None]].T
            grown.choices[index][number] = branch
            if len(origin) > FEW * len(self.known) and number + 1 < self.sets[index].count:
                kept = self._reaching(index, grown)
                grown, origin = grown.picked(kept), origin[kept]
        return grown

    def _answered(self, index: int, plans: _Plans, branches: np.ndarray) -> _Plans:
        """Each plan with the best option in each set of the first decision."""
        options, sets = {index: np.moveaxis(branches, 0, 1)}, self.sets[index]
        followed = Followed(self.filled, {index: sets}, {}, plans.draws, [plans.values], options)
        chosen = _first_best(followed, index)
        taken = np.take_along_axis(branches, chosen[sets.of_node][None], axis=0)[0]
        values = np.where(sets.of_node[:, None] >= 0, taken, plans.values)
        return _Plans(values, plans.draws, {**plans.choices, index: chosen})

    def _refuse_if_too_many(self, index: int, plans: int) -> None:
        size = self.filled.levels[index].size
        if plans * size <= BOUND or plans <= len(self.known):
            return
        decided = next(place for place in sorted(self.sets) if place >= index)
        message = (
            f"with what it and later decisions know there are {plans:,} plans, each over {size:,} histories, "
            f"that may still be best; the bound is {BOUND:,} of both multiplied."
        )
        remedy = "Let a decision know fewer steps, or all of them (without 'knows'), or merge outcomes."
        place = ("sequence", self.filled.levels[decided].step.name)
        raise TooLargeError([Problem(place, message, remedy, code="too-many-plans")])

    def _promising(self, index: int, plans: _Plans) -> _Plans:
        return plans.picked(self._reaching(index, plans)) if plans.count > len(self.known) else plans

    def _reaching(self, index: int, plans: _Plans) -> np.ndarray:
        """The places of plans that could still reach the total known already if all decisions above knew everything.

        All of them where that would take too long to find out.
        """
        if plans.count * sum(level.size for level in self.filled.levels[:index]) > EFFORT:
            return np.arange(plans.count)
        value = plans.values
        for above in range(index - 1, -1, -1):
            level, columns = self.filled.levels[above], self.filled.columns(above, value, plans.draws)
            if isinstance(level.step, Decision):
                value = self.filled.at_decision(above, level, columns)[0]
            else:
                value = self.filled.expect(above, columns, plans.draws)
        known = self.known if plans.draws is None else self.known[plans.draws - self.first_draw]
        return np.flatnonzero(value[0] >= known)


def _by_draw(plans: _Plans) -> tuple[np.ndarray, np.ndarray]:
    """The places of the plans in order of their draws, (plans,), and where in it each draw's begin, (draws,)."""
    if plans.draws is None:
        return np.arange(plans.count), np.zeros(1, dtype=np.int64)
    order = np.argsort(plans.draws, kind="stable")
    return order, np.flatnonzero(np.diff(plans.draws[order], prepend=-1))


def _best_somewhere(branches: np.ndarray) -> np.ndarray:
    """(branches, plans): the branches of one set that are better than each other one at some node of it.

    `branches` (branches, nodes, plans) is -inf where a branch is not on offer. Of two that are the same the first.
    """
    kept = np.isfinite(branches).all(axis=1)
    for one in range(len(branches)):
        for other in range(len(branches)):
            if one != other:
                no_better = (branches[one] <= branches[other]).all(axis=0)
                same = (branches[one] == branches[other]).all(axis=0)
                kept[one] &= ~(no_better & (~same | (other < one)))
    return kept


def _undominated(plans: _Plans) -> _Plans:
    """Without the plans that are nowhere better than another for the same draw."""
    order, starts = _by_draw(plans)
    if len(starts) == plans.count:
        return plans
    near = NEAR * max(1.0, float(np.abs(plans.values).max()))
    groups = np.split(order, starts[1:])
    kept = [own[_undominated_columns(plans.values[:, own], near)] if len(own) > 1 else own for own in groups]
    return plans.picked(np.sort(np.concatenate(kept)))


def _undominated_columns(values: np.ndarray, near: float) -> np.ndarray:
    """The columns (of nodes, columns) that no other one reaches everywhere; the first of those that are the same."""
    order = np.argsort(-np.round(values.sum(axis=0) / near / len(values)), kind="stable")
    kept = np.empty_like(values)
    places: list[int] = []
    for place in order.tolist():
        column = values[:, place : place + 1]
        if not (kept[:, : len(places)] >= column - near).all(axis=0).any():
            kept[:, len(places)] = column[:, 0]
            places.append(place)
    return np.array(places)


def _is_settled(informed: Followed, index: int) -> bool:
    """Whether one option at most is on offer wherever a limited decision arises, as where it is forced."""
    offered = np.isfinite(informed.options[index][informed.sets[index].nodes])
    return bool((offered.sum(axis=1) <= 1).all())


def bettered(informed: Followed) -> Followed:
    """A good plan: each decision's best in turn, the others as they are, until none does better.

    `informed` is the plan in which every decision does best as if it knew all.
    """
    followed, sets = informed, informed.sets
    for index in sorted(sets, reverse=True):
        followed = followed.answering(index, _first_best(followed, index))
    for _ in range(ROUNDS):
        before = followed.values[0][0]
        for index in sorted(sets, reverse=True):
            chosen = _first_best(followed, index)
            if not np.array_equal(chosen, followed.plan[index]):
                followed = followed.answering(index, chosen)
        if not np.any(followed.values[0][0] > before + TIE * np.maximum(1.0, np.abs(before))):
            break
    return followed


def settled(filled: Filled, sets: Mapping[int, Sets], plan: LimitedPlan, draws: Cut) -> Followed:
    """The plan with the first option in the file wherever options are level, the rest of the plan as it is."""
    followed = follow(filled, sets, plan, draws)
    for _ in range(ROUNDS):
        changed = False
        for index in sorted(sets, reverse=True):
            chosen = _first_best(followed, index)
            if not np.array_equal(chosen, followed.plan[index]):
                changed = True
                followed = followed.answering(index, chosen)
        if not changed:
            break
    return followed


def _first_best(followed: Followed, index: int) -> np.ndarray:
    """(sets, draws): the first of the best options in each set of a decision."""
    return first_best(followed.set_values(index))
