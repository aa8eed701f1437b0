"""The command `decision-model`; what a command needs is imported when it runs, so that help comes at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from decision_model.interfaces import commands as analyses
from decision_model.interfaces.options import (
    Asked,
    File,
    Force,
    NoColor,
    Quiet,
    asking,
    names,
    pairs,
)

HELP = """Solve, rank and draw a decision problem told in a scenario file.

Start with: decision-model run scenarios/berlin_1961/contingency.yaml"""

app = typer.Typer(
    help=HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
)

FIGURES, SCENARIOS = Path("figures"), Path("scenarios")

By = Annotated[
    list[str] | None, typer.Option(metavar="NAMES", help="Decisions to combine, with commas; without it, all of them.")
]
Depth = Annotated[int | None, typer.Option(min=1, help="Only so many steps deep.")]
OnlyBest = Annotated[bool, typer.Option("--only-best", help="Only what the best plan can lead to.")]
From = Annotated[
    list[str] | None, typer.Option("--from", metavar="NAME=STATE", help="Only what follows, e.g. access=blocked.")
]
Fold = Annotated[
    bool | None,
    typer.Option(
        "--fold/--no-fold",
        help="--fold draws parts that are alike once and refers to them by a letter; --no-fold shows the whole tree, "
        "every branch, however small that makes it. Without either, as much as can be read.",
        show_default=False,
    ),
]
Zipped = Annotated[
    bool, typer.Option("--zip", help="In a ZIP archive, explorer.zip, for mail that holds back HTML files.")
]
Figures = Annotated[Path, typer.Option(help="The folder of figures.", file_okay=False)]
Scenarios = Annotated[Path, typer.Option(help="The folder of scenarios.", exists=True, file_okay=False)]
Drawn = Annotated[Path, typer.Argument(help="The folder of figures.", exists=True, file_okay=False)]


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
def check(file: File, quiet: Quiet = False, no_color: NoColor = False) -> None:
    """Read a scenario and report every problem in it, with line, column and remedy, and what may mislead its readers."""
    from decision_model.interfaces.overview import overview
    from decision_model.interfaces.terminal import terminal
    from decision_model.scenario import inspect

    model, warnings = inspect(file)
    if not quiet:
        terminal(no_color).show(*overview(model, str(file), warnings))


@app.command()
@asking
def solve(asked: Asked) -> None:
    """Find the best plan: what to choose in every situation, and what it is worth."""
    from decision_model.analysis.choice.solve import solve
    from decision_model.interfaces.output import answer

    answer(asked, solve)


@app.command()
@asking
def rank(asked: Asked, by: By = None) -> None:
    """Score every combination of options, the other decisions at their best."""
    from decision_model.analysis.choice.rank import rank
    from decision_model.interfaces.output import answer

    answer(asked, lambda model: rank(model, by=names(by) or None))


@app.command()
@asking
def tree(asked: Asked, depth: Depth = None, only_best: OnlyBest = False, start: From = None, fold: Fold = None) -> None:
    """Show the decision tree: as an outline here, as a drawing with --output."""
    from decision_model.analysis.choice.tree import tree
    from decision_model.interfaces.output import answer

    answer(asked, tree, depth=depth, only_best=only_best, start=pairs(start, "--from"), fold=fold)


@app.command()
@asking
def diagram(asked: Asked) -> None:
    """Show the influence diagram: what depends on what."""
    from decision_model.analysis.choice.diagram import Influences
    from decision_model.interfaces.output import answer

    answer(asked, Influences)


@app.command()
@asking
def run(asked: Asked, figures: Figures = FIGURES) -> None:
    """Do it all: check, solve, rank, draw and analyse a scenario; tables and figures go to figures/SCENARIO/."""
    from decision_model.interfaces.run import run

    run(asked, figures)


@app.command()
@asking
def report(asked: Asked) -> None:
    """Write everything that can be asked, with explanations, as report.html and report.pdf."""
    from decision_model.interfaces.run import report

    report(asked)


@app.command()
@asking
def explore(asked: Asked, zipped: Zipped = False) -> None:
    """Write one page, explorer.html, with which anyone moves the weights in a browser, without a network."""
    from decision_model.interfaces.run import explore

    explore(asked, zipped)


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


analyses.add_to(app)
