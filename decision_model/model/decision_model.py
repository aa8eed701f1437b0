"""The decision model: frozen, checked once, with a networkx graph of what depends on what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cached_property
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING, Any, Literal

import networkx as nx
import numpy as np

from decision_model.errors import ModelError
from decision_model.model.considerations import Consideration, Interaction
from decision_model.model.numbers import Draws, Number, NumberLike, Parameter, Source, frozen, number
from decision_model.model.steps import Decision, Event, Step
from decision_model.model.total_rules import RULES, TotalRule
from decision_model.model.variations import Claim, Perspective, WhatIf

if TYPE_CHECKING:
    from decision_model.model.compile.compiled import Structure
    from decision_model.model.number_index import Addressed


Combine = Literal["weighted", "sum", "multiplicative", "choquet"]


@dataclass(frozen=True)
class DecisionModel:
    """One decision problem told in the order in which things become known.

    Construction checks the whole model and raises ModelError with every problem found. A model is never
    changed: `varied` gives a copy. `forced` holds choices that are made wherever they are on offer,
    `withheld` options that are taken off the table.

    `combine` says how considerations make the total: "weighted" values add up to 0..100; "sum" adds scores in a common
    unit; "multiplicative" (Keeney & Raiffa) reads top-level weights, in hundredths, as scaling constants; "choquet"
    adds `interactions` between pairs of top-level considerations to the weights.
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

    def __post_init__(self) -> None:
        self._check(strict=True)

    def _check(self, strict: bool) -> None:
        from decision_model.model.checks.problems import problems

        found = list(problems(self, strict))
        if found:
            raise ModelError(found)

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
        return tuple(step for step in self.sequence if isinstance(step, Decision))

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(step for step in self.sequence if isinstance(step, Event))

    @cached_property
    def leaves(self) -> tuple[Consideration, ...]:
        """The scored considerations, in file order."""
        return tuple(leaf for top in self.considerations for leaf in top.leaves())

    def walk(self) -> Iterator[Consideration]:
        """Every consideration, groups included, parents first."""
        for top in self.considerations:
            yield from top.walk()

    @cached_property
    def graph(self) -> nx.DiGraph[str]:
        """Dependence and information; each node has `kind`, each edge `relation`.

        Kinds are decision, event, consideration, total and relations dependence, information, value.
        """
        from decision_model.model.graph import graph

        return graph(self)

    @cached_property
    def structure(self) -> Structure:
        """Which histories exist, level by level; raises TooLargeError above the engine's bound."""
        from decision_model.model.compile.compiler import Builder
        from decision_model.model.compile.size_limit import refuse_if_too_large

        refuse_if_too_large(self)
        return Builder(self).build()

    @cached_property
    def values(self) -> Mapping[str, Draws]:
        """The parameters' values, formulas worked out."""
        return parameter_values(self.parameters)

    @cached_property
    def weights(self) -> Mapping[str, Draws]:
        """Each leaf's share of the total weight: local weights normalised within their group, multiplied down.

        All weights of a group zero share it equally. Empty for `combine: sum`.
        """
        if not self.total_rule.has_weights:
            return frozen({})
        shares: dict[str, Draws] = {}
        _share(self.considerations, 1.0, self.values, shares)
        return frozen(shares)

    @cached_property
    def numbers(self) -> Mapping[str, Addressed]:
        """Every number of the model by address, such as `p_object`, `allied_unity.weight`, `allies.chance.2.object`."""
        from decision_model.model.number_index import addresses

        return addresses(self)

    def varied(
        self,
        *,
        perspective: str | None = None,
        what_if: str | None = None,
        parameters: Mapping[str, NumberLike] | None = None,
        weights: Mapping[str, NumberLike] | None = None,
        shares: Mapping[str, Draws] | None = None,
        numbers: Mapping[str, NumberLike] | None = None,
        choose: Mapping[str, str] | None = None,
        decide_before: Mapping[str, str] | None = None,
        know_before: Mapping[str, str] | None = None,
        without: Mapping[str, str] | None = None,
    ) -> DecisionModel:
        """A copy with other numbers, choices or timing; named variations are applied first.

        `weights` sets weights in points, the others keeping theirs; `shares` sets them as shares of their group in
        percent, the others keeping their proportions (after `weights`, where both are given). `numbers` sets any number
        by its address (see `numbers`).

        Numbers may be floats or arrays of draws of one common length. Raises ModelError for unknown names.
        """
        from decision_model.model import copies as varying

        model = self
        if what_if is not None:
            model = varying.apply_what_if(model, what_if)
        if perspective is not None:
            model = varying.apply_perspective(model, perspective)
        return varying.vary(
            model,
            parameters=parameters or {},
            weights=weights or {},
            as_shares=shares or {},
            numbers=numbers or {},
            choose=choose or {},
            decide_before=decide_before or {},
            know_before=know_before or {},
            without=without or {},
        )

    @classmethod
    def unchecked(cls, **given: Any) -> DecisionModel:
        """A model as given, good or not, for those who want its problems (`checks.problems`) and no exception."""
        model = object.__new__(cls)
        for each in fields(cls):
            default = each.default if each.default_factory is MISSING else each.default_factory()
            model.__dict__[each.name] = given.get(each.name, default)
        return model

    @property
    def total_rule(self) -> TotalRule:
        """How considerations make the total."""
        return RULES[self.combine]

    def copied(self, **changes: Any) -> DecisionModel:
        """A copy with other fields, checked again, save that rules need no longer all match and variations all fit."""
        model = object.__new__(DecisionModel)
        model.__dict__.update({each.name: getattr(self, each.name) for each in fields(self)}, **changes)
        model._check(strict=False)
        return model

    def renumbered(self, **changes: Any) -> DecisionModel:
        """A copy in which only numbers change, so that what was compiled and checked is kept."""
        model = object.__new__(DecisionModel)
        model.__dict__.update(self.__dict__)
        for stale in ("values", "weights", "leaves", "steps", "numbers", "graph"):
            model.__dict__.pop(stale, None)
        model.__dict__.update(changes)
        return model


def decision_model(
    title: str,
    sequence: Iterable[Decision | Event],
    considerations: Iterable[Consideration],
    *,
    parameters: Mapping[str, NumberLike | Parameter] | None = None,
    risk_tolerance: NumberLike | None = None,
    **others: Any,
) -> DecisionModel:
    """Build a model in Python: plain numbers, texts and sequences become the model's own types."""
    named = {
        name: given if isinstance(given, Parameter) else Parameter(name, number(given))
        for name, given in (parameters or {}).items()
    }
    plain: dict[str, Any] = {key: frozen(v) if isinstance(v, Mapping) else v for key, v in others.items()}
    return DecisionModel(
        title,
        tuple(sequence),
        tuple(considerations),
        parameters=frozen(named),
        risk_tolerance=None if risk_tolerance is None else number(risk_tolerance),
        **plain,
    )


def parameter_values(parameters: Mapping[str, Parameter]) -> Mapping[str, Draws]:
    """Values of parameters that may be formulas of one another; raises ZeroDivisionError(name, what is zero)."""
    order = TopologicalSorter({name: each.number.references for name, each in parameters.items()})
    values: dict[str, Draws] = {}
    for name in order.static_order():
        try:
            values[name] = parameters[name].number.at(values)
        except ZeroDivisionError as error:
            raise ZeroDivisionError(name, str(error)) from error
    return frozen({name: values[name] for name in parameters})


def _share(group: Iterable[Consideration], whole: Draws, values: Mapping[str, Draws], shares: dict[str, Draws]) -> None:
    group = tuple(group)
    local = [1.0 if each.weight is None else each.weight.at(values) for each in group]
    total: Draws = sum(local[1:], start=local[0])
    equal = np.equal(total, 0)
    for each, weight in zip(group, local, strict=True):
        part = whole * np.where(equal, 1 / len(group), weight / np.where(equal, 1.0, total))
        share: Draws = part if np.ndim(part) else float(part)
        if each.considerations:
            _share(each.considerations, share, values, shares)
        else:
            shares[each.name] = share


__all__ = ["DecisionModel", "Step", "decision_model", "parameter_values"]
