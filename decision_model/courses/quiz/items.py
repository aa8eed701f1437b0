"""What a quiz is made of: questions of three kinds, their answers, and the figures beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from decision_model.figures import render
from decision_model.figures.page.page import Pictured, scene_of
from decision_model.figures.page.style import theme
from decision_model.model.frozen_mapping import frozen
from decision_model.words.numbers import MINUS, steps_of

LOOK = "slides"
"""For what figures are drawn."""

DPI = 100
"""Dots per inch of figures: some 1,300 wide, which a course page shows sharp."""

FEWEST, LARGEST, MOST_DECIMALS = 1e-3, 1e12, 4
"""Numbers are asked for between these, tolerance taken off: course systems compare four decimals."""


@dataclass(frozen=True)
class QuizFigure:
    """A picture beside a question, as a PNG file of that name, and in words for those who cannot see it.

    It is drawn when its file is asked for.
    """

    name: str
    alternative: str
    drawing: Pictured = field(compare=False, repr=False)

    @cached_property
    def png(self) -> bytes:
        """The file; the same bytes every time."""
        look = theme(LOOK)
        width, height = (72 * side for side in self.drawing.page(look))
        return render(scene_of(self.drawing, look, width, height), "png", dpi=DPI)


@dataclass(frozen=True)
class QuizItem:
    """What every question has.

    `key` is its own and stays the same while the scenario does: 'total:site=berlin'. `stem` and `feedback` are
    paragraphs; the feedback is for after the answer, whatever it was. `figure` stands in the question and `shown_after`
    in the feedback. `about` says what was asked of the model, as names.
    """

    key: str
    title: str
    stem: tuple[str, ...]
    feedback: tuple[str, ...]
    figure: QuizFigure | None = field(default=None, kw_only=True)
    shown_after: QuizFigure | None = field(default=None, kw_only=True)
    about: Mapping[str, str] = field(default_factory=lambda: frozen({}), kw_only=True)

    @property
    def answer(self) -> str:
        """The right answer in words."""
        raise NotImplementedError

    @property
    def kind(self) -> str:
        """What kind of question it is, in words."""
        raise NotImplementedError


@dataclass(frozen=True)
class TrueFalse(QuizItem):
    """A statement that is true in the model or is not."""

    is_true: bool

    @property
    def answer(self) -> str:
        return "true" if self.is_true else "false"

    @property
    def kind(self) -> str:
        return "true or false"


@dataclass(frozen=True)
class WrongNumber:
    """A wrong number that a mistake leads to, in the unit of the question, and a sentence that names the mistake."""

    value: float
    sentence: str


@dataclass(frozen=True)
class AskedNumber:
    """A number as it is asked for: `decimals` of it, in `unit`; `value` is exact, before it is rounded."""

    value: float
    decimals: int
    unit: str = ""

    @property
    def tolerance(self) -> float:
        """How far an answer may be off: one unit of the last decimal."""
        return 10.0**-self.decimals

    def text(self, value: float | None = None) -> str:
        """A number in plain digits, as it is typed: '-1234.5'."""
        number = self.value if value is None else value
        steps = steps_of(abs(number), self.decimals)
        whole, part = divmod(steps, 10**self.decimals)
        text = f"{whole}.{part:0{self.decimals}d}" if self.decimals else f"{whole}"
        return f"-{text}" if steps and number < 0 else text

    def phrase(self, value: float | None = None) -> str:
        """The number with its unit: '55.8 of 100', '30.2%'."""
        text = self.text(value).replace("-", MINUS)
        return f"{text}%" if self.unit == "%" else f"{text} {self.unit}".strip()

    @property
    def can_be_asked(self) -> bool:
        """Whether every course system can tell it from 0 and from its neighbours."""
        return FEWEST + self.tolerance < abs(self.value) < LARGEST and self.decimals <= MOST_DECIMALS

    def is_apart(self, other: float) -> bool:
        """Whether another number cannot be taken for it, both rounded and with their tolerance."""
        return abs(other - self.value) > 2.5 * self.tolerance


@dataclass(frozen=True)
class NumberItem(QuizItem):
    """A number to be worked out; slips are wrong ones that get a sentence of their own."""

    number: AskedNumber
    slips: tuple[WrongNumber, ...] = ()

    @property
    def answer(self) -> str:
        return self.number.phrase()

    @property
    def kind(self) -> str:
        return "number"


@dataclass(frozen=True)
class QuizOption:
    """One of the answers of a choice; `sentence` says why it is right, or names the mistake that leads to it."""

    text: str
    is_right: bool
    sentence: str


@dataclass(frozen=True)
class ChoiceItem(QuizItem):
    """One of several answers is right; the options stand in the order in which they are shown."""

    options: tuple[QuizOption, ...]

    @property
    def answer(self) -> str:
        return next(option.text for option in self.options if option.is_right)

    @property
    def kind(self) -> str:
        return "choice"
