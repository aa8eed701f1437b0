"""Joint draws of a model's uncertain numbers, and the model over all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from decision_model.analysis.robustness.sensitivity.set_numbers import addressed, is_share, set_numbers
from decision_model.analysis.robustness.sensitivity.spreads import Range, dirichlet, drawn, generator
from decision_model.errors import ModelError, Problem
from decision_model.model import DecisionModel, Distribution
from decision_model.model import weight_shares as shares
from decision_model.model.number_index import Addressed

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
        remedy = "State a range or a distribution, or draw weights or chances as a whole."
        raise ModelError([Problem(("numbers",), "no number of the model is uncertain.", remedy)])
    return values


def _of_numbers(model: DecisionModel, numbers: Numbers | None, draws: int, seed: int) -> dict[str, np.ndarray]:
    stated = numbers if isinstance(numbers, Mapping) else {}
    if numbers is None:
        numbers = [a for a, n in model.numbers.items() if n.is_free and (n.number.range or n.number.distribution)]
    found = {}
    for name in numbers:
        each = addressed(model, name)
        whole = shares.group_points(model, str(each.place[1])) if is_share(model, each) else 1.0
        try:
            found[each.address] = _drawn(each, stated.get(name), whole, generator(seed, each.address).random(draws))
        except ModelError as error:
            raise ModelError([Problem((each.address, *p.place), p.message, p.remedy) for p in error.problems]) from None
    return found


def _drawn(each: Addressed, asked: Distribution | Range | None, whole: float, uniform: np.ndarray) -> np.ndarray:
    """Values of a number: from what is asked, in the unit it moves in, or else from what the file states, in points.

    `whole` is how much of what the file states is 1 in that unit. The file's range cuts every distribution off.
    """
    limits = each.number.range
    if isinstance(asked, Distribution):
        return drawn(asked, limits and (limits[0] / whole, limits[1] / whole), uniform)
    spread = asked or each.number.distribution or limits
    if spread is None:
        remedy = "State one."
        raise ModelError([Problem((), "it has neither a range nor a distribution.", remedy)])
    return drawn(spread, None, uniform) if asked else drawn(spread, limits, uniform) / whole


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
    """The weights of every group of considerations around their own, as shares, 0 to 1."""
    found: dict[str, np.ndarray] = {}
    if concentration is None:
        return found
    _check_concentration("weights", concentration)
    if not model.total_rule.weights_are_shares:
        problem = f"with 'combine: {model.total_rule.name}' there are no weights that share a whole."
        raise ModelError([Problem(("weights",), problem, "Draw the numbers instead.")])
    for each in model.walk():
        group = shares.siblings(model, each.name)
        if each is not group[0]:
            continue
        points = np.array([float(np.mean(shares.points(model, one))) for one in group])
        if np.count_nonzero(points) > 1:
            parts = dirichlet(points, concentration, draws, generator(seed, each.name))
            found |= {f"{one.name}.weight": part for one, part in zip(group, parts, strict=True)}
    return found


def _check_concentration(name: str, concentration: float) -> None:
    if not concentration > 0:
        problem = f"the concentration is {concentration:g}."
        raise ModelError([Problem((name,), problem, "Give a number above 0; 10 is loose, 100 close.")])


def over(model: DecisionModel, values: Mapping[str, np.ndarray]) -> DecisionModel:
    """The model over all draws; draws that make no sense together are said to be the cause."""
    try:
        return set_numbers(model, {**values, **_whole_groups(model, values)})
    except ModelError as error:
        remedy = "Narrow the ranges that meet there, or draw chances as a whole."
        problems = [Problem(("numbers",), "some draws make no sense together.", remedy), *error.problems]
        raise ModelError(problems) from None


def _whole_groups(model: DecisionModel, values: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Weights drawn independently, made to fit their group.

    Where the others of a group are all 0 they stay so, and those that are drawn make up the whole; where those that are
    drawn come to more than the whole they are scaled to it.
    """
    found: dict[str, np.ndarray] = {}
    for name in [address.removesuffix(".weight") for address in values if address.endswith(".weight")]:
        if f"{name}.weight" in found or not is_share(model, addressed(model, name)):
            continue
        group = shares.siblings(model, name)
        drawn = {
            f"{each.name}.weight": values[f"{each.name}.weight"] for each in group if f"{each.name}.weight" in values
        }
        others = [each for each in group if f"{each.name}.weight" not in drawn]
        alone = all(np.all(np.asarray(shares.points(model, each)) == 0) for each in others)
        together = np.sum(list(drawn.values()), axis=0)
        scale = np.where(alone & (together > 0) | (together > 1), 1 / np.where(together == 0, 1, together), 1)
        found |= {address: each * scale for address, each in drawn.items()}
        if alone:
            found |= {f"{each.name}.weight": np.zeros_like(together) for each in others}
    return found
