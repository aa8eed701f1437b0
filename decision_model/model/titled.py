"""Names, labels and remarks of the elements of a model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypedDict

from decision_model.model.numbers import citations

ADDED: Mapping[str, Any] = {"added": True}
"""Marks a field that models did not always have: while it has its default, their fingerprint is what it was."""

_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


def showable(text: str) -> str:
    """A text without what would steer whatever shows it: controls, ends of lines, overrides of the direction."""
    return _STEERING.sub(" ", text).strip() if _STEERING.search(text) else text


class Titled:
    """Has a name and a label, some also a short one; people are shown the label, or the name in plain words."""

    name: str
    label: str
    short: str = ""

    @property
    def title(self) -> str:
        """The label, or the name in plain words."""
        return showable(self.label or self.name.replace("_", " "))

    @property
    def short_title(self) -> str:
        """The label for tight places; the title where none is given."""
        return showable(self.short) or self.title


class Remarks(TypedDict, total=False):
    """Keywords of every function that builds an element; `cite` as `citations` reads it."""

    label: str
    note: str
    cite: Any


class RemarksWithShort(Remarks, total=False):
    """Remarks on an element that may also have a short label and a colour."""

    short: str
    colour: str | None


def remark_fields(remarks: Remarks) -> dict[str, Any]:
    """The fields of an element that hold its remarks."""
    return {**remarks, "cite": citations(remarks.get("cite"))}
