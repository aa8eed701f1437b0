"""Numbers with their provenance: value, range, basis, note and citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, get_args

import numpy as np

from decision_model.errors import ModelError, Problem, shortened
from decision_model.model import formulas
from decision_model.model.distributions import DISTRIBUTIONS, Distribution
from decision_model.model.formulas import Constant, Draws, Formula, Reference
from decision_model.model.frozen_mapping import frozen

Basis = Literal["source", "ordinal", "elicited", "assumption"]
BASES: tuple[str, ...] = get_args(Basis)
LARGEST = 1e100
"""The size that no number exceeds; products of a few such numbers are still numbers."""

SMALLEST = 1e-100
"""The size below which a number that divides others is none."""

TOLERANCE = 1e-9
"""How far chances may be from adding up, and a number from its limits, before it is a mistake and no rounding."""


@dataclass(frozen=True)
class Source:
    """A text that elements of the scenario cite by `name`."""

    name: str
    title: str
    reference: str = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Citation:
    """`memo S11`: a source's name and the place in it."""

    source: str
    locator: str = ""

    def __str__(self) -> str:
        return f"{self.source} {self.locator}".strip()


@dataclass(frozen=True)
class Number:
    """A number of the model, with what is known of where it comes from."""

    formula: Formula
    range: tuple[float, float] | None = None
    distribution: Distribution | None = None
    basis: Basis = "assumption"
    note: str = ""
    cite: tuple[Citation, ...] = ()

    def at(self, values: Mapping[str, Draws]) -> Draws:
        """Its value, given those of the parameters."""
        return formulas.evaluate(self.formula, values)

    def set_to(self, value: Draws) -> Number:
        """The same number with another value."""
        return replace(self, formula=Constant(_real(value)))

    @property
    def draws(self) -> int:
        """How many draws it holds; 0 for a single number or a formula."""
        value = self.formula.value if isinstance(self.formula, Constant) else 0.0
        return value.size if isinstance(value, np.ndarray) else 0

    @cached_property
    def references(self) -> tuple[str, ...]:
        """Names of the parameters in its formula."""
        return tuple(formulas.references(self.formula))

    def __str__(self) -> str:
        return formulas.text(self.formula)


@dataclass(frozen=True)
class Parameter:
    """A named number that several places share."""

    name: str
    number: Number
    label: str = ""


NumberLike = Number | str | float | int | np.ndarray


def number(value: NumberLike) -> Number:
    """A Number from a float, an array of draws, or a formula as text; raises ModelError, for formulas FormulaError."""
    if isinstance(value, Number):
        return value
    if isinstance(value, str):
        return Number(formulas.parse(value))
    return Number(Constant(_real(value)))


def citations(cite: Any) -> tuple[Citation, ...]:
    """Citations from `"memo S11"`, a list of such texts, Citations, or nothing."""
    if cite is None:
        return ()
    entries = [cite] if isinstance(cite, str | Citation) else cite
    return tuple(entry if isinstance(entry, Citation) else Citation(*_split(entry)) for entry in entries)


def _split(entry: str) -> tuple[str, str]:
    source, *locator = entry.split(maxsplit=1)
    return source, "".join(locator).strip()


def _real(value: Any) -> Draws:
    """A number or an array of draws as floats; raises ModelError for what is neither."""
    try:
        draws = np.asarray(value)
        if draws.dtype.kind in "iuf" and draws.ndim <= 1 and draws.size:
            return float(value) if draws.ndim == 0 else draws.astype(float)
    except (TypeError, ValueError, OverflowError):
        pass
    message = f"{shortened(repr(value))} is not a number."
    raise ModelError([Problem((), message, "Give a number, or a formula over parameters as text.", code="no-number")])


__all__ = [
    "BASES",
    "DISTRIBUTIONS",
    "Basis",
    "Citation",
    "Constant",
    "Distribution",
    "Draws",
    "Number",
    "NumberLike",
    "Parameter",
    "Reference",
    "Source",
    "citations",
    "frozen",
    "number",
]
