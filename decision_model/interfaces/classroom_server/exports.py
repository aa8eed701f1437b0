"""The answers of a room as files: a table, and a scenario that starts from the room's own."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from decision_model.interfaces.classroom_server.questions import MOST, Questions, RoomAnswer
from decision_model.interfaces.classroom_server.record import WEIGHTS, saved
from decision_model.interfaces.formats import FORMULA
from decision_model.model import DecisionModel
from decision_model.scenario.emitter import inline

ROUND, KEY, CHOICE = "round", "key", "choice"
SIGNS = 12
"""Signs of a key: enough to tell a thousand persons apart."""


def answers_csv(questions: Questions, rounds: Mapping[int, Mapping[str, RoomAnswer]]) -> bytes:
    """A row an answer, in an order that tells nothing of when it came; a person has the same key in every round."""
    titles = {item.name: item.title for item in questions.choices}
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    weights = [f"weight.{name}" for name in questions.weights]
    chances = [f"chance.{item.name}" for item in questions.chances]
    writer.writerow([ROUND, KEY, CHOICE, *weights, *chances, "moved"])
    for round, votes in sorted(rounds.items()):
        for who, answer in sorted(votes.items()):
            chosen = _as_text(titles.get(answer.choice, ""))
            moved = sum(answer.touched)
            writer.writerow([round, short_key(who), chosen, *map(_short, answer.weights + answer.chances), moved])
    text = sheet.getvalue()
    return text.encode("utf-8" if text.isascii() else "utf-8-sig")


@dataclass(frozen=True)
class RoomRound:
    """One round in a room's file."""

    path: Path
    round: int


def last_rounds(path: Path) -> tuple[RoomRound, ...]:
    """The last two rounds of a room's file that somebody has answered, or the one; raises FileError."""
    _, votes = saved(path)
    return tuple(RoomRound(path, round) for round in sorted({round for round, _, _ in votes})[-2:])


def saved_csv(path: Path, only: int | None = None) -> bytes:
    """The answers of a room's file, as `class` reads them, or those of a round `only`; raises FileError."""
    facts, votes = saved(path)
    votes = [vote for vote in votes if only in (None, vote[0])]
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow([ROUND, KEY, CHOICE, *(f"weight.{name}" for name in facts.get(WEIGHTS, "").split())])
    for round, who, text in sorted(votes):
        answer = json.loads(text)
        writer.writerow([round, short_key(who), answer["choice"], *answer["weights"]])
    return sheet.getvalue().encode()


def short_key(who: str) -> str:
    """What tells a participant from others in a table."""
    return f"p-{who[:SIGNS]}"


def class_yaml(model: DecisionModel, questions: Questions, file: str, answers: Sequence[RoomAnswer]) -> bytes:
    """A scenario that extends `file`: everybody's weights as perspectives, and what all think likely as distributions.

    A chance becomes `discrete`: each person's answer is equally likely to be drawn. Its value is their median.
    """
    lines = [f"# {len(answers)} answers", f"extends: {inline(file)}", ""]
    if questions.chances:
        lines += ["parameters:", *_parameters(model, questions, answers), ""]
    if questions.groups:
        lines.append("perspectives:")
    taken = set(model.perspectives)
    for place, answer in enumerate(answers if questions.groups else ()):
        weights = dict(zip(questions.weights, answer.weights, strict=True))
        shown = {"label": f"Person {place + 1}", "weights": weights}
        lines.append(f"  {free_name(f'person_{place + 1}', taken)}: {inline(shown)}")
    return ("\n".join(lines) + "\n").encode()


def _parameters(model: DecisionModel, questions: Questions, answers: Sequence[RoomAnswer]) -> Iterator[str]:
    for place, item in enumerate(questions.chances):
        given = [answer.chances[place] / MOST for answer in answers]
        low, high = _bounds(model, item.name)
        inside = [value for value in given if low <= value <= high]
        if len(inside) < len(given):
            beyond = len(given) - len(inside)
            yield f"  # {beyond} of {len(given)} answers lie beyond the range, {low} to {high}: left out"
        if inside:
            yield f"  {item.name}: {inline(spread(inside))}"


def spread(values: Sequence[float]) -> dict[str, object]:
    """A number as persons judged it: their median, and each one's value with the same chance."""
    counts = sorted(Counter(values).items())
    median = float(np.median(values))
    if len(counts) == 1:
        return {"value": median}
    chances = {_short(value): round(count / len(values), 12) for value, count in counts}
    return {"value": median, "distribution": {"discrete": chances}}


def _bounds(model: DecisionModel, name: str) -> tuple[float, float]:
    bounds = model.parameters[name].number.range
    return (0.0, 1.0) if bounds is None else (float(bounds[0]), float(bounds[1]))


def _short(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _as_text(text: str) -> str:
    return FORMULA.sub(r"\1'", text)


def free_name(name: str, taken: set[str]) -> str:
    """A name that is not taken, which it then is."""
    while name in taken:
        name += "_"
    taken.add(name)
    return name
