"""All cases at once: what is preferred in each, by how much, and which consideration drives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from decision_model.analysis.choice.rank import Ranked
from decision_model.analysis.combinations import apart
from decision_model.analysis.units import better
from decision_model.analysis.views.compare import Comparison, View
from decision_model.figures.charts.chart import round_text
from decision_model.figures.charts.keyed import Keyed
from decision_model.figures.charts.scales import scale
from decision_model.figures.charts.strips import Strip, StripRow, Strips, StripsLayout, fit_fewer, lay_out
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Block, Entry, Sheet, block, flowed, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.model.labels import consideration_labels
from decision_model.words.amounts import Amounts
from decision_model.words.numbers import gained
from decision_model.words.sentences import counted, sentence

SHAPES = ("event", "decision", "end")
"""Marks for options that share a colour, each solid first and then hollow."""


@dataclass(frozen=True)
class Sign:
    """How an option is marked."""

    colour: str
    shape: str
    hollow: bool


class ComparisonPicture(ResultPicture):
    """A comparison to be drawn: a row a case, a mark an option."""

    def __init__(self, result: Comparison):
        super().__init__(result)
        self.amounts: Amounts = result.amounts
        self.short = apart(self.model, [dict(zip(result.by, key, strict=True)) for key in result.keys], short=True)

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        _, (keyed, layout, key), strips = fit_fewer(page, self.strips(), self._keyed)
        _ComparePainter(opener(keyed), strips, layout, self, key).paint()

    def _keyed(self, page: Sheet, strips: Strips) -> tuple[Keyed, StripsLayout, list[Entry]] | None:
        size = page.body
        key, height = flowed(self.short, [1.3 * size] * len(self.short), page.room.width, 0.85 * size)
        keyed = Keyed(**{**page.__dict__, "key": height + 0.9 * page.body})
        if height > 0.35 * page.room.height:
            return None
        layout = lay_out(keyed, strips)
        return (keyed, layout, key) if layout and self._reasons_fit(layout) else None

    def _reasons_fit(self, layout: StripsLayout) -> bool:
        """Whether what is preferred in a case fits beside its row."""
        return all(
            sum(b.height for b in self.beside(row, view, layout.size)) <= 0.95 * row.box.height
            for row, view in self.placed(layout)
        )

    def placed(self, layout: StripsLayout) -> Iterator[tuple[StripRow, View]]:
        """The rows that are shown, each with its case."""
        yield from zip(layout.rows, self.result.views, strict=False)

    def strips(self) -> Strips:
        totals = [row.total for view in self.result.views for row in view.ranked if row]
        return Strips(
            tuple(Strip(view.label, strong=False) for view in self.result.views),
            scale(totals).widened(),
            head=f"{self.amounts.head('Total')}; the bar is the lead",
            across_text=round_text(self.amounts.factor),
            second=0.46,
            second_head="Prefers, by how much, and because of what",
            tall=2.6,
        )

    def beside(self, row: StripRow, view: View, size: float) -> tuple[Block, Block]:
        """What is preferred in a case, and why, right of its row."""
        room = row.second.width - 1.5 * size
        leader = block(" or ".join(self.result.called[title] for title in view.leaders), room, size, "bold")
        return leader, block(self.reason(view), room, size)

    def reason(self, view: View) -> str:
        """'by 0.6 over Berlin, above all on Morale in Berlin (+1.6)'; of two options the other is not named."""
        if len(view.leaders) > 1:
            return "level"
        if view.rival is None:
            return "nothing else can be taken"
        margin = f"by {self.amounts.bare(self.result.margin(view))}"
        if len(self.result.options) > 2:
            margin += f" over {self.result.called[view.rival]}"
        if view.driver is None:
            return margin
        label = consideration_labels(self.model)[view.driver]
        return f"{margin}, above all on {label} ({gained(self.amounts.text(view.drivers[view.driver]))})"

    def signs(self, theme: Theme) -> Mapping[str, Sign]:
        """A mark for each option, in its own colour."""
        rows = [self._ranked_somewhere(place) for place in range(len(self.result.options))]
        own = [dict(zip(self.result.by, row.options.values(), strict=True)) for row in rows]
        signs = {}
        for option, look in zip(self.result.options, looks(self.model, own, theme), strict=True):
            signs[option] = Sign(look.colour, SHAPES[look.style // 2 % len(SHAPES)], look.style % 2 == 1)
        return signs

    def _ranked_somewhere(self, place: int) -> Ranked:
        return next(row for view in self.result.views if (row := view.ranked[place]) is not None)

    def subtitle(self) -> str:
        side = "right" if better(self.model) > 0 else "left"
        return f"{self.model.title}. Each case\u2019s total of each choice; what stands furthest {side} comes first"

    def description(self) -> str:
        choices = counted(len(self.result.options), "choice")
        parts = [f"{counted(len(self.result.views), 'row')} of marks, one a case, over {choices}"]
        return " ".join(sentence(part) for part in [*parts, *self.result.statement.reasons])


class _ComparePainter:
    def __init__(self, page: Page, strips: Strips, layout: StripsLayout, picture: ComparisonPicture, key: list[Entry]):
        self.page, self.strips, self.layout, self.picture = page, strips, layout, picture
        self.signs = picture.signs(page.sheet.theme)
        self.key, self.size, self.stroke = key, layout.size, page.sheet.stroke
        self.marked: dict[tuple[str, bool, float], list[tuple[float, float, str]]] = {}

    def paint(self) -> None:
        paint_frame(self.page, self.strips, self.layout)
        self.write_key()
        placed = list(self.picture.placed(self.layout))
        for row, view in placed:
            self.row(row, view)
        leads = [lead for row, view in placed for lead in self.lead(row, view)]
        self.page.lines(leads, "tint", 0.9 * self.size, "leads", 2)
        for shape, hollow, radius in sorted(self.marked, key=lambda look: look[2]):
            self.paint_marks(shape, hollow, radius)

    def write_key(self) -> None:
        assert isinstance(self.page.sheet, Keyed)
        room = self.page.sheet.whole
        for entry, option in zip(self.key, self.picture.result.options, strict=True):
            x, y = room.x + entry.x + 0.5 * self.size, room.y + entry.y
            self.mark(option, x, y + 0.5 * self.size, 0.36)
            self.page.text(room.x + entry.text_x, y, entry.text, gid="key")

    def row(self, row: StripRow, view: View) -> None:
        middle = row.box.y + row.box.height / 2
        options = self.picture.result.options
        order = sorted(range(len(options)), key=lambda place: -(view.ranked[place].rank if view.ranked[place] else 0))  # type: ignore[union-attr]
        for place in order:
            ranked = view.ranked[place]
            if ranked:
                self.mark(options[place], self.x(ranked.total), middle, 0.5 if ranked.rank == 1 else 0.36)
        leader, reason = self.picture.beside(row, view, self.size)
        top = middle - (leader.height + reason.height) / 2
        self.mark(view.leaders[0], row.second.x + 0.5 * self.size, top + 0.5 * self.size, 0.4)
        self.page.text(row.second.x + 1.4 * self.size, top, leader, gid="prefers")
        self.page.text(row.second.x + 1.4 * self.size, top + leader.height, reason, "soft", gid="reason")

    def lead(self, row: StripRow, view: View) -> list[list[tuple[float, float]]]:
        """From the best of the others to the leader."""
        totals = sorted((ranked.rank, self.x(ranked.total)) for ranked in view.ranked if ranked)
        behind = [x for rank, x in totals if rank > 1]
        middle = row.box.y + row.box.height / 2
        return [[(behind[0], middle), (totals[0][1], middle)]] if behind else []

    def x(self, total: float) -> float:
        return self.layout.x(self.strips.across, total)

    def mark(self, option: str, x: float, y: float, radius: float) -> None:
        """Keep a mark of an option for `paint_marks`; the radius in ems."""
        sign = self.signs[option]
        self.marked.setdefault((sign.shape, sign.hollow, radius), []).append((x, y, sign.colour))

    def paint_marks(self, shape: str, hollow: bool, radius: float) -> None:
        """All marks of one shape and size; hollow ones show the paper inside a rim of their colour."""
        marks = self.marked[shape, hollow, radius]
        centres, colours = [(x, y) for x, y, _ in marks], [colour for *_, colour in marks]
        gid, length = f"{'hollow-' if hollow else ''}{shape}", radius * self.size
        self.page.marks(shape, centres, length, gid, colour=colours, zorder=4)
        if hollow:
            self.page.marks(shape, centres, 0.55 * length, f"{gid}-inside", colour="paper", zorder=4.1)


PICTURE = ComparisonPicture
