"""Random models dressed with everything that the language can say besides: texts, sources, parameters, variations."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from decision_model.model.considerations import Consideration, judged
from decision_model.model.decision_model import DecisionModel
from decision_model.model.formulas import Constant
from decision_model.model.judgements import WeightJudgement, judgement
from decision_model.model.numbers import BASES, Citation, Distribution, Number, Parameter, Source, frozen, number
from decision_model.model.steps import Decision
from decision_model.model.tables import Adjusted, Chance, Rule, RuleTable, condition
from decision_model.model.variations import Claim, Expectation, Perspective, WhatIf
from tests.properties.strategies import Shape, models

Draw = Callable[[Any], Any]

TEXTS = st.one_of(
    st.just(""),
    st.sampled_from(
        ["no", "12:30", "1961", "true", "~", "a: b", "# no", "- x", "-p", "(a + b) / 2", "it's", 'say "so"']
    ),
    st.sampled_from(["x" * 200, "two words " * 20, ("two words " * 20).strip(), "a\nb", " padded "]),
    st.text(max_size=30),
)
CURVES = [
    "min(1, 2, p_one)",
    "exp(p_zero) + p_one ^ 2",
    "round(log(p_one + 1))",
    "abs(p_zero - p_one)",
    "2 ^ -p_one ^ 2",
]
FORMULAS = st.sampled_from(["p_zero + 3", "max(p_one, 2)", "-p_one * (p_zero - 4)", "p_one / 2", *CURVES])
LOCATORS = st.sampled_from(["", "S1", "p. 12", "chapter 4, table 2", "[2]", "'a'"])


@st.composite
def dressed(draw: Draw) -> DecisionModel:
    """A random model with random remarks on every element, and with parameters, perspectives, what-ifs and claims."""
    model = draw(models(Shape(beyond=True, limited=True)))
    sources = {name: Source(name, draw(TEXTS), draw(TEXTS), draw(TEXTS), draw(TEXTS)) for name in ("memo", "book")}
    parameters = {f"p_{name}": _parameter(draw, f"p_{name}", value) for name, value in [("zero", 0), ("one", 1)]}
    one = parameters["p_one"]  # claims follow it over its range
    parameters["p_one"] = replace(one, number=replace(one.number, range=(1.0, 1.25)))
    parameters["p_both"] = Parameter("p_both", _stated(draw, number(draw(FORMULAS))), draw(TEXTS))
    return model.copied(
        title=draw(TEXTS.filter(str.strip)),
        name="scenario",
        sources=frozen(sources),
        parameters=frozen(parameters),
        sequence=tuple(_step(draw, step) for step in model.sequence),
        **_judged(draw, model),
        **{key: draw(TEXTS) for key in ("question", "decision_maker", "date", "note", "unit")},
        **_variations(draw, model),
    )


def _judged(draw: Draw, model: DecisionModel) -> dict[str, Any]:
    """The considerations, at times with weights that follow from a judgement."""
    dressed_group = tuple(_consideration(draw, each) for each in model.considerations)
    judgement = _judgement(draw, [each.name for each in dressed_group])
    if model.combine != "weighted" or draw(st.booleans()):
        return {"considerations": dressed_group}
    plain = [replace(each, weight=None) for each in dressed_group]
    return {"considerations": judged(plain, judgement), "judgement": judgement}


def _judgement(draw: Draw, names: list[str]) -> WeightJudgement:
    ratios = st.sampled_from([1, 3, 0.25, "1/3", 9])
    pairs = {pair: draw(ratios) for pair in combinations(names, 2)}
    kinds: list[dict[str, Any]] = [
        {"swing": {name: draw(st.sampled_from([100, 40, 2.5])) for name in names}},
        {"order": _order(draw, names), "method": draw(st.sampled_from(["centroid", "rank_sum", "reciprocal"]))},
        *([{"pairwise": pairs}] if pairs else []),
    ]
    remarks = _remarks(draw)
    plain = judgement(**draw(st.sampled_from(kinds)), basis=draw(st.sampled_from(BASES)))
    return replace(plain, **remarks)


def _cites(draw: Draw) -> tuple[Citation, ...]:
    names = draw(st.lists(st.sampled_from(["memo", "book"]), max_size=2))
    return tuple(Citation(name, draw(LOCATORS)) for name in names)


def _remarks(draw: Draw) -> dict[str, Any]:
    return {"note": draw(TEXTS), "cite": _cites(draw)} if draw(st.booleans()) else {}


def _labels(draw: Draw) -> dict[str, str]:
    return {"label": draw(TEXTS), "short": draw(TEXTS) if draw(st.booleans()) else ""}


def _stated(draw: Draw, plain: Number, top: float = math.inf) -> Number:
    """The number with what may be known of it; its range, if it has one, holds its value and ends by the top."""
    if draw(st.booleans()):
        return plain
    value = plain.formula.value if isinstance(plain.formula, Constant) else None
    limits = None if value is None else (value, min(value + 0.25, top))
    is_ranged = limits is not None and draw(st.booleans())
    return replace(
        plain,
        range=limits if is_ranged else None,
        distribution=draw(st.sampled_from([None, *_spreads(limits, is_ranged)])),
        basis=draw(st.sampled_from(BASES)),
        **_remarks(draw),
    )


def _spreads(limits: tuple[float, float] | None, is_ranged: bool) -> list[Distribution]:
    """Distributions within the limits, or that a range of these limits cuts off."""
    if limits is None:
        return []
    low, high = limits
    even = Distribution("uniform", frozen({"low": low, "high": high}))
    if not (is_ranged and low < 1 and high > 0):
        return [even]
    middle = (low + high) / 2
    return [
        even,
        Distribution("beta", frozen({"a": 2.0, "b": 0.5})),
        Distribution("beta", frozen({"mean": 0.5, "sd": 0.125})),
        Distribution("gamma", frozen({"mean": 1.0, "sd": 2.0})),
        Distribution("lognormal", frozen({"log_mean": -1.0, "log_sd": 1.0})),
        Distribution("exponential", frozen({"rate": 0.5})),
        Distribution("pert", frozen({"low": low, "mode": low, "high": high})),
        Distribution("discrete", points=((low, 0.25), (high + 1, 0.75))),
        Distribution("quantiles", points=((0.05, low - 1e-5), (0.5, middle), (0.95, high + 1))),
    ]


def _parameter(draw: Draw, name: str, value: float) -> Parameter:
    return Parameter(name, _stated(draw, number(value)), draw(TEXTS))


def _step(draw: Draw, step: Any) -> Any:
    about = {"label": draw(TEXTS), **_remarks(draw)}
    if isinstance(step, Decision):
        options = tuple(replace(option, **_labels(draw), **_value(draw), **_remarks(draw)) for option in step.options)
        return replace(step, options=options, **about)
    outcomes = tuple(replace(outcome, **_labels(draw), **_value(draw), **_remarks(draw)) for outcome in step.outcomes)
    rules = tuple(replace(rule, then=_chance(draw, rule.then), **_remarks(draw)) for rule in step.chance.rules)
    return replace(step, outcomes=outcomes, chance=RuleTable(rules), **about)


def _value(draw: Draw) -> dict[str, Any]:
    plain = number(draw(st.sampled_from([2, 0.5, "p_one + 1"])))
    return {"value": _stated(draw, plain)} if draw(st.booleans()) else {}


def _chance(draw: Draw, chance: Chance) -> Chance:
    """Chances with ranges that leave something for the `rest`, if there is one."""
    given = {name: float(each.at({})) for name, each in chance.numbers.items()}
    left = 1.0 - math.fsum(given.values())
    tops = {name: value + left if chance.rest else 1.0 for name, value in given.items()}
    return Chance(frozen({name: _stated(draw, each, tops[name]) for name, each in chance.numbers.items()}), chance.rest)


def _consideration(draw: Draw, each: Consideration) -> Consideration:
    return replace(
        each,
        **_labels(draw),
        weight=None if each.weight is None else _stated(draw, each.weight),
        scores=None if each.scores is None else _scores(draw, each.scores),
        considerations=tuple(_consideration(draw, child) for child in each.considerations),
        **_remarks(draw),
    )


def _scores(draw: Draw, scores: Any) -> Any:
    def rule(each: Rule[Number]) -> Rule[Number]:
        return replace(each, then=_stated(draw, each.then), **_remarks(draw))

    if isinstance(scores, RuleTable):
        return RuleTable(tuple(rule(each) for each in scores.rules))
    return Adjusted(_stated(draw, scores.start), tuple(rule(each) for each in scores.adjustments))


def _variations(draw: Draw, model: DecisionModel) -> dict[str, Any]:
    tops = [each.name for each in model.considerations]
    names = [each.name for each in model.walk()]
    choices = {step.name: draw(st.sampled_from(step.state_names)) for step in model.decisions if draw(st.booleans())}
    weights = frozen({names[-1]: _stated(draw, number(2))})
    weighted = model.combine == "weighted"
    by_judgement = _judgement(draw, tops)
    chances = {address: entry.number for address, entry in model.numbers.items() if entry.kind == "chance"}
    tolerance = _stated(draw, number(30)) if draw(st.booleans()) else None
    beliefs = {"chances": frozen(chances if draw(st.booleans()) else {}), "risk_tolerance": tolerance}
    perspectives = {
        "weights": Perspective(
            "weights", draw(TEXTS), weights, basis=draw(st.sampled_from(BASES)), **beliefs, **_remarks(draw)
        ),
        "order": Perspective("order", draw(TEXTS), order=_order(draw, tops)),
        "judged": Perspective("judged", draw(TEXTS), by_judgement.weights, judgement=by_judgement),
    }
    what_if = WhatIf(
        "calm",
        draw(TEXTS),
        frozen({"p_one": _stated(draw, number(draw(FORMULAS)))}),
        choose=frozen(choices),
        **beliefs,
    )
    return {
        "perspectives": frozen(perspectives if weighted else {}),
        "what_ifs": frozen({"calm": replace(what_if, weights=weights if weighted else frozen({}), **_remarks(draw))}),
        "claims": tuple(Claim(draw(TEXTS), each, **_remarks(draw)) for each in _expectations(draw, model)),
    }


def _order(draw: Draw, names: list[str]) -> tuple[tuple[str, ...], ...]:
    shuffled = draw(st.permutations(names))
    tied = draw(st.integers(1, len(shuffled)))
    return (tuple(shuffled[:tied]), *((name,) for name in shuffled[tied:]))


def _expectations(draw: Draw, model: DecisionModel) -> list[Expectation]:
    first = model.sequence[0]
    given = draw(st.sampled_from([condition(None), condition({first.name: first.state_names[0]})]))
    on = draw(st.sampled_from([None, model.leaves[0].name]))
    found = [Expectation("monotone", ("p_one",), sign="rising", on=on)]
    for step in model.decisions[:1]:
        about, than = frozen({step.name: step.state_names[0]}), frozen({step.name: step.state_names[-1]})
        found.append(Expectation("best", about, given, what_if="calm"))
        found.append(Expectation("score", about, given, than, on=on, sign="lower"))
        found.append(Expectation("waiting", (step.name,), until=first.name, sign="zero"))
        found.append(Expectation("monotone", ("p_one",), of=about, than=than, sign="falling"))
    return found
