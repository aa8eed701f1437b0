"""The sheet that works the answer out: every situation, what can be chosen or happen there, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log

import numpy as np

from decision_model.analysis.choice.solve import Solution
from decision_model.interchange.writing.xlsx.formulas import choquet, formula, multiplicative, value
from decision_model.interchange.writing.xlsx.numbers import Inputs
from decision_model.interchange.writing.xlsx.sheets import Book, Content, Formula, SheetCell, across, down
from decision_model.interchange.writing.xlsx.situations import situation
from decision_model.model.compile.compiled import Level, ScoreTerm
from decision_model.model.labels import consideration_labels, step_labels, step_state_labels
from decision_model.model.numbers import Number
from decision_model.model.scores import term_numbers, term_scores
from decision_model.model.steps import Decision
from decision_model.model.tables import Adjusted
from decision_model.solver.criteria import TIE, on_offer
from decision_model.solver.non_additive import shared_out

STEP, WHERE, BRANCH, SHARE, TOTAL, FIRST = 0, 1, 2, 3, 4, 5
"""Columns; from FIRST on stand scores, then values, then what is expected from there on."""
HEADS, WEIGHT_ROW, START_ROW, TOP = 4, 5, 6, 7


@dataclass
class BranchRow:
    """One option or outcome: where it is written, and what it comes to."""

    level: int
    node: int
    branch: int
    label: str
    row: int
    total: SheetCell | None = None
    expected: dict[int, SheetCell] = field(default_factory=dict)
    share: SheetCell | None = None


@dataclass
class NodeRows:
    """A situation: its own row and those of its branches."""

    level: int
    node: int
    row: int
    branches: list[BranchRow]
    total: SheetCell | None = None
    expected: dict[int, SheetCell] = field(default_factory=dict)


class TreeSheet:
    """Writes the sheet from the last step to the first, as each refers to what follows."""

    def __init__(self, book: Book, solution: Solution, inputs: Inputs):
        self.model, self.inputs, self.book = solution.model, inputs, book
        self.rollback, self.sweep = solution.rollback, solution.sweep
        self.levels = self.rollback.levels
        self.rule = self.model.total_rule
        self.name = "Tree" if len(self.levels) > 1 else "Scores"
        self.leaves = list(self.model.leaves)
        self.sign = self.rollback.sign
        self.starts = self.rollback.unweighted_starts
        self.tops = list(self.model.considerations)
        self.blocks = self._blocks()
        self.nodes: list[list[NodeRows]] = self._placed()
        self.value_look = "value" if self.rule.has_weights else "points"
        self.start_total: SheetCell | None = None
        self.start_values: dict[int, SheetCell] = {}

    @property
    def adds_up(self) -> bool:
        """Whether what each consideration adds can be followed through the tree."""
        return self.rule.adds_up

    def _blocks(self) -> dict[str, int]:
        """The first column of each block."""
        count, column = len(self.leaves), FIRST
        blocks = {"scores": column}
        column += count + 1
        if self.rule.has_weights:
            blocks["values"] = column
            column += count + 1
        if not self.adds_up and any(top.considerations for top in self.tops):
            blocks["tops"] = column
            column += len(self.tops) + 1
        if self.adds_up and (len(self.levels) > 1 or self.starts):
            blocks["expected"] = column
        return blocks

    def _placed(self) -> list[list[NodeRows]]:
        row, placed = TOP, []
        labels = step_state_labels(self.model)
        for index, level in enumerate(self.levels):
            nodes = []
            offered = [*on_offer(self.model, level)] if isinstance(level.step, Decision) else []
            for node in range(level.size):
                found = NodeRows(index, node, row, [])
                row += 1
                for branch in range(level.children.shape[1]):
                    allowed = offered[branch] if branch < len(offered) else None
                    if level.children[node, branch] < 0 or (
                        allowed is not None and not np.broadcast_to(allowed, level.size)[node]
                    ):
                        continue
                    states = level.step.state_names
                    label = labels[level.step.name, states[branch]] if branch < len(states) else "does not arise"
                    found.branches.append(BranchRow(index, node, branch, label, row))
                    row += 1
                nodes.append(found)
            placed.append(nodes)
            row += 1
        return placed

    def write(self) -> None:
        """Write the sheet; what the answer is made from is in `nodes` afterwards."""
        self.sheet = self.book.sheet(self.name)
        self._head()
        self._start()
        for index in range(len(self.levels) - 1, -1, -1):
            for node in self.nodes[index]:
                for branch in node.branches:
                    self._branch(branch)
                self._node(node)
        self.sheet.widths((26, 46, 30, 10, 12))
        last = max(self.blocks.values()) + max(len(self.leaves), len(self.tops))
        self.sheet.raw.set_column(FIRST, last, 12)
        for name in ("values", "tops", "expected"):
            if name in self.blocks:
                self.sheet.raw.set_column(self.blocks[name] - 1, self.blocks[name] - 1, 2)
        self.sheet.raw.freeze_panes(TOP, BRANCH + 1)
        self.sheet.raw.repeat_rows(HEADS)
        labels = consideration_labels(self.model).values()
        self.sheet.heads(HEADS, ("Total from here on", *labels))

    def _head(self) -> None:
        sheet, labels = self.sheet, consideration_labels(self.model)
        many = len(self.levels) > 1
        sheet.put(0, 0, "How the answer is worked out" if many else "Scores and totals", "title")
        about = (
            "Read a block as: here we are, this can be chosen or happen, and then it goes on at a situation below. "
            "A total is what a branch adds and what follows."
            if many
            else "Scores are typed, values run from 0, the worst, to 1, the best, and a total is weights times values."
        )
        sheet.put(1, 0, about if self.rule.has_weights or many else "Scores are typed and added.", "note")
        sheet.line(HEADS, ("Step", "Situation", "Option or outcome"), "head")
        sheet.line(HEADS, ("Share", "Total from here on" if many else "Total"), "number_head", SHARE)
        titles = {
            "scores": "Scores", "values": "Values, 0 to 1", "tops": "Values of groups",
            "expected": "Expected from here on" + (", value" if self.rule.has_weights else ""),
        }  # fmt: skip
        for block, first in self.blocks.items():
            names = [labels[top.name] for top in (self.tops if block == "tops" else self.leaves)]
            sheet.put(HEADS - 1, first, titles[block], "heading")
            sheet.line(HEADS, names, "number_head", first)
        if self.rule.has_weights and self.adds_up:
            sheet.put(WEIGHT_ROW, BRANCH, "Share of the weights", "grey")
            for position, leaf in enumerate(self.leaves):
                share = self.inputs.shares[leaf.name]
                sheet.put(
                    WEIGHT_ROW, self.blocks["values"] + position, Formula(f"={share.fixed}", share.value), "share"
                )

    def _start(self) -> None:
        """What every history has: the start of scores that are booked in parts."""
        if not self.starts:
            return
        self.sheet.put(START_ROW, WHERE, "In every history", "grey")
        for position in self.starts:
            scores = self.model.booked[position].scores
            assert isinstance(scores, Adjusted)
            self.start_values[position] = self._scored(START_ROW, position, ([scores.start], None), True)
        text, now = self._added(START_ROW, self.start_values)
        self.start_total = self.sheet.put(START_ROW, TOTAL, Formula("=" + text, now), "points")

    def _scored(self, row: int, position: int, parts: tuple[Sequence[Number], float | None], whole: bool) -> SheetCell:
        """Write a score and its value; the cell that counts."""
        leaf = self.leaves[position]
        cell = self.sheet.put(row, self.blocks["scores"] + position, *self._score(parts))
        if not self.rule.has_weights:
            return cell
        text = "=" + value(leaf.scale, cell.here, self.inputs.ends.get(leaf.name), whole)
        now = float(np.asarray(self.rule.value(leaf.scale, cell.value, whole)))
        return self.sheet.put(row, self.blocks["values"] + position, Formula(text, now), "value")

    def _score(self, parts: tuple[Sequence[Number], float | None]) -> tuple[Content, str]:
        """The content of a score's cell: typed, or worked out from parameters."""
        numbers, known = parts
        free = not any(number.references for number in numbers)
        if known is not None and (free or any(self.model.steps_in(number) for number in numbers)):
            return known, "input" if free else "plain"
        now = sum(float(np.mean(number.at(self.model.values))) for number in numbers)
        if free:
            return now, "input"
        return Formula("=" + "+".join(formula(each.formula, self.inputs.parameters) for each in numbers), now), "plain"

    def _terms(self, branch: BranchRow) -> Iterator[tuple[ScoreTerm, float, list[Number]]]:
        """What a branch books of each consideration: the term, the score, and the numbers that make it."""
        level = self.levels[branch.level]
        if level.booking is None:
            return
        row = int(level.booking.row[branch.node, branch.branch])
        for term in level.booking.terms:
            score = float(np.asarray(self._scores_of(branch.level, term))[row])
            yield term, score, term_numbers(term, row, self.model)

    def _scores_of(self, level: int, term: ScoreTerm) -> np.ndarray:
        known = self.model.remembered
        key = "xlsx", level, term.leaf
        if key not in known:
            known[key] = term_scores(term, self.model)
        return np.asarray(known[key])

    def _branch(self, branch: BranchRow) -> None:
        sheet, row, level = self.sheet, branch.row, self.levels[branch.level]
        sheet.put(row, BRANCH, branch.label)
        own = {
            term.leaf: self._scored(row, term.leaf, (numbers, score), term.whole)
            for term, score, numbers in self._terms(branch)
        }
        after = self._after(level, branch)
        parts, now = [], 0.0
        if own:
            text, now = self._added(row, own)
            parts.append(text)
        if after is not None and after.total is not None:
            parts.append(after.total.here)
            now += after.total.value
        if branch.level == 0 and self.start_total is not None:
            parts.append(self.start_total.here)
            now += self.start_total.value
        branch.total = sheet.put(row, TOTAL, Formula("=" + ("+".join(parts) or "0"), now), "points")
        if self.adds_up:
            self._expected(branch, own, after)

    def _after(self, level: Level, branch: BranchRow) -> NodeRows | None:
        """The situation in which a branch goes on; None after the last step."""
        if branch.level + 1 == len(self.levels):
            return None
        return self.nodes[branch.level + 1][int(level.children[branch.node, branch.branch])]

    def _added(self, row: int, own: Mapping[int, SheetCell]) -> tuple[str, float]:
        """What the scores of a row add to the total, as a formula and as it is now."""
        count = len(self.leaves)
        if not self.rule.has_weights:
            first = self.blocks["scores"]
            return f"SUM({across(row, first, first + count - 1)})", sum(cell.value for cell in own.values())
        if self.adds_up:
            first = self.blocks["values"]
            shares, cells = across(WEIGHT_ROW, first, first + count - 1, True), across(row, first, first + count - 1)
            now = sum(
                100 * self.inputs.shares[self.leaves[position].name].value * cell.value
                for position, cell in own.items()
            )
            return f"100*SUMPRODUCT({shares},{cells})", now
        text = self._not_added(row, own)
        values = {position: np.array([cell.value]) for position, cell in own.items()}
        return f"100*({text})", sum(float(part[0]) for part in shared_out(self.model, values).values())

    def _not_added(self, row: int, own: Mapping[int, SheetCell]) -> str:
        """The total 0 to 1 of a rule that does not add up."""
        values = [self._top(row, place, own) for place in range(len(self.tops))]
        if self.inputs.constant is not None:
            weights = [self.inputs.points[top.name].fixed for top in self.tops]
            return multiplicative(self.inputs.constant.fixed, weights, values)
        shares = [self.inputs.shares[top.name].fixed for top in self.tops]
        return choquet(shares, {members: cell.fixed for members, cell in self.inputs.together.items()}, values)

    def _top(self, row: int, place: int, own: Mapping[int, SheetCell]) -> str:
        """The value of a top-level consideration, worked out from its leaves where it is a group."""
        top = self.tops[place]
        position = {leaf.name: index for index, leaf in enumerate(self.leaves)}
        if not top.considerations:
            return own[position[top.name]].here
        inside = list(top.leaves())
        terms = "+".join(f"{self.inputs.shares[leaf.name].fixed}*{own[position[leaf.name]].here}" for leaf in inside)
        whole = self.inputs.shares[top.name]
        now = sum(self.inputs.shares[leaf.name].value * own[position[leaf.name]].value for leaf in inside)
        text = f"=IF({whole.fixed}=0,0,({terms})/{whole.fixed})"
        return self.sheet.put(
            row, self.blocks["tops"] + place, Formula(text, now / whole.value if whole.value else 0.0), "value"
        ).here

    def _expected(self, branch: BranchRow, own: Mapping[int, SheetCell], after: NodeRows | None) -> None:
        """What is to be expected of each consideration from a branch on."""
        if "expected" not in self.blocks:
            branch.expected = dict(own)
            return
        for position in range(len(self.leaves)):
            cells = [own.get(position), after.expected.get(position) if after else None]
            cells += [self.start_values.get(position) if branch.level == 0 else None]
            known = [cell for cell in cells if cell is not None]
            if known:
                text = "=" + "+".join(cell.here for cell in known)
                now = sum(cell.value for cell in known)
                cell = self.sheet.put(
                    branch.row, self.blocks["expected"] + position, Formula(text, now), self.value_look
                )
                branch.expected[position] = cell

    def _node(self, node: NodeRows) -> None:
        sheet, level = self.sheet, self.levels[node.level]
        sheet.whole_row(node.row, "node")
        sheet.put(node.row, STEP, step_labels(self.model)[level.step.name], "node")
        sheet.put(node.row, WHERE, situation(level, node.node, self.model), "node")
        first, final = node.branches[0].row, node.branches[-1].row
        shares, totals = down(SHARE, first, final), down(TOTAL, first, final)
        if isinstance(level.step, Decision):
            self._choices(node)
            best = "MAX" if self.sign > 0 else "MIN"
            text = f"={best}({totals})" if self.is_open(node) else f"=SUMPRODUCT({shares},{totals})"
        else:
            self._chances(node)
            text = self._event_text(shares, totals)
        now = self._now(node)
        node.total = sheet.put(node.row, TOTAL, Formula(text, now), "node_total")
        if "expected" in self.blocks:
            self._node_expected(node, shares, (first, final))

    def _node_expected(self, node: NodeRows, shares: str, rows: tuple[int, int]) -> None:
        for position in range(len(self.leaves)):
            known = [(branch, branch.expected[position]) for branch in node.branches if position in branch.expected]
            if known:
                column = self.blocks["expected"] + position
                text = f"=SUMPRODUCT({shares},{down(column, *rows)})"
                now = sum(branch.share.value * cell.value for branch, cell in known if branch.share is not None)
                node.expected[position] = self.sheet.put(
                    node.row, column, Formula(text, now), "node_value" if self.rule.has_weights else "node_points"
                )

    def is_open(self, node: NodeRows) -> bool:
        """Whether the choice is made anew; plans that are given, or that remember less, stand as they were found."""
        decision = self.levels[node.level].step.name
        return node.level not in self.rollback.sets and decision not in self.model.followed

    def _choices(self, node: NodeRows) -> None:
        """1 for the option that is taken, 0 for the others."""
        values = [float(self.sweep.choices[node.level][node.node, branch.branch]) for branch in node.branches]
        best = max(values)
        near = TIE * max(1.0, abs(best))
        taken = next(place for place, each in enumerate(values) if each >= best - near)
        total = SheetCell(self.name, node.row, TOTAL).here
        for place, branch in enumerate(node.branches):
            own = SheetCell(self.name, branch.row, TOTAL).here
            now = 1.0 if place == taken else 0.0
            if not self.is_open(node):
                branch.share = self.sheet.put(branch.row, SHARE, now, "taken")
                continue
            before = down(SHARE, node.row, branch.row - 1)
            behind = f"{total}-{own}" if self.sign > 0 else f"{own}-{total}"
            text = f"=IF(AND(SUM({before})=0,{behind}<={TIE:.0E}*MAX(1,ABS({total}))),1,0)"
            branch.share = self.sheet.put(branch.row, SHARE, Formula(text, now), "taken")

    def _chances(self, node: NodeRows) -> None:
        level = self.levels[node.level]
        table, rows = self.rollback.chance_table(node.level)
        row = int(rows[node.node])
        for branch in node.branches:
            cell = self.inputs.chances.get((node.level, row, branch.branch))
            now = float(table[branch.branch, row])
            content: Content = Formula(f"={cell.fixed}", now) if cell else now
            branch.share = self.sheet.put(branch.row, SHARE, content, "chance" if cell else "grey_chance")
        assert level.chance is not None

    def _event_text(self, shares: str, totals: str) -> str:
        if self.inputs.risk is None:
            return f"=SUMPRODUCT({shares},{totals})"
        bold = self.inputs.risk.fixed if self.sign > 0 else f"(-{self.inputs.risk.fixed})"
        end = f"IF({bold}>0,MIN({totals}),MAX({totals}))"
        return f"={end}-{bold}*LN(SUMPRODUCT({shares},EXP(-({totals}-{end})/{bold})))"

    def _now(self, node: NodeRows) -> float:
        """What the total of a node is at present."""
        known = [(branch.share.value, branch.total.value) for branch in node.branches if branch.share and branch.total]
        if isinstance(self.levels[node.level].step, Decision):
            return sum(share * total for share, total in known)
        if self.inputs.risk is None:
            return sum(share * total for share, total in known)
        bold = self.inputs.risk.value * self.sign
        end = min(total for _, total in known) if bold > 0 else max(total for _, total in known)
        return end - bold * log(sum(share * exp(-(total - end) / bold) for share, total in known))

    @property
    def root(self) -> SheetCell:
        """The total of the whole."""
        total = self.nodes[0][0].total
        assert total is not None
        return total


def first_choice(tree: TreeSheet) -> list[NodeRows]:
    """The situations of the first decision; none where nothing is decided."""
    for index, level in enumerate(tree.levels):
        if isinstance(level.step, Decision):
            return tree.nodes[index]
    return []
