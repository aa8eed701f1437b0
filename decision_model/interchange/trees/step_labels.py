"""What a node of a foreign tree is called that has no name of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

_SMALL = frozenset(
    re.findall(
        r"\w+", "a an and at by do for from has have if in is it no non not of on or the then to we with without"
    )
)
"""Words that alone say nothing."""

SHORT = 40
"""Letters of a label made of the branches."""

_COUNTED = re.compile(r"(Option|Outcome) \d+( \(\d+\))?")


def step_label(kind: str, states: Sequence[str], leads: Sequence[str], own: str, title: str) -> str:
    """A label: its own; the title at the root; what the branches share; the branches; or what it follows.

    `states` are the labels of its branches and `leads` those of the branches that lead to it, '' at the root.
    """
    if own.strip():
        return " ".join(own.split())
    if leads[0] == "" and title and kind == "decision":
        return title if len(title) <= SHORT and ":" not in title else "First decision"
    counted = all(_COUNTED.fullmatch(state) for state in states)
    found = "" if counted else _shared_words(states)
    if found:
        return found
    if not counted and kind == "chance" and len(states) == 2 and sum(map(len, states)) <= SHORT - 4:
        return f"{states[0]} or {states[1]}"
    after = [lead for lead in dict.fromkeys(leads) if lead and not _COUNTED.fullmatch(lead)]
    if after and sum(map(len, after)) <= SHORT:
        follows = " or ".join(after)
        return f"After {follows}" if kind == "chance" else f"Decision after {follows}"
    return "Decision" if kind == "decision" else "Event"


def _shared_words(states: Sequence[str]) -> str:
    """The longest run of words that all have, if it says something and is not the whole of one beside 'not'."""
    words = [state.split() for state in states]
    if len(words) < 2:
        return ""
    first = words[0]
    runs = [first[low:high] for low in range(len(first)) for high in range(low + 1, len(first) + 1)]
    common = [run for run in runs if all(_has(other, run) for other in words[1:])]
    trimmed = [_trimmed(run) for run in common]
    best = max(trimmed, key=lambda run: sum(map(len, run)), default=[])
    text = " ".join(best)
    return text[:1].upper() + text[1:] if says_something(text) else ""


def says_something(label: str) -> bool:
    """Whether a label has a word that a name can be made of."""
    words = re.findall(r"\w+", label.casefold())
    return any(word not in _SMALL and len(word) > (1 if len(words) == 1 else 2) for word in words)


def _trimmed(run: list[str]) -> list[str]:
    low, high = 0, len(run)
    while low < high and run[low].casefold() in _SMALL:
        low += 1
    while high > low and run[high - 1].casefold() in _SMALL:
        high -= 1
    return run[low:high]


def _has(words: Sequence[str], run: Sequence[str]) -> bool:
    wanted = [word.casefold() for word in run]
    plain = [word.casefold() for word in words]
    return any(plain[low : low + len(wanted)] == wanted for low in range(len(plain) - len(wanted) + 1))
