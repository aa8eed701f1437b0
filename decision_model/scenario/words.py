"""Pydantic's errors in the words of the language, each at its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, get_args, get_origin

from pydantic import Tag, ValidationError
from pydantic_core import ErrorDetails

from decision_model.errors import Location, Place, Problem, closest
from decision_model.scenario.fields import TAG, WRONG_KIND, FileEntry, described
from decision_model.scenario.inheritance import DROP
from decision_model.scenario.misplaced import is_left_empty, misplaced
from decision_model.scenario.nodes import DataPath, YamlNode
from decision_model.scenario.schema import ScenarioEntry

_FEW = 12
"""Keys that are listed even when one of them is near."""

_DROPS = "It takes keys off what a file takes over from the one that it extends, and nothing is taken over here."

_GLUED_KINDS = (WRONG_KIND, "not-a-name", "dict_type", "model_type", "model_attributes_type")
"""The errors of a text that may be such a line."""

_MAPPING_EXPECTED = ("dict_type", "model_type", "model_attributes_type")

_ADVICE = {
    "decision_model": "Begin the file with 'decision_model: 1'.",
    "scale": "Write {worst: 0, best: 100}.",
    "considerations": "Begin each with '- name: NAME'.",
    "perspectives": "Write NAME: {label: ..., weights: {...}} for each of them.",
    "what_ifs": "Write NAME: {label: ..., choose: {...}} for each of them.",
    "claims": "Begin each with '- claim: ...' and add 'expect: {...}'.",
    "expect": "Write, say, {best: {site: berlin}}.",
    "sources": "Write NAME: {title: ...} for each source.",
    "parameters": "Write NAME: 0.3 for each, or NAME: {value: 0.3, range: [0.1, 0.5]}.",
    "options": "Write NAME: Label for each of them.",
    "outcomes": "Write NAME: Label for each of them.",
    "distribution": "Write, say, {normal: {mean: 100, sd: 20}}.",
    "discretise": "Write, say, 'discretise: pearson_tukey'.",
    "rows": "Write 'rows: STEP', the step whose options or outcomes head the rows.",
    "columns": "Write 'columns: STEP', the step whose options or outcomes head the columns.",
    "table": "Write a row for each option or outcome that heads one, such as NAME: {NAME: 1, NAME: 2}.",
    "weights": "Write NAME: 30 for each consideration, or how they are judged, such as {order: [NAME, NAME]}.",
    "choose": "Write DECISION: OPTION.",
    "without": "Write DECISION: OPTION.",
    "decide_before": "Write DECISION: STEP.",
    "know_before": "Write EVENT: DECISION.",
    "when": "Say in which case, such as {access: blocked}; a last rule for all other cases is 'otherwise'.",
    "only_if": "Write {step: option or outcome}, such as {access: blocked}.",
}
"""How to write what is missing or of the wrong kind, by key."""


_GLUED = re.compile(r"(?P<key>[A-Za-z_][\w-]*):(?P<value>(?!//)\S.*)")
"""A key and its value without the space between them, as in 'weight:60'."""


_CODES = {
    "missing": "key-missing",
    "extra_forbidden": "unknown-key",
    "too_short": "empty",
    "list_type": WRONG_KIND,
    **dict.fromkeys(_MAPPING_EXPECTED, WRONG_KIND),
}
"""Pydantic's types of errors by our code; those that `refusal` and `either` raise have their code for a type."""


def problems(error: ValidationError, root: YamlNode) -> Iterator[tuple[DataPath, Problem]]:
    """Each error as a Problem, with the path of the data that is to blame."""
    details = error.errors(include_url=False)
    missing = _keys_by_mapping(root, details, "missing")
    unknown = _keys_by_mapping(root, details, "extra_forbidden")
    keys = (_in_file(root, data_path(detail)) for detail in details if "[key]" in detail["loc"])
    glued = {path for path in keys if _GLUED.fullmatch(str(path[-1]))}
    for detail in details:
        path = _in_file(root, data_path(detail))
        parent = path[:-1]
        if detail["input"] is None and path[1:] == () and is_left_empty(root, str(path[0])):
            continue
        if detail["input"] is None and path in glued and "[key]" not in detail["loc"]:
            continue
        if detail["type"] == "missing" and _is_misnamed(detail, missing[parent], unknown.get(parent, [])):
            continue
        if detail["type"] == "extra_forbidden":
            message = _unknown(str(path[-1]), detail, missing.get(parent, []), unknown[parent])
            if parent == () and "Did you mean" not in message[1]:
                message = misplaced(root, str(path[0])) or message
        else:
            message = _explanation(detail, path)
        place = parent if detail["type"] in ("extra_forbidden", "missing") else path
        code = _CODES.get(detail["type"], detail["type"])
        yield path, Problem(place_of(root, place), *message, _location(root, path, detail), code=code)


def _keys_by_mapping(root: YamlNode, details: list[ErrorDetails], kind: str) -> dict[DataPath, list[str]]:
    keys: dict[DataPath, list[str]] = {}
    for detail in details:
        if detail["type"] == kind:
            *parent, key = _in_file(root, data_path(detail))
            keys.setdefault(tuple(parent), []).append(str(key))
    return keys


def _is_misnamed(detail: ErrorDetails, missing: list[str], unknown: list[str]) -> bool:
    """Whether a key is missing only because another one stands in its place, which is reported there."""
    refused = entry_at(detail["loc"]).refused
    near = any(_close(key, missing) for key in unknown)
    return near or any(key in refused for key in unknown) or len(missing) == len(unknown) == 1


def data_path(detail: ErrorDetails) -> DataPath:
    """The keys and positions of the file, without what pydantic adds."""
    return tuple(
        part for part in detail["loc"] if not (isinstance(part, str) and (part.startswith(TAG) or part == "[key]"))
    )


def _in_file(root: YamlNode, path: DataPath) -> DataPath:
    """A path without the positions in a list that stands in the file as its only entry."""
    node: YamlNode | None = root
    path_in_file: list[str | int] = []
    for part in path:
        if node is not None and isinstance(part, int) and not isinstance(node.value, list):
            continue
        node = node.child(part) if node is not None else None
        path_in_file.append(part)
    return tuple(path_in_file)


def place_of(root: YamlNode, path: DataPath) -> Place:
    """A path of data in the scenario's own names: entries of a list that have a name go by it."""
    place: list[str | int] = []
    node: YamlNode | None = root
    for part in path:
        node = node.child(part) if node is not None else None
        entry = node.name if node is not None and isinstance(part, int) and path[0] != "claims" else None
        if entry is not None and place and place[-1] == "considerations":
            place = place[:1]
        place.append(part if entry is None else entry)
    return tuple(place)


def _location(root: YamlNode, path: DataPath, detail: ErrorDetails) -> Location:
    node = root.deepest(path)
    offset = detail.get("ctx", {}).get("position")
    if offset is not None:
        line, column = node.start
        quoted = node.origin.line(line)[column : column + 1] in ("'", '"')
        return node.origin.location((line, column + offset + quoted if line == node.end[0] else column))
    at_key = detail["type"] in ("extra_forbidden", "missing") or "[key]" in detail["loc"] or node.value is None
    return node.origin.location(node.mark if at_key else node.start)


def _explanation(detail: ErrorDetails, path: DataPath) -> tuple[str, str]:
    kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
    glued = isinstance(value, str) and kind in _GLUED_KINDS and _GLUED.fullmatch(value)
    if glued:
        return _space_missing(glued)
    if value is None and str(path[-1]).isdigit() and isinstance(path[-1], str):
        return "the comma splits a number in two.", "Write decimals with a point, such as 0.5."
    if kind == "missing":
        return f"'{path[-1]}' is missing.", _ADVICE.get(str(path[-1]), f"Add '{path[-1]}: ...'.")
    message, remedy = _by_type(kind, value, path, detail["msg"], context)
    if value is None:
        message = (
            "there is nothing after the colon." if isinstance(path[-1], str) else "there is nothing after the dash."
        )
    return message, remedy


def _by_type(kind: str, value: Any, path: DataPath, text: str, context: Mapping[str, Any]) -> tuple[str, str]:
    if "remedy" in context:
        return str(context["message"]), str(context["remedy"])
    if kind == WRONG_KIND:
        expected, _, remedy = text.partition("\n")
        return expected.replace("here.", f"here, not {described(value)}."), remedy
    if kind == "too_short":
        return "it is empty.", f"Give at least {_count(context['min_length'])}."
    if kind in _MAPPING_EXPECTED:
        return f"lines of 'key: value' were expected here, not {described(value)}.", _advice(path)
    if kind == "list_type":
        return f"a list was expected here, not {described(value)}.", "Begin each entry with '- ', or write [a, b]."
    return f"{text[0].lower()}{text[1:]}.", ""


def _advice(path: DataPath) -> str:
    parent = str(path[-2]) if len(path) > 1 else ""
    return _ADVICE.get(str(path[-1])) or _ADVICE.get(parent) or "Write them below, indented."


def _space_missing(glued: re.Match[str]) -> tuple[str, str]:
    return "a space is missing after the colon.", f"Write '{glued['key']}: {glued['value']}'."


def _count(number: Any) -> str:
    return {1: "one", 2: "two"}.get(number, str(number))


_DECIMALS = re.compile(r"\d+ ?%?")
"""What is left of a number behind a decimal comma."""


def _unknown(key: str, detail: ErrorDetails, missing: list[str], unknown: list[str]) -> tuple[str, str]:
    entry = entry_at(detail["loc"])
    if key in entry.refused:
        return f"'{key}' is not possible here.", entry.refused[key]
    if key == DROP:
        return f"'{DROP}' is not possible here.", _DROPS
    known = entry.keys()
    if _DECIMALS.fullmatch(key):
        what = f"'{key}' is not a key here: the comma before it ends an entry."
        return what, "If a number was meant, write a point before its decimals, as in 0.5."
    glued = _GLUED.fullmatch(key)
    if glued and glued["key"] in known:
        return _space_missing(glued)
    close = _close(key, missing) or _close(key, known)
    listed = f"Known here: {', '.join(known)}." if not close or len(known) <= _FEW else ""
    hint = f"Did you mean '{close}'?" if close else ""
    instead = f", and '{missing[0]}' is missing" if not close and len(missing) == len(unknown) == 1 else ""
    return f"'{key}' is not a key here{instead}.", " ".join(filter(None, (hint, listed)))


def _close(key: str, known: list[str]) -> str:
    return closest(key, known, 0.7)


def entry_at(location: tuple[int | str, ...]) -> type[FileEntry]:
    """The kind of mapping in which the last part of a location stands."""
    kind: Any = ScenarioEntry
    for part in location[:-1]:
        kind = _below(_bare(kind), part)
    kind = _bare(kind)
    entry: type[FileEntry] = kind
    return entry


def _bare(kind: Any) -> Any:
    """A kind without its annotations and without None."""
    while get_origin(kind) is Annotated:
        kind = get_args(kind)[0]
    members = [member for member in get_args(kind) if member is not type(None)]
    optional = type(None) in get_args(kind) and len(members) == 1
    return _bare(members[0]) if optional else kind


def _below(kind: Any, part: int | str) -> Any:
    origin = get_origin(kind)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return get_args(kind)[1]
    if isinstance(part, int):
        return get_args(kind)[0]
    if part.startswith(TAG):
        return next(member for member in get_args(kind) if _tag(member) == part)
    by_alias = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
    return by_alias[part]


def _tag(member: Any) -> str | None:
    return next(
        (annotation.tag for annotation in getattr(member, "__metadata__", ()) if isinstance(annotation, Tag)), None
    )
