"""Joint draws of a model's uncertain numbers, and the model over all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from decision_model.analysis.robustness.sensitivity.set_numbers import addressed, is_share, set_numbers
from decision_model.analysis.robustness.sensitivity.spreads import Range, dirichlet, drawn, generator
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel, Distribution
from decision_model.model import weight_shares as shares
from decision_model.model.number_index import Addressed
from decision_model.solver.draw_pieces import of_draws

Numbers = Sequence[str] | Mapping[str, Distribution | Range]

LOOSEST, CLOSEST = 1e-6, 1e12
"""The least and the highest concentration of weights or chances that are drawn around their own values."""

CHECKED = 8_192
"""Draws of which it is looked at together whether they make sense."""

Stream = Callable[[str], np.random.Generator]
"""The random numbers of a name."""


def joint_draws(  # noqa: PLR0913 - what `simulate` is asked
    model: DecisionModel,
    draws: int,
    seed: int,
    numbers: Numbers | None = None,
    weights: float | None = None,
    chances: float | None = None,
    chunk: int = 0,
) -> dict[str, np.ndarray]:
    """Values (draws,) of uncertain numbers by address, of the chunk of that number; see `simulate`.

    Raises ModelError when nothing is uncertain.
    """
    if draws < 1:
        raise ModelError([Problem(("draws",), f"{draws} draws are not enough.", "Ask for at least 1.")])

    def stream(name: str) -> np.random.Generator:
        return generator(seed, name, chunk)

    values = {
        **_number_draws(model, numbers, draws, stream),
        **_chance_draws(model, chances, draws, stream),
        **_weight_draws(model, weights, draws, stream),
    }
    if not values:
        remedy = "State a range or a distribution, or draw weights or chances as a whole."
        raise ModelError([Problem(("numbers",), "no number of the model is uncertain.", remedy)])
    return values


def _number_draws(model: DecisionModel, numbers: Numbers | None, draws: int, stream: Stream) -> dict[str, np.ndarray]:
    stated = numbers if isinstance(numbers, Mapping) else {}
    if numbers is None:
        numbers = [a for a, n in model.numbers.items() if n.is_free and (n.number.range or n.number.distribution)]
    values = {}
    for name in numbers:
        number = addressed(model, name)
        whole = shares.group_points(model, str(number.place[1])) if is_share(model, number) else 1.0
        uniform = stream(number.address).random(draws)
        try:
            values[number.address] = _drawn(number, stated.get(name), whole, uniform)
        except ModelError as error:
            problems = [Problem((number.address, *p.place), p.message, p.remedy) for p in error.problems]
            raise ModelError(problems) from None
    return values


def stated_draws(model: DecisionModel, address: str, uniform: np.ndarray) -> np.ndarray:
    """Values of a number from its distribution or range, in the unit it moves in, from even draws in 0..1."""
    stated = model.numbers[address]
    whole = shares.group_points(model, str(stated.place[1])) if is_share(model, stated) else 1.0
    return _drawn(stated, None, whole, uniform)


def _drawn(number: Addressed, asked: Distribution | Range | None, whole: float, uniform: np.ndarray) -> np.ndarray:
    """Values of a number: from what is asked, in the unit it moves in, or else from what the file states, in points.

    `whole` is how much of what the file states is 1 in that unit. The file's range cuts every distribution off.
    """
    limits = number.number.range
    if isinstance(asked, Distribution):
        return drawn(asked, limits and (limits[0] / whole, limits[1] / whole), uniform)
    spread = asked or number.number.distribution or limits
    if spread is None:
        remedy = "State one."
        raise ModelError([Problem((), "it has neither a range nor a distribution.", remedy)])
    return drawn(spread, None, uniform) if asked else drawn(spread, limits, uniform) / whole


def _chance_draws(
    model: DecisionModel, concentration: float | None, draws: int, stream: Stream
) -> dict[str, np.ndarray]:
    """Every rule of every event that leaves more than one outcome open, around its own chances."""
    values: dict[str, np.ndarray] = {}
    if concentration is None:
        return values
    _check_concentration("chances", concentration)
    for event in model.events:
        for index, rule in enumerate(event.chance.rules, start=1):
            stated = np.array([float(np.mean(number.at(model.values))) for number in rule.then.numbers.values()])
            chances = np.append(stated, max(0.0, 1 - stated.sum())) if rule.then.rest else stated
            if np.count_nonzero(chances) < 2:
                continue
            address = f"{event.name}.chance.{index}"
            drawn_chances = dirichlet(chances, concentration, draws, stream(address))
            outcomes = zip(rule.then.numbers, drawn_chances, strict=False)
            values |= {f"{address}.{outcome}": chance for outcome, chance in outcomes}
    return values


def _weight_draws(
    model: DecisionModel, concentration: float | None, draws: int, stream: Stream
) -> dict[str, np.ndarray]:
    """The weights of every group of considerations around their own, as shares, 0 to 1."""
    values: dict[str, np.ndarray] = {}
    if concentration is None:
        return values
    _check_concentration("weights", concentration)
    if not model.total_rule.weights_are_shares:
        problem = f"with 'combine: {model.total_rule.name}' there are no weights that share a whole."
        raise ModelError([Problem(("weights",), problem, "Draw the numbers instead.")])
    for first in model.walk():
        group = shares.siblings(model, first.name)
        if first is not group[0]:
            continue
        points = np.array([float(np.mean(shares.points(model, consideration))) for consideration in group])
        if np.count_nonzero(points) > 1:
            weights = dirichlet(points, concentration, draws, stream(first.name))
            values |= {
                f"{consideration.name}.weight": weight for consideration, weight in zip(group, weights, strict=True)
            }
    return values


def _check_concentration(name: str, concentration: float) -> None:
    if not LOOSEST <= concentration <= CLOSEST:
        problem = f"the concentration is {concentration:g}."
        remedy = "Give a number above 0; 10 is loose, 100 close."
        raise ModelError([Problem((name,), problem, remedy)])


def over(model: DecisionModel, values: Mapping[str, np.ndarray]) -> DecisionModel:
    """The model over all draws; draws that make no sense together are said to be the cause.

    Whether they make sense is looked at some thousands at a time, which takes less memory.
    """
    values = {**values, **_whole_groups(model, values)}
    count = max((len(value) for value in values.values()), default=0)
    try:
        if count <= CHECKED:
            return set_numbers(model, values)
        for low in range(0, count, CHECKED):
            cut = slice(low, min(low + CHECKED, count))
            set_numbers(of_draws(model, cut), {address: value[cut] for address, value in values.items()})
        return set_numbers(model, values, check="nothing")
    except ModelError as error:
        remedy = "Narrow the ranges that meet there, or draw chances as a whole."
        problems = [Problem(("numbers",), "some random trials make no sense together.", remedy), *error.problems]
        raise ModelError(problems) from None


def _whole_groups(model: DecisionModel, values: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Weights drawn independently, made to fit their group.

    Where the others of a group are all 0 they stay so, and those that are drawn make up the whole; where those that are
    drawn come to more than the whole they are scaled to it.
    """
    fitted: dict[str, np.ndarray] = {}
    for name in [address.removesuffix(".weight") for address in values if address.endswith(".weight")]:
        if f"{name}.weight" in fitted or not is_share(model, addressed(model, name)):
            continue
        group = shares.siblings(model, name)
        weights = {
            address: values[address] for consideration in group if (address := f"{consideration.name}.weight") in values
        }
        others = [consideration for consideration in group if f"{consideration.name}.weight" not in weights]
        others_are_zero = all(np.all(np.asarray(shares.points(model, consideration)) == 0) for consideration in others)
        total = np.sum(list(weights.values()), axis=0)
        to_whole = 1 / np.where(total == 0, 1, total)
        scale = np.where(others_are_zero & (total > 0) | (total > 1), to_whole, 1)
        fitted |= {address: weight * scale for address, weight in weights.items()}
        if others_are_zero:
            fitted |= {f"{consideration.name}.weight": np.zeros_like(total) for consideration in others}
    return fitted
