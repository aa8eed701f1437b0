"""Who comes first over a set of weights or numbers: one wording for all analyses that look at the same set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from decision_model.analysis.robustness.admissible import open_groups
from decision_model.analysis.robustness.weight_space.orders import Order, judged_orders
from decision_model.model import Consideration, DecisionModel
from decision_model.words.names import quoted
from decision_model.words.percent import percent
from decision_model.words.sentences import counted, listed

MOST_NAMED = 3
"""Options that a headline names; of more it gives the number."""


@dataclass(frozen=True)
class VariedSet:
    """What varies: admissible weights, also uncertain numbers, or these alone."""

    model: DecisionModel
    with_numbers: bool = False
    order: Order | None = None

    @property
    def noun(self) -> str:
        """What varies, in a word or two."""
        if not self.model.total_rule.has_weights:
            return "numbers"
        weights = "top-level weights" if self.holds_inner_weights and not self.with_numbers else "weights"
        return f"{weights} and numbers" if self.with_numbers else weights

    @property
    def weights(self) -> tuple[str, ...]:
        """Names of the considerations whose weights vary, group by group."""
        if not self.model.total_rule.has_weights:
            return ()
        inside = (child.name for parent in self._open for child in parent.considerations)
        return (*(top.name for top in self.model.considerations), *inside)

    @property
    def holds_inner_weights(self) -> bool:
        """Whether there are weights inside groups, and none of them varies."""
        grouped = any(consideration.considerations for consideration in self.model.considerations)
        return grouped and not self._open

    @cached_property
    def _open(self) -> tuple[Consideration, ...]:
        """The groups inside which weights vary."""
        return open_groups(self.model, self.order)

    @property
    def detail(self) -> str:
        """The set in a sentence: what varies, how far, and what is held as stated."""
        if not self.model.total_rule.has_weights:
            return "Every number that states a range or a distribution varies over it"
        order = ", in the order that is given" if self.order is not None else ""
        which = "top-level weights" if self.holds_inner_weights else "weights"
        limits = "ranges and orders" if judged_orders(self.model) else "ranges"
        weights = f"All {which} that the {limits} allow{order}"
        if self._open:
            weights += "; inside groups those that state no limits keep their proportions"
        if self.with_numbers:
            return f"{weights}, and every number over the range or distribution that it states"
        held = "weights inside groups and all numbers" if self.holds_inner_weights else "all numbers"
        return f"{weights}; {held} are held as stated"


def always_first(titles: Sequence[str], varied: VariedSet, compared: int, draws: int | None = None) -> str:
    """Who comes first everywhere in a set: proved where `draws` is None, otherwise in so many draws of it.

    `titles` are level with one another throughout; `compared` is how many options there are.
    """
    if compared == 1:
        return f"{quoted(titles[0])} has no rival"
    every = f"under all {varied.noun} that the file allows"
    whole = every if draws is None else f"in all {draws:,} random trials of {varied.noun}"
    if len(titles) == 1:
        return f"{quoted(titles[0])} comes first {whole}"
    if len(titles) == compared:
        return f"{all_of(titles)} are level {whole}"
    return f"{all_of(titles)} are level and come first {whole}"


def level_for_first(share: float, of_what: str) -> str:
    """That first places were divided, for this share of the weights or draws."""
    return f"{of_what.format(percent(share))} several are level for first place, which is divided evenly among them"


def all_of(titles: Sequence[str]) -> str:
    """The options by name, or their number where they are many."""
    if len(titles) > MOST_NAMED:
        return counted(len(titles), "option")
    return listed([quoted(title) for title in titles])
