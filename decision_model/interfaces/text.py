"""Results as text for the terminal: a sentence first, then the table."""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from decision_model.analysis.choice.rank import Ranked, Ranking
from decision_model.analysis.choice.solve import Solution
from decision_model.analysis.choice.tree import DecisionTree
from decision_model.analysis.classroom.classroom import Classroom
from decision_model.analysis.classroom.tables import SPREAD_HEADS, option_heads, option_rows, spread_rows
from decision_model.analysis.grid import Grid, grid
from decision_model.analysis.result import Result
from decision_model.analysis.units import amounts
from decision_model.interfaces import text_bars as bars
from decision_model.interfaces.terminal import Terminal
from decision_model.interfaces.text_tree import outlined
from decision_model.model.labels import consideration_labels, step_labels
from decision_model.words.amounts import adding_up
from decision_model.words.numbers import NOTHING
from decision_model.words.percent import percent
from decision_model.words.sentences import capital, sentence
from decision_model.words.visible import clean

SHORTEST, LONGEST = 10, 40
"""Cells of a bar."""

LINES = 3
"""Lines on which a cell of a table still reads well."""


@singledispatch
def rendered(result: Result, terminal: Terminal) -> list[RenderableType]:
    """The pieces to print for a result: for one without a form of its own, its sentences and its table."""
    table_grid = grid(result)
    if table_grid is None or not table_grid.rows:
        return [statement(result)]
    count = len(table_grid.rows)
    places = range(count) if terminal.whole else result.brief_rows(count)
    left_out = count - len(places)
    rest = f"And {result.other_rows(left_out)}: --all shows them, --csv is for a spreadsheet." if left_out else ""
    below = [clean(line) for line in (*table_grid.notes, rest) if line]
    table = _grid_table(table_grid.only(places), terminal)
    return [statement(result), table, *([Text("\n".join(below))] if below else [])]


@rendered.register
def _(tree: DecisionTree, _terminal: Terminal) -> list[RenderableType]:
    return [statement(tree), *outlined(tree)]


@rendered.register
def _(ranking: Ranking, terminal: Terminal) -> list[RenderableType]:
    labels = consideration_labels(ranking.model, short=True)
    pieces: list[RenderableType] = [statement(ranking)]
    if ranking.ranked:
        pieces.append(_ranking_table(ranking, terminal))
    if _has_bars(ranking, terminal) and len(ranking.model.leaves) > 1:
        pieces.append(bars.key([clean(labels[leaf.name]) for leaf in ranking.model.leaves]))
    if ranking.excluded:
        pieces.append(
            _listed("Left out", [f"{exclusion.title}: {exclusion.reason}." for exclusion in ranking.excluded])
        )
    return pieces


@rendered.register
def _(solution: Solution, terminal: Terminal) -> list[RenderableType]:
    numbered = [f"{number}. {line}" for number, line in enumerate(solution.plan, 1)]
    answer = statement(solution, but=solution.plan)
    return [answer, _listed("Plan", numbered), _contributions(solution, terminal)]


@rendered.register
def _(result: Classroom, terminal: Terminal) -> list[RenderableType]:
    counts = [[row.title, *row.cells] for row in option_rows(result)]
    spreads = [[row.title, *row.cells] for row in spread_rows(result)]
    tables = [(option_heads(result), counts), (SPREAD_HEADS, spreads)]
    grids = [Grid(tuple(heads), tuple(map(tuple, rows)), (False, *[True] * (len(heads) - 1))) for heads, rows in tables]
    return [statement(result), *(_grid_table(each, terminal) for each in grids)]


def statement(result: Result, but: Sequence[str] = ()) -> Text:
    """What a result says of itself, a line a sentence; `but` are sentences that are shown in another way."""
    left_out = {sentence(capital(text)) for text in but}
    texts = (text for text in result.statement.sentences if text not in left_out)
    return Text("\n".join(clean(text) for text in texts))


def _grid_table(grid: Grid, terminal: Terminal) -> RenderableType:
    """A table where its columns are wide enough to read; otherwise a block of lines for each row."""
    heads = [capital(clean(name)) for name in grid.columns]
    cells = [[clean(cell) for cell in row] for row in grid.rows]
    needed = sum(_readable_width(column) + 2 for column in zip(heads, *cells, strict=True))
    if cells and needed > terminal.out.width:
        return _blocks(heads, cells)
    table = _table(terminal)
    for name, numeric in zip(heads, grid.numeric, strict=True):
        table.add_column(name, overflow="fold", justify="right" if numeric else "left")
    for row in cells:
        table.add_row(*row)
    return table


def _readable_width(texts: Sequence[str]) -> int:
    """The width at which a column reads well: its text on a few lines, no word broken."""
    longest = max(cell_len(text) for text in texts)
    word = max((cell_len(part) for text in texts for part in text.split()), default=0)
    return max(word, min(longest, max(SHORTEST + 4, longest // LINES)))


def _blocks(heads: Sequence[str], cells: Sequence[Sequence[str]]) -> Group:
    blocks: list[RenderableType] = []
    for row in cells:
        grid = Table.grid(padding=(0, 2, 0, 0))
        for head, cell in list(zip(heads, row, strict=True))[1:]:
            if cell not in ("", NOTHING):
                grid.add_row(f"  {head}", cell)
        blocks += [*([Text("")] if blocks else []), Text(row[0], "bold"), grid]
    return Group(*blocks)


def _ranking_table(ranking: Ranking, terminal: Terminal) -> Table:
    rows = [_cells(row, ranking) for row in ranking.with_plan]
    heads = step_labels(ranking.model)
    by = ", ".join(capital(clean(heads[name])) for name in ranking.by)
    widths = [max(map(cell_len, column)) for column in zip(("", "", "", "Total", "Behind"), *rows, strict=True)]
    barred = _has_bars(ranking, terminal)
    room = terminal.out.width - sum(widths) + widths[2] - 2 * (len(widths) - 1 + barred)
    title = min(max(widths[2], *map(cell_len, by.split())), room - SHORTEST * barred)
    table = _table(terminal)
    for heading, width in zip(("", "", by, "Total", "Behind"), (*widths[:2], title, *widths[3:]), strict=True):
        table.add_column(heading, width=width, overflow="fold", justify="left" if heading == by else "right")
    longest = max(abs(row.total) for row in ranking.with_plan)
    for row, cells in zip(ranking.with_plan, rows, strict=True):
        width = min(room - title, LONGEST)
        bar = [bars.stacked(row.contributions, longest, width, terminal.fill)] if barred else []
        table.add_row(*cells, *bar, style="" if row.gap else "bold")
    return table


def _has_bars(ranking: Ranking, terminal: Terminal) -> bool:
    """Whether there is room for bars and they can be stacked: no part is negative."""
    parts = [part for row in ranking.with_plan for part in row.parts.values()]
    return terminal.wide and bool(parts) and min(parts) >= 0


def _cells(row: Ranked, ranking: Ranking) -> list[str]:
    written = ranking.amounts
    place = f"{row.rank}=" if row.tied else f"{row.rank or ' '} "
    behind = written.part(ranking.behind(row)) if row.gap else ""
    return ["" if row.gap else ">", place, clean(row.title), written.text(row.total), behind]


def _contributions(solution: Solution, terminal: Terminal) -> Table:
    model, total = solution.model, float(solution.expected_total)
    contributions = {name: float(part) for name, part in solution.contributions.items()}
    written = amounts(model, [total, *contributions.values()])
    parts, longest = adding_up(contributions, total, written), max(map(abs, contributions.values()), default=0.0)
    labels = consideration_labels(model)
    table = _table(terminal, show_footer=True)
    table.add_column("Consideration", "Total")
    if model.weights:
        table.add_column("Weight", no_wrap=True, justify="right")
    table.add_column(
        written.head("Adds") if written.scale else "Adds", written.text(total), no_wrap=True, justify="right"
    )
    for leaf in model.leaves:
        weight = [percent(float(model.weights[leaf.name]))] if model.weights else []
        bar = [bars.single(contributions[leaf.name], longest, LONGEST // 2, terminal.fill)] if terminal.wide else []
        table.add_row(clean(labels[leaf.name]), *weight, parts[leaf.name], *bar)
    return table


def _listed(heading: str, lines: Sequence[str]) -> Group:
    return Group(Text(heading, "bold"), *(Padding(clean(line), (0, 0, 0, 2), expand=False) for line in lines))


def _table(terminal: Terminal, **settings: Any) -> Table:
    look: dict[str, Any] = {"header_style": "", "footer_style": "bold", "show_edge": False, "pad_edge": False}
    return Table(box=terminal.ruled, padding=(0, 1, 0, 0), **look, **settings)
