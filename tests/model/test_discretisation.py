"""Values that stand in for a distribution, against closed forms, scipy and published points."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from scipy import integrate, stats

from decision_model.analysis.choice.solve import solve
from decision_model.analysis.sources.numbers import numbers
from decision_model.errors import ModelError
from decision_model.model import consideration, decision
from decision_model.model.continuous_events import continuous_event, is_stand_in, outcome_names
from decision_model.model.decision_model import DecisionModel, decision_model
from decision_model.model.discretisation import (
    FRACTILES,
    METHODS,
    WITH_POINTS,
    Discretisation,
    Method,
    stand_in,
    stand_in_moments,
)
from decision_model.model.distributions import DISTRIBUTIONS, Distribution, log_parameters
from decision_model.model.fingerprint import fingerprint
from decision_model.model.moments import moments, part_of_mean
from decision_model.model.quantiles import quantile
from decision_model.scenario import parse, write


def spread(kind: str, **arguments: float) -> Distribution:
    return Distribution(kind, arguments)


def pert(low: float, mode: float, high: float) -> Any:
    a, b = 1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low)
    return stats.beta(a, b, loc=low, scale=high - low)


LOGNORMAL = spread("lognormal", mean=20, sd=8)
SPREADS: dict[str, tuple[Distribution, Any]] = {
    "uniform": (spread("uniform", low=-3, high=5), stats.uniform(-3, 8)),
    "triangular": (spread("triangular", low=10, mode=15, high=40), stats.triang(5 / 30, 10, 30)),
    "at an end": (spread("triangular", low=10, mode=10, high=40), stats.triang(0, 10, 30)),
    "pert": (spread("pert", low=10, mode=15, high=40), pert(10, 15, 40)),
    "normal": (spread("normal", mean=100, sd=20), stats.norm(100, 20)),
    "beta": (spread("beta", a=2, b=5), stats.beta(2, 5)),
    "steep": (spread("beta", a=0.5, b=0.7), stats.beta(0.5, 0.7)),
    "gamma": (spread("gamma", mean=20, sd=8), stats.gamma(6.25, scale=64 / 20)),
    "lognormal": (LOGNORMAL, stats.lognorm(log_parameters(LOGNORMAL)[1], scale=math.exp(log_parameters(LOGNORMAL)[0]))),
    "exponential": (spread("exponential", rate=0.05), stats.expon(scale=20)),
    "discrete": (
        Distribution("discrete", points=((40, 0.3), (10, 0.2), (20, 0.5))),
        stats.rv_discrete(values=((10, 20, 40), (0.2, 0.5, 0.3))),
    ),
    "quantiles": (
        Distribution("quantiles", points=((0.0, 5), (0.25, 10), (0.5, 20), (1, 40))),
        stats.rv_histogram((np.array([0.25, 0.25, 0.5]), np.array([5, 10, 20, 40])), density=False),
    ),
}
CONTINUOUS = [name for name in SPREADS if name != "discrete"]


def cut(name: str, method: Method, points: int = 3) -> Discretisation:
    return Discretisation(SPREADS[name][0], method, points)


def test_every_kind_is_looked_at() -> None:
    assert {each.kind for each, _ in SPREADS.values()} == set(DISTRIBUTIONS)


@pytest.mark.parametrize("name", SPREADS)
def test_mean_and_standard_deviation_are_scipys(name: str) -> None:
    given, known = SPREADS[name]
    assert moments(given) == pytest.approx((known.mean(), known.std()), rel=1e-9)


@pytest.mark.parametrize("name", CONTINUOUS)
def test_the_part_of_the_mean_below_a_share_is_the_integral(name: str) -> None:
    given, known = SPREADS[name]
    shares = np.array([0.0, 0.01, 0.2, 0.35, 0.5, 0.9, 1.0])
    whole = [integrate.quad(known.ppf, 0, share, limit=500)[0] for share in shares[:-1]]
    assert part_of_mean(given, shares).tolist() == pytest.approx([*whole, known.mean()], rel=1e-6, abs=1e-8)


def test_the_part_of_a_mean_of_points_takes_them_from_the_lowest() -> None:
    parts = part_of_mean(SPREADS["discrete"][0], np.array([0.1, 0.2, 0.45, 0.7, 0.8]))
    assert parts.tolist() == pytest.approx([1, 2, 2 + 0.25 * 20, 12, 12 + 4])


@pytest.mark.parametrize("method", FRACTILES)
@pytest.mark.parametrize("name", SPREADS)
def test_three_points_stand_at_their_fractiles(name: str, method: Method) -> None:
    fractiles = {"pearson_tukey": [0.05, 0.5, 0.95], "swanson": [0.1, 0.5, 0.9]}[method]
    chances = {"pearson_tukey": [0.185, 0.63, 0.185], "swanson": [0.3, 0.4, 0.3]}[method]
    points = stand_in(cut(name, method))
    assert [value for value, _ in points] == pytest.approx(SPREADS[name][1].ppf(fractiles).tolist(), rel=1e-10)
    assert [chance for _, chance in points] == chances


def test_keefer_and_bodily_nearly_keep_the_spread_of_a_normal_number() -> None:
    by_hand = {"pearson_tukey": math.sqrt(2 * 0.185) * 1.6448536, "swanson": math.sqrt(2 * 0.3) * 1.2815516}
    assert stand_in_moments(cut("normal", "pearson_tukey")) == pytest.approx((100, 20 * by_hand["pearson_tukey"]))
    assert stand_in_moments(cut("normal", "swanson")) == pytest.approx((100, 20 * by_hand["swanson"]))


@pytest.mark.parametrize("points", [2, 5, 20])
@pytest.mark.parametrize("name", SPREADS)
def test_bracket_means_keep_the_mean_and_rise(name: str, points: int) -> None:
    found = stand_in(cut(name, "bracket_means", points))
    values = [value for value, _ in found]
    mean, sd = stand_in_moments(cut(name, "bracket_means", points))
    assert mean == pytest.approx(SPREADS[name][1].mean(), rel=1e-9)
    assert sd < SPREADS[name][1].std() + 1e-9, "within its parts a number varies too"
    assert values == sorted(values)
    known = SPREADS[name][1]
    edges = known.ppf(np.arange(1, points) / points)
    assert all(below <= edge + 1e-9 for below, edge in zip(values, edges, strict=False))
    assert all(above >= edge - 1e-9 for above, edge in zip(values[1:], edges, strict=True))


def test_bracket_means_of_a_normal_number_by_hand() -> None:
    """Two halves: mean -+ sd x sqrt(2 / pi)."""
    low, high = (value for value, _ in stand_in(cut("normal", "bracket_means", 2)))
    assert (low, high) == pytest.approx((100 - 20 * math.sqrt(2 / math.pi), 100 + 20 * math.sqrt(2 / math.pi)))


@pytest.mark.parametrize("name", CONTINUOUS)
def test_bracket_medians_stand_in_the_middle_of_their_parts(name: str) -> None:
    found = stand_in(cut(name, "bracket_medians", 5))
    assert [value for value, _ in found] == pytest.approx(SPREADS[name][1].ppf([0.1, 0.3, 0.5, 0.7, 0.9]).tolist())
    assert {chance for _, chance in found} == {0.2}


@pytest.mark.parametrize("points", [2, 3, 4])
@pytest.mark.parametrize("name", [name for name in SPREADS if SPREADS[name][0].kind in WITH_POINTS])
def test_points_have_the_first_moments(name: str, points: int) -> None:
    found = stand_in(cut(name, "moments", points))
    known = SPREADS[name][1]
    for order in range(2 * points):
        own = math.fsum(value**order * chance for value, chance in found)
        assert own == pytest.approx(known.moment(order) if order else 1, rel=1e-7)


def test_three_points_of_a_normal_number_are_the_textbooks() -> None:
    """Miller & Rice 1983: mean and mean -+ sqrt(3) sd with 1/6, 2/3, 1/6."""
    values, chances = zip(*stand_in(cut("normal", "moments", 3)), strict=True)
    assert values == pytest.approx((100 - 20 * math.sqrt(3), 100, 100 + 20 * math.sqrt(3)))
    assert chances == pytest.approx((1 / 6, 2 / 3, 1 / 6))


def test_a_narrow_gamma_number_has_points_too() -> None:
    narrow = Discretisation(spread("gamma", mean=1000, sd=1), "moments", 5)
    assert stand_in_moments(narrow) == pytest.approx((1000, 1), rel=1e-6)
    assert math.fsum(chance for _, chance in stand_in(narrow)) == pytest.approx(1, abs=1e-10)


def wells(**changes: Any) -> DecisionModel:
    """Drill for what a normal number says, or not."""
    oil = continuous_event("oil", SPREADS["normal"][0], changes.pop("method", "pearson_tukey"), **changes)
    choice = decision("drill", ["yes", "no"])
    return decision_model(
        "Wells", [choice, oil], [consideration("gain", [({"drill": "yes"}, "oil - 90"), (None, 0)])], combine="sum"
    )


@pytest.mark.parametrize("method", METHODS)
def test_an_event_has_the_values_as_outcomes(method: str) -> None:
    model = wells(method=method, points=5)
    event = model.events[0]
    assert solve(model).total == pytest.approx(10, abs=1e-6), "every method keeps the mean of a symmetric number"
    assert event.cut is not None
    assert tuple(outcome_names(event.cut)) == event.state_names
    assert len({outcome.label for outcome in event.outcomes}) == len(event.outcomes)
    assert is_stand_in(event)
    assert parse(write(model), model.name) == model
    assert "discretise" in write(model)


def test_labels_say_rank_and_value() -> None:
    assert [outcome.title for outcome in wells().events[0].outcomes] == ["low (67.1)", "middle (100)", "high (132.9)"]
    assert wells(method="bracket_means", points=5).events[0].outcomes[0].title == "1 of 5 (72)"


def test_what_is_changed_afterwards_is_written_as_it_is() -> None:
    changed = wells().varied(numbers={"oil.low.value": 50})
    assert not is_stand_in(changed.events[0])
    text = write(changed)
    assert "discretise" not in text
    assert solve(parse(text)).total == pytest.approx(solve(changed).total)


def test_numbers_tell_what_the_values_keep_of_mean_and_spread() -> None:
    told = " ".join(numbers(wells()).statement.reasons)
    assert "mean 100 and standard deviation 20;" in told
    assert "(extended Pearson-Tukey) have mean 100 and standard deviation 20.01." in told
    assert "have mean 100 and standard deviation 20." in " ".join(numbers(wells(method="moments")).statement.reasons)


def test_how_it_is_cut_counts_in_the_fingerprint() -> None:
    prints = {fingerprint(wells(method=method, points=5)) for method in METHODS}
    assert len(prints) == len(METHODS)


@pytest.mark.parametrize(
    ("given", "method", "points", "code"),
    [
        (spread("normal", mean=1, sd=-1), "swanson", 3, "spread-negative"),
        (spread("normal", mean=1, sd=1), "swansong", 3, "unknown-discretisation"),
        (spread("normal", mean=1, sd=1), "bracket_means", 1, "points-out-of-bounds"),
        (LOGNORMAL, "moments", 3, "moments-not-known"),
    ],
)
def test_what_cannot_be_cut_is_refused(given: Distribution, method: str, points: int, code: str) -> None:
    with pytest.raises(ModelError) as error:
        continuous_event("oil", given, method, points)
    assert [problem.code for problem in error.value.problems] == [code]


def test_the_quantile_of_a_share_is_scipys() -> None:
    for given, known in SPREADS.values():
        shares = np.array([0.03, 0.4, 0.61, 0.99])
        assert quantile(given, shares).tolist() == pytest.approx(known.ppf(shares).tolist(), rel=1e-9)
