"""Checks of stated ranges: at either end of each, all else as it is, the model must still make sense."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from decision_model.errors import Place, Problem, place_name
from decision_model.model.checks.number_values import at, settled
from decision_model.model.checks.range_ends import End, at_ends
from decision_model.model.checks.scores import ends as scale_ends
from decision_model.model.checks.scores import leaves_scale
from decision_model.model.checks.weights import together
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.considerations import Consideration
from decision_model.model.frozen_mapping import frozen
from decision_model.model.number_index import numbers
from decision_model.model.numbers import TOLERANCE, Number
from decision_model.model.scores import bounds, extremes, rules_read
from decision_model.model.steps import Event
from decision_model.model.tables import Adjusted, Chance, Rule, RuleTable

Found = Iterator[Problem]
_VARIED = ("parameters", "sequence", "considerations", "risk_tolerance", "interactions")
"""Sections whose ranges are tried; those of perspectives and what-ifs stand for another model's."""


def problems(model: CompiledRecord, solved: bool = True, wrong: Collection[Place] = ()) -> list[Problem]:
    """What breaks at an end of a range: a division, a chance, a sum of chances, a weight, a score on its scale.

    Each end is told once of a kind. Ranges, chances and scores with a place in `wrong` are not looked at again, nor
    numbers without a value; adjusted scores only where it is `solved` which cases can occur.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        values, _ = settled(model)
        if len(values) < len(model.parameters):
            model = model.renumbered(parameters=frozen({name: model.parameters[name] for name in values}))
        tried = _Tried(model, wrong, solved, frozenset(p for p, n in numbers(model) if at(n, values) is not None))
        return [*tried.problems(_ends(model, wrong))]


def _ends(model: CompiledRecord, wrong: Collection[Place]) -> list[End]:
    ranged = ((place, number.range) for place, number in numbers(model) if place[0] in _VARIED)
    return [
        End(place, value, which)
        for place, stated in ranged
        if stated is not None and stated[0] < stated[1] and (*place, "range") not in wrong
        for value, which in zip(stated, ("low", "high"), strict=True)
    ]


@dataclass(frozen=True)
class _Tried:
    """A model whose numbers are tried; `sound` are the places of the numbers that have a value."""

    model: CompiledRecord
    wrong: Collection[Place]
    solved: bool
    sound: frozenset[Place]

    def problems(self, ends: Sequence[End]) -> Found:
        broken = {end: said for end in ends if (said := self.division(end))} if self.divides(ends) else {}
        yield from (end.problem(said) for end, said in broken.items())
        left = [end for end in ends if end not in broken]
        if not left:
            return
        moved = at_ends(self.model, left)
        yield from _once(self.chances(moved, left))
        yield from _once(self.weights(moved, left))
        yield from _once(self.scores(moved, left))
        yield from self.totals(moved, left)

    def divides(self, ends: Sequence[End]) -> bool:
        """Whether some formula divides by zero at some end."""
        try:
            self.evaluate(at_ends(self.model, ends))
        except ZeroDivisionError:
            return True
        return False

    def division(self, end: End) -> str:
        """How a formula divides by zero at an end; nothing if none does."""
        try:
            self.evaluate(at_ends(self.model, [end]))
        except ZeroDivisionError as error:
            return f"a formula divides by zero: {error.args[-1]}."
        return ""

    def evaluate(self, moved: CompiledRecord) -> None:
        for place, number in numbers(moved):
            if place in self.sound:
                number.at(moved.values)

    def chances(self, moved: CompiledRecord, ends: Sequence[End]) -> Iterator[tuple[End, Problem]]:
        for event in moved.events:
            for index, rule in enumerate(event.chance.rules):
                place: Place = ("sequence", event.name, "chance", index)
                outcomes = [(*place, outcome) for outcome in rule.then.outcomes]
                named = all(each in self.sound for each in outcomes if each[-1] != rule.then.rest)
                if named and place not in self.wrong and not any(each in self.wrong for each in outcomes):
                    yield from _rule(moved, ends, event, index, rule)

    def weights(self, moved: CompiledRecord, ends: Sequence[End]) -> Iterator[tuple[End, Problem]]:
        for place, number in numbers(moved):
            if place in self.sound and place not in self.wrong:
                value = np.broadcast_to(number.at(moved.values), len(ends))
                for which in np.flatnonzero(value < 0).tolist() if place[-1] == "weight" else ():
                    if ends[which].place != place:
                        message = f"the weight of '{place[1]}' is {value[which]:.10g}; weights are 0 or more."
                        yield ends[which], ends[which].problem(message)
                for which in np.flatnonzero(value == 0).tolist() if place == ("risk_tolerance",) else ():
                    yield ends[which], ends[which].problem("the risk tolerance is 0, which has no meaning.")

    def scores(self, moved: CompiledRecord, ends: Sequence[End]) -> Iterator[tuple[End, Problem]]:
        if not self.model.total_rule.has_weights:
            return
        for base, leaf in zip(self.model.leaves, moved.leaves, strict=True):
            place: Place = ("considerations", leaf.name)
            if place in self.wrong or (*place, "scale") in self.wrong:
                continue
            if isinstance(leaf.scores, RuleTable):
                for index in rules_read(moved, leaf) if self.solved else range(len(leaf.scores.rules)):
                    rule = (*place, "scores", index)
                    if (*rule, "then") in self.sound and rule not in self.wrong:
                        yield from _score(moved, ends, leaf, leaf.scores.rules[index].then)
            elif isinstance(leaf.scores, Adjusted) and self.solved and not self.said(place):
                count = len(leaf.scores.adjustments)
                read = [(*place, "scores", "start"), *((*place, "scores", "adjust", i, "by") for i in range(count))]
                if all(each in self.sound for each in read):
                    yield from self.adjusted(moved, ends, base, leaf)

    def said(self, leaf: Place) -> bool:
        """Whether an adjusted score is known to leave its scale as it is."""
        return (*leaf, "scores") in self.wrong or (*leaf, "scores", "start") in self.wrong

    def adjusted(
        self, moved: CompiledRecord, ends: Sequence[End], base: Consideration, leaf: Consideration
    ) -> Iterator[tuple[End, Problem]]:
        """Only an end that moves some part of the score, and then perhaps too far, is looked at case by case."""
        bound = [np.broadcast_to(each, len(ends)) for each in bounds(moved, leaf)]
        parts = zip(_parts(base), _parts(leaf), strict=True)
        moves = np.zeros(len(ends), dtype=bool)
        for before, after in parts:
            moves |= np.broadcast_to(after.at(moved.values) != before.at(self.model.values), len(ends))
        for which in np.flatnonzero(moves).tolist():
            if all(leaves_scale(leaf, float(each[which])) is None for each in bound):
                continue
            alone = at_ends(self.model, [ends[which]])
            there = next(each for each in alone.leaves if each.name == leaf.name)
            for extreme in extremes(alone, there):
                if leaves_scale(leaf, extreme.score) is not None:
                    case = ", ".join(f"{name}: {state}" for name, state in extreme.history.items())
                    yield ends[which], _off(ends[which], leaf, extreme.score, f" in the case {{{case}}}")

    def totals(self, moved: CompiledRecord, ends: Sequence[End]) -> Found:
        """Totals that are no sums must make sense as well."""
        if any(together(self.model, self.model.values)) or not any(together(moved, moved.values)):
            return
        for end in ends:
            alone = at_ends(self.model, [end])
            for each in [*together(alone, alone.values)][:1]:
                yield end.problem(f"{place_name(each.place)}: {each.message}")


def _once(found: Iterator[tuple[End, Problem]]) -> Found:
    """The first problem of each end; those that stand elsewhere than at the range are told once for each place."""
    told: set[End | Place] = set()
    for end, problem in found:
        cause = end if problem.place[: len(end.place)] == end.place else problem.place
        if cause not in told:
            told.add(cause)
            yield problem


def _rule(
    moved: CompiledRecord, ends: Sequence[End], event: Event, index: int, rule: Rule[Chance]
) -> Iterator[tuple[End, Problem]]:
    """Chances of one rule; where one of a set without `rest` is moved itself, the others make room for it."""
    place: Place = ("sequence", event.name, "chance", index)
    which_rule = f" (rule {index + 1})" if len(event.chance.rules) > 1 else ""
    given = {o: np.broadcast_to(number.at(moved.values), len(ends)) for o, number in rule.then.numbers.items()}
    whole = np.ones(len(ends), dtype=bool)
    for outcome, value in given.items():
        off = (value < -TOLERANCE) | (value > 1 + TOLERANCE)
        whole &= ~off
        for which in np.flatnonzero(off).tolist():
            message = f"the chance of '{outcome}' in '{event.name}'{which_rule} is {value[which]:.10g}; "
            yield ends[which], ends[which].problem(f"{message}chances lie between 0 and 1.")
    total = sum(given.values(), start=np.zeros(len(ends)))
    if rule.then.rest is not None:
        for which in np.flatnonzero(whole & (total > 1 + TOLERANCE)).tolist():
            message = f"the chances of '{event.name}'{which_rule} add up to {total[which]:.10g}, "
            yield ends[which], ends[which].problem(f"{message}so nothing is left for '{rule.then.rest}'.")
        return
    for which in np.flatnonzero(whole & (np.abs(total - 1) > TOLERANCE)).tolist():
        end = ends[which]
        if end.place[:-1] != place:
            still = [outcome for outcome, value in given.items() if np.ptp(value) == 0] or [*given]
            message = f"with '{end.place[-1]}' at {end.value:.10g}, the {end.which} end of its range, "
            remedy = f"Write '{still[-1]}: rest'."
            yield (
                end,
                Problem(
                    place,
                    f"{message}the chances add up to {total[which]:.10g}, not 1.",
                    remedy,
                    code="chances-not-one-at-end",
                ),
            )


def _score(
    moved: CompiledRecord, ends: Sequence[End], leaf: Consideration, number: Number
) -> Iterator[tuple[End, Problem]]:
    score = np.broadcast_to(number.at(moved.values), len(ends))
    for end, value in zip(ends, score.tolist(), strict=True):
        if leaves_scale(leaf, value) is not None:
            yield end, _off(end, leaf, value)


def _off(end: End, leaf: Consideration, score: float, case: str = "") -> Problem:
    low, high = scale_ends(leaf)
    message = f"the score of '{leaf.name}' reaches {score:,.10g}{case}, outside its scale {low:,.10g} to {high:,.10g}."
    return end.problem(message)


def _parts(leaf: Consideration) -> tuple[Number, ...]:
    assert isinstance(leaf.scores, Adjusted)
    return leaf.scores.start, *(each.then for each in leaf.scores.adjustments)
