"""`extends`: a scenario that starts from another file, restates some of it and removes some."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from decision_model.errors import Location, Problem, ScenarioError, nearest, shortened
from decision_model.scenario.fields import WRONG_KIND
from decision_model.scenario.loader import LARGEST, decoded, load
from decision_model.scenario.nodes import YamlNode

LONGEST = 10
"""Files in a chain of `extends`."""

NO_FILE = "this is a device or a pipe, not a file with text in it."

NAMED_SECTIONS = ("sources", "parameters", "perspectives", "what_ifs")
DROP = "drop"
"""The key that lists keys of the node below which are not taken over."""

ABOUT_FILES = ("extends", "remove", DROP)
NAMES = ("decide", "event", "name", "claim")
LISTED_SECTIONS = ("sequence", "considerations", "claims")


@dataclass
class Reading:
    """A file with those it extends: the merged tree, and what was wrong on the way."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    """Those that were read, and those that are missing."""

    def file(self, path: Path, file_name: str, above: tuple[Path, ...] = ()) -> YamlNode:
        """The tree of a file, merged over the one that it extends; raises ScenarioError if one cannot be read."""
        self.files.append(path)
        root, problems = load(decoded(contents(path, file_name), file_name), file_name)
        self.problems += problems
        return self.extended(root, path, (*above, path.resolve()))

    def extended(self, root: YamlNode, path: Path, above: tuple[Path, ...]) -> YamlNode:
        """A tree merged over the one that it extends, if any."""
        extends = root.value.get("extends") if isinstance(root.value, dict) else None
        if extends is None:
            return root
        try:
            base_file = self.allowed(extends, path, above)
        except (OSError, RuntimeError):
            base_file = "this cannot be the name of a file.\nWrite, say, 'extends: base.yaml'."
        if isinstance(base_file, str):
            message, _, remedy = base_file.partition("\n")
            raise self.unreadable(extends, message, remedy)
        base = self.file(base_file, str(Path(root.origin.file).parent / extends.value), above)
        if not isinstance(base.value, dict):
            raise self.unreadable(
                extends, f"'{extends.value}' is not a scenario.", "Name a file with lines of 'key: value'."
            )
        return Merge(self.problems).over(base, root)

    def allowed(self, extends: YamlNode, path: Path, above: tuple[Path, ...]) -> Path | str:
        """The file meant, or why it may not be read."""
        if not isinstance(extends.value, str) or not extends.value.strip():
            return "the name of a file was expected here.\nWrite, say, 'extends: base.yaml'."
        if Path(extends.value).is_absolute() or "\\" in extends.value or "\0" in extends.value:
            return "only a file beside this one can be extended.\nWrite its name alone, or folder/name, with '/'."
        file = (path.parent / extends.value).resolve()
        if not file.is_relative_to(self.folder.resolve()):
            return f"'{extends.value}' lies outside the scenario's folder.\nCopy it into the folder and name it there."
        if file in above:
            return "the files extend one another in a circle.\nLet one of them stand on its own."
        if len(above) >= LONGEST:
            return f"more than {LONGEST} files extend one another.\nJoin some of them."
        if file.exists() and not file.is_file() and not file.is_dir():
            return f"{NO_FILE}\nName a scenario file beside this one."
        if not file.is_file():
            self.files.append(file)
            return f"there is no file '{extends.value}'.\n{missing_remedy(file)}"
        return file

    def unreadable(self, extends: YamlNode, message: str, remedy: str) -> ScenarioError:
        """The error of an `extends` that cannot be followed, with what was wrong before."""
        location = extends.origin.location(extends.start)
        return ScenarioError([*self.problems, Problem(("extends",), message, remedy, location, code="cannot-extend")])


def contents(path: Path, file_name: str) -> bytes:
    """The bytes of a file, at most a little more than a scenario may have; raises ScenarioError."""
    location = Location(file_name, 1, 1)
    try:
        path.exists()
    except OSError:
        message = "this cannot be the name of a file."
        raise _unreadable(Location(shortened(file_name), 1, 1), "no-file-name", message) from None
    if path.is_dir():
        raise _unreadable(location, "not-a-file", "this is a folder.", "Name a scenario file in it.")
    if path.exists() and not path.is_file():
        raise _unreadable(location, "not-a-file", NO_FILE, "Save the scenario as a file and name that.")
    if not path.is_file():
        raise _unreadable(location, "no-such-file", "there is no such file.", missing_remedy(path))
    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST + 1)
    except OSError as error:
        message = f"the file cannot be opened ({error.strerror})."
        raise _unreadable(location, "cannot-open-file", message) from None


def _unreadable(location: Location, code: str, message: str, remedy: str = "") -> ScenarioError:
    return ScenarioError([Problem((), message, remedy, location, code=code)])


def missing_remedy(path: Path) -> str:
    """The scenario with the nearest name in the same folder, if any."""
    try:
        return nearest(path.name, [file.name for file in path.parent.glob("*.y*ml")])
    except OSError:
        return ""


@dataclass
class Merge:
    """Puts one tree over another, node by node and key by key; each node keeps the file it comes from."""

    problems: list[Problem]

    def over(self, base: YamlNode, top: YamlNode) -> YamlNode:
        """The base with what the top restates and without what it removes."""
        if not isinstance(base.value, dict) or not isinstance(top.value, dict):
            return top
        dropped = self.dropped(base, top, ("decision_model", *ABOUT_FILES))
        value = {key: child for key, child in base.value.items() if key not in (*ABOUT_FILES, *dropped)}
        removed = self.removed(YamlNode(value, base.origin, base.start, base.end), top)
        for key, child in top.value.items():
            if key not in ABOUT_FILES:
                removed.value[key] = self.section(key, removed.value.get(key), child)
        return replace(top, value=removed.value)

    def section(self, key: str, below: YamlNode | None, above: YamlNode) -> YamlNode:
        """One section of both files, merged by the names in it."""
        if below is None:
            return above
        if key in NAMED_SECTIONS and isinstance(below.value, dict) and isinstance(above.value, dict):
            merged = dict(below.value)
            for name, node in above.value.items():
                merged[name] = self.restated(merged[name], node) if name in merged else node
            return replace(above, value=merged)
        if key in LISTED_SECTIONS and isinstance(below.value, list) and isinstance(above.value, list):
            return self.listed(key, below, above)
        return above

    def listed(self, key: str, below: YamlNode, above: YamlNode) -> YamlNode:
        """Restated entries keep their position; a new one follows the entry it follows in the file above."""
        result = below
        last: str | None = None
        for number, entry in enumerate(above.value):
            name = entry.name
            if name is not None and _position(result, name) is not None:
                if key == "sequence":
                    self.in_order(result, last, entry)
                result = self.replaced(result, name, entry)
            else:
                result = replace(result, value=_inserted(result, last, entry, above.value[number + 1 :]))
            last = name
        return replace(above, value=result.value)

    def in_order(self, entries: YamlNode, last: str | None, entry: YamlNode) -> None:
        """Report a step that is restated in another order than the base has it."""
        previous = _position(entries, last)
        position = _position(entries, entry.name)
        if previous is not None and position is not None and position < previous:
            remedy = "Restate the steps in the order they have there; 'what_ifs' can change what is known when."
            message = f"'{entry.name}' stands above '{last}' in the file that this one extends."
            place, location = ("sequence", str(entry.name)), entry.origin.location(entry.start)
            self.problems.append(Problem(place, message, remedy, location, code="order-changed"))

    def removed(self, base: YamlNode, top: YamlNode) -> YamlNode:
        """The base without what the top removes."""
        listed = top.value.get("remove")
        if listed is None:
            return base
        if not isinstance(listed.value, list):
            message, remedy = "a list of names was expected here.", "Write, say, [site, allies]."
            self.report(listed, WRONG_KIND, message, remedy, "remove")
            return base
        for node in listed.value:
            known = sorted(_known(base))
            if node.value not in known:
                message = f"'{node.value}' is not in the file that this one extends."
                self.report(node, "unknown-name", message, nearest(str(node.value), known), "remove")
            base = _without(base, node.value)
        return base

    def restated(self, below: YamlNode, above: YamlNode) -> YamlNode:
        """A node with keys restated and without those dropped; anything but lines of keys replaces it whole."""
        if not isinstance(below.value, dict) or not isinstance(above.value, dict):
            return above
        dropped = self.dropped(below, above, NAMES)
        kept = {key: child for key, child in below.value.items() if key not in dropped}
        return replace(above, value={**kept, **{key: child for key, child in above.value.items() if key != DROP}})

    def dropped(self, below: YamlNode, above: YamlNode, fixed: tuple[str, ...]) -> list[str]:
        """The keys of a node of the base that the one above drops; `fixed` cannot be."""
        listed = above.value.get(DROP)
        if listed is None:
            return []
        if not isinstance(listed.value, list):
            self.report(listed, WRONG_KIND, "a list of keys was expected here.", "Write, say, [note, range].")
            return []
        for node in listed.value:
            known = [key for key in below.value if key not in (*fixed, *ABOUT_FILES)]
            if node.value in fixed:
                message, remedy = f"'{node.value}' cannot be dropped.", "Use 'remove' to drop the whole element."
                self.report(node, "key-not-dropped", message, remedy)
            elif node.value not in known:
                message = f"'{node.value}' does not stand here in the file that this one extends."
                self.report(node, "nothing-to-drop", message, nearest(str(node.value), known))
            elif node.value in above.value:
                message = f"'{node.value}' is dropped and stated anew."
                self.report(node, "dropped-and-stated", message, "What is stated replaces it; do not drop it.")
        return [node.value for node in listed.value if isinstance(node.value, str) and node.value not in fixed]

    def replaced(self, entries: YamlNode, name: str, above: YamlNode) -> YamlNode:
        """The entries with the one of that name restated, wherever it is nested."""
        value = []
        for entry in entries.value:
            group = _group(entry)
            if entry.name == name:
                value.append(self.restated(entry, above))
            elif group is not None:
                nested = self.replaced(group, name, above)
                value.append(replace(entry, value={**entry.value, "considerations": nested}))
            else:
                value.append(entry)
        return replace(entries, value=value)

    def report(self, node: YamlNode, code: str, message: str, remedy: str, section: str = DROP) -> None:
        self.problems.append(Problem((section,), message, remedy, node.origin.location(node.start), code=code))


def _position(entries: YamlNode, name: str | None) -> int | None:
    """The position of the entry that has a name, or within which it stands."""
    if name is None:
        return None
    return next((i for i, entry in enumerate(entries.value) if entry.name == name or _nested(entry, name)), None)


def _nested(entry: YamlNode, name: str) -> bool:
    group = _group(entry)
    return group is not None and _position(group, name) is not None


def _group(entry: YamlNode) -> YamlNode | None:
    group = entry.value.get("considerations") if isinstance(entry.value, dict) else None
    return group if group is not None and isinstance(group.value, list) else None


def _inserted(entries: YamlNode, last: str | None, entry: YamlNode, following: list[YamlNode]) -> list[YamlNode]:
    """The entries with a new one: after the last one named, else before the next one named, else at the end."""
    previous = _position(entries, last)
    if previous is not None:
        return [*entries.value[: previous + 1], entry, *entries.value[previous + 1 :]]
    next_known = (place for entry_after in following if (place := _position(entries, entry_after.name)) is not None)
    position = next(next_known, len(entries.value))
    return [*entries.value[:position], entry, *entries.value[position:]]


def _known(base: YamlNode) -> set[str]:
    """Names that can be removed."""
    names: set[str] = set()
    for section in NAMED_SECTIONS:
        node = base.value.get(section)
        names |= set(node.value) if node is not None and isinstance(node.value, dict) else set()
    for section in LISTED_SECTIONS:
        node = base.value.get(section)
        names |= set(_entry_names(node)) if node is not None and isinstance(node.value, list) else set()
    return names


def _entry_names(entries: YamlNode) -> list[str]:
    names = []
    for entry in entries.value:
        names += [entry.name] if entry.name is not None else []
        group = _group(entry)
        names += _entry_names(group) if group is not None else []
    return names


def _without(base: YamlNode, name: Any) -> YamlNode:
    value = dict(base.value)
    for section in NAMED_SECTIONS:
        node = value.get(section)
        if node is not None and isinstance(node.value, dict):
            value[section] = replace(node, value={key: child for key, child in node.value.items() if key != name})
    for section in LISTED_SECTIONS:
        node = value.get(section)
        if node is not None and isinstance(node.value, list):
            value[section] = _entries_without(node, name)
    return replace(base, value=value)


def _entries_without(entries: YamlNode, name: Any) -> YamlNode:
    value = []
    for entry in entries.value:
        if entry.name == name:
            continue
        group = _group(entry)
        if group is not None:
            entry = replace(entry, value={**entry.value, "considerations": _entries_without(group, name)})
        value.append(entry)
    return replace(entries, value=value)
