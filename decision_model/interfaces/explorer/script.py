"""The page's script: the modules of `engine/` and `view/` in one, each after those that it imports.

A page opened as a file cannot load modules beside it, so their text is put into the page, without the `import` lines,
the word `export` and the comments, in one module scope. There the browser refuses a name that stands twice.
"""

from __future__ import annotations

import re
from functools import cache
from graphlib import TopologicalSorter
from importlib.resources import files
from posixpath import dirname, join, normpath

START = "view/main.js"
IMPORT = re.compile(r'^import \{[^}]*\} from "(?P<path>[^"]+)";\n', re.MULTILINE)
COMMENT = re.compile(r"^ *(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.MULTILINE)
"""Comments on lines of their own: they are for those who read the modules, and a fifth of the text."""
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const)\b)", re.MULTILINE)
INDENT = re.compile(r"^(?:  )+", re.MULTILINE)


@cache
def page_script() -> str:
    """All of the page's script."""
    texts = modules(START)
    order = TopologicalSorter({path: imported(path, text) for path, text in texts.items()}).static_order()
    return "\n".join(f"// ---- {path}\n{joined(texts[path])}" for path in order)


def modules(start: str) -> dict[str, str]:
    """The module at `start` and all that it imports, directly or through others: path to text."""
    texts: dict[str, str] = {}
    waiting = [start]
    while waiting:
        path = waiting.pop()
        if path not in texts:
            texts[path] = (files(__package__) / path).read_text(encoding="utf-8")
            waiting += imported(path, texts[path])
    return texts


def imported(path: str, text: str) -> list[str]:
    """The paths of the modules that a module imports."""
    return [normpath(join(dirname(path), match["path"])) for match in IMPORT.finditer(text)]


def joined(text: str) -> str:
    """A module's text as it stands among the others, set in by a tab a step, which takes half the room."""
    return INDENT.sub(lambda spaces: "\t" * (len(spaces[0]) // 2), COMMENT.sub("", EXPORT.sub("", IMPORT.sub("", text))))
