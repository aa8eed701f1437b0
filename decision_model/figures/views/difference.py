"""What changed between two models: a waterfall from the one best total to the other, a step a change."""

from __future__ import annotations

from dataclasses import replace

from decision_model.analysis.units import better
from decision_model.analysis.views.difference import ChangeShare, Difference
from decision_model.figures.charts.waterfall import Fall, falls, paint_waterfall
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Fill, Theme
from decision_model.words.amounts import Amounts
from decision_model.words.names import quoted
from decision_model.words.sentences import listed, sentence

DESCRIBED = 20
"""Changes that are told in the description at most."""


class DifferencePicture(ResultPicture):
    """A difference to be drawn; changes that move nothing are named below."""

    def __init__(self, result: Difference):
        super().__init__(result)
        self.amounts: Amounts = result.amounts
        least = 1e-9 * max(1.0, *(abs(total) for total in result.totals))
        self.effective = [share for share in result.shares if abs(share.total) > least]
        self.without_effect = [share for share in result.shares if abs(share.total) <= least]

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        note = (
            f"Moves nothing: {listed([share.title for share in self.without_effect], most=6)}."
            if self.without_effect
            else ""
        )
        paint_waterfall(opener, sheet(self.words, theme, width, height), self.rows(theme), self.amounts, note)

    def rows(self, theme: Theme) -> list[Fall]:
        steps = [(share.title, share.total, self._fill(share, theme)) for share in self.effective]
        first, *between, last = falls(("Before", self.result.totals[0]), steps, ("After", self.result.totals[1]))
        told = [replace(row, under=_values(share)) for row, share in zip(between, self.effective, strict=True)]
        return [first, *told, last]

    def _fill(self, share: ChangeShare, theme: Theme) -> Fill:
        """Gains in the accent, losses pale and hatched."""
        gain = better(self.model) * share.total > 0
        return Fill(theme.colours.accent, "plain") if gain else Fill(theme.colours.faint, "rising")

    def subtitle(self) -> str:
        if not self.result.changes:
            return self.model.title
        return f"{self.model.title}. What each change adds to the best total (Shapley); plain: for the better"

    def description(self) -> str:
        statement = self.result.statement
        parts = [statement.detail or statement.headline, *statement.reasons[:DESCRIBED]]
        parts += [
            f"{quoted(share.title)} moves the best total by {self.amounts.text(share.total)}"
            for share in self.effective
        ]
        return " ".join(sentence(part) for part in parts if part) or "There is no change to draw."


def _values(share: ChangeShare) -> str:
    """Both values of a change that is a single number's."""
    only = share.changes[0]
    return f"{only.before} \u2192 {only.after}" if len(share.changes) == 1 and only.address else ""


PICTURE = DifferencePicture
