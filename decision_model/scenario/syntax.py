"""The errors of libyaml about a broken file, explained to somebody who does not know YAML."""

from __future__ import annotations

import re
from typing import Any

from decision_model.errors import Problem
from decision_model.model.typed_text import CURLY_QUOTES, character_name
from decision_model.scenario.nodes import Mark, YamlFile

_KEY = re.compile(r"(?P<key>\s*(?:- +)*[\w.-]+: +)(?P<value>\S.*)")
_GLUED = re.compile(r"\s*(?:- +)*(?P<key>\w+):(?P<value>[^\s:].*)")
_CURLY = re.compile(f"(?:[:,{{\\[-]\\s*|['\"].*)(?P<quote>[{CURLY_QUOTES}])")
_WORD = re.compile(r"\s*(?:- +)*[\w-]+\s*")
_BEFORE_WORDS = re.compile(r"\s*(?:- +)*")
_ENTRY = re.compile(r"(?P<before> *)- +(?P<key>\w+):")
_GLUED_DASH = re.compile(r"-(?P<rest>\w+:.*)")

_BEGIN_ENTRIES = (("decide", "event"), ("when", "otherwise"), ("name",), ("claim",))
"""The keys that the entries of a list begin with, together those of one list."""

_WITHOUT_DASHES = ("sources:", "parameters:", "options:", "outcomes:", "perspectives:", "what_ifs:")
"""The lines below which entries are written 'name: ...'."""

Explanation = tuple[Mark, str, str]


def explained(error: Any, origin: YamlFile) -> Problem:
    """The problem of a text that is not YAML, where a reader would look for it."""
    mark, message, remedy = _explanation(error, origin)
    curly = _CURLY.search(origin.line(mark[0]))
    if curly:
        curly_quote = character_name(curly["quote"])
        remedy = f"{remedy} Curly quotes, such as the {curly_quote} here, do not count as quotes: type straight ones."
    return Problem((), message, remedy.strip(), origin.location(mark), code="not-yaml")


def _explanation(error: Any, origin: YamlFile) -> Explanation:
    problem = str(error.problem)
    mark = _at(error.problem_mark)
    start = _at(error.context_mark) if error.context_mark else mark
    for fragment, words in _EXPLANATIONS:
        if fragment in problem:
            described: Explanation = words(origin, mark, start)
            return described
    if "quoted scalar" in str(error.context):
        return start, "this quoted text cannot be read.", "Check the quotes and what stands between them."
    return mark, f"this cannot be read ({problem}).", "Check the line, and the end of the line above."


def _at(mark: Any) -> Mark:
    return mark.line, mark.column


def _character(origin: YamlFile, mark: Mark) -> str:
    line = origin.line(mark[0])
    return line[mark[1]] if mark[1] < len(line) else ""


def _start(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    character = _character(origin, mark)
    if character == "\t":
        return mark, "this line is indented with a tab.", "Indent with spaces: two for each level."
    return mark, f"a text cannot begin with '{character}'.", "Put it in quotes."


def _colon(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    line = origin.line(mark[0])
    key_and_value = _KEY.match(line)
    if key_and_value and key_and_value.end("key") <= mark[1]:
        quoted = key_and_value["value"].replace('"', "'")
        return mark, "a text with a colon in it needs quotes.", f'Write {key_and_value["key"].strip()} "{quoted}".'
    above = _above(origin, mark[0])
    no_space = _GLUED.match(origin.line(above))
    if no_space and "{" not in no_space["value"]:
        return _space_missing(above, no_space)
    if _WORD.fullmatch(line[: mark[1]]):
        return (
            (mark[0], len(line) - len(line.lstrip())),
            "this line stands too far to the right, so it reads as part of the text above.",
            _below_words(origin, above),
        )
    return mark, "a text with a colon in it needs quotes.", "Put quotes around the whole text."


def _below_words(origin: YamlFile, line: int) -> str:
    """How to line a line up with the words of another one."""
    before = _BEFORE_WORDS.match(origin.line(line))
    spaces = before.end() if before else 0
    return f"Put {_spaces(spaces)} before it, so that it begins in the same column as the words of line {line + 1}."


def _spaces(count: int) -> str:
    return f"{count or 'no'} space{'' if count < 2 else 's'}"


def _above(origin: YamlFile, line: int) -> int:
    """The nearest line above that says something."""
    for number in range(line - 1, -1, -1):
        text = origin.line(number).strip()
        if text and not text.startswith("#"):
            return number
    return max(line - 1, 0)


def _no_colon(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    line = origin.line(start[0])
    no_space = _GLUED.match(line)
    if no_space:
        return _space_missing(start[0], no_space)
    word = line[start[1] :].strip()
    return (
        start,
        "a colon is missing in this line.",
        f"Write '{word}: ...', or join the line to the text it belongs to.",
    )


def _space_missing(line: int, no_space: re.Match[str]) -> Explanation:
    mark = line, no_space.start("value")
    return mark, "a space is missing after the colon.", f"Write '{no_space['key']}: {no_space['value']}'."


def _misaligned(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    character = _character(origin, mark)
    before = origin.line(mark[0])[: mark[1]]
    if character and character in "}]":
        return mark, f"there is a '{character}' too many.", "Remove it, or add the bracket that opens it."
    if "'" in before:
        return (
            mark,
            "the quoted text ends before this.",
            "Put double quotes around a text that has an apostrophe in it.",
        )
    if '"' in before:
        return mark, "the quoted text ends before this.", "Put the closing quote at the very end of the text."
    if character == "-":
        return _stray_entry(origin, mark)
    above = _above(origin, mark[0])
    if _ENTRY.match(origin.line(above)) and mark[0] != above:
        return mark, "this line does not line up with any line above it.", _below_words(origin, above)
    return (
        mark,
        "this line does not line up with any line above it.",
        f"Lines that belong together start in the same column{_column_above(origin, mark)}.",
    )


def _stray_entry(origin: YamlFile, mark: Mark) -> Explanation:
    """An entry that is indented otherwise than those of its list, or whose list is not begun."""
    glued = _GLUED_DASH.match(origin.line(mark[0])[mark[1] :])
    if glued:
        return _dash_glued(mark, glued)
    message = "a list entry ('- ') stands among lines of 'key: value'."
    own = _ENTRY.match(origin.line(mark[0]))
    kin = next((keys for keys in _BEGIN_ENTRIES if own and own["key"] in keys), ())
    for number in range(mark[0] - 1, -1, -1):
        entry = _ENTRY.match(origin.line(number))
        if entry and entry["key"] in kin and len(entry["before"]) != mark[1]:
            spaces = _spaces(len(entry["before"]))
            return mark, message, f"Put {spaces} before it, as before the entry in line {number + 1}."
    return mark, message, "Indent it below the key it belongs to."


def _dash_glued(mark: Mark, glued: re.Match[str]) -> Explanation:
    return mark, "a space is missing after the dash.", f"Write '- {glued['rest']}'."


def _column_above(origin: YamlFile, mark: Mark) -> str:
    """Where the line above starts and where this one does, if both can be said."""
    above = (number for number in range(mark[0] - 1, -1, -1) if origin.line(number).split("#")[0].strip())
    number = next(above, None)
    if number is None:
        return ""
    line = origin.line(number)
    spaces = len(line) - len(line.lstrip(" "))
    return f": line {number + 1} has {spaces} spaces before it, this one {mark[1]}"


def _not_an_entry(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    text = origin.line(mark[0])[mark[1] :]
    glued = _GLUED_DASH.match(text)
    if glued:
        return _dash_glued(mark, glued)
    message = "this line stands in a list but is not part of an entry."
    spaces = _spaces(start[1])
    if text.partition(":")[0] in (key for keys in _BEGIN_ENTRIES for key in keys):
        return mark, message, f"Begin an entry with it: write '- {text.strip()}', with {spaces} before the dash."
    above = _above(origin, mark[0])
    heading = origin.line(_above(origin, start[0])).strip()
    if heading in _WITHOUT_DASHES:
        return (
            mark,
            f"under '{heading}' a line with a dash stands beside one without.",
            (f"Remove the '- ' in line {start[0] + 1}: its entries are written 'name: ...'."),
        )
    entries = range(mark[0] - 1, start[0] - 1, -1)
    begun = next((n for n in entries if (e := _ENTRY.match(origin.line(n))) and len(e["before"]) == start[1]), above)
    return mark, message, _below_words(origin, begun)


def _open_bracket(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    opening = _character(origin, start)
    closing = {"{": "}", "[": "]"}.get(opening, "")
    if mark[0] > start[0]:
        return start, f"this '{opening}' is never closed.", f"Add the missing '{closing}'."
    return mark, f"a comma or the closing '{closing}' is missing before this.", "Put commas between the entries."


def _open_quote(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    quote = _character(origin, start)
    return start, "this quote is never closed.", f"Add the closing {quote} at the end of the text."


def _dash(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    return mark, "a list cannot begin in the middle of a line.", "Put each '- ' on a line of its own, or write [a, b]."


def _mark_word(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    return start, f"a text cannot begin with '{_character(origin, start)}'.", "Put it in quotes."


def _escape(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    return (
        _backslash(origin, mark),
        "a backslash has a special meaning inside double quotes.",
        "Write it twice (\\\\), or use single quotes.",
    )


def _backslash(origin: YamlFile, mark: Mark) -> Mark:
    column = origin.line(mark[0]).find("\\", mark[1])
    return (mark[0], column) if column >= 0 else mark


def _after_bar(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    return (
        mark,
        f"the text after '{_character(origin, start)}' must begin on the next line.",
        "Break the line here and indent the text.",
    )


def _second(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    return mark, "the scenario has ended above.", "A file holds one scenario: remove the '...'."


def _question(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    return mark, "a text cannot begin with '?'.", "Put it in quotes."


def _stray(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    remedy = "Put a space after it, remove it, or put quotes around the text."
    return mark, f"this '{_character(origin, mark)}' does not belong here.", remedy


def _nothing(origin: YamlFile, mark: Mark, start: Mark) -> Explanation:
    return mark, "something is missing before this.", "Remove a comma or a bracket, or add what is missing."


_EXPLANATIONS: tuple[tuple[str, Any], ...] = (
    ("cannot start any token", _start),
    ("tab character", _start),
    ("mapping values are not allowed", _colon),
    ("could not find expected ':'", _no_colon),
    ("did not find expected key", _misaligned),
    ("did not find expected '-' indicator", _not_an_entry),
    ("did not find expected ',' or", _open_bracket),
    ("unexpected end of stream", _open_quote),
    ("block sequence entries are not allowed", _dash),
    ("alphabetic or numeric character", _mark_word),
    ("unknown escape character", _escape),
    ("expected comment or line break", _after_bar),
    ("expected <document start>", _second),
    ("expected node content", _nothing),
    ("mapping keys are not allowed", _question),
    ("found unexpected ':'", _stray),
    ("expected whitespace or line break", _mark_word),
)
