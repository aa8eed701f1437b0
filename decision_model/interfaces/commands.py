"""A command for every analysis, with the options that its function's own signature asks for."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from decision_model.analysis.asked_arguments import arguments, option_of
from decision_model.analysis.question import FILE, NAMES, ORDER, PAIRS, RANGE, Ask
from decision_model.analysis.registry import GROUPS, Analysis, analyses
from decision_model.interfaces.options import Request, bounds, named_by_options, names, order, pairs, with_request

HELP = {"help_option_names": ["--help", "-h"]}
OWN = "own_"
"""What the command's names of an analysis's own arguments begin with, so that none is taken for a shared option."""


class Commands(TyperGroup):
    """The fixed commands and one for every analysis; an analysis is loaded when its command is run."""

    def __init__(self, **settings: Any):
        super().__init__(**settings)
        for analysis in analyses():
            self.add_command(AnalysisCommand(analysis))

    def make_context(self, *arguments: Any, **settings: Any) -> Any:
        """The context of the whole command line, of which only what can be shown is repeated in an error."""
        with _showable_errors():
            return super().make_context(*arguments, **settings)

    def invoke(self, context: Any) -> Any:
        """What the command returns; of what was typed only what can be shown is repeated in an error."""
        with _showable_errors():
            return super().invoke(context)


@contextmanager
def _showable_errors() -> Iterator[None]:
    """Take signs that would steer a terminal out of the errors about what was typed."""
    try:
        yield
    except Exception as error:
        from decision_model.words.visible import clean

        if isinstance(message := getattr(error, "message", None), str):
            error.message = clean(message)  # type: ignore[attr-defined]
        raise


class AnalysisCommand(TyperCommand):
    """The command of an analysis: as a line of the help it knows its summary alone, its options when it is run."""

    def __init__(self, analysis: Analysis):
        super().__init__(analysis.command, help=analysis.summary, rich_help_panel=GROUPS[analysis.group])
        self.analysis = analysis

    @cached_property
    def loaded(self) -> Any:
        """The command with its options."""
        app = typer.Typer(add_completion=False, context_settings=HELP)
        app.command(self.name, help=self.help)(_command(self.analysis))
        return typer.main.get_command(app)

    def make_context(self, *arguments: Any, **settings: Any) -> Any:
        """The context of the command with its options, which is then what is invoked."""
        return self.loaded.make_context(*arguments, **settings)


def _command(analysis: Analysis) -> Callable[..., None]:
    """What the command does: read its options, ask, and deliver the answer."""
    asks = dict(arguments(analysis.function))
    own = [_parameter(name, kind, ask, default) for name, (kind, ask, default) in asks.items()]

    def command(request: Request, **texts: Any) -> None:
        from decision_model.interfaces.output import deliver_answer
        from decision_model.scenario import files

        typed = {name: texts[OWN + name] for name in asks}
        options = {name: option_of(name, ask) for name, (_, ask, _) in asks.items()}
        with named_by_options({options[name]: text for name, text in typed.items()}, options):
            values = {name: read_text(text, asks[name][1], options[name]) for name, text in typed.items()}
            known = {name: value for name, value in values.items() if value is not None}
            further = [file for name in asks if asks[name][1].metavar == FILE for file in files(typed[name])]
            deliver_answer(request, lambda model: analysis.function(model, **known), further)

    return with_request(command, own)


def read_text(text: Any, ask: Ask, option: str) -> Any:
    """The value of an argument from what was typed; None where nothing was."""
    if ask.metavar in (NAMES, PAIRS, ORDER):
        readers: Mapping[str, Callable[[], Any]] = {
            NAMES: lambda: names(text),
            PAIRS: lambda: pairs(text, option),
            ORDER: lambda: order(text),
        }
        return readers[ask.metavar]() or None
    if ask.metavar == RANGE:
        return bounds(text, option)
    return _model(text) if ask.metavar == FILE else text


def _model(file: Path) -> Any:
    from decision_model.scenario import read

    return read(file)


def _parameter(name: str, kind: Any, ask: Ask, default: Any) -> inspect.Parameter:
    """An argument of an analysis as typer wants it."""
    option = option_of(name, ask)
    settings: dict[str, Any] = {"help": ask.help, "metavar": ask.metavar or None}
    settings |= {"show_default": default is not inspect.Parameter.empty and default is not None}
    typed = _typed(kind, ask)
    if ask.metavar in (NAMES, PAIRS, ORDER, RANGE) or default is None:
        default = None
        settings["show_default"] = False
    if ask.metavar == FILE:
        settings |= {"exists": True, "dir_okay": False}
    if typed in (int, float, int | None, float | None):
        settings |= {"min": ask.least, "max": ask.most}
    flags = (f"{option}/--no-{option[2:]}",) if typed == bool | None else (option,)
    annotation: Any = Annotated[typed, typer.Option(*flags, **settings)]
    return inspect.Parameter(OWN + name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)


def _typed(kind: Any, ask: Ask) -> Any:
    """The type in which the command line takes a value."""
    if ask.metavar in (NAMES, PAIRS, ORDER):
        return list[str] | None
    return str | None if ask.metavar == RANGE else Path if ask.metavar == FILE else kind
