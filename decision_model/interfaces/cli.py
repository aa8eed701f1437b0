"""The command `decision-model`; what a command needs is imported when it runs, so that help comes at once."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from decision_model.interfaces.commands import HELP, Commands
from decision_model.interfaces.options import (
    PICTURED,
    Csv,
    File,
    Force,
    Format,
    Json,
    NoColor,
    Printed,
    Quiet,
    Request,
    named_by_options,
    names,
    printed_format,
    with_request,
)
from decision_model.interfaces.starters import Starter

ABOUT = """Solve, rank and draw a decision problem described in a scenario file.

Start with: decision-model run scenarios/berlin_1961/contingency.yaml
To write your own: decision-model new my_memo.yaml"""

app = typer.Typer(
    cls=Commands,
    help=ABOUT,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings=HELP,
)


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


RESULTS, FIGURES, SCENARIOS = Path("results"), Path("figures"), Path("scenarios")

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


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"decision-model {version('decision-model')}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", help="Say which version.", is_eager=True, callback=_version)]


@app.callback()
def about(version: Version = False) -> None:
    """Options that come before any command."""


@app.command()
def new(file: New, starter: From = Starter.memo, quiet: Quiet = False, no_color: NoColor = False) -> None:
    """Write a scenario to begin from, which runs as it is and says in its comments what to change."""
    from decision_model.interfaces.starters import write_starter
    from decision_model.interfaces.terminal import terminal

    write_starter(file, starter)
    terminal(no_color, quiet).tell(f"Wrote {file}. See it grow: decision-model watch {file}")


@app.command()
def check(file: File, quiet: Quiet = False, no_color: NoColor = False) -> None:
    """Read a scenario and report every problem in it, with line, column and remedy; warn of what may mislead."""
    from decision_model.interfaces.overview import overview
    from decision_model.interfaces.terminal import terminal
    from decision_model.scenario import inspect, located, number_locations

    model, warnings = inspect(file)
    if any(decision.knows is not None for decision in model.decisions):
        from decision_model.analysis.choice.solve import solve

        with located(file):  # whether there are too many plans shows only in looking for the best
            solve(model)
    if not quiet:
        terminal(no_color).show(*overview(model, str(file), warnings, number_locations(file, model)))


@app.command()
def watch(file: File, port: Port = 0, quiet: Quiet = False, no_color: NoColor = False) -> None:
    """Show the page of explore in a browser on this machine while you write: it follows every save of the file."""
    from decision_model.interfaces.terminal import terminal
    from decision_model.interfaces.watch import watch

    watch(file, port, terminal(no_color, quiet))


@app.command()
def serve(  # noqa: PLR0913 - the options of the command
    file: File,
    lan: Lan = False,
    host: Address = "",
    port: Port = 0,
    data: Data = None,
    ask: Chances = None,
    certfile: Certificate = None,
    keyfile: KeyFile = None,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Open a room in which a class weighs the decision together: phones join, and all see what comes of it."""
    from decision_model.interfaces.classroom_server.addresses import place
    from decision_model.interfaces.classroom_server.serve import RoomSettings, serve
    from decision_model.interfaces.terminal import terminal

    wanted = RoomSettings(place(lan, host, certfile is not None), port, data, tuple(ask or ()), certfile, keyfile)
    serve(file, wanted, terminal(no_color, quiet))


@app.command()
@with_request
def run(request: Request, folder: Results = RESULTS) -> None:
    """Do it all: check, solve, rank, draw and analyse a scenario; tables and figures go to results/SCENARIO/."""
    from decision_model.interfaces.second import second

    with second() as other:
        from decision_model.interfaces.run import run

        run(request, folder, other)


@app.command()
@with_request
def report(request: Request, handout: Handout = False, hide_answer: Hidden = False) -> None:
    """Write the answer, and all that can be asked with explanations, as report.html and report.pdf."""
    from decision_model.interfaces.run import report

    report(request, handout, hide_answer)


@app.command()
@with_request
def explore(request: Request, zipped: Zipped = False, predict: Predict = False) -> None:
    """Write one page, explorer.html, with which anyone moves the weights in a browser, without a network."""
    from decision_model.interfaces.run import explore

    explore(request, zipped, predict)


@app.command("class")
@with_request
def class_(  # noqa: PLR0913 - the options of the command
    request: Request,
    answers: Answers = None,
    before: Before = None,
    named: Named = False,
    group: GroupColumn = "",
    by: ByDecisions = None,
    show: Shown = ClassPicture.weights,
) -> None:
    """Put everybody's answers together: for how many each option is best, where a class parts, and who moved."""
    from decision_model.interfaces.classroom.command import Asked, weigh

    weigh(request, Asked(tuple(answers or ()), tuple(before or ()), named, group, tuple(names(by)), show.value))


@app.command("class-questions")
def class_questions(file: File, quiet: Quiet = False, no_color: NoColor = False) -> None:
    """Print the questions to put into a form, so that `class` understands what the form exports."""
    from decision_model.interfaces.classroom import form_questions
    from decision_model.interfaces.terminal import terminal
    from decision_model.scenario import read
    from decision_model.words.visible import clean_lines

    terminal(no_color, quiet).raw(clean_lines(form_questions(read(file))))


@app.command("import")
def import_(  # noqa: PLR0913 - the options of the command
    files: Foreign,
    output: Written = None,
    goal: Best = None,
    lower: Lower = None,
    higher: Higher = None,
    sheet: Sheet = "",
    value_model: ValueModel = False,
    force: Force = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Make a scenario of another tool's file, and say what was changed, what was lost and whether results agree."""
    from decision_model.interchange.draft import ImportChoices
    from decision_model.interfaces.interchange import ImportAsked, import_scenario
    from decision_model.interfaces.terminal import terminal

    better = tuple(names(lower)), tuple(names(higher))
    choices = ImportChoices(goal.value if goal else "", *better, sheet, value_model)
    import_scenario(ImportAsked(files, output, choices, force), terminal(no_color, quiet))


@app.command()
@partial(
    with_request,
    without=("format", "csv", "json", "all", *PICTURED),
    written="Write it to a file, repeatable; its ending tells the format.",
)
def export(
    request: Request,
    to: To = "",
    show: Show = ShownPicture.tree,
    slides: SlideNames = None,
    template: Template = None,
) -> None:
    """Write a scenario for another tool: spreadsheet, slides, document, diagram, LaTeX."""
    from decision_model.interchange.formats import ExportChoices
    from decision_model.interfaces.interchange import export_scenario

    content = template.read_bytes() if template else None
    with named_by_options({"--to": to}, {"to": "--to"}):
        export_scenario(request, to, ExportChoices(show.value, tuple(names(slides)), content))


@app.command()
def exercise(  # noqa: PLR0913 - the options of the command
    file: File,
    take: Taken = None,
    count: Count = 5,
    plant: Plant = None,
    seed: Seed = 0,
    output: ExerciseFolder = None,
    force: Force = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Make an exercise: a scenario with gaps and questions, or with one mistake, its solution, and a rubric."""
    from decision_model.courses.exercise import USUAL, exercise
    from decision_model.interfaces.courses.exercise import write_exercise
    from decision_model.interfaces.terminal import terminal
    from decision_model.scenario import files, read

    if plant is not None and take:
        raise typer.BadParameter("A mistake is planted in a whole scenario: leave out --take.", param_hint="--plant")
    made = exercise(read(file), names(take) or USUAL, count=count, mistake=plant, seed=seed)
    write_exercise(made, output or Path(f"{file.stem}_exercise"), force, files(file), terminal(no_color, quiet))


@app.command()
def grade(  # noqa: PLR0913 - the options of the command
    solution: Solution,
    returned: Returned,
    output: Grades = None,
    feedback: Feedback = False,
    format: Printed = Format.table,
    csv: Csv = False,
    json: Json = False,
    force: Force = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Grade what was handed in by what it means: points, a sentence for each item, and a table of the class."""
    from decision_model.interfaces.courses.grade import GradesShown, grade_files
    from decision_model.interfaces.terminal import terminal

    wanted = GradesShown(tuple(output or ()), printed_format(format, csv, json), feedback, force)
    grade_files(solution, returned, wanted, terminal(no_color, quiet))


@app.command()
@partial(with_request, without=PICTURED, written="Write it to a file, repeatable: .xml for Moodle, .txt for text2qti.")
def quiz(request: Request, to: System = None, questions: QuestionCount = None, seed: Seed = 0) -> None:
    """Write a bank of questions for a class, with figures and feedback, for Moodle or, by text2qti, for Canvas."""
    from decision_model.interfaces.courses.quiz import write_quiz

    write_quiz(request, to and to.value, questions, seed)


@app.command("class-delete")
def class_delete(rooms: Rooms, quiet: Quiet = False, no_color: NoColor = False) -> None:
    """Delete the files of rooms that `serve` has kept, with all answers in them."""
    from decision_model.interfaces.classroom_server.record import delete
    from decision_model.interfaces.terminal import terminal

    for room in rooms:
        delete(room)
        terminal(no_color, quiet).tell(f"Deleted {room}")


@app.command()
def batch(  # noqa: PLR0913 - the options of the command
    files: Files,
    question: Asked = "rank",
    jobs: Jobs = 1,
    json: Lines = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Put one question to many scenarios and print all rows as one CSV table; those that fail say why."""
    from decision_model.interfaces.run import ask_all
    from decision_model.interfaces.terminal import terminal

    ask_all(files, question, jobs, json, terminal(no_color, quiet))


@app.command()
def gallery(
    scenarios: Scenarios = SCENARIOS,
    figures: Figures = FIGURES,
    force: Force = False,
    quiet: Quiet = False,
    no_color: NoColor = False,
) -> None:
    """Draw every scenario, and a README that shows the pictures."""
    from decision_model.interfaces.run import redraw
    from decision_model.interfaces.terminal import terminal

    redraw(scenarios, figures, force, terminal(no_color, quiet))


@app.command()
def verify(figures: Drawn, quiet: Quiet = False, no_color: NoColor = False) -> None:
    """Draw the figures again, elsewhere, and report what differs."""
    from decision_model.interfaces.run import verify
    from decision_model.interfaces.terminal import terminal

    verify(figures, terminal(no_color, quiet))


@app.command()
def schema() -> None:
    """Print the JSON Schema of the scenario language, for editors."""
    from decision_model.interfaces.files import as_json
    from decision_model.interfaces.terminal import terminal
    from decision_model.scenario import schema

    screen = terminal()
    screen.raw(as_json(schema(), not screen.unicode))
