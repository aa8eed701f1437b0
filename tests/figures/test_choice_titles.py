"""What the analyses of choice and views say, every door says: one headline, and numbers that agree as printed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from decision_model import figures
from decision_model.analysis.choice.diagram import diagram
from decision_model.analysis.choice.explain import explain
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.solve import solve
from decision_model.analysis.choice.tree import tree
from decision_model.analysis.result import Result
from decision_model.analysis.views.compare import compare
from decision_model.analysis.views.difference import difference
from decision_model.analysis.views.regret import regret
from decision_model.errors import ModelError
from decision_model.model import DecisionModel, Option, consideration, decision, decision_model
from decision_model.scenario import read
from decision_model.words.amounts import adding_up
from tests.figures import drawn
from tests.one_voice import assert_says_itself_once
from tests.profiles import examples
from tests.properties.strategies import Shape, models

TESTS = Path(__file__).parents[1]
FILES = sorted([*(TESTS.parent / "scenarios").glob("*/*.yaml"), *(TESTS / "cases").glob("*.yaml")])


def results(model: DecisionModel) -> Iterator[Result]:
    """Every answer of these two groups that the model gives."""
    first = next((event.name for event in model.events), None)
    copy = model.copied(title=model.title)
    questions: list[Any] = [
        diagram,
        solve,
        tree,
        rank,
        explain,
        partial(compare, what_ifs=tuple(model.what_ifs)),
        partial(difference, second=copy),
        regret,
        *([partial(regret, over=[first])] if first else []),
    ]
    for question in questions:
        try:
            yield question(model)
        except ModelError:
            continue


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_headlines_fit_a_slide(path: Path) -> None:
    model = read(path)
    for result in results(model):
        headline = result.statement.headline
        assert len(headline) <= 130 or "too close to call" in headline.lower()


@settings(max_examples=examples(15))
@given(models(Shape(cases=40, risk=True)))
def test_every_door_of_a_random_model_begins_with_the_headline(model: DecisionModel) -> None:
    for result in results(model):
        assert_says_itself_once(result)


@settings(max_examples=examples(40))
@given(models(Shape(cases=40, risk=True)))
def test_what_speaks_for_and_against_adds_up_to_the_lead_as_printed(model: DecisionModel) -> None:
    try:
        explanation = explain(model)
    except ModelError:
        return
    amounts = explanation.amounts
    parts = {part.name: part.difference for part in explanation.parts} | {"": explanation.risk}
    if amounts.steps(explanation.gap) is None:
        return
    texts = adding_up(parts, explanation.gap, amounts)
    plain = [text for text in texts.values() if not text.startswith(("<", ">"))]
    total = sum(round(float(text.replace("\u2212", "-").replace(",", "")) * 10**amounts.decimals) for text in plain)
    assert total == amounts.steps(explanation.gap)


@pytest.mark.parametrize("name", ["halves_w", "halves_c", "spread", "mixed_scale", "party_risk"])
def test_a_waterfall_leads_from_total_to_total_as_printed(name: str) -> None:
    figure = figures.draw(explain(read(TESTS / "cases" / f"{name}.yaml")))
    texts = [text for text in drawn.texts(figure, "number") if text]
    first, *steps, last = (float(text.replace("\u2212", "-").replace(",", "").replace("+", "")) for text in texts)
    assert first + sum(steps) == pytest.approx(last, abs=1e-6)


def test_short_labels_stand_where_there_is_little_room() -> None:
    long = "An option whose whole label is much too long for a branch of a decision tree on a slide"
    sites = decision("site", [Option("here", long, short="Here"), Option("there", "There")])
    steps = [sites, decision("way", ["rail", "road", "river"])]
    leaves = [
        consideration("unity", [({"site": "here"}, 90), (None, 20)], weight=1, label="Allied unity", short="Unity"),
        consideration("ease", [({"way": "rail"}, 80), (None, 30)], weight=1),
    ]
    model = decision_model("Short labels", steps, leaves)
    assert drawn.texts(figures.draw(rank(model)), "key") == ["Unity", "ease"]
    figure = figures.draw(tree(model))
    assert figures.picture(tree(model)).words.title.startswith(f"‘{long}, rail’ is best")
    assert "Here" in drawn.texts(figure, "branch")
