"""The whole scenario as the language writes it, and the JSON Schema with which editors complete and check."""

from __future__ import annotations

from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema

from decision_model.model.record import Combine
from decision_model.scenario.considerations import ConsiderationEntry, InteractionEntry
from decision_model.scenario.fields import GIVEN, FileEntry, Name, ParameterName, Text, choice, described, refusal, text
from decision_model.scenario.judgements import JudgementEntry
from decision_model.scenario.numbers import NumberLike, ParameterLike
from decision_model.scenario.steps import StepLike
from decision_model.scenario.variations import ClaimEntry, PerspectiveEntry, WhatIfEntry

VERSION = 1
COMBINE: tuple[str, ...] = get_args(Combine)

_WHOLE = ("title", "sequence", "considerations")
_PARTIAL = ("DecisionEntry", "EventEntry", "ConsiderationEntry", "SourceEntry", "NumberEntry", "ParameterEntry")
_CONTINUOUS = "ContinuousEntry"
_NAMES = ("decide", "event", "name")
_VARIATIONS = ("PerspectiveEntry", "WhatIfEntry", "ClaimEntry")
_DROP = {
    "type": "array",
    "items": {"type": "string"},
    "description": "Keys that are not taken over from the extended scenario.",
}


class SourceEntry(FileEntry):
    """A text that elements cite by its name."""

    title: Text
    reference: Text = ""
    url: Text = ""
    note: Text = ""


def _version(value: Any) -> int:
    if value == VERSION and isinstance(value, int) and not isinstance(value, bool):
        return VERSION
    message = f"version {described(value)} of the language is not known."
    raise refusal("unknown-version", message, f"Write 'decision_model: {VERSION}'.")


def _title(value: Any) -> str:
    phrase = text(value)
    if not phrase.strip():
        raise refusal("title-empty", "the title is empty.", "Give the scenario a title.")
    return phrase


class ScenarioEntry(FileEntry):
    """A decision problem in the order in which things become known."""

    decision_model: Annotated[
        int, BeforeValidator(_version), WithJsonSchema({"const": VERSION, "description": "Version of the language."})
    ]
    extends: Annotated[str, Field(description="Another scenario in the same folder that this one starts from.")] = ""
    remove: Annotated[
        list[Text],
        Field(default_factory=list, description="Names, or words of claims, left out of the extended scenario."),
    ]
    title: Annotated[str, BeforeValidator(_title), WithJsonSchema({"type": ["string", "number"]})]
    question: Text = ""
    decision_maker: Text = ""
    date: Text = ""
    note: Text = ""
    sources: Annotated[dict[Name, SourceEntry], Field(default_factory=dict, description="Texts that elements cite.")]
    parameters: Annotated[
        dict[ParameterName, ParameterLike],
        Field(default_factory=dict, description="Numbers that several places share."),
    ]
    sequence: Annotated[
        list[StepLike], Field(min_length=1, description="Decisions and events in the order in which they become known.")
    ]
    combine: Annotated[
        str,
        BeforeValidator(choice(*COMBINE)),
        WithJsonSchema({"enum": list(COMBINE), "description": "How considerations make a total."}),
    ] = "weighted"
    interactions: Annotated[
        list[InteractionEntry],
        Field(default_factory=list, description="Considerations that work together, with `combine: choquet`."),
    ]
    unit: Annotated[Text, Field(description="The unit of the total with `combine: sum`.")] = ""
    better: Annotated[
        str, BeforeValidator(choice("higher", "lower")), WithJsonSchema({"enum": ["higher", "lower"]})
    ] = "higher"
    risk_tolerance: Annotated[
        NumberLike | None, GIVEN, Field(description="In units of the total; absent means risk-neutral.")
    ] = None
    weights: Annotated[
        JudgementEntry | None, GIVEN, Field(description="How the weights of the considerations are judged.")
    ] = None
    considerations: Annotated[list[ConsiderationEntry], Field(min_length=1, description="What matters, and how much.")]
    perspectives: Annotated[
        dict[Name, PerspectiveEntry], Field(default_factory=dict, description="Other people's weights.")
    ]
    what_ifs: Annotated[
        dict[Name, WhatIfEntry], Field(default_factory=dict, description="Other beliefs, choices or timing.")
    ]
    claims: Annotated[
        list[ClaimEntry], Field(default_factory=list, description="What the source says, as something to test.")
    ]


def schema() -> dict[str, Any]:
    """JSON Schema of a scenario file, in draft 7, which editors' YAML support is sure to know.

    A file that extends another may restate nodes in part, so only a node's name is required of it here;
    reading the file asks for the rest.
    """
    json_schema = _tidied(ScenarioEntry.model_json_schema(by_alias=True, ref_template="#/definitions/{model}"))
    json_schema["definitions"] = json_schema.pop("$defs")
    json_schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    json_schema["title"] = "Scenario"
    json_schema["required"] = ["decision_model"]
    json_schema["if"] = {"not": {"required": ["extends"]}}
    json_schema["then"] = {"required": list(_WHOLE)}
    for kind in (*_PARTIAL, _CONTINUOUS):
        entry = json_schema["definitions"][kind]
        entry["required"] = [key for key in entry.get("required", ()) if key in _NAMES]
    continuous = json_schema["definitions"][_CONTINUOUS]  # one of the two tells it from another event
    continuous["anyOf"] = [{"required": ["distribution"]}, {"required": ["discretise"]}]
    for restated in (
        json_schema,
        *(json_schema["definitions"][kind] for kind in (*_PARTIAL, _CONTINUOUS, *_VARIATIONS)),
    ):
        restated["properties"]["drop"] = _DROP
    return json_schema


def _tidied(part: Any) -> Any:
    """Without what only pydantic needs: titles made from keys, defaults, and nulls that the language refuses."""
    if isinstance(part, list):
        return [_tidied(item) for item in part]
    if not isinstance(part, dict):
        return part
    tidy = {
        key: _tidied(value) for key, value in part.items() if not (key in ("title", "default") and _is_remark(part))
    }
    options = [option for option in tidy.get("anyOf", ()) if option != {"type": "null"}]
    if len(options) == 1:
        del tidy["anyOf"]
        return {**options[0], **tidy}
    return {**tidy, "anyOf": options} if options else tidy


def _is_remark(part: dict[str, Any]) -> bool:
    """Whether this is a schema, and not the mapping of properties, in which `title` is a key of the language."""
    return not isinstance(part.get("title"), dict)
