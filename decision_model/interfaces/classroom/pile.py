"""All answers of a class in one pile: each person once, and a word on how everything was taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from decision_model.analysis.classroom.ballots import Ballot, asked
from decision_model.interfaces.classroom.found import ENTRY, LINK, RANKING, ROW, Found, Gathered, Trouble
from decision_model.interfaces.classroom.naming import Names, plain
from decision_model.interfaces.classroom.sources import read_source, sources
from decision_model.interfaces.classroom_server.exports import RoomRound
from decision_model.model.decision_model import DecisionModel
from decision_model.words.numbers import amount
from decision_model.words.sentences import counted, listed

PLURALS = {LINK: "links", ENTRY: "copied entries", ROW: "rows of forms", RANKING: "rankings"}
MOST_NAMED = 5
"""Places that a note names."""


@dataclass(frozen=True)
class Pile:
    """The ballots of a class, `understood` and `notes` as sentences, and the `troubles` with what could not be read."""

    ballots: tuple[Ballot, ...]
    understood: str
    notes: tuple[str, ...]
    troubles: tuple[Trouble, ...]


class Persons:
    """Who is who over several piles: a number for whatever tells a person, so that nothing of it is kept."""

    def __init__(self) -> None:
        self._numbers: dict[str, str] = {}

    def key(self, person: str) -> str:
        """The number of a person; empty for nobody known."""
        return self._numbers.setdefault(plain(person), str(len(self._numbers) + 1)) if plain(person) else ""


def read_answers(
    model: DecisionModel,
    paths: Iterable[Path | RoomRound],
    names: bool = False,
    group: str = "",
    persons: Persons | None = None,
) -> Pile:
    """Read all files and folders, in their order, into one pile.

    Names are dropped unless `names`; `group` is the head of a column. Where a person is told, by an e-mail address, a
    name or a key, the last answer counts. `persons` carries who is who from one round's pile to the next one's. Without
    names the ballots are put in the order of their weights, which tells nothing of when they came. Raises OSError for
    files that cannot be opened.
    """
    reading, known = Gathered(), Names(model)
    files = list(sources(paths, reading))
    for file in files:
        read_source(file, known, group, reading)
    counting = [each for each in reading.found if _counts(each, known, reading)]
    kept = _once(counting, reading)
    _remark(kept, known, reading)
    keys = persons or Persons()
    ballots = [
        Ballot(dict(each.weights), each.choice, each.group, each.name if names else "", keys.key(each.person))
        for each in kept
    ]
    if not names:
        ballots.sort(key=lambda each: ([each.weights.get(name, 0.0) for name in known.asked], each.choice, each.group))
    return Pile(tuple(ballots), _understood(kept, len(files)), tuple(reading.notes), tuple(reading.troubles))


def _counts(found: Found, names: Names, reading: Gathered) -> bool:
    """Whether the weights of an answer make sense."""
    negative = [name for name, value in found.weights.items() if value < 0]
    if negative:
        reading.trouble(found.place, f"the weight of {negative[0]} is below 0.", "The answer is left out.")
        return False
    groups = [names.model.considerations, *(each.considerations for each in names.model.walk())]
    for group in groups:
        given = [found.weights.get(each.name) for each in group]
        if len(group) > 1 and all(value is not None and value == 0 for value in given):
            reading.trouble(found.place, "all weights are 0.", "The answer is left out.")
            return False
    return True


def _once(found: Sequence[Found], reading: Gathered) -> list[Found]:
    """The last answer of everybody who can be told, all answers of others but those that a mail only quotes."""
    last: dict[str, int] = {plain(each.person): place for place, each in enumerate(found) if plain(each.person)}
    kept, replaced, quoted = [], [], []
    seen: set[object] = set()
    for place, each in enumerate(found):
        content = (tuple(sorted(each.weights.items())), each.choice, plain(each.person))
        if plain(each.person) and last[plain(each.person)] != place:
            replaced.append((each, found[last[plain(each.person)]]))
        elif each.quoted and content in seen:
            quoted.append(each.place)
        else:
            kept.append(each)
        seen.add(content)
    if replaced:
        count = len({plain(each.person) for each, _ in replaced})
        places = listed([f"{old.place} by {new.place}" for old, new in replaced], most=MOST_NAMED)
        people = counted(count, "person", "people")
        reading.notes.append(f"{people} answered more than once; the one that stands last counts. Replaced: {places}.")
    if quoted:
        places = listed(quoted, most=MOST_NAMED)
        reading.notes.append(f"{counted(len(quoted), 'answer')} only quoted in a reply, and counted once: {places}.")
    return kept


def _remark(found: Sequence[Found], names: Names, reading: Gathered) -> None:
    """Say what is odd about answers that count all the same."""
    order = names.asked
    shown = [(each, tuple(each.weights.get(name, -1.0) for name in order)) for each in found]
    own = tuple(float(each.weight.at(names.model.values)) if each.weight else 1.0 for each in asked(names.model))
    remarks = {
        "all weights alike, as in a form that nobody touched; counted": [
            each for each, row in shown if len(set(row)) == 1
        ],
        "the file's own weights, as on a page that nobody touched; counted": [
            each for each, row in shown if row == own and len(set(row)) > 1
        ],
        "standing in quoted text alone; counted": [each for each in found if each.quoted],
        "made with another version of the scenario; counted": [each for each in found if each.version],
        "the same as another answer, from nobody who is told; counted each": _doubles(found),
    }
    for remark, answers in remarks.items():
        if answers:
            places = listed([each.place for each in answers], most=MOST_NAMED)
            reading.notes.append(f"{counted(len(answers), 'answer')}: {remark}. {places}.")
    _sums([each for each in found if each.kind == ROW], names, reading)


def _doubles(found: Sequence[Found]) -> list[Found]:
    nobody = [each for each in found if not plain(each.person) and each.kind in (LINK, ENTRY)]
    counts = Counter(tuple(sorted(each.weights.items())) for each in nobody)
    return [each for each in nobody if counts[tuple(sorted(each.weights.items()))] > 1]


def _sums(rows: Sequence[Found], names: Names, reading: Gathered) -> None:
    """Say which answers do not add up to 100, where most do or none does."""
    top = [each.name for each in names.model.considerations if each.name in names.asked]
    sums = [(each, sum(each.weights[name] for name in top if name in each.weights)) for each in rows]
    off = [(each, total) for each, total in sums if abs(total - 100) > 0.5]
    if not off:
        return
    if 2 * len(off) <= len(rows):
        places = listed([f"{each.place} ({amount(total)})" for each, total in off], most=MOST_NAMED)
        reading.notes.append(f"{counted(len(off), 'answer')} not of 100 points together, counted by ratio: {places}.")
    else:
        low, high = (amount(pick(total for _, total in off)) for pick in (min, max))
        reading.notes.append(
            f"{counted(len(off), 'answer')} not of 100 points together ({low} to {high}): all count by their ratios."
        )


def _understood(found: Sequence[Found], files: int) -> str:
    kinds: Mapping[str, int] = Counter(each.kind for each in found)
    parts = [counted(count, kind, PLURALS[kind]) for kind, count in kinds.items()]
    what = f": {listed(parts)}" if parts else ""
    chosen = sum(bool(each.choice) for each in found)
    gut = f"; {chosen:,} with a choice by gut" if chosen else ""
    return f"{counted(len(found), 'answer')} in {counted(files, 'file')}{what}{gut}."
