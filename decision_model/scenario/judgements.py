"""Weights by judgement as the language writes them: comparisons in pairs, swings, an order."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, Tag, WithJsonSchema, model_validator

from decision_model.model.rank_weights import METHODS
from decision_model.scenario.fields import (
    GIVEN,
    TAG,
    WRONG_KIND,
    FileEntry,
    Name,
    Noted,
    choice,
    described,
    either,
    kinds,
    refusal,
)
from decision_model.scenario.numbers import PlainNumber, WeightNumber

KINDS = ("pairwise", "swing", "order", "capacity")


def _order(value: Any) -> Any:
    if not isinstance(value, list):
        message = f"an order was expected here, not {described(value)}."
        raise refusal(WRONG_KIND, message, "Write [most important, next, [tied, tied]].")
    return [place if isinstance(place, list) else [place] for place in value]


Order = Annotated[
    tuple[tuple[Name, ...], ...],
    BeforeValidator(_order),
    WithJsonSchema(
        {
            "type": "array",
            "items": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
            "description": "Considerations, most important first; a nested list is a tie.",
        }
    ),
]


Pairs = dict[Name, dict[Name, PlainNumber]]


class WorthEntry(FileEntry):
    """What some considerations are worth together."""

    of: Annotated[list[Name], Field(min_length=1, description="Those at their best, all others at their worst.")]
    worth: Annotated[PlainNumber, Field(description="0 to 1, which all of them are worth.")]


class JudgementEntry(Noted):
    """Weights of a group by what people can judge."""

    pairwise: Annotated[
        Pairs | None,
        GIVEN,
        Field(description="a: {b: 3} says that a is three times as important as b; every pair once."),
    ] = None
    swing: Annotated[
        dict[Name, PlainNumber] | None,
        GIVEN,
        Field(description="How much going from worst to best is worth, the largest being 100."),
    ] = None
    order: Annotated[Order | None, GIVEN] = None
    capacity: Annotated[
        list[WorthEntry] | None,
        GIVEN,
        Field(min_length=1, description="What every set of considerations is worth, with `combine: choquet`."),
    ] = None
    method: Annotated[
        Annotated[str, BeforeValidator(choice(*METHODS))] | None,
        GIVEN,
        WithJsonSchema({"enum": list(METHODS), "description": "How an order becomes weights; `centroid` by itself."}),
    ] = None

    @property
    def kind(self) -> str:
        """Which of the judgements it is."""
        return next(kind for kind in KINDS if kind in self.model_fields_set)

    @model_validator(mode="after")
    def one_kind(self) -> JudgementEntry:
        stated = [kind for kind in KINDS if kind in self.model_fields_set]
        if len(stated) != 1:
            message = "weights are judged in one way." if stated else "it does not say how the weights are judged."
            raise refusal("not-one-judgement", message, "Write one of pairwise, swing, order, capacity.")
        sets = [frozenset(each.of) for each in self.capacity or ()]
        if len({*sets}) < len(sets):
            message = "what a set is worth is stated twice."
            raise refusal("set-stated-twice", message, "Keep one of the two.")
        if self.method is not None and self.order is None:
            message = "'method' says how an order becomes weights."
            raise refusal("method-without-order", message, "Remove it, or give an 'order'.")
        return self


def is_judgement(value: Any) -> bool:
    """Whether weights are judged, and not given one by one; a consideration may be called as a kind of judgement is."""
    if not isinstance(value, dict):
        return False
    judged = [value[kind] for kind in KINDS if kind in value]
    return any(isinstance(part, list) or (isinstance(part, dict) and "value" not in part) for part in judged)


def _weights_kind(value: Any) -> str | None:
    return TAG + "judged" if is_judgement(value) else kinds(mapping=TAG + "each")(value)


WeightsLike = Annotated[
    Annotated[JudgementEntry, Tag(TAG + "judged")] | Annotated[dict[Name, WeightNumber], Tag(TAG + "each")],
    either(_weights_kind, "weights were expected here.", "Write {NAME: 30} for each consideration, or a judgement."),
]
