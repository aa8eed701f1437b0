"""The decision model: frozen, checked once; the public face of the record and of what is done with it."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import networkx as nx

from decision_model.model import copies
from decision_model.model.checks.problems import refuse_problems
from decision_model.model.compiled_record import CompiledRecord
from decision_model.model.considerations import Consideration, judged, judged_interactions
from decision_model.model.formulas import Draws
from decision_model.model.frozen_mapping import frozen
from decision_model.model.given import listed, mapped
from decision_model.model.graph import graph
from decision_model.model.numbers import NumberLike, Parameter, number
from decision_model.model.origin import naming_file
from decision_model.model.steps import Decision, Event


@dataclass(frozen=True)
class DecisionModel(CompiledRecord):
    """One decision problem in the order in which things become known; the fields are those of `Record`.

    Construction checks the whole model and raises ModelError with every problem found. A model is never
    changed: `varied` gives a copy. Models are equal where all their fields are; they can be pickled and copied.
    """

    def __post_init__(self) -> None:
        refuse_problems(self)

    @cached_property
    def graph(self) -> nx.DiGraph[str]:
        """Dependence and information; each node has `kind`, each edge `relation`.

        Kinds are decision, event, consideration, total and relations dependence, information, value.
        """
        return graph(self)

    def varied(  # noqa: PLR0913 - the kinds of change, listed where a reader looks for them
        self,
        *,
        perspective: str | None = None,
        what_if: str | None = None,
        parameters: Mapping[str, NumberLike] | None = None,
        weights: Mapping[str, NumberLike] | None = None,
        shares: Mapping[str, Draws] | None = None,
        numbers: Mapping[str, NumberLike] | None = None,
        choose: Mapping[str, str | Any] | None = None,
        decide_before: Mapping[str, str] | None = None,
        know_before: Mapping[str, str] | None = None,
        without: Mapping[str, str] | None = None,
        risk_tolerance: NumberLike | None = None,
    ) -> DecisionModel:
        """A copy with other numbers, choices or timing; named variations are applied first.

        `weights` sets weights in points, as the file has them, the others keeping theirs; `shares` sets them as shares
        of their group, 0 to 1, the others keeping their proportions (after `weights`, where both are given). `numbers`
        sets any number by its address (see `numbers`). `choose` names the option that a decision takes wherever it is
        on offer, or a plan that it follows: a list of (condition, option) pairs, of which the first that holds counts,
        the last with None for all other cases. Where none holds the decision does its best.

        Numbers may be floats or arrays of draws of one common length. Raises ModelError for unknown names.
        """
        changed: dict[str, Any] = {
            "parameters": {} if parameters is None else parameters,
            "weights": {} if weights is None else weights,
            "shares": {} if shares is None else shares,
            "numbers": {} if numbers is None else numbers,
            "choose": {} if choose is None else choose,
            "decide_before": {} if decide_before is None else decide_before,
            "know_before": {} if know_before is None else know_before,
            "without": {} if without is None else without,
        }
        typed = {"what_ifs": what_if, "perspectives": perspective, "risk_tolerance": risk_tolerance}
        given = changed | {name: value for name, value in typed.items() if value is not None}
        with naming_file(self.origin, given | {"weights": ChainMap(changed["weights"], changed["shares"])}):
            model = self
            if what_if is not None:
                model = copies.apply_what_if(model, what_if)
            if perspective is not None:
                model = copies.apply_perspective(model, perspective)
            return copies.vary(model, copies.Changes(**changed, risk_tolerance=risk_tolerance))

    @classmethod
    def passed(cls, record: CompiledRecord) -> DecisionModel:
        """The model of a record in which no problem was found."""
        model = object.__new__(cls)
        model.__dict__.update(record.__dict__)
        return model

    def copied(self, **changes: Any) -> Self:
        """A copy with other fields, checked again, save that rules need no longer all match and variations all fit."""
        with naming_file(self.origin, changes):
            return copies.rebuilt(self, **changes)


def decision_model(
    title: str,
    sequence: Iterable[Decision | Event],
    considerations: Iterable[Consideration],
    *,
    parameters: Mapping[str, NumberLike | Parameter] | None = None,
    risk_tolerance: NumberLike | None = None,
    **others: Any,
) -> DecisionModel:
    """Build a model in Python: plain numbers, texts and sequences become the model's own types.

    `risk_tolerance` is in units of the total; `others` are further fields of DecisionModel by name. Raises ModelError
    with everything that does not hold of the model.
    """
    given = {} if parameters is None else mapped(parameters, ("parameters",), "numbers by the names of parameters")
    named_parameters = {
        name: value if isinstance(value, Parameter) else Parameter(name, number(value)) for name, value in given.items()
    }
    plain: dict[str, Any] = {
        key: frozen(value) if isinstance(value, Mapping) else value for key, value in others.items()
    }
    judgement = others.get("judgement")
    plain["interactions"] = tuple(others.get("interactions", ())) or judged_interactions(judgement)
    return DecisionModel(
        title,
        listed(sequence, (Decision, Event), ("sequence",), "a list of decisions and events"),
        judged(considerations, judgement),
        parameters=frozen(named_parameters),
        risk_tolerance=None if risk_tolerance is None else number(risk_tolerance),
        **plain,
    )
