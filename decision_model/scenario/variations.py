"""Perspectives, what-ifs and claims as the language writes them."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, Tag, WithJsonSchema, model_validator

from decision_model.scenario.chances import OTHERWISE, RULE
from decision_model.scenario.conditions import When
from decision_model.scenario.fields import (
    GIVEN,
    TAG,
    FileEntry,
    Name,
    Noted,
    Text,
    choice,
    either,
    kinds,
    refusal,
    text,
)
from decision_model.scenario.judgements import Order, WeightsLike
from decision_model.scenario.numbers import ChanceNumber, NumberLike, WeightNumber

Choices = dict[Name, Name]


Address = Annotated[str, BeforeValidator(text)]
ChancesByAddress = Annotated[
    dict[Address, ChanceNumber],
    Field(default_factory=dict, description="Other chances, by the addresses that `decision-model numbers` lists."),
]
RiskTolerance = Annotated[NumberLike | None, GIVEN, Field(description="Another risk tolerance.")]


class PerspectiveEntry(Noted):
    """Somebody's weights: the same beliefs, other priorities."""

    label: Text = ""
    weights: Annotated[
        WeightsLike, Field(default_factory=dict, description="Weights by name, or a judgement that gives them.")
    ]
    order: Order = ()
    chances: ChancesByAddress
    risk_tolerance: RiskTolerance = None


class ChoiceWhen(Noted):
    """The option that a plan takes where a condition holds."""

    when: When
    then: Annotated[Name, Field(description="The option taken.")]
    refused: ClassVar[dict[str, str]] = {"otherwise": OTHERWISE}


class ChoiceOtherwise(Noted):
    """The option that a plan takes in all other cases."""

    otherwise: Annotated[Name, Field(description="The option taken.")]
    refused: ClassVar[dict[str, str]] = {"when": OTHERWISE, "then": OTHERWISE}


ChoiceRule = Annotated[
    Annotated[ChoiceWhen, Tag(TAG + "when")] | Annotated[ChoiceOtherwise, Tag(TAG + "otherwise")], RULE
]
ChoiceLike = Annotated[
    Annotated[Name, Tag(TAG + "option")] | Annotated[list[ChoiceRule], Field(min_length=1), Tag(TAG + "rules")],
    either(
        kinds(text=TAG + "option", truth=TAG + "option", number=TAG + "option", list=TAG + "rules"),
        "an option was expected here.",
        "Write the name of an option, or rules: '- when: {...}' with 'then: OPTION', or '- otherwise: OPTION'.",
    ),
]


class WhatIfEntry(Noted):
    """Other beliefs, forced choices, other timing or information."""

    label: Text = ""
    parameters: Annotated[
        dict[Name, NumberLike], Field(default_factory=dict, description="Other values of parameters.")
    ]
    weights: Annotated[dict[Name, WeightNumber], Field(default_factory=dict, description="Other weights.")]
    chances: ChancesByAddress
    risk_tolerance: RiskTolerance = None
    choose: Annotated[
        dict[Name, ChoiceLike],
        Field(default_factory=dict, description="decision: option taken wherever on offer, or rules of a plan."),
    ]
    decide_before: Annotated[
        dict[Name, Name], Field(default_factory=dict, description="decision: step above which it is settled.")
    ]
    know_before: Annotated[
        dict[Name, Name], Field(default_factory=dict, description="event: decision above which it is known.")
    ]
    without: Annotated[
        dict[Name, Name], Field(default_factory=dict, description="decision: option taken off the table.")
    ]


_LARGER = ("higher", "lower", "equal")
_SIGNED = ("positive", "negative", "zero")
_ALWAYS = ("perspective", "what_if")

FORMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "best": (("given",), ()),
    "possible": (("given",), ()),
    "necessary": (("given",), ()),
    "undominated": (("given",), ()),
    "score": (("given", "than", "on", "is"), _LARGER),
    "total": (("given", "than", "is"), _LARGER),
    "chance": (("given", "than", "is"), _LARGER),
    "interaction": (("given", "than", "on", "is"), _SIGNED),
    "information": (("before", "is"), _SIGNED),
    "waiting": (("until", "is"), _SIGNED),
    "option": (("given", "is"), _SIGNED),
    "monotone": (("total", "given", "than", "on", "is"), ("rising", "falling")),
}
"""Each form of statement with the keys that go with it and the directions it can have."""


def _several(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Names = Annotated[
    tuple[Name, ...],
    BeforeValidator(_several),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]}),
]
Direction = Annotated[
    str,
    BeforeValidator(choice(*_LARGER, *_SIGNED, "rising", "falling")),
    WithJsonSchema({"enum": [*_LARGER, *_SIGNED, "rising", "falling"]}),
]


class ExpectEntry(FileEntry):
    """A statement about the model's output that can be tested."""

    best: Annotated[Choices | None, GIVEN, Field(description="This choice is best.")] = None
    possible: Annotated[
        Choices | None, GIVEN, Field(description="It is best for some numbers that the file allows.")
    ] = None
    necessary: Annotated[
        Choices | None, GIVEN, Field(description="It is best for all numbers that the file allows.")
    ] = None
    undominated: Annotated[
        Choices | None, GIVEN, Field(description="No other choice is at least as good in everything.")
    ] = None
    score: Annotated[Choices | None, GIVEN, Field(description="Its score on a consideration, compared.")] = None
    total: Annotated[Choices | None, GIVEN, Field(description="Its total, compared.")] = None
    chance: Annotated[Choices | None, GIVEN, Field(description="event: outcome, whose chance is compared.")] = None
    interaction: Annotated[
        Choices | None,
        GIVEN,
        Field(description="Two choices, or a choice and an outcome, together: beyond each alone."),
    ] = None
    information: Annotated[Names | None, GIVEN, Field(description="Knowing an event early.")] = None
    waiting: Annotated[Names | None, GIVEN, Field(description="Settling decisions only later.")] = None
    option: Annotated[Choices | None, GIVEN, Field(description="Having this option on offer.")] = None
    monotone: Annotated[Names | None, GIVEN, Field(description="What happens as a parameter grows.")] = None
    given: Annotated[When | None, GIVEN, Field(description="In the histories where this holds.")] = None
    than: Annotated[Choices | None, GIVEN, Field(description="What it is compared with.")] = None
    on: Annotated[Name | None, GIVEN, Field(description="The consideration; the total when absent.")] = None
    before: Annotated[Name | None, GIVEN, Field(description="The decision that would profit.")] = None
    until: Annotated[Name | None, GIVEN, Field(description="The step waited for.")] = None
    is_: Annotated[Direction | None, GIVEN, Field(alias="is", description="The direction claimed.")] = None
    perspective: Annotated[Name | None, GIVEN] = None
    what_if: Annotated[Name | None, GIVEN] = None

    @property
    def form(self) -> str:
        """The kind of statement."""
        return next(form for form in reversed(FORMS) if form in self.model_fields_set)

    @model_validator(mode="after")
    def one_form(self) -> ExpectEntry:
        forms = [form for form in FORMS if form in self.model_fields_set]
        if not forms:
            message = "the claim says nothing that can be tested."
            raise refusal("claim-without-statement", message, f"Write one of {', '.join(FORMS)}.")
        if len(forms) > 1 and forms != ["total", "monotone"]:
            message = f"'{forms[0]}' and '{forms[1]}' are two statements."
            raise refusal("claim-of-two-statements", message, "Make two claims of them.")
        self._check_form(self.form)
        return self

    def _check_form(self, form: str) -> None:
        allowed, directions = FORMS[form]
        for key in self.model_fields_set - {form, *_ALWAYS}:
            word = "is" if key == "is_" else key
            if word not in allowed:
                remedy = f"It can have {', '.join((*allowed, *_ALWAYS))}."
                raise refusal("claim-key-misplaced", f"'{word}' does not go with '{form}'.", remedy)
        if self.is_ is not None and self.is_ not in directions:
            message = f"'is: {self.is_}' does not go with '{form}'."
            raise refusal("claim-direction-misplaced", message, f"Write {' or '.join(directions)}.")


class ClaimEntry(Noted):
    """What the source says, in words and as something that can be tested."""

    claim: Annotated[Text, Field(description="The statement in words.")]
    expect: ExpectEntry
