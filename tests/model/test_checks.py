"""Every mistake in a model is named where it stands, with what is wrong and how to mend it."""

from __future__ import annotations

import pytest

from decision_model.errors import ModelError
from tests.model.examples import berlin
from tests.model.mistakes import MISTAKES


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_explained(name: str) -> None:
    build, message = MISTAKES[name]
    with pytest.raises(ModelError) as caught:
        build()
    assert str(caught.value) == message


@pytest.mark.parametrize("name", MISTAKES)
def test_every_mistake_has_a_place_and_a_remedy_or_the_known_names(name: str) -> None:
    build, _ = MISTAKES[name]
    with pytest.raises(ModelError) as caught:
        build()
    for problem in caught.value.problems:
        assert problem.place
        assert problem.message.endswith(".")
        assert problem.remedy


def test_the_example_itself_is_sound() -> None:
    assert [step.name for step in berlin().sequence] == ["plan", "access", "meet", "outcome"]
