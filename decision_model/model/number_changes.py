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
from decision_model.model.checks.number_values import value_of
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.considerations import Consideration
from decision_model.model.formulas import Draws
from decision_model.model.frozen_mapping import frozen
from decision_model.model.numbers import Number, NumberLike, number

M = TypeVar("M", bound=CompiledRecord)


def insist_one_length(model: M, given: Mapping[str, NumberLike]) -> None:
    """Arrays of draws must all have one length, those that the model already holds included."""
    sizes = {name: number(value).draws for name, value in given.items()}
    if not any(sizes.values()):
        return
    sizes |= {".".join(map(str, place)): held.draws for place, held in number_index.numbers(model)}
    lengths = {size: name for name, size in sizes.items() if size}
    if len(lengths) > 1:
        said = " and ".join(f"{size} for '{name}'" for size, name in sorted(lengths.items()))
        raise ModelError(
            [
                Problem(
                    ("draws",),
                    f"arrays of draws differ in length: {said}.",
                    "Give all of them one length.",
                    code="draws-differ-in-length",
                )
            ]
        )


def with_parameters(model: M, given: Mapping[str, NumberLike]) -> M:
    """Other values for parameters; a value may leave the stated range, chances and scales are checked again."""
    changed = dict(model.parameters)
    for name, value in given.items():
        old = changed[name]
        changed[name] = replace(old, number=_restated(old.number, value))
    varied = model.renumbered(parameters=frozen(changed))
    found = [*checks_of_numbers.references(varied)]
    if found:
        raise ModelError(found)
    _recheck(varied)
    return varied


def with_numbers(model: M, given: Mapping[str, NumberLike]) -> M:
    """Other values for any numbers, by address; chances, weights and scales are checked again."""
    known = model.numbers
    strange = [unknown(("numbers", name), "number of the model", name, known) for name in given if name not in known]
    if strange:
        raise ModelError(strange)
    parameters = {name: value for name, value in given.items() if known[name].kind == "parameter"}
    others = {known[n].place: _restated(known[n].number, value) for n, value in given.items() if n not in parameters}
    if others:
        model = model.renumbered(**number_index.renumbered(model, others))
        if not parameters:
            _recheck(model, scores=any(known[name].kind == "score" for name in given))
    return with_parameters(model, parameters) if parameters else model


def _recheck(model: M, scores: bool = True) -> None:
    found = [*checks_of_numbers.problems(model, ranges=False)]
    if not found and scores:
        found = [*checks_of_scores.problems(model)]
    if found:
        raise ModelError(found)


def with_weights(model: M, given: Mapping[str, NumberLike]) -> M:
    """Other local weights for considerations; raises ModelError for unknown names and negative weights."""
    names = [each.name for each in model.walk()]
    found = [unknown(("weights", name), "consideration", name, names) for name in given if name not in names]
    if given and not model.total_rule.has_weights:
        found.append(
            Problem(("weights",), "with 'combine: sum' there are no weights to change.", code="no-weights-to-change")
        )
    if not found:
        model = model.renumbered(considerations=tuple(_reweighted(each, given) for each in model.considerations))
        values = model.values
        for name, value in given.items():
            found += value_of(("weights", name), number(value), values, is_weight=True)
        found = found or [*checks_of_weights.together(model, values)]
    if found:
        raise ModelError(found)
    return model


def with_shares(model: M, given: Mapping[str, Draws]) -> M:
    """Weights set as shares of their group, 0 to 1, the others in proportion; see `points_of_shares`."""
    names = [each.name for each in model.walk()]
    found = [unknown(("weights", name), "consideration", name, names) for name in given if name not in names]
    found = found or weight_shares.problems(model, given)
    if found:
        raise ModelError(found)
    return with_weights(model, weight_shares.points_of_shares(model, given))


def _reweighted(each: Consideration, given: Mapping[str, NumberLike]) -> Consideration:
    children = tuple(_reweighted(child, given) for child in each.considerations)
    if each.name not in given:
        return replace(each, considerations=children) if children else each
    new = given[each.name]
    weight = number(new) if each.weight is None else _restated(each.weight, new)
    return replace(each, weight=weight, considerations=children)


def _restated(old: Number, given: NumberLike) -> Number:
    """Another value for a number; a plain one keeps the range, basis and citations of the old."""
    if isinstance(given, Number):
        return replace(given, range=given.range or old.range)
    return replace(old, formula=number(given).formula, distribution=None)
