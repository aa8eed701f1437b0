"""Chances as the language writes them: for each outcome, by rules, or in a table."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, Tag

from decision_model.scenario.conditions import When
from decision_model.scenario.fields import GIVEN, TAG, Name, Noted, either, kinds, refusal, yaml_type
from decision_model.scenario.numbers import ChanceNumber

OTHERWISE = "A rule has either 'when' and 'then', or 'otherwise' alone."


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
