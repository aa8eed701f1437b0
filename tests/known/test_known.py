"""Every published answer is either compared with what the package says, or listed in `not_yet`."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.known import convert, problems
from tests.known.not_yet import ELSEWHERE, NOT_YET
from tests.known.problems import Answers


@cache
def answers(name: str) -> Answers:
    """What the package says on one published problem."""
    found: Answers = getattr(problems, name)(convert.known(name)["problem"])
    return found


def published(name: str) -> list[str]:
    return [answer["key"] for answer in convert.known(name)["answers"]]


def listed(name: str) -> dict[str, str]:
    """Answers that are not compared here."""
    return {**ELSEWHERE.get(name, {}), **NOT_YET.get(name, {})}


COMPARED = [(name, key) for name in convert.names() for key in published(name) if key not in listed(name)]


@pytest.mark.parametrize(("name", "key"), COMPARED)
def test_published_answer(name: str, key: str) -> None:
    wanted = next(answer for answer in convert.known(name)["answers"] if answer["key"] == key)
    assert_close(answers(name)[key], wanted["value"], max(wanted["tolerance"], 1e-9))


@pytest.mark.parametrize("name", convert.names())
def test_every_answer_is_compared_or_listed(name: str) -> None:
    others = set(listed(name))
    given = set(answers(name)) if others < set(published(name)) else set()
    assert others | given == set(published(name))
    assert not others & given, "an answer that can be produced is not to be listed as missing"
    assert not ELSEWHERE.get(name, {}).keys() & NOT_YET.get(name, {}).keys()


def test_nothing_unknown_is_listed() -> None:
    assert {*NOT_YET, *ELSEWHERE} <= set(convert.names())


@pytest.mark.parametrize(
    ("name", "key", "file"), [(n, *each) for n, keys in ELSEWHERE.items() for each in keys.items()]
)
def test_what_is_compared_elsewhere_is(name: str, key: str, file: str) -> None:
    text = (Path(__file__).parents[1] / "analysis" / file).read_text(encoding="utf-8")
    assert f'"{name}"' in text
    assert f'"{key}"' in text


def assert_close(given: Any, wanted: Any, tolerance: float) -> None:
    """Texts are equal, numbers are near, lists and tables hold the same things under the same keys."""
    if isinstance(wanted, dict):
        given = {_key(key): value for key, value in given.items()}
        wanted = {_key(key): value for key, value in wanted.items()}
        assert given.keys() == wanted.keys()
        for key, value in wanted.items():
            assert_close(given[key], value, tolerance)
    elif isinstance(wanted, list):
        assert len(given) == len(wanted)
        for ours, theirs in zip(given, wanted, strict=True):
            assert_close(ours, theirs, tolerance)
    elif isinstance(wanted, str):
        assert given == wanted
    else:
        assert given == pytest.approx(wanted, abs=tolerance, rel=0)


def _key(key: str | float) -> str | float:
    try:
        return float(key)
    except ValueError:
        return key


def test_the_comparison_can_fail() -> None:
    for wrong, right in (
        ({"a": 1.0}, {"a": 1.1}),
        ({"a": 1.1}, {"b": 1.1}),
        ({"b": 1.1}, {"b": "yes"}),
        ([1.0], [1.0, 2.0]),
    ):
        with pytest.raises((AssertionError, TypeError)):
            assert_close(wrong, right, 0.01)
