"""Pictures of results as the bytes of a file, and what they say in words; matplotlib is loaded only to draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from decision_model.figures.page.words import Words

KINDS = (".svg", ".pdf", ".png")


@dataclass(frozen=True)
class PictureSettings:
    """For what, and on what, a picture is drawn; `outlines` makes shapes of the letters of an SVG."""

    theme: str = "slides"
    dark: bool = False
    page: str | None = None
    outlines: bool = False


def picture(result: Any, kind: str, look: PictureSettings) -> bytes:
    """The picture of a result in one of KINDS."""
    from decision_model.figures import render

    return render(drawn(result, look), kind.removeprefix("."), look.outlines)


def drawn(result: Any, look: PictureSettings) -> Any:
    """The picture of a result, a matplotlib Figure."""
    from decision_model.figures import draw

    return draw(result, theme=look.theme, dark=look.dark, size=look.page)


def words(result: Any) -> Words:
    """What the picture of a result says: its takeaway and its description."""
    from decision_model.figures import picture

    return picture(result).words
