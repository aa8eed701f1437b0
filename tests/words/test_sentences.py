"""Lists, plurals, ordinals, names and ends of sentences."""

from __future__ import annotations

import pytest

from decision_model.words.names import quoted
from decision_model.words.sentences import capital, counted, listed, ordinal, sentence


@pytest.mark.parametrize(
    ("items", "most", "said"),
    [
        ([], None, ""),
        (["a"], None, "a"),
        (["a", "b"], None, "a and b"),
        (["a", "b", "c"], None, "a, b and c"),
        (["a", "b", "c", "d"], None, "a, b, c and d"),
        (["a", "b", "c", "d"], 4, "a, b, c and d"),
        (["a", "b", "c", "d"], 3, "a, b and 2 more"),
        (["a", "b, c"], None, "a; b, c"),
    ],
)
def test_lists_in_words(items: list[str], most: int | None, said: str) -> None:
    assert listed(items, most=most) == said


def test_a_list_of_alternatives() -> None:
    assert listed(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 claims"), (1, "1 claim"), (2, "2 claims"), (12_345, "12,345 claims")]
)
def test_plurals(number: int, said: str) -> None:
    assert counted(number, "claim") == said


def test_a_plural_of_its_own() -> None:
    assert (counted(1, "history", "histories"), counted(3, "history", "histories")) == ("1 history", "3 histories")


@pytest.mark.parametrize(
    ("place", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (21, "21st"), (111, "111th")],
)
def test_ordinals(place: int, said: str) -> None:
    assert ordinal(place) == said


def test_names_are_set_apart() -> None:
    assert quoted("Plan a bilateral privately") == "\u2018Plan a bilateral privately\u2019"


def test_sentences_end_once_and_begin_large() -> None:
    assert [sentence(text) for text in ("It rains", "It rains.", "Does it?")] == ["It rains.", "It rains.", "Does it?"]
    assert [capital(text) for text in ("it rains", "", "\u2018a\u2019")] == ["It rains", "", "\u2018a\u2019"]
