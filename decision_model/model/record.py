"""The record of a decision problem: its fields, and what follows from them alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from graphlib import TopologicalSorter
from typing import Any, Literal, Self

import numpy as np

from decision_model.model.considerations import Consideration, Interaction
from decision_model.model.frozen_mapping import frozen
from decision_model.model.grids import judged
from decision_model.model.judgements import WeightJudgement
from decision_model.model.numbers import Draws, Number, Parameter, Source
from decision_model.model.origin import OriginFile
from decision_model.model.steps import Decision, Event
from decision_model.model.sums import in_parts
from decision_model.model.tables import RuleTable, score_numbers
from decision_model.model.titled import ADDED
from decision_model.model.total_rules import RULES, TotalRule
from decision_model.model.variations import Claim, Perspective, WhatIf

Combine = Literal["weighted", "sum", "multiplicative", "choquet"]


@dataclass(frozen=True)
class Record:
    """One decision problem in the order in which things become known: pure data, unchecked.

    `forced` holds choices that are made wherever they are on offer, `withheld` options that are not on offer, and
    `followed` the rules of decisions that follow a given plan: the first that holds says the option.
    `combine` says how considerations make the total: "weighted" values add up to 0..100; "sum" adds scores in a common
    unit; "multiplicative" (Keeney & Raiffa) reads top-level weights, in hundredths, as scaling constants; "choquet"
    adds `interactions` between top-level considerations to the weights. Nobody asks it but `total_rule`.
    `judgement` is what the weights of the top level follow from, if they were judged. `origin` is the file that all
    this was read from, None where it was not; it has no part in whether models are equal.
    """

    title: str
    sequence: tuple[Decision | Event, ...]
    considerations: tuple[Consideration, ...]
    name: str = "scenario"
    question: str = ""
    decision_maker: str = ""
    date: str = ""
    note: str = ""
    sources: Mapping[str, Source] = field(default_factory=lambda: frozen({}))
    parameters: Mapping[str, Parameter] = field(default_factory=lambda: frozen({}))
    combine: Combine = "weighted"
    interactions: tuple[Interaction, ...] = ()
    unit: str = ""
    better: Literal["higher", "lower"] = "higher"
    risk_tolerance: Number | None = None
    perspectives: Mapping[str, Perspective] = field(default_factory=lambda: frozen({}))
    what_ifs: Mapping[str, WhatIf] = field(default_factory=lambda: frozen({}))
    claims: tuple[Claim, ...] = ()
    forced: Mapping[str, str] = field(default_factory=lambda: frozen({}))
    withheld: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: frozen({}))
    judgement: WeightJudgement | None = field(default=None, metadata=ADDED)
    followed: Mapping[str, RuleTable[str]] = field(default_factory=lambda: frozen({}), metadata=ADDED)
    origin: OriginFile | None = field(default=None, repr=False, compare=False)

    @cached_property
    def steps(self) -> Mapping[str, Decision | Event]:
        """Steps by name, in sequence."""
        return frozen({step.name: step for step in self.sequence})

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Each step's place in the sequence, from 0."""
        return frozen({step.name: index for index, step in enumerate(self.sequence)})

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions, in sequence."""
        return tuple(step for step in self.sequence if isinstance(step, Decision))

    @property
    def events(self) -> tuple[Event, ...]:
        """The events, in sequence."""
        return tuple(step for step in self.sequence if isinstance(step, Event))

    def is_known(self, name: str, at: str) -> bool:
        """Whether a step is known when the decision `at` is taken."""
        step = self.steps[at]
        knows = step.knows if isinstance(step, Decision) else None
        return self.position[name] < self.position[at] and (knows is None or name in knows)

    def steps_in(self, number: Number) -> tuple[str, ...]:
        """The steps that the formula of a score names for the values of their options or outcomes, in sequence."""
        if not number.references:
            return ()
        named = {name for name in number.references if name in self.steps and name not in self.parameters}
        return tuple(sorted(named, key=self.position.__getitem__))

    def score_names(self, leaf: Consideration) -> tuple[str, ...]:
        """The steps that a leaf's scores depend on: those that conditions read, then those that formulas name."""
        if leaf.scores is None:
            return ()
        named = (name for number in score_numbers(leaf.scores) for name in self.steps_in(number))
        return tuple(dict.fromkeys((*leaf.scores.names, *named)))

    @cached_property
    def leaves(self) -> tuple[Consideration, ...]:
        """The scored considerations, in file order."""
        return tuple(leaf for top in self.considerations for leaf in top.leaves())

    @cached_property
    def booked(self) -> tuple[Consideration, ...]:
        """The leaves as they are booked: where totals allow it a sum over several steps as a part for each of them."""
        return tuple(self._booked(leaf) for leaf in self.leaves)

    def _booked(self, leaf: Consideration) -> Consideration:
        if leaf.scores is None or not self.total_rule.adds_up or not (leaf.scale is None or leaf.scale.is_straight):
            return leaf
        scores = in_parts(leaf.scores, self.steps_in)
        return leaf if scores is leaf.scores else replace(leaf, scores=scores)

    def walk(self) -> Iterator[Consideration]:
        """Every consideration, groups included, parents first."""
        for top in self.considerations:
            yield from top.walk()

    def judgements(self) -> Iterator[tuple[Consideration | None, WeightJudgement]]:
        """The judgements that weights follow from, each with the group whose they are; None is the top level."""
        if self.judgement is not None:
            yield None, self.judgement
        yield from ((group, group.judgement) for group in self.walk() if group.judgement is not None)

    def judged_scores(self) -> Iterator[tuple[Consideration, WeightJudgement]]:
        """The judgements that scores follow from, each with the consideration whose they are."""
        for leaf in self.walk():
            judgement = judged(leaf.scores) if isinstance(leaf.scores, RuleTable) else None
            if judgement is not None:
                yield leaf, judgement

    @property
    def total_rule(self) -> TotalRule:
        """How considerations make the total."""
        return RULES[self.combine]

    @cached_property
    def values(self) -> Mapping[str, Draws]:
        """The parameters' values, formulas worked out: floats, or (draws,)."""
        return parameter_values(self.parameters)

    def state_values(self, name: str) -> tuple[Draws, ...]:
        """The values of a step's options or outcomes, in their order, which all have one: floats, or (draws,)."""
        return tuple(state.value.at(self.values) for state in self.steps[name].states if state.value is not None)

    @cached_property
    def weights(self) -> Mapping[str, Draws]:
        """Each leaf's share of the total weight, 0..1: shares of the group, multiplied down; floats, or (draws,).

        All weights of a group zero share it equally. Empty where the total rule has no weights.
        """
        shares: dict[str, Draws] = {}
        if self.total_rule.has_weights:
            _share(self.considerations, 1.0, self.values, shares)
        return frozen(shares)

    @property
    def top_weights(self) -> tuple[Draws, ...]:
        """The weights of the top-level considerations in the file's points; the usual one where the file has none."""
        usual = self.total_rule.usual_weight
        return tuple(usual if top.weight is None else top.weight.at(self.values) for top in self.considerations)

    def replaced(self, **changes: Any) -> Self:
        """A copy with other fields, unchecked; what was worked out from the old ones stays behind."""
        copy = object.__new__(type(self))
        copy.__dict__.update({own_field.name: getattr(self, own_field.name) for own_field in fields(self)}, **changes)
        return copy

    def __getstate__(self) -> dict[str, Any]:
        """The fields alone: what follows from them is worked out anew in a copy."""
        return {own_field.name: getattr(self, own_field.name) for own_field in fields(self)}


def parameter_values(parameters: Mapping[str, Parameter]) -> Mapping[str, Draws]:
    """Values of parameters that may be formulas of one another; raises ArithmeticError(name, why one has no value)."""
    order = TopologicalSorter({name: parameter.number.references for name, parameter in parameters.items()})
    values: dict[str, Draws] = {}
    for name in order.static_order():
        try:
            values[name] = parameters[name].number.at(values)
        except ArithmeticError as error:
            raise type(error)(name, str(error)) from error
    return frozen({name: values[name] for name in parameters})


def _share(group: Iterable[Consideration], whole: Draws, values: Mapping[str, Draws], shares: dict[str, Draws]) -> None:
    group = tuple(group)
    local = [1.0 if consideration.weight is None else consideration.weight.at(values) for consideration in group]
    total: Draws = sum(local[1:], start=local[0])
    equal = np.equal(total, 0)
    for consideration, weight in zip(group, local, strict=True):
        part = whole * np.where(equal, 1 / len(group), weight / np.where(equal, 1.0, total))
        share: Draws = part if np.ndim(part) else float(part)
        if consideration.considerations:
            _share(consideration.considerations, share, values, shares)
        else:
            shares[consideration.name] = share
