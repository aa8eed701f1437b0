"""Joint draws of a model's uncertain numbers, and the model over all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from decision_model.analysis.varying.moved import addressed, moved, siblings, weight_of
from decision_model.analysis.varying.spreads import Range, dirichlet, drawn, generator
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel, Distribution
from decision_model.model.addresses import Addressed

Numbers = Sequence[str] | Mapping[str, Distribution | Range]


def joint_draws(
    model: DecisionModel,
    draws: int,
    seed: int,
    numbers: Numbers | None = None,
    weights: float | None = None,
    chances: float | None = None,
) -> dict[str, np.ndarray]:
    """Values (draws,) of uncertain numbers by address; see `simulate`. Raises ModelError when nothing is uncertain."""
    if draws < 1:
        raise ModelError([Problem(("draws",), f"{draws} draws are not enough.", "Ask for at least 1.")])
    values = {
        **_of_numbers(model, numbers, draws, seed),
        **_of_chances(model, chances, draws, seed),
        **_of_weights(model, weights, draws, seed),
    }
    if not values:
        remedy = "State a range or a distribution, or give 'numbers', 'weights' or 'chances'."
        raise ModelError([Problem(("numbers",), "no number of the model is uncertain.", remedy)])
    return values


def _of_numbers(model: DecisionModel, numbers: Numbers | None, draws: int, seed: int) -> dict[str, np.ndarray]:
    stated = numbers if isinstance(numbers, Mapping) else {}
    if numbers is None:
        numbers = [a for a, n in model.numbers.items() if n.is_free and (n.number.range or n.number.distribution)]
    found = {}
    for name in numbers:
        each = addressed(model, name)
        spread, within = _spread(each, stated.get(name))
        try:
            found[each.address] = drawn(spread, within, generator(seed, each.address).random(draws))
        except ModelError as error:
            raise ModelError([Problem((each.address, *p.place), p.message, p.remedy) for p in error.problems]) from None
    return found


def _spread(each: Addressed, stated: Distribution | Range | None) -> tuple[Distribution | Range, Range | None]:
    """What a number is drawn from, and the range that cuts it off."""
    if stated is not None:
        return stated, each.number.range if isinstance(stated, Distribution) else None
    spread = each.number.distribution or each.number.range
    if spread is None:
        remedy = "State one, or give it here: numbers={address: (low, high)}."
        raise ModelError([Problem((each.address,), "it has neither a range nor a distribution.", remedy)])
    return spread, each.number.range


def _of_chances(model: DecisionModel, concentration: float | None, draws: int, seed: int) -> dict[str, np.ndarray]:
    """Every rule of every event that leaves more than one outcome open, around its own chances."""
    found: dict[str, np.ndarray] = {}
    if concentration is None:
        return found
    _check_concentration("chances", concentration)
    for event in model.events:
        for place, rule in enumerate(event.chance.rules):
            named = np.array([float(np.mean(number.at(model.values))) for number in rule.then.numbers.values()])
            shares = np.append(named, max(0.0, 1 - named.sum())) if rule.then.rest else named
            if np.count_nonzero(shares) < 2:
                continue
            start = f"{event.name}.chance.{place + 1}"
            parts = dirichlet(shares, concentration, draws, generator(seed, start))
            found |= {f"{start}.{o}": part for o, part in zip(rule.then.numbers, parts, strict=False)}
    return found


def _of_weights(model: DecisionModel, concentration: float | None, draws: int, seed: int) -> dict[str, np.ndarray]:
    """The weights of every group of considerations around their own, in points whose sum stays."""
    found: dict[str, np.ndarray] = {}
    if concentration is None:
        return found
    _check_concentration("weights", concentration)
    if model.combine in ("sum", "multiplicative"):
        problem = f"with 'combine: {model.combine}' there are no weights that share a whole."
        raise ModelError([Problem(("weights",), problem, "Draw the numbers instead.")])
    for each in model.walk():
        group = siblings(model, each.name)
        if each is not group[0]:
            continue
        points = np.array([float(np.mean(weight_of(model, one))) for one in group])
        if np.count_nonzero(points) > 1:
            parts = points.sum() * dirichlet(points, concentration, draws, generator(seed, each.name))
            found |= {f"{one.name}.weight": part for one, part in zip(group, parts, strict=True)}
    return found


def _check_concentration(name: str, concentration: float) -> None:
    if not concentration > 0:
        problem = f"the concentration is {concentration:g}."
        raise ModelError([Problem((name,), problem, "Give a number above 0; 10 is loose, 100 close.")])


def over(model: DecisionModel, values: Mapping[str, np.ndarray]) -> DecisionModel:
    """The model over all draws; draws that make no sense together are said to be the cause."""
    weights = {address.removesuffix(".weight"): v for address, v in values.items() if address.endswith(".weight")}
    others = {address: v for address, v in values.items() if not address.endswith(".weight")}
    try:
        varied = moved(model, others) if others else model
        return varied.varied(weights=weights) if weights else varied
    except ModelError as error:
        remedy = "Narrow the ranges that meet there, or draw chances as a whole with 'chances'."
        problems = [Problem(("numbers",), "some draws make no sense together.", remedy), *error.problems]
        raise ModelError(problems) from None
