"""Messages that speak of Python's arguments, in the spelling of the command line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from decision_model.errors import ModelError, Problem

OPTIONS: Mapping[str, str] = {
    "across": "--across",
    "before": "--before",
    "by": "--by",
    "choose": "--choose",
    "decisions": "--decision",
    "draws": "--draws",
    "events": "--event",
    "gain": "--gain",
    "order": "--order",
    "over": "--over",
    "price": "--price",
    "tail": "--tail",
    "tolerances": "--between",
    "until": "--until",
    "up": "--up",
}
"""What a problem's place begins with, when it is an argument, and the option that gives it."""

NAMED: Mapping[str, str] = {
    "numbers": "--number",
    "parameters": "--set",
    "perspectives": "--perspective",
    "weights": "--weight",
    "what_if": "--early",
    "what_ifs": "--what-if",
}
"""The same for places that are an argument only where a name is unknown; otherwise they are parts of the model."""

PHRASES: Mapping[str, str] = {
    r"or use one_way\b": "or use one-way",
    r"ask for them with 'with_numbers'": "ask for them with --with-numbers",
    r"ask for all numbers\b": "ask for --all-numbers",
    r"model\.numbers lists all": "`decision-model numbers FILE` lists all",
    r"or give 'numbers', 'weights' or 'chances'": "or give --weights or --chances",
    r"as a whole with 'chances'": "as a whole with --chances",
    r"State one, or give it here: numbers=\{address: \(low, high\)\}": "State one",
    r"or raise the limit\b": "or show less of it with --depth, or begin later with --from",
}
"""Turns of phrase with Python's names in them."""


def spelled(error: ModelError) -> str:
    """What is wrong, said to somebody at a command line; problems of a file stand as they are."""
    return "\n".join(str(each if each.location else _spelled(each)) for each in error.problems)


def _spelled(problem: Problem) -> Problem:
    said = problem.message, problem.remedy
    for python, command in PHRASES.items():
        said = re.sub(python, command, said[0]), re.sub(python, command, said[1])
    return replace(problem, place=_place(problem), message=said[0], remedy=said[1])


def _place(problem: Problem) -> tuple[str | int, ...]:
    if not problem.place:
        return ()
    first, *rest = problem.place
    unknown = len(rest) == 1 and problem.message.startswith(f"'{rest[0]}' is not ")
    known = {**OPTIONS, **NAMED} if unknown else OPTIONS
    if first not in known:
        return problem.place
    return (known[str(first)], *([] if unknown else rest))
