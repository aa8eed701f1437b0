"""Who comes first over a set of weights or numbers: one wording for all analyses that look at the same set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from decision_model.model import DecisionModel
from decision_model.words.names import quoted
from decision_model.words.sentences import counted, listed

MOST_NAMED = 3
"""Options that a headline names; of more it gives the number."""


@dataclass(frozen=True)
class VariedSet:
    """What varies: admissible weights of the top-level considerations, also ranged numbers, or these alone."""

    model: DecisionModel
    with_numbers: bool = False
    ordered: bool = False

    @property
    def noun(self) -> str:
        """What varies, in a word or two."""
        if not self.model.total_rule.has_weights:
            return "numbers"
        weights = "top-level weights" if self._grouped and not self.with_numbers else "weights"
        return f"{weights} and numbers" if self.with_numbers else weights

    @property
    def _grouped(self) -> bool:
        """Whether there are weights inside groups, which vary only as numbers do."""
        return any(consideration.considerations for consideration in self.model.considerations)

    @property
    def detail(self) -> str:
        """The set in a sentence: what varies, how far, and what is held as stated."""
        order = ", in the order that is given" if self.ordered else ""
        if not self.model.total_rule.has_weights:
            return "Every number that states a range or a distribution varies over it"
        if self.with_numbers:
            weights = f"All top-level weights that the ranges allow{order}"
            return f"{weights}, and every number over the range or distribution that it states"
        held = "weights inside groups and all numbers" if self._grouped else "all numbers"
        return f"All {self.noun} that the ranges allow{order}; {held} are held as stated"


def always_first(titles: Sequence[str], varied: VariedSet, compared: int, draws: int | None = None) -> str:
    """Who comes first everywhere in a set: proved where `draws` is None, otherwise in so many draws of it.

    `titles` are level with one another throughout; `compared` is how many options there are.
    """
    if compared == 1:
        return f"{quoted(titles[0])} has no rival"
    whole = f"whatever the admissible {varied.noun}" if draws is None else f"in all {draws:,} draws of {varied.noun}"
    if len(titles) == 1:
        return f"{quoted(titles[0])} comes first {whole}"
    if len(titles) == compared:
        return f"{all_of(titles)} are level {whole}"
    return f"{all_of(titles)} are level and come first {whole}"


def all_of(titles: Sequence[str]) -> str:
    """The options by name, or their number where they are many."""
    if len(titles) > MOST_NAMED:
        return counted(len(titles), "option")
    return listed([quoted(title) for title in titles])
