"""A tree or a diagram as DOT, for Graphviz."""

from __future__ import annotations

import re
from collections.abc import Mapping

from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.interchange.sketch import SketchEdge, SketchNode, sketch
from decision_model.model.decision_model import DecisionModel
from decision_model.words.visible import clean

SHAPES: Mapping[str, str] = {
    "decision": "shape=box",
    "event": 'shape=box, style="rounded"',
    "end": "shape=plaintext",
    "cut": 'shape=box, style="dotted"',
    "consideration": "shape=hexagon",
    "total": "shape=box, peripheries=2",
}
THICK, THIN = "penwidth=2.5", "penwidth=0.8"


def write(model: DecisionModel, choices: ExportChoices) -> Exported:
    """The drawing; thick is what the plan takes, and dashed what is known before a decision."""
    drawn = sketch(model, choices.show)
    title = quoted(drawn.title, drawn.subtitle)
    lines = [
        "digraph decision_model {",
        f"  graph [rankdir=LR, label={title}, labelloc=t, fontname=Helvetica, splines=true];",
        "  node [fontname=Helvetica, margin=0.1];",
        "  edge [fontname=Helvetica];",
        *(f"  {quoted(node.key)} [{_node(node)}];" for node in drawn.nodes),
        *(f"  {quoted(edge.source)} -> {quoted(edge.target)} [{_edge(edge)}];" for edge in drawn.edges),
        "}",
    ]
    return Exported(("\n".join(lines) + "\n").encode(), drawn.remarks)


def quoted(*texts: str) -> str:
    """Texts as lines of one label; backslashes, quotes and entities mean nothing in them."""
    plain = (re.sub(r'(["\\])', r"\\\1", clean(text)).replace("&", "&amp;") for text in texts)
    return '"' + "\\n".join(plain) + '"'


def _node(node: SketchNode) -> str:
    bold = THICK if node.best else THIN if node.kind != "end" else ""
    return ", ".join(filter(None, (f"label={quoted(*node.lines)}", SHAPES[node.kind], bold)))


def _edge(edge: SketchEdge) -> str:
    label = f"label={quoted(*edge.lines)}" if edge.lines else ""
    look = {"informs": "style=dashed", "adds to": "arrowhead=none"}.get(edge.relation, "")
    arrow = f"arrowhead=none, {THICK if edge.best else THIN}" if edge.relation == "branch" else look
    return ", ".join(filter(None, (label, arrow)))


WRITER = Writer("dot", "DOT, for Graphviz", ".dot", write)
