"""The page to leaf through, filled in: the opening lines, then every answer under the question of the seminar."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from decision_model.analysis.answers import Answer
from decision_model.analysis.opening import opening
from decision_model.analysis.registry import GROUPS
from decision_model.figures.page.style import DARK, LIGHT, Colours
from decision_model.figures.page.words import package_version
from decision_model.interfaces.drawing import words
from decision_model.interfaces.encoding import without_controls
from decision_model.model.decision_model import DecisionModel

INDEX = "index.html"
SHOWN = ("svg", "png")
"""The formats that a browser shows, the better one first."""


@dataclass(frozen=True)
class ShownAnswer:
    """An answer on the page: its headline, its pictures (none where it is not drawn), its description, its files."""

    key: str
    title: str
    headline: str
    pictures: tuple[str, ...]
    described: str
    links: tuple[tuple[str, str], ...]


def leaves(model: DecisionModel, answered: Sequence[Answer], names: Sequence[str]) -> bytes:
    """The page: the answers in their order, each with those of the files beside it that are called after it."""
    known = {answer.analysis.name: answer for answer in answered}
    pictured = _pictured(answered, names)
    groups = [
        (f"{GROUPS[group]}?", [_leaf(answer, names) for answer in inside])
        for group, inside in groupby(pictured, key=lambda answer: answer.analysis.group)
    ]
    tables = [_leaf(answer, names) for answer in answered if answer not in pictured]
    lines, place = list(opening(model, known.get)), "in the folder of this page"
    return _page(model.title, groups, question=model.question, lines=lines, tables=tables, place=place)


def shelf(title: str, drawn: Iterable[tuple[str, DecisionModel, Sequence[Answer], Sequence[str]]]) -> bytes:
    """The page of many scenarios: of each its folder beside the page, the model, the answers and the folder's files."""
    groups = [
        (model.title, [_leaf(answer, names, folder) for answer in _pictured(answered, names)])
        for folder, model, answered, names in drawn
    ]
    return _page(title, groups, question="", lines=[], tables=[], place="in folders beside this page")


def _page(title: str, groups: Sequence[tuple[str, Sequence[ShownAnswer]]], **head: Any) -> bytes:
    """The page filled in: `head` stands above what is leafed through, group by group."""
    script = _read("page.mjs")
    page = _template().render(
        title=title,
        groups=groups,
        count=sum(len(inside) for _, inside in groups),
        **head,
        version=package_version(),
        style=_style(),
        script=Markup(script),
        policy=f"default-src 'none'; style-src 'unsafe-inline'; img-src 'self' file: data:; "
        f"script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'",
    )
    return without_controls(page).encode()


def _pictured(answered: Sequence[Answer], names: Sequence[str]) -> list[Answer]:
    """The answers that are shown as pictures a browser can show."""
    kinds = {name.rpartition(".")[2] for name in names}
    return [answer for answer in answered if answer.analysis.question.pictured and kinds & set(SHOWN)]


def _leaf(answer: Answer, names: Sequence[str], folder: str = "") -> ShownAnswer:
    assert answer.result is not None
    analysis = answer.analysis
    mine = [name for name in names if re.fullmatch(rf"{re.escape(analysis.name)}(-\d+)?\.\w+", name)]
    shown = next((kind for kind in SHOWN if any(name.endswith(f".{kind}") for name in mine)), "")
    place = f"{folder}/" if folder else ""
    pictures = tuple(f"{place}{name}" for name in mine if shown and name.endswith(f".{shown}"))
    return ShownAnswer(
        "-".join(filter(None, (folder, analysis.name))),
        analysis.question.title,
        answer.result.statement.headline,
        pictures,
        words(answer.result).description if pictures else "",
        tuple((_kind(name), f"{place}{name}") for name in mine),
    )


def _kind(name: str) -> str:
    """What a file is called in its link: 'PNG', of a further slide 'PNG 2'."""
    stem, _, kind = name.rpartition(".")
    number = re.search(r"-(\d+)$", stem)
    return f"{kind.upper()} {number[1]}" if number else kind.upper()


@cache
def _style() -> Markup:
    """The style sheet, with the figures' colours in light and dark."""
    dark = f"@media screen and (prefers-color-scheme: dark) {{ {_root(DARK)} }}"
    return Markup(f"{_root(LIGHT)}\n{dark}\n{_read('page.css')}")


def _root(colours: Colours) -> str:
    return f":root {{ {' '.join(_named(colours))} }}"


def _named(colours: Colours) -> Iterator[str]:
    for name in ("paper", "band", "ink", "soft", "faint", "accent", "tint"):
        yield f"--{name}: {getattr(colours, name)};"


def _hash(script: str) -> str:
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


@cache
def _template() -> Template:
    house = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return house.from_string(_read("page.html"))


@cache
def _read(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")
