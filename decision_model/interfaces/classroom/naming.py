"""The names of a scenario's things as people and forms write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from decision_model.analysis.classroom.ballots import asked
from decision_model.model.decision_model import DecisionModel
from decision_model.model.labels import consideration_labels, state_labels
from decision_model.model.typed_text import plain_signs

NUMBERING = re.compile(r"^\W*(?:(?:q|question|frage|item)?\s*\d+\s*[.):_\-\u2013]+\s*)+", re.IGNORECASE)
BRACKETS = re.compile(r"\[([^\[\]]*)\]\s*$")
QUOTED = re.compile(
    '[\u2018\u201c\u201e\u00ab"]([^\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"]+)[\u2019\u201d\u201c\u00bb"]'
)
ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
PARTS = re.compile(r"\s+[-\u2013\u2014|>]+\s+|:\s+|\s*-?>+\s*|\n")
NOBODY = {"", "anonymous", "anonym", "anonyme", "anonymous user", "my weights", "mine"}
NUMBERED = re.compile(r"(?:person|voter|participant|respondent|teilnehmer) ?\d+")
"""What a sheet calls persons without names: it says nothing of who is who in another one."""
LONGEST = 80
"""Characters of a name at most."""
NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)")
UNITS = re.compile(r"\s*(?:%|points?|pts?\.?|punkte?|/\s*100|von 100|of 100)\s*$", re.IGNORECASE)


def plain(text: str) -> str:
    """A text by its words alone: small letters, one space between words, no signs but letters and digits."""
    composed = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(sign if sign.isalnum() else " " for sign in composed).split())


def somebody(text: str) -> str:
    """A name or whatever else tells a person; empty for what stands where nobody is named."""
    words = plain(text)
    return "" if words in NOBODY or NUMBERED.fullmatch(words) else text.strip()[:LONGEST]


def as_number(text: str) -> float | None:
    """A weight as somebody wrote it, with a point or a comma; None for anything else."""
    written = UNITS.sub("", plain_signs(text).strip())
    return float(written.replace(",", ".")) if NUMBER.fullmatch(written) else None


def readings(head: str) -> Iterator[str]:
    """What the head of a column may name, the surest first: 'Weights [Allied unity]', '3. Allied unity (0 to 100)'."""
    head = head.removeprefix("weight.").strip()
    yield head
    brackets = BRACKETS.search(head)
    if brackets:
        yield brackets[1]
    yield from QUOTED.findall(head)
    bare = ASIDE.sub("", NUMBERING.sub("", head))
    yield bare
    yield from reversed([ASIDE.sub("", part) for part in PARTS.split(bare)])


@dataclass(frozen=True)
class Names:
    """What a scenario's considerations and the options of its first decision are called."""

    model: DecisionModel

    @cached_property
    def considerations(self) -> Mapping[str, str]:
        """The name of each consideration that is asked for, by all that it is called, in plain words."""
        full, short = (consideration_labels(self.model, short) for short in (False, True))
        return _unique((called, each.name) for each in asked(self.model) for called in
                       (each.name, each.title, each.short_title, full[each.name], short[each.name]))  # fmt: skip

    @cached_property
    def options(self) -> Mapping[str, str]:
        """The name of each option of the first decision, by all that it is called, in plain words."""
        if not self.model.decisions:
            return {}
        first = self.model.decisions[0]
        full, short = (state_labels(self.model, [first.name], short) for short in (False, True))
        return _unique((called, each.name) for each in first.options for called in
                       (each.name, each.title, each.short_title, full[first.name, each.name],
                        short[first.name, each.name]))  # fmt: skip

    @property
    def asked(self) -> tuple[str, ...]:
        return tuple(each.name for each in asked(self.model))

    def consideration(self, head: str) -> str:
        """The consideration that a head names; empty for none."""
        known = self.considerations
        return next((known[plain(text)] for text in readings(head) if plain(text) in known), "")

    def option(self, text: str) -> str:
        """The option that a text names; empty for none."""
        return self.options.get(plain(text.strip().rstrip(";")), "")


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names by what they are called; what is said of two is the name of neither."""
    found: dict[str, set[str]] = {}
    for called, name in pairs:
        if plain(called):
            found.setdefault(plain(called), set()).add(name)
    return {called: next(iter(names)) for called, names in found.items() if len(names) == 1}
