"""How uncertain numbers are spread: the kinds of distributions, their arguments, and how far each reaches."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from decision_model.model.frozen_mapping import frozen

DISTRIBUTIONS: dict[str, tuple[tuple[str, ...], ...]] = {
    "uniform": (("low", "high"),),
    "triangular": (("low", "mode", "high"),),
    "pert": (("low", "mode", "high"),),
    "beta": (("a", "b"), ("mean", "sd")),
    "normal": (("mean", "sd"),),
    "lognormal": (("mean", "sd"), ("log_mean", "log_sd")),
    "gamma": (("shape", "scale"), ("mean", "sd")),
    "exponential": (("mean",), ("rate",)),
    "discrete": (),
    "quantiles": (),
}
"""Each kind with the sets of arguments that say which one it is; none for those that are made of points."""

FURTHEST = 8.3
"""Standard deviations beyond which less lies than the smallest step between draws, 2^-53."""

LEAST = 2.0**-54
"""A share of the probability that is smaller than the smallest step between draws."""


@dataclass(frozen=True)
class Distribution:
    """How an uncertain number is spread; `arguments` as DISTRIBUTIONS names them.

    `points` are (value, chance) of a "discrete" one, and (share, value) of one of "quantiles".
    """

    kind: str
    arguments: Mapping[str, float] = field(default_factory=lambda: frozen({}))
    points: tuple[tuple[float, float], ...] = ()

    @property
    def parameters(self) -> tuple[float, ...]:
        """Its arguments in the first of the ways in which they can be stated, those of points excepted."""
        stated = tuple(self.arguments[name] for form in self.forms for name in form)
        return stated if self.forms == DISTRIBUTIONS[self.kind][:1] else _CONVERTED[self.kind](*stated)

    @property
    def forms(self) -> tuple[tuple[str, ...], ...]:
        """The one set of arguments that is stated, if it is one."""
        return tuple(form for form in DISTRIBUTIONS[self.kind] if set(form) == set(self.arguments))

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest value that is ever drawn, or a little beyond where its tails have no end."""
        return _ENDS[self.kind](self)

    @property
    def is_bounded(self) -> bool:
        """Whether it has two ends by itself, and not only because draws do not reach further."""
        return self.kind not in ("normal", "lognormal", "gamma", "exponential")


def quantile_points(spread: Distribution) -> tuple[tuple[float, float], ...]:
    """Shares with the values below which they lie, from share 0 to share 1, rising.

    Between the stated ones values are evenly spread. Beyond the first and the last it goes on as in the piece beside.
    """
    points = sorted(spread.points)
    first, last = _carried_on(points[0], points[1], 0.0), _carried_on(points[-1], points[-2], 1.0)
    return (*first, *points, *last)


def _carried_on(
    outer: tuple[float, float], inner: tuple[float, float], share: float
) -> tuple[tuple[float, float], ...]:
    """The end of the straight line through two points, at share 0 or 1; nothing where the outer one is there."""
    if abs(outer[0] - share) <= LEAST:
        return ()
    slope = (outer[1] - inner[1]) / (outer[0] - inner[0])
    return ((share, outer[1] + slope * (share - outer[0])),)


def pert_shapes(low: float, mode: float, high: float) -> tuple[float, float]:
    """Shapes of the beta distribution between low and high whose mean is (low + 4 mode + high) / 6.

    (Malcolm, Roseboom, Clark & Fazar 1959.)
    """
    width = (high - low) or 1.0
    return 1 + 4 * (mode - low) / width, 1 + 4 * (high - mode) / width


def _beta_of_moments(mean: float, sd: float) -> tuple[float, float]:
    together = mean * (1 - mean) / sd / sd - 1
    return mean * together, (1 - mean) * together


def _moments_of_log(log_mean: float, log_sd: float) -> tuple[float, float]:
    mean = _exp(log_mean + log_sd**2 / 2)
    return mean, mean * math.sqrt(math.expm1(min(log_sd**2, 700.0)))


_CONVERTED: dict[str, Callable[..., tuple[float, ...]]] = {
    "beta": _beta_of_moments,
    "lognormal": _moments_of_log,
    "gamma": lambda mean, sd: (min(mean / sd, 1e100) ** 2, sd**2 / mean),
    "exponential": lambda rate: (1 / rate,),
}
"""From the other way to state the arguments to the first."""


def log_parameters(spread: Distribution) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm of a lognormal number."""
    if "log_mean" in spread.arguments:
        return spread.arguments["log_mean"], spread.arguments["log_sd"]
    mean, sd = spread.parameters
    variance = math.log1p(min(sd / mean, 1e100) ** 2)
    return math.log(mean) - variance / 2, math.sqrt(variance)


def _exp(exponent: float) -> float:
    return math.exp(exponent) if exponent < 700 else math.inf


def _normal_ends(spread: Distribution) -> tuple[float, float]:
    mean, sd = spread.parameters
    return mean - FURTHEST * sd, mean + FURTHEST * sd


def _lognormal_ends(spread: Distribution) -> tuple[float, float]:
    mean, sd = log_parameters(spread)
    return _exp(mean - FURTHEST * sd), _exp(mean + FURTHEST * sd)


def _gamma_ends(spread: Distribution) -> tuple[float, float]:
    """Beyond x less than exp(-(x - k - k ln(x / k))) lies, for shape k and scale 1 (Chernoff's bound)."""
    shape, scale = spread.parameters
    room = -math.log(LEAST) / shape
    highest = min(math.sqrt(2 * room), math.log(2 * room + 10))
    low, high = (_root(lambda t: math.exp(t) - 1 - t - room, end) for end in (-1 - room, highest))
    return shape * scale * math.exp(low), shape * scale * math.exp(high)


def _root(function: Callable[[float], float], outer: float) -> float:
    """Where a function that is below 0 at 0, and not at the outer end, leaves what is below 0, by halving."""
    inner = 0.0
    for _ in range(200):
        middle = (inner + outer) / 2
        inner, outer = (middle, outer) if function(middle) < 0 else (inner, middle)
    return outer


def _stated_ends(spread: Distribution) -> tuple[float, float]:
    return spread.arguments["low"], spread.arguments["high"]


_ENDS: dict[str, Callable[[Distribution], tuple[float, float]]] = {
    **dict.fromkeys(("uniform", "triangular", "pert"), _stated_ends),
    "beta": lambda _: (0.0, 1.0),
    "normal": _normal_ends,
    "lognormal": _lognormal_ends,
    "gamma": _gamma_ends,
    "exponential": lambda spread: (-spread.parameters[0] * math.log1p(-LEAST), -spread.parameters[0] * math.log(LEAST)),
    "discrete": lambda spread: (min(spread.points)[0], max(spread.points)[0]),
    "quantiles": lambda spread: (quantile_points(spread)[0][1], quantile_points(spread)[-1][1]),
}
