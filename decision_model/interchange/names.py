"""Labels of other tools to names of the language: one word, each used once."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 40
"""Letters of a name; a longer label is cut between words."""

RESERVED = frozenset(
    {"rest", "min", "max", "otherwise", "any", "all", "not", "true", "false", "yes", "no", "on", "off", "null"}
)
"""Words that mean something in the language, in its formulas or in other readers of YAML."""


class UniqueNames:
    """Gives names for labels; the same label asked for again as another thing gets a number behind it."""

    def __init__(self, *taken: str):
        self.taken = set(taken)

    def name(self, label: str, otherwise: str = "step") -> str:
        """A name like the label, not used before; `otherwise` is for labels without letters or digits."""
        wanted = plain_name(label) or otherwise
        name, number = wanted, 2
        while name in self.taken:
            name, number = f"{wanted}_{number}", number + 1
        self.taken.add(name)
        return name


def plain_name(label: str) -> str:
    """A label as one word in small letters, without accents, and with _ for what is no letter or digit."""
    letters = unicodedata.normalize("NFKD", label)
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    word = re.sub(r"_+", "_", re.sub(r"\W", "_", kept.casefold())).strip("_")
    if len(word) > LONGEST:
        word = word[: LONGEST + 1].rpartition("_")[0] or word[:LONGEST]
    if word and (word[0].isdigit() or word in RESERVED):
        word = f"n_{word}" if word[0].isdigit() else f"{word}_"
    return word


def label_of(label: str, name: str) -> str:
    """The label to write beside a name; empty where the name says it all."""
    label = " ".join(label.split())
    return "" if label in (name, name.replace("_", " ")) else label
