"""The sheets of what can be changed: weights and scales, parameters, chances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from decision_model.interchange.writing.xlsx.formulas import formula
from decision_model.interchange.writing.xlsx.marks import (
    ADDRESS_HEAD,
    CHANCES,
    NAME_HEAD,
    PARAMETERS,
    POINTS_HEAD,
    RISK,
    VALUE_HEAD,
    WEIGHTS,
    WHOSE,
)
from decision_model.interchange.writing.xlsx.sheets import Book, Content, Formula, SheetCell, WrittenSheet, down
from decision_model.model.compile.compiled import Level
from decision_model.model.considerations import Consideration
from decision_model.model.decision_model import DecisionModel
from decision_model.model.formulas import Constant
from decision_model.model.labels import step_labels, step_state_labels
from decision_model.model.numbers import Number
from decision_model.model.steps import Event
from decision_model.model.tables import Condition
from decision_model.solver.rollback import Rollback
from decision_model.words.sentences import listed

CONSTANT = "Constant"
HALVINGS = 120
HEAD_ROW = 5


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
    chances: dict[tuple[int, int, int], SheetCell] = field(default_factory=dict)
    """By level, row of its table, and branch."""


def stated(number: Number, inputs: Inputs, model: DecisionModel) -> Content:
    """A number as it is written: plain, or worked out from parameters."""
    value = float(np.mean(number.at(model.values)))
    if isinstance(number.formula, Constant):
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
        sheet.put(row, 0, RISK)
        content = stated(model.risk_tolerance, inputs, model)
        inputs.risk = sheet.put(row, 2, content, "plain" if isinstance(content, Formula) else "input")
        book.name("risk", "tolerance", inputs.risk)
    sheet.widths((44, 24, *(12,) * len(heads), 2, 60))
    sheet.raw.freeze_panes(HEAD_ROW + 1, 1)
    for name, cell in inputs.points.items() if rule.has_weights else ():
        book.name("weight", name, cell)
    if rule.master_constant(model.top_weights) is not None:
        _constant_sheet(book, model, inputs)


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
    k = [f"{inputs.points[top.name].fixed}/100" for top in model.considerations]
    whole = "(" + "+".join(k) + ")"
    exact = float(np.mean(model.total_rule.master_constant(model.top_weights) or 0.0))
    sheet.put(3, 0, "K", "bold")
    sheet.put(4, 0, "Sum of weights / 100")
    total = sheet.put(
        4, 1, Formula(f"={whole}", sum(inputs.points[top.name].value / 100 for top in model.considerations))
    )
    largest = f"MAX({','.join(k)})"
    second = f"LARGE({down(4, 6, 5 + len(k))},2)"
    for offset, part in enumerate(k):
        sheet.put(
            6 + offset, 4, Formula(f"={part}", inputs.points[model.considerations[offset].name].value / 100), "grey"
        )
    sheet.line(5, ("Low", "High", "Middle", "Too high?", "Weights"), "number_head")
    low, high, middle, above = 0, 1, 2, 3
    for step in range(HALVINGS):
        row = 6 + step
        cell = {place: SheetCell(CONSTANT, row - 1, place).here for place in range(4)}
        first = not step
        bound = f"(1-{total.here})/({largest}*{second})"
        sheet.put(
            row,
            low,
            Formula(
                f"=IF({total.here}>1,-1,0)" if first else f"=IF({cell[above]}=1,{cell[low]},{cell[middle]})", exact
            ),
            "long",
        )
        sheet.put(
            row,
            high,
            Formula(
                f"=IF({total.here}>1,0,{bound})" if first else f"=IF({cell[above]}=1,{cell[middle]},{cell[high]})",
                exact,
            ),
            "long",
        )
        own = SheetCell(CONSTANT, row, middle).here
        sheet.put(
            row,
            middle,
            Formula(f"=({SheetCell(CONSTANT, row, low).here}+{SheetCell(CONSTANT, row, high).here})/2", exact),
            "long",
        )
        product = "*".join(f"(1+{own}*{part})" for part in k)
        sheet.put(row, above, Formula(f"=IF({own}=0,0,IF(({product}-1)/{own}>1,1,0))", 0.0), "grey")
    last = SheetCell(CONSTANT, 5 + HALVINGS, middle).here
    text = f"=IF(ABS({total.here}-1)<1E-14,0,IF({largest}>=1,-1,{last}))"
    inputs.constant = sheet.put(3, 1, Formula(text, exact), "bold")
    sheet.widths((26, 18, 18, 14, 14))


def chances_sheet(book: Book, model: DecisionModel, rollback: Rollback, inputs: Inputs) -> bool:
    """The chances of every event, by rule; those that are revised by what was learnt stand as they are worked out.

    Says whether some are so.
    """
    if not model.events:
        return False
    sheet = book.sheet(CHANCES)
    sheet.put(0, 0, "Chances", "title")
    sheet.put(1, 0, "Change the yellow cells; the others follow from parameters or take what is left to 100 %.", "note")
    row, revised = 3, False
    for index, level in enumerate(rollback.levels):
        if not isinstance(level.step, Event):
            continue
        direct = level.evidence is not None and level.evidence.direct
        revised = revised or not direct
        sheet.put(row, 0, step_labels(model)[level.step.name], "heading")
        if not direct:
            about = "Revised by what is known by then (Bayes' rule); these stand still, whatever is changed."
            sheet.put(row, 1, about, "note")
        sheet.line(row + 1, ("When", ADDRESS_HEAD), "head")
        sheet.heads(row + 1, [state.title for state in level.step.states], 14)
        sheet.line(row + 1, [state.title for state in level.step.states], "number_head", 2)
        row = (
            _rules(sheet, row + 2, index, (model, rollback, inputs))
            if direct
            else (_revised(sheet, row + 2, index, (model, rollback, inputs)))
        )
        row += 1
    sheet.widths((64, 22, *(14,) * max(len(event.states) for event in model.events)))
    sheet.raw.freeze_panes(3, 1)
    return revised


Known = tuple[DecisionModel, Rollback, Inputs]


def _rules(sheet: WrittenSheet, row: int, index: int, known: Known) -> int:
    """The rules of an event whose own table holds its chances."""
    model, rollback, inputs = known
    event = rollback.levels[index].step
    assert isinstance(event, Event)
    table, _ = rollback.chance_table(index)
    for place, rule in enumerate(event.chance.rules):
        alone = len(event.chance.rules) == 1 and rule.when.always
        sheet.put(row, 0, (told := "always" if alone else condition(rule.when, model)), "wrapped")
        sheet.roomy(row, [(told, 64)])
        sheet.put(row, 1, f"{event.name}.chance.{place + 1}", "grey")
        filled = [
            SheetCell(CHANCES, row, 2 + branch).here
            for branch, state in enumerate(event.states)
            if state.name in rule.then.numbers
        ]
        for branch, state in enumerate(event.states):
            now = float(table[branch, place])
            if state.name == rule.then.rest:
                content: Content = Formula(f"=1-({'+'.join(filled)})" if filled else "=1", now)
            elif state.name in rule.then.numbers:
                content = stated(rule.then.numbers[state.name], inputs, model)
            else:
                content = 0.0
            typed = not isinstance(content, Formula) and state.name in rule.then.numbers
            look = "input_chance" if typed else "chance" if isinstance(content, Formula) else "grey_chance"
            inputs.chances[index, place, branch] = sheet.put(row, 2 + branch, content, look)
        row += 1
    return row


def _revised(sheet: WrittenSheet, row: int, index: int, known: Known) -> int:
    """The rows of chances that follow from others."""
    model, rollback, inputs = known
    level = rollback.levels[index]
    table, rows = rollback.chance_table(index)
    for place in sorted({int(each) for each in rows}):
        nodes = [node for node in range(level.size) if int(rows[node]) == place]
        sheet.put(row, 0, (told := common(level, nodes, model)), "wrapped")
        sheet.roomy(row, [(told, 64)])
        for branch in range(len(level.step.states)):
            cell = sheet.put(row, 2 + branch, float(table[branch, place]), "grey_chance")
            inputs.chances[index, place, branch] = cell
        row += 1
    return row


def condition(when: Condition, model: DecisionModel) -> str:
    """A condition in words: 'Where they meet: Berlin; The talks: A result or No result'."""
    if when.always:
        return "otherwise"
    heads, labels = step_labels(model), step_state_labels(model)
    return ", or ".join(
        "; ".join(
            f"{heads[name]}: {' or '.join(labels[name, state] for state in states)}" for name, states in each.items()
        )
        for each in when.alternatives
    )


def situation(level: Level, node: int, model: DecisionModel) -> str:
    """What sets a node apart from the others of its level, in words."""
    return "; ".join(_told(level, node, model).values())


def common(level: Level, nodes: Sequence[int], model: DecisionModel) -> str:
    """What several nodes of a level have in common, in words."""
    told = [_told(level, node, model) for node in nodes]
    shared: Mapping[str, str] = {
        name: text for name, text in told[0].items() if all(each.get(name) == text for each in told)
    }
    return "; ".join(shared.values()) or "in all other cases"


def _told(level: Level, node: int, model: DecisionModel) -> dict[str, str]:
    heads, labels = step_labels(model), step_state_labels(model)
    told = {}
    for name, state in zip(level.names, level.keys[node].tolist(), strict=True):
        states = model.steps[name].state_names
        told[name] = labels[name, states[state]] if state < len(states) else f"{heads[name]} does not arise"
    return told
