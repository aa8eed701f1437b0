"""The sheet of chances: as they are stated, by rule, and as they are revised by what is known (Bayes' rule)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import prod

import numpy as np

from decision_model.interchange.stated_chances import ways
from decision_model.interchange.writing.xlsx.marks import ADDRESS_HEAD, CHANCES
from decision_model.interchange.writing.xlsx.numbers import Inputs, stated
from decision_model.interchange.writing.xlsx.sheets import Book, Content, Formula, SheetCell, WrittenSheet, across
from decision_model.interchange.writing.xlsx.situations import common, condition
from decision_model.model.compile.bayes import Evidence
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import step_labels
from decision_model.model.steps import Event
from decision_model.solver.rollback import Rollback

MOST_TERMS, LONGEST_FORMULA = 20_000, 7_500
"""Products of chances on the sheet, and signs in a formula, above which revised chances are not worked out in it."""
FIRST = 2
"""The column of the first outcome."""


def chances_sheet(book: Book, model: DecisionModel, rollback: Rollback, inputs: Inputs) -> bool:
    """Write the chances of every event; whether some that are revised are too many to be worked out in the sheet."""
    if not model.events:
        return False
    writing = _Chances(book.sheet(CHANCES), model, rollback, inputs)
    return writing.write()


@dataclass
class _Chances:
    sheet: WrittenSheet
    model: DecisionModel
    rollback: Rollback
    inputs: Inputs
    row: int = 3

    def write(self) -> bool:
        sheet, standing = self.sheet, False
        sheet.put(0, 0, "Chances", "title")
        about = "Change the yellow cells; the others follow from parameters or take what is left to 100 %."
        sheet.put(1, 0, about, "note")
        for event in self.model.events:
            self.rules(event)
        for index, level in enumerate(self.rollback.levels):
            evidence = level.evidence
            if evidence is None:
                continue
            if evidence.direct:
                self.direct(index)
                continue
            moves = self.terms(index, evidence) <= MOST_TERMS
            standing = standing or not moves
            self.revised(index, evidence, moves)
        widest = max(len(event.states) for event in self.model.events)
        sheet.widths((64, 22, *(14,) * (2 * widest + 1)))
        sheet.raw.freeze_panes(3, 1)
        return standing

    def heading(self, event: Event, title: str, about: str, second: str) -> None:
        """The headings of a block, and the row below them."""
        states = [state.title for state in event.states]
        self.sheet.put(self.row, 0, title, "heading")
        self.sheet.put(self.row, 1, about, "note")
        self.sheet.heads(self.row + 1, states, 14)
        self.sheet.line(self.row + 1, ("When", second), "head")
        self.sheet.line(self.row + 1, states, "number_head", FIRST)
        self.row += 2

    def rules(self, event: Event) -> None:
        """What is stated, a row a rule."""
        self.heading(event, step_labels(self.model)[event.name], "", ADDRESS_HEAD)
        for place, rule in enumerate(event.chance.rules):
            alone = len(event.chance.rules) == 1 and rule.when.always
            told = "always" if alone else condition(rule.when, self.model)
            self.sheet.put(self.row, 0, told, "wrapped")
            self.sheet.roomy(self.row, [(told, 64)])
            self.sheet.put(self.row, 1, f"{event.name}.chance.{place + 1}", "grey")
            self.outcomes(event, place)
            self.row += 1
        self.row += 1

    def outcomes(self, event: Event, place: int) -> None:
        rule = event.chance.rules[place]
        own = {name: float(np.mean(number.at(self.model.values))) for name, number in rule.then.numbers.items()}
        named = [branch for branch, state in enumerate(event.states) if state.name in own]
        others = "+".join(SheetCell(CHANCES, self.row, FIRST + branch).here for branch in named)
        for branch, state in enumerate(event.states):
            if state.name == rule.then.rest:
                content: Content = Formula(f"=1-({others})" if others else "=1", max(0.0, 1 - sum(own.values())))
            elif state.name in own:
                content = stated(rule.then.numbers[state.name], self.inputs, self.model)
            else:
                self.sheet.put(self.row, FIRST + branch, 0.0, "grey_chance")
                continue
            look = "chance" if isinstance(content, Formula) else "input_chance"
            self.inputs.rules[event.name, place, branch] = self.sheet.put(self.row, FIRST + branch, content, look)

    def direct(self, index: int) -> None:
        """An event whose own table holds its chances: the rows of the table are its rules."""
        name = self.rollback.levels[index].step.name
        for (event, place, branch), cell in self.inputs.rules.items():
            if event == name:
                self.inputs.chances[index, place, branch] = cell

    def known_rows(self, index: int) -> list[int]:
        """The rows of a table of revised chances that some situation reads."""
        _, rows = self.rollback.chance_table(index)
        return sorted({int(each) for each in rows})

    def terms(self, index: int, evidence: Evidence) -> int:
        """How many products all revised chances of an event are made of."""
        sizes = self.model.structure.sizes
        each = prod(sizes[name] for name in evidence.hidden) * len(evidence.factors)
        return each * len(self.known_rows(index)) * len(self.rollback.levels[index].step.states)

    def revised(self, index: int, evidence: Evidence, moves: bool) -> None:
        """Chances given what is known: those of each outcome together with it, divided by their sum."""
        level = self.rollback.levels[index]
        event = self.model.steps[evidence.event]
        assert isinstance(event, Event)
        table, rows = self.rollback.chance_table(index)
        count = len(event.states)
        still = "" if moves else "These stand still, whatever is changed: there are too many ways to them."
        title = f"{step_labels(self.model)[event.name]}, given what is known by then"
        self.heading(event, title, still, "")
        if moves:
            self.sheet.put(self.row - 2, FIRST + count + 1, "Together with what is known", "note")
            titles = [state.title for state in event.states]
            self.sheet.line(self.row - 1, titles, "number_head", FIRST + count + 1)
        for place in self.known_rows(index):
            nodes = [node for node in range(level.size) if int(rows[node]) == place]
            told = common(level, nodes, self.model)
            self.sheet.put(self.row, 0, told, "wrapped")
            self.sheet.roomy(self.row, [(told, 64)])
            together = moves and self.together(event, evidence, place)
            for branch in range(count):
                now = float(table[branch, place])
                content: Content = now
                if together:
                    own = SheetCell(CHANCES, self.row, FIRST + count + 1 + branch).here
                    whole = f"SUM({across(self.row, FIRST + count + 1, FIRST + 2 * count)})"
                    content = Formula(f"=IF({whole}=0,0,{own}/{whole})", now)
                cell = self.sheet.put(self.row, FIRST + branch, content, "chance" if together else "grey_chance")
                self.inputs.chances[index, place, branch] = cell
            self.row += 1
        self.row += 1

    def together(self, event: Event, evidence: Evidence, place: int) -> bool:
        """Write the chance of each outcome together with what is known; False where a formula would be too long."""
        sizes = self.model.structure.sizes
        states = np.unravel_index(place, [sizes[name] for name in evidence.known]) if evidence.known else ()
        known = {name: int(state) for name, state in zip(evidence.known, states, strict=True)}
        texts, values = [], []
        for branch in range(len(event.states)):
            ways = list(self.ways({**known, event.name: branch}, evidence))
            texts.append("=" + ("+".join("*".join(cell.here for cell in way) or "1" for way in ways) or "0"))
            values.append(sum(prod(cell.value for cell in way) for way in ways))
        if max(map(len, texts)) > LONGEST_FORMULA:
            return False
        for branch, (text, value) in enumerate(zip(texts, values, strict=True)):
            column = FIRST + len(event.states) + 1 + branch
            self.sheet.put(self.row, column, Formula(text, float(value)), "grey_chance")
        return True

    def ways(self, known: Mapping[str, int], evidence: Evidence) -> Iterator[list[SheetCell]]:
        """The cells whose products add up to the chance of what is known."""
        for way in ways(self.model, evidence, known):
            yield [self.inputs.rules[each.event, each.rule, each.outcome] for each in way]
