"""What the columns of a result's table are called where people read them; data formats keep the short names."""

from __future__ import annotations

from collections.abc import Mapping

from decision_model.analysis.choice.explain import Explanation
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.flip import Flip
from decision_model.analysis.robustness.frontier import Frontier
from decision_model.analysis.robustness.two_way import TwoWay
from decision_model.model.decision_model import DecisionModel

HEADINGS: Mapping[str, Mapping[str, str]] = {
    "Comparison": {
        "because_of": "mainly because of",
        "lead": "ahead by",
        "against": "ahead of",
        "best_plan": "total of the best plan",
        "plan": "the best plan",
    },
    "Difference": {"share_of_total": "moves the total by", "share_of_gap": "moves the lead by"},
    "Dominance": {
        "expected": "in expectation",
        "statewise": "whatever happens",
        "first_order": "for everyone who wants more (first order)",
        "second_order": "for everyone cautious (second order)",
    },
    "Flip": {
        "gap": "behind by",
        "distance": "distance between the weights",
        "leads there": "what leads there",
    },
    "Frontier": {"frontier": "on the frontier", "rate": "paid for one more"},
    "InformationValue": {"value": "worth", "total": "total if known", "share of perfect": "of what certainty is worth"},
    "NumberFlips": {
        "base": "now",
        "flips_at": "best changes at",
        "change": "a move of",
        "share_of_range": "of the way to the end",
        "becomes": "what is best then",
    },
    "Numbers": {"value": "now"},
    "OneWay": {"best": "best there", "total_from": "total at its start", "total_to": "total at its end"},
    "Provenance": {"number": "address", "what": "number", "value": "now"},
    "Ranking": {"gap": "behind"},
    "Regret": {"worst": "worst total", "best": "best total", "mean": "mean total"},
    "RiskProfile": {
        "spread": "spread (standard deviation)",
        "tail mean": "mean of the worst cases",
        "skewness": "skewness (below 0: bad surprises reach further)",
        "kurtosis": "kurtosis (above 0: more extremes than a bell curve)",
    },
    "Simulation": {"first": "comes first in", "spread": "spread (standard deviation)"},
    "Tornado": {
        "base": "now",
        "fixed_low": "total at low, plan kept",
        "fixed_high": "total at high, plan kept",
        "best_low": "total at low",
        "best_high": "total at high",
        "swing": "moves the total by",
        "switches_at": "best changes at",
        "becomes": "what is best then",
    },
    "TwoWay": {"share": "share of the map", "plan": "the best plan there"},
    "ValueOfOption": {
        "value": "worth",
        "if always taken": "gain from always taking it",
        "total": "total with it",
        "total without": "total without it",
    },
    "ValueOfWaiting": {
        "until after": "or decided before",
        "value": "worth",
        "total": "total if left open",
        "total if early": "total if decided so early",
        "pays": "waiting pays",
    },
    "Winners": {"possible": "can win", "necessary": "must win"},
    "WorstCase": {"worst": "worst that can happen", "best": "best that can happen", "total": "expected total"},
}
"""By the name of the result's type, the columns whose short names need words."""


def headings(result: Result, names: tuple[str, ...]) -> tuple[str, ...]:
    """What these columns of a result are called."""
    own = {**HEADINGS.get(type(result).__name__, {}), **_own(result)}
    return tuple(own.get(name) or _titled(result.model, name) for name in names)


def _own(result: Result) -> dict[str, str]:
    """Columns that are called after what they are about."""
    titles = {each.name: each.title for each in result.model.walk()}
    if isinstance(result, Explanation):
        return {"first": result.first.title, "second": result.second.title}
    if isinstance(result, Flip):
        return {f"change {name}": f"weight of {titles[name]}" for name in result.base}
    if isinstance(result, Frontier):
        return {result.gain: f"gained: {titles[result.gain]}", result.price: f"paid: {titles[result.price]}"}
    if isinstance(result, TwoWay):
        axes = (result.across, result.up)
        return {each.address: f"a point in it: {each.label}" for each in axes}
    return {}


def _titled(model: DecisionModel, name: str) -> str:
    """A column's name with the title of what it names: 'typical way_out' is 'typical weight: A way out'."""
    before, _, last = name.rpartition(" ")
    titles = {**{step.name: step.title for step in model.sequence}, **{each.name: each.title for each in model.walk()}}
    if last in titles:
        return f"{before} weight: {titles[last]}" if before == "typical" else f"{before} {titles[last]}".strip()
    return model.numbers[name].label if name in model.numbers else name.replace("_", " ")
