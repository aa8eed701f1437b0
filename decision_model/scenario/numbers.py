"""Numbers as the language writes them: plain, as a formula, or with what is known of where they come from."""

from __future__ import annotations

import math
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, Tag, WithJsonSchema, model_validator

from decision_model.errors import shortened
from decision_model.model import formulas
from decision_model.model.numbers import LARGEST
from decision_model.model.typed_text import plain_signs
from decision_model.scenario.fields import (
    GIVEN,
    TAG,
    WRONG_KIND,
    FileEntry,
    Noted,
    Text,
    described,
    either,
    kinds,
    refusal,
    written,
)
from decision_model.scenario.percent import percent_of, percent_typed


def real(value: Any) -> float:
    """A plain number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refusal("not-a-number", f"a number was expected here, not {described(value)}.", _number_remedy(value))
    if not math.isfinite(value):
        raise refusal("not-finite", f"{shortened(written(value))} is not a finite number.", "Write an ordinary number.")
    if abs(value) > LARGEST:
        message = f"{shortened(written(value))} is too large: numbers here go up to {LARGEST:g} in size."
        raise refusal("too-large", message, "Count in a larger unit.")
    return float(value)


def _number_remedy(value: Any) -> str:
    return (_other_notation(value) if isinstance(value, str) else "") or "Write a number, such as 0.3."


def _other_notation(text: str) -> str:
    """The remedy for a number written as elsewhere in the world, or nothing."""
    bare = plain_signs(text).strip()
    percent = percent_typed(bare)
    if re.fullmatch(r"\d+,\d{1,2}|0,\d+", bare):
        return f"Write decimals with a point: {bare.replace(',', '.')}."
    if percent is not None:
        return (
            f"Only chances and weights may be in percent. Write {percent}, or {percent / 100} if the whole is 1 here."
        )
    if re.fullmatch(r"\d{1,3}([,_' ]\d{3})+", bare):
        return f"Write it without separators: {re.sub(r'[^0-9]', '', bare)}."
    return ""


def _formula(value: Any) -> str:
    try:
        formulas.parse(value)
    except formulas.FormulaError as error:
        slip = _other_notation(value)
        if slip:
            raise refusal("not-a-number", f"'{shortened(value)}' cannot be read as a number.", slip) from None
        remedy = f"A formula has numbers, parameters, + - * / ^ ( ), {formulas.KNOWN}, and nothing else."
        message = f"'{shortened(value)}' is not a formula: {error}."
        raise refusal("not-a-formula", message, remedy, position=error.position) from None
    return str(value)


Real = Annotated[float, BeforeValidator(real)]
FormulaText = Annotated[
    str, BeforeValidator(_formula), WithJsonSchema({"type": "string", "description": "A formula over parameters."})
]


def pair(name: str, example: str, members: str = "numbers") -> BeforeValidator:
    """A validator for two things in brackets."""

    def validate(value: Any) -> Any:
        if isinstance(value, list) and len(value) == 2:
            return value
        if isinstance(value, list):
            raise refusal("not-two", f"{name} has two {members}, not {len(value)}.", f"Write {example}.")
        raise refusal(WRONG_KIND, f"{name} was expected here, not {described(value)}.", f"Write {example}.")

    return BeforeValidator(validate)


_TWO_NUMBERS: dict[str, Any] = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
Range = Annotated[
    tuple[Real, Real],
    pair("a range", "[low, high], such as [0.1, 0.5]"),
    WithJsonSchema({**_TWO_NUMBERS, "description": "[low, high]"}),
]
Point = Annotated[tuple[Real, Real], pair("a point", "[score, value], such as [50, 0.8]"), WithJsonSchema(_TWO_NUMBERS)]


class Uniform(FileEntry):
    """Every value between low and high is equally likely."""

    low: Real
    high: Real


class Triangular(FileEntry):
    """Most likely at the mode, falling to nothing at low and high."""

    low: Real
    mode: Real
    high: Real


class Beta(FileEntry):
    """A chance, as known after a - 1 cases for it and b - 1 against it."""

    a: Real
    b: Real


class Normal(FileEntry):
    """The bell curve."""

    mean: Real
    sd: Annotated[Real, Field(description="Standard deviation.")]


class DistributionEntry(FileEntry):
    """How an uncertain number is spread."""

    uniform: Annotated[Uniform | None, GIVEN] = None
    triangular: Annotated[Triangular | None, GIVEN] = None
    beta: Annotated[Beta | None, GIVEN] = None
    normal: Annotated[Normal | None, GIVEN] = None

    @model_validator(mode="after")
    def one_distribution(self) -> DistributionEntry:
        if len(self.model_fields_set) != 1:
            message = "a number has one distribution."
            raise refusal("not-one-distribution", message, "Write one of uniform, triangular, beta, normal.")
        return self


PlainNumber = Annotated[
    Annotated[Real, Tag(TAG + "number")] | Annotated[FormulaText, Tag(TAG + "formula")],
    either(
        kinds(number=TAG + "number", text=TAG + "formula"),
        "a number or a formula was expected here.",
        "Write, say, 0.3.",
    ),
]


class NumberEntry(Noted):
    """A number with what is known of it."""

    value: PlainNumber
    range: Annotated[Range | None, GIVEN] = None
    distribution: Annotated[DistributionEntry | None, GIVEN] = None


class ParameterEntry(NumberEntry):
    """A named number that several places share."""

    label: Text = ""


_NUMBER_KINDS = kinds(number=TAG + "number", text=TAG + "formula", mapping=TAG + "mapping")
_NUMBER_EXPECTED = "a number was expected here."
_NUMBER_FORMS = "Write a number, a formula over parameters, or {value: ..., range: [low, high]}."

NumberLike = Annotated[
    Annotated[Real, Tag(TAG + "number")]
    | Annotated[FormulaText, Tag(TAG + "formula")]
    | Annotated[NumberEntry, Tag(TAG + "mapping")],
    either(_NUMBER_KINDS, _NUMBER_EXPECTED, _NUMBER_FORMS),
]
ChanceNumber = Annotated[NumberLike, percent_of(1)]
WeightNumber = Annotated[NumberLike, percent_of(100)]
ParameterLike = Annotated[
    Annotated[Real, Tag(TAG + "number")]
    | Annotated[FormulaText, Tag(TAG + "formula")]
    | Annotated[ParameterEntry, Tag(TAG + "mapping")],
    either(_NUMBER_KINDS, _NUMBER_EXPECTED, _NUMBER_FORMS),
]
