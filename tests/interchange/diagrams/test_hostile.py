"""Broken and hostile diagrams: refused in words, at once, or read."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from decision_model.errors import ScenarioError
from decision_model.interchange.draft import ImportChoices
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.imported import import_files
from tests.interchange.mutants import assert_endured, exchanged, mutants
from tests.profiles import examples

FILES = sorted((Path(__file__).parents[1] / "files").glob("*/*.*"))
OURS = ("xdsl", "bifxml", "pgmx", "netica", "hugin", "elvira")
LONGEST = 2.0
"""Seconds of the processor."""


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name in OURS], ids=lambda path: path.name)
def test_broken_files_are_read_or_refused_in_words(path: Path) -> None:
    data, number = path.read_bytes(), examples(150, quick=30)
    for broken in (*mutants(data, number), *exchanged(data, number)):
        assert_endured(path.name, broken, LONGEST)


def assert_refused(name: str, text: str, match: str) -> None:
    start = time.process_time()
    with pytest.raises(ScenarioError, match=match):
        import_files([ForeignFile(name, text.encode())], ImportChoices())
    assert time.process_time() - start < LONGEST


def test_a_table_that_would_be_astronomical_is_refused_at_once() -> None:
    states = "".join(f"<OUTCOME>s{n}</OUTCOME>" for n in range(30))
    nodes = "".join(f'<VARIABLE TYPE="nature"><NAME>n{n}</NAME>{states}</VARIABLE>' for n in range(20))
    given = "".join(f"<GIVEN>n{n}</GIVEN>" for n in range(19))
    table = f"<DEFINITION><FOR>n19</FOR>{given}<TABLE>1 0</TABLE></DEFINITION>"
    assert_refused("a.xml", f"<BIF><NETWORK>{nodes}{table}</NETWORK></BIF>", "would have .* numbers")


def test_a_few_words_that_stand_for_a_large_table_are_refused_at_once() -> None:
    states = "".join(f'<State name="s{n}" />' for n in range(10))
    names = [f"n{n}" for n in range(9)]
    variables = "".join(f'<Variable name="{n}" role="chance"><States>{states}</States></Variable>' for n in names)
    listed = "".join(f'<Variable name="{name}" />' for name in names)
    potential = f'<Potential type="Uniform"><Variables>{listed}</Variables></Potential>'
    text = f"<Variables>{variables}</Variables><Potentials>{potential}</Potentials>"
    assert_refused(
        "a.pgmx", f'<ProbModelXML><ProbNet type="DAN">{text}</ProbNet></ProbModelXML>', "more than 100,000 numbers"
    )


def test_utilities_that_are_added_up_in_endless_ways_take_no_time() -> None:
    parts = "".join(f'<mau id="m{n}"><parents>m{n + 1} m{n + 1}</parents></mau>' for n in range(60))
    text = f'<utility id="u"><utilities>1</utilities></utility><mau id="m60"><parents>u</parents></mau>{parts}'
    assert_refused("a.xdsl", f"<smile><nodes>{text}</nodes></smile>", "nothing is decided")


def test_a_total_that_is_a_part_of_itself_is_refused() -> None:
    text = '<utility id="u"><utilities>1</utilities></utility><mau id="a"><parents>b u</parents></mau>'
    text += '<mau id="b"><parents>a</parents></mau><mau id="c"><parents>a</parents></mau>'
    assert_refused("a.xdsl", f"<smile><nodes>{text}</nodes></smile>", "part of itself")


def test_many_nodes_are_refused() -> None:
    text = "".join(f'<decision id="d{n}"><state id="a" /></decision>' for n in range(500))
    assert_refused("a.xdsl", f"<smile><nodes>{text}</nodes></smile>", "more than 400 nodes")


def test_deep_braces_are_refused() -> None:
    assert_refused("a.dne", "// ~->[DNET-1]->~\nbnet a {" + "b {" * 100, "more than 40 blocks")
