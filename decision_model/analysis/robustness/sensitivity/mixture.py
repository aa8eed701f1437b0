"""A model whose numbers are in some draws those of one model and in some those of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Draws, Number, Parameter
from decision_model.model import number_index as addresses
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
    placed = {
        base.numbers[address].place: _number(address, first, second, where, values)
        for address, where in chosen.items()
        if base.numbers[address].kind != "parameter"
    }
    model = base.renumbered(parameters=frozen(parameters), **addresses.renumbered(base, placed))
    broken = [*checks_of_numbers.problems(model, ranges=False)]
    if broken:
        raise ModelError(broken)
    return model


def _number(
    address: str, first: DecisionModel, second: DecisionModel, where: np.ndarray, values: Mapping[str, Draws]
) -> Number:
    """The number in both guises; a parameter that is gone from the base keeps its own model's value."""
    before = first.numbers[address].number.at({**first.values, **values})
    after = second.numbers[address].number.at({**second.values, **values})
    return first.numbers[address].number.set_to(np.where(where, after, before))


def _parameters(
    base: DecisionModel, first: DecisionModel, second: DecisionModel, chosen: Mapping[str, np.ndarray]
) -> dict[str, Parameter]:
    """Every parameter worked out, each after those that it is worked out from in either model."""
    settled: dict[str, Draws] = {}

    def settle(name: str) -> None:
        if name in settled:
            return
        homes = [each for each in (base, first, second) if name in each.parameters]
        sources = [first, second] if name in chosen else homes[:1]
        for source in sources:
            for used in source.parameters[name].number.references:
                settle(used)
        found = [source.parameters[name].number.at(settled) for source in sources]
        settled[name] = np.where(chosen[name], found[1], found[0]) if name in chosen else found[0]

    for name in base.parameters:
        settle(name)
    return {
        name: replace(parameter, number=parameter.number.set_to(settled[name]))
        for name, parameter in base.parameters.items()
    }
