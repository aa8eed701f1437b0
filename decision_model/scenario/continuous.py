"""Events that are numbers spread over a distribution, as the language writes them."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, cast

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema

from decision_model.errors import nearest
from decision_model.model.checks import distributions
from decision_model.model.continuous_events import cut_problems
from decision_model.model.discretisation import FRACTILES, METHODS, MOST, Discretisation, Method
from decision_model.scenario.conditions import When
from decision_model.scenario.fields import GIVEN, WRONG_KIND, Name, Noted, Text, described, refusal
from decision_model.scenario.numbers import DistributionEntry

_DISCRETISE = "Write one of pearson_tukey, swanson, {bracket_means: 5}, {bracket_medians: 5}, {moments: 3}."
_CUT = "Its outcomes and their chances follow from 'distribution' and 'discretise'."


def _discretisation(value: Any) -> tuple[str, int]:
    """A method by three fractiles, or another one with its number of points."""
    if isinstance(value, str):
        if value in FRACTILES:
            return value, len(FRACTILES[value][0])
        if value in METHODS:
            raise refusal("points-missing", f"'{value}' needs a number of points.", f"Write {{{value}: 5}}.")
        raise refusal("not-possible", f"{described(value)} is not possible here.", nearest(value, METHODS))
    if not isinstance(value, dict) or len(value) != 1:
        raise refusal(WRONG_KIND, f"a way to discretise was expected here, not {described(value)}.", _DISCRETISE)
    method, points = next(iter(value.items()))
    if method in FRACTILES:
        raise refusal("not-possible", f"'{method}' has three points.", f"Write 'discretise: {method}'.")
    if method not in METHODS:
        raise refusal("not-possible", f"{described(method)} is not possible here.", nearest(str(method), METHODS))
    if not isinstance(points, int) or isinstance(points, bool):
        message = f"a whole number of points was expected here, not {described(points)}."
        raise refusal(WRONG_KIND, message, f"Write {{{method}: 5}}.")
    return method, int(points)


_POINTS = {"type": "integer", "minimum": 2, "maximum": MOST}
DiscretiseLike = Annotated[
    tuple[str, int],
    BeforeValidator(_discretisation),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": [*FRACTILES]},
                {
                    "type": "object",
                    "properties": {method: _POINTS for method in METHODS if method not in FRACTILES},
                    "additionalProperties": False,
                    "minProperties": 1,
                    "maxProperties": 1,
                },
            ],
            "description": "How a few values stand in for all.",
        }
    ),
]


def _cut(distribution: DistributionEntry, discretise: tuple[str, int]) -> Discretisation:
    return Discretisation(distribution.spread, cast("Method", discretise[0]), discretise[1])


def _sound(entry: DistributionEntry) -> DistributionEntry:
    for problem in distributions.problems((), entry.spread, None):
        raise refusal(problem.code, problem.message, problem.remedy)
    return entry


def _possible(discretise: tuple[str, int], entry: ValidationInfo) -> tuple[str, int]:
    """The way to discretise, if the distribution, where it is one, can be cut so."""
    distribution = entry.data.get("distribution")
    for problem in cut_problems((), _cut(distribution, discretise)) if distribution is not None else ():
        raise refusal(problem.code, problem.message, problem.remedy)
    return discretise


class ContinuousEntry(Noted):
    """An event that is a number spread over a distribution, of which a few values stand for all."""

    event: Annotated[Name, Field(description="The event's name.")]
    label: Text = ""
    only_if: Annotated[When | None, GIVEN, Field(description="The step arises only then.")] = None
    distribution: Annotated[DistributionEntry, AfterValidator(_sound), Field(description="How the number is spread.")]
    discretise: Annotated[DiscretiseLike, AfterValidator(_possible)]

    @property
    def cut(self) -> Discretisation:
        """The distribution and how it is cut."""
        return _cut(self.distribution, self.discretise)

    refused: ClassVar[dict[str, str]] = {
        "outcomes": f"{_CUT} Where the values are few and known, leave these two out.",
        "chance": f"{_CUT} Where the chances are known, leave these two out.",
    }
