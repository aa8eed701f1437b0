"""Numbers written in percent: parts of 1 among chances, points of 100 among weights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pydantic import BeforeValidator

from decision_model.errors import Problem, Problems
from decision_model.model.typed_text import plain_signs
from decision_model.scenario.nodes import WrittenFloat, YamlNode

_PERCENT = re.compile(r"([-+]?(?:[0-9]{1,15}(?:\.[0-9]{0,15})?|\.[0-9]{1,15})) *%")
ROUNDED = 0.5
"""How far shares may be from 100 % in all: three of 33.3 % are meant to be thirds."""

_NUMBER_KEYS = ("value", "range", "distribution")
_RELATIVE = "weights without the sign count relative to one another"


def percent_typed(value: Any) -> Decimal | None:
    """The number before the sign of `30%`; None for anything else."""
    match = _PERCENT.fullmatch(plain_signs(value).strip()) if isinstance(value, str) else None
    return Decimal(match[1]) if match else None


def percent_of(whole: int) -> BeforeValidator:
    """A validator that reads `30%` as 0.3 of a whole of 1 and as 30 of 100, in a range and a distribution too."""

    def number(value: Any) -> Any:
        percent = percent_typed(value)
        if percent is not None:
            read = WrittenFloat(percent * whole / 100)
            read.written = value
            return read
        if isinstance(value, list):
            return [number(entry) for entry in value]
        if isinstance(value, dict):
            return {key: discrete(entry) if key == "discrete" else number(entry) for key, entry in value.items()}
        return value

    def discrete(entry: Any) -> Any:
        """Values with their chances, of which only the values count in parts of the whole."""
        if not isinstance(entry, dict):
            return entry
        return {value_typed(key): chance for key, chance in entry.items()}

    def value_typed(key: str) -> str:
        percent = percent_typed(key)
        return key if percent is None else str(percent * whole / 100)

    def read(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: number(entry) if key in _NUMBER_KEYS else entry for key, entry in value.items()}
        return number(value) if isinstance(value, str) else value

    return BeforeValidator(read)


def weight_problems(root: YamlNode) -> Problems:
    """Weights in percent are shares of their group, so all of the group are, and they add up to 100 %."""
    combine = root.child("combine")
    top = root.child("considerations")
    shares = combine is None or combine.value != "multiplicative"
    if top is None:
        return
    yield from _group_problems(top, shares)
    for key in ("perspectives", "what_ifs"):
        varied = root.child(key)
        for name, variation in varied.value.items() if varied is not None and isinstance(varied.value, dict) else ():
            others = variation.child("weights")
            if others is not None and isinstance(others.value, dict):
                problems = _others_problems(others.value, top, shares)
                yield from (replace(problem, place=(key, name, "weights")) for problem in problems)


def _group_problems(group: YamlNode, shares: bool = True) -> Problems:
    members = [member for member in group.value if isinstance(member.value, dict)] if _is_list(group) else []
    weights = [_value(member.value.get("weight")) for member in members]
    typed = {position: _percent(weight) for position, weight in enumerate(weights)}
    percents = {position: percent for position, percent in typed.items() if percent is not None}
    if percents and shares:
        yield from _mixed(members, weights, percents) if len(percents) < len(members) else _sum(weights, percents)
    for position, member in enumerate(members):
        if shares and position not in percents:
            yield from _spread_problems(member.value.get("weight"))
        inner = member.value.get("considerations")
        yield from _group_problems(inner) if inner is not None else ()


def _spread_problems(weight: YamlNode | None) -> Iterator[Problem]:
    """A weight in points whose range or distribution is in percent."""
    parts = weight.value if weight is not None and isinstance(weight.value, dict) else {}
    for key in ("range", "distribution"):
        found = next(_in_percent(parts[key]), None) if key in parts else None
        if found is not None:
            message = f"this {key} is in percent, and the weight is not."
            yield _problem(found, message, f"Give both in percent, or both in points: {_RELATIVE}.", "weights-mixed")


def _in_percent(node: YamlNode) -> Iterator[YamlNode]:
    """The numbers in percent of a range or a distribution, save the chances of its values."""
    if _percent(node) is not None:
        yield node
    if isinstance(node.value, list):
        for entry in node.value:
            yield from _in_percent(entry)
    if isinstance(node.value, dict):
        for key, entry in node.value.items():
            if key != "discrete":
                yield from _in_percent(entry)
            elif isinstance(entry.value, dict) and any(percent_typed(value) is not None for value in entry.value):
                yield entry


def _others_problems(weights: dict[str, YamlNode], group: YamlNode, shares: bool = True) -> Problems:
    """Other weights that a perspective or a what-if gives in percent: all of a group, which add up to 100 %."""
    members = [member for member in group.value if isinstance(member.value, dict)] if _is_list(group) else []
    given = [_value(weights.get(member.name or "")) for member in members]
    typed = {position: _percent(weight) for position, weight in enumerate(given)}
    percents = {position: percent for position, percent in typed.items() if percent is not None}
    if percents and shares and len(percents) < len(members):
        first = given[next(iter(percents))]
        left_out = next(member.name for position, member in enumerate(members) if position not in percents)
        message = f"this weight is in percent, and there is none in percent for '{left_out}' beside it."
        remedy = f"Give all weights of the group in percent, or none: {_RELATIVE}."
        assert first is not None
        yield _problem(first, message, remedy, "weights-mixed")
    elif percents and shares:
        yield from _sum(given, percents)
    for member in members:
        inner = member.value.get("considerations")
        yield from _others_problems(weights, inner) if inner is not None else ()


def _mixed(members: list[YamlNode], weights: list[YamlNode | None], percents: dict[int, Decimal]) -> Iterator[Problem]:
    position, node = next((place, node) for place, node in enumerate(weights) if place not in percents)
    first = weights[next(iter(percents))]
    assert first is not None
    line = first.start[0] + 1
    what = "this weight is not in percent" if node else "a weight in percent is missing here"
    message = f"{what}, and one beside it is, in line {line}."
    remedy = f"Give all weights of the group in percent, or none: {_RELATIVE}."
    yield _problem(node or members[position], message, remedy, "weights-mixed")


def _sum(weights: list[YamlNode | None], percents: dict[int, Decimal]) -> Iterator[Problem]:
    total = float(sum(percents.values()))
    last = weights[max(percents)]
    if abs(total - 100) > ROUNDED and last is not None:
        message = f"the weights up to here are shares of 100 %, but add up to {total:.10g} %."
        yield _problem(last, message, f"Change one, or leave the signs out: {_RELATIVE}.", "weights-not-whole")


def _problem(node: YamlNode, message: str, remedy: str, code: str) -> Problem:
    return Problem(("considerations",), message, remedy, node.origin.location(node.start), code=code)


def _is_list(node: YamlNode) -> bool:
    return isinstance(node.value, list)


def _value(node: YamlNode | None) -> YamlNode | None:
    """The node of a weight's value, however it is written."""
    return node.value.get("value") if node is not None and isinstance(node.value, dict) else node


def _percent(node: YamlNode | None) -> Decimal | None:
    return percent_typed(node.value) if node is not None else None
