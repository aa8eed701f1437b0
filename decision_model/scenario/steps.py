"""Steps as the language writes them: decisions and events, with their conditions and chances."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, cast

from pydantic import AfterValidator, BeforeValidator, Field, Tag, ValidationInfo, WithJsonSchema

from decision_model.errors import nearest
from decision_model.model.checks import distributions
from decision_model.model.continuous_events import cut_problems
from decision_model.model.discretisation import FRACTILES, METHODS, MOST, Discretisation, Method
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
    yaml_type,
)
from decision_model.scenario.numbers import ChanceNumber, DistributionEntry, NumberLike

OTHERWISE = "A rule has either 'when' and 'then', or 'otherwise' alone."
_KNOWS = "A decision knows every step above it; where it does not, say what it knows: 'knows: [step, ...]' there."
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


def _one_rest(value: Any) -> Any:
    if isinstance(value, dict) and list(value.values()).count("rest") > 1:
        raise refusal("two-rests", "'rest' stands here more than once.", "Only one outcome can take what is left.")
    return value


def _rule_kind(value: Any) -> str | None:
    if not isinstance(value, dict):
        return None
    return TAG + ("when" if "when" in value or "then" in value else "otherwise")


RULE = either(_rule_kind, "a rule was expected here.", "Write '- when: {...}' with 'then: ...', or '- otherwise: ...'.")


ChanceMapping = Annotated[dict[Name, ChanceNumber], Field(min_length=1), BeforeValidator(_one_rest)]
ChanceSet = Annotated[
    Annotated[Name, Tag(TAG + "certain")] | Annotated[ChanceMapping, Tag(TAG + "mapping")],
    either(
        kinds(text=TAG + "certain", truth=TAG + "certain", mapping=TAG + "mapping"),
        "chances were expected here.",
        "Write {outcome: 0.3, other: rest}, or the name of an outcome that is certain.",
    ),
]


class ChanceWhen(Noted):
    """The chances where a condition holds."""

    when: When
    then: ChanceSet
    refused: ClassVar[dict[str, str]] = {"otherwise": OTHERWISE}


class ChanceOtherwise(Noted):
    """The chances in all other cases."""

    otherwise: ChanceSet
    refused: ClassVar[dict[str, str]] = {"when": OTHERWISE, "then": OTHERWISE}


def few_rows(most: int) -> BeforeValidator:
    """A validator for a table: at most so many steps head its rows."""

    def validate(value: Any) -> Any:
        rows = value.get("rows") if isinstance(value, dict) else None
        if isinstance(rows, list) and "table" in value and len(rows) > most:
            message = f"the rows of this table are headed by at most {most} steps, not {len(rows)}."
            raise refusal("too-many-steps", message, "Write rules with conditions instead.")
        return value

    return BeforeValidator(validate)


_ROWS = Field(description="The step, or steps, whose states head the rows of the table.")
_CELLS = Field(min_length=1, description="A row for each state: what holds there, or, of a further step, rows again.")
OTHER_CASES = Field(description="For all cases without a cell.")


class ChanceTable1(Noted):
    """Chances as a table: a row for each state of a step."""

    rows: Annotated[Name, _ROWS]
    table: Annotated[dict[Name, ChanceSet], _CELLS]
    otherwise: Annotated[ChanceSet | None, GIVEN, OTHER_CASES] = None


class ChanceTable2(Noted):
    """Chances as a table: a row for each pair of states of two steps."""

    rows: Annotated[tuple[Name, Name], _ROWS]
    table: Annotated[dict[Name, dict[Name, ChanceSet]], _CELLS]
    otherwise: Annotated[ChanceSet | None, GIVEN, OTHER_CASES] = None


class ChanceTable3(Noted):
    """Chances as a table: a row for each combination of states of three steps."""

    rows: Annotated[tuple[Name, Name, Name], _ROWS]
    table: Annotated[dict[Name, dict[Name, dict[Name, ChanceSet]]], _CELLS]
    otherwise: Annotated[ChanceSet | None, GIVEN, OTHER_CASES] = None


def rows_of(value: dict[str, Any]) -> int:
    """How many steps head the rows of a table, one where that is not said."""
    rows = value.get("rows")
    return max(len(rows), 1) if isinstance(rows, list) else 1


def _chance_kind(value: Any) -> str | None:
    if isinstance(value, dict) and "table" in value and ("rows" in value or isinstance(value["table"], dict)):
        return f"{TAG}table{min(rows_of(value), 3)}"
    by_type = {"text": "certain", "truth": "certain", "mapping": "mapping", "list": "rules"}
    kind = by_type.get(yaml_type(value))
    return TAG + kind if kind else None


ChanceRule = Annotated[
    Annotated[ChanceWhen, Tag(TAG + "when")] | Annotated[ChanceOtherwise, Tag(TAG + "otherwise")], RULE
]
ChanceLike = Annotated[
    Annotated[Name, Tag(TAG + "certain")]
    | Annotated[ChanceMapping, Tag(TAG + "mapping")]
    | Annotated[list[ChanceRule], Field(min_length=1), Tag(TAG + "rules")]
    | Annotated[ChanceTable1, Tag(TAG + "table1")]
    | Annotated[ChanceTable2, Tag(TAG + "table2")]
    | Annotated[ChanceTable3, Tag(TAG + "table3")],
    either(
        _chance_kind,
        "chances were expected here.",
        "Write {outcome: 0.3, other: rest}, a list of rules, or 'rows' with 'table'.",
    ),
    few_rows(3),
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
