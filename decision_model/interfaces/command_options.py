"""The options and arguments of single commands; `options.py` has those that many share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from decision_model.interfaces.starters import Starter


class ClassPicture(StrEnum):
    """What the picture of a class shows."""

    weights = "weights"
    moves = "moves"
    gut = "gut"
    groups = "groups"


class CourseSystem(StrEnum):
    """What a quiz is written for."""

    moodle = "moodle"
    text2qti = "text2qti"


class Goal(StrEnum):
    """Which total of an imported file is best."""

    highest = "highest"
    lowest = "lowest"


class ShownPicture(StrEnum):
    """What an exported drawing shows."""

    tree = "tree"
    diagram = "diagram"
    tables = "tables"


Zipped = Annotated[
    bool, typer.Option("--zip", help="In a ZIP archive, explorer.zip, for mail that holds back HTML files.")
]
Predict = Annotated[
    bool, typer.Option("--predict", help="The page asks for your own choice and weights before it shows any result.")
]
Handout = Annotated[
    bool, typer.Option("--handout", help="Two pages for a class instead, with room to write: handout.html and .pdf.")
]
Hidden = Annotated[bool, typer.Option("--hide-answer", help="A handout without weights, chances, totals or the plan.")]
Results = Annotated[Path, typer.Option(help="Where the folder of the scenario is made.", file_okay=False)]
Figures = Annotated[Path, typer.Option(help="The folder of figures.", file_okay=False)]
Scenarios = Annotated[Path, typer.Option(help="The folder of scenarios.", exists=True, file_okay=False)]
Drawn = Annotated[Path, typer.Argument(help="The folder of figures.", exists=True, file_okay=False)]

New = Annotated[Path, typer.Argument(help="The scenario to be written, a YAML file.")]
From = Annotated[Starter, typer.Option("--from", help="What it shows: a memo, a table of options, or a tree.")]
Files = Annotated[list[Path], typer.Argument(help="The scenarios, YAML files.")]
Port = Annotated[int, typer.Option(help="Which port of this machine; 0 finds a free one.", min=0, max=65_535)]
Asked = Annotated[str, typer.Option(help="Which question: the name of a command.", metavar="COMMAND")]
Jobs = Annotated[int, typer.Option(help="How many processes work at a time.", min=1)]
Chances = Annotated[
    list[str] | None,
    typer.Option("--ask", help="A chance to ask for too, repeatable.", metavar="PARAMETER", show_default=False),
]
Rooms = Annotated[list[Path], typer.Argument(help="Files of rooms: where `serve` says that it keeps the answers.")]
Lan = Annotated[bool, typer.Option("--lan", help="Let phones of this computer's network in.")]
Address = Annotated[str, typer.Option("--host", help="Let them in at this address of the computer.", metavar="ADDRESS")]
Data = Annotated[
    Path | None, typer.Option(help="The room's file; without it today's.", dir_okay=False, show_default=False)
]
Certificate = Annotated[
    Path | None,
    typer.Option("--certfile", exists=True, dir_okay=False, help="A certificate, to encrypt.", show_default=False),
]
KeyFile = Annotated[
    Path | None,
    typer.Option("--keyfile", exists=True, dir_okay=False, help="The certificate's own key.", show_default=False),
]
Answers = Annotated[
    list[Path] | None,
    typer.Argument(
        exists=True,
        help="Files and folders with answers, in any mixture; without them the perspectives of the scenario.",
        show_default=False,
    ),
]
Shown = Annotated[
    ClassPicture,
    typer.Option(help="What the picture shows: weights, moves between rounds, from gut to weights, groups."),
]
System = Annotated[
    CourseSystem | None,
    typer.Option("--to", help="For Moodle (.xml), or for text2qti (.txt); without it by -o.", show_default=False),
]
QuestionCount = Annotated[int | None, typer.Option(min=1, help="Draw so many; without it all.", show_default=False)]
Seed = Annotated[int, typer.Option("--seed", min=0, help="Another seed draws others.")]
Before = Annotated[
    list[Path] | None,
    typer.Option(exists=True, help="Answers of a round before the discussion, repeatable.", show_default=False),
]
Named = Annotated[bool, typer.Option("--names", help="Keep the names; without it nobody is named.")]
GroupColumn = Annotated[str, typer.Option("--group", help="The column of groups to compare.", metavar="COLUMN")]
ByDecisions = Annotated[
    list[str] | None,
    typer.Option(
        help="Decisions to combine, with commas; without it, those to be taken now.",
        metavar="NAMES",
        show_default=False,
    ),
]
Taken = Annotated[
    list[str] | None,
    typer.Option(
        "--take",
        help="What is taken out, repeatable: numbers, rules, steps, considerations, or names of single ones.",
        metavar="NAMES",
        show_default=False,
    ),
]
Count = Annotated[int, typer.Option(help="How many are drawn of numbers, rules and so on.", min=1, max=10_000)]
Plant = Annotated[
    str | None,
    typer.Option(help="Plant one mistake instead: any, or its name, such as wrong-sign.", metavar="MISTAKE"),
]
ExerciseFolder = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        help="The folder to write it to; SCENARIO_exercise by default.",
        file_okay=False,
        show_default=False,
    ),
]
Solution = Annotated[
    Path, typer.Argument(exists=True, help="The folder that `exercise` wrote, or a scenario that is the solution.")
]
Returned = Annotated[
    list[Path], typer.Argument(exists=True, help="Files that were handed in, named by their students, and folders.")
]
Grades = Annotated[
    list[Path] | None,
    typer.Option("--output", "-o", help="Write it to a file, repeatable: .csv .json, or .md to hand back."),
]
Feedback = Annotated[bool, typer.Option("--feedback", help="Print every sentence to every student.")]
Lines = Annotated[bool, typer.Option("--json", help="A line of JSON for each row, as they come.")]
Foreign = Annotated[
    list[Path], typer.Argument(help="The file of another tool; several, where one problem is spread over them.")
]
Written = Annotated[
    Path | None,
    typer.Option("--output", "-o", dir_okay=False, help="The scenario to be written.", show_default=False),
]
Lower = Annotated[
    list[str] | None,
    typer.Option(help="Criteria of which less is better, with commas.", metavar="NAMES", show_default=False),
]
Higher = Annotated[
    list[str] | None,
    typer.Option(help="Criteria of which more is better, with commas.", metavar="NAMES", show_default=False),
]
Best = Annotated[Goal | None, typer.Option("--goal", help="Which total is best, if the file does not say it.")]
Sheet = Annotated[str, typer.Option(help="Which sheet of a workbook.", metavar="NAME")]
ValueModel = Annotated[
    bool,
    typer.Option("--value-model", help="Of data made for outranking, weigh the table and the weights all the same."),
]
To = Annotated[
    str, typer.Option("--to", help="Which format, where the ending of -o does not tell it.", metavar="FORMAT")
]
Show = Annotated[ShownPicture, typer.Option(help="What a drawing shows; LaTeX has tables too.")]
SlideNames = Annotated[
    list[str] | None,
    typer.Option("--slides", help="Which slides, by their commands, with commas.", metavar="NAMES", show_default=False),
]
Template = Annotated[
    Path | None,
    typer.Option(
        exists=True, dir_okay=False, help="A presentation or document whose look is taken.", show_default=False
    ),
]
