"""Whatever the labels and the numbers: nothing overlaps, nothing leaves the page, nothing warns."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from decision_model import figures
from decision_model.analysis.choice.rank import rank
from decision_model.analysis.choice.tree import tree
from decision_model.model import DecisionModel
from tests.figures import drawn
from tests.figures.strategies import models
from tests.profiles import examples

PAGES = st.sampled_from(
    [("slides", None), ("slides", (4, 3)), ("paper", "A4-portrait"), ("poster", None), ("paper", (9, 2))]
)


def assert_tidy(result: object, page: tuple[str, object], **options: object) -> None:
    theme, size = page
    figure = figures.draw(result, theme=theme, size=size, **options)
    assert drawn.overlaps(figure) == []
    assert drawn.outside(figure) == []
    assert figures.describe(result, **options)


@settings(max_examples=examples(40))
@given(models(), PAGES, st.sampled_from([{}, {"fold": True}, {"only_best": True}, {"depth": 1}, {"whole": True}]))
def test_random_trees_are_tidy(model: DecisionModel, page: tuple[str, object], options: dict[str, object]) -> None:
    assert_tidy(tree(model), page, **options)


@settings(max_examples=examples(25))
@given(models(), PAGES)
def test_random_rankings_are_tidy(model: DecisionModel, page: tuple[str, object]) -> None:
    if not model.decisions:
        return
    assert_tidy(rank(model), page)


@settings(max_examples=examples(25))
@given(models(), PAGES)
def test_random_diagrams_are_tidy(model: DecisionModel, page: tuple[str, object]) -> None:
    assert_tidy(model, page)


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
@settings(max_examples=examples(5, quick=2))
@given(model=models())
def test_any_script_can_be_written(kind: str, model: DecisionModel) -> None:
    assert figures.render(figures.draw(tree(model)), kind, dpi=50)
