"""Influence diagrams for GeNIe (XDSL)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from decision_model.interchange.diagrams.from_model import DrawnNode, drawn
from decision_model.interchange.diagrams.xml_text import number, visible
from decision_model.interchange.draft import Remark
from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.interchange.names import UniqueNames
from decision_model.model.decision_model import DecisionModel

TAGS = {"chance": "cpt", "decision": "decision", "utility": "utility"}
WIDTH, HEIGHT, ACROSS, DOWN = 140, 50, 180, 110
"""Pixels of a node, and from one to the next."""


def write(model: DecisionModel, choices: ExportChoices) -> Exported:  # noqa: ARG001 - one signature for all formats
    """The diagram with its tables, weights in a node that adds the utilities up, notes and sources as comments."""
    diagram = drawn(model, "GeNIe")
    used = UniqueNames(*(node.name for node in diagram.nodes))
    total = used.name("total")
    utilities = [node for node in diagram.nodes if node.kind == "utility"]
    is_summed = len(utilities) > 1 or any(node.weight != 1 for node in utilities)
    name = used.name(model.name.encode("ascii", "ignore").decode(), "model")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<smile version="1.0" id={quoteattr(name)} numsamples="10000" discsamples="10000">',
        "\t<nodes>",
        *(line for node in diagram.nodes for line in _node(node)),
        *(_total(total, utilities) if is_summed else ()),
        "\t</nodes>",
        "\t<extensions>",
        f'\t\t<genie version="1.0" app="decision_model" name={quoteattr(visible(model.title))}>',
        *([f"\t\t\t<comment>{escape(visible(diagram.note))}</comment>"] if diagram.note else []),
        *(line for node in _placed(diagram.nodes) for line in _shown(*node)),
        *(_shown(DrawnNode("utility", total, "Total"), ACROSS, _below(diagram.nodes)) if is_summed else ()),
        "\t\t</genie>",
        "\t</extensions>",
        "</smile>",
    ]
    remarks = list(diagram.remarks)
    if model.better == "lower":
        remarks.append(Remark("changed", "the smallest total is best: utilities count with a weight of -1"))
    return Exported(("\n".join(lines) + "\n").encode(), tuple(remarks))


def _node(node: DrawnNode) -> Iterator[str]:
    tag = TAGS[node.kind]
    yield f'\t\t<{tag} id="{node.name}">'
    yield from (f'\t\t\t<state id="{state}" />' for state in node.states)
    if node.parents:
        yield f"\t\t\t<parents>{' '.join(node.parents)}</parents>"
    if node.kind != "decision":
        table = "probabilities" if node.kind == "chance" else "utilities"
        yield f"\t\t\t<{table}>{' '.join(map(number, node.numbers))}</{table}>"
    yield f"\t\t</{tag}>"


def _total(name: str, utilities: list[DrawnNode]) -> Iterator[str]:
    yield f'\t\t<mau id="{name}">'
    yield f"\t\t\t<parents>{' '.join(node.name for node in utilities)}</parents>"
    yield f"\t\t\t<weights>{' '.join(number(node.weight) for node in utilities)}</weights>"
    yield "\t\t</mau>"


def _placed(nodes: tuple[DrawnNode, ...]) -> Iterator[tuple[DrawnNode, int, int]]:
    """Steps from left to right in two rows, by turns, utilities below."""
    steps = utilities = 0
    for node in nodes:
        if node.kind == "utility":
            yield node, ACROSS * (utilities + 1), 3 * DOWN
            utilities += 1
        else:
            yield node, ACROSS * (steps + 1), DOWN * (1 + steps % 2)
            steps += 1


def _below(nodes: tuple[DrawnNode, ...]) -> int:
    return 4 * DOWN if nodes else DOWN


def _shown(node: DrawnNode, across: int, down: int) -> Iterator[str]:
    place = f"{across - WIDTH // 2} {down - HEIGHT // 2} {across + WIDTH // 2} {down + HEIGHT // 2}"
    yield f'\t\t\t<node id="{node.name}">'
    yield f"\t\t\t\t<name>{escape(visible(node.label))}</name>"
    yield f"\t\t\t\t<position>{place}</position>"
    if node.note:
        yield f"\t\t\t\t<comment>{escape(visible(node.note))}</comment>"
    yield "\t\t\t</node>"


WRITER = Writer("xdsl", "GeNIe (XDSL)", ".xdsl", write)
