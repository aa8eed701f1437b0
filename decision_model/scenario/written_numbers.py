"""Numbers as the writer states them, with what is remarked of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from decision_model.errors import ModelError
from decision_model.model.distributions import Distribution
from decision_model.model.formulas import Constant
from decision_model.model.numbers import Number
from decision_model.scenario.emitter import YamlBlock

Data = dict[str, Any]


def without_empty(data: Mapping[str, Any]) -> Data:
    """A mapping without what is not stated: None, an empty text, list or mapping."""
    kind = type(data) if isinstance(data, YamlBlock) else dict
    return kind(
        (key, value) for key, value in data.items() if value is not None and value != "" and value not in ([], {})
    )


def stated_fields(element: Any, *keys: str) -> Data:
    """Some fields of an element, by name."""
    return {key: getattr(element, key) for key in keys}


def remarks_data(element: Any) -> Data:
    """What stands beside any element: its citations and its note."""
    return {"cite": one_or_all([str(citation) for citation in element.cite]), "note": element.note}


def one_or_all(entries: Sequence[Any]) -> Any:
    """The entry itself where there is one, else the list of all."""
    return entries[0] if len(entries) == 1 else list(entries)


def plain_number(number: Number) -> float | str:
    """The number itself or its formula; arrays of draws have no place in a file."""
    if not isinstance(number.formula, Constant):
        return str(number)
    if not isinstance(number.formula.value, float):
        raise ModelError("A model whose numbers are draws cannot be written; give each number one value.")
    return number.formula.value


def number_data(number: Number, label: str = "", around: str = "assumption") -> float | str | Data:
    """A number: alone, or in a mapping with what is said of it besides; a basis as `around` is left out."""
    spread = number.distribution
    rest = without_empty(
        {
            "label": label,
            "range": None if number.range is None else list(number.range),
            "distribution": None if spread is None else spread_data(spread),
            "basis": number.basis if number.basis != around else "",
            **remarks_data(number),
        }
    )
    if not rest:
        return plain_number(number)
    return {**without_empty({"label": rest.pop("label", "")}), "value": plain_number(number), **rest}


def spread_data(spread: Distribution) -> Data:
    """A distribution by its kind."""
    return {spread.kind: dict(spread.arguments or spread.points)}


def optional_data(number: Number | None) -> Any:
    """A number, where there is one."""
    return None if number is None else number_data(number)


def numbers_data(numbers: Mapping[str, Number], around: str = "assumption") -> Data:
    """Numbers by name; a basis as `around` is left out."""
    return {name: number_data(number, around=around) for name, number in numbers.items()}
