"""The influence diagram as a graph."""

from __future__ import annotations

import networkx as nx

from tests.model.examples import berlin


def edges(relation: str) -> set[tuple[str, str]]:
    return {(a, b) for a, b, kind in berlin().graph.edges(data="relation") if kind == relation}


def test_nodes_have_their_kind_and_label() -> None:
    nodes = berlin().graph.nodes(data=True)
    kinds = {name: data["kind"] for name, data in nodes}
    assert kinds == {
        "plan": "decision",
        "access": "event",
        "meet": "decision",
        "outcome": "event",
        "unity": "consideration",
        "peace": "consideration",
        "effort": "consideration",
        "total": "total",
    }
    assert dict(nodes)["plan"]["label"] == "plan"


def test_dependence_is_what_the_tables_use() -> None:
    used = {("access", "meet"), ("plan", "meet"), ("meet", "outcome"), ("meet", "unity"), ("plan", "effort")}
    assert edges("dependence") == used | {("outcome", "peace"), ("meet", "peace")}


def test_information_is_what_became_known_since_the_last_decision() -> None:
    known = edges("information") | edges("dependence")
    assert {("plan", "meet"), ("access", "meet")} <= known
    assert not any(to in ("plan", "access", "outcome") for _, to in edges("information"))


def test_values_lead_to_the_total() -> None:
    assert edges("value") == {("unity", "total"), ("peace", "total"), ("effort", "total")}


def test_it_has_no_circles() -> None:
    assert nx.is_directed_acyclic_graph(berlin().graph)
