"""Checks of distributions: the kind is known, its arguments make one, and a range leaves something of it."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise

from decision_model.errors import Place, Problem, Problems, nearest
from decision_model.model.checks.number_values import is_ordinary
from decision_model.model.distributions import DISTRIBUTIONS, Distribution
from decision_model.model.numbers import LARGEST, TOLERANCE

NARROWEST = 1e-6
"""The smallest standard deviation of a beta distribution that is told from none."""

_DISCRETE = "Write, say, {10: 0.3, 20: 0.5, 40: 0.2}."
_QUANTILES = "Write, say, {0.05: 10, 0.5: 20, 0.95: 40}."
_ORDINARY = "Give each of them a number."


def problems(place: Place, spread: Distribution, limits: tuple[float, float] | None) -> Problems:
    """What is wrong with a distribution that stands at a place, and that a range may cut off."""
    if spread.kind not in DISTRIBUTIONS:
        message = f"'{spread.kind}' is not a distribution."
        yield Problem(place, message, nearest(spread.kind, DISTRIBUTIONS), code="unknown-distribution")
        return
    own_problems = [*_stated(place, spread)] or [*_PROBLEMS[spread.kind](place, spread)]
    yield from own_problems
    if own_problems:
        return
    if not all(is_ordinary(end) for end in spread.ends):
        message, remedy = f"what is drawn reaches beyond {LARGEST:g}.", "Give it a smaller spread."
        yield Problem(place, message, remedy, code="distribution-too-wide")
    elif limits is not None and _apart(spread, limits):
        message = f"none of its {spread.kind} distribution lies within its range."
        remedy = "Widen the range or move the distribution."
        yield Problem(place, message, remedy, code="distribution-outside-range")


def _stated(place: Place, spread: Distribution) -> Problems:
    forms = DISTRIBUTIONS[spread.kind]
    if forms and not spread.forms:
        message = f"a {spread.kind} distribution needs {' or '.join(', '.join(form) for form in forms)}."
        yield Problem(place, message, _ORDINARY, code="distribution-incomplete")
    elif not all(is_ordinary(argument) for argument in spread.arguments.values()):
        message = f"{', '.join(spread.arguments)} must be ordinary numbers."
        yield Problem(place, message, _ORDINARY, code="distribution-not-ordinary")
    elif not all(is_ordinary(part) for point in spread.points for part in point):
        message = "an entry is no ordinary number."
        yield Problem(place, message, _ORDINARY, code="distribution-points-not-ordinary")


def _apart(spread: Distribution, limits: tuple[float, float]) -> bool:
    """Whether a range, if it is one, leaves nothing of a distribution."""
    if not (all(is_ordinary(end) for end in limits) and limits[0] <= limits[1]):
        return False
    if spread.kind == "discrete":
        return not any(limits[0] <= value <= limits[1] for value, chance in spread.points if chance > 0)
    low, high = spread.ends
    touches = low < high and (high <= limits[0] or low >= limits[1])
    return touches or high < limits[0] or low > limits[1]


def _rising(place: Place, spread: Distribution) -> Problems:
    if [*spread.parameters] != sorted(spread.parameters):
        message = f"{', '.join(DISTRIBUTIONS[spread.kind][0])} must not fall."
        yield Problem(place, message, "Write them from low to high.", code="distribution-falls")


def _beta(place: Place, spread: Distribution) -> Problems:
    if "a" in spread.arguments:
        if min(spread.parameters) <= 0:
            message = "a and b must be above 0."
            yield Problem(place, message, "Beta(1, 1) is even; larger numbers are narrower.", code="beta-not-positive")
        return
    mean, sd = spread.arguments["mean"], spread.arguments["sd"]
    if not 0 < mean < 1:
        message = f"a beta distribution lies between 0 and 1, and so does its mean, not at {mean:g}."
        yield Problem(place, message, "Give a mean above 0 and below 1.", code="beta-mean-outside")
    elif not NARROWEST <= sd < math.sqrt(mean * (1 - mean)):
        widest = math.sqrt(mean * (1 - mean))
        message = f"between 0 and 1 and with the mean {mean:g} the standard deviation is less than {widest:.3g}, "
        message += f"and at least {NARROWEST:g}; it is {sd:g} here."
        yield Problem(place, message, "Give another 'sd'.", code="beta-spread-impossible")


def _normal(place: Place, spread: Distribution) -> Problems:
    if spread.arguments["sd"] < 0:
        yield Problem(place, "the standard deviation 'sd' is negative.", "Give 0 or more.", code="spread-negative")


def _positive(place: Place, spread: Distribution) -> Problems:
    for name, value in spread.arguments.items():
        if name != "log_mean" and not value > 0:
            message = f"the {spread.kind} distribution needs a '{name}' above 0, not {value:g}."
            yield Problem(place, message, "Give a number above 0.", code="distribution-not-positive")
            return


def _discrete(place: Place, spread: Distribution) -> Problems:
    values, chances = [value for value, _ in spread.points], [chance for _, chance in spread.points]
    if not values:
        yield Problem(place, "a discrete distribution needs values with chances.", _DISCRETE, code="discrete-empty")
    elif len(set(values)) < len(values):
        twice = next(value for value in values if values.count(value) > 1)
        yield Problem(
            place, f"the value {twice:g} is given twice.", "Keep one of them.", code="discrete-value-repeated"
        )
    elif min(chances) < 0 or max(chances) > 1:
        wrong = min(chances) if min(chances) < 0 else max(chances)
        message = f"a chance is {wrong:g}; chances lie between 0 and 1."
        yield Problem(
            place, message, f"Each value has its chance behind it. {_DISCRETE}", code="discrete-chance-outside"
        )
    elif abs(math.fsum(chances) - 1) > TOLERANCE:
        message = f"the chances add up to {math.fsum(chances):.10g}, not 1."
        yield Problem(place, message, "Change one of them.", code="discrete-chances-not-one")


def _quantiles(place: Place, spread: Distribution) -> Problems:
    points = sorted(spread.points)
    if len(points) <= 1:
        message = "quantiles are at least two values, each behind the share that lies below it."
        yield Problem(place, message, _QUANTILES, code="quantiles-too-few")
        return
    outside = [share for share, _ in points if not 0 <= share <= 1]
    if outside:
        message = f"the share {outside[0]:g} does not lie between 0 and 1."
        yield Problem(place, message, f"Write the share first, then the value. {_QUANTILES}", code="quantile-outside")
        return
    for (share, value), (next_share, next_value) in pairwise(points):
        if not (share < next_share and value < next_value):
            message = f"values rise with their shares, but {next_value:g} at {next_share:g} is not above {value:g} "
            yield Problem(place, f"{message}at {share:g}.", _QUANTILES, code="quantiles-fall")
            return


_PROBLEMS: dict[str, Callable[[Place, Distribution], Problems]] = {
    **dict.fromkeys(("uniform", "triangular", "pert"), _rising),
    "beta": _beta,
    "normal": _normal,
    **dict.fromkeys(("lognormal", "gamma", "exponential"), _positive),
    "discrete": _discrete,
    "quantiles": _quantiles,
}
