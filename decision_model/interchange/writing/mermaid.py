"""A tree or a diagram as Mermaid, which many wikis and repositories draw."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.interchange.sketch import Sketch, SketchEdge, sketch
from decision_model.model.decision_model import DecisionModel
from decision_model.words.visible import clean

SHAPES: Mapping[str, tuple[str, str]] = {
    "decision": ("[", "]"),
    "event": ("([", "])"),
    "end": (">", "]"),
    "cut": ("[/", "/]"),
    "consideration": ("{{", "}}"),
    "total": ("[[", "]]"),
}
ARROWS: Mapping[str, str] = {"branch": "---", "influences": "-->", "informs": "-.->", "adds to": "---"}


def write(model: DecisionModel, choices: ExportChoices) -> Exported:
    """The tree or the diagram."""
    return drawing(model, choices.show)


def drawing(model: DecisionModel, show: str) -> Exported:
    """The drawing; thick is what the plan takes, and dotted what is known before a decision."""
    drawn = sketch(model, show)
    keys = {node.key: f"n{place}" for place, node in enumerate(drawn.nodes, 1)}
    lines = [
        "---",
        f"title: {json.dumps(clean(drawn.title), ensure_ascii=False)}",
        "---",
        "flowchart LR",
        f"    accTitle: {_told(drawn.title)}",
        f"    accDescr: {_told(drawn.subtitle)}",
        *(
            f"    {keys[node.key]}{SHAPES[node.kind][0]}{label(*node.lines)}{SHAPES[node.kind][1]}"
            for node in drawn.nodes
        ),
        *(f"    {keys[edge.source]} {_arrow(edge)} {keys[edge.target]}" for edge in drawn.edges),
        *_emphasis(drawn, keys),
    ]
    return Exported(("\n".join(lines) + "\n").encode(), drawn.remarks)


def label(*texts: str) -> str:
    """Texts as lines of one label, in which every sign but letters, digits and spaces is written by its number."""
    return '"' + "<br/>".join("".join(map(_sign, clean(text))) for text in texts) + '"'


def _sign(sign: str) -> str:
    return sign if sign.isalnum() or sign in " .,%" else f"#{ord(sign)};"


def _told(text: str) -> str:
    """A text for those who cannot see the drawing: one line, without the signs that end or begin something."""
    told = "".join(sign if sign not in "#;{}<>`" else " " for sign in clean(text)).strip()
    return re.sub("%(?=%)", "% ", told) or "-"


def _arrow(edge: SketchEdge) -> str:
    arrow = "===" if edge.best else ARROWS[edge.relation]
    return f"{arrow}|{label(*edge.lines)}|" if edge.lines else arrow


def _emphasis(drawn: Sketch, keys: Mapping[str, str]) -> list[str]:
    best = [keys[node.key] for node in drawn.nodes if node.best]
    if not best:
        return []
    return ["    classDef best stroke-width:3px", f"    class {','.join(best)} best"]


WRITER = Writer("mermaid", "Mermaid", ".mmd", write)
