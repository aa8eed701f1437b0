"""Rows of chances as the language writes them: percent divided, the last chance as what is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from math import isfinite, ulp

from decision_model.errors import Problem, ScenarioError
from decision_model.interchange.diagrams.diagram import DiagramNode
from decision_model.interchange.diagrams.tables import Row
from decision_model.interchange.draft import Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.model.numbers import LARGEST, TOLERANCE
from decision_model.words.numbers import amount

ROUNDING = 0.011
"""How far chances may be from adding up to 1 and be taken for rounded ones."""


def tidy(number: float) -> float:
    """The number without what rounding in the last digits of its calculation left: 0.07 for 0.06999999999999995."""
    short = float(f"{number:.12g}")
    return short + 0.0 if abs(short - number) <= max(8 * ulp(number), 2e-16) else number


@dataclass(frozen=True)
class CheckedChances:
    """An event whose chances make sense, and what had to be changed for that."""

    node: DiagramNode
    remarks: tuple[Remark, ...] = ()


def checked(node: DiagramNode, reachable: Iterable[Row], file: ForeignFile) -> CheckedChances:
    """Chances in the rows that occur; raises ScenarioError for those that do not add up to 1."""
    occurring = set(reachable)
    used = [row for row in node.rows if row in occurring]
    problems = [
        _problem(node, row, file, f"the chance {amount(chance)} of '{node.title}' is not between 0 and 1")
        for row in used
        for chance in node.rows[row]
        if not isfinite(chance) or not 0 <= chance <= 100 + 100 * ROUNDING
    ]
    sums = {row: sum(node.rows[row]) for row in used}
    stated = [whole for whole in sums.values() if whole]
    in_percent = bool(stated) and all(abs(whole - 100) <= 100 * ROUNDING for whole in stated)
    whole = 100.0 if in_percent else 1.0
    away = {row: abs(total / whole - 1) for row, total in sums.items() if total}
    problems += [
        _problem(node, row, file, f"the chances of '{node.title}' add up to {amount(sums[row])}")
        for row, distance in away.items()
        if distance > ROUNDING or sums[row] - whole >= min(chance for chance in node.rows[row] if chance > 0)
    ]
    if problems:
        raise ScenarioError(problems)
    line = node.table_line or node.line
    remarks = []
    if in_percent:
        remarks.append(Remark("changed", f"chances of '{node.title}', in percent, are divided by 100", line))
        node = replace(node, rows={row: tuple(map(_divided, chances)) for row, chances in node.rows.items()})
    missed = max(away.values(), default=0.0)
    if missed > TOLERANCE:
        message = f"chances of '{node.title}' miss 1 by up to {amount(missed)}; the last of a row takes what is left"
        remarks.append(Remark("changed", message, line))
    return CheckedChances(node, tuple(remarks))


def _divided(percent: float) -> float:
    return float(Decimal(repr(percent)) / 100)


def _problem(node: DiagramNode, row: Row, file: ForeignFile, what: str) -> Problem:
    where = ", ".join(f"{parent} is {state}" for parent, state in zip(node.parents, row, strict=True))
    message = f"{what}{' where ' + where if where else ''}."
    return file.problem(message, "They are numbers from 0 to 1 that add up to 1.", node.table_line or node.line)


def is_number(number: float) -> bool:
    """Whether the language can hold it."""
    return isfinite(number) and abs(number) <= LARGEST
