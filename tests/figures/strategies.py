"""Random models with the labels, numbers and structures that break drawings."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from decision_model.errors import ModelError
from decision_model.model import (
    Citation,
    Claim,
    Decision,
    DecisionModel,
    Event,
    Expectation,
    Number,
    Option,
    Perspective,
    Source,
    adjusted,
    consideration,
    decision,
    decision_model,
    event,
    number,
)
from decision_model.model.formulas import Constant
from decision_model.model.numbers import frozen
from decision_model.model.tables import condition

ALPHABETS = (
    "abcdefghij ABCDE  klmno,.'-",
    "WMQwm@%&",
    "àéîõüßçñÅŐ ǅẞ",
    "абвгдежз ИЙК",
    "αβγδ ΔΛΩ",
    "אבגדה וזחט",
    "مرحبا بالعالم سلام",
    "会谈柏林 危机",
    "ไทยภาษา कखगघ ि",
    "🙂🚀 e\u0301a\u0308 \u200f\u200d",
    "$x^2$ \\frac{a}{b} <b>&amp; \t\n",
)


@st.composite
def titles(draw: Any) -> str:
    """1 to 80 characters of one or two alphabets."""
    alphabet = "".join(draw(st.lists(st.sampled_from(ALPHABETS), min_size=1, max_size=2)))
    least, most = draw(st.sampled_from([(1, 6), (1, 80), (40, 80), (80, 80)]))
    return str(draw(st.text(alphabet, min_size=least, max_size=most)))


@st.composite
def steps(draw: Any, index: int, before: list[Decision | Event]) -> Decision | Event:
    """A decision or an event, often absent in part of the tree, some outcomes without chance."""
    count = draw(st.sampled_from([2, 3, 2, 1] if index < 3 else [2, 1]))
    names = [f"s{number}" for number in range(count)]
    state_titles = {name: draw(titles()) for name in names}
    only_if = None
    if before and draw(st.integers(0, 3)) == 0:
        earlier = draw(st.sampled_from(before))
        only_if = {earlier.name: draw(st.sampled_from(earlier.state_names))}
    if draw(st.booleans()):
        options = {name: Option(name, label) for name, label in state_titles.items()}
        if before and count > 1 and draw(st.booleans()):
            earlier = draw(st.sampled_from(before))
            only_after = condition({earlier.name: draw(st.sampled_from(earlier.state_names))})
            options[names[-1]] = Option(names[-1], state_titles[names[-1]], only_after)
        return decision(f"d{index}", options, label=draw(titles()), only_if=only_if)
    shares = draw(st.lists(st.integers(0, 5), min_size=count, max_size=count).filter(any))
    tiny = draw(st.booleans())
    chances = {name: share / sum(shares) for name, share in zip(names, shares, strict=True)}
    if tiny and count > 1:
        chances = {**dict.fromkeys(names, 1e-9), names[0]: "rest"}
    return event(f"e{index}", state_titles, chances, label=draw(titles()), only_if=only_if)


@st.composite
def models(draw: Any) -> DecisionModel:
    """A small model of any kind."""
    sequence: list[Decision | Event] = []
    for index in range(draw(st.integers(1, 5))):
        sequence.append(draw(steps(index, sequence)))
    weighted = draw(st.booleans())
    size = 1.0 if weighted else draw(st.sampled_from([1e-9, 1e-3, 1.0, 1e3, 1e6, 1e12]))
    considerations = [draw(scored(number, sequence, weighted, size)) for number in range(draw(st.integers(1, 5)))]
    options = (
        {}
        if weighted
        else {"combine": "sum", "unit": draw(titles()), "better": draw(st.sampled_from(["higher", "lower"]))}
    )
    try:
        return decision_model(draw(titles()), sequence, considerations, **options)
    except ModelError as error:
        from hypothesis import reject

        reject()
        raise AssertionError from error


@st.composite
def scored(draw: Any, number: int, sequence: list[Decision | Event], weighted: bool, size: float) -> Any:
    """A consideration that reads one or two steps, often leaving several paths level."""
    relevant = draw(st.lists(st.sampled_from(sequence), min_size=1, max_size=2, unique_by=lambda step: step.name))
    amounts = st.integers(0, 10) if weighted else st.integers(-10, 10)
    changes = [
        ({step.name: state}, draw(amounts) * size)
        for step in relevant
        for state in step.state_names
        if draw(st.booleans())
    ]
    start = draw(st.integers(0, 50)) * size
    weight = draw(st.sampled_from([0, 1, 3])) if weighted else None
    return consideration(f"k{number}", adjusted(start, changes), weight=weight, label=draw(titles()))


SIZES = (1e-9, 1e-3, 1.0, 1.0, 1e3, 1e6, 1e12)
BASES = ("source", "ordinal", "elicited", "assumption")


@st.composite
def uncertain(draw: Any, value: float, low: float, high: float) -> Number:
    """A number that may have a range, about it or beginning at it, and rests on anything."""
    basis = draw(st.sampled_from(BASES))
    cite = (Citation("memo", draw(titles())),) if basis == "source" else ()
    span = draw(st.sampled_from([None, (low, high), (value, high), (low, value), (value, value)]))
    return Number(Constant(value), span, basis=basis, cite=cite)


@st.composite
def judged(draw: Any, place: int, sequence: list[Decision | Event], weighted: bool) -> Any:
    """A consideration of a size of its own, with ranges; two options may be level, or a hair apart."""
    size = 1.0 if weighted else draw(st.sampled_from(SIZES))
    relevant = draw(st.lists(st.sampled_from(sequence), min_size=1, max_size=2, unique_by=lambda step: step.name))
    amounts = st.integers(0, 10) | st.sampled_from([1 / 3, 2.5, 2.500001, 9.999])
    changes = []
    for step in relevant:
        for state in step.state_names:
            if draw(st.booleans()):
                change = draw(amounts) * size
                changes.append(({step.name: state}, draw(uncertain(change, 0.0, max(change, 10 * size)))))
    start = draw(st.integers(0, 50)) * size
    points = float(draw(st.sampled_from([0, 1, 1, 3])))
    weight = draw(uncertain(points, 0.0, points + 2)) if weighted else None
    return consideration(f"k{place}", adjusted(number(start), changes), weight=weight, label=draw(titles()))


@st.composite
def argued(draw: Any) -> DecisionModel:
    """A model that every picture can be asked of: a decision first, ranges, perspectives, claims and a source."""
    count = draw(st.integers(1, 4))
    options = {f"s{place}": draw(titles()) for place in range(count)}
    sequence: list[Decision | Event] = [decision("d0", options, label=draw(titles()))]
    for index in range(1, draw(st.integers(1, 4))):
        sequence.append(draw(steps(index, sequence)))
    weighted = draw(st.sampled_from([True, True, False]))
    considerations = [draw(judged(place, sequence, weighted)) for place in range(draw(st.integers(2, 4)))]
    names = [consideration.name for consideration in considerations]
    points = st.integers(1, 9)
    views = {
        f"p{place}": Perspective(f"p{place}", draw(titles()), frozen({name: number(draw(points)) for name in names}))
        for place in range(draw(st.integers(1, 3)) if weighted else 0)
    }
    choice = st.sampled_from(list(options))
    forms = st.sampled_from(["best", "possible"])
    claims = [
        Claim(draw(titles()), Expectation(draw(forms), frozen({"d0": draw(choice)})), cite=(Citation("memo", "1"),))
        for _ in range(draw(st.integers(1, 3)))
    ]
    options = {} if weighted else {"combine": "sum", "unit": draw(titles()), "better": draw(st.sampled_from(WAYS))}
    try:
        model = decision_model(draw(titles()), sequence, considerations, sources=MEMO, **options)
        return model.copied(perspectives=frozen(views), claims=tuple(claims))
    except ModelError as error:
        from hypothesis import reject

        reject()
        raise AssertionError from error


WAYS = ("higher", "lower")
MEMO = {"memo": Source("memo", "A memorandum")}
