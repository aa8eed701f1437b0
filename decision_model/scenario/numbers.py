"""Numbers as the language writes them: plain, as a formula, or with what is known of where they come from."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, Tag, WithJsonSchema, model_validator

from decision_model.errors import shortened
from decision_model.model import formulas
from decision_model.model.distributions import DISTRIBUTIONS, Distribution
from decision_model.model.frozen_mapping import frozen
from decision_model.model.numbers import LARGEST
from decision_model.model.typed_text import percent_elsewhere, plain_signs, special_character, unquoted
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
from decision_model.scenario.scalars import resolve


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


_DECIMAL_COMMA = r"\d+,\d{1,2}|0,\d+"


def meant(value: Any, of_one: bool) -> float | None:
    """The number that a text in another notation stands for, 0,7 or “0.7”, and 70% of one; None for anything else."""
    percent = percent_typed(value)
    if percent is not None:
        return float(percent / 100) if of_one else None
    bare = _bare(value) if isinstance(value, str) else ""
    if re.fullmatch(_DECIMAL_COMMA, bare):
        return float(bare.replace(",", "."))
    return _quoted_number(value) if isinstance(value, str) else None


def _bare(text: str) -> str:
    """A number as it would be typed, without curly quotes around it."""
    return plain_signs(unquoted(text)).strip()


def _quoted_number(text: str) -> float | None:
    """The number within curly quotes; None where there are none, or no number."""
    bare = _bare(text)
    number = resolve(bare) if bare and bare != plain_signs(text).strip() else None
    if isinstance(number, bool) or not isinstance(number, int | float):
        return None
    return float(number) if math.isfinite(number) else None


def _other_notation(text: str) -> str:
    """The remedy for a number written as elsewhere in the world, or nothing."""
    bare = _bare(text)
    percent = percent_typed(bare)
    if _quoted_number(text) is not None:
        return f"Write it without quotes: {bare}."
    if re.fullmatch(_DECIMAL_COMMA, bare):
        return f"Write decimals with a point: {bare.replace(',', '.')}."
    if percent is not None:
        return percent_elsewhere(float(percent))
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
        hidden = special_character(value)
        also = f" There is a {hidden} in it." if hidden else ""
        message = f"'{shortened(value)}' is not a formula: {error}.{also}"
        raise refusal("not-a-formula", message, remedy, position=error.position) from None
    return str(value)


Real = Annotated[float, BeforeValidator(real)]
FormulaText = Annotated[
    str, BeforeValidator(_formula), WithJsonSchema({"type": "string", "description": "A formula over parameters."})
]


def pair(name: str, example: str) -> BeforeValidator:
    """A validator for two numbers in brackets."""
    return some(name, example, "numbers", most=2)


def some(name: str, example: str, members: str, most: int | None = None) -> BeforeValidator:
    """A validator for two things in brackets, or more."""

    def validate(value: Any) -> Any:
        if isinstance(value, list) and 2 <= len(value) <= (most or len(value)):
            return value
        if isinstance(value, list):
            two = "two" if most else "at least two"
            raise refusal("not-two", f"{name} has {two} {members}, not {len(value)}.", f"Write {example}.")
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


class Pert(FileEntry):
    """A smooth curve from low to high, most likely at the mode; its mean is (low + 4 mode + high) / 6."""

    low: Real
    mode: Real
    high: Real


class Formed(FileEntry):
    """Arguments that can be stated in more than one way, of which one is chosen."""

    @model_validator(mode="after")
    def one_way(self) -> Self:
        kind = type(self).__name__.lower()
        ways = DISTRIBUTIONS[kind]
        if not any(set(way) == self.model_fields_set for way in ways):
            either_way = ", or ".join(" and ".join(f"'{name}'" for name in way) for way in ways)
            message = f"a {kind} distribution is stated by {either_way}."
            raise refusal("distribution-incomplete", message, "Give these and no others.")
        return self


_SD = Field(description="Standard deviation.")
_MEAN = Field(description="Mean.")


class Beta(Formed):
    """A chance, as known after a - 1 cases for it and b - 1 against it; or by its mean and standard deviation."""

    a: Annotated[Real | None, GIVEN] = None
    b: Annotated[Real | None, GIVEN] = None
    mean: Annotated[Real | None, GIVEN, _MEAN] = None
    sd: Annotated[Real | None, GIVEN, _SD] = None


class Normal(FileEntry):
    """The bell curve."""

    mean: Real
    sd: Annotated[Real, _SD]


class Lognormal(Formed):
    """Above 0 and skewed; its logarithm is normal. By its own mean and sd, or by those of its logarithm."""

    mean: Annotated[Real | None, GIVEN, _MEAN] = None
    sd: Annotated[Real | None, GIVEN, _SD] = None
    log_mean: Annotated[Real | None, GIVEN, Field(description="Mean of its natural logarithm.")] = None
    log_sd: Annotated[Real | None, GIVEN, Field(description="Standard deviation of its natural logarithm.")] = None


class Gamma(Formed):
    """Above 0 and skewed, such as a wait for several things; by shape and scale, or by mean and sd."""

    shape: Annotated[Real | None, GIVEN] = None
    scale: Annotated[Real | None, GIVEN] = None
    mean: Annotated[Real | None, GIVEN, _MEAN] = None
    sd: Annotated[Real | None, GIVEN, _SD] = None


class Exponential(Formed):
    """How long one waits for what comes at random; by its mean, or by how often it comes."""

    mean: Annotated[Real | None, GIVEN, _MEAN] = None
    rate: Annotated[Real | None, GIVEN, Field(description="How often it comes in a unit of time: 1 / mean.")] = None


def _pairs(what: str, example: str, first: Callable[[Any], float], second: Callable[[Any], float]) -> BeforeValidator:
    """A validator for `{number: number}`, read as pairs."""

    def validate(value: Any) -> Any:
        if not isinstance(value, dict) or not value:
            raise refusal(WRONG_KIND, f"{what} were expected here, not {described(value)}.", f"Write, say, {example}.")
        return tuple((first(key), second(entry)) for key, entry in value.items())

    return BeforeValidator(validate)


def _share(value: Any) -> float:
    """A chance or a share, which may be in percent."""
    percent = percent_typed(value)
    return _typed(value) if percent is None else float(percent / 100)


def _typed(value: Any) -> float:
    """A number that may stand before a colon, where all is text."""
    return real(resolve(plain_signs(value).strip()) if isinstance(value, str) else value)


_PAIRS_SCHEMA: dict[str, Any] = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {"type": ["number", "string"]},
}
_DISCRETE = "{10: 0.3, 20: 0.5, 40: 0.2}"
_QUANTILES = "{0.05: 10, 0.5: 20, 0.95: 40}"
Discrete = Annotated[
    tuple[tuple[float, float], ...],
    _pairs("values with their chances", _DISCRETE, _typed, _share),
    WithJsonSchema({**_PAIRS_SCHEMA, "description": f"Some values, each with its chance: {_DISCRETE}."}),
]
Quantiles = Annotated[
    tuple[tuple[float, float], ...],
    _pairs("shares with the values below which they lie", _QUANTILES, _share, _typed),
    WithJsonSchema({**_PAIRS_SCHEMA, "description": f"Shares, each with the value below which it lies: {_QUANTILES}."}),
]


class DistributionEntry(FileEntry):
    """How an uncertain number is spread."""

    uniform: Annotated[Uniform | None, GIVEN] = None
    triangular: Annotated[Triangular | None, GIVEN] = None
    pert: Annotated[Pert | None, GIVEN] = None
    beta: Annotated[Beta | None, GIVEN] = None
    normal: Annotated[Normal | None, GIVEN] = None
    lognormal: Annotated[Lognormal | None, GIVEN] = None
    gamma: Annotated[Gamma | None, GIVEN] = None
    exponential: Annotated[Exponential | None, GIVEN] = None
    discrete: Annotated[Discrete | None, GIVEN] = None
    quantiles: Annotated[Quantiles | None, GIVEN] = None

    @model_validator(mode="after")
    def one_distribution(self) -> DistributionEntry:
        if len(self.model_fields_set) != 1:
            message = "a number has one distribution."
            raise refusal("not-one-distribution", message, f"Write one of {', '.join(DISTRIBUTIONS)}.")
        return self

    @property
    def spread(self) -> Distribution:
        """The distribution itself."""
        kind = next(iter(self.model_fields_set))
        stated = getattr(self, kind)
        if isinstance(stated, tuple):
            return Distribution(kind, points=stated)
        return Distribution(kind, frozen(stated.model_dump(exclude_unset=True)))


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
