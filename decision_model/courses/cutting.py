"""The text of a scenario with some of it taken out, and the questions as comments where they belong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from decision_model.courses.items import NUMBER, Askable
from decision_model.errors import ModelError
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.numbers import number
from decision_model.scenario.gaps import GAP
from decision_model.scenario.loader import load
from decision_model.scenario.nodes import YamlNode, find

WIDTH = 110
"""Columns of a comment."""


@dataclass(frozen=True)
class Piece:
    """A piece of a text: lines and columns from 0, the end excluded; `entry` is a whole entry of a list."""

    start: tuple[int, int]
    end: tuple[int, int]
    entry: bool

    def holds(self, other: Piece) -> bool:
        """Whether another piece stands within this one."""
        return self != other and self.entry and self.start <= other.start and other.end <= self.end


class Written:
    """A scenario as it is written, in which items can be found."""

    def __init__(self, model: CompiledRecord, text: str):
        self.model = model
        self.text = text
        self.lines = text.split("\n")
        self._root, _ = load(text, "scenario")

    def cut(self, item: Askable) -> Piece | None:
        """Where an item stands; None for one that is not written, as it follows from a judgement or a distribution."""
        node, reached = find(self._root, item.place)
        if item.kind == NUMBER:
            return self._number(item, node)
        if reached != item.place or not isinstance(node.value, dict):
            return None
        line, column = node.start
        return Piece((line, 0), (self._below(line, column), 0), True)

    def _number(self, item: Askable, node: YamlNode) -> Piece | None:
        stands = node.value.get("value") if isinstance(node.value, dict) else node
        if stands is None or isinstance(stands.value, dict | list | bool | None):
            return None
        try:
            read = number(float(stands.value) if isinstance(stands.value, int) else stands.value)
        except ModelError:
            return None
        is_it = read.formula == self.model.numbers[item.name].number.formula
        return Piece(stands.start, stands.end, False) if is_it else None

    def _below(self, line: int, column: int) -> int:
        """The line after an entry of a list: the next that stands no further in than its dash."""
        for below in range(line + 1, len(self.lines)):
            text = self.lines[below]
            if text.strip() and len(text) - len(text.lstrip()) < column:
                return below - (not self.lines[below - 1].strip())
        return len(self.lines) - 1

    def piece(self, cut: Piece) -> str:
        """What stands in a place."""
        if cut.entry:
            return "\n".join(self.lines[cut.start[0] : cut.end[0]])
        if cut.start[0] == cut.end[0]:
            return self.lines[cut.start[0]][cut.start[1] : cut.end[1]]
        first, *between = self.lines[cut.start[0] : cut.end[0]]
        return "\n".join([first[cut.start[1] :], *between])

    def with_questions(self, questions: Mapping[Piece, str], head: Iterable[str], gaps: bool) -> str:
        """The text under some lines of a head, with a comment above each piece; each a gap where `gaps`."""
        comments: dict[int, list[str]] = {}
        lines: list[str | None] = [*self.lines]
        for cut in sorted(questions, key=lambda cut: cut.start, reverse=True):
            line = cut.start[0]
            indent = len(self.lines[line]) - len(self.lines[line].lstrip())
            comments[line] = [*commented(questions[cut], indent), *comments.get(line, [])]
            if gaps:
                _take_out(lines, cut, indent)
        out = [*head]
        for line, kept in enumerate(lines):
            out += comments.get(line, [])
            out += [kept] if kept is not None else []
        return "\n".join(out)


def _take_out(lines: list[str | None], cut: Piece, indent: int) -> None:
    """Leave a gap instead of a piece."""
    (line, column), (last, end) = cut.start, cut.end
    text = lines[line]
    assert text is not None
    if cut.entry:
        lines[line] = f"{' ' * indent}- {GAP}"
        lines[line + 1 : last] = [None] * (last - line - 1)
    elif line == last:
        lines[line] = f"{text[:column]}{GAP}{text[end:]}"
    else:
        lines[line] = f"{text[:column]}{GAP}"
        lines[line + 1 : last] = [None] * (last - line - 1)


def commented(text: str, indent: int = 0) -> list[str]:
    """A text as lines of comments."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    room = max(40, WIDTH - indent - 2)
    return [
        f"{' ' * indent}# {line}" for line in wrap(plain, room, break_long_words=False, break_on_hyphens=False) or [""]
    ]


def cuts(written: Written, items: Sequence[Askable]) -> dict[Askable, Piece]:
    """Where items stand, those that are not written left out."""
    found = ((item, written.cut(item)) for item in items)
    return {item: cut for item, cut in found if cut is not None}


def outermost(wanted: Sequence[Askable], places: Mapping[Askable, Piece]) -> list[Askable]:
    """Each item once, in the order of the text, without those that stand within another one."""
    once = [item for item in dict.fromkeys(wanted) if not any(places[o].holds(places[item]) for o in wanted)]
    return sorted(once, key=lambda item: places[item].start)
