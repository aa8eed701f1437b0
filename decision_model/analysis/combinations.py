"""What analyses compare: combinations of options of some decisions, each taken wherever it is on offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import TypeVar

import numpy as np

from decision_model.analysis.choice.solve import Solution, solve
from decision_model.analysis.given_plan import GIVEN_PLAN
from decision_model.errors import ModelError, Problem, nearest
from decision_model.model import Decision, DecisionModel, Option
from decision_model.model.labels import state_labels, step_labels
from decision_model.solver.forced_choices import forced_totals
from decision_model.solver.policy_evaluation import best_branch, expected_values
from decision_model.solver.progress import each
from decision_model.words.names import quoted
from decision_model.words.sentences import listed

Kept = TypeVar("Kept")

MOST = 2_000
"""Combinations above which a comparison is refused."""
MOST_NAMED = 3
"""Decisions that are named in a sentence at most."""


@dataclass(frozen=True)
class Combination:
    """Options taken together; `options` maps each decision to its option, or to None.

    None is where it does not arise, and at decisions that follow a given plan, which nothing else is put in place of.

    `needs` holds choices at other decisions without which these options would never be on offer.
    """

    options: Mapping[str, str | None]
    title: str
    needs: Mapping[str, str] = field(default_factory=dict)

    def of(self, model: DecisionModel) -> DecisionModel:
        """The model, or a variation of it, with these options forced and the other decisions best."""
        chosen = {name: option for name, option in self.options.items() if option is not None}
        return model.varied(choose={**self.needs, **chosen})


@dataclass(frozen=True)
class Excluded:
    """A combination that can never be taken, and why."""

    options: Mapping[str, str]
    title: str
    reason: str


def combinations(
    model: DecisionModel, by: Sequence[str] | None = None
) -> tuple[tuple[Combination, ...], tuple[Excluded, ...]]:
    """Combinations of the decisions `by` (default: all) that can be taken, in file order, and those that cannot.

    What the model forces, as a what-if may, is left as it is. Those that differ only in a decision that does not arise
    are one. Raises ModelError for names that are no decisions and for more than 2,000 combinations.
    """
    names = tuple(by) if by else tuple(decision.name for decision in model.decisions)
    _check(model, names)
    return model.once((combinations, names), lambda: _combinations(model, names))


def _combinations(model: DecisionModel, names: tuple[str, ...]) -> tuple[tuple[Combination, ...], tuple[Excluded, ...]]:
    possible: dict[tuple[str | None, ...], Combination] = {}
    excluded = []
    open_names = [name for name in names if name not in model.followed]
    states_of_each = product(*(model.steps[name].state_names for name in open_names))
    cases = [dict(zip(open_names, states, strict=True)) for states in states_of_each]
    found = each("Seeing which combinations can be taken", lambda chosen: _needed(model, chosen), cases)
    for chosen, (needs, taken) in zip(cases, found, strict=True):
        reason = _reason(model, chosen, taken) or _ruled_out(model, chosen, taken)
        if reason:
            excluded.append(Excluded(chosen, title(model, chosen), reason))
            continue
        options = {name: chosen[name] if taken.get(name) else None for name in names}
        possible.setdefault(tuple(options.values()), Combination(options, title(model, options), needs))
    return tuple(possible.values()), tuple(excluded)


def _needed(model: DecisionModel, chosen: Mapping[str, str]) -> tuple[Mapping[str, str], dict[str, frozenset[str]]]:
    """What other decisions must choose for the chosen options to be taken (the best such way), and what is then taken.

    Left to themselves, the other decisions may be best where a chosen option is not on offer or never comes up.
    """
    if all(_is_always_open(model, name) for name in chosen):
        return {}, {name: frozenset((option,)) for name, option in chosen.items()}
    free = [decision for decision in model.decisions if decision.name not in {*chosen, *model.followed}]
    base = _taken(solve(model.varied(choose=chosen)), tuple(chosen))
    most = _followed(chosen, base)
    if not free or most == len(chosen) or prod(len(decision.options) for decision in free) > MOST:
        return {}, base
    sign = -1.0 if model.better == "lower" else 1.0
    best: tuple[tuple[int, float], Mapping[str, str], dict[str, frozenset[str]]] = ((most, np.inf), {}, base)
    for states in product(*(decision.state_names for decision in free)):
        needs = {decision.name: state for decision, state in zip(free, states, strict=True)}
        solution = solve(model.varied(choose={**needs, **chosen}))
        taken = _taken(solution, tuple(chosen))
        rating = (_followed(chosen, taken), sign * float(solution.total))
        if rating > best[0]:
            best = (rating, needs, taken)
    return best[1], best[2]


def _is_always_open(model: DecisionModel, name: str) -> bool:
    """Whether a decision arises in every history with all its options on offer, so that a forced one is taken."""
    level = model.structure.levels[model.position[name]]
    return not level.can_be_absent and not model.withheld.get(name) and bool((level.children >= 0).all())


def _followed(chosen: Mapping[str, str], taken: Mapping[str, frozenset[str]]) -> int:
    """How many of the chosen options are taken somewhere."""
    return sum(option in taken[name] for name, option in chosen.items())


NO_DECISION = "There is no decision to compare options of."


def decided_now(model: DecisionModel) -> tuple[str, ...]:
    """The decisions that stand before the first event: what has to be chosen now. All, when an event comes first."""
    names = []
    for step in model.sequence:
        if not isinstance(step, Decision):
            break
        names.append(step.name)
    return tuple(names) or tuple(decision.name for decision in model.decisions)


def later_choices(model: DecisionModel, names: Sequence[str]) -> str:
    """How decisions are taken that are not among those compared, as a sentence; empty where none is left open."""
    heads = step_labels(model)
    steps = [step for step in model.decisions if step.name not in names and step.name not in model.forced]
    later = [quoted(heads[step.name]) for step in steps if len(step.options) > 1]
    if not later:
        return ""
    best = "is best at the weights of the file" if model.total_rule.has_weights else "makes the best total"
    decided = "is decided" if len(later) == 1 else "are decided"
    which = "it" if len(later) == 1 else "them"
    return f"{listed(later, most=MOST_NAMED)} {decided} as {best}; to compare other choices there, name {which} too"


def totals(model: DecisionModel, compared: Sequence[Combination]) -> np.ndarray:
    """Each combination's total in a model (which may hold draws): (combinations,) or (combinations, draws)."""
    return forced_totals(model, [option.of(model) for option in compared])


def total_key(options: Mapping[str, str | None]) -> str:
    """The key of a column of totals: options in the order of their decisions, '-' where one does not arise."""
    return ".".join(["total", *(option or "-" for option in options.values())])


def each_solved(model: DecisionModel, compared: Sequence[Combination], keep: Callable[[Solution], Kept]) -> list[Kept]:
    """What is to be kept of the solution of each combination; the solutions themselves, as large as trees, are not."""
    return each("Solving each combination", lambda option: keep(solve(option.of(model))), compared)


def expected_merits(plan: Solution) -> np.ndarray:
    """(leaves,): what a plan comes to on each scored consideration, on average; more is better.

    In points of 0..100, for sums in the unit; negative where less is better.
    """
    model = plan.model
    whole = 100.0 if model.total_rule.linear_in_weights else 1.0
    sign = -1.0 if model.better == "lower" else 1.0
    return sign * whole * expected_values(plan.rollback, plan.sweep, plan.reach)


def title(model: DecisionModel, chosen: Mapping[str, str | None], short: bool = False) -> str:
    """The options' labels, or their `short` ones; with their decision's where two options are called the same."""
    return _joined(state_labels(model, chosen, short), chosen) or GIVEN_PLAN


def apart(model: DecisionModel, compared: Sequence[Mapping[str, str | None]], short: bool = False) -> tuple[str, ...]:
    """A title for each of some choices of options, by the decisions at which they differ: what all share is dropped.

    ‘Bilateral’ and ‘Quadripartite’, not ‘Bilateral, Berlin’ and ‘Quadripartite, Berlin’. The whole titles where a
    choice would be left without any option, or where the rest no longer tells them apart.
    """
    names = list(dict.fromkeys(name for chosen in compared for name in chosen))
    labels = state_labels(model, names, short)
    differ = [name for name in names if len({chosen.get(name) for chosen in compared}) > 1]
    whole = tuple(_joined(labels, chosen) or GIVEN_PLAN for chosen in compared)
    brief = tuple(_joined(labels, {name: chosen.get(name) for name in differ}) for chosen in compared)
    return brief if all(brief) and len(set(brief)) == len(set(whole)) else whole


def _joined(labels: Mapping[tuple[str, str], str], chosen: Mapping[str, str | None]) -> str:
    return ", ".join(labels[name, option] for name, option in chosen.items() if option is not None)


def _check(model: DecisionModel, names: Sequence[str]) -> None:
    decisions = [decision.name for decision in model.decisions]
    twice = next((name for place, name in enumerate(names) if name in names[:place]), None)
    if twice is not None:
        raise ModelError([Problem(("by",), f"'{twice}' is named twice.", "Name each decision once.")])
    unknown = [name for name in names if name not in decisions]
    if unknown or not names:
        problems = [Problem(("by",), f"'{name}' is not a decision.", nearest(name, decisions)) for name in unknown]
        raise ModelError(problems or NO_DECISION)
    count = prod(len(model.steps[name].states) for name in names)
    if count > MOST:
        problem = f"there are {count:,} combinations; the limit is {MOST:,}."
        raise ModelError([Problem(("by",), problem, "Name fewer decisions.")])


def _taken(solution: Solution, names: Sequence[str]) -> dict[str, frozenset[str]]:
    """For each decision the options that the policy takes, over all histories it can reach."""
    taken: dict[str, frozenset[str]] = dict.fromkeys(names, frozenset())
    for index, options in solution.sweep.choices.items():
        step = solution.rollback.levels[index].step
        if step.name in taken:
            options = options[:, : len(step.states)]
            arises = (solution.reach[index] > 0) & np.isfinite(options).any(axis=1)
            branches = np.unique(best_branch(options[arises])).tolist()
            taken[step.name] |= {step.state_names[branch] for branch in branches}
    return taken


def _reason(model: DecisionModel, chosen: Mapping[str, str], taken: Mapping[str, frozenset[str]]) -> str:
    """Why a combination can never be taken; empty when it can."""
    for name, option in chosen.items():
        if not taken[name] or option in taken[name]:
            continue
        labels = state_labels(model, chosen)
        label = quoted(labels[name, option])
        if option in model.withheld.get(name, ()):
            return f"{label} is taken off the table"
        at_odds = [quoted(labels[decision, chosen[decision]]) for decision in _at_odds(model, name, option, chosen)]
        return f"{label} is not on offer" + (f" with {listed(at_odds)}" if at_odds else " in any history that arises")
    return ""


def _ruled_out(model: DecisionModel, chosen: Mapping[str, str], taken: Mapping[str, frozenset[str]]) -> str:
    """Which option that the model forces is on offer in place of one of these; empty where none is."""
    for name, option in chosen.items():
        forced = model.forced.get(name, option)
        if forced == option or not taken[name]:
            continue
        instead = solve(model.varied(choose={**chosen, name: forced}))
        if forced in _taken(instead, (name,))[name]:
            labels = state_labels(model, chosen)
            return f"{quoted(labels[name, option])} is ruled out by the choice of {quoted(labels[name, forced])}"
    return ""


def _at_odds(model: DecisionModel, name: str, option: str, chosen: Mapping[str, str]) -> list[str]:
    """The decisions whose chosen options the option's condition does not admit."""
    state = model.steps[name].state(option)
    assert isinstance(state, Option)
    others = dict.fromkeys(
        decision
        for alternative in state.only_if.alternatives
        for decision, states in alternative.items()
        if decision in chosen and chosen[decision] not in states
    )
    return list(others)
