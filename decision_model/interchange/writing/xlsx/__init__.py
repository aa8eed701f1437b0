"""A workbook (.xlsx) that recalculates: weights and chances in cells, the answer as formulas, a chart, the sources."""

from __future__ import annotations

from decision_model.analysis.choice.solve import solve
from decision_model.errors import ModelError
from decision_model.interchange.draft import Remark
from decision_model.interchange.formats import ExportChoices, Exported, Writer
from decision_model.interchange.writing.xlsx.answer import (
    AnswerSheet,
    numbers_sheet,
    plan_sheet,
    sources_sheet,
    what_moves,
)
from decision_model.interchange.writing.xlsx.chances import chances_sheet
from decision_model.interchange.writing.xlsx.marks import SCENARIO
from decision_model.interchange.writing.xlsx.numbers import Inputs, parameters_sheet, weights_sheet
from decision_model.interchange.writing.xlsx.sheets import LONGEST, Book
from decision_model.interchange.writing.xlsx.tree import TreeSheet
from decision_model.model.decision_model import DecisionModel
from decision_model.scenario.writer import write as written

MOST_BRANCHES, MOST_CELLS = 10_000, 300_000


def write(model: DecisionModel, choices: ExportChoices) -> Exported:  # noqa: ARG001 - one signature for all formats
    """The workbook; raises ModelError for a model of draws, and for one with too many branches for a sheet."""
    branches = model.structure.branches
    if branches > MOST_BRANCHES or branches * len(model.leaves) > MOST_CELLS:
        message = f"The tree has {branches:,} branches, and a workbook holds {MOST_BRANCHES:,} at most."
        raise ModelError(f"{message} Settle some decisions first, or export it as JSON.")
    solution = solve(model)
    if solution.rollback.draws:
        raise ModelError("A model whose numbers are draws cannot be written; give each number one value.")
    book, inputs = Book(model.title), Inputs()
    answer = AnswerSheet(book, model)
    parameters_sheet(book, model, inputs)
    weights_sheet(book, model, inputs)
    standing = chances_sheet(book, model, solution.rollback, inputs)
    tree = TreeSheet(book, solution, inputs)
    tree.write()
    plan_sheet(book, tree)
    sources_sheet(book, model)
    numbers_sheet(book, model)
    notes = what_moves(model, tree, standing)
    answer.write(tree, inputs, notes)
    remarks = [Remark("lost", note) for note in notes if "stand still" in note or "keep the plan" in note]
    return Exported(_with_scenario(book, model, remarks), tuple(remarks))


def _with_scenario(book: Book, model: DecisionModel, remarks: list[Remark]) -> bytes:
    """The finished file, with the scenario itself on its last sheet, a line a row, by which it is read back."""
    try:
        text = written(model)
    except ModelError:
        remarks.append(Remark("lost", "the scenario itself: a varied model cannot be written, so it is not read back"))
        return book.content()
    sheet = book.sheet(SCENARIO)
    sheet.widths((120,))
    for row, line in enumerate(text.split("\n")):
        for column, begin in enumerate(range(0, max(1, len(line)), LONGEST)):
            sheet.put(row, column, line[begin : begin + LONGEST], "code")
    return book.content()


WRITER = Writer("xlsx", "a workbook that recalculates", ".xlsx", write)
