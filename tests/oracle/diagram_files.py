"""Files of diagrams solved by pyAgrum: XMLBIF by its own reader, XDSL by one that has nothing of ours."""

from __future__ import annotations

from itertools import product
from math import prod
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from tests.oracle.agrum import expected, gum, quietly

MOST_LOOKED_AT = 20_000


def bifxml_total(path: Path, whole: bool = False) -> float:
    """The maximum expected utility of an XMLBIF file."""
    with quietly():
        return expected(_whole(gum.loadID(str(path)), whole))


def xdsl_total(path: Path, whole: bool = False) -> float:
    """The maximum expected utility of an XDSL file, weights of its total multiplied in."""
    with quietly():
        return expected(_whole(_drawn(path), whole))


def _whole(drawn: Any, whole: bool) -> Any:
    """The diagram; `whole` with a worthless utility over all that each decision knows.

    pyAgrum 3.3 can miss the best policy where it finds that a decision bears on little; this keeps it from looking.
    """
    decisions = [node for node in drawn.nodes() if drawn.isDecisionNode(node)] if whole else []
    for decision in decisions:
        names = [drawn.variable(node).name() for node in (*sorted(drawn.parents(decision)), decision)]
        if prod(drawn.variable(name).domainSize() for name in names) <= MOST_LOOKED_AT:
            worthless = f"worthless_{decision}"
            drawn.addUtilityNode(gum.LabelizedVariable(worthless, worthless, 1))
            for name in names:
                drawn.addArc(name, worthless)
            drawn.utility(worthless).fillWith(0)
    return drawn


def _drawn(path: Path) -> Any:
    drawn = gum.InfluenceDiagram()
    nodes = list(ElementTree.parse(path).getroot().find("nodes") or ())
    weights = {name: 1.0 for node in nodes for name in [str(node.get("id"))]}
    for node in nodes:
        if node.tag == "mau":
            weights.update(zip(_words(node, "parents"), map(float, _words(node, "weights")), strict=True))
    states = {str(node.get("id")): [str(state.get("id")) for state in node.findall("state")] for node in nodes}
    for node in nodes:
        name = str(node.get("id"))
        if node.tag == "mau":
            continue
        variable = gum.LabelizedVariable(name, name, states[name] or 1)
        {"cpt": drawn.addChanceNode, "decision": drawn.addDecisionNode, "utility": drawn.addUtilityNode}[node.tag](
            variable
        )
        parents = _words(node, "parents")
        for parent in parents:
            drawn.addArc(parent, name)
        if node.tag == "decision":
            continue
        numbers = iter(map(float, _words(node, "probabilities") or _words(node, "utilities")))
        for row in product(*(states[parent] for parent in parents), *([states[name]] if states[name] else [])):
            case = dict(zip((*parents, *([name] if states[name] else [])), row, strict=True))
            if node.tag == "cpt":
                drawn.cpt(name)[case] = next(numbers)
            else:
                drawn.utility(name)[case] = weights[name] * next(numbers)
        assert next(numbers, None) is None
    return drawn


def _words(node: ElementTree.Element, tag: str) -> list[str]:
    return (node.findtext(tag) or "").split()
