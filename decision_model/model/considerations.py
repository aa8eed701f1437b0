"""What we care about: considerations, their scales and weights, nested into a value tree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Unpack, cast, get_args

import numpy as np

from decision_model.model.given import listed, of_kind, refused
from decision_model.model.judgements import WeightJudgement
from decision_model.model.numbers import Citation, Draws, Number, NumberLike, citations, number
from decision_model.model.tables import ALWAYS, Adjusted, Rule, RuleTable, Scores, rules
from decision_model.model.titled import ADDED, RemarksWithShort, Titled, remark_fields

Beyond = Literal["extend", "hold"]
BEYOND: tuple[str, ...] = get_args(Beyond)


@dataclass(frozen=True)
class Scale:
    """Maps scores to values 0..1: straight from `worst` to `best`, or through `points` (score, value).

    `beyond` says what a score outside the ends is worth: "extend" carries the line on, below 0 or above 1; "hold" stays
    at the end's value. Without it such a score is a mistake.
    """

    worst: float = 0.0
    best: float = 100.0
    points: tuple[tuple[float, float], ...] = ()
    beyond: Beyond | None = field(default=None, metadata=ADDED)

    @property
    def is_straight(self) -> bool:
        """Whether values are a straight line in the score, wherever it lies."""
        return not self.points and self.beyond != "hold"

    @property
    def low(self) -> float:
        """The lowest score on the scale."""
        return min(self.worst, self.best)

    @property
    def high(self) -> float:
        """The highest score on the scale."""
        return max(self.worst, self.best)

    def value(self, score: Draws) -> Draws:
        """The score's value in 0..1, if it lies on the scale; where `beyond` says nothing, others are to be refused."""
        if self.beyond == "hold":
            held = np.clip(score, self.low, self.high)
            score = held if np.ndim(held) else float(held)
        if not self.points:
            return (score - self.worst) / (self.best - self.worst)
        scores, values = (np.array(column) for column in zip(*sorted(self.points), strict=True))
        value = np.interp(score, scores, values)
        return value + self._carried_on(score, scores, values) if self.beyond == "extend" else value

    @staticmethod
    def _carried_on(score: Draws, scores: np.ndarray, values: np.ndarray) -> Draws:
        """What the first and the last of the lines through points add beyond their ends."""
        first, last = (np.diff(values[ends]) / np.diff(scores[ends]) for ends in (slice(2), slice(-2, None)))
        return first[0] * np.minimum(score - scores[0], 0.0) + last[0] * np.maximum(score - scores[-1], 0.0)


@dataclass(frozen=True)
class Consideration(Titled):
    """One thing that matters (also: criterion, attribute, objective), or a group of them.

    A leaf has `scores`; a group has `considerations`, whose weights a `judgement` may give. Weights are relative to
    the siblings'.
    In a model whose `combine` is "sum" there are neither weights nor scales.
    """

    name: str
    label: str = ""
    weight: Number | None = None
    scale: Scale | None = None
    scores: Scores | None = None
    considerations: tuple[Consideration, ...] = ()
    note: str = ""
    cite: tuple[Citation, ...] = ()
    short: str = ""
    judgement: WeightJudgement | None = field(default=None, metadata=ADDED)
    colour: str | None = field(default=None, metadata=ADDED)

    def leaves(self) -> Iterator[Consideration]:
        """The scored considerations under it, itself if it is one, in file order."""
        if not self.considerations:
            yield self
        for child in self.considerations:
            yield from child.leaves()

    def walk(self) -> Iterator[Consideration]:
        """Itself, then every consideration under it, parents first."""
        yield self
        for child in self.considerations:
            yield from child.walk()


@dataclass(frozen=True)
class Interaction:
    """How top-level considerations, two or more, work together in a Choquet total.

    Above 0: all are needed, a good value on one alone counts for less; below 0: one can stand in for another. Between
    three and more it is what is left of how they work together in pairs: the interaction index of Grabisch (1997).
    """

    between: tuple[str, ...]
    strength: Number
    note: str = ""
    cite: tuple[Citation, ...] = ()


def interaction(a: str, b: str, *more: NumberLike, note: str = "", cite: Any = None) -> Interaction:
    """An Interaction between two considerations or more; the last argument is the strength, in -1..1.

    Raises ModelError for fewer than two names, and for a strength that is a text and no formula.
    """
    names = (a, b, *more[:-1])
    if not more or not all(isinstance(name, str) for name in names):
        raise refused(("interactions",), (a, b, *more), "two names or more, and how strong they work together, last,")
    *others, strength = more
    return Interaction((a, b, *map(str, others)), number(strength), note, citations(cite))


def judged_interactions(judgement: WeightJudgement | None) -> tuple[Interaction, ...]:
    """The interactions that follow from what was judged of the top level."""
    found = judged_with(judgement).interactions if judgement is not None else {}
    return tuple(Interaction(names, strength) for names, strength in found.items())


def consideration(  # noqa: PLR0913 - what a consideration is made of
    name: str,
    scores: Any = None,
    *,
    weight: NumberLike | None = None,
    scale: Scale | tuple[float, float] | None = None,
    considerations: Iterable[Consideration] = (),
    judgement: WeightJudgement | None = None,
    **remarks: Unpack[RemarksWithShort],
) -> Consideration:
    """A Consideration; `scores` is a number, a list of (condition, number) pairs or Rules, or Adjusted.

    `weight` is in points, any number of 0 or more beside those of its group; `scale` is (worst, best), in the unit of
    the scores. `label`, `short`, `note`, `cite` and `colour` (see HUES) by name. Raises ModelError for what it cannot
    take.
    """
    if isinstance(scale, tuple):
        scale = Scale(*scale)
    return Consideration(
        name,
        weight=None if weight is None else number(weight),
        scale=scale,
        scores=None if scores is None else as_scores(scores),
        considerations=judged(considerations, judgement),
        judgement=judgement,
        **remark_fields(remarks),
    )


def judged(group: Iterable[Consideration], judgement: WeightJudgement | None) -> tuple[Consideration, ...]:
    """A group with the weights that follow from a judgement, save where a member has one of its own."""
    group = listed(group, Consideration, ("considerations",), "a list of considerations")
    weights = judged_with(judgement).weights if judgement is not None else {}
    return tuple(
        replace(member, weight=weights[member.name]) if member.weight is None and member.name in weights else member
        for member in group
    )


def judged_with(judgement: Any) -> WeightJudgement:
    """A judgement of weights; raises ModelError for what is none."""
    of_kind(judgement, WeightJudgement, ("judgement",), "a judgement, as `judgement` makes it,")
    return cast("WeightJudgement", judgement)


def as_scores(value: Any) -> Scores:
    """Scores from a number, a list of (condition, number) pairs or Rules, or ready-made Scores."""
    if isinstance(value, RuleTable | Adjusted):
        return value
    if isinstance(value, list | tuple):
        return RuleTable(rules(value, number))
    return RuleTable((Rule(ALWAYS, number(value)),))


def adjusted(start: NumberLike, adjustments: Iterable[Any] = ()) -> Adjusted:
    """A start with (condition, number) pairs or Rules, each added where its condition holds.

    Raises ModelError for what it cannot take.
    """
    return Adjusted(number(start), rules(adjustments, number))
