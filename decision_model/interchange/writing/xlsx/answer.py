"""The first sheet, with the answer and its chart; the plan; and what the workbook rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from decision_model.analysis.sources.numbers import number_unit
from decision_model.analysis.sources.provenance import BASIS_LABELS
from decision_model.analysis.units import total_word
from decision_model.figures.page.hues import Shade, coloured, hue_of
from decision_model.interchange.writing.xlsx.marks import CHANCES, WEIGHTS
from decision_model.interchange.writing.xlsx.numbers import Inputs
from decision_model.interchange.writing.xlsx.sheets import Book, Content, Formula, SheetCell, down
from decision_model.interchange.writing.xlsx.situations import situation
from decision_model.interchange.writing.xlsx.tree import BranchRow, NodeRows, TreeSheet, first_choice
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import consideration_labels, number_labels, step_labels
from decision_model.model.steps import Decision
from decision_model.words.sentences import capital, counted

ANSWER, PLAN, SOURCES, NUMBERS = "Answer", "Plan", "Sources", "Numbers"
MOST_IN_CHART, MOST_OPTIONS = 12, 60
FILLS = (Shade(0.62, 0.13), Shade(0.78, 0.10), Shade(0.46, 0.10))
TABLE = 7
OPTION, SITUATION, RANK, TOTAL, PARTS = 0, 1, 2, 3, 4


class AnswerSheet:
    """Ranks and totals of the first choice, each with what it is made of."""

    def __init__(self, book: Book, model: DecisionModel):
        self.book, self.model = book, model
        self.sheet = book.sheet(ANSWER)

    def write(self, tree: TreeSheet, inputs: Inputs, notes: list[str]) -> None:
        """Fill the sheet, which stands first, from the sheets behind it."""
        model, sheet = self.model, self.sheet
        sheet.put(0, 0, model.title, "title")
        sheet.put(1, 0, model.question, "question")
        nodes = first_choice(tree)
        rows = sorted(
            (branch for node in nodes for branch in node.branches),
            key=lambda each: (each.node, -tree.sign * (each.total.value if each.total else 0.0)),
        )[:MOST_OPTIONS]
        self._best(tree, nodes, rows)
        end = self._table(tree, inputs, rows) if rows else TABLE
        if rows:
            self._chart(tree, rows, end + 2)
            end += 21
        for place, note in enumerate(notes, end + 1):
            sheet.put(place, 0, note, "note")
        labels = consideration_labels(model)
        parts = [labels[leaf.name] for leaf in model.leaves] if tree.adds_up else []
        sheet.widths((46, 30 if len(nodes) > 1 else 12, 8, 12, *(max(11, min(18, len(part) + 1)) for part in parts)))
        sheet.heads(TABLE, parts, 17)
        sheet.raw.freeze_panes(TABLE + 1, 1)
        sheet.raw.set_first_sheet()
        sheet.raw.activate()

    def _best(self, tree: TreeSheet, nodes: list[NodeRows], rows: list[BranchRow]) -> None:
        sheet, unit = self.sheet, self.model.total_rule.unit(self.model.unit)
        sheet.put(3, 0, f"{capital(total_word(self.model))} of the best plan{f', {unit}' if unit else ''}", "bold")
        root = tree.root
        cell = sheet.put(3, SITUATION, Formula(f"={root.fixed}", root.value), "answer_total")
        self.book.name("best", "total", cell)
        if len(nodes) == 1 and rows:
            labels, ranks = (f"{down(column, TABLE + 1, TABLE + len(rows))}" for column in (OPTION, RANK))
            best = rows[0].label
            sheet.put(4, 0, "Best choice", "bold")
            sheet.put(4, SITUATION, Formula(f"=INDEX({labels},MATCH(1,{ranks},0))", best), "answer")

    def _table(self, tree: TreeSheet, inputs: Inputs, rows: list[BranchRow]) -> int:
        """Options in the order that they have now, with formulas for rank, total and contributions; the last row."""
        sheet, model = self.sheet, self.model
        labels = consideration_labels(model)
        level = tree.levels[rows[0].level]
        many = level.size > 1
        sheet.put(TABLE, OPTION, step_labels(model)[level.step.name], "head")
        sheet.put(TABLE, SITUATION, "When" if many else "", "head")
        risk = inputs.risk is not None
        heads = [labels[leaf.name] for leaf in model.leaves] if tree.adds_up else []
        heads += ["Risk"] if risk and tree.adds_up else []
        sheet.line(TABLE, ("Rank", "Total", *heads), "number_head", RANK)
        for row, each in enumerate(rows, TABLE + 1):
            assert each.total is not None
            sheet.put(row, OPTION, each.label, "bold")
            sheet.put(row, SITUATION, situation(level, each.node, model) if many else "", "grey")
            own = [other for other, one in enumerate(rows, TABLE + 1) if one.node == each.node]
            span = f"$D${own[0] + 1}:$D${own[-1] + 1}"
            here = SheetCell(ANSWER, row, TOTAL).here
            better = (
                f"{span}>{here}+1E-9*MAX(1,ABS({here}))" if tree.sign > 0 else f"{span}<{here}-1E-9*MAX(1,ABS({here}))"
            )
            sheet.put(row, RANK, Formula(f"=1+SUMPRODUCT(--({better}))", self._rank(rows, each, tree.sign)), "rank")
            total = sheet.put(row, TOTAL, Formula(f"={each.total.fixed}", each.total.value), "total")
            if tree.adds_up:
                self._parts(row, each, inputs, total if risk else None)
        last = TABLE + len(rows)
        marked = self.book.raw.add_format({"bg_color": "#e3f1e5"})
        first = {"type": "formula", "criteria": f"=$C{TABLE + 2}=1", "format": marked}
        self.sheet.raw.conditional_format(TABLE + 1, OPTION, last, PARTS + len(heads) - 1, first)
        return last

    def _rank(self, rows: list[BranchRow], each: BranchRow, sign: float) -> float:
        own = each.total.value if each.total else 0.0
        totals = [row.total.value for row in rows if row.node == each.node and row.total]
        return 1.0 + sum(sign * (total - own) > 1e-9 * max(1.0, abs(own)) for total in totals)

    def _parts(self, row: int, each: BranchRow, inputs: Inputs, total: SheetCell | None) -> None:
        """What each consideration adds, and what risk takes off."""
        whole = 0.0
        for position, leaf in enumerate(self.model.leaves):
            cell = each.expected.get(position)
            if cell is None:
                self.sheet.put(row, PARTS + position, 0.0, "points")
                continue
            share = inputs.shares.get(leaf.name)
            text = f"={cell.fixed}" if share is None else f"=100*{share.fixed}*{cell.fixed}"
            now = cell.value if share is None else 100 * share.value * cell.value
            whole += now
            self.sheet.put(row, PARTS + position, Formula(text, now), "points")
        if total is not None:
            count = len(self.model.leaves)
            first, last = (SheetCell(ANSWER, row, PARTS + place).here for place in (0, count - 1))
            self.sheet.put(
                row, PARTS + count, Formula(f"={total.here}-SUM({first}:{last})", total.value - whole), "points"
            )

    def _chart(self, tree: TreeSheet, rows: list[BranchRow], top: int) -> None:
        """Bars of the totals, each made of what considerations add, in the hues that these have everywhere."""
        leaves = self.model.leaves
        stacked = tree.adds_up and 1 < len(leaves) <= MOST_IN_CHART and self.model.risk_tolerance is None
        chart = self.book.raw.add_chart({"type": "bar", **({"subtype": "stacked"} if stacked else {})})
        first, last = TABLE + 1, TABLE + len(rows)
        labels = consideration_labels(self.model)
        many = tree.levels[rows[0].level].size > 1
        names = [ANSWER, first, OPTION, last, SITUATION if many else OPTION]
        series = [
            (labels[leaf.name], PARTS + place, hue_of(leaf.name, leaf.colour)) for place, leaf in enumerate(leaves)
        ]
        seen: dict[float, int] = {}
        for name, column, hue in series if stacked else [("Total", TOTAL, 248.0)]:
            shade = FILLS[min(seen.get(hue, 0), len(FILLS) - 1)]
            seen[hue] = seen.get(hue, 0) + 1
            chart.add_series(
                {
                    "name": name if not stacked else [ANSWER, TABLE, column],
                    "categories": names,
                    "values": [ANSWER, first, column, last, column],
                    "fill": {"color": coloured(hue, shade)},
                    "border": {"color": "#ffffff", "width": 0.75},
                    "gap": 45,
                }
            )
        unit = self.model.total_rule.unit(self.model.unit)
        title = "What each option owes to which consideration" if stacked else "Totals of the options"
        chart.set_title({"name": title, "name_font": {"size": 12, "bold": True}, "overlay": False})
        _set_axes(chart, f"Total{f', {unit}' if unit else ''}")
        chart.set_legend({"position": "bottom"} if stacked else {"none": True})
        chart.set_size({"width": 860, "height": 360})
        counted_rows = counted(len(rows), "bar")
        about = f"{title}: {counted_rows}, the best now is {rows[0].label}. The numbers stand in the table above."
        self.sheet.raw.insert_chart(top, 0, chart, {"description": about, "object_position": 3})


def _set_axes(chart: Any, title: str) -> None:
    """Options from above, and totals above them."""
    chart.set_y_axis({"reverse": True, "line": {"none": True}, "major_tick_mark": "none", "label_position": "low"})
    chart.set_x_axis(
        {
            "name": title,
            "major_gridlines": {"visible": True, "line": {"color": "#e3e7eb"}},
            "line": {"none": True},
            "name_font": {"bold": False},
            "label_position": "high",
        }
    )


def plan_sheet(book: Book, tree: TreeSheet) -> None:
    """What to choose in every situation in which something is decided."""
    nodes = [node for level in tree.nodes for node in level if isinstance(tree.levels[node.level].step, Decision)]
    if len(nodes) < 2:
        return
    sheet = book.sheet(PLAN)
    sheet.put(0, 0, "What to choose, and when", "title")
    sheet.put(1, 0, "The best option in every situation, also in those to which the best plan does not lead.", "note")
    sheet.line(3, ("Decision", "When", "Best option"), "head")
    sheet.put(3, 3, "Total from there on", "number_head")
    for row, node in enumerate(nodes, 4):
        level = tree.levels[node.level]
        sheet.put(row, 0, step_labels(tree.model)[level.step.name])
        sheet.put(row, 1, situation(level, node.node, tree.model))
        first, last = node.branches[0].row, node.branches[-1].row
        labels, shares = (f"{tree.name}!{down(column, first, last)}" for column in (2, 3))
        taken = next((branch.label for branch in node.branches if branch.share and branch.share.value), "")
        sheet.put(row, 2, Formula(f"=INDEX({labels},MATCH(1,{shares},0))", taken), "bold")
        assert node.total is not None
        sheet.put(row, 3, Formula(f"={node.total.fixed}", node.total.value), "points")
    sheet.widths((30, 60, 36, 14))
    sheet.raw.freeze_panes(4, 0)


def sources_sheet(book: Book, model: DecisionModel) -> None:
    """The texts that are cited, and the assumptions that are named."""
    sheet = book.sheet(SOURCES)
    sheet.put(0, 0, "Sources", "title")
    sheet.line(2, ("Short name", "Title", "Reference", "Address", "Note"), "head")
    for row, (name, source) in enumerate(model.sources.items(), 3):
        sheet.put(row, 0, name, "grey")
        texts = (source.title, source.reference, source.url, source.note)
        sheet.line(row, texts, "wrapped", 1)
        sheet.roomy(row, zip(texts, (50, 50, 30, 60), strict=True))
    if not model.sources:
        sheet.put(3, 0, "The scenario names no sources.", "note")
    sheet.widths((20, 50, 50, 30, 60))
    sheet.raw.freeze_panes(3, 1)


def numbers_sheet(book: Book, model: DecisionModel) -> None:
    """What each number of the model rests on."""
    sheet = book.sheet(NUMBERS)
    sheet.put(0, 0, "What the numbers rest on", "title")
    sheet.put(1, 0, "A list to look things up in; the numbers that can be changed stand on the other sheets.", "note")
    sheet.line(3, ("Address", "Number"), "head")
    sheet.line(3, ("Value", "Low", "High"), "number_head", 2)
    sheet.line(3, ("In", "Rests on", "Source", "Note"), "aside_head", 5)
    for row, line in enumerate(_number_rows(model), 4):
        for column, content in enumerate(line):
            look = "grey" if column == 0 else "aside" if column > 4 else "wrapped" if column == 1 else "plain"
            sheet.put(row, column, content, look)
        sheet.roomy(row, ((str(line[1]), 50), (str(line[6]), 28), (str(line[7]), 28), (str(line[8]), 58)))
    sheet.widths((30, 50, 12, 10, 10, 14, 30, 30, 60))
    sheet.raw.freeze_panes(4, 1)
    sheet.raw.autofilter(3, 0, 3 + max(1, len(model.numbers)), 8)


def _number_rows(model: DecisionModel) -> Iterator[list[Content]]:
    labels = number_labels(model)
    for address, stated in model.numbers.items():
        number = stated.number
        low, high = number.range or (None, None)
        cites = "; ".join(str(citation) for citation in stated.cite)
        yield [
            address,
            labels[address],
            float(number.at(model.values)) if not model.steps_in(number) else str(number),
            low,
            high,
            number_unit(model, stated),
            BASIS_LABELS[number.basis],
            cites,
            number.note,
        ]


def what_moves(model: DecisionModel, tree: TreeSheet, standing: bool) -> list[str]:
    """What is worked out anew when something is changed, and what stands still."""
    notes = [
        "Change a yellow cell and everything that depends on it is worked out anew: totals, ranks, the plan, the chart."
    ]
    if model.total_rule.has_weights:
        notes.append(f"Weights stand on the sheet '{WEIGHTS}', scores on '{tree.name}'.")
    if model.events:
        notes.append(f"Chances stand on the sheet '{CHANCES}'.")
    if standing:
        notes.append("Some chances that are revised by what is learnt stand still: there are too many ways to them.")
    if not tree.adds_up:
        notes.append("The total is no sum, so it is not split into parts here; total and rank are worked out anew.")
    if any(
        not tree.is_open(node)
        for level in tree.nodes
        for node in level
        if isinstance(tree.levels[node.level].step, Decision)
    ):
        notes.append(
            "Decisions that have forgotten something, or that follow a given plan, keep the plan found before."
        )
    if any(model.steps_in(each.number) for each in model.numbers.values()):
        notes.append("Scores whose formula names options or outcomes stand still.")
    notes.append("Bring what you changed back with: decision-model import THIS_FILE.xlsx -o mine.yaml")
    notes.append(
        "Weights, chances and parameters come back; whatever else was changed is named by its cell and left out."
    )
    return notes
