"""A plan that is given is nowhere called the best one: sentences, columns and pictures of every question, the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import decision_model as dm
from decision_model import figures
from decision_model.analysis.registry import analyses
from decision_model.analysis.result import Result
from decision_model.interfaces.explorer.page import explore_page

SCENARIOS = Path(__file__).parents[2] / "scenarios"
GIVEN = dm.read(SCENARIOS / "textbook" / "pig_breeding.yaml").varied(what_if="trust_tests")
ASKED = [each for each in analyses() if each.question.in_run and each.question.fits(GIVEN)]
BESIDE = {"explain", "rank", "risk_profile"}
"""Questions that hold the given plan against the best one, and name both."""
CLAIMED = re.compile(r"(?<!than the )(?<!as the )\bbest plan|what is best|stays best|is best\b", re.IGNORECASE)


REFUSED = {"information", "waiting", "option"}
"""Questions about what one would do if more were known or on offer."""


def answered(name: str) -> Result:
    (each,) = [each for each in ASKED if each.name == name]
    result: Result = getattr(dm, name)(GIVEN, **each.question.arguments(GIVEN))
    return result


def said(result: Result) -> Iterator[str]:
    yield from (result.statement.headline, result.statement.detail)
    yield from (column.title for column in result.columns if "plan" in column.title)
    words = figures.picture(result).words
    yield from (words.title, words.subtitle)
    yield from (text.get_text() for text in figures.draw(result).findobj(lambda artist: hasattr(artist, "get_text")))


@pytest.mark.parametrize("name", [each.name for each in ASKED if each.name not in BESIDE | REFUSED])
def test_no_question_calls_a_given_plan_the_best(name: str) -> None:
    assert [text for text in said(answered(name)) if CLAIMED.search(text.replace("\n", " "))] == []


def test_the_risk_told_is_that_of_the_given_plan() -> None:
    assert answered("risk_profile").statement.headline.startswith("‘The given plan’ brings 718 DKK on average")


def test_the_page_of_a_given_plan_calls_it_so() -> None:
    page = explore_page(GIVEN)
    assert 'The <span class="plan-called">given plan</span> in words' in page
    assert 'The <span class="plan-called">best plan</span> in words' in explore_page(GIVEN.copied(followed={}))
