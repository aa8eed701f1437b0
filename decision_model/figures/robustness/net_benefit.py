"""Net benefit by what a unit of gain is worth, the best buy thick; with drawn numbers acceptability curves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from decision_model.analysis.robustness.net_benefit import NetBenefit
from decision_model.figures.charts.chart import round_text
from decision_model.figures.charts.curves import Chart, Curve, Mark, paint_curves
from decision_model.figures.charts.scales import AxisScale, scale
from decision_model.figures.page.layout import sheet
from decision_model.figures.page.page import Opener
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme
from decision_model.words.names import quoted
from decision_model.words.numbers import amounts_apart
from decision_model.words.percent import percent
from decision_model.words.sentences import counted, sentence

if TYPE_CHECKING:
    import pandas as pd


class NetBenefitPicture(ResultPicture):
    """Net benefits or acceptability curves to be drawn."""

    def __init__(self, result: NetBenefit):
        super().__init__(result)
        self.is_drawn = result.shares is not None
        self.values = result.more if result.shares is None else result.shares
        self.buys = result.average or result.buys

    def table(self) -> pd.DataFrame:
        return self.result.curves()

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        paint_curves(opener, sheet(self.words, theme, width, height), self.chart(theme))

    def chart(self, theme: Theme) -> Chart:
        gain, price = self.result.bought.labels
        less = "less " if self.result.bought.less_is_gained else ""
        rates = self.result.rates
        up = AxisScale(0.0, 1.0) if self.is_drawn else scale(self.values.ravel().tolist()).widened()
        return Chart(
            AxisScale(float(rates[0]), float(rates[-1])),
            up,
            f"What one unit {less}of {gain} is worth, in {price}",
            "Share of random trials in which it is best"
            if self.is_drawn
            else f"Net benefit above {self._first}, in {price}",
            round_text(),
            round_text(0.01, "%") if self.is_drawn else round_text(),
            self._curves(theme),
            self._marks(),
        )

    @property
    def _first(self) -> str:
        return quoted(self.buys[0].titles[0])

    def _marks(self) -> tuple[Mark, ...]:
        switches = [buy.low for buy in self.buys[1:]]
        return tuple(map(Mark, switches, amounts_apart(*switches))) if switches else ()

    def _curves(self, theme: Theme) -> tuple[Curve, ...]:
        """The options from the top of the right edge down."""
        options, rates = self.result.options, self.result.rates.tolist()
        styles = looks(self.model, [option.options for option in options], theme)
        order = np.argsort(-self.values[:, -1], kind="stable").tolist()
        return tuple(
            Curve(
                options[place].title,
                tuple(zip(rates, self.values[place].tolist(), strict=True)),
                styles[place],
                tuple((buy.low, buy.high) for buy in self.buys if options[place].title in buy.titles),
            )
            for place in order
        )

    def subtitle(self) -> str:
        gain, price = (quoted(label) for label in self.result.bought.labels)
        if self.is_drawn:
            what = "the share of random trials in which each option is best. Thick: best on average"
        else:
            what = f"net benefit of each option above that of {self._first}. Thick: the best buy"
        return f"{self.model.title}. {gain} bought with {price}: {what}"

    def description(self) -> str:
        _, price = (quoted(label) for label in self.result.bought.labels)
        low, high = amounts_apart(*self.result.rates[[0, -1]].tolist())
        kind = "acceptability curve" if self.is_drawn else "line of net benefit"
        count = counted(len(self.result.options), kind)
        parts = [f"{count} over what {self.result.worth} is worth, from {low} to {high} of {price}"]
        for buy in self.buys:
            start, end = amounts_apart(buy.low, buy.high)
            names = " and ".join(quoted(title) for title in buy.titles)
            parts.append(f"From {start} to {end} the best buy{' on average' if self.is_drawn else ''} is {names}")
        for option, values in zip(self.result.options, self.values, strict=True):
            ends = [float(values[0]), float(values[-1])]
            first, last = map(percent, ends) if self.is_drawn else amounts_apart(*ends)
            parts.append(f"{quoted(option.title)} goes from {first} to {last}")
        return " ".join(sentence(part) for part in parts)


PICTURE = NetBenefitPicture
