"""Pictures of results as the bytes of a file, and what they say in words; matplotlib is loaded only to draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from decision_model.words.sentences import counted, listed

if TYPE_CHECKING:
    from decision_model.figures.page.scene import Scene
    from decision_model.figures.page.words import Words
    from decision_model.model.decision_model import DecisionModel

KINDS = (".svg", ".pdf", ".png")
MOST_NAMED = 12
"""Characters without a font that a note names."""


@dataclass(frozen=True)
class PictureSettings:
    """For what, and on what, a picture is drawn; `outlines` makes shapes of the letters of an SVG.

    `options` are the picture's own.
    """

    theme: str = "slides"
    dark: bool = False
    page: str | None = None
    outlines: bool = False
    options: Mapping[str, Any] = field(default_factory=dict)


def picture(result: Any, kind: str, look: PictureSettings) -> bytes:
    """The picture of a result in one of KINDS."""
    from decision_model.figures import render

    return render(drawn(result, look), kind.removeprefix("."), look.outlines)


def drawn(result: Any, look: PictureSettings) -> Scene:
    """The picture of a result, as a scene from which files are written."""
    from decision_model.figures import scene

    return scene(result, theme=look.theme, dark=look.dark, size=look.page, **look.options)


def font_note(model: DecisionModel) -> str:
    """Which characters of a model's texts no font of this machine has, and what to do; empty where all can be drawn."""
    from decision_model.figures.page.fonts import lacking, that_help
    from decision_model.model.labels import own_texts

    found = sorted({character for text in own_texts(model) if not text.isascii() for character in lacking(text)})
    if not found:
        return ""
    which = f"{counted(len(found), 'character')} ({listed(found, most=MOST_NAMED)})"
    wanted = listed(that_help(found), most=MOST_NAMED)
    return f"No font of this machine has {which}; pictures show a box for each. Fonts that help: {wanted}."


def words(result: Any, **options: Any) -> Words:
    """What the picture of a result says: its takeaway and its description."""
    from decision_model.figures import picture

    return picture(result, **options).words
