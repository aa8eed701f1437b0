"""Questions about what it is worth to know, and about the numbers at which what is best changes."""

from __future__ import annotations

from collections.abc import Iterator
from math import floor, log10

import numpy as np

from decision_model.analysis.effort import IN_RUN
from decision_model.analysis.registry import analysis
from decision_model.analysis.result import Result
from decision_model.analysis.robustness.flip_numbers import NumberFlip, NumberFlips
from decision_model.analysis.time.gain import gain_amounts
from decision_model.analysis.time.information import Information, InformationValue
from decision_model.analysis.time.perfect_information import FORESEEN, knowing
from decision_model.courses.quiz.ground import Ground, asked, choice, told
from decision_model.courses.quiz.items import MOST_DECIMALS, AskedNumber, NumberItem, QuizItem, QuizOption, WrongNumber
from decision_model.courses.quiz.lots import shuffled
from decision_model.errors import ModelError
from decision_model.solver.conditional import chance, expected
from decision_model.words.names import quoted

ASKED = 2
"""Values of information, and switching values, that are asked for at most."""

DIGITS = 3
"""Digits of a switching value that is asked for."""

CHOSEN = "That comes of taking the best outcome for granted: knowing an outcome does not choose it."
NOT_TAKEN_OFF = "That is the total with the knowledge: what one has without it is still to be taken off."
SAME = "That comes of overlooking that with the knowledge one would choose otherwise in some case."

WORTHY = 0.2
"""The least worth of knowing that is asked for, as a part of the least gap of two totals that is."""

NAMED = ("parameter", "weight")
"""Kinds of numbers that have a name of their own, and are asked about where no number has a range."""

LEAST = 0.02
"""How far a number must move, as a part of the way to its end, for its switching value to be asked for."""


def about_worth(ground: Ground) -> Iterator[QuizItem]:
    """What knowing is worth, and where what is best changes."""
    information = _result(ground, "information")
    if isinstance(information, InformationValue):
        yield from _about_information(ground, information)
    flips = _result(ground, "flip_numbers")
    if isinstance(flips, NumberFlips) and not ground.is_tied:
        yield from _about_switches(ground, flips)


def _result(ground: Ground, name: str) -> Result | None:
    """An analysis's answer; None where it does not fit the model, would take minutes, or is refused."""
    found = analysis(name)
    assert found is not None
    try:
        if found.question.fits(ground.model) and found.question.work(ground.model) <= IN_RUN:
            return found.ask(ground.model)
    except ModelError:
        pass
    return None


def _about_information(ground: Ground, found: InformationValue) -> Iterator[QuizItem]:
    rows = [row for row in found.ranked if row.kind == "perfect" and len(row.events) == 1]
    worthy = [row for row in rows if row.value > WORTHY * ground.clear]
    for row in shuffled(worthy, ground.seed, lambda row: f"information {row.events[0]}")[:ASKED]:
        question = _information(ground, found, row)
        if question is not None:
            yield question
    most = _most_worth(ground, rows)
    if most is not None:
        yield most


def _information(ground: Ground, found: InformationValue, row: Information) -> QuizItem | None:
    written = gain_amounts(ground.model, [row.value])
    (event,), base = row.events, found.base
    title, before = quoted(ground.steps[event]), quoted(ground.steps[row.before])
    best = _best_outcome(ground, row)
    gain = [] if best is None else [WrongNumber(ground.sign * (best - base) / written.factor, CHOSEN)]
    slips = [*gain, WrongNumber(row.total / written.factor, NOT_TAKEN_OFF), WrongNumber(0.0, SAME)]
    item = NumberItem(
        number=AskedNumber(row.value / written.factor, written.decimals, written.unit),
        slips=tuple(slips),
        key=f"information:{event}|{row.before}",
        title=f"What knowing {title} is worth",
        stem=told(f"Suppose {title} could be known for certain before {before} is decided, free of charge"),
        feedback=told(
            f"With the knowledge the best plan comes to {ground.amounts.phrase(row.total)}, "
            f"without it to {ground.amounts.phrase(base)}; knowing is worth {written.phrase(row.value)}",
            *(line for line in row.plan[:3] if FORESEEN not in line),
        ),
        about={"asked": "information", "event": event, "before": row.before},
    )
    return asked(item, "By how much would that better the total, on average?", ground.seed)


def _best_outcome(ground: Ground, row: Information) -> float | None:
    """What the best outcome of an event brings to one who knows it; None where that cannot be told."""
    if ground.is_averse:
        return None
    event = ground.model.steps[row.events[0]]
    try:
        told_of = knowing(ground.model, row.events, row.before)
        totals = [
            float(np.asarray(expected(told_of, None, {event.name: (name,)})))
            for name in event.state_names
            if float(chance(told_of, event.name, name, {})) > 0
        ]
    except (ModelError, KeyError):
        return None
    return ground.sign * max(ground.sign * total for total in totals)


def _most_worth(ground: Ground, rows: list[Information]) -> QuizItem | None:
    """Which event is most worth knowing."""
    ordered = sorted(rows, key=lambda row: -row.value)
    if len(ordered) < 2 or ordered[0].value - ordered[1].value <= ground.clear:
        return None
    best, written = ordered[0], gain_amounts(ground.model, [row.value for row in ordered])
    spread = {row.events[0]: _uncertain(ground, row.events[0]) for row in ordered}
    wrong: dict[str, str] = {}
    open_most = max(spread, key=lambda name: round(spread[name], 9))
    wrong[open_most] = "It is the most uncertain, but what is uncertain need not change what one does."
    for row in ordered[1:]:
        if row.value <= ground.clear:
            wrong.setdefault(row.events[0], "It would change nothing that one does, so knowing it is worth nothing.")
        else:
            wrong.setdefault(row.events[0], "It is worth knowing, but less: compare what one would do otherwise.")
    options = [QuizOption(ground.steps[best.events[0]], True, f"Up to {written.phrase(best.value)}.")]
    options += [QuizOption(ground.steps[name], False, text) for name, text in wrong.items() if name != best.events[0]]
    return choice(
        options,
        ground.seed,
        key="most-worth-knowing",
        title="What is most worth knowing?",
        stem=told("Which event is it most worth to know before deciding, each by itself?"),
        feedback=told(*(f"{quoted(row.title)}: {written.phrase(row.value)}" for row in ordered[:4])),
        about={"asked": "most worth knowing", "right": best.events[0]},
    )


def _uncertain(ground: Ground, event: str) -> float:
    """How far the likeliest outcome of an event is from certain, under the best plan."""
    states = ground.model.steps[event].state_names
    return 1 - max(float(chance(ground.model, event, state, {})) for state in states)


def _about_switches(ground: Ground, found: NumberFlips) -> Iterator[QuizItem]:
    able = [flip for flip in found.flips if flip.value is not None and not flip.at_base and (flip.share or 0) > LEAST]
    own = [flip for flip in able if flip.number.kind in NAMED]
    stated = [flip for flip in able if flip.number.origin == "stated"] or own
    for flip in shuffled(stated, ground.seed, lambda flip: f"switch {flip.number.address}")[:ASKED]:
        question = _switch(ground, flip)
        if question is not None:
            yield question


def _switch(ground: Ground, flip: NumberFlip) -> QuizItem | None:
    number, value = flip.number, flip.value
    assert value is not None
    factor, unit = (100.0, "%") if number.is_share else (1.0, "")
    decimals = max(0, min(MOST_DECIMALS, DIGITS - 1 - floor(log10(abs(value * factor))))) if value else DIGITS
    way = "rises" if value > number.base else "falls"
    whole = f", as a share of {number.whole}," if number.is_share else ""
    kept = "the others keep their proportions" if number.is_share else "all else stays as it is"
    slips = []
    if number.low >= 0 and number.high <= 1 and not number.is_share:
        slips = [WrongNumber(1 - value, "That is the chance of the opposite.")]
    now, _ = number.texts(number.base, value)
    item = NumberItem(
        number=AskedNumber(value * factor, decimals, unit),
        slips=tuple(slips),
        key=f"switch:{number.address}",
        title=f"Where {quoted(number.label)} turns the answer",
        stem=told(f"{quoted(number.label)}{whole} is {now} now and may lie anywhere from {number.span}; {kept}"),
        feedback=told(flip.sentence),
        about={"asked": "switch", "number": number.address, "way": way},
    )
    question = f"As it {way} from there, at which value does what is best first change?"
    return asked(item, question, ground.seed)
