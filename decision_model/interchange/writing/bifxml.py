"""Influence diagrams in XMLBIF, for pyAgrum and AIspace."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from decision_model.interchange.diagrams.from_model import DrawnNode, drawn
from decision_model.interchange.diagrams.xml_text import number, visible
from decision_model.interchange.draft import Remark
from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.model.decision_model import DecisionModel

TYPES = {"chance": "nature", "decision": "decision", "utility": "utility"}


def write(model: DecisionModel, choices: ExportChoices) -> Exported:  # noqa: ARG001 - one signature for all formats
    """The diagram with its tables, weights multiplied in; notes and sources are comments."""
    diagram = drawn(model, "XMLBIF")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<BIF VERSION="0.3">',
        *(_comment(text) for text in (model.title, diagram.note) if text),
        "<NETWORK>",
        f"<NAME>{escape(visible(model.title))}</NAME>",
        *(line for node in diagram.nodes for line in _variable(node)),
        *(line for node in diagram.nodes for line in _definition(node)),
        "</NETWORK>",
        "</BIF>",
    ]
    remarks = list(diagram.remarks)
    if model.total_rule.has_weights:
        remarks.append(Remark("changed", "weights are multiplied into the tables of utilities"))
    if model.better == "lower":
        remarks.append(Remark("changed", "the smallest total is best: utilities are written below 0"))
    return Exported(("\n".join(lines) + "\n").encode(), tuple(remarks))


def _comment(text: str) -> str:
    return f"<!-- {visible(text).replace('--', '- -')} -->"


def _variable(node: DrawnNode) -> Iterator[str]:
    yield f'<VARIABLE TYPE="{TYPES[node.kind]}">'
    yield f"\t<NAME>{node.name}</NAME>"
    yield f"\t<PROPERTY>{escape(visible(node.label))}</PROPERTY>"
    if node.note:
        yield "\t" + _comment(node.note)
    yield from (f"\t<OUTCOME>{state}</OUTCOME>" for state in node.states or ("0",))
    yield "</VARIABLE>"


def _definition(node: DrawnNode) -> Iterator[str]:
    yield "<DEFINITION>"
    yield f"\t<FOR>{node.name}</FOR>"
    yield from (f"\t<GIVEN>{parent}</GIVEN>" for parent in node.parents)
    if node.kind != "decision":
        factor = node.weight if node.kind == "utility" else 1.0
        yield f"\t<TABLE>{' '.join(number(value * factor) for value in node.numbers)}</TABLE>"
    yield "</DEFINITION>"


WRITER = Writer("bifxml", "XMLBIF (pyAgrum, AIspace)", ".bifxml", write)
