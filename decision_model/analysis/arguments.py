"""What is asked of an analysis in Python: every argument is of the kind that its annotation says, or refused."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from functools import cache, wraps
from types import NoneType, UnionType
from typing import Annotated, Any, ParamSpec, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np

from decision_model.analysis.question import Ask, Bounds
from decision_model.errors import ModelError, Problem, shortened
from decision_model.model.origin import naming_file
from decision_model.model.real_numbers import is_draws, is_real
from decision_model.words.numbers import amount

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")

KINDS: Mapping[Any, str] = {
    str: "a text",
    int: "a whole number",
    float: "a number",
    bool: "True or False",
    np.ndarray: "an array of numbers",
}
"""What values of a plain type are called."""


def checked(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """An analysis that refuses arguments which are not of the kinds that its signature states.

    An argument left at its default passes. Raises ModelError that names the arguments, what each was, and what was
    expected. A ModelError of the analysis itself names the file of the model and, where an entry is at fault, its line.
    """

    signature = inspect.signature(function)

    @wraps(function)
    def ask(*args: Arguments.args, **kwargs: Arguments.kwargs) -> Answer:
        arguments = signature.bind(*args, **kwargs).arguments
        problems = list(_problems(function, arguments))
        if problems:
            raise ModelError(problems)
        defaults = {name: default for name, (_, default, _) in _stated(function).items()}
        typed = {name: value for name, value in arguments.items() if value is not defaults.get(name)}
        with naming_file(getattr(arguments.get("model"), "origin", None), typed):
            return function(*args, **kwargs)

    return ask


@cache
def _stated(function: Callable[..., Any]) -> Mapping[str, tuple[Any, Any, tuple[Any, ...]]]:
    """The arguments of a function: the type of each, its default, and what stands beside it for the doors."""
    hints, stated = get_type_hints(function, include_extras=True), {}
    for name, parameter in inspect.signature(function).parameters.items():
        beside = getattr(hints[name], "__metadata__", ())
        stated[name] = _plain(hints[name]), parameter.default, beside
    return stated


def _problems(function: Callable[..., Any], arguments: Mapping[str, Any]) -> Iterator[Problem]:
    for name, (kind, default, beside) in _stated(function).items():
        value = arguments.get(name, default)
        if value is default:
            continue
        if not _fits(value, kind):
            yield Problem((name,), f"{written(value)} is not {_expected(kind)}.")
        else:
            for stated in beside:
                yield from _empty(name, value, stated) if isinstance(stated, Ask) else _beyond(name, value, stated)


def _empty(name: str, value: Any, ask: Ask) -> Iterator[Problem]:
    """A list of nothing, where that says nothing."""
    is_list = isinstance(value, Sequence | Mapping) and not isinstance(value, str)
    if is_list and len(value) == 0 and not ask.may_be_empty:
        yield Problem((name,), "it names nothing.", "Name something, or leave it out.")


def _beyond(name: str, value: Any, stated: Any) -> Iterator[Problem]:
    """A number beyond its bounds."""
    if not isinstance(stated, Bounds) or value is None:
        return
    if stated.least is not None and value < stated.least:
        yield Problem((name,), f"{written(value)} is too small.", f"Give {amount(stated.least)} or more.")
    elif stated.most is not None and value > stated.most:
        yield Problem((name,), f"{written(value)} is too large.", f"Give {amount(stated.most)} or less.")


def written(value: Any) -> str:
    """A value as it is quoted in a message."""
    return shortened(f"'{value}'" if isinstance(value, str) else repr(value))


def _plain(kind: Any) -> Any:
    """A type without what stands beside it for the doors."""
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


def _fits(value: Any, kind: Any) -> bool:
    """Whether a value is of a kind: numbers are finite and no truth values, lists of names are no texts."""
    kind, origin = _plain(kind), get_origin(_plain(kind))
    if origin in (Union, UnionType):
        return any(_fits(value, part) for part in get_args(kind))
    if origin is tuple:
        parts = get_args(kind)
        is_list = isinstance(value, Sequence) and not isinstance(value, str)
        return is_list and len(value) == len(parts) and all(map(_fits, value, parts))
    if origin is not None and issubclass(origin, Mapping):
        of, to = get_args(kind)
        return isinstance(value, Mapping) and all(_fits(key, of) and _fits(value[key], to) for key in value)
    if origin is not None:
        is_list = isinstance(value, Sequence) and not isinstance(value, str)
        return is_list and all(_fits(item, get_args(kind)[0]) and not _is_empty(item) for item in value)
    return _is_of(value, kind)


def _is_empty(item: Any) -> bool:
    """Whether an item of a list is a list of nothing."""
    return isinstance(item, Sequence) and not isinstance(item, str) and len(item) == 0


def _is_of(value: Any, kind: Any) -> bool:
    """The same for a type without parts."""
    if kind is Any:
        return True
    if kind is float:
        return is_real(value)
    if kind is int:
        return isinstance(value, int | np.integer) and not isinstance(value, bool)
    if kind is bool:
        return isinstance(value, bool | np.bool_)
    if kind is np.ndarray:
        return is_draws(value)
    return callable(getattr(value, "submit", None)) if kind is Executor else isinstance(value, kind)


def _expected(kind: Any) -> str:
    """What a kind is called in a message."""
    kind, origin = _plain(kind), get_origin(_plain(kind))
    if origin in (Union, UnionType):
        parts = [_expected(part) for part in get_args(kind) if part is not NoneType]
        return " or ".join(dict.fromkeys(parts))
    if origin is tuple:
        return f"{len(get_args(kind))} numbers, such as (0.2, 0.8)"
    if origin is not None and issubclass(origin, Mapping):
        return f"a mapping such as {{'name': {_example(get_args(kind)[1])}}}"
    if origin is not None:
        return "a list of names, such as ['name']" if _plain(get_args(kind)[0]) is str else "a list, such as ['name']"
    return KINDS.get(kind, f"a {getattr(kind, '__name__', 'value')}")


def _example(kind: Any) -> str:
    """A value of a kind, as an example."""
    return "'option'" if _plain(kind) is str else "0.5"
