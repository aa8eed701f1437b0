"""Copies of a model with other numbers: parameters, weights, any number by its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from decision_model.errors import ModelError, Problem
from decision_model.model import number_index, weight_shares
from decision_model.model.checks import numbers as checks_of_numbers
from decision_model.model.checks import scores as checks_of_scores
from decision_model.model.checks import weights as checks_of_weights
from decision_model.model.checks.names import unknown
from decision_model.model.checks.number_values import value_problems
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.considerations import Consideration
from decision_model.model.formulas import Draws
from decision_model.model.frozen_mapping import frozen
from decision_model.model.numbers import Number, NumberLike, number

RISK_TOLERANCE = "risk_tolerance"
"""Its address."""

M = TypeVar("M", bound=CompiledRecord)


def require_one_length(model: M, changes: Mapping[str, NumberLike]) -> None:
    """Arrays of draws must all have one length, those that the model already holds included."""
    sizes = {name: number(value).draws for name, value in changes.items()}
    if not any(sizes.values()):
        return
    sizes |= {".".join(map(str, place)): number_held.draws for place, number_held in number_index.numbers(model)}
    lengths = {size: name for name, size in sizes.items() if size}
    if len(lengths) > 1:
        lengths_found = " and ".join(f"{size} for '{name}'" for size, name in sorted(lengths.items()))
        message = f"arrays of draws differ in length: {lengths_found}."
        raise ModelError([Problem(("draws",), message, "Give all of them one length.", code="draws-differ-in-length")])


def with_parameters(model: M, changes: Mapping[str, NumberLike]) -> M:
    """Other values for parameters; a value may leave the stated range, chances and scales are checked again."""
    changed = dict(model.parameters)
    for name, value in changes.items():
        old = changed[name]
        changed[name] = replace(old, number=_restated(old.number, value))
    varied = model.renumbered(parameters=frozen(changed))
    _refuse_unknown(varied, changes)
    _recheck(varied)
    return varied


def _refuse_unknown(varied: CompiledRecord, changes: Mapping[str, NumberLike]) -> None:
    """Raise ModelError where formulas that were given name what is no parameter."""
    problems = [] if _plain(changes) else [*checks_of_numbers.references(varied)]
    if problems:
        raise ModelError(problems)


def _plain(changes: Mapping[str, NumberLike]) -> bool:
    """Whether nothing is set to a formula, nor to a Number with a range or a basis of its own: no name can be wrong."""
    return not any(isinstance(value, str | Number) for value in changes.values())


def with_numbers(model: M, changes: Mapping[str, NumberLike]) -> M:
    """Other values for any numbers, by address; chances, weights and scales are checked again."""
    known = model.numbers
    if RISK_TOLERANCE in changes and RISK_TOLERANCE not in known:
        rest = {name: value for name, value in changes.items() if name != RISK_TOLERANCE}
        return with_numbers(with_risk_tolerance(model, changes[RISK_TOLERANCE]), rest)
    problems = [unknown(("numbers", name), "number of the model", name, known) for name in changes if name not in known]
    if problems:
        raise ModelError(problems)
    parameters = {name: value for name, value in changes.items() if known[name].kind == "parameter"}
    others = {known[n].place: _restated(known[n].number, value) for n, value in changes.items() if n not in parameters}
    if others:
        changed = number_index.renumbered(model, others)
        if not _plain(changes):
            _refuse_unknown(model.replaced(**changed), changes)
        of_steps = any(model.steps_in(number) for number in others.values())
        model = model.replaced(**changed) if of_steps else model.renumbered(**changed)
        if not parameters:
            _recheck(model, scores=any(known[name].kind in ("score", "value") for name in changes))
    return with_parameters(model, parameters) if parameters else model


def with_risk_tolerance(model: M, value: NumberLike) -> M:
    """Another risk tolerance, also where the model has none; raises ModelError for 0."""
    old = model.risk_tolerance
    model = model.renumbered(risk_tolerance=number(value) if old is None else _restated(old, value))
    _refuse_unknown(model, {RISK_TOLERANCE: value})
    _recheck(model, scores=False)
    return model


def _recheck(model: M, scores: bool = True) -> None:
    problems = [*checks_of_numbers.problems(model, ranges=False)]
    if not problems and scores:
        problems = [*checks_of_scores.problems(model)]
    if problems:
        raise ModelError(problems)


def with_weights(model: M, changes: Mapping[str, NumberLike]) -> M:
    """Other local weights for considerations; raises ModelError for unknown names and negative weights."""
    names = [consideration.name for consideration in model.walk()]
    problems = [unknown(("weights", name), "consideration", name, names) for name in changes if name not in names]
    if changes and not model.total_rule.has_weights:
        message = "with 'combine: sum' there are no weights to change."
        problems.append(Problem(("weights",), message, code="no-weights-to-change"))
    if not problems:
        model = model.renumbered(
            considerations=tuple(_reweighted(consideration, changes) for consideration in model.considerations)
        )
        _refuse_unknown(model, changes)
        values = model.values
        for name, value in changes.items():
            problems += value_problems(("weights", name), number(value), values, is_weight=True)
        problems = problems or [*checks_of_weights.total_problems(model, values)]
    if problems:
        raise ModelError(problems)
    return model


def with_shares(model: M, changes: Mapping[str, Draws]) -> M:
    """Weights set as shares of their group, 0 to 1, the others in proportion; see `points_of_shares`."""
    names = [consideration.name for consideration in model.walk()]
    problems = [unknown(("weights", name), "consideration", name, names) for name in changes if name not in names]
    problems = problems or weight_shares.problems(model, changes)
    if problems:
        raise ModelError(problems)
    return with_weights(model, weight_shares.points_of_shares(model, changes))


def _reweighted(consideration: Consideration, weights: Mapping[str, NumberLike]) -> Consideration:
    children = tuple(_reweighted(child, weights) for child in consideration.considerations)
    if consideration.name not in weights:
        return replace(consideration, considerations=children) if children else consideration
    value = weights[consideration.name]
    weight = number(value) if consideration.weight is None else _restated(consideration.weight, value)
    return replace(consideration, weight=weight, considerations=children)


def _restated(old: Number, value: NumberLike) -> Number:
    """Another value for a number; a plain one keeps the range, basis and citations of the old."""
    if isinstance(value, Number):
        return replace(value, range=value.range or old.range)
    return replace(old, formula=number(value).formula, distribution=None)
