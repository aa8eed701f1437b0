"""Which cases occur, against all cases gone through."""

from __future__ import annotations

from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from decision_model.interchange.diagrams import support
from decision_model.interchange.diagrams.diagram import Diagram, DiagramNode
from decision_model.interchange.diagrams.support import ABSENT, CaseSupport

CHANCES = [(1.0, 0.0), (0.0, 1.0), (0.5, 0.5), (0.0, 0.0), (0.2, 0.8)]


@st.composite
def diagrams(draw: Any) -> Diagram:
    """Up to five steps of two states, each hanging on up to two before it."""
    nodes: list[DiagramNode] = []
    for number in range(draw(st.integers(1, 5))):
        name = f"n{number}"
        if draw(st.integers(0, 3)) == 0:
            pairs = frozenset(draw(st.lists(st.sampled_from([("a", "a"), ("a", "b"), ("b", "a")]), max_size=2)))
            events = [node.name for node in nodes if node.kind == "decision"]
            bound = ((draw(st.sampled_from(events)), pairs),) if events and pairs != {("a", "a"), ("a", "b")} else ()
            nodes.append(DiagramNode("decision", name, 1, states=("a", "b"), restrictions=bound))
            continue
        known = [node.name for node in nodes]
        parents = tuple(draw(st.lists(st.sampled_from(known), max_size=2, unique=True))) if known else ()
        rows = {row: draw(st.sampled_from(CHANCES)) for row in product("ab", repeat=len(parents))}
        nodes.append(DiagramNode("chance", name, 1, states=("a", "b"), parents=parents, rows=rows))
    return Diagram("random", tuple(nodes))


def all_cases(diagram: Diagram, found: CaseSupport) -> list[dict[str, str]]:
    """Every case that occurs, one step after the other."""
    cases: list[dict[str, str]] = [{}]
    for node in diagram.nodes:
        longer = []
        for case in cases:
            row = tuple(case[parent] for parent in node.parents)
            states = list(node.states)
            if node.kind == "decision":
                states = [s for s in states if not any((case[step], s) in pairs for step, pairs in node.restrictions)]
            elif ABSENT in row:
                states = [ABSENT]
            else:
                above = [s for s, chance in zip(states, node.rows[row], strict=True) if chance > 0]
                states = [*above, *sorted(found.never[node.name])] if above else [ABSENT]
            longer += [{**case, node.name: state} for state in states]
        cases = longer
    return cases


@given(diagrams(), st.data())
def test_what_is_said_to_occur_does_and_nothing_else(diagram: Diagram, data: Any) -> None:
    found = CaseSupport(diagram)
    for node in diagram.nodes:
        found.add(node)
    names = data.draw(st.lists(st.sampled_from([node.name for node in diagram.nodes]), unique=True))
    expected = {tuple(case[name] for name in names) for case in all_cases(diagram, found)}
    assert found.reachable(names) == expected
    assert set(found.in_order(names)) == expected


def test_where_cases_are_too_many_all_are_taken_to_occur(monkeypatch: Any) -> None:
    nodes = (
        DiagramNode("chance", "x", 1, states=("a", "b"), rows={(): (0.5, 0.5)}),
        DiagramNode("chance", "y", 1, states=("a", "b"), parents=("x",), rows={("a",): (1, 0), ("b",): (0, 1)}),
    )
    found = CaseSupport(Diagram("small", nodes))
    for node in nodes:
        found.add(node)
    assert found.reachable(["x", "y"]) == {("a", "a"), ("b", "b")}
    monkeypatch.setattr(support, "MOST_CASES", 1)
    assert found.reachable(["x", "y"]) == set(product("ab", repeat=2))
