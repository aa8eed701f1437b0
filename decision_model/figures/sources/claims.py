"""The source's claims judged: a sign and a word for each, how widely it is true, and what turns it."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from decision_model.analysis.sources.claims import JudgedClaim, JudgedClaims
from decision_model.figures.page.layout import Box, sheet
from decision_model.figures.page.page import SHAPES, Opener, Page
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.scene import Point
from decision_model.figures.page.style import Fill, Theme
from decision_model.figures.sources.claims_layout import ClaimRow, ClaimsLayout, PlacedClaim, fit_claims
from decision_model.words.names import quoted
from decision_model.words.numbers import NOTHING
from decision_model.words.percent import percent
from decision_model.words.sentences import sentence

UNTESTED = "untested"
"""The word for a claim that cannot be tested, where there is little room."""
CHECK = ((-0.45, 0.05), (-0.12, 0.4), (0.48, -0.4))
CROSS = (((-0.45, -0.45), (0.45, 0.45)), ((-0.45, 0.45), (0.45, -0.45)))


class ClaimsPicture(ResultPicture):
    """Judged claims to be drawn: those that fail first, then the least widely true."""

    def __init__(self, result: JudgedClaims):
        super().__init__(result)
        self.ordered = result.ordered

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        rows = [_row(claim) for claim in self.ordered]
        page, layout = fit_claims(sheet(self.words, theme, width, height), rows)
        _ClaimsPainter(opener(page), layout).paint()

    def subtitle(self) -> str:
        if not self.ordered:
            return f"{self.model.title}. What we read in the source, judged by the model"
        draws = (
            f"Each of {self.result.draws:,} random trials is one set of weights and numbers within the file's ranges"
        )
        return f"{self.model.title}. {draws}. The least widely true come first"

    def description(self) -> str:
        parts = ["A list of claims with a sign, a bar and a note each"] if self.ordered else ["There are no claims"]
        parts += [f"{quoted(claim.text)} {claim.sentence}" for claim in self.ordered]
        return " ".join(sentence(part) for part in parts)


def _row(judged: JudgedClaim) -> ClaimRow:
    cite = "; ".join(_cited(judged))
    share, turn, word = _share(judged), _turn(judged), UNTESTED if judged.untestable else judged.verdict
    return ClaimRow(judged.claim.text, cite, judged.holds, judged.share, judged.error, share, turn, word)


def _cited(judged: JudgedClaim) -> list[str]:
    """Locators gathered by their source: 'memo S9, S14'."""
    sources: dict[str, list[str]] = {}
    for citation in judged.claim.cite:
        sources.setdefault(citation.source, []).append(citation.locator)
    return [" ".join([source, ", ".join(filter(None, locators))]).strip() for source, locators in sources.items()]


def _share(judged: JudgedClaim) -> str:
    if isnan(judged.share):
        return NOTHING
    share = percent(judged.share)
    return f"{share} ± {100 * judged.error:.1f}" if judged.error >= 0.0005 else share


def _turn(judged: JudgedClaim) -> str:
    if judged.untestable or judged.untried:
        return judged.untestable or judged.untried
    if isnan(judged.share):
        return "judged at the file's numbers alone"
    if judged.is_about_all_numbers:
        return "claimed for one trial at least" if judged.claim.expect.form == "possible" else "claimed for every trial"
    if judged.turn is None:
        return "no single number within its range"
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
        self.signs()
        self.bars()
        page.text(layout.columns.claim, layout.more_top, layout.more, "soft", gid="more")

    def rules(self) -> None:
        """A fine line between rows."""
        room = self.page.sheet.room
        tops = [[(room.x, row.box.y), (room.right, row.box.y)] for row in self.layout.rows]
        self.page.lines(tops, "faint", 0.5 * self.stroke, "rules", 1)

    def words(self, row: PlacedClaim) -> None:
        page, layout = self.page, self.layout
        middle = row.box.y + row.box.height / 2
        page.text(layout.columns.word, middle - row.word.height / 2, row.word, gid="verdict")
        page.text(layout.columns.claim, middle - row.claim.height / 2, row.claim, gid="claim")
        page.text(layout.columns.cite, middle - row.cite.height / 2, row.cite, "soft", gid="cite")
        page.text(layout.columns.share, middle - row.share.height / 2, row.share, gid="share")
        page.text(layout.columns.turn, middle - row.turn.height / 2, row.turn, "soft", gid="turn")

    def signs(self) -> None:
        """A full circle with a tick where a claim holds, an empty square with a cross where it fails.

        The square is empty where a claim cannot be tested.
        """
        centres = [self.centre(row) for row in self.layout.rows if row.row.holds]
        failed = [self.centre(row) for row in self.layout.rows if row.row.word == "fails"]
        untested = [self.centre(row) for row in self.layout.rows if row.row.word == UNTESTED]
        radius, pen = 0.52 * self.size, 1.3 * self.stroke
        self.page.marks("event", centres, radius, "holds", colour="accent", zorder=4)
        ticks = [_shape_at(CHECK, centre, radius) for centre in centres]
        self.page.lines(ticks, "paper", pen, "ticks", 4.2)
        square = 0.95 * radius
        for shown, gid in ((failed, "fails"), (untested, "untested")):
            corners = [_shape_at(SHAPES["decision"], centre, square) for centre in shown]
            self.page.polygons(corners, "paper", gid, edge="ink", width=pen, zorder=4)
        crosses = [_shape_at(stroke, centre, square) for centre in failed for stroke in CROSS]
        self.page.lines(crosses, "ink", pen, "crosses", 4.2)

    def centre(self, row: PlacedClaim) -> Point:
        return self.page.sheet.room.x + 0.6 * self.size, row.box.y + row.box.height / 2

    def bars(self) -> None:
        """How much of the admissible set a claim is true in, with one standard error to either side."""
        rows = [row for row in self.layout.rows if not isnan(row.row.share)]
        tracks = [self.track(row) for row in rows]
        self.page.boxes(tracks, "band", "tracks", edge="soft", width=0.5 * self.stroke, zorder=2)
        colours = self.page.colours
        fills = [Fill(colours.accent, "plain") if row.row.holds else Fill(colours.soft, "rising") for row in rows]
        parts = [
            (Box(track.x, track.y, track.width * row.row.share, track.height), fill)
            for row, track, fill in zip(rows, tracks, fills, strict=True)
            if row.row.share > 0
        ]
        self.page.filled(parts, "shares", 0.4 * self.size, 0.5 * self.stroke)
        whiskers = [stroke for row, track in zip(rows, tracks, strict=True) for stroke in _whisker(row.row, track)]
        self.page.lines(whiskers, "ink", 1.1 * self.stroke, "errors", 4.5)

    def track(self, row: PlacedClaim) -> Box:
        high = 0.75 * self.size
        return Box(self.layout.columns.bar, row.box.y + (row.box.height - high) / 2, self.layout.columns.bars, high)


def _whisker(row: ClaimRow, track: Box) -> list[list[Point]]:
    """A line from one standard error below to one above, with ends; nothing where the error is nil."""
    if row.error < 0.0005:
        return []
    low, high = (track.x + track.width * min(max(row.share + error, 0.0), 1.0) for error in (-row.error, row.error))
    middle, reach = track.y + track.height / 2, 0.85 * track.height
    ends = [[(x, middle - reach), (x, middle + reach)] for x in (low, high)]
    return [[(low, middle - reach), (high, middle - reach)], [(low, middle + reach), (high, middle + reach)], *ends]


def _shape_at(shape: Sequence[Point], centre: Point, radius: float) -> list[Point]:
    return [(centre[0] + radius * u, centre[1] + radius * v) for u, v in shape]


PICTURE = ClaimsPicture
