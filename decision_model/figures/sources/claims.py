"""The source's claims judged: those that fail or turn easily with what turns them, and how many more are firm."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from decision_model.analysis.sources.claims import JudgedClaims
from decision_model.analysis.sources.judged_claim import EASY, ClaimVerdict, JudgedClaim
from decision_model.analysis.verdict import FIRM, TWO_THIRDS
from decision_model.figures.page.layout import Box, sheet
from decision_model.figures.page.page import SHAPES, Opener, Page
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.scene import Point
from decision_model.figures.page.style import Fill, Theme
from decision_model.figures.sources.claims_layout import ClaimRow, ClaimsLayout, PlacedClaim, PlacedFold, fit_claims
from decision_model.words.names import quoted
from decision_model.words.numbers import NOTHING
from decision_model.words.percent import percent
from decision_model.words.sentences import sentence

TURNS_LATE = f"no number turns it within {percent(EASY)} of its range"
FIRM_MEANS = f"true in {percent(FIRM)} of trials, or in {TWO_THIRDS} where {TURNS_LATE}"
CHECK = ((-0.45, 0.05), (-0.12, 0.4), (0.48, -0.4))
CROSS = (((-0.45, -0.45), (0.45, 0.45)), ((-0.45, 0.45), (0.45, -0.45)))


class ClaimsPicture(ResultPicture):
    """Judged claims to be drawn: those that fail first, then those that turn easily, the least widely true first."""

    def __init__(self, result: JudgedClaims):
        super().__init__(result)
        self.ordered = result.ordered

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        rows = [_row(claim) for claim in self.ordered]
        page, layout = fit_claims(sheet(self.words, theme, width, height), rows, FIRM_MEANS)
        _ClaimsPainter(opener(page), layout).paint()

    def subtitle(self) -> str:
        if not self.ordered:
            return f"{self.model.title}. What we read in the source, judged by the model"
        return (
            f"{self.model.title}. True in: {self.result.draws:,} random trials of weights and numbers in their ranges"
        )

    def description(self) -> str:
        parts = ["A list of claims with a sign, a bar and a note each"] if self.ordered else ["There are no claims"]
        parts += [f"{quoted(claim.text)} {claim.sentence}" for claim in self.ordered]
        return " ".join(sentence(part) for part in parts)


def _row(judged: JudgedClaim) -> ClaimRow:
    share = NOTHING if isnan(judged.share) else percent(judged.share)
    return ClaimRow(judged.verdict, judged.claim.text, _cited(judged), judged.share, share, _turn(judged))


def _cited(judged: JudgedClaim) -> str:
    """Locators gathered by their source: 'memo S9, S14'."""
    sources: dict[str, list[str]] = {}
    for citation in judged.claim.cite:
        sources.setdefault(citation.source, []).append(citation.locator)
    return "; ".join(" ".join([source, ", ".join(filter(None, places))]).strip() for source, places in sources.items())


def _turn(judged: JudgedClaim) -> str:
    if judged.untestable or judged.untried:
        return judged.untestable or judged.untried
    if isnan(judged.share):
        return "judged at the file's numbers alone"
    if judged.is_about_all_numbers:
        return "claimed for one trial at least" if judged.claim.expect.form == "possible" else "claimed for every trial"
    if judged.turn is None:
        return "no single number"
    at, base = judged.turn.values
    return f"{judged.turn.label}: {base}\u2192{at}"


class _ClaimsPainter:
    def __init__(self, page: Page, layout: ClaimsLayout):
        self.page, self.layout, self.size = page, layout, layout.size
        self.stroke = page.sheet.stroke

    def paint(self) -> None:
        page, layout = self.page, self.layout
        page.head()
        for x, head in layout.heads:
            page.text(x, layout.heads_top, head, "soft", gid="head")
        self.rules()
        for row in layout.rows:
            self.words(row)
        for fold in layout.folds:
            top = fold.box.y + 0.35 * self.size
            page.text(layout.columns.claim, top, fold.text, gid="more")
            page.text(layout.columns.claim, top + fold.text.height, fold.meaning, "soft", gid="meaning")
        self.signs()
        self.bars()

    def rules(self) -> None:
        """A fine line between rows."""
        room = self.page.sheet.room
        boxes = [*(row.box for row in self.layout.rows), *(fold.box for fold in self.layout.folds)]
        self.page.lines(
            [[(room.x, box.y), (room.right, box.y)] for box in boxes], "faint", 0.5 * self.stroke, "rules", 1
        )

    def words(self, row: PlacedClaim) -> None:
        page, columns = self.page, self.layout.columns
        middle = row.box.y + row.box.height / 2
        page.text(columns.word, middle - row.word.height / 2, row.word, gid="verdict")
        top = middle - (row.claim.height + row.cite.height) / 2
        page.text(columns.claim, top, row.claim, gid="claim")
        page.text(columns.claim, top + row.claim.height, row.cite, "soft", gid="cite")
        page.text(columns.share, middle - row.share.height / 2, row.share, gid="share")
        page.text(columns.turn, middle - row.turn.height / 2, row.turn, "soft", gid="turn")

    def signs(self) -> None:
        """A tick in a circle where a claim holds, full where it is firm; a cross in a square where it fails.

        The square is empty where a claim cannot be tested.
        """
        pairs = [(row.row.verdict, self.centre(row)) for row in self.layout.rows]
        pairs += [(fold.folded.verdict, self.centre(fold)) for fold in self.layout.folds]
        centres = {verdict: [centre for each, centre in pairs if each is verdict] for verdict in ClaimVerdict}
        radius, pen = 0.52 * self.size, 1.3 * self.stroke
        firm, open_ = centres[ClaimVerdict.firm], centres[ClaimVerdict.shaky] + centres[ClaimVerdict.holds]
        self.page.marks("event", firm, radius, "firm", colour="accent", zorder=4)
        self.page.lines([_shape_at(CHECK, centre, radius) for centre in firm], "paper", pen, "ticks", 4.2)
        self.page.marks("event", open_, radius, "holds", colour="paper", edge="accent", width=pen, zorder=4)
        self.page.lines([_shape_at(CHECK, centre, radius) for centre in open_], "accent", pen, "open-ticks", 4.2)
        square = 0.95 * radius
        for verdict, gid in ((ClaimVerdict.fails, "fails"), (ClaimVerdict.untestable, "untested")):
            corners = [_shape_at(SHAPES["decision"], centre, square) for centre in centres[verdict]]
            self.page.polygons(corners, "paper", gid, edge="ink", width=pen, zorder=4)
        crosses = [_shape_at(stroke, centre, square) for centre in centres[ClaimVerdict.fails] for stroke in CROSS]
        self.page.lines(crosses, "ink", pen, "crosses", 4.2)

    def centre(self, row: PlacedClaim | PlacedFold) -> Point:
        """Where a row's sign stands; that of a folded one beside its first line."""
        middle = 0.5 * row.box.height if isinstance(row, PlacedClaim) else 0.35 * self.size + 0.6 * row.text.size
        return self.page.sheet.room.x + 0.6 * self.size, row.box.y + middle

    def bars(self) -> None:
        """In how many of the draws a claim is true."""
        rows = [row for row in self.layout.rows if not isnan(row.row.share)]
        tracks = [self.track(row) for row in rows]
        self.page.boxes(tracks, "band", "tracks", edge="soft", width=0.5 * self.stroke, zorder=2)
        holds, fails = Fill(self.page.colours.accent, "plain"), Fill(self.page.colours.soft, "rising")
        parts = [
            (Box(track.x, track.y, track.width * row.row.share, track.height), fails if _fails(row) else holds)
            for row, track in zip(rows, tracks, strict=True)
            if row.row.share > 0
        ]
        self.page.filled(parts, "shares", 0.4 * self.size, 0.5 * self.stroke)

    def track(self, row: PlacedClaim) -> Box:
        high = 0.75 * self.size
        return Box(self.layout.columns.bar, row.box.y + (row.box.height - high) / 2, self.layout.columns.bars, high)


def _fails(row: PlacedClaim) -> bool:
    return row.row.verdict is ClaimVerdict.fails


def _shape_at(shape: Sequence[Point], centre: Point, radius: float) -> list[Point]:
    return [(centre[0] + radius * u, centre[1] + radius * v) for u, v in shape]


PICTURE = ClaimsPicture
