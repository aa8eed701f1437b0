"""Checks of names: each is given once, and what a condition or a chance names exists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from decision_model.errors import Place, Problem, Problems, nearest
from decision_model.model.considerations import Consideration
from decision_model.model.grids import head_of
from decision_model.model.hues import HUES
from decision_model.model.numbers import Number
from decision_model.model.record import Record
from decision_model.model.steps import Decision, Event, Step
from decision_model.model.tables import Chance, Condition, Rule, RuleTable


def names(model: Record) -> Problems:
    """Something to decide or await and to weigh, every name once, every consideration scored."""
    if not model.sequence:
        yield Problem(("sequence",), "there is no step.", "Add at least one decision or event.", code="no-step")
    if not model.considerations:
        message = "there is nothing to weigh."
        yield Problem(("considerations",), message, "Add at least one consideration.", code="nothing-to-weigh")
    yield from _repeated("sequence", [step.name for step in model.sequence])
    yield from _repeated("considerations", [consideration.name for consideration in model.walk()])
    for step in model.sequence:
        yield from _states(step)
    yield from _colours(model)
    for consideration in model.walk():
        if consideration.considerations and consideration.scores is not None:
            message, remedy = "it has both scores and considerations of its own.", "A group is scored by its parts."
            yield Problem(("considerations", consideration.name), message, remedy, code="group-with-scores")
        if not consideration.considerations and consideration.scores is None:
            remedy = "Say how each outcome does on it, under 'scores'."
            yield Problem(("considerations", consideration.name), "it has no scores.", remedy, code="no-scores")


def _colours(model: Record) -> Problems:
    """What a picture is asked to draw in a colour that there is."""
    for step in model.decisions:
        for option in step.options:
            yield from _colour(("sequence", step.name, "options", option.name, "colour"), option.colour)
    for consideration in model.walk():
        yield from _colour(("considerations", consideration.name, "colour"), consideration.colour)


def _colour(place: Place, colour: str | None) -> Problems:
    if colour is not None and colour not in HUES:
        yield Problem(place, f"'{colour}' is no colour.", f"Write one of {', '.join(HUES)}.", code="unknown-colour")


def _repeated(section: str, names: Iterable[str]) -> Problems:
    for name, count in Counter(names).items():
        if count > 1:
            message = f"the name '{name}' is used {count} times."
            yield Problem((section, name), message, "Give each its own name.", code="name-repeated")


def _states(step: Step) -> Problems:
    kind = step.listed_under
    if not step.states:
        yield Problem(("sequence", step.name), f"it has no {kind}.", f"List its {kind}.", code="no-states")
    for name, count in Counter(step.state_names).items():
        if count > 1:
            message = f"'{name}' is listed {count} times."
            yield Problem(("sequence", step.name, kind, name), message, "Keep one.", code="state-repeated")


def conditions(model: Record) -> Iterator[tuple[Place, Condition]]:
    """Every condition of the model and where it stands."""
    for step in model.sequence:
        place: Place = ("sequence", step.name)
        yield (*place, "only_if"), step.only_if
        if isinstance(step, Decision):
            for option in step.options:
                yield (*place, "options", option.name, "only_if"), option.only_if
        else:
            for number, rule in enumerate(step.chance.rules):
                yield (*place, "chance", number, "when"), rule.when
    for leaf in model.leaves:
        yield from (((*place, "when"), rule.when) for place, rule in score_rules(leaf))


def score_rules(leaf: Consideration) -> Iterator[tuple[Place, Rule[Number]]]:
    """The rules or adjustments of a leaf's scores and where they stand."""
    if leaf.scores is None:
        return
    place: Place = ("considerations", leaf.name, "scores")
    if isinstance(leaf.scores, RuleTable):
        yield from (((*place, number), rule) for number, rule in enumerate(leaf.scores.rules))
    else:
        yield from (((*place, "adjust", number), rule) for number, rule in enumerate(leaf.scores.adjustments))


def references(model: Record) -> Problems:
    """Steps, options and outcomes that conditions and chances name must exist."""
    misnamed: set[Place] = set()
    for place, table in laid_out(model):
        layout_problems = [*_layout(model, place, table.layout or ())]
        misnamed |= {place} if layout_problems else set()
        yield from layout_problems or _incomplete(model, place, table)
    for place, condition in conditions(model):
        if place[:3] not in misnamed:
            yield from check_condition(model, place, condition)
    for decision in model.decisions:
        for name in decision.knows or ():
            if name not in model.steps:
                yield unknown(("sequence", decision.name, "knows", name), "step", name, model.steps)
    for event in model.events:
        for number, rule in enumerate(event.chance.rules):
            yield from _outcomes(event, ("sequence", event.name, "chance", number), rule.then)


def laid_out(model: Record) -> Iterator[tuple[Place, RuleTable[Any]]]:
    """The rule tables that are laid out as tables, and where each stands."""
    for event in model.events:
        if event.chance.layout is not None:
            yield ("sequence", event.name, "chance"), event.chance
    for leaf in model.leaves:
        if isinstance(leaf.scores, RuleTable) and leaf.scores.layout is not None:
            yield ("considerations", leaf.name, "scores"), leaf.scores


def _layout(model: Record, place: Place, layout: tuple[str, ...]) -> Problems:
    """The steps whose states head rows and columns exist, each once."""
    for index, name in enumerate(layout):
        if name not in model.steps:
            yield unknown((*place, name), "step", name, model.steps)
        elif name in layout[:index]:
            message = f"'{name}' heads the table twice."
            yield Problem((*place, name), message, "Name another step.", code="layout-step-repeated")


def _incomplete(model: Record, place: Place, table: RuleTable[Any]) -> Problems:
    """A table without a rule for all other cases has a cell for each combination of states of its steps."""
    assert table.layout is not None
    states = [model.steps[name].state_names for name in table.layout]
    heads = {head_of(table, number) for number in range(len(table.rules))}
    is_misspelt = any(state not in names for head in heads for state, names in zip(head, states, strict=False))
    if () in heads or is_misspelt:
        return
    for row in product(*states[:-1]):
        missing = [state for state in states[-1] if (*row, state) not in heads]
        if not missing:
            continue
        cells = " and ".join(missing)
        message = f"the row '{', '.join(row)}' has no cell for {cells}."
        if not row or len(missing) == len(states[-1]):
            message = f"the table has no row for {', '.join(row) or cells}."
        remedy = "Add what is missing, or 'otherwise' below the table for all cases without a cell."
        yield Problem((*place, "table", *row), message, remedy, code="cell-missing")


def check_condition(model: Record, place: Place, condition: Condition) -> Problems:
    """Names and states that a condition mentions must exist."""
    for alternative in condition.alternatives:
        for name, states in alternative.items():
            if name not in model.steps:
                yield unknown((*place, name), "step", name, model.steps)
                continue
            for state in states:
                yield from check_state(model, (*place, name), name, state)


def check_state(model: Record, place: Place, name: str, state: str) -> Problems:
    """`state` must be an option or outcome of the step `name`, which exists."""
    step = model.steps[name]
    if state not in step.state_names:
        kind = "option" if isinstance(step, Decision) else "outcome"
        yield unknown(place, f"{kind} of '{name}'", state, step.state_names)


def unknown(place: Place, kind: str, name: str, known: Iterable[str]) -> Problem:
    """The problem of a name that nothing has."""
    article = "an" if kind[0] in "aeiou" else "a"
    return Problem(place, f"'{name}' is not {article} {kind}.", nearest(name, known), code="unknown-name")


def _outcomes(event: Event, place: Place, chance: Chance) -> Problems:
    for outcome in chance.outcomes:
        if outcome not in event.state_names:
            yield unknown((*place, outcome), f"outcome of '{event.name}'", outcome, event.state_names)
