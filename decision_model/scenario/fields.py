"""The smallest parts of the language: names, texts, citations, and what every mapping has in common."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, ClassVar, LiteralString

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from decision_model.errors import nearest, shortened
from decision_model.model.hues import HUES
from decision_model.model.numbers import BASES
from decision_model.model.typed_text import special_character

TAG = "\0"
"""Begins the tags of our unions, so that they are never taken for a key of the file."""

WRONG_KIND = "wrong-kind"
"""The code of what is a text where a list should be, and the like."""

_NAME = re.compile(r"\w[\w-]*")
_PARAMETER = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_RESERVED = ("rest", "min", "max")
_DESCRIPTIONS: dict[type, str] = {dict: "a mapping", list: "a list", type(None): "nothing", bool: "true or false"}


def refusal(code: LiteralString, message: str, remedy: str = "", **more: Any) -> PydanticCustomError:
    """An error in our own words, which `words.py` passes on as they are."""
    return PydanticCustomError(code, "{message}", {"message": message, "remedy": remedy, **more})


def described(value: Any) -> str:
    """What stands there, for a message."""
    kind = next((words for kind, words in _DESCRIPTIONS.items() if isinstance(value, kind)), None)
    return kind or (f"'{shortened(value)}'" if isinstance(value, str) else shortened(written(value)))


def written(value: Any) -> str:
    """A number as it stands in the file."""
    return str(getattr(value, "written", value))


def text(value: Any) -> str:
    """A text, or a number or truth value as it stands in the file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float):
        return written(value)
    message = f"a text was expected here, not {described(value)}."
    raise refusal(WRONG_KIND, message, "Put quotes around a text with brackets or colons.")


def _name(value: Any) -> str:
    if isinstance(value, list | dict) or value is None:
        message = f"a name was expected here, not {described(value)}."
        raise refusal(WRONG_KIND, message, "A name is one word, such as 'site'.")
    name = text(value)
    if not _NAME.fullmatch(name):
        special = special_character(name)
        message = f"'{shortened(name)}' is not a name{f': there is a {special} in it' if special else ''}."
        remedy = "A name is one word of letters, digits and _; put the wording in a label."
        if _NAME.fullmatch(mended := "_".join(name.split())):
            remedy = f"Write '{mended}', here and wherever it is used; put the wording in a label."
        raise refusal("not-a-name", message, remedy)
    return name


def _parameter_name(value: Any) -> str:
    name = _name(value)
    if not _PARAMETER.fullmatch(name):
        remedy = "A parameter's name has plain letters, digits and _, and begins with a letter."
        if _PARAMETER.fullmatch(mended := name.replace("-", "_")):
            remedy = f"Write '{mended}', here and wherever it is used: a hyphen would be a minus."
        raise refusal("not-a-parameter-name", f"'{name}' cannot be used in formulas.", remedy)
    if name in _RESERVED:
        message = f"'{name}' has a meaning of its own in formulas."
        raise refusal("name-reserved", message, "Choose another name for the parameter.")
    return name


def _cite(value: Any) -> tuple[str, ...]:
    entries = value if isinstance(value, list) else [value]
    cites = []
    for entry in entries:
        if not isinstance(entry, str) or not entry.strip():
            message = f"a citation was expected here, not {described(entry)}."
            raise refusal(WRONG_KIND, message, "Write 'cite: SOURCE PLACE', such as 'cite: memo S9'.")
        cites.append(" ".join(entry.split()))
    return tuple(cites)


def choice(*words: str) -> Callable[[Any], str]:
    """A validator for one of a few words."""

    def validate(value: Any) -> str:
        if isinstance(value, str) and value in words:
            return value
        raise refusal("not-possible", f"{described(value)} is not possible here.", nearest(str(value), words))

    return validate


Text = Annotated[str, BeforeValidator(text), WithJsonSchema({"type": ["string", "number", "null"]})]
Short = Annotated[Text, Field(description="The label where there is little room.")]
Name = Annotated[
    str, BeforeValidator(_name), WithJsonSchema({"type": ["string", "number", "boolean"], "pattern": r"^\S+$"})
]
ParameterName = Annotated[
    str, BeforeValidator(_parameter_name), WithJsonSchema({"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$"})
]
Cite = Annotated[
    tuple[str, ...],
    BeforeValidator(_cite),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
            "description": "SOURCE PLACE, or a list of them; SOURCE is listed under `sources`.",
        }
    ),
]
BasisWord = Annotated[
    str,
    BeforeValidator(choice(*BASES)),
    WithJsonSchema({"enum": list(BASES), "description": "Where it comes from; `assumption` when nothing is said."}),
]


Hue = Annotated[
    str,
    BeforeValidator(choice(*HUES)),
    WithJsonSchema(
        {"enum": list(HUES), "description": "The hue it is drawn in; by default one that goes by its name."}
    ),
]


class FileEntry(BaseModel):
    """A mapping of the language: only its own keys are allowed, some are refused with the reason."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    refused: ClassVar[dict[str, str]] = {}

    @classmethod
    def keys(cls) -> list[str]:
        """The keys as the language writes them, those that every element has last."""
        common = ("cite", "note", "basis")
        names = sorted(cls.model_fields, key=lambda name: common.index(name) + 1 if name in common else 0)
        return [cls.model_fields[name].alias or name for name in names]


def _present(value: Any) -> Any:
    if value is None:
        message = "there is nothing after the colon."
        raise refusal("nothing-after-colon", message, "Give it a value, or remove the line.")
    return value


GIVEN = BeforeValidator(_present)
"""On keys that may be left out but not left empty."""


class Noted(FileEntry):
    """The keys of every element: where it comes from, and a remark."""

    cite: Cite = ()
    note: Annotated[Text, Field(description="A remark for readers.")] = ""
    basis: Annotated[BasisWord | None, GIVEN] = None


def kinds(**by_type: str) -> Callable[[Any], str | None]:
    """A discriminator by the YAML type of what stands there: text, number, mapping, list, nothing."""

    def kind(value: Any) -> str | None:
        return by_type.get(yaml_type(value))

    return kind


def yaml_type(value: Any) -> str:
    """The type of a piece of data in the words of YAML."""
    if isinstance(value, bool):
        return "truth"
    types: tuple[tuple[Any, str], ...] = (
        (str, "text"),
        (int | float, "number"),
        (dict, "mapping"),
        (list, "list"),
        (type(None), "nothing"),
    )
    return next((word for kind, word in types if isinstance(value, kind)), "other")


def either(pick: Callable[[Any], str | None], expected: str, remedy: str = "") -> Discriminator:
    """Chooses between forms; `expected` is the message when none fits."""
    return Discriminator(pick, custom_error_type=WRONG_KIND, custom_error_message=f"{expected}\n{remedy}")
