"""Checks of options and outcomes that are numbers, and of the formulas of scores that name their steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np

from decision_model.errors import Place, Problem, Problems
from decision_model.model.checks.number_values import at, is_ordinary, problems_of_value, sound_values
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.formulas import Constant
from decision_model.model.frozen_mapping import frozen
from decision_model.model.number_index import is_of_score, numbers
from decision_model.model.numbers import Draws, Number
from decision_model.model.record import Record
from decision_model.model.scores import number_scores
from decision_model.model.steps import Decision


def named(model: Record) -> Problems:
    """Formulas of scores name steps all of whose states have values; other formulas name none."""
    read: dict[str, None] = {}
    for place, number in numbers(model):
        for name in dict.fromkeys(number.references):
            if name not in model.steps:
                continue
            if name in model.parameters:
                yield from _two_meanings(model, place, name)
            elif not is_of_score(place):
                message = f"'{name}' is a step, and only scores can name one in a formula."
                remedy = "Name a parameter, or write a rule for each case."
                yield Problem(place, message, remedy, code="step-outside-scores")
            elif not model.steps[name].has_values:
                yield _without_values(model, place, name)
            else:
                read[name] = None
                yield from _stated(place, number, name)
    for name in read:
        yield from _incomplete(model, name)


def _two_meanings(model: Record, place: Place, name: str) -> Problems:
    if is_of_score(place) and model.steps[name].has_values:
        message = f"'{name}' is a parameter and a step with values, and the formula may mean either."
        yield Problem(place, message, "Give one of the two another name.", code="parameter-and-step")


def _without_values(model: Record, place: Place, name: str) -> Problem:
    step = model.steps[name]
    states = ", ".join(f"{state}: {{value: {place}00}}" for place, state in enumerate(step.state_names[:2], 1))
    kind = step.listed_under
    message = f"'{name}' is a step whose {kind} have no values, so it is no number."
    remedy = f"Give each of them one, such as {kind}: {{{states}}}, or write a rule for each."
    return Problem(place, message, remedy, code="step-without-values")


def _stated(place: Place, number: Number, name: str) -> Problems:
    for key, stated in (("range", number.range), ("distribution", number.distribution)):
        if stated is not None:
            message = f"a formula that names '{name}' has a value for each of its cases, and so no {key}."
            remedy = f"Give the {key} to the values, or to a parameter."
            yield Problem((*place, key), message, remedy, code="formula-of-step-stated")


def _incomplete(model: Record, name: str) -> Problems:
    step = model.steps[name]
    word = "option" if isinstance(step, Decision) else "outcome"
    for state in step.states:
        if state.value is None:
            message = f"the {word} '{state.name}' has no value, and a score names '{name}'."
            place: Place = ("sequence", name, step.listed_under, state.name)
            yield Problem(place, message, "Give it one, such as {value: 0}.", code="state-without-value")


def formulas(model: CompiledRecord) -> Problems:
    """Formulas that name steps have a value in every case to which they apply."""
    with np.errstate(over="ignore", invalid="ignore"):
        values, _ = sound_values(model)
        model = sound_part(model, values)
        for place, number in numbers(model):
            if model.steps_in(number) and _is_known(model, place, number, values):
                yield from problems_of_value(place, partial(number_scores, model, place, number))


def sound_part(model: CompiledRecord, values: Mapping[str, Draws]) -> CompiledRecord:
    """The model with 0 for those parameters that have no value, of which `values` has none either."""
    if len(values) == len(model.parameters):
        return model
    nothing = Number(Constant(0.0))
    sound = {name: each if name in values else replace(each, number=nothing) for name, each in model.parameters.items()}
    return model.renumbered(parameters=frozen(sound))


def score_at(
    model: CompiledRecord, place: Place, number: Number, values: Mapping[str, Draws], solved: bool = True
) -> Draws | None:
    """`at`, and where it is `solved` which cases occur the values, in all of them, of a formula that names steps."""
    if not solved or not model.steps_in(number):
        return at(number, values)
    if not _is_known(model, place, number, values):
        return None
    try:
        scores = number_scores(model, place, number)
    except ArithmeticError:
        return None
    return scores if is_ordinary(scores) else None


def _is_known(model: Record, place: Place, number: Number, values: Mapping[str, Draws]) -> bool:
    """Whether all that a formula names has values, so that only the formula itself may have none."""
    steps = model.steps_in(number)
    parameters = all(name in values for name in number.references if name not in steps)
    states = [state.value for name in steps for state in model.steps[name].states]
    known = parameters and all(value is not None and at(value, values) is not None for value in states)
    return known and is_of_score(place) and number.range is None and number.distribution is None
