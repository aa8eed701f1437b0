"""Conditions as the language writes them: steps with the states that they must have."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from decision_model.scenario.fields import WRONG_KIND, Name, described, refusal

_SCALAR = {"type": ["string", "number", "boolean"]}


def _states(value: Any) -> Any:
    if isinstance(value, list):
        if not value:
            raise refusal("list-empty", "the list is empty.", "Name at least one option or outcome.")
        return value
    return [value]


States = Annotated[
    tuple[Name, ...],
    BeforeValidator(_states),
    WithJsonSchema(
        {
            "anyOf": [
                _SCALAR,
                {"type": "array", "items": _SCALAR, "minItems": 1},
            ]
        }
    ),
]


def _alternatives(value: Any) -> Any:
    if isinstance(value, dict):
        return [value]
    if isinstance(value, list) and value and all(isinstance(alternative, dict) for alternative in value):
        return value
    message = f"a condition was expected here, not {described(value)}."
    raise refusal(WRONG_KIND, message, "Write {step: option or outcome}, such as {access: blocked}.")


_ONE_CONDITION: dict[str, Any] = {
    "type": "object",
    "additionalProperties": {"anyOf": [_SCALAR, {"type": "array", "minItems": 1}]},
}
When = Annotated[
    tuple[dict[Name, States], ...],
    BeforeValidator(_alternatives),
    WithJsonSchema(
        {
            "anyOf": [_ONE_CONDITION, {"type": "array", "items": _ONE_CONDITION, "minItems": 1}],
            "description": "{step: state or list of states}: all must match; a list of these: any may match.",
        }
    ),
]
