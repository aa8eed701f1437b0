"""The command `decision-model`; what a command needs is imported when it runs, so that help comes at once."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from decision_model.interfaces.command_options import (
    Address,
    Answers,
    Asked,
    Before,
    Best,
    ByDecisions,
    Certificate,
    Chances,
    ClassPicture,
    Count,
    Data,
    Drawn,
    ExerciseFolder,
    Feedback,
    Figures,
    Files,
    Foreign,
    From,
    Grades,
    GroupColumn,
    Handout,
    Hidden,
    Higher,
    Jobs,
    KeyFile,
    Lan,
    Lines,
    Lower,
    Named,
    New,
    Plant,
    Port,
    Predict,
    QuestionCount,
    Results,
    Returned,
    Rooms,
    Scenarios,
    Seed,
    Sheet,
    Show,
    Shown,
    ShownPicture,
    SlideNames,
    Solution,
    System,
    Taken,
    Template,
    To,
    ValueModel,
    Written,
    Zipped,
)
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


RESULTS, FIGURES, SCENARIOS = Path("results"), Path("figures"), Path("scenarios")


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
