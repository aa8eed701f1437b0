"""What is read from the files as text is what the modules declare, and every room has what it needs."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

import decision_model as dm
from decision_model.analysis.asked_arguments import arguments, option_of
from decision_model.analysis.question import FORMS
from decision_model.analysis.registry import GROUPS, Analysis, analyses, analysis

PACKAGE = Path(dm.__file__).parent
every_analysis = pytest.mark.parametrize("found", analyses(), ids=lambda found: found.name)


@every_analysis
def test_what_is_read_as_text_is_what_the_module_says(found: Analysis) -> None:
    assert (inspect.getdoc(found.function) or "").splitlines()[0] == found.summary
    assert found.question.order == found.order
    assert found.summary.endswith(".")
    assert getattr(dm, found.name) is found.function
    assert found.name in dir(dm)


@every_analysis
def test_every_argument_that_is_asked_for_is_explained(found: Analysis) -> None:
    options = [option_of(name, ask) for name, (_, ask, _) in arguments(found.function)]
    assert len(options) == len(set(options))
    for name, (_, ask, _) in arguments(found.function):
        assert ask.help.endswith("."), name
        assert ask.metavar in FORMS or ask.metavar.upper() == ask.metavar, name


@every_analysis
def test_every_analysis_has_a_picture_of_the_same_name(found: Analysis) -> None:
    if found.name != "numbers":  # a list to look something up in
        assert (PACKAGE / "figures" / found.group / f"{found.name}.py").is_file()


def test_names_are_unique_and_places_are_known() -> None:
    names = [each.name for each in analyses()]
    assert len(names) == len(set(names))
    assert {each.group for each in analyses()} == set(GROUPS)
    found = analysis("waiting")
    assert found is not None
    assert found.group == "time"
    assert analysis("nothing") is None


def test_every_place_in_a_group_is_taken_once() -> None:
    places = [(each.group, each.order) for each in analyses()]
    assert len(places) == len(set(places))
