"""Firmness: the choice at the stated numbers, over the weights and over everything, between the thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from decision_model.analysis.given_plan import nothing_open
from decision_model.analysis.robustness.best_shares import BestShares
from decision_model.analysis.robustness.firmness import SEEN, Firmness, share_in_words
from decision_model.analysis.verdict import FIRM, LEANING, RULE, TWO_THIRDS, FirmnessVerdict
from decision_model.figures.charts.keyed import Keyed, mixed
from decision_model.figures.charts.scales import AxisScale
from decision_model.figures.charts.strips import Strip, StripRow, Strips, StripsLayout, fit_fewer, lay_out
from decision_model.figures.charts.strips_painter import paint_frame
from decision_model.figures.page.layout import Box, Sheet, line, sheet
from decision_model.figures.page.page import Opener, Page, fill_key
from decision_model.figures.page.plan_colours import looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.style import Fill, Theme, ink_on
from decision_model.words.names import quoted
from decision_model.words.numbers import NOTHING
from decision_model.words.percent import percent
from decision_model.words.sentences import capital, counted, sentence

WORD = 2.3
"""How much larger than the body the verdict is written."""

NAMED = 4
"""Rivals that have an entry of their own in the key."""

PALE, PALER, PALEST = 0.35, 0.16, 0.83
"""How much paper is mixed into the colours of what is best instead of the choice, more for those of one colour."""


@dataclass(frozen=True)
class LookRow:
    """One look: its title, how it was taken, its number, and the share of each option that is best in it."""

    title: str
    under: str
    number: str
    parts: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Framed(Keyed):
    """A sheet with a key above everything else and a line of some height below it."""

    foot: float = 0.0

    @property
    def room(self) -> Box:
        room = super().room
        return Box(room.x, room.y, room.width, room.height - self.foot)


class FirmnessPicture(ResultPicture):
    """The three looks to be drawn: how much of each belongs to the choice, and to which options the rest."""

    result: Firmness

    def __init__(self, result: Firmness):
        super().__init__(result)
        self.looks = tuple(self._looks())
        options = {option for look in self.looks for option, _ in look.parts}
        self.shown = sorted(
            options, key=lambda option: (option != 0, -max(_share(look, option) for look in self.looks))
        )

    def subtitle(self) -> str:
        if nothing_open(self.model):
            return f"{self.model.title}. The given plan is kept to"
        marks = f"firm from {percent(FIRM)}, leaning from {TWO_THIRDS} on"
        return f"{self.model.title}. In how many cases the choice is best, by three looks; {marks}"

    def description(self) -> str:
        parts = [f"Verdict: {self.result.verdict.value}"]
        for look in self.looks:
            shares = ", ".join(
                f"{quoted(self.result.standings[option].title)} {percent(round(share, 3))}"
                for option, share in look.parts
            )
            parts.append(f"{look.title} ({look.under}): {shares or 'nothing varies'}")
        return " ".join(sentence(part) for part in [*parts, RULE])

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        page = sheet(self.words, theme, width, height)
        _, (fitted_page, layout), strips = fit_fewer(page, self.strips(), self._attempt)
        _FirmnessPainter(opener(fitted_page), self, strips, layout).paint()

    def _attempt(self, page: Sheet, strips: Strips) -> tuple[Framed, StripsLayout] | None:
        """The rows between the verdict with the key and the names of the zones."""
        size = page.body
        key = WORD * size * 1.4 + fill_key(self.names(), page.room.width, page.second)[1] + 0.9 * size
        framed = Framed(**{**page.__dict__, "key": key, "foot": 1.4 * size})
        layout = lay_out(framed, strips) if key < 0.45 * page.room.height else None
        return (framed, layout) if layout else None

    def names(self) -> list[str]:
        """The entries of the key: the choice, and what is best instead."""
        titles = [self.result.standings[option].title for option in self.shown]
        others = len(titles) - 1 - NAMED
        return titles if others <= 1 else [*titles[: NAMED + 1], counted(others, "other option")]

    def strips(self) -> Strips:
        decisive = min((_share(look, 0) for look in self.looks[1:] if look.parts), default=-1.0)
        strong = [bool(look.parts) and _share(look, 0) <= decisive for look in self.looks[1:]]
        rows = tuple(
            Strip(look.title, (look.number,), look.under, strong=is_strong)
            for look, is_strong in zip(self.looks, [False, *strong], strict=True)
        )
        return Strips(rows, AxisScale(0.0, 1.0), ("",), " ", tall=3.4, stretch=3.2)

    def _looks(self) -> Iterator[LookRow]:
        result = self.result
        level = tuple((option, 1 / result.level) for option in range(result.level))
        amounts = result.amounts
        unit = f"lead in {amounts.unit or 'points'}" if amounts.unit or amounts.weighted else "lead"
        ahead = f"+{amounts.part(result.ahead)}"
        yield LookRow("At the stated numbers", unit, "level" if result.level > 1 else ahead, level)
        yield self._look("Over the weights alone", result.weights, self._of_weights())
        together = "Weights and numbers together" if self._weighed else "All uncertain numbers together"
        draws = f"{result.draws:,} random trials of {counted(result.numbers, 'number')}"
        yield self._look(together, result.joint, draws if result.numbers else "no further number has a range")

    @property
    def _weighed(self) -> bool:
        return self.model.total_rule.has_weights

    def _of_weights(self) -> str:
        """How the weights were looked at."""
        if self.result.weights is None:
            return "no weight varies" if self._weighed else "there are no weights"
        return "measured exactly" if self.result.weights.exact else f"{self.result.draws:,} random trials"

    def _look(self, title: str, look: BestShares | None, under: str) -> LookRow:
        if look is None:
            return LookRow(title, under, NOTHING, ())
        rivals = ((option, share) for option, share in enumerate(look.instead) if share > 0 and option)
        parts = ((0, look.best[0]), *sorted(rivals, key=lambda part: -part[1]))
        number = share_in_words(look, 0).replace("more than ", ">").replace("less than ", "<")
        return LookRow(title, under, number, parts)


def _share(look: LookRow, option: int) -> float:
    return next((share for first, share in look.parts if first == option), 0.0)


class _FirmnessPainter:
    def __init__(self, page: Page, picture: FirmnessPicture, strips: Strips, layout: StripsLayout):
        self.page, self.picture, self.strips, self.layout = page, picture, strips, layout
        theme, choices = page.sheet.theme, [standing.options for standing in picture.result.standings]
        plan_looks, paper = looks(picture.model, choices, theme), page.colours.paper
        pale = [min(PALE + PALER * look.style, PALEST) for look in plan_looks]
        self.colours = [page.colour(plan_looks[0].colour)]
        self.colours += [
            mixed(page.colour(look.colour), paper, part) for look, part in zip(plan_looks[1:], pale[1:], strict=True)
        ]

    def paint(self) -> None:
        paint_frame(self.page, self.strips, self.layout)
        self.verdict()
        self.zones()
        parts, shades, outlines = [], [], []
        for row, look in zip(self.layout.rows, self.picture.looks, strict=False):  # rows without room are counted
            bar, x = self.bar(row), row.box.x
            for option, share in look.parts:
                part = Box(x, bar.y, share * bar.width, bar.height)
                x += part.width
                parts.append(part)
                shades.append(self.colours[option])
                self.name(part, option, share)
            if not look.parts:
                self.nothing(bar)
            outlines.append(bar)
        self.page.boxes(parts, shades, "shares", zorder=3, edge="paper", width=1.2 * self.page.sheet.stroke)
        self.page.boxes(outlines, "none", "bars", edge="soft", width=0.7 * self.page.sheet.stroke, zorder=3.4)
        self.thresholds()

    def verdict(self) -> None:
        """The word, and below it the key of the options."""
        assert isinstance(self.page.sheet, Keyed)
        whole, size = self.page.sheet.whole, self.layout.size
        word = line(capital(self.picture.result.verdict.value), WORD * size, "bold")
        self.page.text(whole.x, whole.y, word, "accent", gid="verdict")
        box = Box(whole.x, whole.y + WORD * size * 1.4, whole.width, 0.0)
        names = self.picture.names()
        fills = [Fill(self.colours[option], "plain") for option in self.picture.shown[: len(names)]]
        self.page.key(box, list(zip(fills, names, strict=True)), self.page.sheet.second)

    def bar(self, row: StripRow) -> Box:
        tall = min(0.62 * row.box.height, 3.0 * self.layout.size)
        return Box(row.box.x, row.box.y + (row.box.height - tall) / 2, row.box.width, tall)

    def name(self, part: Box, option: int, share: float) -> None:
        """The option's title, where there is room."""
        size = self.page.sheet.second
        text = line(self.picture.result.standings[option].title, size, "normal" if option else "bold")
        if share > SEEN and text.width + size < part.width:
            left, top = part.x + size / 2, part.y + (part.height - text.height) / 2
            pad = Box(left - 0.2 * size, top, text.width + 0.4 * size, text.height)
            self.page.boxes([pad], self.colours[option], "pad", zorder=4)  # keeps the thresholds off the words
            self.page.text(left, top, text, ink_on(self.colours[option], self.page.colours), gid="option")

    def nothing(self, bar: Box) -> None:
        """That there is nothing to see over."""
        text = line("nothing varies", self.page.sheet.second)
        self.page.text(bar.x + 0.5 * text.size, bar.y + (bar.height - text.height) / 2, text, "soft", gid="nothing")

    def zones(self) -> None:
        """What the thresholds divide, named below the rows."""
        plot, size = self.layout.plot, self.page.sheet.second
        for low, high, verdict in ((0.0, LEANING, "close"), (LEANING, FIRM, "leaning"), (FIRM, 1.0, "firm")):
            text = line(FirmnessVerdict[verdict].value, size)
            middle = self.layout.x(self.strips.across, (low + high) / 2)
            left = max(plot.x, min(middle - text.width / 2, plot.right - text.width))
            self.page.text(left, plot.bottom + 0.3 * size, text, "soft", gid="zone")

    def thresholds(self) -> None:
        """Upright lines at the thresholds, their values above."""
        size, top = self.page.sheet.second, self.layout.rows[0].box.y
        lines = []
        for edge, text in ((LEANING, TWO_THIRDS), (FIRM, percent(FIRM))):
            x = self.layout.x(self.strips.across, edge)
            label = line(text, size, "bold")
            self.page.text(x, top - label.height, label, "ink", "center", gid="threshold")
            lines.append([(x, top), (x, self.layout.plot.bottom)])
        self.page.lines(lines, "paper", 3.4 * self.page.sheet.stroke, "threshold-edges", 3.7)
        self.page.lines(lines, "ink", 1.8 * self.page.sheet.stroke, "thresholds", 3.8, dashed=True)


PICTURE = FirmnessPicture
