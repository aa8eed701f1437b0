"""A class on one slide: for how many each option is best, and a dot a person on a strip for each weight."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from decision_model.analysis.classroom.ballots import first_decision
from decision_model.analysis.classroom.classroom import Classroom
from decision_model.analysis.classroom.parts import FEWEST, Moves
from decision_model.analysis.classroom.sentences import (
    groups_sentence,
    gut_sentence,
    pair_sentence,
    rounds_sentence,
    separation_sentence,
)
from decision_model.errors import ModelError, Problem, nearest
from decision_model.figures.charts.swarm import dot_radius, swarm
from decision_model.figures.classroom.classroom_layout import ClassLayout, Shown, Wanted, fit
from decision_model.figures.classroom.groups import GroupsShown, paint_groups
from decision_model.figures.classroom.moves import fit_moves, paint_moves
from decision_model.figures.page.layout import Box, Sheet, line, sheet
from decision_model.figures.page.page import Opener, Page
from decision_model.figures.page.plan_colours import Look, looks
from decision_model.figures.page.result_picture import ResultPicture
from decision_model.figures.page.scene import Point
from decision_model.figures.page.style import Theme
from decision_model.figures.page.words import Words, source_line
from decision_model.words.names import quoted
from decision_model.words.numbers import fixed, without_zeros
from decision_model.words.percent import percent
from decision_model.words.sentences import counted, sentence

SHAPES = ("event", "decision", "end")
"""Dots of options that share a colour: round, square, pointed."""
WEIGHTS, MOVES, GUT, GROUPS = "weights", "moves", "gut", "groups"
HEADS = {MOVES: ("First round", "Now"), GUT: ("Chosen by gut", "By their own weights")}
WHY = {
    MOVES: "nobody can be followed from one round to the next.",
    GUT: "nobody has said what they would choose by gut.",
    GROUPS: f"there are not two groups of {FEWEST} people or more.",
}
NAMED = 12
"""How many options and considerations the description names."""


class ClassroomPicture(ResultPicture):
    """A class to be drawn: its weights, or with `show` "moves" between two rounds, from "gut" to weights, or "groups".

    Raises ModelError where there is nothing of that kind to show.
    """

    result: Classroom

    def __init__(self, result: Classroom, show: str = WEIGHTS):
        super().__init__(result)
        self.moves = {WEIGHTS: None, MOVES: result.rounds, GUT: result.gut}.get(show)
        self.show = show
        if show != WEIGHTS and show not in WHY:
            raise ModelError([Problem(("show",), f"'{show}' is no view of a class.", nearest(show, [WEIGHTS, *WHY]))])
        if (show in HEADS and self.moves is None) or (show == GROUPS and not result.groups):
            raise ModelError([Problem(("show",), WHY[show])])

    @property
    def words(self) -> Words:
        if self.moves is None:
            return super().words
        title = {MOVES: rounds_sentence, GUT: gut_sentence}[self.show](self.result)
        return Words(title, self.subtitle(), source_line(self.model), self.description())

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        if self.moves is not None:
            self.paint_moves(self.moves, opener, sheet(self.words, theme, width, height))
            return
        if self.show == GROUPS:
            paint_groups(opener, sheet(self.words, theme, width, height), self.grouped(theme))
            return
        page, layout = fit(sheet(self.words, theme, width, height), self.shown())
        _ClassroomPainter(opener(page), self, layout).paint()

    def paint_moves(self, moves: Moves, opener: Opener, page: Sheet) -> None:
        """Who went where, the options in the order of their first places."""
        of_options = len(moves.titles) == len(self.result.options) and self.show == MOVES
        order = self.result.order if of_options else sorted(range(len(moves.titles)), key=lambda at: -moves.after[at])
        shown = [place for place in order if moves.before[place] or moves.after[place]]
        names = [option.name for option in self.model.decisions[0].options]
        choices = [
            self.result.options[place].options if of_options else {first_decision(self.model): names[place]}
            for place in shown
        ]
        colours = [look.colour for look in looks(self.model, choices, page.theme)]
        fitted, layout = fit_moves(page, moves, HEADS[self.show], order)
        canvas = opener(fitted)
        canvas.head()
        paint_moves(canvas, moves, layout, dict(zip(shown, colours, strict=True)))

    def grouped(self, theme: Theme) -> GroupsShown:
        """The groups, and the options that anybody wants."""
        found = self.looks(theme)
        titles = {place: self.result.short_titles[place] for place in found}
        return GroupsShown(self.result.groups, titles, {place: look.colour for place, look in found.items()})

    def shown(self) -> Shown:
        """What there is to show, most wanted and most disputed first."""
        result = self.result
        before = result.earlier or (None,) * len(result.options)
        options = [
            Wanted(place, result.titles[place], self._number(place), float(result.votes.firsts[place]), before[place])
            for place in result.order
            if result.votes.firsts[place] > 0 or before[place] or len(result.options) <= NAMED
        ]
        head = "Best for how many" if result.earlier is None else "Best for how many, first round and now"
        notes = (rounds_sentence(result), gut_sentence(result), separation_sentence(result))
        return Shown(
            tuple(options),
            result.spreads,
            sentence(pair_sentence(result)) if pair_sentence(result) else "",
            tuple(sentence(said) for said in notes if said),
            head,
            "Where you differ most, in shares of the weight",
        )

    def _number(self, place: int) -> str:
        now = _count(float(self.result.votes.firsts[place]))
        return now if self.result.earlier is None else f"{_count(self.result.earlier[place])} \u2192 {now}"

    def subtitle(self) -> str:
        people = counted(self.result.persons, "person", "people")
        return f"{self.model.title}. {people}, each by their own weights"

    def description(self) -> str:
        result = self.result
        if self.moves is not None:
            return _described(self.moves)
        if self.show == GROUPS:
            return f"A bar for each group, parted by what is best for its people. {sentence(groups_sentence(result))}"
        parts = [
            f"Left, for how many each of {counted(len(result.options), 'option')} is best; right, a strip of dots, one "
            f"a person, for each of {counted(len(result.spreads), 'consideration')}, those on which the class differs "
            f"most on top"
        ]
        parts += [f"{quoted(option.title)}: {option.number}" for option in self.shown().options[:NAMED]]
        for spread in result.spreads[:NAMED]:
            low, high = (percent(share, 0) for share in (min(spread.shares), max(spread.shares)))
            median, own = percent(spread.median, 0), percent(spread.own, 0)
            parts.append(f"{quoted(spread.title)}: from {low} to {high}, median {median}, the file {own}")
        parts += result.statement.sentences[1:]
        return " ".join(map(sentence, parts))

    def looks(self, theme: Theme) -> dict[int, Look]:
        """The colour and the shape of each option that anybody wants, by its place."""
        wanted = [place for place in self.result.order if self.result.best[place].any()]
        found = looks(self.model, [self.result.options[place].options for place in wanted], theme)
        return dict(zip(wanted, found, strict=True))


def _described(moves: Moves) -> str:
    """Every move in words."""
    titles = moves.titles
    pairs = [(start, end, int(count)) for (start, end), count in np.ndenumerate(moves.counts) if count]
    parts = [
        f"{counted(count, 'person', 'people')} stayed with {quoted(titles[start])}"
        if start == end
        else f"{count:,} went from {quoted(titles[start])} to {quoted(titles[end])}"
        for start, end, count in sorted(pairs, key=lambda move: -move[2])
    ]
    return " ".join(map(sentence, ["Ribbons between two columns of options, as broad as people are many", *parts]))


def _count(persons: float) -> str:
    return without_zeros(fixed(persons, 1))


class _ClassroomPainter:
    def __init__(self, page: Page, picture: ClassroomPicture, layout: ClassLayout):
        self.page, self.result, self.layout = page, picture.result, layout
        self.looks = picture.looks(page.sheet.theme)
        self.size, self.stroke = layout.size, page.sheet.stroke

    def paint(self) -> None:
        self.page.head()
        self.options()
        self.frame()
        self.dots()
        self.marks()
        self.key()

    def options(self) -> None:
        """A bar for each option, as long as the class is where it is best for all."""
        layout, page = self.layout, self.page
        page.text(layout.left.x, layout.left.y, layout.head, "soft", gid="head")
        bars, colours, whole, before = [], [], [], []
        most = max([1.0, *(option.persons for option in layout.shown.options), *(self.result.earlier or ())])
        for row, option in zip(layout.options, layout.shown.options, strict=True):
            page.text(layout.left.x, row.top, row.title, gid="option")
            middle = row.box.y + (row.box.height - row.number.height) / 2
            page.text(layout.left.right, middle, row.number, align="right", gid="number")
            bars.append(Box(row.box.x, row.box.y, row.box.width * option.persons / most, row.box.height))
            look = self.looks.get(option.place)
            colours.append(page.colour(look.colour if look else "faint"))
            whole.append(row.box)
            if option.before:
                before.append(Box(row.box.x, row.box.y, row.box.width * option.before / most, row.box.height))
        page.boxes(whole, "band", "wholes", zorder=2)
        page.boxes(bars, colours, "bars", zorder=3)
        page.boxes(before, "none", "before", edge="ink", width=1.4 * self.stroke, zorder=3.4)
        end = layout.options[-1].box.bottom + 0.6 * self.size if layout.options else layout.left.y
        page.text(layout.left.x, end, layout.more_options, "soft", gid="more")
        for top, note in layout.notes:
            page.text(layout.left.x, top, note, "soft", gid="note")
        page.text(layout.left.x, layout.sentence_top, layout.sentence, gid="sentence")

    def frame(self) -> None:
        """Names, ticks and a fine line through the middle of each strip."""
        layout, page = self.layout, self.page
        page.text(layout.right.x, layout.right.y, layout.strips_head, "soft", gid="head")
        for row in layout.strips:
            page.text(layout.right.x, row.top, row.title, gid="title-of-row")
        first, last = layout.strips[0].box, layout.strips[-1].box
        middles = [row.box.y + row.box.height / 2 for row in layout.strips]
        level = [[(first.x, y), (first.right, y)] for y in middles]
        upright = [[(x, first.y), (x, last.bottom)] for x in (self.x(value) for value in layout.ticks.values)]
        page.lines([*level, *upright], "tint", 0.8 * self.stroke, "grid", 1)
        for value, text in zip(layout.ticks.values, layout.ticks.texts, strict=True):
            left = min(self.x(value) - text.width / 2, page.sheet.room.right - text.width)
            page.text(left, last.bottom + 0.2 * self.size, text, "soft", gid="tick")
        page.text(layout.right.x, last.bottom + 1.6 * self.size, layout.more_spreads, "soft", gid="more")

    def x(self, share: float) -> float:
        box = self.layout.strips[0].box
        return box.x + box.width * self.layout.across.part(share)

    def dots(self) -> None:
        """A dot a person, in the colour and the shape of what is best for that person; hollow where several are."""
        camps = self.result.camps
        order = np.argsort(camps, kind="stable")
        placed: dict[int, list[Point]] = {}
        box = self.layout.strips[0].box
        self.radius = dot_radius(box, len(camps), self.size)
        for row, spread in zip(self.layout.strips, self.layout.shown.spreads, strict=True):
            inside = Box(row.box.x, row.box.y + 0.08 * row.box.height, row.box.width, 0.84 * row.box.height)
            across = [self.x(spread.shares[person]) for person in order]
            for person, centre in zip(order, swarm(across, inside, self.radius), strict=True):
                placed.setdefault(int(camps[person]), []).append(centre)
        for camp in sorted(placed):
            self.dots_of(camp, placed[camp])

    def dots_of(self, camp: int, centres: Sequence[Point]) -> None:
        look = self.looks.get(camp) if camp >= 0 else None
        shape, colour = SHAPES[look.style % len(SHAPES)] if look else SHAPES[0], look.colour if look else "paper"
        line_of = {"edge": "paper" if look else "ink", "width": min(0.6 * self.stroke, 0.25 * self.radius)}
        self.page.marks(shape, centres, self.radius, "dots" if look else "level", colour=colour, zorder=4, **line_of)

    def marks(self) -> None:
        """The median of the class, and the weight of the file."""
        rows = list(zip(self.layout.strips, self.layout.shown.spreads, strict=True))
        medians = [self.median(self.x(spread.median), row.box) for row, spread in rows]
        self.page.lines(medians, "paper", 4 * self.stroke, "medians-edge", 5)
        self.page.lines(medians, "ink", 2 * self.stroke, "medians", 5.1)
        files = [self.own(self.x(spread.own), row.box.bottom - 0.42 * self.size) for row, spread in rows]
        self.page.polygons(files, "paper", "file", edge="ink", width=1.2 * self.stroke, zorder=5.2)

    def median(self, x: float, box: Box) -> list[Point]:
        return [(x, box.y + 0.06 * box.height), (x, box.bottom - 0.06 * box.height)]

    def own(self, x: float, y: float) -> list[Point]:
        """A pointer from below."""
        half = 0.36 * self.size
        return [(x, y - half), (x + half, y + half), (x - half, y + half)]

    def key(self) -> None:
        """What the dots and the two marks mean, in the line below the head of the strips."""
        layout, page = self.layout, self.page
        y = layout.right.y + layout.strips_head.height + 0.5 * self.size
        x, words = layout.right.x, ("one of you", "your median", "the file")
        texts = [line(text, page.sheet.second) for text in words]
        middle = y + texts[0].height / 2
        page.marks("event", [(x + 0.5 * self.size, middle)], 0.3 * self.size, "key-dot", colour="faint", zorder=4)
        x = self._worded(x, y, 0)
        bar = Box(x, middle - 0.6 * self.size, self.size, 1.2 * self.size)
        page.lines([[(x + 0.5 * self.size, bar.y), (x + 0.5 * self.size, bar.bottom)]], "ink", 2 * self.stroke, "key")
        x = self._worded(x, y, 1)
        own = self.own(x + 0.5 * self.size, middle)
        page.polygons([own], "paper", "key-file", edge="ink", width=1.2 * self.stroke)
        self._worded(x, y, 2)

    def _worded(self, x: float, y: float, place: int) -> float:
        """Write what a sign means, right of it; where the next sign begins."""
        text = line(("one of you", "your median", "the file")[place], self.page.sheet.second)
        self.page.text(x + 1.3 * self.size, y, text, "soft", gid="key")
        return x + 1.3 * self.size + text.width + 1.5 * self.size


PICTURE = ClassroomPicture
