"""Acceptability: how often each option takes each place, and the weights under which it comes first."""

from __future__ import annotations

from decision_model.analysis.robustness.acceptability import Acceptability, Acceptable
from decision_model.figures.charts.keyed import fit_keyed, mixed, paint_weights, top_fills, weight_parts, write_key
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.charts.strips import Strip, StripRow, Strips, StripsLayout
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Block, Box, block, line, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Theme, ink_on
from decision_model.model.labels import consideration_labels
from decision_model.model.weight_shares import undivided
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import counted, ordinal, sentence

PALE = (0.0, 0.45, 0.63, 0.75, 0.83, 0.89)
"""How much paper is mixed into an option's colour for its first, second, ... place."""
NAMED = 12
"""How many options the long description names."""
LEAST = 5e-4
"""Shares below this are not written out."""


class AcceptabilityPicture(ResultPicture):
    """An acceptability to be drawn, the option with most first places on top."""

    def __init__(self, result: Acceptability):
        super().__init__(result)
        typical = [undivided(self.model, option.typical) for option in result.options if option.typical]
        self.weighted = [name for name in (typical or [{}])[0] if any(shares[name] > 1e-9 for shares in typical)]

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page, strips, layout = fit_keyed(sheet(self.words, theme, width, height), self.strips(), self.titles())
        _AcceptabilityPainter(opener(page), self, strips, layout).paint()

    def titles(self) -> list[str]:
        labels = consideration_labels(self.model)
        return [labels[name] for name in self.weighted]

    def strips(self) -> Strips:
        return Strips(
            tuple(
                Strip(option.title, (_share(option.first),), _confidence(option), strong=place == 0)
                for place, option in enumerate(self.result.options)
            ),
            AxisScale(0.0, 1.0),
            ("first",),
            "Share of each place, first to last",
            second=0.45 if self.weighted else 0.0,
            second_head="Typical weights where it is first" if self.weighted else "",
            note=self._note(),
            tall=2.0,
            stretch=2.6,
        )

    def _note(self) -> str:
        if not self.result.plans:
            return ""
        best = self.result.plans[0]
        plan = "; ".join(text.rstrip(".") for text in best.sentences)
        if len(self.result.plans) == 1:
            return f"One and the same plan is best throughout. {plan}."
        count = counted(len(self.result.plans), "plan")
        return f"Of the {count} that are best somewhere this one is so most often, under {percent(best.share)}. {plan}."

    def subtitle(self) -> str:
        return f"{self.model.title}. {self.result.statement.detail}"

    def description(self) -> str:
        parts = [f"Stacked bars of the places of {counted(len(self.result.options), 'option')}"]
        for option in self.result.options[:NAMED]:
            ranks = [(place, share) for place, share in enumerate(option.ranks) if share > LEAST]
            places = ", ".join(f"{ordinal(place + 1)} {percent(share)}" for place, share in ranks)
            confidence = (
                ""
                if option.confidence is None
                else f", in {percent(option.confidence)} of random trials of the numbers"
            )
            parts.append(f"{quoted(option.title)}: {places}{self._typical(option)}{confidence}")
        if len(self.result.options) > NAMED:
            parts.append(f"{counted(len(self.result.options) - NAMED, 'more option')} follow")
        return " ".join(sentence(part) for part in [*parts, *([self._note()] if self._note() else [])])

    def _typical(self, option: Acceptable) -> str:
        if option.typical is None:
            return ""
        labels, typical = consideration_labels(self.model), undivided(self.model, option.typical)
        largest = sorted(typical, key=lambda name: -round(typical[name], 9))[:3]
        weights = ", ".join(f"{quoted(labels[name])} {percent(typical[name])}" for name in largest)
        return f"; first with weights such as {weights}"


def _confidence(option: Acceptable) -> str:
    """'confidence 78%', the confidence factor."""
    return "" if option.confidence is None else f"confidence {_share(option.confidence)}"


def _share(share: float) -> str:
    """A share for a narrow cell: '<0.1%', '>99.9%'."""
    if 0 < share < LEAST:
        return "<0.1%"
    return percent(share).replace("more than ", ">")


class _AcceptabilityPainter:
    def __init__(self, page: Page, picture: AcceptabilityPicture, strips: Strips, layout: StripsLayout):
        self.page, self.picture, self.strips, self.layout = page, picture, strips, layout
        self.options = picture.result.options[: len(layout.rows)]
        theme = page.sheet.theme
        choices = [option.options for option in picture.result.options]
        self.colours = [page.colour(look.colour) for look in looks(picture.model, choices, theme)]
        self.fills = top_fills(picture.model, theme)

    def paint(self) -> None:
        paint_frame(self.page, self.strips, self.layout)
        if self.picture.weighted:
            write_key(self.page, self.picture.model, self.picture.weighted)
        self.places()
        self.typical()

    def bar(self, area: Box) -> Box:
        tall = min(0.62 * area.height, 2.0 * self.layout.size)
        return Box(area.x, area.y + (area.height - tall) / 2, area.width, tall)

    def places(self) -> None:
        """Each option's places from the first, in its colour, ever paler."""
        parts, shades, outlines = [], [], []
        for row, option, colour in zip(self.layout.rows, self.options, self.colours, strict=False):
            bar, x = self.bar(row.box), row.box.x
            for place, share in enumerate(option.ranks):
                part = Box(x, bar.y, share * bar.width, bar.height)
                x += part.width
                if share > 1e-9:
                    shade = mixed(colour, self.page.colours.paper, PALE[min(place, len(PALE) - 1)])
                    parts.append(part)
                    shades.append(shade)
                    self.name(part, place, shade)
            outlines.append(bar)
        self.page.boxes(parts, shades, "places", zorder=3, edge="paper", width=1.2 * self.page.sheet.stroke)
        self.page.boxes(outlines, "none", "bars", edge="soft", width=0.7 * self.page.sheet.stroke, zorder=3.4)

    def name(self, part: Box, place: int, shade: str) -> None:
        """'1st', where there is room."""
        text = line(ordinal(place + 1), self.page.sheet.second)
        if text.width + 0.7 * self.layout.size < part.width and text.height < part.height:
            left, top = part.x + (part.width - text.width) / 2, part.y + (part.height - text.height) / 2
            self.page.text(left, top, text, ink_on(shade, self.page.colours), gid="place")

    def typical(self) -> None:
        """The mean weights under which an option comes first; that it never does."""
        if not self.picture.weighted:
            return
        parts = []
        for row, option in zip(self.layout.rows, self.options, strict=False):
            if option.typical is None:
                self.never(row)
            else:
                parts += weight_parts(self.bar(row.second), undivided(self.picture.model, option.typical), self.fills)
        paint_weights(self.page, parts, self.layout.size, "typical")

    def never(self, row: StripRow) -> None:
        text: Block = block("never first", row.second.width, self.page.sheet.second)
        top = row.second.y + (row.second.height - text.height) / 2
        self.page.text(row.second.x, top, text, "soft", gid="never")


PICTURE = AcceptabilityPicture
