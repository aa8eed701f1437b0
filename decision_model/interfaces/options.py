"""The options that every question about a scenario takes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, fields, replace
from enum import StrEnum
from functools import wraps
from math import isfinite, nan
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from decision_model.errors import ModelError, Problem

if TYPE_CHECKING:
    from decision_model.interfaces.drawing import PictureSettings
    from decision_model.interfaces.terminal import Terminal
    from decision_model.model.decision_model import DecisionModel

PICTURED = ("describe", "theme", "dark", "page", "outlines")
"""The options that are about pictures alone."""

VARYING, SHOWING = "What is varied", "How it is shown"


class Format(StrEnum):
    """How results are printed."""

    table = "table"
    csv = "csv"
    json = "json"
    markdown = "markdown"


class ThemeChoice(StrEnum):
    """What a figure is drawn for."""

    slides = "slides"
    paper = "paper"
    poster = "poster"


def _varies(*names: str, **settings: Any) -> Any:
    return typer.Option(*names, rich_help_panel=VARYING, **settings)


def _shows(*names: str, **settings: Any) -> Any:
    return typer.Option(*names, rich_help_panel=SHOWING, **settings)


def _several(name: str, form: str, help: str) -> Any:
    return _varies(name, metavar=form, help=f"{help}, repeatable.", show_default=False)


File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The scenario, a YAML file.")]
ThemeOption = Annotated[ThemeChoice, _shows("--theme", help="What the figure is for.")]
Dark = Annotated[bool, _shows("--dark", help="Draw on a dark background.")]
Page = Annotated[
    str | None, _shows("--page", help="Another page, e.g. A4, A3-portrait, half.", metavar="NAME", show_default=False)
]
Outlines = Annotated[bool, _shows("--outlines", help="Draw the letters of an SVG as shapes, for journals.")]
Force = Annotated[bool, _shows("--force", help="Replace files that are not as decision-model left them.")]
Quiet = Annotated[bool, _shows("--quiet", "-q", help="The result alone: no notes, no progress.")]
NoColor = Annotated[bool, _shows("--no-color", help="Without colours; NO_COLOR does the same.")]
Printed = Annotated[Format, _shows("--format", "-f", help="How the result is printed.")]
Csv = Annotated[bool, _shows("--csv", help="Short for --format csv.")]
Json = Annotated[bool, _shows("--json", help="Short for --format json.")]
Output = Annotated[
    list[Path] | None,
    _shows("--output", "-o", help="Write it to a file, repeatable: .svg .pdf .png draw, .csv .json .md tabulate."),
]


@dataclass(frozen=True)
class Request:
    """The options of every command about a scenario: the file, what is varied in it, and how the answer is shown."""

    file: File
    perspective: Annotated[str | None, _varies("--perspective", help="Whose weights.", metavar="NAME")] = None
    what_if: Annotated[str | None, _varies("--what-if", help="Which what-if of the scenario.", metavar="NAME")] = None
    weight: Annotated[list[str] | None, _several("--weight", "NAME=NUMBER", "Another weight (40% is a share)")] = None
    set: Annotated[list[str] | None, _several("--set", "NAME=NUMBER", "Another number, by name or address")] = None
    choose: Annotated[list[str] | None, _several("--choose", "NAME=OPTION", "A forced choice")] = None
    format: Printed = Format.table
    csv: Csv = False
    json: Json = False
    output: Output = None
    all: Annotated[bool, _shows("--all", help="Every row of a long table, not only those that tell most.")] = False
    describe: Annotated[bool, _shows("--describe", help="Say in words what the figure shows.")] = False
    theme: ThemeOption = ThemeChoice.slides
    dark: Dark = False
    page: Page = None
    outlines: Outlines = False
    force: Force = False
    quiet: Quiet = False
    no_color: NoColor = False

    @property
    def print_format(self) -> Format:
        """The format to print in, however it was asked for."""
        return printed_format(self.format, self.csv, self.json)

    def model(self) -> DecisionModel:
        """The scenario with everything varied that was asked."""
        from decision_model.scenario import read

        changes = self.varied
        return read(self.file).varied(**changes)

    @property
    def inputs(self) -> tuple[Path, ...]:
        """The files that the scenario is read from, which no result may replace."""
        from decision_model.scenario import files

        return files(self.file)

    def terminal(self) -> Terminal:
        """Where to print, and how."""
        from decision_model.interfaces.terminal import terminal

        return terminal(self.no_color, self.quiet, self.all)

    @property
    def look(self) -> PictureSettings:
        """How figures are drawn."""
        from decision_model.interfaces.drawing import PictureSettings

        return PictureSettings(self.theme.value, self.dark, self.page, self.outlines)

    @property
    def varied(self) -> dict[str, Any]:
        """The arguments of `DecisionModel.varied`."""
        weights, stated = numbers(self.weight, "--weight"), numbers(self.set, "--set")
        of_weights = {name for name, value in stated.items() if name.endswith(WEIGHT) and _in_percent(value)}
        weights = {**weights, **{name.removesuffix(WEIGHT): stated[name] for name in of_weights}}
        stated = _without_percent({name: stated[name] for name in stated if name not in of_weights}, "--set")
        return {
            "perspective": self.perspective,
            "what_if": self.what_if,
            "weights": {name: value for name, value in weights.items() if not _in_percent(value)},
            "shares": {name: value for name, value in weights.items() if _in_percent(value)},
            "parameters": {name: value for name, value in stated.items() if not is_address(name)},
            "numbers": {name: value for name, value in stated.items() if is_address(name)},
            "choose": pairs(self.choose, "--choose"),
        }


def printed_format(format: Format, csv: bool, json: bool) -> Format:
    """The format to print in, from its option and the short ones."""
    return Format.json if json else Format.csv if csv else format


Command = Callable[..., None]


def with_request(
    command: Command,
    own: Sequence[inspect.Parameter] | None = None,
    without: Collection[str] = (),
    written: str = "",
) -> Command:
    """Give a command every option of Request, beside its `own`; it receives them as its first argument.

    `without` names those that mean nothing to it, and `written` says what `-o` writes where it is no picture or table.
    Its problems name the options that were given.
    """
    hints = get_type_hints(Request, include_extras=True)
    if written:
        hints["output"] = Annotated[list[Path] | None, _shows("--output", "-o", help=written)]
    kept = {name: field for name, field in _fields().items() if name not in without}
    shared = [_parameter(name, hints[name], _default(field)) for name, field in kept.items()]
    further = list(inspect.signature(command, eval_str=True).parameters.values())[1:] if own is None else own

    @wraps(command)
    def requested(**values: Any) -> None:
        request = Request(**{name: values.pop(name) for name in kept})
        from decision_model.scenario import located

        with located(request.file), named_by_options(_variations(request)):
            command(request, **values)

    signature = inspect.Signature(
        [shared[0], *(parameter.replace(kind=parameter.KEYWORD_ONLY) for parameter in further), *shared[1:]]
    )
    requested.__signature__ = signature  # type: ignore[attr-defined]
    requested.__annotations__ = {name: parameter.annotation for name, parameter in signature.parameters.items()}
    del requested.__wrapped__
    return requested


@contextmanager
def named_by_options(options: Mapping[str, Any], arguments: Mapping[str, str] | None = None) -> Iterator[None]:
    """Let problems name the option that they are about, instead of a place in the model.

    `options` holds what was given for each option; `arguments` the option of each argument of an analysis. A problem is
    about an option when its place begins with that argument, or ends with a name that was given there.
    """
    try:
        yield
    except ModelError as error:
        error.restate([_about_option(problem, options, arguments or {}) for problem in error.problems])
        raise


def _about_option(problem: Problem, options: Mapping[str, Any], arguments: Mapping[str, str]) -> Problem:
    if not problem.place or (problem.location and problem.location.line):
        return problem
    first, *rest = problem.place
    option = None if problem.location else arguments.get(str(first))
    naming = next((name for name, value in options.items() if problem.place[-1] in _names_in(value)), None)
    if option:
        further = () if rest and rest[-1] in _names_in(options.get(option)) else tuple(rest)
        return replace(problem, place=(option, *further))
    return replace(problem, place=(naming,), location=None) if naming else problem


def _names_in(value: Any) -> set[str]:
    """The names in the value of an option."""
    texts = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return {word.strip() for text in texts for word in re.split("[,=]", text)}


def _variations(request: Request) -> dict[str, Any]:
    varied = ("perspective", "what_if", "weight", "set", "choose")
    return {f"--{name.replace('_', '-')}": getattr(request, name) for name in varied}


WEIGHT = ".weight"
"""What ends the address of a weight."""


def is_address(name: str) -> bool:
    """Whether a number is named by its address, as `numbers` lists it, and not as a parameter."""
    return "." in name or name == "risk_tolerance"


def names(entries: Iterable[str] | None) -> list[str]:
    """`["a,b", "c"]` as a list of names."""
    return [part.strip() for text in entries or () for part in text.split(",") if part.strip()]


def pairs(entries: Iterable[str] | None, option: str) -> Mapping[str, str]:
    """`["a=x,b=y", "c=z"]` as a mapping; a usage error for anything else."""
    values: dict[str, str] = {}
    for entry in names(entries):
        name, sign, value = (part.strip() for part in entry.partition("="))
        if not (name and sign and value):
            raise typer.BadParameter(f"'{entry}' is not of the form NAME=VALUE.", param_hint=option)
        values[name] = value
    return values


def numbers(entries: Iterable[str] | None, option: str) -> Mapping[str, float]:
    """`["a=0.4", "b=40%"]` as a mapping to numbers, percent as shares; a usage error for anything else."""
    return {name: _float(name, value, option) for name, value in pairs(entries, option).items()}


def bounds(text: str | None, option: str) -> tuple[float, float] | None:
    """`"0.1,0.6"` or `"10%,60%"` as two numbers; a usage error for anything else."""
    if text is None:
        return None
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != 2:
        raise typer.BadParameter(f"'{text}' is not of the form LOW,HIGH.", param_hint=option)
    low, high = (_float("the range", part, option) for part in parts)
    return low, high


def order(entries: Iterable[str] | None) -> list[list[str]]:
    """`["a,b=c"]` as names in an order in which some are level."""
    return [[part.strip() for part in group.split("=")] for group in names(entries)]


def _float(name: str, value: str, option: str) -> float:
    """A number as typed; one with a % sign is a share, 0 to 1."""
    from decision_model.model.typed_text import PercentTyped, plain_signs, unquoted

    typed = plain_signs(unquoted(value)).strip()
    in_percent = typed.endswith("%")
    try:
        read = float(typed.removesuffix("%"))
    except ValueError:
        read = nan
    if not isfinite(read):
        raise typer.BadParameter(f"'{value}' for {name} is not a number.", param_hint=option)
    return PercentTyped(read / 100) if in_percent else read


def _in_percent(value: float) -> bool:
    from decision_model.model.typed_text import PercentTyped

    return isinstance(value, PercentTyped)


def _without_percent(stated: Mapping[str, Any], option: str) -> Mapping[str, float]:
    """Numbers of which only chances are in percent; a usage error for others."""
    for name, value in stated.items():
        if _in_percent(value) and ".chance." not in name:
            raise typer.BadParameter(f"the number for {name} is in percent. {value.elsewhere}", param_hint=option)
    return stated


def _fields() -> dict[str, Any]:
    return {field.name: field for field in fields(Request)}


def _default(field: Any) -> Any:
    return inspect.Parameter.empty if field.default is MISSING else field.default


def _parameter(name: str, annotation: Any, default: Any) -> inspect.Parameter:
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)
