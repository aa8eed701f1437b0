"""Mistakes that people make in working out a decision, each computed: what a wrong way of reckoning comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from decision_model.analysis.time.perfect_information import reports, unknown_until_the_end
from decision_model.courses.quiz.ground import Ground
from decision_model.errors import ModelError
from decision_model.model import Consideration, DecisionModel
from decision_model.model.compile.compiled import Level
from decision_model.model.formulas import Constant
from decision_model.model.labels import number_labels
from decision_model.solver import criteria
from decision_model.solver.criteria import AtEvent, BestOption, Branches, Cut
from decision_model.solver.rollback import TIE, Rollback
from decision_model.words.names import quoted

CERTAIN = "That comes of taking the likeliest outcome of every event for certain, as if nothing else could happen."
EVEN = "That comes of averaging outcomes without their chances, as if all were equally likely."
BEST_CASE = "That comes of looking at the best case alone (maximax), as if chance always did us a favour."
WORST_CASE = "That comes of looking at the worst case alone (maximin), however unlikely that is."
ANY_LATER = "That comes of forgetting that later decisions will be chosen best: it averages over their options."
EQUAL = "That comes of weighing all considerations equally, whatever their weights."
ADDED = (
    "That comes of adding the considerations up by their weights, as if what one gives did not depend on the others."
)
NEWS = "That comes of forgetting the news: later decisions are taken as if {title} said nothing."
MEAN = "That comes of leaving out caution: it is the expected total, from which risk is not taken off."
WITHOUT = "without "
"""How the names of mistakes begin in which a consideration is left out."""
LEFT_OUT = "That comes of leaving out {title}."
MOST_COSTS = 4
"""Numbers that are left out, one at a time, at most."""
ONE_ALONE = "That comes of looking at {title} alone."


def likeliest(branches: Branches, _draws: Cut = None) -> np.ndarray:
    """The value of the likeliest outcome, of equally likely ones the first: (nodes,)."""
    most, value = branches[0]
    for chance, column in branches[1:]:
        ahead = chance > most + TIE
        most, value = np.where(ahead, chance, most), np.where(ahead, column, value)
    return value


def even(branches: Branches, _draws: Cut = None) -> np.ndarray:
    """The mean of the outcomes that can happen, all alike: (nodes,)."""
    count: np.ndarray | float = 0.0
    added: np.ndarray | float = 0.0
    for chance, column in branches:
        possible = np.greater(chance, 0)
        count, added = count + possible, added + np.where(possible, column, 0.0)
    return np.asarray(added / np.maximum(count, 1))


@dataclass(frozen=True)
class AnyOption:
    """The mean of the options on offer at levels from `first` on, the best before: (nodes,)."""

    model: DecisionModel
    first: int

    def __call__(self, index: int, level: Level, columns: Iterator[np.ndarray]) -> tuple[np.ndarray, list[np.ndarray]]:
        best, options = BestOption(self.model)(index, level, columns)
        if index < self.first:
            return best, options
        count: np.ndarray | float = 0.0
        added: np.ndarray | float = 0.0
        for option in options:
            offered = np.isfinite(option)
            count, added = count + offered, added + np.where(offered, option, 0.0)
        return np.asarray(added / np.maximum(count, 1)), options


@dataclass(frozen=True)
class Mistake:
    """A wrong way of reckoning: a sentence that names it, and how a model is rolled back by who makes it."""

    name: str
    sentence: str
    rollback: Callable[[DecisionModel], Rollback]

    def total(self, model: DecisionModel) -> float:
        """What a model comes to in this way."""
        return float(np.asarray(self.rollback(model).total()))


def mistakes(ground: Ground) -> tuple[Mistake, ...]:
    """All wrong ways that make sense of a model, the most common first."""
    model = ground.model
    found = [*_of_chance(ground)] if model.events and not ground.forgets else []
    if model.total_rule.has_weights and len(model.leaves) > 1:
        found += [] if model.total_rule.adds_up else [_in_copy("added", ADDED, _plainly_added)]
        found.append(_in_copy("equal", EQUAL, _equally_weighed))
    if len(model.leaves) > 1:
        found += [left for leaf in ground.model.leaves if (left := _without(ground, leaf))]
    elif not model.total_rule.has_weights:
        found += _without_costs(ground)
    return tuple(found)


def _of_chance(ground: Ground) -> Iterator[Mistake]:
    yield _at_events("likeliest", CERTAIN, likeliest)
    yield _at_events("even", EVEN, even)
    yield _at_events("best", BEST_CASE, criteria.best)
    yield _at_events("worst", WORST_CASE, criteria.worst)
    if ground.is_averse:
        yield _at_events("mean", MEAN, criteria.mean)
    later = [step for step in ground.model.decisions if ground.model.position[step.name] > ground.first_event]
    if later:
        first = ground.first_event
        yield Mistake("any", ANY_LATER, lambda model: Rollback(model, at_decision=AnyOption(model, first)))
        for report in reports(ground.model):
            sentence = NEWS.format(title=quoted(ground.steps[report]))
            yield _in_copy(f"news {report}", sentence, partial(unknown_until_the_end, event=report))


def _at_events(name: str, sentence: str, at_event: AtEvent) -> Mistake:
    return Mistake(name, sentence, lambda model: Rollback(model, at_event=at_event))


def _in_copy(name: str, sentence: str, changed: Callable[[DecisionModel], DecisionModel]) -> Mistake:
    return Mistake(name, sentence, lambda model: Rollback(changed(model)))


def _plainly_added(model: DecisionModel) -> DecisionModel:
    """The same weights as plain shares of a sum."""
    return model if model.total_rule.adds_up else model.replaced(combine="weighted", interactions=())


def _equally_weighed(model: DecisionModel) -> DecisionModel:
    return _plainly_added(model).varied(weights={each.name: 1.0 for each in model.walk()})


def _without(ground: Ground, leaf: Consideration) -> Mistake | None:
    """Leaving a consideration out; None where that cannot be told from the file."""
    sentence = LEFT_OUT.format(title=quoted(ground.considerations[leaf.name]))
    model = ground.model
    if model.total_rule.linear_in_weights:
        sentence = f"{sentence.rstrip('.')}, the others sharing its weight."
        return _in_copy(f"{WITHOUT}{leaf.name}", sentence, lambda model: model.varied(shares={leaf.name: 0.0}))
    if model.total_rule.has_weights:
        return None
    start = f"{leaf.name}.scores"
    own = [address for address in model.numbers if address == start or address.startswith(f"{start}.")]
    if not own:
        return None
    nothing = dict.fromkeys(own, 0.0)
    return _in_copy(f"{WITHOUT}{leaf.name}", sentence, lambda model: model.varied(numbers=nothing))


def _without_costs(ground: Ground) -> list[Mistake]:
    """Leaving out one number of the scores that makes the best total worse: a cost that is forgotten.

    One without which nothing is left at all is none that anybody forgets.
    """
    model = ground.model
    scores = [each for each in model.numbers.values() if each.kind == "score"]
    used = {name for each in scores for name in each.number.references if name in model.parameters}
    own = [each.address for each in scores if isinstance(each.number.formula, Constant)]
    total, found = float(np.asarray(ground.solution.total)), []
    for address in [*(name for name in model.parameters if name in used), *own]:
        title = quoted(number_labels(model)[address])
        nothing = partial(DecisionModel.varied, numbers={address: 0.0})
        mistake = _in_copy(f"{WITHOUT}{address}", LEFT_OUT.format(title=title), nothing)
        value = total_of(mistake, model)
        if value is not None and abs(value) > ground.clear and ground.sign * (value - total) > ground.clear:
            found.append((abs(value - total), mistake))
    largest = sorted(found, key=lambda pair: -round(pair[0], 9))[:MOST_COSTS]
    return [mistake for _, mistake in largest]


def total_of(mistake: Mistake, model: DecisionModel) -> float | None:
    """What a model comes to in a wrong way; None where that way makes no sense of it."""
    try:
        return mistake.total(model)
    except ModelError:
        return None
