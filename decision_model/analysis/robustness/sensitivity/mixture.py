"""A model whose numbers are in some draws those of one model and in some those of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Draws, Number, Parameter, number_index
from decision_model.model.checks import numbers as checks_of_numbers
from decision_model.model.numbers import frozen


def mixed(
    base: DecisionModel, first: DecisionModel, second: DecisionModel, chosen: Mapping[str, np.ndarray]
) -> DecisionModel:
    """`base` with the numbers at these addresses from `second` where `chosen` (draws,) holds, else from `first`.

    Raises ModelError where the mixture makes no sense in some draw.
    """
    parameters = _parameters(base, first, second, chosen)
    values = {name: parameter.number.at({}) for name, parameter in parameters.items()}
    numbers_by_place = {
        base.numbers[address].place: _number(address, first, second, from_second, values)
        for address, from_second in chosen.items()
        if base.numbers[address].kind != "parameter"
    }
    model = base.renumbered(parameters=frozen(parameters), **number_index.renumbered(base, numbers_by_place))
    problems = [*checks_of_numbers.problems(model, ranges=False)]
    if problems:
        raise ModelError(problems)
    return model


def _number(
    address: str, first: DecisionModel, second: DecisionModel, from_second: np.ndarray, values: Mapping[str, Draws]
) -> Number:
    """The number with the value of either model; a parameter that is gone from the base keeps its own model's value."""
    first_value = first.numbers[address].number.at({**first.values, **values})
    second_value = second.numbers[address].number.at({**second.values, **values})
    return first.numbers[address].number.set_to(np.where(from_second, second_value, first_value))


def _parameters(
    base: DecisionModel, first: DecisionModel, second: DecisionModel, chosen: Mapping[str, np.ndarray]
) -> dict[str, Parameter]:
    """Every parameter worked out, each after those that it is worked out from in either model."""
    values: dict[str, Draws] = {}

    def evaluate(name: str) -> None:
        if name in values:
            return
        stating = [model for model in (base, first, second) if name in model.parameters]
        models = [first, second] if name in chosen else stating[:1]
        for model in models:
            for reference in model.parameters[name].number.references:
                evaluate(reference)
        candidates = [model.parameters[name].number.at(values) for model in models]
        values[name] = np.where(chosen[name], candidates[1], candidates[0]) if name in chosen else candidates[0]

    for name in base.parameters:
        evaluate(name)
    return {
        name: replace(parameter, number=parameter.number.set_to(values[name]))
        for name, parameter in base.parameters.items()
    }
