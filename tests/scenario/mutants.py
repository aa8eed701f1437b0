"""Scenario files with a few mistakes in them, as careless hands, broken copies and hostile ones make them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
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


NUMBER = re.compile(r"(?<![\w.-])-?\d+(?:\.\d+)?(?![\w.])")
ENTRY = re.compile(r"(?<=[{,]) ?\w+: (?:[^,{}\[\]]+|\{[^{}]*\}),?")
LABEL = re.compile(r"(?<=: )[A-Z][^,:{}\[\]\"'#|>]*(?=[,}]|$)")
NAME = re.compile(r"(?<![\w.])[a-z]\w+(?!\w*:)(?![\w.])")
NUMBERS = ("0", "1", "-1", "0.5", "1e-9", "0.999999", "100", "1e6", "1e90", "1e-300", "33.333333333333336", "3e99")
LABELS = (
    "x" * 200, "'=1+1'", "' @x'", '"a;=b"', "'\u65e5\u672c\u8a9e'", "'a \u202e b'", '"tab\\there"',
    "'<b>&amp;</b>'", "'$x^2$'", "'No'", "'\\\\frac'", "'{a}'", "'%s %d'", "'\u0301'", "Same",
)  # fmt: skip
TOP = (
    "combine: sum", "combine: choquet", "combine: multiplicative", "better: lower", "risk_tolerance: 20",
    "risk_tolerance: {value: 30, range: [1, 1000]}",
    "unit: USD million", "parameters: {extra: {value: 2, range: [1, 3]}}",
    "perspectives: {other: {label: Other, weights: {}}}", "interactions: []", "what_ifs: {again: {label: Again}}",
)  # fmt: skip
SPREADS = (
    "range: [0, 1]", "range: [0, 100]", "range: [{0}, {0}]", "distribution: {{uniform: {{low: 0, high: 1}}}}",
    "distribution: {{normal: {{mean: {0}, sd: 0.1}}}}", "range: [0, 1], distribution: {{beta: {{alpha: 2, beta: 3}}}}",
)  # fmt: skip


def _replace_one(draw: random.Random, lines: list[str], pattern: re.Pattern[str], text: Callable[[str], str]) -> None:
    """Another text in the place of one match, in a line that has some; nothing where none has."""
    places = [(row, match) for row, line in enumerate(lines) for match in pattern.finditer(line)]
    if places:
        row, match = draw.choice(places)
        lines[row] = lines[row][: match.start()] + text(match.group()) + lines[row][match.end() :]


def _other_number(draw: random.Random, lines: list[str]) -> None:
    near = draw.choice((0.5, 0.9, 0.99, 1.01, 1.1, 2, 10))

    def change(old: str) -> str:
        return f"{float(old) * near:.6g}" if draw.random() < 0.6 else draw.choice(NUMBERS)

    _replace_one(draw, lines, NUMBER, change)


def _spread(draw: random.Random, lines: list[str]) -> None:
    """A range or a distribution beside a number."""
    _replace_one(draw, lines, NUMBER, lambda old: f"{{value: {old}, {draw.choice(SPREADS).format(old)}}}")


def _drop_entry(draw: random.Random, lines: list[str]) -> None:
    _replace_one(draw, lines, ENTRY, lambda _: "")


def _other_label(draw: random.Random, lines: list[str]) -> None:
    _replace_one(draw, lines, LABEL, lambda _: draw.choice(LABELS))


def _swap_names(draw: random.Random, lines: list[str]) -> None:
    """Two names each in the other's place, in the whole file or in one line."""
    names = sorted({match.group() for line in lines for match in NAME.finditer(line)})
    if len(names) > 1:
        first, second = draw.sample(names, 2)
        other = {first: second, second: first}
        rows = range(len(lines)) if draw.random() < 0.5 else [_line(draw, lines)]
        for row in rows:
            lines[row] = NAME.sub(lambda match: other.get(match.group(), match.group()), lines[row])


def _repeat_rule(draw: random.Random, lines: list[str]) -> None:
    """A rule or an entry of a list twice, one after the other."""
    rows = [row for row, line in enumerate(lines) if line.lstrip().startswith("- ")]
    if rows:
        row = draw.choice(rows)
        lines.insert(row, lines[row])


def _setting(draw: random.Random, lines: list[str]) -> None:
    """Another rule for the whole, in the place of one that stands there."""
    line = draw.choice(TOP)
    key = line.partition(":")[0] + ":"
    lines[:] = [other for other in lines if not other.startswith(key)]
    place = next((row for row, other in enumerate(lines) if other.startswith("title:")), 0)
    lines.insert(place + 1, line)


MUTATIONS: tuple[Mutation, ...] = (
    _delete_line, _repeat_line, _swap_lines, _indent, _change_character, _change_word, _borrow_word, _cut,
)  # fmt: skip
"""What breaks most files."""

GENTLE: tuple[Mutation, ...] = (
    _other_number, _spread, _drop_entry, _other_label, _swap_names, _repeat_rule, _setting,
)  # fmt: skip
"""What leaves many files whole, with another meaning."""


def mutant(text: str, seed: int, mutations: Sequence[Mutation] = (*MUTATIONS, *GENTLE)) -> str:
    """A text with one to three mutations; the same for the same seed."""
    draw = random.Random(seed)
    lines = text.split("\n")
    for _ in range(draw.randint(1, 3)):
        draw.choice(mutations)(draw, lines)
        lines = lines or [""]
    return "\n".join(lines)


def layered(text: str, seed: int) -> dict[str, str]:
    """The files, by name, of a chain in which each extends the one before: a mutant, and some of its lines restated.

    The last file, `top.yaml`, is the one to read.
    """
    draw = random.Random(seed)
    lines = text.split("\n")
    heads = [row for row, line in enumerate(lines) if line[:1].isalpha()] or [0]
    files = {"base.yaml": mutant(text, seed) if draw.random() < 0.5 else text}
    below = "base.yaml"
    for name in ("middle.yaml", "top.yaml") if draw.random() < 0.5 else ("top.yaml",):
        start = draw.randrange(len(heads))
        end = heads[start + 1] if start + 1 < len(heads) else len(lines)
        head = [
            f"extends: {draw.choice((below, below, below, name, 'none.yaml'))}",
            "decision_model: 1",
            "title: Other",
        ]
        remove = [f"remove: [{match.group()}]" for match in NAME.finditer(lines[draw.randrange(len(lines))])][:1]
        files[name] = mutant("\n".join([*head, *remove, *lines[heads[start] : end]]), seed + 1)
        below = name
    return files


SCRAPS = (
    b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x00", b"\xe2\x82", b"\xa0",
    b"\x93", b"\xef\xbb\xbf", b"\r",
)  # fmt: skip
"""Bytes that are no UTF-8, or that a text seldom holds."""


def scrambled(text: str, seed: int) -> bytes:
    """A file in the bytes of another encoding, or in which some are wrong, missing or too many."""
    draw = random.Random(seed)
    data = bytearray(text.encode(draw.choice(("utf-8", "utf-8", "utf-8", "utf-16", "utf-8-sig", "latin-1")), "replace"))
    for _ in range(draw.randint(1, 3)):
        place = draw.randrange(len(data) + 1)
        data[place : place + draw.randint(0, 2)] = draw.choice(SCRAPS)
    return bytes(data)
