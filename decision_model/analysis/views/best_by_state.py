"""States of the world: what each option is worth once some events have turned out, every later choice knowing them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from decision_model.analysis.combinations import Combination
from decision_model.analysis.time.perfect_information import FORESEEN, causes, knowing, told_of_all
from decision_model.errors import ModelError, Problem, nearest
from decision_model.model import DecisionModel
from decision_model.model.labels import state_labels, step_labels
from decision_model.solver.rollback import Rollback, Sweep

MOST = 1_000
"""States above which a table of them is refused."""

State = tuple[str | None, ...]
"""An outcome for each event, None where the event does not arise."""


@dataclass(frozen=True, eq=False)
class States:
    """`totals` (options, states) and the `chances` (states,) of states that can happen, in file order."""

    events: tuple[str, ...]
    names: tuple[State, ...]
    titles: tuple[str, ...]
    chances: np.ndarray
    totals: np.ndarray


def states(model: DecisionModel, compared: Sequence[Combination], events: Sequence[str]) -> States:
    """The total of each option in every joint outcome of some events, the other decisions best in knowledge of it.

    Events not named keep their chances. Raises ModelError for names that are no events, for events whose chances
    depend on a decision, and for more than 1,000 states.
    """
    _check(model, events)
    first = model.decisions[0].name
    hidden = [name for name in events if model.position[name] > model.position[first]]
    foreseen_model = knowing(model, hidden, first) if hidden else model
    foreseen_events = [name + FORESEEN if name + FORESEEN in foreseen_model.steps else name for name in events]
    foreseen_model = told_of_all(foreseen_model, foreseen_events)
    totals_by_state = [_totals(combination.of(foreseen_model), foreseen_events) for combination in compared]
    names = [state for state in _in_order(foreseen_model, foreseen_events) if state in totals_by_state[0]]
    chances = np.array([totals_by_state[0][state][0] for state in names])
    totals = np.array([[option[state][1] for state in names] for option in totals_by_state])
    return States(tuple(events), tuple(names), tuple(_title(model, events, s) for s in names), chances, totals)


def _check(model: DecisionModel, events: Sequence[str]) -> None:
    event_names = [event.name for event in model.events]
    problems = [
        Problem(("over", name), f"'{name}' is not an event.", nearest(name, event_names))
        for name in events
        if name not in event_names
    ]
    for name in (event for event in events if event in event_names):
        decisions = causes(model, name)
        if decisions:
            message = (
                f"its chances depend on the decision '{decisions[0]}', so how it turns out is no state of the world."
            )
            problems.append(Problem(("over", name), message, "Name an event that no decision influences."))
    count = prod(len(model.steps[name].states) for name in events if name in event_names)
    if count > MOST:
        problems.append(Problem(("over",), f"there are {count:,} states; the limit is {MOST:,}.", "Name fewer events."))
    if problems:
        raise ModelError(problems)


def _in_order(model: DecisionModel, events: Sequence[str]) -> Iterator[State]:
    """Every joint outcome in file order, the last event changing fastest."""
    outcomes: list[State] = [()]
    for name in events:
        outcomes = [(*before, state) for before in outcomes for state in (*model.steps[name].state_names, None)]
    yield from outcomes


def _title(model: DecisionModel, events: Sequence[str], state: State) -> str:
    heads, labels = step_labels(model), state_labels(model, events)
    return ", ".join(
        f"{heads[name]} does not arise" if outcome is None else labels[name, outcome]
        for name, outcome in zip(events, state, strict=True)
    )


def _totals(model: DecisionModel, events: Sequence[str]) -> dict[State, tuple[float, float]]:
    """For each state that can happen its chance and the expected total given it."""
    rollback = Rollback(model)
    depth = 1 + max(model.position[name] for name in events)
    cases_by_state: dict[State, list[tuple[float, float]]] = {}
    for history, chance, total in _histories(rollback, rollback.sweep(keep=True), depth):
        cases_by_state.setdefault(tuple(history.get(name) for name in events), []).append((chance, total))
    return {state: _mean(cases) for state, cases in cases_by_state.items()}


def _mean(cases: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The chance of any of the cases, and their mean total; that of a single case as it is."""
    chances, totals = np.array(cases).T
    return float(chances.sum()), float(totals[0] if len(cases) == 1 else (chances * totals).sum() / chances.sum())


def _histories(rollback: Rollback, sweep: Sweep, depth: int) -> Iterator[tuple[dict[str, str], float, float]]:
    """Every history of the first events: what happened, its chance, and the rolled-back total."""
    stack: list[tuple[int, int, dict[str, str], float, float]] = [(0, 0, {}, 1.0, float(np.asarray(rollback.offset)))]
    while stack:
        index, node, history, chance, booked = stack.pop()
        if index == depth:
            yield history, chance, booked + rollback.sign * float(sweep.values[index][node])
            continue
        level, added = rollback.levels[index], rollback.booked_totals(index)
        table, rows = rollback.chance_table(index)
        for branch, child in enumerate(level.children[node].tolist()):
            share = float(table[branch, rows[node]])
            if child < 0 or share == 0.0:
                continue
            names = level.step.state_names
            after = {**history, level.step.name: names[branch]} if branch < len(names) else history
            row = 0.0
            if added is not None and level.booking is not None:
                row = float(added[level.booking.row[node, branch]])
            stack.append((index + 1, child, after, chance * share, booked + row))
