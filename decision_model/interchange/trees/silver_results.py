"""The results that SilverDecisions stores with a tree, and how ours are worked out to stand beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from decision_model.interchange.amounts import number_of
from decision_model.interchange.draft import Stored
from decision_model.interchange.json_lines import JsonObject
from decision_model.interchange.trees.tree import Variable
from decision_model.model.decision_model import DecisionModel
from decision_model.solver.criteria import AtEvent, best, worst
from decision_model.solver.rollback import Rollback

Direction = Literal["higher", "lower"]

SINGLE: dict[str, tuple[Direction, AtEvent | None]] = {
    "expected-value-maximization": ("higher", None),
    "expected-value-minimization": ("lower", None),
    "maxi-min": ("higher", worst),
    "maxi-max": ("higher", best),
    "mini-min": ("lower", best),
    "mini-max": ("lower", worst),
}
"""Rules of one criterion: whether the highest is best, and what counts at a chance, the mean if nothing is said."""

RULES = (*SINGLE, "min-max", "max-min", "min-min", "max-max")


@dataclass(frozen=True)
class Reckoning:
    """How the file counts: the rule it names, the sign of each criterion, and the weight of the first of two.

    Two criteria that are plainly added up have no weight.
    """

    rule: str
    signs: Sequence[int]
    weight: Variable | None
    others_count: bool = True
    """Whether results of rules beside the file's own are of the criterion that counts."""


def stored_results(roots: Sequence[JsonObject], reckoning: Reckoning) -> list[Stored]:
    """What the file holds of each tree: the results of all rules that we can answer, the file's own first."""
    return [
        result
        for number, root in enumerate(roots)
        for result in _of_root(root, number if len(roots) > 1 else None, reckoning)
    ]


def _of_root(root: JsonObject, tree: int | None, reckoning: Reckoning) -> Iterator[Stored]:
    computed = root.get("computed")
    if not isinstance(computed, Mapping):
        return
    of_tree = "" if tree is None else f" of tree {tree + 1}"
    both = len(reckoning.signs) == 2
    if both:
        value = _combined(computed.get(reckoning.rule), reckoning)
        if value is not None:
            lowest = reckoning.rule == "min-min"
            ours = partial(_total, tree, "lower" if lowest else "higher", None, None)
            yield Stored(f"the total by '{reckoning.rule}'{of_tree}", value, ours, root.line)
    alone = None if reckoning.weight is None else {reckoning.weight.name: float(reckoning.signs[0])}
    alone = {} if both and alone is None else alone
    for name in sorted(SINGLE, key=lambda name: name != reckoning.rule):
        values = _payoffs(computed.get(name))
        if len(values) == 1 and (reckoning.others_count or name == reckoning.rule):
            direction, at_event = SINGLE[name]
            ours = partial(_total, tree, direction, at_event, alone)
            yield Stored(f"the result by '{name}'{of_tree}", values[0], ours, root.line)


def _payoffs(result: Any) -> list[float]:
    given = result.get("payoff") if isinstance(result, Mapping) else None
    values = [number_of(str(value)) for value in (given if isinstance(given, list) else [given])]
    return [float(value) for value in values if value is not None]


def _combined(result: Any, reckoning: Reckoning) -> float | None:
    """The total of both criteria, from the two payoffs."""
    values, (first, second) = _payoffs(result), reckoning.signs
    weight = 1.0 if reckoning.weight is None else reckoning.weight.amount.value
    return first * weight * values[0] + second * values[1] if len(values) == 2 else None


def _total(
    tree: int | None,
    direction: Direction,
    at_event: AtEvent | None,
    alone: Mapping[str, float] | None,
    model: DecisionModel,
) -> float:
    """The total by a rule, of one of several trees; with parameters so that the first criterion counts `alone`."""
    if alone is not None:
        model = model.copied(considerations=model.considerations[:1]).varied(parameters=alone)
    if tree is not None:
        first = model.sequence[0]
        model = model.varied(choose={first.name: first.states[tree].name})
    return float(Rollback(model.copied(better=direction), at_event).total())
