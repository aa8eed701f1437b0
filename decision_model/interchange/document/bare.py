"""Pictures without their own title, for documents that head them with it."""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from typing import Any

from decision_model.analysis.result import Result
from decision_model.errors import ModelError
from decision_model.figures import picture
from decision_model.figures.page.layout import Block, Sheet
from decision_model.figures.page.output import render
from decision_model.figures.page.page import Pictured, scene_of
from decision_model.figures.page.style import Theme
from decision_model.figures.page.words import Words

DPI = 200


def pictured(result: Result) -> Pictured | None:
    """The picture of a result; None where it has none, or cannot be drawn."""
    try:
        return picture(result)
    except ModelError:
        return None


def bare(drawing: Pictured) -> Pictured:
    """The same picture with nothing above or below it: the room of title, subtitle and source line is its own."""
    kind = type(drawing)
    untitled = copy(drawing)
    untitled.__class__ = _untitled(kind)
    return untitled


def _untitled(kind: type[Any]) -> type[Any]:
    def words(self: Any) -> Words:
        named: Words = kind.words.fget(self)
        return replace(named, title="", subtitle="", source="")

    return type(kind.__name__, (kind,), {"words": property(words)})


def png(drawing: Pictured, theme: Theme) -> bytes:
    """A picture without its title as PNG, at the theme's own size; its words are in the file all the same."""
    scene = scene_of(bare(drawing), theme, *(72 * side for side in theme.size))
    scene.words = drawing.words
    return render(scene, "png", dpi=DPI)


def bare_sheet(theme: Theme) -> Sheet:
    """A page of the theme's size without title, subtitle and source line."""
    nothing = Block((), 0.0)
    return Sheet(replace(theme, margin=0.0), 72 * theme.size[0], 72 * theme.size[1], nothing, nothing, nothing)
