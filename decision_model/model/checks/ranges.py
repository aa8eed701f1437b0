"""Checks of stated ranges and distributions: over all of them, all else as it is, the model must still make sense.

What is a straight line in a number makes sense in between where it does at both ends; what may bend is looked at there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from math import isnan

import numpy as np

from decision_model.errors import Place, Problem, Problems, place_name, shortened
from decision_model.model.checks.bends import STEPS, bent_parameters, first_pole
from decision_model.model.checks.number_values import is_ordinary, no_value, sound_values
from decision_model.model.checks.range_ends import End, at_ends
from decision_model.model.checks.scores import ends as scale_ends
from decision_model.model.checks.scores import in_case, score_off_scale
from decision_model.model.checks.state_values import score_at, sound_part
from decision_model.model.checks.weights import total_problems
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.considerations import Consideration
from decision_model.model.number_index import numbers, placed_numbers, value_address
from decision_model.model.numbers import LARGEST, TOLERANCE, Number
from decision_model.model.scores import bounds, case_with, extremes, number_scores, rules_read
from decision_model.model.steps import Event
from decision_model.model.tables import Chance, Rule, RuleTable

EndProblems = Iterator[tuple[End, Problem]]
_VARIED = ("parameters", "sequence", "considerations", "risk_tolerance", "interactions")
"""Sections whose ranges are tried; those of perspectives and what-ifs stand for another model's."""


def problems(model: CompiledRecord, solved: bool = True, wrong: Collection[Place] = ()) -> list[Problem]:
    """What breaks at an end of a range, or in between: a formula, a chance, a sum of chances, a weight, a score.

    Each end is reported once for each kind of problem. Ranges, chances and scores with a place in `wrong` are not
    checked again, nor numbers without a value; adjusted scores only where it is `solved` which cases can occur.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        values, _ = sound_values(model)
        model = sound_part(model, values)
        scores = (score_at(model, place, number, values, solved) for place, number in numbers(model))
        sound = frozenset(place for (place, _), score in zip(numbers(model), scores, strict=True) if score is not None)
        checks = _RangeChecks(model, wrong, solved, sound)
        ends = _ends(model, wrong, sound)
        problems_found = [*checks.problems(ends)]
        reported = {problem.place for problem in problems_found}
        inner = [end for end in _inner(model, ends) if not any(end.holds(place) for place in reported)]
        inner_problems = _first_of_each_place(checks.inner_problems(inner))
        return problems_found + [problem for problem in inner_problems if problem.place not in reported]


def _ends(model: CompiledRecord, wrong: Collection[Place], sound: Collection[Place]) -> list[End]:
    """The ends of the ranges, and of the distributions that none cuts off, of numbers that have a value."""
    return [
        End(place, value, which, number.range is None)
        for place, number in numbers(model)
        if place[0] in _VARIED and place in sound
        for value, which in zip(_limits(place, number, wrong), ("low", "high"), strict=False)
    ]


def _inner(model: CompiledRecord, ends: Sequence[End]) -> list[End]:
    """Values between the two ends of each number in which some formula may be no straight line, from low to high."""
    bent = bent_parameters(model)
    by_place = dict(numbers(model))
    return [
        replace(low, value=value, which="inner")
        for low, high in pairwise(ends)
        if low.place == high.place and _address(low.place) in bent
        for value in _values_between(by_place[low.place], low.value, high.value)
    ]


def _address(place: Place) -> str:
    """The address of a parameter, or of the value of a state; nothing for other numbers."""
    if place[0] == "parameters":
        return str(place[1])
    return value_address(str(place[1]), str(place[3])) if place[-1] == "value" else ""


def _values_between(number: Number, low: float, high: float) -> list[float]:
    """Even steps from one end of what a number may be to the other; where it has a few values only, these."""
    spread = number.distribution
    if spread is not None and spread.kind == "discrete":
        return sorted(value for value, _ in spread.points if low <= value <= high)
    return [low + (high - low) * step / STEPS for step in range(STEPS + 1)]


def _limits(place: Place, number: Number, wrong: Collection[Place]) -> tuple[float, ...]:
    """The two ends between which a number may lie; none where it is stated alone, or its statement is wrong."""
    if number.range is not None:
        return number.range if number.range[0] < number.range[1] and (*place, "range") not in wrong else ()
    if number.distribution is not None and (*place, "distribution") not in wrong:
        return number.distribution.ends
    return ()


@dataclass(frozen=True)
class _RangeChecks:
    """A model whose numbers are tried; `sound` are the places of the numbers that have a value."""

    model: CompiledRecord
    wrong: Collection[Place]
    solved: bool
    sound: frozenset[Place]

    def problems(self, ends: Sequence[End]) -> Problems:
        faults = {end: message for end in ends if (message := self.fault([end]))} if self.fault(ends) else {}
        yield from (end.problem(message) for end, message in faults.items())
        remaining = [end for end in ends if end not in faults]
        if not remaining:
            return
        varied = at_ends(self.model, remaining)
        yield from _first_of_each_end(self.chances(varied, remaining))
        yield from _first_of_each_end(self.weights(varied, remaining))
        yield from _first_of_each_end(self.scores(varied, remaining))
        yield from self.totals(varied, remaining)

    def inner_problems(self, inner: Sequence[End]) -> Problems:
        """Problems of values in between; what passes through 0 between two of them without ever being 0 included."""
        for _, points in groupby(inner, lambda end: end.place):
            points_of_number = [*points]
            problems_found = [*self.problems(points_of_number)]
            yield from problems_found or self.poles(points_of_number)

    def poles(self, inner: Sequence[End]) -> Problems:
        varied = at_ends(self.model, inner)
        pole = first_pole(varied, self.sound)
        if pole is not None:
            before, cause = pole
            value = (inner[before].value + inner[before + 1].value) / 2
            yield replace(inner[before], value=float(f"{value:.2g}")).problem(f"a formula divides by zero: {cause}.")

    def fault(self, ends: Sequence[End]) -> str:
        """Why some formula has no value at some end, or one too large; nothing if all have one."""
        try:
            varied = at_ends(self.model, ends)
            for place, number in numbers(varied):
                if place in self.sound and not is_ordinary(number_scores(varied, place, number)):
                    return f"a formula is larger than {LARGEST:g}: {shortened(str(self.formula(place)))}."
        except ArithmeticError as error:
            return no_value(error, "a formula")
        return ""

    def formula(self, place: Place) -> Number:
        return next(number for own_place, number in numbers(self.model) if own_place == place)

    def chances(self, varied: CompiledRecord, ends: Sequence[End]) -> EndProblems:
        for event in varied.events:
            for index, rule in enumerate(event.chance.rules):
                place: Place = ("sequence", event.name, "chance", index)
                sound = all((*place, outcome) in self.sound for outcome in rule.then.numbers)
                checked = (place, *((*place, outcome) for outcome in rule.then.outcomes))
                if sound and not any(part in self.wrong for part in checked):
                    yield from _chances_of_rule(varied, ends, event, index, rule)

    def weights(self, varied: CompiledRecord, ends: Sequence[End]) -> EndProblems:
        for place, number in numbers(varied):
            if (place[-1] == "weight" or place == ("risk_tolerance",)) and place in self.sound.difference(self.wrong):
                value = np.broadcast_to(number.at(varied.values), len(ends))
                for draw in np.flatnonzero(value < 0).tolist() if place[-1] == "weight" else ():
                    if ends[draw].place != place or ends[draw].drawn:
                        message = f"the weight of '{place[1]}' is {value[draw]:.10g}; weights are 0 or more."
                        yield ends[draw], ends[draw].problem(message)
                for draw in np.flatnonzero(value == 0).tolist() if place == ("risk_tolerance",) else ():
                    yield ends[draw], ends[draw].problem("the risk tolerance is 0, which has no meaning.")

    def scores(self, varied: CompiledRecord, ends: Sequence[End]) -> EndProblems:
        if not self.model.total_rule.has_weights:
            return
        for stated, base, leaf in zip(self.model.leaves, self.model.booked, varied.booked, strict=True):
            place: Place = ("considerations", leaf.name)
            if place in self.wrong or (*place, "scale") in self.wrong:
                continue
            if isinstance(leaf.scores, RuleTable):
                for index in rules_read(varied, leaf) if self.solved else range(len(leaf.scores.rules)):
                    rule = (*place, "scores", index)
                    if (*rule, "then") in self.sound and rule not in self.wrong:
                        yield from _score_at_ends(varied, ends, leaf, index)
            elif self.solved and not self.is_reported(place) and self.is_sound(stated):
                yield from self.adjusted(varied, ends, base, leaf)

    def is_sound(self, leaf: Consideration) -> bool:
        """Whether all numbers of its scores, if it has any, have a value."""
        return leaf.scores is not None and all(place in self.sound for place, _ in placed_numbers(leaf))

    def is_reported(self, leaf: Place) -> bool:
        """Whether an adjusted score is known to leave its scale as it is."""
        return (*leaf, "scores") in self.wrong or (*leaf, "scores", "start") in self.wrong

    def adjusted(
        self, varied: CompiledRecord, ends: Sequence[End], base: Consideration, leaf: Consideration
    ) -> EndProblems:
        """Only an end that moves some part of the score, and then perhaps too far, is looked at case by case."""
        bounds_of_score = [np.broadcast_to(bound, len(ends)) for bound in bounds(varied, leaf)]
        moves = np.zeros(len(ends), dtype=bool)
        for (place, before), (_, after) in zip(placed_numbers(base), placed_numbers(leaf), strict=True):
            base_scores = np.atleast_1d(number_scores(self.model, place, before))
            moves |= (_scores_at_ends(varied, place, after, len(ends)) != base_scores).any(axis=1)
        for draw in np.flatnonzero(moves).tolist():
            if all(score_off_scale(leaf, float(bound[draw])) is None for bound in bounds_of_score):
                continue
            at_end = at_ends(self.model, [ends[draw]])
            leaf_alone = next(other_leaf for other_leaf in at_end.leaves if other_leaf.name == leaf.name)
            for extreme in extremes(at_end, leaf_alone):
                if score_off_scale(leaf, extreme.score) is not None:
                    yield ends[draw], _off_scale(ends[draw], leaf, extreme.score, in_case(extreme.history))

    def totals(self, varied: CompiledRecord, ends: Sequence[End]) -> Problems:
        """Totals that are no sums must make sense as well."""
        if any(total_problems(self.model, self.model.values)) or not any(total_problems(varied, varied.values)):
            return
        for end in ends:
            at_end = at_ends(self.model, [end])
            for problem in [*total_problems(at_end, at_end.values)][:1]:
                yield end.problem(f"{place_name(problem.place)}: {problem.message}")


def _first_of_each_place(problems: Problems) -> Problems:
    places: set[Place] = set()
    for problem in problems:
        if problem.place not in places:
            places.add(problem.place)
            yield problem


def _first_of_each_end(problems: EndProblems) -> Problems:
    """The first problem of each end; those that stand elsewhere than at the range once for each place."""
    reported: set[End | Place] = set()
    for end, problem in problems:
        cause = end if end.holds(problem.place) else problem.place
        if cause not in reported:
            reported.add(cause)
            yield problem


def _chances_of_rule(
    varied: CompiledRecord, ends: Sequence[End], event: Event, index: int, rule: Rule[Chance]
) -> EndProblems:
    """Chances of one rule; where one of a set without `rest` is at an end itself, the others make room for it."""
    place: Place = ("sequence", event.name, "chance", index)
    which_rule = f" (rule {index + 1})" if len(event.chance.rules) > 1 else ""
    chances = {
        outcome: np.broadcast_to(number.at(varied.values), len(ends)) for outcome, number in rule.then.numbers.items()
    }
    whole = np.ones(len(ends), dtype=bool)
    for outcome, value in chances.items():
        off = (value < -TOLERANCE) | (value > 1 + TOLERANCE)
        whole &= ~off
        for draw in np.flatnonzero(off).tolist():
            message = f"the chance of '{outcome}' in '{event.name}'{which_rule} is {value[draw]:.10g}; "
            yield ends[draw], ends[draw].problem(f"{message}chances lie between 0 and 1.")
    total = sum(chances.values(), start=np.zeros(len(ends)))
    if rule.then.rest is None:
        off = whole & (np.abs(total - 1) > TOLERANCE)
        yield from _sums_not_one(place, ends, chances, np.where(off, total, np.nan))
        return
    for draw in np.flatnonzero(whole & (total > 1 + TOLERANCE)).tolist():
        message = f"the chances of '{event.name}'{which_rule} add up to {total[draw]:.10g}, "
        yield ends[draw], ends[draw].problem(f"{message}so nothing is left for '{rule.then.rest}'.")


def _sums_not_one(
    place: Place, ends: Sequence[End], chances: Mapping[str, np.ndarray], sums: np.ndarray
) -> EndProblems:
    """Sums (ends,) that are not 1, NaN where they are, at the ends of numbers that are none of the chances."""
    unmoved = [outcome for outcome, value in chances.items() if np.ptp(value) == 0] or [*chances]
    remedy = f"Write '{unmoved[-1]}: rest'." if unmoved else ""
    for end, total in zip(ends, sums.tolist(), strict=True):
        if end.place[:-1] != place and not isnan(total):
            message = f"with '{end.place[-1]}' at {end.value:.10g}, {_where_of(end)}, "
            message += f"the chances add up to {total:.10g}, not 1."
            yield end, Problem(place, message, remedy, code="chances-not-one-at-end")


def _where_of(end: End) -> str:
    if end.which == "inner":
        return end.where
    return f"the {end.which} end {'of what is drawn' if end.drawn else 'of its range'}"


def _score_at_ends(varied: CompiledRecord, ends: Sequence[End], leaf: Consideration, index: int) -> EndProblems:
    assert isinstance(leaf.scores, RuleTable)
    place, number = ("considerations", leaf.name, "scores", index, "then"), leaf.scores.rules[index].then
    for draw, scores in enumerate(_scores_at_ends(varied, place, number, len(ends))):
        score = score_off_scale(leaf, scores)
        if score is not None:
            case = case_with(varied, place, number, score)
            yield ends[draw], _off_scale(ends[draw], leaf, score, in_case(case))


def _scores_at_ends(varied: CompiledRecord, place: Place, number: Number, ends: int) -> np.ndarray:
    """The scores that a number gives at each end, (ends, cases): one case, or those of the steps that it names."""
    scores = np.asarray(number_scores(varied, place, number), dtype=float)
    if not varied.steps_in(number):
        return np.broadcast_to(scores, ends)[:, None]
    return scores.T if scores.ndim == 2 else np.broadcast_to(scores, (ends, len(scores)))


def _off_scale(end: End, leaf: Consideration, score: float, case: str = "") -> Problem:
    low, high = scale_ends(leaf)
    message = f"the score of '{leaf.name}' reaches {score:,.10g}{case}, outside its scale {low:,.10g} to {high:,.10g}."
    return end.problem(message)
