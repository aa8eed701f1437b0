"""The arguments of an analysis that doors ask for, read from its function's own signature."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any, get_args, get_type_hints

from decision_model.analysis.question import Ask


def arguments(function: Callable[..., Any]) -> Iterator[tuple[str, tuple[Any, Ask, Any]]]:
    """The arguments that a door asks for: name, type, how it is asked for, and the default."""
    hints = get_type_hints(function, include_extras=True)
    for name, parameter in inspect.signature(function).parameters.items():
        kind, *notes = get_args(hints[name]) if hasattr(hints[name], "__metadata__") else (hints[name],)
        ask = next((note for note in notes if isinstance(note, Ask)), None)
        if ask is not None:
            yield name, (kind, ask, parameter.default)


def option_of(name: str, ask: Ask) -> str:
    """The option that gives an argument: `--with-numbers`."""
    return f"--{ask.option or name.replace('_', '-')}"
