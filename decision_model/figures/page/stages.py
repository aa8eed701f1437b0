"""A picture built up in stages, one slide a step of the sequence, so that leafing through them tells the story."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from decision_model.figures.page.layout import Sheet, sheet
from decision_model.figures.page.page import Opener, Pictured
from decision_model.figures.page.style import Theme
from decision_model.figures.page.words import Words
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import step_labels
from decision_model.model.steps import Decision

if TYPE_CHECKING:
    import pandas as pd


class Staged(Pictured, Protocol):
    """A picture that can be shown up to a step; `shown` counts the steps, None shows all of it.

    `frame` is the sheet by which it is laid out, the same in all stages, and `own` holds the texts of one.
    """

    model: DecisionModel

    def paint_stage(self, opener: Opener, frame: Sheet, own: Sheet, shown: int | None) -> None: ...


class Stage:
    """One slide of the story: what the steps up to one add, at the places that they have in the full picture."""

    staged = False

    def __init__(self, picture: Staged, shown: int | None):
        self.picture, self.shown = picture, shown

    @property
    def words(self) -> Words:
        return self.picture.words if self.shown is None else stage_words(self.picture)[self.shown - 1]

    def table(self) -> pd.DataFrame:
        return self.picture.table()

    def page(self, theme: Theme) -> tuple[float, float]:
        return self.picture.page(theme)

    def parts(self, theme: Theme, width: float, height: float) -> Sequence[Pictured]:  # noqa: ARG002 - of others
        return [self]

    def paint(self, opener: Opener, theme: Theme, width: float, height: float) -> None:
        frame = stage_frame(self.picture, theme, width, height)
        self.picture.paint_stage(opener, frame, sheet(self.words, theme, width, height), self.shown)


def stage_words(picture: Staged) -> list[Words]:
    """The words of each stage: what the step adds is its title."""
    return [replace(picture.words, title=title) for title in step_titles(picture.model).values()]


def stage_frame(picture: Staged, theme: Theme, width: float, height: float) -> Sheet:
    """The sheet that has room for the longest of all titles, on which all stages are laid out."""
    sheets = [sheet(words, theme, width, height) for words in (*stage_words(picture), picture.words)]
    return min(sheets, key=lambda page: page.room.height)


def step_titles(model: DecisionModel) -> Mapping[str, str]:
    """By step what it adds to the story: '1. We choose: What to prepare now', '2. Events decide: Land access'."""
    heads = step_labels(model)
    return {
        step.name: f"{place}. {'We choose' if isinstance(step, Decision) else 'Events decide'}: {heads[step.name]}"
        for place, step in enumerate(model.sequence, 1)
    }
