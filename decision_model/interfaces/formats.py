"""Results for other programs: CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import singledispatch
from math import isfinite
from typing import Any

import numpy as np

from decision_model.analysis.choice.rank import Ranking
from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.classroom.classroom import Classroom
from decision_model.analysis.classroom.parts import Moves
from decision_model.analysis.policy import Choice
from decision_model.analysis.result import Result
from decision_model.figures.page.words import package_version
from decision_model.interfaces.batch import BatchRow
from decision_model.words.numbers import shown
from decision_model.words.visible import clean

DIGITS = 9
"""Significant digits written to files: as many as every processor agrees on, however it rounds."""

FORMULA = re.compile("(^|;)(?=[\\s\u200b-\u200f\u2060\ufeff]*[=+@\\-\uff1d\uff0b\uff20\uff0d])")
"""Where a cell begins what a spreadsheet would work out, or goes on after a sign that parts cells in many countries."""


def as_csv(result: Result) -> str:
    """The result's table; texts that a spreadsheet would take for a formula are marked as texts."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow([_cell(column.key) for column in result.columns])
    writer.writerows([_cell(cell) for cell in row] for row in result.rows())
    return sheet.getvalue()


def csv_file(result: Result) -> bytes:
    """The table as a file; where it goes beyond ASCII it begins with the mark by which Excel knows UTF-8."""
    text = as_csv(result)
    return text.encode("utf-8" if text.isascii() else "utf-8-sig")


def rows_as_csv(rows: Sequence[BatchRow]) -> str:
    """Rows about many scenarios: a column for every key that any has, and what is wrong with those that fail."""
    keys = list(dict.fromkeys(key for row in rows for key in row.cells))
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(["scenario", *keys, "problem"])
    for row in rows:
        cells = [row.scenario, *(row.cells.get(key) for key in keys), _problems(row) or None]
        writer.writerow([_cell(cell) for cell in cells])
    return sheet.getvalue()


def as_json_line(row: BatchRow) -> str:
    """A row about one scenario as a line of JSON in ASCII."""
    data = {"scenario": row.scenario, **({"problem": _problems(row)} if row.problems else {"row": row.cells})}
    return json.dumps(_plain(data)) + "\n"


def _problems(row: BatchRow) -> str:
    """What is wrong, on one line."""
    return " ".join(" ".join(str(problem) for problem in row.problems).split())


def as_data(result: Result) -> dict[str, Any]:
    """The result as plain data for JSON, full names and rounding noise cut off."""
    model = result.model
    about = {
        "made_by": f"decision-model {package_version()}",
        "scenario": model.name,
        "title": model.title,
        "unit": model.total_rule.unit(model.unit),
        "answer": result.statement.headline,
        "statement": asdict(result.statement),
        "columns": [{"key": column.key, "title": column.title, "kind": column.kind.value} for column in result.columns],
    }
    plain: dict[str, Any] = _plain({**about, "rows": _rows(result), **details(result)})
    return plain


def _rows(result: Result) -> list[dict[str, Any]]:
    keys = [column.key for column in result.columns]
    return [dict(zip(keys, row, strict=True)) for row in result.rows()]


@singledispatch
def details(_result: Result) -> dict[str, Any]:
    """What JSON holds of a result beyond its statement and its table."""
    return {}


@details.register
def _(solution: Solution) -> dict[str, Any]:
    return {
        "total": solution.total,
        "expected_total": solution.expected_total,
        "certainty_equivalent": solution.certainty_equivalent,
        "plan": solution.plan,
        "contributions": solution.contributions,
        "policy": [_choice(choice) for choice in solution.policy],
    }


@details.register
def _(ranking: Ranking) -> dict[str, Any]:
    return {
        "by": ranking.by,
        "rows": [
            {
                "rank": row.rank,
                "tied": row.tied,
                "title": row.title,
                "options": row.options,
                "total": row.total,
                "gap": row.gap,
                "contributions": row.contributions,
            }
            for row in ranking.ranked
        ],
        "excluded": [
            {"title": exclusion.title, "options": exclusion.options, "reason": exclusion.reason}
            for exclusion in ranking.excluded
        ],
    }


@details.register
def _(room: Classroom) -> dict[str, Any]:
    titles = dict(enumerate(room.titles))
    separation = room.separation
    return {
        "persons": room.persons,
        "disagreement": room.disagreement,
        "options": [
            {
                "title": titles[place],
                "options": room.options[place].options,
                "best_for": room.counts[place],
                "first_places": room.votes.firsts[place],
                "borda": room.votes.borda[place],
                "preferred_to": room.votes.prefer[place],
                "median_total": room.median_totals[place],
                "first_places_before": room.earlier[place] if room.earlier else None,
            }
            for place in room.order
        ],
        "undecided": room.undecided,
        "considerations": [asdict(spread) for spread in room.spreads],
        "separation": asdict(separation) if separation else None,
        "middle": dict(zip(room.weighings.names, room.weighings.shares[:, room.middle].tolist(), strict=True)),
        "compromise": {
            "option": titles[room.compromise.option],
            "weights": dict(zip(room.weighings.names, room.compromise.shares, strict=True)),
            "kind": room.compromise.kind,
            "largest_regret": room.compromise.largest,
            "satisfied": room.compromise.satisfied,
            "is_least": room.compromise.is_least,
        },
        "condorcet": None if room.votes.condorcet is None else titles[room.votes.condorcet],
        "cycle": [titles[place] for place in room.votes.cycle],
        "median_choice": [titles[place] for place in room.median_choice],
        "groups": [asdict(group) for group in room.groups],
        "rounds": _moves(room.rounds),
        "gut": _moves(room.gut),
    }


def _moves(moves: Moves | None) -> dict[str, Any] | None:
    return None if moves is None else {"titles": moves.titles, "counts": moves.counts, "moved": moves.moved}


def _choice(choice: Choice) -> dict[str, Any]:
    return {
        "decision": choice.decision,
        "history": choice.history,
        "options": choice.options,
        "values": choice.values,
        "probability": choice.probability,
    }


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _plain(item) for name, item in value.items()}
    if isinstance(value, np.ndarray):
        return _plain(value.tolist())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(item) for item in value]
    if isinstance(value, np.generic):
        return _plain(value.item())
    return _finite(value) if isinstance(value, float) else value


def _finite(value: float) -> float | None:
    """JSON knows neither infinity nor what is no number: they become null."""
    return float(f"{value:.{DIGITS}g}") if isfinite(value) else None


def _cell(cell: Any) -> Any:
    if isinstance(cell, float | np.floating):
        return f"{float(cell):.{DIGITS}g}" if isfinite(cell) else None
    if isinstance(cell, int | np.integer) or cell is None:
        return cell
    return FORMULA.sub(r"\1'", clean(shown(cell)))
