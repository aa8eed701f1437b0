"""Whether less or more of a criterion is better: what the file says, what the user says, and never a guess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Literal

from decision_model.errors import nearest
from decision_model.interchange.draft import ImportChoices, Remark
from decision_model.interchange.foreign_file import ForeignFile
from decision_model.interchange.matrices.matrix import MatrixCriterion
from decision_model.interchange.names import plain_name
from decision_model.words.sentences import listed

Direction = Literal["", "higher", "lower"]

LOWER = frozenset(
    ("lower", "lowest", "low", "less", "least", "min", "minimum", "minimize", "minimise", "minimization", "cost")
)
HIGHER = frozenset(
    ("higher", "highest", "high", "more", "most", "max", "maximum", "maximize", "maximise", "maximization", "benefit")
)
"""Words that files use to say so."""
SIGNS: dict[str, Direction] = {"-": "lower", "-1": "lower", "↓": "lower", "+": "higher", "1": "higher", "↑": "higher"}


def stated(text: str) -> Direction:
    """What a word of a file says: `min`, `lower is better`, `-1`."""
    words = text.casefold().replace("is better", "").replace("the better", "").strip(" .:;()")
    if words in LOWER:
        return "lower"
    return "higher" if words in HIGHER else SIGNS.get(words, "")


def with_directions(
    file: ForeignFile, criteria: Sequence[MatrixCriterion], choices: ImportChoices
) -> tuple[tuple[MatrixCriterion, ...], list[Remark]]:
    """The criteria, each with its direction; raises ScenarioError where nobody says it, with what to type."""
    asked = {**_asked(file, criteria, choices.lower, "lower"), **_asked(file, criteria, choices.higher, "higher")}
    both = set(choices.lower) & set(choices.higher)
    if both:
        raise file.refused(
            f"{listed(sorted(both))} is named under --lower and --higher.", "Name it once.", code="lower"
        )
    directed = tuple(replace(each, better=asked.get(each.key, each.better)) for each in criteria)
    open_still = [each for each in directed if not each.better]
    if open_still:
        raise _question(file, criteria, open_still)
    return directed, list(_said(asked, criteria))


def _asked(
    file: ForeignFile, criteria: Sequence[MatrixCriterion], names: Iterable[str], direction: Direction
) -> dict[str, Direction]:
    known: dict[str, str] = {}
    for each in criteria:
        for name in (each.key, each.label, plain_name(each.label), plain_name(each.called)):
            if name:
                known.setdefault(name.casefold(), each.key)
    found = {}
    for name in names:
        key = known.get(name.casefold()) or known.get(plain_name(name))
        if key is None:
            typed = _typed(criteria)
            remedy = nearest(plain_name(name), typed) or f"There are {listed(typed, most=12)}."
            raise file.refused(f"there is no criterion '{name}'.", remedy, code="name-unknown")
        found[key] = direction
    return found


def _typed(criteria: Sequence[MatrixCriterion]) -> list[str]:
    """What to type for each: its name, or its label where another one has the same name."""
    names = [plain_name(each.called or each.label) or each.key for each in criteria]
    several = Counter(names)
    return [name if several[name] == 1 else each.label for each, name in zip(criteria, names, strict=True)]


def _question(
    file: ForeignFile, criteria: Sequence[MatrixCriterion], open_still: Sequence[MatrixCriterion]
) -> Exception:
    names = listed([repr(each.label) for each in open_still], most=8)
    typed = ",".join(_typed(open_still))
    message = f"the file does not say of {names} whether less or more is better."
    some, other = _example(open_still)
    remedy = f"Say it: add '--higher {typed}', and put those of which less is better behind '--lower' instead"
    if other:
        remedy += f", as in '--lower {some} --higher {other}'"
    line = open_still[0].line if len(open_still) < len(criteria) else 0
    return file.refused(message, remedy + ".", line, "direction-unknown")


def _example(open_still: Sequence[MatrixCriterion]) -> tuple[str, str]:
    typed = _typed(open_still)
    return typed[0], ",".join(typed[1:])


def _said(asked: dict[str, Direction], criteria: Iterable[MatrixCriterion]) -> Iterator[Remark]:
    for direction, word in (("lower", "less"), ("higher", "more")):
        names = [each.label for each in criteria if asked.get(each.key) == direction]
        if names:
            yield Remark("changed", f"{word} is better of {listed(names, most=8)}, as was said when it was imported")
