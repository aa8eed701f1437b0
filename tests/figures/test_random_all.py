"""Every picture that there is, whatever the labels and the numbers: tidy, and its text names who leads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.util import find_spec
from typing import Any, get_type_hints

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from decision_model import figures
from decision_model.analysis.choice.explain import explain
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.choice.tree import tree
from decision_model.analysis.registry import analyses
from decision_model.analysis.robustness.acceptability import acceptability
from decision_model.analysis.robustness.dominance import dominance
from decision_model.analysis.robustness.firmness import firmness
from decision_model.analysis.robustness.flip import flip
from decision_model.analysis.robustness.flip_numbers import flip_numbers
from decision_model.analysis.robustness.frontier import frontier
from decision_model.analysis.robustness.net_benefit import net_benefit
from decision_model.analysis.robustness.one_way import one_way
from decision_model.analysis.robustness.sensitivity.number_range import all_ranges
from decision_model.analysis.robustness.sensitivity.set_numbers import set_numbers
from decision_model.analysis.robustness.tornado import tornado
from decision_model.analysis.robustness.two_way import two_way
from decision_model.analysis.robustness.winners import winners
from decision_model.analysis.robustness.worst_case import worst_case
from decision_model.analysis.sources.claims import claims
from decision_model.analysis.sources.provenance import provenance
from decision_model.analysis.time.certainty import certainty
from decision_model.analysis.time.chances import chances
from decision_model.analysis.time.information import information
from decision_model.analysis.time.option import option
from decision_model.analysis.time.risk_profile import risk_profile
from decision_model.analysis.time.simulate import simulate
from decision_model.analysis.time.waiting import waiting
from decision_model.analysis.views.compare import compare
from decision_model.analysis.views.difference import difference
from decision_model.analysis.views.methods import methods
from decision_model.analysis.views.regret import regret
from decision_model.errors import ModelError
from decision_model.model import Decision, DecisionModel
from tests.figures.strategies import argued, models
from tests.figures.test_random import PAGES, assert_tidy
from tests.profiles import examples

Draw = Callable[[st.SearchStrategy[Any]], Any]


def _number(model: DecisionModel, draw: Draw) -> Any:
    numbers = all_ranges(model)[0]
    assume(numbers)
    return draw(st.sampled_from(numbers))


def _changed(model: DecisionModel, draw: Draw) -> Any:
    number = _number(model, draw)
    return difference(model, set_numbers(model, {number.address: number.high}))


def _two(model: DecisionModel, draw: Draw) -> Any:
    return two_way(model, _number(model, draw).address, _number(model, draw).address, points=12)


def _traded(model: DecisionModel, draw: Draw) -> Any:
    names = [each.name for each in model.considerations]
    assume(len(names) > 1)
    gain = draw(st.sampled_from(names))
    return frontier(model, gain, draw(st.sampled_from([name for name in names if name != gain])))


def _bought(model: DecisionModel, draw: Draw) -> Any:
    names = [each.name for each in model.considerations]
    assume(len(names) > 1)
    gain = draw(st.sampled_from(names))
    return net_benefit(model, gain, draw(st.sampled_from([name for name in names if name != gain])))


ASKED: dict[str, Callable[[DecisionModel, Draw], Any]] = {
    "Acceptability": lambda model, draw: acceptability(model, draws=500),
    "Dominance": lambda model, draw: dominance(model),
    "Firmness": lambda model, draw: firmness(model, draws=200),
    "Flip": lambda model, draw: flip(model),
    "Frontier": _traded,
    "NetBenefit": _bought,
    "Regret": lambda model, draw: regret(model),
    "Winners": lambda model, draw: winners(model, with_numbers=draw(st.booleans()), draws=100),
    "WorstCase": lambda model, draw: worst_case(model),
    "DecisionModel": lambda model, draw: model,
    "Solution": lambda model, draw: solve(model),
    "DecisionTree": lambda model, draw: tree(model),
    "Ranking": lambda model, draw: rank(model),
    "Comparison": lambda model, draw: compare(model),
    "Difference": _changed,
    "Explanation": lambda model, draw: explain(model),
    "NumberFlips": lambda model, draw: flip_numbers(model),
    "OneWay": lambda model, draw: one_way(model, _number(model, draw).address, points=21),
    "Tornado": lambda model, draw: tornado(model, all_numbers=draw(st.booleans())),
    "TwoWay": _two,
    "CertaintyEquivalents": lambda model, draw: certainty(model),
    "InformationValue": lambda model, draw: information(model),
    "RiskProfile": lambda model, draw: risk_profile(model),
    "Simulation": lambda model, draw: simulate(model, 200, chances=5),
    "ValueOfOption": lambda model, draw: option(model),
    "ValueOfWaiting": lambda model, draw: waiting(model),
    "JudgedClaims": lambda model, draw: claims(model, draws=50),
    "Provenance": lambda model, draw: provenance(model, draws=20),
    "Chances": lambda model, draw: chances(model),
    "Methods": lambda model, draw: methods(model),
}

_options_at_the_root: Callable[[Any], Iterable[str]] = lambda root: [  # noqa: E731
    branch.state.title for branch in root.branches if branch.best and isinstance(root.step, Decision)
]

LEADERS: dict[str, Callable[[Any], Iterable[str]]] = {
    "Acceptability": lambda result: [result.options[0].title],
    "Dominance": lambda result: [better for better, _ in list(result.pairs("expected"))[:8]],
    "Firmness": lambda result: [result.standings[0].title, result.verdict.value],
    "Flip": lambda result: [result.winner.title],
    "Frontier": lambda result: [option.title for option in result.options if option.on_frontier],
    "NetBenefit": lambda result: [title for buy in result.buys for title in buy.titles[:1]],
    "Regret": lambda result: [result.minimax_regret.titles[0]],
    "Winners": lambda result: [contender.title for contender in result.contenders if contender.possible],
    "WorstCase": lambda result: [result.maximin.titles[0]],
    "DecisionModel": lambda result: [step.title for step in result.sequence],
    "Solution": lambda result: _options_at_the_root(tree(result).root)[:1],  # type: ignore[index]
    "DecisionTree": lambda result: _options_at_the_root(result.root)[:1],  # type: ignore[index]
    "Ranking": lambda result: [result.ranked[0].title],
    "Comparison": lambda result: [result.called[view.leaders[0]] for view in result.views],
    "Difference": lambda result: [result.winners[1]] if result.changes else [],
    "Explanation": lambda result: [result.first.title],
    "NumberFlips": lambda result: [title for flip in result.flips[:1] for title in flip.taking_over[:1]],
    "OneWay": lambda result: [interval.title for interval in result.intervals],
    "Tornado": lambda result: [result.title],
    "TwoWay": lambda result: [region.title for region in result.regions],
    "CertaintyEquivalents": lambda result: [result.leader(0), result.leader(-1)],
    "InformationValue": lambda result: [
        model_step.title
        for information in result.ranked[:1]
        for model_step in map(result.model.steps.get, information.events)
    ],
    "RiskProfile": lambda result: [result.profiled[0].title],
    "Simulation": lambda result: [result.leader, max(result.simulated, key=lambda option: option.first).title],
    "ValueOfOption": lambda result: [option.title for option in result.ranked[:1]],
    "ValueOfWaiting": lambda result: [waiting.title for waiting in result.waited[:1]],
    "JudgedClaims": lambda result: [claim.text for claim in result.claims],
    "Provenance": lambda result: [result.leader],
    "Methods": lambda result: [result.options[int(result.ranks.sum(axis=1).argmin())].title],
    "Chances": lambda result: [(row.outcome and result.label(row)) or "" for row in result.likelihoods[:12]],
}
"""Whom the alternative text has to name."""


def test_every_picture_is_asked_for() -> None:
    """A model is drawn as the diagram of its influences."""
    pictured = {
        get_type_hints(analysis.function)["return"].__name__
        for analysis in analyses()
        if _has_picture(analysis.function)
    }
    assert set(ASKED) == set(LEADERS) == pictured - {"Influences"} | {"DecisionModel"}


def _has_picture(function: Callable[..., Any]) -> bool:
    return find_spec(function.__module__.replace(".analysis.", ".figures.")) is not None


CASES = st.tuples(argued(), st.just(True)) | st.tuples(models(), st.just(False))
"""Models in which something leads, and any others, where all may be level: there nobody has to be named."""


@pytest.mark.parametrize("kind", ASKED)
@settings(max_examples=examples(30, quick=2))
@given(drawn=CASES, page=PAGES, data=st.data())
def test_any_picture_is_tidy_and_names_who_leads(
    kind: str, drawn: tuple[DecisionModel, bool], page: tuple[str, object], data: st.DataObject
) -> None:
    model, has_leader = drawn
    try:
        result = ASKED[kind](model, data.draw)
    except ModelError:
        assume(False)
    assert type(result).__name__ == kind
    assert_tidy(result, page)
    said = plain(figures.describe(result))
    for name in LEADERS[kind](result) if has_leader else ():
        assert plain(name) in said


def plain(text: str) -> str:
    """However it is spaced, and whether or not it begins a sentence."""
    return " ".join(text.split()).casefold()
