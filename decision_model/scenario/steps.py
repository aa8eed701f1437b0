"""Steps as the language writes them: decisions and events, with their conditions and chances."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, Tag, WithJsonSchema

from decision_model.scenario.chances import ChanceLike
from decision_model.scenario.conditions import When
from decision_model.scenario.continuous import ContinuousEntry
from decision_model.scenario.fields import (
    GIVEN,
    TAG,
    WRONG_KIND,
    Hue,
    Name,
    Noted,
    Short,
    Text,
    described,
    either,
    kinds,
    refusal,
)
from decision_model.scenario.numbers import NumberLike

_KNOWS = "A decision knows every step above it; where it does not, say what it knows: 'knows: [step, ...]' there."

VALUE = Field(description="What it is as a number: formulas of scores that name the step read it.")


class OptionEntry(Noted):
    """One choice of a decision."""

    label: Text = ""
    short: Short = ""
    colour: Annotated[Hue | None, GIVEN] = None
    only_if: Annotated[When | None, GIVEN, Field(description="The option is on offer only then.")] = None
    value: Annotated[NumberLike | None, GIVEN, VALUE] = None


class OutcomeEntry(Noted):
    """One way an event can turn out."""

    label: Text = ""
    short: Short = ""
    value: Annotated[NumberLike | None, GIVEN, VALUE] = None
    refused: ClassVar[dict[str, str]] = {
        "only_if": "Only options have it: leave the outcome out of the chances instead, and it cannot happen."
    }


_STATE_KINDS = kinds(
    text=TAG + "label", number=TAG + "label", truth=TAG + "label", nothing=TAG + "label", mapping=TAG + "mapping"
)
_LABELLED = "Write NAME: Label, or NAME: {label: ..., note: ...}."
OptionLike = Annotated[
    Annotated[Text, Tag(TAG + "label")] | Annotated[OptionEntry, Tag(TAG + "mapping")],
    either(_STATE_KINDS, "a label was expected here.", _LABELLED),
]
OutcomeLike = Annotated[
    Annotated[Text, Tag(TAG + "label")] | Annotated[OutcomeEntry, Tag(TAG + "mapping")],
    either(_STATE_KINDS, "a label was expected here.", _LABELLED),
]


def _known(value: Any) -> Any:
    if isinstance(value, dict) or value is None:
        message = f"a list of steps was expected here, not {described(value)}."
        raise refusal(WRONG_KIND, message, "Write 'knows: [step, step]', or 'knows: []' where nothing is known.")
    return value if isinstance(value, list) else [value]


Known = Annotated[
    tuple[Name, ...],
    BeforeValidator(_known),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class DecisionEntry(Noted):
    """A step that we control."""

    decide: Annotated[Name, Field(description="The decision's name.")]
    label: Text = ""
    only_if: Annotated[When | None, GIVEN, Field(description="The step arises only then.")] = None
    knows: Annotated[
        Known | None, GIVEN, Field(description="The earlier steps that are known here; without it, all of them.")
    ] = None
    options: Annotated[dict[Name, OptionLike], Field(min_length=1)]
    refused: ClassVar[dict[str, str]] = {
        "hidden_from": _KNOWS,
        "event": "A step is either a decision or an event.",
        "outcomes": "A decision has 'options'.",
        "chance": "A decision is chosen, so it has no chances.",
    }


class EventEntry(Noted):
    """A step that we do not control."""

    event: Annotated[Name, Field(description="The event's name.")]
    label: Text = ""
    only_if: Annotated[When | None, GIVEN, Field(description="The step arises only then.")] = None
    outcomes: Annotated[dict[Name, OutcomeLike], Field(min_length=1)]
    chance: Annotated[ChanceLike, Field(description="Chances that sum to 1; one may be `rest`.")]
    refused: ClassVar[dict[str, str]] = {
        "hidden_from": _KNOWS,
        "knows": "Only a decision knows anything: write it there.",
        "options": "An event has 'outcomes'.",
    }


def _step_kind(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    if "decide" in value:
        return TAG + "decision"
    if "event" not in value:
        return None
    return TAG + ("continuous" if "distribution" in value or "discretise" in value else "event")


StepLike = Annotated[
    Annotated[DecisionEntry, Tag(TAG + "decision")]
    | Annotated[EventEntry, Tag(TAG + "event")]
    | Annotated[ContinuousEntry, Tag(TAG + "continuous")],
    either(
        _step_kind, "it is neither a decision nor an event.", "A step begins with '- decide: NAME' or '- event: NAME'."
    ),
]
