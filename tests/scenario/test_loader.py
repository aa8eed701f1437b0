"""Text to nodes: YAML without its traps, within bounds, and with nothing executed."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision_model.errors import Problem, ScenarioError
from decision_model.scenario import parse, read
from decision_model.scenario.loader import LARGEST, load

BASE = (Path(__file__).parent / "mistakes" / "bases" / "where_to_meet.yaml").read_text("utf-8")


def plain(text: str) -> object:
    node, problems = load(text, "test")
    assert not problems
    return node.plain()


@pytest.mark.parametrize(
    "word", ["no", "yes", "on", "off", "n", "y", "12:30", "1961-11", "1961-11-08", "1_000", "0b1", "=", "+"]
)
def test_words_that_yaml_1_1_would_change_stay_text(word: str) -> None:
    assert plain(f"key: {word}") == {"key": word}


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("12", 12), ("-3", -3), ("+4", 4), ("007", 7), ("0o17", 15), ("0x1F", 31), ("0.5", 0.5), (".5", 0.5),
        ("5.", 5.0), ("1e3", 1000.0), ("-1.5E-2", -0.015), ("true", True), ("False", False), ("null", None),
        ("~", None), ("", None),
        ("'12'", "12"), ('"true"', "true"), ("''", ""),
    ],
)  # fmt: skip
def test_core_schema(word: str, value: object) -> None:
    found = load(f"key: {word}", "test")[0].value["key"].value
    assert found == value
    assert isinstance(found, type(value))


def test_keys_are_text() -> None:
    assert plain("1961: a\nno: b\ntrue: c\n1.50: d") == {"1961": "a", "no": "b", "true": "c", "1.50": "d"}


def test_a_very_long_number_is_only_slow_to_type() -> None:
    assert plain(f"key: {'9' * 100_000}") == {"key": float("inf")}


def test_numbers_are_quoted_as_they_were_written() -> None:
    model = parse(BASE.replace("title: Where to meet", "title: Where to meet\ndate: 1961.10\nquestion: 0123"))
    assert (model.date, model.question) == ("1961.10", "0123")


def test_lines_and_columns_survive_windows_line_ends() -> None:
    node, _ = load("a: 1\r\nb:\r\n  c: x\r\n", "test")
    assert node.value["b"].value["c"].start == (2, 5)
    assert str(node.value["b"].value["c"].origin.location((2, 5))) == "test:3:6"


def test_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    file = tmp_path / "marked.yaml"
    file.write_bytes(b"\xef\xbb\xbf" + BASE.encode())
    assert read(file).title == "Where to meet"


def test_too_large_a_file_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_bytes(b"a" * (LARGEST + 1_000_000))
    with pytest.raises(ScenarioError, match=r"large.yaml:1:1: the file has more than 5,000,000 bytes."):
        read(file)


@pytest.mark.parametrize(
    ("name", "message"), [("gone.yaml", "there is no such file. Did you mean 'here.yaml'?"), (".", "this is a folder.")]
)
def test_files_that_are_none(name: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "here.yaml").write_text(BASE)
    with pytest.raises(ScenarioError) as error:
        read(tmp_path / name)
    assert message in str(error.value)


@pytest.mark.parametrize(
    "value",
    [
        "!!python/object/apply:os.system ['touch executed']",
        "!!python/name:os.system",
        "!!python/object/new:os.system ['touch executed']",
        "__import__('os').system('touch executed')",
        "{{ cycler.__init__.__globals__.os.system('touch executed') }}",
    ],
)
def test_nothing_is_executed(value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScenarioError):
        parse(BASE.replace("by: 10", f"by: {value}"))
    assert not list(tmp_path.iterdir())


def test_alias_bomb_costs_nothing() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    with pytest.raises(ScenarioError, match="would repeat another part of the file"):
        parse(bomb)


def test_very_many_parts_are_refused() -> None:
    with pytest.raises(ScenarioError, match=r"the file has more than 50,000 parts\. Is it the right file\?"):
        parse("title:\n" + "  - x\n" * 60_000)


@pytest.mark.parametrize("bracket", ["[", "{a: ", "- ", "? "])
def test_depth_is_bounded(bracket: str) -> None:
    start = time.perf_counter()
    with pytest.raises(ScenarioError):
        parse("title: " + bracket * 100_000)
    assert time.perf_counter() - start < 5


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(ScenarioError):
        parse(text)


PIECES = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    "- ",
    "\t",
    '"',
    "'",
    "\n",
    "  ",
    "#",
    "null",
    "-1",
    "rest",
    "&a",
    "*a",
    "!x",
    "when",
    "|",
    ">",
    ",",
]


@given(st.integers(0, 2**32))
def test_any_damage_to_a_scenario_is_read_or_refused(seed: int) -> None:
    chance = random.Random(seed)
    text = BASE
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        text = text[:at] + chance.choice([*PIECES, ""]) + text[at + chance.randrange(3) :]
    problems: tuple[Problem, ...] = ()
    try:
        parse(text)
    except ScenarioError as error:
        problems = error.problems
    assert all(problem.location is not None for problem in problems)


def test_ten_kilobytes_load_in_milliseconds() -> None:
    """About 3 ms on the machine it was written on; the bound leaves room for slow ones."""
    step = BASE[BASE.index("  - event") : BASE.index("considerations:")]
    text = BASE.replace(
        "considerations:", "".join(step.replace("allies", f"allies_{n}") for n in range(40)) + "considerations:"
    )
    assert len(text) > 10_000
    best = min(_seconds(text) for _ in range(5))
    assert best < 0.05


def _seconds(text: str) -> float:
    start = time.perf_counter()
    load(text, "test")
    return time.perf_counter() - start


@pytest.mark.parametrize("base", [False, True])
def test_a_pipe_is_no_scenario_and_nobody_waits_for_it(base: bool, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "top.yaml").write_text("decision_model: 1\nextends: pipe.yaml\n")
    with pytest.raises(ScenarioError, match="this is a device or a pipe, not a file with text in it"):
        read(tmp_path / ("top.yaml" if base else "pipe.yaml"))


def test_a_device_is_no_scenario() -> None:
    with pytest.raises(ScenarioError, match="this is a device or a pipe, not a file with text in it"):
        read("/dev/zero")
