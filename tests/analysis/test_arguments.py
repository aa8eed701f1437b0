"""Whatever is given to a public question in Python: an answer, or a refusal that names the argument."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from decision_model.analysis.elicitation import pairwise, rank_order_centroid, rank_sum, swing_weights
from decision_model.analysis.registry import Analysis, analyses
from decision_model.errors import DecisionError, ModelError
from tests.analysis.small import rain

BAD: Mapping[str, Any] = {
    "none": None,
    "fraction": "1/3",
    "no text": "",
    "infinite": float("inf"),
    "nan": float("nan"),
    "empty mapping": {},
    "empty list": [],
    "true": True,
    "negative": -1,
    "zero": 0,
    "too large": 10**400,
    "complex": 3 + 4j,
    "object": object(),
    "list of none": [None],
    "list of lists": [[]],
    "unknown names": ["nobody", "nobody"],
    "wrong way round": (1, 0),
    "range of nan": (0.0, float("nan")),
    "one end": (1,),
    "mapping of none": {"place": None},
    "mapping of numbers": {1: 2},
    "mapping of lists": {"place": ["in"]},
    "array": np.array([1.0, 2.0]),
    "no array": np.array("x"),
}
QUICK: Mapping[str, Any] = {"draws": 20, "points": 3}
"""What keeps a question short that is asked with its other arguments bad."""
ARGUMENTS = [(entry, name) for entry in analyses() for name in inspect.signature(entry.function).parameters]


@pytest.mark.parametrize(("entry", "name"), ARGUMENTS, ids=[f"{entry.name}-{name}" for entry, name in ARGUMENTS])
def test_a_bad_argument_is_refused_or_makes_sense(entry: Analysis, name: str) -> None:
    known = inspect.signature(entry.function).parameters
    first = next(iter(known))
    for kind, value in BAD.items():
        given = {key: quick for key, quick in QUICK.items() if key in known} | {first: rain()}
        given |= {"second": rain()} if entry.name == "difference" else {}
        try:
            list(entry.function(**{**given, name: value}).rows())
        except DecisionError:
            continue
        else:
            assert name != first, kind


@pytest.mark.parametrize("entry", analyses(), ids=lambda entry: str(entry.name))
def test_every_question_says_what_kind_of_model_it_expects(entry: Analysis) -> None:
    known = inspect.signature(entry.function).parameters
    with pytest.raises(ModelError, match=f"^{next(iter(known))}: 'x' is not a "):
        entry.function("x", *(["x"] if entry.name == "difference" else []))


@pytest.mark.parametrize(
    ("question", "given", "message"),
    [
        ("rank", {"by": []}, "by: it names nothing. Name something, or leave it out."),
        ("rank", {"by": "place"}, "by: 'place' is not a list of names, such as ['name']."),
        ("rank", {"by": ["place", "place"]}, "by: 'place' is named twice. Name each decision once."),
        ("regret", {"over": []}, "over: it names nothing. Name something, or leave it out."),
        ("winners", {"order": []}, "order: it names nothing. Name something, or leave it out."),
        ("claims", {"draws": True}, "draws: True is not a whole number."),
        ("simulate", {"draws": 0}, "draws: 0 draws are not enough. Ask for at least 1."),
        ("tornado", {"swing": float("nan")}, "swing: nan is not a number."),
        ("one_way", {"between": (0.1,)}, "between: (0.1,) is not 2 numbers, such as (0.2, 0.8)."),
    ],
)
def test_a_refusal_names_the_argument_and_what_is_expected(question: str, given: dict[str, Any], message: str) -> None:
    ask = next(entry.function for entry in analyses() if entry.name == question)
    with pytest.raises(ModelError) as refused:
        ask(rain(), **given)
    assert str(refused.value) == message


CHANGES = ["parameters", "weights", "shares", "numbers", "choose", "decide_before", "know_before", "without"]
FITTING = ("zero", "array", "fraction", "negative", "wrong way round", "one end")
"""Kinds of numbers that are some, whether or not they fit where they are put."""
KEYS = {"parameters": "p_rain", "weights": "joy", "shares": "joy", "numbers": "p_rain", "know_before": "weather"}


@pytest.mark.parametrize("change", [*CHANGES, "perspective", "what_if"])
def test_what_is_varied_must_make_sense(change: str) -> None:
    for kind, value in BAD.items():
        key = KEYS.get(change, "place")
        for given in (value, {key: value}):
            stays = change == "shares" and kind in ("nan", "range of nan")
            if given is None or stays or kind == "empty mapping" or (kind in FITTING and given is not value):
                continue
            with pytest.raises(ModelError):
                rain().varied(**{change: given})


@pytest.mark.parametrize("value", [np.float64(0.25), np.float32(0.25), 0.25, np.array([0.25, 0.5])])
def test_numbers_of_numpy_are_numbers(value: Any) -> None:
    assert rain().varied(parameters={"p_rain": value})


@pytest.mark.parametrize("value", list(BAD.values()), ids=list(BAD))
def test_weights_are_not_made_from_what_says_none(value: Any) -> None:
    orders = () if isinstance(value, str) and value else (rank_order_centroid, rank_sum)
    for ask in (swing_weights, pairwise, *orders):
        with pytest.raises(ModelError):
            ask(value)  # type: ignore[operator]
    with pytest.raises(ModelError, match=r"^swings: "):
        swing_weights({"a": 100, "b": -1 if value is BAD["zero"] else value})
    with pytest.raises(ModelError, match=r"^comparisons: "):
        pairwise({("a", "b"): value})
    with pytest.raises(ModelError, match=r"^comparisons: "):
        pairwise({value if isinstance(value, str | tuple) else None: 3})  # type: ignore[dict-item]
    if value is not None:
        with pytest.raises(ModelError, match=r"^random_index: "):
            pairwise({("a", "b"): 3}, random_index=value)


def test_a_pair_that_is_missing_is_named() -> None:
    with pytest.raises(ModelError, match=r"^comparisons: 'b' and 'c' are not compared\. Compare every pair once\."):
        pairwise({("a", "b"): 3, ("a", "c"): 2})
