"""Any two mistakes in any scenario are both told, each where it stands, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from decision_model.errors import Problem, ScenarioError
from decision_model.model.considerations import Consideration
from decision_model.model.decision_model import DecisionModel
from decision_model.model.numbers import Citation, frozen, number
from decision_model.model.steps import Event
from decision_model.model.tables import Chance, Rule, RuleTable, chance, condition
from decision_model.scenario import parse, write
from decision_model.scenario.loader import load
from decision_model.scenario.nodes import YamlNode
from tests.scenario.strategies import dressed

Draw = Callable[[Any], Any]


@dataclass(frozen=True)
class Breakage:
    """How a model is broken, the mark that this leaves in the text, and what is then said of it."""

    broken: Callable[[Draw, DecisionModel], DecisionModel]
    mark: str
    message: str


def _unknown_step(draw: Draw, model: DecisionModel) -> DecisionModel:
    """A rule for a step that does not exist, before all others of a table."""
    when = condition({"no_such_step": "blocked"})
    places = [*model.events, *model.leaves]
    chosen = draw(st.sampled_from(places))
    if isinstance(chosen, Event):
        certain = Rule(when, chance(chosen.state_names[0]))
        return _with_step(model, replace(chosen, chance=RuleTable((certain, *chosen.chance.rules))))
    scores = chosen.scores
    if isinstance(scores, RuleTable):
        return _with_leaf(
            model, replace(chosen, scores=RuleTable((replace(scores.rules[0], when=when), *scores.rules)))
        )
    assert scores is not None
    return _with_leaf(
        model, replace(chosen, scores=replace(scores, adjustments=(Rule(when, number(0)), *scores.adjustments)))
    )


def _chances_short_of_one(draw: Draw, model: DecisionModel) -> DecisionModel:
    """The outcomes that a rule allows stay the same, and their chances no longer add up."""
    assume(model.events)
    event = draw(st.sampled_from(model.events))
    rules = [*event.chance.rules]
    place = draw(st.integers(0, len(rules) - 1))
    first, *others = rules[place].then.outcomes
    given = {first: number(0.123457), **{outcome: number(0) for outcome in others}}
    rules[place] = replace(rules[place], then=Chance(frozen(given)))
    return _with_step(model, replace(event, chance=RuleTable(tuple(rules))))


def _range_from_high_to_low(draw: Draw, model: DecisionModel) -> DecisionModel:
    name = draw(st.sampled_from(sorted(model.parameters)))
    turned = replace(model.parameters[name].number, range=(7.654321, -7.5))
    changed = replace(model.parameters[name], number=turned)
    return _changed(model, parameters=frozen({**model.parameters, name: changed}))


def _score_off_its_scale(draw: Draw, model: DecisionModel) -> DecisionModel:
    leaves = [leaf for leaf in model.leaves if leaf.scale is None or leaf.scale.beyond is None]
    assume(model.combine != "sum" and leaves)
    leaf = draw(st.sampled_from(leaves))
    if not isinstance(leaf.scores, RuleTable):
        assert leaf.scores is not None
        return _with_leaf(model, replace(leaf, scores=replace(leaf.scores, start=number(98765.5))))
    rules = [*leaf.scores.rules]
    place = draw(st.integers(0, len(rules) - 1))
    rules[place] = replace(rules[place], then=number(98765.5))
    return _with_leaf(model, replace(leaf, scores=RuleTable(tuple(rules))))


def _unknown_source(draw: Draw, model: DecisionModel) -> DecisionModel:
    wrong = (Citation("no_such_source", "p. 1"),)
    chosen = draw(st.sampled_from([*model.sequence, *model.leaves]))
    found = replace(chosen, cite=wrong)
    return _with_leaf(model, found) if isinstance(found, Consideration) else _with_step(model, found)


BREAKAGES = {
    "unknown step": Breakage(_unknown_step, "no_such_step", "'no_such_step' is not a step."),
    "chances": Breakage(_chances_short_of_one, "0.123457", "the chances add up to 0.123457, not 1."),
    "range": Breakage(_range_from_high_to_low, "7.654321", "the range runs from high to low."),
    "score": Breakage(_score_off_its_scale, "98765.5", "the score reaches 98,765.5"),
    "source": Breakage(_unknown_source, "no_such_source", "'no_such_source' is not a listed source."),
}


def _changed(model: DecisionModel, **fields: Any) -> DecisionModel:
    return model.replaced(**fields)


def _with_step(model: DecisionModel, step: Any) -> DecisionModel:
    return _changed(model, sequence=tuple(step if each.name == step.name else each for each in model.sequence))


def _with_leaf(model: DecisionModel, leaf: Consideration) -> DecisionModel:
    def put(each: Consideration) -> Consideration:
        if each.name == leaf.name:
            return leaf
        return replace(each, considerations=tuple(put(child) for child in each.considerations))

    return _changed(model, considerations=tuple(put(each) for each in model.considerations))


def _around(node: YamlNode, line: int) -> list[YamlNode]:
    """The entries of lists in which a line stands, the outermost first."""
    mapping = isinstance(node.value, dict)
    children = node.value.values() if mapping else node.value if isinstance(node.value, list) else ()
    for child in children:
        if child.mark[0] <= line <= child.end[0] and (child.end[1] or line < child.end[0]):
            return [*(() if mapping else (child,)), *_around(child, line)]
    return []


def _without_addresses(model: DecisionModel) -> DecisionModel:
    """Without what names rules by their number, which a broken table may not have."""
    changes = {
        section: frozen({name: replace(each, chances=frozen({})) for name, each in getattr(model, section).items()})
        for section in ("perspectives", "what_ifs")
    }
    return _changed(model, **changes)


def _stands_with(problem: Problem, mark: str, text: str) -> bool:
    """Whether a problem is told within the entry of the file that holds a mark."""
    root, _ = load(text, "scenario")
    line = next(number for number, each in enumerate(text.splitlines()) if mark in each)
    parameters = root.value["parameters"]
    parameters.value = [*parameters.value.values()]
    entries = _around(root, line)
    assert problem.location is not None
    return entries[-1].mark[0] <= problem.location.line - 1 <= entries[-1].end[0]


@given(st.sampled_from([*combinations(BREAKAGES, 2)]), st.data())
def test_two_mistakes_are_both_told_where_they_stand(names: tuple[str, str], data: st.DataObject) -> None:
    model = _without_addresses(data.draw(dressed()))
    broken = [BREAKAGES[name] for name in names]
    for each in broken:
        model = each.broken(data.draw, model)
    text = write(model)
    with pytest.raises(ScenarioError) as caught:
        parse(text)
    problems = caught.value.problems
    assert len(problems) == 2, f"{caught.value}\n{text}"
    for each in broken:
        told = [problem for problem in problems if problem.message.startswith(each.message)]
        assert len(told) == 1
        assert _stands_with(told[0], each.mark, text), f"{told[0]}\n{text}"
