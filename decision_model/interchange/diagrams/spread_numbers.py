"""Numbers of which a file says more than their value: they become parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from decision_model.errors import Place
from decision_model.interchange.diagrams.chances import tidy
from decision_model.interchange.diagrams.diagram import DiagramNode, Uncertain, UtilityCriterion
from decision_model.interchange.diagrams.tables import Row
from decision_model.interchange.diagrams.wording import Data, DiagramWording
from decision_model.interchange.draft import Remark
from decision_model.interchange.names import label_of
from decision_model.model.numbers import TOLERANCE


class SpreadNumbers:
    """The parameters of a scenario, as numbers of the file ask for them; the same number twice is one parameter."""

    def __init__(self, wording: DiagramWording, origin: Data):
        self.wording, self.origin = wording, origin
        self.parameters: Data = {}
        self.lines: dict[Place, int] = {}
        self.remarks: list[Remark] = []
        self.known: dict[Any, str] = {}

    def chances(self, node: DiagramNode, row: Row) -> dict[str, str]:
        """The names of the parameters that stand for chances of a row, by state.

        How a chance is spread is kept where the others of its row can make room: one of them takes what is left, and
        no other is spread.
        """
        numbers = dict(enumerate(node.rows[row]))
        all_known = {n: node.uncertain[row, n] for n in numbers if (row, n) in node.uncertain}
        left = [n for n, each in all_known.items() if each.is_complement]
        known = {n: each for n, each in all_known.items() if n not in left and numbers[n] > 0}
        fixed = sum(number for n, number in numbers.items() if n not in left and n not in known)
        names = {}
        for n, each in known.items():
            reach: list[float] = []
            if each.distribution and (len(known) > 1 or not left):
                self._lose(node, each, "other chances of its row cannot make room for it")
                each = replace(each, distribution={})
            elif each.distribution and not _fits(each.distribution, 1 - fixed):
                reach = [0, tidy(1 - fixed)]
            name = self.name(node, each, numbers[n], reach)
            if name:
                names[node.states[n]] = name
        return names

    def name(self, node: DiagramNode, each: Uncertain, value: float, reach: list[float]) -> str:
        """The name of the parameter that a number becomes; '' where nothing is known of it. `reach` is its range."""
        if each.law:
            self._lose(node, each, f"the language has no {each.law}")
        if not each.name and not each.distribution:
            return ""
        label = each.name or node.title
        key = (label, tidy(value), repr(each.distribution), tuple(reach))
        data: Data = {"value": tidy(value)}
        data |= {"range": reach} if reach else {}
        data |= {"distribution": dict(each.distribution)} if each.distribution else {}
        return self._parameter(key, label, data, node.table_line or node.line)

    def worth(self, node: DiagramNode, criterion: UtilityCriterion, factor: float) -> str:
        """The parameter by which all numbers of a criterion are multiplied."""
        what = f"{criterion.unit or 'unit'} of {criterion.name}"
        key = ("worth", criterion.name, factor)
        data: Data = {"label": f"What one {what} is worth", "value": tidy(factor)}
        return self._parameter(key, f"worth of {criterion.name}", data, node.line)

    def _parameter(self, key: Any, wanted: str, data: Data, line: int) -> str:
        if key not in self.known:
            name = self.wording.name(wanted, "number")
            label = label_of(wanted, name)
            self.known[key] = name
            self.parameters[name] = {**({"label": label} if label else {}), **data, **self.origin}
            self.lines["parameters", name] = line
        return self.known[key]

    def _lose(self, node: DiagramNode, each: Uncertain, why: str) -> None:
        what = f"how '{each.name or node.title}' is spread is left out: {why}"
        remark = Remark("lost", what, node.table_line or node.line)
        if remark not in self.remarks:
            self.remarks.append(remark)


def _fits(distribution: Mapping[str, Any], most: float) -> bool:
    """Whether a law by itself stays between 0 and what others of its row leave."""
    ((kind, arguments),) = distribution.items()
    low, high = (0, 1) if kind == "beta" else (arguments.get("low", -1), arguments.get("high", 2))
    return bool(low >= 0 and high <= most + TOLERANCE)
