"""Considerations as the language writes them: weights, scales, and scores as rules or adjustments."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field, Tag, WithJsonSchema, model_validator

from decision_model.model.considerations import BEYOND
from decision_model.scenario.chances import OTHER_CASES, OTHERWISE, RULE, few_rows, rows_of
from decision_model.scenario.conditions import When
from decision_model.scenario.fields import (
    GIVEN,
    TAG,
    FileEntry,
    Hue,
    Name,
    Noted,
    Short,
    Text,
    choice,
    either,
    refusal,
    yaml_type,
)
from decision_model.scenario.judgements import JudgementEntry, Pairs
from decision_model.scenario.numbers import NumberLike, Point, Real, WeightNumber, some

_AT_THE_TOP = "It stands at the top of the file, beside 'combine: choquet'."


class ScoreWhen(Noted):
    """The score where a condition holds."""

    when: When
    then: NumberLike
    refused: ClassVar[dict[str, str]] = {
        "otherwise": OTHERWISE,
        "by": "A table of rules has 'then'; 'by' belongs under 'adjust'.",
    }


class ScoreOtherwise(Noted):
    """The score in all other cases."""

    otherwise: NumberLike
    refused: ClassVar[dict[str, str]] = {"when": OTHERWISE, "then": OTHERWISE}


class Adjustment(Noted):
    """What is added to the start where a condition holds."""

    when: When
    by: NumberLike
    refused: ClassVar[dict[str, str]] = {
        "then": "An adjustment adds: write 'by'.",
        "otherwise": "Every adjustment that matches is added, so there is no 'otherwise'.",
    }


class StartAndAdjust(Noted):
    """A start to which every adjustment that matches is added."""

    start: NumberLike
    adjust: Annotated[list[Adjustment], Field(default_factory=list)]


_COLUMNS = Field(description="The step whose states head the columns of the table.")
_ROWS = Field(description="The step, or two steps, whose states head the rows of the table.")
_CELLS = Field(min_length=1, description="A row for each state, with the score, or a score for each column.")


class ScoreTable1(Noted):
    """Scores as a table: one for each state of a step."""

    rows: Annotated[Name, _ROWS]
    table: Annotated[dict[Name, NumberLike], _CELLS]
    otherwise: Annotated[NumberLike | None, GIVEN, OTHER_CASES] = None


class ScoreTable2(Noted):
    """Scores as a table: one for each pair of states of two steps, such as an option and an outcome."""

    rows: Annotated[Name, _ROWS]
    columns: Annotated[Name, _COLUMNS]
    table: Annotated[dict[Name, dict[Name, NumberLike]], _CELLS]
    otherwise: Annotated[NumberLike | None, GIVEN, OTHER_CASES] = None


class ScoreTable3(Noted):
    """Scores as a table: rows for pairs of states of two steps, columns for those of a third."""

    rows: Annotated[tuple[Name, Name], _ROWS]
    columns: Annotated[Name, _COLUMNS]
    table: Annotated[dict[Name, dict[Name, dict[Name, NumberLike]]], _CELLS]
    otherwise: Annotated[NumberLike | None, GIVEN, OTHER_CASES] = None


class JudgedScores(Noted):
    """Scores as the shares of a step's states, compared in pairs, in percent."""

    rows: Annotated[Name, Field(description="The step whose options or outcomes are compared.")]
    pairwise: Annotated[
        Pairs, Field(min_length=1, description="a: {b: 3} says that a is three times as good as b; every pair once.")
    ]


ScoreRule = Annotated[Annotated[ScoreWhen, Tag(TAG + "when")] | Annotated[ScoreOtherwise, Tag(TAG + "otherwise")], RULE]


def _scores_kind(value: Any) -> str | None:
    kind = yaml_type(value)
    if isinstance(value, dict) and "pairwise" in value and "table" not in value:
        return TAG + "judged"
    if isinstance(value, dict) and not value.keys().isdisjoint(("rows", "columns", "table")):
        rows = rows_of(value)
        return f"{TAG}table{1 if rows == 1 and 'columns' not in value else min(rows + 1, 3)}"
    if kind == "mapping":
        return TAG + ("number" if "value" in value else "adjusted")
    return {"number": TAG + "number", "text": TAG + "number", "list": TAG + "rules"}.get(kind)


def _with_columns(value: Any) -> Any:
    """Refuse a table under two steps that says of neither that it heads the columns: its cells would all be wrong."""
    rows = value.get("rows") if isinstance(value, dict) else None
    if isinstance(rows, list) and len(rows) > 1 and "table" in value and "columns" not in value:
        message = "the last step of a table of scores heads its columns, and 'columns' is missing."
        *above, last = (str(name) for name in rows)
        before = above[0] if len(above) == 1 else f"[{', '.join(above)}]"
        raise refusal("no-columns", message, f"Write 'rows: {before}' and 'columns: {last}'.")
    return value


ScoresLike = Annotated[
    Annotated[NumberLike, Tag(TAG + "number")]
    | Annotated[list[ScoreRule], Field(min_length=1), Tag(TAG + "rules")]
    | Annotated[StartAndAdjust, Tag(TAG + "adjusted")]
    | Annotated[ScoreTable1, Tag(TAG + "table1")]
    | Annotated[ScoreTable2, Tag(TAG + "table2")]
    | Annotated[ScoreTable3, Tag(TAG + "table3")]
    | Annotated[JudgedScores, Tag(TAG + "judged")],
    either(
        _scores_kind,
        "scores were expected here.",
        "Write a number, a list of rules, 'start' with 'adjust', or 'rows', 'columns' and 'table'.",
    ),
    few_rows(2),
    BeforeValidator(_with_columns),
]


class ScaleEntry(FileEntry):
    """What scores are read against; worst above best means that less is better."""

    worst: Annotated[Real | None, GIVEN, Field(description="The score worth 0.")] = None
    best: Annotated[Real | None, GIVEN, Field(description="The score worth 1.")] = None
    points: Annotated[
        list[Point] | None, GIVEN, Field(min_length=2, description="[score, value 0..1] pairs in between.")
    ] = None
    beyond: Annotated[
        Annotated[str, BeforeValidator(choice(*BEYOND))] | None,
        GIVEN,
        WithJsonSchema({"enum": list(BEYOND), "description": "What scores outside its ends are worth."}),
    ] = None
    note: Text = ""

    @model_validator(mode="after")
    def both_ends(self) -> ScaleEntry:
        if (self.worst is None) != (self.best is None):
            raise refusal("scale-one-ended", "a scale has two ends.", "Give both 'worst' and 'best'.")
        if self.worst is None and self.points is None:
            raise refusal("scale-empty", "the scale is empty.", "Write {worst: 0, best: 100}.")
        return self


class ConsiderationEntry(Noted):
    """One thing that matters, or a group of them."""

    name: Name
    label: Text = ""
    short: Short = ""
    colour: Annotated[Hue | None, GIVEN] = None
    weight: Annotated[WeightNumber | None, GIVEN, Field(description="Relative to its siblings.")] = None
    scale: Annotated[ScaleEntry | None, GIVEN] = None
    scores: Annotated[ScoresLike | None, GIVEN] = None
    weights: Annotated[
        JudgementEntry | None, GIVEN, Field(description="How the weights of its own considerations are judged.")
    ] = None
    considerations: Annotated[list[ConsiderationEntry] | None, GIVEN, Field(min_length=1)] = None
    refused: ClassVar[dict[str, str]] = {
        "interactions": _AT_THE_TOP,
        "combine": "It stands at the top of the file and holds for all considerations.",
        "better": "It stands at the top of the file, for the total of a 'combine: sum'; there, where only some "
        "considerations are costs, write these below 0. With weights, give the consideration a scale whose worst is "
        "above its best, such as {worst: 60, best: 0}.",
    }


class InteractionEntry(Noted):
    """How top-level considerations, two or more, work together in a Choquet total."""

    between: Annotated[
        tuple[Name, ...],
        some("an interaction", "between: [unity, morale]", "considerations"),
        WithJsonSchema({"type": "array", "items": {"type": "string"}, "minItems": 2}),
        Field(description="Two top-level considerations, or more."),
    ]
    strength: Annotated[
        NumberLike, Field(description="-1 to 1; above 0: all are needed, below 0: one can stand in for another.")
    ]
