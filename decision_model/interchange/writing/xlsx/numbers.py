"""The sheets of what can be changed: weights and scales, parameters, chances."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from decision_model.interchange.writing.xlsx.formulas import formula
from decision_model.interchange.writing.xlsx.marks import (
    NAME_HEAD,
    PARAMETERS,
    POINTS_HEAD,
    RISK,
    VALUE_HEAD,
    WEIGHTS,
    WHOSE,
)
from decision_model.interchange.writing.xlsx.sheets import Book, Content, Formula, SheetCell, WrittenSheet, down
from decision_model.model.considerations import Consideration
from decision_model.model.decision_model import DecisionModel
from decision_model.model.numbers import Number
from decision_model.words.sentences import listed

CONSTANT = "Constant"
HALVINGS = 120
HEAD_ROW = 5
FIRST_HALF = 6
LOW, HIGH, MIDDLE, ABOVE = range(4)
"""The first row and the columns in which the interval of K is halved."""


@dataclass
class Inputs:
    """Where the numbers stand on which the answer depends."""

    parameters: dict[str, SheetCell] = field(default_factory=dict)
    points: dict[str, SheetCell] = field(default_factory=dict)
    shares: dict[str, SheetCell] = field(default_factory=dict)
    ends: dict[str, tuple[str, str]] = field(default_factory=dict)
    together: dict[tuple[int, ...], SheetCell] = field(default_factory=dict)
    risk: SheetCell | None = None
    constant: SheetCell | None = None
    rules: dict[tuple[str, int, int], SheetCell] = field(default_factory=dict)
    """Stated chances by event, rule and outcome; none where the outcome cannot happen."""
    chances: dict[tuple[int, int, int], SheetCell] = field(default_factory=dict)
    """By level, row of its table, and branch."""


def stated(number: Number, inputs: Inputs, model: DecisionModel) -> Content:
    """A number as it is written: plain, or worked out from parameters."""
    value = float(np.mean(number.at(model.values)))
    if not number.references:
        return value
    return Formula("=" + formula(number.formula, inputs.parameters), value)


def parameters_sheet(book: Book, model: DecisionModel, inputs: Inputs) -> None:
    """The parameters, each a number to change or a formula of others."""
    if not model.parameters:
        return
    sheet = book.sheet(PARAMETERS)
    sheet.put(0, 0, "Parameters", "title")
    sheet.put(
        1, 0, "Numbers that several places share. Change the yellow ones; all that depends on them follows.", "note"
    )
    sheet.line(3, ("Parameter", NAME_HEAD), "head")
    sheet.line(3, (VALUE_HEAD, "Low", "High"), "number_head", 2)
    sheet.put(3, 6, "Note", "aside_head")
    for row, name in enumerate(model.parameters, 4):  # a formula may name parameters below it
        inputs.parameters[name] = SheetCell(PARAMETERS, row, 2, float(np.mean(model.values[name])))
    for row, (name, parameter) in enumerate(model.parameters.items(), 4):
        content = stated(parameter.number, inputs, model)
        sheet.put(row, 0, parameter.label or name.replace("_", " "), "wrapped")
        sheet.put(row, 1, name, "grey")
        cell = sheet.put(row, 2, content, "plain" if isinstance(content, Formula) else "input")
        sheet.line(row, parameter.number.range or (), "grey", 3)
        sheet.put(row, 6, parameter.number.note, "aside")
        sheet.roomy(row, ((parameter.number.note, 58), (parameter.label, 44)))
        book.name("parameter", name, cell)
    sheet.widths((44, 24, 14, 10, 10, 2, 60))
    sheet.raw.freeze_panes(4, 1)


def weights_sheet(book: Book, model: DecisionModel, inputs: Inputs) -> None:
    """Weights in points, the shares that follow, scales, interactions, and how bold the decision maker is."""
    rule = model.total_rule
    if not rule.has_weights and model.risk_tolerance is None:
        return
    sheet = book.sheet(WEIGHTS)
    sheet.put(0, 0, "Considerations and their weights" if rule.has_weights else "Considerations", "title")
    sheet.put(1, 0, _about_weights(model), "note")
    if rule.has_weights:
        sheet.put(3, 0, WHOSE)
        sheet.put(3, 1, "", "input")
    placed = list(_placed(model))
    ranged = any(each.weight is not None and each.weight.range for each, _, _ in placed)
    part = "Share of all" if rule.weights_are_shares else "Part of the sum"
    heads = [POINTS_HEAD, part, "Worst score", "Best score", *["Low", "High"] * ranged]
    heads = heads if rule.has_weights else []
    sheet.line(HEAD_ROW, ("Consideration", NAME_HEAD), "head")
    sheet.line(HEAD_ROW, heads, "number_head", 2)
    sheet.put(HEAD_ROW, 3 + len(heads), "Note", "aside_head")
    for row, (each, _, _) in enumerate(placed, HEAD_ROW + 1):
        points = float(np.mean(rule.usual_weight if each.weight is None else each.weight.at(model.values)))
        inputs.points[each.name] = SheetCell(WEIGHTS, row, 2, points)
    for row, (each, depth, group) in enumerate(placed, HEAD_ROW + 1):
        sheet.put(row, 0, "    " * depth + each.title, "bold" if each.considerations else "plain")
        sheet.put(row, 1, each.name, "grey")
        if rule.has_weights:
            _weight(sheet, row, each, group, (model, inputs))
        sheet.put(row, 3 + len(heads), each.note, "aside")
        sheet.roomy(row, [(each.note, 58)])
    row = HEAD_ROW + 2 + len(placed)
    row = _interactions(sheet, row, model, inputs)
    if model.risk_tolerance is not None:
        inputs.risk = _risk(sheet, row, stated(model.risk_tolerance, inputs, model))
        book.name("risk", "tolerance", inputs.risk)
    sheet.widths((44, 24, *(12,) * len(heads), 2, 60))
    sheet.raw.freeze_panes(HEAD_ROW + 1, 1)
    for name, cell in inputs.points.items() if rule.has_weights else ():
        book.name("weight", name, cell)
    if rule.master_constant(model.top_weights) is not None:
        _constant_sheet(book, model, inputs)


def _risk(sheet: WrittenSheet, row: int, tolerance: Content) -> SheetCell:
    """How bold the decision maker is."""
    sheet.put(row, 0, RISK)
    return sheet.put(row, 2, tolerance, "plain" if isinstance(tolerance, Formula) else "input")


def _about_weights(model: DecisionModel) -> str:
    if not model.total_rule.has_weights:
        return "The scores are added as they are, so there are no weights."
    if not model.total_rule.weights_are_shares:
        return "Change the yellow cells: points of the top level are scaling constants in hundredths, 0 to 100."
    return "Change the yellow cells: points are relative to the other points of the same group."


def _placed(model: DecisionModel) -> Iterator[tuple[Consideration, int, tuple[Consideration, ...]]]:
    """Every consideration with how deep it stands and the group it belongs to, parents first."""

    def walk(
        group: tuple[Consideration, ...], depth: int
    ) -> Iterator[tuple[Consideration, int, tuple[Consideration, ...]]]:
        for each in group:
            yield each, depth, group
            yield from walk(each.considerations, depth + 1)

    yield from walk(model.considerations, 0)


def _weight(
    sheet: WrittenSheet,
    row: int,
    each: Consideration,
    group: tuple[Consideration, ...],
    known: tuple[DecisionModel, Inputs],
) -> None:
    """Points, share, scale and range of one consideration."""
    model, inputs = known
    content: Content = inputs.points[each.name].value if each.weight is None else stated(each.weight, inputs, model)
    sheet.put(row, 2, content, "plain" if isinstance(content, Formula) else "input")
    whole = "+".join(inputs.points[sibling.name].here for sibling in group)
    together = sum(inputs.points[sibling.name].value for sibling in group)
    own = inputs.points[each.name]
    part = own.value / together if together else 1 / len(group)
    above = next((inputs.shares[other.name] for other in model.walk() if each in other.considerations), None)
    text = f"=IF({whole}=0,1/{len(group)},{own.here}/({whole}))"
    if above is not None:
        text, part = f"{text}*{above.here}", part * above.value
    inputs.shares[each.name] = sheet.put(row, 3, Formula(text, part), "share")
    if each.scale is None and not each.considerations:
        sheet.line(row, (0.0, 100.0), "grey", 4)
    if each.scale is not None and not each.considerations:
        look = "grey" if each.scale.points else "input"
        ends = sheet.put(row, 4, each.scale.worst, look), sheet.put(row, 5, each.scale.best, look)
        inputs.ends[each.name] = (ends[0].fixed, ends[1].fixed)
    if each.weight is not None and each.weight.range:
        sheet.line(row, each.weight.range, "grey", 6)


def _interactions(sheet: WrittenSheet, row: int, model: DecisionModel, inputs: Inputs) -> int:
    """How strongly considerations work together; the row below."""
    if not model.interactions:
        return row
    place = {top.name: index for index, top in enumerate(model.considerations)}
    titles = {top.name: top.title for top in model.considerations}
    sheet.line(row, ("Working together", ""), "head")
    sheet.put(row, 2, "Strength", "number_head")
    for each in model.interactions:
        row += 1
        sheet.put(row, 0, listed([titles[name] for name in each.between]))
        content = stated(each.strength, inputs, model)
        cell = sheet.put(row, 2, content, "plain" if isinstance(content, Formula) else "input")
        inputs.together[tuple(place[name] for name in each.between)] = cell
    return row + 2


def _constant_sheet(book: Book, model: DecisionModel, inputs: Inputs) -> None:
    """The K of a multiplicative total, found by halving the interval in which it lies."""
    sheet = book.sheet(CONSTANT)
    sheet.put(0, 0, "The constant K of the product", "title")
    about = "1 + K is the product of all 1 + K times weight / 100; the interval that holds K is halved again and again."
    sheet.put(1, 0, about, "note")
    points = [inputs.points[top.name] for top in model.considerations]
    parts = [f"{each.fixed}/100" for each in points]
    exact = float(np.mean(model.total_rule.master_constant(model.top_weights) or 0.0))
    sheet.put(3, 0, "K", "bold")
    sheet.put(4, 0, "Sum of weights / 100")
    total = sheet.put(4, 1, Formula(f"=({'+'.join(parts)})", sum(each.value / 100 for each in points)))
    for row, (part, each) in enumerate(zip(parts, points, strict=True), FIRST_HALF):
        sheet.put(row, 4, Formula(f"={part}", each.value / 100), "grey")
    sheet.line(FIRST_HALF - 1, ("Low", "High", "Middle", "Too high?", "Weights"), "number_head")
    largest = f"MAX({','.join(parts)})"
    second = f"LARGE({down(4, FIRST_HALF, FIRST_HALF + len(parts) - 1)},2)"
    ends = f"IF({total.here}>1,-1,0)", f"IF({total.here}>1,0,(1-{total.here})/({largest}*{second}))"
    for row in range(FIRST_HALF, FIRST_HALF + HALVINGS):
        _halving(sheet, row, ends, parts, exact)
    last = SheetCell(CONSTANT, FIRST_HALF + HALVINGS - 1, MIDDLE).here
    text = f"=IF(ABS({total.here}-1)<1E-14,0,IF({largest}>=1,-1,{last}))"
    inputs.constant = sheet.put(3, 1, Formula(text, exact), "bold")
    sheet.widths((26, 18, 18, 14, 14))


def _halving(sheet: WrittenSheet, row: int, ends: tuple[str, str], parts: Sequence[str], exact: float) -> None:
    """A row that halves the interval of the row above; in the first its `ends` are as given."""
    low, high, middle, above = (SheetCell(CONSTANT, row - 1, column).here for column in (LOW, HIGH, MIDDLE, ABOVE))
    if row > FIRST_HALF:
        ends = f"IF({above}=1,{low},{middle})", f"IF({above}=1,{middle},{high})"
    own_low, own_high = (
        sheet.put(row, column, Formula(f"={end}", exact), "long").here for column, end in enumerate(ends)
    )
    own = sheet.put(row, MIDDLE, Formula(f"=({own_low}+{own_high})/2", exact), "long").here
    product = "*".join(f"(1+{own}*{part})" for part in parts)
    sheet.put(row, ABOVE, Formula(f"=IF({own}=0,0,IF(({product}-1)/{own}>1,1,0))", 0.0), "grey")
