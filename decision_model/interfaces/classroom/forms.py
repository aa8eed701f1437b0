"""What a form's sheet says: which columns hold weights, a choice, a group and persons, and the answer in each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from decision_model.interfaces.classroom.found import RANKING, ROW, Found, Gathered
from decision_model.interfaces.classroom.links import links_in, read_link
from decision_model.interfaces.classroom.naming import Names, as_number, plain, somebody
from decision_model.interfaces.classroom.tables import AnswerTable
from decision_model.model.rank_weights import weights_of

PERSONS = {
    "e mail", "email", "email address", "e mail address", "e mail adresse", "mail", "adresse e mail", "username",
    "user name", "benutzername", "nutzername", "matrikelnummer", "id number", "student id", "id nummer", "key",
}  # fmt: skip
"""Heads of columns that tell who answered, and are no name."""
NAMES = {
    "name", "full name", "vollständiger name", "vor und nachname", "nom", "nom complet", "person", "participant",
    "student", "voter", "first name", "last name", "surname", "vorname", "nachname", "prénom", "your name", "dein name",
    "ihr name", "username full name",
}  # fmt: skip
AVERAGES = {"average", "mean", "median", "sum", "total", "votes", "count", "durchschnitt", "mittelwert", "moyenne"}
CHOICES = {"choice", "chosen by gut"}
GROUPS = {"group"}
EXPORTED = "weight."
"""How the columns of weights begin in our own export: nothing else then stands for the same weight."""
HEADS = 12
"""Rows in which the head of a table is looked for."""


@dataclass
class FormColumns:
    """Which columns of a table hold what."""

    weights: dict[int, str] = field(default_factory=dict)
    rankings: list[int] = field(default_factory=list)
    choice: int | None = None
    group: int | None = None
    persons: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)


def read_table(table: AnswerTable, names: Names, group: str, reading: Gathered) -> None:
    """Every answer of a table: a row an answer, or a column an answer."""
    (head, upright), (side, turned) = _head(table, names), _head(table.transposed(), names)
    if turned > upright:
        table, head = table.transposed(), side
        if any(plain(cell) in AVERAGES for cell in (table.cell(row, 0) for row in range(len(table.rows)))):
            reading.trouble(table.file, "this holds averages, not answers.", "Export the answers of each person.")
            return
    columns = _columns(table, head, names, group, reading)
    if columns is None:
        return
    if not columns.weights and not columns.rankings:
        found = sum(_links(table, row, names, columns, reading) for row in range(head + 1, len(table.rows)))
        if not found:
            wanted = ", ".join(f"\u2018{each.title}\u2019" for each in names.model.walk() if each.name in names.asked)
            message = "no column is called like a consideration of this scenario."
            reading.trouble(table.place(head), message, f"Looked for {wanted}; `class-questions` prints the questions.")
        return
    missing = [name for name in names.asked if name not in columns.weights.values()]
    if missing and not columns.rankings:
        message = f"there is no column for {', '.join(missing)}."
        reading.trouble(table.place(head), message, "Its answers are left out: every weight is needed.")
        return
    for row in range(head + 1, len(table.rows)):
        _row(table, row, names, columns, reading)


def _head(table: AnswerTable, names: Names) -> tuple[int, int]:
    """The row that names most considerations, among the first, and how many it names."""
    counts = []
    for row in range(min(HEADS, len(table.rows))):
        cells = {names.consideration(cell) for cell in table.rows[row] if cell.strip()}
        counts.append((len(cells - {""}), -row))
    best, row = max(counts, default=(0, 0))
    return -row, best


def _columns(table: AnswerTable, head: int, names: Names, group: str, reading: Gathered) -> FormColumns | None:
    """What the columns hold; None where that cannot be told."""
    columns = FormColumns()
    heads = [table.cell(head, column) for column in range(table.width)]
    sure = {names.consideration(text) for text in heads if text.startswith(EXPORTED)}
    for column, text in enumerate(heads):
        name = names.consideration(text) if text else ""
        name = "" if name in sure and not text.startswith(EXPORTED) else name
        values = [table.cell(row, column) for row in range(head + 1, len(table.rows))]
        if name and not _holds_options(values, names):
            columns.weights[column] = name
        elif _holds_rankings(values, names):
            columns.rankings.append(column)
        elif plain(text) in PERSONS or sum("@" in value for value in values) > len(values) / 2:
            columns.persons.append(column)
        elif plain(text) in NAMES:
            columns.names.append(column)
    twice = {name for name in columns.weights.values() if list(columns.weights.values()).count(name) > 1}
    if twice:
        places = [table.place(head, column) for column, name in columns.weights.items() if name in twice]
        message = f"two columns stand for {', '.join(sorted(twice))}: {'; '.join(places)}."
        reading.trouble(table.file, message, "Nothing of it is taken: leave one of them in the file.")
        return None
    columns.choice = _choice(table, head, names, columns, reading)
    columns.group = _group(heads, group)
    if group and columns.group is None:
        reading.trouble(table.place(head), f"there is no column '{group}'.", "No groups are told apart.")
    return columns


def _holds_options(values: Sequence[str], names: Names) -> bool:
    filled = [value for value in values if value]
    return bool(filled) and sum(bool(names.option(value)) for value in filled) > len(filled) / 2


def _holds_rankings(values: Sequence[str], names: Names) -> bool:
    filled = [value for value in values if value]
    return bool(filled) and sum(len(_ranked(value, names)) > 1 for value in filled) > len(filled) / 2


def _ranked(text: str, names: Names) -> list[str]:
    """The considerations in a list 'A;B;C;', most important first."""
    parts = [part for part in text.split(";") if part.strip()]
    found = [names.considerations.get(plain(part), "") for part in parts]
    return found if all(found) and len(set(found)) == len(found) else []


def _choice(table: AnswerTable, head: int, names: Names, columns: FormColumns, reading: Gathered) -> int | None:
    taken = {*columns.weights, *columns.rankings, *columns.persons, *columns.names}
    first = plain(names.model.decisions[0].title) if names.model.decisions else ""
    candidates = []
    for column in range(table.width):
        values = [table.cell(row, column) for row in range(head + 1, len(table.rows))]
        if column not in taken and _holds_options(values, names):
            candidates.append(column)
    named = [column for column in candidates if plain(table.cell(head, column)) in CHOICES]
    named = named or [column for column in candidates if first and first in plain(table.cell(head, column))]
    if len(named or candidates) > 1:
        places = "; ".join(table.place(head, column) for column in named or candidates)
        reading.trouble(table.file, f"several columns hold options: {places}.", "Call the one that counts 'choice'.")
        return None
    return next(iter(named or candidates), None)


def _group(heads: Sequence[str], group: str) -> int | None:
    wanted = {plain(group)} if group else GROUPS
    return next((column for column, text in enumerate(heads) if plain(text) in wanted), None)


def _who(table: AnswerTable, row: int, columns: FormColumns) -> tuple[str, str]:
    """What tells who answered, and what the person is called."""
    name = " ".join(table.cell(row, column) for column in columns.names).strip()
    name = "" if name.isdecimal() else somebody(name)
    mark = next(filter(None, (somebody(table.cell(row, column)) for column in columns.persons)), "")
    return mark or name, name


def _links(table: AnswerTable, row: int, names: Names, columns: FormColumns, reading: Gathered) -> int:
    """Answers in links that stand in a row, with the person and the group of the row."""
    count = 0
    person, name = _who(table, row, columns)
    for column in range(table.width):
        for link in links_in(table.cell(row, column)):
            before = len(reading.found)
            read_link(link, table.place(row, column), names, reading)
            count += 1
            for place in range(before, len(reading.found)):
                found = reading.found[place]
                group = table.cell(row, columns.group) if columns.group is not None else ""
                own = name or found.name
                reading.found[place] = replace(found, person=person or found.person, name=own, group=group)
    return count


def _row(table: AnswerTable, row: int, names: Names, columns: FormColumns, reading: Gathered) -> None:
    """The answer of one row."""
    if not any(table.cell(row, column) for column in (*columns.weights, *columns.rankings)):
        return
    ranked = _ranking(table, row, names, columns, reading)
    weights = dict(ranked if ranked is not None else _points(table, row, columns, reading) or {})
    if not weights:
        return
    choice = ""
    if columns.choice is not None and (text := table.cell(row, columns.choice)):
        choice = names.option(text)
        if not choice:
            message = f"'{text[:60]}' is no single option of the first decision."
            reading.trouble(table.place(row, columns.choice), message, "The weights count, the choice does not.")
    person, name = _who(table, row, columns)
    group = table.cell(row, columns.group)[:80] if columns.group is not None else ""
    kind = ROW if ranked is None else RANKING
    reading.found.append(Found(table.place(row), kind, weights, choice, group, name, person))


def _points(table: AnswerTable, row: int, columns: FormColumns, reading: Gathered) -> Mapping[str, float] | None:
    """The weights of a row; None where one of them cannot be told."""
    weights: dict[str, float] = {}
    problems = list(_unreadable(table, row, columns))
    for column, name in columns.weights.items():
        weights[name] = as_number(table.cell(row, column)) or 0.0
    for column, message in problems:
        reading.trouble(table.place(row, column), message, "The answer is left out.")
    return None if problems else weights


def _unreadable(table: AnswerTable, row: int, columns: FormColumns) -> Iterator[tuple[int, str]]:
    for column, name in columns.weights.items():
        text = table.cell(row, column)
        value = as_number(text)
        if not text:
            yield column, f"the weight of {name} is blank; a blank is no 0."
        elif value is None:
            yield column, f"'{text[:60]}' for {name} is no number."
        elif value < 0:
            yield column, f"{text} for {name} is below 0."


def _ranking(
    table: AnswerTable, row: int, names: Names, columns: FormColumns, reading: Gathered
) -> Mapping[str, float] | None:
    """Weights that stand for an order of all considerations; None where the row gives points."""
    for column in columns.rankings:
        text = table.cell(row, column)
        if not text:
            continue
        order = _ranked(text, names)
        if sorted(order) != sorted(names.asked):
            message = f"'{text[:60]}' is no order of all considerations."
            reading.trouble(table.place(row, column), message, "The answer is left out.")
            return {}
        return {name: 100 * share for name, share in weights_of(tuple((name,) for name in order)).items()}
    return None
