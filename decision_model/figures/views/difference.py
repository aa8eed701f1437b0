"""What changed between two models: a waterfall from the one best total to the other, a step a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from decision_model.analysis.units import better
from decision_model.analysis.views.difference import Difference, Share
from decision_model.figures.charts.bars import differences
from decision_model.figures.charts.waterfall import Fall, falls, paint_waterfall
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.style import Fill, Theme
from decision_model.figures.page.words import Words, source_line
from decision_model.words.amounts import Amounts
from decision_model.words.sentences import counted, listed, sentence

if TYPE_CHECKING:
    import pandas as pd


class DifferencePicture:
    """A difference to be drawn; changes that move nothing are named below."""

    def __init__(self, result: Difference):
        self.result, self.model = result, result.model
        moves = [share.total for share in result.shares]
        self.amounts: Amounts = differences(self.model, [*moves, result.totals[1] - result.totals[0]])
        least = 1e-9 * max(1.0, *(abs(total) for total in result.totals))
        self.moving = [share for share in result.shares if abs(share.total) > least]
        self.still = [share for share in result.shares if abs(share.total) <= least]

    @property
    def words(self) -> Words:
        return Words(self._title(), self._subtitle(), source_line(self.model), self._description())

    def table(self) -> pd.DataFrame:
        return self.result.table()

    def page(self, theme: Theme) -> tuple[float, float]:
        return theme.size

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        note = f"Moves nothing: {listed([share.title for share in self.still], most=6)}." if self.still else ""
        paint_waterfall(opener, sheet(self.words, theme, width, height), self.rows(theme), self.amounts, note)

    def rows(self, theme: Theme) -> list[Fall]:
        steps = [(_said(share), share.total, self._fill(share, theme)) for share in self.moving]
        return falls(("Before", self.result.totals[0]), steps, ("After", self.result.totals[1]))

    def _fill(self, share: Share, theme: Theme) -> Fill:
        """Gains in the accent, losses pale and hatched."""
        gain = better(self.model) * share.total > 0
        return Fill(theme.colours.accent, "plain") if gain else Fill(theme.colours.faint, "rising")

    def _title(self) -> str:
        if not self.result.changes:
            return "The two are the same"
        moved = self.result.totals[1] - self.result.totals[0]
        way = "up" if moved > 0 else "down"
        total = f"the best total goes {way} by {self.amounts.gap(moved)}" if moved else "the best total stays"
        before, after = self.result.winners
        if before == after:
            return f"{before} still leads; {total}"
        turning = self.result.turning[0] if self.result.turning else ()
        enough = "alone is enough" if len(turning) == 1 else "together are enough"
        cause = f" ({listed(list(turning), most=3)} {enough})" if turning else ""
        return f"{after} now leads instead of {before}{cause}; {total}"

    def _subtitle(self) -> str:
        count = counted(len(self.result.changes), "change")
        return f"{self.model.title}. {count}, each with its share of what happened to the best total (Shapley)"

    def _description(self) -> str:
        best = f"{self.result.winners[0]} is best, with a total of {self.amounts.phrase(self.result.totals[0])}"
        parts = list(self.result.statement.sentences[:20]) or [best]
        parts += [f"{share.title} moves the best total by {self.amounts.text(share.total)}" for share in self.moving]
        return " ".join(sentence(part) for part in parts)


def _said(share: Share) -> str:
    """The change, with both values where it is a single number's."""
    only = share.changes[0]
    if len(share.changes) > 1 or not only.address:
        return share.title
    return f"{only.title}: {only.before} \u2192 {only.after}"


PICTURE = DifferencePicture
