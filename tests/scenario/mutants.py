"""Scenario files with a few mistakes in them, as careless hands, broken copies and hostile ones make them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from pathlib import Path

from decision_model.model.typed_text import CURLY_QUOTES, INVISIBLE, MINUS_SIGNS, SPACES

ROOT = Path(__file__).parents[2]
FOLDERS = ("scenarios/textbook", "scenarios/berlin_1961", "tests/scenario/mistakes/bases")
MISTAKES = ROOT / "tests" / "scenario" / "mistakes"

WORDS = (
    "rest", "value", "range", "nan", ".inf", "-.inf", "1e400", "1e90", "1e-320", "-1", "0", "1", "30%", "null", "~",
    "{}", "[]", "true", "no", "''", '"', "'", "otherwise", "when", "then", "p_objct", "min(", "1/0", "x / 0", "*a",
    "&a", "!!python/object", "---", "...", "|", ">", "? ", ": ", "- ", "#", "\t", "[0, 1]", "[1, 0]",
    "{value: 1, range: [0, 2]}", "999999999999",
    "sum", "multiplicative", "choquet", "lower", "uniform", "normal", "\x07", "\u2028", "\x85", "\ud7ff", "\U0001f600",
    *SPACES[:4], *INVISIBLE[:4], *MINUS_SIGNS[-4:], *CURLY_QUOTES[:6],
)  # fmt: skip

Mutation = Callable[[random.Random, list[str]], None]
"""Changes the lines of a file in place."""


def sound_texts() -> list[str]:
    """The files that mutants are made of: those that are shipped."""
    return _texts(path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.yaml")))


def mistaken_texts() -> list[str]:
    """Files that have a mistake already."""
    return _texts(sorted(MISTAKES.glob("*.yaml")))


def _texts(paths: Iterable[Path]) -> list[str]:
    own = [path.read_text("utf-8", "replace") for path in paths]
    return [text for text in own if not any(line.startswith("extends:") for line in text.splitlines())]


def _line(draw: random.Random, lines: list[str]) -> int:
    return draw.randrange(len(lines))


def _delete_line(draw: random.Random, lines: list[str]) -> None:
    del lines[_line(draw, lines)]


def _repeat_line(draw: random.Random, lines: list[str]) -> None:
    lines.insert(_line(draw, lines), lines[_line(draw, lines)])


def _swap_lines(draw: random.Random, lines: list[str]) -> None:
    first, second = _line(draw, lines), _line(draw, lines)
    lines[first], lines[second] = lines[second], lines[first]


def _indent(draw: random.Random, lines: list[str]) -> None:
    place = _line(draw, lines)
    lines[place] = lines[place][1:] if draw.random() < 0.5 else " " * draw.randint(1, 3) + lines[place]


def _change_character(draw: random.Random, lines: list[str]) -> None:
    place = _line(draw, lines)
    column = draw.randrange(len(lines[place]) + 1)
    lines[place] = lines[place][:column] + draw.choice(WORDS) + lines[place][column + draw.randint(0, 2) :]


def _change_word(draw: random.Random, lines: list[str]) -> None:
    place = _line(draw, lines)
    words = lines[place].split(" ")
    words[draw.randrange(len(words))] = draw.choice(WORDS)
    lines[place] = " ".join(words)


def _borrow_word(draw: random.Random, lines: list[str]) -> None:
    """A word of another line in the place of one, as when a name is mistaken for another."""
    words = lines[_line(draw, lines)].replace(",", " ").replace("{", " ").replace("}", " ").split() or ["rest"]
    place = _line(draw, lines)
    own = lines[place].split(" ")
    own[draw.randrange(len(own))] = draw.choice(words)
    lines[place] = " ".join(own)


def _cut(draw: random.Random, lines: list[str]) -> None:
    place = _line(draw, lines)
    lines[place] = lines[place][: draw.randrange(len(lines[place]) + 1)]


MUTATIONS: tuple[Mutation, ...] = (
    _delete_line, _repeat_line, _swap_lines, _indent, _change_character, _change_word, _borrow_word, _cut,
)  # fmt: skip


def mutant(text: str, seed: int) -> str:
    """A text with one to three mutations; the same for the same seed."""
    draw = random.Random(seed)
    lines = text.split("\n")
    for _ in range(draw.randint(1, 3)):
        draw.choice(MUTATIONS)(draw, lines)
        lines = lines or [""]
    return "\n".join(lines)
