"""The same combinations of options in a model and in its variations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from decision_model.analysis.combinations import Combination, combinations
from decision_model.model import Decision, DecisionModel
from decision_model.model.early_decisions import COMMITMENT

Key = tuple[str | None, ...]
"""One option, or None, for each of the decisions compared."""


def names_in(model: DecisionModel, names: Iterable[str]) -> tuple[str, ...]:
    """The decisions under the names they have in this model: one that is taken early has another step."""
    return tuple(name + COMMITMENT if _taken_early(model, name) else name for name in names)


def _taken_early(model: DecisionModel, name: str) -> bool:
    return name + COMMITMENT in model.steps and not isinstance(model.steps.get(name), Decision)


def decides(model: DecisionModel, name: str) -> bool:
    """Whether a model decides this, early or not."""
    return isinstance(model.steps.get(names_in(model, [name])[0]), Decision)


def keeps_forced(model: DecisionModel, options: Mapping[str, str | None]) -> bool:
    """Whether options leave what the model itself forces as it is."""
    return all(option in (None, model.forced.get(name, option)) for name, option in options.items())


def matched(model: DecisionModel, names: Sequence[str]) -> dict[Key, Combination]:
    """The combinations that can be taken, by the options of these decisions."""
    possible, _ = combinations(model, names_in(model, names))
    return {
        tuple(combination.options.values()): combination
        for combination in possible
        if keeps_forced(model, combination.options)
    }
